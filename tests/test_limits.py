"""Every limit: what reaches it is taken, what goes one beyond is refused by name; the caller may set it, no file can."""

import re
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from attrs import evolve, fields

from meetingrules import InvalidText, check, check_paths, load_plan, load_roster, load_rulebook
from meetingrules.base.document import read_text
from meetingrules.base.limits import DEFAULT, Limits
from meetingrules.base.source import Source
from meetingrules.engine.tally import Quick
from meetingrules.lang import tree as t
from meetingrules.lang.evaluate import Evaluator
from meetingrules.lang.steps import Steps
from meetingrules.lang.values import Scene
from meetingrules.lang.words import Type
from meetingrules.rulebook.load import load
from meetingrules.settings import load as load_settings
from recipes import chained_definitions, laughing_definitions, rulebook

BASE = Path(__file__).parent / "catalogue" / "base"
CLUB = load_rulebook(BASE / "club.rules.yaml")


def tree(text, **limits):
    return read_text(Source("a.yaml", text), Limits(**limits))


def book(text, **limits):
    return load(Source("a.rules.yaml", text), None, Limits(**limits))


def plan(data, **limits):
    return load_plan({"meeting": "club", "day": "2024-03-20", **data}, CLUB, limits=Limits(**limits))


def roster(count, **limits):
    return load_roster(people(count), CLUB, limits=Limits(**limits))


def people(count):
    return {"offices": [{"officer": [f"p{n}" for n in range(count)]}]}


def present(count, **limits):
    """Count each member once in each of three members."""
    crowd = book(rulebook(must="every member is a1", head="  person is a1: {when: every member is present}\n"))
    data = {"meeting": "club", "day": "2024-03-20", "roster": people(count), "attendance": {"others": "present"}}
    return crowd, load_plan(data, crowd), Limits(**limits)


def reported(count, **limits):
    crowd, meeting, most = present(count, **limits)
    return check(meeting, crowd, limits=most)


def tallied(count, **limits):
    crowd, meeting, most = present(count, **limits)
    return Quick(crowd).tally(meeting, limits=most)


def rules(count):
    one = "{stage: after, must: minutes are signed, text: {zh: 甲, en: a}}"
    return rulebook(rules="".join(f"  a{n}: {one}\n" for n in range(count)))


def definitions(count):
    return rulebook(head="".join(f"  s{n}: {{are: officers}}\n" for n in range(count)), must="minutes are signed")


CASES = {
    "bytes": ("too-large", partial(tree, "a: 甲甲"), {"bytes": 9}),
    "scalar": ("scalar-too-long", partial(tree, "a: 甲甲"), {"scalar": 6}),
    "nodes": ("too-many-nodes", partial(tree, "a: [1, 2]"), {"nodes": 5}),
    "depth": ("too-deep", partial(tree, "[[[1]]]"), {"depth": 3}),
    "complaints": ("more-complaints", partial(tree, "- !x\n- !x\n- !x\n"), {"complaints": 3}),
    "condition": ("condition-too-long", partial(book, rulebook(must=" and ".join(["minutes are signed"] * 20))), {"condition": 455}),
    "condition_depth": ("condition-too-deep", partial(book, rulebook(must="((minutes are signed))")), {"condition_depth": 2}),
    "counting": ("counting-too-deep", partial(book, rulebook(must="every member who is present is present")), {"counting": 2}),
    "defined_counting": ("counting-too-deep", partial(book, rulebook(must="every member is a1", head="  person is a1: {when: every member is present}\n")), {"defined_counting": 2}),
    "defined_depth": ("definitions-too-deep", partial(book, chained_definitions("adjective", 5)), {"defined_depth": 15}),
    "rules": ("too-many-rules", lambda **limits: book(rules(7), **limits), {"rules": 7}),
    "rules: definitions": ("too-many-rules", lambda **limits: book(definitions(7), **limits), {"rules": 10}),
    "people": ("too-many-people", partial(roster, 4), {"people": 4}),
    "people: of a meeting": ("too-many-people", partial(plan, {"people": ["a", "b"], "roster": people(2)}), {"people": 4}),
    "people: of a meeting without a roster": ("too-many-people", partial(plan, {"attendance": {"present": ["a", "b"]}}), {"people": 2}),
    "items": ("too-many-items", partial(plan, {"items": [{}, {}, {}]}), {"items": 3}),
    "number": ("number-out-of-range", partial(plan, {"items": [{"cost": 400}]}), {"number": 400}),
    "number: below nought": ("number-out-of-range", partial(plan, {"items": [{"cost": -400}]}), {"number": 400}),
}  # fmt: skip
"""Limit -> the complaint, what meets it, and the value at which it is just met."""


def codes(call, **limits):
    with pytest.raises(InvalidText) as caught:
        call(**limits)
    for lang in ("zh", "en"):
        assert caught.value.show(lang)
    return [d.code for d in caught.value.diagnostics]


@pytest.mark.parametrize("name", CASES)
def test_what_reaches_a_limit_is_taken_and_one_more_is_not(name):
    code, call, at = CASES[name]
    ((limit, value),) = at.items()
    if name == "complaints":  # what it meets is wrong anyway
        assert code not in codes(call, **at)
    else:
        call(**at)
    assert codes(call, **{limit: value - 1})[-1] == code


@pytest.mark.parametrize(("first", "last"), [("2024-03-21", "2100-12-31"), ("1949-10-01", "2024-03-19")])
def test_days_beyond_the_limits_are_refused(first, last):
    plan({}, first_day=date(2024, 3, 20), last_day=date(2024, 3, 20))
    assert codes(plan, data={}, first_day=date.fromisoformat(first), last_day=date.fromisoformat(last)) == [
        "day-out-of-range"
    ]
    moment = {"minutes": {"signed": "p1 2024-03-22 10:00"}}
    assert codes(plan, data=moment, last_day=date(2024, 3, 21)) == ["day-out-of-range"]


@pytest.mark.parametrize("day", ["1949-10-01", "2100-12-31"])
def test_the_first_and_the_last_day_are_taken(day):
    plan({"day": day})


@pytest.mark.parametrize("day", ["1949-09-30", "2101-01-01"])
def test_the_day_before_and_the_day_after_are_not(day):
    assert codes(plan, data={"day": day}) == ["day-out-of-range"]


def least(call, limit):
    """The least number of steps with which it is answered."""
    low, high = 1, 1_000_000
    while low < high:
        middle = (low + high) // 2
        try:
            call(**{limit: middle})
        except InvalidText as error:
            if error.diagnostics[0].code != "too-many-steps":
                raise
            low = middle + 1
        else:
            high = middle
    return low


@pytest.mark.parametrize("call", [reported, tallied], ids=["with reasons", "statuses alone"])
@pytest.mark.parametrize("limit", ["rule_steps", "plan_steps"])
def test_steps_are_counted(call, limit):
    few, many = (least(partial(call, count), limit) for count in (10, 20))
    assert few > 10
    assert 2 <= many / few <= 5, "each member for each member"


def test_statuses_alone_take_no_more_steps_than_reasons():
    assert least(partial(tallied, 10), "rule_steps") <= least(partial(reported, 10), "rule_steps")


def test_a_rule_that_costs_too_much_is_named():
    with pytest.raises(InvalidText, match="the rule a: to check this takes more than 20 steps"):
        reported(10, rule_steps=20)
    with pytest.raises(InvalidText, match="to check this takes more than 20 steps"):
        reported(10, plan_steps=20)


def test_definitions_that_laugh_are_refused_before_they_are_told():
    laughing = book(laughing_definitions(30))
    data = {"meeting": "club", "day": "2024-03-20", "roster": people(2), "attendance": {"others": "present"}}
    meeting = load_plan(data, laughing)
    assert codes(lambda: check(meeting, laughing)) == ["too-many-steps"]
    assert Quick(laughing).tally(meeting).verdict


def test_a_run_takes_limits_for_all_its_files(tmp_path):
    path = tmp_path / "a.meeting.yaml"
    path.write_text("meeting: club\nday: 2024-03-20\nitems: [{cost: 1}, {cost: 2}]\n", encoding="utf-8")
    club = str(BASE / "club.rules.yaml")
    assert not check_paths([str(path)], rulebooks=[club]).problems
    told = {"bytes": "too-large", "items": "too-many-items", "rules": "too-many-rules", "plan_steps": "too-many-steps"}
    for limit, code in told.items():
        run = check_paths([str(path)], rulebooks=[club], limits=Limits(**{limit: 1}))
        assert [d.code for d in run.problems] == [code], limit
        assert run.verdict == "not_checked"


def test_days_and_numbers_can_be_narrowed_and_not_widened():
    for wider in ({"number": 10**15 + 1}, {"first_day": date(1949, 9, 30)}, {"last_day": date(2101, 1, 1)}):
        with pytest.raises(ValueError, match="narrowed"):
            Limits(**wider)
    for field in fields(Limits):
        if field.type is int or isinstance(field.default, int):
            with pytest.raises(ValueError, match="at least 1"):
                Limits(**{field.name: 0})


@pytest.mark.parametrize("page", ["meeting-file.md", "meeting-file.zh.md"])
def test_the_pages_say_what_holds(page):
    text = (Path(__file__).parents[1] / "docs" / page).read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| ([\d,^-]+) \|.*\| `([\w-]+)` \|$", text, re.MULTILINE)
    numbers = {name: value.replace(",", "").replace("10^15", str(10**15)) for name, value, _ in rows}
    assert numbers == {field.name: str(field.default) for field in fields(Limits)}
    told = {(name, code) for name, _, code in rows}
    assert {(name.split(":")[0], code) for name, (code, _, _) in CASES.items()} <= told


def test_every_limit_is_tested():
    asked = {name.split(":")[0] for name in CASES}
    assert asked | {"rule_steps", "plan_steps", "first_day", "last_day"} == {field.name for field in fields(Limits)}


@pytest.mark.parametrize("limit", [field.name for field in fields(Limits)])
def test_no_file_sets_a_limit(limit, tmp_path):
    settings = tmp_path / "meetingrules.toml"
    settings.write_text(f"{limit.replace('_', '-')} = 1000000\nlimits = {{{limit} = 1000000}}\n", encoding="utf-8")
    assert codes(lambda: load_settings(settings)) == ["unknown-key", "unknown-key"]
    for key in {limit, "limits"} - {"people", "items", "last_day", "rules"}:
        assert codes(plan, data={key: 5}) == ["unknown-key"]
        assert codes(book, text=f"{key}: 5\n{rulebook(must='minutes are signed')}") == ["unknown-key"]


STEPS = evolve(DEFAULT, rule_steps=5, plan_steps=8)
HINT = {"zh": "这项规则涉及的人员、议题太多", "en": "it is about too many people or items"}


@pytest.mark.parametrize(
    ("before", "rule", "most", "zh", "en"),
    [
        (0, None, 5, "核对所需步数超过上限 5", "to check this takes more than 5 steps"),
        (2, "a", 5, "规则“a”核对所需步数超过上限 5", "the rule a: to check this takes more than 5 steps"),
        (4, "a", 4, "核对所需步数超过上限 8", "to check this takes more than 8 steps"),
    ],
    ids=["no rule", "a rule", "all of them"],
)
def test_the_last_step_is_taken_and_none_beyond(before, rule, most, zh, en):
    steps = Steps(STEPS)
    steps.take(before)
    if rule is not None:
        steps.begin(rule)
    steps.take(most)
    assert steps.taken == before + most
    with pytest.raises(InvalidText) as refused:
        steps.take(1)
    (found,) = refused.value.diagnostics
    assert (found.code, found.place, found.hint) == ("too-many-steps", None, HINT)
    assert found.message == {"zh": zh, "en": en}


@pytest.mark.parametrize(("entries", "steps"), [(511, 0), (512, 1), (1023, 1), (1024, 2)])
def test_so_many_entries_of_a_set_are_looked_through_in_one_step(entries, steps):
    evaluator = Evaluator(None, None)
    words = t.WordList("words", frozenset(str(n) for n in range(entries)), Type("word", several=True))
    assert len(evaluator.group(words, Scene()).entries) == entries
    assert evaluator.steps.taken == steps
