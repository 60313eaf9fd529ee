"""Days and hours as people write them: on top of a sheet, in a cell. What could be either of two hours is none."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import UTC, time

from meetingrules.facts.scalars import Clock, Misread, read_day, read_moment

DAY = re.compile(r"(?<!\d)(\d{4})\s*(?:[-/.]|年)\s*(\d{1,2})\s*(?:[-/.]|月)\s*(\d{1,2})(?!\d)\s*[日号]?")
PART = r"(?P<part>凌晨|早上|早晨|上午|中午|下午|傍晚|晚上|晚)?\s*"
HOUR = re.compile(
    PART
    + r"(?<!\d)(?P<hour>\d{1,2})\s*(?:[:时点]\s*(?P<minute>\d{2})(?!\d)\s*分?|[时点](?P<half>半|整)?|(?=\s*[ap]\.?m\b))"
    r"(?::(?P<second>\d{2})(?!\d))?\s*(?P<half_day>[ap]\.?m\b\.?)?",
    re.IGNORECASE,
)
LONGEST = 40
"""No moment takes more characters; whatever is longer is not looked at."""
NIGHT = frozenset({"傍晚", "晚上", "晚"})
AFTERNOON = frozenset({"下午", "傍晚", "晚上", "晚"})


def plain(text: str) -> str:
    """A text with its digits and colons as they are on a keyboard."""
    return unicodedata.normalize("NFKC", text).strip()


def days_with_ends(text: str) -> Iterator[tuple[str, int]]:
    """The days that stand in a text, as 2024-03-20, and where each ends in the plain text."""
    for found in DAY.finditer(plain(text)):
        day = f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}"
        try:
            read_day(day)
        except Misread:
            continue
        yield day, found.end()


def day_in(text: str) -> tuple[str, int] | None:
    """The first day that stands in a text, and where it ends.

    >>> day_in("时间：2024年3月20日（星期三）上午9:00")
    ('2024-03-20', 13)
    """
    return next(days_with_ends(text), None)


def days_in(text: str) -> frozenset[str]:
    """All days that stand in a text."""
    return frozenset(day for day, _ in days_with_ends(text))


def clock(found: re.Match[str]) -> str | None:
    """An hour as 09:00 (or 09:00:30); None where there is no such hour, or it could be one of two.

    ``2:30`` alone may be before noon or after it; ``02:30`` is written by a clock with 24 hours.
    """
    hour, minute, second = int(found["hour"]), int(found["minute"] or 0), int(found["second"] or 0)
    minute = 30 if found["half"] == "半" else minute
    half = (found["half_day"] or "").lower()[:1]
    part = "p" if found["part"] in AFTERNOON or half == "p" else "a" if found["part"] or half else ""
    if not part and 1 <= hour <= 6 and len(found["hour"]) == 1:
        return None
    if (part == "p" and hour == 0) or (hour == 12 and found["part"] in NIGHT):
        return None
    if part == "p" and hour < 12:
        hour += 12
    if half == "a" and hour == 12:
        hour = 0
    if found["part"] == "中午" and 1 <= hour <= 2:
        hour += 12
    if hour > 23 or minute > 59 or second > 59:
        return None
    return time(hour, minute, second).isoformat("seconds" if second else "minutes")


def moment_of(text: str) -> str | None:
    """A cell that holds a moment (or a day) and nothing else, as a meeting file writes it; None where it does not.

    >>> moment_of("８：５５"), moment_of("下午2点半"), moment_of("2024/3/20 8:55"), moment_of("2:30"), moment_of("√")
    ('08:55', '14:30', '2024-03-20 08:55', None, None)
    """
    if len(text) > LONGEST:
        return None
    rest, day = plain(text), ""
    if (found := DAY.match(rest)) is not None:
        first = day_in(rest)
        if first is None:
            return None
        day, rest = first[0], rest[found.end() :].strip()
        if not rest:
            return day
    hour = HOUR.fullmatch(rest)
    at = clock(hour) if hour is not None else None
    if at is None:
        return None
    moment = f"{day} {at}".strip()
    try:
        read_moment(moment, Clock(UTC, read_day("2024-03-20")))
    except Misread:
        return None
    return moment


def either_half(text: str) -> bool:
    """Whether a cell holds an hour that may be before noon or after it."""
    hour = HOUR.fullmatch(plain(text[: LONGEST + 1]))
    return hour is not None and clock(hour) is None and int(hour["hour"]) < 24 and int(hour["minute"] or 0) < 60
