"""What a worker knows before it is asked: rulebooks, named rosters, limits. A request can name them, and no file."""

from collections import OrderedDict
from collections.abc import Callable, Mapping
from datetime import datetime

from attrs import define, field

from meetingrules.base.diagnostics import Diagnostic, InvalidText, nearest
from meetingrules.base.source import Source
from meetingrules.base.tree import Node, Scalar, Table
from meetingrules.engine.service import load_rulebook
from meetingrules.engine.tally import Quick
from meetingrules.facts.model import Roster
from meetingrules.facts.roster import load_roster
from meetingrules.rulebook.shipped import shipped_rulebooks

MOST_ROSTERS = 64
"""How many rosters that came with requests are kept: software asks about the same people again and again."""


@define
class Desk:
    """Answers from memory: each rulebook is read once, when it is first asked for."""

    named: Mapping[str, tuple[Source, Node]] = field(factory=dict)
    """Rosters that requests may name, as they were read at the start."""
    clock: Callable[[], datetime] | None = None
    """Gives today where a request does not say as of when; None: then what only time decides stays open."""
    books: dict[str, list[Quick]] = field(factory=dict)
    rosters: "OrderedDict[tuple[str, Node], Roster]" = field(factory=OrderedDict)

    def add(self, name: str) -> None:
        """Load a rulebook from a file or by its name.

        :raises InvalidText: with all complaints about it
        """
        book = load_rulebook(name)
        known = self.books.setdefault(book.id, [])
        if all(quick.book.version != book.version for quick in known):
            known.append(Quick(book))

    def names(self) -> tuple[str, ...]:
        """The rulebooks that a request may name."""
        return tuple(sorted({*self.books, *shipped_rulebooks()}))

    def book(self, name: str, day: Node | None = None) -> Quick:
        """A rulebook; of several versions the one in force on a day.

        :raises InvalidText: ``no-such-rulebook``
        """
        if name not in self.books:
            if name not in shipped_rulebooks():
                zh, en = f"没有规则“{name}”", f"there is no rulebook called {name}"
                listed = self.names()
                hint = nearest(name, listed) or (f"可用：{'、'.join(listed)}", f"there are {', '.join(listed)}")
                raise refusal("no-such-rulebook", zh, en, hint)
            self.add(name)
        text = day.text if isinstance(day, Scalar) else ""
        versions = self.books[name]
        held = [q for q in versions if q.book.in_force is None or q.book.in_force.isoformat() <= text]
        return max(held or versions, key=lambda q: q.book.in_force.isoformat() if q.book.in_force else "")

    def roster(self, node: Node | None, source: Source, quick: Quick) -> Roster | None:
        """A roster that a request brings as a table, or names.

        :raises InvalidText: with all complaints about it, or ``no-such-roster``
        """
        if node is None:
            return None
        if isinstance(node, Table):
            return self.read(node, source, quick)
        name = node.text if isinstance(node, Scalar) else ""
        if name not in self.named:
            zh, en = f"没有名册“{name}”", f"there is no roster called {name}"
            hint = (
                "请在请求中附上名册，或启动时用 --roster NAME=FILE 指明",
                "send the roster with the request, or name it at the start with --roster NAME=FILE",
            )
            raise refusal("no-such-roster", zh, en, nearest(name, self.named) or hint)
        found, tree = self.named[name]
        return self.read(tree, found, quick)

    def read(self, tree: Node, source: Source, quick: Quick) -> Roster:
        """A roster, read once for each rulebook; the one that was asked for longest ago is forgotten."""
        key = (quick.book.digest, tree)
        known = self.rosters.pop(key, None)
        self.rosters[key] = roster = known or load_roster(tree, source, quick.book.words)
        while len(self.rosters) > MOST_ROSTERS:
            self.rosters.popitem(last=False)
        return roster


def refusal(code: str, zh: str, en: str, hint: tuple[str, str] | None = None) -> InvalidText:
    """One complaint as an exception."""
    texts = {"zh": hint[0], "en": hint[1]} if hint else None
    return InvalidText((Diagnostic(code, {"zh": zh, "en": en}, None, texts),))
