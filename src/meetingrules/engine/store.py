"""What was worked out once, kept in a folder of the user's own: checked rulebooks, and the years of calendars.

Everything in it can be worked out again, so whatever is wrong with it is no error: the folder is then ignored. It holds JSON,
out of which no code runs, under names made of all that it was made from. A folder that others may write to is not read.
"""

import importlib.util
import json
import os
import stat
import sys
from collections.abc import Mapping
from contextlib import suppress
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

from attrs import evolve, frozen

from meetingrules.base import days
from meetingrules.base.diagnostics import InvalidText
from meetingrules.base.document import read_data
from meetingrules.base.limits import DEFAULT
from meetingrules.base.source import PACKAGE, Source, digest, shipped
from meetingrules.rulebook.model import Rulebook
from meetingrules.rulebook.packed import lean, pack, unpack

FORM = 1
MADE_BY = ("base", "lang", "rulebook")
"""The rooms of this package on whose code a checked rulebook depends."""
MOST = 8 * 2**20
"""Larger files are not ours."""


@frozen
class Store:
    """One folder."""

    folder: Path

    @classmethod
    def of(cls, environ: Mapping[str, str]) -> "Store | None":
        """The folder that the environment names: ``MEETINGRULES_CACHE`` (``off``: none), else the user's own for such things."""
        told = environ.get("MEETINGRULES_CACHE", "")
        if told.lower() in {"off", "none", "0", "no"}:
            return None
        home = environ.get("XDG_CACHE_HOME") or environ.get("LOCALAPPDATA")
        if not told and not home:
            home = str(Path(environ["HOME"]) / ".cache") if environ.get("HOME") else None
        where = told or home
        if not where or not Path(where).is_absolute():
            return None
        return cls(Path(where) if told else Path(where) / "meetingrules")

    # ---- rulebooks ---------------------------------------------------------------------------------------------------

    def book(self, path: Path) -> Rulebook | None:
        """A rulebook that was read before, if nothing that it was made from has changed since."""
        try:
            text = text_of(path)
            kept = self.read(self.name_of(text))
            if not isinstance(kept, dict):
                return None
            shared = kept["shares"]
            also = text_of(path.parent / f"{shared}.shared.yaml") if shared else ""
            if kept["digest"] != digest(text.removeprefix("\ufeff"), also.removeprefix("\ufeff")):
                return None
            book = unpack(kept["book"])
        except (InvalidText, LookupError, OSError, RecursionError, TypeError, ValueError):
            return None
        return evolve(book, source=Source(str(path), text)) if book.digest == kept["digest"] else None

    def keep(self, path: Path, book: Rulebook, shared: str | None) -> None:
        """Remember a rulebook.

        :param shared: the name of the file that it shares words with
        """
        with suppress(InvalidText, OSError, RecursionError, ValueError):
            text = text_of(path)
            self.write(self.name_of(text), {"shares": shared, "digest": book.digest, "book": pack(lean(book))})

    def name_of(self, text: str) -> str:
        """The name of what is made from a text by this very program."""
        told = digest(self.stamp, text).removeprefix("sha256:")
        return f"book-{told[:40]}.json"

    @cached_property
    def stamp(self) -> str:
        """What this program is recognised by: its code and its words."""
        made = [FORM, *(sorted(stamps(PACKAGE / room) for room in MADE_BY))]
        texts = [stamps(shipped("grammar", name).parent) for name in ("condition.lark",)]
        return json.dumps([made, texts])

    # ---- calendars ---------------------------------------------------------------------------------------------------

    def teach(self) -> None:
        """Take the years that were read before from the same version of the package that has them."""
        with suppress(OSError, RecursionError, ValueError):
            kept = self.read(self.calendar)
            if isinstance(kept, dict):
                days.teach(kept)

    def learn(self) -> None:
        """Remember the years that were read."""
        if "holidays" not in sys.modules:
            return  # without the package no year was read that was not here before
        with suppress(OSError, RecursionError, ValueError):
            now = days.learned()
            if now["years"] and now != self.read(self.calendar):
                self.write(self.calendar, now)

    @cached_property
    def calendar(self) -> str:
        """The name of the years of the installed package, told without loading it."""
        found = importlib.util.find_spec("holidays")
        place = Path(found.origin).parent if found is not None and found.origin else PACKAGE
        told = [FORM, str(place), stamps(place), stamp(place / "countries" / "china.py")]
        return f"days-{sha256(json.dumps(told).encode()).hexdigest()[:40]}.json"

    # ---- the folder --------------------------------------------------------------------------------------------------

    def read(self, name: str) -> Any:
        """What is kept under a name; None where nothing is, or where others may have written it."""
        with suppress(FileNotFoundError):
            if not (mine(self.folder) and mine(self.folder / name)):
                return None
            with (self.folder / name).open("rb") as file:
                return json.loads(file.read(MOST + 1)[:MOST])
        return None

    def write(self, name: str, value: Any) -> None:
        """Keep something, whole or not at all.

        :raises OSError: when it cannot be written
        """
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not mine(self.folder):
            return
        import tempfile  # seldom needed, and it loads what compresses

        handle, temporary = tempfile.mkstemp(prefix=".", dir=self.folder)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass"))
            Path(temporary).replace(self.folder / name)
        except OSError:
            Path(temporary).unlink(missing_ok=True)
            raise


def text_of(path: Path) -> str:
    """The text of a file, as far as the limit goes: of a larger one the rest is not read.

    :raises InvalidText: when it is no file, or cannot be read
    :raises ValueError: when it is not UTF-8
    """
    return read_data(path, DEFAULT.bytes).decode("utf-8")


def mine(path: Path) -> bool:
    """Whether a file or folder belongs to who runs this, and nobody else may write to it; Windows keeps that its own way.

    :raises FileNotFoundError: when it is not there
    """
    found = path.lstat()
    if stat.S_ISLNK(found.st_mode):
        return False
    owner = getattr(os, "getuid", None)
    return owner is None or (found.st_uid == owner() and not found.st_mode & 0o022)


def stamps(folder: Path) -> list[tuple[str, int, int]]:
    """When each file of a folder was written, and how large it is."""
    with os.scandir(folder) as entries:
        files = [(e.name, e.stat()) for e in entries if e.is_file()]
    return sorted((name, s.st_mtime_ns, s.st_size) for name, s in files)


def stamp(path: Path) -> tuple[int, int]:
    """The same of one file."""
    found = path.stat()
    return found.st_mtime_ns, found.st_size
