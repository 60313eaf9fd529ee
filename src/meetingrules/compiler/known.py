"""What compiled rules ask at run time: facts that are known, as plain values. Whatever is not known raises ``Open``.

A thing is a ``Row`` here, an act its ``Deeds``.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any

from attrs import frozen

from meetingrules.base.limits import FIRST_DAY, LAST_DAY
from meetingrules.compiler.clock import Open, day_of, in_order
from meetingrules.compiler.rows import OF_DAYS, PLAIN, Deed, Deeds, Memo, Row, Sure, as_set
from meetingrules.compiler.standing import standing
from meetingrules.lang.facts import NONE, Acts, Days, Everyone, Facts, Group, Thing
from meetingrules.lang.steps import Steps
from meetingrules.lang.words import Field

YEAR = 366
FIRST, LAST = FIRST_DAY.toordinal(), LAST_DAY.toordinal()
EVER: Days = (FIRST_DAY, LAST_DAY)


@frozen
class Asks:
    """All that a program may ask of a meeting."""

    fields: Mapping[str, Field]
    """By ``kind.name``."""
    sets: Mapping[str, Callable[["Known"], Any]]
    """The sets that the rulebook defines."""
    alike: bool
    """Whether all days between two changes of the roster are alike: no role that is asked for hangs on acts, which hold for a time."""

    @cached_property
    def keys(self) -> Mapping[str, Mapping[str, str]]:
        """The fields of each kind of thing: name -> ``kind.name``."""
        found = dict[str, dict[str, str]]()
        for key, field in self.fields.items():
            found.setdefault(field.kind, {})[field.name] = key
        return found


class Known:
    """The facts of one meeting, as of the days by which offices are judged."""

    rows: Memo
    singles: Memo
    parameters: Memo
    __slots__ = ("asks", "at", "base", "eras", "facts", "memo", "offices", "on", "once", "parameters", "rows", "sets", "singles", "start", "steps")  # fmt: skip

    def __init__(
        self, facts: Facts, asks: Asks, on: Days | None, start: Any, steps: Steps, like: "Known | None" = None
    ) -> None:
        self.facts, self.asks, self.on, self.start, self.steps = facts, asks, on, start, steps
        self.base, self.memo, self.at = self, dict[Any, Any](), dict[Any, Known]()
        self.offices, self.sets = Memo(self.holders), Memo(self.set_called)
        self.once = Memo(lambda question: question(self))
        self.eras = dict[int, Known]()
        if like is not None:  # its things are the same
            self.rows, self.singles, self.parameters = like.rows, like.singles, like.parameters
            return
        self.rows = Memo(lambda thing: Row(thing, self))
        self.singles = Memo(lambda kind: self.sure(facts.single(kind)))
        self.parameters = Memo(lambda name: self.sure(facts.parameter(name)))

    def starting(self, start: Any) -> "Known":
        """The same facts where acts of a chain count up to another moment."""
        return Known(self.facts, self.asks, self.on, start, self.steps, self)

    def sure(self, value: Any) -> Any:
        """A value of the facts as a plain one.

        :param value: None where nothing tells
        :raises Open: when it is not known exactly
        """
        kind = value.__class__
        if kind in PLAIN:
            return value
        if kind is Thing:
            return self.rows[value]
        if kind is Acts:
            return Deeds(value, self.rows)
        if kind is Fraction:
            return value.numerator if value.denominator == 1 else value
        if kind is Group and not value.gaps:
            return self.sure_set(value)
        raise Open

    def sure_set(self, group: Group) -> Sure:
        """A set whose members are sure."""
        found, rows = Sure(), self.rows
        for entry, proof in group.entries:
            if proof is not None:
                raise Open
            found[rows[entry] if entry.__class__ is Thing else entry] = None
        return found

    def looked(self, group: Sure) -> Sure:
        """A set that is looked through, thing by thing.

        :raises InvalidText: ``too-many-steps``
        """
        self.steps.take(len(group))
        return group

    def get(self, of: Any, key: str) -> Any:
        """A field of a thing, or of each of several; none passes through."""
        if of.__class__ is Row:
            return self.field(of, key)
        return self.gathered(of, lambda thing: self.field(thing, key)) if of.__class__ is dict else of

    def field(self, row: Row, key: str) -> Any:
        """A field of one thing, as of these days."""
        if self is row.known or self.on == row.known.on or self.asks.fields[key].kind not in OF_DAYS:
            return row[key]
        found = self.memo.get((row, key))
        if found is None:
            field = self.asks.fields[key]
            stated = row.said.get(field.name)
            found = self.sure(stated if stated is not None else self.facts.known(row.thing, field, self.on))
            self.memo[row, key] = found
        return found

    def of_each(self, of: Any, ask: Callable[["Known", Row], Any]) -> Any:
        """What is defined of a thing, or of each of several; none passes through."""
        if of.__class__ is Row:
            return ask(self, of)
        return self.gathered(of, lambda thing: ask(self, thing)) if of.__class__ is dict else of

    def gathered(self, things: Iterable[Any], ask: Callable[[Row], Any]) -> Sure:
        """The values of several things as one set."""
        return dict.fromkeys(one for thing in things if thing.__class__ is Row for one in as_set(ask(thing)))

    def holders(self, office: str) -> Sure:
        """Those who hold an office.

        :raises Open: when there may be more, or some are not sure
        """
        group = self.facts.holders(office, self.on or EVER)
        known = self.base.memo.get(id(group))  # the roster has one group for all days between two changes
        if known is None:
            if group.gaps:
                raise Open
            known = self.base.memo[id(group)] = self.sure_set(group), group
        return known[0]

    def relates(self, person: Any, relation: str, unit: Any) -> bool:
        """A relation of the roster; none stands in none."""
        if person is NONE or unit is NONE:
            return False
        key = (relation, person, unit)
        found = self.memo.get(key)
        if found is None:
            found = self.sure(self.facts.relates(person.thing, relation, unit.thing, self.on or EVER))
            self.memo[key] = found
        return found  # type: ignore[no-any-return]

    def set_called(self, name: str) -> Any:
        """A set as the file states it, as the rulebook defines it, or one of the engine's own."""
        stated = self.facts.stated_set(name)
        if stated is not None:
            return self.sure(stated)
        defined = self.asks.sets.get(name)
        return as_set(defined(self)) if defined is not None else self.sure(self.facts.group(name))

    def derived(self, thing: Row, field: str, key: str, one: bool, body: Callable[["Known", Row], Any]) -> Any:
        """A field that the rulebook defines: what the file states, else what the definition gives."""
        question = (key, thing)
        found = self.memo.get(question)
        if found is None:
            stated = self.facts.stated(thing.thing, field)
            if stated is not None:
                found = self.sure(stated)
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
        if of.__class__ is Row:
            return of[key] is True
        if single and of is NONE:
            raise Open
        return False

    def derived_flag(self, of: Any, key: str, single: bool) -> bool:
        """A flag that the engine works out.

        :raises Open: of what is not so far, and may still come
        """
        if self.flag(of, key, single):
            return True
        if of.__class__ is Row and self.facts.may_come(of.thing, self.asks.fields[key]):
            raise Open
        return False

    def asked(self, defined: Callable[..., bool], *things: Any) -> bool:
        """An adjective of a thing, asked once; of what is none, no."""
        for thing in things:
            if thing.__class__ is not Row:
                return False
        question = (defined, *things)
        found = self.memo.get(question)
        if found is None:
            found = self.memo[question] = defined(self, *things)
        return found

    def about(self, question: Callable[..., Any], *things: Any) -> Any:
        """What hangs on some variables, asked once of each."""
        key = (question, *things)
        found = self.memo.get(key)
        if found is None:
            found = self.memo[key] = question(self, *things)
        return found

    def at_item(self, person: Any, key: str, preposition: str, item: Any) -> bool:
        """A flag of a person at an item."""
        if person.__class__ is not Row or item.__class__ is not Row:
            return False
        question = (key, person, preposition, item)
        found = self.base.memo.get(question)
        if found is None:
            found = self.sure(self.facts.at_item(person.thing, self.asks.fields[key], preposition, item.thing))
            self.base.memo[question] = found
        return found is True

    # ---- acts --------------------------------------------------------------------------------------------------------

    def days(self, record: Deed) -> "Known":
        """The facts as of the day of an act; of one without a day, as of the year around the meeting."""
        found = self.at.get(record.at)
        if found is None:
            found = self.at[record.at] = self.when(record.at)
        return found

    def when(self, at: Any) -> "Known":
        """The facts as of a moment; where they may be, one object for all days between two changes of the roster."""
        if at is None:
            return self.as_of(around(self.on))
        day = day_of(at, self.facts.zone)
        if not self.asks.alike:
            return self.as_of((day, day))
        era = self.facts.era(day)
        found = self.eras.get(era)
        if found is None:
            now = self.on is not None and self.on[0] == self.on[1] and self.facts.era(self.on[0]) == era
            found = self.eras[era] = self if now else self.as_of((day, day))
        return found

    def as_of(self, on: Days | None) -> "Known":
        """The same facts as of other days."""
        found = Known(self.facts, self.asks, on, self.start, self.steps, self)
        found.base = self.base
        return found

    def records(self, thing: Row, key: str, last: bool) -> tuple[Deed, ...]:
        """The records of an act that count.

        :raises Open: when there is none, there may be more, or the meeting's hour would tell which
        """
        deeds = thing[key]
        if deeds.__class__ is not Deeds or not deeds.records or not deeds.complete:
            raise Open
        if len(deeds.records) == 1:
            return deeds.records
        question = ("standing", thing, key)
        found = self.memo.get(question)
        if found is None:
            found = self.memo[question] = standing(deeds.records, last, self.start, self.facts.zone)
        return found

    def placed(self, thing: Row, key: str, last: bool) -> tuple[tuple[Deed, "Known"], ...]:
        """The records that count, each with the facts as of its day.

        :raises Open: as ``records`` does
        """
        question = ("placed", thing, key)
        found = self.memo.get(question)
        if found is None:
            found = self.memo[question] = tuple([(deed, self.days(deed)) for deed in self.records(thing, key, last)])
        return found

    def naming(self, thing: Row, key: str, last: bool, preposition: str, one: Any) -> Sequence[tuple[Deed, "Known"]]:
        """The records that count and name one in a role, each with the facts as of its day.

        :raises Open: as ``records`` does, and when a record does not say whom it names
        """
        question = ("naming", thing, key, preposition)
        found = self.memo.get(question)
        if found is None:
            found = dict[Any, list[tuple[Deed, Known]]]()
            for deed, at in self.placed(thing, key, last):
                for named in at.meant(deed.named(preposition)):
                    found.setdefault(named, []).append((deed, at))
            self.memo[question] = found
        return found.get(one, ())

    def meant(self, given: Iterable[Any] | None) -> Iterator[Any]:
        """Whom a role of a record names, *everyone* one by one.

        :raises Open: when the record does not say
        """
        if given is None:
            raise Open
        for one in given:
            if one.__class__ is Everyone:
                yield from self.sets[one.set]
            else:
                yield one

    def role(self, given: Any, asked: Any) -> bool:
        """Whether one role of a record is among those that the sentence names.

        :raises Open: when the record does not say
        """
        return any(one in asked for one in self.meant(given))

    def when_done(self, acts: Any, last: bool) -> Any:
        """When an act was done, or what a date field says; None when it is known not to be."""
        if acts.__class__ is not Deeds:
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


def around(on: Days | None) -> Days | None:
    """A year around some days."""
    if on is None:
        return None
    first, last = (min(max(d.toordinal() + s, FIRST), LAST) for d, s in zip(on, (-YEAR, YEAR), strict=True))
    return date.fromordinal(first), date.fromordinal(last)


def stands(record: Deed, known: Known) -> bool:
    """Whether a standing act still holds on the days in question."""
    _, last = known.on or (None, None)
    return record.until is None or last is None or record.until >= last


def dated(record: Deed) -> Any:
    """When an act was done.

    :raises Open: when the record does not say
    """
    if record.at is None:
        raise Open
    return record.at
