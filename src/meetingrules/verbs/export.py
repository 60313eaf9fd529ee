"""``meetingrules export``: attendance lists, agendas and minutes to be filled in, from a meeting file."""

import os
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import click
from attrs import frozen

from meetingrules.base.document import read_file
from meetingrules.engine.check import world_of
from meetingrules.engine.classified import classified_of
from meetingrules.engine.service import check_in_force, load_roster, load_rulebook, named_roster, read_plan, shipped
from meetingrules.exchange.agenda import agenda
from meetingrules.exchange.known import Known
from meetingrules.exchange.lists import attendance
from meetingrules.exchange.minutes import minutes
from meetingrules.exchange.page import Page
from meetingrules.exchange.printed import as_csv, as_markdown, as_text, harmless
from meetingrules.exchange.workbook import workbook
from meetingrules.facts.load import header
from meetingrules.facts.model import Plan
from meetingrules.help.misuse import Choice, Misused
from meetingrules.help.spoken import Verb
from meetingrules.rulebook.model import Rulebook
from meetingrules.terminal import language, speaking
from meetingrules.verbs.options import LANG, replace, write

PAPERS: Mapping[str, Callable[[Known, str], Page]] = {"attendance": attendance, "agenda": agenda, "minutes": minutes}
SHEETS = {
    "attendance": {"zh": "签到", "en": "Attendance"},
    "agenda": {"zh": "议题", "en": "Agenda"},
    "minutes": {"zh": "纪要", "en": "Minutes"},
}
TEXTS: Mapping[str, Callable[[Page], str]] = {"text": as_text, "markdown": as_markdown, "csv": as_csv}
XLSX = "xlsx"
ENDINGS = {".txt": "text", ".md": "markdown", ".markdown": "markdown", ".csv": "csv", ".xlsx": XLSX}


@frozen
class Exported:
    """A paper, and the day of the meeting that it is about."""

    page: Page
    day: date


@click.command("export", cls=Verb)
@click.argument("paper", type=Choice(list(PAPERS)))
@click.argument("meeting", metavar="MEETING")
@click.option("--output", "-o", metavar="F", help="Write it to a file instead of stdout.")
@click.option(
    "--format",
    "form",
    type=Choice([*TEXTS, XLSX]),
    help="What to write; else what the ending of --output says, else text.",
)
@click.option(
    "--rulebook", "-r", metavar="R", help="A shipped rulebook's name or a file; else the one that the meeting names."
)
@click.option("--roster", metavar="F", help="Who holds which office; else the file that the meeting names.")
@click.option("--mask/--no-mask", default=True, show_default=True, help="Mask what is marked classified.")
@click.option("--force", is_flag=True, help="Overwrite a file that is there.")
@LANG
def command(
    paper: str, meeting: str, output: str | None, form: str | None, rulebook: str | None, roster: str | None, mask: bool, force: bool, lang: str
) -> None:  # fmt: skip
    """Print what offices need of a meeting: a list to sign or of who was there, the agenda, minutes to be filled in.

    Nothing is guessed: what is not on record is a blank, and of whom nothing is known stands in a list of their own.

    \b
    Examples:
      meetingrules export attendance 2024-03-20.meeting.yaml --output sign-in.xlsx
      meetingrules export agenda 2024-03-20.meeting.yaml --format markdown
      meetingrules export minutes 2024-03-20.meeting.yaml --lang zh --output minutes.txt
      meetingrules export minutes 2024-03-20.meeting.yaml --no-mask

    \b
    Exit codes: 0 written; 2 the meeting, its rulebook or its roster cannot be read, or the file is
    there already or cannot be written.
    """  # noqa: D301
    lang = language(lang, os.environ)
    form = form or (ENDINGS.get(Path(output).suffix.lower(), "text") if output is not None else "text")
    if output is not None and Path(output).exists() and not force:
        raise Misused("there-already", path=output)
    if form == XLSX and output is None:
        raise Misused("workbook-to-a-file")
    with speaking(lang):
        found = exported(paper, Path(meeting), rulebook, roster, lang, mask=mask)
        if form == XLSX and output is not None:
            replace(output, workbook(harmless(found.page), SHEETS[paper][lang], found.day), lang)
        else:
            write(TEXTS[form](found.page), output, machine=form != "text", lang=lang)


def exported(paper: str, meeting: Path, rulebook: str | None, roster: str | None, lang: str, *, mask: bool) -> Exported:
    """A paper of a meeting.

    :param mask: whether what is marked classified is masked
    :raises InvalidText: when something cannot be read, or the rulebook did not hold on that day
    """
    source, node = read_file(meeting)
    name = rulebook or header(node)[0]
    if name is None:
        raise Misused("whose-meeting")
    book = load_rulebook(rulebook) if rulebook is not None else shipped(name)
    who = load_roster(Path(roster), book) if roster is not None else named_roster(node, source, book, meeting.parent)
    plan = read_plan(source, node, book, who)
    check_in_force(plan, book)
    assert plan.day is not None
    return Exported(page_of(paper, plan, book, lang, mask=mask), plan.day)


def page_of(paper: str, plan: Plan, book: Rulebook, lang: str, *, mask: bool) -> Page:
    """A paper of a meeting that is read already."""
    hidden = classified_of(plan, book.words) if mask else None
    known = Known(book, world_of(plan, book, None, None), hidden.things if hidden is not None else frozenset())
    page = PAPERS[paper](known, lang)
    return page.without(hidden.texts) if hidden is not None else page
