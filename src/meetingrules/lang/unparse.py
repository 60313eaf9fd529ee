"""The syntax tree -> its canonical text: one spelling, no bracket too many; ``parse(unparse(tree)) == tree``."""

import re
from fractions import Fraction
from typing import assert_never

from meetingrules.lang import nodes as n

Node = (
    n.Sentence
    | n.Amount
    | n.Quantified
    | n.Choice
    | n.Noun
    | n.Several
    | n.Range
    | n.Party
    | n.Role
    | n.Timing
    | n.Moment
    | n.Complement
    | n.Link
    | n.Each
    | n.Term
)

DECIMALS = 9
TIME_UNITS = frozenset({"minute", "hour", "day", "working day", "clear day", "week", "month", "year"})


def unparse(node: Node) -> str:
    """The canonical text of a tree, or of a part of one.

    :raises ValueError: when a number has no finite decimal writing of nine places, which no parsed tree has
    """
    match node:
        case n.Being() | n.Compared() | n.Absent() | n.OneOf() | n.Includes() | n.Chain():
            return _said(node)
        case n.Not() | n.And() | n.Or() | n.Implies():
            return _joined(node)
        case n.Path() | n.Measure() | n.ShareOf() | n.NumberOf() | n.TotalOf() | n.Sum():
            return _amount(node)
        case n.Quantified() | n.Choice() | n.Noun() | n.Several() | n.Range() | n.Party():
            return _counted(node)
        case n.Limit() | n.Within() | n.Window() | n.At():
            return _timing(node)
        case n.DayOf() | n.NextDay() | n.Shifted() | n.Clock():
            return _moment(node)
        case n.Role():
            return f"{node.preposition} {_object(node.object)}"
        case n.Complement():
            return " ".join([*([_amount(node.word)] if node.word else []), *map(unparse, node.phrases)])
        case n.Link():
            when = f" when {_clause(node.when)}" if node.when else ""
            return f"then {unparse(node.complement)}{when}"
        case n.Each():
            where = f" where {unparse(node.where)}" if node.where else ""
            return f"each {unparse(node.noun)}{where}"
        case n.Term():
            role = f" {node.preposition} {node.object}" if node.preposition else ""
            return f"{node.noun} is {node.adjective}{role}"
        case never:
            assert_never(never)


def unparse_step(links: tuple[n.Link, ...]) -> str:
    """``then reviewed by a, then approved by b``."""
    return ", ".join(map(unparse, links))


# ---- sentences -----------------------------------------------------------------------------------------------


def _joined(node: n.Not | n.And | n.Or | n.Implies) -> str:
    match node:
        case n.Not():
            return f"not ({unparse(node.part)})"
        case n.And():
            return " and ".join(map(_clause, node.parts))
        case n.Or():
            return " or ".join(map(_clause, node.parts))
        case n.Implies():
            return f"{_junction(node.left)} implies {_junction(node.right)}"
        case never:
            assert_never(never)


def _clause(node: n.Sentence) -> str:
    text = unparse(node)
    return f"({text})" if isinstance(node, n.And | n.Or | n.Implies | n.Chain) else text


def _junction(node: n.Sentence) -> str:
    text = unparse(node)
    return f"({text})" if isinstance(node, n.Implies | n.Chain) else text


def _said(node: n.Being | n.Compared | n.Absent | n.OneOf | n.Includes | n.Chain) -> str:
    if isinstance(node, n.Chain):
        return ", ".join(map(unparse, (node.first, *node.links)))
    said = _predicate(node, _is_several(node.subject))
    return said if node.subject is None else f"{unparse(node.subject)} {said}"


def _predicate(node: n.Being | n.Compared | n.Absent | n.OneOf | n.Includes, several: bool) -> str:
    if isinstance(node, n.Includes):
        return f"{'include' if several else 'includes'} {_object(node.object)}"
    verb = ("are" if several else "is") + (" not" if node.negated else "")
    match node:
        case n.Being():
            return f"{verb} {unparse(node.complement)}"
        case n.Compared():
            return f"{verb} {node.bound} {_amount(node.amount)}"
        case n.Absent():
            return f"{verb} none"
        case n.OneOf():
            return f"{verb} {unparse(node.choice)}"
        case never:
            assert_never(never)


def _is_several(subject: n.Subject | n.Noun | None) -> bool:
    """Whether English wants *are*; a name tells nothing of its number but its last letter."""
    match subject:
        case n.Path():
            return _plural(subject.names[-1])
        case n.Choice():
            return subject.word in {"both", "all of", "none of"}
        case n.Quantified(quantity=n.Range() as counted):
            return subject.portion or counted.low != n.Measure(Fraction(1), None) or counted.high is not None
        case n.Quantified(quantity="every"):
            return False
        case n.Quantified():
            return _is_several(subject.noun)
        case n.Noun():
            return isinstance(subject.path, n.Several) or _plural(subject.path.names[-1])
        case _:
            return False


def _plural(name: str) -> bool:
    head = re.split(r"_(?:of|for|in|to|with|by)_", name)[0]
    return head.endswith("s") and not head.endswith(("ss", "us", "is"))


def _object(node: n.Party | n.Choice | n.Quantified) -> str:
    if isinstance(node, n.Quantified):
        return f"{_determiner(node)} {_head(node.noun)}"
    return unparse(node)


# ---- nouns and counting ----------------------------------------------------------------------------------------


def _counted(node: n.Quantified | n.Choice | n.Noun | n.Several | n.Range | n.Party) -> str:
    match node:
        case n.Quantified():
            weight = f" weighted by {node.weight}" if node.weight else ""
            return f"{_determiner(node)} {_noun(node.noun)}{weight}"
        case n.Choice(word="both", parties=(one, other)):
            return f"both {unparse(one)} and {unparse(other)}"
        case n.Choice(word="either", parties=(one, other)):
            return f"either {unparse(one)} or {unparse(other)}"
        case n.Choice():
            return f"{node.word} ({', '.join(map(unparse, node.parties))})"
        case n.Noun():
            return _noun(node)
        case n.Several():
            return f"({', '.join(map(_amount, node.paths))})"
        case n.Range(high=None):
            return f"{node.bound} {_amount(node.low)}"
        case n.Range():
            return f"between {_amount(node.low)} and {_amount(node.high)}" if node.high else ""
        case n.Party():
            return _amount(node.path) + (" if any" if node.if_any else "")
        case never:
            assert_never(never)


def _determiner(node: n.Quantified) -> str:
    counted = node.quantity if isinstance(node.quantity, str) else unparse(node.quantity)
    return counted + (" of" if node.portion else "")


def _noun(node: n.Noun) -> str:
    text = unparse(node.path) + (f" of {_head(node.of)}" if node.of else "")
    if node.having:
        return f"{text} {unparse(node.having)}"
    if isinstance(node.who, n.Being | n.Compared | n.Absent | n.OneOf | n.Includes):
        return f"{text} that {_predicate(node.who, _is_several(node))}"
    return text


def _head(node: n.Noun) -> str:
    """A noun where it may not be narrowed without brackets."""
    return f"({_noun(node)})" if node.having or node.who else _noun(node)


def _plain(node: n.Noun) -> str:
    """A noun where one bare adjective may follow."""
    return _noun(node) if node.having and not node.having.phrases else _head(node)


# ---- time ------------------------------------------------------------------------------------------------------


def _timing(node: n.Timing) -> str:
    match node:
        case n.Limit():
            return f"{node.bound} {_amount(node.amount)} {node.direction} {unparse(node.moment)}"
        case n.Within():
            return f"within {_amount(node.amount)} {node.direction} {unparse(node.moment)}"
        case n.Window():
            high = _amount(n.Measure(node.high, node.unit))
            return f"between {_number(node.low)} and {high} {node.direction} {unparse(node.moment)}"
        case n.At():
            return f"{node.relation} {unparse(node.moment)}"
        case never:
            assert_never(never)


def _moment(node: n.DayOf | n.NextDay | n.Shifted | n.Clock) -> str:
    match node:
        case n.DayOf():
            return f"the day of {_amount(node.path)}"
        case n.NextDay():
            return f"the day {node.direction} {unparse(node.moment)}"
        case n.Shifted():
            return f"{_amount(node.amount)} {node.direction} {unparse(node.moment)}"
        case n.Clock():
            return f"{node.time} on {unparse(node.moment)}"
        case never:
            assert_never(never)


# ---- amounts ---------------------------------------------------------------------------------------------------


def _amount(node: n.Amount) -> str:
    match node:
        case n.Path():
            return str(node)
        case n.Measure():
            return _number(node.number) + (f" {_unit(node)}" if node.unit else "")
        case n.ShareOf():
            of = f" of {_atom(node.of)}" if node.of else ""
            return f"{node.share.numerator}/{node.share.denominator}{of}"
        case n.NumberOf():
            return f"number of {_plain(node.noun)}"
        case n.TotalOf():
            return f"total {node.field} of {_plain(node.noun)}"
        case n.Sum():
            return f"{_amount(node.left)} {node.sign} {_atom(node.right)}"
        case never:
            assert_never(never)


def _atom(node: n.Amount) -> str:
    return f"({_amount(node)})" if isinstance(node, n.Sum) else _amount(node)


def _unit(node: n.Measure) -> str:
    return f"{node.unit}s" if node.unit in TIME_UNITS and node.number != 1 else str(node.unit)


def _number(number: Fraction) -> str:
    scaled = number * 10**DECIMALS
    if scaled.denominator != 1 or scaled < 0:
        raise ValueError(f"{number} has no decimal writing of {DECIMALS} places")
    whole, rest = divmod(scaled.numerator, 10**DECIMALS)
    return f"{whole}.{rest:0{DECIMALS}d}".rstrip("0") if rest else str(whole)
