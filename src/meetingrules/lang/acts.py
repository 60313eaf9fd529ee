"""The reference evaluator's acts and times: was it done, by whom, in time, and until when it may be.

A deadline is a moment computed from another one. Where the calendar is not announced it is a pair of days, and only what
both agree on is decided.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import assert_never

from attrs import evolve, frozen

from meetingrules.base.source import Texts
from meetingrules.lang import tree as t
from meetingrules.lang.answers import Due, Gap, Moment, Proof, Truth, all_of, any_of, conjunction
from meetingrules.lang.facts import NONE, Acts, Everyone, Group, Record, Thing, Unknown
from meetingrules.lang.moments import at_clock, day, earlier, not_later, plus, shift
from meetingrules.lang.values import Scene, Valuer, in_time_order
from meetingrules.lang.words import Type

Y, N, OPEN = Truth.YES, Truth.NO, Truth.OPEN
WITHIN_A_YEAR = timedelta(days=366)
CALENDAR = {"zh": "节假日安排尚未公布", "en": "the working days are not announced yet"}
REFERRED = frozenset({"person", "unit", "party", "item", "paper", "meeting"})
"""Kinds of things that exist apart from what is done with them."""
HOUR = {"zh": "只有日期，缺钟点", "en": "a day without the hour"}


@frozen
class Timer(Valuer):
    """Evaluates moments, deadlines and acts."""

    # ---- moments -------------------------------------------------------------------------------------------------

    def when(self, node: t.When, scene: Scene) -> "Due | Unknown | None":
        """A moment, or the pair it lies between; None when what it hangs on is known not to be."""
        zone = self.facts.zone
        if isinstance(node, t.MomentOf):
            value = node.value
            if isinstance(value, t.Get) and isinstance(value.of, t.Single):  # the start of the meeting, again and again
                key = ("when", value.of.kind, value.field.name)
                return self.remembered(scene, key, lambda: self.moment_of(value, scene))
            return self.moment_of(value, scene)
        base = self.when(node.moment, scene)
        if not isinstance(base, Due):
            return base
        match node:
            case t.DayOf():
                return Due(day(base.earliest, zone), day(base.latest, zone))
            case t.Shifted(amount, unit, _):
                low, high = (shift(m, amount, unit, self.facts.calendar, zone) for m in (base.earliest, base.latest))
                return Due(low.earliest, high.latest)
            case t.Clock(hour, minute, _):
                return Due(at_clock(base.earliest, hour, minute, zone), at_clock(base.latest, hour, minute, zone))
            case never:
                assert_never(never)

    def moment_of(self, value: t.Value, scene: Scene) -> "Due | Unknown | None":
        """When: a moment as a pair."""
        found = self.moment(value, scene)
        return Due.at(found) if isinstance(found, date) else found

    def limits(self, timing: t.Limit, base: Due, scene: Scene) -> tuple["Due | None", "Due | None"]:
        """The first and the last moment that a limit allows; None where it has no such end."""
        after = timing.direction == "after"
        sign, low = 1 if after else -1, self.period(timing.low, scene)
        far = self.moved(base, sign * low, timing.unit)
        match timing.bound, timing.direction:
            case "within", "after":
                return base, far
            case "within", _:
                return far, base
            case "between", _:
                assert timing.high is not None
                ends = far, self.moved(base, sign * self.period(timing.high, scene), timing.unit)
                return ends if after else ends[::-1]
            case "exactly", _:
                return far, far
            case (("at least" | "more than"), _):
                if timing.bound == "more than":
                    far = self.moved(base, sign * (low + 1), timing.unit)
                return (far, None) if after else (None, far)
            case _:
                if timing.bound == "fewer than":
                    far = self.moved(base, sign * (low - 1), timing.unit)
                return (None, far) if after else (far, None)

    def period(self, expr: t.Value, scene: Scene) -> int:
        """A whole number of units: the checker takes no other period."""
        value = self.value(expr, scene)
        assert isinstance(value, Fraction)
        return int(value)

    def moved(self, base: Due, amount: int, unit: str) -> Due:
        """Both ends of a pair, moved."""
        calendar, zone = self.facts.calendar, self.facts.zone
        low, high = shift(base.earliest, amount, unit, calendar, zone), shift(base.latest, amount, unit, calendar, zone)
        return Due(low.earliest, high.latest)

    def last_moment(self, timings: tuple[t.Timing, ...], scene: Scene) -> Due | None:
        """The last permissible moment of all time phrases together; the rule's own due where there is none."""
        ends = list[Due]()
        for timing in timings:
            base = self.when(timing.moment, scene)
            if not isinstance(base, Due):
                continue
            if isinstance(timing, t.Limit):
                end = self.limits(timing, base, scene)[1]
                ends += [end] if end else []
            elif timing.relation in {"before", "no later than", "on"}:
                ends.append(base)
        return min(ends, key=lambda due: in_time_order(due.earliest), default=scene.due)

    # ---- in time? ----------------------------------------------------------------------------------------------------

    def in_time(self, moment: Moment, timing: t.Timing, scene: Scene) -> Proof:
        """Whether a known moment keeps one time phrase."""
        base = self.when(timing.moment, scene)
        values: dict[str, object] = {"at": moment}
        if isinstance(base, Unknown):
            return Proof("time", OPEN, OPEN, timing.says, gaps=base.gaps, due=scene.due, values=values)
        if base is None:
            if self.lies_ahead(timing):
                return Proof("time", Y, Y, timing.says, values=values)
            return Proof("time", N, N, timing.says, values={**values, "never": True})
        first, last = self.bounds(timing, base, scene)
        values |= {"base": base, "first": first, "last": last}
        strict = isinstance(timing, t.At) and timing.relation in {"before", "after"}
        acts = isinstance(timing.moment, t.MomentOf) and timing.moment.value.type.base == "act"
        hourless = self.hourless(timing.moment, base)
        truths, gaps = [], list[Gap]()
        for bound, upper in ((first, False), (last, True)):
            if bound is None:
                continue
            bare = hourless and bound is base
            answers = {self.side(moment, end, upper, strict, acts, bare) for end in (bound.earliest, bound.latest)}
            truth = answers.pop() if len(answers) == 1 else OPEN
            if truth is OPEN:
                hour = bound.exact or isinstance(bound.earliest, datetime)
                gaps.append(Gap("hour", "", HOUR, scene.due) if hour else Gap("calendar", "", CALENDAR, bound))
            truths.append(truth)
        now = all_of(truths)
        return Proof(
            "time", now, now, timing.says, gaps=tuple(gaps) if now is OPEN else (), due=scene.due, values=values
        )

    def lies_ahead(self, timing: t.Timing) -> bool:
        """Whether a time phrase asks for something before an act: one that is not done lies ahead of all that is."""
        moment = timing.moment
        act = isinstance(moment, t.MomentOf) and moment.value.type.base == "act"
        return act and isinstance(timing, t.At) and timing.relation in {"before", "no later than"}

    def bounds(self, timing: t.Timing, base: Due, scene: Scene) -> tuple["Due | None", "Due | None"]:
        """First and last permissible moment of any time phrase."""
        if isinstance(timing, t.Limit):
            return self.limits(timing, base, scene)
        match timing.relation:
            case "before" | "no later than":
                return None, base
            case "after" | "no earlier than":
                return base, None
            case _:
                one_day = Due(day(base.earliest, self.facts.zone), day(base.latest, self.facts.zone))
                return one_day, one_day

    def side(self, moment: Moment, end: Moment, upper: bool, strict: bool, acts: bool, bare: bool) -> Truth:
        """One side of one bound. Between acts, equal days are in order; against the start of a meeting the hour counts.

        :param bare: the bound is an instant of which only the day is known
        """
        zone = self.facts.zone
        early, late = (moment, end) if upper else (end, moment)
        if not strict:
            if bare and isinstance(moment, datetime) and day(moment, zone) == end:
                return OPEN
            return Y if not_later(early, late, zone) else N
        truth = earlier(early, late, zone)
        if truth is not OPEN:
            return truth
        if acts:
            return Y
        return OPEN if bare or isinstance(end, datetime) else N

    def hourless(self, node: t.When, base: Due) -> bool:
        """Whether a moment that should be an instant is known by its day alone: a meeting without ``begins``."""
        instant = isinstance(node, t.MomentOf) and node.value.type.base == "instant"
        return instant and not isinstance(base.earliest, datetime)

    # ---- acts ----------------------------------------------------------------------------------------------------------

    def done(self, node: t.Done, scene: Scene) -> Proof:
        """Whether an act was done as the sentence says: the records asked one by one."""
        thing = self.value(node.of, scene)
        due = self.last_moment(node.timing, scene)
        if not isinstance(thing, Thing):
            return self.no_thing(thing, node, due, scene)
        acts = self.facts.read(thing, node.field)
        fact, texts = self.facts.fact(thing, node.field.name), self.facts.texts(thing, node.field.name)
        roles = self.named(node.roles, scene)
        values: dict[str, object] = {
            "of": thing,
            "act": node.field.name,
            "roles": roles,
            "due": due if scene.told or due is not scene.due else None,
        }
        if isinstance(acts, Unknown):
            gaps = tuple(evolve(g, due=due, act=True) for g in acts.gaps)
            return Proof("act", OPEN, OPEN, node.says, gaps=gaps, due=due, values=values)
        if acts is NONE or (isinstance(acts, Acts) and not acts.records and acts.complete):
            gap = Gap("none", fact, texts, due)
            none, place = {**values, "none": True}, self.facts.place(thing, node.field.name)
            return Proof("act", N, OPEN, node.says, gaps=(gap,), due=due, values=none, place=place)
        assert isinstance(acts, Acts)
        readings = [
            tuple(self.record(r, node, fact, texts, scene) for r in kept)
            for kept in self.standing(acts.records, node, scene)
        ]
        parts = readings[0]
        now = any_of(p.now for p in parts)
        if parts and now is N:  # who it should have been on the day of the act, not on the day of the meeting
            values["roles"] = {**roles, **wanted(parts[-1])}
        if not acts.complete and now is N:
            now = OPEN
        gaps = tuple(dict.fromkeys(g for p in parts for g in p.gaps)) if now is OPEN else ()
        if any(any_of(p.now for p in other) is not now for other in readings[1:]):
            now, gaps = OPEN, (*gaps, Gap("hour", "", HOUR, due))
        if not acts.complete and now is OPEN:
            gaps += (Gap("fact", fact, texts, due),)
        later = now
        if now is N and node.field.repeatable and all(p.values["match"] is N for p in parts):
            later, gaps = OPEN, (Gap("none", fact, texts, due),)
        place = next((p.place for p in parts if p.now is Y), parts[-1].place if parts else None)
        best = next((p for p in parts if p.now is Y), None) or (parts[-1] if parts else None)
        if best is not None:
            values |= {key: best.values[key] for key in ("by", "at", "refused") if key in best.values}
        if now is Y:
            first, *others = [next(p.values["at"] for p in reading if p.now is Y) for reading in readings]
            values.update(("otherwise", at) for at in others if at != first)
        return Proof("act", now, later, node.says, gaps=gaps, due=due, values=values, parts=parts, place=place)

    def no_thing(self, thing: object, node: t.Done, due: Due | None, scene: Scene) -> Proof:
        """An act of something that is none, or not known."""
        values: dict[str, object] = {"act": node.field.name, "due": due}
        if isinstance(thing, Unknown):
            return Proof(
                "act",
                OPEN,
                OPEN,
                node.says,
                gaps=tuple(evolve(g, due=due, act=True) for g in thing.gaps),
                due=due,
                values=values,
            )
        if isinstance(node.of, t.Get):
            values |= {"owner": self.value(node.of.of, scene), "holder": node.of.field.name}
        if isinstance(node.of, t.Single):
            values["lacking"] = node.of.kind
        values["nothing"] = True
        if node.of.type.of in REFERRED:  # who is none does nothing; what is none so far may still come to be
            return Proof("act", N, N, node.says, values=values)
        owner = Thing(node.of.kind, node.of.kind) if isinstance(node.of, t.Single) else values.get("owner")
        if not isinstance(owner, Thing):
            return Proof("act", N, N, node.says, values=values)
        name = node.field.name if isinstance(node.of, t.Single) else str(values["holder"])
        gap = Gap("none", self.facts.fact(owner, name), self.facts.texts(owner, name), due)
        return Proof("act", N, OPEN, node.says, gaps=(gap,), due=due, values=values)

    def standing(self, records: tuple[Record, ...], node: t.Done, scene: Scene) -> list[tuple[Record, ...]]:
        """The records that count: of one person the last, in a chain the last before the meeting.

        Where the meeting's hour is not known, acts of its day that have theirs may lie before it or not: two readings.
        """
        start, dated = scene.start, [(in_time_order(r.at), r) for r in records if r.at is not None]
        if len(dated) == len(records):
            records = tuple(r for _, r in sorted(dated, key=lambda one: one[0]))
        in_time = [r for r in records if start is None or r.at is None or self.before_start(r.at, start)]
        sure = [r for r in in_time if not isinstance(r.at, datetime) or day(r.at, self.facts.zone) != start]
        readings = [in_time] if len(sure) == len(in_time) else [in_time, sure]
        return [self.latest(found or records, node, scene) for found in readings]

    def latest(self, records: Sequence[Record], node: t.Done, scene: Scene) -> tuple[Record, ...]:
        """Of records of one person about the same, the last."""
        start, kept = scene.start, list[Record]()
        for record in records:
            same = [k for k in kept if k.roles.get("by") == record.roles.get("by") and record.roles.get("by")]
            covers = {p: o for p, o in record.roles.items() if p != "by"}
            for other in same:
                if {p: o for p, o in other.roles.items() if p != "by"} != covers:
                    continue
                if other.refused or record.refused or (node.field.moment == "last" and start is not None):
                    kept.remove(other)
            kept.append(record)
        return tuple(kept)

    def before_start(self, moment: Moment, start: Moment) -> bool:
        """Whether an act may lie before the start of the meeting."""
        return earlier(moment, start, self.facts.zone) is not N

    def record(self, record: Record, node: t.Done, fact: str, texts: Texts, scene: Scene) -> Proof:
        """One record against roles and time."""
        on, (first, last) = scene.on, scene.on or (None, None)
        if record.at is not None:
            on = (day(record.at, self.facts.zone),) * 2
        elif first is not None:
            assert last is not None
            on = (plus(first, -WITHIN_A_YEAR.days), plus(last, WITHIN_A_YEAR.days))
        inner = self.scene(scene.bound, on, scene.due, scene.start, told=scene.told)
        parts = [self.role(record, prep, value, f"{fact}.{prep}", texts, inner) for prep, value in node.roles]
        match = all_of(p.now for p in parts)
        values: dict[str, object] = {"match": match, "by": record.roles.get("by", ()), "at": record.at}
        if record.until is not None and last is not None and record.until < last:
            parts.append(Proof("expired", N, N, values={"until": record.until}))
        if record.refused:
            parts.append(Proof("refused", N, N))
            values["refused"] = True
        for timing in node.timing:
            if record.at is not None:
                parts.append(self.in_time(record.at, timing, scene))
            else:
                gap = Gap("fact", f"{fact}.at", texts, scene.due, record.place)
                parts.append(Proof("time", OPEN, OPEN, timing.says, gaps=(gap,), due=scene.due))
        return conjunction(tuple(parts), "record", place=record.place, values=values)

    def role(self, record: Record, prep: str, expr: t.Value, fact: str, texts: Texts, scene: Scene) -> Proof:
        """Whether one role of a record is the one that the sentence names."""
        if prep not in record.roles:
            gap = Gap("fact", fact, texts, scene.due, record.place)
            return Proof("role", OPEN, OPEN, prep, gaps=(gap,), due=scene.due)
        asked = self.group(expr, scene)
        truths, gaps = list[Truth](), list[Gap](asked.gaps)
        for given in record.roles[prep]:
            if isinstance(given, Everyone):
                everyone = self.group(self.everyone(given), scene)
                for value, _ in asked.entries:
                    truth, more = contains(everyone, value)
                    truths.append(truth)
                    gaps += more
            else:
                truth, more = contains(asked, given)
                truths.append(truth)
                gaps += more
        now = any_of(truths)
        if now is N and asked.gaps:
            now = OPEN
        values: dict[str, object] = {"wanted": tuple(v for v, _ in asked.entries)} if now is N else {}
        return Proof("role", now, now, prep, gaps=tuple(gaps) if now is OPEN else (), due=scene.due, values=values)

    def everyone(self, given: Everyone) -> t.Value:
        """The set that *everyone* in a record stands for."""
        return t.SetOf(given.set, Type("thing", "person", several=True))

    def named(self, roles: tuple[tuple[str, t.Value], ...], scene: Scene) -> dict[str, tuple[object, ...]]:
        """Who was asked for, by preposition, for explanations."""
        return {prep: tuple(value for value, _ in self.group(expr, scene).entries) for prep, expr in roles}


def wanted(record: Proof) -> dict[str, object]:
    """Who was asked for where a record names somebody else, by preposition."""
    return {p.says: p.values["wanted"] for p in record.parts if p.construct == "role" and "wanted" in p.values}


def contains(group: Group, value: object) -> tuple[Truth, tuple[Gap, ...]]:
    """Whether a value is in a set, as far as that is known."""
    for entry, proof in group.entries:
        if entry == value:
            return (Y, ()) if proof is None else (proof.now, proof.gaps)
    return (OPEN, group.gaps) if group.gaps else (N, ())
