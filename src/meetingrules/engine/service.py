"""Files in, a run out: finds rulebooks, rosters and registers, and checks each meeting. The only room that reads files."""

import os
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from attrs import define, evolve, field

from meetingrules.base.days import Calendar
from meetingrules.base.diagnostics import Diagnostic, InvalidText, nearest
from meetingrules.base.document import read_file, read_text
from meetingrules.base.plain import from_plain
from meetingrules.base.source import Source, digest
from meetingrules.base.tree import Node, Table
from meetingrules.engine.check import check_plan, check_register
from meetingrules.facts.load import header
from meetingrules.facts.load import load_plan as plan_of
from meetingrules.facts.model import Plan, Register, Roster
from meetingrules.facts.notices import load_notices
from meetingrules.facts.register import load_register_header
from meetingrules.facts.roster import load_roster as roster_of
from meetingrules.lang.answers import Moment
from meetingrules.report.model import Input, Report, Run
from meetingrules.rulebook import load as books
from meetingrules.rulebook.model import GATES, Rulebook

SUFFIXES = (".meeting.yaml", ".meeting.yml", ".meeting.json")
REGISTER = "register.yaml"


def load_rulebook(name: str | Path) -> Rulebook:
    """A rulebook: a bare name is one that is shipped, anything else the path of a file.

    :raises InvalidText: with all complaints about it
    """
    try:
        path = books.find(str(name))
    except FileNotFoundError:
        names = books.shipped_rulebooks()
        zh, en = f"没有规则“{name}”，也没有这个文件", f"there is no rulebook and no file called {name}"
        listed = "、".join(names), ", ".join(names)
        other = (
            f"自带的有：{listed[0]}；写在文件里的规则用 --rulebook FILE 指明",
            f"shipped are {listed[1]}; a rulebook in a file is given with --rulebook FILE",
        )
        hint = nearest(str(name), names) or other
        raise InvalidText((_complaint("no-such-rulebook", zh, en, hint),)) from None
    source, _ = read_file(path)
    return books.load(source, path.parent)


def load_roster(source: str | Path | Mapping[str, Any], rulebook: Rulebook) -> Roster:
    """A roster from a path, a text of YAML, or a plain dict.

    :raises InvalidText: with all complaints about it
    """
    found, node = _read(source, "<roster>")
    return roster_of(node, found, rulebook.words)


def load_plan(source: str | Path | Mapping[str, Any], rulebook: Rulebook, *, roster: Roster | None = None) -> Plan:
    """A meeting from a path, a text of YAML or JSON, or a plain dict.

    The roster that it names is read from beside the file unless one is given.

    :raises InvalidText: with all complaints about it
    """
    found, node = _read(source, "<plan>")
    folder = Path(found.name).parent if isinstance(source, Path) or "\n" not in str(source) else None
    return read_plan(found, node, rulebook, roster or named_roster(node, found, rulebook, folder))


def read_plan(source: Source, node: Node, book: Rulebook, roster: Roster | None) -> Plan:
    """A meeting that is read into a tree already."""
    assert book.zone is not None
    plan = plan_of(node, source, book.words, roster=roster, zone=book.zone, rules=[r.id for r in book.rules])
    if plan.rulebook and plan.rulebook != book.id:
        zh, en = (
            f"此件属“{plan.rulebook}”，不能按“{book.id}”核对",
            f"this is a meeting of {plan.rulebook}, not of {book.id}",
        )
        raise InvalidText((_complaint("other-rulebook", zh, en),))
    return plan


def named_roster(node: Node, source: Source, book: Rulebook, folder: Path | None) -> Roster | None:
    """The roster that a meeting file names, or holds."""
    _, ref = header(node)
    if isinstance(ref, Table):
        return roster_of(ref, source, book.words)
    if ref is None or folder is None:
        return None
    found, tree = read_file(folder / ref)
    return roster_of(tree, found, book.words)


def check(
    plan: Plan,
    rulebook: Rulebook,
    *,
    roster: Roster | None = None,
    register: Register | None = None,
    calendar: Calendar | None = None,
    as_of: Moment | str | None = None,
    gate: str | None = None,
) -> Report:
    """Hold a meeting against a rulebook.

    :param plan: from ``load_plan``
    :param roster: instead of the plan's own
    :param register: the meetings that frequency rules look at; without it they are not evaluated
    :param calendar: working days, instead of the rulebook's
    :param as_of: the moment of the check, as a date (its end), an instant (in the rulebook's zone unless it has one), or ISO text; the clock is never read
    :param gate: ``notice``, ``opening`` or ``closing``: what must be settled by then counts as due, whatever the day
    :raises InvalidText: when the rulebook was not in force on the meeting's first day
    :raises ValueError: when there is no such gate
    """
    if gate is not None and gate not in GATES:
        raise ValueError(f"gate must be one of {', '.join(GATES)}, not {gate!r}")
    if roster is not None:
        plan = evolve(plan, roster=roster)
    check_in_force(plan, rulebook)
    moment = read_moment(as_of, rulebook) if isinstance(as_of, str) else as_of
    if isinstance(moment, datetime) and moment.tzinfo is None:
        moment = moment.replace(tzinfo=rulebook.zone)
    return check_plan(plan, rulebook, register=register, calendar=calendar, as_of=moment, gate=gate)


def check_dict(data: Mapping[str, Any]) -> dict[str, Any]:
    """A meeting as a plain dict in, a report as a plain dict out: a pure function that any engine can map.

    *data* is a meeting file as a dict; its ``meeting`` names a shipped rulebook, its ``roster`` is a table.

    :raises InvalidText: when the rulebook or the data cannot be read
    """
    from meetingrules.render.jsonout import report_to_dict

    name, _ = header(from_plain(dict(data)))
    book = load_rulebook(name or "")
    return report_to_dict(check(load_plan(data, book), book))


def read_moment(text: str, book: Rulebook | None = None) -> Moment:
    """``2024-03-20`` or ``2024-03-20 17:00``, in the zone of the rulebook.

    :raises InvalidText: when it is neither
    """
    try:
        if len(text) == 10:
            return date.fromisoformat(text)
        moment = datetime.fromisoformat(text)
    except ValueError:
        zh, en = f"“{text}”不是日期，应如 2024-03-20", f"{text} is no day; write it as 2024-03-20"
        raise InvalidText((_complaint("no-such-day", zh, en),)) from None
    zone = book.zone if book is not None and book.zone is not None else ZoneInfo("UTC")
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=zone)


def check_in_force(plan: Plan, book: Rulebook) -> None:
    """Refuse a meeting that a rulebook does not hold for.

    :raises InvalidText: ``no-day``, ``not-in-force``
    """
    if plan.day is None:
        zh, en = (
            "没有会议日期（day），无从确定适用的规则",
            "the meeting has no day: which rulebook holds cannot be told",
        )
        raise InvalidText((_complaint("no-day", zh, en),))
    early = book.in_force is not None and plan.day < book.in_force
    if early or (book.in_force_to is not None and plan.day > book.in_force_to):
        since = book.in_force.isoformat() if book.in_force else ""
        zh = f"会议首日{plan.day.isoformat()}，《{book.title['zh']}》规则自{since}起施行，不适用于此次会议"
        en = f"the rulebook {book.id} was not in force on {plan.day.isoformat()}; it holds from {since}"
        raise InvalidText((_complaint("not-in-force", zh, en),))


def _read(source: str | Path | Mapping[str, Any], name: str) -> tuple[Source, Node]:
    if isinstance(source, Path):
        return read_file(source)
    if isinstance(source, str) and "\n" not in source and not source.lstrip().startswith("{"):
        return read_file(Path(source))
    if isinstance(source, str):
        found = Source(name, source)
        return found, read_text(found, json=source.lstrip().startswith("{"))
    return Source(name, ""), from_plain(dict(source), name)


def _complaint(code: str, zh: str, en: str, hint: tuple[str, str] | None = None) -> Diagnostic:
    return Diagnostic(code, {"zh": zh, "en": en}, None, {"zh": hint[0], "en": hint[1]} if hint else None)


# ---- runs ------------------------------------------------------------------------------------------------------------


@define
class Runner:
    """Checks many files: each rulebook, roster and calendar is read once."""

    rulebooks: Sequence[str] = ()
    roster: str | None = None
    calendar: str | None = None
    as_of: str | None = None
    today: datetime | None = None
    """What stands in for ``as_of`` where nothing says when the check is; the command line gives the clock's."""
    gate: str | None = None
    books: dict[str, list[Rulebook]] = field(factory=dict)
    rosters: dict[tuple[str, str], Roster] = field(factory=dict)
    inputs: dict[str, Input] = field(factory=dict)
    problems: list[Diagnostic] = field(factory=list)

    def run(self, paths: Sequence[str], register: str | None = None) -> Run:
        """Check files and folders; a folder is a register."""
        reports = list[Report]()
        try:
            for name in self.rulebooks:
                self.add(load_rulebook(name))
            calendar = self.read_calendar()
        except InvalidText as error:
            self.problems += error.diagnostics
            return self.result(reports)
        outside = self.register_of(Path(register)) if register else {}
        for name in paths:
            path = Path(name)
            if path.is_dir():
                plans = self.plans(self.meetings(path))
                registers = self.registers(path, plans)
                for plan, book in plans:
                    reports += self.checked(plan, book, outside.get(book.id) or registers.get(book.id), calendar)
                for book_id, one in registers.items():
                    report = check_register(
                        one, self.books[book_id][-1], calendar=calendar, as_of=self.moment(self.books[book_id][-1])
                    )
                    reports += [report] if report is not None else []
                if not plans and not self.problems:
                    self.no_match(name)
            else:
                for plan, book in self.plans([path]):
                    reports += self.checked(plan, book, outside.get(book.id), calendar)
        return self.result(reports)

    def result(self, reports: list[Report]) -> Run:
        """Everything together."""
        book = next((b for found in self.books.values() for b in found), None)
        return Run(self.moment(book), tuple(self.inputs.values()), tuple(reports), tuple(self.problems))

    def moment(self, book: Rulebook | None) -> Moment | None:
        """The moment of the check: as told, else today in the rulebook's zone."""
        if self.as_of is not None:
            return read_moment(self.as_of, book)
        if self.today is None:
            return None
        zone = book.zone if book is not None else None
        return self.today.astimezone(zone).date()

    def checked(self, plan: Plan, book: Rulebook, register: Register | None, calendar: Calendar | None) -> list[Report]:
        """One meeting; what keeps it from being checked is a problem."""
        moment = read_moment(self.as_of, book) if self.as_of is not None else plan.as_of or self.moment(book)
        try:
            return [check(plan, book, register=register, calendar=calendar, as_of=moment, gate=self.gate)]
        except InvalidText as error:
            self.problems += [
                evolve(d, message={k: f"{plan.source.name}: {v}" for k, v in d.message.items()})
                for d in error.diagnostics
            ]
            return []

    def plans(self, paths: Iterable[Path]) -> list[tuple[Plan, Rulebook]]:
        """The meetings of some files, each with its rulebook."""
        found = []
        for path in paths:
            try:
                source, node = read_file(path)
                self.seen("meeting", source)
                book = self.book_for(node)
                found.append((read_plan(source, node, book, self.roster_for(node, source, book, path.parent)), book))
            except InvalidText as error:
                self.problems += [
                    d if d.place else evolve(d, message={k: f"{path}: {v}" for k, v in d.message.items()})
                    for d in error.diagnostics
                ]
        return found

    def seen(self, kind: str, source: Source) -> None:
        """Note a file that was read."""
        self.inputs.setdefault(f"{kind} {source.name}", Input(kind, source.name, digest(source.text)))

    def add(self, book: Rulebook) -> None:
        """Note a rulebook."""
        known = self.books.setdefault(book.id, [])
        if all(b.version != book.version for b in known):
            known.append(book)
            self.inputs.setdefault(f"rulebook {book.id}", Input("rulebook", book.id, book.digest))

    def book_for(self, node: Node) -> Rulebook:
        """The rulebook that a meeting names; of several versions the one in force on its first day."""
        name, _ = header(node)
        if not name:
            zh, en = "没有写明是哪一种会议（meeting）", "it does not say which kind of meeting it is (meeting: …)"
            hint = (
                f"例如 meeting: {books.shipped_rulebooks()[0]}",
                f"for example meeting: {books.shipped_rulebooks()[0]}",
            )
            raise InvalidText((_complaint("no-rulebook", zh, en, hint),))
        if name not in self.books:
            self.add(load_rulebook(name))
        day = node.get("day") if isinstance(node, Table) else None
        text = getattr(day, "text", "")
        in_force = [b for b in self.books[name] if b.in_force is None or b.in_force.isoformat() <= text]
        return max(in_force or self.books[name], key=lambda b: b.in_force.isoformat() if b.in_force else "")

    def roster_for(self, node: Node, source: Source, book: Rulebook, folder: Path) -> Roster | None:
        """The roster of a meeting: the one given for all, else the one it names."""
        if self.roster is None:
            _, ref = header(node)
            if not isinstance(ref, str):
                return named_roster(node, source, book, folder)
            path = Path(os.path.normpath(folder / ref))
        else:
            path = Path(self.roster)
        key = (book.id, str(path))
        if key not in self.rosters:
            found, tree = read_file(path)
            self.seen("roster", found)
            self.rosters[key] = roster_of(tree, found, book.words)
        return self.rosters[key]

    def read_calendar(self) -> Calendar | None:
        """The calendar that was given."""
        if self.calendar is None:
            return None
        source, node = read_file(Path(self.calendar))
        self.seen("calendar", source)
        return load_notices(node)

    def meetings(self, folder: Path) -> list[Path]:
        """The meeting files of a folder, sorted; links are not followed."""
        return sorted(
            (p for p in folder.rglob("*") if p.name.endswith(SUFFIXES) and p.is_file() and not p.is_symlink()), key=str
        )

    def registers(self, folder: Path, plans: list[tuple[Plan, Rulebook]]) -> dict[str, Register]:
        """One register for each body that meets in a folder."""
        start = end = None
        source = Source(str(folder), "")
        header_ = folder / REGISTER
        if header_.is_file():
            try:
                source, node = read_file(header_)
                self.seen("register", source)
                start, end = load_register_header(node)
            except InvalidText as error:
                self.problems += error.diagnostics
        names = sorted({book.id for _, book in plans})
        return {n: Register(tuple(p for p, b in plans if b.id == n), start, end, source) for n in names}

    def register_of(self, folder: Path) -> dict[str, Register]:
        """The registers of a folder that is only looked at."""
        return self.registers(folder, self.plans(self.meetings(folder)))

    def no_match(self, name: str) -> None:
        """A folder without meetings is no success."""
        zh, en = f"“{name}”中没有会议文件（*.meeting.yaml）", f"there is no meeting file (*.meeting.yaml) in {name}"
        self.problems.append(_complaint("no-file-matched", zh, en))


def check_paths(
    paths: Sequence[str],
    *,
    rulebooks: Sequence[str] = (),
    roster: str | None = None,
    calendar: str | None = None,
    as_of: str | None = None,
    register: str | None = None,
    gate: str | None = None,
    today: datetime | None = None,
) -> Run:
    """Check files and folders; a folder is a register.

    :param gate: see ``check``
    :param today: what stands in for *as_of* where neither it nor the file gives one
    """
    return Runner(rulebooks, roster, calendar, as_of, today, gate).run(paths, register)
