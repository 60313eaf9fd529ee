"""Trees that differ from a tree in one place: what a careless reader, or a careless sentence, takes for the same."""

from fractions import Fraction

from attrs import evolve, fields, has

from meetingrules.lang import tree as t

BOUNDS = ("at least", "at most", "more than", "fewer than", "exactly")
RELATIONS = ("before", "after", "no later than", "no earlier than", "on")
LIMITS = (*BOUNDS, "within")


def neighbours(node):
    """All trees that differ from this one in one place."""
    yield from here(node)
    if not (has(type(node)) and type(node).__module__ == t.__name__):
        return
    for attribute in fields(type(node)):
        if attribute.name in {"says", "field", "label", "type", "weight", "question"}:
            continue
        inside = getattr(node, attribute.name)
        if isinstance(inside, tuple):
            for i, one in enumerate(inside):
                if isinstance(one, tuple):  # a role: its preposition and its value
                    yield from (put(node, attribute.name, inside, i, (one[0], n)) for n in neighbours(one[1]))
                else:
                    yield from (put(node, attribute.name, inside, i, n) for n in neighbours(one))
        else:
            yield from (evolve(node, **{attribute.name: n}) for n in neighbours(inside))


def put(node, name, inside, i, one):
    """The node with another part."""
    return evolve(node, **{name: (*inside[:i], one, *inside[i + 1 :])})


def here(node):
    """What differs at the top."""
    match node:
        case t.And(parts) | t.Or(parts):
            yield t.Or(parts) if isinstance(node, t.And) else t.And(parts)
            yield t.Implies(parts[0], parts[1]) if len(parts) == 2 else type(node)(parts[1:])
            if len(parts) > 2:
                yield type(node)((type(node)(parts[:2]), *parts[2:]))
                yield type(node)((parts[0], type(node)(parts[1:])))
            yield t.Not(node)
        case t.Implies(left, right):
            yield t.Implies(right, left)
            yield t.Or((left, right))
        case t.Not(part):
            yield part
        case t.Flag() | t.Done() | t.Relates() | t.Is() | t.In() | t.Same() | t.Compare() | t.Nothing() | t.Has():
            yield t.Not(node)
        case t.Quantified(bound="every" | "some" | "no" as bound, body=body):
            yield from (evolve(node, bound=other) for other in ("every", "some", "no") if other != bound)
            yield t.Not(node)
            yield evolve(node, body=t.Not(body))
        case t.Quantified(bound=bound) if bound in BOUNDS:
            yield from (evolve(node, bound=other) for other in BOUNDS if other != bound)
            yield t.Not(node)
        case t.IfAny(_, body):
            yield body
        case t.Listed(how, entries):
            yield evolve(node, how="all of" if how == "any of" else "any of")
            yield t.Not(node)
            if len(entries) > 1:
                yield evolve(node, entries=entries[::-1])
        case t.Order(steps):
            yield evolve(node, steps=steps[::-1])
            yield t.Listed("all of", tuple(t.Entry(s.label, s.condition) for s in steps))
    yield from smaller(node)


def smaller(node):
    """What differs at the top of a value or a time phrase, or in how many there are."""
    match node:
        case t.Compare(bound=bound):
            yield from (evolve(node, bound=other) for other in BOUNDS if other != bound)
        case t.Limit(bound=bound, direction=direction, low=low) if bound != "between":
            yield from (evolve(node, bound=other) for other in LIMITS if other != bound)
            yield evolve(node, direction="after" if direction == "before" else "before")
            yield t.At(direction, node.moment)
            assert low is not None
        case t.Limit(direction=direction):
            yield evolve(node, direction="after" if direction == "before" else "before")
        case t.At(relation=relation, moment=moment):
            yield from (evolve(node, relation=other) for other in RELATIONS if other != relation)
            if relation != "on" and not isinstance(moment, t.DayOf):
                yield evolve(node, moment=t.DayOf(moment))
        case t.Shifted(amount, unit, _):
            yield evolve(node, amount=-amount)
            yield evolve(node, unit="week" if unit == "day" else "day")
        case t.Clock(minute=minute):
            yield evolve(node, minute=(minute + 1) % 60)
        case t.Number(value, type_, parameter):
            yield from [t.Number(value, type_)] if parameter is not None else []
            yield t.Number(value / 2 if value < 1 else value + Fraction(1), type_)
        case t.Done(roles=roles, timing=timing):
            yield from (evolve(node, roles=roles[:i] + roles[i + 1 :]) for i in range(len(roles)))
            yield from (evolve(node, timing=timing[:i] + timing[i + 1 :]) for i in range(len(timing)))
        case t.Sum(left, sign, right, type_):
            yield t.Sum(left, "-" if sign == "+" else "+", right, type_)
            yield t.Sum(right, sign, left, type_)
        case t.ShareOf(share, of, type_):
            yield of
            yield t.ShareOf(share / 2, of, type_)
        case t.Filter(group=group):
            yield group
        case t.Union(parts, type_):
            yield from (part for part in parts if isinstance(part, t.SetOf | t.Holders))
            if type_.of == "person":
                yield t.SetOf("persons", type_)
