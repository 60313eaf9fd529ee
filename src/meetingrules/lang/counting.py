"""Counts and shares against bounds: sums over what is known, from the least to the greatest that they can be.

A share is never a quotient: *at least p of n* asks whether the sum over the base, each part weighing 1 − p and each rest −p,
reaches nought. So fractions are exact, an unknown costs two sums, and of nobody no share is reached.
"""

from fractions import Fraction

from meetingrules.lang.answers import Truth, all_of, any_of
from meetingrules.lang.values import Sized

Y, N, OPEN = Truth.YES, Truth.NO, Truth.OPEN
Exact = int | Fraction
Row = tuple[Truth, Truth, Sized]
"""One thing of a base: whether it is in it, whether it counts, what it weighs."""


def compared(a: Sized, bound: str, b: Sized) -> Truth:
    """Two numbers from low to high against a bound: decided only where every pair agrees."""
    match bound:
        case "at least":
            return _least(a, b)
        case "fewer than":
            return ~_least(a, b)
        case "at most":
            return _least(b, a)
        case "more than":
            return ~_least(b, a)
        case _:
            return all_of((_least(a, b), _least(b, a)))


def _least(x: Sized, y: Sized) -> Truth:
    """Whether x is at least y."""
    if y.high is not None and x.low >= y.high:
        return Y
    return N if x.high is not None and x.high < y.low else OPEN


def count_truth(rows: list[Row], bound: tuple[str, Fraction, Fraction | None], open_: bool) -> Truth:
    """A plain or weighted count against its bound."""
    word, low, high = bound
    least = sum(integer(w.low) for m, p, w in rows if m is Y and p is Y)
    most = [w.high for m, p, w in rows if m is not N and p is not N]
    top = None if open_ or None in most else Fraction(sum(integer(x) for x in most if x is not None))
    have = Sized(Fraction(least), top, ())
    if word == "between":
        assert high is not None
        return all_of(
            (compared(have, "at least", Sized(low, low, ())), compared(have, "at most", Sized(high, high, ())))
        )
    return compared(have, word, Sized(low, low, ()))


def share_truth(rows: list[Row], bound: tuple[str, Fraction, Fraction | None], open_: bool) -> Truth:
    """A share of the base against its bound: of sums over the base, never of a quotient. Of nobody no share is reached."""
    word, low, high = bound
    if word == "between":
        assert high is not None
        return all_of(
            (share_truth(rows, ("at least", low, None), open_), share_truth(rows, ("at most", high, None), open_))
        )
    if word == "exactly":
        return all_of(
            (share_truth(rows, ("at least", low, None), open_), share_truth(rows, ("at most", low, None), open_))
        )
    if word in {"at most", "fewer than"}:
        return ~share_truth(rows, ("more than" if word == "at most" else "at least", low, None), open_)
    least: Exact = 0
    most: Exact = 0
    if any(w.high is None for _, _, w in rows) or open_:
        return OPEN
    part_of, whole = (
        low.numerator,
        low.denominator,
    )  # all sums are times the denominator: of the same sign, and mostly integers
    for inside, part, weight in rows:
        weighs = integer(weight.low)
        options: list[Exact] = [0] if inside is not Y else []
        options += [(whole - part_of) * weighs] if inside is not N and part is not N else []
        options += [-part_of * weighs] if inside is not N and part is not Y else []
        least, most = least + min(options), most + max(options)
    strict = word == "more than"
    empty = any_of(Y if m is Y and w.low > 0 else OPEN if m is OPEN and w.low > 0 else N for m, _, w in rows)
    reached = Y if (least > 0 if strict else least >= 0) else N if (most <= 0 if strict else most < 0) else OPEN
    return all_of((empty, reached))


def integer(number: Fraction) -> Exact:
    """An integer where it is one: it is added and compared ten times as fast."""
    return number.numerator if number.denominator == 1 else number


def needed(bound: str, low: Fraction, total: Fraction, share: bool, weighted: bool) -> Fraction | None:
    """How many a bound asks for, rounded up to whole heads; None where it asks for no least number."""
    if bound not in {"at least", "more than", "exactly", "between"}:
        return None
    exact = low * total if share else low
    if weighted:
        return exact
    whole = -(-exact.numerator // exact.denominator)
    return Fraction(whole + 1) if bound == "more than" and whole == exact else Fraction(whole)
