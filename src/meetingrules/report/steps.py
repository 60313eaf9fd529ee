"""What is due when, as values: the steps of a meeting, each with its latest permissible moment, and the plan they make."""

from collections.abc import Mapping
from datetime import date

from attrs import field, frozen

from meetingrules.base.source import Texts
from meetingrules.lang.answers import Due, Moment
from meetingrules.report.model import Citation

STATES = ("open", "none", "late", "otherwise", "unclear", "done", "not_applicable")
"""Nothing known; none so far; done too late; done, but not as the rule asks; done, but a fact is missing; done in time; beside the point."""
LANGS = ("zh", "en")
PHASES = ("before", "sitting", "after")
OUTSTANDING = frozenset({"open", "none", "otherwise", "unclear"})
"""The states of a step that is still to be done, or done again."""


@frozen
class About:
    """What a step is done for or to: some things, or each of its kind."""

    called: Texts
    """各议题 / each item; empty where it is the meeting alone."""
    ids: tuple[str, ...] = ()
    """``items.2``, names of persons; empty where it is each of its kind."""


@frozen
class Condition:
    """Something that must be so for a step to be asked for, and is not known."""

    says: str
    """The part of the rule, in its own language."""
    label: Texts
    """The same in words, where there are any; else only that there is a condition."""
    holds: bool = True
    """Whether it is to hold; else it is what makes the step needless."""


@frozen
class Step:
    """One act of a rule, for one subject or for all for which the same is true."""

    key: str
    """The same for the same step of the same rule and subject, whatever the day: ``notice-in-time/1/each``."""
    rule: str
    cites: tuple[Citation, ...]
    force: str
    phase: str
    """One of ``PHASES``: what is done before the meeting, in it, and after it."""
    act: Texts
    """What is done: 通知：发出 / notice: sent."""
    who: Texts
    """Who does it by the rule; empty where the rule does not say."""
    to: Texts
    """To whom, where that is not what it is about."""
    about: About
    state: str
    """One of ``STATES``."""
    latest: Due | None = None
    """The latest permissible moment; two where the calendar is not announced; None where no day is set."""
    first: Due | None = None
    """The first permissible moment, where the rule sets one."""
    by: Texts = field(factory=lambda: {"zh": "", "en": ""})
    """Who did it, as the record names them; empty where it does not."""
    at: Moment | None = None
    """When it was done."""
    conditions: tuple[Condition, ...] = ()
    excepted: bool = False
    """Whether an exception of the rule may still apply."""
    choice: str = ""
    """The same for steps of which one is enough; empty where each is asked for."""
    missed: bool = False
    """Whether it is outstanding although its latest moment has passed for certain."""

    @property
    def outstanding(self) -> bool:
        """Whether it is still to be done."""
        return self.state in OUTSTANDING


@frozen
class Earliest:
    """The earliest lawful day of a meeting, as seen from a day."""

    certain: date | None
    """The first day for which every step can surely be done in time; None: none was found within the days looked at."""
    possible: date | None
    """The first that may turn out to be: an earlier day only where the calendar is not announced."""
    binding: tuple[Step, ...] = ()
    """Why not the day before *certain*: the steps whose latest moment would then have passed."""
    regardless: tuple[Step, ...] = ()
    """What no other day would mend: steps that come too late whenever the meeting is held. They are left out of account."""
    looked_to: date | None = None
    """The last day that was looked at."""
    in_force: bool = False
    """Whether what stands against an earlier day is that the rules are not in force before."""

    @property
    def exact(self) -> bool:
        """Whether the announced calendar decides it."""
        return self.certain == self.possible


@frozen
class Schedule:
    """All steps of one meeting, in the order of their latest moments."""

    path: str
    """The file, or the name of the body where there is none."""
    rulebook: str
    version: str
    title: Texts
    """What the rulebook calls the meeting."""
    name: str
    """What the meeting is called in its file; empty without one."""
    day: date
    last_day: date
    begins: Moment
    """The start; the day alone where the hour is not known."""
    ends: Moment
    today: date
    """The day as of which steps are missed or not."""
    steps: tuple[Step, ...]
    days: tuple[tuple[date, str, Texts | None], ...] = ()
    """Each day from the first step to the last with its kind, and its name where it is a holiday: for pictures."""
    announced_through: date | None = None
    """The last day whose kind is certain; None where the calendar has no limit."""
    planned: bool = True
    """Whether the meeting lies ahead: only then an earliest day is asked for."""
    earliest: Earliest | None = None
    classified: frozenset[str] = frozenset()
    secrets: frozenset[str] = field(default=frozenset(), repr=False)

    @property
    def missed(self) -> tuple[Step, ...]:
        """The steps before the meeting that can no longer be done in time on this day."""
        return tuple(s for s in self.steps if s.phase == "before" and (s.missed or s.state == "late"))

    @property
    def summary(self) -> Mapping[str, int]:
        """How many steps have which state."""
        return {state: sum(step.state == state for step in self.steps) for state in STATES}
