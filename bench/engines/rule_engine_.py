"""rule-engine (pure Python): one expression for an item, one for the meeting; counting the members is left to the host, so that it is done once."""

from collections.abc import Sequence
from importlib.metadata import version

import rule_engine
from workload import CHAIN, EXCLUDED, ITEM_RULES, MEETING_RULES, Meeting, numbered

NAME, VERSION, ORDER = "rule-engine", version("rule-engine"), "items"
GLUE = ("minutes: working days", "quorum, personnel: counting", "a loop over the items")
STEPS = ", ".join(f"'{role}'" for role in CHAIN)
TEXTS = {
    "quorum": "2 * present >= base",
    "notice": "day - notice >= 2",
    "minutes": "minutes >= day and worked < 5",
    "personnel": "category != 'personnel' or large",
    "material": "material_chars <= 1500",
    "report": "report_minutes <= 5",
    "excluded": f"not (category in [{', '.join(repr(c) for c in EXCLUDED)}])",
    "urgent": "not ad_hoc or urgent",
    "market": "not affects_market_entities or fair_competition_review",
    "reviewed": "legality_review and risk_assessment",
    "leader": "responsible_leader_present or written_opinion",
    "approved": f"approvals == [{STEPS}]",
}
Compiled = tuple[rule_engine.Rule, rule_engine.Rule]


def prepare(rules: Sequence[str]) -> Compiled:
    of_meeting = ", ".join(TEXTS[r] for r in rules if r in MEETING_RULES)
    of_item = ", ".join(TEXTS[r] for r in rules if r in ITEM_RULES)
    return rule_engine.Rule(f"[{of_meeting}]"), rule_engine.Rule(f"[{of_item}]")


def run(compiled: Compiled, meeting: Meeting) -> list[bool]:
    of_meeting, of_item = compiled
    members = meeting["members"]
    present, base = sum(m["present"] for m in members), len(members)
    answers = [*of_meeting.evaluate({**numbered(meeting), "present": present, "base": base})]
    for item in meeting["items"]:
        answers += of_item.evaluate({**item, "large": 3 * present >= 2 * base})
    return answers
