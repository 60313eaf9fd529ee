"""The twelve rules in CEL, for the three engines that speak it: one expression, a list of lists."""

from collections.abc import Sequence

from workload import CHAIN, EXCLUDED, ITEM_RULES, MEETING_RULES

GLUE = ("minutes: working days",)
TEXTS = {
    "quorum": "2 * size(members.filter(m, m.present)) >= size(members)",
    "notice": "day - notice >= 2",
    "minutes": "minutes >= day && worked < 5",
    "personnel": "i.category != 'personnel' || 3 * size(members.filter(m, m.present)) >= 2 * size(members)",
    "material": "i.material_chars <= 1500",
    "report": "i.report_minutes <= 5",
    "excluded": f"!(i.category in {list(EXCLUDED)})",
    "urgent": "!i.ad_hoc || i.urgent",
    "market": "!i.affects_market_entities || i.fair_competition_review",
    "reviewed": "i.legality_review && i.risk_assessment",
    "leader": "i.responsible_leader_present || i.written_opinion",
    "approved": f"i.approvals == {list(CHAIN)}",
}


def fused(rules: Sequence[str]) -> str:
    """One expression for all of these rules."""
    of_meeting = ", ".join(TEXTS[r] for r in rules if r in MEETING_RULES)
    of_item = ", ".join(TEXTS[r] for r in rules if r in ITEM_RULES)
    return f"[[{of_meeting}]] + items.map(i, [{of_item}])"
