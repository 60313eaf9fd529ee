"""Where in the tree of a meeting file a fact stands, or would be written."""

from collections.abc import Mapping
from functools import cached_property

from attrs import frozen

from meetingrules.base.edits import Path, at
from meetingrules.base.tree import Empty, List, Node, Row, Scalar, Table
from meetingrules.facts.desk import is_none, is_open_list, with_labels
from meetingrules.facts.fields import keys_of
from meetingrules.facts.load import Entry, entries_of
from meetingrules.lang.facts import Thing
from meetingrules.lang.words import Words

NONE = Scalar("none", "plain")


@frozen(eq=False)
class Standing:
    """Finds them in the tree of one file; keys are spelled as the file spells them."""

    words: Words
    tree: Node

    @cached_property
    def entries(self) -> Mapping[str, Entry]:
        """All keys that a file may have at its top."""
        return entries_of(self.words)

    @cached_property
    def top(self) -> Mapping[str, str]:
        """How they may be spelled."""
        return with_labels({name: entry.field.label["zh"] for name, entry in self.entries.items()})

    def spelled(self, table: Node | None, name: str, keys: Mapping[str, str]) -> str:
        """A key as a table spells it already, else its name."""
        rows = table.rows if isinstance(table, Table) else ()
        return next((row.key.text for row in rows if keys.get(row.key.clean) == name), name)

    def head(self, name: str) -> str:
        """A key at the top of the file."""
        return self.spelled(self.tree, name, self.top)

    def keys(self, kind: str) -> Mapping[str, str]:
        """How the fields of a kind may be spelled."""
        declared = self.words.kinds.get(kind)
        return keys_of(declared, title=True) if declared is not None else {}

    def to(self, thing: Thing) -> Path:
        """The way to what the file says of a thing."""
        head, _, rest = thing.id.partition(".")
        way: Path = (self.head(head),)
        if head in self.entries and self.entries[head].group == "person":
            return (*way, rest) if rest else way
        kind = self.entries[head].field.type.of if head in self.entries else "item"
        for part in rest.split(".") if rest else ():
            here = at(self.tree, way)
            if part.isdecimal():
                way = (*way, "of") if here is not None and is_open_list(here) else way
                way = (*way, int(part) - 1)
            else:
                way = (*way, self.spelled(here, part, self.keys(kind or "item")))
                declared = self.words.kinds.get(kind or "")
                field = declared.fields.get(part) if declared is not None else None
                kind = field.type.of if field is not None else None
        return way

    def field(self, thing: Thing, name: str) -> Path | None:
        """The way to a field of a thing; None where no meeting file states it."""
        if thing.kind == "person":
            entry = self.entries.get(name)
            return (self.head(name), thing.id) if entry is not None and entry.group == "person" else None
        if thing.kind == "meeting":
            return (self.head(name),) if name in self.entries else None
        way, keys = self.to(thing), self.keys(thing.kind)
        return (*way, self.spelled(at(self.tree, way), name, keys)) if name in keys else None

    def standing(self, thing: Thing, name: str) -> Node | None:
        """What stands there: for this thing, else for every one of its kind."""
        way = self.field(thing, name)
        found = at(self.tree, way) if way is not None else None
        if found is not None or way is None:
            return found
        every = at(self.tree, (f"every_{thing.kind}",))
        return at(every, (self.spelled(every, name, self.keys(thing.kind)),)) if every is not None else None

    def opened(self, way: Path) -> list[tuple[Path, Table]]:
        """What on the way says that there is none, and must become a table first; of persons, that the others have none is kept."""
        found = list[tuple[Path, Table]]()
        for end in range(1, len(way)):
            here = at(self.tree, way[:end])
            if here is not None and is_none(here) and isinstance(way[end], str):
                entry = self.entries.get(self.top.get(str(way[0]), ""))
                persons = entry is not None and entry.group == "person" and end == 1
                found.append((way[:end], Table(_others(NONE) if persons else ())))
        return found


def _others(value: Node) -> tuple[Row, ...]:
    return (Row(Scalar("others", "plain"), value),)


def listed(node: Node | None) -> tuple[Node, ...]:
    """The entries of a list, also of one that is open; one value is a list of one, and none an empty one."""
    if node is None or isinstance(node, Empty) or is_none(node):
        return ()
    if isinstance(node, Scalar) and node.clean == "planned":
        return ()
    if is_open_list(node) and isinstance(node, Table):
        return listed(node.get("of"))
    return node.items if isinstance(node, List) else (node,)


def longer(node: Node | None, more: Node) -> Node:
    """A list with one more entry; what stands alone becomes a list, an open list stays open."""
    if node is not None and isinstance(node, Table) and is_open_list(node):
        rows = tuple(Row(r.key, longer(r.value, more)) if r.key.text == "of" else r for r in node.rows)
        return Table(rows, node.place)
    old = listed(node)
    return List((*old, more)) if old else more
