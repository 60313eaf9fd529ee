"""What is marked classified, masked: a run in, a run out in which no text of a classified item or paper stands.

What stays: which rule, which article, which status, when due, and the number of the item, so that whoever may see the file can
find it there. What goes: titles, values, reasons, explanations, and every mention elsewhere of a text that only they say. Whether
a name is a secret nobody can tell from the file: who attends is named, but not by a unit that only a classified item names.
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import Any

from attrs import evolve

from meetingrules.base.source import Texts
from meetingrules.lang.answers import Gap, Proof
from meetingrules.lang.facts import Thing
from meetingrules.report.model import Finding, Recorded, Report, Run, SubjectRef
from meetingrules.report.pictured import Chain, Count, Link

MASK: Texts = {"zh": "（涉密）", "en": "(classified)"}
SHORTEST = 2
"""A title of one character is not looked for in other texts: it would be everywhere."""


def masked(run: Run) -> Run:
    """The run without the texts of what is marked classified."""
    return evolve(run, reports=tuple(_report(report) for report in run.reports))


def _report(report: Report) -> Report:
    if not report.classified:
        return report
    titles = _titles(report)
    return evolve(
        report,
        items={id_: MASK["zh"] if _covered(id_, report) else title for id_, title in report.items.items()},
        title=_plain(report.title, titles),
        notes=tuple(_texts(note, titles) for note in report.notes),
        findings=tuple(_finding(finding, report, titles) for finding in report.findings),
    )


def _titles(report: Report) -> tuple[str, ...]:
    """The texts to look for, the longest first so that one inside another leaves no rest."""
    titles = {title for id_, title in report.items.items() if id_ in report.classified}
    subjects = (f.subject for f in report.findings if f.subject.kind != "record")  # of a record the label is its rule
    titles |= {subject.label for subject in subjects if subject.id in report.classified}
    return _longest_first(titles | report.secrets)


def _longest_first(texts: AbstractSet[str]) -> tuple[str, ...]:
    return tuple(sorted((t for t in texts if len(t) >= SHORTEST), key=lambda t: (-len(t), t)))


def without(text: str, secrets: AbstractSet[str], lang: str) -> str:
    """A text without what only classified things say, for whatever prints more than findings.

    >>> without("研究某某事项的会议", {"某某事项"}, "zh")
    '研究（涉密）的会议'
    """
    return _plain(text, _longest_first(secrets), lang)


def _covered(id_: str | None, report: Report) -> bool:
    """Whether a thing is classified, or belongs to one that is."""
    return id_ is not None and any(id_ == c or id_.startswith(f"{c}.") for c in report.classified)


def _finding(finding: Finding, report: Report, titles: tuple[str, ...]) -> Finding:
    if _covered(finding.item, report) or _covered(finding.subject.id, report):
        subject = SubjectRef(finding.subject.kind, finding.subject.id, MASK["zh"], MASK)
        if finding.subject.kind == "person":  # who attends is no secret; what the item says of them is
            subject = _named(finding.subject, titles)
        return evolve(
            finding,
            subject=subject,
            message=finding.demand or MASK,
            proof=None,
            missing=tuple(_gap(gap) for gap in finding.missing),
            evidence=(),
            notes=(),
            departure=Recorded(MASK["zh"]) if finding.departure is not None else None,
            chains=(),
            counts=(),
        )
    return evolve(
        finding,
        subject=_named(finding.subject, titles),
        message=_texts(finding.message, titles),
        proof=_proof(finding.proof, report, titles) if finding.proof is not None else None,
        missing=tuple(_open_gap(gap, report, titles) for gap in finding.missing),
        evidence=tuple(_plain(text, titles) for text in finding.evidence),
        notes=tuple(_texts(note, titles) for note in finding.notes),
        departure=_recorded(finding.departure, titles),
        chains=tuple(Chain(tuple(_link(link, titles) for link in chain.links)) for chain in finding.chains),
        counts=tuple(_count(count, titles) for count in finding.counts),
    )


def _link(link: Link, titles: tuple[str, ...]) -> Link:
    said = (link.cite, link.what, link.who, link.done, link.why)
    return Link(link.state, *(_texts(texts, titles) for texts in said))


def _count(count: Count, titles: tuple[str, ...]) -> Count:
    yes, no, unknown = (tuple(_texts(name, titles) for name in who) for who in (count.yes, count.no, count.unknown))
    return evolve(count, what=_texts(count.what, titles), yes=yes, no=no, unknown=unknown)


def _named(subject: SubjectRef, titles: tuple[str, ...]) -> SubjectRef:
    return SubjectRef(
        subject.kind, _plain(subject.id, titles), _plain(subject.label, titles), _texts(subject.called, titles)
    )


def _recorded(departure: Recorded | None, titles: tuple[str, ...]) -> Recorded | None:
    if departure is None:
        return None
    return evolve(departure, reason=_plain(departure.reason, titles), approved_by=_plain(departure.approved_by, titles))


def _open_gap(gap: Gap, report: Report, titles: tuple[str, ...]) -> Gap:
    """What is missing to a finding about something open: of what is classified its path, of the rest what it says."""
    if _covered(gap.fact, report):
        return _gap(gap)
    return evolve(gap, fact=_plain(gap.fact, titles), label=_texts(gap.label, titles))


def _gap(gap: Gap) -> Gap:
    """What is missing, named by its path in the item; whatever else it is about might tell what the item is about."""
    fact = gap.fact if gap.fact.startswith("items.") else MASK["en"]
    return evolve(gap, fact=fact, label={"zh": fact, "en": fact}, place=None)


def _proof(proof: Proof, report: Report, titles: tuple[str, ...]) -> Proof:
    """A proof about other things in which a classified one may be named."""
    return evolve(
        proof,
        says=_plain(proof.says, titles),
        gaps=tuple(_open_gap(gap, report, titles) for gap in proof.gaps),
        values={key: _value(value, titles) for key, value in proof.values.items()},
        parts=tuple(_proof(part, report, titles) for part in proof.parts),
    )


def _value(value: Any, titles: tuple[str, ...]) -> Any:
    match value:
        case str():
            return _plain(value, titles)
        case Thing():
            return evolve(value, id=_plain(value.id, titles), label=_plain(value.label, titles))
        case Mapping():
            return {key: _value(part, titles) for key, part in value.items()}
        case tuple() | list():
            return type(value)(_value(part, titles) for part in value)
        case frozenset() | set():
            return frozenset(_value(part, titles) for part in value)
        case None | bool() | int() | Fraction() | date() | Enum():
            return value
        case _:  # whatever is printed as it writes itself
            return MASK["en"] if any(title in str(value) for title in titles) else value


def _texts(texts: Texts, titles: tuple[str, ...]) -> Texts:
    return {lang: _plain(text, titles, lang) for lang, text in texts.items()}


def _plain(text: str, titles: tuple[str, ...], lang: str = "zh") -> str:
    for title in titles:
        text = text.replace(title, MASK[lang])
    return text
