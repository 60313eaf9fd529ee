"""``meetingrules new``: files to start from."""

import os
import re
from pathlib import Path

import click

from meetingrules.base.source import Source
from meetingrules.engine.service import check_in_force, load_plan, load_rulebook, read_moment
from meetingrules.facts.model import Roster
from meetingrules.help.misuse import Misused
from meetingrules.help.spoken import Verb
from meetingrules.lang.moments import day as day_of
from meetingrules.rulebook.model import Rulebook
from meetingrules.scaffold.meeting import meeting_file
from meetingrules.scaffold.others import roster_file, rulebook_file
from meetingrules.schema.kinds import schema_text
from meetingrules.terminal import language, now, speaking
from meetingrules.verbs.options import LANG, write

SCHEMAS = ".meetingrules"
"""The folder beside a file in which its schema stands, for editors."""


@click.command("new", cls=Verb)
@click.argument("what", metavar="BODY|roster|rulebook")
@click.argument("name", required=False)
@click.option("--rulebook", "-r", metavar="R", help="For a roster: the rulebook whose offices it lists.")
@click.option("--day", metavar="D", help="The day of the meeting; today unless told.")
@click.option("--output", "-o", metavar="F", help="Write it to a file, with its schema beside it for editors.")
@click.option("--no-schema", is_flag=True, help="Write no schema beside it.")
@click.option("--force", is_flag=True, help="Overwrite a file that is there.")
@LANG
def command(
    what: str, name: str | None, rulebook: str | None, day: str | None, output: str | None, no_schema: bool, force: bool, lang: str
) -> None:  # fmt: skip
    """Start a meeting file of a body, a roster, or a rulebook: with comments, ready to be filled in.

    A meeting file lists what the rules of the body ask for, each with its article; it can be checked as it is. It names
    the roster that stands in its folder, if there is just one.

    \b
    Examples:
      meetingrules new executive --day 2026-12-01 --output 2026-12-01.meeting.yaml
      meetingrules new roster --rulebook executive --output city.roster.yaml
      meetingrules new rulebook club --output club.rules.yaml

    \b
    Exit codes: 0 written; 2 there is no such body, it had no rules on that day, or the file is
    there already.
    """  # noqa: D301
    lang = language(lang, os.environ)
    path = Path(output) if output is not None else None
    if path is not None and path.exists() and not force:
        raise Misused("there-already", path=str(path))
    with speaking(lang):
        text, schema, label = started(what, name, rulebook, day, lang, path, beside=path is not None and not no_schema)
    if path is not None and not no_schema:
        folder = path.parent / SCHEMAS
        folder.mkdir(parents=True, exist_ok=True)
        write(schema, str(folder / label))
    write(text, output)


def started(
    what: str, name: str | None, rulebook: str | None, day: str | None, lang: str, path: Path | None, *, beside: bool
) -> tuple[str, str, str]:
    """The file, its schema, and the name of the schema's file.

    :param path: where the file will stand
    :param beside: whether its schema will stand beside it
    :raises InvalidText: when there is no such body, no such day, or the body had no rules on that day
    """

    def seen(label: str) -> str | None:
        return f"{SCHEMAS}/{label}" if beside else None

    if what == "rulebook":
        label = "rulebook.schema.json"
        text = rulebook_file(identifier(name), "Asia/Shanghai", "CN", f"{SCHEMAS}/{label}")
        return text if beside else text.partition("\n")[2], schema_text("rulebook"), label
    if name is not None:
        raise Misused("name-for-a-rulebook-only", name=name)
    book = body(rulebook if what == "roster" else what)
    moment = read_moment(day, book) if day is not None else now().astimezone(book.zone)
    assert book.zone is not None
    on = day_of(moment, book.zone)
    if what == "roster":
        label = f"roster.{file_name(book.id)}.schema.json"
        return roster_file(book, on, lang, seen(label)), schema_text("roster", book, lang), label
    label = f"meeting.{file_name(book.id)}.schema.json"
    text = meeting_file(book, on, lang, seen(label), roster_beside(path))
    nobody = Roster(Source("<roster>", ""), complete=False)  # the one that it names may be written later
    check_in_force(load_plan(text, book, roster=nobody), book)
    return text, schema_text("meeting", book, lang), label


def roster_beside(path: Path | None) -> str | None:
    """The one roster in the folder of a file; None where there is none, or where there are several to choose from."""
    found = sorted(path.parent.glob("*.roster.yaml")) if path is not None else []
    return found[0].name if len(found) == 1 else None


def body(name: str | None) -> Rulebook:
    """The rulebook of a body.

    :raises InvalidText: when there is none
    """
    if name is None:
        raise Misused("roster-of-which-rulebook")
    return load_rulebook(name)


def file_name(name: str) -> str:
    """An id as a part of the name of a file: it stays in its folder, whatever somebody called a rulebook.

    >>> file_name("../club 1")
    '.._club_1'
    """
    return re.sub(r"[^\w.-]+", "_", name)


def identifier(name: str | None) -> str:
    """The id of a new rulebook: what files can be called."""
    if name is None or not name.isidentifier() or not name.isascii():
        raise Misused("rulebook-needs-a-name")
    return name
