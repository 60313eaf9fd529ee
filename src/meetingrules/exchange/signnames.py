"""Names on a sheet -> names as a meeting file may write them."""

from collections.abc import Mapping
from difflib import get_close_matches

from attrs import define, field, frozen

from meetingrules.base.diagnostics import HIDDEN
from meetingrules.base.source import Texts
from meetingrules.base.tree import shown
from meetingrules.exchange.signwhy import why
from meetingrules.exchange.signwords import NOTHING, folded
from meetingrules.facts.model import Roster
from meetingrules.facts.naming import Names
from meetingrules.facts.scalars import Misread
from meetingrules.lang.words import Words

NEAR = 0.5
"""How near a name must be to be named: of two characters one may differ."""
ASKED, COMPARED = 100, 200
"""For so many names the nearest one is looked for, among so many."""
RESERVED = frozenset({"others", "none"}) | NOTHING
"""What a meeting file does not take for a name."""


@frozen
class Unnamed:
    """Why a name was not taken."""

    code: str
    why: Texts


@define
class Known:
    """Whom the roster knows; without one, everybody."""

    names: Names
    persons: Mapping[str, str] | None
    """Names of the roster by their folded form; None without a roster."""
    newcomers: bool
    met: dict[str, None] = field(factory=dict)
    """Names that were taken though the roster does not know them."""
    missed: int = 0
    """How many names were not taken for that."""

    @classmethod
    def of(cls, words: Words, roster: Roster | None, *, newcomers: bool) -> "Known":
        """Those of a roster."""
        persons = {folded(name): name for name in sorted(roster.persons)} if roster is not None else None
        return cls(Names(words), persons, newcomers)

    def name(self, text: str) -> "str | Unnamed":
        """A name as the meeting file writes it, or why it may not stand there."""
        if self.persons is not None and folded(text) in self.persons:
            return self.persons[folded(text)]
        if HIDDEN.search(text):
            return Unnamed("hidden-character", why("hidden-character", text=shown(text)))
        if folded(text) in RESERVED or not folded(text):
            return Unnamed("no-name", why("no-name"))
        try:
            self.names.person(text)
        except Misread as bad:
            return Unnamed(bad.code, {"zh": bad.zh, "en": bad.en})
        if self.persons is not None:
            if not self.newcomers:
                return self.unknown(text)
            self.met[text] = None
        return text

    def unknown(self, text: str) -> Unnamed:
        """Nobody of the roster; with the name that is nearest."""
        self.missed += 1
        # Whoever reads another body's sheet does not ask for each name whose it is.
        near = self.nearest(text) if self.missed <= ASKED else []
        hints = (f"，是不是“{near[0]}”？", f"; did you mean {near[0]}?") if near else ("", "")
        both = [why("not-in-the-roster", name=shown(text), near=hint) for hint in hints]
        return Unnamed("not-in-the-roster", {"zh": both[0]["zh"], "en": both[1]["en"]})

    def nearest(self, text: str) -> list[str]:
        """The name of the roster that is most like one, if any is; only those that share its letters are compared."""
        letters = set(text)
        likely = [name for name in (self.persons or {}).values() if len(letters & set(name)) >= NEAR * len(letters)]
        return get_close_matches(text, sorted(likely)[:COMPARED], n=1, cutoff=NEAR)
