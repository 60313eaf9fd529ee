"""Reports on their way out, one by one: what is written of each is written at once, what all come to is counted, none is kept."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click
from attrs import define, field

from meetingrules.base.document import read_file
from meetingrules.render.formats import FORMATS
from meetingrules.render.stream import STREAMED, Stream, stream_of
from meetingrules.report.codes import NOT_CHECKED
from meetingrules.report.exitcode import worst
from meetingrules.report.model import Report, Run, Totals
from meetingrules.report.severity import with_severity
from meetingrules.terminal import undisturbed
from meetingrules.verbs.configured import settings
from meetingrules.verbs.options import Outputs, view_of, write

if TYPE_CHECKING:
    from meetingrules.render.listed import ListStream

Change = Callable[[Run], Run]


@define
class Passing:
    """What becomes of reports that nobody keeps."""

    outputs: Outputs
    streams: "tuple[Stream | ListStream, ...]"
    changes: tuple[Change, ...]
    """What settings and a baseline make of each."""
    code: Callable[[Report], int]
    """What one of them answers to the shell."""
    totals: Totals = field(factory=Totals)
    codes: set[int] = field(factory=set)
    rules: dict[str, frozenset[str]] = field(factory=dict)
    """For each rulebook the rules that were asked."""

    def take(self, report: Report) -> None:
        """One more; Ctrl-C waits until it is told in all formats."""
        with undisturbed():
            run = Run(None, (), (report,))
            for change in self.changes:
                run = change(run)
            (changed,) = run.reports
            for stream in self.streams:
                stream.add(changed)
            self.totals = self.totals.having(changed)
            self.codes.add(self.code(changed))
            self.rules[report.rulebook] = self.rules.get(report.rulebook, frozenset()) | report.rules

    def emit(self, run: Run) -> None:
        """Write all formats."""
        for (_, path), stream in zip(self.outputs, self.streams, strict=True):
            machine = FORMATS[stream.form].machine
            write(stream.texts(run), path, machine=machine, inked=stream.view.color, lang=stream.view.lang)

    def exit_code(self, run: Run) -> int:
        """What all answer to the shell together."""
        return NOT_CHECKED if run.problems or not self.codes else worst(self.codes)


def passing(
    outputs: Outputs,
    lang: str,
    code: Callable[[Report], int],
    *,
    color: str,
    detail: str | None,
    mask: bool | None,
    baseline: str | None,
) -> Passing | None:
    """Where reports go that need not be kept; None where a format needs them all.

    :raises InvalidText: when the baseline is none
    """
    wanted = outputs or (("text", None),)
    if not all(form in STREAMED for form, _ in wanted):
        return None
    streams = tuple(
        stream_of(form, view_of(form, path, lang, color, detail), mask=FORMATS[form].machine if mask is None else mask)
        for form, path in wanted
    )
    for stream in streams:
        click.get_current_context().call_on_close(stream.close)
    return Passing(wanted, streams, tuple(_changes(baseline)), code)


def _changes(baseline: str | None) -> Iterator[Change]:
    """What is made of each report, in this order."""
    file = settings()
    if file is not None:
        severity, by = file.severity, file.path
        yield lambda run: with_severity(run, severity, by)
    if baseline is not None:
        from meetingrules.report.baseline import from_json, with_baseline  # seldom asked for

        known, folder = from_json(*read_file(Path(baseline), json=True)), str(Path(baseline).parent)
        yield lambda run: with_baseline(run, known, folder, baseline)
