"""``meetingrules test``: the cases that rulebooks carry."""

import os
from collections import Counter
from collections.abc import Mapping
from functools import partial

import click

from meetingrules.base.harmless import clean
from meetingrules.engine.cases import CaseResult, cases_report, run_cases, unbroken
from meetingrules.engine.service import load_rulebook
from meetingrules.engine.weight import weigh as weigh_words
from meetingrules.help.spoken import Verb
from meetingrules.report.codes import COMPLIANT, FAILED, NOT_CHECKED
from meetingrules.report.model import STATUSES, Report, Run
from meetingrules.rulebook.shipped import shipped_rulebooks
from meetingrules.terminal import language, speaking
from meetingrules.verbs.options import LANG, OUTPUT, emit

SAID: Mapping[str, Mapping[str, str]] = {
    "zh": {
        "ok": "通过",
        "failed": "未通过",
        "but": "：应为 {expected}，实为 {got}：{message}",
        "unbroken": "：没有不合规的例子",
        "idle": "{book}：{kind} {name} 可有可无（{cites}）",
        "no cites": "未注明出处",
        "definition": "定义",
        "exception": "例外",
        "permission": "许可",
        "entry": "条目",
        "step": "环节",
        "sum": "{book}：规则{rules}条，例子{cases}个，未通过{failed}个",
        "reached": "涉及的结论：",
        "comma": "、",
    },
    "en": {
        "ok": "ok",
        "failed": "FAILED",
        "but": ": expected {expected}, got {got}: {message}",
        "unbroken": ": no failing case",
        "idle": "{book}: idle {kind} {name} ({cites})",
        "no cites": "cites nothing",
        "definition": "definition",
        "exception": "exception",
        "permission": "permission",
        "entry": "entry",
        "step": "step",
        "sum": "{book}: {rules} rules, {cases} cases, {failed} failed",
        "reached": "statuses reached: ",
        "comma": ", ",
    },
}


@click.command("test", cls=Verb)
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
        told = SAID[lang]
        wrong = [clean(_case(book.id, r, lang)) for r in results if verbose or not r.ok]
        wrong += [f"{book.id}/{rule}{told['unbroken']}" for rule in unbroken(book)]
        tell = partial(click.echo, err=not said)  # stdout is the format's, where one goes there
        tell("\n".join(wrong) + ("\n" if wrong else ""), nl=False)
        idle = [w for w in (weigh_words(book) if weigh else ()) if w.changed is None]
        for word in idle:
            cites = ", ".join(word.cites) or told["no cites"]
            tell(clean(told["idle"].format(book=book.id, kind=told[word.kind], name=word.name, cites=cites)))
        failed = sum(not result.ok for result in results)
        tell(told["sum"].format(book=book.id, rules=len(book.rules), cases=len(results), failed=failed))
        bad = failed or unbroken(book) or any(w.cites for w in idle)
        code = max(code, NOT_CHECKED if not results else FAILED if bad else COMPLIANT)
    each = [f"{s} {reached[s]}" for s in STATUSES if reached[s]]
    click.echo(SAID[lang]["reached"] + SAID[lang]["comma"].join(each), err=not said)
    if outputs:
        emit(Run(None, (), tuple(reports)), outputs, lang)
    return code


def _case(book: str, result: CaseResult, lang: str) -> str:
    told = SAID[lang]
    where = f"{result.place}: " if result.place is not None else ""
    said = told["but"].format(expected=result.expected, got=result.got, message=result.message[lang])
    how = told["ok"] if result.ok else told["failed"]
    return f"{where}{how} {book}/{result.rule} [{result.index + 1}] {result.why}{'' if result.ok else said}"
