"""Small faults, planted one at a time in the syntax tree of a module: what a test should notice."""

import ast
from collections.abc import Iterator
from copy import deepcopy

from attrs import frozen

COMPARED: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
"""Each order by its neighbour, which differs at the limit alone, and by its opposite."""
BOUNDARIES = frozenset({ast.Lt, ast.LtE, ast.Gt, ast.GtE})
COUNTED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.Div: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
CALLED = {"min": "max", "max": "min", "any": "all", "all": "any"}


@frozen
class Mutant:
    """A module with one fault."""

    function: str
    """In which function or method it stands, ``Class.method``; ``""``: at the top."""
    line: int
    column: int
    lines: range
    """From where its statement begins to where it ends itself: a test that runs any of these may run it."""
    what: str
    """``< -> <=``"""
    boundary: bool
    """Whether it moves a limit by one step."""
    tree: ast.Module

    @property
    def name(self) -> str:
        """What it is called in a list: without lines, which move."""
        return f"{self.function or '<module>'}: {self.what}"


def mutants(tree: ast.Module) -> Iterator[Mutant]:
    """Every single fault."""
    for path, node, function, first in walk(tree):
        for what, boundary, other in faults(node):
            changed = deepcopy(tree)
            replace(changed, path, ast.fix_missing_locations(ast.copy_location(other, node)))
            said = f"{brief(node)} -> {what}"
            lines = range(first, (node.test if isinstance(node, ast.If) else node).end_lineno + 1)
            yield Mutant(function, node.lineno, node.col_offset, lines, said, boundary, changed)


def brief(node: ast.AST) -> str:
    """A node as it was written, on one short line."""
    return " ".join(ast.unparse(node).split())[:90]


Step = tuple[str, int | None]
SKIPPED = frozenset({"annotation", "returns", "decorator_list", "args"})
"""What does not run when a function does: types, decorators, parameters with what they are if nothing is said."""


def walk(tree: ast.Module) -> Iterator[tuple[tuple[Step, ...], ast.expr | ast.stmt, str, int]]:
    """Every statement and expression that runs, but the fields of classes: the way to it, the function that it stands in, the line where its statement begins."""
    level: list[tuple[tuple[Step, ...], ast.AST, str, int]] = [((), tree, "", 0)]
    while level:
        path, node, function, first = level.pop(0)
        if isinstance(node, ast.Assert) or (isinstance(node, ast.keyword) and node.arg == "strict"):
            continue  # asserts narrow types, and tell that two are of one length; none guards input
        first = node.lineno if isinstance(node, ast.stmt) else first
        if isinstance(node, ast.expr | ast.stmt):
            yield path, node, function, first
        for name, value in ast.iter_fields(node):
            if name in SKIPPED and not isinstance(node, ast.Call):
                continue
            inner = function
            if name == "body" and isinstance(node, ast.FunctionDef | ast.ClassDef):
                inner = f"{function}.{node.name}".lstrip(".")
            for number, part in enumerate(value) if isinstance(value, list) else ((None, value),):
                if isinstance(part, ast.AST) and not (
                    isinstance(node, ast.ClassDef) and not isinstance(part, ast.FunctionDef)
                ):
                    level.append(((*path, (name, number)), part, inner, first))


def replace(tree: ast.AST, path: tuple[Step, ...], other: ast.AST) -> None:
    """Put another node at a place."""
    node = tree
    for name, number in path[:-1]:
        node = getattr(node, name) if number is None else getattr(node, name)[number]
    name, number = path[-1]
    if number is None:
        setattr(node, name, other)
    else:
        getattr(node, name)[number] = other


def faults(node: ast.AST) -> Iterator[tuple[str, bool, ast.AST]]:
    """What may be wrong at one place: how it is told, whether it moves a limit, what stands there instead."""
    for boundary, other in variants(node):
        yield brief(other), boundary, other


def variants(node: ast.AST) -> Iterator[tuple[bool, ast.AST]]:
    """The faults of one node."""
    match node:
        case ast.Compare(left, ops, rights):
            for number, op in enumerate(ops):
                for other in COMPARED[type(op)]:
                    changed = [*ops[:number], other(), *ops[number + 1 :]]
                    near = {type(op), other} in ({ast.Lt, ast.LtE}, {ast.Gt, ast.GtE})
                    yield near, ast.Compare(left, changed, rights)
        case ast.Constant(bool() as value):
            yield False, ast.Constant(not value)
        case ast.Constant(int() as value):
            yield True, ast.Constant(value + 1)
            yield True, ast.Constant(value - 1)
        case ast.BinOp(left, op, right) if type(op) in COUNTED:
            yield False, ast.BinOp(left, COUNTED[type(op)](), right)
        case ast.BoolOp(op, values):
            yield False, ast.BoolOp(ast.And() if isinstance(op, ast.Or) else ast.Or(), values)
        case ast.UnaryOp(ast.Not() | ast.USub() | ast.Invert(), operand):
            yield False, operand
        case ast.Call(ast.Name(name), args, keywords) if name in CALLED:
            yield False, ast.Call(ast.Name(CALLED[name], ast.Load()), args, keywords)
        case ast.If(test, body, orelse):
            yield False, ast.If(negated(test), body, orelse)
        case ast.IfExp(test, body, orelse):
            yield False, ast.IfExp(negated(test), body, orelse)
        case ast.Return(value) if value is not None and not is_none(value):
            # The value stays in sight of the compiler, so that the function closes over the same names.
            yield False, ast.Return(ast.IfExp(ast.Constant(True), ast.Constant(None), value))
        case ast.AugAssign(target, op, value) if type(op) in COUNTED:
            yield False, ast.AugAssign(target, COUNTED[type(op)](), value)
        case ast.Continue():
            yield False, ast.Break()
        case ast.ListComp() | ast.SetComp() | ast.GeneratorExp():
            for number, part in enumerate(node.generators):
                if part.ifs:
                    changed = deepcopy(node)
                    changed.generators[number].ifs[0] = negated(part.ifs[0])
                    yield False, changed


def negated(test: ast.expr) -> ast.expr:
    """The opposite of a test."""
    return ast.UnaryOp(ast.Not(), test)


def is_none(node: ast.expr) -> bool:
    """Whether it is ``None``."""
    return isinstance(node, ast.Constant) and node.value is None
