"""From proofs to one of seven statuses: the whole table, without a rulebook."""

from datetime import date, datetime
from functools import partial
from itertools import product
from zoneinfo import ZoneInfo

import pytest

from meetingrules.engine import soft
from meetingrules.engine.decide import AS_OF, Asked, Clock, Decision, decide, timed
from meetingrules.lang.answers import Due, Gap, Proof, Truth
from meetingrules.lang.fastvalues import FACT, JUDGEMENT, NO, YES

ZONE = ZoneInfo("Asia/Shanghai")
FIRST, LAST = date(2024, 3, 19), date(2024, 3, 21)
DUE = Due(FIRST, LAST)
"""The day it is due is not known exactly: 19 to 21 March."""
NOBODY, LATER = date(2024, 3, 18), date(2024, 3, 22)
TEXT = {"zh": "示例", "en": "example"}
GAP, OTHER = Gap("fact", "minutes.signed", TEXT), Gap("fact", "chair", TEXT)
ASKED, NONE = Gap("judgement", "", TEXT), Gap("none", "minutes.signed", TEXT)
Y, N, OPEN = Truth.YES, Truth.NO, Truth.OPEN


def proof(now, later=None, gaps=(), due=None, label=None):
    return Proof("x", now, now if later is None else later, gaps=gaps, due=due, label=label)


IS, NOT = proof(Y), proof(N)
UNKNOWN = proof(OPEN, gaps=(GAP,), due=DUE)
NOT_YET = proof(N, OPEN, gaps=(NONE,), due=DUE)
EXCUSE = proof(Y, label="haste")


def at(as_of=LATER, stage="after", state="closed", **more):
    return Clock(as_of, stage, state, ZONE, **more)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (Asked(NOT, NOT), Decision("skip")),
        (Asked(NOT, IS), Decision("skip")),
        (Asked(NOT, UNKNOWN, (EXCUSE,), NOT), Decision("skip")),
        (Asked(IS, IS), Decision("pass")),
        (Asked(UNKNOWN, IS), Decision("pass")),
        (Asked(IS, IS, (EXCUSE,), NOT), Decision("pass")),
        (Asked(IS, NOT), Decision("fail")),
        (Asked(IS, NOT, (EXCUSE,)), Decision("excused", excuse="haste")),
        (Asked(IS, NOT, (NOT, EXCUSE)), Decision("excused", excuse="haste")),
        (Asked(IS, UNKNOWN, (EXCUSE,)), Decision("excused", excuse="haste")),
        (Asked(IS, NOT, (NOT,)), Decision("fail")),
        (Asked(IS, NOT, (), proof(N, gaps=(OTHER,))), Decision("pending", (OTHER,))),
        (Asked(IS, NOT, (EXCUSE,), proof(N, gaps=(OTHER,))), Decision("pending", (OTHER,))),
        (Asked(IS, NOT, (), IS), Decision("fail")),
        (Asked(IS, UNKNOWN), Decision("unknown", (GAP,), DUE)),
        (Asked(UNKNOWN, NOT), Decision("unknown", (GAP,), DUE)),
        (Asked(IS, NOT, (UNKNOWN,)), Decision("unknown", (GAP,), DUE)),
        (Asked(IS, NOT, (), UNKNOWN), Decision("unknown", (GAP,), DUE)),
        (Asked(proof(OPEN, gaps=(OTHER, GAP)), UNKNOWN), Decision("unknown", (OTHER, GAP), DUE)),
        (Asked(IS, NOT_YET), Decision("fail", (), DUE)),
        (Asked(IS, NOT, (proof(OPEN, gaps=(GAP,)), UNKNOWN)), Decision("unknown", (GAP,), DUE)),
        (Asked(proof(OPEN, gaps=(OTHER,), due=Due.at(NOBODY)), NOT_YET), Decision("unknown", (OTHER,), DUE)),
    ],
)
def test_known_facts_decide_at_any_stage(asked, expected):
    assert decide(asked, at()) == expected


def test_what_is_not_done_so_far_is_pending_with_all_that_is_missing():
    asked = Asked(IS, NOT_YET, (proof(OPEN, gaps=(OTHER,)),))
    assert decide(asked, at(NOBODY)) == Decision("pending", (OTHER,), DUE)
    assert decide(Asked(IS, NOT_YET), at(NOBODY)) == Decision("pending", (NONE,), DUE)


@pytest.mark.parametrize(
    ("as_of", "due", "status"),
    [
        (NOBODY, DUE, "pending"),
        (FIRST, DUE, "pending"),
        (date(2024, 3, 20), DUE, "unknown"),
        (LAST, DUE, "unknown"),
        (LATER, DUE, "fail"),
        (LAST, None, "fail"),
        (datetime(2024, 3, 21, 17, tzinfo=ZONE), Due.at(datetime(2024, 3, 21, 17, tzinfo=ZONE)), "pending"),
        (datetime(2024, 3, 21, 17, 1, tzinfo=ZONE), Due.at(datetime(2024, 3, 21, 17, tzinfo=ZONE)), "fail"),
    ],
)
def test_a_day_that_has_come_is_over_only_at_its_end(as_of, due, status):
    found = timed((GAP,), due, False, at(as_of))
    assert found == Decision(status, () if status == "fail" else (GAP,), due)


@pytest.mark.parametrize(
    ("gaps", "late"),
    [
        ((GAP,), "unknown"),
        ((ASKED,), "manual"),
        ((ASKED, NONE), "manual"),
        ((GAP, ASKED), "unknown"),
        ((ASKED, GAP), "unknown"),
        ((NONE,), "unknown"),
        ((), "unknown"),
    ],
)
def test_what_only_a_person_can_judge_is_asked_of_one(gaps, late):
    assert timed(gaps, None, True, at()) == Decision(late, gaps)
    assert timed(gaps, DUE, True, at(NOBODY)) == Decision("pending", gaps, DUE)
    without_day = timed(gaps, DUE, True, at(None))
    assert without_day == Decision(late, gaps if late == "manual" else (*gaps, AS_OF), DUE)
    assert timed(gaps, DUE, False, at()) == Decision("fail", (), DUE), "what is decided is not put to anybody"


STATES = ("planned", "convened", "open", "closed", "cancelled")
WAITING = {"sitting": {"planned", "convened"}, "after": {"planned", "convened", "open"}}


@pytest.mark.parametrize(("stage", "state"), [*product(("preparation", "sitting", "after", "period"), STATES)])
def test_without_a_day_the_state_tells_what_is_still_to_come(stage, state):
    waits = state in WAITING.get(stage, ())
    for open_ in (True, False):
        expected = Decision("pending", (GAP,), DUE) if waits else Decision("unknown", (GAP, AS_OF), DUE)
        assert timed((GAP,), DUE, open_, at(None, stage, state)) == expected


def test_at_a_gate_nothing_waits():
    assert timed((GAP,), DUE, True, at(NOBODY, now_or_never=True)) == Decision("unknown", (GAP,), DUE)
    assert timed((NONE,), DUE, False, at(NOBODY, now_or_never=True)) == Decision("fail", (), DUE)
    assert timed((ASKED,), DUE, True, at(None, now_or_never=True)) == Decision("manual", (ASKED,), DUE)
    assert not at().now_or_never


# ---- the closures decide the same ------------------------------------------------------------------------------------------

PARTS = {"yes": IS, "no": NOT, "open": UNKNOWN, "asked": proof(OPEN, gaps=(ASKED,)), "not_yet": NOT_YET}
CLOCKS = [at(), at(NOBODY), at(date(2024, 3, 20)), at(None), at(None, state="open")]


def closed(proof):
    """A proof as the closures have it."""
    kinds = {"fact": FACT, "judgement": JUDGEMENT}
    gaps = 0
    for gap in proof.gaps:
        gaps |= kinds.get(gap.kind, 0)
    level = {N: 0, OPEN: 1, Y: 2}
    return (level[proof.now], level[proof.later], proof.due, gaps)


def answered(answer, *_):
    return answer


@pytest.mark.parametrize(("guard", "condition"), [*product(PARTS, PARTS)])
def test_both_ways_of_deciding_give_one_status(guard, condition):
    for once, exception, clock in product((None, *PARTS), (None, *PARTS), CLOCKS):
        asked = Asked(
            PARTS[guard], PARTS[condition], (PARTS[exception],) if exception else (), PARTS[once] if once else None
        )
        tests = [asked.guard, asked.once, asked.condition, *asked.exceptions]
        fixed = [partial(answered, closed(proof)) if proof is not None else None for proof in tests]
        one = soft.Ready(None, None, fixed[0], fixed[1], fixed[2], tuple(fixed[3:]))
        assert soft.decider(clock)(one, {}, None, YES) == decide(asked, clock).status, (once, exception, clock)
        assert soft.decider(clock)(one, {}, None, NO) == "skip"
