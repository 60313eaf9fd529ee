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
from meetingrules.rulebook.load import shipped_rulebooks
from neighbours import neighbours

SCHOOL = Path(__file__).parents[1] / "examples" / "school_board" / "school_board.rules.yaml"
LANGS = ("zh", "en")


@cache
def books():
    """The shipped rulebooks, the one of another body, and that of the answer table."""
    shipped = [load_rulebook(name) for name in shipped_rulebooks()]
    return {book.id: book for book in (*shipped, load_rulebook(str(SCHOOL)), test_answers.book())}


def conditions(rule):
    """All conditions of a rule."""
    found = (rule.condition, rule.when, rule.once, rule.only_if, rule.departure_when, rule.subject and rule.subject.where)
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
