"""What is due when -> a calendar file (RFC 5545): one event for each step that has a day. The door through which icalendar writes.

The same steps give the same bytes: an event is known by its step, not by when the file was made, and is stamped with the day as
of which it was worked out.
"""

from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from typing import Any

from meetingrules.base.diagnostics import Complaints
from meetingrules.render import duewords as words
from meetingrules.report.steps import Schedule, Step

PRODUCT = "-//meetingrules//due//EN"
INSTALL = ("pip install 'meetingrules[ics]'", "pip install 'meetingrules[ics]'")


def render(schedule: Schedule, lang: str) -> str:
    """The steps as a calendar; what has no day and what does not apply is left out.

    :raises InvalidText: ``missing-extra``, where icalendar is not installed
    """
    calendar = _library()
    calendar.add("PRODID", PRODUCT)
    calendar.add("VERSION", "2.0")
    calendar.add("METHOD", "PUBLISH")
    calendar.add("X-WR-CALNAME", words.heading(schedule, lang))
    for step in schedule.steps:
        if step.latest is not None and step.state != "not_applicable":
            calendar.add_component(_event(step, schedule, lang))
    text: str = calendar.to_ical().decode("utf-8")
    return text


def _library() -> Any:
    try:
        from icalendar import Calendar
    except ImportError:
        found = Complaints()
        zh, en = "写日历文件要先安装 icalendar", "calendar files need icalendar, which is not installed"
        found.add("missing-extra", zh, en, None, INSTALL)
        found.raise_if_any()
    return Calendar()


def _event(step: Step, schedule: Schedule, lang: str) -> Any:
    from icalendar import Event

    assert step.latest is not None
    event, first, last = Event(), step.latest.earliest, step.latest.latest
    event.add("UID", uid(step, schedule))
    event.add("DTSTAMP", datetime.combine(schedule.today, time(), UTC))
    if first == last and isinstance(first, datetime):
        event.add("DTSTART", first.astimezone(UTC))
    else:  # a whole day; of a limit that is not certain, all days that it may fall on
        event.add("DTSTART", _day(first))
        event.add("DTEND", _day(last) + timedelta(days=1))
    event.add("SUMMARY", summary(step, lang))
    event.add("DESCRIPTION", "\n".join(description(step, schedule, lang)))
    event.add("CATEGORIES", [words.PHASES[step.phase][lang], words.STATES[step.state][lang]])
    event.add("TRANSP", "TRANSPARENT")
    return event


def uid(step: Step, schedule: Schedule) -> str:
    """What an event is known by: the rulebook, the meeting's file (without one, its day) and the step; not its day, nor its state."""
    name = schedule.path.replace("\\", "/").rsplit("/", 1)[-1]
    meeting = name if name != schedule.rulebook else f"{name} {schedule.day.isoformat()}"
    return sha256(f"{schedule.rulebook}|{meeting}|{step.key}".encode()).hexdigest()[:32] + "@meetingrules"


def summary(step: Step, lang: str) -> str:
    """最迟：会议通知：发出（各参会人员）; of what is done, that it is."""
    zh = lang == "zh"
    mark = words.STATES["done"][lang] if step.state == "done" else ("最迟" if zh else "due")
    return f"{mark}{'：' if zh else ': '}{words.what(step, lang)}"


def description(step: Step, schedule: Schedule, lang: str) -> list[str]:
    """Which meeting, who acts, on which article, what has been done, what it hangs on."""
    lines = [words.heading(schedule, lang), words.until(step, lang), words.who(step, lang), words.cites(step, lang)]
    lines += [words.state(step, lang), words.hangs_on(step, lang) if step.outstanding else ""]
    return [line for line in lines if line]


def _day(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment
