"""What all readers of facts share: complaints with a place, scalars, tables, lists that may be open."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import ParamSpec, TypeVar

from attrs import Factory, define, field

from meetingrules.base.diagnostics import Complaints, nearest
from meetingrules.base.limits import DEFAULT, Limits
from meetingrules.base.source import Place
from meetingrules.base.tree import Empty, Hint, List, Node, Scalar, Table, nfc, shown
from meetingrules.facts.naming import Names
from meetingrules.facts.own import Own
from meetingrules.facts.scalars import Clock, Misread, check_range, read_flag
from meetingrules.lang.facts import Acts, Answer, Thing
from meetingrules.lang.words import Field, Words

P = ParamSpec("P")
T = TypeVar("T")
LABEL = tuple[str, str]
LEAVE_OUT = ("没有就写 none；不知道就不写这一项", "write none if there is none; leave the key out if it is not known")
OPEN_LIST = frozenset({"complete", "of"})


@define
class Desk:
    """Where one text is read: its words, its names, its clock; what was found so far and what is wrong."""

    words: Words
    names: Names
    clock: Clock
    limits: Limits = DEFAULT
    complaints: Complaints = field(default=Factory(lambda desk: Complaints(desk.limits.complaints), takes_self=True))
    values: dict[Thing, dict[str, Answer]] = field(factory=dict)
    places: dict[tuple[Thing, str], Place] = field(factory=dict)
    """Where each field of each thing is stated."""
    items: tuple[Thing, ...] = ()
    papers: tuple[tuple[Thing, ...], ...] = ()
    """Of each item, its papers."""
    all_papers: tuple[Thing, ...] = ()
    departments: dict[Thing, Own] = field(factory=dict)
    """Of each item, whom *department*, *principal_head*, *responsible* stand for."""
    repeated: dict[tuple[int, int], tuple[Acts, Field, Node]] = field(factory=dict)
    """What acts say that hang on no item, by field and node, which are kept so that no other is taken for them."""
    said: set[tuple[str, str, str]] = field(factory=set)
    """The complaints so far: what stands under *every_item* is wrong once, not once for each item."""

    # ---- complaints ------------------------------------------------------------------------------------------------

    def say(
        self, at: "Node | Place | None", path: str, code: str, zh: str, en: str, *, hint: Hint | None = None
    ) -> None:
        """One more complaint; where the text has no places, the path says where."""
        place = at if isinstance(at, Place) or at is None else at.place
        if place is None and path:
            zh, en = f"{path}：{zh}", f"{path}: {en}"
        key = (code, en, str(place))
        if key in self.said:
            return
        self.said.add(key)
        self.complaints.add(code, zh, en, place, hint)

    def empty(self, node: Node, path: str) -> None:
        """The complaint about a key or an entry without a value."""
        self.say(node, path, "empty-value", "此处没有写值", "there is no value here", hint=LEAVE_OUT)

    def wrong(self, node: Node, path: str, zh: str, en: str, hint: Hint | None = None) -> None:
        """The complaint about a value of the wrong kind."""
        if isinstance(node, Empty):
            return self.empty(node, path)
        return self.say(node, path, "wrong-type", f"此处应写{zh}", f"{en} is expected here", hint=hint)

    def unknown(self, key: Scalar, path: str, keys: Iterable[str], hint: Hint | None = None) -> None:
        """The complaint about a key that nobody knows."""
        name = key.clean
        zh, en = f"没有“{shown(name)}”这一项", f"there is no key {shown(name)} here"
        hint = hint or nearest(name, keys)
        self.say(key, path, "unknown-key", zh, en, hint=hint)

    # ---- scalars ---------------------------------------------------------------------------------------------------

    def text(self, node: Node, path: str, what: LABEL = ("文字", "a text")) -> str | None:
        """The text of a scalar; None after a complaint."""
        if isinstance(node, Scalar):
            if text := node.clean:
                return text
            self.empty(node, path)
        else:
            hint = ("此处只写一个，不用列表", "write one, not a list") if isinstance(node, List) else None
            self.wrong(node, path, *what, hint)
        return None

    def read(
        self, node: Node, path: str, reader: Callable[[str], T], what: LABEL = ("一个值", "a single value")
    ) -> T | None:
        """A scalar through a reader; None after a complaint."""
        text = self.text(node, path, what)
        return None if text is None else self.attempt(node, path, reader, text)

    def attempt(
        self, at: "Node | Place | None", path: str, call: Callable[P, T], *args: P.args, **more: P.kwargs
    ) -> T | None:
        """What a reader gives, if it is within the limits; None after a complaint."""
        try:
            found = call(*args, **more)
            check_range(found, self.limits)
        except Misread as bad:
            self.say(at, path, bad.code, bad.zh, bad.en, hint=bad.hint)
            return None
        return found

    # ---- tables and lists ------------------------------------------------------------------------------------------

    def rows(
        self, node: Node, path: str, what: LABEL = ("“键: 值”的表", "a table of keys")
    ) -> Iterator[tuple[Scalar, str, Node]]:
        """Key, its name and value of each row that says something; JSON null says nothing."""
        if not isinstance(node, Table):
            self.wrong(node, path, *what)
            return
        for row in node.rows:
            name = row.key.clean
            if isinstance(row.value, Empty):
                if row.value.written:
                    self.empty(Empty(row.value.place or row.key.place), f"{path}.{shown(name)}".strip("."))
            else:
                yield row.key, name, row.value

    def known(
        self, node: Node, path: str, keys: Mapping[str, str], what: LABEL = ("“键: 值”的表", "a table of keys")
    ) -> dict[str, Node]:
        """The rows of a table by the canonical names of its keys; unknown ones are complained about."""
        found = dict[str, Node]()
        for key, written, value in self.rows(node, path, what):
            name = keys.get(written)
            if name is None:
                self.unknown(key, path, keys)
            elif name in found:
                self.twice(key, path, written)
            else:
                found[name] = value
        return found

    def missing(self, node: Node, path: str, key: str) -> None:
        """The complaint about a key that must be there."""
        self.say(node, path, "missing-key", f"缺“{key}”这一项", f"the key {key} is missing")

    def crowd(self, node: Node, people: int) -> None:
        """Refuse more people than are checked."""
        if people > (most := self.limits.people):
            zh, en = f"人员太多：最多 {most} 人", f"too many people: at most {most} are read"
            self.say(node, "", "too-many-people", zh, en)

    def twice(self, at: Node, path: str, name: str) -> None:
        """The complaint about a name that is there twice."""
        zh, en = f"“{shown(name)}”出现了两次", f"{shown(name)} is here twice"
        self.say(at, path, "twice", zh, en, hint=("只保留一个", "keep only one of them"))

    def listing(self, node: Node, path: str, *, tables: bool = False) -> tuple[tuple[Node, ...], bool] | None:
        """The entries of a list and whether it is complete; one value is a list of one, ``none`` an empty one.

        :param tables: whether one table, too, is a list of one
        """
        if is_open_list(node):
            found = self.known(node, path, {key: key for key in OPEN_LIST})
            complete = self.flag(found["complete"], f"{path}.complete") if "complete" in found else True
            inner = self.listing(found["of"], f"{path}.of", tables=tables) if "of" in found else ((), True)
            return (inner[0], complete) if inner is not None and complete is not None else None
        if isinstance(node, List):
            return node.items, True
        if is_none(node):
            return (), True
        if isinstance(node, Scalar) or (tables and isinstance(node, Table)):
            return (node,), True
        hint = ("写成 [甲, 乙]；没有就写 none", "write [a, b]; write none if there is none")
        self.wrong(node, path, "列表", "a list", hint)
        return None

    def flag(self, node: Node, path: str) -> bool | None:
        """``yes`` or ``no``."""
        return self.read(node, path, read_flag, ("yes 或 no", "yes or no"))


def is_none(node: Node) -> bool:
    """Whether a value says that there is none."""
    return (isinstance(node, Scalar) and node.clean == "none") or (isinstance(node, List) and not node.items)


def is_open_list(node: Node) -> bool:
    """Whether a table is a list that may be incomplete: ``{complete: no, of: [...]}``."""
    return isinstance(node, Table) and bool(node.rows) and {nfc(row.key.text) for row in node.rows} <= OPEN_LIST


def with_labels(labels: Mapping[str, str]) -> dict[str, str]:
    """Keys by which names are reached: the names, and the Chinese labels that only one of them has.

    :param labels: name -> its Chinese label
    """
    count = Counter(nfc(label) for label in labels.values())
    keys = {nfc(label): name for name, label in labels.items() if label and count[nfc(label)] == 1}
    asked = {f"是否{label}": name for label, name in keys.items()}  # as a report asks for what is missing
    of_the_meeting = {f"会议{label}": name for label, name in (keys | asked).items()}
    return {**of_the_meeting, **asked, **keys, **{name: name for name in labels}}
