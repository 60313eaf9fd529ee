"""GoRules ZEN (Rust): all rules in one expression. Lists are not compared as wholes, so the chain is spelt out."""

from collections.abc import Sequence
from importlib.metadata import version
from itertools import chain
from typing import Any

import zen
from workload import CHAIN, EXCLUDED, ITEM_RULES, MEETING_RULES, Meeting, numbered

NAME, VERSION, ORDER = "zen-engine", version("zen-engine"), "items"
GLUE = ("minutes: working days",)
TEXTS = {
    "quorum": "2 * count(members, #.present) >= len(members)",
    "notice": "day - notice >= 2",
    "minutes": "minutes >= day and worked < 5",
    "personnel": "#.category != 'personnel' or 3 * count(members, #.present) >= 2 * len(members)",
    "material": "#.material_chars <= 1500",
    "report": "#.report_minutes <= 5",
    "excluded": f"not (#.category in {list(EXCLUDED)})",
    "urgent": "not #.ad_hoc or #.urgent",
    "market": "not #.affects_market_entities or #.fair_competition_review",
    "reviewed": "#.legality_review and #.risk_assessment",
    "leader": "#.responsible_leader_present or #.written_opinion",
    "approved": " and ".join(
        [f"len(#.approvals) == {len(CHAIN)}", *(f"#.approvals[{n}] == '{r}'" for n, r in enumerate(CHAIN))]
    ),
}


def prepare(rules: Sequence[str]) -> Any:
    of_meeting = ", ".join(TEXTS[r] for r in rules if r in MEETING_RULES)
    of_item = ", ".join(TEXTS[r] for r in rules if r in ITEM_RULES)
    return zen.compile_expression(f"[[{of_meeting}], flatMap(items, [{of_item}])]")


def run(compiled: Any, meeting: Meeting) -> list[bool]:
    return list(chain.from_iterable(compiled.evaluate(numbered(meeting))))
