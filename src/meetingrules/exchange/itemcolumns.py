"""The columns of an agenda table: where its header stands, and what each column says of an item."""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence

from attrs import frozen

from meetingrules.exchange.model import Cell
from meetingrules.facts.fields import keys_of
from meetingrules.lang.words import Words

Row = tuple[Cell, ...]
TITLE, NUMBER, INVITED, NOTE, DURATION = "title", "#number", "#invited", "#note", "#duration"
"""What a column may say; with a ``#`` what is no field of an item."""
OWN: Mapping[str, tuple[str, ...]] = {
    NUMBER: ("序号", "编号", "次序", "顺序", "议题序号", "议题编号", "no", "no.", "nr", "number", "#", "s/n"),
    TITLE: (
        *("议题", "议题名称", "议题标题", "议题事项", "议题内容", "会议议题", "事项", "事项名称", "审议事项", "研究事项", "汇报事项"),
        *("item", "agenda item", "topic", "subject", "matter"),
    ),
    "department": (
        *("提报部门", "提报单位", "汇报单位", "汇报部门", "提请单位", "提请部门", "提交单位", "提交部门", "申报单位", "申报部门"),
        *("submitted by", "proposing department", "unit"),
    ),
    "reported": ("汇报人", "汇报人员", "主汇报人", "汇报领导", "报告人", "reported by", "presented by", "presenter", "reporter"),
    INVITED: (
        *("列席", "列席单位", "列席部门", "列席人员", "列席单位和人员", "列席单位及人员", "列席对象"),
        *("参会单位", "参会部门", "参会人员", "参加单位", "参加人员", "attendees", "attending", "in attendance", "invited"),
    ),
    DURATION: ("时间", "时长", "用时", "预计时间", "预计用时", "预计时长", "汇报时长", "审议时长", "time", "duration", "minutes"),
    NOTE: ("备注", "说明", "note", "notes", "remark", "remarks", "comment", "comments"),
}  # fmt: skip
"""What offices call the columns that any table of items has, whatever the rulebook calls its fields."""
FARTHEST = 60
"""Below which row no header is looked for."""


@frozen
class Column:
    """One column of the table."""

    number: int
    """From 1, as the sheet counts."""
    header: Cell
    """The lowest cell of its header that has a text."""
    means: str | None
    """A field of an item, one of the words with ``#``, or None: nobody knows."""


@frozen
class Header:
    """Where a header stands, and its columns in the order of the sheet."""

    first: int
    """The index of its first row."""
    last: int
    columns: tuple[Column, ...]

    def of(self, means: str) -> Column | None:
        """The column that says something; None where there is none."""
        return next((c for c in self.columns if c.means == means), None)


def plain(text: str) -> str:
    """A heading as headings are compared: without blanks, marks of width and the colon behind it.

    >>> plain("序　号"), plain("Reported by:"), plain("汇报时间（分钟）")
    ('序号', 'reportedby', '汇报时间(分钟)')
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[\s_*\u200b\ufeff]+", "", folded).rstrip(":")


def meanings(words: Words) -> dict[str, str]:
    """What each heading means: names and labels of the rulebook's words first, then what offices write."""
    kind = words.kinds.get("item")
    fields = kind.fields if kind is not None else {}
    english = Counter(plain(field.label["en"]) for field in fields.values())
    found = {plain(name): means for means, names in OWN.items() for name in names if means in fields or _own(means)}
    found |= {plain(f.label["en"]): f.name for f in fields.values() if english[plain(f.label["en"])] == 1}
    declared = keys_of(kind, title=True) if kind is not None else {TITLE: TITLE}
    found |= {plain(key): name for key, name in declared.items()}
    times = [f.name for f in fields.values() if f.type.base == "number" and (f.type.of or "").startswith("minute")]
    only = times[0] if len(times) == 1 else DURATION
    return {heading: only if means == DURATION else means for heading, means in found.items()}


def _own(means: str) -> bool:
    return means.startswith("#") or means == TITLE


def find_header(rows: Sequence[Row], known: Mapping[str, str]) -> Header | None:
    """The header of a table of items: the first of those rows that say most; None where none has a title.

    It may have two rows: ``汇报`` over ``单位`` and ``人``.
    """
    best: Header | None = None
    for index, row in enumerate(rows[:FARTHEST]):
        below = rows[index + 1] if index + 1 < len(rows) else ()
        for header in (_header(index, row, (), known), _header(index, row, below, known)):
            if header is not None and (best is None or _weight(header) > _weight(best)):
                best = header
    return best


def _weight(header: Header) -> int:
    return sum(column.means is not None for column in header.columns)


def _header(index: int, row: Row, below: Row, known: Mapping[str, str]) -> Header | None:
    """One row, or two, as a header; None where they are none."""
    under = {cell.column: cell for cell in below if cell.text.strip()}
    over = {cell.column: cell for cell in row if cell.text.strip()}
    columns, group, read, held = list[Column](), "", 0, False
    for number in sorted({*under, *over}):
        top, low = over.get(number), under.get(number)
        group = top.text if top is not None else group
        means = _means(top, low, group, known)
        read += low is not None and means is not None
        held = held or (means is not None and (low is None or _means(None, low, "", known) is None))
        if low is not None and means is None and top is not None and _means(top, None, "", known) is not None:
            return None  # below a heading stands what is none: the row below is an item
        columns.append(Column(number, low or top or row[0], means))
    if below and not (read and held):
        return None  # the row above says nothing of a column: it is a title, or the row below an item
    return Header(index, index + bool(below), _once(columns)) if any(c.means == TITLE for c in columns) else None


def _means(top: Cell | None, low: Cell | None, group: str, known: Mapping[str, str]) -> str | None:
    texts = (f"{group}{low.text}", low.text) if low is not None else (top.text if top is not None else "",)
    bare = [re.sub(r"\([^()]*\)", "", plain(text)) for text in texts]
    return next((known[name] for name in (*map(plain, texts), *bare) if name in known), None)


def _once(columns: list[Column]) -> tuple[Column, ...]:
    """Each meaning once: the first column that says it; whatever says it again is left to be told."""
    seen, found = set[str | None](), list[Column]()
    for column in columns:
        means = None if column.means in seen else column.means
        seen.add(means)
        found.append(Column(column.number, column.header, means))
    return tuple(found)
