"""The fast way to count statuses is the definition's, answer for answer: over the table of the language, the rulebooks' own
cases, the examples, and meetings that nobody thought of."""

from functools import cache
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import assume, given
from hypothesis import strategies as st

from meetingrules import InvalidText, load_plan, load_rulebook
from meetingrules.engine import cases as rulebook_cases
from meetingrules.engine.check import Checker, Subject, check_plan, world_of
from meetingrules.engine.service import read_moment
from meetingrules.engine.tally import Quick
from meetingrules.lang.fast import Conditions
from meetingrules.lang.fastvalues import Frame, answer_of
from meetingrules.report.codes import FAIL_ON
from meetingrules.report.exitcode import exit_code
from meetingrules.report.model import Run
from meetingrules.rulebook.shipped import shipped_rulebooks
from meetings import forgotten, meetings
from test_answers import book, cases, laid_over, plan_of
from test_laws import MORE, books, part

EXAMPLES = Path(__file__).parents[1] / "examples"
MOMENTS = (None, "2024-03-19", "2024-12-05 10:00", "2026-06-01")


def body_of(path):
    return path.name.split("-")[0] if path.parent.name.startswith("register") else path.parent.name


@cache
def quick(body):
    own = EXAMPLES / body / f"{body}.rules.yaml"
    return Quick(load_rulebook(own if own.exists() else body))


def assert_same(fast, plan, as_of=None):
    report = check_plan(plan, fast.book, as_of=as_of)
    tally = fast.tally(plan, as_of=as_of)
    assert (tally.summary, tally.verdict, tally.departures) == (report.summary, report.verdict, report.departures)
    for fail_on in FAIL_ON:
        assert tally.exit_code(fail_on) == exit_code(Run(as_of, (), (report,)), fail_on)


@pytest.mark.parametrize("number", range(len(cases())), ids=lambda number: cases()[number][5].replace(" ", "-"))
def test_each_construct_gives_the_answer_of_its_definition(number):
    _, _, _, given_, facts, _ = cases()[number]
    plan = plan_of(book(), laid_over(laid_over(book().given, given_) if given_ is not None else book().given, facts))
    rule = book().rule(f"case-{number}")
    checker = Checker(book(), world_of(plan, book(), None, None), plan.as_of)
    due = checker.due(rule)
    subject = next(iter(checker.subjects(rule)))
    assert isinstance(subject, Subject)
    scene = checker.scene(rule, subject.thing, due)
    proof = checker.evaluator.prove(rule.condition, scene)
    frame = Frame(checker.world, checker.evaluator).at(scene.on, scene.due, scene.start, told=scene.told)
    fast = Conditions(book().definitions).test(rule.condition)(dict(scene.bound), frame)
    assert fast[:2] == answer_of(proof)[:2]
    if proof.open:
        assert fast == answer_of(proof), "when it is due, and which kinds of gaps keep it open"


@pytest.mark.parametrize("body", shipped_rulebooks())
def test_each_case_of_a_rulebook_gives_the_same_status(body, monkeypatch):
    asked = []

    def check_both(plan, alone, *, register=None, **more):
        report = check_plan(plan, alone, register=register, **more)
        if register is None:
            asked.append(plan)
            assert Quick(alone).tally(plan).summary == report.summary, alone.rules[0].id
        return report

    monkeypatch.setattr(rulebook_cases, "check_plan", check_both)
    assert all(result.ok for result in rulebook_cases.run_cases(quick(body).book))
    assert len(asked) > 50


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*/*.meeting.yaml")), ids=lambda p: f"{p.parent.name}/{p.name}")
def test_each_example_counts_the_same(path):
    fast = quick(body_of(path))
    plan = load_plan(path, fast.book)
    for moment in MOMENTS:
        assert_same(fast, plan, read_moment(moment, fast.book) if moment else None)


@pytest.mark.parametrize("name", ["made-up", "executive"])
def test_meetings_that_nobody_thought_of_count_the_same(name):
    whole = books()[name]

    @MORE
    @given(st.data())
    def same(data):
        some = part(data, whole)
        made = data.draw(meetings(whole))
        if data.draw(st.booleans()):
            made, _ = data.draw(forgotten(made))
        try:
            plan = load_plan(made, whole)
        except InvalidText:
            assume(False)
        moment = data.draw(st.sampled_from(MOMENTS))
        assert_same(Quick(evolve(some)), plan, read_moment(moment, whole) if moment else None)

    same()
