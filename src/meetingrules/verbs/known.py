"""What was so before, on the command line: a baseline written, or read."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from meetingrules.base.document import read_file
from meetingrules.report.model import Run
from meetingrules.verbs.options import write

F = TypeVar("F", bound=Callable[..., Any])


def baselines(command: F) -> F:
    """``--baseline`` and ``--write-baseline``."""
    command = click.option("--write-baseline", metavar="F", help="Write what fails or is unknown now to a file, and let it count no longer; nothing is written where something could not be checked.")(command)  # fmt: skip
    return click.option("--baseline", metavar="F", help="What such a file lists is shown and does not count.")(command)


def held(run: Run, baseline: str | None, write_baseline: str | None) -> Run:
    """A run with what is known marked.

    A baseline is not written from half a run: what could not be checked would look settled. One that is written takes the
    place of one that is read.

    :raises InvalidText: when the file is no baseline
    """
    if write_baseline is None and baseline is None:
        return run
    from meetingrules.report.baseline import baseline_of, from_json, to_json, with_baseline  # seldom asked for

    if write_baseline is not None:
        folder = str(Path(write_baseline).parent)
        known = baseline_of(run, folder)
        if run.reports and not run.problems:
            write(to_json(known), write_baseline)
        return with_baseline(run, known, folder, write_baseline)
    assert baseline is not None
    source, node = read_file(Path(baseline), json=True)
    return with_baseline(run, from_json(source, node), str(Path(baseline).parent), baseline)
