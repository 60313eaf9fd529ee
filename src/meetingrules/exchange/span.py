"""From when to when an event of a calendar is, in the zone of the rulebook; a zone that nobody knows is never taken for it."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from attrs import evolve, frozen

from meetingrules.base.limits import FIRST_DAY, LAST_DAY
from meetingrules.base.source import Texts
from meetingrules.base.tree import shown
from meetingrules.exchange.icslines import Component, Line, Value

OFFSET = re.compile(r"([+-])(\d{2})(\d{2})(?:\d{2})?", re.ASCII)
Found = tuple[Line, Value] | None
Wrong = tuple[Line, str, Texts]
WHY: Mapping[str, Texts] = {
    "no-start": {"zh": "没有开始时间（DTSTART）", "en": "it does not say when it begins (DTSTART)"},
    "not-a-date": {"zh": "不是日期或时刻", "en": "it is neither a day nor a moment"},
    "unknown-zone": {
        "zh": "不认识时区“{zone}”，不知是哪一时刻",
        "en": "the time zone {zone} is not known, so which moment it is is not, either",
    },
    "day-out-of-range": {
        "zh": f"超出可用的日期（{FIRST_DAY} 至 {LAST_DAY}）",
        "en": f"days from {FIRST_DAY} to {LAST_DAY} can be used",
    },
    "not-to-the-minute": {"zh": "会议的起止时间记到分", "en": "a meeting begins and ends to the minute"},
    "ends-before-begins": {"zh": "不晚于开始时间", "en": "it does not lie after the beginning"},
    "told-twice": {"zh": "与 DTEND 同时出现，未采用", "en": "DTEND is there, too; this one was not taken"},
}


@frozen
class Span:
    """From when to when; what is not known is None."""

    start: date | datetime | None = None
    start_line: Line | None = None
    end: date | datetime | None = None
    """Of whole days the last one."""
    end_line: Line | None = None
    wrong: tuple[Wrong, ...] = ()

    @property
    def day(self) -> date | None:
        """The first day."""
        return self.start.date() if isinstance(self.start, datetime) else self.start

    def said(self) -> Iterator[tuple[str, str, Line]]:
        """Keys of a meeting file, their values, and where they come from."""
        if self.start is None or self.start_line is None or self.day is None:
            return
        yield "day", self.day.isoformat(), self.start_line
        if isinstance(self.start, datetime):
            yield "begins", f"{self.start:%H:%M}", self.start_line
        if self.end is None or self.end_line is None:
            return
        last = self.end.date() if isinstance(self.end, datetime) else self.end
        if last != self.day:
            yield "last_day", last.isoformat(), self.end_line
        if isinstance(self.end, datetime):
            yield "ends", f"{self.end:%H:%M}", self.end_line


@frozen
class Spans:
    """Reads the times of events of one calendar."""

    calendar: Component
    zone: tzinfo
    windows: Mapping[str, str]
    """What Windows calls a zone -> what all others call it."""

    def of(self, event: Component, found: Mapping[str, Found]) -> Span:
        """From when to when an event is.

        :param found: ``DTSTART``, ``DTEND``, ``DURATION`` with their lines, as far as they are there
        """
        wrong = list[Wrong]()
        start, end, duration = (found.get(name) for name in ("DTSTART", "DTEND", "DURATION"))
        if not event.all("DTSTART"):
            wrong.append((event.line, "no-start", WHY["no-start"]))
        begins = self.moment(start, wrong)
        if end is not None and duration is not None:
            wrong.append((duration[0], "told-twice", WHY["told-twice"]))
        ends = self.moment(end, wrong)
        if begins is None or start is None:
            return Span(wrong=tuple(wrong))
        line = end[0] if end is not None else None
        if end is None and duration is not None:
            line, ends = duration[0], self.after(begins, duration, wrong)
        span = Span(begins, start[0], wrong=tuple(wrong))
        if ends is None or line is None:
            return span
        if isinstance(begins, datetime) != isinstance(ends, datetime) or ends <= begins:
            return evolve(span, wrong=(*wrong, (line, "ends-before-begins", WHY["ends-before-begins"])))
        if not isinstance(ends, datetime):
            ends -= timedelta(days=1)  # the end of whole days is the day after the last one
        return evolve(span, end=ends, end_line=line)

    def moment(self, found: Found, wrong: list[Wrong]) -> date | datetime | None:
        """A day, or a moment in the zone of the rulebook; None after a complaint, and where there is none."""
        if found is None:
            return None
        line, value = found
        moment = self.placed(value)
        code = moment if isinstance(moment, str) else unusable(moment)
        if code is None:
            return moment if isinstance(moment, date) else None
        zone = shown(value.one("TZID"))
        wrong.append((line, code, {lang: text.format(zone=zone) for lang, text in WHY[code].items()}))
        return None

    def placed(self, value: Value) -> date | datetime | str:
        """A day, a moment on the clocks of the rulebook, or the code of why it is neither."""
        kind, moment = value.one("VALUE").upper(), value.moment
        if isinstance(moment, datetime) and kind in {"", "DATE-TIME"}:
            zone = self.zone_of(value)
            try:
                return moment.replace(tzinfo=zone).astimezone(self.zone) if zone is not None else "unknown-zone"
            except OverflowError:
                return "day-out-of-range"
        if isinstance(moment, date) and not isinstance(moment, datetime) and kind in {"", "DATE"}:
            return moment
        return "not-a-date"

    def after(
        self, begins: date | datetime, duration: tuple[Line, Value], wrong: list[Wrong]
    ) -> date | datetime | None:
        """When something ends that lasts so long."""
        line, value = duration
        long = value.moment
        ends: date | datetime | None = None
        try:
            if isinstance(long, timedelta) and isinstance(begins, datetime):
                ends = (begins.astimezone(UTC) + long).astimezone(self.zone)
            elif isinstance(long, timedelta) and not long % timedelta(days=1):
                ends = begins + long
        except OverflowError:
            pass
        code = "not-a-date" if ends is None else unusable(ends)
        if code is not None:
            wrong.append((line, code, WHY[code]))
        return ends if code is None else None

    # ---- zones -------------------------------------------------------------------------------------------------------

    def zone_of(self, value: Value) -> tzinfo | None:
        """The zone of a moment; None where nobody knows it. A moment without one is the wall's clock, wherever the meeting is."""
        name = value.one("TZID")
        if value.text.strip().upper().endswith("Z"):
            return None if name else UTC
        return self.zone if not name else known(self.windows.get(name, name)) or self.declared(name)

    def declared(self, name: str) -> tzinfo | None:
        """A zone that the file declares, where it has the same offset all year: others are known by their names."""
        for zone in self.calendar.inner:
            if zone.name == "VTIMEZONE" and any(line.value == name for line in zone.all("TZID")):
                offsets = {part.first("TZOFFSETTO") for part in zone.inner if part.name in {"STANDARD", "DAYLIGHT"}}
                return fixed(offsets.pop()) if len(offsets) == 1 else None
        return None


def unusable(moment: date | datetime) -> str | None:
    """The code of why a meeting cannot begin or end then; None where it can."""
    day = moment.date() if isinstance(moment, datetime) else moment
    if not FIRST_DAY <= day <= LAST_DAY:
        return "day-out-of-range"
    return "not-to-the-minute" if isinstance(moment, datetime) and (moment.second or moment.microsecond) else None


def known(name: str) -> tzinfo | None:
    """A zone by its name in the time zone database: ``Asia/Shanghai``; None where there is none, or it may be any: ``localtime``."""
    if name != "UTC" and ("/" not in name or name.startswith(("posix/", "right/"))):
        return None
    try:
        return ZoneInfo(name)
    except (ValueError, LookupError, OSError):
        return None


def fixed(text: str) -> tzinfo | None:
    """``+0800`` as a zone.

    >>> fixed("+0800"), fixed("+2500"), fixed("east")
    (datetime.timezone(datetime.timedelta(seconds=28800)), None, None)
    """
    found = OFFSET.fullmatch(text)
    apart = timedelta(hours=int(found[2]), minutes=int(found[3])) if found else None
    if found is None or apart is None or apart >= timedelta(days=1):
        return None
    return timezone(apart if found[1] == "+" else -apart)
