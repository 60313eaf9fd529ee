"""The checker: what reads as a sentence and means nothing is refused, with its place and in words."""

from functools import cache
from pathlib import Path

import pytest

from invented_rules import defined_of
from makers import plain
from meetingrules.base.document import read_text
from meetingrules.base.source import Source
from meetingrules.lang.parse import ConditionError, parse_condition, parse_subject
from meetingrules.lang.words import Type

FILE = Path(__file__).parent / "answers" / "refused_sentences.yaml"
SCOPE = {"item": Type("thing", "item")}
PARAMETERS = {"period": {"zh": "期限", "en": "period", "value": "2 days"}}


@cache
def rows():
    return plain(read_text(Source(FILE.name, FILE.read_text(encoding="utf-8"))))


@cache
def checker(define=()):
    """The checker of the sample's words, with a definition more."""
    data = {key: {"zh": key, "en": key, **dict(value)} for key, value in define}
    return defined_of({"parameters": PARAMETERS, "define": data}).checker


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["say"])
def test_what_means_nothing_is_refused_word_by_word(row):
    text = row["say"]
    define = tuple((key, tuple(value.items())) for key, value in row.get("define", {}).items())
    parse, check = (
        (parse_subject, checker(define).subject)
        if text.startswith("each ")
        else (parse_condition, checker(define).condition)
    )
    sentence = parse(text)
    with pytest.raises(ConditionError) as refused:
        check(sentence, SCOPE)
    error = refused.value
    said = {"code": error.code, "en": error.en, "zh": error.zh}
    if marked := text[slice(*error.span)]:
        said["at"] = marked
    else:
        assert error.span == (0, 0)
    if error.hint:
        said["hint"] = {"zh": error.hint[0], "en": error.hint[1]}
    assert said == {key: row[key] for key in row if key not in {"say", "define"}}
