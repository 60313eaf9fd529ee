"""One text -> one value: dates, moments, times, numbers, flags, words, each against its declared type; nothing is guessed."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from fractions import Fraction
from functools import lru_cache

from attrs import frozen

from meetingrules.base.diagnostics import nearest
from meetingrules.base.limits import DEFAULT, FIRST_DAY, LARGEST, LAST_DAY, Limits
from meetingrules.base.source import Texts
from meetingrules.base.tree import Hint, shown
from meetingrules.lang.answers import Moment

YES = frozenset({"yes", "true", "是"})
NO = frozenset({"no", "false", "否"})
NEARLY_YES = frozenset({"y", "on", "1", "对", "有", "√", "已"})
NEARLY_NO = frozenset({"n", "off", "0", "不", "无", "没有", "none", "×", "未"})
NOBODY = frozenset({"无", "没有", "n/a", "nil", "/", "-", "—", "——"})
NOT_KNOWN = frozenset({"unknown", "?", "？", "不详", "未知", "待定", "tbd"})
FARTHEST = timedelta(hours=14)

DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
LIKE_A_DAY = re.compile(
    r"(\d{4})(?:[-/.]|\s*年\s*)(\d{1,2})(?:[-/.]|\s*月\s*)(\d{1,2})\s*[日号]?|(\d{4})(\d{2})(\d{2})", re.ASCII
)
CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?", re.ASCII)
LIKE_A_CLOCK = re.compile(r"(\d{1,2})(?:[:：.]|\s*[时点]\s*)(\d{2})?\s*分?", re.ASCII)
MOMENT = re.compile(r"(\S+?)(?:[T\s]\s*(\d\S*?)(Z|[+-]\S*)?)?", re.ASCII)
FRACTION = re.compile(r"(\S+[T ]\d{2}:\d{2}:\d{2})\.(\d{1,6})(\D.*)?", re.ASCII)
OFFSET = re.compile(r"([+-])(\d{2}):?(\d{2})", re.ASCII)
NUMBER = re.compile(r"([+-]?)(\d+)(?:\.(\d+)|/(\d+))?\s*(.*)", re.ASCII | re.DOTALL)
UNIT = re.compile(r"(?![eE][+-])[^\W\d_][^\d:：.,，/]*|")
"""What may stand behind a number: nothing of what numbers, hours and days are made of."""

UNITS: Mapping[str, tuple[str, ...]] = {
    "character": ("字",),
    "person": ("人", "名"),
    "yuan": ("元",),
    "copy": ("份",),
    "minute": ("分钟",),
    "hour": ("小时",),
    "day": ("天", "日"),
    "week": ("周",),
    "month": ("个月",),
    "year": ("年",),
}
"""What Chinese writes for a unit; the first is the one that hints use."""


@frozen
class Misread(Exception):
    """A text is no value of the type that is asked for; whoever knows the place makes a complaint of it."""

    code: str
    zh: str
    en: str
    hint: Hint | None = None


@frozen
class Clock:
    """What a moment needs that does not write everything: the zone, and the day of the meeting."""

    zone: tzinfo
    day: date | None = None
    several_days: bool = False


def _write(text: str) -> Hint:
    return f"写成 {text}", f"write {text}"


@lru_cache(maxsize=4_096)
def read_day(text: str) -> date:
    """``2024-02-05``, and nothing else.

    :raises Misread: ``not-a-date``, ``no-such-day``, ``day-out-of-range``
    """
    if not DAY.fullmatch(text):
        zh, en = f"“{shown(text)}”不是日期", f"{shown(text)} is not a date"
        like = LIKE_A_DAY.fullmatch(unicodedata.normalize("NFKC", text))
        if like:
            year, month, number = (part for part in like.groups() if part)
            raise Misread("not-a-date", zh, en, _write(f"{year}-{int(month):02}-{int(number):02}"))
        raise Misread("not-a-date", zh, en, ("日期写成 2024-02-05 的样子", "a date looks like 2024-02-05"))
    try:
        day = date.fromisoformat(text)
    except ValueError:
        hint = _last_day(int(text[:4]), int(text[5:7]))
        raise Misread("no-such-day", f"没有 {text} 这一天", f"there is no day {text}", hint) from None
    if not FIRST_DAY <= day <= LAST_DAY:
        raise _out_of_range(day, DEFAULT)
    return day


def check_range(value: object, limits: Limits) -> None:
    """Refuse a day, a moment or a number beyond narrower limits than those of the language.

    :raises Misread: ``day-out-of-range``, ``number-out-of-range``
    """
    if limits is DEFAULT:
        return
    if isinstance(value, date):
        day = value.date() if isinstance(value, datetime) else value
        if not limits.first_day <= day <= limits.last_day:
            raise _out_of_range(day, limits)
    elif isinstance(value, Fraction) and abs(value) > limits.number:
        raise _too_large(str(value), limits.number)


def _out_of_range(day: date, limits: Limits) -> Misread:
    first, last = limits.first_day, limits.last_day
    hint = (f"可用的日期从 {first} 到 {last}", f"days from {first} to {last} can be used")
    return Misread("day-out-of-range", f"日期 {day} 超出范围", f"the day {day} is out of range", hint)


def _last_day(year: int, month: int) -> Hint | None:
    if not (1 <= month <= 12 and 1 <= year < 9999):
        return None
    last = date(year + month // 12, month % 12 + 1, 1) - timedelta(1)
    return f"该月最后一天是 {last}", f"the last day of that month is {last}"


def read_time(text: str) -> time:
    """``09:00``, to the minute.

    :raises Misread: ``not-a-time``, ``no-such-time``
    """
    found = CLOCK.fullmatch(text)
    if not found or found[3]:
        zh, en = f"“{shown(text)}”不是钟点", f"{shown(text)} is not a time of day"
        like = found or LIKE_A_CLOCK.fullmatch(unicodedata.normalize("NFKC", text))
        if like and int(like[1]) < 24 and int(like[2] or 0) < 60:
            raise Misread("not-a-time", zh, en, _write(f"{int(like[1]):02}:{int(like[2] or 0):02}"))
        raise Misread("not-a-time", zh, en, ("钟点写成 09:00 的样子", "a time of day looks like 09:00"))
    return _time(text, found)


def _time(text: str, found: re.Match[str]) -> time:
    hour, minute, second = (int(part or 0) for part in found.groups())
    if hour == 24 and minute == second == 0:
        hint = ("写成次日的 00:00，或当日的 23:59", "write 00:00 of the next day, or 23:59 of this one")
        raise Misread("no-such-time", "没有 24:00 这个钟点", "there is no time 24:00", hint)
    if hour > 23 or minute > 59 or second > 59:
        hint = ("钟点从 00:00 到 23:59", "times run from 00:00 to 23:59")
        raise Misread("no-such-time", f"没有 {shown(text)} 这个钟点", f"there is no time {shown(text)}", hint)
    return time(hour, minute, second)


def read_moment(text: str, clock: Clock) -> Moment:
    """A day, ``2024-03-18 17:00`` (also with seconds and an offset), or an hour alone: on the day of the meeting.

    :raises Misread: as `read_day` and `read_time`; ``which-day``, ``no-such-offset``
    """
    if DAY.fullmatch(text):  # nearly always
        return read_day(text)
    if found := CLOCK.fullmatch(text):
        hour = _time(text, found)
        if clock.day is None or clock.several_days:
            zh, en = f"只有钟点 {text}，缺日期", f"{text} is an hour without its day"
            hint = (f"写成 {clock.day or '2024-03-18'} {text}", f"write {clock.day or '2024-03-18'} {text}")
            raise Misread("which-day", zh, en, hint)
        return _instant(clock.day, hour, clock.zone)
    found = MOMENT.fullmatch(text)
    if not found or not found[2]:
        return read_day(text)
    day = read_day(found[1])
    at = CLOCK.fullmatch(found[2])
    if not at:
        read_time(found[2])
    assert at
    zone = _offset(found[3]) if found[3] else clock.zone
    return _instant(day, _time(found[2], at), zone)


def read_instant(text: str, zone: tzinfo) -> Moment:
    """A day or an instant as programs write it, ISO 8601 to the microsecond; in the zone unless it has one.

    :raises Misread: as `read_moment`
    """
    found = FRACTION.fullmatch(text)
    if not found:
        return read_moment(text, Clock(zone))
    moment = read_moment(found[1] + (found[3] or ""), Clock(zone))
    return moment.replace(microsecond=int(found[2].ljust(6, "0"))) if isinstance(moment, datetime) else moment


def _offset(text: str) -> tzinfo:
    if text == "Z":
        return UTC
    found = OFFSET.fullmatch(text)
    if not found or int(found[3]) > 59 or (apart := timedelta(hours=int(found[2]), minutes=int(found[3]))) > FARTHEST:
        hint = ("写成 +08:00 的样子，或不写", "an offset looks like +08:00, and may be left out")
        raise Misread("no-such-offset", f"“{shown(text)}”不是时区偏移", f"{shown(text)} is no offset from UTC", hint)
    return timezone(apart if found[1] == "+" else -apart)


def _instant(day: date, at: time, zone: tzinfo) -> datetime:
    moment = datetime.combine(day, at, tzinfo=zone)
    if moment.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != moment.replace(tzinfo=None):
        text = moment.replace(tzinfo=None).isoformat(" ", "minutes")
        hint = ("那天这一小时因改夏令时被跳过", "summer time began that day and skipped this hour")
        raise Misread("no-such-time", f"没有 {text} 这个时刻", f"there is no moment {text}", hint)
    return moment


def read_flag(text: str) -> bool:
    """``yes`` or ``no``.

    :raises Misread: ``not-yes-or-no``
    """
    if text in YES or text in NO:
        return text in YES
    low, hint = (
        text.lower(),
        ("写 yes（是）或 no（否）；不知道就不写", "write yes or no; leave the key out if it is not known"),
    )
    if low in YES | NEARLY_YES:
        hint = _write("yes")
    elif low in NO | NEARLY_NO:
        hint = _write("no")
    raise Misread("not-yes-or-no", f"“{shown(text)}”不是 yes 或 no", f"{shown(text)} is neither yes nor no", hint)


def read_word(text: str, words: Mapping[str, Texts]) -> str:
    """One of the words, or its Chinese label.

    :raises Misread: ``no-such-word``
    """
    if text in words:
        return text
    labels = {texts["zh"]: word for word, texts in words.items()}
    if text in labels:
        return labels[text]
    names = "、".join(f"{word}（{texts['zh']}）" for word, texts in words.items()), ", ".join(words)
    hint = nearest(text, {*words, *labels}) or (f"可以写：{names[0]}", f"it may be: {names[1]}")
    raise Misread("no-such-word", f"没有“{shown(text)}”这个选项", f"{shown(text)} is not one of the words", hint)


def read_number(text: str, unit: str | None) -> Fraction:
    """``1500``, ``1.5``, ``2/3``, with the declared unit or without: ``1500 characters``, ``1500字``.

    :raises Misread: ``not-a-number``, ``number-out-of-range``, ``wrong-unit``
    """
    found = NUMBER.fullmatch(text)
    zh, en = f"“{shown(text)}”不是数", f"{shown(text)} is not a number"
    if not found or not UNIT.fullmatch(found[5]):
        plain = re.sub(r"(?<=\d)[,_](?=\d)", "", unicodedata.normalize("NFKC", text))
        if plain != text and NUMBER.fullmatch(plain):
            raise Misread("not-a-number", zh, en, _write(shown(plain)))
        raise Misread("not-a-number", zh, en, ("写成 800、1.5 或 2/3 的样子", "a number looks like 800, 1.5 or 2/3"))
    sign, whole, decimals, below, given = found.groups()
    if max(len(whole), len(decimals or ""), len(below or "")) > 20 or (below and not int(below)):
        raise _too_large(text)
    number = Fraction(f"{whole}.{decimals}") if decimals else Fraction(int(whole), int(below or 1))
    if number > LARGEST:
        raise _too_large(text)
    if given and given not in forms(unit):
        zh, en = f"单位“{shown(given)}”不对", f"the unit {shown(given)} is wrong here"
        value = text[: -len(given)].strip()
        name = (
            (UNITS.get(singular(unit), (unit,))[0], singular(unit) if number == 1 else plural(unit))
            if unit
            else ("", "")
        )
        raise Misread("wrong-unit", zh, en, (f"写成 {value}{name[0]}", f"write {value} {name[1]}".rstrip()))
    return -number if sign == "-" else number


def _too_large(text: str, most: int = LARGEST) -> Misread:
    known = "10^15" if most == LARGEST else str(most)
    hint = (f"可用的数在 ±{known} 之内", f"numbers within ±{known} can be used")
    return Misread("number-out-of-range", f"数“{shown(text)}”超出范围", f"{shown(text)} is out of range", hint)


def singular(unit: str) -> str:
    """``copies`` -> ``copy``."""
    return f"{unit[:-3]}y" if unit.endswith("ies") else unit.removesuffix("s")


def plural(unit: str) -> str:
    """``copy`` -> ``copies``."""
    one = singular(unit)
    if one == "yuan":
        return one
    return f"{one[:-1]}ies" if one.endswith("y") and one != "day" else f"{one}s"


def forms(unit: str | None) -> frozenset[str]:
    """All that may be written for a unit."""
    if unit is None:
        return frozenset()
    one = singular(unit)
    return frozenset({unit, one, plural(unit), *UNITS.get(one, ())})
