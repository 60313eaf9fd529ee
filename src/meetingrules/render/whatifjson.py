"""What-if -> JSON: a stable shape of its own. Within version 1 only additions."""

from typing import Any

from meetingrules.render.jsonout import finding_to_dict
from meetingrules.render.jsonparts import Json, cited, due, head, moment, printed
from meetingrules.report.changes import Change
from meetingrules.report.model import Finding
from meetingrules.report.supposition import Margin, Presiding, Tight, Upset, WhatIf

FORMAT, VERSION = "meetingrules-whatif", "1.0"
SIDE = ("status", "forecast", "severity", "message", "missing", "due", "remedy", "location")
"""What of a finding is told on each side of a change."""


def render(found: WhatIf) -> str:
    """A what-if as one JSON document."""
    return printed(to_dict(found))


def to_dict(found: WhatIf) -> Json:
    """A what-if as plain data."""
    sides = found.before, found.after
    before_after = found.presiding
    return {
        **head(FORMAT, VERSION),
        "path": found.path,
        "rulebook": {"id": found.rulebook, "version": found.version, "title": dict(found.title)},
        "as_of": moment(found.as_of),
        "supposed": [
            {"option": option, "text": dict(said)} for option, said in zip(found.options, found.supposed, strict=True)
        ],
        **{
            side: {
                "day": moment(report.day),
                "state": report.state,
                "verdict": report.verdict,
                "summary": report.summary,
                "items": [{"id": id_, "title": title} for id_, title in report.items.items()],
            }
            for side, report in zip(("before", "after"), sides, strict=True)
        },
        "renumbered": dict(found.renumbered),
        "changes": [change(one) for one in found.changes],
        "presiding": {"before": presiding(before_after[0]), "after": presiding(before_after[1])}
        if before_after is not None
        else None,
        "tight": tight(found.tight) if found.tight is not None else None,
    }


def change(one: Change) -> Json:
    """One finding that came out otherwise."""
    return {
        **named(one.finding),
        "turn": one.turn,
        "aspects": list(one.aspects),
        "was": one.was,
        "now": one.now,
        "before": side(one.before),
        "after": side(one.after),
    }


def named(finding: Finding) -> Json:
    """Which finding it is."""
    data = finding_to_dict(finding, explained=False)
    return {key: data[key] for key in ("rule", "cites", "citations", "force", "stage", "subject", "item")}


def side(finding: Finding | None) -> Json | None:
    """A finding on one side of the change; null where there is none."""
    if finding is None:
        return None
    data = finding_to_dict(finding, explained=False)
    counts = [
        {
            "what": dict(count.what),
            "base": number(count.base),
            "need": number(count.need),
            "have": number(count.have),
            "open": number(count.open),
            "holds": count.holds,
            "expected": count.expected,
        }
        for count in finding.counts
    ]
    return {**{key: data[key] for key in SIDE}, "due": due(finding.due), "counts": counts}


def number(value: Any) -> int | str:
    """A whole number, or a fraction as text."""
    return int(value) if value == int(value) else str(value)


def presiding(one: Presiding) -> Json:
    """Who may preside."""
    return {
        "may": list(one.may),
        "if_settled": list(one.if_settled),
        "chair": one.chair,
        "comes": one.comes,
        **cited(one.cites),
    }


def tight(one: Tight) -> Json:
    """How little would upset what stands."""
    return {
        "margins": [margin(m) for m in one.margins],
        "decisive": [{"person": d.person, "upsets": [upset(u) for u in d.upsets]} for d in one.decisive],
        "only_chair": one.only_chair,
        "asked": one.asked,
        "left_out": list(one.left_out),
    }


def margin(one: Margin) -> Json:
    """How many absences a number stands."""
    return {
        **named(one.finding),
        "what": dict(one.what),
        "base": one.base,
        "need": one.need,
        "have": one.have,
        "open": one.open,
        "among": list(one.among),
        "unsure": one.unsure,
        "short": one.short,
        "given_up": one.given_up,
    }


def upset(one: Upset) -> Json:
    """What one absence would make of one finding."""
    return {**named(one.then), "was": one.was, "becomes": one.becomes, "now": side(one.now), "then": side(one.then)}
