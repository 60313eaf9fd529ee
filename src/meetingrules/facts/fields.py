"""Fields of any declared kind: a node and its ``Field`` -> what is stated; things inside things, as deep as they are declared."""

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction

from attrs import Factory, field, frozen

from meetingrules.base.limits import DEFAULT, FIRST_DAY, LAST_DAY
from meetingrules.base.tree import Node, Scalar, Table, nfc, shown
from meetingrules.base.written import small_number
from meetingrules.facts.acts import ActReader, named, reference
from meetingrules.facts.desk import Desk, is_none, is_open_list, with_labels
from meetingrules.facts.scalars import NO, YES, read_day, read_flag, read_moment, read_number, read_word
from meetingrules.lang.answers import Gap
from meetingrules.lang.facts import NONE, Answer, Group, None_, Thing
from meetingrules.lang.words import Field, Kind, Type, Words

REFERRED = frozenset({"person", "unit", "party", "item", "paper"})
"""Kinds that a file names; things of all other kinds are written where they belong."""
BEYOND = frozenset({"meeting", "month", "year"})
"""Kinds that no meeting file can write: they are what a register holds."""
INSIDE = frozenset({("meeting", "items"), ("item", "papers")})
MEETING = Thing("meeting", "meeting")
TITLE = Field("", "title", Type("text"), {"zh": "标题", "en": "title"})
TITLES = ("title", TITLE.label["zh"])
WHAT: Mapping[str, tuple[str, str]] = {
    "date": ("日期", "a date"),
    "instant": ("日期或时刻", "a day or a moment"),
    "text": ("文字", "a text"),
    "number": ("数", "a number"),
    "word": ("选项", "a word"),
    "thing": ("名称", "a name"),
}
FLAGS = {**dict.fromkeys(YES, True), **dict.fromkeys(NO, False)}
FLAG_KEYS = frozenset({"is", "reason", "by", "at"})
Handler = Callable[[Thing, Node, str], None]


def writable(field: Field) -> bool:
    """Whether a meeting file can state a field."""
    return field.type.base != "thing" or field.type.of not in BEYOND


def keys_of(kind: Kind, *, title: bool = False) -> dict[str, str]:
    """How a table may spell the fields of a kind: key or Chinese label -> field."""
    labels = {name: field.label["zh"] for name, field in kind.fields.items() if writable(field)}
    return with_labels({"title": TITLE.label["zh"], **labels} if title else labels)


def keys_in(words: Words, kind: str, *, title: bool = False) -> dict[str, str]:
    """The same of a kind by its name; none of one that nobody declared."""
    declared = words.kinds.get(kind)
    return keys_of(declared, title=title) if declared is not None else {}


def inner_id(thing: Thing, field: str) -> str:
    """How a file reaches what a field of a thing holds: ``items.1.papers``, ``leave.副市长丙``."""
    match thing.kind:
        case "meeting":
            return field
        case "person":
            return f"{field}.{thing.id}"
    return f"{thing.id}.{field}"


@frozen
class FieldReader:
    """Reads whatever is declared."""

    desk: Desk
    acts: ActReader = field(init=False, default=Factory(lambda self: ActReader(self.desk), takes_self=True))

    def fill(
        self, thing: Thing, node: Node, path: str, also: Mapping[str, Handler] | None = None, *, title: bool = False
    ) -> None:
        """All fields that a table states of a thing.

        :param also: further keys, and what reads them
        """
        kind, also = self.desk.words.kinds.get(thing.kind), also or {}
        fields = kind.fields if kind else {}
        keys = self.keys(thing.kind, title=title, also=tuple(also))
        stated = self.desk.values.setdefault(thing, {})
        zh = kind.label["zh"] if kind else thing.kind
        for name, value in self.desk.known(
            node, path, keys, (f"“{zh}”各项的表", f"a table of what {thing.kind} has")
        ).items():
            where = f"{path}.{name}" if path else name
            if name in also:
                also[name](thing, value, where)
                continue
            field = fields.get(name, TITLE)
            answer = self.answer(field, thing, value, where)
            if answer is not None:
                self.keep(stated, thing, field, answer, value, where)

    def keys(self, kind: str, *, title: bool, also: tuple[str, ...] = ()) -> dict[str, str]:
        """How a table may spell the fields of a kind, and further keys; worked out once."""
        return self.desk.words.once(
            ("keys", kind, title, also),
            lambda words: {**{key: key for key in also}, **keys_in(words, kind, title=title)},
        )

    def state(self, thing: Thing, field: Field, node: Node, path: str) -> None:
        """One field of a thing."""
        answer = self.answer(field, thing, node, path)
        if answer is not None:
            self.put(thing, field, answer, node, path)

    def put(self, thing: Thing, field: Field, answer: Answer, node: Node, path: str) -> None:
        """Keep what was read; what is there already must say the same."""
        self.keep(self.desk.values.setdefault(thing, {}), thing, field, answer, node, path)

    def keep(
        self, stated: dict[str, Answer], thing: Thing, field: Field, answer: Answer, node: Node, path: str
    ) -> None:
        """The same, among what is stated of the thing so far."""
        if field.name in stated and stated[field.name] != answer:
            zh = f"“{shown(thing.label or thing.id)}”的“{field.label['zh']}”写了两处，且不一致"
            en = f"{field.name} of {shown(thing.label or thing.id)} is stated twice, and not the same"
            self.desk.say(node, path, "contradiction", zh, en)
        stated[field.name] = answer
        if node.place is not None:
            self.desk.places[thing, field.name] = node.place

    def answer(self, field: Field, thing: Thing, node: Node, path: str) -> Answer | None:
        """What a node says of a field; None where it says nothing, or after a complaint."""
        type_ = field.type
        if type_.base == "act":
            return self.acts.acts(field, node, path)
        if isinstance(node, Scalar) and not type_.several and (found := self.at_once(field, node)) is not None:
            return found
        if type_.base == "flag":
            return self.flag(node, path)
        if type_.several:
            return self.several(field, thing, node, path)
        if type_.base == "word" and isinstance(node, Scalar) and "none" in field.words:
            return self.one(field, node, path)
        if is_none(node):
            return NONE
        if self.inside(field):
            return self.inner(type_.of or "", inner_id(thing, field.name), node, path)
        return self.one(field, node, path)

    def at_once(self, field: Field, node: Scalar) -> Answer | None:
        """The value of a scalar that needs no reading: data of the right type, or one of the words as it stands."""
        value = node.value
        match field.type.base:
            case "word":
                return node.text if node.text in field.words else None
            case "flag":
                return value if isinstance(value, bool) else FLAGS.get(node.text)
            case "date" | "number" if self.desk.limits is not DEFAULT:
                return None  # the caller may allow less than the language does
            case "date":
                return value if isinstance(value, date) and FIRST_DAY <= value <= LAST_DAY else None
            case "number":
                number = value if type(value) is int else small_number(node.text)
                return Fraction(number) if number is not None else None
        return None

    def inside(self, field: Field) -> bool:
        """Whether the things of a field are written where they belong."""
        return field.type.base == "thing" and (field.type.of not in REFERRED or (field.kind, field.name) in INSIDE)

    def flag(self, node: Node, path: str) -> bool | None:
        """``yes`` or ``no``, or a table that says with it who says so, and why."""
        if not isinstance(node, Table) or is_open_list(node):
            return self.desk.flag(node, path)
        found = self.desk.known(node, path, {key: key for key in FLAG_KEYS}, ("yes 或 no", "yes or no"))
        if "reason" in found:
            self.desk.text(found["reason"], f"{path}.reason")
        if "by" in found:
            self.desk.read(found["by"], f"{path}.by", self.desk.names.party)
        if "at" in found:
            self.desk.read(found["at"], f"{path}.at", lambda text: read_moment(text, self.desk.clock))
        if "is" in found:
            return self.desk.read(found["is"], f"{path}.is", read_flag, ("yes 或 no", "yes or no"))
        self.desk.missing(node, path, "is")
        return None

    def one(self, field: Field, node: Node, path: str) -> Answer | None:
        """One value that stands in one text."""
        desk, type_ = self.desk, field.type
        what = WHAT[type_.base]
        match type_.base:
            case "date":
                return desk.read(node, path, read_day, what)
            case "instant":
                return desk.read(node, path, lambda text: read_moment(text, desk.clock), what)
            case "text":
                return desk.text(node, path, what)
            case "number":
                return desk.read(node, path, lambda text: read_number(text, type_.of), what)
            case "word":
                return desk.read(node, path, lambda text: read_word(text, field.words), what)
        if type_.of in {"item", "paper"}:
            found = desk.read(node, path, lambda text: reference(desk, type_.of or "", text), what)
            if found is not None and len(found) == 1:
                return found[0]
            if found is not None:
                zh, en = "此处只能写一项", "only one can be named here"
                desk.say(node, path, "wrong-type", zh, en)
            return None
        return desk.read(node, path, lambda text: named(desk, type_.of or "", text, node.place), what)

    def several(self, field: Field, thing: Thing, node: Node, path: str) -> Group | None:
        """A set, closed unless it says that it is not complete."""
        if self.inside(field):
            return self.things(field.type.of or "", field, inner_id(thing, field.name), node, path)
        found = self.desk.listing(node, path)
        if found is None:
            return None
        nodes, complete = found
        one = field.entry
        entries, good = dict[object, None](), True
        for number, entry in enumerate(nodes, 1):
            answers = self.members(one, entry, f"{path}.{number}")
            good = good and answers is not None
            for answer in answers or ():
                if answer in entries:
                    self.desk.twice(entry, path, getattr(answer, "label", "") or getattr(answer, "id", str(answer)))
                entries[answer] = None
        return Group(tuple((e, None) for e in entries), self.gap(field, complete, path)) if good else None

    def members(self, field: Field, node: Node, path: str) -> tuple[object, ...] | None:
        """What one entry of a list adds to the set: ``all`` adds all items, every other entry one thing."""
        if field.type.base == "thing" and field.type.of in {"item", "paper"}:
            return self.desk.read(
                node, path, lambda text: reference(self.desk, field.type.of or "", text), WHAT["thing"]
            )
        answer = self.one(field, node, path)
        return None if answer is None else (answer,)

    def gap(self, field: Field, complete: bool, path: str) -> tuple[Gap, ...]:
        """Why there may be more: the list says so."""
        return () if complete else (Gap("fact", path, field.label),)

    def inner(self, kind: str, id_: str, node: Node, path: str) -> Thing | None_ | None:
        """One thing that is written where it belongs."""
        if is_none(node):
            return NONE
        if not isinstance(node, Table):
            zh = self.desk.words.kinds[kind].label["zh"] if kind in self.desk.words.kinds else kind
            hint = ("写成 {键: 值}；没有就写 none", "write {key: value}; write none if there is none")
            self.desk.wrong(node, path, f"“{zh}”各项的表", f"a table of what {kind} has", hint)
            return None
        thing = Thing(kind, id_, title_of(node), node.place)
        self.fill(thing, node, path, title="title" in {row.key.clean for row in node.rows})
        return thing

    def things(
        self,
        kind: str,
        field: Field,
        id_: str,
        node: Node,
        path: str,
        *,
        also: Callable[[Thing], Mapping[str, Handler]] | None = None,
    ) -> Group | None:
        """Several things that are written where they belong, numbered in their order."""
        found = self.desk.listing(node, path)
        if found is None:
            return None
        nodes, complete = found
        things = list[Thing]()
        for number, entry in enumerate(nodes, 1):
            where = f"{path}.{number}"
            if not isinstance(entry, Table):
                hint = ("每项写成 - title: …", "write each as - title: …")
                self.desk.wrong(entry, where, "“键: 值”的表", "a table of keys", hint)
                continue
            thing = Thing(kind, f"{id_}.{number}", title_of(entry), entry.place)
            things.append(thing)
            self.fill(thing, entry, where, also(thing) if also else None, title=True)
        return Group(tuple((thing, None) for thing in things), self.gap(field, complete, path))


def title_of(node: Node) -> str:
    """The title that a table gives, as far as it does."""
    if isinstance(node, Table):
        given = {nfc(row.key.text): row.value for row in node.rows if row.key.clean in TITLES}
        for key in TITLES if given else ():
            if isinstance(found := given.get(key), Scalar) and (text := found.clean) != "none":
                return text
    return ""
