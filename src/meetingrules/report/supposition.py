"""What if: the answer as a value, with what changes, who may preside, and how little would upset it."""

from collections.abc import Mapping
from datetime import date

from attrs import field, frozen

from meetingrules.base.source import Texts
from meetingrules.lang.answers import Moment
from meetingrules.report.changes import Change
from meetingrules.report.model import Citation, Finding, Report


@frozen
class Presiding:
    """Who may preside, of those who come."""

    may: tuple[str, ...]
    if_settled: tuple[str, ...]
    """Whether they may hangs on what is still open: an act of delegation, say."""
    chair: str | None = None
    """Who presides by the meeting file."""
    comes: bool | None = None
    """Whether that person comes; None: not known."""
    cites: tuple[Citation, ...] = ()
    """The norms that say who may."""


@frozen
class Margin:
    """How many absences a number of persons stands."""

    finding: Finding
    what: Texts
    """Who is counted: 组成人员 / members."""
    base: int
    need: int
    have: int
    open: int
    """Of how many nothing is known."""
    among: tuple[str, ...]
    """Those who count."""
    unsure: int | None
    """How many of them must stay away, at least, until it is no longer sure that enough come; None: it is not sure now."""
    short: int | None
    """How many of them and of those of whom nothing is known, at least, until it is sure that too few come."""
    given_up: bool = False
    """Whether it would take too long to find these numbers out."""


@frozen
class Upset:
    """What one person's absence would make of one finding."""

    now: Finding
    then: Finding
    was: str
    """How much it asks of somebody now: one of ``changes.LEVELS``."""
    becomes: str
    """How much it would: ``fail``, or something is to be done, to be found out or no longer sure."""


@frozen
class Decisive:
    """A person whose absence alone upsets something."""

    person: str
    upsets: tuple[Upset, ...]


@frozen
class Tight:
    """How little would upset what stands."""

    margins: tuple[Margin, ...] = ()
    decisive: tuple[Decisive, ...] = ()
    only_chair: str | None = None
    """The only one who may preside."""
    asked: int = 0
    """Of how many persons it was asked what their absence would do."""
    left_out: tuple[str, ...] = ()
    """Of whom it was not asked, because there are too many."""


@frozen
class WhatIf:
    """One meeting, before and after some changes."""

    rulebook: str
    version: str
    title: Texts
    path: str
    day: date | None
    as_of: Moment | None
    supposed: tuple[Texts, ...]
    """The changes, in words."""
    options: tuple[str, ...]
    """The changes, as they were typed: ``--absent 副市长乙``."""
    before: Report
    after: Report
    changes: tuple[Change, ...]
    renumbered: Mapping[str, str | None] = field(factory=dict)
    moments: tuple[tuple[Moment, ...], tuple[Moment, ...]] = ((), ())
    """When the meeting begins and ends, before and after."""
    presiding: tuple[Presiding, Presiding] | None = None
    """Before and after; None where no rule says who may preside."""
    tight: Tight | None = None
    """Of the meeting after; None where nobody asked."""
