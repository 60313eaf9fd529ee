"""An item that nobody has put before a body yet: read from a text, a dict or a meeting file, and put into a meeting of each body."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from attrs import evolve, field, frozen

from meetingrules.base.diagnostics import Complaints, Diagnostic, InvalidText
from meetingrules.base.document import read_text
from meetingrules.base.edits import Edit, edited
from meetingrules.base.source import Place, Source
from meetingrules.base.tree import List, Node, Row, Scalar, Table, nfc, shown
from meetingrules.engine.cases import laid_over
from meetingrules.engine.service import complaint, read_plan
from meetingrules.facts.fields import keys_of
from meetingrules.facts.held import NOT_HELD
from meetingrules.facts.items import entries_in, filled, mapped
from meetingrules.facts.load import entries_of, header
from meetingrules.facts.model import Plan, Roster
from meetingrules.facts.roster import load_roster
from meetingrules.rulebook.model import Rulebook

VOCABULARY = frozenset({"unknown-key", "no-such-word"})
"""The complaints about words that a rulebook does not have."""
FRAME = frozenset({"meeting", "items", "every_item", "every_paper", "state", "day", "last_day", "roster", "as_of"})
"""What makes the meeting that an item is put into: with it changed, what is said would not be about the item any more."""
ROUNDS = 8
"""So often is an item read again without what could not be read: each time something goes."""


@frozen
class Matter:
    """An item, and what is known of the meeting that it would stand in."""

    item: Table
    source: Source
    settings: Table = field(factory=lambda: Table(()))
    """Facts of the meeting, under dotted keys: ``agenda.items``."""
    home: Table | None = None
    """The meeting file that it was taken from."""
    number: int = 1
    """Its number there."""
    roster: tuple[Source, Node] | None = None
    """Who holds which office."""

    @property
    def of(self) -> str | None:
        """The rulebook of the meeting that it was taken from."""
        return header(self.home)[0] if self.home is not None else None


@frozen
class Placed:
    """An item in a meeting of one body."""

    plan: Plan
    id: str
    """How the meeting reaches it: ``items.1``."""
    strangers: Mapping[str, tuple[Diagnostic, ...]]
    """What was left out because this rulebook cannot read it, as it was written, with the complaints."""
    no_roster: bool = False


def matter_of(data: "Mapping[str, Any] | str", name: str = "<item>") -> Matter:
    """An item from plain data, or from a text of YAML or JSON.

    :raises InvalidText: when it cannot be read, or is no table
    """
    text = data if isinstance(data, str) else json.dumps(dict(data), ensure_ascii=False, default=str)
    source = Source(name, text)
    node = read_text(source, json=not isinstance(data, str))
    if not isinstance(node, Table):
        zh, en = "议题须写成“键: 值”，例如 {title: …, kind: …}", "an item is a table of keys, as in {title: …, kind: …}"
        raise InvalidText((complaint("wrong-type", zh, en),))
    return Matter(node, source)


def taken_from(source: Source, node: Table, number: int, book: Rulebook | None) -> Matter:
    """An item of a meeting file, with what the file states of every item.

    :param book: the rulebook of the meeting, if it is loaded: how its items may spell their keys
    :raises InvalidText: when there is no such item
    """
    items = entries_in(node.get("items") or Table(()))
    entry = items[number - 1] if 0 < number <= len(items) else None
    if not isinstance(entry, Table):
        zh, en = (
            f"会议只有{len(items)}项议题，没有议题{number}",
            f"there is no item {number}: the meeting has {len(items)}",
        )
        raise InvalidText((complaint("no-such-subject", zh, en),))
    keys = {kind: keys_of(book.words.kinds[kind], title=True) if book is not None else {} for kind in ("item", "paper")}
    every = {kind: found for kind in keys if isinstance(found := node.get(f"every_{kind}"), Table)}
    if "item" in every:
        told = filled(entry, every["item"], keys["item"])
        entry = told if isinstance(told, Table) else entry
    if "paper" in every:
        rows = (
            Row(row.key, mapped(row.value, lambda paper: filled(paper, every["paper"], keys["paper"])))
            if keys["item"].get(row.key.clean, row.key.clean) == "papers"
            else row
            for row in entry.rows
        )
        entry = Table(tuple(rows), entry.place)
    return Matter(entry, source, home=node, number=number)


def with_facts(matter: Matter, facts: Table, books: tuple[Rulebook, ...]) -> Matter:
    """An item of which more is known: ``major: yes``, ``item.major: yes``; of its meeting ``agenda.items: none``.

    What is no field of items in any rulebook, and a key of meetings in one, is of the meeting.

    :raises InvalidText: when a key reaches nowhere, or would change what meeting it is
    """
    complaints = Complaints()
    for row in facts.rows:
        head = nfc(row.key.text).removeprefix("meeting.").partition(".")[0]
        if head in FRAME:
            zh, en = f"“{shown(row.key.text)}”不是议题的事实", f"{shown(row.key.text)} is no fact of an item"
            complaints.add("no-such-fact", zh, en, row.key.place)
    complaints.raise_if_any()
    known = set[str]().union(*(keys_of(book.words.kinds["item"], title=True) for book in books))
    top = set[str]().union(*(entries_of(book.words) for book in books)) - known
    own, others = list[Row](), list[Row]()
    for row in facts.rows:
        head, _, rest = nfc(row.key.text).partition(".")
        if head == "item" and rest:
            own.append(Row(Scalar(rest, "plain", row.key.place), row.value))
        elif head == "meeting" and rest:
            others.append(Row(Scalar(rest, "plain", row.key.place), row.value))
        else:
            (others if head in top else own).append(row)
    item = laid_over(matter.item, Table(tuple(own)))
    rows = {row.key.text: row for row in (*matter.settings.rows, *others)}
    return evolve(matter, item=item, settings=Table(tuple(rows.values())))


def placed(matter: Matter, book: Rulebook, day: date) -> Placed:
    """An item in a meeting of a body: in its own, as it stands there, else in one of which nothing but the day is known.

    :raises InvalidText: when what is wrong with it is not in the item
    """
    roster, fits = roster_in(matter, book)
    if matter.home is not None and matter.of == book.id:
        path: tuple[str | int, ...] = ("items", matter.number - 1)
        if not isinstance(matter.home.get("items"), List):
            path = ("items", "of", matter.number - 1)
        edits = [Edit(path, matter.item)]
        if getattr(matter.home.get("day"), "text", None) != day.isoformat():  # what if it were on another day
            edits += [Edit(("day",), Scalar(day.isoformat(), "plain")), Edit(("last_day",), None)]
        table = edited(matter.home, edits)
        assert isinstance(table, Table)
        plan = read_plan(matter.source, laid_over(table, matter.settings), book, roster)
        if plan.state in NOT_HELD:  # a meeting that is not held breaks no rule: what if it were
            plan = evolve(plan, state="planned")
        return Placed(plan, f"items.{matter.number}", {}, no_roster=not fits)
    strangers = dict[str, tuple[Diagnostic, ...]]()
    item, settings = matter.item, matter.settings
    for _ in range(ROUNDS):
        head = (("meeting", book.id), ("day", day.isoformat()))
        rows = tuple(Row(Scalar(key, "plain"), Scalar(text, "plain")) for key, text in head)
        table = Table((*rows, Row(Scalar("items", "plain"), List((item,)))))
        try:
            plan = read_plan(matter.source, laid_over(table, settings), book, roster)
        except InvalidText as error:
            bad = {row: told for row in (*item.rows, *settings.rows) if (told := about(row, error.diagnostics))}
            if not bad:
                raise
            strangers |= {written(row): told for row, told in bad.items()}
            item = Table(tuple(row for row in item.rows if row not in bad), item.place)
            settings = Table(tuple(row for row in settings.rows if row not in bad))
        else:
            return Placed(plan, "items.1", strangers, no_roster=not fits)
    raise InvalidText((complaint("too-deep", "议题无法读取", "the item cannot be read"),))


def roster_in(matter: Matter, book: Rulebook) -> tuple[Roster | None, bool]:
    """The roster in the words of a rulebook, and whether it is one: of another city's offices it knows nothing."""
    if matter.roster is None:
        return None, True
    source, node = matter.roster
    try:
        return load_roster(node, source, book.words), True
    except InvalidText:
        return None, False


def about(row: Row, found: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """The complaints that are about a row."""
    own = {(p.source.name, p.line, p.column) for p in (row.key.place, *places(row.value)) if p is not None}
    return tuple(d for d in found if (p := d.place) is not None and (p.source.name, p.line, p.column) in own)


def places(node: Node) -> Iterator[Place | None]:
    """The places of a value and of all that is in it."""
    yield node.place
    match node:
        case Table(rows):
            for row in rows:
                yield row.key.place
                yield from places(row.value)
        case List(items):
            for item in items:
                yield from places(item)


def written(row: Row) -> str:
    """A row as it was written, short enough for a line."""
    return f"{shown(row.key.text)}: {shown(row.value.text)}" if isinstance(row.value, Scalar) else shown(row.key.text)


def refused(all_placed: tuple[Placed, ...]) -> tuple[Diagnostic, ...]:
    """The complaints about what not one rulebook can read."""
    found = list[Diagnostic]()
    for key in dict.fromkeys(key for one in all_placed for key in one.strangers):
        told = [one.strangers.get(key) for one in all_placed]
        if any(complaints is None for complaints in told):
            continue
        ranked = sorted((c for c in told if c is not None), key=rank)
        found += (d for d in ranked[0] if d not in found)
    return tuple(found)


def rank(told: tuple[Diagnostic, ...]) -> int:
    """Which complaints tell most: of who knows the word, then of who knows one that is like it."""
    if any(d.code not in VOCABULARY for d in told):
        return 0
    if any(d.code == "no-such-word" for d in told):
        return 1
    return 2 if any(d.hint for d in told) else 3
