"""The command line: arguments in, results to stdout, everything else to stderr, and an exit code."""

import os
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from meetingrules.base.diagnostics import visible
from meetingrules.engine.cases import CaseResult, run_cases, unbroken
from meetingrules.engine.service import check_paths, load_rulebook
from meetingrules.engine.weight import weigh as weigh_words
from meetingrules.render.jsonout import run_to_json, run_to_jsonl, tool_version
from meetingrules.render.rulepage import render_account, render_list, render_rule, render_rulebook
from meetingrules.render.text import render_problems, render_run
from meetingrules.render.wordlist import render_words
from meetingrules.report.exitcode import COMPLIANT, FAIL_ON, FAILED, NOT_CHECKED, exit_code
from meetingrules.report.model import STATUSES, Run
from meetingrules.rulebook.load import shipped_rulebooks
from meetingrules.rulebook.model import Rulebook
from meetingrules.terminal import Verbs, colored, language, speaking

FORMATS = ("text", "json", "jsonl")


class OutputType(click.ParamType[tuple[str, str | None]]):
    """FMT or FMT:FILE."""

    name = "fmt[:file]"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str | None]:
        """``json:report.json``; without a file, stdout."""
        if isinstance(value, tuple):
            return value
        form, colon, path = value.partition(":")
        if form not in FORMATS or (colon and not path):
            self.fail(
                f"{value!r}: write {', '.join(FORMATS)}, or one of them with a file, as in json:report.json", param, ctx
            )
        return form, path or None


LANG = click.option(
    "--lang",
    type=click.Choice(["zh", "en", "auto"]),
    default="auto",
    help="Language of the results (auto: from the locale).",
)


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(tool_version(), prog_name="meetingrules")
def main() -> None:
    """Check meetings against rulebooks / 用议事规则检查会议。

    \b
    Examples:
      meetingrules check 2024-03-20.meeting.yaml
      meetingrules check meetings/ --format json
      meetingrules rules show executive/quorum
      meetingrules test
    """  # noqa: D301 - \b tells click to keep the lines


@main.command()
@click.argument("paths", nargs=-1, required=True)
@click.option(
    "--rulebook", "-r", "rulebooks", multiple=True, metavar="R", help="A shipped rulebook's name or a file; repeatable."
)
@click.option("--roster", metavar="F", help="Who holds which office; else the file that the meeting names.")
@click.option("--calendar", metavar="F", help="Announced days off and make-up days, as a file.")
@click.option("--as-of", metavar="D", help="The day as of which to judge; today in the rulebook's zone unless told.")
@click.option("--register", metavar="DIR", help="The folder of all meetings of a period, for rules on how often.")
@LANG
@click.option(
    "--output",
    "--format",
    "-o",
    "outputs",
    type=OutputType(),
    multiple=True,
    metavar="FMT[:FILE]",
    help="text, json or jsonl, to stdout or a file; repeatable.",
)
@click.option(
    "--fail-on",
    type=click.Choice(FAIL_ON),
    default="warning",
    show_default=True,
    help="The least severity that fails the run.",
)
@click.option("--allow-unknown", is_flag=True, help="Leave with 0 although facts are missing.")
@click.option("--strict", is_flag=True, help="Count what is unknown or left to a person as failing.")
@click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="Colours in text.",
)
@click.option("--verbose", "-v", is_flag=True, help="Also what is met or does not apply; no list is cut.")
def check(
    paths: tuple[str, ...],
    rulebooks: tuple[str, ...],
    roster: str | None,
    calendar: str | None,
    as_of: str | None,
    register: str | None,
    lang: str,
    outputs: Sequence[tuple[str, str | None]],
    fail_on: str,
    allow_unknown: bool,
    strict: bool,
    color: str,
    verbose: bool,
) -> int:
    """Check meeting files, or all *.meeting.yaml and *.meeting.json below a folder.

    \b
    Examples:
      meetingrules check 2024-03-20.meeting.yaml
      meetingrules check 2024-03-20.meeting.yaml --as-of 2024-04-10 --lang zh
      meetingrules check meetings/ --register meetings/ --rulebook ./board.rules.yaml
      meetingrules check meetings/ --output text --output json:report.json

    \b
    Exit codes: 0 nothing failed; 1 a rule failed at or above --fail-on; 2 something could not be
    checked; 4 nothing failed, but facts are missing; 3 a bug in the tool; 130 interrupted.
    """  # noqa: D301
    lang = language(lang, os.environ)
    with speaking(lang):
        run = check_paths(
            paths,
            rulebooks=rulebooks,
            roster=roster,
            calendar=calendar,
            as_of=as_of,
            register=register,
            today=datetime.now(UTC),  # the clock is read here and nowhere else
        )
    click.echo(render_problems(run, lang), err=True, nl=False)
    for form, path in outputs or [("text", None)]:
        write(form, path, run, lang, color=color, verbose=verbose)
    return exit_code(run, fail_on, allow_unknown=allow_unknown, strict=strict)


def write(form: str, path: str | None, run: Run, lang: str, *, color: str, verbose: bool) -> None:
    """One result in one format, to a file or to stdout; machine formats are UTF-8 whatever the locale."""
    if form != "text":
        data = (run_to_json(run) if form == "json" else run_to_jsonl(run)).encode("utf-8", "backslashreplace")
        if path is None:
            sys.stdout.flush()
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
        else:
            Path(path).write_bytes(data)
    elif path is None:
        click.echo(render_run(run, lang, color=colored(color), verbose=verbose), nl=False, color=colored(color))
    else:
        text = render_run(run, lang, color=color == "always", verbose=verbose)
        Path(path).write_bytes(text.encode("utf-8", "backslashreplace"))


@main.group(cls=click.Group)
def rules() -> None:
    """List rulebooks and show their rules / 查看规则.

    \b
    Examples:
      meetingrules rules list
      meetingrules rules show executive
      meetingrules rules show executive/quorum --lang zh
      meetingrules rules show ./board.rules.yaml
    """  # noqa: D301


@rules.command("list")
@click.argument("names", nargs=-1, metavar="[RULEBOOK]...")
@LANG
def rules_list(names: tuple[str, ...], lang: str) -> None:
    """List the shipped rulebooks, or those named.

    \b
    Examples:
      meetingrules rules list
      meetingrules rules list ./board.rules.yaml
    """  # noqa: D301
    lang = language(lang, os.environ)
    with speaking(lang):
        books = [load_rulebook(name) for name in names or shipped_rulebooks()]
    click.echo(render_list(books, lang), nl=False)


@rules.command("show")
@click.argument("name", metavar="RULEBOOK[/RULE]")
@LANG
def rules_show(name: str, lang: str) -> None:
    """Show the rules of a rulebook, or one rule whole.

    \b
    Examples:
      meetingrules rules show executive
      meetingrules rules show executive/quorum
      meetingrules rules show ./board.rules.yaml/quorum
    """  # noqa: D301
    lang = language(lang, os.environ)
    with speaking(lang):
        book, rule = found(name)
    click.echo(render_rulebook(book, lang) if rule is None else render_rule(book, book.rule(rule), lang), nl=False)


@rules.command("words")
@click.argument("name", metavar="RULEBOOK")
@LANG
def rules_words(name: str, lang: str) -> None:
    """List the words of a rulebook: what the keys of a meeting file and a roster may be.

    \b
    Examples:
      meetingrules rules words executive
    """  # noqa: D301
    lang = language(lang, os.environ)
    with speaking(lang):
        book = load_rulebook(name)
    click.echo(render_words(book, lang), nl=False)


@rules.command("account")
@click.argument("names", nargs=-1, metavar="[RULEBOOKS]...")
@click.option("--norms", "each", is_flag=True, help="Print each norm with what accounts for it.")
def rules_account(names: tuple[str, ...], each: bool) -> int:
    """Count how each norm of the source is accounted for.

    A norm is accounted for by a rule, by a definition that rules rest on, as guidance (with the reason), as manual (a person
    judges), or as metadata (with the reason). Exit code 1 when a norm is not.
    """
    with speaking(language("auto", os.environ)):
        books = [load_rulebook(name) for name in names or shipped_rulebooks()]
    click.echo(render_account(books, each=each), nl=False)
    return COMPLIANT if all(len(b.accounts) >= len(b.norms) and b.norms for b in books) else FAILED


def found(name: str) -> tuple[Rulebook, str | None]:
    """A rulebook, and the rule after its last stroke if the whole is no rulebook."""
    head, stroke, rule = name.rpartition("/")
    if not stroke or Path(name).exists():
        return load_rulebook(name), None
    book = load_rulebook(head)
    if rule not in {r.id for r in book.rules}:
        raise click.UsageError(f"{book.id} has no rule {rule!r}; `meetingrules rules show {head}` lists them")
    return book, rule


@main.command("test")
@click.argument("rulebooks", nargs=-1, metavar="[RULEBOOK]...")
@click.option(
    "--weigh", is_flag=True, help="Also leave out each definition, exception, permission, entry and step in turn."
)
@click.option("--verbose", "-v", is_flag=True, help="Also the cases that went well.")
def try_cases(rulebooks: tuple[str, ...], weigh: bool, verbose: bool) -> int:
    """Run the cases that rulebooks carry; all shipped ones unless told.

    With --weigh, what no case misses is listed as idle: a word of the law that no answer rests on.

    \b
    Examples:
      meetingrules test
      meetingrules test executive --weigh
      meetingrules test ./board.rules.yaml --verbose

    Exit codes: 0 all cases went as they say; 1 one did not, or a rule that binds has no failing case, or a cited word is idle;
    2 a rulebook could not be read or has no case.
    """  # noqa: D301
    code, reached = COMPLIANT, Counter[str]()
    for name in rulebooks or shipped_rulebooks():
        with speaking(language("auto", os.environ)):
            book = load_rulebook(name)
        results = run_cases(book)
        reached.update(r.got for r in results if r.ok)
        wrong = [visible(_case(book.id, r)) for r in results if verbose or not r.ok]
        wrong += [f"{book.id}/{rule}: no failing case" for rule in unbroken(book)]
        click.echo("\n".join(wrong) + ("\n" if wrong else ""), nl=False)
        idle = [w for w in (weigh_words(book) if weigh else ()) if w.changed is None]
        for word in idle:
            click.echo(f"{book.id}: idle {word.kind} {word.name} ({', '.join(word.cites) or 'cites nothing'})")
        failed = sum(not result.ok for result in results)
        click.echo(f"{book.id}: {len(book.rules)} rules, {len(results)} cases, {failed} failed")
        bad = failed or unbroken(book) or any(w.cites for w in idle)
        code = max(code, FAILED if bad else COMPLIANT if results else NOT_CHECKED)
    click.echo("statuses reached: " + ", ".join(f"{s} {reached[s]}" for s in STATUSES if reached[s]))
    return code


def _case(book: str, result: CaseResult) -> str:
    where = f"{result.place}: " if result.place is not None else ""
    said = "" if result.ok else f": expected {result.expected}, got {result.got}: {result.message}"
    return f"{where}{'ok' if result.ok else 'FAILED'} {book}/{result.rule} [{result.index + 1}] {result.why}{said}"
