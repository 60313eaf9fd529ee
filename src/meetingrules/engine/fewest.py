"""The fewest facts that settle the most findings: one after the other, each time the fact that settles most."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from attrs import evolve, frozen

from meetingrules.base.source import Texts
from meetingrules.engine.decide import BEFORE
from meetingrules.report.model import Finding
from meetingrules.report.remedies import KeyFact

OPEN = frozenset({"unknown", "pending"})


@frozen
class Waiting:
    """One finding and the facts that it waits for."""

    facts: frozenset[str]
    alone: bool
    """Whether it waits for nothing but facts."""
    due: bool
    """Whether it is due: else nothing need be stated yet."""


def fewest(
    findings: Iterable[Finding], records: Mapping[str, Texts], state: str
) -> tuple[tuple[KeyFact, ...], int, int, int]:
    """The facts in that order; how many findings wait for facts alone; how many for something else, too; how many for what lies ahead.

    :param state: the state of the meeting: what is pending in a stage that lies ahead waits for facts that there cannot be yet
    :param records: the keys of a meeting file that are one record of many persons, with their labels
    """
    labels, waiting, ahead = dict[str, Texts](), list[Waiting](), 0
    for finding in findings:
        gaps = [gap for gap in finding.missing if gap.kind != "none"] if finding.status in OPEN else []
        facts = [named(gap.fact, gap.label, records) for gap in gaps if gap.kind == "fact"]
        if not facts:
            continue
        if finding.status == "pending" and state in BEFORE[finding.stage]:
            ahead += 1
            continue
        for fact, label in facts:
            labels.setdefault(fact, label)
        alone = len(facts) == len(gaps)
        waiting.append(Waiting(frozenset(fact for fact, _ in facts), alone, finding.status == "unknown"))
    only = [one for one in waiting if one.alone]
    return tuple(ordered(only, labels)), len(only), len(waiting) - len(only), ahead


def named(fact: str, label: Texts, records: Mapping[str, Texts]) -> tuple[str, Texts]:
    """A fact as it is stated: who came, who was on leave is one record, of however many."""
    head = fact.split(".", 1)[0]
    return (head, records[head]) if head in records else (fact, label)


def ordered(findings: list[Waiting], labels: Mapping[str, Texts]) -> Iterable[KeyFact]:
    """Greedy cover: the fact that settles most; of equals the one that brings most nearer; then the first that was asked for."""
    rank = {fact: place for place, fact in enumerate(labels)}
    asked = {fact: sum(fact in one.facts for one in findings) for fact in rank}
    left, total = list(findings), 0
    while left:
        done, nearer = dict.fromkeys(rank, 0), dict.fromkeys(rank, Fraction(0))
        for one in left:
            for fact in one.facts:
                done[fact] += len(one.facts) == 1
                nearer[fact] += Fraction(1, len(one.facts))
        open_ = {fact for one in left for fact in one.facts}
        best = max(sorted(open_, key=rank.__getitem__), key=lambda fact: (done[fact], nearer[fact]))
        due = sum(one.due for one in left if one.facts == {best})
        total += done[best]
        yield KeyFact(best, labels[best], done[best], due, total, asked[best])
        left = [evolve(one, facts=one.facts - {best}) for one in left if one.facts != {best}]
