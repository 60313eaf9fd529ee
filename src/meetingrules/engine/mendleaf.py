"""What would make one plain condition true or false: an act, a flag, a number, a word, somebody in the room."""

from datetime import date, datetime, timedelta
from fractions import Fraction

from attrs import evolve, frozen

from meetingrules.engine.check import Checker
from meetingrules.engine.wants import WIDTH, Act, Come, Fix, Join, Put, Roles
from meetingrules.facts.fields import MEETING, REFERRED, inner_id
from meetingrules.lang import tree as t
from meetingrules.lang.answers import Due, Moment, Truth
from meetingrules.lang.facts import NONE, Acts, Group, Thing, Unknown
from meetingrules.lang.moments import day
from meetingrules.lang.values import Scene, in_time_order
from meetingrules.lang.words import Field
from meetingrules.report import figures

Y, N, OPEN = Truth.YES, Truth.NO, Truth.OPEN
ONE_DAY = timedelta(days=1)
ROOM = frozenset({"present", "attending"})


@frozen(eq=False)
class Leaves:
    """Finds wishes for one rule of one meeting."""

    checker: Checker
    stage: str
    over: bool
    """Whether what the rule is about is past: then what is on record stays as it is."""
    past: bool = False
    """Whether to say what would have been needed: then nothing is sacred, and no day too late."""
    known: bool = True
    """Whether what is known may be planned otherwise; else only acts are added, and facts stated that nobody stated."""
    stating: bool = True
    """Whether an act of which nothing is known may have been done; else it is taken to be still to do, while it is not too late."""
    floor: Moment | None = None
    """No act before this moment: the one before it in its chain."""
    ceiling: Moment | None = None
    """No act after this moment: the next in its chain."""
    soft: bool = False
    """Whether that moment is only where the next was put: it is no limit to speak of."""
    again: bool = False
    """Whether what was done is done once more."""

    # ---- when --------------------------------------------------------------------------------------------------------

    def day(self, moment: Moment) -> date:
        """The day of a moment."""
        return day(moment, self.checker.world.zone)

    def window(self, timing: tuple[t.Timing, ...], scene: Scene) -> tuple[Moment | None, Moment | None]:
        """The first and the last moment that all time phrases and the stage of the rule allow; None: no such end."""
        firsts, lasts = list[Moment](), list[Moment]()
        world, evaluator = self.checker.world, self.checker.evaluator
        for one in timing:
            base = evaluator.when(one.moment, scene)
            if not isinstance(base, Due):
                continue
            first, last = evaluator.bounds(one, base, scene)
            strict = isinstance(one, t.At) and one.relation in {"before", "after"}
            if last is not None:
                lasts.append(self.day(last.earliest) - ONE_DAY if strict else last.earliest)
            if first is not None:
                firsts.append(self.day(first.latest) + ONE_DAY if strict else first.latest)
        if self.stage == "preparation" and world.start is not None:
            lasts.append(self.day(world.start) - ONE_DAY)
        elif self.stage == "sitting" and world.end is not None:
            lasts.append(self.day(world.end))
        firsts += [self.floor] if self.floor is not None else []
        lasts += [self.ceiling] if self.ceiling is not None else []
        return max(firsts, key=in_time_order, default=None), min(lasts, key=in_time_order, default=None)

    def moment(self, timing: tuple[t.Timing, ...], scene: Scene, tone: str) -> tuple[Moment | None, bool]:
        """The last moment at which an act would serve, and whether there is one; None where it is too late for that."""
        first, last = self.window(timing, scene)
        now = self.checker.as_of
        if tone == "do" and now is not None:
            first = now if first is None else max(first, now, key=in_time_order)
        limited = last is not None and not (self.soft and last == self.ceiling)
        if last is None:
            base = scene.due.earliest if scene.due is not None else None
            last = first or base or now
            if first is not None and base is not None and in_time_order(base) > in_time_order(first):
                last = base
        if last is None or (first is not None and self.day(first) > self.day(last)):
            return None, limited
        if isinstance(first, datetime) and isinstance(last, datetime) and first > last:
            return None, limited
        return last, limited

    def tone(self, known: object) -> str:
        """How a wish about a fact is put."""
        return "state" if isinstance(known, Unknown) else "past" if self.past else "do"

    # ---- acts --------------------------------------------------------------------------------------------------------

    def act(self, node: t.Done, scene: Scene) -> list[Fix]:
        """Have something done as a sentence says."""
        thing = self.checker.evaluator.value(node.of, scene)
        coming = self.to_come(node.of, scene) if thing is NONE else None
        if coming is not None:
            return self.acted(coming, node.field, node.roles, node.timing, scene, known=NONE)
        return self.acted(thing, node.field, node.roles, node.timing, scene) if isinstance(thing, Thing) else []

    def to_come(self, expr: t.Value, scene: Scene) -> Thing | None:
        """Of what is none so far, and comes to be by what is done with it, the one that it would be."""
        match expr:
            case t.Single(kind):
                return Thing(kind, kind)
            case t.Get(of, declared) if expr.type.of not in REFERRED:
                owner = self.checker.evaluator.value(of, scene)
                return Thing(expr.type.of or "", inner_id(owner, declared.name)) if isinstance(owner, Thing) else None
        return None

    def acted(
        self,
        thing: Thing,
        field: Field,
        asked: tuple[tuple[str, t.Value], ...],
        timing: tuple[t.Timing, ...],
        scene: Scene,
        known: object = None,
    ) -> list[Fix]:
        """The same act beside what is on record; of what is past, instead of it, too."""
        known = known or self.checker.world.read(thing, field)
        tone = self.tone(known)
        at, limited = self.moment(timing, scene, tone)
        if tone == "state" and not self.stating and not self.over:
            later, bound = self.moment(timing, scene, "do")
            tone, at, limited = ("do", later, bound) if later is not None else (tone, at, limited)
        if at is None:
            return []
        inner = evolve(scene, on=(self.day(at), self.day(at)), memo={})
        roles = list[tuple[str, tuple[object, ...]]]()
        either: tuple[object, ...] = ()
        for preposition, expr in asked:
            group = self.checker.evaluator.group(expr, inner)
            who = tuple(entry for entry, proof in group.entries if proof is None or proof.now is Y)
            if not who:
                return []
            either = who if preposition == "by" else either
            roles.append((preposition, who[:1]))
        wish = Act(thing, field, self.of_announcements(thing, field, tuple(roles)), at, tone, limited, either=either)
        found: list[Fix] = [(self.in_the_notice(wish),)]
        if self.past and isinstance(known, Acts) and known.records:
            found.append((evolve(wish, replaces=True),))
        return found

    def of_announcements(self, thing: Thing, field: Field, roles: Roles) -> Roles:
        """An item is announced by a notice that names it."""
        derived = (thing.kind, field.name) == ("item", "announced") and self.checker.world.stated(
            thing, "announced"
        ) is None
        return (*roles, ("for", (thing,))) if derived and self.sent is not None else roles

    def in_the_notice(self, wish: Act) -> Act:
        """The sending of a notice, where that is what announces."""
        if self.sent is None or not any(p == "for" and values == (wish.thing,) for p, values in wish.roles):
            return wish
        return evolve(wish, thing=Thing("notice", "notice"), field=self.sent)

    @property
    def sent(self) -> Field | None:
        """The sending of notices, where it can be for single items."""
        notice = self.checker.book.words.kinds.get("notice")
        field = notice.fields.get("sent") if notice is not None else None
        return field if field is not None and "for" in field.roles else None

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
        first, last = self.window(node.timing, scene)
        at = last or first
        return self.put(thing, field, stamp(at, self.checker.world.zone), known) if at is not None else []

    # ---- values --------------------------------------------------------------------------------------------------------

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
