"""B: one function, optimised by hand for these twelve rules: the practical limit of Python."""

import platform
from collections.abc import Sequence

from workload import CHAIN, EXCLUDED, FIRST, WORKED, Meeting

NAME, VERSION, ORDER = "B: one function by hand", f"Python {platform.python_version()}", "items"
GLUE: tuple[str, ...] = ()
STEPS, BARRED = list(CHAIN), frozenset(EXCLUDED)


def prepare(rules: Sequence[str]) -> None:
    assert len(rules) == len(set(rules)) == 12, "written for the twelve rules alone"


def run(
    _: None, meeting: Meeting, steps: list[str] = STEPS, barred: frozenset[str] = BARRED, worked: list[int] = WORKED
) -> list[bool]:
    members = meeting["members"]
    base = len(members)
    present = 0
    for member in members:
        if member["present"]:
            present += 1
    day = meeting["meeting_date"].toordinal()
    minutes = meeting["minutes_date"].toordinal()
    answers = [
        2 * present >= base,
        day - meeting["notice_date"].toordinal() >= 2,
        minutes >= day and worked[minutes - FIRST - 1] - worked[day - FIRST] < 5,
    ]
    large = 3 * present >= 2 * base
    for item in meeting["items"]:
        category = item["category"]
        answers += (
            large or category != "personnel",
            item["material_chars"] <= 1500,
            item["report_minutes"] <= 5,
            category not in barred,
            item["urgent"] or not item["ad_hoc"],
            item["fair_competition_review"] or not item["affects_market_entities"],
            item["legality_review"] and item["risk_assessment"],
            item["responsible_leader_present"] or item["written_opinion"],
            item["approvals"] == steps,
        )
    return answers
