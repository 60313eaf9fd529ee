"""From proofs to one of the seven statuses.

Known facts decide at any stage. Stage and due moment only choose between *pending* and *unknown* or *fail*.
"""

from datetime import tzinfo

from attrs import frozen

from meetingrules.lang.answers import Due, Gap, Moment, Proof, Truth
from meetingrules.lang.moments import passed

Y, N, OPEN = Truth.YES, Truth.NO, Truth.OPEN
BEFORE = {"preparation": frozenset[str](), "sitting": frozenset({"planned", "convened"})}
BEFORE |= {"after": frozenset({"planned", "convened", "open"}), "period": frozenset[str]()}
"""The states of a meeting that lie before a stage."""
AS_OF = Gap("fact", "as_of", {"zh": "核对日期（as_of）", "en": "the day of the check (as_of)"})


@frozen
class Clock:
    """What is known of time when a rule is asked."""

    as_of: Moment | None
    stage: str
    state: str
    zone: tzinfo
    now_or_never: bool = False
    """Whether it counts as due whatever the day: a gate is asked about."""


@frozen
class Decision:
    """The status of one rule for one subject, and what it rests on."""

    status: str
    missing: tuple[Gap, ...] = ()
    due: Due | None = None
    excuse: str | None = None
    """The exception that applies, by its label."""


@frozen
class Asked:
    """The proofs of one rule for one subject."""

    guard: Proof
    condition: Proof
    exceptions: tuple[Proof, ...] = ()
    once: Proof | None = None


def decide(asked: Asked, clock: Clock) -> Decision:
    """The status, before departures and attestations are looked at."""
    guard, condition, once = asked.guard, asked.condition, asked.once
    if guard.now is N:
        return Decision("skip")
    if condition.now is Y:
        return Decision("pass")
    if once is not None and once.now is N:
        return Decision("pending", once.gaps, None)
    excuse = next((x for x in asked.exceptions if x.now is Y), None)
    if excuse is not None:
        return Decision("excused", excuse=excuse.label)
    open_ = [p for p in (guard, *([once] if once else []), condition, *asked.exceptions) if p.now is OPEN]
    if not open_ and not (condition.now is N and condition.later is OPEN):
        return Decision("fail")
    due = condition.due if condition.open else next((p.due for p in open_ if p.due is not None), None)
    matter = open_ or [condition]
    gaps = tuple(dict.fromkeys(g for p in matter for g in p.gaps))
    return timed(gaps, due, bool(open_), clock)


def timed(gaps: tuple[Gap, ...], due: Due | None, open_: bool, clock: Clock) -> Decision:
    """Open, or not done so far: pending while not due, then what it is."""
    late = "unknown" if open_ else "fail"
    lacking = tuple(g for g in gaps if g.kind != "none")  # what is recorded as none is known
    if open_ and lacking and all(g.kind == "judgement" for g in lacking):
        late = "manual"
    if clock.now_or_never:
        return Decision(late, gaps if late != "fail" else (), due)
    if clock.as_of is None:
        if clock.state in BEFORE[clock.stage]:
            return Decision("pending", gaps, due)
        return Decision(late if late == "manual" else "unknown", (*gaps, AS_OF) if late != "manual" else gaps, due)
    if due is None or passed(clock.as_of, due.latest, clock.zone):
        return Decision(late, gaps if late != "fail" else (), due)
    if not passed(clock.as_of, due.earliest, clock.zone):
        return Decision("pending", gaps, due)
    return Decision("unknown", gaps, due)
