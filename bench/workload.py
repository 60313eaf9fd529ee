"""Random meetings as plain Python data, and what rules engines without a calendar need to be told beside them.

A meeting is a dict::

    {"members": [{"name": "A", "present": True}, … 9],
     "items": [{"category": "policy", "kind": "decision", "material_chars": 1200, …}, … N],
     "notice_date": date, "materials_date": date, "meeting_date": date, "minutes_date": date}

The twelve rules, and the order of the answers of every engine: first the three on the meeting, then nine for each item.

1. ``quorum``: at least half of the members are present;
2. ``notice``: the notice is sent at least two days before the meeting;
3. ``minutes``: the minutes are ready within five working days after it, and not before it;
4. ``personnel``: an item of category personnel needs two thirds of the members;
5. ``material``: at most 1500 characters;
6. ``report``: at most 5 minutes;
7. ``excluded``: the category is in no list of six;
8. ``urgent``: ad hoc only if urgent;
9. ``market``: what affects market entities has had its fair-competition review;
10. ``reviewed``: legality review and risk assessment;
11. ``leader``: the responsible leader is present or has given a written opinion;
12. ``approved``: the approvals are the five steps of the chain, in order, and no other.

An answer is True where the rule holds or does not apply, else False. Some engines answer rule by rule instead of item by item: such a
module says ``ORDER = "rules"``, and ``by_item`` turns its answers round, outside of what is timed.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import accumulate
from random import Random
from typing import Any

import holidays

Meeting = dict[str, Any]
MEETING_RULES = ("quorum", "notice", "minutes")
ITEM_RULES = ("personnel", "material", "report", "excluded", "urgent", "market", "reviewed", "leader", "approved")
CHAIN = ("department", "deputy_secretary", "vice_mayor", "secretary", "mayor")
OTHER_ROLE = "auditor"
EXCLUDED = ("routine", "delegated", "already_decided", "disputed", "internal", "ceremonial")
ALLOWED = ("policy", "budget", "project", "personnel", "emergency", "planning")
KINDS = ("decision", "report", "election")
MEMBERS = 9
MOST_CHARS, MOST_MINUTES, NOTICE_DAYS, MINUTES_DAYS = 1500, 5, 2, 5

FIRST = date(2023, 1, 1).toordinal()
_CHINA = holidays.country_holidays("CN", years=range(2022, 2027))
WORKED = list(accumulate(int(_CHINA.is_working_day(date.fromordinal(FIRST + n))) for n in range(3 * 365)))
"""Ordinal less ``FIRST`` -> how many working days there are up to and with that day."""


def in_time(minutes: date, meeting: date) -> bool:
    """Rule 3: the fifth working day after the meeting is included to its end.

    >>> in_time(date(2024, 2, 21), date(2024, 2, 8)), in_time(date(2024, 2, 22), date(2024, 2, 8))
    (True, False)
    """
    due_after = WORKED[minutes.toordinal() - FIRST - 1] - WORKED[meeting.toordinal() - FIRST]
    return minutes >= meeting and due_after < MINUTES_DAYS


def numbered(meeting: Meeting) -> dict[str, Any]:
    """What engines without dates are given: day numbers, and how many working days lie between the meeting and the minutes."""
    day, minutes = meeting["meeting_date"].toordinal(), meeting["minutes_date"].toordinal()
    return {
        "members": meeting["members"],
        "items": meeting["items"],
        "day": day,
        "notice": meeting["notice_date"].toordinal(),
        "minutes": minutes,
        "worked": WORKED[minutes - FIRST - 1] - WORKED[day - FIRST],
    }


def meetings(count: int, items: int, *, seed: int = 1, missing: float = 0.0) -> list[Meeting]:
    """Random meetings: every other one is clean, in the others about 8 % of the fields fail.

    :param missing: the share of the facts that nobody has written down; only engines with an answer for that can take such meetings
    """
    random = Random(seed)  # noqa: S311
    found = [_meeting(random, items, 0.08 if n % 2 else 0.0) for n in range(count)]
    if missing:
        for meeting in found:
            _forget(meeting, random, missing)
    return found


def by_item(answers: Sequence[bool], items: int) -> list[bool]:
    """Answers rule by rule, turned into answers item by item."""
    start = len(MEETING_RULES)
    return [*answers[:start], *(a for n in range(items) for a in answers[start + n :: items])]


def _meeting(random: Random, items: int, wrong: float) -> Meeting:
    def bad() -> bool:
        return random.random() < wrong

    day = date(2024, 1, 3) + timedelta(random.randrange(700))
    there = random.randint(3, 5) if bad() else 6 + random.randrange(4)
    present = set(random.sample(range(MEMBERS), there))
    return {
        "members": [{"name": chr(ord("A") + n), "present": n in present} for n in range(MEMBERS)],
        "items": [_item(random, bad) for _ in range(items)],
        "notice_date": day - timedelta(random.randrange(2) if bad() else random.randint(2, 6)),
        "materials_date": day - timedelta(random.randint(1, 5)),
        "meeting_date": day,
        "minutes_date": day + timedelta(random.choice((-1, 5, 6, 7, 8, 9, 12, 20)) if bad() else random.randint(0, 5)),
    }


def _item(random: Random, bad: Any) -> dict[str, Any]:
    ad_hoc, market, leader = random.random() < 0.2, random.random() < 0.3, random.random() < 0.9
    return {
        "category": random.choice(EXCLUDED if bad() else ALLOWED),
        "kind": random.choice(KINDS),
        "material_chars": random.randint(1501, 4000) if bad() else random.randint(200, 1500),
        "report_minutes": random.randint(6, 20) if bad() else random.randint(2, 5),
        "coordinated": not bad(),
        "legality_review": not bad(),
        "risk_assessment": not bad(),
        "affects_market_entities": market,
        "fair_competition_review": (market or random.random() < 0.2) and not bad(),
        "ad_hoc": ad_hoc,
        "urgent": (ad_hoc or random.random() < 0.1) and not bad(),
        "approvals": _spoilt(random, list(CHAIN)) if bad() else list(CHAIN),
        "responsible_leader_present": leader and not bad(),
        "written_opinion": not leader and not bad(),
    }


def _spoilt(random: Random, steps: list[str]) -> list[str]:
    place = random.randrange(len(CHAIN) - 1)
    match random.randrange(5):
        case 0:
            del steps[place]
        case 1:
            steps[place], steps[place + 1] = steps[place + 1], steps[place]
        case 2:
            steps[place] = OTHER_ROLE
        case 3:
            steps[place] = steps[place + 1]
        case _:
            steps.append(random.choice((OTHER_ROLE, CHAIN[-1])))
    return steps


def _forget(meeting: Meeting, random: Random, share: float) -> None:
    for one in (*meeting["members"], *meeting["items"]):
        for key in [k for k in one if k != "name" and random.random() < share]:
            del one[key]
    for key in ("notice_date", "materials_date", "minutes_date"):
        if random.random() < share:
            del meeting[key]
