"""``meetingrules whatif``: what would change if some facts of a meeting were otherwise, and how little would upset it."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path

import click
from attrs import evolve

from meetingrules.base.diagnostics import InvalidText
from meetingrules.base.document import read_file
from meetingrules.engine.runs import Runner
from meetingrules.engine.service import read_moment
from meetingrules.engine.store import Store
from meetingrules.engine.supposing import Meeting
from meetingrules.engine.whatif import what_if
from meetingrules.facts.model import Register
from meetingrules.facts.supposed import KINDS, Supposition
from meetingrules.help.spoken import Verb
from meetingrules.render import whatifjson, whatiftext
from meetingrules.report.supposition import WhatIf
from meetingrules.report.suppositionmask import masked
from meetingrules.terminal import language, now, speaking
from meetingrules.verbs.options import LANG, MASK, reading, write, written_as

TEXT = "text"
FORMATS: Mapping[str, Callable[[WhatIf, str], str]] = {
    TEXT: whatiftext.render,
    "json": lambda found, _: whatifjson.render(found),
}


@click.command("whatif", cls=Verb)
@click.argument("what", metavar="MEETING")
@click.option(
    "--absent",
    "--not-coming",
    multiple=True,
    metavar="P",
    help="What if this person stayed away (or had)? Several with commas between them.",
)
@click.option("--present", "--coming", multiple=True, metavar="P", help="What if this person came (or had)?")
@click.option(
    "--set",
    "set_",
    multiple=True,
    metavar="PATH=VALUE",
    help="What if the file said this? As it is written there: begins=14:30, items.2.title=Budget; items count from 1.",
)
@click.option("--unset", multiple=True, metavar="PATH", help="What if the file said nothing of it?")
@click.option("--drop-item", multiple=True, metavar="N", help="What if this item came off the agenda?")
@click.option(
    "--add-item",
    multiple=True,
    metavar="ITEM",
    help="What if there were one more item? Its title, or {title: Budget, department: Finance}.",
)
@click.option(
    "--tight/--no-tight", default=True, show_default=True, help="Say how many absences it stands, and who is decisive."
)
@reading
@LANG
@written_as(FORMATS, "json:whatif.json")
@MASK
def command(
    what: str, tight: bool, rulebooks: tuple[str, ...], roster: str | None, calendar: str | None, as_of: str | None,
    register: str | None, lang: str, outputs: tuple[tuple[str, str | None], ...], mask: bool | None, set_: tuple[str, ...],
    **texts: tuple[str, ...],
) -> None:  # fmt: skip
    """Say what would change in a meeting if some facts were otherwise, and nothing else; the file is not touched.

    Then how tight it is: how many more absences a quorum stands, and whose absence alone would break or bring up a rule.

    \b
    Examples:
      meetingrules whatif 2024-10-10.meeting.yaml
      meetingrules whatif 2024-10-10.meeting.yaml --absent Chair --absent Treasurer
      meetingrules whatif 2024-10-10.meeting.yaml --set day=2024-10-12 --set begins=14:30
      meetingrules whatif 2024-10-10.meeting.yaml --drop-item 2 --add-item '{title: Budget, department: Finance}'

    \b
    Exit codes: 0 printed, whatever changes; 2 the meeting or a change is refused, or a file cannot
    be read or written.
    """  # noqa: D301
    lang = language(lang, os.environ)
    said: Mapping[str, tuple[str, ...]] = {"set": set_, **texts}
    changes = [Supposition(kind, text) for kind in KINDS for text in said[kind]]
    with speaking(lang):
        meeting = asked(what, rulebooks, roster, calendar, as_of, register)
        found = what_if(meeting, changes, tight=tight)
    for form, path in outputs or ((TEXT, None),):
        hidden = form != TEXT if mask is None else mask
        write(FORMATS[form](masked(found) if hidden else found, lang), path, machine=form != TEXT, lang=lang)


def asked(
    what: str, rulebooks: tuple[str, ...], roster: str | None, calendar: str | None, as_of: str | None,
    register: str | None,
) -> Meeting:  # fmt: skip
    """The meeting of a file, with what it is held against.

    :raises InvalidText: when something cannot be read
    """
    runner = Runner(rulebooks, roster, calendar, as_of, now(), store=Store.of(os.environ))
    for name in rulebooks:
        runner.add(runner.load(name))
    days, path = runner.read_calendar(), Path(what)
    others = runner.register_of(Path(register)) if register is not None else {}
    if runner.problems:
        raise InvalidText(tuple(runner.problems))
    source, node = read_file(path)
    book = runner.book_for(node)
    return Meeting(
        source,
        node,
        book,
        lambda tree: runner.roster_for(tree, source, book, path.parent),
        without(others[book.id], path) if book.id in others else None,
        days,
        runner.moment(book),
        read_moment(as_of, book) if as_of is not None else None,
    )


def without(register: Register, path: Path) -> Register:
    """A register without one meeting: what it would be comes in its place."""
    here = os.path.realpath(path)
    return evolve(register, plans=tuple(p for p in register.plans if os.path.realpath(p.source.name) != here))
