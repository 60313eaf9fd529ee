"""``meetingrules test``: the cases that rulebooks carry."""

import os
from collections import Counter

import click

from meetingrules.base.diagnostics import visible
from meetingrules.engine.cases import CaseResult, run_cases, unbroken
from meetingrules.engine.service import load_rulebook
from meetingrules.engine.weight import weigh as weigh_words
from meetingrules.report.exitcode import COMPLIANT, FAILED, NOT_CHECKED
from meetingrules.report.model import STATUSES
from meetingrules.rulebook.load import shipped_rulebooks
from meetingrules.terminal import language, speaking


@click.command("test")
@click.argument("rulebooks", nargs=-1, metavar="[RULEBOOK]...")
@click.option(
    "--weigh", is_flag=True, help="Also leave out each definition, exception, permission, entry and step in turn."
)
@click.option("--verbose", "-v", is_flag=True, help="Also the cases that went well.")
def command(rulebooks: tuple[str, ...], weigh: bool, verbose: bool) -> int:
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
