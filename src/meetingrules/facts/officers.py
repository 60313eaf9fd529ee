"""Who holds what by the roster, on the days in question: offices, posts in a unit, relations to a unit.

Days are one day twice, or a stretch where an act carries no date. What holds on all of them is known, what holds on some is
open. Two terms of one person that follow each other are one.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import cached_property

from attrs import field, frozen

from meetingrules.facts.model import Roster, Tenure, Tie, things_in
from meetingrules.lang.answers import Gap, Proof, Truth
from meetingrules.lang.facts import NONE, Answer, Days, Group, Thing, Unknown
from meetingrules.lang.words import Field, Words

ROSTER = {"zh": "任职名册", "en": "the roster"}
DAY = {"zh": "办理日期", "en": "the day of the act"}
HEADS = ("principal_head", "deputy_heads")
ONE_DAY = timedelta(days=1)


@frozen
class Officers:
    """Reads one roster."""

    roster: Roster
    words: Words
    terms: dict[str, tuple[tuple[Thing, tuple[Tenure, ...]], ...]] = field(factory=dict, eq=False, repr=False)
    """For each office who ever held it, and their terms; looked up when it is first asked about."""
    changes: dict[str, list[date]] = field(factory=dict, eq=False, repr=False)
    """For each office the days from which on somebody else may hold it."""
    held: dict[tuple[str, int], Group] = field(factory=dict, eq=False, repr=False)
    """For each office and each time between two such days who holds it."""

    @classmethod
    def of(cls, roster: Roster, words: Words) -> "Officers":
        """The reader of a roster; the same one for all meetings of a body."""
        found: Officers | None = next((known for known in roster.readers if known.words is words), None)
        if found is not None:
            return found
        made = cls(roster, words)
        roster.readers[:] = [*roster.readers[-3:], made]
        return made

    def gap(self) -> tuple[Gap, ...]:
        """Why there may be more than the roster knows."""
        return () if self.roster.complete else (Gap("fact", "roster", ROSTER),)

    def holders(self, office: str, on: Days) -> Group:
        """Those who hold an office; who holds it on some of the days only is open."""
        known = self.terms.get(office)
        if known is None:
            terms = [t for t in self.roster.tenures if t.unit is None and self.counts(t.office, office, t.acting)]
            known = self.terms[office] = by_person(terms)
        if on[0] != on[1]:
            return self.group(known, on)
        changes = self.changes.get(office)
        if changes is None:
            days = {t.start for _, own in known for t in own if t.start is not None}
            days |= {t.end + ONE_DAY for _, own in known for t in own if t.end is not None and t.end < date.max}
            changes = self.changes[office] = sorted(days)
        key = office, bisect_right(changes, on[0])
        found = self.held.get(key)
        if found is None:
            found = self.held[key] = self.group(known, on)
        return found

    def group(self, terms: Iterable[tuple[Thing, tuple[Tenure, ...]]], on: Days) -> Group:
        """The persons of some terms."""
        entries = dict[object, Proof | None]()
        for thing, own in terms:
            held = covers(own, on)
            if held is True:
                entries[thing] = None
            elif held is None:
                label = {"zh": f"{thing.id}的办理日期", "en": f"the day on which {thing.id} acted"}
                entries[thing] = Proof("office", Truth.OPEN, Truth.OPEN, gaps=(Gap("fact", f"{thing.id}.at", label),))
        return Group(tuple(entries.items()), self.gap())

    @cached_property
    def turns(self) -> Sequence[date]:
        """The days from which on the roster says something else than the day before, in their order."""
        spans: list[Tenure | Tie] = [*self.roster.tenures, *self.roster.ties]
        days = {span.start for span in spans if span.start is not None}
        return sorted(days | {span.end + ONE_DAY for span in spans if span.end is not None and span.end < date.max})

    def counts(self, held: str, office: str, acting: bool) -> bool:
        """Whether holding one office counts as holding another; acting holders where the rulebook says so."""
        word = self.words.offices.get(held)
        if acting and word is not None and not word.acting_counts:
            return False
        while word is not None:
            if word.name == office:
                return True
            word = self.words.offices.get(word.is_also or "")
        return False

    def relates(self, person: Thing, relation: str, unit: Thing, on: Days) -> bool | Unknown:
        """Whether a person stands in a relation to a unit."""
        ties = self.roster.tied.get((person.id, relation, unit.id))
        held = covers(ties, on) if ties is not None else False
        if held is True:
            return True
        if held is None:
            return Unknown((Gap("fact", f"{person.id}.at", DAY),))
        return False if self.roster.complete else Unknown(self.gap())

    def in_unit(self, unit: Thing, field: Field, on: Days) -> Answer | None:
        """Who holds a post in a unit, where the roster gives it with its days; None where it does not."""
        terms = self.roster.posts.get((unit.id, field.name))
        if not terms:
            return None
        group = self.group(by_person(terms), on)
        if field.type.several:
            return group
        open_ = tuple(g for _, proof in group.entries if proof is not None for g in proof.gaps) + group.gaps
        sure = [entry for entry, proof in group.entries if proof is None]
        if open_ or len(sure) > 1:
            label = {lang: f"{unit.id}{'：' if lang == 'zh' else ': '}{field.label[lang]}" for lang in ("zh", "en")}
            return Unknown(open_ or (Gap("fact", f"{unit.id}.{field.name}", label),))
        return sure[0] if sure and isinstance(sure[0], Thing) else NONE

    def heads(self, unit: Thing, on: Days, stated: dict[str, Answer | None]) -> Answer | None:
        """Principal and deputy heads of a unit together; open as soon as one of the two is not known."""
        fields = self.words.kinds["unit"].fields
        known = {name: self.in_unit(unit, fields[name], on) or stated.get(name) for name in HEADS}
        if not any(answer is not None for answer in known.values()):
            return None
        entries, gaps = dict[object, Proof | None](), list[Gap]()
        for name, answer in known.items():
            if answer is None:
                label = {
                    lang: f"{unit.id}{'：' if lang == 'zh' else ': '}{fields[name].label[lang]}"
                    for lang in ("zh", "en")
                }
                gaps.append(Gap("fact", f"{unit.id}.{name}", label))
            elif isinstance(answer, Unknown | Group):
                gaps += answer.gaps
            if isinstance(answer, Group):
                entries |= dict(answer.entries)
            elif isinstance(answer, Thing):
                entries[answer] = None
        return Group(tuple(entries.items()), tuple(gaps))

    def unit_of(self, person: Thing, on: Days) -> Thing | None:
        """The one unit that a person is a head of; None where there is none, or not just one."""
        stated = {u for u, fields in self.roster.values.items() if u.kind == "unit" and _heads(fields, person)}
        terms = [t for t in self.roster.tenures if t.unit is not None and t.person == person.id and t.office in HEADS]
        stated |= {Thing("unit", t.unit, t.unit) for t in terms if t.unit is not None and covers([t], on) is not False}
        return next(iter(stated)) if len(stated) == 1 else None


def by_person(terms: Iterable[Tenure]) -> tuple[tuple[Thing, tuple[Tenure, ...]], ...]:
    """The terms of each person, in the order in which the persons are written down."""
    found = dict[str, list[Tenure]]()
    for term in terms:
        found.setdefault(term.person, []).append(term)
    return tuple((Thing("person", name, name), tuple(own)) for name, own in found.items())


def covers(terms: Sequence[Tenure | Tie], on: Days) -> bool | None:
    """Whether some terms hold on all of the days (True), on none (False) or on some of them (None)."""
    if len(terms) == 1:  # nearly always
        (one,) = terms
        begun, over = one.start is None or one.start <= on[0], one.end is not None and one.end < on[1]
        if begun and not over:
            return True
    reached, some = on[0], False
    for term in sorted(terms, key=lambda t: t.start or date.min):
        start, end = term.start or date.min, term.end or date.max
        some = some or (start <= on[1] and on[0] <= end)
        if start <= reached <= end:
            reached = end if end == date.max else end + ONE_DAY
    if reached > on[1]:
        return True
    return None if some else False


def _heads(fields: object, person: Thing) -> bool:
    get = getattr(fields, "get", None)
    return get is not None and any(person in things_in(get(name)) for name in HEADS)
