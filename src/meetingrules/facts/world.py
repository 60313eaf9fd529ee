"""The facts of one meeting as the language asks for them: what is stated, and what follows from it.

Derived facts rest on positive evidence only, and are open as soon as something they rest on is.
"""

from bisect import bisect_right
from collections.abc import Mapping
from datetime import date, tzinfo
from fractions import Fraction
from functools import cached_property

from attrs import field, frozen

from meetingrules.base.days import Calendar
from meetingrules.base.source import Place, Texts
from meetingrules.facts.held import HELD, NOT_HELD, TOLD, end_of, start_of, state_of, told_of
from meetingrules.facts.model import Plan, Register, Roster, things_in
from meetingrules.facts.names import Names
from meetingrules.facts.officers import Officers
from meetingrules.facts.periods import Period, meeting_days, period_group
from meetingrules.facts.presence import Presences
from meetingrules.lang.answers import Gap, Moment, Proof
from meetingrules.lang.facts import NONE, Acts, Answer, Days, Group, None_, Record, Thing, Unknown
from meetingrules.lang.words import Field, Words

MEETING = Thing("meeting", "meeting")
OTHERS = Thing("person", "*")
"""Every person for whom the file says nothing of its own."""
SECTIONS = frozenset({"leave", "entrusted", "represented", "absence_reason", "invited"})


@frozen
class World:
    """Answers what the evaluator asks (the protocol ``lang.facts.Facts``)."""

    plan: Plan
    words: Words
    zone: tzinfo
    calendar: Calendar
    labels: Mapping[str, Texts]
    register: Register | None = None
    period: Period | None = None
    """The period that is looked at, where a rule is about one."""
    sets: Mapping[str, Group] = field(factory=dict)
    """The sets that an attendance record may name, worked out beforehand."""
    expecting: bool = False
    """Whether replies count as attendance: for a forecast, never for an answer."""

    _announced: dict[Thing, Answer | None] = field(factory=dict, init=False, eq=False, repr=False)

    # ---- the meeting itself ------------------------------------------------------------------------------------------

    @cached_property
    def roster(self) -> Roster:
        """Who holds what; an open one where the file names none."""
        return self.plan.roster or Roster(self.plan.source, complete=False)

    @cached_property
    def start(self) -> Moment | None:
        """When the meeting begins; its day where the hour is not known."""
        return start_of(self.plan, self.zone)

    @cached_property
    def end(self) -> Moment | None:
        """When the meeting ends; its last day where the hour is not known."""
        return end_of(self.plan, self.zone)

    @cached_property
    def state(self) -> str:
        """How far the meeting has come: as stated, else as what is recorded tells."""
        return state_of(self.plan)

    # ---- what is asked -----------------------------------------------------------------------------------------------

    def single(self, kind: str) -> Thing | None_ | Unknown:
        """The one thing of a kind; NONE where the file says that there is none."""
        thing = Thing(kind, kind)
        if kind == "meeting" or thing in self.plan.values:
            return thing
        if self.plan.values.get(MEETING, {}).get(kind) is NONE:
            return NONE
        return thing if self.always(kind) else self.unknown(kind, self.kind_label(kind))

    def always(self, kind: str) -> bool:
        """Whether a single thing may be asked for its acts although the file does not speak of it."""
        return any(f.type.base == "act" for f in self.words.kinds[kind].fields.values())

    def read(self, thing: Thing, field: Field, on: Days | None = None) -> Answer:
        """A field of a thing: stated, else derived, else unknown."""
        known = self.known(thing, field, on)
        if known is not None:
            return known
        return self.unknown(self.fact(thing, field.name), self.texts(thing, field.name))

    def known(self, thing: Thing, field: Field, on: Days | None = None) -> Answer | None:
        """A field of a thing: stated, else derived; None where nothing tells."""
        stated = self.stated(thing, field.name)
        if stated is not None:
            return stated
        return (
            self.derive(thing, field, on or self.today) if field.derived or thing.kind in {"person", "unit"} else None
        )

    def said(self, thing: Thing) -> Mapping[str, Answer]:
        """What the meeting file says of a thing."""
        return self.plan.values.get(thing, {}) if thing.kind != "meeting" or thing == MEETING else {}

    def stated(self, thing: Thing, name: str) -> Answer | None:
        """What meeting file or roster state; None when they state nothing."""
        if thing.kind == "meeting" and thing != MEETING:
            return self.other_meeting(thing, name)
        found = self.plan.values.get(thing, {}).get(name)
        if found is None and thing.kind == "person":
            found = self.plan.values.get(OTHERS, {}).get(name)
        return self.roster.values.get(thing, {}).get(name) if found is None else found

    def derive(self, thing: Thing, field: Field, on: Days) -> Answer | None:
        """What follows from other facts; None when nothing does."""
        match thing.kind, field.name:
            case "meeting", (
                "day" | "last_day" | "begins" | "ends" | "held" | "inquorate" | "month_so_far" | "year_so_far"
            ):
                return self.of_meeting(thing, field.name)
            case "person", ("present" | "attending"):
                ask = self.presences.present if field.name == "present" else self.presences.attending
                return ask(thing.id)
            case "person", "unit":
                return self.officers.unit_of(thing, on)
            case "unit", "heads":
                return self.officers.heads(thing, on, dict(self.roster.values.get(thing, {})))
            case "unit", _:
                return self.officers.in_unit(thing, field, on)
            case "item", "announced":
                if thing not in self._announced:
                    self._announced[thing] = self.announced(thing)
                return self._announced[thing]
            case "minutes", "needed":
                made = self.plan.values.get(thing, {}).values()
                return True if any(isinstance(v, Acts) and v.records for v in made) else None
            case "item", "discussed":
                outcome = self.stated(thing, "outcome")
                known = outcome is not None and outcome is not NONE
                return Acts((Record({}),)) if known or self.expecting else None  # what is on the list is expected
            case (("month" | "year"), "meetings"):
                assert self.register is not None
                assert self.period is not None
                return period_group(self.register, self.period, self.plan.as_of, self.zone)
        return None

    def of_meeting(self, thing: Thing, name: str) -> Answer | None:
        """Day, hour and state of the meeting."""
        if thing != MEETING:
            return self.other_meeting(thing, name)
        if name in {"month_so_far", "year_so_far"}:
            return meeting_days(self.register, self.plan, "month" if name == "month_so_far" else "year")
        return told_of(self.plan, name, self.zone, expecting=self.expecting)

    def other_meeting(self, thing: Thing, name: str) -> Answer | None:
        """A fact of another meeting of the register."""
        assert self.register is not None
        plan = self.register.plans[int(thing.id)]
        if name in TOLD:
            return told_of(plan, name, self.zone, expecting=self.expecting)
        return plan.values.get(MEETING, {}).get(name)

    def announced(self, item: Thing) -> Answer | None:
        """Told to whom the notice that lists the item was sent; a supplement counts for the items that it names."""
        notice = Thing("notice", "notice")
        fields = self.plan.values.get(notice, {})
        sent, listed = fields.get("sent"), fields.get("items")
        if sent is NONE:
            return NONE
        if not isinstance(sent, Acts):
            return None
        records, open_ = list[Record](), not sent.complete
        for record in sent.records:
            named = record.roles.get("for")
            if named is None and listed is None:
                open_ = True
            elif item in (named if named is not None else things_in(listed)):
                records.append(
                    Record(
                        {k: v for k, v in record.roles.items() if k != "for"},
                        record.at,
                        record.refused,
                        place=record.place,
                    )
                )
        if not records and open_:
            return None
        return Acts(tuple(records), complete=not open_) if records or open_ else NONE

    def may_come(self, thing: Thing, field: Field) -> bool:
        """Whether a derived flag that is false so far may still come true."""
        return thing == MEETING and field.name == "held" and self.state not in HELD | NOT_HELD

    # ---- persons -------------------------------------------------------------------------------------------------------

    @cached_property
    def presences(self) -> Presences:
        """Who was there."""
        return Presences(self.plan, self.start, self.zone, self.expecting, self.in_set)

    def in_set(self, name: str, person: str) -> bool | None:
        """Whether a person is in a set that an attendance record names; None: not known."""
        group = self.sets.get(name) or self.stated_set(name)
        if group is None:
            return None
        return Thing("person", person) in {t for t, _ in group.entries} or (None if group.gaps else False)

    def at_item(self, person: Thing, field: Field, preposition: str, item: Thing) -> bool | Unknown:
        """A flag of a person at an item; presence follows from arrival, departure and who was out of the room."""
        stated = self.plan.at_items.get((item.id, field.name, preposition))
        if stated is not None and (person.id in stated[0] or stated[1]):
            return person.id in stated[0]
        if field.name != "present":
            others = [k for k in self.plan.at_items if k[:2] == (item.id, field.name) and k[2] != preposition]
            if any(person.id in self.plan.at_items[k][0] for k in others):
                return False
            return self.unknown(f"{item.id}.{field.name}", field.label)
        away = self.plan.at_items.get((item.id, "away", "for"))
        if away is not None and person.id in away[0]:
            return False
        return self.presences.at(person.id, self.discussed_at(item))

    def discussed_at(self, item: Thing) -> Moment | None:
        """When an item was discussed, where that is recorded."""
        acts = self.stated(item, "discussed")
        times = [r.at for r in acts.records if r.at is not None] if isinstance(acts, Acts) else []
        return times[-1] if times else None

    def stated_set(self, name: str) -> Group | None:
        """A set that the file writes out itself."""
        found = self.plan.values.get(MEETING, {}).get(name)
        return found if isinstance(found, Group) else None

    def group(self, name: str) -> Group:
        """One of the engine's own sets, where the rulebook does not define it."""
        if (stated := self.stated_set(name)) is not None:
            return stated
        match name:
            case "persons":
                everybody = sorted(self.roster.persons | self.plan.people)
                return Group(tuple((Thing("person", p, p), None) for p in everybody), self.officers.gap())
            case "attendees":
                return self.invited()
            case "units":
                return Group(tuple((Thing("unit", u, u), None) for u in sorted(self.roster.units)), self.officers.gap())
            case "papers":
                return self.papers()
            case _:
                return Group((), (Gap("fact", name, self.words.sets[name].label),))

    def invited(self) -> Group:
        """Who was invited to attend without being a member."""
        label = self.words.sets["attendees"].label
        everyone = self.plan.values.get(OTHERS, {}).get("invited")
        yes = [
            t
            for t, fields in self.plan.values.items()
            if t.kind == "person" and fields.get("invited") is True and t.id != "*"
        ]
        return Group(tuple((t, None) for t in yes), () if everyone is False else (Gap("fact", "invited", label),))

    def papers(self) -> Group:
        """The papers of all items; open as soon as one item's are not known."""
        items = self.group("items")
        entries, gaps = list[tuple[object, Proof | None]](), list(items.gaps)
        for item, _ in items.entries:
            found = self.plan.values.get(item, {}).get("papers")  # type: ignore[call-overload]
            if isinstance(found, Group):
                entries += found.entries
                gaps += found.gaps
            else:
                gaps.append(Gap("fact", f"{item.id}.papers", self.texts(item, "papers")))  # type: ignore[attr-defined,arg-type]
        return Group(tuple(entries), tuple(gaps))

    @cached_property
    def today(self) -> Days:
        """The meeting's day, by which posts are judged where no act gives another; any day where it is not known."""
        day = self.plan.day
        return (day, day) if day is not None else (date.min, date.max)

    @cached_property
    def officers(self) -> Officers:
        """Who holds what by the roster."""
        return Officers.of(self.roster, self.words)

    def holders(self, office: str, on: Days) -> Group:
        """Those who hold an office on the days in question."""
        return self.officers.holders(office, on)

    def era(self, day: date) -> int:
        """A number for all days between two changes of the roster."""
        return bisect_right(self.officers.turns, day)

    def relates(self, person: Thing, relation: str, unit: Thing, on: Days) -> bool | Unknown:
        """Whether the roster has a person in a relation to a unit on the days in question."""
        return self.officers.relates(person, relation, unit, on)

    def parameter(self, name: str) -> Fraction:
        """The value of a parameter on the day of the meeting."""
        return self.words.parameters[name].on(self.plan.day or date.max)

    # ---- names -----------------------------------------------------------------------------------------------------------

    @cached_property
    def names(self) -> Names:
        """What people call things."""
        return Names(self.words, self.labels, self.plan)

    def remark(self, thing: Thing, name: str) -> Texts | None:
        """Of somebody who came late, that he did, and when."""
        return self.presences.lateness(thing.id) if thing.kind == "person" and name == "present" else None

    def place(self, thing: Thing, name: str) -> Place | None:
        """Where a field of a thing is stated; of a presence, where the attendance names the person."""
        if thing.kind == "person" and name in {"present", "attending"}:
            return self.plan.attendance.places.get(thing.id) or self.plan.places.get((MEETING, "attendance"))
        return self.plan.places.get((thing, name))

    def fact(self, thing: Thing, name: str) -> str:
        """How a meeting file spells a field of a thing."""
        if thing.kind == "meeting":
            return name
        if thing.kind == "person":
            return f"attendance.{thing.id}" if name in {"present", "attending"} else f"{name}.{thing.id}"
        return f"{thing.id}.{name}"

    def texts(self, thing: Thing, name: str) -> Texts:
        """What people call a field of a thing."""
        return self.names.of_field(thing, name)

    def kind_label(self, kind: str) -> Texts:
        """What people call a kind of thing."""
        return self.words.kinds[kind].label

    def unknown(self, fact: str, label: Texts) -> Unknown:
        """A value that is missing."""
        return Unknown((Gap("fact", fact, label),))
