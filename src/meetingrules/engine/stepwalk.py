"""The acts that a rule asks for, read off its checked condition: each with what it hangs on. No facts are looked at."""

from collections.abc import Iterable, Iterator

from attrs import evolve, field, frozen

from meetingrules.lang import tree as t
from meetingrules.rulebook.model import Rule


@frozen
class Binder:
    """A variable of a condition and what it stands for."""

    var: str
    value: t.Value
    each: bool
    """Whether there is a step for each thing of the value; else one, for whichever thing it is."""


@frozen
class Guard:
    """A condition on which a step hangs."""

    condition: t.Condition
    wanted: bool
    """Whether it must hold; else it makes the step needless."""
    depth: int
    """How many of the step's variables it may speak of."""
    choice: bool = False
    """Whether it is only that another of several ways was taken."""


@frozen
class Leaf:
    """One act that a rule asks for."""

    of: t.Value
    """What it is done to."""
    act: t.Get
    """The act itself."""
    roles: tuple[tuple[str, t.Value], ...]
    timing: tuple[t.Timing, ...]
    prove: t.Condition
    """What must hold for it to count as done."""
    binders: tuple[Binder, ...] = ()
    guards: tuple[Guard, ...] = ()
    proved_at: int = 0
    """How many of the variables *prove* speaks of; it binds the rest itself."""
    order: tuple[tuple[int, int], ...] = ()
    """The chains that it stands in, each with its place there."""
    choice: str = ""
    """The alternatives that it is one of."""
    label: str = ""
    """The citation of its step or entry."""
    number: int = 0
    """Its place in the rule, from 1."""


@frozen
class _Way:
    """The way down to a leaf."""

    binders: tuple[Binder, ...] = ()
    guards: tuple[Guard, ...] = ()
    order: tuple[tuple[int, int], ...] = ()
    choice: str = ""
    label: str = ""
    whole: tuple[t.Condition, int] | None = None
    """What must be proved instead of the leaf: a count over several."""

    def under(self, condition: t.Condition, *, wanted: bool = True) -> "_Way":
        """With one more condition."""
        return evolve(self, guards=(*self.guards, Guard(condition, wanted, len(self.binders))))


@frozen
class Walker:
    """Walks down the condition of one rule."""

    definitions: t.Definitions
    count: list[int] = field(factory=lambda: [0], eq=False)
    """How many chains and choices there are so far."""

    def leaves(self, rule: Rule) -> tuple[Leaf, ...]:
        """The acts that a rule asks for, in the order of its sentence."""
        if rule.stage == "period" or (rule.force in {"must_not", "may"} and rule.only_if is None):
            return ()
        way = _Way()
        if rule.subject is not None and rule.subject.where is not None:
            way = way.under(rule.subject.where)
        for condition in (rule.when, rule.once):
            way = way.under(condition) if condition is not None else way
        if rule.only_if is not None:
            way = way.under(rule.condition, wanted=rule.force != "must_not")
        found = merged(self.walk(rule.only_if or rule.condition, way))
        return tuple(evolve(leaf, number=number) for number, leaf in enumerate(found, 1))

    def next(self) -> int:
        """A number for a chain or a choice."""
        self.count[0] += 1
        return self.count[0]

    def walk(self, node: t.Condition, way: _Way) -> Iterator[Leaf]:
        """The acts below a condition that must hold."""
        match node:
            case t.Done(of, act, roles, timing):
                yield leaf(of, t.Get(of, act, act.type), roles, timing, node, way)
            case t.Timed(t.Get(of, act, kind) as get, timing) if kind.base == "act" and act.name:
                yield leaf(of, get, (), timing, node, way)
            case t.And(parts) | t.Listed("all of", parts):
                for part in parts:
                    yield from self.entry(part, way)
            case t.Or(parts) | t.Listed("any of", parts):
                yield from self.either(node, tuple(parts), way)
            case t.Implies(left, right):
                yield from self.walk(right, way.under(left))
            case t.IfAny(of, body):
                yield from self.walk(body, way.under(t.Nothing(of, node.says), wanted=False))
            case t.Order(steps):
                chain = self.next()
                for place, step in enumerate(steps):
                    on = evolve(way, order=(*way.order, (chain, place)), label=step.label or way.label)
                    yield from self.walk(step.condition, on.under(step.when) if step.when is not None else on)
            case t.Quantified(bound=bound, var=var, group=group, body=body) if bound != "no":
                each = bound == "every"
                whole = way.whole if each or way.whole else (node, len(way.binders))
                inner = evolve(way, binders=(*way.binders, Binder(var, group, each)), whole=whole)
                yield from self.walk(body, inner)
            case t.Is(of, adjective):
                var, other, body = self.definitions.adjectives[adjective]
                binders = (*way.binders, Binder(var, of, each=False))
                if node.object is not None and other is not None:
                    binders = (*binders, Binder(other, node.object, each=False))
                yield from self.walk(body, evolve(way, binders=binders))

    def entry(self, part: "t.Condition | t.Entry", way: _Way) -> Iterator[Leaf]:
        """A part of a list, with its citation if it has one."""
        if isinstance(part, t.Entry):
            return self.walk(part.condition, evolve(way, label=part.label if part.label[:1].isdigit() else way.label))
        return self.walk(part, way)

    def either(self, node: t.Condition, parts: "tuple[t.Condition | t.Entry, ...]", way: _Way) -> Iterator[Leaf]:
        """Alternatives: what is no act makes the acts needless; of several with acts one is enough."""
        inner = [part.condition if isinstance(part, t.Entry) else part for part in parts]
        acting = [part for part, condition in zip(parts, inner, strict=True) if self.acts(condition)]
        for condition in inner:
            if not self.acts(condition):
                way = way.under(condition, wanted=False)
        if len(acting) > 1:
            dones = [part for part in inner if isinstance(part, t.Done)]
            if len(dones) == len(inner) and all(_same_act(dones[0], done) for done in dones):
                yield self.by_one_of(node, dones, way)
                return
            way = evolve(way, choice=way.choice or str(self.next()))
            taken = Guard(node, wanted=False, depth=len(way.binders), choice=True)
            way = evolve(way, guards=(*way.guards, taken))  # whichever was done, the others are needless
        for part in acting:
            yield from self.entry(part, way)

    def by_one_of(self, node: t.Condition, dones: list[t.Done], way: _Way) -> Leaf:
        """One act that any of several may do."""
        roles = _each_once(role for done in dones for role in done.roles)
        first = dones[0]
        return leaf(first.of, t.Get(first.of, first.field, first.field.type), roles, first.timing, node, way)

    def acts(self, node: object) -> bool:
        """Whether a condition asks for an act, here or in what its words are defined by."""
        return next(self.walk(node, _Way()), None) is not None  # type: ignore[arg-type]


def leaf(
    of: t.Value, act: t.Get, roles: tuple[tuple[str, t.Value], ...], timing: tuple[t.Timing, ...], node: t.Condition, way: _Way
) -> Leaf:  # fmt: skip
    """One act at the end of a way."""
    prove, proved_at = way.whole or (node, len(way.binders))
    return Leaf(of, act, roles, timing, prove, way.binders, way.guards, proved_at, way.order, way.choice, way.label)


def merged(leaves: Iterator[Leaf]) -> list[Leaf]:
    """Acts that differ only in what comes with them as one: with reasons, with materials."""
    found = list[Leaf]()
    for one in leaves:
        before = found[-1] if found else None
        if before is not None and _alike(before, one):
            roles = _each_once((*before.roles, *one.roles))
            found[-1] = evolve(before, roles=roles, prove=t.And((before.prove, one.prove)))
        else:
            found.append(one)
    return found


def _alike(a: Leaf, b: Leaf) -> bool:
    same = (a.of, a.act, a.timing, a.binders, a.guards, a.order, a.choice) == (
        b.of, b.act, b.timing, b.binders, b.guards, b.order, b.choice)  # fmt: skip
    others = [tuple(role for role in leaf.roles if role[0] != "with") for leaf in (a, b)]
    return same and others[0] == others[1] and a.roles != b.roles


def _same_act(a: t.Done, b: t.Done) -> bool:
    return (a.of, a.field.name, a.timing) == (b.of, b.field.name, b.timing)


def _each_once(roles: Iterable[tuple[str, t.Value]]) -> tuple[tuple[str, t.Value], ...]:
    """Roles without those that were there already; what they name cannot be hashed."""
    found = list[tuple[str, t.Value]]()
    for role in roles:
        if role not in found:
            found.append(role)
    return tuple(found)
