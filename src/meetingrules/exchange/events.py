"""Which event of a calendar file is meant: one meeting is one file, so it must be one, and one that does not repeat."""

from collections.abc import Sequence

from meetingrules.base.diagnostics import InvalidText, nearest, visible
from meetingrules.base.tree import shown
from meetingrules.exchange.bounds import refusal
from meetingrules.exchange.icslines import Component

METHODS = ("", "PUBLISH", "REQUEST", "REPLY", "CANCEL")
"""What a calendar file may be sent for; with all others somebody proposes something, or asks for it."""
REPEATS = ("RRULE", "RDATE", "EXRULE", "EXDATE")
MOST = 10
"""Of more events only so many are listed."""
LONGEST_UID = 200


def chosen(calendars: Sequence[Component], name: str, uid: str | None) -> tuple[Component, Component]:
    """The calendar and the event that is meant.

    :param uid: of the event
    :raises InvalidText: ``no-event``, ``no-such-event``, ``several-events``, ``recurring``, ``other-method``
    """
    found = [(outer, event) for outer in calendars for event in outer.inner if event.name == "VEVENT"]
    if not found:
        zh, en = "日历文件中没有会议（VEVENT）", "there is no event in the calendar (VEVENT)"
        raise refusal("no-event", name, zh, en)
    ids = list(dict.fromkeys(uid_of(event) for _, event in found))
    if uid is not None:
        found = [(outer, event) for outer, event in found if uid_of(event) == uid]
        if not found:
            zh, en = f"没有 UID 为“{shown(uid)}”的会议", f"there is no event with the UID {shown(uid)}"
            raise refusal("no-such-event", name, zh, en, nearest(uid, [one for one in ids if one]))
    elif len(ids) > 1:
        raise several([event for _, event in found], name)
    if any(event.all(repeats) for _, event in found for repeats in REPEATS) or _overrides([e for _, e in found]):
        zh, en = "是重复会议；一份会议文件只记一次会议", "it repeats; one meeting file is one meeting"
        hint = (
            "在日历程序中打开要导入的那一次，单独导出",
            "open the one that is meant in the calendar program, and export it alone",
        )
        raise refusal("recurring", name, zh, en, hint)
    if len(found) > 1:
        raise several([event for _, event in found], name)
    outer, event = found[0]
    method = outer.first("METHOD")
    if method not in METHODS:
        zh, en = (
            f"METHOD 为 {shown(method)}，只是提议或询问",
            f"its METHOD is {shown(method)}: it proposes or asks, and says nothing that holds",
        )
        raise refusal("other-method", name, zh, en)
    return outer, event


def uid_of(event: Component) -> str:
    """The UID of an event; empty where it has none."""
    return next((line.value for line in event.lines if line.name == "UID"), "")


def _overrides(events: Sequence[Component]) -> bool:
    """Whether one of several events stands for one time of another."""
    return len(events) > 1 and any(event.all("RECURRENCE-ID") for event in events)


def several(events: Sequence[Component], name: str) -> InvalidText:
    """The complaint about events of which nobody knows which is meant."""
    zh, en = (
        f"有 {len(events)} 个会议，不知导入哪一个",
        f"there are {len(events)} events; which of them is meant is not known",
    )
    told = [f"--uid {visible(uid_of(event)[:LONGEST_UID]) or '?'} ({_summary(event)})" for event in events[:MOST]]
    told += ["…"] if len(events) > MOST else []
    hint = (f"用 --uid 指明：{'；'.join(told)}", f"say which with --uid: {'; '.join(told)}")
    return refusal("several-events", name, zh, en, hint)


def _summary(event: Component) -> str:
    """What people see of an event in a list."""
    texts = (next((line.value for line in event.lines if line.name == name), "") for name in ("DTSTART", "SUMMARY"))
    return " ".join(shown(text) for text in texts if text)
