"""A roster: who holds which office, who is in charge of which unit, what is known of units and persons."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date

from attrs import frozen

from meetingrules.base.diagnostics import nearest
from meetingrules.base.limits import DEFAULT, Limits
from meetingrules.base.source import Source
from meetingrules.base.tree import List, Node, Scalar, Table, shown
from meetingrules.facts.desk import Desk, is_none, with_labels
from meetingrules.facts.fields import FieldReader
from meetingrules.facts.model import Roster, Tenure, Tie
from meetingrules.facts.naming import Names
from meetingrules.facts.scalars import Clock, read_day
from meetingrules.lang.facts import Thing
from meetingrules.lang.words import Words

KEYS = ("roster", "complete", "offices", "relations", "units", "people")
PERIOD = ("from", "to")


def load_roster(node: Node, source: Source, words: Words, limits: Limits = DEFAULT) -> Roster:
    """Read a roster.

    :raises InvalidText: with everything that is wrong with it
    """
    units = set[str]()
    while True:
        desk = Desk(words, Names(words, likely_units=frozenset(units)), Clock(UTC), limits)
        roster = RosterReader(desk).read(node, source)
        found = (
            {tie.unit for tie in roster.ties}
            | {t.id for t in roster.values if t.kind == "unit"}
            | desk.names.named_units
        )
        if not desk.names.guessed & found or found <= units:
            desk.complaints.raise_if_any()
            return roster
        units |= found


@frozen
class RosterReader:
    """Reads one roster."""

    desk: Desk

    def read(self, node: Node, source: Source) -> Roster:
        """The roster; complaints are collected at the desk."""
        rows = self.desk.known(node, "", {key: key for key in KEYS}, ("名册", "a roster"))
        if "roster" in rows:
            self.desk.text(rows["roster"], "roster", ("名册的名称", "the name of the roster"))
        complete = self.desk.flag(rows["complete"], "complete") if "complete" in rows else True
        tenures = tuple(self.tenures(rows["offices"])) if "offices" in rows else ()
        ties = tuple(self.ties(rows["relations"])) if "relations" in rows else ()
        for key, kind in (("units", "unit"), ("people", "person")):
            if key in rows:
                described(self.desk, rows[key], kind, key)
        for tenure in tenures:
            if tenure.unit is not None and tenure.office in self.desk.values.get(Thing("unit", tenure.unit), {}):
                zh = f"“{tenure.unit}”的“{tenure.office}”在 offices 和 units 中各写了一处"
                en = f"{tenure.office} of {tenure.unit} stands under offices and under units"
                self.desk.say(tenure.place, "offices", "contradiction", zh, en)
        roster = Roster(source, tenures, ties, self.desk.values, complete is not False)
        self.desk.crowd(node, len(roster.persons))
        return roster

    def tenures(self, node: Node) -> Iterator[Tenure]:
        """``{mayor: 市长, from: 2022-01-20}``, one line after the other."""
        posts = self.posts()
        labels = {name: office.label["zh"] for name, office in self.desk.words.offices.items()}
        offices = with_labels({**posts, **labels})
        hint = "{chair: 主席, from: 2022-01-20}"
        for entry, path, rows in self.lines(
            node, "offices", offices, ("acting", "of", *PERIOD), ("职务", "office"), example=hint
        ):
            start, end = self.period(rows, path)
            acting = self.desk.flag(rows["acting"], f"{path}.acting") if "acting" in rows else False
            for office in sorted(set(rows) & {*posts, *self.desk.words.offices}):
                units = self.units(entry, rows, office, path) if office in posts else [None]
                for person in self.names(rows[office], f"{path}.{office}", "person"):
                    yield from (Tenure(person, office, start, end, bool(acting), unit, entry.place) for unit in units)

    def posts(self) -> dict[str, str]:
        """The posts in a unit that a person holds, with their labels: ``{principal_head: …, of: 教育局, from: …}``."""
        return posts_of(self.desk.words)

    def units(self, entry: Node, rows: Mapping[str, Node], office: str, path: str) -> list[str | None]:
        """Whose post it is."""
        if "of" in rows:
            return list(self.names(rows["of"], f"{path}.of", "unit"))
        zh, en = f"“{office}”后面应写 of：哪个单位", f"{office} needs of: which unit"
        self.desk.say(entry, path, "missing-key", zh, en)
        return []

    def ties(self, node: Node) -> Iterator[Tie]:
        """``{responsible: 副市长甲, for: [教育局]}``, one line after the other."""
        relations = self.desk.words.relations
        keys = with_labels({name: relation.label["zh"] for name, relation in relations.items()})
        prepositions = tuple(dict.fromkeys(relation.preposition for relation in relations.values()))
        hint = "{responsible: 委员甲, for: [财务科]}"
        for entry, path, rows in self.lines(
            node, "relations", keys, (*prepositions, *PERIOD), ("关系", "relation"), example=hint
        ):
            start, end = self.period(rows, path)
            for name in sorted(set(rows) & set(relations)):
                people = self.names(rows[name], f"{path}.{name}", "person")
                preposition = relations[name].preposition
                if preposition not in rows:
                    wrong = next((p for p in prepositions if p in rows), None)
                    zh = f"“{name}”后面应写 {preposition}：哪些单位"
                    en = f"{name} needs {preposition}: which units"
                    near = (f"把 {wrong} 改为 {preposition}", f"write {preposition}, not {wrong}") if wrong else None
                    self.desk.say(entry, path, "no-such-role" if wrong else "missing-key", zh, en, hint=near)
                    continue
                units = self.names(rows[preposition], f"{path}.{preposition}", "unit")
                for person in people:
                    yield from (Tie(person, name, unit, start, end, entry.place) for unit in units)

    def lines(
        self,
        node: Node,
        key: str,
        words: Mapping[str, str],
        more: tuple[str, ...],
        what: tuple[str, str],
        *,
        example: str,
    ) -> Iterator[tuple[Node, str, dict[str, Node]]]:
        """The tables of a list, each with exactly one of the words as a key."""
        found = self.desk.listing(node, key)
        for number, entry in enumerate(found[0] if found else (), 1):
            path, rows = f"{key}.{number}", dict[str, Node]()
            hint = (f"写成 {example} 的样子", f"a line looks like {example}")
            if not isinstance(entry, Table):
                self.desk.wrong(entry, path, f"一行{what[0]}", f"a line with one {what[1]}", hint)
                continue
            bad = False
            for scalar, name, value in self.desk.rows(entry, path):
                if name in words or name in more:
                    rows[words.get(name, name)] = value
                    continue
                bad = True
                zh, en = f"没有“{shown(name)}”这一{what[0]}", f"there is no {what[1]} {shown(name)}"
                self.desk.say(scalar, path, f"no-such-{what[1]}", zh, en, hint=nearest(name, {*words, *more}))
            if bad:
                continue
            if len(set(rows) & set(words.values())) != 1:
                zh, en = f"一行写且只写一个{what[0]}", f"a line names exactly one {what[1]}"
                self.desk.say(entry, path, "missing-key", zh, en, hint=hint)
                continue
            yield entry, path, rows

    def period(self, rows: Mapping[str, Node], path: str) -> tuple[date | None, date | None]:
        """From when to when."""
        return read_period(self.desk, rows, path)

    def names(self, node: Node, path: str, kind: str) -> list[str]:
        """One name or several."""
        names, found = self.desk.names, list[str]()
        if is_none(node):
            return found
        if not isinstance(node, List | Scalar):
            self.desk.wrong(node, path, "名称或其列表", "a name or a list of names")
            return found
        for entry in node.items if isinstance(node, List) else (node,):
            thing = self.desk.read(entry, path, names.person if kind == "person" else names.unit, ("名称", "a name"))
            if thing is not None and thing.id in found:
                self.desk.twice(entry, path, thing.id)
            elif thing is not None:
                found.append(thing.id)
        return found


def posts_of(words: Words) -> dict[str, str]:
    """The posts in a unit that a person may hold, with their labels."""
    kind = words.kinds.get("unit")
    fields = kind.fields.values() if kind is not None else ()
    return {f.name: f.label["zh"] for f in fields if f.type.base == "thing" and f.type.of == "person" and not f.derived}


def read_period(desk: Desk, rows: Mapping[str, Node], path: str) -> tuple[date | None, date | None]:
    """``from`` and ``to`` of a table."""
    days = [
        desk.read(rows[key], f"{path}.{key}", read_day, ("日期", "a date")) if key in rows else None for key in PERIOD
    ]
    start, end = days
    if start and end and end < start:
        zh, en = f"止于 {end}，早于起始的 {start}", f"it ends on {end}, before it begins on {start}"
        desk.say(rows["to"], f"{path}.to", "to-before-from", zh, en)
    return start, end


def described(desk: Desk, node: Node, kind: str, key: str) -> None:
    """``教育局: {constituent: yes}``: fields by name; or a list of names alone."""
    names, reader = desk.names, FieldReader(desk)
    read = names.person if kind == "person" else names.unit
    if not isinstance(node, Table):
        found = desk.listing(node, key)
        for entry in found[0] if found else ():
            thing = desk.read(entry, key, read, ("名称", "a name"))
            if thing is not None and thing in desk.values:
                desk.twice(entry, key, thing.id)
            elif thing is not None:
                desk.values[thing] = {}
        return
    for scalar, name, value in desk.rows(node, key):
        path = f"{key}.{shown(name)}"
        thing = desk.attempt(scalar, key, read, name, scalar.place)
        if thing is not None:
            reader.fill(thing, value, path)
