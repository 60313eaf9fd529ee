"""The parser of the condition language: what it reads, what it refuses, and how it says so."""

import logging
import time
from fractions import Fraction
from pathlib import Path

import pytest
import yaml
from attrs import evolve, fields, has
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import strategies as draw
from meetingrules.base.limits import DEFAULT
from meetingrules.base.source import shipped
from meetingrules.lang import misplaced, parse
from meetingrules.lang import nodes as n
from meetingrules.lang.parse import ConditionError, parse_amount, parse_condition
from meetingrules.lang.unparse import unparse, unparse_step

ANSWERS = Path(__file__).parent / "answers"
READ = {
    "condition": parse.parse_condition,
    "subject": parse.parse_subject,
    "noun": parse.parse_noun,
    "step": parse.parse_step,
    "term": parse.parse_term,
    "amount": parse.parse_amount,
}
SLOW = settings(
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much], deadline=None
)


def table(name):
    return yaml.safe_load((ANSWERS / name).read_text(encoding="utf-8"))


def write(tree):
    return unparse_step(tree) if isinstance(tree, tuple) else unparse(tree)


def refusal(text, kind="condition"):
    with pytest.raises(ConditionError) as caught:
        READ[kind](text)
    return caught.value


# ---- what is read ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("row", table("sentences.yaml"), ids=lambda row: row["text"][:60])
def test_sentences_of_the_language(row):
    read = READ[row.get("as", "condition")]
    tree = read(row["text"])
    written = write(tree)
    assert written == row.get("canonical", row["text"])
    assert read(written) == tree


def trip(kind, tree):
    """parse(unparse(tree)) == tree, but for trees deeper than any text may be."""
    written = write(tree)
    try:
        assert READ[kind](written) == tree, written
        assert write(READ[kind](written)) == written
    except ConditionError as error:
        if error.code not in {"condition-too-long", "condition-too-deep"}:
            raise


@SLOW
@given(draw.sentences)
def test_any_sentence_is_read_back(tree):
    trip("condition", tree)


@SLOW
@given(draw.sayings)
def test_any_clause_is_read_back(tree):
    trip("condition", tree)


@SLOW
@given(draw.nouns)
def test_any_noun_is_read_back(tree):
    trip("noun", tree)


@SLOW
@given(draw.amounts)
def test_any_amount_is_read_back(tree):
    trip("amount", tree)


@SLOW
@given(draw.steps)
def test_any_step_is_read_back(tree):
    trip("step", tree)


@SLOW
@given(draw.eaches)
def test_any_subject_is_read_back(tree):
    trip("subject", tree)


@given(draw.terms)
def test_any_term_is_read_back(tree):
    trip("term", tree)


def test_every_kind_of_node_is_drawn_and_read():
    kinds = {
        kind for kind in vars(n).values() if isinstance(kind, type) and has(kind) and kind.__module__ == n.__name__
    }
    seen = set()
    for row in table("sentences.yaml"):
        todo = [READ[row.get("as", "condition")](row["text"])]
        while todo:
            node = todo.pop()
            if isinstance(node, tuple):
                todo += node
            elif has(type(node)):
                seen.add(type(node))
                todo += [getattr(node, slot.name) for slot in fields(type(node))]
    assert seen == kinds


def test_spans_point_at_the_words():
    text = "minutes are signed by mayor within 5  days after meeting.ends and not (x is\n  y)"
    both = parse_condition(text)
    signed, negated = both.parts
    role, within = signed.complement.phrases

    def words(node):
        return text[slice(*node.span)]

    assert words(both) == text
    assert words(signed) == "minutes are signed by mayor within 5  days after meeting.ends"
    assert words(signed.complement) == "signed by mayor within 5  days after meeting.ends"
    assert words(role) == "by mayor"
    assert words(role.object.path) == "mayor"
    assert words(within.amount) == "5  days"
    assert words(within.moment) == "meeting.ends"
    assert words(negated) == "not (x is\n  y)"
    assert words(negated.part) == "x is\n  y"


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("2/4", n.ShareOf(n.Fraction(1, 2), None)),
        ("20%", n.ShareOf(n.Fraction(1, 5), None)),
        ("5 working\n days", n.Measure(n.Fraction(5), "working day")),
        ("5 clear day", n.Measure(n.Fraction(5), "clear day")),
        ("1500 characters", n.Measure(n.Fraction(1500), "characters")),
        ("1.50", n.Measure(n.Fraction(3, 2), None)),
        ("1000000000000000", n.Measure(n.Fraction(10**15), None)),
        ("a - b + c", n.Sum(n.Sum(n.Path(("a",)), "-", n.Path(("b",))), "+", n.Path(("c",)))),
    ],
)
def test_amounts(text, tree):
    assert parse_amount(text) == tree


@pytest.mark.parametrize(
    "pair", [("is", "are"), ("includes", "include"), ("who", "that"), ("who", "which"), ("less", "fewer")]
)
def test_synonyms(pair):
    one, other = pair
    said = {
        "is": "no item {} signed",
        "includes": "contents {} place",
        "who": "every member {} is official is present",
        "less": "{} than 3 members are present",
    }[one]
    assert parse_condition(said.format(one)) == parse_condition(said.format(other))


# ---- names -----------------------------------------------------------------------------------------------------

POSITIONS = (
    "{} is late", "item is {}", "item is signed by {}", "item is signed by both {} and b", "every {} is signed",
    "at least 2 of {} are signed", "papers is in {}.x", "item.{} is late", "every paper of {} is signed",
    "no member {} is late", "at least {} of members weighted by {} are present", "item is any of ({}, b)",
    "paper.length is at most {} + {}", "item is signed within {} after the day of {}", "item is signed before {}",
    "total {} of items is at least 3 {}", "number of {} {} is exactly 2", "item is signed, then {} when {} is none",
)  # fmt: skip
LIKE_KEYWORDS = ("issue", "orders", "toto", "within_own_powers", "notice", "android", "area", "none_left", "days_off")


LIKE_KEYWORDS += tuple(f"{word}{tail}" for word in misplaced.KEYWORDS for tail in ("x", "_1", "议"))
LIKE_KEYWORDS = tuple(name for name in LIKE_KEYWORDS if name not in misplaced.KEYWORDS)


@pytest.mark.parametrize("position", POSITIONS)
def test_a_name_may_begin_with_any_keyword(position):
    plain = repr(parse_condition(position.replace("{}", "plain_name")))
    for name in LIKE_KEYWORDS:
        assert repr(parse_condition(position.replace("{}", name))) == plain.replace("plain_name", name)


@pytest.mark.parametrize("word", [*sorted(misplaced.RESERVED), *misplaced.KEYWORDS])
def test_after_a_dot_no_word_is_reserved(word):
    assert parse_condition(f"item.{word} is minutes.{word}.{word}").subject == n.Path(("item", word))


@pytest.mark.parametrize("word", sorted(misplaced.RESERVED))
@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("noun", "{}"),
        ("term", "{} is late"),
        ("condition", "every {} is late"),
        ("condition", "x is signed by {}"),
        ("amount", "{}"),
    ],
)
def test_six_words_are_no_names(word, kind, text):
    error = refusal(text.format(word), kind)
    assert error.code == "reserved-word"
    assert error.hint == (
        "and、are、implies、is、not、or 不能作名称，点号之后除外",
        "these are never names, except after a dot: and, are, implies, is, not, or",
    )


# ---- what is refused ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("row", table("condition_errors.yaml"), ids=lambda row: repr(row["text"][:60]))
def test_refusals_word_by_word(row):
    error = refusal(row["text"], row.get("as", "condition"))
    said = {"code": error.code, "place": list(error.span), "en": error.en, "zh": error.zh}
    if error.hint:
        said["hint"] = {"zh": error.hint[0], "en": error.hint[1]}
    assert said == {key: row[key] for key in row if key not in {"text", "as"}}


WORDS = st.sampled_from([*misplaced.KEYWORDS, "item", "mayor", "a.b", "2", "1/2", "3 days", "12:00", "(", ")", ",", ".", "+", "%", "the day of", "no later than", "at least", "≥", "１", "“", "\u200b", "\ud800"])  # fmt: skip
TEXTS = st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=14).map(" ".join))


def check_words(error, text):
    start, end = error.span
    assert 0 <= start <= end <= len(text)
    for said in (error.zh, error.en, *(error.hint or ("好", "ok"))):
        assert said.strip()
        assert said.isprintable()
        said.encode()
    assert any("\u4e00" <= c <= "\u9fff" for c in error.zh)
    assert str(error).startswith(error.code)


@settings(max_examples=400, deadline=None)
@given(TEXTS, st.sampled_from(sorted(READ)))
def test_any_text_is_read_or_refused_in_words(text, kind):
    try:
        tree = READ[kind](text)
    except ConditionError as error:
        check_words(error, text)
    else:
        assert READ[kind](write(tree)) == tree


def test_every_terminal_has_a_word_for_people():
    terminals = {terminal.name for terminal in parse._parser().terminals} - parse_ignored()
    assert terminals | {"$END"} == set(misplaced.EXPECTED)


def parse_ignored():
    return set(parse._parser().ignore_tokens)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("(" * 100_000, "condition-too-long"),
        ("(" * 2_000 + "a is b" + ")" * 2_000, "condition-too-deep"),
        ("not (" * 65 + "a is b" + ")" * 65, "condition-too-deep"),
        ("a is b, then c" + ", then c" * 75_000, "condition-too-long"),
        ("a is at least " + "9" * 5_000, "condition-too-long"),
        ("a is at least " + "9" * 4_000, "number-too-large"),
        ("a is at least 1/" + "9" * 4_000, "number-too-large"),
        ("a is at least 0." + "9" * 4_000, "number-too-fine"),
        ("a is at least " + "a+" * 2_000 + "a", "condition-too-deep"),
        ("every " + "a of " * 800 + "a is b", "condition-too-deep"),
        ("a is before " + "the day before " * 250 + "b", "condition-too-deep"),
        ("a is at least " + "1/2 of " * 500 + "b", "condition-too-deep"),
        ("not " * 1_000, "not-brackets"),
        ("." * 4_096, "unexpected-word"),
    ],
)
def test_the_oversized_is_refused_fast(text, code):
    parse_condition("a is b")
    began = time.process_time()
    assert refusal(text).code == code
    assert time.process_time() - began < 1


def test_what_lies_within_the_limits_is_read():
    assert parse_condition("(" * 64 + "a is b" + ")" * 64) == parse_condition("a is b")
    assert parse_condition("not (" * 63 + "a is b" + ")" * 63)
    assert len(parse_condition(" and ".join(["a is b"] * 372)).parts) == 372
    assert len(parse_condition("a is b" + ", then c" * 511).links) == 511


# ---- the grammar ---------------------------------------------------------------------------------------------------


def test_the_grammar_has_no_conflict_not_even_a_resolved_one(caplog):
    from lark import Lark, logger

    caplog.set_level(logging.DEBUG, logger.name)
    propagated, logger.propagate = logger.propagate, True
    try:
        ambiguous = 'start: "if" "x" start ["else" start] | "y"'
        Lark(ambiguous, parser="lalr", debug=True)
        assert "conflict" in caplog.text.lower()  # so that silence means something
        caplog.clear()
        Lark(
            shipped("grammar", "condition.lark").read_text(encoding="utf-8"),
            parser="lalr",
            start=list(parse.STARTS),
            debug=True,
        )
        assert "conflict" not in caplog.text.lower()
    finally:
        logger.propagate = propagated


def test_a_number_without_a_decimal_writing_is_not_written():
    for number in (Fraction(1, 3), Fraction(-1, 2), Fraction(-1, 10**9)):
        with pytest.raises(ValueError):
            unparse(n.Measure(number, None))


@pytest.mark.parametrize(
    ("text", "depth", "span"),
    [
        ("item is urgent", 1, (8, 14)),
        ("item is urgent", 2, None),
        ("not (item is urgent)", 2, None),
        ("not (not (item is urgent))", 2, (18, 24)),
        ("not (not (item is urgent))", 3, None),
        ("not (a is b and c is d)", 2, (10, 11)),
        ("not (a is b and c is d)", 3, None),
    ],
)
def test_a_sentence_is_as_deep_as_it_may_be_and_no_deeper(text, depth, span):
    limits = evolve(DEFAULT, condition_depth=depth)
    if span is None:
        assert write(parse_condition(text, limits)) == text
        return
    with pytest.raises(ConditionError) as refused:
        parse_condition(text, limits)
    assert (refused.value.code, refused.value.span) == ("condition-too-deep", span)
