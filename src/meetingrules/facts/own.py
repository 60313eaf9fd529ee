"""Words that stand for somebody through the item that is being read: its department, the head of it, who is in charge of it."""

from collections.abc import Mapping
from datetime import date

from attrs import frozen

from meetingrules.base.tree import Node, Scalar, Table, shown
from meetingrules.facts.model import Roster
from meetingrules.facts.scalars import Misread
from meetingrules.lang.facts import Thing
from meetingrules.lang.words import Words

DEPARTMENT = "department"


@frozen
class Own:
    """What a clerk may write for the department of an item and for those who answer for it, so that one line serves all items.

    >>> Own(Words({}, {}), None, "教育局").find("department", None).id
    '教育局'
    """

    words: Words
    roster: Roster | None
    department: str | None
    """As the item states it."""

    def find(self, name: str, on: date | None) -> Thing | None:
        """Whom a word stands for on a day; None where it is no such word.

        :raises Misread: ``which-one`` where that is nobody, or more than one
        """
        if name in self.spelled(DEPARTMENT, self.label("item", DEPARTMENT)):
            return Thing("unit", self.unit(name), self.unit(name))
        kind = self.words.kinds.get("unit")
        for field in kind.fields.values() if kind is not None else ():
            single = field.type.base == "thing" and field.type.of == "person" and not field.type.several
            if single and name in self.spelled(field.name, field.label["zh"]):
                return self.only(self.posted(field.name, self.unit(name), on), name)
        for relation in self.words.relations.values():
            if name in self.spelled(relation.name, relation.label["zh"]):
                return self.only(self.tied(relation.name, self.unit(name), on), name)
        return None

    def unit(self, name: str) -> str:
        """The department.

        :raises Misread: where the item states none
        """
        if self.department is None:
            zh, en = (
                f"该议题没有写明提报部门，不知道“{shown(name)}”指谁",
                f"the item states no department: {shown(name)} is nobody",
            )
            raise Misread("which-one", zh, en, ("写上 department", "state its department"))
        return self.department

    def posted(self, post: str, unit: str, on: date | None) -> list[str]:
        """Those whom the roster has in a post of a unit on a day."""
        roster = self.roster
        if roster is None:
            return []
        dated = [t for t in roster.tenures if (t.unit, t.office) == (unit, post)]
        if dated:
            return [t.person for t in dated if on is None or (t.start or date.min) <= on <= (t.end or date.max)]
        found = roster.values.get(Thing("unit", unit), {}).get(post)
        return [found.id] if isinstance(found, Thing) else []

    def tied(self, relation: str, unit: str, on: date | None) -> list[str]:
        """Those whom the roster has in a relation to a unit on a day."""
        ties = self.roster.ties if self.roster else ()
        return [
            t.person
            for t in ties
            if (t.relation, t.unit) == (relation, unit)
            and (on is None or ((t.start or date.min) <= on <= (t.end or date.max)))
        ]

    def only(self, found: list[str], name: str) -> Thing:
        """The one person of a list.

        :raises Misread: where it is none, or not one
        """
        people = list(dict.fromkeys(found))
        if len(people) == 1:
            return Thing("person", people[0], people[0])
        of = shown(self.department or "")
        zh, en = (
            f"名册里“{of}”的“{shown(name)}”{'不止一人' if people else '没有人'}",
            f"the roster has {'more than one' if people else 'no'} {shown(name)} of {of}",
        )
        raise Misread("which-one", zh, en, ("写上姓名", "write the name"))

    def label(self, kind: str, field: str) -> str:
        """The Chinese label of a field."""
        found = self.words.kinds[kind].fields.get(field) if kind in self.words.kinds else None
        return found.label["zh"] if found is not None else ""

    def spelled(self, name: str, zh: str) -> frozenset[str]:
        """The two ways to write a word."""
        return frozenset({name, zh} - {""})


def department_in(entry: Node, keys: Mapping[str, str]) -> str | None:
    """The department that an item states, as it is written."""
    for row in entry.rows if isinstance(entry, Table) else ():
        if keys.get(row.key.clean) == DEPARTMENT and isinstance(row.value, Scalar) and row.value.clean != "none":
            return row.value.clean
    return None
