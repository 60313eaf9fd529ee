"""The conformance table of the language: what each construct means, asked of the reference evaluator.

Any other way to evaluate a condition is right when it gives the answers of ``answers/conditions.yaml``, ``limits.yaml`` and ``reasons.yaml``.
"""

from functools import cache
from pathlib import Path

import pytest

from meetingrules.base.document import read_text
from meetingrules.base.source import Source
from meetingrules.base.tree import Empty, List, Scalar, Table
from meetingrules.engine.cases import laid_over, plan_of
from meetingrules.engine.check import Checker, Subject, world_of
from meetingrules.lang.answers import Truth
from sample import TEXT, book_of

FOLDER = Path(__file__).parent / "answers"
TABLES = ("conditions.yaml", "limits.yaml", "reasons.yaml")
ANSWERS = {
    "yes": (Truth.YES, Truth.YES),
    "no": (Truth.NO, Truth.NO),
    "open": (Truth.OPEN, Truth.OPEN),
    "not_yet": (Truth.NO, Truth.OPEN),
    "so_far": (Truth.YES, Truth.OPEN),
}
WORDS = """\
parameters:
  share: {zh: 份额, en: share, value: 2/3}
  half: {zh: 半数, en: half, value: 1/2}
  many: {zh: 人数, en: number, value: 3}
  much: {zh: 大额, en: a large sum, value: {2020-01-01: 1000 yuan, 2024-03-21: 2000 yuan}}
  notice_period: {zh: 通知期限, en: period of notice, value: {2020-01-01: 2 days, 2024-01-01: 3 days}}
define:
  item is punctual: {zh: 按期批准, en: approved in time, when: item is approved no later than item.answer_by}
  comers: {zh: 到会的成员, en: members who came, are: members present}
  item.go_ahead: {zh: 准予办理, en: the go-ahead, is: item.approved}
  item is seen_to: {zh: 按两项期限批准, en: approved by both, when: item is approved no later than meeting.day no later than item.answer_by}
  deputies_there: {zh: 到会的副理事长, en: deputies who came, are: vice_presidents present}
  open_first: {zh: 先不确定的, en: "deputies, the open first", are: [vice_presidents present, vice_presidents]}
  sure_first: {zh: 先确定的, en: "deputies, the sure first", are: [vice_presidents, vice_presidents present]}
  open_twice: {zh: 都不确定的, en: "deputies, both open", are: [vice_presidents present, vice_presidents attending]}
"""
"""What the sample rulebook does not say: counted things that are each due on a day of their own, sets whose members are open, numbers with a name."""
OWN = {*ANSWERS, "say", "missing", "stage", "for"}
SECTION = {"about", "say", "for", "given", "stage", "cases"}


def sections(name):
    node = read_text(Source(name, (FOLDER / name).read_text(encoding="utf-8")))
    assert isinstance(node, List)
    return node.items


def rows_of(table):
    return {row.key.text: row.value for row in table.rows}


@cache
def cases():
    return [case for name in TABLES for case in table(name)]


@cache
def table(name):
    """The cases of one table."""
    found = []
    for section in sections(name):
        shared = rows_of(section)
        assert set(shared) <= SECTION, set(shared) - SECTION
        for case in shared["cases"].items:
            own = rows_of(case)
            (answer,) = set(own) & set(ANSWERS)
            facts = Table(tuple(r for r in case.rows if r.key.text not in OWN), case.place)
            text = {key: (own.get(key) or shared.get(key)) for key in ("say", "for", "stage")}
            text = {key: node.text for key, node in text.items() if isinstance(node, Scalar)}
            missing = own.get("missing")
            names = [m.text for m in missing.items] if isinstance(missing, List) else None
            found.append((text, answer, names, shared.get("given"), facts, f"{case.place.line} {own[answer].text}"))
    return found


@cache
def book():
    """One rulebook with a rule for each sentence that is asked."""
    rules = []
    for number, (text, *_) in enumerate(cases()):
        rules += [f"  case-{number}:", TEXT.replace("  ", "    "), f"    stage: {text.get('stage', 'preparation')}"]
        rules += [f"    for: {text['for']}"] if "for" in text else []
        rules += [f"    must: {text['say']}"]
    return book_of(WORDS + "rules:\n" + "\n".join(rules))


def asked(number):
    """The rule of one case, and who asks it of its first subject, in which scene."""
    _, _, _, given, facts, _ = cases()[number]
    start = laid_over(book().given, given) if isinstance(given, Table) else book().given
    plan = plan_of(book(), laid_over(start, facts))
    rule = book().rule(f"case-{number}")
    checker = Checker(book(), world_of(plan, book(), None, None), plan.as_of)
    due = checker.due(rule)
    subject = next(iter(checker.subjects(rule)), None)
    assert isinstance(subject, Subject)
    return rule, checker.evaluator, checker.scene(rule, subject.thing, due)


def proof(number):
    """The proof of one case."""
    rule, evaluator, scene = asked(number)
    return evaluator.prove(rule.condition, scene)


@pytest.mark.parametrize("number", range(len(cases())), ids=lambda number: cases()[number][5].replace(" ", "-"))
def test_answer(number):
    text, answer, missing, _, _, _ = cases()[number]
    found = proof(number)
    gaps = [gap.fact or gap.kind for gap in found.gaps]
    assert (found.now, found.later) == ANSWERS[answer], (text["say"], found.now.name, found.later.name, gaps)
    if missing is not None:
        assert sorted(gaps) == sorted(missing)
    if answer in {"open", "not_yet", "so_far"}:
        assert gaps or missing == [], "an open answer names what is missing"
    elif found.now is not Truth.OPEN:
        assert not gaps, "a decided answer misses nothing"


def test_every_answer_is_asked_for():
    assert len(cases()) >= 250
    assert {answer for _, answer, *_ in cases()} == set(ANSWERS)
    assert not any(
        isinstance(row.value, Empty) for name in TABLES for section in sections(name) for row in section.rows
    )


def test_an_answer_of_three_is_no_yes_or_no():
    with pytest.raises(TypeError):
        bool(Truth.YES)
