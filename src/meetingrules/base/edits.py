"""Changes of a tree, made without touching it: what a meeting file would say if a value were another."""

from collections.abc import Iterable

from attrs import field, frozen

from meetingrules.base.source import Place
from meetingrules.base.tree import Empty, List, Node, Row, Scalar, Table, nfc

Path = tuple[str | int, ...]
"""The way to a value: keys of tables, and numbers of list entries counted from 0."""


class NoSuchPlace(LookupError):
    """A way leads through what is neither table nor list, or to an entry beyond the end of a list."""

    def __init__(self, path: Path) -> None:
        super().__init__(".".join(map(str, path)))
        self.path = path
        """As far as it led, and one step more."""


@frozen
class Edit:
    """One value put in, put in the place of another, or taken away."""

    path: Path
    value: Node | None
    """None takes the key or the entry away, if it is there."""
    place: Place | None = field(default=None, eq=False, repr=False)
    """Where somebody wrote that it be made; keys that it adds stand there."""


def edited(tree: Node, edits: Iterable[Edit]) -> Node:
    """The tree with the edits made, one after the other; what they leave alone keeps its place in the text.

    Tables on the way that are not there yet are made. The number one past the end of a list adds an entry.

    >>> edited(Table(()), [Edit(("minutes", "signed"), Scalar("市长 2024-03-26", "plain"))]).get("minutes").get("signed").text
    '市长 2024-03-26'

    :raises NoSuchPlace: when an edit cannot be made
    """
    for edit in edits:
        tree = _changed(tree, edit, edit.path, ())
    return tree


def at(tree: Node, path: Path) -> Node | None:
    """What stands at the end of a way; None when nothing does."""
    found: Node | None = tree
    for step in path:
        if isinstance(found, Table) and isinstance(step, str):
            found = found.get(step)
        elif isinstance(found, List) and isinstance(step, int) and 0 <= step < len(found.items):
            found = found.items[step]
        else:
            return None
    return found


def _changed(tree: Node, edit: Edit, path: Path, way: Path) -> Node:
    step, rest, value = path[0], path[1:], edit.value
    way = (*way, step)
    if isinstance(tree, Table | Empty) and isinstance(step, str):
        table = tree if isinstance(tree, Table) else Table((), tree.place)
        old = table.get(step)
        if value is None and old is None:
            return tree
        new = value if not rest else _changed(old if old is not None else Table(()), edit, rest, way)
        return _with(table, step, new, edit.place)
    if isinstance(tree, List) and isinstance(step, int) and 0 <= step <= len(tree.items):
        before, after = tree.items[:step], tree.items[step + 1 :]
        old = tree.items[step] if step < len(tree.items) else Table(())
        entry = value if not rest else _changed(old, edit, rest, way)
        return List((*before, *([entry] if entry is not None else []), *after), tree.place)
    raise NoSuchPlace(way)


def _with(table: Table, key: str, value: Node | None, place: Place | None) -> Table:
    """A table with another value for a key; a new key comes last."""
    rows = list[Row]()
    found = False
    for row in table.rows:
        if nfc(row.key.text) != nfc(key):
            rows.append(row)
            continue
        found = True
        if value is not None:
            rows.append(Row(row.key, value))
    if not found and value is not None:
        rows.append(Row(Scalar(key, "plain", place), value))
    return Table(tuple(rows), table.place)
