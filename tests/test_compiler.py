"""The fast editions and the table of answers: compiled rules decide as the definition does, and what they leave is written down;
the closures give each of its answers."""

from functools import cache
from pathlib import Path

import pytest

from differential import REASONS
from meetingrules.compiler.clock import Open
from meetingrules.compiler.program import program
from meetingrules.engine.check import Checker, world_of
from meetingrules.lang.answers import Truth
from meetingrules.lang.fast import TRUTHS, Conditions
from meetingrules.lang.fastvalues import Frame, answer_of
from test_answers import ANSWERS, book, cases, laid_over, plan_of, proof

STATUS = {"yes": "pass", "so_far": "pass", "no": "fail"}
LEFT = Path(__file__).parent / "golden" / "left-by-the-compiler.txt"


@cache
def compiled():
    made = program(book())
    return made, {one.rule.id: one for one in made.rules}


@cache
def closures():
    return Conditions(book().definitions)


def checker_of(number):
    """What asks about the meeting of one case of the table."""
    _, _, _, given, facts, _ = cases()[number]
    plan = plan_of(book(), laid_over(laid_over(book().given, given) if given is not None else book().given, facts))
    return Checker(book(), world_of(plan, book(), None, None), plan.as_of)


def line(number):
    """What a case asks and what comes of it, as it is written down where it is left."""
    text, answer, _, _, _, name = cases()[number]
    return f"{text['say']} — {name.partition(' ')[2]}: {answer}"


@cache
def pinned():
    """What is left, as it is written down."""
    return frozenset(LEFT.read_text(encoding="utf-8").splitlines())


def decided(number):
    """What the compiled rule says of one case of the table; None: it leaves it to others."""
    checker = checker_of(number)
    made, rules = compiled()
    one = rules.get(f"case-{number}")
    if one is None:  # a rule on how often is not compiled
        return None
    preparing, later = made.known(checker.world, checker.world_days())
    subject = next(iter(checker.subjects(one.rule))).thing
    try:
        return one.status(preparing if one.rule.stage == "preparation" else later, later.rows[subject])
    except Open:
        return None


@pytest.mark.parametrize("number", range(len(cases())), ids=lambda number: cases()[number][5].replace(" ", "-"))
def test_each_construct_is_decided_as_its_definition_decides_it(number, pytestconfig):
    status = STATUS.get(cases()[number][1])
    if pytestconfig.getoption("accept"):
        assert decided(number) in {status, None}
    else:
        assert decided(number) == (None if line(number) in pinned() else status)


@pytest.mark.parametrize("number", range(len(cases())), ids=lambda number: cases()[number][5].replace(" ", "-"))
def test_each_closure_answers_as_its_definition(number):
    checker, rule = checker_of(number), book().rule(f"case-{number}")
    scene = checker.scene(rule, next(iter(checker.subjects(rule))).thing, checker.due(rule))
    frame = Frame(checker.world, checker.evaluator).at(scene.on, scene.due, scene.start, told=scene.told)
    now, later, due, gaps = closures().test(rule.condition)(dict(scene.bound), frame)
    assert (TRUTHS[now], TRUTHS[later]) == ANSWERS[cases()[number][1]]
    defined = proof(number)
    if Truth.OPEN in (defined.now, defined.later):
        assert (due, gaps & REASONS) == (defined.due, answer_of(defined)[3] & REASONS)
    else:
        assert not gaps, "what is decided needs no reasons"


def test_what_is_left_to_others_is_written_down(pytestconfig):
    """Of what the definition decides: only what something that is not known stands beside."""
    left = [n for n, case in enumerate(cases()) if case[1] in STATUS and decided(n) is None]
    text = "".join(f"{line(n)}\n" for n in left)
    if pytestconfig.getoption("accept"):
        LEFT.write_text(text, encoding="utf-8")
    assert text == LEFT.read_text(encoding="utf-8")
