"""Python code as values: the few kinds of statements and expressions that the compiler makes, through ``ast`` alone.

Every name in it is the compiler's own, every value of a user a constant that stands in a table beside the code.
"""

import ast
from collections.abc import Sequence
from types import CodeType, FunctionType
from typing import Any

from attrs import define, field

Expr = ast.expr
Body = list[ast.stmt]


def name(identifier: str) -> Expr:
    """A name that is read."""
    return ast.Name(identifier, ast.Load())


def const(value: "str | int | bool | None") -> Expr:
    """A literal."""
    return ast.Constant(value)


def attribute(of: Expr, identifier: str) -> Expr:
    """``of.identifier``."""
    return ast.Attribute(of, identifier, ast.Load())


def call(function: "str | Expr", *arguments: Expr) -> Expr:
    """A call with positional arguments."""
    return ast.Call(name(function) if isinstance(function, str) else function, list(arguments), [])


def method(of: Expr, identifier: str, *arguments: Expr) -> Expr:
    """``of.identifier(…)``."""
    return call(attribute(of, identifier), *arguments)


def item(of: Expr, key: Expr) -> Expr:
    """``of[key]``."""
    return ast.Subscript(of, key, ast.Load())


def is_(left: Expr, right: Expr) -> Expr:
    """``left is right``."""
    return ast.Compare(left, [ast.Is()], [right])


def is_not(left: Expr, right: Expr) -> Expr:
    """``left is not right``."""
    return ast.Compare(left, [ast.IsNot()], [right])


def compare(left: Expr, operator: ast.cmpop, right: Expr) -> Expr:
    """One comparison."""
    return ast.Compare(left, [operator], [right])


def both(parts: Sequence[Expr]) -> Expr:
    """``a and b and c``; of nothing, True."""
    return ast.BoolOp(ast.And(), list(parts)) if len(parts) > 1 else parts[0] if parts else const(value=True)


def either(parts: Sequence[Expr]) -> Expr:
    """``a or b or c``; of nothing, False."""
    return ast.BoolOp(ast.Or(), list(parts)) if len(parts) > 1 else parts[0] if parts else const(value=False)


def negated(part: Expr) -> Expr:
    """``not part``."""
    return ast.UnaryOp(ast.Not(), part)


def choice(test: Expr, one: Expr, other: Expr) -> Expr:
    """``one if test else other``."""
    return ast.IfExp(test, one, other)


def pair(*parts: Expr) -> Expr:
    """A tuple."""
    return ast.Tuple(list(parts), ast.Load())


def named(identifier: str, value: Expr) -> Expr:
    """``identifier := value``."""
    return ast.NamedExpr(ast.Name(identifier, ast.Store()), value)


def let(identifier: str, value: Expr) -> ast.stmt:
    """``identifier = value``."""
    return ast.Assign([ast.Name(identifier, ast.Store())], value)


def more(identifier: str, value: Expr) -> ast.stmt:
    """``identifier += value``."""
    return ast.AugAssign(ast.Name(identifier, ast.Store()), ast.Add(), value)


def no_list() -> Expr:
    """``[]``."""
    return ast.List([], ast.Load())


def add(identifier: str, value: Expr) -> ast.stmt:
    """``identifier.append(value)``."""
    return ast.Expr(method(name(identifier), "append", value))


def give(value: Expr) -> ast.stmt:
    """``return value``."""
    return ast.Return(value)


def when(test: Expr, *body: ast.stmt) -> ast.stmt:
    """``if test: …``."""
    return ast.If(test, list(body), [])


def each(identifier: str | tuple[str, ...], of: Expr, *body: ast.stmt) -> ast.stmt:
    """``for identifier in of: …``; of several identifiers, ``for a, b in of: …``."""
    one = isinstance(identifier, str)
    names: list[Expr] = [
        ast.Name(n, ast.Store()) for n in ((identifier,) if isinstance(identifier, str) else identifier)
    ]
    return ast.For(names[0] if one else ast.Tuple(names, ast.Store()), of, list(body), [])


def tried(test: Expr, *body: ast.stmt) -> ast.stmt:
    """``if test: …``; where what is known does not decide, ``opened`` is set instead."""
    handler = ast.ExceptHandler(name("Open"), None, [let("opened", const(value=True))])
    return ast.Try([when(test, *body)], [handler], [], [])


def open_() -> ast.stmt:
    """``raise Open``: what is known does not decide."""
    return ast.Raise(name("Open"), None)


@define
class Module:
    """Functions that are made one by one, and the constants beside them."""

    names: dict[str, Any]
    """What the functions may name: the runtime, and every constant under a number."""
    functions: list[ast.stmt] = field(factory=list)
    numbers: dict[tuple[type, Any], str] = field(factory=dict)
    count: int = 0

    def fresh(self, prefix: str) -> str:
        """A name that nothing else has."""
        self.count += 1
        return f"{prefix}{self.count}"

    def constant(self, value: Any) -> Expr:
        """A value from the table; equal values of one type stand in it once."""
        key = (type(value), value)
        if key not in self.numbers:
            self.numbers[key] = self.fresh("k")
            self.names[self.numbers[key]] = value
        return name(self.numbers[key])

    def listed(self, words: Sequence[str]) -> Expr:
        """A set of words from the table."""
        key = (tuple, tuple(words))
        if key not in self.numbers:
            self.numbers[key] = self.fresh("k")
            self.names[self.numbers[key]] = dict.fromkeys(words)
        return name(self.numbers[key])

    def function(self, prefix: str, parameters: Sequence[str], body: Body, called: str | None = None) -> str:
        """One more function; gives its name.

        :param called: a name from ``fresh``, where it was spoken of before it was made
        """
        identifier = called or self.fresh(prefix)
        arguments = ast.arguments(
            posonlyargs=[], args=[ast.arg(p) for p in parameters], kwonlyargs=[], kw_defaults=[], defaults=[]
        )
        self.functions.append(ast.FunctionDef(identifier, arguments, body, [], None))
        return identifier

    def made(self) -> dict[str, Any]:
        """The functions by their names, ready to be called.

        This is the one place where code is made. It is made of the tree above, and it sees nothing but ``names``.
        """
        tree = ast.fix_missing_locations(ast.Module(self.functions, []))
        whole = compile(tree, "<rulebook>", "exec")
        globals_ = {"__builtins__": {}, **self.names}
        for code in whole.co_consts:
            if isinstance(code, CodeType):
                globals_[code.co_name] = FunctionType(code, globals_)
        return globals_
