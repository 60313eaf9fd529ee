"""Small faults, planted one at a time in the two fast editions: what the differential run must find.

A fault is a text of a module and what stands there instead. The edited module is read beside the real one, and its code put under
the functions of the real one, so that whoever has imported them runs it, until the fault is taken out again.
"""

import sys
from contextlib import contextmanager
from functools import cache
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import module_from_spec
from pathlib import Path
from types import FunctionType

from attrs import frozen

import meetingrules
import test_answers as answers
from differential import Watched, batch, of_closures, of_quick, reference
from meetingrules.compiler.clock import Open
from meetingrules.compiler.program import program
from meetingrules.engine.check import Checker, world_of
from meetingrules.lang.fast import TRUTHS, Conditions
from meetingrules.lang.fastvalues import Frame

SOURCE = Path(meetingrules.__file__).parent


@frozen
class Mutant:
    """One fault."""

    name: str
    module: str
    """Below the package, with dots."""
    old: str
    new: str

    @property
    def compiled(self):
        """Whether it is in the compiled edition."""
        return self.module.startswith("compiler.")


class Edited(SourceFileLoader):
    """Reads a module with a fault in it."""

    def __init__(self, mutant):
        super().__init__(f"mutant_of.{mutant.module}", str(SOURCE / f"{mutant.module.replace('.', '/')}.py"))
        self.mutant = mutant

    def get_data(self, path):
        text = Path(path).read_text(encoding="utf-8")
        assert text.count(self.mutant.old) == 1, (self.mutant.name, text.count(self.mutant.old))
        return text.replace(self.mutant.old, self.mutant.new).encode()

    def get_code(self, fullname):  # noqa: ARG002
        return self.source_to_code(self.get_data(self.path), self.path)


@contextmanager
def planted(mutant):
    """The fault, as long as the block runs."""
    real = sys.modules[f"meetingrules.{mutant.module}"]
    loader = Edited(mutant)
    other = module_from_spec(ModuleSpec(loader.name, loader, origin=loader.path))
    sys.modules[loader.name] = other  # attrs looks its own module up
    try:
        loader.exec_module(other)
    finally:
        del sys.modules[loader.name]
    undo = list(changes(vars(real), vars(other), real.__name__, loader.name))
    assert undo, f"{mutant.name} changes nothing"
    try:
        yield
    finally:
        for put_back in undo:
            put_back()


def changes(real, other, home, elsewhere):
    """Put what differs in place; gives what takes it out again."""
    for name, new in list(other.items()):
        old = real.get(name)
        if isinstance(new, FunctionType) and isinstance(old, FunctionType) and new.__module__ == elsewhere:
            if same_code(old.__code__, new.__code__):
                continue
            assert old.__code__.co_freevars == new.__code__.co_freevars, name
            yield lambda old=old, code=old.__code__: setattr(old, "__code__", code)
            old.__code__ = new.__code__
        elif isinstance(new, type) and isinstance(old, type) and new.__module__ == elsewhere:
            yield from changes(vars(old), vars(new), home, elsewhere)
        elif (
            isinstance(new, dict | frozenset | int | tuple)
            and name.isupper()
            and new != old
            and home == real.get("__name__")
        ):
            yield lambda name=name, old=old: real.__setitem__(name, old)
            real[name] = new


def same_code(one, other):
    """Whether two pieces of code do the same, whatever the lines they stand on."""
    if one.co_code != other.co_code or one.co_names != other.co_names or len(one.co_consts) != len(other.co_consts):
        return False
    pairs = zip(one.co_consts, other.co_consts, strict=True)
    return all(
        same_code(a, b) if hasattr(a, "co_code") and hasattr(b, "co_code") else a == b and type(a) is type(b)
        for a, b in pairs
    )


# ---- the hunt ----------------------------------------------------------------------------------------------------------


@cache
def material(number):
    """A batch with what the definition says of it, which no fault can change."""
    made = batch("mutants", number)
    return made, [reference(made.book, plan) for plan in made.plans]


def hunted(mutant, most):
    """How many cases it took until the run found a fault; None where it did not."""
    cases = 0
    for number in range(most):
        made, expected = material(number)
        with planted(mutant):
            quick = Watched(made.book)
            for plan, wanted in zip(made.plans, expected, strict=True):
                cases += len(made.book.rules)
                found = of_quick(quick, plan, wanted) if mutant.compiled else of_closures(quick, plan, wanted)
                if next(found, None) is not None:
                    return cases
    return None


@cache
def table():
    """The table of answers: rule, facts, subject and answer of each case."""
    book, found = answers.book(), []
    for number, (_, answer, _, given, facts, _) in enumerate(answers.cases()):
        start = answers.laid_over(book.given, given) if given is not None else book.given
        plan = answers.plan_of(book, answers.laid_over(start, facts))
        checker = Checker(book, world_of(plan, book, None, None), plan.as_of)
        rule = book.rule(f"case-{number}")
        found.append((rule, checker, next(iter(checker.subjects(rule))).thing, answer))
    return book, found


def in_table(mutant):
    """The first case of the table of answers that tells a fault; None where none does."""
    book, found = table()
    with planted(mutant):
        made = program(book) if mutant.compiled else None
        tests = Conditions(book.definitions)
        for rule, checker, subject, answer in found:
            if made is None:
                scene = checker.scene(rule, subject, checker.due(rule))
                frame = Frame(checker.world, checker.evaluator).at(scene.on, scene.due, scene.start, told=scene.told)
                now, later = tests.test(rule.condition)(dict(scene.bound), frame)[:2]
                wrong = (TRUTHS[now], TRUTHS[later]) != answers.ANSWERS[answer]
            elif rule.id in made.by_id:
                preparing, after = made.known(checker.world, checker.world_days())
                known = preparing if rule.stage == "preparation" else after
                try:
                    status = made.by_id[rule.id].status(known, after.rows[subject])
                except Open:
                    continue
                wrong = status != {"yes": "pass", "no": "fail"}.get(answer)
            else:
                continue
            if wrong:
                return f"{rule.condition.says}: {answer}"
    return None
