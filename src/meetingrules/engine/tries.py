"""Suggestions tried out: on a copy of the meeting, by the ordinary check; each only once, and not for ever."""

from collections.abc import Mapping

from attrs import define, field

from meetingrules.base.diagnostics import InvalidText
from meetingrules.base.edits import Edit, NoSuchPlace
from meetingrules.engine.trial import Key, Trial, key_of
from meetingrules.report.model import Finding, Report
from meetingrules.rulebook.model import Rule

MOST = 2500
"""Rules are asked once more so often at most, for one report."""
MOST_WHOLE = 80
"""Whole reports are made so often at most."""
LAWFUL = frozenset({"pass", "excused", "skip"})
Edits = tuple[Edit, ...]


@define
class Tries:
    """What was tried out, and how often more may be."""

    case: Trial
    most: int = MOST
    checks: int = 0
    capped: bool = False
    whole: int = 0
    memo: dict[tuple[str, Edits], Mapping[Key, Finding] | None] = field(factory=dict)
    wholes: dict[Edits, Report | None] = field(factory=dict)

    def found(self, rule: Rule, edits: Edits) -> Mapping[Key, Finding] | None:
        """The findings of one rule after some edits; None where nobody could read that, or no more may be tried."""
        key = rule.id, edits
        if key not in self.memo:
            if self.checks >= self.most:
                self.capped = True
                return None
            self.checks += 1
            report = _report(self.case, edits, rule)
            self.memo[key] = {key_of(f): f for f in report.findings} if report is not None else None
        return self.memo[key]

    def gives(self, rule: Rule, edits: Edits, key: Key) -> str | None:
        """How a finding comes out lawfully after some edits; None where it does not.

        What is pending and expected to pass gives ``forecast``.
        """
        found = (self.found(rule, edits) or {}).get(key)
        if found is None:
            return None
        if found.status == "pending" and found.forecast == "pass":
            return "forecast"
        return found.status if found.status in LAWFUL else None

    def status(self, rule: Rule, edits: Edits, key: Key) -> str | None:
        """The status after some edits, whatever it is."""
        found = (self.found(rule, edits) or {}).get(key)
        return found.status if found is not None else None

    def report(self, edits: Edits) -> Report | None:
        """The whole report after some edits; None where it cannot be had, or no more may be made."""
        if edits not in self.wholes:
            if self.whole >= MOST_WHOLE:
                self.capped = True
                return None
            self.whole += 1
            self.wholes[edits] = _report(self.case, edits)
        return self.wholes[edits]


def _report(case: Trial, edits: Edits, rule: Rule | None = None) -> Report | None:
    try:
        return case.report(edits, rule)
    except (InvalidText, NoSuchPlace):
        return None
