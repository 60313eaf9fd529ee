"""By when: all steps of a meeting with their latest permissible moments, and the earliest day on which it can lawfully be held."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, timedelta
from functools import cached_property

from attrs import evolve, field, frozen

from meetingrules.base.days import Calendar
from meetingrules.base.limits import FIRST_DAY, LAST_DAY
from meetingrules.base.source import Texts
from meetingrules.engine.check import Checker, world_of
from meetingrules.engine.classified import classified_of
from meetingrules.engine.findings import Findings
from meetingrules.engine.stepfacts import Instance, StepFacts
from meetingrules.engine.stepwalk import Leaf, Walker
from meetingrules.engine.stepwords import CONDITIONAL, NOTHING, StepWords
from meetingrules.facts.held import HELD, NOT_HELD
from meetingrules.facts.model import Plan
from meetingrules.facts.world import World
from meetingrules.lang import tree as t
from meetingrules.lang.answers import Due, Moment
from meetingrules.lang.facts import Record, Thing
from meetingrules.lang.moments import day as day_of
from meetingrules.lang.values import in_time_order
from meetingrules.report import figures
from meetingrules.report.model import Citation
from meetingrules.report.steps import LANGS, OUTSTANDING, PHASES, About, Condition, Earliest, Schedule, Step
from meetingrules.rulebook.model import Rule, Rulebook

LOOK_AHEAD = 800
"""Days that are looked at for an earliest lawful day."""
MOST_DAYS = 184
"""Days that a picture shows at most on each side of the meeting."""
MARGIN = 2
"""Days that a picture shows on both sides."""
ONE_DAY = timedelta(days=1)


Where = tuple[str, int, tuple[str, ...]]
"""A step, on whatever day: its rule, its number there, the ids of what it is about."""


def where(one: Instance) -> Where:
    """What a step is known by when the meeting is moved."""
    return one.rule.id, one.leaf.number, tuple(thing.id for thing in one.things)


def _until_sure(found: Iterable[tuple[Instance, bool]]) -> Iterator[tuple[Instance, bool]]:
    """What blocks a day, as far as it takes to know."""
    for one, sure in found:
        yield one, sure
        if sure:
            return


@frozen(eq=False)
class Deadlines:
    """Works out what is due when for one meeting."""

    plan: Plan
    book: Rulebook
    today: date
    calendar: Calendar | None = None
    leaves: Mapping[str, tuple[Leaf, ...]] = field(factory=dict)

    @classmethod
    def of(cls, plan: Plan, book: Rulebook, today: date, calendar: Calendar | None = None) -> "Deadlines":
        """With the acts that each rule asks for."""
        leaves = {rule.id: Walker(book.definitions).leaves(rule) for rule in book.rules}
        return cls(plan, book, today, calendar, leaves)

    @cached_property
    def world(self) -> World:
        """The facts."""
        return world_of(self.plan, self.book, None, self.calendar)

    @cached_property
    def facts(self) -> StepFacts:
        """The steps on these facts."""
        return StepFacts(Checker(self.book, self.world, None), self.leaves)

    @cached_property
    def words(self) -> StepWords:
        """What they are called."""
        return StepWords(Findings(self.book, self.world).labels)

    # ---- the steps ---------------------------------------------------------------------------------------------------

    def steps(self, rules: Iterable[Rule] | None = None) -> tuple[Step, ...]:
        """All steps of some rules, or of all, in the order of their latest moments."""
        found = [step for rule in rules or self.book.rules for step in self.of_rule(rule)]
        return tuple(sorted(found, key=_order))

    def of_rule(self, rule: Rule, only: AbstractSet[Where] | None = None) -> Iterator[Step]:
        """The steps of a rule, or some of them: those that are the same but for their subject as one."""
        instances = self.facts.instances.get(rule.id, ())
        for leaf in self.leaves[rule.id]:
            groups = list[tuple[Step, list[Instance]]]()
            own = [one for one in instances if one.leaf is leaf]
            for one in own:
                if only is not None and where(one) not in only:
                    continue
                step = self.step(one)
                same = next((them for known, them in groups if known == step), None)
                if same is None:
                    groups.append((step, [one]))
                else:
                    same.append(one)
            keys = list[str]()
            for step, them in groups:
                about = self.about(them, own)
                key = f"{rule.id}/{leaf.number}/{' '.join(about.ids) or 'each'}"
                keys.append(key)  # one for some persons and items, another for the same with one another
                yield evolve(step, about=about, key=key if keys.count(key) == 1 else f"{key}/{keys.count(key)}")

    def step(self, one: Instance) -> Step:
        """One step, without what it is about."""
        rule, leaf = one.rule, one.leaf
        beside, open_, excepted = self.facts.hangs_on(one)
        state, record = self.facts.state(one)
        if beside and state != "done":
            state = "not_applicable"
        latest = self.facts.latest(one)
        conditions = [self.words.condition(condition, holds=wanted) for condition, wanted in open_]
        conditions += [Condition("", CONDITIONAL) for _ in one.members]
        return Step(
            key="",
            rule=rule.id,
            cites=self.cites(rule, leaf),
            force=rule.force,
            phase=self.phase(one, latest),
            act=self.words.act(leaf.of.type.of or "", leaf.act.field.name),
            who=self.words.several(leaf.prove, self.words.either(self.parties(leaf, ("by",)))),
            to=self.words.either(self.parties(leaf, ("to", "from"))),
            about=About(NOTHING),
            state=state,
            latest=latest,
            first=self.facts.first(one),
            by=self.doers(record),
            at=record.at if record is not None else None,
            conditions=_different(conditions) if state not in {"not_applicable", "done"} else (),
            excepted=excepted and state in OUTSTANDING,
            choice=f"{rule.id}/{leaf.choice}" if leaf.choice else "",
            missed=state in OUTSTANDING and latest is not None and self.gone(latest.latest),
        )

    def parties(self, leaf: Leaf, prepositions: tuple[str, ...]) -> tuple[t.Value, ...]:
        """Who has a part in a step, unless that is whom it is about; of a variable, what it is one of."""
        found = list[t.Value]()
        ranges = {binder.var: binder for binder in leaf.binders}
        for preposition, value in leaf.roles:
            if preposition not in prepositions:
                continue
            if not isinstance(value, t.Var):
                found.append(value)
            elif value.name in ranges and not ranges[value.name].each:
                found.append(ranges[value.name].value)
        return tuple(found)

    def cites(self, rule: Rule, leaf: Leaf) -> tuple[Citation, ...]:
        """The norm that asks for it: that of the step in its chain, else those of the rule."""
        all_ = Findings(self.book, self.world).cites(rule)
        own = self.book.full(leaf.label) if leaf.label[:1].isdigit() else ""
        return tuple(cite for cite in all_ if cite.id == own) or all_

    def doers(self, record: Record | None) -> Texts:
        """Who did it, as the record names them."""
        given = record.roles.get("by", ()) if record is not None else ()
        labels = self.words.labels
        return {lang: figures.listed([labels.name(who, lang) for who in given], lang) for lang in LANGS}

    def phase(self, one: Instance, latest: Due | None) -> str:
        """Before the meeting, in it, after it."""
        start = self.world.start
        if one.rule.stage == "preparation":
            return PHASES[0]
        known = latest is not None and start is not None and not _by_the_end(one.leaf)
        if known and in_time_order(latest.latest) <= in_time_order(start):  # type: ignore[union-attr,arg-type]
            return PHASES[0]
        return PHASES[1] if one.rule.stage == "sitting" else PHASES[2]

    def gone(self, moment: Moment) -> bool:
        """Whether a last moment lies before today; what falls due today may be done today."""
        return day_of(moment, self.world.zone) < self.today

    # ---- what they are about -----------------------------------------------------------------------------------------

    def about(self, them: Sequence[Instance], all_: Sequence[Instance]) -> About:
        """What a step stands for: each thing that its variables range over, or the ones there are."""
        rule, leaf = them[0].rule, them[0].leaf
        variables = [(rule.subject.var, rule.subject.group)] if rule.subject is not None else []
        variables += [(b.var, b.value) for b in leaf.binders if b.each]
        skip = 0 if rule.subject is not None else 1
        called, ids = list[Texts](), list[str]()
        for place, (var, values) in enumerate(variables, skip):
            mine = _once(one.things[place] for one in them)
            if mine == _once(one.things[place] for one in all_):
                called.append(self.words.each(var, values))
            else:
                called.append(self.named(mine))
                ids += [thing.id for thing in mine]
        joint = {"zh": "，", "en": ", "}
        return About({lang: joint[lang].join(c[lang] for c in called) for lang in LANGS}, tuple(ids))

    def named(self, things: Sequence[Thing]) -> Texts:
        """Some things by their names; one alone with its title."""
        out = {}
        for lang in LANGS:
            names = [self.words.labels.name(thing, lang) for thing in things]
            text = figures.listed(names, lang, "人" if things[0].kind == "person" else "项")
            if len(things) == 1 and things[0].label and things[0].label != names[0]:
                text += f"“{things[0].label}”" if lang == "zh" else f" ({things[0].label})"
            out[lang] = text
        return out

    # ---- the earliest lawful day ---------------------------------------------------------------------------------------

    def on(self, day: date) -> "Deadlines":
        """The same meeting on another day."""
        plan = self.plan
        moved = day - plan.day if plan.day is not None else timedelta()
        last = plan.last_day + moved if plan.last_day is not None else None
        return evolve(self, plan=evolve(plan, day=day, last_day=last))

    def blocking(self, rules: Iterable[Rule], but: AbstractSet[Where] = frozenset()) -> Iterator[tuple[Instance, bool]]:
        """The steps before this meeting that come too late, each with whether that is certain; of alternatives only all together."""
        for rule in rules:
            choices = dict[tuple[str, ...], list[tuple[Instance, bool | None]]]()
            for one in self.facts.instances.get(rule.id, ()):
                late = self.too_late(one)
                if one.leaf.choice:
                    key = (one.leaf.choice, *(thing.id for thing in one.things))
                    choices.setdefault(key, []).append((one, late))
                elif late is not None and where(one) not in but:
                    yield one, late
            for ways in choices.values():
                if all(late is not None and where(one) not in but for one, late in ways):
                    sure = all(late for _, late in ways)
                    yield from ((one, sure) for one, _ in ways)

    def too_late(self, one: Instance) -> bool | None:
        """Whether a step before the meeting surely (True) or perhaps (False) comes too late; None: it can still be done, or was."""
        latest = self.facts.latest(one)
        if latest is None or self.phase(one, latest) != PHASES[0]:
            return None
        state = self.facts.state(one)[0]
        open_ = state in OUTSTANDING and self.gone(latest.earliest)
        if (state != "late" and not open_) or self.facts.hangs_on(one)[0]:
            return None
        return state == "late" or self.gone(latest.latest)

    def earliest(self) -> Earliest:
        """The earliest lawful day: the first, from today on, on which nothing before the meeting comes too late."""
        start = max(self.today, self.book.in_force or self.today)
        end = min(start + timedelta(days=LOOK_AHEAD), self.book.in_force_to or LAST_DAY, LAST_DAY)
        if end < start:
            return Earliest(None, None, (), (), end)
        at_last = self.on(end)
        regardless = frozenset(where(one) for one, _ in at_last.blocking(self.book.rules))
        never = at_last.named_steps(regardless) if regardless else ()
        possible, day, rules = None, start, list(self.book.rules)
        while day <= end:
            found = list(_until_sure(self.on(day).blocking(rules, regardless)))
            if not any(sure for _, sure in found) and possible is None:
                possible = day
            if not found:
                why = self.before(day, regardless) if day > start else ()
                return Earliest(day, possible, why, never, day, day == start > self.today)
            first = found[0][0].rule.id
            rules.sort(key=lambda rule: rule.id != first)
            day += ONE_DAY
        return Earliest(None, possible, (), never, end)

    def before(self, day: date, but: AbstractSet[Where]) -> tuple[Step, ...]:
        """The steps for which the day before comes too early."""
        there = self.on(day - ONE_DAY)
        return there.named_steps({where(one) for one, _ in there.blocking(self.book.rules, but)})

    def named_steps(self, wheres: AbstractSet[Where]) -> tuple[Step, ...]:
        """Some steps, as they are told."""
        rules = {rule for rule, _, _ in wheres}
        found = [step for rule in self.book.rules if rule.id in rules for step in self.of_rule(rule, wheres)]
        return tuple(sorted(found, key=_order))

    # ---- everything --------------------------------------------------------------------------------------------------

    def schedule(self) -> Schedule:
        """All steps, the days around them, and the earliest lawful day where the meeting still lies ahead."""
        world, plan = self.world, self.plan
        assert plan.day is not None
        assert world.start is not None
        assert world.end is not None
        steps = self.steps()
        planned = world.state not in HELD | NOT_HELD
        hidden = classified_of(plan, self.book.words)
        return Schedule(
            path=plan.source.name,
            rulebook=self.book.id,
            version=self.book.version,
            title=self.book.title,
            name=Findings(self.book, world).title(),
            day=plan.day,
            last_day=plan.last_day or plan.day,
            begins=world.start,
            ends=world.end,
            today=self.today,
            steps=steps,
            days=tuple(self.days(steps)),
            announced_through=world.calendar.announced_through,
            planned=planned,
            earliest=self.earliest() if planned else None,
            classified=hidden.things,
            secrets=hidden.texts,
        )

    def days(self, steps: Sequence[Step]) -> Iterator[tuple[date, str, Texts | None]]:
        """Each day from the first step to the last, and some more, with its kind."""
        zone = self.world.zone
        assert self.plan.day is not None
        ends = [s.latest for s in steps if s.latest is not None and s.state != "not_applicable"]
        all_ = [day_of(moment, zone) for due in ends for moment in (due.earliest, due.latest)]
        all_ += [d for d in (self.plan.day, self.plan.last_day) if d is not None]
        first = max(min(all_) - MARGIN * ONE_DAY, self.plan.day - MOST_DAYS * ONE_DAY, FIRST_DAY)
        last = min(max(all_) + MARGIN * ONE_DAY, self.plan.day + MOST_DAYS * ONE_DAY, LAST_DAY)
        for number in range((last - first).days + 1):
            day = first + number * ONE_DAY
            kind = self.world.calendar.kind(day)
            yield day, kind.kind, kind.name


def _by_the_end(leaf: Leaf) -> bool:
    """Whether the time of a step is counted from the end of the meeting."""
    return any(_root(timing.moment) in {"ends", "last_day"} for timing in leaf.timing)


def _root(node: t.When) -> str:
    """The field that a moment is counted from."""
    while not isinstance(node, t.MomentOf):
        node = node.moment
    return node.value.field.name if isinstance(node.value, t.Get) else ""


def _different(conditions: Sequence[Condition]) -> tuple[Condition, ...]:
    """Conditions, each once; of those without words one stands for all."""
    found = list[Condition]()
    for one in conditions:
        if all((one.label, one.holds) != (other.label, other.holds) for other in found):
            found.append(one)
    return tuple(found)


def _once(things: Iterable[Thing]) -> list[Thing]:
    return list(dict.fromkeys(things))


def _order(step: Step) -> tuple[int, tuple[int, float], tuple[int, float]]:
    """By phase, then by the latest moment; what has none comes last."""
    far = (LAST_DAY.toordinal() + 1, 0.0)
    if step.latest is None:
        return PHASES.index(step.phase), far, far
    return PHASES.index(step.phase), in_time_order(step.latest.earliest), in_time_order(step.latest.latest)
