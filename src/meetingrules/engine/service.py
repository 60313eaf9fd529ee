"""Texts in, values out: rulebooks, rosters and meetings by path, as text or as a dict, and the check of one meeting."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any
from zoneinfo import ZoneInfo

from attrs import evolve

from meetingrules.base.days import Calendar
from meetingrules.base.diagnostics import Diagnostic, InvalidText, nearest
from meetingrules.base.document import decoded, read_data, read_file, read_text
from meetingrules.base.limits import DEFAULT, FIRST_DAY, LAST_DAY, Limits
from meetingrules.base.plain import from_plain
from meetingrules.base.source import Source
from meetingrules.base.tree import Node, Table, shown
from meetingrules.engine.check import check_plan
from meetingrules.engine.readied import Readied
from meetingrules.facts.load import header
from meetingrules.facts.load import load_plan as plan_of
from meetingrules.facts.model import Plan, Register, Roster
from meetingrules.facts.roster import load_roster as roster_of
from meetingrules.facts.scalars import Misread, read_instant
from meetingrules.lang.answers import Moment
from meetingrules.report.model import Report
from meetingrules.rulebook.model import GATES, Rulebook
from meetingrules.rulebook.shipped import find, shipped_rulebooks

TOLD = ("open", "full")
"""How much a report tells."""
READIED, ASKING = Readied(), Lock()
"""The rulebooks that callers used last, and who may ask for one: any thread, in its turn."""


def load_rulebook(name: str | Path, *, limits: Limits = DEFAULT) -> Rulebook:
    """A rulebook: a bare name is one that is shipped, anything else the path of a file.

    :param limits: how much is read at most
    :raises InvalidText: with all complaints about it
    """
    try:
        path = find(str(name))
    except FileNotFoundError:
        raise no_such_rulebook(str(name)) from None
    source = decoded(str(path), read_data(path, limits.bytes), limits)
    # The reader of rulebooks, a fifth of all modules, is seldom needed: most runs find what was read before.
    from meetingrules.rulebook.load import load

    return load(source, path.parent, limits)


def no_such_rulebook(name: str) -> InvalidText:
    """The complaint about a name that is neither a shipped rulebook's nor a file's."""
    names = shipped_rulebooks()
    zh, en = f"没有规则“{name}”，也没有这个文件", f"there is no rulebook and no file called {name}"
    listed = "、".join(names), ", ".join(names)
    other = (
        f"自带的有：{listed[0]}；写在文件里的规则用 --rulebook FILE 指明",
        f"shipped are {listed[1]}; a rulebook in a file is given with --rulebook FILE",
    )
    return InvalidText((complaint("no-such-rulebook", zh, en, nearest(name, names) or other),))


def load_roster(source: str | Path | Mapping[str, Any], rulebook: Rulebook, *, limits: Limits = DEFAULT) -> Roster:
    """A roster from a path, a text of YAML, or a plain dict.

    :param limits: how much is read at most
    :raises InvalidText: with all complaints about it
    """
    found, node = _read(source, "<roster>", limits)
    return roster_of(node, found, rulebook.words, limits)


def load_plan(
    source: str | Path | Mapping[str, Any],
    rulebook: Rulebook,
    *,
    roster: Roster | None = None,
    limits: Limits = DEFAULT,
) -> Plan:
    """A meeting from a path, a text of YAML or JSON, or a plain dict.

    The roster that a file names is read from beside it unless one is given; a text and a dict may hold one, and name none.

    :param limits: how much is read at most
    :raises InvalidText: with all complaints about it
    """
    found, node = _read(source, "<plan>", limits)
    folder = Path(found.name).parent if isinstance(source, Path) or source == found.name else None
    return read_plan(found, node, rulebook, roster or named_roster(node, found, rulebook, folder, limits), limits)


def read_plan(source: Source, node: Node, book: Rulebook, roster: Roster | None, limits: Limits = DEFAULT) -> Plan:
    """A meeting that is read into a tree already."""
    assert book.zone is not None
    rules = [r.id for r in book.rules]
    plan = plan_of(node, source, book.words, roster=roster, zone=book.zone, rules=rules, limits=limits)
    if plan.rulebook and plan.rulebook != book.id:
        zh, en = (
            f"此件属“{plan.rulebook}”，不能按“{book.id}”核对",
            f"this is a meeting of {plan.rulebook}, not of {book.id}",
        )
        raise InvalidText((complaint("other-rulebook", zh, en),))
    return plan


def named_roster(
    node: Node, source: Source, book: Rulebook, folder: Path | None, limits: Limits = DEFAULT
) -> Roster | None:
    """The roster that a meeting file names, or holds.

    :param folder: where the meeting lies; None for what is no file: data reads no files
    """
    _, ref = header(node)
    if isinstance(ref, Table):
        return roster_of(ref, source, book.words, limits)
    if ref is None:
        return None
    if folder is None:
        zh, en = f"没有名册“{shown(ref)}”", f"there is no roster {shown(ref)}"
        hint = (
            "不是文件的会议不能指名文件：把名册写成表，或由调用方读入",
            "what is no file names none: write the roster as a table, or let the caller read it",
        )
        raise InvalidText((complaint("no-such-roster", zh, en, hint),))
    found, tree = read_file(folder / ref, limits)
    return roster_of(tree, found, book.words, limits)


def check(
    plan: Plan,
    rulebook: Rulebook,
    *,
    roster: Roster | None = None,
    register: Register | None = None,
    calendar: Calendar | None = None,
    as_of: Moment | str | None = None,
    gate: str | None = None,
    detail: str = "full",
    limits: Limits = DEFAULT,
) -> Report:
    """Hold a meeting against a rulebook.

    :param plan: from ``load_plan``
    :param roster: instead of the plan's own
    :param register: the meetings that frequency rules look at; without it they are not evaluated
    :param calendar: working days, instead of the rulebook's
    :param as_of: the moment of the check, as a date (its end), an instant (in the rulebook's zone unless it has one), or ISO text; the clock is never read
    :param gate: ``notice``, ``opening`` or ``closing``: what must be settled by then counts as due, whatever the day
    :param detail: ``full``: a finding with its proof for every rule and subject; ``open``: findings without proofs for what is neither met nor
        beside the point, the rest counted in ``Report.quiet``. Verdict, summary and statuses are the same; ``open`` is many times faster
    :param limits: how much it may cost
    :raises InvalidText: when the rulebook was not in force on the meeting's first day, or it costs too much
    :raises ValueError: when there is no such gate or detail
    """
    if gate is not None and gate not in GATES:
        raise ValueError(f"gate must be one of {', '.join(GATES)}, not {gate!r}")
    if detail not in TOLD:
        raise ValueError(f"detail must be one of {', '.join(TOLD)}, not {detail!r}")
    if roster is not None:
        plan = evolve(plan, roster=roster)
    check_in_force(plan, rulebook)
    moment = read_moment(as_of, rulebook) if isinstance(as_of, str) else as_of
    if isinstance(moment, datetime) and moment.tzinfo is None:
        moment = moment.replace(tzinfo=rulebook.zone)
    if moment is not None and not FIRST_DAY <= date(moment.year, moment.month, moment.day) <= LAST_DAY:
        raise InvalidText((complaint("no-such-day", f"日期 {moment} 超出范围", f"{moment} is out of range"),))
    with ASKING:
        quick = READIED.ask(rulebook) if detail == "open" else None
    return check_plan(
        plan, rulebook, register=register, calendar=calendar, as_of=moment, gate=gate, quick=quick, limits=limits
    )


def check_dict(data: Mapping[str, Any], rulebook: Rulebook | None = None, *, detail: str = "full") -> dict[str, Any]:
    """A meeting as a plain dict in, a report as a plain dict out: a pure function that any engine can map.

    :param data: a meeting file as a dict; its ``roster`` is a table
    :param rulebook: what it is held against; else the shipped rulebook that its ``meeting`` names, which is read once
    :param detail: as ``check`` has it
    :raises InvalidText: when the rulebook or the data cannot be read
    :raises ValueError: when there is no such detail
    """
    from meetingrules.render.jsonout import report_to_dict

    if rulebook is None:
        name, _ = header(from_plain(dict(data)))
        rulebook = shipped(name or "")
    return report_to_dict(check(load_plan(data, rulebook), rulebook, detail=detail), detail)


@lru_cache(maxsize=16)
def shipped(name: str) -> Rulebook:
    """A shipped rulebook by its name alone, read once: data names no files.

    :raises InvalidText: when none of that name is shipped
    """
    if name not in shipped_rulebooks():
        raise no_such_rulebook(name)
    return load_rulebook(name)


def read_moment(text: str, book: Rulebook | None = None) -> Moment:
    """``2024-03-20`` or ``2024-03-20 17:00``, in the zone of the rulebook.

    :raises InvalidText: when it is neither
    """
    try:
        return read_instant(text, book.zone if book is not None and book.zone is not None else ZoneInfo("UTC"))
    except Misread as bad:
        raise InvalidText((complaint("no-such-day", bad.zh, bad.en, bad.hint),)) from None


def check_in_force(plan: Plan, book: Rulebook) -> None:
    """Refuse a meeting that a rulebook does not hold for.

    :raises InvalidText: ``no-day``, ``not-in-force``
    """
    if plan.day is None:
        zh, en = (
            "没有会议日期（day），无从确定适用的规则",
            "the meeting has no day: which rulebook holds cannot be told",
        )
        raise InvalidText((complaint("no-day", zh, en),))
    early = book.in_force is not None and plan.day < book.in_force
    if early or (book.in_force_to is not None and plan.day > book.in_force_to):
        since = book.in_force.isoformat() if book.in_force else ""
        zh = f"会议首日{plan.day.isoformat()}，《{book.title['zh']}》规则自{since}起施行，不适用于此次会议"
        en = f"the rulebook {book.id} was not in force on {plan.day.isoformat()}; it holds from {since}"
        raise InvalidText((complaint("not-in-force", zh, en),))


def _read(source: str | Path | Mapping[str, Any], name: str, limits: Limits) -> tuple[Source, Node]:
    if isinstance(source, Path):
        return read_file(source, limits)
    if isinstance(source, str) and "\n" not in source and not source.lstrip().startswith("{"):
        return read_file(Path(source), limits)
    if isinstance(source, str):
        found = Source(name, source)
        return found, read_text(found, limits, json=source.lstrip().startswith("{"))
    return Source(name, ""), from_plain(dict(source), name, limits)


def complaint(code: str, zh: str, en: str, hint: tuple[str, str] | None = None) -> Diagnostic:
    """A complaint about no place in a text; *hint* is (zh, en)."""
    return Diagnostic(code, {"zh": zh, "en": en}, None, {"zh": hint[0], "en": hint[1]} if hint else None)
