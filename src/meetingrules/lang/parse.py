"""Text of the condition language -> its syntax tree; the only door to Lark.

Nothing here recurses, however deep a text nests, and no limit is lifted by the text itself.
"""

from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from attrs import fields, has

from meetingrules.base.limits import DEFAULT, Limits
from meetingrules.base.source import shipped
from meetingrules.lang import nodes as n
from meetingrules.lang.conditionerrors import ConditionError, before_parsing, too_deep
from meetingrules.lang.misplaced import unexpected
from meetingrules.lang.treebuilder import TreeBuilder

if TYPE_CHECKING:
    from lark import Lark

__all__ = [
    "ConditionError",
    "parse_amount",
    "parse_condition",
    "parse_noun",
    "parse_step",
    "parse_subject",
    "parse_term",
]

STARTS = ("condition", "subject", "noun", "step", "term", "amount")


def parse_condition(text: str, limits: Limits = DEFAULT) -> n.Sentence:
    """``item is major and not (item is urgent)``.

    :raises ConditionError: when the text is no sentence, or beyond a limit
    """
    return cast("n.Sentence", _parse("condition", text, limits))


def parse_subject(text: str, limits: Limits = DEFAULT) -> n.Each:
    """``each item where item.kind is decision``.

    :raises ConditionError: when the text says nothing of the kind
    """
    return cast("n.Each", _parse("subject", text, limits))


def parse_noun(text: str, limits: Limits = DEFAULT) -> n.Noun:
    """``heads of departments of items``.

    :raises ConditionError: when the text is no noun
    """
    return cast("n.Noun", _parse("noun", text, limits))


def parse_step(text: str, limits: Limits = DEFAULT) -> tuple[n.Link, ...]:
    """``then reviewed by secretary_general``: one link or more.

    :raises ConditionError: when the text is no continuation of a chain
    """
    return cast("n.Chain", _parse("step", text, limits)).links


def parse_term(text: str, limits: Limits = DEFAULT) -> n.Term:
    """``person is responsible for unit``.

    :raises ConditionError: when the text is not the head of a definition
    """
    return cast("n.Term", _parse("term", text, limits))


def parse_amount(text: str, limits: Limits = DEFAULT) -> n.Amount:
    """``1500 characters``, ``2 days``, ``1/2``.

    :raises ConditionError: when the text is no amount
    """
    return cast("n.Amount", _parse("amount", text, limits))


@cache
def _parser() -> "Lark":
    from lark import Lark

    return Lark(
        shipped("grammar", "condition.lark").read_text(encoding="utf-8"),
        parser="lalr",
        lexer="contextual",
        start=list(STARTS),
        keep_all_tokens=True,
        maybe_placeholders=False,
        transformer=cast("Any", TreeBuilder()),
    )


def _parse(start: str, text: str, limits: Limits) -> Any:
    from lark import UnexpectedInput

    before_parsing(text, limits)
    try:
        tree = _parser().parse(text, start=start)
    except UnexpectedInput as wrong:
        raise _explained(start, text, wrong) from None
    _check_depth(tree, 2 * limits.condition_depth)
    return tree


def _explained(start: str, text: str, wrong: Any) -> ConditionError:
    """Lark places the end at its last token, and tells what a character stopped only roughly; people want both exact."""
    if (token := getattr(wrong, "token", None)) is not None:
        at = len(text) if token.type == "$END" else wrong.pos_in_stream
        return unexpected(text, at, frozenset(wrong.accepts))
    again: Any = _parser().parse_interactive(text, start=start)
    with suppress(type(wrong)):
        again.exhaust_lexer()
    return unexpected(text, wrong.pos_in_stream, frozenset(again.accepts()))


def _check_depth(tree: Any, most: int) -> None:
    level, depth = [tree], 0
    while level:
        depth += 1
        if depth > most:
            raise too_deep(level[0].span)
        level = [part for node in level for part in _parts(node)]


def _parts(node: Any) -> Iterator[Any]:
    for slot in fields(type(node)):
        value = getattr(node, slot.name)
        for part in value if isinstance(value, tuple) else (value,):
            if has(type(part)):
                yield part
