"""A calendar file: the country, and announcements of days off and make-up days as data."""

from collections.abc import Iterator
from datetime import date, timedelta

from meetingrules.base.days import Calendar, Notice
from meetingrules.base.diagnostics import Complaints
from meetingrules.base.reading import Reader, place_of
from meetingrules.base.tree import List, Node, Scalar
from meetingrules.base.written import small_number, written_day

KEYS = frozenset({"calendar", "country", "notices"})
MOST_NOTICES, MOST_DAYS = 500, 1_000
NOTICE_KEYS = frozenset({"title", "year", "off", "work"})


def load_notices(node: Node) -> Calendar:
    """``country: CN`` and ``notices:``, each with title, year, ``off:`` and ``work:`` (days, or ``DAY to DAY``).

    :raises InvalidText: with all complaints about the file
    """
    complaints = Complaints()
    reader = Reader(complaints)
    rows = dict(reader.table(node, KEYS, ("日历文件", "the calendar")))
    country = reader.text(rows["country"], ("country", "country")) if "country" in rows else "CN"
    listed = rows.get("notices")
    if listed is not None and not isinstance(listed, List) and getattr(listed, "text", "") != "none":
        zh, en = (
            "notices 须是列表，每项写成 - {title: …, off: […]}",
            "notices must be a list; write each as - {title: …, off: […]}",
        )
        complaints.add("not-a-list", zh, en, listed.place)
    if isinstance(listed, List) and len(listed.items) > MOST_NOTICES:
        zh, en = f"放假安排太多：最多 {MOST_NOTICES} 项", f"too many notices: at most {MOST_NOTICES} are read"
        complaints.add("too-many-notices", zh, en, listed.place)
        complaints.raise_if_any()
    notices = [
        n for entry in (listed.items if isinstance(listed, List) else ()) if (n := _notice(entry, reader, complaints))
    ]
    try:
        calendar = Calendar(country.partition("-")[0], country.partition("-")[2] or None, notices=tuple(notices))
        calendar.is_working_day(date(2024, 1, 2))
    except ValueError as error:
        complaints.add(
            "no-such-calendar", f"日历不能用：{country}", f"this calendar cannot be used: {error}", place_of(node)
        )
        calendar = Calendar("CN")
    complaints.raise_if_any()
    return calendar


def _notice(node: Node, reader: Reader, complaints: Complaints) -> Notice | None:
    rows = dict(reader.table(node, NOTICE_KEYS, ("放假安排", "the notice")))
    title = reader.text(rows["title"], ("title", "title")) if "title" in rows else ""
    year = rows.get("year")
    number = small_number(year.text) if isinstance(year, Scalar) else None
    off = frozenset(_days(rows.get("off"), reader, complaints))
    work = frozenset(_days(rows.get("work"), reader, complaints))
    try:
        return Notice(title, off, work, number)
    except ValueError as error:
        complaints.add("contradiction", "放假安排自相矛盾", f"the notice contradicts itself: {error}", node.place)
        return None


def _days(node: Node | None, reader: Reader, complaints: Complaints) -> Iterator[date]:
    count = 0
    for text, place in reader.placed(node, ("off/work", "off/work")):
        first, _, last = text.partition(" to ")
        try:
            start, end = written_day(first.strip()), written_day((last or first).strip())
        except ValueError:
            complaints.add(
                "no-such-day",
                f"“{text}”不是日期",
                f"{text} is no day: write 2027-02-06 or 2027-02-06 to 2027-02-12",
                place,
            )
            continue
        count += max(0, (end - start).days + 1)
        if count > MOST_DAYS:
            zh, en = f"一项安排最多写 {MOST_DAYS} 天", f"a notice speaks of at most {MOST_DAYS} days"
            complaints.add("too-long", zh, en, place)
            return
        if (end - start).days > 366:
            complaints.add("too-long", "一次放假不会超过一年", "days off of more than a year", place)
            continue
        yield from (start + timedelta(days=n) for n in range((end - start).days + 1))
