"""The laws: learning more overturns nothing, complete records leave nothing open, order and strangers change nothing.

``HYPOTHESIS_PROFILE=ci`` looks longer.
"""

import json
import os
import random
import subprocess
import sys
from functools import cache

import pytest
from attrs import evolve
from hypothesis import HealthCheck, Phase, assume, given, note, settings
from hypothesis import strategies as st

from meetingrules import InvalidText, check, load_plan, load_rulebook
from meetingrules.render.jsonout import report_to_dict
from meetings import forgotten, meetings, resolved
from sample import book_of
from test_answers import table

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
PHASES = [Phase.reuse, Phase.generate, Phase.shrink]
settings.register_profile("ci", max_examples=1000, deadline=None, suppress_health_check=SLOW, phases=PHASES)
settings.register_profile("laws", settings.get_profile("ci"), max_examples=30, derandomize=True, database=None)
PROFILE = settings.get_profile("ci" if os.environ.get("HYPOTHESIS_PROFILE") == "ci" else "laws")
MORE = settings(PROFILE, max_examples=PROFILE.max_examples * 3)
FEW = 80
STANDS = {"pass": {"pass", "skip"}, "fail": {"fail"}}


@cache
def made_up():
    """A rulebook of the sample's words: each sentence of the table of conditions as a rule, and sentences made of them."""
    asked = list(
        dict.fromkeys(
            (text["say"], text.get("for"), text.get("stage", "preparation")) for text, *_ in table("conditions.yaml")
        )
    )
    dice = random.Random(7)
    simple = [a for a in asked if a[1] in {None, "each item"} and not a[0].startswith("{")]
    for _ in range(120):
        (a, one, _), (b, two, _), (c, three, stage) = (dice.choice(simple) for _ in range(3))
        form = dice.choice(
            ["({a}) and (({b}) or ({c}))", "({a}) or not (({b}) implies ({c}))", "({a}) implies (({b}) and not ({c}))"]
        )
        asked.append((form.format(a=a, b=b, c=c), one or two or three, stage))
    lines = []
    for number, (say, each, stage) in enumerate(asked):
        lines += [f"  r{number}:", f"    stage: {stage}", "    text: {zh: 示例, en: an example}"]
        lines += [f"    for: {each}"] if each else []
        lines += [f"    {dice.choice(['must', 'must', 'must_not', 'normally'])}: {say}"]
        guard, apart = (dice.choice([a[0] for a in simple if a[1] in {each, None}]) for _ in range(2))
        lines += [f"    when: {guard}"] if dice.random() < 0.15 else []
        lines += ["    unless:", f"      x: {apart}"] if dice.random() < 0.15 else []
    return book_of("rules:\n" + "\n".join(lines))


def books():
    return {"made-up": made_up(), "executive": load_rulebook("executive")}


EACH_BOOK = pytest.mark.parametrize("name", ["made-up", "executive"])


def part(data, book):
    """Some of the rules of a rulebook, so that an example is looked at quickly."""
    rules = book.rules
    start = data.draw(st.integers(0, max(0, len(rules) - FEW)))
    return evolve(book, rules=rules[start : start + FEW])


def report(data, book):
    try:
        return check(load_plan(data, book), book)
    except InvalidText as error:
        note(str(error))
        assume(False)


def answers(report):
    """What a report says: of each rule and subject the status."""
    return {(f.rule, f.subject.kind, f.subject.id): f for f in report.findings if not f.rule.startswith("tool-")}


@EACH_BOOK
def test_learning_more_overturns_nothing(name):
    book = books()[name]

    @MORE
    @given(st.data())
    def law(data):
        some = part(data, book)
        full = resolved(data.draw(meetings(book)))
        less, ways = data.draw(forgotten(full))
        before, after = answers(report(less, some)), answers(report(full, some))
        for key, finding in before.items():
            if finding.status in STANDS:
                now = after[key].status if key in after else "skip"
                rule = book.rule(finding.rule)
                assert now in STANDS[finding.status], (ways, key, finding.status, now, rule.condition.says, rule.force)

    law()


@EACH_BOOK
def test_a_complete_record_leaves_only_judgement_open(name):
    book = books()[name]

    @PROFILE
    @given(meetings(book, whole=True), st.data())
    def law(made, data):
        for finding in report(resolved(made), part(data, book)).findings:
            gaps = [gap.fact or gap.kind for gap in finding.missing if gap.kind not in {"judgement", "none"}]
            assert finding.status != "pending" or not gaps, (finding.rule, finding.subject, gaps)
            assert finding.status != "unknown", (finding.rule, finding.subject, gaps)

    law()


@EACH_BOOK
def test_order_changes_nothing_but_order(name):
    book = books()[name]

    def said(report, order):
        out = set()
        for finding in report.findings:
            number, *rest = (
                [*finding.subject.id.split("."), ""][1:]
                if finding.subject.id.startswith("items.")
                else ("", finding.subject.id)
            )
            item = order[int(number) - 1] if number else ""
            out.add(
                (finding.rule, finding.subject.kind, item, tuple(rest), finding.status, finding.forecast, finding.due)
            )
        return out

    @PROFILE
    @given(meetings(book), st.randoms(use_true_random=False), st.data())
    def law(made, dice, data):
        some, count = part(data, book), len(made["items"])
        order = list(range(count))
        dice.shuffle(order)
        other = shuffled(resolved(made, order), dice)
        rules = list(some.rules)
        dice.shuffle(rules)
        first = said(report(resolved(made), some), list(range(count)))
        second = said(report(other, evolve(some, rules=tuple(rules))), order)
        assert first == second

    law()


def shuffled(data, dice, path=()):
    """The same facts in another order: keys, people, lines of the roster, words of a set."""
    if isinstance(data, dict):
        keys = list(data)
        dice.shuffle(keys)
        return {key: shuffled(data[key], dice, (*path, key)) for key in keys}
    if isinstance(data, list):
        values = [shuffled(v, dice, path) for v in data]
        if path[:1] in {("roster",), ("attendance",)} or all(isinstance(v, str) for v in values):
            dice.shuffle(values)
        return values
    return data


@EACH_BOOK
def test_a_stranger_changes_nothing(name):
    book = books()[name]

    @PROFILE
    @given(meetings(book), st.data())
    def law(made, more):
        data, some = resolved(made), part(more, book)
        first, second = report(data, some), report({**data, "people": ["Stranger"]}, some)
        assert first.findings == second.findings

    law()


@EACH_BOOK
def test_the_same_twice_gives_the_same_bytes(name):
    book = books()[name]

    @PROFILE
    @given(meetings(book), st.data())
    def law(made, more):
        data, some = resolved(made), part(more, book)
        texts = {json.dumps(report_to_dict(report(data, some)), ensure_ascii=False) for _ in range(2)}
        assert len(texts) == 1

    law()


SCRIPT = """
import json, sys
from meetingrules import check_dict
for line in sys.stdin:
    print(json.dumps(check_dict(json.loads(line)), ensure_ascii=True))
"""


def test_the_hash_seed_changes_no_byte():
    book = load_rulebook("executive")
    made = []

    @settings(PROFILE, max_examples=15, database=None, derandomize=True)
    @given(meetings(book))
    def collect(one):
        data = resolved(one)
        try:
            load_plan(data, book)
        except InvalidText:
            return
        made.append(json.dumps(data))

    collect()
    assert len(made) > 5
    outputs = set()
    for seed in ("0", "1", "4711"):
        env = {**os.environ, "PYTHONHASHSEED": seed}
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT], input="\n".join(made), env=env, capture_output=True, text=True, check=True
        )
        outputs.add(done.stdout)
    assert len(outputs) == 1
    assert all(json.loads(line)["findings"] for line in outputs.pop().splitlines())
