"""``meetingrules schema``: JSON Schemas for editors and for other software."""

import os

import click

from meetingrules.engine.service import load_rulebook
from meetingrules.help.misuse import Choice
from meetingrules.help.spoken import Verb
from meetingrules.schema.kinds import KINDS, schema_text
from meetingrules.terminal import language, speaking
from meetingrules.verbs.options import LANG, write


@click.command("schema", cls=Verb)
@click.argument("kind", type=Choice(KINDS), metavar="KIND")
@click.option("--rulebook", "-r", metavar="R", help="For a meeting or a roster: with the words of this rulebook.")
@click.option("--output", "-o", metavar="F", help="Write it to a file instead of stdout.")
@LANG
def command(kind: str, rulebook: str | None, output: str | None, lang: str) -> None:
    """Print the JSON Schema (draft 2020-12) of a kind of file, or of what a verb prints as JSON.

    KIND is meeting, roster, rulebook, register, calendar, settings or baseline; or of results run (by check), whatif, route, remedies, explanation or due.

    An editor that reads `# yaml-language-server: $schema=FILE` at the top of a YAML file completes and explains its keys.

    \b
    Examples:
      meetingrules schema meeting --rulebook executive --output .meetingrules/executive.schema.json
      meetingrules schema roster --rulebook executive
      meetingrules schema settings
      meetingrules schema run
      meetingrules schema whatif --lang en

    \b
    Exit codes: 0 printed; 2 no such kind, or the rulebook cannot be read.
    """  # noqa: D301
    lang = language(lang, os.environ)
    with speaking(lang):
        book = load_rulebook(rulebook) if rulebook is not None else None
    write(schema_text(kind, book, lang), output)
