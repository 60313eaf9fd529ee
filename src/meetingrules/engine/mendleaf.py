"""What would make one plain condition true or false: a flag, a number, a word, a day, somebody in the room."""

from datetime import datetime
from fractions import Fraction

from attrs import frozen

from meetingrules.engine.mendacts import Doings, Y
from meetingrules.engine.wants import WIDTH, Come, Fix, Join, Put
from meetingrules.facts.fields import MEETING
from meetingrules.lang import tree as t
from meetingrules.lang.answers import Moment
from meetingrules.lang.facts import Group, Thing, Unknown
from meetingrules.lang.values import Scene
from meetingrules.lang.words import Field
from meetingrules.report import figures

ROOM = frozenset({"present", "attending"})


@frozen(eq=False)
class Leaves(Doings):
    """Finds wishes for plain conditions."""

    def timed(self, node: t.Timed, scene: Scene) -> list[Fix]:
        """A date or an act at another time."""
        if not isinstance(node.of, t.Get):
            return []
        thing, field = self.checker.evaluator.value(node.of.of, scene), node.of.field
        if not isinstance(thing, Thing):
            return []
        if field.type.base == "act":
            return self.acted(thing, field, (), node.timing, scene)
        known = self.checker.world.read(thing, field)
        first, last = self.window(node.timing, scene, done=False)
        at = last or first
        return self.put(thing, field, stamp(at, self.checker.world.zone), known) if at is not None else []

    def kept(self, known: object) -> bool:
        """Whether what is known stays as it is."""
        return not isinstance(known, Unknown) and (not self.known or (self.over and not self.past))

    def put(self, thing: Thing, field: Field, value: str, known: object) -> list[Fix]:
        """A value stated, or planned otherwise."""
        if self.kept(known):
            return []
        return [(Put(thing, field, value, self.tone(known)),)]

    def get(self, expr: t.Value, scene: Scene) -> tuple[Thing, Field, object] | None:
        """A field of one thing with what is known of it."""
        if not isinstance(expr, t.Get):
            return None
        thing = self.checker.evaluator.value(expr.of, scene)
        return (thing, expr.field, self.checker.world.read(thing, expr.field)) if isinstance(thing, Thing) else None

    def flag(self, node: t.Flag, scene: Scene, want: bool) -> list[Fix]:
        """A yes or no; in the room, that somebody comes."""
        thing = self.checker.evaluator.value(node.of, scene)
        if not isinstance(thing, Thing):
            return []
        if thing.kind == "person" and node.field.name in ROOM:
            item = self.checker.evaluator.value(node.role, scene) if node.role is not None else None
            return self.come(thing, item if isinstance(item, Thing) else None, want)
        if node.role is not None:
            return []
        return self.put(thing, node.field, "yes" if want else "no", self.checker.world.read(thing, node.field))

    def come(self, person: Thing, item: Thing | None, want: bool) -> list[Fix]:
        """Somebody comes, or does not; who is on record as absent was absent."""
        world = self.checker.world
        came, _ = world.presences.came(person.id)
        if came is None:
            return [(Come(person.id, world.expecting, item, want, "do" if world.expecting else "state"),)]
        if world.expecting and not world.plan.attendance.recorded:
            return [(Come(person.id, True, item, want),)] if want else []
        return [(Come(person.id, False, item, want, "past"),)] if self.past else []

    def among(self, expr: t.Value, group: Group, scene: Scene) -> list[Fix]:
        """A field with one of some values."""
        found = self.get(expr, scene)
        if found is None:
            return []
        thing, field, known = found
        sure = [entry for entry, proof in group.entries if proof is None or proof.now is Y][:WIDTH]
        if field.type.several:
            return self.join(thing, field, sure, known)
        return [fix for entry in sure for fix in self.put(thing, field, written(entry), known)]

    def join(self, thing: Thing, field: Field, values: list[object], known: object) -> list[Fix]:
        """A set with one more value."""
        if self.kept(known):
            return []
        return [(Join(thing, field, written(value), self.tone(known)),) for value in values]

    def compare(self, node: t.Compare, scene: Scene, want: bool) -> list[Fix]:
        """A number at its limit."""
        found, limit = self.get(node.left, scene), self.checker.evaluator.number(node.right, scene)
        if found is None or limit.low != limit.high:
            return []
        step = {"more than": 1, "fewer than": -1}.get(node.bound, 0)
        if not want:
            step = {"at least": -1, "at most": 1}.get(node.bound, 0)
        value = limit.low + step
        value = Fraction(value.__floor__()) if node.bound == "at most" else Fraction(value.__ceil__())
        return self.put(found[0], found[1], figures.number(value), found[2])

    def nothing(self, expr: t.Value, scene: Scene) -> list[Fix]:
        """Known that there is none."""
        found = self.get(expr, scene)
        return self.put(found[0], found[1], "none", found[2]) if found is not None else []

    def emptied(self, expr: t.Value, scene: Scene) -> list[Fix]:
        """A set of which nothing is known stated to be empty."""
        group = self.checker.evaluator.group(expr, scene)
        if group.entries or not group.gaps:
            return []
        match expr:
            case t.Filter(inner) | t.Get(t.Filter(inner)):
                return self.emptied(inner, scene)
            case t.Get():
                return self.nothing(expr, scene)
            case t.SetOf(name) if name not in self.checker.evaluator.definitions.sets:
                word = self.checker.book.words.sets[name]
                return [(Put(MEETING, Field("meeting", name, expr.type, word.label), "none", "state"),)]
        return []


def written(value: object) -> str:
    """A value as a meeting file writes it."""
    if isinstance(value, Thing):
        return value.id.removeprefix("items.").replace(".papers.", ".") if value.kind in {"item", "paper"} else value.id
    return figures.number(value) if isinstance(value, Fraction) else str(value)


def stamp(moment: Moment, zone: object) -> str:
    """A moment as a meeting file writes it."""
    if isinstance(moment, datetime):
        return moment.astimezone(zone).strftime("%Y-%m-%d %H:%M")  # type: ignore[arg-type]
    return moment.isoformat()
