"""One item more, one item less: what a meeting file would say; whatever names a later item by its number names it still."""

import re
from collections.abc import Iterator

from attrs import evolve, frozen

from meetingrules.base.edits import Edit, Path, at
from meetingrules.base.source import Place
from meetingrules.base.tree import List, Node, Row, Scalar, Table
from meetingrules.facts.desk import is_open_list
from meetingrules.facts.items import entries_in
from meetingrules.facts.ways import Ways
from meetingrules.lang.words import Field, Type, Words

NUMBER = re.compile(r"(?P<before>(?:items\.)?)(?P<item>\d{1,6})(?P<after>(?:\.(?:papers\.)?\d{1,6})?)", re.ASCII)
"""How a file names an item, or a paper of one: ``2``, ``items.2``, ``2.1``."""
FOR = re.compile(r"(?<!\S)for\s+(\d{1,6}(?:\s*[、,，]\s*\d{1,6})*)(?!\S)", re.ASCII)
"""Items in the short form of an act: ``市政府办公室 to members for 1、3 2024-03-18``."""
JUDGED = ("departures", "attestations")
ABOUT = frozenset({"item", "paper", "of"})


def items_way(tree: Node, ways: Ways) -> Path:
    """The way to the entries of the agenda."""
    key = ways.key(tree, "items") if isinstance(tree, Table) else "items"
    there = at(tree, (key,))
    return (key, "of") if there is not None and is_open_list(there) else (key,)


def count(tree: Node, ways: Ways) -> int:
    """How many items a meeting file lists."""
    there = at(tree, items_way(tree, ways))
    return len(entries_in(there)) if there is not None else 0


def added(tree: Node, ways: Ways, item: Node, place: Place | None) -> Edit:
    """One item more, the last; a text alone is its title."""
    if isinstance(item, Scalar):
        item = Table((Row(Scalar("title", "plain", item.place), item),), item.place)
    way = items_way(tree, ways)
    there = at(tree, way)
    entries = entries_in(there) if there is not None else ()
    return Edit(way, List((*entries, item), there.place if there is not None else place), place)


@frozen
class Dropped:
    """An item that is taken off; those behind it move up."""

    number: int
    words: Words
    ways: Ways

    def edits(self, tree: Node) -> Iterator[Edit]:
        """The changes of a meeting file: first what speaks of items by their numbers, then the item itself."""
        assert isinstance(tree, Table), "it has an agenda"
        way = items_way(tree, self.ways)
        for row in tree.rows:
            value = self.top(row.key.clean, row.value)
            if value != row.value:
                yield Edit((row.key.text,), value)
        yield Edit((*way, self.number - 1), None)

    def top(self, key: str, node: Node) -> Node | None:
        """What stands behind one key of a meeting file."""
        if key in JUDGED:
            kept = (self.judged(e) for e in (node.items if isinstance(node, List) else (node,)))
            return List(tuple(e for e in kept if e is not None), node.place)
        return self.value(key, node)

    def judged(self, entry: Node) -> Node | None:
        """A departure or an attestation; None when it is about this item."""
        if not isinstance(entry, Table):
            return entry
        rows = list[Row]()
        for row in entry.rows:
            value = self.renumbered(row.value) if row.key.text in ABOUT else row.value
            if value is None:
                return None
            rows.append(Row(row.key, value))
        return Table(tuple(rows), entry.place)

    def value(self, key: str, node: Node) -> Node | None:
        """A value by its key; None when it is about this item and nothing else."""
        if self.names_items(key) and not self.holds_tables(node):
            return self.renumbered(node)
        match node:
            case Table(rows):
                new = [(row, self.value(row.key.clean, row.value)) for row in rows]
                if any(self.emptied(row.key.clean, v) and v != row.value for row, v in new):
                    return None  # a decision on this item, a document of it, an act for its sake
                return Table(tuple(Row(row.key, v) for row, v in new if v is not None), node.place)
            case List(items):
                named = self.names_items(key)
                kept = (self.value(key, item) if named or isinstance(item, Table | List) else item for item in items)
                return List(tuple(item for item in kept if item is not None), node.place)
        return node

    def renumbered(self, node: Node) -> Node | None:
        """A number, or a list of them."""
        if isinstance(node, List):
            left = tuple(new for new in map(self.renumbered, node.items) if new is not None)
            return List(left, node.place)
        if is_open_list(node):
            assert isinstance(node, Table)
            rows = [Row(r.key, self.renumbered(r.value) or List(())) if r.key.text == "of" else r for r in node.rows]
            return Table(tuple(rows), node.place)
        if not isinstance(node, Scalar):
            return node
        if (found := FOR.search(node.text)) is not None:
            numbers = [int(number) for number in re.findall(r"\d+", found[1])]
            kept = [str(n - (n > self.number)) for n in numbers if n != self.number]
            text = f"{node.text[: found.start(1)]}{'、'.join(kept)}{node.text[found.end(1) :]}"
            return evolve(node, text=text) if kept else None
        found = NUMBER.fullmatch(node.clean)
        if found is None or int(found["item"]) < self.number:
            return node
        if int(found["item"]) == self.number:
            return None
        return evolve(node, text=f"{found['before']}{int(found['item']) - 1}{found['after']}")

    # ---- what a key means --------------------------------------------------------------------------------------------------

    def fields(self, key: str) -> Iterator[Field]:
        """The fields that a key may be, of whatever kind of thing."""
        for kind in self.words.kinds.values():
            yield from (f for f in kind.fields.values() if key in {f.name, f.label.get("zh")})

    def names_items(self, key: str) -> bool:
        """Whether what stands behind a key are items or papers, or acts with these."""
        if key in {"items", "papers"} or self.role(key):
            return True
        types = [type_ for f in self.fields(key) for type_ in (f.type, *f.roles.values())]
        return any(_of_items(type_) for type_ in types)

    def role(self, key: str) -> bool:
        """Whether a key is a preposition with which an act speaks of items."""
        every = (f for kind in self.words.kinds.values() for f in kind.fields.values())
        return any(_of_items(f.roles[key]) for f in every if key in f.roles)

    def emptied(self, key: str, left: Node | None) -> bool:
        """Whether a thing that says with a key which items it is about is about none any more."""
        if left is None:
            return any(_of_items(f.type) and not f.type.several for f in self.fields(key)) or self.role(key)
        return isinstance(left, List) and not left.items and self.role(key)

    def holds_tables(self, node: Node) -> bool:
        """Whether the things themselves are written there, not their numbers."""
        entries = node.items if isinstance(node, List) else (node,)
        return any(isinstance(entry, Table) and not is_open_list(entry) for entry in entries)


def _of_items(type_: Type) -> bool:
    return type_.base == "thing" and type_.of in {"item", "paper"}
