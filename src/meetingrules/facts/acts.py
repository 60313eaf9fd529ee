"""Acts: as a table with roles, or in the short form of clerks: ``市政府办公室 to 市长 2024-09-27``."""

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import date

from attrs import frozen

from meetingrules.base.diagnostics import nearest
from meetingrules.base.limits import DEFAULT, FIRST_DAY, LAST_DAY
from meetingrules.base.source import Place, Texts
from meetingrules.base.tree import List, Node, Scalar, Table, shown
from meetingrules.facts.desk import Desk, is_none
from meetingrules.facts.scalars import NO, NOBODY, YES, Misread, read_day, read_moment, read_word
from meetingrules.facts.shortform import BETWEEN, NOT_DONE, Short, form, take_apart, usual
from meetingrules.lang.answers import Moment
from meetingrules.lang.facts import NONE, Acts, Everyone, None_, Record, Thing
from meetingrules.lang.moments import day
from meetingrules.lang.words import Field, Type, Words

MORE_KEYS = ("at", "refused", "until", "note")
ITEM = re.compile(r"(?:items\.)?(\d{1,6})", re.ASCII)
PAPER = re.compile(r"(?:items\.)?(\d{1,6})\.(?:papers\.)?(\d{1,6})", re.ASCII)


@frozen
class ActReader:
    """Reads acts of any declared field."""

    desk: Desk

    def acts(self, declared: Field, node: Node, path: str) -> Acts | None_ | None:
        """All records of an act, NONE, or None where nothing is stated or something is wrong.

        What stands under *every_item* comes as one and the same node for each item, and is read once.
        """
        key, names = (id(declared), id(node)), self.desk.names
        again = self.desk.repeated.get(key)
        if again is not None:
            return again[0]
        names.through = False
        found = self.read(declared, node, path)
        if isinstance(found, Acts) and not names.through:
            self.desk.repeated[key] = found, declared, node
        return found

    def read(self, declared: Field, node: Node, path: str) -> Acts | None_ | None:
        """The same, read anew."""
        if isinstance(node, Scalar):
            if node.clean in NOT_DONE:
                return NONE if node.clean == "none" else None
            record = self.record(declared, node, path)
            return Acts((record,)) if record is not None else None
        if is_none(node):
            return NONE
        found = self.desk.listing(node, path, tables=True)
        if found is None:
            return None
        nodes, complete = found
        several = isinstance(node, List) or len(nodes) != 1
        paths = [f"{path}.{number}" if several else path for number, _ in enumerate(nodes, 1)]
        records = [self.record(declared, one, where) for one, where in zip(nodes, paths, strict=True)]
        return Acts(tuple(r for r in records if r is not None), complete) if None not in records else None

    def record(self, declared: Field, node: Node, path: str) -> Record | None:
        """One record."""
        if isinstance(node, Scalar):
            return self.usual(declared, node) or self.seldom(declared, node, path)
        if isinstance(node, Table) and node.rows:
            return self.written_out(declared, node, path)
        zh, en = "办理情况（人员、日期）", "who did it and when"
        self.desk.wrong(node, path, zh, en, form(declared))
        return None

    def seldom(self, declared: Field, node: Scalar, path: str) -> Record | None:
        """A record in a text that is not the usual one."""
        text = self.desk.text(node, path, ("办理情况（人员、日期）", "who did it and when"))
        if text is None:
            return None
        if text in YES:
            return Record({}, place=node.place)
        if text in NO or text in NOT_DONE or text.lower() in NOBODY:
            zh, en = f"办理情况不能写“{shown(text)}”", f"{shown(text)} does not say what was done"
            hint = (
                "尚未办理就写 none；不知道就不写这一项",
                "write none if it was not done; leave the key out if it is not known",
            )
            self.desk.say(node, path, "wrong-type", zh, en, hint=hint)
            return None
        short = self.desk.attempt(node, path, take_apart, text, declared, self.desk.names.known)
        return self.short(declared, short, node, path) if short is not None else None

    def usual(self, declared: Field, node: Scalar) -> Record | None:
        """A record in the short form that nearly all have; None where somebody must look at it more closely."""
        desk = self.desk
        if (
            desk.names.spaced or desk.limits is not DEFAULT
        ):  # where a name ends, and what is too late, must be looked at
            return None
        short = usual(node.clean, declared)
        if short is None:
            return None
        roles = dict[str, tuple[object, ...]]()
        try:
            at = read_moment(short.at, desk.clock) if short.at else None
            for role, names in short.roles.items():
                people = roles[role] = self.who(declared.roles[role], names, node, at)
                if len(people) > 1 and len(set(people)) < len(people):
                    return None
        except Misread:
            return None
        return Record(roles, at, place=node.place)

    def who(self, type_: Type, names: str, node: Node, at: Moment | None) -> tuple[object, ...]:
        """What names in a role stand for, as part of a text.

        :raises Misread: when one stands for nothing
        """
        if BETWEEN.search(names):
            return tuple(one for name in self.split(names) for one in self.single(type_, name, node, at))
        return self.single(type_, names, node, at)

    def single(self, type_: Type, name: str, node: Node, at: Moment | None) -> tuple[object, ...]:
        """The same of one name."""
        known = self.known(type_, name) if node.place is None else None
        return known if known is not None else self.role(type_, name, part_of(node, name), at)

    def short(self, declared: Field, short: Short, node: Node, path: str) -> Record | None:
        """A record in the short form."""
        roles, good = dict[str, tuple[object, ...]](), True
        at: Moment | None = None
        if short.at:
            at = self.desk.attempt(part_of(node, short.at), path, read_moment, short.at, self.desk.clock)
            good = at is not None
        for preposition, names in short.roles.items():
            people = list[object]()
            for name in self.split(names):
                place = part_of(node, name)
                one = self.desk.attempt(place, path, self.role, declared.roles[preposition], name, place, at)
                good = good and one is not None
                people += one or ()
            roles[preposition] = tuple(people)
            good = self.once(roles[preposition], node, path) and good
        return Record(roles, at, place=node.place) if good else None

    def written_out(self, declared: Field, node: Table, path: str) -> Record | None:
        """A record in the long form."""
        desk, before, given = self.desk, len(self.desk.complaints.found), dict[str, Node]()
        for key, name, value in desk.rows(node, path):
            if name in MORE_KEYS or name in declared.roles:
                given[name] = value
            else:
                self.no_role(declared, key, name, path)
        take = given.pop
        on, refused, until, note = take("at", None), take("refused", None), take("until", None), take("note", None)
        at = self.at(on, f"{path}.at") if on is not None else None
        roles = {name: self.roles(declared.roles[name], one, f"{path}.{name}", at) for name, one in given.items()}
        last = desk.read(until, f"{path}.until", read_day, ("日期", "a date")) if until is not None else None
        no = desk.flag(refused, f"{path}.refused") if refused is not None else False
        text = desk.text(note, f"{path}.note") if note is not None else ""
        if len(desk.complaints.found) > before:
            return None
        return Record(roles, at, bool(no), last, text or "", node.place)

    def at(self, node: Node, path: str) -> Moment | None:
        """When it was done."""
        value = node.value if isinstance(node, Scalar) and self.desk.limits is DEFAULT else None
        if isinstance(value, date) and FIRST_DAY <= value <= LAST_DAY:
            return value
        clock, what = self.desk.clock, ("日期或时刻", "a day or a moment")
        return self.desk.read(node, path, lambda text: read_moment(text, clock), what)

    def no_role(self, declared: Field, key: Scalar, name: str, path: str) -> None:
        """The complaint about a key that an act does not take."""
        keys = [*declared.roles, *MORE_KEYS]
        zh = f"“{declared.label['zh']}”不带“{shown(name)}”，可以写：{'、'.join(keys)}"
        en = f"{declared.name} takes no {shown(name)}; it takes {', '.join(keys)}"
        hint = nearest(name, keys)
        if name in {"reason", "zh", "text"}:
            hint = ("说明写在 note 里", "put explanations under note")
        elif name in {"on", "date", "when", "time", "day"}:
            hint = ("日期写在 at 里", "put the day under at")
        self.desk.say(key, path, "no-such-role", zh, en, hint=hint)

    def roles(self, type_: Type, node: Node, path: str, at: Moment | None) -> tuple[object, ...]:
        """Whoever stands in one role: one, several, or all of a set."""
        if is_none(node):
            return ()
        if isinstance(node, Scalar) and node.place is None and (known := self.known(type_, node.text)) is not None:
            return known
        found = list[object]()
        for one in node.items if isinstance(node, List) else (node,):
            text = self.desk.text(one, path, ("名称", "a name"))
            for name in self.split(text) if text is not None else ():
                place = part_of(one, name)
                found += self.desk.attempt(place, path, self.role, type_, name, place, at) or ()
        self.once(tuple(found), node, path)
        return tuple(found)

    def once(self, entries: tuple[object, ...], node: Node, path: str) -> bool:
        """Whether nobody is named twice in one role."""
        seen = set[object]()
        for entry in entries:
            if entry in seen:
                name = getattr(entry, "id", getattr(entry, "set", entry))
                self.desk.say(
                    node, path, "twice", f"“{shown(str(name))}”出现了两次", f"{shown(str(name))} is here twice"
                )
                return False
            seen.add(entry)
        return True

    def role(self, type_: Type, name: str, place: Place | None, at: Moment | None) -> tuple[object, ...]:
        """What one name in a role stands for.

        :param at: when it was done: *responsible* is whoever was in charge then
        :raises Misread: when it stands for nothing
        """
        if type_.base == "word":
            return (read_word(name, words_of(self.desk.words, type_)),)
        kind = type_.of or "party"
        if kind in {"item", "paper"}:
            return reference(self.desk, kind, name)
        on = day(at, self.desk.clock.zone) if at is not None else self.desk.clock.day
        everyone: Everyone | None = self.desk.names.everyone(name, kind)
        return (everyone if everyone is not None else named(self.desk, kind, name, place, on),)

    def known(self, type_: Type, name: str) -> tuple[object, ...] | None:
        """Whom a name stands for that the roster knows as it stands, found out once; None where it has to be read."""
        kind, names = type_.of or "party", self.desk.names
        found = names.found.get((kind, name))
        if found is None and type_.base == "thing" and kind not in {"item", "paper"} and names.known(name):
            with suppress(Misread):  # a person where a unit is asked for, say: told where it is read
                found = names.found[kind, name] = self.role(type_, name, None, None)
        return found

    def split(self, text: str) -> list[str]:
        """Several names in one text; a name that is known as it stands stays whole."""
        if self.desk.names.known(text):
            return [text]
        return [name.strip() for name in BETWEEN.split(text) if name.strip()]


def named(desk: Desk, kind: str, name: str, place: Place | None, on: date | None = None) -> Thing:
    """A person, a unit or either, by name or through the item that is being read.

    :param on: the day on which somebody stands in a relation to the item's department; else that of the meeting
    :raises Misread: when nobody knows it
    """
    names = desk.names
    if (own := names.through_item(name, on or desk.clock.day)) is not None and kind in {own.kind, "party"}:
        return Thing(own.kind, own.id, own.label, place) if place is not None else own
    read = {"person": names.person, "unit": names.unit}.get(kind, names.party)
    return read(name, place)


def reference(desk: Desk, kind: str, text: str) -> tuple[Thing, ...]:
    """Items by their number, papers as ``1.2``; ``all`` for all of them.

    :raises Misread: ``no-such-item``
    """
    if text == "all":
        return desk.items if kind == "item" else desk.all_papers
    found = (ITEM if kind == "item" else PAPER).fullmatch(text)
    if found:
        number = int(found[1]) - 1
        things = desk.items if kind == "item" else desk.papers[number] if 0 <= number < len(desk.papers) else ()
        if 0 < (last := int(found[found.re.groups])) <= len(things):
            return (things[last - 1],)
    most = f"{len(desk.items)}"
    if kind == "item":
        zh, en = f"没有第“{shown(text)}”项议题", f"there is no item {shown(text)}"
        hint = (f"议题按次序编号，本次会议共 {most} 项", f"items are numbered in their order; this meeting has {most}")
    else:
        zh, en = f"没有编号为“{shown(text)}”的会议文件", f"there is no paper {shown(text)}"
        hint = ("写成 1.2：第1项议题的第2份文件", "write 1.2 for the second paper of the first item")
    raise Misread(f"no-such-{kind}", zh, en, hint)


def words_of(words: Words, type_: Type) -> Mapping[str, Texts]:
    """The words that a role may be, where its declaration lists them."""
    kind, _, name = (type_.of or "").partition(".")
    return words.kinds[kind].fields[name].words


def part_of(node: Node, piece: str) -> Place | None:
    """The place of a piece of a scalar that stands on one line."""
    place = node.place
    if place is None or not isinstance(node, Scalar) or node.style == "block":
        return place
    start = place.source.line(place.line).find(piece, place.column - 1, place.column - 1 + place.width)
    return Place(place.source, place.line, start + 1, len(piece)) if start >= 0 else place
