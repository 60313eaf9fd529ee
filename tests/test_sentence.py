"""Conditions said back: every construct in both languages, and no two conditions in the same words."""

from functools import cache
from pathlib import Path
from random import Random
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import test_answers
from invented_rules import Inventor, book_of
from meetingrules.engine.service import load_rulebook
from meetingrules.lang import tree as t
from meetingrules.report.sentence import speaker
from meetingrules.rulebook.shipped import shipped_rulebooks
from neighbours import LIMITS, neighbours
from sample import book_of as sample_book

SCHOOL = Path(__file__).parents[1] / "examples" / "school_board" / "school_board.rules.yaml"
LANGS = ("zh", "en")


@cache
def books():
    """The shipped rulebooks, the one of another body, and that of the answer table."""
    shipped = [load_rulebook(name) for name in shipped_rulebooks()]
    return {book.id: book for book in (*shipped, load_rulebook(str(SCHOOL)), test_answers.book())}


def conditions(rule):
    """All conditions of a rule."""
    found = (
        rule.condition,
        rule.when,
        rule.once,
        rule.only_if,
        rule.departure_when,
        rule.subject and rule.subject.where,
    )
    entries = (e.condition for e in (*rule.unless, *rule.notes))
    return [c for c in (*found, *entries) if c is not None]


def told(book, rule, condition, lang):
    return speaker(book, lang, rule.subject).said(condition).inline(lang)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", sorted(books()))
def test_different_conditions_are_said_differently(name, lang):
    book, said = books()[name], {}
    for rule in book.rules:
        for condition in conditions(rule):
            text = told(book, rule, condition, lang)
            assert said.setdefault(text, condition) == condition, (rule.id, text)
    assert said


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", sorted(books()))
def test_a_condition_and_its_neighbours_are_said_differently(name, lang):
    book = books()[name]
    for rule in book.rules:
        for condition in conditions(rule):
            distinct(book, rule, condition, lang)


def distinct(book, rule, condition, lang):
    said = {told(book, rule, condition, lang): condition}
    for other in neighbours(condition):
        text = told(book, rule, other, lang)
        assert said.setdefault(text, other) == other, f"{lang}: {text}\n{said[text]}\n{other}"


@settings(max_examples=20)
@given(seed=st.integers(0, 2**32))
def test_of_sentences_of_chance_none_is_said_as_its_neighbour_is(seed):
    data, _ = Inventor(Random(seed)).book(2)
    book = book_of(labelled(data))
    for rule in book.rules:
        for condition in conditions(rule):
            for lang in LANGS:
                distinct(book, rule, condition, lang)


def labelled(data):
    """The invented rulebook with labels of its own for each name: two that are called the same cannot be told apart."""
    parameters = {name: {**found, "zh": name, "en": name} for name, found in data["parameters"].items()}
    defined = {
        name: {**found, "zh": name, "en": name} if isinstance(found, dict) else found
        for name, found in data["define"].items()
    }
    return {**data, "parameters": parameters, "define": defined}


# ---- constructs ----------------------------------------------------------------------------------------------------

EACH = {
    t.Flag: ("item is urgent", "item is not urgent", "every member is present for item", "no member is voting against item"),
    t.Done: ("item is circulated to every unit_consulted of item", "item is agreed by president before meeting.begins",
             "item is requested by item.department with both reasons and plans", "item is not approved",
             "no member is entrusted by president with presiding"),
    t.Timed: ("item.answer_by is at least 2 days before meeting.day", "minutes.signed is not before meeting.ends",
              "all of (minutes.drafted, minutes.signed) are within 5 days after meeting.ends"),
    t.Relates: ("every member is responsible for item.department", "some member is not liaising with item.department"),
    t.Is: ("item is late_addition", "item is not late_addition", "every member is free for item"),
    t.In: ("meeting.chair is president", "meeting.chair is either president or vice_president", "item is in agenda_items",
           "item.kind is in weighty_kinds", "meeting.chair is not vice_president"),
    t.Same: ("item.kind is decision", "item.kind is not either decision or election", "meeting.chair is meeting.convener"),
    t.Compare: ("item.cost is at most 1000 yuan", "item.cost is not more than 1000 yuan"),
    t.Nothing: ("item.department is none", "item.agreed is not none", "notice is none", "members are not none"),
    t.Has: ("item.subjects include money", "item.subjects include all of (money, staff)", "item.subjects include either money or staff"),
    t.Quantified: ("at least 1/2 of members are present", "more than 1/2 of members present are voting for item",
                   "exactly 2 directors are present", "between 2 and 4 directors are present",
                   "between 1/3 and 2/3 of members are present", "at least 1/2 of members weighted by holding are present",
                   "every item is agreed by every director", "item is agreed by at least 2 directors",
                   "some paper is classified", "president is present",
                   "every paper of item is delivered to every (member who is not present)"),
    t.IfAny: ("item is agreed by item.officer_in_charge if any",
              "item is agreed by both president and item.officer_in_charge if any"),
    t.Not: ("not (item is urgent and item is costed)", "not (not (item is urgent))"),
    t.And: ("item is urgent and item is costed and item is not disputed", "both meeting.convener and meeting.chair are president"),
    t.Or: ("item is urgent or (item is costed and item is disputed)",),
    t.Implies: ("item is urgent implies item is costed",),
    t.Order: ("item is proposed by secretary, then agreed by president when item is urgent",),
    t.Listed: ("any of:\n  urgent: item is urgent\n  costly: item.cost is at least 1000 yuan",
               "all of:\n  urgent: item is urgent\n  either:\n    any of:\n      a: item is costed\n      b: item is disputed"),
    t.Ask: ("ask: {zh: 是否妥当？, en: Is it proper?}",),
    t.Limit: (*(f"item is agreed {bound} 2 working days {way} meeting.day" for way in ("before", "after") for bound in LIMITS),
              "meeting.day is between 10 and 60 days after item.rejected"),
    t.At: tuple(f"item is agreed {how} {when}" for how in ("before", "after", "no later than", "no earlier than", "on")
                for when in ("meeting.ends", "item.proposed", "the day of notice.sent")),
    t.DayOf: ("item is agreed no later than the day before meeting.day",),
    t.Shifted: ("item is proposed after 3 months after item.rejected",),
    t.Clock: ("item is agreed before 12:00 on the day before meeting.day", "item is agreed before 12:00 on meeting.day",
              "item is agreed before 12:00 on notice.sent"),
    t.Count: ("number of members present is at least 3",),
    t.Total: ("total holding of members present is at least 10 shares",),
    t.Sum: ("item.speaking_time is at most 10 minutes + 5 minutes - 1 minute",),
    t.ShareOf: ("item.cost is at most 2/3 of 1000 yuan",),
}  # fmt: skip
MET = {t.MomentOf: t.Limit, t.Var: t.Flag, t.Single: t.Timed, t.Get: t.Compare, t.Derived: t.IfAny, t.Holders: t.In,
       t.SetOf: t.Flag, t.Filter: t.Quantified, t.Union: None, t.Word: t.Same, t.WordList: t.In, t.Number: t.Compare,
       t.TheUnit: None, t.TheParty: None}  # fmt: skip
"""What stands in the sentences of another construct; None: in MORE."""
MORE = {
    t.Union: ("every (president, vice_presidents) is present",),
    t.TheUnit: ("item is proposed by secretariat",),
    t.TheParty: ("item is proposed by auditor",),
}


def sample(text):
    """A sample rulebook with one rule about an item."""
    lines = text.splitlines()
    body = (
        f"  must: {text}"
        if len(lines) == 1 and not text.startswith("ask:")
        else "  must:\n" + "\n".join(f"    {x}" for x in lines)
    )
    return sample_book(f"one:\n  for: each item\n{body}")


def test_every_construct_has_its_words():
    every = {*get_args(t.Condition), *get_args(t.Value), *get_args(t.When), *get_args(t.Timing)}
    assert {*EACH, *MET} == every
    for construct, texts in {**EACH, **MORE}.items():
        met = [type(node) for text in texts for node in walk(sample(text).rules[0].condition)]
        assert construct in met, construct.__name__


def walk(node):
    yield node
    for part in t.parts(node):
        yield from walk(part)


def test_constructs_are_said_as_pinned(accept):
    file = Path(__file__).parent / "golden" / "sentences.txt"
    out = []
    for construct, texts in {**EACH, **MORE}.items():
        out.append(f"# {construct.__name__}")
        for text in texts:
            book = sample(text)
            out += [text, *(f"  {told(book, book.rules[0], book.rules[0].condition, lang)}" for lang in LANGS)]
    found = "\n".join(out) + "\n"
    if accept:
        file.write_text(found, encoding="utf-8")
    assert found == file.read_text(encoding="utf-8")
