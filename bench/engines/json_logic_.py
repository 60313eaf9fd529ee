"""panzi-json-logic (pure Python): one list for an item, one for the meeting. ``map`` sees only its item, so the host loops and counts."""

from collections.abc import Sequence
from importlib.metadata import version
from typing import Any

from json_logic import jsonLogic
from workload import CHAIN, EXCLUDED, ITEM_RULES, MEETING_RULES, Meeting, numbered

NAME, VERSION, ORDER = "panzi-json-logic", version("panzi-json-logic"), "items"
GLUE = ("minutes: working days", "quorum, personnel: counting", "a loop over the items")


def var(name: str) -> dict[str, str]:
    return {"var": name}


def implies(first: str, second: str) -> dict[str, Any]:
    return {"or": [{"!": var(first)}, var(second)]}


TEXTS: dict[str, Any] = {
    "quorum": {">=": [{"*": [2, var("present")]}, var("base")]},
    "notice": {">=": [{"-": [var("day"), var("notice")]}, 2]},
    "minutes": {"and": [{">=": [var("minutes"), var("day")]}, {"<": [var("worked"), 5]}]},
    "personnel": {"or": [{"!==": [var("category"), "personnel"]}, var("large")]},
    "material": {"<=": [var("material_chars"), 1500]},
    "report": {"<=": [var("report_minutes"), 5]},
    "excluded": {"!": {"in": [var("category"), list(EXCLUDED)]}},
    "urgent": implies("ad_hoc", "urgent"),
    "market": implies("affects_market_entities", "fair_competition_review"),
    "reviewed": {"and": [var("legality_review"), var("risk_assessment")]},
    "leader": {"or": [var("responsible_leader_present"), var("written_opinion")]},
    "approved": {"===": [var("approvals"), list(CHAIN)]},
}
Compiled = tuple[list[Any], list[Any]]


def prepare(rules: Sequence[str]) -> Compiled:
    return [TEXTS[r] for r in rules if r in MEETING_RULES], [TEXTS[r] for r in rules if r in ITEM_RULES]


def run(compiled: Compiled, meeting: Meeting) -> list[bool]:
    of_meeting, of_item = compiled
    members = meeting["members"]
    present, base = sum(m["present"] for m in members), len(members)
    answers = jsonLogic(of_meeting, {**numbered(meeting), "present": present, "base": base})
    for item in meeting["items"]:
        answers += jsonLogic(of_item, {**item, "large": 3 * present >= 2 * base})
    return answers
