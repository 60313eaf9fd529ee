"""The schemas of a rulebook, a roster, a register's head, a calendar, and of what comes out."""

from collections.abc import Mapping

from meetingrules.facts.notices import KEYS as CALENDAR_KEYS
from meetingrules.facts.notices import NOTICE_KEYS
from meetingrules.facts.register import KEYS as REGISTER_KEYS
from meetingrules.facts.roster import KEYS as ROSTER_KEYS
from meetingrules.facts.roster import PERIOD, posts_of
from meetingrules.lang.answers import GAPS
from meetingrules.lang.words import Words
from meetingrules.render.jsonout import TRUTHS
from meetingrules.report.gates import OPEN, SHUT, UNDECIDED
from meetingrules.report.model import FORECASTS, SEVERITIES, SEVERITY_OF, STATUSES, VERDICTS
from meetingrules.report.shown import DETAILS
from meetingrules.rulebook.definitions import DEFINITION_KEYS
from meetingrules.rulebook.load import KEYS as RULEBOOK_KEYS
from meetingrules.rulebook.model import FORCES, GATES, STAGES
from meetingrules.rulebook.rules import CASE_KEYS
from meetingrules.rulebook.rules import KEYS as RULE_KEYS
from meetingrules.rulebook.rules import STATUSES as CASE_STATUSES
from meetingrules.rulebook.words import SECTIONS
from meetingrules.schema.leaves import FLAG, TABLE, TEXT, Json, head, label, listing, table

TEXTS: Json = {"type": "object", "properties": {"zh": TEXT, "en": TEXT}, "additionalProperties": False}
SAID: Json = {"type": "object", "properties": {"zh": {"type": "string"}, "en": {"type": "string"}}}
DAY: Json = {"type": "string", "examples": ["2024-01-24"]}
BODY: Json = {"type": ["string", "object"], "description": "A sentence, or a table of named sentences."}
CITES: Json = listing(TEXT)
BOTH: Json = {"anyOf": [TEXT, {**TEXTS, "required": ["zh", "en"]}]}
"""A text in both languages, or one that stands for both."""
READINGS: Json = {"anyOf": [*BOTH["anyOf"], {"type": "array", "items": BOTH}]}
HINTS = {
    "must": "应、应当、须",
    "must_not": "不得",
    "in_principle": "原则上",
    "normally": "一般",
    "may": "可以；须有 only_if",
}


def closed(**properties: Json) -> Json:
    """An object with these keys and no other."""
    return {"type": "object", "properties": properties, "additionalProperties": False}


def rulebook_schema() -> Json:
    """What a rulebook may say; whether its sentences hold together is seen when it is loaded."""
    known: dict[str, Json] = {
        "stage": {"enum": list(STAGES)},
        "gate": {"enum": list(GATES)},
        "admission": FLAG,
        "for": {"type": "string", "examples": ["each item"]},
        "due": {"type": "string"},
        "departure": closed(allowed=FLAG, cites=CITES, reading=READINGS, when=BODY),
        "text": {**TEXTS, "required": ["zh", "en"]},
        "remedy": TEXTS,
        "cites": CITES,
        "readings": READINGS,
        "unless": {"type": "object", "additionalProperties": BODY},
        "notes": TABLE,
        "cases": {"type": "array", "items": {"type": "object", "anyOf": [{"required": [s]} for s in sorted(CASE_STATUSES)], "properties": {k: {} for k in sorted(CASE_KEYS)}}},
    }  # fmt: skip
    rules = {key: known.get(key, BODY) for key in sorted(RULE_KEYS)}
    for force in FORCES:
        rules[force] = {**BODY, "title": HINTS.get(force, force)}
    rule = {**closed(**rules), "required": ["stage", "text"], "oneOf": [{"required": [force]} for force in FORCES]}
    own: dict[str, Json] = {
        "rulebook": TEXT,
        "format": {"enum": [1, "1"]},
        "zh": TEXT,
        "en": TEXT,
        "rules": {"type": "object", "additionalProperties": {"$ref": "#/$defs/rule"}},
        "define": {"type": "object", "additionalProperties": {"type": "object", "properties": {k: {} for k in sorted(DEFINITION_KEYS)}, "additionalProperties": False}},
        "vocabulary": closed(**dict.fromkeys(sorted(SECTIONS), TABLE)),
        "parameters": {"type": "object"},
    }  # fmt: skip
    keys = {key: own.get(key, {}) for key in sorted(RULEBOOK_KEYS)}
    start = head("rulebook", "rulebook", "One body's rules.")
    return {**start, **closed(**keys), "required": ["rulebook", "rules"], "$defs": {"rule": rule}}


def roster_schema(words: Words | None = None, lang: str = "zh") -> Json:
    """Who holds which office; with the words of a rulebook the offices and relations by name."""
    line: Json = {"type": "object", "properties": {"acting": FLAG, "of": listing(TEXT), **dict.fromkeys(PERIOD, DAY)}}
    ties: Json = {"type": "object", "properties": dict.fromkeys(PERIOD, DAY)}
    defs: Json = {}
    if words is not None:
        posts = posts_of(words)
        offices = {o.name: {**listing(TEXT), "title": label(o.label, lang)} for o in words.offices.values()}
        relations = {r.name: {**listing(TEXT), "title": label(r.label, lang)} for r in words.relations.values()}
        prepositions = {r.preposition: listing(TEXT) for r in words.relations.values()}
        named = posts | {o.name: o.label["zh"] for o in words.offices.values()}
        ties_named = {r.name: r.label["zh"] for r in words.relations.values()}
        held = {**line["properties"], **dict.fromkeys(posts, listing(TEXT)), **offices}
        defs = {
            "office": table(held, named, "#/$defs/office"),
            "relation": table({**ties["properties"], **prepositions, **relations}, ties_named, "#/$defs/relation"),
        }
        line, ties = {"$ref": "#/$defs/office"}, {"$ref": "#/$defs/relation"}
    found: Mapping[str, Json] = {
        "roster": TEXT,
        "complete": FLAG,
        "offices": listing(line),
        "relations": listing(ties),
        "units": {},
        "people": {},
    }
    return {**head("roster", "roster", "Who holds which office from when to when."), **closed(**{key: found[key] for key in ROSTER_KEYS}), **({"$defs": defs} if defs else {})}  # fmt: skip


def register_schema() -> Json:
    """The head of a register."""
    known = {"covers": closed(**dict.fromkeys(PERIOD, DAY))}
    start = head("register", "register", "From when to when the folder holds all meetings.")
    return {**start, **closed(**{key: known[key] for key in REGISTER_KEYS}), "required": list(REGISTER_KEYS)}


def calendar_schema() -> Json:
    """Announced days off and make-up days."""
    days = listing({"type": "string", "examples": ["2027-02-06", "2027-02-06 to 2027-02-12"]})
    known: dict[str, Json] = {"title": TEXT, "year": TEXT, "off": days, "work": days}
    notice = closed(**{key: known[key] for key in sorted(NOTICE_KEYS)})
    rows: dict[str, Json] = {"notices": {"anyOf": [{"type": "array", "items": notice}, {"const": "none"}]}}
    keys = {key: rows.get(key, TEXT) for key in sorted(CALENDAR_KEYS)}
    return {**head("calendar", "calendar", "Announced days off and make-up days."), **closed(**keys)}


def run_schema() -> Json:
    """What ``--format json`` prints. Within version 1 keys are only added, so a reader ignores those that it does not know."""

    def needed(**properties: Json) -> Json:
        return {"type": "object", "required": list(properties), "properties": properties}

    def maybe(schema: Json) -> Json:
        return {"anyOf": [schema, {"type": "null"}]}

    text: Json = {"type": "string"}
    count: Json = {"type": "integer", "minimum": 0}
    summary = needed(**dict.fromkeys(STATUSES, count))
    location = maybe(needed(path=text, line=count, column=count))
    moment = maybe(text)
    due = maybe({"anyOf": [needed(at=text), needed(earliest=text, latest=text)]})
    gap = needed(fact=text, kind={"enum": list(GAPS)}, act={"type": "boolean"}, label=SAID, due=due, location=location)  # fmt: skip
    truth: Json = {"enum": list(TRUTHS.values())}
    proof = needed(construct=text, says=text, label=maybe(text), status=truth, later=truth, due=due, values={"type": "object"}, missing={"type": "array", "items": gap}, parts={"type": "array", "items": {"$ref": "#/$defs/explanation"}})  # fmt: skip
    texts: Json = {"type": "array", "items": text}
    finding = needed(
        rule=text, cites=texts, citations={"type": "array", "items": needed(id=text, label=SAID)},
        force={"enum": sorted(SEVERITY_OF)}, severity={"enum": list(SEVERITIES)}, status={"enum": list(STATUSES)},
        forecast={"enum": [*FORECASTS, None]}, stage={"enum": list(STAGES)},
        subject=needed(kind=text, id=text, label=text), item=maybe(text), message=SAID,
        explanation=maybe({"$ref": "#/$defs/explanation"}), missing={"type": "array", "items": gap}, due=due,
        remedy=maybe(SAID), evidence=texts, departure=maybe(needed(reason=text, at=moment, approved_by=text)),
        gate={"enum": [*GATES, None]}, known={"type": "boolean"}, readings={"type": "array", "items": SAID}, notes={"type": "array", "items": SAID},
        location=location, fingerprint=text,
    )  # fmt: skip
    report = needed(
        path=text, kind={"enum": ["meeting", "register", "cases"]},
        rulebook=needed(id=text, version=text, digest=text, title=SAID), title=text, day=moment, state=maybe(text),
        as_of=moment, calendar={"type": "object"}, items={"type": "array", "items": needed(id=text, title=text)},
        verdict={"enum": list(VERDICTS)}, summary=summary, departures=count, known=count,
        gate=maybe(needed(name={"enum": list(GATES)}, verdict={"enum": [OPEN, SHUT, UNDECIDED]})),
        notes={"type": "array", "items": SAID}, findings={"type": "array", "items": {"$ref": "#/$defs/finding"}},
    )  # fmt: skip
    problem = needed(code=text, message=SAID, location=location, hint=maybe(SAID))
    run = needed(
        format={"const": "meetingrules-run"}, version={"type": "string", "pattern": r"^1\."}, tool=needed(name=text, version=text),
        detail={"enum": list(DETAILS)}, as_of=moment, inputs={"type": "array", "items": needed(kind=text, path=text, digest=text)},
        verdict={"enum": list(VERDICTS)}, summary=summary, problems={"type": "array", "items": problem},
        reports={"type": "array", "items": {"$ref": "#/$defs/report"}},
    )  # fmt: skip
    defs = {"report": report, "finding": finding, "explanation": proof}
    return {**head("run", "run", "Everything that one call found."), **run, "$defs": defs}
