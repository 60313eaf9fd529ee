"""Where an item goes, as values: each body's answer with its grounds, what is needed on the way, and what to ask first."""

from collections.abc import Mapping
from datetime import date

from attrs import field, frozen

from meetingrules.base.source import Texts

ANSWERS = ("may", "by_departure", "open", "must_not", "silent", "not_in_force")
"""It may come up; only with a departure on record; cannot be told yet; it must not; the rulebook does not say; it does not hold on that day."""
NEEDS = ("needed", "open", "not_needed")
STATES = ("done", "excused", "failed", "open", "judgement", "")
"""Done; excused by an exception or a departure; not as the rule asks; not done so far; for a person to judge; beside the point."""
PHASES = ("before", "sitting", "after")
PLACES = ("item", "meeting", "roster", "person")
"""Where an answer stands: with the item, with the meeting, in the roster; or a person must judge."""
TRUTHS = ("holds", "fails", "open", "")


@frozen
class Fact:
    """One fact that is missing."""

    kind: str
    """One of ``answers.GAPS``."""
    key: str
    """As an item writes it (``major``), or a meeting (``agenda.items``); of a judgement the question itself. Two with the same key are the same."""
    label: Texts = field(eq=False)
    """What its rulebook calls it."""


@frozen
class Line:
    """One sentence of a rule with its article: a ground, or a step."""

    says: Texts
    article: Texts
    truth: str
    """One of ``TRUTHS``; the last: a step that is not called for."""
    told: tuple[Texts, ...] = ()
    """What was found: who and when."""
    missing: tuple[Fact, ...] = ()
    exception: bool = False
    """Whether it is an exception that may still excuse what is not kept."""


@frozen
class Ruling:
    """What one rule on admission comes to."""

    rule: str
    force: str
    article: Texts
    says: Texts
    status: str
    """One of the seven statuses, as a check of the meeting gives it."""
    grounds: tuple[Line, ...]
    """Of a rule that is not kept: what it is not kept by; of an open one: what is open."""
    because: tuple[Fact, ...] = ()
    """What its answer still hangs on."""
    remedy: Texts | None = None


@frozen
class Stated:
    """What a norm that no rule checks says of which items may come up."""

    article: Texts
    says: Texts


@frozen
class Way:
    """One rule on what an item needs on its way to a body, at the meeting or after it."""

    rule: str
    force: str
    phase: str
    """One of ``PHASES``."""
    article: Texts
    says: Texts
    need: str
    """One of ``NEEDS``."""
    state: str
    """One of ``STATES``."""
    because: tuple[Fact, ...] = ()
    """What it hangs on whether it is needed, where that is open."""
    steps: tuple[Line, ...] = ()
    """Its parts in order, where it has several."""


@frozen
class Body:
    """One rulebook's answer."""

    rulebook: str
    version: str
    title: Texts
    answer: str
    """One of ``ANSWERS``."""
    rulings: tuple[Ruling, ...] = ()
    statements: tuple[Stated, ...] = ()
    ways: tuple[Way, ...] = ()
    strangers: tuple[str, ...] = ()
    """What was said of the item in words that this rulebook does not have, as it was written."""
    since: date | None = None
    """When the rulebook came into force."""
    no_roster: bool = False
    """Whether the roster that was given is not one of this rulebook's offices."""

    @property
    def missing(self) -> tuple[Fact, ...]:
        """What the answer hangs on, where it is open."""
        if self.answer != "open":
            return ()
        return tuple(dict.fromkeys(fact for ruling in self.rulings for fact in ruling.because))


@frozen
class Choice:
    """One answer to a question."""

    value: str
    """As it is written: ``yes``, ``plan``, ``[budget]``."""
    label: Texts


@frozen
class Settled:
    """How much an answer to a question settles: at least, and at most."""

    answers: tuple[int, int]
    """How many bodies can then say whether they take the item."""
    grounds: tuple[int, int]
    """How many open grounds of rules on admission are settled."""
    needs: tuple[int, int]
    """Of how many rules it is then known whether they are needed on the way."""

    @property
    def order(self) -> tuple[int, ...]:
        """What questions are ordered by: the most first; where that is the same, what is settled in any case."""
        pairs = (self.answers, self.grounds, self.needs)
        return tuple(-number for least, most in pairs for number in (most, least))


@frozen
class Question:
    """A missing fact as a question."""

    fact: Fact
    bodies: tuple[str, ...]
    """The rulebooks that ask for it."""
    choices: tuple[Choice, ...]
    """What may be answered; empty where it is something to be written: a name, a date, who did what."""
    settled: Settled
    place: str = "item"
    """Where the answer is written: one of ``PLACES``."""


@frozen
class Route:
    """Where an item goes."""

    title: str
    day: date
    as_of: str | None
    """The moment of the judgement, as ISO text."""
    bodies: tuple[Body, ...]
    questions: tuple[Question, ...]
    """In the order in which they would settle the most."""
    untried: int = 0
    """How many more facts are missing that were not tried, because there are too many."""
    path: str = ""
    """The meeting file that it was taken from."""
    number: int = 0
    """Its number there; 0 without one."""
    hidden: bool = False
    """Whether the item is marked classified."""
    secrets: frozenset[str] = field(default=frozenset(), repr=False)
    """The texts that must then not be shown."""

    @property
    def summary(self) -> Mapping[str, int]:
        """How many bodies give which answer."""
        return {answer: sum(body.answer == answer for body in self.bodies) for answer in ANSWERS}
