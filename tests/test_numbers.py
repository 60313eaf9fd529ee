"""Counts and shares, against arithmetic that a child would do: try everything that may turn out, and look whether it agrees."""

from collections import Counter
from fractions import Fraction
from itertools import combinations_with_replacement, product

import pytest

from meetingrules.compiler import operators as compiled
from meetingrules.compiler.clock import Open
from meetingrules.lang.answers import Truth
from meetingrules.lang.counting import compared, count_truth, needed, share_truth
from meetingrules.lang.facts import NONE
from meetingrules.lang.values import LEAST, Sized

F = Fraction

Y, N, OPEN = Truth.YES, Truth.NO, Truth.OPEN
HOLDS = {
    "at least": lambda a, low, _: a >= low,
    "at most": lambda a, low, _: a <= low,
    "more than": lambda a, low, _: a > low,
    "fewer than": lambda a, low, _: a < low,
    "exactly": lambda a, low, _: a == low,
    "between": lambda a, low, high: low <= a <= high,
}
BOUNDS = [word for word in HOLDS if word != "between"]
STATES = [(m, p) for m in (Y, N, OPEN) for p in (Y, N, OPEN)]


def agreed(answers):
    """What all that may turn out say together."""
    found = set(answers)
    return {frozenset({True}): Y, frozenset({False}): N}.get(frozenset(found), OPEN)


def rows(states, weights):
    return [(m, p, Sized(F(low), None if high is None else F(high), ())) for (m, p), (low, high) in zip(states, weights, strict=True)]  # fmt: skip


def turns_out(rows):
    """Every way in which it may turn out: how much counts, of how much."""
    ways = {Y: (True,), N: (False,), OPEN: (True, False)}
    each = [
        {((weight if m and p else 0), (weight if m else 0)) for m in ways[inside] for p in ways[part] for weight in {w.low, w.high}}
        for inside, part, w in rows
    ]  # fmt: skip
    return {(sum(h for h, _ in way), sum(b for _, b in way)) for way in product(*each)}


# ---- what is known exactly, and what is not ------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [0, 1, 2, 3])
@pytest.mark.parametrize("word", HOLDS)
def test_a_count_is_decided_where_all_that_may_turn_out_agrees(word, size):
    for states in combinations_with_replacement(STATES, size):
        found = rows(states, [(1, 1)] * size)
        for low, high in product(range(4), (2, 3)):
            answers = [HOLDS[word](have, low, high) for have, _ in turns_out(found)]
            bound = (word, F(low), F(high) if word == "between" else None)
            if word != "between" or low <= high:
                assert count_truth(found, bound, open_=False) is agreed(answers), (states, bound)


def share_holds(word, have, base, low, high):
    """Of nobody no share is reached, and none is gone beyond."""
    return HOLDS[word](F(have, base), low, high) if base else word in {"at most", "fewer than"}


SHARES = [(F(0), F(1, 2)), (F(1, 3), F(2, 3)), (F(1, 2), F(1, 2)), (F(1, 2), F(1)), (F(2, 3), F(3, 4)), (F(1), F(1))]


@pytest.mark.parametrize("size", [0, 1, 2, 3])
@pytest.mark.parametrize("word", HOLDS)
def test_a_share_is_never_decided_against_what_may_turn_out(word, size):
    exact = Counter()
    for states in combinations_with_replacement(STATES, size):
        found = rows(states, [(1, 1)] * size)
        for low, high in SHARES:
            wanted = agreed(share_holds(word, have, base, low, high) for have, base in turns_out(found))
            got = share_truth(found, (word, low, high), open_=False)
            assert got in {wanted, OPEN}, (states, word, low, high)
            if OPEN not in {m for m, _ in states} and word not in {"between", "exactly"}:
                assert got is wanted, "of a base that is known the least and the most are reached"
            if not {OPEN} & {x for state in states for x in state}:
                assert got is wanted
            exact[got is wanted] += 1
    assert size == 0 or exact[True] > exact[False], "and most of the time it is decided where it can be"


@pytest.mark.parametrize("weights", [(F(2), F(3)), (F(1, 2), F(2, 3))], ids=["whole", "parts"])
@pytest.mark.parametrize("word", BOUNDS)
def test_weights_count_as_much_as_they_say(word, weights):
    for states in product(STATES, repeat=2):
        found = rows(states, [(weight, weight) for weight in weights])
        for low in (F(0), *(weight / sum(weights) for weight in weights), F(1, 2), F(1)):
            wanted = agreed(share_holds(word, h, b, low, None) for h, b in turns_out(found))
            got = share_truth(found, (word, low, None), open_=False)
            assert got in {wanted, OPEN}
            if not {OPEN} & {x for state in states for x in state}:
                assert got is wanted, (states, low)
        for low in (*map(F, range(7)), *weights, sum(weights)):
            wanted = agreed(HOLDS[word](h, low, None) for h, _ in turns_out(found))
            got = count_truth(found, (word, low, None), open_=False)
            assert got is wanted or (word == "exactly" and got is OPEN), (states, low)


@pytest.mark.parametrize(
    ("states", "weights", "open_", "bound", "count", "share"),
    [
        ([(Y, Y)], [(1, 1)], True, "at least", Y, OPEN),
        ([(Y, Y)], [(1, 1)], True, "at most", OPEN, OPEN),
        ([(Y, N)], [(1, 1)], True, "at least", OPEN, OPEN),
        ([(Y, Y)], [(1, None)], False, "at least", Y, OPEN),
        ([(Y, Y)], [(1, None)], False, "at most", OPEN, OPEN),
        ([(Y, N)], [(1, None)], False, "at least", N, OPEN),
        ([(Y, Y)], [(1, 2)], False, "at least", Y, Y),
        ([(Y, Y)], [(0, 2)], False, "at least", OPEN, N),
        ([(Y, Y)], [(0, 0)], False, "at least", N, N),
        ([(Y, Y)], [(0, 0)], False, "at most", Y, Y),
        ([(OPEN, Y)], [(0, 0)], False, "at least", N, N),
        ([(OPEN, Y)], [(1, 1)], False, "at least", OPEN, OPEN),
    ],
)
def test_what_is_open_stays_open_where_it_matters(states, weights, open_, bound, count, share):
    found = rows(states, weights)
    assert count_truth(found, (bound, F(1), None), open_) is count
    assert share_truth(found, (bound, F(1), None), open_) is share


ENDS = [(low, high) for low in range(3) for high in (0, 1, 2, None) if high is None or low <= high]


@pytest.mark.parametrize("word", BOUNDS)
def test_two_numbers_are_compared_where_every_pair_agrees(word):
    for (a, b), (c, d) in product(ENDS, repeat=2):
        far = range(6)
        pairs = product(
            (x for x in far if a <= x <= (5 if b is None else b)), (x for x in far if c <= x <= (5 if d is None else d))
        )
        wanted = agreed(HOLDS[word](x, y, None) for x, y in pairs)
        left, right = (Sized(F(x), None if y is None else F(y), ()) for x, y in ((a, b), (c, d)))
        assert compared(left, word, right) is wanted, (left, right)


@pytest.mark.parametrize(
    ("bound", "low", "total", "share", "weighted", "number"),
    [
        ("at least", F(1, 2), 10, True, False, 5),
        ("at least", F(1, 2), 11, True, False, 6),
        ("at least", F(2, 3), 10, True, False, 7),
        ("more than", F(1, 2), 10, True, False, 6),
        ("more than", F(1, 2), 11, True, False, 6),
        ("exactly", F(1, 2), 11, True, False, 6),
        ("between", F(1, 2), 10, True, False, 5),
        ("at least", F(3), 10, False, False, 3),
        ("more than", F(3), 10, False, False, 4),
        ("at least", F(1, 2), 11, True, True, F(11, 2)),
        ("more than", F(1, 2), 10, True, True, 5),
        ("at most", F(1, 2), 10, True, False, None),
        ("fewer than", F(3), 10, False, False, None),
    ],
)
def test_how_many_are_needed(bound, low, total, share, weighted, number):
    assert needed(bound, low, F(total), share, weighted) == number


# ---- the same in compiled rules ------------------------------------------------------------------------------------------

VALUES = [0, 1, 2, F(1, 2), F(5, 2), NONE, None]


@pytest.mark.parametrize("word", BOUNDS)
def test_compiled_comparisons_are_those_of_numbers_and_no_others(word):
    for a, b in product(VALUES, repeat=2):
        numbers = all(isinstance(x, int | F) for x in (a, b))
        assert compiled.COMPARISONS[word](a, b) is (numbers and HOLDS[word](a, b, None)), (a, b)


@pytest.mark.parametrize("word", HOLDS)
def test_compiled_counts_and_shares(word):
    for have, low, high in product(range(4), range(4), range(4)):
        assert compiled.count(word, have, low, high) is HOLDS[word](have, low, high)
    for base, (low, high) in product(range(5), SHARES):
        for have in range(base + 1):
            assert compiled.share(word, have, base, low, high) is share_holds(word, have, base, low, high), (have, base)


def test_a_bound_that_is_no_number_lies_below_all():
    assert compiled.LEAST == LEAST == -(10**18)
    assert compiled.count("at least", 0, NONE, None) is True
    assert compiled.count("at most", 0, NONE, None) is False
    assert compiled.count("between", 1, NONE, 1) is True
    assert compiled.count("between", 1, 0, NONE) is False
    assert compiled.share("at least", 0, 1, NONE, None) is True
    assert compiled.share("between", 0, 1, 0, NONE) is False


def test_sums_of_what_has_no_number_are_none():
    assert (compiled.added(2, False, 3), compiled.added(2, True, F(1, 2))) == (5, F(3, 2))
    for left, right, minus in ((NONE, 1, False), (1, NONE, True), (NONE, NONE, False)):
        assert compiled.added(left, minus, right) is NONE
    assert (compiled.shared(F(1, 2), 3), compiled.shared(F(1, 2), NONE)) == (F(3, 2), NONE)
    assert (compiled.weight(F(1, 2)), compiled.weight(NONE), compiled.weight(3)) == (F(1, 2), 0, 3)
    assert (compiled.whole(F(7, 2)), compiled.whole(NONE), compiled.whole(4)) == (3, 0, 4)


def test_what_is_done_together_and_by_whom():
    assert compiled.all_done((True, (1, 2)), (True, (3,))) == (True, (1, 2, 3))
    assert compiled.all_done((True, (1,)), (False, ())) == (False, (1,))
    assert compiled.the_one([(1,), (1,)]) == (1,)
    with pytest.raises(Open):
        compiled.the_one([(1,), (1,), (2,)])
    with pytest.raises(Open):
        compiled.ask()
    assert list(compiled.united({"a": None, "b": None}, {"b": None, "c": None})) == ["a", "b", "c"]
