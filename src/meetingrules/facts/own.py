"""Words that stand for somebody through the item that is being read: its department, the head of it, who is in charge of it."""

from collections.abc import Mapping
from datetime import date

from attrs import frozen

from meetingrules.base.tree import Node, Scalar, Table, shown
from meetingrules.facts.model import Roster
from meetingrules.facts.scalars import Misread
from meetingrules.lang.facts import Thing
from meetingrules.lang.words import Type, Words

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

    def find(self, name: str, on: date | None) -> Thing:
        """Whom one of these words stands for on a day.

        :raises Misread: ``which-one`` where that is nobody, or more than one
        """
        what, word = self.words.once("own words", own_words)[name]
        if what == "unit":
            return Thing("unit", self.unit(name), self.unit(name))
        among = self.posted if what == "post" else self.tied
        return self.only(among(word, self.unit(name), on), name)

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
        dated = roster.posts.get((unit, post))
        if dated:
            return [t.person for t in dated if on is None or (t.start or date.min) <= on <= (t.end or date.max)]
        found = roster.values.get(Thing("unit", unit), {}).get(post)
        return [found.id] if isinstance(found, Thing) else []

    def tied(self, relation: str, unit: str, on: date | None) -> list[str]:
        """Those whom the roster has in a relation to a unit on a day."""
        ties = self.roster.related.get((relation, unit), ()) if self.roster else ()
        return [t.person for t in ties if on is None or (t.start or date.min) <= on <= (t.end or date.max)]

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


def is_own(words: Words, name: str) -> bool:
    """Whether a word stands for somebody through an item, where nobody has that name."""
    return name in words.once("own words", own_words)


def own_words(words: Words) -> dict[str, tuple[str, str]]:
    """The words that stand for somebody through an item, in both spellings: ``unit``, ``post`` or ``relation``, and its name."""
    item, unit = (words.kinds[kind].fields if kind in words.kinds else {} for kind in ("item", "unit"))
    departments = (("unit", f.name, f.label) for f in item.values() if f.name == DEPARTMENT)
    posts = (("post", f.name, f.label) for f in unit.values() if f.type == Type("thing", "person"))
    relations = (("relation", r.name, r.label) for r in words.relations.values())
    found = {DEPARTMENT: ("unit", DEPARTMENT)}
    for what, name, label in (*departments, *posts, *relations):
        for spelling in filter(None, (name, label["zh"])):
            found.setdefault(spelling, (what, name))
    return found


def department_in(entry: Node, keys: Mapping[str, str]) -> str | None:
    """The department that an item states, as it is written."""
    for row in entry.rows if isinstance(entry, Table) else ():
        if keys.get(row.key.clean) == DEPARTMENT and isinstance(row.value, Scalar) and row.value.clean != "none":
            return row.value.clean
    return None
