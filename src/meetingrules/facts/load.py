"""A meeting file -> a ``Plan``: the core keys, and whatever the rulebook's words declare beside them."""

from collections.abc import Collection, Mapping
from datetime import UTC, date, time, tzinfo

from attrs import define, evolve, field, frozen

from meetingrules.base.diagnostics import Complaints
from meetingrules.base.limits import DEFAULT, Limits
from meetingrules.base.source import Place, Source, Texts
from meetingrules.base.tree import List, Node, Row, Scalar, Table, shown
from meetingrules.base.written import small_number
from meetingrules.facts.attendance import AttendanceReader, ItemFlags
from meetingrules.facts.desk import Desk, is_none, is_open_list, with_labels
from meetingrules.facts.fields import BEYOND, MEETING, REFERRED, TITLE, FieldReader, Handler, writable
from meetingrules.facts.items import ItemsReader, entries_in, filled, mapped
from meetingrules.facts.judged import JudgedReader
from meetingrules.facts.model import Plan, Roster, things_in
from meetingrules.facts.naming import Names
from meetingrules.facts.own import Own
from meetingrules.facts.roster import described
from meetingrules.facts.scalars import NO, YES, Clock, read_day, read_moment, read_time, read_word
from meetingrules.facts.world import OTHERS
from meetingrules.lang.facts import NONE, Answer, Group, Thing
from meetingrules.lang.words import Field, Kind, Type, Words

CORE = (
    *(
        "meeting",
        "roster",
        "title",
        "as_of",
        "day",
        "last_day",
        "begins",
        "ends",
        "state",
        "people",
        "attendance",
        "replies",
    ),
    *("every_item", "every_paper", "items", "departures", "attestations"),
)
ONE_EACH = "each_item"
"""``decisions: each_item``: every item ended in one decision of its own name."""
STATES: Mapping[str, Texts] = {
    "planned": {"zh": "计划中", "en": "planned"},
    "convened": {"zh": "已通知", "en": "convened"},
    "open": {"zh": "进行中", "en": "open"},
    "closed": {"zh": "已结束", "en": "closed"},
    "inquorate": {"zh": "不足法定人数", "en": "inquorate"},
    "postponed": {"zh": "延期", "en": "postponed"},
    "cancelled": {"zh": "取消", "en": "cancelled"},
}
ELSEWHERE = {
    **dict.fromkeys(("present", "absent", "late", "left", "others", "signed_in"), "attendance"),
    **dict.fromkeys(("coming", "not_coming"), "replies"),
}


def header(node: Node) -> tuple[str | None, str | Table | None]:
    """The rulebook that a meeting file names, and its roster: a path beside the file or a table; None where it names none.

    :raises InvalidText: when what it says cannot be a rulebook or a roster
    """
    desk = Desk(Words({}, {}), Names(Words({}, {})), Clock(UTC))
    rulebook, roster = None, None
    for _, name, value in desk.rows(node, "", ("会议文件的各项", "a table of what the meeting has")):
        if name == "meeting":
            rulebook = desk.text(value, "meeting", ("规则集的编号", "the id of a rulebook"))
        elif name == "roster":
            roster = value if isinstance(value, Table) else desk.text(value, "roster", ("名册", "a roster"))
    # Whatever else is wrong with the file is said when it is read as a whole.
    found = Complaints()
    found.found = [d for d in desk.complaints.found if d.code == "wrong-type"]
    found.raise_if_any()
    return rulebook, roster


def load_plan(
    node: Node,
    source: Source,
    words: Words,
    *,
    roster: Roster | None,
    zone: tzinfo,
    rules: Collection[str] = (),
    limits: Limits = DEFAULT,
) -> Plan:
    """Read a meeting file.

    :param rules: the ids that departures and attestations may name; empty: any
    :param limits: how much is read at most
    :raises InvalidText: with everything that is wrong with it
    """
    units: frozenset[str] = frozenset()
    while True:
        loader = Loader.of(words, roster, zone, units, limits)
        plan = loader.plan(node, source, rules)
        names = loader.desk.names
        # Without a roster, who acts is a unit if the same name stands where only a unit can stand: then once more.
        if not names.guessed & names.named_units or names.named_units <= units:
            loader.desk.complaints.raise_if_any()
            return plan
        units |= names.named_units


@frozen
class Entry:
    """One key of a meeting file: which kind of key it is, and what it declares."""

    group: str
    """``core``, ``meeting``, ``single``, ``plural``, ``every``, ``set`` or ``person``."""
    field: Field


def entries_of(words: Words) -> dict[str, Entry]:
    """All keys that a meeting file may have at its top."""
    empty = Kind("", None, False, {"zh": "", "en": ""}, {})
    meeting, person = (words.kinds.get(name, empty).fields for name in ("meeting", "person"))
    blank = Field("meeting", "", Type("text"), {"zh": "", "en": ""})
    found = {name: Entry("core", meeting.get(name, blank)) for name in CORE}
    inside = {f.type.of for kind in words.kinds.values() if kind.name != "meeting" for f in kind.fields.values()}
    for name, declared in meeting.items():
        if writable(declared):
            found.setdefault(name, Entry("meeting", declared))
    for kind in words.kinds.values():
        own = Type("thing", kind.name, several=not kind.single)
        if kind.single and kind.name != "meeting":
            found.setdefault(kind.name, Entry("single", Field("meeting", kind.name, own, kind.label)))
        elif kind.plural and kind.name not in REFERRED | BEYOND | inside:
            found.setdefault(kind.plural, Entry("plural", Field("meeting", kind.plural, own, kind.label)))
            found.setdefault(
                f"every_{kind.name}", Entry("every", Field("meeting", f"every_{kind.name}", own, {"zh": "", "en": ""}))
            )
    for word in words.sets.values():
        if word.of in REFERRED:
            stated = Field("meeting", word.name, Type("thing", word.of, several=True), word.label)
            found.setdefault(word.name, Entry("set", stated))
    for name, declared in person.items():
        if writable(declared) and name not in ELSEWHERE:
            found.setdefault(name, Entry("person", declared))
    return found


def spelled(entries: Mapping[str, Entry]) -> dict[str, str]:
    """How a file may spell these keys: key or Chinese label -> key."""
    return with_labels({name: entry.field.label["zh"] for name, entry in entries.items()})


@define
class Loader:
    """Reads one meeting file."""

    desk: Desk
    roster: Roster | None
    at_items: ItemFlags = field(factory=dict)

    @classmethod
    def of(
        cls, words: Words, roster: Roster | None, zone: tzinfo, units: frozenset[str], limits: Limits = DEFAULT
    ) -> "Loader":
        """A loader with nothing read yet."""
        return cls(Desk(words, Names(words, likely_units=units), Clock(zone), limits), roster)

    def plan(self, node: Node, source: Source, rules: Collection[str]) -> Plan:
        """The plan; complaints are collected at the desk."""
        desk, entries = self.desk, self.desk.words.once("entries", entries_of)
        rows = self.top(node, entries)
        people = names_in(rows["people"]) if "people" in rows else frozenset()
        desk.names = Names.of(desk.words, self.roster, people, desk.names.likely_units)
        desk.values[MEETING] = {}
        desk.places |= {(MEETING, name): value.place for name, value in rows.items() if value.place is not None}
        rulebook = (
            desk.text(rows["meeting"], "meeting", ("规则集的编号", "the id of a rulebook"))
            if "meeting" in rows
            else None
        )
        if "meeting" not in rows and isinstance(node, Table):
            desk.missing(node, "", "meeting")
        if "people" in rows:
            described(desk, rows["people"], "person", "people")
        day, last_day = self.days(rows)
        begins, ends = self.hours(rows, several_days=last_day not in {None, day})
        at = desk.clock
        reader = FieldReader(desk)
        if "title" in rows:
            reader.state(MEETING, TITLE, rows["title"], "title")
        desk.repeated.clear()  # what was read so far knew neither the day nor the items
        ItemsReader(desk, self.at_items, self.roster).items(rows)
        for name, entry in entries.items():
            if name in rows and entry.group != "every":
                self.declared(entry, rows[name], name, rows.get(f"every_{entry.field.type.of}"))
        for name, entry in entries.items():
            if entry.group == "every" and name in rows and not isinstance(rows[name], Table):
                desk.wrong(rows[name], name, "“键: 值”的表", "a table of keys")
        judged = JudgedReader(desk, rules)
        as_of, state = rows.get("as_of"), rows.get("state")
        what = ("日期或时刻", "a day or a moment")
        plan = Plan(
            source,
            rulebook or "",
            self.roster,
            desk.values,
            day,
            last_day,
            begins,
            ends,
            AttendanceReader(desk).attendance(rows.get("attendance"), rows.get("replies")),
            self.at_items,
            desk.read(state, "state", lambda text: read_word(text, STATES)) if state else None,
            desk.read(as_of, "as_of", lambda text: read_moment(text, Clock(at.zone)), what) if as_of else None,
            judged.departures(rows["departures"]) if "departures" in rows else (),
            judged.attestations(rows["attestations"]) if "attestations" in rows else (),
            people,
            places=desk.places,
        )
        desk.crowd(node, len(desk.names.persons or desk.names.looks))
        return plan

    def top(self, node: Node, entries: Mapping[str, Entry]) -> dict[str, Node]:
        """The rows of the file by the names of their keys."""
        keys, found = self.desk.words.once("top keys", lambda _: spelled(entries)), dict[str, Node]()
        for key, name, value in self.desk.rows(node, "", ("会议文件的各项", "a table of what the meeting has")):
            if name in keys and keys[name] in found:
                self.desk.twice(key, "", name)
            elif name in keys:
                found[keys[name]] = value
            else:
                below = ELSEWHERE.get(name)
                hint = (
                    (f"写在 {below} 里：{below}: {{{name}: …}}", f"it belongs below {below}: {{{name}: …}}")
                    if below
                    else None
                )
                self.desk.unknown(key, "", keys, hint)
        return found

    # ---- when ------------------------------------------------------------------------------------------------------

    def days(self, rows: Mapping[str, Node]) -> tuple[date | None, date | None]:
        """The first and the last day; the clock is set by them."""
        desk, what = self.desk, ("日期", "a date")
        day, last = (desk.read(rows[key], key, read_day, what) if key in rows else None for key in ("day", "last_day"))
        if day and last and last < day:
            zh, en = f"会议的最后一日 {last} 早于第一日 {day}", f"the last day {last} lies before the first day {day}"
            desk.say(rows["last_day"], "last_day", "last-day-before-day", zh, en)
        desk.clock = evolve(desk.clock, day=day, several_days=last is not None and last != day)
        return day, last

    def hours(self, rows: Mapping[str, Node], *, several_days: bool) -> tuple[time | None, time | None]:
        """When the meeting begins and ends."""
        desk, what = self.desk, ("钟点", "a time of day")
        begins, ends = (
            desk.read(rows[key], key, read_time, what) if key in rows else None for key in ("begins", "ends")
        )
        if begins and ends and ends < begins and not several_days:
            texts = f"{begins:%H:%M}", f"{ends:%H:%M}"
            zh, en = (
                f"会议 {texts[1]} 结束，早于开始的 {texts[0]}",
                f"it ends at {texts[1]}, before it begins at {texts[0]}",
            )
            hint = ("会议开到次日的，写上 last_day", "if it ends on a later day, state last_day")
            desk.say(rows["ends"], "ends", "ends-before-begins", zh, en, hint=hint)
        return begins, ends

    # ---- what is declared --------------------------------------------------------------------------------------------

    def declared(self, entry: Entry, node: Node, path: str, every: Node | None = None) -> None:
        """One key that the rulebook's words declare.

        :param every: what is stated of every one of several
        """
        reader, declared, values = FieldReader(self.desk), entry.field, self.desk.values[MEETING]
        match entry.group:
            case "meeting":
                reader.state(MEETING, declared, node, path)
            case "single":
                if reader.inner(declared.name, declared.name, node, path) is NONE:
                    values[declared.name] = NONE
            case "plural":
                kind = declared.type.of or ""
                keys = reader.keys(kind, title=True)
                if isinstance(node, Scalar) and node.clean == ONE_EACH and "item" in self.desk.words.kinds[kind].fields:
                    node = List(tuple(entry_of(item, node.place) for item in self.desk.items), node.place)
                if isinstance(every, Table):
                    node = mapped(node, lambda one: filled(one, every, keys))
                owns = [self.own(one, keys) for one in entries_in(node)]
                found = reader.things(kind, declared, declared.name, node, path, also=lambda one: self.at(one, owns))
                self.desk.names.own = None
                if found is not None:
                    values[declared.name] = found
            case "set":
                stated = reader.several(declared, MEETING, node, path)
                if stated is not None:
                    values[declared.name] = stated
            case "person":
                self.of_persons(declared, node, path)

    def own(self, entry: Node, keys: Mapping[str, str]) -> Own | None:
        """Through which item an entry speaks of a department: that of the item which it names."""
        for row in entry.rows if isinstance(entry, Table) else ():
            if (
                keys.get(row.key.clean) == "item"
                and isinstance(row.value, Scalar)
                and (number := small_number(row.value.text.strip())) is not None
            ):
                item = self.desk.items[number - 1] if 0 < number <= len(self.desk.items) else None
                return self.desk.departments.get(item) if item is not None else None
        return None

    def at(self, thing: Thing, owns: list[Own | None]) -> Mapping[str, Handler]:
        """Read one of several things: from here on, its item's department is meant."""
        self.desk.names.own = owns[int(thing.id.rsplit(".", 1)[-1]) - 1]
        return {}

    def of_persons(self, declared: Field, node: Node, path: str) -> None:
        """A field of persons, name by name; ``others`` speaks of everybody else. A flag may be a list of names."""
        desk, reader = self.desk, FieldReader(self.desk)
        flag = declared.type.base == "flag"
        if is_none(node):
            nothing: Answer = False if flag else Group() if declared.type.several else NONE
            desk.values.setdefault(OTHERS, {})[declared.name] = nothing
        elif flag and (
            isinstance(node, List) or is_open_list(node) or (isinstance(node, Scalar) and node.text not in YES | NO)
        ):
            persons = Field("meeting", declared.name, Type("thing", "person", several=True), declared.label)
            found = reader.several(persons, MEETING, node, path)
            for person in things_in(found):
                reader.put(person, declared, True, node, path)
            if found is not None and not found.gaps:
                desk.values.setdefault(OTHERS, {})[declared.name] = False
        else:
            for key, name, value in desk.rows(node, path, ("“姓名: 值”的表", "a table: name and value")):
                if name == "others":
                    reader.state(OTHERS, declared, value, f"{path}.others")
                    continue
                one = desk.attempt(key, path, desk.names.person, name, key.place)
                if one is not None:
                    reader.state(one, declared, value, f"{path}.{shown(name)}")


def entry_of(item: Thing, place: Place | None) -> Table:
    """One entry that is about an item and is called as it is."""
    rows = [Row(Scalar("item", "plain", place), Scalar(item.id.rsplit(".", 1)[-1], "plain", place))]
    if item.label:
        rows.append(Row(Scalar("title", "plain", place), Scalar(item.label, "quoted", place)))
    return Table(tuple(rows), place)


def names_in(node: Node) -> frozenset[str]:
    """The names that a list holds, or a table as its keys."""
    match node:
        case Table(rows):
            return frozenset(row.key.clean for row in rows)
        case List(items):
            return frozenset(item.clean for item in items if isinstance(item, Scalar))
        case _:
            return frozenset()
