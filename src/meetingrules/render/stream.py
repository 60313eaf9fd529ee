"""Run -> a format whose reports may be told one by one, so that none has to be kept: what is written waits on disk until all are there.

Only then the head can be written, which says what all come to, and of a list that begins with the worst the first line.
"""

import json
from collections.abc import Iterator

from attrs import astuple, field, fields, frozen

from meetingrules.base.spool import Sorter, Spool
from meetingrules.render.formats import View, module
from meetingrules.render.rows import Aim, Listing, Row, Suite, order, problem_row, rows_of
from meetingrules.report.masking import masked
from meetingrules.report.model import Report, Run

REPORTED = frozenset({"text", "json", "jsonl"})
"""The formats in which the reports stand in their order. Their modules tell what stands ``between`` two, how each is ``told``, and the ``framed``."""
LISTED = frozenset({"concise", "csv", "sarif", "junit", "github", "gitlab", "azure", "rdjson", "tap", "markdown"})
"""The formats in which the findings of all reports stand, each on its own. Their modules tell how a list is ``written``."""
STREAMED = REPORTED | LISTED
FIELDS = tuple(a.name for a in fields(Row))


@frozen
class Waiting:
    """Rows on disk, in their order; they can be gone through again."""

    sorter: Sorter = field(factory=Sorter)

    def __iter__(self) -> Iterator[Row]:
        return map(unpacked, self.sorter)


@frozen
class Stream:
    """One format under way."""

    form: str
    """One of ``STREAMED``."""
    view: View
    mask: bool
    spool: Spool = field(factory=Spool)
    waiting: Waiting = field(factory=Waiting)
    suites: list[Suite] = field(factory=list)

    def add(self, report: Report) -> None:
        """The next report."""
        shown = masked(Run(None, (), (report,))).reports[0] if self.mask else report
        if self.form in LISTED:
            self.list(rows_of(shown, self.view, len(self.suites)))
            self.suites.append(Suite.of(shown, self.view.lang))
            return
        home = module(self.form)
        text = home.told(shown, self.view)
        self.spool.add(home.between(self.view) + text if self.spool.begun else text)

    def list(self, rows: list[Row]) -> None:
        """Some lines, each where it belongs."""
        by = module("junit").order if self.form == "junit" else order  # suite by suite; else the worst come first
        for row in rows:
            self.waiting.sorter.add(by(row), packed(row))

    def texts(self, run: Run) -> Iterator[str]:
        """All of it, piece by piece.

        :param run: without the reports, with what they come to
        """
        if self.form in LISTED:
            self.list([problem_row(problem, self.view.lang) for problem in run.problems])
            yield from module(self.form).written(Listing(self.waiting, self.suites, bool(run.problems)), self.view)
            return
        head, tail = module(self.form).framed(run, self.view)
        yield head
        yield from self.spool
        yield tail

    def close(self) -> None:
        """Nothing more is asked of it."""
        self.spool.close()
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
