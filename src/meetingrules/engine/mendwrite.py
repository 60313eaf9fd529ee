"""Wishes -> edits of a meeting file, and what people are told of them."""

from collections.abc import Iterable, Iterator

from attrs import evolve, frozen

from meetingrules.base.edits import Edit, NoSuchPlace, Path, at, edited
from meetingrules.base.flow import flow
from meetingrules.base.tree import List, Node, Row, Scalar, Table
from meetingrules.engine.labels import BookLabels
from meetingrules.engine.mendleaf import stamp, written
from meetingrules.engine.mendwords import came, done, moved, put
from meetingrules.engine.wants import Act, Come, Fix, Join, Move, Put, Want
from meetingrules.facts.standing import Standing, listed, longer
from meetingrules.facts.world import World
from meetingrules.lang.facts import Thing
from meetingrules.lang.words import Words
from meetingrules.report.remedies import Change

Written = tuple[tuple[Edit, ...], tuple[Change, ...]]


@frozen(eq=False)
class Writer:
    """Writes wishes into a tree."""

    words: Words
    labels: BookLabels
    world: World
    tree: Node

    def fix(self, fix: Fix) -> Written:
        """All edits and what they say, one after the other.

        :raises NoSuchPlace: when a wish has no place in a meeting file
        """
        edits, changes, tree = list[Edit](), list[Change](), self.tree
        for want in (*(w for w in fix if not isinstance(w, Come)), *companies(fix)):
            mine, change = self.written(want, tree)
            tree = edited(tree, mine)
            edits += mine
            first = want[0] if isinstance(want, tuple) else want
            changes.append(evolve(change, states=first.tone == "state"))
        return tuple(edits), tuple(changes)

    def written(self, want: "Want | tuple[Come, ...]", tree: Node) -> tuple[tuple[Edit, ...], Change]:
        """One wish; whoever comes with others, together."""
        ways = Standing(self.words, tree)
        match want:
            case Act():
                return self.act(want, ways)
            case Put(thing, field, value):
                edits, path = self.placed(thing, field.name, Scalar(value, "plain"), ways)
                return edits, Change("fact", path, value, put(want, self.labels), thing.id)
            case Join(thing, field, value):
                old = ways.standing(thing, field.name)
                new = longer(old if old is not None else List(()), Scalar(value, "plain"))
                new = new if isinstance(new, List | Table) else List((new,))
                edits, path = self.placed(thing, field.name, new, ways)
                return edits, Change("fact", path, flow(new), put(want, self.labels), thing.id)
            case Move(day, by):
                return self.move(want, ways), Change("day", "day", day.isoformat(), moved(want), "", None, 0, by)
            case tuple():
                return self.company(want, ways)
            case Come():
                return self.company((want,), ways)

    def placed(self, thing: Thing, name: str, node: Node, ways: Standing) -> tuple[tuple[Edit, ...], str]:
        """A value at its place, and the place as a file names it.

        :raises NoSuchPlace: when it has none
        """
        way = ways.field(thing, name)
        if way is None:
            raise NoSuchPlace((thing.id, name))
        opened = tuple(Edit(path, table) for path, table in ways.opened(way))
        others = self.others(thing, ways, way)
        return (*opened, *others, Edit(way, node)), self.world.fact(thing, name)

    def others(self, thing: Thing, ways: Standing, way: Path) -> tuple[Edit, ...]:
        """What stands for every thing of a kind must be there before one of them says more of it."""
        found = list[Edit]()
        for end in range(3, len(way)):
            if at(ways.tree, way[:end]) is None and thing.id.startswith("items."):
                every = at(ways.tree, ("every_item", *way[2:end]))
                found += (
                    [Edit(way[:end], every if isinstance(every, Table) else Table(()))] if every is not None else []
                )
        return tuple(found)

    # ---- acts --------------------------------------------------------------------------------------------------------

    def act(self, want: Act, ways: Standing) -> tuple[tuple[Edit, ...], Change]:
        """An act beside those on record, or instead of them."""
        record = self.record(want)
        old = None if want.replaces else ways.standing(want.thing, want.field.name)
        edits, path = self.placed(want.thing, want.field.name, longer(old, record), ways)
        return edits, Change(
            "act",
            path,
            flow(record),
            done(want, self.labels, self.world.zone),
            want.thing.id,
            want.at if want.limited else None,
        )

    def record(self, want: Act) -> Node:
        """The record of an act: in the short form where a name and a day say all."""
        at_ = stamp(want.at, self.world.zone)
        roles = [(p, tuple(written(value) for value in values)) for p, values in want.roles]
        if not roles:
            return Scalar(at_, "plain")
        if len(roles) == 1 and roles[0][0] == "by" and len(roles[0][1]) == 1 and " " not in roles[0][1][0]:
            return Scalar(f"{roles[0][1][0]} {at_}", "plain")
        rows = [Row(Scalar(p, "plain"), names(values)) for p, values in roles]
        return Table((*rows, Row(Scalar("at", "plain"), Scalar(at_, "plain"))))

    # ---- who comes, and when -----------------------------------------------------------------------------------------

    def company(self, wants: tuple[Come, ...], ways: Standing) -> tuple[tuple[Edit, ...], Change]:
        """Some persons come together."""
        first, people = wants[0], tuple(want.person for want in wants)
        kind, told = ("reply" if first.expected else "presence"), came(wants, self.labels)
        head = ways.head("replies" if first.expected else "attendance")
        lists = ("coming", "not_coming") if first.expected else ("present", "absent")
        there, away = lists if first.there else lists[::-1]
        edits = [edit for key in (away, "late", "left") for edit in self.without(people, (head, key), ways)]
        old = at(ways.tree, (head, there))
        new = List((*listed(old), *(Scalar(person, "plain") for person in people)))
        edits.append(Edit((head, there), new))
        value = people[0] if len(people) == 1 else flow(names(people))
        return tuple(edits), Change(kind, f"{head}.{there}", value, told, "", None, len(people))

    def without(self, people: tuple[str, ...], way: Path, ways: Standing) -> Iterator[Edit]:
        """A list of names, or a table by names, without some."""
        old = at(ways.tree, way)
        if isinstance(old, Table) and any(row.key.text in people for row in old.rows):
            rows = tuple(row for row in old.rows if row.key.text not in people)
            yield Edit(way, Table(rows) if rows else None)
        elif old is not None and any(isinstance(e, Scalar) and e.text in people for e in listed(old)):
            yield Edit(way, List(tuple(e for e in listed(old) if not (isinstance(e, Scalar) and e.text in people))))

    def move(self, want: Move, ways: Standing) -> tuple[Edit, ...]:
        """The meeting on another day, as long as it was."""
        edits = [Edit((ways.head("day"),), Scalar(want.day.isoformat(), "plain"))]
        plan = self.world.plan
        if plan.last_day is not None and plan.day is not None:
            last = want.day + (plan.last_day - plan.day)
            edits.append(Edit((ways.head("last_day"),), Scalar(last.isoformat(), "plain")))
        return tuple(edits)


def companies(fix: Fix) -> list[tuple[Come, ...]]:
    """Those who come, in groups of which the same is said."""
    groups = dict[tuple[bool, bool, str], tuple[Come, ...]]()
    for want in fix:
        if isinstance(want, Come):
            key = want.expected, want.there, want.tone
            groups[key] = (*groups.get(key, ()), want)
    return list(groups.values())


def names(values: Iterable[str]) -> Node:
    """Names as a file writes them: one alone, or a list."""
    found = tuple(Scalar(value, "plain") for value in values)
    return found[0] if len(found) == 1 else List(found)
