"""The schemas of what ``whatif``, ``route``, ``remedy``, ``explain`` and ``due`` print as JSON, by the names that their documents bear."""

from collections.abc import Callable, Mapping

from meetingrules.lang.answers import GAPS
from meetingrules.render import duejson, explainjson, remedyjson, routejson, whatifjson
from meetingrules.report import route as routed
from meetingrules.report import steps, tree
from meetingrules.report.changes import ASPECTS, LEVELS, TURNS
from meetingrules.report.model import FORECASTS, STATUSES, VERDICTS
from meetingrules.rulebook.model import STAGES
from meetingrules.schema.leaves import Json
from meetingrules.schema.shapes import (
    COUNT,
    DAY,
    FLAG,
    FORCE,
    MOMENT,
    SEVERITY,
    STATE,
    STATUS,
    TEXT,
    Shapes,
    many,
    maybe,
    one_of,
)

NUMBER: Json = {"anyOf": [{"type": "integer"}, {"type": "string", "pattern": r"^-?\d+/\d+$"}]}
OUTLOOK = one_of([*FORECASTS, "skip", None])
"""Where a change is told, that a rule is not expected to apply is told, too."""


def whatif_schema(lang: str) -> Json:
    """What ``whatif`` prints."""
    a = Shapes(lang)
    count = a.shape("count", what=a.texts, base=NUMBER, need=NUMBER, have=NUMBER, open=NUMBER, holds=maybe(FLAG), expected=FLAG)  # fmt: skip
    side = a.shape(
        "side", status=STATUS, forecast=OUTLOOK, severity=SEVERITY, message=a.texts, missing=many(a.gap), due=a.due,
        remedy=maybe(a.texts), location=a.location, counts=many(count),
    )  # fmt: skip
    named: Json = {"rule": TEXT, **a.cites, "force": FORCE, "stage": one_of(STAGES), "subject": a.subject, "item": maybe(TEXT)}  # fmt: skip
    level = one_of(LEVELS)
    change = a.shape("change", **named, turn=one_of(TURNS), aspects=many(one_of(ASPECTS)), was=level, now=level, before=maybe(side), after=maybe(side))  # fmt: skip
    margin = a.shape(
        "margin", **named, what=a.texts, base=COUNT, need=COUNT, have=COUNT, open=COUNT, among=many(TEXT),
        unsure=maybe(COUNT), short=maybe(COUNT), given_up=FLAG,
    )  # fmt: skip
    upset = a.shape("upset", **named, was=level, becomes=level, now=side, then=side)
    decisive = a.shape("decisive", person=TEXT, upsets=many(upset))
    tight = a.shape("tight", margins=many(margin), decisive=many(decisive), only_chair=maybe(TEXT), asked=COUNT, left_out=many(TEXT))  # fmt: skip
    presiding = a.shape("presiding", may=many(TEXT), if_settled=many(TEXT), chair=maybe(TEXT), comes=maybe(FLAG), **a.cites)  # fmt: skip
    meeting = a.shape(
        "meeting", day=maybe(DAY), state=STATE, verdict=one_of(v for v in VERDICTS if v != "not_checked"),
        summary=a.counted(STATUSES), items=many(a.shape("item", id=TEXT, title=TEXT)),
    )  # fmt: skip
    keys: Json = {
        "path": TEXT,
        "rulebook": a.rulebook,
        "as_of": maybe(MOMENT),
        "supposed": many(a.shape("supposed", option=TEXT, text=a.texts)),
        "before": meeting,
        "after": meeting,
        "renumbered": {"type": "object", "additionalProperties": {"type": ["string", "null"]}},
        "changes": many(change),
        "presiding": maybe(a.shape("sides", before=presiding, after=presiding)),
        "tight": maybe(tight),
    }
    return a.schema("whatif", (whatifjson.FORMAT, whatifjson.VERSION), keys)


def route_schema(lang: str) -> Json:
    """What ``route`` prints."""
    a = Shapes(lang)
    known: Json = {"kind": one_of(GAPS), "key": maybe(TEXT), "label": a.texts}
    facts = many(a.shape("fact", **known))
    line = a.shape("line", says=a.texts, article=a.texts, truth=one_of(routed.TRUTHS), found=many(a.texts), missing=facts, exception=FLAG)  # fmt: skip
    ruling = a.shape(
        "ruling", rule=TEXT, force=FORCE, article=a.texts, says=a.texts, status=STATUS, grounds=many(line), missing=facts,
        remedy=maybe(a.texts),
    )  # fmt: skip
    way = a.shape(
        "way", rule=TEXT, force=FORCE, phase=one_of(routed.PHASES), article=a.texts, says=a.texts, need=one_of(routed.NEEDS),
        state=one_of(routed.STATES), hangs_on=facts, steps=many(line),
    )  # fmt: skip
    body = a.shape(
        "body", rulebook=a.rulebook, in_force=maybe(DAY), answer=one_of(routed.ANSWERS), missing=facts, rulings=many(ruling),
        statements=many(a.shape("statement", says=a.texts, article=a.texts)), ways=many(way), not_understood=many(TEXT),
        roster_left_out=FLAG,
    )  # fmt: skip
    bounds = a.shape("bounds", least=COUNT, most=COUNT)
    question = a.shape(
        "question", **known, written_in=one_of(routed.PLACES), asked_by=many(TEXT),
        choices=many(a.shape("choice", value=TEXT, label=a.texts)),
        settles=a.shape("settled", answers=bounds, grounds=bounds, needs=bounds),
    )  # fmt: skip
    keys: Json = {
        "title": TEXT,
        "path": maybe(TEXT),
        "item": maybe({"type": "integer", "minimum": 1}),
        "day": DAY,
        "as_of": maybe(MOMENT),
        "summary": a.counted(routed.ANSWERS),
        "bodies": many(body),
        "questions": many(question),
        "untried": COUNT,
    }
    return a.schema("route", (routejson.FORMAT, routejson.VERSION), keys)


def remedies_schema(lang: str) -> Json:
    """What ``remedy`` prints."""
    a = Shapes(lang)
    finding = a.shape(
        "finding", rule=TEXT, **a.cites, severity=SEVERITY, status=STATUS, forecast=one_of([*FORECASTS, None]),
        subject=a.subject, alike=many(a.subject), message=a.texts, **a.least,
    )  # fmt: skip
    fact = a.shape("fact", path=TEXT, label=a.texts, settles=COUNT, due=COUNT, total=COUNT, asked_by=COUNT)
    keys: Json = {
        "path": TEXT,
        "rulebook": a.rulebook,
        "title": a.texts,
        "day": maybe(DAY),
        "as_of": maybe(MOMENT),
        "findings": many(finding),
        "facts": many(fact),
        "open": COUNT,
        "beyond": COUNT,
        "ahead": COUNT,
        "trials": COUNT,
        "capped": FLAG,
    }
    return a.schema("remedies", (remedyjson.FORMAT, remedyjson.VERSION), keys)


def explanation_schema(lang: str) -> Json:
    """What ``explain`` prints of a meeting."""
    a = Shapes(lang)
    day = a.shape("day", day=DAY, kind=one_of(tree.DAYS), name=maybe(a.texts), number=maybe(COUNT))
    missing = a.shape("missing", kind=one_of(GAPS), fact=TEXT, label=a.texts)
    part = a.shape(
        "part", construct=TEXT, role=one_of([*tree.ROLES, None]), truth=one_of(tree.TRUTHS), says=a.texts,
        article=maybe(a.texts), found=many(a.texts), days=many(day), missing=many(missing), breaks=FLAG,
        location=a.location, parts=maybe(many({"$ref": "#/$defs/part"})),
    )  # fmt: skip
    answer = a.shape(
        "answer", id=TEXT, subject=a.texts, status=STATUS, severity=SEVERITY, message=a.texts, remedy=maybe(a.texts),
        least=maybe(a.shape("least", **a.least)), evidence=many(a.texts), location=a.location, parts=many(part),
    )  # fmt: skip
    keys: Json = {
        "path": TEXT,
        "title": a.texts,
        "day": maybe(DAY),
        "as_of": maybe(MOMENT),
        "rule": {**TEXT, "pattern": "/"},
        "force": FORCE,
        "demand": a.texts,
        "article": a.texts,
        "answers": many(answer),
        "others": many(a.shape("other", id=TEXT, subject=a.texts, status=STATUS)),
        "notes": many(a.texts),
    }
    return a.schema("explanation", (explainjson.FORMAT, explainjson.VERSION), keys)


def due_schema(lang: str) -> Json:
    """What ``due`` prints."""
    a = Shapes(lang)
    step = a.shape(
        "step", key=TEXT, rule=TEXT, **a.cites, force=FORCE, phase=one_of(steps.PHASES), act=a.texts, who=a.texts, to=a.texts,
        about=a.shape("about", called=a.texts, ids=many(TEXT)), latest=a.due, first=a.due, state=one_of(steps.STATES),
        missed=FLAG, done=a.shape("done", by=a.texts, at=maybe(MOMENT)),
        conditions=many(a.shape("condition", says=TEXT, label=a.texts, holds=FLAG)), excepted=FLAG, choice=maybe(TEXT),
    )  # fmt: skip
    earliest = a.shape(
        "earliest", certain=maybe(DAY), possible=maybe(DAY), looked_to=maybe(DAY), in_force=FLAG, binding=many(step),
        regardless=many(step),
    )  # fmt: skip
    keys: Json = {
        "path": TEXT,
        "rulebook": a.rulebook,
        "meeting": a.shape("meeting", name=TEXT, day=DAY, last_day=DAY, begins=MOMENT, ends=MOMENT),
        "today": DAY,
        "announced_through": maybe(DAY),
        "summary": a.counted(steps.STATES),
        "steps": many(step),
        "earliest": maybe(earliest),
    }
    return a.schema("due", (duejson.FORMAT, duejson.VERSION), keys)


RESULTS: Mapping[str, Callable[[str], Json]] = {
    "whatif": whatif_schema,
    "route": route_schema,
    "remedies": remedies_schema,
    "explanation": explanation_schema,
    "due": due_schema,
}
"""By the end of what a document gives as its ``format``: ``meetingrules-whatif`` is held against ``whatif``."""
