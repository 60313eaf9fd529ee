"""The editions of the language agree: over seeded cases, and where a small fault is planted, the comparison finds it.

A few thousand cases run with every test run, and all of them (``CASES``), with every fault, with ``-m integration``.
"""

from collections.abc import Iterable
from inspect import signature
from types import FunctionType

import pytest

import differential
from differential import Count, Watched, constructs, differ, differences, reference, reproduction, run
from invented_rules import HEAD
from makers import plain
from meetingrules import load_plan
from meetingrules.base.document import read_text
from meetingrules.base.source import Source
from meetingrules.compiler.conditions import OPERATORS
from meetingrules.lang import fast, fastacts
from meetingrules.lang.answers import Due
from meetingrules.lang.fastacts import Traced
from meetingrules.lang.fastvalues import Answer, Tested
from meetingrules.report.model import STATUSES
from meetingrules.rulebook.load import load
from mutants import BOUNDED, CONSTRUCTS, MERGING, MUTANTS, OPERATORS_OF, TABLED, UNMET
from planting import hunted, in_table, planted
from sample import DOCS
from shrinking import text_of

CASES, FEW = 20_000, 4_000
SEED = 1
BATCHES = 30
"""Of 400 cases: what it may take to find a fault."""
TAKEN = (Answer, Iterable[Answer], list[Tested], list[Traced], list[Due])
REFUSED = 0.2
"""At most this share of the sentences may mean nothing."""


def agree(cases, jobs=1):
    """A run in which the editions agree."""
    count, found = run(cases, SEED, jobs)
    shown = [reproduction(*one[1:]) for one in found[:1]]
    assert not found, (len(found), "\n".join(shown))
    assert count.cases == cases
    assert sum(count.drawn.values()) - count.drawn["drawn"] < REFUSED * count.drawn["drawn"]
    assert set(STATUSES) == {status for status, times in count.statuses.items() if times}
    assert count.decided > count.subjects / 5
    assert count.left > count.subjects / 5
    return count


def test_the_editions_agree():
    count = agree(FEW)
    assert constructs() <= count.constructs.keys()


@pytest.mark.integration
def test_the_editions_agree_on_many_cases():
    count = agree(CASES, jobs=2)
    assert {name for name in constructs() if count.constructs[name] < 50} == set()


def test_the_same_seed_gives_the_same_cases():
    first, second = (differential.batch("again", 3, 2) for _ in range(2))
    assert (first.data, first.meetings) == (second.data, second.meetings)
    assert differential.batch("again", 4, 2).data != first.data


def test_what_is_printed_reads_back():
    made = differential.batch("printed", 0, 3)
    for data in (made.data, *made.meetings):
        assert plain(read_text(Source("<printed>", text_of(data)))) == data


# ---- planted faults ----------------------------------------------------------------------------------------------------


def by_name(module, name):
    """One of the faults."""
    return next(m for m in (*MUTANTS, *TABLED) if (m.module, m.name) == (module, name))


SOON = [
    ("compiler.conditions", "and is or"),
    ("compiler.times", "who has not acted yet never will"),
    ("lang.fastacts", "the inverse of open is no"),
    ("engine.soft", "once is forgotten"),
]
"""Faults that a few hundred cases find: one of each kind of module."""


@pytest.mark.parametrize(("module", "name"), SOON, ids=lambda text: text.replace(" ", "-"))
def test_a_fault_is_found(module, name):
    assert hunted(by_name(module, name), 4) is not None


def test_each_merging_rule_construct_and_operator_has_its_fault():
    """The list is complete: of kinds of nodes, of what makes one answer of several, of bounds."""
    assert CONSTRUCTS.keys() == {name.removeprefix("t.") for name in constructs() if name.startswith("t.")}
    assert {name for name in MERGING if "." in name} == set(merging())
    assert BOUNDED.keys() == OPERATORS.keys()
    known = {(mutant.module, mutant.name) for mutant in MUTANTS}
    assert {*CONSTRUCTS.values(), *MERGING.values()} <= known
    assert set(OPERATORS_OF.values()) <= known | {(mutant.module, mutant.name) for mutant in TABLED}


def merging():
    """What makes one answer of others in the closures, by what it takes."""
    for home in (fast, fastacts):
        for name, function in vars(home).items():
            own = isinstance(function, FunctionType) and function.__module__ == home.__name__
            if own and any(one.annotation in TAKEN for one in signature(function).parameters.values()):
                yield f"{home.__name__.removeprefix('meetingrules.')}.{name}"


@pytest.mark.integration
@pytest.mark.parametrize("operator", OPERATORS_OF)
def test_the_table_of_answers_finds_what_is_wrong_with_each_operator(operator):
    assert in_table(by_name(*OPERATORS_OF[operator])) is not None


def called(mutant):
    """A fault as a test is called."""
    return f"{mutant.module}:{mutant.name}".replace(" ", "-")


BY_CHANCE = {*CONSTRUCTS.values(), *MERGING.values()}
"""The faults that break a merging rule or a construct."""
OTHERS = [mutant for mutant in MUTANTS if (mutant.module, mutant.name) not in BY_CHANCE]


@pytest.mark.integration
@pytest.mark.parametrize("fault", sorted(BY_CHANCE), ids=lambda fault: called(by_name(*fault)))
def test_cases_of_chance_find_what_breaks_a_merging_rule_or_a_construct(fault):
    assert hunted(by_name(*fault), BATCHES) is not None


@pytest.mark.long
@pytest.mark.parametrize("mutant", OTHERS, ids=called)
def test_each_other_fault_is_found(mutant, request):
    """By the table of answers, or by chance; what neither meets so far is written down with the faults."""
    if (mutant.module, mutant.name) in UNMET:
        request.applymarker(
            pytest.mark.xfail(reason="neither the table nor so few cases of chance meet it", strict=False)
        )
    assert in_table(mutant) is not None or hunted(mutant, BATCHES) is not None


def test_a_disagreement_is_made_small():
    fault = by_name("compiler.conditions", "or is and")
    made = differential.batch("small", 0, 4)
    with planted(fault):
        (one, facts) = next((one, facts) for facts in made.meetings for one in differ(made.data, facts))
        text = reproduction(one, made.data, facts)
        book, meeting = text.split("# the meeting\n")
        book = load(Source("<small>", "".join(f"{k}: {v}\n" for k, v in HEAD.items()) + book), DOCS)
        plan = load_plan(meeting, book)
        assert len(book.rules) == 1
        assert len(text.splitlines()) < 60
        assert list(differences(Watched(book), plan, reference(book, plan), Count()))
    assert not list(differences(Watched(book), plan, reference(book, plan), Count()))
