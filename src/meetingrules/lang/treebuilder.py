"""The tree of a condition, built bottom-up while the parser reduces: no intermediate tree, no recursion."""

# ruff: noqa: D102 - a method means what the rule of the grammar says that it is named after

import re
from fractions import Fraction
from typing import Any

from attrs import evolve, field, frozen, has

from meetingrules.lang import nodes as n
from meetingrules.lang.conditionerrors import number_error

LARGEST = 10**15
DECIMALS = 9
PUNCTUATION = frozenset({"LPAR", "RPAR", "COMMA", "DOT"})


@frozen
class _Determiner:
    """``every``, ``at least 2``, ``at least 1/2 of``."""

    quantity: str | n.Range
    portion: bool
    span: n.Span = field(eq=False)


def _span(children: list[Any]) -> n.Span:
    first, last = children[0], children[-1]
    return (
        first.span[0] if has(type(first)) else first.start_pos,
        last.span[1] if has(type(last)) else last.end_pos,
    )


def _kids(children: list[Any]) -> list[Any]:
    """The children that mean something; the others only hold the span."""
    return [c for c in children if has(type(c)) or not (c.type.startswith("_") or c.type in PUNCTUATION)]


def _words(token: str) -> str:
    """A keyword of several words with one space between two; *less* is *fewer*."""
    return re.sub(r"\s+", " ", token).replace("less than", "fewer than")


def _unit(token: Any) -> str:
    return _words(token).removesuffix("s") if token.type == "UNIT" else str(token)


def _number(token: Any) -> Fraction:
    """The value of NUMBER or FRACTION.

    :raises ConditionError: beyond 10**15, finer than nine decimals, or over zero
    """
    text, span = str(token), (token.start_pos, token.end_pos)
    share = text.endswith("%")
    parts = text.removesuffix("%").split("/")
    if any(len(p.partition(".")[0].lstrip("0")) > 16 or Fraction(p) > LARGEST for p in parts):
        raise number_error("number-too-large", span)
    if any(len(p.partition(".")[2]) > DECIMALS for p in parts):
        raise number_error("number-too-fine", span)
    if len(parts) == 2 and int(parts[1]) == 0:
        raise number_error("zero-denominator", span)
    value = Fraction(parts[0]) / (int(parts[1]) if len(parts) == 2 else 1)
    return value / 100 if share else value


def _share(part: Any) -> n.ShareOf | n.Measure | n.Path:
    if isinstance(part, n.Path):
        return part
    if part.type == "FRACTION":
        return n.ShareOf(_number(part), None, _span([part]))
    return n.Measure(_number(part), None, _span([part]))


def _noun(head: Any) -> n.Noun:
    return head if isinstance(head, n.Noun) else n.Noun(head, span=head.span)


def _link(part: Any) -> n.Link:
    return part if isinstance(part, n.Link) else n.Link(part, span=part.span)


class TreeBuilder:
    """One method a rule of the grammar: what its children mean together. Lark calls them by name."""

    def condition(self, c: list[Any]) -> Any:
        return _kids(c)[0]

    amount = condition

    def subject(self, c: list[Any]) -> n.Each:
        noun, *where = _kids(c)
        return n.Each(noun, where[0] if where else None, _span(c))

    def step(self, c: list[Any]) -> n.Chain:
        nothing = n.Being(None, False, n.Complement(None))  # only on the way out of the parser
        return n.Chain(nothing, tuple(map(_link, _kids(c))), _span(c))

    def term(self, c: list[Any]) -> n.Term:
        noun, _, adjective, *role = map(str, _kids(c))
        preposition, thing = role or (None, None)
        return n.Term(noun, adjective, preposition, thing, _span(c))

    # logic

    def implies(self, c: list[Any]) -> n.Implies:
        left, right = _kids(c)
        return n.Implies(left, right, _span(c))

    def conj(self, c: list[Any]) -> n.And:
        return n.And(tuple(_kids(c)), _span(c))

    def disj(self, c: list[Any]) -> n.Or:
        return n.Or(tuple(_kids(c)), _span(c))

    def negated(self, c: list[Any]) -> n.Not:
        return n.Not(_kids(c)[1], _span(c))

    def chain(self, c: list[Any]) -> n.Chain:
        first, *links = _kids(c)
        return n.Chain(first, tuple(map(_link, links)), _span(c))

    def conditional(self, c: list[Any]) -> n.Link:
        complement, when = _kids(c)
        return n.Link(complement, when, _span(c))

    # a sentence

    def says(self, c: list[Any]) -> Any:
        subject, predicate = _kids(c)
        return evolve(predicate, subject=subject, span=_span(c))

    def being(self, c: list[Any]) -> n.Being:
        _, *negated, complement = _kids(c)
        return n.Being(None, bool(negated), complement, _span(c))

    def compared(self, c: list[Any]) -> n.Compared:
        _, *negated, bound, amount = _kids(c)
        return n.Compared(None, bool(negated), _words(bound), amount, _span(c))

    def absent(self, c: list[Any]) -> n.Absent:
        return n.Absent(None, len(_kids(c)) == 2, _span(c))

    def one_of(self, c: list[Any]) -> n.OneOf:
        _, *negated, choice = _kids(c)
        return n.OneOf(None, bool(negated), choice, _span(c))

    def includes(self, c: list[Any]) -> n.Includes:
        return n.Includes(None, _kids(c)[0], _span(c))

    def complement(self, c: list[Any]) -> n.Complement:
        kids = _kids(c)
        word = kids.pop(0) if isinstance(kids[0], n.Path) else None
        return n.Complement(word, tuple(kids), _span(c))

    def role(self, c: list[Any]) -> n.Role:
        preposition, thing = _kids(c)
        return n.Role(str(preposition), thing, _span(c))

    def quantified_object(self, c: list[Any]) -> n.Quantified:
        determiner, head = _kids(c)
        return n.Quantified(determiner.quantity, _noun(head), determiner.portion, None, _span(c))

    def party(self, c: list[Any]) -> n.Party:
        path, *if_any = _kids(c)
        return n.Party(path, bool(if_any), _span(c))

    # nouns and counting

    def quantified(self, c: list[Any]) -> n.Quantified:
        determiner, noun, *weight = _kids(c)
        return n.Quantified(determiner.quantity, noun, determiner.portion, str(weight[0]) if weight else None, _span(c))

    def every(self, c: list[Any]) -> _Determiner:
        return _Determiner(str(c[0]), False, _span(c))

    def count(self, c: list[Any]) -> _Determiner:
        return self.ranging(c, c, False)

    def portion(self, c: list[Any]) -> _Determiner:
        return self.ranging(c, c[:-1], True)

    def ranging(self, c: list[Any], words: list[Any], portion: bool) -> _Determiner:
        kids, span = _kids(words), _span(words)
        if len(kids) == 2 and c[0].type == "BOUND":
            counted = n.Range(_words(kids[0]), _share(kids[1]), None, span)
        else:
            counted = n.Range("between", _share(kids[0]), _share(kids[1]), span)
        return _Determiner(counted, portion, _span(c))

    def noun(self, c: list[Any]) -> n.Noun:
        head, *narrowed = _kids(c)
        if not narrowed:
            return _noun(head)
        key = "having" if isinstance(narrowed[0], n.Complement) else "who"
        return evolve(_noun(head), **{key: narrowed[0]}, span=_span(c))

    plain = noun

    def having(self, c: list[Any]) -> n.Complement:
        word, *phrases = _kids(c)
        return n.Complement(n.Path((str(word),), _span([word])), tuple(phrases), _span(c))

    bare = having

    def who(self, c: list[Any]) -> Any:
        return _kids(c)[1]

    def part_of(self, c: list[Any]) -> n.Noun:
        path, head = _kids(c)
        return n.Noun(path, _noun(head), span=_span(c))

    def listed(self, c: list[Any]) -> n.Choice:
        word, names = _kids(c)
        return n.Choice(_words(word), tuple(n.Party(p, span=p.span) for p in names.paths), _span(c))

    def both(self, c: list[Any]) -> n.Choice:
        return n.Choice("both", tuple(_kids(c)), _span(c))

    def either(self, c: list[Any]) -> n.Choice:
        return n.Choice("either", tuple(_kids(c)), _span(c))

    def names(self, c: list[Any]) -> n.Several:
        return n.Several(tuple(_kids(c)), _span(c))

    # time

    def limit(self, c: list[Any]) -> n.Limit:
        bound, amount, direction, moment = _kids(c)
        return n.Limit(_words(bound), amount, str(direction), moment, _span(c))

    def within(self, c: list[Any]) -> n.Within:
        amount, direction, moment = _kids(c)
        return n.Within(amount, str(direction), moment, _span(c))

    def window(self, c: list[Any]) -> n.Window:
        low, high, unit, direction, moment = _kids(c)
        return n.Window(_number(low), _number(high), _unit(unit), str(direction), moment, _span(c))

    def at(self, c: list[Any]) -> n.At:
        relation, moment = _kids(c)
        return n.At(_words(relation), moment, _span(c))

    def day_of(self, c: list[Any]) -> n.DayOf:
        return n.DayOf(_kids(c)[0], _span(c))

    def next_day(self, c: list[Any]) -> n.NextDay:
        direction, moment = _kids(c)
        return n.NextDay(str(direction), moment, _span(c))

    def shifted(self, c: list[Any]) -> n.Shifted:
        number, unit, direction, moment = _kids(c)
        amount = n.Measure(_number(number), _unit(unit), _span([number, unit]))
        return n.Shifted(amount, str(direction), moment, _span(c))

    def clock(self, c: list[Any]) -> n.Clock:
        time, _, moment = _kids(c)
        return n.Clock(str(time), moment, _span(c))

    # amounts

    def plus(self, c: list[Any]) -> n.Sum:
        left, sign, right = _kids(c)
        return n.Sum(left, str(sign), right, _span(c))

    def measure(self, c: list[Any]) -> n.Measure:
        number, *unit = c
        return n.Measure(_number(number), _unit(unit[0]) if unit else None, _span(c))

    def share_of(self, c: list[Any]) -> n.ShareOf:
        share, *of = _kids(c)
        return n.ShareOf(_number(share), of[0] if of else None, _span(c))

    def number_of(self, c: list[Any]) -> n.NumberOf:
        return n.NumberOf(_kids(c)[0], _span(c))

    def total_of(self, c: list[Any]) -> n.TotalOf:
        field_name, noun = _kids(c)
        return n.TotalOf(str(field_name), noun, _span(c))

    def path(self, c: list[Any]) -> n.Path:
        return n.Path(tuple(map(str, _kids(c))), _span(c))
