"""What stands over the table of a sign-in sheet: the day of the meeting, and the hour at which it begins."""

import re
from collections.abc import Iterator
from itertools import pairwise

from attrs import evolve, frozen

from meetingrules.base.source import Texts
from meetingrules.exchange.hours import HOUR, clock, day_in, days_in, plain
from meetingrules.exchange.model import Cell, Grid, Unread

OTHER_TIMES = re.compile(
    r"(?:签到|签退|报到|打印|制表|填表|填报|导出|截止|印发|发布|通知|生成|更新)(?:时间|日期|于|:)|printed|exported|created|updated|sign.?in",
    re.IGNORECASE,
)
"""Times that are not those of the meeting."""
OF_THE_MEETING = re.compile(
    r"(?:会议|开会|召开)?(?:时间|日期)\s*:?|^(?:meeting|date|time|day|when|begins|starts?)\b", re.IGNORECASE
)
BEFORE = re.compile(r"\s*(?:之前|以前|前|签到|报到|入场|集合|开始签到)|\s*(?:sign|arriv|check)", re.IGNORECASE)
"""Behind an hour that is not the one at which the meeting begins."""
UNTIL = re.compile(r"\s*(?:[-—–~]+|至|到|to)\s*")
MORE_DAYS = re.compile(r"\s*(?:\([^()]*\)\s*)?(?:[-—–~]+|至|到|、|to)\s*(?:\d{1,2}\s*月\s*)?\d{1,2}\s*日")
NUMBERED = re.compile(r"\s\d{5}(?:\.\d+)?$")
"""A day behind its label, as the number that a spreadsheet counts it by."""
LONGEST = 400
"""Of one cell so much is looked at."""
WHY: dict[str, Texts] = {
    "which-day": {"zh": "表头有多个日期，无法确定会议日期", "en": "several days stand over the table: which one is the meeting's is not clear"},
    "several-days": {"zh": "会议不止一天，请在会议文件中写 day 和 last_day", "en": "a meeting of several days: write day and last_day in the meeting file"},
    "not-a-date": {"zh": "是数字，不是日期：请把单元格设为日期格式", "en": "a number where a day is meant: give the cell the format of a date"},
    "which-hour": {"zh": "表头有多个时间，无法确定开会时间", "en": "several hours stand over the table: which one it begins at is not clear"},
    "ambiguous-hour": {"zh": "时间未写明上午还是下午", "en": "the hour may be before noon or after it"},
}  # fmt: skip


@frozen
class Title:
    """What was found over a table."""

    day: tuple[str, Cell] | None = None
    begins: tuple[str, Cell] | None = None
    unread: tuple[Unread, ...] = ()


def title_of(grid: Grid, rows: int) -> Title:
    """Day and hour from the first so many rows. What could be one of two is none of them."""
    cells = [(cell, said) for cell, said in labelled(grid, rows) if not OTHER_TIMES.search(said)]
    dated = [(cell, said) for cell, said in cells if days_in(said)]
    timed = [(cell, said) for cell, said in dated if OF_THE_MEETING.search(said)]
    days = {day for _, said in timed or dated for day in days_in(said)}
    if len(days) > 1:
        return Title(unread=(unread("which-day", grid, (timed or dated)[0][0]),))
    if not days:
        meant = [(cell, said) for cell, said in cells if OF_THE_MEETING.search(said)]
        found = begins_at(grid, meant, None)
        numbers = [unread("not-a-date", grid, cell) for cell, said in meant if NUMBERED.search(said)]
        return evolve(found, unread=(*found.unread, *numbers))
    cell, said = (timed or dated)[0]
    first = day_in(said)
    assert first is not None
    if MORE_DAYS.match(said, first[1]):
        return Title(unread=(unread("several-days", grid, cell),))
    hours = [(c, s) for c, s in cells if days_in(s) & days or (not days_in(s) and OF_THE_MEETING.search(s))]
    return begins_at(grid, hours, (first[0], cell))


def begins_at(grid: Grid, cells: list[tuple[Cell, str]], day: tuple[str, Cell] | None) -> Title:
    """The day that was found, with the hour that stands in some cells."""
    found, open_ = dict[str, Cell](), list[Cell]()
    for cell, said in cells:
        start = day_in(said)
        for hour in starts(said, start[1] if start else 0):
            if hour is None:
                open_.append(cell)
            else:
                found.setdefault(hour, cell)
    if len(found) > 1:
        return Title(day, None, (unread("which-hour", grid, next(iter(found.values()))),))
    if open_:
        return Title(day, None, (unread("ambiguous-hour", grid, open_[0]),))
    return Title(day, next(iter(found.items()), None))


def starts(said: str, start: int) -> Iterator[str | None]:
    """The hours in a text at which something begins; None for one that may be before noon or after it."""
    hours = list(HOUR.finditer(said, start))
    ends = {after.start() for before, after in pairwise(hours) if UNTIL.fullmatch(said, before.end(), after.start())}
    for hour in hours:
        if hour.start() not in ends and not BEFORE.match(said, hour.end()):
            yield clock(hour)


def labelled(grid: Grid, rows: int) -> Iterator[tuple[Cell, str]]:
    """Each cell with its text, behind the label that stands left of it."""
    for row in grid.rows[:rows]:
        label = ""
        for cell in row:
            text = plain(cell.text[:LONGEST])
            if text and not cell.trouble:
                yield cell, f"{label}{text}"
                label = f"{text} " if len(text) <= 12 and not days_in(text) else ""


def unread(code: str, grid: Grid, cell: Cell) -> Unread:
    """One thing over the table that was left."""
    return Unread(code, grid.at(cell), cell.text, WHY[code])
