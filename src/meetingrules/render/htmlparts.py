"""The parts of a sheet of the page: entries of its lists, days on which something is due, pictures of counts."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from attrs import frozen

from meetingrules.lang.answers import Due
from meetingrules.render.names import about, cites_of, item_name
from meetingrules.render.pictures import Picture, seats
from meetingrules.render.rows import justified, path_of
from meetingrules.render.text import by_due, grade
from meetingrules.render.words import FORECASTS, PHRASES, SEVERITY, STATUS
from meetingrules.report import figures
from meetingrules.report.model import Finding, Report
from meetingrules.report.pictured import Chain, Count


@frozen
class Entry:
    """One rule, for all of which it says the same."""

    anchor: str
    mark: str
    """How it is marked: the severity of what is not met, else the status."""
    tag: str
    """The same in words."""
    item: str
    whom: str
    """Whom or what it is about; empty for the meeting or the item itself."""
    whole: str
    """Both of these, for lists in which items do not stand apart."""
    heads: int
    """For how many findings it speaks."""
    demand: str
    found: str
    """What was found; empty where nothing but the demand is told."""
    cites: str
    place: str
    rule: str
    remedy: str
    evidence: str
    readings: str
    notes: tuple[str, ...]
    until: str
    forecast: str
    expected: str
    """``pass``, ``fail``, ``unknown``; empty where nothing is forecast."""
    excuse: str
    """The departure on record."""
    known: bool
    chains: tuple[Chain, ...]


@frozen
class Day:
    """What is due at one moment."""

    when: str
    certain: bool
    due: Due | None
    rows: tuple[Entry, ...]


@frozen
class Group:
    """The entries of one item, or of the meeting as a whole."""

    title: str
    entries: tuple[Entry, ...]


@frozen
class Figure:
    """A count, for all about whom it is the same."""

    entry: Entry
    count: Count
    picture: Picture
    numbers: dict[str, str]
    """Its numbers as they are written."""


@frozen
class Teller:
    """Makes the parts of one report."""

    report: Report
    lang: str
    anchor: str
    drawn: bool

    def t(self, zh: str, en: str) -> str:
        """The one of two texts that is in this language."""
        return zh if self.lang == "zh" else en

    def entry(self, row: Sequence[Finding]) -> Entry:
        """Findings that say the same."""
        one, lang = row[0], self.lang
        demand, found = self.parted(one)
        severity = one.status == "fail" and one.severity in SEVERITY and one.severity != "none"
        counter = "人" if one.subject.kind == "person" else "项"
        names, whole = (
            list(dict.fromkeys(name for f in row if (name := about(f, lang, items=items)))) for items in (False, True)
        )
        place = one.place
        return Entry(
            anchor=f"{self.anchor}-{one.fingerprint or one.rule}",
            mark=one.severity if severity else one.status,
            tag=(SEVERITY[one.severity] if severity else STATUS[one.status])[lang],
            item=item_name(one.item, lang, self.report.items.get(one.item, "")) if one.item else "",
            whom=figures.listed(names, lang, counter),
            whole=figures.listed(whole, lang, counter) or PHRASES["meeting-wide"][lang],
            heads=len(row),
            demand=demand,
            found=found,
            cites=cites_of(one, lang),
            place=f"{path_of(place.source.name)}:{place.line}" if place is not None else "",
            rule=f"{self.report.rulebook}/{one.rule}",
            remedy=one.remedy[lang] if one.remedy is not None else "",
            evidence=self.t("；", "; ").join(one.evidence),
            readings=self.t("；", "; ").join(reading[lang] for reading in one.readings),
            notes=tuple(note[lang] for note in one.notes),
            until=self.until(one.due) if one.due is not None else "",
            forecast=FORECASTS[one.forecast][lang].strip()
            if one.forecast is not None and one.forecast in FORECASTS
            else "",
            expected=one.forecast or "",
            excuse=justified(one, lang) if one.departure is not None else "",
            known=one.known,
            chains=one.chains if self.drawn else (),
        )

    def parted(self, finding: Finding) -> tuple[str, str]:
        """What a rule demands, and what was found."""
        message, demand = finding.message[self.lang], finding.demand.get(self.lang, "")
        head = demand.rstrip("。.")
        if not head or not message.startswith(head):
            return message, ""
        return demand, message.removeprefix(head).lstrip("。. ")

    def until(self, due: Due) -> str:
        """When something is due."""
        return figures.until(due, self.lang, weekday=due.exact and not hasattr(due.earliest, "hour"))

    def entries(self, findings: Iterable[Finding], *, gravest: bool = False) -> tuple[Entry, ...]:
        """What says the same of several stands together, in the order of the agenda; of an item the gravest first.

        :param gravest: whether the gravest of all come first
        """
        order = {id_: index for index, id_ in enumerate(self.report.items, 1)}
        ranked = sorted(findings, key=lambda f: (f.known, order.get(f.item, len(order) + 1) if f.item else 0, grade(f)))
        ranked = sorted(ranked, key=grade) if gravest else ranked
        rows = dict[tuple[object, ...], list[Finding]]()
        for f in ranked:
            key = (f.rule, f.item, f.message["zh"], f.severity, f.status, f.evidence, f.departure, f.known, f.chains)
            rows.setdefault(tuple(map(_hashable, key)), []).append(f)
        return tuple(self.entry(row) for row in rows.values())

    def by_item(self, findings: Iterable[Finding]) -> tuple[Group, ...]:
        """Entries item by item, the meeting as a whole first."""
        groups = dict[str, list[Entry]]()
        for entry in self.entries(findings):
            groups.setdefault(entry.item or PHRASES["meeting-wide"][self.lang], []).append(entry)
        return tuple(Group(title, tuple(found)) for title, found in groups.items())

    def days(self, findings: Iterable[Finding]) -> tuple[Day, ...]:
        """What is due when: one row for a rule, however many it is about."""
        days = dict[Due | None, dict[tuple[str, str | None], list[Finding]]]()
        for f in sorted(findings, key=lambda f: by_due(f.due)):
            days.setdefault(f.due, {}).setdefault((f.rule, f.forecast), []).append(f)
        return tuple(
            Day(
                self.until(due) if due is not None else "", due is None or due.exact, due,
                tuple(self.entry(row) for row in rules.values()),
            )
            for due, rules in days.items()
        )  # fmt: skip

    def under_way(self, findings: Iterable[Finding]) -> tuple[Entry, ...]:
        """The chains of what is not due yet, those that stand at the same step together."""
        rows = dict[tuple[object, ...], list[Finding]]()
        for f in findings if self.drawn else ():
            if f.chains:
                rows.setdefault((f.rule, f.message["zh"], _hashable(f.chains)), []).append(f)
        return tuple(self.entry(row) for row in rows.values())

    def short(self, findings: Iterable[Finding]) -> tuple[Entry, ...]:
        """What needs nobody: one line for a rule."""
        rows = dict[str, list[Finding]]()
        for f in findings:
            rows.setdefault(f.rule, []).append(f)
        return tuple(self.entry(row) for row in rows.values())

    def counts(self, findings: Iterable[Finding]) -> tuple[Figure, ...]:
        """The counts of persons in the room, the meeting's first; each once for all items for which it is the same."""
        rows = dict[tuple[object, ...], tuple[Count, list[Finding]]]()
        ranked = sorted(findings if self.drawn else (), key=lambda f: f.item is not None)
        for f in ranked:
            for count in f.counts:
                rows.setdefault((f.rule, f.status, _hashable(count)), (count, []))[1].append(f)
        return tuple(
            Figure(self.entry(row), count, seats(count), _numbers(count, self.lang)) for count, row in rows.values()
        )


def _numbers(count: Count, lang: str) -> dict[str, str]:
    """The numbers of a count as they are written; in Chinese heads are 人."""
    unit = "人" if lang == "zh" and count.heads and count.presence else ""
    none = Fraction(0)
    numbers = {
        "base": count.base, "need": count.need, "yes": count.have, "unknown": count.open,
        "no": max(count.base - count.have - count.open, none), "short": max(count.need - count.have, none),
    }  # fmt: skip
    return {key: figures.number(number) + unit for key, number in numbers.items()}


def _hashable(value: object) -> object:
    """A key for what may hold texts in two languages."""
    return repr(value) if isinstance(value, tuple | Count) else value
