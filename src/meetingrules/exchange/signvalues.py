"""What the rows of a sign-in sheet say, taken together -> the values of a meeting file."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from attrs import define, evolve, field

from meetingrules.base.diagnostics import HIDDEN
from meetingrules.base.tree import clean, shown
from meetingrules.exchange.model import Cell, Reading, Unread
from meetingrules.exchange.signnames import Known, Unnamed
from meetingrules.exchange.signrows import Evidence, Person, Rows
from meetingrules.exchange.signs import REST
from meetingrules.exchange.signtitle import Title
from meetingrules.exchange.signwhy import WHY
from meetingrules.exchange.signwords import (
    ABSENT,
    INVITED,
    LATE,
    LEAVE,
    LEFT,
    PRESENT,
    REPRESENTED,
    TIME,
    UNSIGNED,
    folded,
)
from meetingrules.lang.words import Field, Words

CAME = frozenset({PRESENT, TIME, LATE, LEFT, INVITED})
AWAY = frozenset({ABSENT, LEAVE})
Path = tuple[str, ...]


@define
class Sheet:
    """Puts together what was read."""

    rows: Rows
    words: Words
    known: Known
    lists: dict[str, dict[str, str]] = field(factory=lambda: defaultdict(dict))
    """``present``, ``late`` … -> name -> the moment, ``""`` where none is known."""
    more: dict[str, dict[str, Any]] = field(factory=lambda: defaultdict(dict))
    """``leave``, ``represented``, ``absence_reason``, by name."""
    invited: dict[str, None] = field(factory=dict)
    leaving: dict[str, Cell] = field(factory=dict)
    """Where it says that somebody left early."""
    origins: dict[Path, str] = field(factory=dict)

    def left(self, cell: Cell, code: str, text: str | None = None, **more: str) -> None:
        """One more thing that was not read."""
        self.rows.left(cell, code, text, **more)

    def note(self, cell: Cell, *path: str) -> None:
        """Where a value comes from."""
        self.origins[path] = self.rows.grid.at(cell)

    # ---- who -----------------------------------------------------------------------------------------------------------

    def read(self) -> None:
        """All persons: each by a name that nobody else has."""
        same = defaultdict[str, list[Person]](list)
        for person in self.rows.people:
            same[folded(person.name)].append(person)
        named = defaultdict[str, list[Person]](list)
        for namesakes in same.values():
            units = {folded(one.unit) for one in namesakes}
            if len(namesakes) > 1 and ("" in units or len(units) < len(namesakes)):
                self.twice(namesakes)
                continue
            for person in namesakes:
                name = self.known.name(person.name if len(namesakes) == 1 else f"{person.name}（{person.unit}）")
                if isinstance(name, Unnamed):
                    where = self.rows.grid.at(person.cell)
                    self.rows.unread.append((person.cell, Unread(name.code, where, person.cell.text, name.why)))
                else:
                    named[name].append(person)
        for name, persons in sorted(named.items(), key=lambda one: (one[1][0].cell.row, one[1][0].cell.column)):
            if len(persons) > 1:
                self.known.met.pop(name, None)
                self.twice(persons)
            else:
                self.met(name, persons[0].cell)
                self.person(name, persons[0])

    def met(self, name: str, cell: Cell) -> None:
        """Where a newcomer is named first."""
        if name in self.known.met:
            self.origins.setdefault(("people", name), self.rows.grid.at(cell))

    def twice(self, persons: list[Person]) -> None:
        """The complaint about one name in several rows."""
        places = [self.rows.grid.at(one.cell) for one in persons]
        zh, en = "、".join(places), f"{', '.join(places[:-1])} and {places[-1]}"
        self.left(persons[0].cell, "same-name-twice", name=shown(persons[0].name), cells=zh, cells_en=en)

    # ---- whether -------------------------------------------------------------------------------------------------------

    def person(self, name: str, person: Person) -> None:
        """What is said of one person, if it agrees."""
        if person.below == INVITED:
            self.invite(name, person.cell)
        evidence = list(person.evidence)
        if person.below in AWAY:
            evidence.append(Evidence(str(person.below), "", person.cell))
        if not evidence and (silence := self.rows.signs.key.get("")):
            evidence.append(Evidence(silence, "", person.blank))
        said = {e.means for e in evidence}
        times = sorted({e.text for e in evidence if e.means == TIME})
        open_ = [e for e in evidence if e.means in WHY]
        if open_:
            for one in open_:
                self.left(one.cell, one.means, name=shown(name))
            return
        if len(times) > 1 or (said & (AWAY | {UNSIGNED}) and said & CAME and REPRESENTED not in said):
            self.disagree(name, evidence)
            return
        if said & (AWAY | {REPRESENTED}):
            self.away(name, evidence)
        elif said & CAME:
            self.came(name, evidence, times[0] if times else "")
        else:
            self.left(person.blank, "not-signed" if UNSIGNED in said else "no-mark", name=shown(name))
        if LEAVE not in said:
            for one in evidence:
                if one.means == REST:
                    self.left(one.cell, "remark-not-read", name=shown(name))

    def disagree(self, name: str, evidence: list[Evidence]) -> None:
        """The complaint about cells that cannot all be so."""
        cells = list({e.cell.name: e.cell for e in evidence if e.means != REST}.values())
        texts = [f"{self.rows.grid.at(cell)} {shown(cell.text.strip())}".rstrip() for cell in cells]
        zh, en = "、".join(texts), "; ".join(texts)
        self.left(cells[0], "marks-disagree", zh, name=shown(name), cells=zh, cells_en=en)

    def came(self, name: str, evidence: list[Evidence], time: str) -> None:
        """Somebody was there."""
        first = {e.means: e for e in reversed(evidence)}
        if INVITED in first:
            self.invite(name, first[INVITED].cell)
        if LATE in first:
            self.put("late", name, time, first[LATE].cell)
        if LEFT in first:
            self.put("left", name, first[LEFT].text, first[LEFT].cell)
            self.leaving[name] = first[LEFT].cell
        if time and LATE not in first:
            self.put("signed_in", name, time, first[TIME].cell)
        elif not {LATE, LEFT} & set(first):
            self.put("present", name, "", (first.get(PRESENT) or first[INVITED]).cell)

    def away(self, name: str, evidence: list[Evidence]) -> None:
        """Somebody was not there, whoever came instead."""
        first = {e.means: e for e in reversed(evidence)}
        self.put("absent", name, "", (first.get(LEAVE) or first.get(ABSENT) or first[REPRESENTED]).cell)
        if LEAVE in first:
            self.leave(name, evidence)
        elif ABSENT in first:
            for one in evidence:
                if one.means == ABSENT and one.text:
                    self.reason(name, one, "absence_reason", self.field("absence_reason", "text"))
        if REPRESENTED in first:
            whos = {folded(e.text): e for e in evidence if e.means == REPRESENTED and e.text}
            self.stand_in(name, first[REPRESENTED], list(whos.values()))

    # ---- what else is declared -----------------------------------------------------------------------------------------

    def field(self, name: str, base: str) -> Field | None:
        """A field of persons that the words declare, if it is of such a type."""
        kind = self.words.kinds.get("person")
        found = kind.fields.get(name) if kind is not None else None
        return found if found is not None and found.type.base == base and not found.type.several else None

    def has_leave(self) -> bool:
        """Whether a meeting file can say why somebody took leave."""
        leave = self.field("leave", "thing")
        kind = self.words.kinds.get(str(leave.type.of)) if leave is not None else None
        return kind is not None and "reason" in kind.fields and kind.fields["reason"].type.base == "text"

    def leave(self, name: str, evidence: list[Evidence]) -> None:
        """Why somebody took leave."""
        reasons = [e for e in evidence if e.means in {LEAVE, REST, ABSENT} and clean(e.text)]
        if not self.has_leave():
            for one in reasons:
                self.left(one.cell, "remark-not-read", name=shown(name))
        elif not reasons:
            self.left(next(e.cell for e in evidence if e.means == LEAVE), "leave-without-reason", name=shown(name))
        else:
            text = "，".join(dict.fromkeys(clean(e.text) for e in reasons))
            one = evolve(reasons[0], text=text)
            if self.is_text(name, one):
                self.more["leave"][name] = {"reason": text}
                self.note(one.cell, "leave", name, "reason")

    def reason(self, name: str, one: Evidence, key: str, declared: Field | None) -> None:
        """Why somebody did not come."""
        if declared is None:
            self.left(one.cell, "remark-not-read", name=shown(name))
        elif self.is_text(name, one):
            self.more[key][name] = clean(one.text)
            self.note(one.cell, key, name)

    def is_text(self, name: str, one: Evidence) -> bool:
        """Whether a meeting file takes it for a text; if not, it is told."""
        if HIDDEN.search(one.text):
            self.left(one.cell, "hidden-character")
            return False
        if clean(one.text) == "none":
            self.left(one.cell, "remark-not-read", name=shown(name))
            return False
        return True

    def stand_in(self, name: str, first: Evidence, whos: list[Evidence]) -> None:
        """Who came in somebody's place; that they were there themselves is not said."""
        declared = self.field("represented", "act")
        by = declared.roles.get("by") if declared is not None else None
        if len(whos) != 1 or by is None or by.of not in {"person", "party"}:
            self.left(first.cell, "stand-in-not-read", name=shown(name))
            return
        who = self.known.name(whos[0].text)
        if isinstance(who, Unnamed):
            cell = whos[0].cell
            self.rows.unread.append((cell, Unread(who.code, self.rows.grid.at(cell), cell.text, who.why)))
        else:
            self.met(who, whos[0].cell)
            self.more["represented"][name] = {"by": who}
            self.note(whos[0].cell, "represented", name, "by")

    def invite(self, name: str, cell: Cell) -> None:
        """Somebody who attends without being a member."""
        if self.field("invited", "flag") is None:
            self.left(cell, "no-place")
        elif name not in self.invited:
            self.invited[name] = None
            self.note(cell, "invited", name)

    def put(self, key: str, name: str, moment: str, cell: Cell) -> None:
        """One name in one of the lists of attendance."""
        self.lists[key][name] = moment
        self.note(cell, "attendance", key, name)

    # ---- all of it -----------------------------------------------------------------------------------------------------

    def attendance(self) -> Mapping[str, Any]:
        """The lists as a meeting file writes them."""
        late, left = self.lists["late"], self.lists["left"]
        if any(left.values()):
            for name in [name for name, moment in left.items() if not moment]:
                del left[name], self.origins["attendance", "left", name]
                self.left(self.leaving[name], "left-without-time", name=shown(name))
                if name not in late | self.lists["signed_in"]:
                    self.put("present", name, "", self.leaving[name])
        if late and not all(late.values()):  # one hour that is not known keeps all out of a table of hours
            for name in [name for name, moment in late.items() if moment]:
                self.lists["signed_in"][name] = late[name]
                self.origins["attendance", "signed_in", name] = self.origins["attendance", "late", name]
        found: dict[str, Any] = {key: list(self.lists[key]) for key in ("present", "absent") if self.lists[key]}
        if late:
            found["late"] = dict(late) if all(late.values()) else list(late)
        if left:  # what is left are those with their hours, or those without
            found["left"] = dict(left) if all(left.values()) else list(left)
        if self.lists["signed_in"]:
            found["signed_in"] = dict(self.lists["signed_in"])
        return found

    def reading(self, title: Title) -> Reading:
        """Everything, with where it comes from."""
        values: dict[str, Any] = {}
        for key, found in (("day", title.day), ("begins", title.begins)):
            if found is not None:
                values[key] = found[0][: len("09:00")] if key == "begins" else found[0]
                self.note(found[1], key)
        if attendance := self.attendance():
            values["attendance"] = dict(attendance)
        if self.invited:
            values["invited"] = {"complete": "no", "of": list(self.invited)}
        values |= {key: dict(found) for key, found in self.more.items() if found}
        if self.known.met:
            values["people"] = list(self.known.met)
        unread = sorted(self.rows.unread, key=lambda one: (one[0].row, one[0].column))
        return Reading(self.rows.grid.source, values, self.origins, (*title.unread, *(one for _, one in unread)))
