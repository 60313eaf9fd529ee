"""Rulebooks made ready to be asked, kept while they are asked again: a caller hands over a rulebook, meeting after meeting."""

from collections.abc import Callable

from attrs import define, field

from meetingrules.engine.check import Checker, Quickly
from meetingrules.engine.tally import Quick
from meetingrules.rulebook.model import Rulebook

WORTH_COMPILING = 4
"""Meetings of one body after which compiling its rulebook has paid."""
MOST = 16
"""Rulebooks that are kept, those that were used last."""


@define
class Readied:
    """How each of a few rulebooks tells statuses alone; one thread at a time may ask."""

    kept: dict[int, tuple[Quick, int]] = field(factory=dict)
    """Under the identity of a rulebook, which lives as long as it stands here: how it is asked, and of how many meetings it was."""

    def ask(self, book: Rulebook) -> Callable[[Checker], Quickly]:
        """Statuses alone; compiled once there are several meetings to ask of."""
        quick, asked = self.kept.pop(id(book)) if id(book) in self.kept else (Quick(book), 0)
        self.kept[id(book)] = quick, asked + 1
        if len(self.kept) > MOST:
            del self.kept[next(iter(self.kept))]
        return quick.compiled if asked >= WORTH_COMPILING else quick.softly
