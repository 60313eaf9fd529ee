"""The way to a value as people write it (``items.2.title``) -> the way through one meeting file, by the keys that it uses."""

from collections.abc import Iterator, Mapping

from attrs import field, frozen

from meetingrules.base.edits import Path
from meetingrules.base.tree import List, Node, Table, clean, nfc
from meetingrules.facts.desk import is_open_list
from meetingrules.facts.fields import keys_of
from meetingrules.facts.load import entries_of, spelled
from meetingrules.lang.words import Words


@frozen
class Ways:
    """Finds ways in meeting files of one body, whose keys may be written in English or Chinese."""

    words: Words
    spellings: tuple[Mapping[str, str], ...] = field()
    """For the top of a file and each kind of thing: a spelling of a key -> its name."""

    @classmethod
    def of(cls, words: Words) -> "Ways":
        """The ways in the meeting files of a body."""
        top = spelled(entries_of(words))
        return cls(words, (top, *(keys_of(kind, title=True) for kind in words.kinds.values())))

    def way(self, tree: Node, text: str) -> Path:
        """A way through a tree; numbers count from 1, as people count. It may lead to what is not there.

        >>> Ways.of(Words({}, {})).way(Table(()), "minutes.signed")
        ('minutes', 'signed')
        """
        return tuple(self._steps(tree, [clean(step) for step in text.split(".")]))

    def _steps(self, tree: Node, names: list[str]) -> Iterator[str | int]:
        node: Node | None = tree
        for name in names:
            if is_open_list(node) if node is not None else False:  # the entries of {complete: no, of: […]}
                assert isinstance(node, Table)
                if name not in {"complete", "of"}:
                    yield "of"
                    node = node.get("of")
            if isinstance(node, List) or (node is None and name.isdecimal()):
                step: str | int = int(name) - 1 if name.isdecimal() and name.isascii() else name
                inside = isinstance(node, List) and isinstance(step, int) and 0 <= step < len(node.items)
                node = node.items[step] if inside else None  # type: ignore[union-attr,index]
                yield step
            elif isinstance(node, Table):
                key = self.key(node, name)
                node = node.get(key)
                yield key
            else:
                node = None
                yield name

    def key(self, table: Table, name: str) -> str:
        """How a table spells a key; as it was asked for where the table does not have it."""
        if table.get(name) is not None:
            return name
        written = (row.key.text for row in table.rows)
        return next((key for key in written if self.same(clean(key), name)), name)

    def same(self, one: str, other: str) -> bool:
        """Whether two spellings stand for one key of some kind of thing."""
        one, other = nfc(one), nfc(other)
        return any(keys.get(one, one) == keys.get(other, other) for keys in self.spellings if one in keys)
