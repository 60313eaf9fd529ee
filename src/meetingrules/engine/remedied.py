"""What would make a report better: advice on each finding that fails or is unknown, and the facts that settle most."""

from collections.abc import Collection, Iterable

from attrs import evolve

from meetingrules.base.source import Texts
from meetingrules.engine.fewest import fewest
from meetingrules.engine.remedy import Advisor
from meetingrules.engine.service import check_in_force
from meetingrules.engine.trial import Key, Trial, key_of
from meetingrules.engine.tries import LAWFUL, MOST, Tries
from meetingrules.facts.load import entries_of
from meetingrules.report.model import Finding, Report
from meetingrules.report.remedies import Advice, Change, Other, Remedies, Suggestion
from meetingrules.rulebook.model import Rule

PARTIES = frozenset({"person", "unit", "party"})
EACH: dict[str, Texts] = {
    "person": {"zh": "本人", "en": "each of them"},
    "unit": {"zh": "本单位", "en": "each of them"},
    "party": {"zh": "各自", "en": "each of them"},
}
ATTENDANCE: Texts = {"zh": "出席情况", "en": "attendance"}


def remedies(case: Trial, rules: Iterable[str] = (), *, most: int = MOST) -> Remedies:
    """The least change for each finding that fails, is unknown, or is expected to fail; each was tried out.

    :param rules: the rules that are asked about; none: all
    :param most: how often rules are asked once more at most
    :raises InvalidText: when the meeting cannot be checked
    """
    check_in_force(case.plan(), case.book)
    report, asked = case.report(), frozenset(rules)
    tries = Tries(case, most)
    advisor = Advisor(case, tries)
    findings = [f for f in report.findings if not asked or f.rule in asked]
    found = [advisor.advise(finding) for finding in findings if asks(finding)]
    before = {key_of(f): f for f in report.findings}
    told = alike([with_effects(advice, before, tries) for advice in found])
    facts, open_, beyond, ahead = fewest(findings, records_of(case), report.state or "planned")
    title = {"zh": report.title, "en": report.title} if report.title else dict(report.rulebook_title)
    return Remedies(
        case.source.name, case.book.id, case.book.version, case.book.title, title, report.day, report.as_of, tuple(told), facts, open_, beyond,
        ahead,
        tries.checks + tries.whole, tries.capped, report.items, report.classified, secrets_of(report),
    )  # fmt: skip


def advice_on(case: Trial, rule: Rule, ids: Collection[str], *, most: int = MOST) -> tuple[Advice, ...]:
    """The least change for the findings of one rule about some subjects, each by itself.

    :param ids: the ids of the subjects
    :raises InvalidText: when the meeting cannot be checked
    """
    tries = Tries(case, most)
    advisor = Advisor(case, tries)
    findings = [f for f in case.report(rule=rule).findings if f.subject.id in ids and asks(f)]
    found = [advisor.advise(finding) for finding in findings]
    whole = tries.report(()) if any(advice.suggestions for advice in found) else None
    if whole is None:  # nothing to tell, or more than can be checked at once
        return tuple(found)
    before = {key_of(f): f for f in whole.findings}
    return tuple(with_effects(advice, before, tries) for advice in found)


def asks(finding: Finding) -> bool:
    """Whether a finding asks for a change: it fails, is unknown, or the replies let expect that it will fail."""
    if finding.rule.startswith("tool-"):
        return False
    return finding.status in {"fail", "unknown"} or (finding.status == "pending" and finding.forecast == "fail")


def records_of(case: Trial) -> dict[str, Texts]:
    """The keys of a meeting file that are one record of many persons."""
    persons = {
        name: entry.field.label for name, entry in entries_of(case.book.words).items() if entry.group == "person"
    }
    return {"attendance": ATTENDANCE, **persons}


def secrets_of(report: Report) -> frozenset[str]:
    """The texts that only classified things say, their titles among them."""
    return report.secrets | {title for id_, title in report.items.items() if id_ in report.classified}


def with_effects(advice: Advice, before: dict[Key, Finding], tries: Tries) -> Advice:
    """Advice with what else would break, and be settled, if somebody did it; what is so already, nobody chooses."""
    key = advice.rule, advice.subject.kind, advice.subject.id
    told = tuple(effects(s, key, before, tries) if s.when == "now" and not s.states else s for s in advice.suggestions)
    order = sorted(told, key=lambda s: (s.when != "now", s.gives == "excused", bool(s.breaks)))
    return evolve(advice, suggestions=tuple(order))


def effects(suggestion: Suggestion, key: Key, before: dict[Key, Finding], tries: Tries) -> Suggestion:
    """A suggestion with the other findings that come out otherwise."""
    after = tries.report(suggestion.edits)
    if after is None:
        return suggestion
    breaks, settles = list[Other](), list[Other]()
    for finding in after.findings:
        old = before.get(key_of(finding))
        if key_of(finding) == key or (old is not None and old.status == finding.status):
            continue
        was = old.status if old is not None else ""
        one = Other(finding.rule, finding.subject, was, finding.status)
        if finding.status == "fail":
            breaks.append(one)
        elif was in {"fail", "unknown"} and finding.status in LAWFUL:
            settles.append(one)
    return evolve(suggestion, breaks=tuple(breaks), settles=tuple(settles))


def alike(found: list[Advice]) -> list[Advice]:
    """Advice on one rule that says the same of several, once."""
    groups = dict[object, Advice]()
    for advice in found:
        key = shape(advice)
        first = groups.get(key)
        groups[key] = evolve(first, alike=(*first.alike, advice.subject)) if first is not None else advice
    return [each(advice) for advice in groups.values()]


def each(advice: Advice) -> Advice:
    """Where the same is said of several persons, it is said of each, not of the first."""
    name = advice.subject.label
    if not advice.alike or advice.subject.kind not in PARTIES or not name:
        return advice

    def plain(change: Change) -> Change:
        says = {lang: text.replace(name, EACH[advice.subject.kind][lang]) for lang, text in change.says.items()}
        return evolve(change, says=says)

    told = tuple(evolve(s, changes=tuple(plain(c) for c in s.changes)) for s in advice.suggestions)
    return evolve(advice, suggestions=told)


def shape(advice: Advice) -> object:
    """What is said, but for the name of the person or unit that it is said of."""
    name = advice.subject.label if advice.subject.kind in PARTIES else ""

    def plain(text: str) -> str:
        return text.replace(name, "·") if name else text

    told = tuple(
        (s.when, s.gives, tuple((c.kind, plain(c.path), plain(c.value), plain(c.says["en"])) for c in s.changes))
        for s in advice.suggestions
    )
    said = plain(advice.message["en"])
    outcomes = tuple((plain(o.path), plain(o.value), o.status) for o in advice.outcomes)
    apart = "" if name or told else advice.subject.id
    return advice.rule, advice.status, advice.item, told, outcomes, said, apart
