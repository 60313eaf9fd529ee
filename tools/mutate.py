"""Runs the tests of a module against every small fault in it; `tools/mutate` calls it.

Why not mutmut: it collects the tests anew for every fault (here 1.8 seconds for each, against 0.2), plants none in constants and in
decorated functions, and does not see what runs while tests are collected, as tables do.

All tests are loaded once. For each fault a process is forked, the faulty code is put in the place of the sound one, and the tests
that run the faulty line are run, the fastest first, until one fails. A fault that takes twice as long as all tests did while they were watched is noticed, too.
"""

import ast
import gc
import importlib
import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from functools import _lru_cache_wrapper
from pathlib import Path
from types import CodeType, FunctionType

import coverage
import pytest
import yaml

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "tools")]
from mutants import mutants  # noqa: E402

SETTINGS = ROOT / "tests" / "mutants.yaml"
PATIENCE = 2


class Run:
    """A pytest plugin that runs the loop of tests once for each fault."""

    def __init__(self, path: Path, harmless: dict[str, str]) -> None:
        self.path, self.harmless = path, harmless
        self.killed, self.survived, self.equivalent = 0, [], 0

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Instead of one run, one for each fault."""
        prime(session)
        lines, seconds = self.baseline(session)
        self.functions = functions_of(self.path)
        tree = ast.parse(self.path.read_text(encoding="utf-8"))
        names = Counter[str]()
        for number, mutant in enumerate(mutants(tree)):
            names[mutant.name] += 1
            name = mutant.name if names[mutant.name] == 1 else f"{mutant.name} ({names[mutant.name]})"
            if name in self.harmless:
                self.equivalent += 1
                continue
            near = set().union(*(lines.get(line, ()) for line in mutant.lines)) if mutant.function else set(seconds)
            tests = sorted(near, key=lambda i: seconds[i])
            if tests and self.noticed(session, mutant, tests, sum(seconds[i] for i in tests)):
                self.killed += 1
            else:
                self.survived.append(name)
                mark = "limit" if mutant.boundary else "     "
                print(
                    f"{mark} {self.path.name}:{mutant.line}:{mutant.column + 1}: {name}{'' if tests else '  (no test runs it)'}",
                    flush=True,
                )
            if number % 50 == 49:
                print(f"      {number + 1} planted", flush=True)
        return True

    def baseline(self, session: pytest.Session) -> tuple[dict[int, set[int]], dict[int, float]]:
        """Which tests run which line, and how long each takes: from a process of its own, which leaves nothing behind."""
        reading, writing = os.pipe()
        if (child := os.fork()) == 0:
            quiet()
            watch = coverage.Coverage(data_file=None, include=[str(self.path)], config_file=False)
            watch.start()
            seconds, failed = dict[int, float](), list[str]()
            module = module_of(self.path)
            for number in range(len(session.items)):
                forget(module)  # so that each test runs all that it rests on
                watch.switch_context(str(number))
                began = time.process_time()
                run(session, number)
                if session.testsfailed > len(failed):
                    failed.append(session.items[number].nodeid)
                seconds[number] = time.process_time() - began
            watch.stop()
            lines = watch.get_data().contexts_by_lineno(str(self.path))
            with os.fdopen(writing, "w") as out:
                json.dump([failed, lines, seconds], out)
            os._exit(0)
        os.close(writing)
        with os.fdopen(reading) as told:
            failed, lines, seconds = json.load(told)
        os.waitpid(child, 0)
        assert not failed, f"without any fault fail: {failed}"
        return {int(k): {int(i) for i in v if i} for k, v in lines.items()}, {int(k): v for k, v in seconds.items()}

    def noticed(self, session: pytest.Session, mutant, tests: list[int], usual: float) -> bool:
        """Whether a test fails."""
        if (child := os.fork()) == 0:
            quiet()
            gc.disable()  # to look through all that is there would be to copy it
            signal.setitimer(
                signal.ITIMER_PROF, 5 + PATIENCE * usual
            )  # the time of the processor, which others do not lengthen
            try:
                plant(mutant, self.path, self.functions)
            except Exception:  # noqa: BLE001 - a module that cannot be loaded is noticed by anybody
                os._exit(1)
            for number in tests:
                run(session, number)
                if session.testsfailed:
                    os._exit(1)
            os._exit(0)
        return os.waitpid(child, 0)[1] != 0


def run(session: pytest.Session, number: int) -> None:
    """One test. Each is told that it is the last, so that it takes down what it set up."""
    item = session.items[number]
    item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)


# ---- in the child --------------------------------------------------------------------------------------------------------


def quiet() -> None:
    """Nothing of what the tests print is of interest."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)


def prime(session: pytest.Session) -> None:
    """Load once what the tests load once, before there are faults: rulebooks and tables, the package that is imported late, the grammar."""
    for country in ("china", "united_kingdom", "united_states", "united_arab_emirates"):
        importlib.import_module(f"holidays.countries.{country}")
    importlib.import_module("meetingrules.lang.parse").parse_amount("2 days")
    for module in {item.module for item in session.items}:
        for name in ("cases", "book", "books", "rows", "pinned", "compiled"):
            loader = getattr(module, name, None)
            if isinstance(loader, _lru_cache_wrapper) and not loader.__wrapped__.__code__.co_argcount:
                loader()


def functions_of(path: Path) -> list[FunctionType]:
    """Every function that was made of a file, wherever it was taken to."""
    return [f for f in gc.get_objects() if isinstance(f, FunctionType) and f.__code__.co_filename == str(path)]


def plant(mutant, path: Path, functions: list[FunctionType]) -> None:
    """Put the faulty code in the place of the sound one: in every function that was made of it."""
    faulty = compile(mutant.tree, str(path), "exec", dont_inherit=True)
    module = module_of(path)
    forget(module)
    if not mutant.function or ("." not in mutant.function and isinstance(getattr(module, mutant.function, None), type)):
        again(module, faulty)
        return
    codes = {(code.co_qualname, code.co_firstlineno): code for code in all_codes(faulty)}
    for function in functions:
        if (other := codes.get((function.__code__.co_qualname, function.__code__.co_firstlineno))) is not None:
            function.__code__ = other


def module_of(path: Path):
    """The module that was loaded from a file."""
    return next(m for m in sys.modules.values() if getattr(m, "__file__", None) == str(path))


def forget(module) -> None:
    """What a module remembers of what it was asked."""
    for thing in vars(module).values():
        if isinstance(thing, _lru_cache_wrapper):
            thing.cache_clear()
    for name in ("_YEARS", "_TAUGHT"):  # what was read of years
        getattr(module, name, {}).clear()


def again(module, faulty: CodeType) -> None:
    """A fault at the top of a module: its constants once more, there and where they were taken to."""
    before = dict(vars(module))
    fresh = dict(vars(module))
    exec(faulty, fresh)
    for name, value in fresh.items():
        if isinstance(value, FunctionType | type) or name.startswith("__"):
            continue
        for other in list(sys.modules.values()):
            if (getattr(other, "__name__", "") or "").startswith(("meetingrules", "test_")) and vars(other).get(
                name
            ) is before.get(name):
                setattr(other, name, value)


def all_codes(code: CodeType):
    """A code and all that is inside it."""
    level = [code]
    while level:
        one = level.pop()
        yield one
        level += [part for part in one.co_consts if isinstance(part, CodeType)]


# ---- all modules ---------------------------------------------------------------------------------------------------------


def main() -> int:
    """Each module in a process of its own; 1 when something survives."""
    settings = yaml.safe_load(SETTINGS.read_text(encoding="utf-8"))
    if len(sys.argv) > 2 and sys.argv[1] == "--one":
        return one(sys.argv[2], settings)
    asked = [Path(name).resolve().relative_to(ROOT / "src" / "meetingrules").as_posix() for name in sys.argv[1:]]
    codes = [
        subprocess.run([sys.executable, __file__, "--one", name], check=False).returncode
        for name in asked or settings["tests"]
    ]
    return max(codes)


def one(name: str, settings) -> int:
    """One module."""
    path = ROOT / "src" / "meetingrules" / name
    files = [f"tests/test_{test}.py" for test in settings["tests"][name].split()]
    plugin = Run(path, settings["harmless"].get(name) or {})
    os.environ["HYPOTHESIS_PROFILE"] = "unshrunk"
    options = [
        "-s",
        "-p",
        "no:terminal",
        "-p",
        "no:cacheprovider",
        "-o",
        "addopts=",
        "-p",
        "no:meetingrules",
        "-m",
        "not integration and not long",
    ]
    pytest.main([*options, *files], plugins=[plugin])
    total = plugin.killed + len(plugin.survived)
    share = 100 * plugin.killed / total if total else 0
    print(f"{name}: {plugin.killed} of {total} noticed ({share:.1f} %), {plugin.equivalent} change nothing", flush=True)
    return 1 if plugin.survived or not total else 0


if __name__ == "__main__":
    sys.exit(main())
