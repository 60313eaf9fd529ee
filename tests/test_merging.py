"""How several answers become one: strong Kleene logic, and the moments and gaps that an answer keeps as long as it is open."""

from datetime import UTC, date, datetime
from fractions import Fraction
from itertools import product

import pytest

from meetingrules.lang import fastacts, fastvalues
from meetingrules.lang.acts import contains
from meetingrules.lang.answers import Due, Gap, Proof, Truth, all_of, any_of, conjunction, disjunction, negation
from meetingrules.lang.facts import NONE, Group, Span, Unknown
from meetingrules.lang.fast import all_of as all_tested
from meetingrules.lang.fast import any_of as any_tested
from meetingrules.lang.fastvalues import answer_of
from meetingrules.lang.values import LEAST, united

NO, OPEN, YES = Truth
KINDS = {"yes": (YES, YES), "no": (NO, NO), "open": (OPEN, OPEN), "not yet": (NO, OPEN), "so far": (YES, OPEN)}
DAY, MORNING, NOON = (
    date(2024, 3, 20),
    datetime(2024, 3, 20, 9, 0, tzinfo=UTC),
    datetime(2024, 3, 20, 12, 0, tzinfo=UTC),
)
ORDERED = (
    datetime(2024, 3, 19, 23, 59, tzinfo=UTC),
    date(2024, 3, 19),
    MORNING,
    datetime(2024, 3, 20, 9, 1, tzinfo=UTC),
    datetime(2024, 3, 20, 9, 1, 1, tzinfo=UTC),
    datetime(2024, 3, 20, 9, 1, 1, 1, tzinfo=UTC),
    datetime(2024, 3, 20, 9, 1, 59, 500_000, tzinfo=UTC),
    datetime(2024, 3, 20, 9, 2, tzinfo=UTC),
    datetime(2024, 3, 20, 9, 59, 59, 500_000, tzinfo=UTC),
    datetime(2024, 3, 20, 10, 0, tzinfo=UTC),
    NOON,
    datetime(2024, 3, 20, 23, 59, 59, tzinfo=UTC),
    DAY,
    datetime(2024, 3, 21, 0, 0, tzinfo=UTC),
)
"""A day alone ends after each of its instants."""


def proof(kind, name, due=None):
    """One answer, open for a reason of its own."""
    now, later = KINDS[kind]
    gaps = (Gap("fact", name, {}),) if OPEN in {now, later} else ()
    return Proof("part", now, later, gaps=gaps, due=due)


@pytest.mark.parametrize(("first", "second"), list(product(KINDS, repeat=2)))
@pytest.mark.parametrize(("merge", "choose"), [(conjunction, min), (disjunction, max)], ids=["and", "or"])
def test_two_answers(merge, choose, first, second):
    parts = (proof(first, "a", Due.at(MORNING)), proof(second, "b", Due.at(NOON)))
    found = merge(parts)
    now, later = (choose(p.now.value for p in parts), choose(p.later.value for p in parts))
    assert (found.now.value, found.later.value, found.parts) == (now, later, parts)
    assert found.open is (now == 1 or (now, later) == (0, 1))
    if (now, later) == (
        2,
        1,
    ):  # what holds so far may cease to: together until the last of them, one of them until the first
        left, choose = [p for p in parts if p.later is OPEN], max if choose is min else min
    else:
        left = [p for p in parts if p.open] if found.open else []
    assert found.gaps == tuple(gap for p in left for gap in p.gaps)
    assert found.due == (choose(left, key=lambda p: p.due.latest).due if left else None)


@pytest.mark.parametrize("kind", KINDS)
def test_the_opposite(kind):
    part = proof(kind, "a", Due.at(NOON))
    found = negation(part)
    assert (found.now.value, found.later.value) == (2 - part.now.value, 2 - part.later.value)
    assert (found.gaps, found.due, found.parts) == (part.gaps, part.due, (part,))


@pytest.mark.parametrize("truths", list(product(Truth, repeat=3)))
def test_three_truths(truths):
    assert all_of(truths).value == min(t.value for t in truths)
    assert any_of(truths).value == max(t.value for t in truths)


def test_of_nothing():
    assert (all_of(()), any_of(())) == (YES, NO)
    assert conjunction(()).now is YES
    assert disjunction(()).now is NO
    assert disjunction((proof("open", "a"), proof("open", "b"))).due is None


@pytest.mark.parametrize("number", range(len(ORDERED) - 1))
def test_the_first_and_the_last_moment(number):
    """An open answer is due at the first moment of what must hold together, at the last of what need not."""
    sooner, later = (Due.at(moment) for moment in ORDERED[number : number + 2])
    for dues in ((sooner, later), (later, sooner)):
        parts = tuple(proof("open", str(n), due) for n, due in enumerate(dues))
        assert (conjunction(parts).due, disjunction(parts).due) == (sooner, later)


def test_of_two_that_are_not_certain_the_ends_decide():
    wide, narrow = Due(MORNING, DAY), Due(NOON, NOON)
    assert (wide.exact, narrow.exact) == (False, True)
    parts = (proof("open", "a", wide), proof("open", "b", narrow))
    assert conjunction(parts).due == wide
    assert disjunction(parts).due == wide
    assert disjunction(parts[::-1]).due == wide


def test_a_gap_is_told_once():
    part = proof("open", "a")
    assert conjunction((part, part)).gaps == part.gaps
    assert part.named("15-1b").label == "15-1b"


# ---- the closures merge as the definition does -----------------------------------------------------------------------

CLOSURES = {
    conjunction: (fastacts.both, lambda answers: all_tested([lambda *_, a=a: a for a in answers])({}, None)),
    disjunction: (fastacts.either, lambda answers: any_tested([lambda *_, a=a: a for a in answers])({}, None)),
}
DUES = (None, Due.at(MORNING), Due.at(NOON), Due.at(DAY))


def of_kind(kind, reason, due):
    """One answer, open for a reason of some kind."""
    now, later = KINDS[kind]
    gaps = (Gap(reason, reason, {}),) if OPEN in {now, later} else ()
    return Proof("part", now, later, gaps=gaps, due=due if gaps else None)


@pytest.mark.parametrize("kinds", list(product(KINDS, repeat=2)) + list(product(KINDS, repeat=3)), ids=" ".join)
@pytest.mark.parametrize("merge", CLOSURES, ids=["and", "or"])
def test_the_closures_merge_alike(merge, kinds):
    reasons = ("judgement", "fact", "none")[: len(kinds)]
    for dues in product(DUES, repeat=2):
        parts = tuple(of_kind(*one) for one in zip(kinds, reasons, (*dues, dues[0]), strict=False))
        defined = merge(parts)
        for merged in CLOSURES[merge]:
            now, later, due, gaps = merged([answer_of(part) for part in parts])
            assert (now, later) == (defined.now.value, defined.later.value)
            assert (due, gaps) == (answer_of(defined)[2:] if OPEN in (defined.now, defined.later) else (None, 0))


@pytest.mark.parametrize("number", range(len(ORDERED) - 1))
def test_the_closures_order_moments_alike(number):
    sooner, later = (Due.at(moment) for moment in ORDERED[number : number + 2])
    for dues in ([sooner, later], [later, sooner]):
        assert (fastacts.earliest(dues), fastacts.latest(dues)) == (sooner, later)
    assert (fastacts.earliest([]), fastacts.latest([])) == (None, None)


@pytest.mark.parametrize("kind", KINDS)
def test_the_closures_deny_alike(kind):
    part = of_kind(kind, "fact", Due.at(NOON))
    assert fastacts.inverse(answer_of(part)) == answer_of(negation(part))


def test_the_closures_tell_the_kinds_of_reasons_apart():
    assert (fastvalues.JUDGEMENT, fastvalues.FACT, fastvalues.NOT_DONE, fastvalues.ACT) == (1, 2, 4, 8)
    gaps = (Gap("judgement", "a", {}), Gap("none", "b", {}), Gap("hour", "c", {}), Gap("fact", "d", {}, act=True))
    found = [answer_of(Proof("part", OPEN, OPEN, gaps=(gap,)))[3] for gap in gaps]
    assert found == [fastvalues.JUDGEMENT, fastvalues.NOT_DONE, fastvalues.FACT, fastvalues.FACT | fastvalues.ACT]
    assert answer_of(Proof("part", OPEN, OPEN, gaps=gaps))[3] == 15


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("merge", "ends"), [(all_tested, "no"), (any_tested, "yes")], ids=["and", "or"])
def test_the_closures_ask_no_further_than_what_decides(merge, ends, kind):
    asked = []
    first = answer_of(of_kind(kind, "fact", None))
    merge([lambda *_: first, lambda *_: asked.append(1) or first])({}, None)
    assert bool(asked) is (kind != ends)


MISSING = (Gap("fact", "more", {}),)
MAYBE = of_kind("open", "judgement", None)
GROUPS = [
    Group(entries, gaps)
    for entries in ((), (("a", None),), (("a", MAYBE),), (("b", None), ("a", MAYBE)))
    for gaps in ((), MISSING)
]


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("value", "ab")
def test_the_closures_look_into_sets_alike(group, value):
    truth, gaps = contains(group, value)
    made = fastvalues.plain(group, fastvalues.Frame(None, None))
    assert made.contains(value) == made.contains(value) == (truth.value, fastvalues.kinds(gaps) if truth is OPEN else 0)


@pytest.mark.parametrize("groups", list(product(GROUPS, repeat=2)))
def test_the_closures_unite_sets_alike(groups):
    defined = fastvalues.plain(united(list(groups)), fastvalues.Frame(None, None))
    made = [(fastvalues.plain(group, fastvalues.Frame(None, None)), None) for group in groups]
    assert fastvalues.gathered(made, 0) == defined


def test_the_closures_bound_numbers_alike():
    half, one = Fraction(1, 2), Fraction(1)
    assert fastvalues.bounds_of(half) == (half, half, 0)
    assert fastvalues.bounds_of(Span(half, one, MISSING)) == (half, one, fastvalues.FACT)
    assert fastvalues.bounds_of(Unknown(MISSING)) == (LEAST, None, fastvalues.FACT)
    assert fastvalues.bounds_of(NONE) == (LEAST, LEAST, 0)
