"""A: idiomatic Python by hand, a function for each rule. The yardstick: every other time is a multiple of this one."""

import platform
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from workload import (
    CHAIN,
    EXCLUDED,
    ITEM_RULES,
    MEETING_RULES,
    MOST_CHARS,
    MOST_MINUTES,
    NOTICE_DAYS,
    Meeting,
    in_time,
)

NAME, VERSION, ORDER = "A: functions by hand", f"Python {platform.python_version()}", "items"
GLUE: tuple[str, ...] = ()
Item = dict[str, Any]
STEPS, BARRED, NOTICE = list(CHAIN), frozenset(EXCLUDED), timedelta(NOTICE_DAYS)


def present(meeting: Meeting) -> int:
    return sum(member["present"] for member in meeting["members"])


def quorum(meeting: Meeting) -> bool:
    return 2 * present(meeting) >= len(meeting["members"])


def notice(meeting: Meeting) -> bool:
    return meeting["meeting_date"] - meeting["notice_date"] >= NOTICE


def minutes(meeting: Meeting) -> bool:
    return in_time(meeting["minutes_date"], meeting["meeting_date"])


def personnel(item: Item, meeting: Meeting) -> bool:
    return item["category"] != "personnel" or 3 * present(meeting) >= 2 * len(meeting["members"])


def material(item: Item, _: Meeting) -> bool:
    return item["material_chars"] <= MOST_CHARS


def report(item: Item, _: Meeting) -> bool:
    return item["report_minutes"] <= MOST_MINUTES


def excluded(item: Item, _: Meeting) -> bool:
    return item["category"] not in BARRED


def urgent(item: Item, _: Meeting) -> bool:
    return not item["ad_hoc"] or item["urgent"]


def market(item: Item, _: Meeting) -> bool:
    return not item["affects_market_entities"] or item["fair_competition_review"]


def reviewed(item: Item, _: Meeting) -> bool:
    return item["legality_review"] and item["risk_assessment"]


def leader(item: Item, _: Meeting) -> bool:
    return item["responsible_leader_present"] or item["written_opinion"]


def approved(item: Item, _: Meeting) -> bool:
    return item["approvals"] == STEPS


Compiled = tuple[list[Callable[[Meeting], bool]], list[Callable[[Item, Meeting], bool]]]


def prepare(rules: Sequence[str]) -> Compiled:
    here = globals()
    return [here[r] for r in rules if r in MEETING_RULES], [here[r] for r in rules if r in ITEM_RULES]


def run(compiled: Compiled, meeting: Meeting) -> list[bool]:
    of_meeting, of_item = compiled
    answers = [rule(meeting) for rule in of_meeting]
    for item in meeting["items"]:
        answers += [rule(item, meeting) for rule in of_item]
    return answers
