"""Months and years of a register: which meetings fall into them, and whether more may come."""

from collections.abc import Iterator
from datetime import date, timedelta, tzinfo

from attrs import frozen

from meetingrules.facts.model import Plan, Register
from meetingrules.lang.answers import Due, Gap, Moment
from meetingrules.lang.facts import Group, Thing, Unknown
from meetingrules.lang.moments import months, passed

NO_REGISTER = {"zh": "会议台账", "en": "the register of meetings"}
NOT_COVERED = {"zh": "台账所涵盖的期间", "en": "the period that the register covers"}


@frozen
class Period:
    """One calendar month or year."""

    kind: str
    start: date

    @property
    def end(self) -> date:
        """Its last day."""
        return months(self.start, 1 if self.kind == "month" else 12) - timedelta(days=1)

    @property
    def id(self) -> str:
        """``2024-03``, ``2024``."""
        return self.start.isoformat()[:7] if self.kind == "month" else self.start.isoformat()[:4]

    @classmethod
    def of(cls, kind: str, day: date) -> "Period":
        """The period that a day falls into."""
        return cls(kind, day.replace(day=1) if kind == "month" else day.replace(month=1, day=1))


def periods(register: Register, kind: str) -> Iterator[Period]:
    """The periods that a register speaks of: those it covers, else those from its first meeting to its last."""
    days = [p.day for p in register.plans if p.day is not None]
    first, last = register.start or min(days, default=None), register.end or max(days, default=None)
    if first is None or last is None:
        return
    period = Period.of(kind, first)
    while period.start <= last:
        yield period
        period = Period.of(kind, period.end + timedelta(days=1))


def covered(register: Register, first: date, last: date) -> bool:
    """Whether a register covers a time."""
    return register.start is not None and register.start <= first and (register.end is None or last <= register.end)


def period_group(register: Register, period: Period, as_of: Moment | None, zone: tzinfo) -> Group:
    """The meetings of a period; more may come until it is over, and more may exist unless the register covers it."""
    inside = list(register.inside(period.start, period.end))
    gaps: tuple[Gap, ...] = ()
    if as_of is None or not passed(as_of, period.end, zone):
        gaps = (Gap("fact", period.id, NO_REGISTER, Due.at(period.end)),)
    elif not covered(register, period.start, period.end):
        gaps = (Gap("fact", f"covers.{period.id}", NOT_COVERED, Due.at(period.end)),)
    return Group(tuple((Thing("meeting", str(i), str(register.plans[i].day)), None) for i in inside), gaps)


def meeting_days(register: Register | None, plan: Plan, kind: str) -> Group | Unknown:
    """The meetings of this month or year up to and with this one."""
    if register is None or plan.day is None:
        return Unknown((Gap("fact", "register", NO_REGISTER),))
    period = Period.of(kind, plan.day)
    inside = [i for i in register.inside(period.start, plan.day) if sequence(register.plans[i]) <= sequence(plan)]
    gaps = () if covered(register, period.start, plan.day) else (Gap("fact", f"covers.{period.id}", NOT_COVERED),)
    return Group(tuple((Thing("meeting", str(i), str(register.plans[i].day)), None) for i in inside), gaps)


def sequence(plan: Plan) -> tuple[date, str, str]:
    """Which of two meetings comes first: by day, hour and, where both are the same, the name of the file."""
    return plan.day or date.min, plan.begins.isoformat() if plan.begins else "", plan.source.name
