"""Who was there: a record beats a sign-in beats a reply, person by person; replies never decide."""

from collections.abc import Callable, Mapping
from datetime import datetime, tzinfo
from functools import cached_property

from attrs import frozen

from meetingrules.base.source import Texts
from meetingrules.facts.model import Plan
from meetingrules.lang.answers import Gap, Moment, Truth
from meetingrules.lang.facts import Everyone, Unknown
from meetingrules.lang.moments import earlier, not_later


@frozen
class Presences:
    """Reads the attendance of one plan."""

    plan: Plan
    start: Moment | None
    zone: tzinfo
    expecting: bool
    in_set: Callable[[str, str], bool | None]

    @cached_property
    def lists(self) -> Mapping[str, tuple[frozenset[str], tuple[str, ...]]]:
        """Each list of the record: the persons that it names, and the sets."""
        record = self.plan.attendance
        found = {}
        for key in ("present", "absent", "coming", "not_coming"):
            names: tuple[str | Everyone, ...] = getattr(record, key)
            sets = tuple(n.set for n in names if isinstance(n, Everyone))
            found[key] = frozenset(n for n in names if isinstance(n, str)), sets
        return found

    def named(self, key: str, person: str) -> bool:
        """Whether a list names a person, by name or as one of a set."""
        names, sets = self.lists[key]
        return person in names or (bool(sets) and any(self.in_set(name, person) for name in sets))

    def came(self, person: str) -> tuple[bool | None, Moment | None]:
        """Whether a person came at all, and when, where that is known."""
        record = self.plan.attendance
        if person in record.late:
            return True, record.late[person]
        if self.named("absent", person):
            return False, None
        if self.named("present", person) or person in record.left:
            return True, None
        if person in record.signed_in:
            return True, record.signed_in[person]
        if record.others is not None:
            return record.others, None
        if self.expecting:
            if self.named("coming", person):
                return True, None
            if self.named("not_coming", person):
                return False, None
        return None, None

    def present(self, person: str) -> bool | Unknown:
        """In the room when the meeting opened."""
        came, arrived = self.came(person)
        if came is None:
            return self.unknown(person)
        if not came or person in self.plan.attendance.late:
            return False
        if arrived is not None and self.start is not None:
            return not_later(arrived, self.start, self.zone)
        return True

    def lateness(self, person: str) -> Texts | None:
        """How late a person came, in words; None for who was there in time or not at all."""
        came, arrived = self.came(person)
        if not came or self.present(person) is True:
            return None
        hour = arrived.astimezone(self.zone).strftime("%H:%M") if isinstance(arrived, datetime) else ""
        zh, en = (f"（{hour}到会）", f", came at {hour}") if hour else ("", "")
        return {"zh": f"迟到{zh}", "en": f"late{en}"}

    def attending(self, person: str) -> bool | Unknown:
        """Came at all, late or not."""
        came, _ = self.came(person)
        return self.unknown(person) if came is None else came

    def at(self, person: str, moment: Moment | None) -> bool | Unknown:
        """In the room at a moment; without one, there all the time or not at all."""
        came, arrived = self.came(person)
        if came is None:
            return self.unknown(person)
        if not came:
            return False
        record = self.plan.attendance
        late = arrived if person in record.late else None
        if person not in record.late and person not in record.left:
            return True
        if moment is None:
            return self.unknown(person)
        for limit, after in ((late, True), (record.left.get(person), False)):
            if limit is None and person in (record.late if after else record.left):
                return self.unknown(person)
            if limit is None:
                continue
            truth = earlier(moment, limit, self.zone)
            if truth is Truth.OPEN:
                return self.unknown(person)
            if (truth is Truth.YES) == after:
                return False
        return True

    def unknown(self, person: str) -> Unknown:
        """The attendance of a person that nothing tells."""
        label = {"zh": f"{person}是否到会", "en": f"whether {person} attended"}
        return Unknown((Gap("fact", f"attendance.{person}", label),))
