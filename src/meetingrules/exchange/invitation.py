"""An invitation in a calendar file -> when a meeting is, what it is called, who means to come. The only door to icalendar.

Content lines are given to it one by one: so each value has its line, and one that is broken breaks no other. What it would
look up by itself (time zones that another file declared, say) is not asked for.
"""

from collections.abc import Callable, Collection, Mapping
from datetime import date, tzinfo
from typing import Any

from meetingrules.base.diagnostics import HIDDEN
from meetingrules.base.source import Texts
from meetingrules.exchange.bounds import refusal, too_much
from meetingrules.exchange.events import METHODS, chosen
from meetingrules.exchange.icslines import Component, Limits, Line, Value, calendars
from meetingrules.exchange.invitees import Guest, People
from meetingrules.exchange.model import Reading, Unread
from meetingrules.exchange.replies import Replies
from meetingrules.exchange.span import Span, Spans
from meetingrules.facts.model import Roster
from meetingrules.lang.words import Words

__all__ = ["Limits", "invitation"]

WHY: Mapping[str, Texts] = {
    "not-a-date": {"zh": "不是日期或时刻", "en": "it is neither a day nor a moment"},
    "broken-line": {"zh": "此行不合日历格式，无法读取", "en": "this line is no line of a calendar, and cannot be read"},
    "hidden-character": {"zh": "含有看不见的字符", "en": "it has hidden characters in it"},
    "reads-otherwise": {"zh": "会议文件中 none 表示没有", "en": "in a meeting file none says that there is none"},
    "told-twice": {"zh": "第{first}行已有，内容不同，未采用此行", "en": "line {first} has it already, and differs; this one was not taken"},
    "uninvited": {"zh": "撤回了对此人的邀请", "en": "this person is no longer invited"},
}  # fmt: skip
TIMES = ("DTSTART", "DTEND", "DURATION")
BROKEN = (ValueError, ArithmeticError, LookupError, TypeError, AttributeError)
"""What icalendar raises for text that is no calendar's."""
INSTALL = ("pip install 'meetingrules[ics]'", "pip install 'meetingrules[ics]'")


def invitation(
    data: bytes,
    name: str,
    words: Words,
    zone: tzinfo,
    roster: Roster | None = None,
    *,
    newcomers: bool = False,
    uid: str | None = None,
    members: Callable[[date], Collection[str] | None] | None = None,
    limits: Limits = Limits(),  # noqa: B008 -- frozen
) -> Reading:
    """What an invitation, or a reply to one, says of a meeting. Never who was there: a reply is what somebody means to do.

    :param name: the name of the file
    :param zone: the rulebook's; hours are given in it
    :param roster: whose names may stand there; without one every name is taken as it comes
    :param newcomers: whether names that the roster does not know are taken, too, and named under ``people``
    :param uid: of the event that is meant, where there are several
    :param members: who is a member on a day, None where that is not known: they are not invited, they belong to it
    :raises InvalidText: with one complaint, in Chinese and English, for a file that cannot or may not be read
    """
    found = calendars(data, name, limits)
    _library(name)
    calendar, event = chosen(found, name, uid)
    return _Invitation(name, calendar, event, zone, limits).read(People.of(words, roster, newcomers=newcomers), members)


def _library(name: str) -> None:
    """Refuse, where the reader of calendar files is not installed.

    :raises InvalidText: ``missing-extra``
    """
    try:
        import icalendar  # noqa: F401 - whether it is there
    except ImportError:
        zh, en = "读日历文件要先安装 icalendar", "calendar files need icalendar, which is not installed"
        raise refusal("missing-extra", name, zh, en, INSTALL) from None


def typed(line: Line) -> Value | None:
    """What one content line says as icalendar understands it; None where it does not."""
    from icalendar import Event
    from icalendar.parser import Contentline
    from icalendar.prop import vDDDTypes

    if "\r" in line.text:
        return None
    try:
        if (
            line.name in TIMES
        ):  # it would look up the zone by itself, in what other files declared, or in the wrong place
            _, parameters, text = Contentline(line.text).parts()  # type: ignore[no-untyped-call]
            return Value(text, _all(parameters), vDDDTypes.from_ical(text))  # type: ignore[no-untyped-call]
        value = Event.from_ical(f"BEGIN:VEVENT\r\n{line.text}\r\nEND:VEVENT\r\n").get(line.name)
        return None if value is None or isinstance(value, list) else Value(str(value), _all(value.params))
    except BROKEN:
        return None


def _all(parameters: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    several = {key: texts if isinstance(texts, list | tuple) else (texts,) for key, texts in parameters.items()}
    return {str(key).upper(): tuple(map(str, texts)) for key, texts in several.items()}


class _Invitation:
    """Reads one event."""

    def __init__(self, name: str, calendar: Component, event: Component, zone: tzinfo, limits: Limits) -> None:
        self.name, self.calendar, self.event, self.zone, self.limits = name, calendar, event, zone, limits
        self.values: dict[str, Any] = {}
        self.origins: dict[tuple[str, ...], str] = {}
        self.unread: list[tuple[int, Unread]] = []

    def left(self, line: Line, code: str, text: str | None = None, why: Texts | None = None, **more: object) -> None:
        """One more thing that was not read."""
        texts = why or {lang: t.format(**more) for lang, t in WHY[code].items()}
        self.unread.append((line.number, Unread(code, line.where, line.text if text is None else text, texts)))

    def read(self, people: People, members: Callable[[date], Collection[str] | None] | None) -> Reading:
        """The event."""
        method = self.calendar.first("METHOD")
        invites = method in METHODS and method != "REPLY"
        for line in self.event.lines:
            if not line.name:
                self.left(line, "broken-line")
        span = self.times()
        if invites:
            self.title()
            self.state()
        on = members(span.day) if members is not None and span.day is not None else None
        replies = Replies(people, on)
        if method == "CANCEL" and "state" not in self.values:
            for line in self.event.all("ATTENDEE"):
                self.left(line, "uninvited")
        else:
            replies.read(self.guests(), invites=invites)
            if invites:
                self.organiser(people)
        unread = sorted([*self.unread, *replies.unread], key=lambda one: one[0])
        values, origins = self.values | replies.values, self.origins | replies.origins
        return Reading(self.name, values, origins, tuple(one for _, one in unread))

    def once(self, name: str) -> tuple[Line, Value] | None:
        """The value of a property that stands there once; None where it does not, or cannot be read."""
        lines = self.event.all(name)
        for line in lines[1:]:
            if line.text != lines[0].text:
                self.left(line, "told-twice", first=lines[0].number)
        if not lines:
            return None
        value = typed(lines[0])
        if value is None:
            self.left(lines[0], "not-a-date" if name in TIMES else "broken-line")
            return None
        return lines[0], value

    def put(self, line: Line, value: str, *path: str) -> None:
        """One more value."""
        self.values[path[0]] = value
        self.origins[path] = line.where

    # ---- when --------------------------------------------------------------------------------------------------------

    def times(self) -> Span:
        """The days, and the hours of the first and the last."""
        from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

        spans = Spans(self.calendar, self.zone, WINDOWS_TO_OLSON)
        span = spans.of(self.event, {name: self.once(name) for name in TIMES})
        for line, code, why in span.wrong:
            self.left(line, code, why=why)
        for key, text, line in span.said():
            self.put(line, text, key)
        return span

    # ---- what --------------------------------------------------------------------------------------------------------

    def title(self) -> None:
        """What it is called."""
        found = self.once("SUMMARY")
        text = " ".join(found[1].text.split()) if found is not None else ""
        if found is None or not text:
            return
        if HIDDEN.search(found[1].text):
            self.left(found[0], "hidden-character", text)
        elif text == "none":
            self.left(found[0], "reads-otherwise", text)
        else:
            self.put(found[0], text, "title")

    def state(self) -> None:
        """Whether it is cancelled; that it is not says nothing of how far it is."""
        found = self.once("STATUS")
        if found is not None and found[1].text.strip().upper() == "CANCELLED":
            self.put(found[0], "cancelled", "state")

    # ---- who ---------------------------------------------------------------------------------------------------------

    def guests(self) -> list[Guest]:
        """Everybody who stands there with an answer."""
        lines = self.event.all("ATTENDEE")
        if len(lines) > self.limits.attendees:
            raise too_much("too-many-attendees", self.name, ("参会人员", "attendees"), self.limits.attendees)
        marked = [line for line in self.event.all("ORGANIZER") if "ROLE" in _keys(line)]
        guests = [self.guest(line) for line in sorted([*lines, *marked], key=lambda line: line.number)]
        return [guest for guest in guests if guest is not None]

    def guest(self, line: Line) -> Guest | None:
        """One line of the invitation."""
        value = typed(line)
        if value is None:
            self.left(line, "broken-line")
            return None
        return Guest(
            line,
            value.one("CN"),
            value.text.strip().lower(),
            value.one("ROLE").upper() or "REQ-PARTICIPANT",
            value.one("PARTSTAT").upper() or "NEEDS-ACTION",
            value.one("CUTYPE").upper() or "INDIVIDUAL",
            _addresses(value, "DELEGATED-TO"),
            _addresses(value, "DELEGATED-FROM"),
        )

    def organiser(self, people: People) -> None:
        """Who organises it, where that is a unit or a party; a person's account says only who sent the invitation."""
        lines = self.event.all("ORGANIZER")
        value = typed(lines[0]) if len(lines) == 1 else None
        name = " ".join(value.one("CN").split()) if value is not None else ""
        kind = people.words.kinds.get("meeting")
        declared = kind.fields.get("organised") if kind is not None else None
        words = people.words
        units = (people.roster.units if people.roster is not None else frozenset()) | set(words.units.values())
        parties = {text for word, texts in words.parties.items() for text in (word, texts["zh"])}
        if declared is not None and "by" in declared.roles and name in units | parties and name not in people.known:
            self.values["organised"] = {"by": name}
            self.origins["organised", "by"] = lines[0].where


def _keys(line: Line) -> Collection[str]:
    value = typed(line)
    return value.parameters if value is not None else ()


def _addresses(value: Value, name: str) -> tuple[str, ...]:
    return tuple(text.strip().lower() for text in value.parameters.get(name, ()) if text.strip())
