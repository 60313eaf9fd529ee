"""How deep conditions go once their words are put for what they are defined by: what an answer can cost, known before it is asked for."""

from collections.abc import Mapping

from attrs import frozen

from meetingrules.lang import tree as t


@frozen
class Depth:
    """How many parts stand in one another, and how many of them count: the exponent of what a condition can cost."""

    parts: int = 0
    counting: int = 0


FLAT = Depth()


def name_of(node: object) -> str | None:
    """The definition that a node stands for: ``set members``, ``field item.leader_in_charge``, ``is person entitled``."""
    match node:
        case t.SetOf(name, _):
            return f"set {name}"
        case t.Derived(_, name, _, _):
            return f"field {name}"
        case t.Is(_, adjective, _, _):
            return f"is {adjective}"
    return None


def depth_of(tree: object, known: Mapping[str, Depth]) -> Depth:
    """The depth of a tree.

    :param known: the depths of the definitions that it rests on; one that is missing counts as flat
    """
    parts, counting = 0, 0
    level = [(tree, FLAT)]
    while level:
        node, above = level.pop()
        if not isinstance(node, tuple):
            above = Depth(above.parts + 1, above.counting + isinstance(node, t.Quantified | t.Filter))
        below = known.get(name_of(node) or "", FLAT)
        parts, counting = max(parts, above.parts + below.parts), max(counting, above.counting + below.counting)
        level += [(part, above) for part in t.parts(node)]
    return Depth(parts, counting)


def bodies_of(definitions: t.Definitions) -> dict[str, object]:
    """What each definition says, by its name."""
    found: dict[str, object] = {f"set {k}": v for k, v in definitions.sets.items()}
    found |= {f"field {k}": v[1] for k, v in definitions.fields.items()}
    return found | {f"is {k}": v[2] for k, v in definitions.adjectives.items()}


def rests_on(tree: object) -> set[str]:
    """The definitions that a tree names."""
    found, level = set[str](), [tree]
    while level:
        node = level.pop()
        if (name := name_of(node)) is not None:
            found.add(name)
        level += t.parts(node)
    return found
