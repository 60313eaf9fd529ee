"""The house: a module imports from its own room or from a lower floor, each third-party package has one door."""

import ast
import graphlib
from pathlib import Path

import pytest

SRC = Path(__file__).parents[1] / "src" / "meetingrules"
FLOORS = [
    ["__main__"],
    ["cli", "__init__", "pytest_plugin"],
    ["verbs"],
    ["terminal", "settings"],
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
    "click": {"cli.py", "terminal.py", "render/text.py", *(f"verbs/{p.name}" for p in (SRC / "verbs").glob("*.py"))},
}
LONGEST = 400
DECLARATIONS = {"lang/tree.py": 500}
"""A list of declarations may be longer: it is looked up, not read through."""
FORBIDDEN = {"eval", "exec", "compile", "__import__", "globals", "vars"}
MAKES_CODE = {"compile"}
"""What the one module may call that makes code, of a tree that it built itself."""
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
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            allowed = MAKES_CODE if name_of(path) == "compiler/code.py" else set()
            assert node.func.id not in FORBIDDEN - allowed, f"{name_of(path)}:{node.lineno} calls {node.func.id}"
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = {a.name.split(".")[0] for a in node.names} | {(getattr(node, "module", None) or "").split(".")[0]}
            assert not names & {"pickle", "marshal", "socket", "subprocess", "shelve"}


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
