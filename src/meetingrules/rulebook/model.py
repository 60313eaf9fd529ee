"""A rulebook as values: rules, parameters, definitions, and how each norm of the source is accounted for."""

from collections.abc import Mapping
from datetime import date, tzinfo

from attrs import field, frozen

from meetingrules.base.days import Calendar
from meetingrules.base.source import Place, Source, Texts
from meetingrules.base.tree import Table
from meetingrules.lang.tree import Condition, Definitions, Entry, Subject, Timing
from meetingrules.lang.words import Words

FORCES = ("must", "must_not", "in_principle", "normally", "may")
STAGES = ("preparation", "sitting", "after", "period")
GATES = ("notice", "opening", "closing")
"""The moments at which a meeting goes on or not: its notice is sent, it is opened, it is closed."""
GATE_OF = {"preparation": "opening", "sitting": "closing"}
"""The gate before which the rules of a stage must be met, where a rule names none; what comes after has none."""


@frozen
class Case:
    """One example of a rule: facts laid over the rulebook's ``given``, and the status they must give."""

    status: str
    why: str
    facts: Table = field(repr=False)
    of: str | None = None
    """The subject that is asked about, where the rule has several."""
    place: Place | None = field(default=None, eq=False, repr=False)


@frozen
class Rule:
    """One encoded norm."""

    id: str
    cites: tuple[str, ...]
    force: str
    stage: str
    condition: Condition
    """What must hold; of ``must_not`` what must not; of ``may`` what may be so."""
    text: Texts
    subject: Subject | None = None
    """What it has one finding for each of; None: the meeting."""
    when: Condition | None = None
    once: Condition | None = None
    only_if: Condition | None = None
    unless: tuple[Entry, ...] = ()
    due: Timing | None = None
    """When it falls due where no deadline in the condition says so."""
    gate: str | None = None
    """The gate by which it must be met; None: it has no part in any."""
    departure: tuple[str, ...] | None = None
    """Not None: a departure may excuse it although it binds; on which citations, if not on readings alone."""
    departure_readings: tuple[Texts, ...] = ()
    """The readings on which a departure may excuse it."""
    departure_when: Condition | None = None
    """Where a departure may excuse it only under a condition: that condition."""
    remedy: Texts | None = None
    readings: tuple[Texts, ...] = ()
    """How sentences that can be read in more than one way were read; those of its departure among them."""
    notes: tuple[Entry, ...] = ()
    """Things worth a note when they hold: label, condition."""
    hints: Mapping[str, Texts] = field(factory=dict)
    """The words of each note."""
    cases: tuple[Case, ...] = ()
    admission: bool = False
    """Whether it decides if an item may come before the body at all; of other rules on items, what it needs on the way there."""
    historical: bool = False
    """Whether it looks at other meetings, so that it needs a register."""
    speaks_of_holding: bool = False
    """Whether it says itself what holds when a meeting was not held."""
    source: Table | None = field(default=None, eq=False, repr=False)
    """The rule as it was written, for its manual page."""
    place: Place | None = field(default=None, eq=False, repr=False)


@frozen
class Statement:
    """What a norm that no rule checks says to people: that the list of a body's tasks is open."""

    by: str
    """The entry of the rulebook that says it."""
    cites: tuple[str, ...]
    text: Texts


@frozen
class Account:
    """How one norm of the source is accounted for: ``rule``, ``definition``, ``guidance``, ``manual`` or ``metadata``."""

    norm: str
    kind: str
    by: str
    """The rule, the definition or the entry that accounts for it."""
    why: str = ""


@frozen
class Rulebook:
    """One body's rules."""

    id: str
    version: str
    title: Texts
    rules: tuple[Rule, ...]
    words: Words
    definitions: Definitions
    source: Source = field(eq=False, repr=False)
    shares: str | None = None
    """The name of the file that it shares words with."""
    digest: str = ""
    """What its text, and what it shares, are recognised by."""
    origin: Texts = field(factory=dict)
    """The instrument that it encodes: number and date."""
    zone: tzinfo | None = None
    calendar: Calendar = field(factory=lambda: Calendar("CN"))
    in_force: date | None = None
    in_force_to: date | None = None
    paragraphs: Mapping[int, int] = field(factory=dict)
    """How many paragraphs an article has, where it has more than one."""
    approvers: tuple[str, ...] = ()
    """The offices whose approval a departure from ``in_principle`` needs."""
    norms: tuple[str, ...] = ()
    accounts: tuple[Account, ...] = ()
    given: Table | None = field(default=None, eq=False, repr=False)
    """The facts that all cases start from."""
    labels: Mapping[str, Texts] = field(factory=dict)
    """What people call the defined sets, fields and adjectives."""
    readings: Mapping[str, tuple[Texts, ...]] = field(factory=dict)
    """How the sentences behind a definition were read."""
    admission: tuple[Statement, ...] = ()
    """What the norms that are only guidance say of which items may come before the body."""

    def rule(self, name: str) -> Rule:
        """A rule by its id.

        :raises KeyError: when there is none
        """
        for rule in self.rules:
            if rule.id == name:
                return rule
        raise KeyError(name)

    def full(self, cite: str) -> str:
        """A citation with the rulebook in front."""
        return full_citation(self.id, cite)


def full_citation(book: str, cite: str) -> str:
    """A citation with the rulebook in front, unless something stands there: ``15-1b``, but ``cover-0-1a``."""
    return cite if cite.split("-", maxsplit=1)[0].isalpha() and not cite[0].isdigit() else f"{book}-{cite}"
