"""What is due when, as a picture: marks in the order of time, none on another one, whatever the dates."""

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from meetingrules.lang.answers import Due
from meetingrules.render.timeline import AXIS, EDGE, LEVEL, MARK, WIDE, timeline

DAY = date(2024, 10, 10)
DAYS = st.dates(date(2024, 1, 1), date(2026, 12, 31))
DUES = st.builds(lambda a, b: Due(min(a, b), max(a, b)), DAYS, DAYS) | DAYS.map(Due.at)


def test_a_line_has_two_ends():
    assert timeline([], DAY, date(2024, 10, 7), str) is None
    assert timeline([(Due.at(DAY), "")], DAY, DAY, str) is None
    assert timeline([(Due.at(DAY), "")], None, date(2024, 10, 9), str) is not None


def test_the_day_of_the_meeting_is_a_day_wide_and_hours_stand_inside_it():
    hour = datetime(2024, 10, 10, 10, tzinfo=UTC)
    dues = [(Due.at(date(2024, 10, 8)), "a"), (Due.at(hour), "b"), (Due.at(DAY), "c")]
    made = timeline(dues, DAY, date(2024, 10, 7), date.isoformat)
    assert [m.x for m in made.marks] == [
        230,
        498,
        510,
    ]  # four days on 560 pixels, 140 each; a day alone stands at its noon
    assert made.meeting == (440, WIDE - EDGE)
    assert (made.check, made.first, made.last) == (90, (90, "2024-10-07"), (510, "2024-10-10"))


@given(st.lists(DUES, min_size=1, max_size=30), st.none() | DAYS, st.none() | DAYS)
def test_no_mark_stands_on_another_or_outside(dues, meeting, check):
    made = timeline([(due, "") for due in sorted(dues, key=lambda d: (d.earliest, d.latest))], meeting, check, str)
    if made is None:
        return
    assert [m.number for m in made.marks] == list(range(1, len(dues) + 1))
    assert [m.x for m in made.marks] == sorted(m.x for m in made.marks)
    for mark in made.marks:
        assert EDGE <= mark.x <= (mark.end or mark.x) <= WIDE - EDGE
        assert AXIS + LEVEL <= mark.y <= made.height - LEVEL
    for one, other in zip(made.marks, made.marks[1:], strict=False):
        assert one.y != other.y or other.x - (one.end or one.x) >= MARK
