"""Time phrases of the checker: limits, windows and moments."""

from typing import assert_never

from attrs import frozen

from meetingrules.lang import nodes as n
from meetingrules.lang import tree as t
from meetingrules.lang.nouns import NounChecker, Scope
from meetingrules.lang.parse import ConditionError
from meetingrules.lang.unparse import unparse
from meetingrules.lang.words import Type

UNITS = frozenset({"minute", "hour", "day", "working day", "clear day", "week", "month", "year"})
TIMES = frozenset({"act", "date", "instant"})


@frozen
class TimeChecker(NounChecker):
    """Resolves time phrases."""

    def timing(self, node: n.Timing, scope: Scope) -> t.Timing:
        """One time phrase.

        :raises ConditionError: a unit that is no time, a moment that is none
        """
        says = unparse(node)
        match node:
            case n.At(relation, moment):
                return t.At(relation, self.moment(moment, scope), says)
            case n.Limit(bound, amount, direction, moment):
                low, unit = self.period(amount, scope)
                return t.Limit(bound, low, None, unit, direction, self.moment(moment, scope), says)
            case n.Within(amount, direction, moment):
                low, unit = self.period(amount, scope)
                return t.Limit("within", low, None, unit, direction, self.moment(moment, scope), says)
            case n.Window(low, high, unit, direction, moment):
                number = Type("number", unit)
                values = t.Number(low, number), t.Number(high, number)
                return t.Limit("between", *values, unit, direction, self.moment(moment, scope), says)
            case never:
                assert_never(never)

    def period(self, amount: n.Amount, scope: Scope) -> tuple[t.Number, str]:
        """A number of days, hours …"""
        value = self.amount(amount, scope)
        unit = value.type.of
        if value.type.base != "number" or unit not in UNITS:
            raise ConditionError(
                "not-a-period",
                f"“{self.zh(value.type)}”不是期间",
                f"{value.type} is no period of time",
                amount.span,
            )
        if not isinstance(value, t.Number):  # else what is not known would count as no day at all
            raise ConditionError(
                "not-a-period",
                "期间须直接写明，或者是一个参数",
                "a period is written out, or a parameter",
                amount.span,
            )
        if value.value.denominator != 1 or value.value > 10_000:
            raise ConditionError(
                "not-a-period",
                "期间须是整数，且不超过10000",
                "a period is a whole number, 10000 at most",
                amount.span,
            )
        return value, unit

    def moment(self, node: n.Moment, scope: Scope) -> t.When:
        """A point in time."""
        match node:
            case n.Path():
                value = self.path(node, scope)
                if value.type.base not in TIMES or value.type.several:
                    raise ConditionError("not-a-moment", f"“{node}”不是时间", f"{node} is no moment", node.span)
                return t.MomentOf(value)
            case n.DayOf(path):
                return t.DayOf(self.moment(path, scope))
            case n.NextDay(direction, moment):
                return t.DayOf(t.Shifted(1 if direction == "after" else -1, "day", self.moment(moment, scope)))
            case n.Shifted(amount, direction, moment):
                _, unit = self.period(amount, scope)
                count = int(amount.number)  # whole, as periods are
                return t.Shifted(count if direction == "after" else -count, unit, self.moment(moment, scope))
            case n.Clock(time, moment):
                hour, minute = time.split(":")
                return t.Clock(int(hour), int(minute), self.moment(moment, scope))
            case never:
                assert_never(never)
