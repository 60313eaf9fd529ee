"""What a sentence speaks of, through the definitions that it uses."""

from collections.abc import Iterator

from meetingrules.lang import tree as t
from meetingrules.lang.words import Field


def nodes_of(parts: object, definitions: t.Definitions) -> Iterator[object]:
    """All nodes of some trees and of the definitions that they use, in the order of the text; each definition once."""
    seen, stack = set[int](), [parts]
    while stack:
        node = stack.pop()
        yield node
        below = [part for part in t.parts(node) if part is not None]
        body = definitions.body(node)
        if body is not None and id(body) not in seen:
            seen.add(id(body))
            below.append(body)
        stack += reversed(below)


def fields_of(parts: object, definitions: t.Definitions) -> Iterator[Field]:
    """The fields that some trees read, as often as they do."""
    for node in nodes_of(parts, definitions):
        field = getattr(node, "field", None)
        if isinstance(field, Field):
            yield field
