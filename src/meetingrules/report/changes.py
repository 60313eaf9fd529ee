"""Two reports of one meeting, compared: what came out otherwise, and whether that is better or worse."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from attrs import frozen

from meetingrules.lang.answers import Truth
from meetingrules.report.model import Finding, Report

Key = tuple[str, str, str]
"""What a finding is found by in another report of the same meeting: its rule, the kind and the id of its subject."""
LEVELS = ("rest", "perhaps", "open", "unknown", "fail")
"""How much a finding asks of somebody: nothing; something, should the rule apply; something by its day; a fact that is due; it is broken."""
ASPECTS = ("appears", "vanishes", "status", "forecast", "applies", "figures", "missing", "message", "due")
"""In which ways a finding may come out otherwise."""
TURNS = ("worse", "better", "same")
NUMBERED = re.compile(r"\.\d+$", re.ASCII)
RENUMBERED = frozenset({"item", "paper"})


@frozen
class Change:
    """A finding that came out otherwise, or that only one of two reports has."""

    before: Finding | None
    after: Finding | None
    aspects: tuple[str, ...]
    """Some of ``ASPECTS``, in their order."""
    was: str
    """One of ``LEVELS``."""
    now: str
    """One of ``LEVELS``."""

    @property
    def finding(self) -> Finding:
        """What is said of it now; where nothing is, what was said."""
        found = self.after if self.after is not None else self.before
        assert found is not None
        return found

    @property
    def turn(self) -> str:
        """One of ``TURNS``."""
        was, now = LEVELS.index(self.was), LEVELS.index(self.now)
        return "worse" if now > was else "better" if now < was else "same"

    @property
    def idle(self) -> bool:
        """Whether it asks nothing of anybody, neither before nor after."""
        return self.was == self.now == "rest"


def key_of(finding: Finding) -> Key:
    """What a finding is found by."""
    return finding.rule, finding.subject.kind, finding.subject.id


def level(finding: Finding | None) -> str:
    """How much a finding asks of somebody: one of ``LEVELS``."""
    if finding is None:
        return "rest"
    return level_of(finding.status, finding.forecast, applies=applies(finding))


def level_of(status: str, forecast: str | None, *, applies: bool) -> str:
    """How much something of a status asks of somebody.

    :param applies: whether it is known that the rule applies
    """
    if status == "fail" or (status == "pending" and forecast == "fail"):
        return "fail"
    if status == "unknown":
        return "unknown"
    if status == "manual" or (status == "pending" and forecast not in {"pass", "skip"}):
        return "open" if applies else "perhaps"
    return "rest"


def applies(finding: Finding) -> bool:
    """Whether it is known that the rule applies to what the finding is about."""
    if finding.status == "skip" or finding.forecast == "skip":
        return False
    proof = finding.proof
    parts = (proof, *proof.parts) if proof is not None else ()
    return not any(part.label == "when" and part.now is Truth.OPEN for part in parts)


def compare(before: Report, after: Report, renumbered: Mapping[str, str | None] | None = None) -> tuple[Change, ...]:
    """What came out otherwise, in the order of the report after; then what is no longer there.

    :param renumbered: the items that have another number in the report after, ``items.3`` -> ``items.2``; None: taken off
    """
    numbers = renumbered or {}
    known = defaultdict[Key, list[Finding]](list)
    for finding in before.findings:
        known[_key(finding, numbers, before=True)].append(finding)
    found = list[Change]()
    for finding in after.findings:
        twins = known[_key(finding, numbers, before=False)]
        old = twins.pop(0) if twins else None
        aspects = tuple(_aspects(old, finding, numbers))
        if aspects:
            found.append(Change(old, finding, aspects, level(old), level(finding)))
    gone = {id(finding) for twins in known.values() for finding in twins}
    found += [Change(f, None, ("vanishes",), level(f), "rest") for f in before.findings if id(f) in gone]
    return tuple(found)


def _key(finding: Finding, numbers: Mapping[str, str | None], *, before: bool) -> Key:
    rule, kind, id_ = key_of(finding)
    if not numbers:
        return rule, kind, id_
    if kind not in RENUMBERED and NUMBERED.search(id_) and finding.subject.label:
        return rule, kind, finding.subject.label  # decisions and the like move up, too: they are known by their titles
    return rule, kind, moved(id_, numbers) if before else id_


def moved(id_: str, numbers: Mapping[str, str | None]) -> str:
    """The id of an item, or of what belongs to one, after items were taken off.

    >>> moved("items.3.papers.1", {"items.3": "items.2"})
    'items.2.papers.1'
    """
    head = ".".join(id_.split(".")[:2])
    if head not in numbers:
        return id_
    new = numbers[head]
    return f"{new}{id_[len(head) :]}" if new is not None else f"-{id_}"


def _aspects(old: Finding | None, new: Finding, numbers: Mapping[str, str | None]) -> Iterator[str]:
    if old is None:
        yield "appears"
        return
    same_number = key_of(old) == key_of(new)
    pairs = {
        "status": (old.status, new.status),
        "forecast": (old.forecast, new.forecast),
        "applies": (applies(old), applies(new)),
        "figures": (_figures(old), _figures(new)),
        "missing": (
            {(g.kind, moved(g.fact, numbers)) for g in old.missing}, {(g.kind, g.fact) for g in new.missing}
        ),
        "message": (old.message, new.message) if same_number else (),  # it names the number
        "due": (old.due, new.due),
    }  # fmt: skip
    for aspect in ASPECTS:
        if (pair := pairs.get(aspect)) and pair[0] != pair[1]:
            yield aspect


def _figures(finding: Finding) -> tuple[object, ...]:
    return tuple((c.base, c.need, c.have, c.open, c.holds) for c in finding.counts)
