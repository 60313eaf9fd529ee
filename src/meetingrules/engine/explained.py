"""Why a rule came out as it did in one meeting: its findings, and for those that matter most the whole proof in words."""

from collections.abc import Mapping
from functools import cached_property

from attrs import evolve, frozen

from meetingrules.base.days import Calendar
from meetingrules.base.diagnostics import InvalidText, nearest
from meetingrules.base.source import Texts
from meetingrules.engine.check import NO_REGISTER, Checker, Subject, check_plan, world_of
from meetingrules.engine.classified import classified_of
from meetingrules.engine.service import check_in_force, complaint
from meetingrules.facts.model import Plan, Register
from meetingrules.lang import tree as t
from meetingrules.lang.answers import Due, Moment, Truth
from meetingrules.report import figures
from meetingrules.report.model import Finding, Report
from meetingrules.report.tree import NOTHING, Answer, Explanation, Node, Other, shape_of
from meetingrules.report.treewalk import REST, TRUTH, Walker, missing
from meetingrules.rulebook.model import Rule, Rulebook

RANKS = ("fail", "unknown", "manual", "pending", "excused", "pass", "skip")
MOST = 3
"""Where nobody is named, so many subjects are explained at most: those of the worst status."""
LOOKED_AT = 60
"""So many subjects are looked at for different reasons."""
FORBIDDEN: Texts = {"zh": "不得有下列情况", "en": "this must not be so"}
PERIODS: Texts = {
    "zh": "本条按期间核对，须对整个台账运行 meetingrules check。",
    "en": "This rule is about periods: run meetingrules check on the folder of the register.",
}


@frozen
class Named:
    """Which subjects are asked about."""

    item: int | None = None
    """The number of an agenda item."""
    person: str | None = None

    def fits(self, finding: Finding) -> bool:
        """Whether a finding is about what is named."""
        about = finding.subject
        if self.item is not None and f"items.{self.item}" not in {finding.item, about.id}:
            return False
        return self.person is None or self.person in {about.id, about.label}


def explain(
    plan: Plan,
    book: Rulebook,
    name: str,
    named: Named,
    *,
    register: Register | None = None,
    calendar: Calendar | None = None,
    as_of: Moment | None = None,
) -> Explanation:
    """Why one rule of a meeting's rulebook came out as it did.

    :raises InvalidText: when there is no such rule or no such subject, or the rulebook was not in force
    """
    rule = rule_of(book, name)
    check_in_force(plan, book)
    asked = evolve(book, rules=(rule,))
    recorded = evolve(
        plan,
        departures=tuple(d for d in plan.departures if d.rule == rule.id),
        attestations=tuple(a for a in plan.attestations if a.rule == rule.id),
    )
    report = check_plan(recorded, asked, register=register, calendar=calendar, as_of=as_of)
    found = [f for f in report.findings if f.rule == rule.id]
    kept = [f for f in found if named.fits(f)]
    if found and not kept:
        raise nobody(named, rule, found)
    secret = classified_of(plan, book.words)
    teller = Teller(plan, book, rule, report, register, calendar)
    ordered = sorted(kept, key=lambda f: RANKS.index(f.status))
    worst = [f for f in ordered if f.status == ordered[0].status] if named == Named() else ordered
    told = teller.different(worst, MOST if named == Named() else len(worst))
    notes = () if found else ((PERIODS,) if rule.stage == "period" else (NO_REGISTER,))
    return Explanation(
        path=plan.source.name,
        title=book.title if not report.title else {"zh": report.title, "en": report.title},
        day=plan.day,
        as_of=report.as_of.isoformat() if report.as_of is not None else None,
        rule=f"{book.id}/{rule.id}",
        demand=rule.text,
        cites=teller.cites(rule.cites),
        force=rule.force,
        answers=tuple(told.values()),
        others=tuple(Other(teller.subject(f), f.subject.id, f.status) for f in ordered if f.fingerprint not in told),
        notes=notes,
        hidden=secret.things,
        secrets=secret.texts | {title for id_, title in report.items.items() if id_ in secret.things},
    )


def rule_of(book: Rulebook, name: str) -> Rule:
    """A rule by its id, with or without the rulebook in front.

    :raises InvalidText: when there is none
    """
    id_ = name.removeprefix(f"{book.id}/")
    known = {rule.id: rule for rule in book.rules}
    if id_ in known:
        return known[id_]
    zh, en = f"“{book.id}”没有规则“{id_}”", f"{book.id} has no rule {id_}"
    other = f"meetingrules rules show {book.id} 列出全部规则", f"meetingrules rules show {book.id} lists them"
    raise InvalidText((complaint("no-such-rule", zh, en, nearest(id_, known) or other),))


def nobody(named: Named, rule: Rule, found: list[Finding]) -> InvalidText:
    """The complaint that a rule is not about what was named."""
    who = named.person if named.person is not None else str(named.item)
    subjects = list(dict.fromkeys(f.subject.id for f in found))
    zh, en = f"规则“{rule.id}”不涉及“{who}”", f"{rule.id} is not about {who}"
    listed = figures.listed(subjects, "zh", "项"), figures.listed(subjects, "en")
    hint = nearest(who, subjects) or (f"它涉及：{listed[0]}", f"it is about {listed[1]}")
    return InvalidText((complaint("no-such-subject", zh, en, hint),))


@frozen(eq=False)
class Teller:
    """Tells the findings of one rule."""

    plan: Plan
    book: Rulebook
    rule: Rule
    report: Report
    register: Register | None
    calendar: Calendar | None

    @cached_property
    def checker(self) -> Checker:
        """What asked the rule."""
        register = self.register.having(self.plan) if self.register is not None else None
        return Checker(self.book, world_of(self.plan, self.book, register, self.calendar), self.report.as_of)

    def cites(self, ids: tuple[str, ...]) -> Texts:
        """Citations as an office writes them, each once."""
        found = [figures.citation(self.book.full(id_), self.book.paragraphs) for id_ in ids]
        return {
            lang: ("、" if lang == "zh" else ", ").join(dict.fromkeys(c[lang] for c in found)) for lang in ("zh", "en")
        }

    def subject(self, finding: Finding) -> Texts:
        """What a finding is about: 议题2 with its title, a person, the meeting."""
        about = finding.subject
        if about.kind == "meeting":
            return self.book.words.kinds["meeting"].label
        if about.called or about.kind in {"person", "unit", "party"}:
            return about.called or {"zh": about.label, "en": about.label}
        labels = self.checker.findings.labels
        numbers = "-".join(p for p in about.id.split(".") if p.isdecimal())
        return {
            lang: f"{labels.kind(about.kind, lang)}{gap}{numbers} {about.label}"
            for lang, gap in (("zh", ""), ("en", " "))
        }

    def different(self, findings: list[Finding], most: int) -> dict[str, Answer]:
        """The findings whose reasons are not the same, by fingerprint; what is so for the same reasons is told once."""
        told, shapes = dict[str, Answer](), list[object]()
        for finding in findings[:LOOKED_AT]:
            answer = self.answer(finding)
            if (shape := tuple(shape_of(node) for node in answer.nodes)) not in shapes or not shape:
                shapes.append(shape)
                told[finding.fingerprint] = answer
            if len(told) == most:
                break
        return told

    def answer(self, finding: Finding) -> Answer:
        """One finding with all its parts."""
        checker = self.checker
        subject = next((s for s in checker.subjects(self.rule) if self.same(s, finding)), None)
        nodes = (
            self.nodes(checker, subject, early=finding.status == "pending")
            if subject is not None and finding.proof is not None
            else ()
        )
        cite = checker.findings.labels.cite
        return Answer(
            subject=self.subject(finding),
            id=finding.subject.id,
            status=finding.status,
            severity=finding.severity,
            message=finding.message,
            nodes=nodes,
            remedy=finding.remedy,
            evidence=tuple(cite(e) if e[:1].isdigit() else {"zh": e, "en": e} for e in finding.evidence),
            place=finding.place,
        )

    def same(self, subject: Subject, finding: Finding) -> bool:
        """Whether a finding is about a subject; what is open of a set is about the meeting."""
        return subject.thing.id == finding.subject.id and subject.thing.kind == finding.subject.kind

    def nodes(self, checker: Checker, subject: Subject, *, early: bool) -> tuple[Node, ...]:
        """The parts of the rule, each with its proof."""
        rule, due = self.rule, checker.due(self.rule)
        if subject.rest:
            assert subject.member is not None
            return (Node("more", REST, "open", missing=missing(subject.member)),)
        scene = checker.scene(rule, subject.thing, due)
        walker = evolve(self.walker(checker, scene.bound, due), early=early)

        def told(role: str, condition: t.Condition | None) -> tuple[Node, ...]:
            if condition is None:
                return ()
            return (evolve(walker.tell(condition, checker.evaluator.prove(condition, scene)), role=role),)

        where = rule.subject.where if rule.subject is not None else None
        condition = checker.evaluator.prove(rule.condition, scene)
        demand = evolve(walker.tell(rule.condition, condition), role="demand")
        if not demand.parts or not all(part.article["zh"] for part in demand.parts):  # else each has its own
            demand = evolve(demand, article=self.cites(rule.cites))
        if rule.force == "must_not":
            truth = "open" if early and condition.open else TRUTH[~condition.now]
            inner = evolve(demand, role="", article=NOTHING)
            demand = Node("not", FORBIDDEN, truth, role="demand", article=demand.article, parts=(inner,))
        parts = [*told("where", where), *told("when", rule.when), *told("once", rule.once)]
        unmet = condition.now is not (Truth.NO if rule.force == "must_not" else Truth.YES)
        exceptions = list[Node]()
        for entry in rule.unless if unmet else ():
            (one,) = told("unless", entry.condition)
            exceptions.append(evolve(one, article=walker.article(entry.label)))
        return (*parts, demand, *told("only_if", rule.only_if), *exceptions)

    def walker(self, checker: Checker, bound: Mapping[str, object], due: Due | None) -> Walker:
        """What tells conditions, with the moments of this meeting."""
        evaluator = checker.evaluator

        def when(moment: t.When, things: Mapping[str, object]) -> Due | None:
            found = evaluator.when(moment, evaluator.scene(things, checker.world_days(), due))
            return found if isinstance(found, Due) else None

        def number(value: t.Value, things: Mapping[str, object]) -> int:
            return evaluator.period(value, evaluator.scene(things, checker.world_days(), due))

        labels = checker.findings.labels
        return Walker(self.book, labels, when, number, checker.world.calendar, bound, self.plan.day)
