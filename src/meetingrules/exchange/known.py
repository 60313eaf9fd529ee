"""What is known of a meeting, as its papers need it: who belongs to it, who holds what, who was there."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from functools import cached_property

from attrs import field, frozen

from meetingrules.base.source import Texts
from meetingrules.facts.held import HELD
from meetingrules.facts.model import Tenure, things_in
from meetingrules.facts.officers import covers
from meetingrules.facts.world import MEETING, World
from meetingrules.lang import tree as t
from meetingrules.lang.answers import Moment, Proof, Truth
from meetingrules.lang.evaluate import Evaluator
from meetingrules.lang.facts import Acts, Group, Thing
from meetingrules.lang.values import Scene
from meetingrules.lang.words import Field, Type
from meetingrules.rulebook.model import Rule, Rulebook

PRESENT, LATE, LEAVE, ABSENT, COMING, NOT_COMING, UNKNOWN = "present", "late", "leave", "absent", "coming", "not_coming", "unknown"  # fmt: skip
"""What may be known of a person: came in time, came late, has leave, did not come, said so or the contrary, nothing."""
PERSONS = Type("thing", "person", several=True)


@frozen
class Post:
    """What a person holds on the day of the meeting."""

    unit: str
    """The unit whose post it is; empty for an office."""
    label: Texts
    """What the office or post is called; empty where only the unit is known."""
    acting: bool = False


@frozen
class Presence:
    """What is known of one person."""

    state: str
    """One of PRESENT … UNKNOWN."""
    arrived: Moment | None = None
    left: bool = False
    left_at: Moment | None = None
    reason: str = ""
    """Of a leave, or of an absence."""
    asked: bool = False
    """Whether leave was asked for and is not on record as granted."""
    stand_in: tuple[str, ...] = ()
    """Who came in the place of this person."""


@frozen
class Known:
    """Reads one meeting and its roster."""

    book: Rulebook
    world: World
    hidden: frozenset[str] = field(factory=frozenset)
    """The ids of what is classified and to be masked: ``items.2``, ``items.3.papers.1``."""

    @cached_property
    def evaluator(self) -> Evaluator:
        """The definition of the language, on these facts."""
        return Evaluator(self.world, self.book.definitions)

    @cached_property
    def scene(self) -> Scene:
        """The day of the meeting."""
        day = self.world.plan.day
        return self.evaluator.scene(on=(day, day) if day is not None else None)

    @property
    def held(self) -> bool:
        """Whether the meeting was opened."""
        return self.world.state in HELD

    # ---- who ---------------------------------------------------------------------------------------------------------

    def group(self, name: str) -> Group:
        """A set of persons, as the rulebook defines it."""
        return self.evaluator.group(t.SetOf(name, PERSONS), self.scene)

    @cached_property
    def body(self) -> str | None:
        """The set that sits: the members where the body has them, else all who take part; None where it has neither."""
        if self.world.stated_set("members") is not None or "members" in self.book.definitions.sets:
            return "members"
        defined = self.book.definitions.sets.get("participants")
        return None if defined is None or "members" in _sets(defined) else "participants"

    @cached_property
    def sitting(self) -> tuple[str, ...]:
        """Those who sit, in the order of the roster."""
        if self.body is None:
            return ()
        names = self._sure(self.group(self.body))
        if self.body != "members":  # whoever takes part, and not because he was invited; and who presides
            invited, chair = self._sure(self.group("attendees")), self.meeting("chair")
            names = [
                *(name for name in names if name not in invited),
                *([chair.id] if isinstance(chair, Thing) else []),
            ]
        return self.in_order(dict.fromkeys(names))

    @cached_property
    def attending(self) -> tuple[str, ...]:
        """Those who attend without sitting, in the order of the roster: invited, or expected by the rulebook."""
        expected = self._sure(self.group("participants")) if self.body is not None else ()
        found = [*self._sure(self.group("attendees")), *expected]
        return self.in_order(name for name in dict.fromkeys(found) if name not in self.sitting)

    def in_order(self, names: Iterable[str]) -> tuple[str, ...]:
        """Persons as the roster lists their offices, then their units; whoever it does not know comes last."""
        offices = {name: n for n, name in reversed(list(enumerate(x.person for x in self._terms() if x.unit is None)))}
        units = {thing.id: number for number, thing in enumerate(self.world.roster.values)}

        def place(person: str) -> tuple[int, int]:
            if person in offices:
                return 0, offices[person]
            found = [units[unit] for unit in self.units(person) if unit in units]
            return (1, min(found)) if found else (2, 0)

        return tuple(sorted(names, key=place))

    @cached_property
    def others(self) -> tuple[str, ...]:
        """Those who are named elsewhere: in the chair, in the record of attendance or the replies, in the place of somebody."""
        record = self.world.plan.attendance
        lists: tuple[Iterable[object], ...] = (record.present, record.late, record.left, record.signed_in, record.absent, record.coming, record.not_coming)  # fmt: skip
        named = [name for names in lists for name in names if isinstance(name, str)]
        named += [n for who in (*self.sitting, *self.attending) for n in self.presence(who).stand_in]
        entries = self.group(self.body).entries if self.body is not None else ()
        unsure = [str(getattr(x, "id", "")) for x, proof in entries if not _sure(proof)]
        chair = self.meeting("chair")
        chairs = [chair.id] if isinstance(chair, Thing) else []
        known = {*self.sitting, *self.attending}
        return self.in_order(name for name in dict.fromkeys([*chairs, *unsure, *named]) if name and name not in known)

    @cached_property
    def missing(self) -> tuple[Texts, ...]:
        """Why there may be more persons than are known: labels of the facts that are missing."""
        gaps = [gap for name in (self.body, "attendees") if name is not None for gap in self.group(name).gaps]
        return tuple({gap.fact: gap.label for gap in gaps}.values())

    def _sure(self, group: Group) -> list[str]:
        return [thing.id for thing, proof in group.entries if isinstance(thing, Thing) and _sure(proof)]

    def _terms(self) -> Iterator[Tenure]:
        """The terms that hold on the day of the meeting, in the order of the roster."""
        for tenure in self.world.roster.tenures:
            if covers([tenure], self.world.today) is True:
                yield tenure

    # ---- what they hold ----------------------------------------------------------------------------------------------

    def posts(self, person: str) -> tuple[Post, ...]:
        """The offices and the posts in units that a person holds on the day of the meeting; else the unit alone."""
        words, found = self.book.words, list[Post]()
        unit_fields = words.kinds["unit"].fields if "unit" in words.kinds else {}
        for term in self._terms():
            if term.person != person:
                continue
            declared = unit_fields.get(term.office) if term.unit else words.offices.get(term.office)
            if declared is not None:
                label = _one(declared) if isinstance(declared, Field) else declared.label
                found.append(Post(term.unit or "", label, term.acting))
        dated = {(term.unit, term.office) for term in self.world.roster.tenures if term.unit}
        for unit, fields in self.world.roster.values.items():
            for name, value in fields.items() if unit.kind == "unit" else ():
                is_post = name in unit_fields and unit_fields[name].type.of == "person"
                if is_post and (unit.id, name) not in dated and person in {x.id for x in things_in(value)}:
                    found.append(Post(unit.id, _one(unit_fields[name])))
        stated = self.world.stated(Thing("person", person), "unit")
        if isinstance(stated, Thing) and stated.id not in {post.unit for post in found}:
            found.append(Post(stated.id, {"zh": "", "en": ""}))
        return tuple(post for number, post in enumerate(found) if post not in found[:number])

    def units(self, person: str) -> tuple[str, ...]:
        """The units in which a person has a post, each once."""
        return tuple(dict.fromkeys(post.unit for post in self.posts(person) if post.unit))

    # ---- who was there -----------------------------------------------------------------------------------------------

    def presence(self, person: str) -> Presence:
        """What is known of one person: a record, a sign-in, leave, a reply, in this order; else nothing."""
        presences, record = self.world.presences, self.world.plan.attendance
        came, arrived = presences.came(person)
        reason, granted, asked = self.leave(person)
        stand_in = self.stand_ins(person)
        if came:
            late = presences.present(person) is False
            return Presence(LATE if late else PRESENT, arrived, person in record.left, record.left.get(person))
        if granted:
            return Presence(LEAVE, reason=reason, stand_in=stand_in)
        if came is False:
            return Presence(ABSENT, reason=reason, asked=asked, stand_in=stand_in)
        for state, key in ((COMING, "coming"), (NOT_COMING, "not_coming")):
            if presences.named(key, person):
                return Presence(state, reason=reason, asked=asked, stand_in=stand_in)
        return Presence(UNKNOWN, reason=reason, asked=asked, stand_in=stand_in)

    def leave(self, person: str) -> tuple[str, bool, bool]:
        """The reason of a leave or an absence; whether leave was granted; whether it was asked for and is not granted."""
        stated = self.fields(Thing("person", person))
        leave = stated.get("leave")
        fields = self.fields(leave) if isinstance(leave, Thing) else {}
        granted, requested = fields.get("granted"), fields.get("requested")
        reason = fields.get("reason") or stated.get("absence_reason")
        yes = isinstance(granted, Acts) and bool(granted.records) and not granted.records[-1].refused
        asked = isinstance(requested, Acts) and bool(requested.records)
        return reason if isinstance(reason, str) else "", yes, asked and not yes

    def stand_ins(self, person: str) -> tuple[str, ...]:
        """Who represents a person."""
        acts = self.fields(Thing("person", person)).get("represented")
        records = acts.records if isinstance(acts, Acts) else ()
        return tuple(str(getattr(who, "id", "")) for record in records for who in record.roles.get("by", ()))

    def clock(self, moment: Moment | None, lang: str) -> str:
        """The hour of a moment where the meeting is: 9:10; empty where only the day is known."""
        if not isinstance(moment, datetime):
            return ""
        at = moment.astimezone(self.world.zone)
        return f"{at.hour}:{at.minute:02d}" if lang == "zh" else f"{at.hour:02d}:{at.minute:02d}"

    # ---- things ------------------------------------------------------------------------------------------------------

    def fields(self, thing: Thing) -> Mapping[str, object]:
        """What the meeting file states of a thing."""
        return self.world.plan.values.get(thing, {})

    def meeting(self, name: str) -> object:
        """A field of the meeting."""
        return self.fields(MEETING).get(name)

    def things(self, owner: Thing, name: str) -> tuple[Thing, ...]:
        """The things that a field holds, in the order of the file."""
        return things_in(self.fields(owner).get(name))

    def masked(self, thing: Thing) -> bool:
        """Whether a thing, or what it belongs to, is classified and not to be shown."""
        return any(thing.id == one or thing.id.startswith(f"{one}.") for one in self.hidden)

    # ---- the quorum --------------------------------------------------------------------------------------------------

    def quorums(self) -> Iterator[tuple[Rule, Proof]]:
        """The rules that ask for a share of persons in the room and that apply, each with its count."""
        for rule in self.book.rules:
            if rule.stage != "sitting" or rule.subject is not None:
                continue
            if rule.when is not None and self.evaluator.prove(rule.when, self.scene).now is not Truth.YES:
                continue
            for node in _shares(rule.condition):
                proof = self.evaluator.prove(node, self.scene)
                if proof.construct == "quorum" and proof.values.get("need") is not None:
                    yield rule, proof


def _sure(proof: Proof | None) -> bool:
    return proof is None or proof.now is Truth.YES


def _one(declared: Field) -> Texts:
    """What one of those is called whom a field of a unit names."""
    return {**declared.label, "en": (declared.one or declared.label["en"]).replace("_", " ")}


def _sets(node: object) -> set[str]:
    """The named sets that a node speaks of."""
    own = {node.name} if isinstance(node, t.SetOf) else set[str]()
    return own.union(*(_sets(part) for part in t.parts(node)))


def _shares(node: object) -> Iterator[t.Quantified]:
    """The counts below a node that ask for a share of persons who are present, without weights and for the whole meeting."""
    match node:
        case t.Quantified(share=True, weight=None, body=t.Flag(field=declared, role=None), group=group):
            if declared.name == "present" and getattr(group, "type", None) == PERSONS:
                yield node
        case _:
            for part in t.parts(node):
                yield from _shares(part)
