"""Run -> a format whose reports may be told one by one, so that none has to be kept: what is written waits on disk until all are there.

Only then the head can be written, which says what all come to, and of a list that begins with the worst the first line.
"""

from collections.abc import Callable, Iterator

from attrs import field, frozen

from meetingrules.base.spool import Sorter, Spool
from meetingrules.render import concise, csvout, jsonlines, jsonout, text
from meetingrules.render.formats import View
from meetingrules.render.rows import Row, order, problem_row, rows_of
from meetingrules.report.masking import masked
from meetingrules.report.model import Report, Run

Framed = Callable[[Run, View], tuple[str, str]]
"""What stands before the first and after the last."""
REPORTS: dict[str, tuple[Callable[[Report, View], str], Callable[[View], str], Framed]] = {
    "text": (text.told, text.between, text.framed),
    "json": (jsonout.told, jsonout.between, jsonout.framed),
    "jsonl": (jsonlines.told, jsonlines.between, jsonlines.framed),
}
"""The formats in which the reports stand in their order: how each is told, what stands between two, and the frame."""
ROWS: dict[str, tuple[Callable[[Row, View], str], Framed]] = {
    "concise": (concise.told, concise.framed),
    "csv": (csvout.told, csvout.framed),
}
"""The formats in which the findings of all reports stand, the worst first, and each on its own."""
STREAMED = frozenset({*REPORTS, *ROWS})


@frozen
class Stream:
    """One format under way."""

    form: str
    """One of ``STREAMED``."""
    view: View
    mask: bool
    spool: Spool = field(factory=Spool)
    sorter: Sorter = field(factory=Sorter)

    def add(self, report: Report) -> None:
        """The next report."""
        shown = masked(Run(None, (), (report,))).reports[0] if self.mask else report
        if self.form in ROWS:
            self.list(rows_of(shown, self.view))
            return
        tell, between, _ = REPORTS[self.form]
        text = tell(shown, self.view)
        self.spool.add(between(self.view) + text if self.spool.begun else text)

    def list(self, rows: list[Row]) -> None:
        """Some lines, each where it belongs."""
        tell, _ = ROWS[self.form]
        for row in rows:
            self.sorter.add(order(row), tell(row, self.view))

    def texts(self, run: Run) -> Iterator[str]:
        """All of it, piece by piece.

        :param run: without the reports, with what they come to
        """
        if self.form in ROWS:
            self.list([problem_row(problem, self.view.lang) for problem in run.problems])
        framed = ROWS[self.form][-1] if self.form in ROWS else REPORTS[self.form][-1]
        head, tail = framed(run, self.view)
        yield head
        yield from self.sorter if self.form in ROWS else self.spool
        yield tail

    def close(self) -> None:
        """Nothing more is asked of it."""
        self.spool.close()
        self.sorter.close()
