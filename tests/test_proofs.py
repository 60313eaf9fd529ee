"""What each answer of the table rests on: the whole proof, written down. The texts, the files for machines and what is due are read off it."""

from datetime import datetime
from enum import Enum
from functools import cache
from pathlib import Path

import attrs
import pytest

from meetingrules.lang.answers import Due, Truth
from meetingrules.lang.facts import None_, Thing
from test_answers import asked, book, cases

PINNED = Path(__file__).parent / "golden" / "proofs.txt"
__all__ = ["book"]


@cache
def pinned():
    """The proof of each case, by the head of its block."""
    blocks = PINNED.read_text(encoding="utf-8").removesuffix("\n").split("\n\n")
    return {head: lines for head, _, lines in (block.partition("\n") for block in blocks)}


def head(number):
    """The sentence, and what its facts are: lines move."""
    text, _, _, _, _, name = cases()[number]
    return f"{text['say']} — {name.partition(' ')[2]}"


def written(part, line, depth=1):
    """A proof and its parts, one line for each; of places whether they are in the row itself."""
    words = [part.construct, shown(part.now)] + [shown(part.later)] * (part.later is not part.now)
    words += [f"by {shown(part.due)}"] if part.due is not None else []
    words += [f"{part.label}:"] if part.label else []
    words += [f"{key}={shown(value)}" for key, value in part.values.items()]
    words += [stands(part.place, line)] if part.place is not None else []
    lines = ["  " * depth + " ".join(words)]
    for gap in part.gaps:
        act, by = " of an act" * gap.act, f" by {shown(gap.due)}" if gap.due is not None else ""
        lines.append(
            "  " * depth
            + f"  ? {gap.kind} {gap.fact} “{gap.label['en']}”{act}{by}{f' {stands(gap.place, line)}' if gap.place else ''}"
        )
    return "\n".join([*lines, *(written(inner, line, depth + 1) for inner in part.parts)])


def stands(place, line):
    """Where something stands: the column in the row, else that it is elsewhere; lines move."""
    return f"@{place.column}" if place.line == line else "@elsewhere"


def block(number):
    """The proof of a case as it is written down, and in how many steps it was found."""
    rule, evaluator, scene = asked(number)
    before = evaluator.steps.taken
    proof = evaluator.prove(rule.condition, scene)
    line = int(cases()[number][5].partition(" ")[0])
    return f"  {evaluator.steps.taken - before} steps\n{written(proof, line)}"


def shown(value):
    """A value, briefly."""
    match value:
        case Thing():
            return value.id
        case Truth() | None_():
            return value.name.lower()
        case Due():
            return ("(implied) " * value.implied) + "/".join(dict.fromkeys(map(shown, (value.earliest, value.latest))))
        case datetime():
            return f"{value:%Y-%m-%d %H:%M}"
        case tuple() | list() | frozenset():
            return f"({', '.join(map(shown, value))})"
        case dict():
            return f"{{{', '.join(f'{shown(k)}: {shown(v)}' for k, v in value.items())}}}"
        case Enum():
            return value.name
        case _ if attrs.has(type(value)):
            return f"<{type(value).__name__}>"
    return str(value)


@pytest.mark.parametrize("number", range(len(cases())), ids=lambda number: cases()[number][5].replace(" ", "-"))
def test_proof(number):
    assert block(number) == pinned().get(head(number))


def test_every_proof_is_written_down(pytestconfig):
    if pytestconfig.getoption("accept"):
        text = "\n\n".join(f"{head(number)}\n{block(number)}" for number in range(len(cases())))
        PINNED.write_text(text + "\n", encoding="utf-8")
        pinned.cache_clear()
    assert len({head(number) for number in range(len(cases()))}) == len(cases())
    assert set(pinned()) == {head(number) for number in range(len(cases()))}
