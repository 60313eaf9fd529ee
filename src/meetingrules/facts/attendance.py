"""Who was there, who said they would come, and who was in the room for which item."""

from collections.abc import Mapping

from attrs import frozen

from meetingrules.base.source import Place
from meetingrules.base.tree import List, Node, Scalar, Table, shown
from meetingrules.facts.acts import part_of
from meetingrules.facts.desk import Desk, is_none
from meetingrules.facts.model import Attendance
from meetingrules.facts.scalars import Misread, read_moment
from meetingrules.lang.answers import Moment
from meetingrules.lang.facts import Everyone, Thing
from meetingrules.lang.words import Field

Who = tuple[str | Everyone, ...]
RECORD = ("present", "absent", "late", "left", "others")
EXCLUDING = (("present", "absent"), ("absent", "late"), ("absent", "left"))
LABELS = {
    "present": ("出席", "present"),
    "absent": ("缺席", "absent"),
    "late": ("迟到", "late"),
    "left": ("早退", "left early"),
    "coming": ("回复参加", "coming"),
    "not_coming": ("回复不参加", "not coming"),
}
PEOPLE = ("姓名的列表", "a list of names")
ItemFlags = dict[tuple[str, str, str], tuple[frozenset[str], bool]]


@frozen
class AttendanceReader:
    """Reads the attendance record, the sign-in sheet, the replies and the flags of persons at items."""

    desk: Desk

    def attendance(self, record: Node | None, replies: Node | None) -> Attendance:
        """All that a meeting file says of who was there."""
        keys = (*RECORD, "signed_in")
        rows = self.desk.known(record, "attendance", {k: k for k in keys}) if record is not None else {}
        answers = (
            self.desk.known(replies, "replies", {k: k for k in ("coming", "not_coming")}) if replies is not None else {}
        )
        places = dict[str, Place]()
        who = {key: self.who(rows[key], f"attendance.{key}", places) for key in ("present", "absent") if key in rows}
        times = {
            key: self.times(rows[key], f"attendance.{key}", places)
            for key in ("late", "left", "signed_in")
            if key in rows
        }
        said = {
            key: self.who(answers[key], f"replies.{key}", places) for key in ("coming", "not_coming") if key in answers
        }
        named: dict[str, set[str | Everyone]] = {key: set(group) for key, group in (who | said | times).items()}
        for one, other in (*EXCLUDING, ("coming", "not_coming")):
            for name in sorted(named.get(one, set()) & named.get(other, set()), key=str):
                self.contradiction(str(getattr(name, "set", name)), one, other, places)
        others = self.desk.read(rows["others"], "attendance.others", _others) if "others" in rows else None
        return Attendance(
            who.get("present", ()),
            who.get("absent", ()),
            times.get("late", {}),
            times.get("left", {}),
            others,
            times.get("signed_in", {}),
            said.get("coming", ()),
            said.get("not_coming", ()),
            any(key in rows for key in RECORD),
            places,
        )

    def contradiction(self, name: str, one: str, other: str, places: Mapping[str, Place]) -> None:
        """The complaint about a person in two lists that exclude each other."""
        first, second = LABELS[one], LABELS[other]
        zh = f"“{shown(name)}”既写在{first[0]}（{one}）里，又写在{second[0]}（{other}）里"
        en = f"{shown(name)} stands under {one} and under {other}"
        path = "replies" if one == "coming" else "attendance"
        self.desk.say(places.get(name), path, "contradiction", zh, en, hint=("只留一处", "keep only one of them"))

    def who(self, node: Node, path: str, places: dict[str, Place]) -> Who:
        """Names of persons and of sets."""
        found = list[str | Everyone]()
        for entry, text in self.texts(node, path):
            everyone = self.desk.names.everyone(text)
            if everyone is None:
                person = self.desk.attempt(entry, path, self.desk.names.person, text)
                if person is None:
                    continue
            name = everyone or text
            if name in found:
                self.desk.twice(entry, path, text)
            else:
                found.append(name)
            if entry.place:
                places[text] = entry.place
        return tuple(found)

    def texts(self, node: Node, path: str) -> list[tuple[Node, str]]:
        """The entries of a list of names."""
        if is_none(node):
            return []
        if not isinstance(node, List | Scalar):
            self.desk.wrong(node, path, *PEOPLE)
            return []
        entries = node.items if isinstance(node, List) else (node,)
        found = [(entry, self.desk.text(entry, path, ("姓名", "a name"))) for entry in entries]
        return [(entry, text) for entry, text in found if text is not None]

    def times(self, node: Node, path: str, places: dict[str, Place]) -> dict[str, Moment | None]:
        """Names with the time of each, or a list of names."""
        found = dict[str, Moment | None]()
        if not isinstance(node, Table):
            for entry, text in self.texts(node, path):
                self.person(entry, text, path, places, found)
            return found
        for key, name, value in self.desk.rows(node, path):
            self.person(key, name, path, places, found)
            where = f"{path}.{shown(name)}"
            at = self.desk.read(
                value, where, lambda text: read_moment(text, self.desk.clock), ("钟点", "a time of day")
            )
            if name in found:
                found[name] = at
        return found

    def person(self, at: Node, name: str, path: str, places: dict[str, Place], found: dict[str, Moment | None]) -> None:
        """One more name, if it is a person's."""
        if self.desk.attempt(at, path, self.desk.names.person, name) is None:
            return
        if name in found:
            self.desk.twice(at, path, name)
        found[name] = None
        if at.place:
            places[name] = at.place

    # ---- at items ----------------------------------------------------------------------------------------------------

    def at_item(
        self, item: Thing, key: str, preposition: str, node: Node, path: str, *, into: ItemFlags, truth: bool = True
    ) -> None:
        """The persons of whom a flag is so at one item."""
        found = self.desk.listing(node, path)
        if found is None:
            return
        names = list[str]()
        for entry in found[0]:
            text = self.desk.text(entry, path, ("姓名", "a name"))
            person = self.desk.attempt(part_of(entry, text), path, self.desk.names.person, text) if text else None
            if person is None:
                continue
            if person.id in names:
                self.desk.twice(entry, path, person.id)
            names.append(person.id)
        into[(item.id, key, preposition)] = (frozenset(names), found[1] and truth)

    def flags(self, item: Thing, field: Field, node: Node, path: str, into: ItemFlags) -> None:
        """A flag of persons at an item: a list, or one list for each preposition."""
        prepositions = item_prepositions(field)
        if isinstance(node, Table) and not {row.key.text for row in node.rows} <= {"complete", "of"}:
            for preposition, value in self.desk.known(node, path, {p: p for p in prepositions}).items():
                self.at_item(item, field.name, preposition, value, f"{path}.{preposition}", into=into)
        else:
            self.at_item(item, field.name, prepositions[0], node, path, into=into)


def item_prepositions(field: Field) -> list[str]:
    """The prepositions under which a flag of a person speaks of an item."""
    return [p for p, type_ in field.roles.items() if type_.base == "thing" and type_.of == "item"]


def _others(text: str) -> bool:
    if text not in {"present", "absent"}:
        zh, en = f"“{shown(text)}”不能写在 others 里", f"others cannot be {shown(text)}"
        hint = ("写 present（都出席了）或 absent（都缺席）", "write present or absent")
        raise Misread("no-such-word", zh, en, hint)
    return text == "present"
