"""What if: changes as people type them, made in the tree of a meeting file; whatever cannot be made is told, all of it at once."""

import re
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

from attrs import field, frozen

from meetingrules.base.diagnostics import Complaints, InvalidText
from meetingrules.base.edits import Edit, NoSuchPlace, Path, at, edited
from meetingrules.base.source import Place
from meetingrules.base.tree import Node, Scalar, Table, shown
from meetingrules.base.typed import option, typed
from meetingrules.base.written import small_number
from meetingrules.facts.agendas import Dropped, added, count, items_way
from meetingrules.facts.comings import Coming, Members, Unclear
from meetingrules.facts.ways import Ways
from meetingrules.lang.words import Words

KINDS = ("set", "unset", "absent", "present", "drop_item", "add_item")
"""In the order in which they are made: numbers of items are those of the file as it is."""
SEVERAL = re.compile("[、,，]")


@frozen
class Supposition:
    """One change, as it was typed."""

    kind: str
    """One of ``KINDS``."""
    text: str
    """What stands behind the option: ``begins=09:30``, a path, a name, a number, an item."""
    among: str = ""
    """All that stands there, where it is several names."""

    @property
    def option(self) -> str:
        """The option that it came from."""
        return f"--{self.kind.replace('_', '-')}"

    @property
    def place(self) -> Place:
        """Where complaints about it point."""
        start = self.among.find(self.text) if self.among else 0
        return option(self.option, self.among or self.text, start, start + len(self.text))

    def each(self, known: AbstractSet[str]) -> "tuple[Supposition, ...]":
        """The same for one person at a time: several may be named at once, as in 甲、乙.

        :param known: the names of the roster, which stay whole
        """
        names = [name.strip() for name in SEVERAL.split(self.text) if name.strip()]
        if self.kind not in {"absent", "present"} or len(names) < 2 or self.text.strip() in known:
            return (self,)
        return tuple(Supposition(self.kind, name, self.text) for name in names)


@frozen
class Supposed:
    """A changed tree."""

    tree: Node
    renumbered: Mapping[str, str | None] = field(factory=dict)
    """The ids of items that have another number now, ``items.3`` -> ``items.2``; None for what was taken off."""


@frozen
class Supposing:
    """Makes changes in one meeting file."""

    words: Words
    complaints: Complaints = field(factory=Complaints)
    """What could not be made."""

    @property
    def ways(self) -> Ways:
        """How the file may spell its keys."""
        return Ways.of(self.words)

    def values(self, tree: Node, changes: Iterable[Supposition]) -> Node:
        """The tree with other values, and without some."""
        ways = self.ways
        for change in changes:
            if change.kind not in {"set", "unset"} or self.off(change) is not None:
                continue
            name, equals, _ = change.text.partition("=")
            if change.kind == "set" and not (equals and name.strip()):
                hint = ("写成 begins=09:30 的样子", "write it as in begins=09:30")
                self.complaints.add("wrong-type", "此处应写 名称=值", "PATH=VALUE is expected here", change.place, hint)
                continue
            path = name if change.kind == "set" else change.text
            place = option(change.option, change.text, end=len(path))
            try:
                value = typed(change.option, change.text, len(name) + 1) if change.kind == "set" else None
                tree = edited(tree, [Edit(ways.way(tree, path), value, place)])
            except NoSuchPlace as error:
                self.nowhere(tree, path, error.path, place)
            except InvalidText as error:
                self.complaints.found += error.diagnostics
        return tree

    def nowhere(self, tree: Node, text: str, way: Path, place: Place) -> None:
        """The complaint about a way that leads nowhere."""
        zh, en = f"会议文件里没有“{shown(text)}”这个位置", f"the meeting file has no place {shown(text)}"
        hint = ("列表的各项从 1 起编号，如 items.2.title", "entries of a list are numbered from 1, as in items.2.title")
        short = next((n for n in range(1, len(way)) if isinstance(at(tree, way[:n]), Scalar)), None)
        if short is not None:
            whole = shown(".".join(text.split(".")[:short]))
            hint = (
                f"{whole} 写的是一个值，请整个改写：{whole}=…",
                f"{whole} is a single value: write the whole, {whole}=…",
            )
        elif way[: len(items_way(tree, self.ways))] == items_way(tree, self.ways):
            listed = count(tree, self.ways)
            hint = (
                f"议题按次序编号，本次会议共 {listed} 项",
                f"items are numbered in their order; this meeting has {listed}",
            )
        self.complaints.add("no-such-place", zh, en, place, hint)

    def comings(self, tree: Node, changes: Iterable[Supposition], members: Members, *, recorded: bool) -> Node:
        """The tree in which some come, or stay away."""
        ways, said = self.ways, dict[str, str]()
        for change in changes:
            if change.kind not in {"absent", "present"}:
                continue
            name = change.text.strip()
            if said.setdefault(name, change.kind) != change.kind:
                zh, en = f"“{shown(name)}”既说到会，又说不到会", f"{shown(name)} is said to come and to stay away"
                self.complaints.add("contradiction", zh, en, change.place, ("只留一处", "keep only one of them"))
                continue
            coming = Coming(name, change.kind == "present", change.place)
            try:
                tree = edited(tree, coming.edits(tree, ways, members, recorded=recorded))
            except Unclear as unclear:
                zh = f"会议文件写的是一组人（{shown(unclear.set)}），其中有哪些人不全清楚，无法单独改动“{shown(name)}”"
                en = f"the file names a set, {shown(unclear.set)}, and who is in it is not known in full: {shown(name)} alone cannot be changed"
                hint = ("先在会议文件里写明各人姓名", "write the names into the meeting file first")
                self.complaints.add("not-known-in-full", zh, en, change.place, hint)
            except NoSuchPlace:
                zh, en = (
                    "会议文件里的到会情况写法有误",
                    "the attendance of the meeting file is not written as it should be",
                )
                self.complaints.add("no-such-place", zh, en, change.place)
        return tree

    def items(self, tree: Node, changes: Sequence[Supposition]) -> Supposed:
        """The tree with items taken off and added; these come last."""
        ways, listed = self.ways, count(tree, self.ways)
        off = set[int]()
        for change in changes:
            if (text := self.off(change)) is not None:
                number = small_number(text)
                if number is None or not 1 <= number <= listed:
                    zh, en = f"没有第“{shown(change.text)}”项议题", f"there is no item {shown(change.text)}"
                    hint = (
                        f"议题按次序编号，本次会议共 {listed} 项",
                        f"items are numbered in their order; this meeting has {listed}",
                    )
                    self.complaints.add("no-such-item", zh, en, change.place, hint)
                else:
                    off.add(number)
        for number in sorted(off, reverse=True):
            tree = edited(tree, Dropped(number, self.words, ways).edits(tree))
        moved = {
            f"items.{n}": None if n in off else f"items.{n - sum(d < n for d in off)}"
            for n in range(min(off, default=listed + 1), listed + 1)
        }
        for change in changes:
            if change.kind == "add_item":
                tree = self.with_item(tree, change, ways)
        return Supposed(tree, moved)

    def off(self, change: Supposition) -> str | None:
        """The number of the item that a change takes off the agenda, as it is written; None where it does something else."""
        if change.kind == "drop_item":
            return change.text.strip().removeprefix("items.")
        head, dot, number = change.text.strip().partition(".")
        whole = change.kind == "unset" and dot and number.isdecimal() and self.ways.same(head, "items")
        return number if whole else None

    def with_item(self, tree: Node, change: Supposition, ways: Ways) -> Node:
        """One item more: a table of what it has, or its title alone."""
        try:
            item = typed(change.option, change.text)
        except InvalidText as error:
            self.complaints.found += error.diagnostics
            return tree
        if not isinstance(item, Table | Scalar):
            hint = (
                "写成 {title: …, department: …}，或者只写名称",
                "write {title: …, department: …}, or the title alone",
            )
            self.complaints.add("wrong-type", "此处应写一项议题", "one item is expected here", change.place, hint)
            return tree
        return edited(tree, [added(tree, ways, item, change.place)])
