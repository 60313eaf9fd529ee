"""Every norm of the source: accounted for in one way, broken by a case where it binds, load-bearing where it cannot be broken."""

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from meetingrules import load_rulebook
from meetingrules.base.document import read_file
from meetingrules.base.tree import List, Table
from meetingrules.engine.cases import run_cases, unbroken
from meetingrules.engine.weight import weigh

BODIES = ("executive", "mayor_office", "party_decision", "plenary", "topical")
BINDING = ("must", "must_not", "in_principle", "normally")


def norms() -> dict[str, tuple[str, str]]:
    """Norm -> (how it binds, whether a record could comply with it or break it)."""
    _, node = read_file(Path(__file__).parent / "answers" / "norms.yaml")
    assert isinstance(node, Table)
    found = {}
    for row in node.rows:
        assert isinstance(row.value, List)
        force, checkable = (item.text for item in row.value.items)
        found[row.key.text] = (force, checkable)
    return found


NORMS = norms()


@cache
def book(name: str):
    return load_rulebook(name)


def accounts() -> dict:
    return {a.norm: a for name in BODIES for a in book(name).accounts}


def test_all_238_norms_are_accounted_for():
    assert set(accounts()) == set(NORMS)
    assert len(NORMS) == 238
    assert sum(len(book(name).accounts) for name in BODIES) == 238


def test_what_no_record_can_break_is_manual_or_metadata_and_nothing_else_is():
    for norm, account in accounts().items():
        formal = NORMS[norm][1] == "no"
        assert (account.kind in {"manual", "metadata"}) == formal, (norm, account.kind)
        assert account.kind not in {"guidance", "metadata"} or account.why, f"{norm}: no reason"


def test_guidance_is_only_what_cannot_be_broken():
    for norm, account in accounts().items():
        assert account.kind != "guidance" or NORMS[norm][0] in {"may", "means"}, norm


@pytest.mark.parametrize("name", BODIES)
def test_every_binding_norm_has_a_rule_with_a_failing_case(name):
    failing = {r.id for r in book(name).rules if any(c.status == "fail" for c in r.cases)}
    citing = Counter(cite for r in book(name).rules if r.id in failing for cite in (*r.cites, *inner(r)))
    for norm, (force, checkable) in NORMS.items():
        body, _, cite = norm.partition("-")
        if body == name and force in BINDING and checkable != "no":
            assert citing[cite], f"{norm} ({force}): no rule with a failing case cites it"
    assert not unbroken(book(name))


def inner(rule) -> list[str]:
    """The labels of steps, entries and exceptions."""
    steps = [s.label for s in getattr(rule.condition, "steps", ())]
    entries = [e.label for e in getattr(rule.condition, "entries", ())]
    return [*steps, *entries, *(x.label for x in rule.unless)]


@pytest.mark.parametrize("name", BODIES)
def test_the_force_of_a_rule_is_that_of_its_norms(name):
    for rule in book(name).rules:
        forces = {NORMS[f"{name}-{cite}"][0] for cite in rule.cites if cite[0].isdigit()}
        said = "must" if rule.force == "must_not" and "must" in forces else rule.force  # a duty may be put as a ban
        assert said in forces or forces <= {"means", "may"}, (name, rule.id, rule.force, forces)


@pytest.mark.parametrize("name", BODIES)
def test_every_rule_is_whole(name):
    for rule in book(name).rules:
        where = f"{name}/{rule.id}"
        assert rule.remedy is not None, where
        assert set(rule.text) == {"zh", "en"}, where
        statuses = {c.status for c in rule.cases}
        assert "fail" in statuses or not unbroken_needed(rule), where
        assert statuses & {"pass", "excused"}, where
        assert rule.cites, where


def unbroken_needed(rule) -> bool:
    """Whether a rule can be broken by facts at all: not where only a person can tell."""
    return type(rule.condition).__name__ != "Ask"


@pytest.mark.parametrize("name", BODIES)
def test_every_case_goes_as_it_says(name):
    wrong = [f"{r.place} {r.rule}: {r.expected} but {r.got}: {r.message}" for r in run_cases(book(name)) if not r.ok]
    assert not wrong, "\n".join(wrong)


def test_every_status_is_reached_by_some_case():
    reached = {r.got for name in BODIES for r in run_cases(book(name))}
    assert reached == {"pass", "fail", "excused", "pending", "unknown", "manual", "skip"}


@pytest.mark.parametrize("name", BODIES)
def test_permissions_and_definitions_that_are_no_guidance_carry_weight(name):
    idle = [w for w in weigh(book(name)) if w.changed is None and w.cites]
    assert not idle, [(w.kind, w.name, w.cites) for w in idle]
