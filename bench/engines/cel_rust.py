"""common-expression-language (CEL in Rust)."""

from collections.abc import Sequence
from importlib.metadata import version
from itertools import chain
from typing import Any

import cel
from workload import Meeting, numbered

from engines.celtext import GLUE, fused

__all__ = ["GLUE", "NAME", "ORDER", "VERSION", "prepare", "run"]
NAME, VERSION, ORDER = "common-expression-language", version("common-expression-language"), "items"


def prepare(rules: Sequence[str]) -> Any:
    return cel.compile(fused(rules))


def run(compiled: Any, meeting: Meeting) -> list[bool]:
    return list(chain.from_iterable(compiled.execute(numbered(meeting))))
