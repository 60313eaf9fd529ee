"""What would make a finding pass, as values: the least changes that were tried out, and the facts that settle most."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from datetime import date

from attrs import field, frozen

from meetingrules.base.edits import Edit
from meetingrules.base.source import Texts
from meetingrules.lang.answers import Moment
from meetingrules.report.model import Citation, SubjectRef

WHENS = ("now", "needed", "new")
"""When a suggestion is for: it may be done now; it would have been needed; a new sitting would need it."""
GIVES = ("pass", "excused", "skip", "forecast")
"""What a suggestion makes of a finding; the last: it is pending still, and expected to pass."""
CHANGES = ("act", "fact", "presence", "reply", "day", "departure")
"""An act on record; a fact that is stated; who is in the room; who has said to come; the day of the meeting; a departure on record."""


@frozen
class Change:
    """One thing to do, to state, or that would have been needed."""

    kind: str
    """One of ``CHANGES``."""
    path: str
    """Where a meeting file says it: ``items.2.agreed``."""
    value: str
    """What it would say there, as YAML in one line."""
    says: Texts
    subject: str = ""
    """The thing that it is about: ``items.2``."""
    by: Moment | None = None
    """The last moment at which it serves, where there is one."""
    persons: int = 0
    """How many more persons it takes."""
    days: int = 0
    """By how many days the meeting moves."""
    states: bool = False
    """Whether it only states what nobody has stated."""


@frozen
class Other:
    """Another finding, that comes out otherwise then."""

    rule: str
    subject: SubjectRef
    before: str
    """Its status now; empty where there is no such finding."""
    after: str


@frozen
class Suggestion:
    """Changes that were made to a copy of the meeting: the finding came out as it says here."""

    when: str
    """One of ``WHENS``."""
    gives: str
    """One of ``GIVES``."""
    changes: tuple[Change, ...]
    edits: tuple[Edit, ...] = field(repr=False)
    """The same for ``base.edits``."""
    breaks: tuple[Other, ...] = ()
    """What would fail then and does not now."""
    settles: tuple[Other, ...] = ()
    """What else fails or is unknown now and would pass."""

    @property
    def states(self) -> bool:
        """Whether it only states what nobody has stated."""
        return all(change.states for change in self.changes)

    @property
    def size(self) -> tuple[int, int, int]:
        """How many things are changed, persons needed, days moved."""
        return len(self.changes), sum(c.persons for c in self.changes), sum(c.days for c in self.changes)


@frozen
class Outcome:
    """What a fact that is not known decides, if it is so."""

    path: str
    value: str
    status: str


@frozen
class Advice:
    """One finding, and the least that would make it pass."""

    rule: str
    cites: tuple[Citation, ...]
    severity: str
    status: str
    forecast: str | None
    subject: SubjectRef
    message: Texts
    over: bool
    """Whether what it is about is past."""
    suggestions: tuple[Suggestion, ...] = ()
    """Of each of ``WHENS`` the least, and perhaps another way; none where no change was found."""
    outcomes: tuple[Outcome, ...] = ()
    """Where facts are missing: which value of them decides what."""
    item: str | None = None
    alike: tuple[SubjectRef, ...] = ()
    """The other subjects of the rule of which the same is to be said."""


@frozen
class KeyFact:
    """One fact to state, in the order in which facts settle the most findings."""

    path: str
    label: Texts
    settles: int
    """How many findings have no missing fact any more once it is stated."""
    due: int
    """How many of these are due now, and unknown for want of it."""
    total: int
    """The same, with all facts before it."""
    asked_by: int
    """How many findings wait for it."""


@frozen
class Remedies:
    """All that can be said of one report."""

    path: str
    rulebook: str
    version: str
    """Of the rulebook, as it states it."""
    called: Texts
    """What the rulebook calls the meeting."""
    title: Texts
    """What people call the meeting; what the rulebook calls it, where it has no title."""
    day: date | None
    as_of: Moment | None
    advice: tuple[Advice, ...]
    facts: tuple[KeyFact, ...]
    open: int
    """How many findings wait for facts."""
    beyond: int
    """How many open findings wait for something else, too: a judgement, a calendar, an hour."""
    ahead: int
    """How many wait for what there cannot be yet: who came to a meeting that lies ahead, what became of it."""
    checks: int
    """How often rules were asked once more."""
    capped: bool
    """Whether it stopped there: some findings may have a change that was not found."""
    items: Mapping[str, str] = field(factory=dict)
    """The agenda: ``items.2`` -> title."""
    hidden: AbstractSet[str] = field(default=frozenset(), repr=False)
    secrets: AbstractSet[str] = field(default=frozenset(), repr=False)
