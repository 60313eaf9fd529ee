"""Small readers of tables: text, lists, yes and no, with a complaint where the tree holds something else."""

from collections.abc import Collection, Iterator

from attrs import frozen

from meetingrules.base.diagnostics import Complaints, nearest
from meetingrules.base.limits import DEFAULT, Limits
from meetingrules.base.source import Place, Texts
from meetingrules.base.tree import Empty, List, Node, Scalar, Table, nfc

YES = frozenset({"yes", "true", "是"})
NO = frozenset({"no", "false", "否"})
LANGS = ("zh", "en")


@frozen
class Reader:
    """Reads one table after the other and collects what is wrong with them."""

    complaints: Complaints
    limits: Limits = DEFAULT

    def table(
        self, node: Node | None, keys: Collection[str] | None, what: tuple[str, str]
    ) -> Iterator[tuple[str, Node]]:
        """The rows of a table; *keys* are those that it may have, None for any.

        :param what: what the table is, in (zh, en), for complaints
        """
        if node is None:
            return
        if not isinstance(node, Table):
            self.complaints.add(
                "not-a-table", f"{what[0]}须写成“键: 值”", f"{what[1]} must be a table of keys", node.place
            )
            return
        for row in node.rows:
            key = nfc(row.key.text)
            if keys is not None and key not in keys:
                zh, en = f"{what[0]}没有“{key}”这一项", f"{what[1]} has no key {key}"
                self.complaints.add("unknown-key", zh, en, row.key.place, nearest(key, keys))
                continue
            yield key, row.value

    def text(self, node: Node | None, what: tuple[str, str]) -> str:
        """A text that is not empty."""
        if isinstance(node, Scalar) and node.text.strip():
            return nfc(node.text.strip())
        place = node.place if node is not None else None
        code = "empty-value" if isinstance(node, Empty) else "wrong-type"
        self.complaints.add(code, f"{what[0]}须是文字", f"{what[1]} must be a text", place)
        return ""

    def texts(self, node: Node | None, what: tuple[str, str]) -> tuple[str, ...]:
        """One text, or a list of texts."""
        return tuple(text for text, _ in self.placed(node, what))

    def placed(self, node: Node | None, what: tuple[str, str]) -> tuple[tuple[str, Place | None], ...]:
        """One text, or a list of texts, each with its place."""
        if node is None:
            return ()
        nodes = node.items if isinstance(node, List) else (node,)
        return tuple((self.text(one, what), one.place) for one in nodes)

    def both(self, node: Node | None, what: tuple[str, str]) -> Texts:
        """A text in both languages, ``{zh: …, en: …}``; one text stands for both."""
        if not isinstance(node, Table):
            return dict.fromkeys(LANGS, self.text(node, what))
        rows = dict(self.table(node, LANGS, what))
        for lang in LANGS:
            if lang not in rows:
                self.complaints.add("missing-key", f"{what[0]}缺少“{lang}”", f"{what[1]} has no {lang}", node.place)
        return {lang: self.text(rows[lang], what) if lang in rows else "" for lang in LANGS}

    def in_both(self, node: Node | None, what: tuple[str, str]) -> tuple[Texts, ...]:
        """One text in both languages, or a list of them; none where the key is absent."""
        if node is None:
            return ()
        return tuple(self.both(one, what) for one in (node.items if isinstance(node, List) else (node,)))

    def flag(self, node: Node | None, what: tuple[str, str]) -> bool:
        """``yes`` or ``no``; absent is no."""
        if node is None:
            return False
        word = node.text if isinstance(node, Scalar) else ""
        if word in YES | NO:
            return word in YES
        self.complaints.add("not-yes-or-no", f"{what[0]}须写 yes 或 no", f"{what[1]} must be yes or no", node.place)
        return False

    def label(self, zh: str | None, en: str | None, name: str) -> Texts:
        """A label in both languages; English is the name itself unless given, Chinese falls back to English."""
        english = en or name.replace("_", " ")
        return {"zh": zh or english, "en": english}


def place_of(node: Node | None) -> Place | None:
    """The place of a node, if it has one."""
    return node.place if node is not None else None
