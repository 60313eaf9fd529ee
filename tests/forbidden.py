"""What our own source must not do, and where it does: `found` reads one module and names every place.

No code is made of what a user wrote, no object of what a file holds, nothing is fetched, no name of a file leads to an attribute, no
text of a file says how another is put together. What looks like it and is not stands in `ALLOWED`, with the reason.
"""

import ast
from collections.abc import Iterator

NAMES = {
    "eval", "exec", "compile", "__import__", "globals", "locals", "vars", "breakpoint", "input", "delattr", "__builtins__",
}  # fmt: skip
"""Built-in names that are not even named."""
MODULES = {
    "pickle", "marshal", "shelve", "dill", "copyreg", "builtins", "code", "codeop", "runpy", "imp", "ctypes", "pty", "subprocess",
    "multiprocessing", "socket", "socketserver", "ssl", "http", "urllib", "ftplib", "smtplib", "imaplib", "poplib", "telnetlib", "xmlrpc",
    "webbrowser", "requests", "httpx", "aiohttp", "urllib3",
}  # fmt: skip
"""Modules that are not imported, nor what is in them."""
HARMLESS = {"urllib.parse"}
INSIDES = {
    "__subclasses__",
    "__globals__",
    "__builtins__",
    "__code__",
    "__bases__",
    "__mro__",
    "__dict__",
    "__getattribute__",
    "__import__",
}
"""Attributes by which one thing leads to everything."""
OF_MODULES = {
    "os": {"system", "popen", "fork", "posix_spawn", "posix_spawnp", "startfile"},
    "asyncio": {"open_connection", "start_server", "create_subprocess_exec", "create_subprocess_shell"},
    "yaml": {"load", "load_all", "safe_load", "safe_load_all", "full_load", "full_load_all", "unsafe_load", "unsafe_load_all", "compose",
             "Loader", "SafeLoader", "FullLoader", "UnsafeLoader", "CLoader", "CSafeLoader", "CFullLoader", "CUnsafeLoader"},
    "string": {"Template", "Formatter"},
}  # fmt: skip
"""Parts of modules that are not used."""
BY_NAME = {"getattr", "setattr", "hasattr"}
"""What reaches an attribute by a name, which must be written out."""
ALLOWED = {
    ("compiler/code.py", "compile"): "the one compiler: of a tree that it built itself",
    ("__init__.py", "import_module"): "the public names, out of a table",
    ("__init__.py", "getattr(import_module(f'meetingrules.{home}'), name)"): "the public names, out of a table",
    ("cli.py", "import_module"): "the verbs, out of a table",
    ("render/formats.py", "import_module"): "the formats, out of a table",
    ("facts/presence.py", "getattr(record, key)"): "keys of a table in the module",
    ("engine/weight.py", "getattr(book.definitions, kind)"): "kinds of a table in the module",
    ("engine/weight.py", "getattr(other.definitions, kind)"): "kinds of a table in the module",
    ("compiler/values.py", "getattr(node, name)"): "fields of our own classes",
    ("lang/parse.py", "getattr(node, slot.name)"): "fields of our own classes",
    ("lang/tree.py", "getattr(node, name)"): "fields of our own classes",
    ("engine/outlook.py", "getattr(self.world, f.name)"): "fields of our own classes",
    ("render/rulepage.py", "getattr(part, a.name)"): "fields of our own classes",
    ("rulebook/packed.py", "getattr(value, a.name)"): "fields of our own classes",
    ("exchange/span.py", "text"): "out of a table in the module",
    ("render/htmlsheet.py", "words"): "the words of the page, a table of the room",
    ("report/sentencetimes.py", "zh"): "written out where it is called",
    ("render/routewords.py", "texts"): "out of a table in the module",
    ("render/whatiftext.py", "brackets"): "written out in the line before",
    ("rulebook/load.py", "self"): "a method of that name",
}


def found(source: str, name: str) -> list[str]:
    """Each forbidden thing in a module as ``name:line what``.

    :param name: of the module below the package, as in ``render/text.py``
    """
    tree = ast.parse(source)
    fixed = _fixed(tree)
    return [
        f"{name}:{node.lineno} {what}"
        for node in ast.walk(tree)
        for what in _of(node, fixed)
        if (name, what) not in ALLOWED
    ]


def _of(node: ast.AST, fixed: set[str]) -> Iterator[str]:
    match node:
        case ast.Name(id=id_, ctx=ast.Load()) if id_ in NAMES:
            yield id_
        case ast.Import(names=names):
            yield from (alias.name for alias in names if _closed(alias.name))
        case ast.ImportFrom(module=str(module), names=names):
            inner = [f"{module}.{alias.name}" for alias in names]
            yield from (one for one in [module, *inner][: 1 if _closed(module) else None] if _closed(one))
            yield from (f"{module}.{alias.name}" for alias in names if alias.name in OF_MODULES.get(module, ()))
        case ast.Attribute(value=ast.Name(id=module), attr=attr) if attr in OF_MODULES.get(module, ()):
            yield f"{module}.{attr}"
        case ast.Attribute(value=ast.Name(id="os"), attr=attr) if attr.startswith(("exec", "spawn")):
            yield f"os.{attr}"
        case ast.Attribute(attr=attr) if attr in INSIDES:
            yield attr
        case ast.Call(func=ast.Name(id="import_module") | ast.Attribute(attr="import_module")):
            yield "import_module"
        case ast.Call(func=ast.Name(id=id_), args=[_, named, *_]) if id_ in BY_NAME:
            if not (isinstance(named, ast.Constant) and isinstance(named.value, str)):
                yield ast.unparse(node)
        case ast.Call(func=ast.Attribute(value=of, attr="format" | "format_map")):
            if not isinstance(root := _root(of), ast.Constant) and not _is_fixed(root, fixed):
                yield ast.unparse(root)
        case ast.Call(func=ast.Name(id="attrgetter" | "methodcaller" as id_), args=args):
            yield from (id_ for one in args[:1] if not isinstance(one, ast.Constant))
        case ast.BinOp(left=left, op=ast.Mod(), right=ast.Tuple() | ast.Dict()):
            if not isinstance(left, ast.Constant):
                yield f"{ast.unparse(left)} %"


def _closed(module: str) -> bool:
    harmless = any(module == one or module.startswith(f"{one}.") for one in HARMLESS)
    return not harmless and module.split(".", maxsplit=1)[0] in MODULES


def _root(node: ast.expr) -> ast.expr:
    """Where a chain of attributes, keys and calls begins: ``WORDS`` of ``WORDS["a"].get("b")``."""
    while True:
        match node:
            case ast.Attribute(value=inner) | ast.Subscript(value=inner) | ast.Call(func=inner):
                node = inner
            case _:
                return node


def _is_fixed(node: ast.expr, fixed: set[str]) -> bool:
    return isinstance(node, ast.Name) and (node.id.isupper() or node.id in fixed)


def _fixed(tree: ast.Module) -> set[str]:
    """Names that only stand for parts of the module's own tables: ``text`` of ``for lang, text in WHY[code].items()``."""
    ours, others = set[str](), set[str]()
    for node in ast.walk(tree):
        match node:
            case ast.comprehension(target=target, iter=value) | ast.For(target=target, iter=value):
                targets = [target]
            case ast.Assign(targets=targets, value=value):
                pass
            case ast.arg(arg=arg):
                others.add(arg)
                continue
            case _:
                continue
        names = {one.id for target in targets for one in ast.walk(target) if isinstance(one, ast.Name)}
        (ours if _is_fixed(_root(value), set()) else others).update(names)
    return ours - others
