"""What is to be expected: the report of a meeting in which replies stand in for what only the sitting will show.

``check`` says of a meeting to come that nobody knows yet who is there, and adds what the replies let expect in one word. Here that word
is written out: whom a rule applies to, what it lacks then, how many will be there.
"""

from collections.abc import Iterable, Mapping

from attrs import evolve

from meetingrules.base.days import Calendar
from meetingrules.base.limits import DEFAULT, Limits
from meetingrules.engine.check import Checker, check_plan, world_of
from meetingrules.engine.findings import STOP, Findings
from meetingrules.facts.model import Plan, Register
from meetingrules.lang.answers import Moment
from meetingrules.lang.facts import Thing
from meetingrules.lang.steps import Steps
from meetingrules.report.changes import Key, key_of
from meetingrules.report.missing import gaps
from meetingrules.report.model import Finding, Report
from meetingrules.report.say import message
from meetingrules.report.sayacts import Labels, Voice
from meetingrules.rulebook.model import Rule, Rulebook

OUTLOOK = {"pass": "pass", "excused": "pass", "fail": "fail", "skip": "skip"}
"""The status that the replies would give -> what is expected; anything else is not known."""


def expected(
    plan: Plan,
    book: Rulebook,
    *,
    register: Register | None = None,
    calendar: Calendar | None = None,
    as_of: Moment | None = None,
    rules: Iterable[Rule] | None = None,
    limits: Limits = DEFAULT,
) -> Report:
    """The report of a meeting; before the sitting with what is expected in the findings that wait for it.

    Such a finding stays pending. Its forecast may be ``skip``, too: then the rule is not expected to apply.

    :param rules: the rules that are asked; all unless told
    :raises InvalidText: ``too-many-steps``
    """
    if rules is not None:
        book = evolve(book, rules=tuple(rules))
        named = {rule.id for rule in book.rules}
        plan = evolve(
            plan,
            departures=tuple(d for d in plan.departures if d.rule in named),
            attestations=tuple(a for a in plan.attestations if a.rule in named),
        )
    report = check_plan(plan, book, register=register, calendar=calendar, as_of=as_of, limits=limits)
    if not any(_waits(finding) for finding in report.findings):
        return report
    sitting = evolve(book, rules=tuple(rule for rule in book.rules if rule.stage == "sitting"))
    register = register.having(plan) if register is not None else None
    steps = Steps(limits)
    world = evolve(world_of(plan, sitting, register, calendar, steps=steps), expecting=True)
    labels = Findings(sitting, world).labels
    ahead = {
        key_of(f): _ahead(f, labels)
        for f in Checker(sitting, world, report.as_of, steps=steps).meeting()
        if not f.rule.startswith("tool-")
    }
    found = [_outlook(f, ahead) for f in report.findings]
    known = {key_of(f) for f in found}
    more = [f for key, f in ahead.items() if key not in known]
    return evolve(report, findings=tuple(found + [f for f in more if f.forecast != "skip"]))


def _waits(finding: Finding) -> bool:
    """Whether a finding waits for what the sitting will show."""
    return finding.status == "pending" and finding.stage == "sitting"


def _outlook(finding: Finding, ahead: Mapping[Key, Finding]) -> Finding:
    """A finding with what is expected, where it waits for the sitting."""
    if not _waits(finding):
        return finding
    there = ahead.get(key_of(finding))
    if there is None:  # whoever is expected to come is none of those who stay away
        demand = {lang: text.rstrip("。.") + STOP[lang] for lang, text in finding.demand.items()}
        return evolve(finding, forecast="skip", message=demand, missing=(), counts=(), proof=None)
    return evolve(there, due=finding.due, remedy=finding.remedy)


def _ahead(finding: Finding, labels: Labels) -> Finding:
    """What is expected of something, as long as it has not happened; of what is open what is missing, not what is so far."""
    counts = tuple(evolve(count, expected=True) for count in finding.counts)
    forecast = OUTLOOK.get(finding.status, "unknown")
    said = finding.message
    if forecast == "unknown":
        about = Thing(finding.subject.kind, finding.subject.id, finding.subject.label)
        lacks = {lang: gaps(finding.missing, Voice(lang, labels, about)) for lang in STOP}
        said = {
            lang: message(finding.demand[lang].rstrip("。.") + STOP[lang], lacks[lang], lang) if lacks[lang] else text
            for lang, text in said.items()
        }
    return evolve(finding, status="pending", forecast=forecast, counts=counts, message=said)
