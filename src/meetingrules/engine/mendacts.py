"""What would have an act done: until when it serves, by whom, beside what is on record or instead of it."""

from datetime import date, datetime, timedelta

from attrs import evolve, frozen

from meetingrules.engine.check import Checker
from meetingrules.engine.wants import Act, Fix, Roles
from meetingrules.facts.fields import REFERRED, inner_id
from meetingrules.lang import tree as t
from meetingrules.lang.answers import Due, Moment, Truth
from meetingrules.lang.facts import NONE, Acts, Thing, Unknown
from meetingrules.lang.moments import day
from meetingrules.lang.values import Scene, in_time_order
from meetingrules.lang.words import Field

Y, N, OPEN = Truth.YES, Truth.NO, Truth.OPEN
ONE_DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


@frozen(eq=False)
class Doings:
    """Finds acts to wish for, for one rule of one meeting."""

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

    def window(
        self, timing: tuple[t.Timing, ...], scene: Scene, *, done: bool = True
    ) -> tuple[Moment | None, Moment | None]:
        """The first and the last moment that all time phrases allow; None: no such end.

        :param done: whether something is to be done then: that the stage of the rule and the chain allow, too
        """
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
        if done:
            ends = {"preparation": world.start, "sitting": world.end}
            if (end := ends.get(self.stage)) is not None:
                lasts.append(self.day(end) - ONE_DAY if self.stage == "preparation" else self.day(end))
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
            return self.just_before(first), True
        if isinstance(first, datetime) and isinstance(last, datetime) and first > last:
            return None, limited
        return last, limited

    def just_before(self, first: Moment | None) -> Moment | None:
        """On the very day of the meeting, the minute before it; None where that is too late."""
        start = self.checker.world.start
        if not isinstance(first, datetime) or not isinstance(start, datetime) or self.stage != "preparation":
            return None
        return start - MINUTE if first <= start - MINUTE else None

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
