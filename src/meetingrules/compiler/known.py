"""What compiled rules ask at run time: facts that are known, as plain values. Whatever is not known raises ``Open``."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from meetingrules.compiler.clock import Open, day_of, in_order
from meetingrules.lang.facts import NONE, Acts, Days, Everyone, Facts, Group, None_, Record, Thing
from meetingrules.lang.steps import Steps
from meetingrules.lang.words import Field

Sure = dict[Any, None]
"""A set whose members are sure, in their order; nobody changes one."""
EMPTY: Sure = {}
PLAIN = frozenset({bool, str, int, date, datetime, Thing, Acts, None_})
YEAR = 366
FIRST, LAST = date(1949, 10, 1).toordinal(), date(2100, 12, 31).toordinal()
EVER: Days = (date.fromordinal(FIRST), date.fromordinal(LAST))


def sure(value: Any) -> Any:
    """A value of the facts as a plain one.

    :raises Open: when it is not known exactly
    """
    kind = type(value)
    if kind in PLAIN:
        return value
    if kind is Fraction:
        return value.numerator if value.denominator == 1 else value
    if kind is Group and not value.gaps:
        for _, proof in value.entries:
            if proof is not None:
                raise Open
        return dict.fromkeys([entry for entry, _ in value.entries])
    raise Open


def as_set(value: Any) -> Sure:
    """One thing is a set of one, none the empty one."""
    if value.__class__ is dict:
        return value
    return EMPTY if value is NONE else {value: None}


def inside(value: Any, group: Any) -> bool:
    """Whether a value, or one of several, is in a set; none is in no set."""
    among = as_set(group)
    if value.__class__ is dict:
        return any(one in among for one in value)
    return value is not NONE and value in among


def same(left: Any, right: Any) -> bool:
    """Two values are one; with none, they are not."""
    return inside(left, right) if right.__class__ is dict else left is not NONE and left == right


def nothing(value: Any, act: bool) -> bool:
    """Known not to exist.

    :raises Open: of an act that is recorded as none: it may still come
    """
    if value.__class__ is dict:
        return not value
    if value is NONE and act:
        raise Open
    return value is NONE


class Row(dict[str, Any]):
    """The fields of one thing, read when they are first asked for."""

    __slots__ = ("known", "on", "said", "thing")

    def __init__(self, thing: Thing, known: "Known", on: Days | None) -> None:
        self.thing, self.known, self.on = thing, known, on
        self.said = known.facts.said(thing)

    def __missing__(self, key: str) -> Any:
        field = self.known.fields[key]
        found = self.said.get(field.name)
        value = self[key] = sure(found if found is not None else self.known.facts.read(self.thing, field, self.on))
        return value


class Known:
    """The facts of one meeting, as of the days by which offices are judged."""

    __slots__ = ("at", "base", "facts", "fields", "memo", "on", "rows", "start", "steps")

    def __init__(self, facts: Facts, fields: dict[str, Field], on: Days | None, start: Any, steps: Steps) -> None:
        self.facts, self.fields, self.on, self.start, self.steps = facts, fields, on, start, steps
        self.base, self.memo = self, dict[Any, Any]()
        self.rows, self.at = dict[Thing, Row](), dict[Any, Known]()

    def starting(self, start: Any) -> "Known":
        """The same facts where acts of a chain count up to another moment."""
        other = Known(self.facts, self.fields, self.on, start, self.steps)
        other.rows = self.rows
        return other

    def looked(self, group: Sure) -> Sure:
        """A set that is looked through, thing by thing.

        :raises InvalidText: ``too-many-steps``
        """
        self.steps.take(len(group))
        return group

    def row(self, thing: Thing) -> Row:
        """The fields of a thing."""
        found = self.rows.get(thing)
        if found is None:
            found = self.rows[thing] = Row(thing, self, self.on)
        return found

    def get(self, of: Any, key: str) -> Any:
        """A field of a thing, or of each of several; none passes through."""
        if of.__class__ is Thing:
            return self.row(of)[key]
        return self.gathered(of, lambda thing: self.row(thing)[key]) if of.__class__ is dict else of

    def of_each(self, of: Any, ask: Callable[["Known", Thing], Any]) -> Any:
        """What is defined of a thing, or of each of several; none passes through."""
        if of.__class__ is Thing:
            return ask(self, of)
        return self.gathered(of, lambda thing: ask(self, thing)) if of.__class__ is dict else of

    def gathered(self, things: Iterable[Any], ask: Callable[[Thing], Any]) -> Sure:
        """The values of several things as one set."""
        return dict.fromkeys(one for thing in things if thing.__class__ is Thing for one in as_set(ask(thing)))

    def single(self, kind: str) -> Any:
        """The one thing of a kind, or none."""
        key = ("single", kind)
        found = self.base.memo.get(key)
        if found is None:
            found = self.base.memo[key] = sure(self.facts.single(kind))
        return found

    def parameter(self, name: str) -> Any:
        """A parameter, on the day of the meeting."""
        key = ("parameter", name)
        found = self.base.memo.get(key)
        if found is None:
            found = self.base.memo[key] = sure(self.facts.parameter(name))
        return found

    def holders(self, office: str) -> Sure:
        """Those who hold an office."""
        key = ("office", office)
        found = self.memo.get(key)
        if found is None:
            found = self.memo[key] = sure(self.facts.holders(office, self.on or EVER))
        return found  # type: ignore[no-any-return]

    def relates(self, person: Any, relation: str, unit: Any) -> bool:
        """A relation of the roster; none stands in none."""
        if person is NONE or unit is NONE:
            return False
        key = (relation, person, unit)
        found = self.memo.get(key)
        if found is None:
            found = self.memo[key] = sure(self.facts.relates(person, relation, unit, self.on or EVER))
        return found  # type: ignore[no-any-return]

    def own_set(self, name: str, defined: Callable[["Known"], Any] | None) -> Any:
        """A set as the file states it, as the rulebook defines it, or one of the engine's own."""
        key = ("set", name)
        found = self.memo.get(key)
        if found is None:
            stated = self.facts.stated_set(name)
            found = sure(stated) if stated is not None else defined(self) if defined else sure(self.facts.group(name))
            self.memo[key] = found
        return found

    def derived(self, thing: Thing, field: str, key: str, one: bool, body: Callable[["Known", Thing], Any]) -> Any:
        """A field that the rulebook defines: what the file states, else what the definition gives."""
        question = (key, thing)
        found = self.memo.get(question)
        if found is None:
            stated = self.facts.stated(thing, field)
            if stated is not None:
                found = sure(stated)
            else:
                found = as_set(body(self, thing))
                if one:
                    if len(found) > 1:
                        raise Open
                    found = next(iter(found)) if found else NONE
            self.memo[question] = found
        return found

    def flag(self, of: Any, key: str, single: bool) -> bool:
        """A yes or no; of what is none, no.

        :param single: of that of which there is one in a meeting: where it is none, whether it is needed is not told by that
        """
        if of.__class__ is Thing:
            return self.base.row(of)[key] is True
        if single and of is NONE:
            raise Open
        return False

    def derived_flag(self, of: Any, key: str, single: bool) -> bool:
        """A flag that the engine works out.

        :raises Open: of what is not so far, and may still come
        """
        if self.flag(of, key, single):
            return True
        if of.__class__ is Thing and self.facts.may_come(of, self.fields[key]):
            raise Open
        return False

    def asked(self, defined: Callable[..., bool], *things: Any) -> bool:
        """An adjective of a thing, asked once; of what is none, no."""
        for thing in things:
            if thing.__class__ is not Thing:
                return False
        question = (defined, *things)
        found = self.memo.get(question)
        if found is None:
            found = self.memo[question] = defined(self, *things)
        return found

    def once(self, question: Callable[["Known"], Any]) -> Any:
        """What hangs on no variable, asked once."""
        found = self.memo.get(question)
        if found is None:
            found = self.memo[question] = question(self)
        return found

    def at_item(self, person: Any, key: str, preposition: str, item: Any) -> bool:
        """A flag of a person at an item."""
        if person.__class__ is not Thing or item.__class__ is not Thing:
            return False
        question = (key, person, preposition, item)
        found = self.base.memo.get(question)
        if found is None:
            found = sure(self.facts.at_item(person, self.fields[key], preposition, item))
            self.base.memo[question] = found
        return found is True

    # ---- acts --------------------------------------------------------------------------------------------------------

    def days(self, record: Record) -> "Known":
        """The facts as of the day of an act; of one without a day, as of the year around the meeting."""
        at = record.at
        found = self.at.get(at)
        if found is None:
            if at is not None:
                day = day_of(at, self.facts.zone)
                on: Days | None = (day, day)
            elif self.on is not None:
                first, last = (
                    min(max(d.toordinal() + s, FIRST), LAST) for d, s in zip(self.on, (-YEAR, YEAR), strict=True)
                )
                on = date.fromordinal(first), date.fromordinal(last)
            else:
                on = None
            found = Known(self.facts, self.fields, on, self.start, self.steps)
            found.base = self.base
            self.at[at] = found
        return found

    def records(self, thing: Thing, key: str, last: bool) -> tuple[Record, ...]:
        """The records of an act that count.

        :raises Open: when there is none, there may be more, or the meeting's hour would tell which
        """
        acts = self.base.row(thing)[key]
        if acts.__class__ is not Acts or not acts.records or not acts.complete:
            raise Open
        if len(acts.records) == 1:
            return acts.records
        question = ("standing", thing, key)
        found = self.memo.get(question)
        if found is None:
            found = self.memo[question] = self.standing(acts.records, last)
        return found

    def standing(self, records: tuple[Record, ...], last: bool) -> tuple[Record, ...]:
        """Of one person about the same the last; of a chain, the last before the meeting."""
        start, zone = self.start, self.facts.zone
        if all(r.at is not None for r in records):
            records = tuple(sorted(records, key=lambda r: in_order(r.at)))
        if start is not None:
            if not isinstance(start, datetime) and any(
                isinstance(r.at, datetime) and day_of(r.at, zone) == start for r in records
            ):
                raise Open
            early = tuple(r for r in records if r.at is None or may_precede(r.at, start, zone))
            records = early or records
        kept = list[Record]()
        for record in records:
            by, about = record.roles.get("by"), {p: o for p, o in record.roles.items() if p != "by"}
            for other in list(kept) if by else []:
                same = other.roles.get("by") == by and {p: o for p, o in other.roles.items() if p != "by"} == about
                if same and (other.refused or record.refused or (last and start is not None)):
                    kept.remove(other)
            kept.append(record)
        return tuple(kept)

    def role(self, given: Any, asked: Any) -> bool:
        """Whether one role of a record is among those that the sentence names.

        :raises Open: when the record does not say
        """
        if given is None:
            raise Open
        among = as_set(asked)
        for one in given:
            if one.__class__ is Everyone:
                if any(who in among for who in as_set(self.everyone(one.set))):
                    return True
            elif one in among:
                return True
        return False

    def everyone(self, name: str) -> Any:
        """The set that *everyone* in a record stands for."""
        return self.base.memo["everyone"](self, name)

    def when_done(self, acts: Any, last: bool) -> Any:
        """When an act was done, or what a date field says; None when it is known not to be."""
        if acts.__class__ is not Acts:
            return None if acts is NONE else acts
        times = list[Any]()
        for record in acts.records:
            if not record.refused:
                if record.at is None:
                    raise Open
                times.append(record.at)
        if not times:
            return None
        if not acts.complete:
            raise Open
        return (max if last else min)(times, key=in_order)


def stands(record: Record, known: Known) -> bool:
    """Whether a standing act still holds on the days in question."""
    return record.until is None or known.on is None or record.until >= known.on[1]


def dated(record: Record) -> Any:
    """When an act was done.

    :raises Open: when the record does not say
    """
    if record.at is None:
        raise Open
    return record.at


def may_precede(at: Any, start: Any, zone: Any) -> bool:
    """Whether an act may lie before the start of a meeting: its day alone does not tell."""
    if isinstance(at, datetime) and isinstance(start, datetime):
        return at < start
    return day_of(at, zone) <= day_of(start, zone)
