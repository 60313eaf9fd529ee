"""Names of persons, units and parties -> things; what a roster knows, everybody else must be spelled right."""

from collections.abc import Collection, Iterable
from datetime import date

from attrs import define, field

from meetingrules.base.alike import difference, skeleton
from meetingrules.base.diagnostics import nearest
from meetingrules.base.source import Place
from meetingrules.base.tree import shown
from meetingrules.facts.model import Roster
from meetingrules.facts.own import Own, is_own
from meetingrules.facts.scalars import NOBODY, NOT_KNOWN, Misread
from meetingrules.lang.facts import Everyone, Thing
from meetingrules.lang.words import Words

EVERYONE = "everyone"
PARTICIPANTS = "participants"


@define
class Names:
    """Who and what may be named. Without a roster every name is taken as it comes."""

    words: Words
    persons: frozenset[str] | None = None
    units: frozenset[str] | None = None
    likely_units: Collection[str] = ()
    """Names that stand where only a unit can stand; without a roster they tell units from persons."""
    spaced: bool = False
    """Whether there are names of more than one word."""
    named_units: set[str] = field(factory=set)
    guessed: set[str] = field(factory=set)
    """Names that were taken for persons where a unit could stand, too."""
    looks: dict[str, str] = field(factory=dict)
    """How the names look that are known so far -> the first that looks so."""
    found: dict[tuple[str, str], tuple[object, ...]] = field(factory=dict)
    """Whom names stand for that came in as data, by kind and name."""
    own: Own | None = None
    """What the department of an item and those who answer for it may be called while that item is read."""
    through: bool = False
    """Whether a word came up, since somebody last looked, that stands for others at another item."""

    @classmethod
    def of(
        cls, words: Words, roster: Roster | None, people: Iterable[str], likely_units: Collection[str] = ()
    ) -> "Names":
        """The names of a roster and of the people that only one file knows."""
        if roster is None:
            return cls(words, likely_units=likely_units)
        persons, units = roster.persons.union(people), roster.spoken_of.union(words.units.values())
        return cls(words, persons, units, spaced=any(" " in name for names in (persons, units) for name in names))

    def person(self, name: str, place: Place | None = None) -> Thing:
        """A person.

        :raises Misread: ``no-such-person``
        """
        self._one_line(name)
        if name == EVERYONE or (name in self.words.sets and name not in (self.persons or ())):
            zh, en = f"“{shown(name)}”是一组人，此处要写姓名", f"{shown(name)} is a set; a name is expected here"
            raise Misread("no-such-person", zh, en)
        if self.persons is None:
            self._no_twin(name)
            return Thing("person", name, name, place)
        if name in self.persons:
            return Thing("person", name, name, place)
        zh, en = f"名册里没有“{shown(name)}”这个人", f"the roster knows nobody called {shown(name)}"
        raise Misread("no-such-person", zh, en, self._hint(name, self.persons, "people"))

    def unit(self, name: str, place: Place | None = None) -> Thing:
        """A unit, by its name or by the rulebook's word for it.

        :raises Misread: ``no-such-unit``
        """
        self._one_line(name)
        name = self.words.units.get(name, name)
        if self.units is None:
            self._no_twin(name)
        if self.units is None or name in self.units:
            self.named_units.add(name)
            return Thing("unit", name, name, place)
        zh, en = f"没有“{shown(name)}”这个单位", f"there is no unit called {shown(name)}"
        raise Misread("no-such-unit", zh, en, self._hint(name, {*self.units, *self.words.units}, None))

    def party(self, name: str, place: Place | None = None) -> Thing:
        """A declared party, a person or a unit.

        :raises Misread: ``no-such-party``
        """
        for word, texts in self.words.parties.items():
            if name in {word, texts["zh"]}:
                return Thing("party", word, texts["zh"], place)
        if self.persons is not None and name in self.persons:
            return self.person(name, place)
        unit = self.words.units.get(name, name)
        if self.units is not None:
            if unit in self.units:
                return self.unit(unit, place)
            zh, en = f"没有“{shown(name)}”这个人或单位", f"there is no person or unit called {shown(name)}"
            known = {*(self.persons or ()), *self.units, *self.words.units, *self.words.parties}
            raise Misread("no-such-party", zh, en, self._hint(name, known, "people"))
        if unit in self.words.units.values() or unit in self.likely_units:
            return self.unit(unit, place)
        self.guessed.add(name)
        return self.person(name, place)

    def everyone(self, name: str, kind: str = "person") -> Everyone | None:
        """All of a named set of persons (or units), if that is what the name says."""
        if name == EVERYONE and kind in {"person", "party"}:
            return Everyone(PARTICIPANTS)
        found = self.words.sets.get(name)
        return (
            Everyone(name)
            if found and (found.of == kind or (kind == "party" and found.of in {"person", "unit"}))
            else None
        )

    def through_item(self, name: str, on: date | None) -> Thing | None:
        """Whom a word stands for through the item that is being read; None where it is a name like any other.

        :raises Misread: ``which-one``
        """
        if not is_own(self.words, name) or self.known(name):
            return None
        self.through = True
        return self.own.find(name, on) if self.own is not None else None

    def known(self, name: str) -> bool:
        """Whether a roster knows a person or unit of this very name."""
        return name in (self.persons or ()) or name in (self.units or ())

    def _one_line(self, name: str) -> None:
        if not name or "\n" in name or len(name) > 200:
            raise Misread("not-a-name", f"“{shown(name)}”不是名称", f"{shown(name)} is not a name")

    def _no_twin(self, name: str) -> None:
        """Where nobody says which names there are, two that look the same are one that is misspelt."""
        first = self.looks.setdefault(skeleton(name), name)
        if first != name:
            zh = f"“{shown(name)}”与“{shown(first)}”看起来一样，其实不同"
            en = f"{shown(name)} looks like {shown(first)}, and is another name"
            raise Misread("looks-alike", zh, en, difference(name, first))

    def _hint(self, name: str, known: Collection[str], key: str | None) -> tuple[str, str] | None:
        if name.lower() in NOBODY:
            return "没有就写 none", "write none if there is none"
        if name.lower() in NOT_KNOWN:
            return "不知道就不写这一项", "leave the key out if it is not known"
        twin = min((other for other in known if skeleton(other) == skeleton(name)), default=None)
        if twin is not None and "".join(name.split()) != twin:
            zh, en = difference(name, twin)
            return f"“{shown(twin)}”看起来一样：{zh}", f"{shown(twin)} looks the same: {en}"
        near = nearest(name, known)
        if near or key is None:
            return near
        return (
            f"名册以外的人写进 {key}: [{shown(name)}]",
            f"name whoever is not in the roster under {key}: [{shown(name)}]",
        )
