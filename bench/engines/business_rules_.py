"""business-rules (pure Python): a class of variables for the meeting, one for an item; conditions as dicts."""

from collections.abc import Sequence
from importlib.metadata import version
from typing import Any

from business_rules.engine import check_conditions_recursively
from business_rules.variables import BaseVariables, boolean_rule_variable, numeric_rule_variable, string_rule_variable
from workload import CHAIN, EXCLUDED, ITEM_RULES, MEETING_RULES, Meeting, numbered

NAME, VERSION, ORDER = "business-rules", version("business-rules"), "items"
GLUE = (
    "minutes: working days",
    "quorum, personnel, notice: arithmetic",
    "approved: the chain as one text",
    "a loop over the items",
)


class Facts(BaseVariables):
    def __init__(self, facts: dict[str, Any]) -> None:
        self.facts = facts


def variable(name: str, kind: Any) -> Any:
    def value(self: Facts) -> Any:
        return self.facts[name]

    value.__name__ = name
    return kind()(value)


BOOLEANS = (
    *("large", "ad_hoc", "urgent", "affects_market_entities", "fair_competition_review", "legality_review", "risk_assessment"),
    *("responsible_leader_present", "written_opinion"),
)  # fmt: skip
NUMBERS = ("spare", "ahead", "after", "worked", "material_chars", "report_minutes")
KINDS = {
    **dict.fromkeys(BOOLEANS, boolean_rule_variable),
    **dict.fromkeys(NUMBERS, numeric_rule_variable),
    **dict.fromkeys(("category", "approved_by"), string_rule_variable),
}
Known = type("Known", (Facts,), {name: variable(name, kind) for name, kind in KINDS.items()})


def is_(name: str, operator: str = "is_true", value: Any = None) -> dict[str, Any]:
    return {"name": name, "operator": operator, "value": value}


def not_(name: str) -> dict[str, Any]:
    return is_(name, "is_false")


def is_none_of(name: str, words: Sequence[str]) -> dict[str, Any]:
    """There is no "is not" for texts, but there are patterns."""
    return is_(name, "matches_regex", f"^(?!({'|'.join(words)})$)")


TEXTS: dict[str, Any] = {
    "quorum": is_("spare", "greater_than_or_equal_to", 0),
    "notice": is_("ahead", "greater_than_or_equal_to", 2),
    "minutes": {"all": [is_("after", "greater_than_or_equal_to", 0), is_("worked", "less_than", 5)]},
    "personnel": {"any": [is_none_of("category", ["personnel"]), is_("large")]},
    "material": is_("material_chars", "less_than_or_equal_to", 1500),
    "report": is_("report_minutes", "less_than_or_equal_to", 5),
    "excluded": is_none_of("category", EXCLUDED),
    "urgent": {"any": [not_("ad_hoc"), is_("urgent")]},
    "market": {"any": [not_("affects_market_entities"), is_("fair_competition_review")]},
    "reviewed": {"all": [is_("legality_review"), is_("risk_assessment")]},
    "leader": {"any": [is_("responsible_leader_present"), is_("written_opinion")]},
    "approved": is_("approved_by", "equal_to", ",".join(CHAIN)),
}
Compiled = tuple[list[Any], list[Any]]


def prepare(rules: Sequence[str]) -> Compiled:
    return [TEXTS[r] for r in rules if r in MEETING_RULES], [TEXTS[r] for r in rules if r in ITEM_RULES]


def run(compiled: Compiled, meeting: Meeting) -> list[bool]:
    of_meeting, of_item = compiled
    members, days = meeting["members"], numbered(meeting)
    present, base = sum(m["present"] for m in members), len(members)
    about = Known({"spare": 2 * present - base, "ahead": days["day"] - days["notice"],
                   "after": days["minutes"] - days["day"], "worked": days["worked"]})  # fmt: skip
    answers = [bool(check_conditions_recursively(rule, about)) for rule in of_meeting]
    large = 3 * present >= 2 * base
    for item in meeting["items"]:
        known = Known({**item, "large": large, "approved_by": ",".join(item["approvals"])})
        answers += [bool(check_conditions_recursively(rule, known)) for rule in of_item]
    return answers
