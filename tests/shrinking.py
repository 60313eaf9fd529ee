"""A disagreement made small: rules and facts are taken away as long as it stays one; and data as the text of a file."""

from copy import deepcopy
from time import monotonic

from meetingrules.lang import nodes as n
from meetingrules.lang.parse import ConditionError, parse_condition
from meetingrules.lang.unparse import unparse

PATIENCE = 60.0
"""Seconds after which it is small enough."""
ALWAYS = frozenset({"meeting", "roster", "text", "stage"})
CONDITIONS = frozenset({"must", "must_not", "in_principle", "normally", "may", "only_if", "when", "once"})


def text_of(data, indent=""):
    """Plain data in block YAML; an empty list is written as such."""
    if isinstance(data, dict) and data:
        return "".join(f"{indent}{key}:{below(value, indent)}" for key, value in data.items())
    return "".join(f"{indent}-{below(value, indent)}" for value in data)


def below(value, indent):
    """What stands behind a key or a dash."""
    if isinstance(value, dict | list) and value:
        return "\n" + text_of(value, indent + "  ")
    return f" {value if isinstance(value, str) else '{}' if isinstance(value, dict) else '[]'}\n"


def without(data):
    """The data with one thing less, each way once: outer things first."""
    level = [()]
    while level:
        paths, level = level, []
        for path in paths:
            node = at(data, path)
            keys = list(node) if isinstance(node, dict) else range(len(node)) if isinstance(node, list) else ()
            for key in keys:
                if key not in ALWAYS or path:
                    yield (*path, key)
                level.append((*path, key))


def at(data, path):
    """What stands at a path; None where nothing does."""
    for step in path:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return None
    return data


def cut(data, path):
    """The data without what stands at a path."""
    data = deepcopy(data)
    *inner, last = path
    del at(data, inner)[last]
    return data


def put(data, path, value):
    """The data with another value at a path."""
    data = deepcopy(data)
    *inner, last = path
    at(data, inner)[last] = value
    return data


def smaller(text):
    """Shorter sentences that a sentence is made of."""
    try:
        sentence = parse_condition(text)
    except ConditionError:
        return
    match sentence:
        case n.And(parts) | n.Or(parts):
            yield from map(unparse, parts)
            if len(parts) > 2:
                for left in range(len(parts)):
                    yield unparse(type(sentence)(parts[:left] + parts[left + 1 :]))
        case n.Not(part):
            yield unparse(part)
        case n.Implies(left, right):
            yield from (unparse(left), unparse(right))
        case n.Chain(first, links):
            yield unparse(first)
            if len(links) > 1:
                for left in range(len(links)):
                    yield unparse(n.Chain(first, links[:left] + links[left + 1 :]))
        case n.Being(subject, negated, n.Complement(word, phrases)) if phrases and (
            word is not None or len(phrases) > 1
        ):
            for left in range(len(phrases)):
                yield unparse(n.Being(subject, negated, n.Complement(word, phrases[:left] + phrases[left + 1 :])))


def sentences(rule, path=()):
    """Where in a rule sentences stand."""
    for key, value in rule.items():
        if isinstance(value, dict) and key not in {"text", "ask"}:
            yield from sentences(value, (*path, key))
        elif isinstance(value, str) and (path or key in CONDITIONS):
            yield (*path, key)


def shrunk(book, meeting, differs):
    """A rulebook of one rule and a meeting, both made as small as they stay different.

    :param differs: tells of a rulebook and a meeting, both as plain data, whether the editions differ
    """
    end = monotonic() + PATIENCE
    again = True
    while again and monotonic() < end:
        again = False
        for path in list(without(meeting)):
            if at(meeting, path[:-1]) is not None and monotonic() < end and reach(meeting, path):
                less = cut(meeting, path)
                if differs(book, less):
                    meeting, again = less, True
        (name,) = book["rules"]
        for path in list(without(book)):
            if path not in {("rules",), ("rules", name)} and monotonic() < end and reach(book, path):
                less = cut(book, path)
                if differs(less, meeting):
                    book, again = less, True
        for path in list(sentences(book["rules"][name])):
            for text in smaller(at(book["rules"][name], path)):
                less = put(book, ("rules", name, *path), text)
                if monotonic() < end and differs(less, meeting):
                    book, again = less, True
                    break
    return book, meeting


def reach(data, path):
    """Whether there still is something at a path."""
    *inner, last = path
    node = at(data, inner)
    return last in node if isinstance(node, dict) else isinstance(node, list) and last < len(node)
