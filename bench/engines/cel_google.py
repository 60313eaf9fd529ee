"""cel-expr-python (Google's C++ CEL)."""

from collections.abc import Sequence
from importlib.metadata import version
from itertools import chain
from typing import Any

from cel_expr_python import cel
from workload import Meeting, numbered

from engines.celtext import GLUE, fused

__all__ = ["GLUE", "NAME", "ORDER", "VERSION", "prepare", "run"]
NAME, VERSION, ORDER = "cel-expr-python", version("cel-expr-python"), "items"
ROWS = cel.Type.List(cel.Type.Map(cel.Type.STRING, cel.Type.DYN))


def prepare(rules: Sequence[str]) -> Any:
    numbers = dict.fromkeys(("day", "notice", "minutes", "worked"), cel.Type.INT)
    return cel.NewEnv(variables={"members": ROWS, "items": ROWS, **numbers}).compile(fused(rules))


def run(compiled: Any, meeting: Meeting) -> list[bool]:
    return list(chain.from_iterable(compiled.eval(data=numbered(meeting)).plain_value()))
