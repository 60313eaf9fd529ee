"""Where a text comes from, and a place in it."""

from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from attrs import field, frozen

PACKAGE = Path(__file__).resolve().parents[1]
CHECKOUT = PACKAGE.parents[1]


@frozen
class Source:
    """A text with a name; every place in a complaint or a finding points into one."""

    name: str
    """What people call it: a path as they gave it, or ``<plan>`` for a plain dict."""
    text: str = field(repr=False)

    def line(self, number: int) -> str:
        """Line *number* (1-based), without its end; empty when there is no such line."""
        lines = _lines(self.text)
        return lines[number - 1].rstrip("\r") if 0 < number <= len(lines) else ""


@lru_cache(maxsize=1)
def _lines(text: str) -> list[str]:
    """Its lines; of the text that was asked about last, since many complaints speak of one."""
    return text.split("\n")


@frozen
class Place:
    """A place in a source: 1-based line and column, counted in code points."""

    source: Source = field(repr=False)
    line: int
    column: int
    width: int = 1
    """How many code points the caret underlines, on that line."""

    def __str__(self) -> str:
        return f"{self.source.name}:{self.line}:{self.column}"


def shipped(room: str, name: str) -> Path:
    """A file that is shipped with the package: in the wheel below the package, in a checkout at the top.

    :param room: ``rules`` or ``grammar``
    :raises FileNotFoundError: when neither place has it
    """
    for root in (PACKAGE / "_shipped", CHECKOUT):
        path = root / room / name
        if path.is_file():
            return path
    raise FileNotFoundError(f"{room}/{name}")


def shipped_names(room: str, suffix: str) -> tuple[str, ...]:
    """The names of all shipped files of a room that end in *suffix*, without it, sorted."""
    for root in (PACKAGE / "_shipped", CHECKOUT):
        if (root / room).is_dir():
            return tuple(
                sorted(p.name.removesuffix(suffix) for p in (root / room).iterdir() if p.name.endswith(suffix))
            )
    return ()


def digest(*texts: str) -> str:
    """What texts are recognised by."""
    return "sha256:" + sha256("\0".join(texts).encode("utf-8", "surrogatepass")).hexdigest()


Texts = Mapping[str, str]
"""One text in each language: ``{"zh": …, "en": …}``."""
