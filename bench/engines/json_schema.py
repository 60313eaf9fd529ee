"""jsonschema (pure Python with a Rust core for references): a validator for each rule; day arithmetic is left to the host."""

from collections.abc import Sequence
from importlib.metadata import version
from typing import Any

from jsonschema import Draft202012Validator
from workload import CHAIN, EXCLUDED, ITEM_RULES, MEETING_RULES, MEMBERS, Meeting, numbered

NAME, VERSION, ORDER = "jsonschema", version("jsonschema"), "items"
GLUE = (
    "minutes: working days",
    "notice: day arithmetic",
    "quorum, personnel: nine members, a constant",
    "a loop over the items and the rules",
)
YES = {"const": True}


def where(**properties: Any) -> dict[str, Any]:
    return {"properties": properties}


def members(least: int) -> dict[str, Any]:
    return where(members={"contains": where(present=YES), "minContains": least})


TEXTS: dict[str, Any] = {
    "quorum": members((MEMBERS + 1) // 2),
    "notice": where(ahead={"minimum": 2}),
    "minutes": where(after={"minimum": 0}, worked={"exclusiveMaximum": 5}),
    "personnel": {"if": where(category={"const": "personnel"}), "then": where(large=YES)},
    "material": where(material_chars={"maximum": 1500}),
    "report": where(report_minutes={"maximum": 5}),
    "excluded": where(category={"not": {"enum": list(EXCLUDED)}}),
    "urgent": {"if": where(ad_hoc=YES), "then": where(urgent=YES)},
    "market": {"if": where(affects_market_entities=YES), "then": where(fair_competition_review=YES)},
    "reviewed": where(legality_review=YES, risk_assessment=YES),
    "leader": {"anyOf": [where(responsible_leader_present=YES), where(written_opinion=YES)]},
    "approved": where(approvals={"const": list(CHAIN)}),
}
LARGE = Draft202012Validator(members(-(-2 * MEMBERS // 3)))
Compiled = tuple[list[Draft202012Validator], list[Draft202012Validator]]


def prepare(rules: Sequence[str]) -> Compiled:
    made = [(r, Draft202012Validator(TEXTS[r])) for r in rules]
    return [v for r, v in made if r in MEETING_RULES], [v for r, v in made if r in ITEM_RULES]


def run(compiled: Compiled, meeting: Meeting) -> list[bool]:
    of_meeting, of_item = compiled
    plain = numbered(meeting)
    plain |= {"ahead": plain["day"] - plain["notice"], "after": plain["minutes"] - plain["day"]}
    answers = [rule.is_valid(plain) for rule in of_meeting]
    large = LARGE.is_valid(plain)
    for item in meeting["items"]:
        known = {**item, "large": large}
        answers += [rule.is_valid(known) for rule in of_item]
    return answers
