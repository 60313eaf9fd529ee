"""The house: a module imports from its own room or from a lower floor, each third-party package has one door."""

import ast
import graphlib
import re
from pathlib import Path

import pytest

import forbidden

SRC = Path(__file__).parents[1] / "src" / "meetingrules"
FLOORS = [
    ["__main__"],
    ["cli", "__init__", "pytest_plugin"],
    ["verbs"],
    ["terminal", "settings"],
    ["help"],
    ["serve"],
    ["engine"],
    ["schema"],
    ["render", "scaffold", "exchange"],
    ["report"],
    ["compiler"],
    ["facts", "rulebook"],
    ["lang"],
    ["base"],
]
ROOF = {"engine": {"render"}}
"""Rooms that may hand over to one above: the engine's dict-to-dict function prints JSON."""
DOORS = {
    "lark": {"lang/parse.py", "lang/treebuilder.py"},
    "yaml": {"base/document.py"},
    "holidays": {"base/days.py"},
    "fastapi": {"serve/http.py"},
    "starlette": {"serve/http.py"},
    "uvicorn": {"serve/http.py"},
    "icalendar": {"exchange/invitation.py", "render/dueics.py"},
    "pytest": {"pytest_plugin.py"},
    "jinja2": {"render/htmlpage.py"},
    "openpyxl": {"exchange/sheet.py", "exchange/workbook.py"},
    "defusedxml": {"exchange/sheet.py"},
    "click": {
        "cli.py",
        "terminal.py",
        *(f"help/{name}.py" for name in ("spoken", "misuse", "chinese")),
        "render/text.py",
        *(f"verbs/{p.name}" for p in (SRC / "verbs").glob("*.py")),
    },
}
LONGEST = 400
DECLARATIONS = {"lang/tree.py": 500}
"""A list of declarations may be longer: it is looked up, not read through."""
MODULES = sorted(SRC.rglob("*.py"))


def name_of(path: Path) -> str:
    return path.relative_to(SRC).as_posix()


def room_of(name: str) -> str:
    return name.split("/", maxsplit=1)[0].removesuffix(".py")


def imports(path: Path) -> list[str]:
    """The modules that a module imports, wherever it does: ``from room import module`` names the module."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: relative import"
            found += [
                inner if is_module(inner := f"{node.module}.{alias.name}") else node.module for alias in node.names
            ]
    return found


def is_module(name: str) -> bool:
    return (SRC.parent / (name.replace(".", "/") + ".py")).is_file()


def floor_of(room: str) -> int:
    return next(i for i, rooms in enumerate(FLOORS) if room in rooms)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_modules_import_only_from_lower_floors(path: Path) -> None:
    here = room_of(name_of(path))
    for module in imports(path):
        top, *rest = module.split(".")
        assert name_of(path) in DOORS.get(top, {name_of(path)}), f"{top} has its own door"
        if top == "meetingrules" and rest:
            there = rest[0]
            ok = there == here or floor_of(there) > floor_of(here) or there in ROOF.get(here, set())
            assert ok, f"{name_of(path)} looks up or sideways at {module}"


def test_no_module_imports_in_a_circle() -> None:
    graph: dict[str, set[str]] = {}
    for path in MODULES:
        module = "meetingrules." + name_of(path).removesuffix(".py").replace("/", ".").removesuffix(".__init__")
        graph[module] = {m for m in imports(path) if m.startswith("meetingrules.")}
    graphlib.TopologicalSorter(graph).prepare()


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_can_be_read_in_one_sitting(path: Path) -> None:
    longest = DECLARATIONS.get(name_of(path), LONGEST)
    assert len(path.read_text(encoding="utf-8").splitlines()) <= longest


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_nothing_is_run_that_a_user_wrote(path: Path) -> None:
    assert forbidden.found(path.read_text(encoding="utf-8"), name_of(path)) == []


PLANTED = {
    "eval(text)": "eval",
    "run = exec": "exec",
    "compile(tree, '', 'exec')": "compile",
    "__import__(name)": "__import__",
    "globals()[name]": "globals",
    "vars(thing)": "vars",
    "import pickle": "pickle",
    "from marshal import loads": "marshal",
    "import socket": "socket",
    "from urllib.request import urlopen": "urllib.request",
    "import http.client": "http.client",
    "import subprocess as s": "subprocess",
    "import builtins": "builtins",
    "os.system(text)": "os.system",
    "os.execv(path, args)": "os.execv",
    "yaml.load(text)": "yaml.load",
    "yaml.safe_load(text)": "yaml.safe_load",
    "from yaml import SafeLoader": "yaml.SafeLoader",
    "from string import Template": "string.Template",
    "asyncio.open_connection(host)": "asyncio.open_connection",
    "import_module(name)": "import_module",
    "importlib.import_module(name)": "import_module",
    "getattr(thing, name)": "getattr(thing, name)",
    "setattr(thing, f'a{n}', 1)": "setattr(thing, f'a{n}', 1)",
    "attrgetter(name)": "attrgetter",
    "thing.__class__.__subclasses__()": "__subclasses__",
    "text.format(a=1)": "text",
    "row.title.format(1)": "row",
    "f'{title}{{}}'.format(name)": "f'{title}{{}}'",
    "PHRASES['a'].get(text, title).format_map(values)": None,
    "[text.format(a=1) for text in rows]": "text",
    "def f(text): return text.format(a=1)\n[1 for text in WHY]": "text",
    "text % (a, b)": "text %",
}
"""What may stand nowhere, and what is said of it; None where it may."""
ORDINARY = [
    "re.compile('a')", "model.eval", "self.compile()", "getattr(node, 'text', '')", "'{a}'.format(a=1)", "WORDS[lang]['a'].format(a=1)",
    "[text.format(a=1) for lang, text in WHY[code].items()]", "import yaml\nyaml.parse(text, Loader=yaml.BaseLoader)", "n % 2",
    "'%s' % (a,)", "from urllib.parse import quote", "format(n, 'x')",
]  # fmt: skip


@pytest.mark.parametrize("source", PLANTED, ids=str)
def test_what_is_planted_is_found(source: str) -> None:
    wanted = PLANTED[source]
    found = forbidden.found(source, "render/text.py")
    assert found == ([f"render/text.py:1 {wanted}"] if wanted else [])


@pytest.mark.parametrize("source", ORDINARY, ids=str)
def test_what_only_looks_like_it_is_not(source: str) -> None:
    assert forbidden.found(source, "render/text.py") == []


def test_what_is_allowed_is_there() -> None:
    """An exception that nobody needs any more is a hole."""
    sources = {name_of(path): path.read_text(encoding="utf-8") for path in MODULES}
    everything = {(name, what) for name in sources for what in said(forbidden.found(sources[name], f"?/{name}"))}
    assert set(forbidden.ALLOWED) <= everything


def said(found: list[str]) -> set[str]:
    return {line.partition(" ")[2] for line in found}


def test_no_template_takes_its_sentences_from_a_report() -> None:
    """The page's own templates: the sentences that numbers are put into are its own words, and nothing skips the escaping."""
    for path in (SRC / "render").glob("*.jinja"):
        text = path.read_text(encoding="utf-8")
        roots = {
            found[1] for found in re.finditer(r"\(?([a-z]\w*)(?:\.\w+|\[[^\]]*\])*(?: if [^()\n]*)?\)?\.format\(", text)
        }
        assert roots <= {"w", "word", "page", "c"}, path.name
        assert not re.search(r"\|\s*safe|autoescape|Markup", text), path.name


def test_the_clock_is_read_in_one_place_only() -> None:
    readers = {
        name_of(path)
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
        and node.attr in {"now", "today", "utcnow"}
        and isinstance(node.value, ast.Name)
        and node.value.id in {"datetime", "date", "time"}
    }
    assert readers <= {"terminal.py"}


LOCAL = [
    "大同",
    "datong",
    "市长",
    "mayor",
    "常务会议",
    "executive",
    "plenary",
    "市委",
    "副市长",
    "秘书长",
    "secretary_general",
    "1500",
    "同政办",
]
"""Words of the first city: its name, offices, bodies, numbers. Only data may speak of them."""
MENTIONS = {"__init__.py": ["executive"], "cli.py": ["executive"], "rules.py": ["executive"], "test.py": ["executive"]}
"""Names of shipped rulebooks in examples of help texts, which are no knowledge."""


@pytest.mark.parametrize(
    "path",
    [*MODULES, SRC.parents[1] / "grammar" / "condition.lark", SRC.parents[1] / "grammar" / "vocabulary.yaml"],
    ids=lambda p: p.name,
)
def test_nothing_in_the_source_knows_a_city(path: Path) -> None:
    text = strings_and_names(path)
    for word in LOCAL:
        if word not in MENTIONS.get(path.name, []):
            assert word not in text, f"{path.name} speaks of {word}"


def strings_and_names(path: Path) -> str:
    """All of a data file; of a module everything but docstrings, which may give examples."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        return "\n".join(line.partition("//" if path.suffix == ".lark" else "# ")[0] for line in text.splitlines())
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            node.value.value = ""
    return ast.unparse(tree)
