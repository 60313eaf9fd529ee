"""``meetingrules import``: what people hold (invitations, sign-in sheets, agenda tables) into a meeting file."""

import codecs
import os
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import click
from attrs import evolve, frozen

from meetingrules.base.diagnostics import Complaints, InvalidText
from meetingrules.base.document import read_data, read_file, read_text
from meetingrules.base.source import Source
from meetingrules.base.tree import Node
from meetingrules.engine.service import load_roster, load_rulebook, named_roster, read_plan, shipped
from meetingrules.exchange import bounds
from meetingrules.exchange.added import added
from meetingrules.exchange.icslines import is_calendar
from meetingrules.exchange.invitation import invitation
from meetingrules.exchange.membership import members_of
from meetingrules.exchange.model import Reading, Unread
from meetingrules.exchange.sheet import grids
from meetingrules.exchange.signin import signin
from meetingrules.exchange.topics import topics
from meetingrules.exchange.united import United, united
from meetingrules.exchange.written import listed, text_of, writable
from meetingrules.facts.load import header
from meetingrules.facts.model import Roster
from meetingrules.help.misuse import Misused, Misvalued
from meetingrules.help.spoken import Verb
from meetingrules.report.codes import COMPLIANT, FAILED
from meetingrules.rulebook.model import Rulebook
from meetingrules.terminal import Refused, language, speaking
from meetingrules.verbs.new import roster_beside
from meetingrules.verbs.options import LANG, replace, write

WHY = {
    "no-such-table": {
        "zh": "看不出是什么表：签到表要有“姓名”和“签到”等列，议题表要有“议题”列",
        "en": "it is no table that is known: a sign-in sheet has the columns Name and Signed in, an agenda the column Item",
    },
}
NOTHING = {"zh": "没有可写入的内容", "en": "nothing could be read that a meeting file says"}


@frozen
class Settled:
    """What all files are read by."""

    book: Rulebook
    roster: Roster | None
    marks: Mapping[str, str]
    newcomers: bool
    uid: str | None


class Mark(click.ParamType):  # type: ignore[type-arg]  # before click 8.4 it takes none
    """MARK=MEANING."""

    name = "mark=meaning"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        """``○=absent``."""
        mark, sign, meaning = str(value).rpartition("=")
        if not (sign and meaning.strip()):
            raise Misvalued("no-such-mark", param, ctx, value=str(value))
        return mark.strip(), meaning.strip()


@click.command("import", cls=Verb)
@click.argument("files", nargs=-1, required=True, metavar="FILES...")
@click.option(
    "--rulebook",
    "-r",
    metavar="R",
    help="Whose meeting it is: a shipped rulebook's name or a file; else that of --into.",
)
@click.option(
    "--roster", metavar="F", help="Who may be named; else the roster of --into, or the only one beside --output."
)
@click.option("--into", metavar="F", help="Add to a meeting file what it does not say yet.")
@click.option("--output", "-o", metavar="F", help="Write the meeting file there; else to stdout.")
@click.option(
    "--mark",
    "marks",
    type=Mark(),
    multiple=True,
    metavar="MARK=WHAT",
    help="What a mark of a sign-in sheet means: present, absent, leave, late, left or represented; =WHAT is an empty cell; repeatable.",
)
@click.option(
    "--newcomers", is_flag=True, help="Take names that the roster does not know, too, and list them under people."
)
@click.option("--uid", metavar="U", help="Of several events in a calendar file the one that is meant.")
@LANG
def command(
    files: tuple[str, ...],
    rulebook: str | None,
    roster: str | None,
    into: str | None,
    output: str | None,
    marks: tuple[tuple[str, str], ...],
    newcomers: bool,
    uid: str | None,
    lang: str,
) -> int:  # fmt: skip
    """Read invitations and replies (.ics), sign-in sheets and agenda tables (.xlsx, .csv) into a meeting file.

    Each value says where it comes from. Nothing is guessed: what cannot be read is listed on stderr, with its place, and
    at the end of the file. A reply is never taken for attendance, and of two files that differ the first is kept.

    \b
    Examples:
      meetingrules import invitation.ics --rulebook executive
      meetingrules import agenda.xlsx -r executive --roster city.roster.yaml --output 2026-12-01.meeting.yaml
      meetingrules import sign-in.xlsx --into 2026-12-01.meeting.yaml --mark ○=absent
      meetingrules import reply1.ics reply2.ics --into 2026-12-01.meeting.yaml
      meetingrules import calendar.ics --rulebook executive --uid 42@example.org --newcomers

    \b
    Exit codes: 0 all was read; 1 something could not be read, and the rest was written; 2 nothing
    was written: a file is refused, or says nothing of a meeting.
    """  # noqa: D301
    lang = language(lang, os.environ)
    if into is not None and output is not None:
        raise Misused("into-or-output")
    if output is not None and Path(output).exists():
        raise Misused("there-already-to-add", path=output)
    with speaking(lang):
        there = read_file(Path(into), json=False) if into is not None else None
        book = book_of(rulebook, there)
        beside = Path(output) if output is not None else None
        path = roster if roster is not None or there is not None else found_beside(beside)
        who = roster_of(path, there, book)
        what = united(readings(files, Settled(book, who, dict(marks), newcomers, uid)))
        if not what.values:
            raise Refused("\n".join([*listed(what.left, lang), NOTHING[lang]]))
        if there is not None and into is not None:
            return into_file(into, there[0], what, (book, who), path, lang)
    name = seen_from(path, beside)
    what = writable(what)
    text = text_of(what, book.id, name, lang)
    write(text, output)
    return max(said(what, lang), loads(Source(output or "<stdout>", text), (book, who), lang))


# ---- what it is read by ------------------------------------------------------------------------------------------------


def book_of(rulebook: str | None, there: tuple[Source, Node] | None) -> Rulebook:
    """The rulebook that is given, else the one that the meeting file names.

    :raises InvalidText: when there is no such rulebook
    """
    named = header(there[1])[0] if there is not None else None
    book = load_rulebook(rulebook) if rulebook is not None else None
    if book is None and named is None:
        raise Misused("whose-meeting")
    if book is None or (named is not None and named != book.id):
        return shipped(named or "")
    return book


def found_beside(output: Path | None) -> str | None:
    """The only roster in the folder of a file that is to be written."""
    name = roster_beside(output)
    return str(output.parent / name) if output is not None and name is not None else None


def roster_of(path: str | None, there: tuple[Source, Node] | None, book: Rulebook) -> Roster | None:
    """The roster that is given, else the one that the meeting file names or holds.

    :raises InvalidText: when it cannot be read
    """
    if path is not None:
        return load_roster(Path(path), book)
    return named_roster(there[1], there[0], book, Path(there[0].name).parent) if there is not None else None


def seen_from(path: str | None, file: Path | None) -> str | None:
    """A roster as seen from the file that is to name it."""
    if path is None:
        return None
    try:
        return Path(os.path.relpath(path, file.parent if file is not None else Path())).as_posix()
    except ValueError:  # on another drive
        return path


# ---- what is read ------------------------------------------------------------------------------------------------------


def readings(files: tuple[str, ...], by: Settled) -> list[Reading]:
    """All files; if some are refused, none is read.

    :raises InvalidText: with the complaints about all of them
    """
    found, complaints = list[Reading](), Complaints()
    names = Counter(Path(file).name for file in set(files))
    for file in files:
        name = Path(file).name if names[Path(file).name] == 1 else file
        try:
            data = read_data(Path(file), bounds.DEFAULT.bytes)
            is_one = is_calendar(data) or name.lower().endswith(".ics")
            found += calendar(data, name, by) if is_one else tables(data, name, by)
        except InvalidText as error:
            complaints.found += error.diagnostics
    complaints.raise_if_any()
    return found


def calendar(data: bytes, name: str, by: Settled) -> list[Reading]:
    """A calendar file."""
    zone, words = by.book.zone, by.book.words
    assert zone is not None
    members = members_of(by.book, by.roster)
    return [invitation(data, name, words, zone, by.roster, newcomers=by.newcomers, uid=by.uid, members=members)]


def tables(data: bytes, name: str, by: Settled) -> list[Reading]:
    """Every sheet of a workbook, or the one of a CSV file: as a sign-in sheet, as an agenda, or as both."""
    found = list[Reading]()
    zone, words = by.book.zone, by.book.words
    assert zone is not None
    for grid in grids(data, name):
        signed = signin(grid, words, by.roster, marks=by.marks, newcomers=by.newcomers)
        listed = topics(grid, words, by.roster, zone=zone)
        found += [reading for reading in (signed, listed) if reading is not None]
        text = next((cell.text for row in grid.rows for cell in row if cell.text.strip()), "")
        if signed is None and listed is None and text:
            unread = Unread("no-such-table", grid.sheet or "", text, WHY["no-such-table"])
            found.append(Reading(grid.source, unread=(unread,)))
    return found


# ---- what is written ---------------------------------------------------------------------------------------------------


def into_file(
    path: str, source: Source, what: United, by: tuple[Rulebook, Roster | None], roster: str | None, lang: str
) -> int:
    """What a meeting file does not say yet, behind what it says."""
    book, name = by[0], seen_from(roster, Path(path))
    named = header(read_text(source, json=False))
    head = {"meeting": book.id} if named[0] is None else {}
    head |= {"roster": name} if named[1] is None and name is not None else {}
    text, left = added(source, evolve(what, values={**head, **what.values}), book.words, lang)
    if text != source.text:
        data = text.encode("utf-8")
        mark = codecs.BOM_UTF8 if read_data(Path(path), 2).startswith(codecs.BOM_UTF8) else b""
        replace(path, mark + data, lang)
    return max(said(evolve(what, left=left), lang), loads(Source(path, text), by, lang))


def said(what: United, lang: str) -> int:
    """List what could not be read, and say with which code to end."""
    for line in listed(what.left, lang):
        click.echo(line, err=True)
    return FAILED if what.left else COMPLIANT


def loads(source: Source, by: tuple[Rulebook, Roster | None], lang: str) -> int:
    """Whether what was written is a meeting file; what is wrong with it goes to stderr."""
    try:
        read_plan(source, read_text(source, json=False), *by)
    except InvalidText as error:
        click.echo(error.show(lang), err=True)
        return FAILED
    return COMPLIANT
