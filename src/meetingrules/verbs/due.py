"""``meetingrules due``: by when what must be done for a meeting, and the earliest day on which it can be held."""

import os
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click
from attrs import evolve

from meetingrules.base.days import Calendar
from meetingrules.base.diagnostics import InvalidText, visible
from meetingrules.base.document import read_file
from meetingrules.base.tree import Table
from meetingrules.engine.deadlines import Deadlines
from meetingrules.engine.service import (
    check_in_force,
    complaint,
    load_plan,
    load_roster,
    load_rulebook,
    named_roster,
    read_moment,
    read_plan,
    shipped,
)
from meetingrules.facts.load import header
from meetingrules.facts.model import Plan
from meetingrules.facts.notices import load_notices
from meetingrules.help.misuse import Misused
from meetingrules.help.spoken import Verb
from meetingrules.render import dueics, duejson, duesvg, duetext
from meetingrules.report.stepmask import masked
from meetingrules.report.steps import Schedule
from meetingrules.rulebook.model import Rulebook
from meetingrules.terminal import language, now, speaking
from meetingrules.verbs.options import LANG, MASK, write, written_as

TEXT = "text"
FORMATS: Mapping[str, Callable[[Schedule, str], str]] = {
    TEXT: duetext.render,
    "json": lambda schedule, _: duejson.render(schedule),
    "ics": dueics.render,
    "svg": duesvg.render,
}


@click.command("due", cls=Verb)
@click.argument("what", metavar="MEETING|BODY")
@click.option("--day", metavar="D", help="The day of the meeting; for a meeting file, what if it were on this one.")
@click.option("--begins", metavar="HH:MM", help="When it begins.")
@click.option("--today", metavar="D", help="The day as of which to judge; today in the rulebook's zone unless told.")
@click.option(
    "--rulebook", "-r", metavar="R", help="A shipped rulebook's name or a file; else the one that the meeting names."
)
@click.option("--roster", metavar="F", help="Who holds which office; else the file that the meeting names.")
@click.option("--calendar", metavar="F", help="Announced days off and make-up days, as a file.")
@written_as(FORMATS, "ics:due.ics")
@MASK
@LANG
def command(
    what: str, day: str | None, begins: str | None, today: str | None, rulebook: str | None, roster: str | None,
    calendar: str | None, outputs: tuple[tuple[str, str | None], ...], mask: bool | None, lang: str,
) -> None:  # fmt: skip
    """Say by when each step of a meeting must be done, and which day is the earliest that it can lawfully be held on.

    It is asked of a meeting file, or of a body (a shipped rulebook's name or a rulebook file) with --day, before there is a file.

    \b
    Examples:
      meetingrules due 2024-10-10.meeting.yaml
      meetingrules due 2024-10-10.meeting.yaml --today 2024-10-01 --day 2024-10-12
      meetingrules due board.rules.yaml --day 2026-12-01 --begins 09:00 --format svg:due.svg
      meetingrules due 2024-10-10.meeting.yaml --format ics:due.ics

    \b
    Exit codes: 0 printed, whatever is late; 2 the meeting, its rulebook, its roster or its calendar
    cannot be read, a day is none, or a file cannot be written.
    """  # noqa: D301
    lang = language(lang, os.environ)
    with speaking(lang):
        plan, book = meeting(what, day, begins, rulebook, roster)
        check_in_force(plan, book)
        as_of = _day("--today", today) if today is not None else now().astimezone(book.zone).date()
        found = schedule(plan, book, as_of, _calendar(calendar))
        for form, path in outputs or ((TEXT, None),):
            hidden = form != TEXT if mask is None else mask
            text = FORMATS[form](masked(found) if hidden else found, lang)
            write(text, path, machine=form != TEXT, lang=lang)


def schedule(plan: Plan, book: Rulebook, today: date, calendar: Calendar | None) -> Schedule:
    """What is due when.

    :raises InvalidText: where a limit lies beyond the last day of the calendar
    """
    try:
        return Deadlines.of(plan, book, today, calendar).schedule()
    except ValueError as error:
        text = str(error)
        raise InvalidText(
            (complaint("day-out-of-range", f"期限超出日历范围：{text}", f"a limit lies outside the calendar: {text}"),)
        ) from None


def meeting(
    what: str, day: str | None, begins: str | None, rulebook: str | None, roster: str | None
) -> tuple[Plan, Rulebook]:
    """The meeting of a file, or one of a body of which nothing is known but its day.

    :raises InvalidText: when something cannot be read
    """
    path = Path(what)
    if path.is_file():
        source, node = read_file(path)
        name = rulebook or header(node)[0]
        if isinstance(node, Table) and name is not None:
            book = load_rulebook(rulebook) if rulebook is not None else shipped(name)
            who = (
                load_roster(Path(roster), book) if roster is not None else named_roster(node, source, book, path.parent)
            )
            return moved(read_plan(source, node, book, who), book, day, begins), book
        if isinstance(node, Table) and node.get("rulebook") is None:
            raise Misused("whose-meeting")
    book = load_rulebook(what)
    if day is None:
        raise Misused("which-day", what=visible(what))
    data: dict[str, Any] = {"meeting": book.id, "day": day, "items": [{}]}
    data |= {"begins": begins} if begins is not None else {}
    plan = load_plan(data, book, roster=load_roster(Path(roster), book) if roster is not None else None)
    return evolve(plan, source=evolve(plan.source, name=book.id)), book


def moved(plan: Plan, book: Rulebook, day: str | None, begins: str | None) -> Plan:
    """A meeting on another day, or at another hour."""
    if begins is not None:
        hour = read_moment(f"{(plan.day or date(2024, 1, 1)).isoformat()} {begins}", book)
        plan = evolve(plan, begins=hour.time() if isinstance(hour, datetime) else None)
    if day is None:
        return plan
    new = _day("--day", day)
    shift = (plan.last_day - plan.day) if plan.last_day is not None and plan.day is not None else None
    return evolve(plan, day=new, last_day=new + shift if shift is not None else None)


def _day(option: str, text: str) -> date:
    """A day of the command line.

    :raises InvalidText: when it is none
    """
    found = read_moment(text)
    if isinstance(found, datetime):
        raise Misused("takes-a-day", option=option)
    return found


def _calendar(path: str | None) -> Calendar | None:
    return load_notices(read_file(Path(path))[1]) if path is not None else None
