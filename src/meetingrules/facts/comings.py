"""Somebody comes after all, or stays away: what a meeting file would say, whatever way it is written now.

Of a meeting whose attendance is on record the record changes, of one that is still to come the replies. What else is on record
of the person (a leave, a substitute) stays as it is: that is what a check is about.
"""

from collections.abc import Callable, Iterator

from attrs import frozen

from meetingrules.base.edits import Edit, Path, at
from meetingrules.base.source import Place
from meetingrules.base.tree import Empty, List, Node, Row, Scalar, Table
from meetingrules.facts.desk import is_none, is_open_list
from meetingrules.facts.items import entries_in
from meetingrules.facts.ways import Ways

Members = Callable[[str, str], tuple[str, ...] | None]
"""Who is in a set that is called so, if a person is one of them; None where the name is no set, or the person not in it."""


@frozen
class Unclear(Exception):
    """A list names a set of which nobody can say in full who is in it, so that nobody can be taken out of it."""

    set: str


@frozen
class Coming:
    """One person, and whether he comes."""

    person: str
    comes: bool
    place: Place | None = None
    """Where somebody said so."""

    def edits(self, tree: Node, ways: Ways, members: Members, *, recorded: bool) -> Iterator[Edit]:
        """The changes of a meeting file, in order.

        :param recorded: whether the attendance is on record; else the replies change
        :raises Unclear: when the person may be in a set that a list names
        """
        top = "attendance" if recorded else "replies"
        section = at(tree, (top,))
        rows = section if isinstance(section, Table) else Table(())
        yes, no = ("present", "absent") if recorded else ("coming", "not_coming")
        joins, leaves = (yes, no) if self.comes else (no, yes)
        # Of a person whom two lists name, absent goes before present, and coming before not_coming: sets are left only by name else.
        stronger = no if recorded else yes
        for key in (leaves, "late", "left") if recorded else (leaves,):
            if (there := _said(rows, key)) is not None:
                yield from self.without(there, (top, key), members if key == leaves == stronger else None)
        there = _said(rows, joins)
        if there is None or self.person not in set(names_in(there)):
            yield Edit((top, joins), self.added(there), self.place)
        if recorded:
            yield from self.at_items(tree, ways)

    def added(self, node: Node | None) -> Node:
        """A list with the person in it, too."""
        name = Scalar(self.person, "plain", self.place)
        if node is None or is_none(node):
            return List((name,), self.place)
        entries = node.items if isinstance(node, List) else (node,)
        return List((*entries, name), node.place)

    def without(self, node: Node, path: Path, members: Members | None) -> Iterator[Edit]:
        """The person is named no more, neither by name nor, where *members* are given, as one of a set."""
        if isinstance(node, Table):
            yield from (Edit((*path, r.key.text), None) for r in node.rows if r.key.clean == self.person)
            return
        left, changed = dict[str | Node, Node](), False
        for name, entry in _entries(node):
            inside = members(name, self.person) if members is not None and name != self.person else None
            changed |= name == self.person or inside is not None
            if inside is not None:  # written out; whom the list names already stays where he is
                for other in inside:
                    left.setdefault(other, Scalar(other, "plain", entry.place))
            else:  # what is no name stays, to be complained about
                left[name or entry] = entry
        left.pop(self.person, None)
        if changed:
            yield Edit(path, List(tuple(left.values()), node.place) if left else None)

    # ---- at items --------------------------------------------------------------------------------------------------------

    def at_items(self, tree: Node, ways: Ways) -> Iterator[Edit]:
        """An item that says itself who was in the room for it says so, too."""
        for path, item in items_in(tree, ways):
            present, away = ways.key(item, "present"), ways.key(item, "away")
            if (there := _said(item, present)) is not None:
                named = self.person in set(names_in(there))
                if named and not self.comes:
                    yield Edit((*path, present), _less(there, self.person))
                elif self.comes and not named and not is_open_list(there):
                    yield Edit((*path, present), self.added(there), self.place)
            if self.comes and (there := _said(item, away)) is not None and self.person in set(names_in(there)):
                yield Edit((*path, away), _less(there, self.person))


def items_in(tree: Node, ways: Ways) -> Iterator[tuple[Path, Table]]:
    """What is written of every item, and of each: the tables with the way to each."""
    assert isinstance(tree, Table), "it was read before"
    every, items = ways.key(tree, "every_item"), ways.key(tree, "items")
    if isinstance(every_item := tree.get(every), Table):
        yield (every,), every_item
    if (listed := tree.get(items)) is not None:
        start: Path = (items, "of") if is_open_list(listed) else (items,)
        for number, item in enumerate(entries_in(listed)):
            if isinstance(item, Table):
                yield (*start, number), item


def names_in(node: Node) -> Iterator[str]:
    """The names in a list, also in one that is not complete; of a table its keys."""
    if isinstance(node, Table):
        inner = node.get("of") if is_open_list(node) else None
        yield from names_in(inner) if inner is not None else (row.key.clean for row in node.rows)
    else:
        yield from (name for name, _ in _entries(node))


def _said(table: Table, key: str) -> Node | None:
    """What a table says; null says nothing."""
    found = table.get(key)
    return None if isinstance(found, Empty) else found


def _entries(node: Node) -> Iterator[tuple[str, Node]]:
    """The entries of a list of names, each with its text; one name is a list of one."""
    if is_none(node):
        return
    for entry in node.items if isinstance(node, List) else (node,):
        yield entry.clean if isinstance(entry, Scalar) else "", entry


def _less(node: Node, person: str) -> Node:
    """A list without a person."""
    if isinstance(node, Table):
        rows = (Row(r.key, _less(r.value, person)) if r.key.text == "of" else r for r in node.rows)
        return Table(tuple(rows), node.place)
    return List(tuple(entry for name, entry in _entries(node) if name != person), node.place)
