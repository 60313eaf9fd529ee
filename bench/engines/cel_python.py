"""cel-python (pure Python, Lark), transpiled to Python."""

from collections.abc import Sequence
from importlib.metadata import version
from typing import Any

import celpy
from workload import Meeting, numbered

from engines.celtext import GLUE, fused

__all__ = ["GLUE", "NAME", "ORDER", "VERSION", "prepare", "run"]
NAME, VERSION, ORDER = "cel-python, compiled", version("cel-python"), "items"


def prepare(rules: Sequence[str]) -> Any:
    env = celpy.Environment(runner_class=celpy.CompiledRunner)
    return env.program(env.compile(fused(rules)))


def run(compiled: Any, meeting: Meeting) -> list[bool]:
    answers = compiled.evaluate({key: celpy.json_to_cel(value) for key, value in numbered(meeting).items()})
    return [bool(answer) for row in answers for answer in row]
