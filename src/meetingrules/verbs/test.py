"""``meetingrules test``: the cases that rulebooks carry."""

import os
from collections import Counter
from functools import partial

import click

from meetingrules.base.diagnostics import visible
from meetingrules.engine.cases import CaseResult, cases_report, run_cases, unbroken
from meetingrules.engine.service import load_rulebook
from meetingrules.engine.weight import weigh as weigh_words
from meetingrules.report.exitcode import COMPLIANT, FAILED, NOT_CHECKED
from meetingrules.report.model import STATUSES, Report, Run
from meetingrules.rulebook.load import shipped_rulebooks
from meetingrules.terminal import language, speaking
from meetingrules.verbs.options import LANG, OUTPUT, emit


@click.command("test")
@click.argument("rulebooks", nargs=-1, metavar="[RULEBOOK]...")
@click.option(
    "--weigh", is_flag=True, help="Also leave out each definition, exception, permission, entry and step in turn."
)
@click.option("--verbose", "-v", is_flag=True, help="Also the cases that went well.")
@OUTPUT
@LANG
def command(
    rulebooks: tuple[str, ...], weigh: bool, verbose: bool, outputs: tuple[tuple[str, str | None], ...], lang: str
) -> int:
    """Run the cases that rulebooks carry; all shipped ones unless told.

    With --weigh, what no case misses is listed as idle: a word of the law that no answer rests on.

    \b
    Examples:
      meetingrules test
      meetingrules test executive --weigh
      meetingrules test ./board.rules.yaml --verbose
      meetingrules test ./board.rules.yaml --output junit:cases.xml

    Exit codes: 0 all cases went as they say; 1 one did not, or a rule that binds has no failing case, or a cited word is idle;
    2 a rulebook could not be read or has no case.
    """  # noqa: D301
    code, reached, reports = COMPLIANT, Counter[str](), list[Report]()
    lang, said = language(lang, os.environ), not any(path is None for _, path in outputs)
    for name in rulebooks or shipped_rulebooks():
        with speaking(lang):
            book = load_rulebook(name)
        results = run_cases(book)
        reports.append(cases_report(book, results))
        reached.update(r.got for r in results if r.ok)
        wrong = [visible(_case(book.id, r)) for r in results if verbose or not r.ok]
        wrong += [f"{book.id}/{rule}: no failing case" for rule in unbroken(book)]
        tell = partial(click.echo, err=not said)  # stdout is the format's, where one goes there
        tell("\n".join(wrong) + ("\n" if wrong else ""), nl=False)
        idle = [w for w in (weigh_words(book) if weigh else ()) if w.changed is None]
        for word in idle:
            tell(f"{book.id}: idle {word.kind} {word.name} ({', '.join(word.cites) or 'cites nothing'})")
        failed = sum(not result.ok for result in results)
        tell(f"{book.id}: {len(book.rules)} rules, {len(results)} cases, {failed} failed")
        bad = failed or unbroken(book) or any(w.cites for w in idle)
        code = max(code, NOT_CHECKED if not results else FAILED if bad else COMPLIANT)
    reached_ = ", ".join(f"{s} {reached[s]}" for s in STATUSES if reached[s])
    click.echo(f"statuses reached: {reached_}", err=not said)
    if outputs:
        emit(Run(None, (), tuple(reports)), outputs, lang)
    return code


def _case(book: str, result: CaseResult) -> str:
    where = f"{result.place}: " if result.place is not None else ""
    said = "" if result.ok else f": expected {result.expected}, got {result.got}: {result.message}"
    return f"{where}{'ok' if result.ok else 'FAILED'} {book}/{result.rule} [{result.index + 1}] {result.why}{said}"
