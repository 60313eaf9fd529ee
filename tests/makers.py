"""Meeting files made from the words of any rulebook, and what somebody may forget of one: whoever throws the dice.

``meetings`` draws with hypothesis, ``differential`` with a seeded generator; both make the same.
"""

from copy import deepcopy
from typing import Protocol

from attrs import frozen

from meetingrules.base.tree import Empty, List, Scalar, Table
from meetingrules.facts.fields import writable
from meetingrules.facts.load import entries_of

AS_OF = "2025-12-31"
DAY = "2024-03-20"
KEPT = frozenset({"meeting", "roster", "as_of", "day", "last_day", "refused", "until", "title"})
"""What is no fact (a name, the moment of the check), or says with its absence what the other records mean."""
PREPOSITIONS = frozenset({"by", "to", "with", "from"})
FINER = frozenset({"present", "away"})
"""Records of one item, which are finer than the attendance that otherwise stands for them."""
MOMENTS = (
    "2024-03-04 10:00",
    "2024-03-11 09:00",
    "2024-03-18 08:30",
    "2024-03-20 15:00",
    "2024-03-22 10:00",
    "2024-05-06 10:00",
)
DATES = ("2024-03-11", "2024-03-20", "2024-04-30")


@frozen
class Ref:
    """An item, or a paper of one, by its place in the order in which it was made."""

    item: int
    paper: int | None = None


def plain(node):
    """A tree as plain data."""
    match node:
        case Table(rows):
            return {row.key.text: plain(row.value) for row in rows}
        case List(items):
            return [plain(item) for item in items]
        case Scalar(text):
            return text
        case Empty():
            return None


def resolved(data, order=None):
    """The data with references written out, the items in another order."""
    match data:
        case Ref(item, paper):
            number = str((order.index(item) if order else item) + 1)
            return number if paper is None else f"{number}.{paper + 1}"
        case dict():
            out = {key: resolved(value, order) for key, value in data.items()}
            if order and "meeting" in data and isinstance(data.get("items"), list):
                out["items"] = [out["items"][i] for i in order]
            return out
        case list():
            return [resolved(value, order) for value in data]
    return data


class Dice(Protocol):
    """What chance decides."""

    def pick(self, values):
        """One of several values."""

    def some(self, values):
        """None to three of several values."""

    def count(self, low, high):
        """A whole number, both ends included."""


@frozen
class Maker:
    """Draws the values of fields, each by its type."""

    dice: Dice
    words: object
    people: tuple
    units: tuple
    items: int
    papers: tuple
    whole: bool
    """Whether nothing is left out."""
    ambiguous: frozenset
    """Fields that the rulebook defines as one thing: the roster may know two."""

    def pick(self, *values):
        return self.dice.pick(values)

    def some(self, values):
        return self.dice.some(values) if values else []

    def fields(self, kind, skip=()):
        """A table of what is stated of a thing."""
        return {
            name: value
            for name, field in kind.fields.items()
            if name not in {*skip, "title"} and writable(field)
            if not field.derived or (self.whole and f"{kind.name}.{name}" in self.ambiguous)
            if self.whole or self.pick(True, True, False)
            if (value := self.value(field)) is not None
        }

    def value(self, field):
        type_ = field.type
        if type_.base == "flag":
            return self.pick("yes", "no")
        if type_.base == "act":
            return self.act(field)
        if type_.several:
            if type_.base == "thing" and type_.of not in {"person", "unit", "party", "item", "paper"}:
                kind = self.words.kinds[type_.of]
                return [self.fields(kind, {field.kind}) for _ in range(self.pick(0, 1, 2))]
            return self.several(type_, field.words)
        found = None if self.pick(*range(6)) == 0 else self.one(type_, field.words)
        return "none" if found is None else found

    def several(self, type_, words):
        return self.some(list(words) if type_.base == "word" else self.things(type_.of)) or "none"

    def one(self, type_, words):
        match type_.base:
            case "text":
                return "text"
            case "date":
                return self.pick(*DATES)
            case "instant":
                return self.pick(*MOMENTS)
            case "number":
                return str(self.pick(1, 5, 1500, 1501))
            case "word":
                return self.pick(*(words or self.role_words(type_)))
        if type_.of in {"person", "unit", "party", "item", "paper"}:
            things = self.things(type_.of)
            return self.pick(*things) if things else None
        return self.fields(self.words.kinds[type_.of])

    def role_words(self, type_):
        kind, _, name = type_.of.partition(".")
        return list(self.words.kinds[kind].fields[name].words)

    def things(self, kind):
        match kind:
            case "person":
                return self.people
            case "unit":
                return self.units
            case "party":
                return (*self.units[:2], *self.people[:2], *self.words.parties)
            case "item":
                return tuple(Ref(i) for i in range(self.items))
            case "paper":
                return tuple(Ref(i, p) for i, count in enumerate(self.papers) for p in range(count))
        return ()

    def act(self, field):
        count = self.pick(0, 1, 1, 2, 3) if field.repeatable else self.pick(0, 1, 1, 1)
        records = [self.record(field) for _ in range(count)]
        return "none" if not records else records if field.repeatable else records[0]

    def record(self, field):
        out = {}
        for preposition, type_ in field.roles.items():
            if type_.base == "thing" and type_.of in {"item", "paper"}:
                continue  # a notice for some items only: without the word it is for all of them
            if preposition == "to" and type_.of == "person" and self.pick(True, False):
                out["to"] = "everyone"
                continue
            several = preposition in {"to", "with"}
            found = (
                self.several(type_, self.role_words(type_) if type_.base == "word" else ())
                if several
                else self.one(type_, ())
            )
            if found not in (None, "none"):
                out[preposition] = found
            elif several:
                out[preposition] = self.one(type_, ())
        if self.pick(*range(8)) == 0:
            out["refused"] = "yes"
        return {**out, "at": self.pick(*MOMENTS)}

    def attendance(self):
        where = {name: self.pick("present", "present", "absent", "late", "left", "") for name in self.people}
        table = {key: [n for n, w in where.items() if w == key] for key in ("present", "absent")}
        table |= {
            key: {n: at for n, w in where.items() if w == key} for key, at in (("late", "14:20"), ("left", "14:40"))
        }
        out = {key: value for key, value in table.items() if value}
        return {**out, **({"others": self.pick("present", "absent")} if self.whole or self.pick(True, False) else {})}

    def of_person(self, field):
        if field.type.base == "flag":
            return self.some(self.people) or "none"
        found = {name: self.value(field) for name in self.some(self.people)}
        return {
            **{k: v for k, v in found.items() if v is not None},
            **({"others": "none"} if self.whole or self.pick(True, False) else {}),
        }

    def item(self, number):
        out = {"title": f"item {number}", **self.fields(self.words.kinds["item"], {"papers"})}
        kind = self.words.kinds["paper"]
        papers = [{"title": f"paper {number}-{p}", **self.fields(kind, {"item"})} for p in range(self.papers[number])]
        if self.whole or self.pick(True, True, False):
            out["papers"] = papers
        if self.whole:
            out |= {"present": self.some(self.people) or "none", "discussed": self.pick("2024-03-20 14:30", "none")}
        for name, field in self.words.kinds["person"].fields.items():
            ways = [p for p, t in field.roles.items() if t.of == "item"]
            if name != "present" and field.type.base == "flag" and ways and (self.whole or self.pick(True, False)):
                shared = list(self.people)
                split = {way: [shared.pop(0) for _ in range(self.pick(0, 1, 2))] for way in ways}
                out[name] = {k: v or "none" for k, v in split.items()} if len(ways) > 1 else split[ways[0]] or "none"
        return out


def made(dice, book, whole=False):
    """A meeting file with references in it; `resolved` writes them out."""
    roster = plain(book.given)["roster"]
    people = sorted(
        {
            n
            for line in roster["offices"]
            for k, v in line.items()
            if k not in {"from", "to", "acting"}
            for n in ([v] if isinstance(v, str) else v)
        }
    )
    extra = sorted({u["principal_head"] for u in roster["units"].values() if u.get("principal_head", "none") != "none"})
    count = dice.count(0, 2)
    papers = tuple(dice.count(0, 1) for _ in range(count))
    ambiguous = frozenset(key for key, (one, _) in book.definitions.fields.items() if one)
    units = tuple(sorted(roster["units"]))
    maker = Maker(dice, book.words, (*people, *extra), units, count, papers, whole, ambiguous)
    for unit in roster["units"].values():  # what the rulebook asks of units must be known for a record to be whole
        for name, field in book.words.kinds["unit"].fields.items():
            if name not in unit and not field.derived and writable(field):
                unit[name] = "no" if field.type.base == "flag" else "none"
    data = {"meeting": book.id, "roster": roster, "as_of": AS_OF, "day": DAY, "begins": "14:00", "ends": "16:00"}
    return filled(maker, data)


def filled(maker, data):
    """What is known of the meeting itself, with all that may be said of one laid beside it."""
    words = maker.words
    data["attendance"] = maker.attendance()
    data["items"] = [maker.item(i) for i in range(maker.items)]
    for name, entry in entries_of(words).items():
        if name in data or not (maker.whole or maker.pick(True, True, False)):
            continue
        match entry.group:
            case "meeting" if not entry.field.derived:
                found = maker.value(entry.field)
            case "single":
                found = maker.fields(words.kinds[name])
            case "plural":
                kind = words.kinds[entry.field.type.of]
                found = [maker.fields(kind) for _ in range(maker.dice.count(0, 1))] or "none"
            case "person" if not entry.field.derived:
                found = maker.of_person(entry.field)
            case _:
                found = None
        if found is not None:
            data[name] = found
    return data


# ---- forgetting --------------------------------------------------------------------------------------------------------


def ways_to_forget(data):
    """Every single fact that can be taken away: a key, or that a list is complete."""
    level, found = [((), data)], []
    while level:
        path, node = level.pop()
        if path[:1] == ("attendance",):
            continue
        if isinstance(node, dict):
            for key, value in node.items():
                if key in KEPT or (key in FINER and path[:1] == ("items",)):
                    continue
                level.append(((*path, key), value))
                if len(node) == 1 or ("others" in node and key != "others"):
                    continue  # a record of nothing; somebody for whom the others then stand
                found.append(("key", (*path, key)))
        elif isinstance(node, list) and path[-1] not in PREPOSITIONS:
            found.append(("open", path))
            level += [((*path, i), value) for i, value in enumerate(node)]
    where = data.get("attendance", {})
    if "others" in where:
        found.append(("key", ("attendance", "others")))
    else:
        for key, value in where.items():
            found += [("name", ("attendance", key, name)) for name in value]
    return sorted(found, key=str)


def forget(data, way):
    """The data without one fact."""
    data = deepcopy(data)
    what, path = way
    *inner, last = path
    node = data
    for step in inner:
        node = node[step]
    if what == "open":
        node[last] = {"complete": "no", "of": node[last]}
    elif what == "name" and isinstance(node, list):
        node.remove(last)
    else:
        del node[last]
    return data
