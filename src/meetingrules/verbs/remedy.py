"""``meetingrules remedy``: what would put a meeting right, and which facts settle the most."""

import os
from collections.abc import Callable, Mapping

import click

from meetingrules.engine.explained import rule_of
from meetingrules.engine.remedied import remedies
from meetingrules.help.spoken import Verb
from meetingrules.render import remedyjson, remedytext
from meetingrules.report.remedies import Remedies
from meetingrules.report.remedymask import masked
from meetingrules.terminal import language, speaking
from meetingrules.verbs.meetings import supposed
from meetingrules.verbs.options import LANG, MASK, reading, write, written_as

TEXT = "text"
FORMATS: Mapping[str, Callable[[Remedies, str], str]] = {
    TEXT: remedytext.render,
    "json": lambda found, _: remedyjson.render(found),
}


@click.command("remedy", cls=Verb)
@click.argument("what", metavar="MEETING")
@click.argument("rules", nargs=-1, metavar="[RULE]...")
@reading
@LANG
@written_as(FORMATS, "json:remedy.json")
@MASK
def command(
    what: str, rules: tuple[str, ...], rulebooks: tuple[str, ...], roster: str | None, calendar: str | None,
    as_of: str | None, register: str | None, lang: str, outputs: tuple[tuple[str, str | None], ...], mask: bool | None,
) -> None:  # fmt: skip
    """Say what would put a meeting right: for each rule that is not met or not decided the least change, tried out on a copy; and which facts settle the most.

    What is past is never changed: then it says what would have been needed, and what may still be done.

    \b
    Examples:
      meetingrules remedy 2024-10-10.meeting.yaml
      meetingrules remedy 2024-10-10.meeting.yaml quorum notice-in-time --lang zh
      meetingrules remedy 2024-10-10.meeting.yaml --as-of 2024-10-07 --format json

    \b
    Exit codes: 0 told, whatever is to be done; 2 there is no such rule or meeting, or a file cannot
    be read or written.
    """  # noqa: D301
    lang = language(lang, os.environ)
    with speaking(lang):
        case = supposed(what, rulebooks, roster, calendar, as_of, register)
        found = remedies(case, [rule_of(case.book, name).id for name in rules])
    for form, path in outputs or ((TEXT, None),):
        hidden = form != TEXT if mask is None else mask
        write(FORMATS[form](masked(found) if hidden else found, lang), path, machine=form != TEXT, lang=lang)
