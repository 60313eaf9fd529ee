"""The operators of compiled rules: numbers, counts, shares, steps of a chain. Exact, and without a case for what is open."""

from collections.abc import Mapping
from datetime import date, tzinfo
from fractions import Fraction
from typing import Any

from meetingrules.compiler.clock import Open, at_hour, day_of, in_order, moved, too_soon
from meetingrules.compiler.rows import Sure
from meetingrules.lang.facts import NONE

Done = tuple[bool, tuple[Any, ...]]
"""Whether a step is done, and the moments of its acts."""
NUMBERS: frozenset[Any] = frozenset({int, Fraction})
LEAST = -(10**18)


def ask() -> Any:
    """What another edition must answer: a judgement, or what is too seldom to be compiled."""
    raise Open


def united(*sets: Sure) -> Sure:
    """All things of several sets."""
    return {one: None for things in sets for one in things}


def total(things: Sure, key: str) -> Any:
    """The sum of a number field; what has no number adds nothing."""
    return sum(n for n in (thing[key] for thing in things) if n.__class__ in NUMBERS)


def added(left: Any, minus: bool, right: Any) -> Any:
    """A sum or a difference; with what has no number, none."""
    if left.__class__ not in NUMBERS or right.__class__ not in NUMBERS:
        return NONE
    return left - right if minus else left + right


def shared(share: Fraction, of: Any) -> Any:
    """A share of a number."""
    return share * of if of.__class__ in NUMBERS else NONE


def weight(value: Any) -> Any:
    """What one counts for."""
    return value if value.__class__ in NUMBERS else 0


def whole(value: Any) -> int:
    """A number of days, hours …"""
    return int(value) if value.__class__ in NUMBERS else 0


def is_at_least(left: Any, right: Any) -> bool:
    """No less than; what has no number is not."""
    return left.__class__ in NUMBERS and right.__class__ in NUMBERS and left >= right


def is_at_most(left: Any, right: Any) -> bool:
    """No more than."""
    return left.__class__ in NUMBERS and right.__class__ in NUMBERS and left <= right


def is_more_than(left: Any, right: Any) -> bool:
    """More than."""
    return left.__class__ in NUMBERS and right.__class__ in NUMBERS and left > right


def is_fewer_than(left: Any, right: Any) -> bool:
    """Less than."""
    return left.__class__ in NUMBERS and right.__class__ in NUMBERS and left < right


def is_exactly(left: Any, right: Any) -> bool:
    """Just as many."""
    return left.__class__ in NUMBERS and right.__class__ in NUMBERS and left == right


COMPARISONS = {
    "at least": is_at_least,
    "at most": is_at_most,
    "more than": is_more_than,
    "fewer than": is_fewer_than,
    "exactly": is_exactly,
}


def at_least_that(value: Any) -> Any:
    """A bound; one that is no number lies below all."""
    return value if value.__class__ in NUMBERS else LEAST


def count(bound: str, have: Any, low: Any, high: Any) -> bool:
    """A number of things against its bound."""
    low, high = at_least_that(low), at_least_that(high)
    if bound == "between":
        return bool(low <= have <= high)
    return COMPARISONS[bound](have, low)


def share(bound: str, have: Any, base: Any, low: Any, high: Any) -> bool:
    """A share against its bound, as a product, never as a quotient; of nobody no share is reached."""
    low, high = at_least_that(low), at_least_that(high)
    match bound:
        case "at least":
            return bool(base and have >= low * base)
        case "more than":
            return bool(base and have > low * base)
        case "at most":
            return not (base and have > low * base)
        case "fewer than":
            return not (base and have >= low * base)
        case "exactly":
            return bool(base and have == low * base)
        case _:
            return bool(base and low * base <= have <= high * base)


def all_done(*steps: Done) -> Done:
    """Several acts in one step: done when all are."""
    return all(done for done, _ in steps), tuple(at for _, times in steps for at in times)


def the_one(found: list[tuple[Any, ...]]) -> tuple[Any, ...]:
    """The moments of the one that did it.

    :raises Open: when several did, at different times: which comes first is not told by a set
    """
    if any(times != found[0] for times in found):
        raise Open
    return found[0]


def followed(last: Any, times: tuple[Any, ...], zone: tzinfo) -> Any:
    """The last moment of a chain after one more step; False when the step came too soon."""
    if len(times) == 1:
        first = end = times[0]
        if end is None:
            return last
        if end.__class__ is date and last.__class__ is date:  # nearly always
            return end if end >= last else False
    else:
        times = tuple(at for at in times if at is not None)
        if not times:
            return last
        first, end = min(times, key=in_order), max(times, key=in_order)
    if last is None:
        return end
    if too_soon(first, last, zone):
        return False
    return end if in_order(end) > in_order(last) else last


def on_day(moment: Any, zone: tzinfo) -> Any:
    """The day of a moment."""
    return None if moment is None else day_of(moment, zone)


def shifted(moment: Any, amount: int, unit: str, calendar: Any, zone: tzinfo) -> Any:
    """A moment some units on."""
    return None if moment is None else moved(moment, amount, unit, calendar, zone)


def clocked(moment: Any, hour: int, minute: int, zone: tzinfo) -> Any:
    """A time of day on the day of a moment."""
    return None if moment is None else at_hour(moment, hour, minute, zone)


TABLE: Mapping[str, Any] = {
    one.__name__: one
    for one in (
        all_done, added, ask, clocked, count, followed, is_at_least, is_at_most, is_exactly, is_fewer_than, is_more_than,
        on_day, share, shared, shifted, the_one, total, united, weight, whole,
    )
}  # fmt: skip
"""The operators by the names under which compiled code calls them."""
