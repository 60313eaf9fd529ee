"""The items of a meeting and their papers, with what is stated of every one of them."""

from collections.abc import Callable, Mapping
from functools import cached_property

from attrs import frozen

from meetingrules.base.tree import Empty, List, Node, Row, Table
from meetingrules.facts.attendance import AttendanceReader, ItemFlags, item_prepositions
from meetingrules.facts.desk import Desk, is_none, is_open_list
from meetingrules.facts.fields import MEETING, FieldReader, Handler, title_of
from meetingrules.facts.model import Roster
from meetingrules.facts.own import Own, department_in
from meetingrules.lang.facts import Thing
from meetingrules.lang.words import Field, Type, Words

MOST = 1_000_000
"""The most values that *every_item* and *every_paper* may become."""
ITEMS = Field("meeting", "items", Type("thing", "item", several=True), {"zh": "议题", "en": "items"})
"""Under what the desk keeps how an item may spell its keys, worked out once."""
IN_THE_ROOM = {"present": True, "away": False}
"""``present`` lists all who were there for an item, ``away`` some who were not."""


@frozen
class ItemsReader:
    """Reads items and papers."""

    desk: Desk
    at_items: ItemFlags
    roster: Roster | None = None

    def items(self, rows: Mapping[str, Node]) -> None:
        """All items with their papers."""
        desk, node = self.desk, rows.get("items")
        every = {kind: rows[f"every_{kind}"] for kind in ("item", "paper") if f"every_{kind}" in rows}
        for kind, default in every.items():
            if not isinstance(default, Table):
                desk.wrong(default, f"every_{kind}", "“键: 值”的表", "a table of keys")
        defaults = {kind: default for kind, default in every.items() if isinstance(default, Table)}
        if node is not None:
            node = self.merged(node, defaults)
            keys = self.keys("item")
            listed = tuple(enumerate(entries_in(node), 1))
            if len(listed) > (most := desk.limits.items):
                zh, en = f"议题太多：最多 {most} 项", f"too many items: at most {most} are read"
                desk.say(node, "items", "too-many-items", zh, en)
                desk.complaints.raise_if_any()
            desk.items = tuple(Thing("item", f"items.{n}", title_of(entry), entry.place) for n, entry in listed)
            desk.papers = tuple(
                tuple(
                    Thing("paper", f"items.{n}.papers.{m}", title_of(p), p.place)
                    for m, p in enumerate(papers_in(e, keys), 1)
                )
                for n, e in listed
            )
            desk.all_papers = tuple(paper for papers in desk.papers for paper in papers)
            for item, entry in zip(desk.items, entries_in(node), strict=True):
                desk.departments[item] = Own(desk.words, self.roster, department_in(entry, keys))
            meeting = desk.words.kinds.get("meeting")
            field = meeting.fields.get("items", ITEMS) if meeting else ITEMS
            group = FieldReader(desk).things("item", field, "items", node, "items", also=self.handlers)
            if group is not None:
                desk.values[MEETING]["items"] = group
            desk.names.own = None
            self.belong(node)
        for kind, used in (("item", desk.items), ("paper", desk.all_papers)):
            if kind in defaults and not used:
                self.try_out(kind, defaults[kind])

    def flags(self) -> dict[str, Field]:
        """The flags of persons that speak of an item and are written there."""
        return self.desk.words.once("flags at an item", flags_at_items)

    def handlers(self, item: Thing) -> dict[str, Handler]:
        """What reads the keys of an item that speak of persons; from here on, its department is meant."""
        self.desk.names.own = self.desk.departments.get(item)
        return self.of_persons

    @cached_property
    def of_persons(self) -> dict[str, Handler]:
        """The same for any item."""
        reader = AttendanceReader(self.desk)

        def room(key: str, *, closed: bool) -> Handler:
            return lambda item, node, path: reader.at_item(
                item, key, "for", node, path, into=self.at_items, truth=closed
            )

        def flag(field: Field) -> Handler:
            return lambda item, node, path: reader.flags(item, field, node, path, self.at_items)

        here = {key: room(key, closed=closed) for key, closed in IN_THE_ROOM.items()}
        return here | {name: flag(field) for name, field in self.flags().items()}

    def keys(self, kind: str) -> dict[str, str]:
        """How items or papers may spell their keys."""
        at_it = (*IN_THE_ROOM, *self.flags()) if kind == "item" else ()
        return FieldReader(self.desk).keys(kind, title=True, also=at_it)

    # ---- what is stated of every one -----------------------------------------------------------------------------------

    def merged(self, node: Node, every: Mapping[str, Table]) -> Node:
        """The items with what is stated of every item and every paper."""
        if not every:
            return node
        item_keys, paper_keys = self.keys("item"), self.keys("paper")

        def paper(entry: Node) -> Node:
            return filled(entry, every["paper"], paper_keys)

        def item(entry: Node) -> Node:
            if "item" in every:
                entry = filled(entry, every["item"], item_keys)
            if "paper" in every and isinstance(entry, Table):
                rows = [
                    Row(row.key, mapped(row.value, paper)) if item_keys.get(row.key.clean) == "papers" else row
                    for row in entry.rows
                ]
                entry = Table(tuple(rows), entry.place)
            return entry

        items = entries_in(node)
        papers = sum(len(papers_in(entry, item_keys)) for entry in items)
        if "item" in every:
            papers += len(items) * len(papers_in(every["item"], item_keys))
        work = sum(size_of(every[k]) * n for k, n in (("item", len(items)), ("paper", papers)) if k in every)
        if work > MOST:
            zh, en = "每项都加上这些内容，总量太大", "added to every one, this is too much"
            self.desk.say(next(iter(every.values())), "every_item", "too-many-nodes", zh, en)
            self.desk.complaints.raise_if_any()
        return mapped(node, item)

    def belong(self, node: Node) -> None:
        """Each paper belongs to its item."""
        for item, papers in zip(self.desk.items, self.desk.papers, strict=True):
            for paper in papers:
                values = self.desk.values.get(paper)
                if values is not None and values.setdefault("item", item) != item:
                    zh, en = "会议文件属于它所在的议题", "a paper belongs to the item that it stands in"
                    self.desk.say(paper.place or node, paper.id, "contradiction", zh, en)

    def try_out(self, kind: str, every: Table) -> None:
        """Read what is stated of every one although there is none, so that slips are found."""
        values, at_items = dict(self.desk.values), dict(self.at_items)
        thing = Thing(kind, f"every_{kind}")
        self.desk.names.own = next(iter(self.desk.departments.values()), None)
        also: Callable[[Thing], Mapping[str, Handler]] = self.handlers if kind == "item" else lambda _: {}
        FieldReader(self.desk).fill(thing, every, f"every_{kind}", also(thing), title=True)
        self.desk.values.clear()
        self.desk.values.update(values)
        self.at_items.clear()
        self.at_items.update(at_items)
        self.desk.names.own = None


def flags_at_items(words: Words) -> dict[str, Field]:
    """The flags of persons that speak of an item and are written there."""
    person, item = (words.kinds[name].fields if name in words.kinds else {} for name in ("person", "item"))
    return {
        name: field
        for name, field in person.items()
        if field.type.base == "flag" and item_prepositions(field) and name not in {*item, *IN_THE_ROOM}
    }


def entries_in(node: Node) -> tuple[Node, ...]:
    """The entries of a list, also of one that is not complete; what is wrong with it is said by who reads it."""
    if is_none(node):
        return ()
    if isinstance(node, Table) and is_open_list(node):
        inner = node.get("of")
        return entries_in(inner) if inner is not None else ()
    return node.items if isinstance(node, List) else ()


def papers_in(item: Node, keys: Mapping[str, str]) -> tuple[Node, ...]:
    """The papers of an item, as they are written."""
    rows = item.rows if isinstance(item, Table) else ()
    return next((entries_in(row.value) for row in rows if keys.get(row.key.clean) == "papers"), ())


def mapped(node: Node, change: Callable[[Node], Node]) -> Node:
    """The same list with each entry changed."""
    if isinstance(node, Table) and is_open_list(node):
        rows = [Row(row.key, mapped(row.value, change)) if row.key.text == "of" else row for row in node.rows]
        return Table(tuple(rows), node.place)
    return List(tuple(change(entry) for entry in node.items), node.place) if isinstance(node, List) else node


def filled(entry: Node, every: Table, keys: Mapping[str, str]) -> Node:
    """A table with the rows of another one that it does not state itself."""
    if not isinstance(entry, Table):
        return entry
    stated = [row for row in entry.rows if not (isinstance(row.value, Empty) and not row.value.written)]
    names = {keys.get(name := row.key.clean, name) for row in stated}
    more = [row for row in every.rows if keys.get(name := row.key.clean, name) not in names]
    return Table((*stated, *more), entry.place)


def size_of(node: Node) -> int:
    """How many values a node holds."""
    match node:
        case Table(rows):
            return 1 + sum(size_of(row.value) for row in rows)
        case List(items):
            return 1 + sum(size_of(item) for item in items)
    return 1
