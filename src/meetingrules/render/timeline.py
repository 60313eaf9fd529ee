"""What is due when, as a picture: a line of days with the meeting, the moment of the check, and a numbered mark for each moment.

Only where things stand; what they look like is the template's matter. Lengths are pixels at full size.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from attrs import frozen

from meetingrules.lang.answers import Due, Moment

WIDE, EDGE = 600, 20
"""How wide the picture is, and how much of it lies on both sides of the line."""
MARK, LEVEL = 28, 26
"""The room that a mark needs beside another one, and how much lower the next one stands where there is none."""
AXIS = 56
"""Where the line stands; above it the labels of the meeting and of the check."""
NEAR = 90
"""Two labels that are nearer than this stand one above the other."""


@frozen
class Mark:
    """One moment on which something is due."""

    number: int
    x: int
    y: int
    end: int | None
    """Where the last possible day stands, of a day that the calendar does not tell yet."""
    label: str


@frozen
class Timeline:
    """The picture."""

    height: int
    marks: tuple[Mark, ...]
    meeting: tuple[int, int] | None
    """From where to where the day of the meeting goes."""
    check: int | None
    high: int
    """The foot of the label of the check: higher, where it would touch that of the meeting."""
    first: tuple[int, str]
    last: tuple[int, str]
    """The first and the last day that it shows."""


def timeline(
    dues: Sequence[tuple[Due, str]], meeting: date | None, check: Moment | None, name: Callable[[date], str]
) -> Timeline | None:
    """The picture of some moments, each with what it is called; None where there are fewer than two days to show.

    :param name: how a day is written
    """
    fixed = [at for at in (meeting, check) if at is not None]
    moments = [at for due, _ in dues for at in (due.earliest, due.latest)] + fixed
    places = [_place(at) for at in moments]
    if not dues or len({int(place) for place in places}) < 2:
        return None
    low, high = int(min(places)), int(max(places)) + 1

    def x(place: float) -> int:
        return EDGE + round((place - low) / (high - low) * (WIDE - 2 * EDGE))

    marks, taken = list[Mark](), list[int]()
    for number, (due, label) in enumerate(dues, 1):
        here = x(_place(due.earliest))
        end = x(_place(due.latest)) if not due.exact else None
        level = next((i for i, last in enumerate(taken) if here - last >= MARK), len(taken))
        taken[level : level + 1] = [end if end is not None else here]
        marks.append(Mark(number, here, AXIS + LEVEL * (level + 1), end, label))
    held = (x(meeting.toordinal()), x(meeting.toordinal() + 1)) if meeting is not None else None
    asked = x(_place(check)) if check is not None else None
    beside = held is not None and asked is not None and held[0] - NEAR < asked < held[1] + NEAR
    ends = [(x(day), name(date.fromordinal(int(day)))) for day in (low + 0.5, high - 0.5)]
    return Timeline(
        AXIS + LEVEL * (len(taken) + 1), tuple(marks), held, asked, AXIS - (36 if beside else 18), ends[0], ends[1]
    )


def _place(at: Moment) -> float:
    """A moment as a number of days; a day alone is its noon."""
    if isinstance(at, datetime):
        return at.toordinal() + (at.hour * 60 + at.minute) / 1440
    return at.toordinal() + 0.5
