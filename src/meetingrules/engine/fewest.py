"""The fewest facts that settle the most findings: one after the other, each time the fact that settles most."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from attrs import frozen

from meetingrules.base.source import Texts
from meetingrules.report.model import Finding
from meetingrules.report.remedies import KeyFact

OPEN = frozenset({"unknown", "pending"})
ATTENDANCE: Texts = {"zh": "出席情况", "en": "attendance"}


@frozen
class Waiting:
    """One finding and the facts that it waits for."""

    facts: frozenset[str]
    alone: bool
    """Whether it waits for nothing but facts."""


def fewest(findings: Iterable[Finding]) -> tuple[tuple[KeyFact, ...], int, int]:
    """The facts in that order; how many findings wait for facts alone; how many for something else, too."""
    labels, waiting = dict[str, Texts](), list[Waiting]()
    for finding in findings:
        gaps = [gap for gap in finding.missing if gap.kind != "none"] if finding.status in OPEN else []
        if not any(gap.kind == "fact" for gap in gaps):
            continue
        for gap in gaps:
            if gap.kind == "fact":
                labels.setdefault(*named(gap.fact, gap.label))
        facts = frozenset(named(gap.fact, gap.label)[0] for gap in gaps if gap.kind == "fact")
        waiting.append(Waiting(facts, all(gap.kind == "fact" for gap in gaps)))
    alone = [one.facts for one in waiting if one.alone]
    return tuple(ordered(alone, labels)), len(alone), len(waiting) - len(alone)


def named(fact: str, label: Texts) -> tuple[str, Texts]:
    """A fact as it is stated: who came is one record, however many came."""
    return ("attendance", ATTENDANCE) if fact.startswith("attendance.") else (fact, label)


def ordered(findings: list[frozenset[str]], labels: Mapping[str, Texts]) -> Iterable[KeyFact]:
    """Greedy cover: the fact that settles most; of equals the one that brings most nearer; then the first that was asked for."""
    rank = {fact: place for place, fact in enumerate(labels)}
    asked = {fact: sum(fact in one for one in findings) for fact in rank}
    left, total = list(findings), 0
    while left:
        done, nearer = dict.fromkeys(rank, 0), dict.fromkeys(rank, Fraction(0))
        for one in left:
            for fact in one:
                done[fact] += len(one) == 1
                nearer[fact] += Fraction(1, len(one))
        best = max((f for one in left for f in one), key=lambda fact: (done[fact], nearer[fact], -rank[fact]))
        total += done[best]
        yield KeyFact(best, labels[best], done[best], total, asked[best])
        left = [rest for one in left if (rest := one - {best})]
