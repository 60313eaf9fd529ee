"""cel-python (pure Python, Lark), its tree walked."""

from collections.abc import Sequence
from typing import Any

import celpy

from engines.cel_python import GLUE, ORDER, VERSION, run
from engines.celtext import fused

__all__ = ["GLUE", "NAME", "ORDER", "VERSION", "prepare", "run"]
NAME = "cel-python, interpreted"


def prepare(rules: Sequence[str]) -> Any:
    env = celpy.Environment(runner_class=celpy.InterpretedRunner)
    return env.program(env.compile(fused(rules)))
