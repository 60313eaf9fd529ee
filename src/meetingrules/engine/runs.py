"""Files and folders in, a run out: finds rulebooks, rosters and registers, and checks each meeting."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from attrs import define, evolve, field

from meetingrules.base.days import Calendar
from meetingrules.base.diagnostics import Diagnostic, InvalidText
from meetingrules.base.document import read_file
from meetingrules.base.limits import DEFAULT, Limits
from meetingrules.base.source import Source, digest
from meetingrules.base.tree import Node, Table, shown
from meetingrules.engine import bulk
from meetingrules.engine.check import check_plan, check_register
from meetingrules.engine.readied import Readied
from meetingrules.engine.service import (
    check_in_force,
    complaint,
    load_rulebook,
    named_roster,
    no_such_rulebook,
    read_moment,
    read_plan,
)
from meetingrules.engine.store import Store
from meetingrules.facts.load import header
from meetingrules.facts.model import Plan, Register, Roster
from meetingrules.facts.register import load_register_header
from meetingrules.facts.roster import load_roster as roster_of
from meetingrules.lang.answers import Moment
from meetingrules.report.model import Input, Report, Run
from meetingrules.rulebook.model import Rulebook
from meetingrules.rulebook.shipped import find, shipped_rulebooks

SUFFIXES = (".meeting.yaml", ".meeting.yml", ".meeting.json")
REGISTER = "register.yaml"
MANY = 64
"""From so many files on a folder is checked meeting by meeting, by several processes."""
INTERRUPTED = "interrupted"
"""The complaint of a run that somebody stopped."""


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
    reasons: bool = True
    """Whether findings come with their reasons, and what is met or beside the point is told, too; without, a check is many times faster."""
    sink: Callable[[Report], None] | None = None
    """Who takes each report; without, all are kept."""
    readied: Readied = field(factory=Readied)
    """How each rulebook tells statuses alone."""
    store: Store | None = None
    """Where rulebooks and calendars that were read before may be found again."""
    jobs: int = 1
    """How many processes share the work on a large folder."""
    progress: Callable[[int, int], None] | None = None
    """Told how many steps are done, and of how many."""
    limits: Limits = DEFAULT
    """How much is read and worked out at most."""
    books: dict[str, list[Rulebook]] = field(factory=dict)
    asked: dict[tuple[str, str], frozenset[str]] = field(factory=dict)
    """For each version of a rulebook what it may ask of other meetings."""
    reports: list[Report] = field(factory=list)
    rosters: dict[tuple[str, str], Roster] = field(factory=dict)
    inputs: dict[str, Input] = field(factory=dict)
    problems: list[Diagnostic] = field(factory=list)

    def run(self, paths: Sequence[str], register: str | None = None) -> Run:
        """Check files and folders; a folder is a register."""
        if self.store is not None:
            self.store.teach()
        try:
            for name in sorted(self.rulebooks):
                self.add(self.load(name))
            calendar = self.read_calendar()
        except InvalidText as error:
            self.problems += error.diagnostics
            return self.result()
        outside = self.register_of(Path(register)) if register else {}
        for name in sorted(paths):  # the shell sorts as the locale says
            path = Path(name)
            if path.is_dir() and len(found := self.meetings(path)) >= MANY:
                self.many(path, found, outside, calendar)
            elif path.is_dir():
                plans = self.plans(found)
                registers = self.registers(path, plans)
                for plan, book in plans:
                    self.take(self.checked(plan, book, outside.get(book.id) or registers.get(book.id), calendar))
                self.take(self.periods(registers, calendar))
                if not plans and not self.problems:
                    self.no_match(name)
            else:
                for plan, book in self.plans([path]):
                    self.take(self.checked(plan, book, outside.get(book.id), calendar))
        return self.result()

    def take(self, reports: Iterable[Report]) -> None:
        """Reports that are done."""
        for report in reports:
            (self.sink or self.reports.append)(report)

    def periods(self, registers: Mapping[str, Register], calendar: Calendar | None) -> Iterator[Report]:
        """The report about the periods of each register."""
        for name, register in registers.items():
            book = self.books[name][-1]
            report = check_register(register, book, calendar=calendar, as_of=self.moment(book), limits=self.limits)
            if report is not None:
                yield report

    # ---- large folders -----------------------------------------------------------------------------------------------

    def many(self, folder: Path, paths: list[Path], outside: Mapping[str, Register], calendar: Calendar | None) -> None:
        """A large folder, meeting by meeting; Ctrl-C leaves what is finished."""
        alone = evolve(
            self, inputs={}, problems=[], readied=Readied(), rosters={}, reports=[], progress=None, sink=None
        )
        task, done, finished = bulk.Task(alone.glance, alone.examine, {}, calendar), 0, 0
        shared = bulk.Shared()

        def step(count: int) -> None:
            nonlocal done
            done += count
            if self.progress is not None:
                self.progress(done, 2 * len(paths))

        try:
            plans, readable = list[tuple[Plan, Rulebook]](), list[Path]()
            for path, glance in zip(paths, bulk.glances(task, paths, self.jobs, step), strict=True):
                self.note(glance)
                if glance.plan is not None:
                    plans.append((shared.plan(glance.plan), self.book_named(glance.plan)))
                    readable.append(path)
            registers = self.registers(folder, plans)
            for checked in bulk.checks(evolve(task, registers={**registers, **outside}), readable, self.jobs, step):
                self.problems += checked.problems
                finished += len(checked.reports)
                self.take(checked.reports if self.sink is not None else map(shared.report, checked.reports))
        except KeyboardInterrupt:
            zh, en = (
                f"已中断，{len(paths)}件中只核对了{finished}件",
                f"interrupted: {finished} of {len(paths)} meetings were checked",
            )
            self.problems.append(complaint(INTERRUPTED, zh, en))
            return
        self.take(self.periods(registers, calendar))

    def note(self, found: bulk.Glance) -> None:
        """What another process read, and what it found wrong."""
        for one in found.inputs:
            self.inputs.setdefault(f"{one.kind} {one.path}", one)
        self.problems += found.problems

    def book_named(self, plan: Plan) -> Rulebook:
        """The rulebook of a meeting that another process read."""
        if plan.rulebook not in self.books:
            self.add(self.load(plan.rulebook))
        return self.in_force(plan.rulebook, plan.day.isoformat() if plan.day is not None else "")

    def glance(self, path: Path) -> bulk.Glance:
        """One file, for the register."""
        self.inputs, self.problems = {}, []
        plans = [bulk.light(plan, self.of_others(book)) for plan, book in self.plans([path])]
        return bulk.Glance(plans[0] if plans else None, tuple(self.inputs.values()), tuple(self.problems))

    def of_others(self, book: Rulebook) -> frozenset[str]:
        """What a rulebook may ask of other meetings."""
        key = (book.id, book.version)
        if key not in self.asked:
            self.asked[key] = bulk.asked_of_others(book)
        return self.asked[key]

    def examine(self, path: Path, task: bulk.Task) -> bulk.Checked:
        """One file, checked."""
        self.inputs, self.problems = {}, []
        reports = list[Report]()
        for plan, book in self.plans([path]):
            found = self.checked(plan, book, task.registers.get(book.id), task.calendar)
            reports += found if self.reasons else [bulk.slim(report, plan.source.text) for report in found]
        return bulk.Checked(tuple(reports), (), tuple(self.problems))

    def result(self) -> Run:
        """Everything together."""
        if self.store is not None:
            self.store.learn()
        book = next((b for found in self.books.values() for b in found), None)
        return Run(self.moment(book), tuple(self.inputs.values()), tuple(self.reports), tuple(self.problems))

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
            quick = None if self.reasons else self.readied.ask(book)
            check_in_force(plan, book)
            return [
                check_plan(
                    plan,
                    book,
                    register=register,
                    calendar=calendar,
                    as_of=moment,
                    gate=self.gate,
                    quick=quick,
                    limits=self.limits,
                )
            ]
        except InvalidText as error:
            self.problems += [about(plan.source.name, d) for d in error.diagnostics]
            return []

    def plans(self, paths: Iterable[Path]) -> list[tuple[Plan, Rulebook]]:
        """The meetings of some files, each with its rulebook."""
        found = []
        for path in paths:
            try:
                source, node = read_file(path, self.limits)
                self.seen("meeting", source)
                book = self.book_for(node)
                roster = self.roster_for(node, source, book, path.parent)
                found.append((read_plan(source, node, book, roster, self.limits), book))
            except InvalidText as error:
                self.problems += [about(str(path), d) for d in error.diagnostics]
        return found

    def seen(self, kind: str, source: Source) -> None:
        """Note a file that was read."""
        self.inputs.setdefault(f"{kind} {source.name}", Input(kind, source.name, digest(source.text)))

    def load(self, name: str) -> Rulebook:
        """A rulebook, as it was found before or from its file."""
        if self.store is None or self.limits != DEFAULT:
            return load_rulebook(name, limits=self.limits)
        with suppress(FileNotFoundError):
            path = find(name)
            known = self.store.book(path)
            if known is not None:
                return known
            made = load_rulebook(name)
            self.store.keep(path, made, made.shares)
            return made
        return load_rulebook(name)

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
                f"例如 meeting: {shipped_rulebooks()[0]}",
                f"for example meeting: {shipped_rulebooks()[0]}",
            )
            raise InvalidText((complaint("no-rulebook", zh, en, hint),))
        if name not in self.books:
            if name not in shipped_rulebooks():  # a meeting names no files
                raise no_such_rulebook(name)
            self.add(self.load(name))
        day = node.get("day") if isinstance(node, Table) else None
        text = getattr(day, "text", "")
        return self.in_force(name, text)

    def in_force(self, name: str, day: str) -> Rulebook:
        """Of several versions of a rulebook the one in force on a day."""
        in_force = [b for b in self.books[name] if b.in_force is None or b.in_force.isoformat() <= day]
        return max(in_force or self.books[name], key=lambda b: b.in_force.isoformat() if b.in_force else "")

    def roster_for(self, node: Node, source: Source, book: Rulebook, folder: Path) -> Roster | None:
        """The roster of a meeting: the one given for all, else the one it names."""
        if self.roster is None:
            _, ref = header(node)
            if not isinstance(ref, str):
                return named_roster(node, source, book, folder, self.limits)
            path = Path(os.path.normpath(folder / ref))
        else:
            path = Path(self.roster)
        key = (book.id, str(path))
        if key not in self.rosters:
            found, tree = read_file(path, self.limits)
            self.seen("roster", found)
            self.rosters[key] = roster_of(tree, found, book.words, self.limits)
        return self.rosters[key]

    def read_calendar(self) -> Calendar | None:
        """The calendar that was given."""
        if self.calendar is None:
            return None
        from meetingrules.facts.notices import load_notices  # most runs go by the calendar of the rulebook

        source, node = read_file(Path(self.calendar), self.limits)
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
                source, node = read_file(header_, self.limits)
                self.seen("register", source)
                start, end = load_register_header(node)
            except InvalidText as error:
                self.problems += error.diagnostics
        names = sorted({book.id for _, book in plans})
        return {n: Register(tuple(p for p, b in plans if b.id == n), start, end, source) for n in names}

    def register_of(self, folder: Path) -> dict[str, Register]:
        """The registers of a folder that is only looked at; one that says its period may be empty so far."""
        found = self.meetings(folder)
        if not found and not (folder / REGISTER).is_file():
            self.no_match(str(folder))
        return self.registers(folder, self.plans(found))

    def no_match(self, name: str) -> None:
        """A folder without meetings is no success."""
        zh, en = f"“{name}”中没有会议文件（*.meeting.yaml）", f"there is no meeting file (*.meeting.yaml) in {name}"
        self.problems.append(complaint("no-file-matched", zh, en))


def about(name: str, found: Diagnostic) -> Diagnostic:
    """A complaint that says which file it is about, if not by its place, then in front."""
    if found.place is not None or shown(name) in found.message["en"]:
        return found
    return evolve(found, message={lang: f"{name}: {text}" for lang, text in found.message.items()})


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
    reasons: bool = True,
    store: Store | None = None,
    jobs: int = 1,
    progress: Callable[[int, int], None] | None = None,
    limits: Limits = DEFAULT,
    sink: Callable[[Report], None] | None = None,
) -> Run:
    """Check files and folders; a folder is a register.

    :param gate: see ``check``
    :param today: what stands in for *as_of* where neither it nor the file gives one
    :param reasons: whether all findings are told, with proofs; else what is met or beside the point is only counted, many times faster
    :param store: where rulebooks that were read before may be found again; the command line has one in the user's cache folder
    :param jobs: how many processes share the work on a large folder
    :param progress: told how many steps of a large folder are done, and of how many
    :param limits: how much of each file is read, and how much each meeting may cost
    :param sink: takes each report as soon as its turn comes; the run has none then
    """
    runner = Runner(
        rulebooks, roster, calendar, as_of, today, gate, reasons, sink, store=store, jobs=jobs, progress=progress, limits=limits
    )  # fmt: skip
    return runner.run(paths, register)
