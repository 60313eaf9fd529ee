"""rule-engine (pure Python): everything in its own language, which loops and counts by comprehensions."""

from collections.abc import Sequence
from itertools import chain

import rule_engine
from workload import ITEM_RULES, MEETING_RULES, Meeting, numbered

from engines.rule_engine_ import ORDER, TEXTS, VERSION

__all__ = ["GLUE", "NAME", "ORDER", "VERSION", "prepare", "run"]
NAME, GLUE = "rule-engine, whole", ("minutes: working days",)
PRESENT, BASE = "[m for m in members if m['present']].length", "members.length"
FIELDS = (
    *("category", "material_chars", "report_minutes", "ad_hoc", "urgent", "affects_market_entities", "fair_competition_review"),
    *("legality_review", "risk_assessment", "responsible_leader_present", "written_opinion", "approvals"),
)  # fmt: skip


def through_item(text: str) -> str:
    """A text about the fields of an item as one about the fields of ``i``."""
    return " ".join(f"i['{word}']" if word in FIELDS else word for word in text.replace("(", "( ").split(" "))


OF_MEETING = {**TEXTS, "quorum": f"2 * {PRESENT} >= {BASE}"}
OF_ITEM = {r: through_item(TEXTS[r]) for r in ITEM_RULES}
OF_ITEM["personnel"] = f"i['category'] != 'personnel' or 3 * {PRESENT} >= 2 * {BASE}"


def prepare(rules: Sequence[str]) -> rule_engine.Rule:
    of_meeting = ", ".join(OF_MEETING[r] for r in rules if r in MEETING_RULES)
    of_item = ", ".join(OF_ITEM[r] for r in rules if r in ITEM_RULES)
    return rule_engine.Rule(f"[[{of_meeting}], [[{of_item}] for i in items]]")


def run(compiled: rule_engine.Rule, meeting: Meeting) -> list[bool]:
    of_meeting, of_items = compiled.evaluate(numbered(meeting))
    return [*of_meeting, *chain.from_iterable(of_items)]
