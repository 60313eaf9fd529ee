"""``meetingrules route``: which body may take an item, which must not, what it needs on the way, what to ask first."""

import os
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path

import click
from attrs import evolve

from meetingrules.base.diagnostics import InvalidText, visible
from meetingrules.base.document import read_file, read_text
from meetingrules.base.source import Source
from meetingrules.base.tree import List, Node, Row, Scalar, Table
from meetingrules.engine.matter import Matter, matter_of, taken_from, with_facts
from meetingrules.engine.route import route
from meetingrules.engine.runs import Runner
from meetingrules.engine.service import complaint, read_moment
from meetingrules.engine.store import Store
from meetingrules.facts.items import entries_in
from meetingrules.facts.load import header
from meetingrules.help.misuse import IntRange, Misused
from meetingrules.help.spoken import Verb
from meetingrules.render import routejson, routemarkdown, routetext
from meetingrules.report.route import Route
from meetingrules.report.routemask import masked
from meetingrules.rulebook.model import Rulebook
from meetingrules.rulebook.shipped import shipped_rulebooks
from meetingrules.terminal import language, now, speaking
from meetingrules.verbs.options import LANG, MASK, write, written_as

TEXT = "text"
FORMATS: Mapping[str, Callable[[Route, str], str]] = {
    TEXT: routetext.render,
    "json": lambda found, _: routejson.render(found),
    "markdown": routemarkdown.render,
}
FILES = (".yaml", ".yml", ".json")


@click.command("route", cls=Verb)
@click.argument("what", metavar="ITEM|MEETING")
@click.option("--item", type=IntRange(1), metavar="N", help="The item of a meeting file, by its number.")
@click.option(
    "--set",
    "facts",
    multiple=True,
    metavar="KEY=VALUE",
    help="One more fact of the item, or of its meeting (agenda.items=none); repeatable.",
)
@click.option(
    "--rulebook",
    "-r",
    "rulebooks",
    multiple=True,
    metavar="R",
    help="A shipped rulebook's name or a file; repeatable; all that are shipped unless told.",
)
@click.option("--roster", metavar="F", help="Who holds which office; else the file that the meeting names.")
@click.option(
    "--day", metavar="D", help="The day of the meeting that it would come before; else the meeting's, else today."
)
@click.option("--as-of", metavar="D", help="The day as of which to judge; today in the rulebook's zone unless told.")
@click.option("--calendar", metavar="F", help="Announced days off and make-up days, as a file.")
@written_as(FORMATS, "json:route.json")
@MASK
@LANG
def command(
    what: str, item: int | None, facts: tuple[str, ...], rulebooks: tuple[str, ...], roster: str | None, day: str | None,
    as_of: str | None, calendar: str | None, outputs: tuple[tuple[str, str | None], ...], mask: bool | None, lang: str,
) -> None:  # fmt: skip
    """Say which bodies may take an item, which must not and why, what it needs on its way there, and what to ask first.

    ITEM is a title, a table of what is known ('{title: A, kind: decision}'), or a file with one; of a MEETING file --item is asked about.

    \b
    Examples:
      meetingrules route '{title: Extension of the park, kind: decision, major: yes}'
      meetingrules route item.yaml --roster city.roster.yaml --day 2026-12-01
      meetingrules route 2024-03-20.meeting.yaml --item 3 --lang zh
      meetingrules route item.yaml -r executive -r board.rules.yaml --set mature=no --format json

    \b
    Exit codes: 0 printed, whatever the answers; 2 the item, a rulebook, the roster or the calendar cannot
    be read, no rulebook has a word for what is said, none is in force on the day, or a file cannot be written.
    """  # noqa: D301
    lang = language(lang, os.environ)
    with speaking(lang):
        runner = Runner(rulebooks, roster, calendar, as_of, now(), store=Store.of(os.environ))
        books = tuple(runner.load(name) for name in rulebooks or shipped_rulebooks())
        matter, where = asked(what, item, books, roster)
        if facts:
            matter = with_facts(matter, facts_of(facts), books)
        moment = read_moment(as_of, books[0]) if as_of is not None else runner.moment(books[0])
        on = day_of(day, where) or now().astimezone(books[0].zone).date()
        found = route(matter, books, day=on, as_of=moment, calendar=runner.read_calendar())
    for form, path in outputs or ((TEXT, None),):
        hidden = form != TEXT if mask is None else mask
        write(FORMATS[form](masked(found) if hidden else found, lang), path, machine=form == "json", lang=lang)


def asked(
    what: str, number: int | None, books: tuple[Rulebook, ...], roster: str | None
) -> tuple[Matter, Table | None]:
    """The item that is asked about, and the meeting file that it is from.

    :raises InvalidText: when it cannot be read
    """
    path = Path(what)
    given = read_file(Path(roster)) if roster is not None else None
    file = os.path.isfile(what)  # noqa: PTH113 - unlike the method of a path it takes any text, however long
    if what.lstrip().startswith("{") and not file:
        return evolve(matter_of(what, "ITEM"), roster=given), None
    if not what.endswith(FILES) and not file:
        if "/" in what or not what.strip():
            raise InvalidText(
                (complaint("no-file-matched", f"没有文件“{visible(what)}”", f"there is no file {visible(what)}"),)
            )
        return Matter(
            Table((Row(Scalar("title", "plain"), Scalar(what, "quoted")),)), Source("ITEM", ""), roster=given
        ), None
    source, node = read_file(path)
    if not isinstance(node, Table) or not (node.get("meeting") or node.get("items")):
        if number is not None:
            raise Misused("no-meeting-file", what=visible(what))
        return evolve(
            matter_of(source.text, source.name) if isinstance(node, Table) else matter_of("[]"), roster=given
        ), None
    count = len(entries_in(node.get("items") or List(())))
    if number is None and count != 1:
        raise Misused("which-item", count=count, what=visible(what))
    name, ref = header(node)
    home = next((book for book in books if book.id == name), None)
    matter = taken_from(source, node, number or 1, home)
    if given is None:
        given = (
            (source, ref) if isinstance(ref, Table) else read_file(path.parent / ref) if isinstance(ref, str) else None
        )
    return evolve(matter, roster=given), node


def facts_of(pairs: tuple[str, ...]) -> Table:
    """``major=yes``, ``subjects=[budget]`` as a table.

    :raises InvalidText: when a value cannot be read
    """
    rows = dict[str, Row]()
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not equals or not key.strip() or not value.strip():
            raise Misused("no-such-fact", pair=visible(pair))
        source = Source(f"--set {key.strip()}", value)
        node: Node = read_text(source, json=False)
        rows[key.strip()] = Row(Scalar(key.strip(), "plain", node.place), node)
    return Table(tuple(rows.values()))


def day_of(day: str | None, meeting: Table | None) -> date | None:
    """The day of the meeting: as told, else that of the meeting file.

    :raises InvalidText: when it is none
    """
    stated = meeting.get("day") if meeting is not None else None
    text = day if day is not None else stated.text if isinstance(stated, Scalar) else None
    if text is None:
        return None
    found = read_moment(text)
    if isinstance(found, datetime):
        raise Misused("takes-a-day", option="--day")
    return found
