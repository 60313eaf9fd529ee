"""``meetingrules rules``: rulebooks listed and shown."""

import os
from pathlib import Path

import click

from meetingrules.base.diagnostics import nearest
from meetingrules.engine.service import load_rulebook
from meetingrules.help.misuse import Misused
from meetingrules.help.spoken import Group
from meetingrules.render.rulepage import render_account, render_list, render_rule, render_rulebook
from meetingrules.render.wordlist import render_words
from meetingrules.report.codes import COMPLIANT, FAILED
from meetingrules.rulebook.model import Rulebook
from meetingrules.rulebook.shipped import shipped_rulebooks
from meetingrules.terminal import language, speaking
from meetingrules.verbs.options import LANG


@click.group("rules", cls=Group)
def command() -> None:
    """List rulebooks and show their rules.

    \b
    Examples:
      meetingrules rules list
      meetingrules rules show executive
      meetingrules rules show executive/quorum --lang zh
      meetingrules rules show ./board.rules.yaml

    \b
    Exit codes: 0 shown; 1 a norm is not accounted for (account); 2 there is no such rulebook or rule.
    """  # noqa: D301


@command.command("list")
@click.argument("names", nargs=-1, metavar="[RULEBOOK]...")
@LANG
def rules_list(names: tuple[str, ...], lang: str) -> None:
    """List the shipped rulebooks, or those named.

    \b
    Examples:
      meetingrules rules list
      meetingrules rules list ./board.rules.yaml

    \b
    Exit codes: 0 listed; 2 there is no such rulebook, or it cannot be read.
    """  # noqa: D301
    lang = language(lang, os.environ)
    with speaking(lang):
        books = [load_rulebook(name) for name in names or shipped_rulebooks()]
    click.echo(render_list(books, lang), nl=False)


@command.command("show")
@click.argument("name", metavar="RULEBOOK[/RULE]")
@LANG
def rules_show(name: str, lang: str) -> None:
    """Show the rules of a rulebook, or one rule whole.

    \b
    Examples:
      meetingrules rules show executive
      meetingrules rules show executive/quorum
      meetingrules rules show ./board.rules.yaml/quorum

    \b
    Exit codes: 0 shown; 2 there is no such rulebook or rule, or it cannot be read.
    """  # noqa: D301
    lang = language(lang, os.environ)
    with speaking(lang):
        book, rule = found(name)
    click.echo(render_rulebook(book, lang) if rule is None else render_rule(book, book.rule(rule), lang), nl=False)


@command.command("words")
@click.argument("name", metavar="RULEBOOK")
@LANG
def rules_words(name: str, lang: str) -> None:
    """List the words of a rulebook: what the keys of a meeting file and a roster may be.

    \b
    Examples:
      meetingrules rules words executive

    \b
    Exit codes: 0 listed; 2 there is no such rulebook, or it cannot be read.
    """  # noqa: D301
    lang = language(lang, os.environ)
    with speaking(lang):
        book = load_rulebook(name)
    click.echo(render_words(book, lang), nl=False)


@command.command("account")
@click.argument("names", nargs=-1, metavar="[RULEBOOKS]...")
@click.option("--norms", "each", is_flag=True, help="Print each norm with what accounts for it.")
@LANG
def rules_account(names: tuple[str, ...], each: bool, lang: str) -> int:
    """Count how each norm of the source is accounted for.

    A norm is accounted for by a rule, by a definition that rules rest on, as guidance (with the reason), as manual (a person
    judges), or as metadata (with the reason).

    \b
    Examples:
      meetingrules rules account
      meetingrules rules account ./board.rules.yaml --norms

    \b
    Exit codes: 0 every norm is accounted for; 1 one is not, or a rulebook lists no norms;
    2 there is no such rulebook, or it cannot be read.
    """  # noqa: D301
    lang = language(lang, os.environ)
    with speaking(lang):
        books = [load_rulebook(name) for name in names or shipped_rulebooks()]
    click.echo(render_account(books, lang, each=each), nl=False)
    return COMPLIANT if all(len(b.accounts) >= len(b.norms) and b.norms for b in books) else FAILED


def found(name: str) -> tuple[Rulebook, str | None]:
    """A rulebook, and the rule after its last stroke if the whole is no rulebook."""
    head, stroke, rule = name.rpartition("/")
    if not stroke or Path(name).exists():
        return load_rulebook(name), None
    book = load_rulebook(head)
    if rule not in {r.id for r in book.rules}:
        hint = nearest(rule, [r.id for r in book.rules])
        raise Misused("no-such-rule", hint=hint, book=book.id, rule=rule, name=head)
    return book, rule
