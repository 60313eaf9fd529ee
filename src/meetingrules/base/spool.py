"""Texts that wait for their turn: a few in memory, many in a file without a name, which nobody else sees and which goes by itself."""

import heapq
import json
from collections.abc import Callable, Iterator
from typing import IO, Any

from attrs import define, field

BLOCK = 1 << 17
"""So many characters are kept until they are written together."""
RUN = 4096
"""So many lines are kept until they are sorted and written together."""
Key = tuple[Any, ...]


@define
class Spool:
    """Texts one after another."""

    kept: list[str] = field(factory=list)
    length: int = 0
    begun: bool = False
    """Whether anything was added."""
    file: IO[bytes] | None = None

    def add(self, text: str) -> None:
        """One more."""
        self.begun = True
        self.kept.append(text)
        self.length += len(text)
        if self.length >= BLOCK:
            import zlib  # a single report is never so long
            from tempfile import TemporaryFile

            data = zlib.compress("".join(self.kept).encode("utf-8", "surrogatepass"), 1)
            self.file = self.file or TemporaryFile()  # noqa: SIM115 - as long as this is
            self.file.write(len(data).to_bytes(8, "big") + data)
            self.kept, self.length = [], 0

    def __iter__(self) -> Iterator[str]:
        """All of it, some texts at a time, never a part of one; nothing may be added meanwhile."""
        at = 0
        while self.file is not None:
            import zlib

            self.file.seek(at)
            size = int.from_bytes(self.file.read(8), "big")
            if not size:
                break
            at += 8 + size
            yield zlib.decompress(self.file.read(size)).decode("utf-8", "surrogatepass")
        if self.kept:
            yield "".join(self.kept)

    def close(self) -> None:
        """Let go of the file, and of all that was in it."""
        if self.file is not None:
            self.file.close()


@define
class Sorter:
    """Texts in the order of their keys; where these are equal, as they came."""

    kept: list[tuple[Key, str]] = field(factory=list)
    runs: list[Spool] = field(factory=list)

    def add(self, key: Key, text: str) -> None:
        """One more; a key is made of texts, numbers and yes or no."""
        self.kept.append((key, text))
        if len(self.kept) >= RUN:
            run = Spool()
            for one in sorted(self.kept, key=_key):
                run.add(json.dumps(one) + "\n")
            self.runs.append(run)
            self.kept = []

    def __iter__(self) -> Iterator[str]:
        """All texts, in order."""
        read: Callable[[Spool], Iterator[tuple[Key, str]]] = _read
        for _, text in heapq.merge(*map(read, self.runs), sorted(self.kept, key=_key), key=_key):
            yield text

    def close(self) -> None:
        """Let go of all files."""
        for run in self.runs:
            run.close()


def _key(one: tuple[Key, str]) -> Key:
    return one[0]


def _read(run: Spool) -> Iterator[tuple[Key, str]]:
    for block in run:
        for line in block.splitlines():
            key, text = json.loads(line)
            yield tuple(key), text
