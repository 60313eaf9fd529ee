"""Run -> a format whose reports may be told one by one, so that none has to be kept: what is written waits on disk until all are there.

Only then the head can be written, which says what all come to, and of a list that begins with the worst the first line.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from attrs import field, frozen

from meetingrules.base.spool import Spool
from meetingrules.render.formats import View, module
from meetingrules.report.masking import masked
from meetingrules.report.model import Report, Run

if TYPE_CHECKING:
    from meetingrules.render.listed import ListStream

REPORTED = frozenset({"text", "json", "jsonl"})
"""The formats in which the reports stand in their order."""
LISTED = frozenset({"concise", "csv", "sarif", "junit", "github", "gitlab", "azure", "rdjson", "tap", "markdown"})
"""The formats in which the findings of all reports stand, each on its own."""
STREAMED = REPORTED | LISTED


@frozen
class Stream:
    """One format under way; its module tells what stands ``between`` two reports, how each is ``told``, and the ``framed``."""

    form: str
    """One of ``REPORTED``."""
    view: View
    mask: bool
    spool: Spool = field(factory=Spool)

    def add(self, report: Report) -> None:
        """The next report."""
        shown = masked(Run(None, (), (report,))).reports[0] if self.mask else report
        home = module(self.form)
        text = home.told(shown, self.view)
        self.spool.add(home.between(self.view) + text if self.spool.begun else text)

    def texts(self, run: Run) -> Iterator[str]:
        """All of it, piece by piece.

        :param run: without the reports, with what they come to
        """
        head, tail = module(self.form).framed(run, self.view)
        yield head
        yield from self.spool
        yield tail

    def close(self) -> None:
        """Nothing more is asked of it."""
        self.spool.close()


def stream_of(form: str, view: View, *, mask: bool) -> "Stream | ListStream":
    """A format about to begin.

    :param form: one of ``STREAMED``
    """
    if form in REPORTED:
        return Stream(form, view, mask)
    from meetingrules.render.listed import ListStream  # text is not made of rows

    return ListStream(form, view, mask)
