"""Run -> a format that lists the findings of all reports, each on its own, report by report: the rows wait on disk, in order."""

import json
from collections.abc import Iterator

from attrs import astuple, field, fields, frozen

from meetingrules.base.spool import Sorter
from meetingrules.render.formats import View, module
from meetingrules.render.rows import Aim, Listing, Row, Suite, order, problem_row, rows_of
from meetingrules.report.masking import masked
from meetingrules.report.model import Report, Run

FIELDS = tuple(a.name for a in fields(Row))


@frozen
class Waiting:
    """Rows on disk, in their order; they can be gone through again."""

    sorter: Sorter = field(factory=Sorter)

    def __iter__(self) -> Iterator[Row]:
        return map(unpacked, self.sorter)


@frozen
class ListStream:
    """One format under way; its module tells how a list is ``written``."""

    form: str
    """One of ``LISTED``."""
    view: View
    mask: bool
    waiting: Waiting = field(factory=Waiting)
    suites: list[Suite] = field(factory=list)

    def add(self, report: Report) -> None:
        """The next report."""
        shown = masked(Run(None, (), (report,))).reports[0] if self.mask else report
        self.list(rows_of(shown, self.view, len(self.suites)))
        self.suites.append(Suite.of(shown, self.view.lang))

    def list(self, rows: list[Row]) -> None:
        """Some lines, each where it belongs."""
        by = module("junit").order if self.form == "junit" else order  # suite by suite; else the worst come first
        for row in rows:
            self.waiting.sorter.add(by(row), packed(row))

    def texts(self, run: Run) -> Iterator[str]:
        """All of it, piece by piece.

        :param run: without the reports, with what they come to
        """
        self.list([problem_row(problem, self.view.lang) for problem in run.problems])
        yield from module(self.form).written(Listing(self.waiting, self.suites, bool(run.problems)), self.view)

    def close(self) -> None:
        """Nothing more is asked of it."""
        self.waiting.sorter.close()


def packed(row: Row) -> str:
    """A row as a text without line ends."""
    return json.dumps(astuple(row), ensure_ascii=False)


def unpacked(text: str) -> Row:
    """The row of such a text."""
    values = dict(zip(FIELDS, json.loads(text), strict=True))
    octets = values["octets"]
    if values["aim"] is not None:
        severity, force, stage, cites, texts = values["aim"]
        values["aim"] = Aim(severity, force, stage, tuple(cites), texts)
    values["missing"] = tuple(values["missing"])
    values["octets"] = tuple(octets) if octets is not None else None
    return Row(**values)
