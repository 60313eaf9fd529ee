"""``meetingrules check``: meetings held against their rulebooks."""

import os
from functools import partial

import click
from attrs import evolve

from meetingrules.engine.runs import INTERRUPTED as INTERRUPTED_RUN
from meetingrules.engine.runs import check_paths
from meetingrules.engine.store import Store
from meetingrules.help.misuse import Choice, IntRange
from meetingrules.help.spoken import Verb
from meetingrules.render.text import render_problems
from meetingrules.report.codes import COMPLIANT, FAIL_ON, INTERRUPTED
from meetingrules.report.exitcode import exit_code, exit_code_of
from meetingrules.rulebook.model import GATES
from meetingrules.terminal import language, now, processors, progress, speaking
from meetingrules.verbs.configured import configured, from_environment, say_unmatched, settings_in_force, with_settings
from meetingrules.verbs.known import baselines, held
from meetingrules.verbs.options import COLOR, DETAIL, LANG, MASK, OUTPUT, emit, reading, reasons
from meetingrules.verbs.passing import passing


@from_environment
@click.command("check", cls=Verb)
@click.argument("paths", nargs=-1, required=True)
@reading
@LANG
@OUTPUT
@DETAIL
@MASK
@click.option(
    "--fail-on",
    type=Choice(FAIL_ON),
    default="warning",
    show_default=True,
    help="The least severity that fails the run.",
)
@click.option("--allow-unknown/--no-allow-unknown", help="Leave with 0 although facts are missing.")
@click.option("--strict/--no-strict", help="Count what is unknown or left to a person as failing.")
@click.option(
    "--gate",
    type=Choice(GATES),
    help="May the notice be sent, the meeting be opened, be closed? What must be settled by then counts as due.",
)
@click.option("--fail-on-forecast/--no-fail-on-forecast", help="Count what the replies let expect to fail as failing.")
@COLOR
@click.option(
    "--verbose", "-v", is_flag=True, help="Also what is met or does not apply; no list is cut (--detail full)."
)
@click.option(
    "--jobs",
    "-j",
    type=IntRange(1, 256),
    metavar="N",
    help="Processes that share a large folder; all there are unless told.",
)
@baselines
@configured
def command(
    paths: tuple[str, ...],
    rulebooks: tuple[str, ...],
    roster: str | None,
    calendar: str | None,
    as_of: str | None,
    register: str | None,
    lang: str,
    outputs: tuple[tuple[str, str | None], ...],
    detail: str | None,
    mask: bool | None,
    fail_on: str,
    allow_unknown: bool,
    strict: bool,
    gate: str | None,
    fail_on_forecast: bool,
    color: str,
    verbose: bool,
    baseline: str | None,
    write_baseline: str | None,
    show_settings: bool,
    jobs: int | None,
) -> int:
    """Check meeting files, or all *.meeting.yaml and *.meeting.json below a folder.

    \b
    Examples:
      meetingrules check 2024-03-20.meeting.yaml
      meetingrules check 2024-03-20.meeting.yaml --as-of 2024-04-10 --lang zh
      meetingrules check 2024-03-20.meeting.yaml --gate notice
      meetingrules check meetings/ --register meetings/ --rulebook ./board.rules.yaml
      meetingrules check meetings/ --output text --output json:report.json
      meetingrules check archive/ --write-baseline archive/baseline.json
      meetingrules check archive/ --baseline archive/baseline.json

    \b
    Exit codes: 0 nothing failed; 1 a rule failed at or above --fail-on; 2 something could not be
    checked; 4 nothing failed, but facts are missing; 3 a bug in the tool; 130 interrupted.
    """  # noqa: D301
    if show_settings:
        click.echo(settings_in_force(language(lang, os.environ)), nl=False)
        return COMPLIANT
    lang = language(lang, os.environ)
    detail = detail or ("full" if verbose else None)
    ends = partial(
        exit_code_of, fail_on=fail_on, allow_unknown=allow_unknown, strict=strict, fail_on_forecast=fail_on_forecast
    )
    with speaking(lang):
        told = (
            passing(outputs, lang, ends, color=color, detail=detail, mask=mask, baseline=baseline)
            if write_baseline is None
            else None
        )
        run = check_paths(
            paths,
            rulebooks=rulebooks,
            roster=roster,
            calendar=calendar,
            as_of=as_of,
            register=register,
            gate=gate,
            today=now(),
            store=Store.of(os.environ),
            reasons=reasons(outputs, detail),
            jobs=jobs or processors(),
            progress=progress(),
            sink=told.take if told is not None else None,
        )
        if told is not None:
            say_unmatched(told.rules, lang)
            run = evolve(run, passed_on=told.totals)
        else:
            run = held(with_settings(run, lang), baseline, write_baseline)
    click.echo(render_problems(run, lang), err=True, nl=False)
    if told is not None:
        told.emit(run)
    else:
        emit(run, outputs, lang, color=color, detail=detail, mask=mask)
    if any(problem.code == INTERRUPTED_RUN for problem in run.problems):
        return INTERRUPTED
    if told is not None:
        return told.exit_code(run)
    return exit_code(run, fail_on, allow_unknown=allow_unknown, strict=strict, fail_on_forecast=fail_on_forecast)
