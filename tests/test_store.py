"""What was read before is found again, only as long as nothing has changed, and only where nobody else may have written it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from meetingrules import load_rulebook
from meetingrules.base import days
from meetingrules.base.limits import DEFAULT
from meetingrules.engine.store import Store, text_of
from meetingrules.rulebook.packed import lean, pack, unpack
from meetingrules.rulebook.shipped import shipped_rulebooks

ROOT = Path(__file__).parents[1]
SCHOOL = "examples/school_board/school_board.rules.yaml"
MEETING = "examples/executive/2024-03-20.meeting.yaml"
RUN = (
    "import sys; from meetingrules.cli import main\ntry: main()\nfinally: print(*sorted(sys.modules), file=sys.stderr)"
)


def run(cache, *args):
    env = {**os.environ, "MEETINGRULES_CACHE": str(cache), "LC_ALL": "C.UTF-8"}
    return subprocess.run(
        [sys.executable, "-c", RUN, "check", *args],
        cwd=ROOT,
        env=env,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize("name", [*shipped_rulebooks(), SCHOOL])
def test_a_rulebook_comes_back_as_it_was(name):
    book = lean(load_rulebook(ROOT / name if "/" in name else name))
    assert unpack(pack(book)) == book


@pytest.mark.parametrize("form", ["text", "json", "sarif"])
def test_a_warm_run_says_the_same_and_loads_neither_parser_nor_calendar(tmp_path, form):
    args = (MEETING, "--no-config", "--as-of", "2024-07-01", "-o", form)
    none, cold, warm = run("off", *args), run(tmp_path, *args), run(tmp_path, *args)
    assert none.stdout == cold.stdout == warm.stdout != ""
    heavy = {"lark", "holidays"}
    assert heavy <= set(cold.stderr.split())
    assert not heavy & set(warm.stderr.split())
    assert sorted(p.name.split("-")[0] for p in tmp_path.iterdir()) == ["book", "days"]


NEEDLESS = {
    "lark", "holidays", "jinja2", "tempfile", "zlib", "subprocess", "multiprocessing", "concurrent", "socket", "asyncio",
    "importlib.metadata", "email", "csv", "html", "dataclasses", "difflib", "unittest", "logging", "random", "traceback",
    "meetingrules.base.jsondoc", "meetingrules.base.edits", "meetingrules.lang.nodes", "meetingrules.lang.check", "meetingrules.lang.parse",
    "meetingrules.rulebook.load", "meetingrules.rulebook.rules", "meetingrules.rulebook.words", "meetingrules.compiler.program",
    "meetingrules.compiler.code", "meetingrules.facts.notices", "meetingrules.base.reading", "meetingrules.report.baseline",
    "meetingrules.render.listed", "meetingrules.render.rows", "meetingrules.render.jsonout", "meetingrules.help.usage",
    "meetingrules.help.chinese", "meetingrules.help.words", "meetingrules.schema", "meetingrules.scaffold", "meetingrules.exchange",
    "meetingrules.serve", "meetingrules.pytest_plugin",
}  # fmt: skip
"""What no check of one file as text has a use for, once its rulebook is known."""


def test_a_warm_run_loads_only_what_it_uses(tmp_path):
    loaded = [run(tmp_path, MEETING, "--as-of", "2024-07-01").stderr.split() for _ in range(2)]
    assert not NEEDLESS & set(loaded[1])
    ours = {name for name in loaded[1] if name.startswith("meetingrules")}
    assert len(ours) <= 110, "each module and each class of values is a part of every start"


def test_the_version_is_told_without_what_makes_reports():
    script = RUN.replace("main()", "main(['--version'])")
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=False)
    assert done.stdout.startswith("meetingrules ")
    assert not {"meetingrules.report.model", "meetingrules.lang", "meetingrules.rulebook", "yaml"} & set(
        done.stderr.split()
    )


@pytest.fixture
def kept(tmp_path):
    """A rulebook in a folder, with what it shares, kept in a store."""
    book = tmp_path / "sample.rules.yaml"
    text = 'rulebook: sample\nversion: "1"\nzh: 会议\nen: meeting\nshares: sample\nrules:\n  r:\n    stage: sitting\n'
    book.write_text(
        text + "    text: {zh: 示例, en: an example}\n    must: every member is present\n", encoding="utf-8"
    )
    shared = tmp_path / "sample.shared.yaml"
    shared.write_bytes((ROOT / "docs" / "sample.shared.yaml").read_bytes())
    store = Store(tmp_path / "cache")
    made = load_rulebook(book)
    store.keep(book, made, made.shares)
    assert store.book(book).rules == lean(made).rules
    return store, book, shared


def test_a_rulebook_that_has_changed_is_read_again(kept):
    store, book, shared = kept
    book.write_text(book.read_text(encoding="utf-8") + "# more\n", encoding="utf-8")
    assert store.book(book) is None
    made = load_rulebook(book)
    store.keep(book, made, made.shares)
    assert store.book(book) is not None
    shared.write_text(shared.read_text(encoding="utf-8") + "# more\n", encoding="utf-8")
    assert store.book(book) is None, "what it shares has changed"
    shared.unlink()
    assert store.book(book) is None


def spoilt(folder, how):
    (entry,) = (p for p in folder.iterdir() if p.name.startswith("book-"))
    match how:
        case "cut":
            entry.write_bytes(entry.read_bytes()[:1000])
        case "no JSON":
            entry.write_bytes(b"\x00\xff")
        case "deep":
            entry.write_text("[" * 100_000)
        case "another class":
            data = json.loads(entry.read_text(encoding="utf-8"))
            entry.write_text(json.dumps({**data, "book": '[["os.system","true"]]'}))
        case "no book":
            data = json.loads(entry.read_text(encoding="utf-8"))
            entry.write_text(json.dumps({**data, "book": '[["Var","x",null]]'}))
        case "writable by all":
            entry.chmod(0o666)
        case "a folder of all":
            folder.chmod(0o777)
        case "a link":
            entry.rename(folder / "elsewhere")
            entry.symlink_to(folder / "elsewhere")


@pytest.mark.parametrize(
    "how", ["cut", "no JSON", "deep", "another class", "no book", "writable by all", "a folder of all", "a link"]
)
def test_what_may_be_wrong_is_ignored(kept, how):
    store, book, _ = kept
    spoilt(store.folder, how)
    assert store.book(book) is None


def test_a_store_that_cannot_be_written_is_none(kept, tmp_path):
    _, book, _ = kept
    (tmp_path / "file").write_text("")
    blocked = Store(tmp_path / "file" / "cache")
    made = load_rulebook(book)
    blocked.keep(book, made, made.shares)
    blocked.learn()
    blocked.teach()
    assert blocked.book(book) is None


@pytest.mark.parametrize(
    ("environ", "folder"),
    [
        ({"HOME": "/home/a"}, "/home/a/.cache/meetingrules"),
        ({"HOME": "/home/a", "XDG_CACHE_HOME": "/var/c"}, "/var/c/meetingrules"),
        ({"HOME": "/home/a", "MEETINGRULES_CACHE": "/c"}, "/c"),
        ({"HOME": "/home/a", "MEETINGRULES_CACHE": "off"}, None),
        ({"XDG_CACHE_HOME": "here"}, None),
        ({}, None),
    ],
)
def test_where_it_is(environ, folder):
    found = Store.of(environ)
    assert (None if found is None else str(found.folder)) == folder


@pytest.mark.parametrize("data", [{}, {"announced": {}, "years": [1]}, {"announced": {"CN": [1]}, "years": []}, []])
def test_what_is_no_calendar_is_refused(data):
    with pytest.raises(ValueError):
        days.teach(data)


def test_no_more_is_read_than_a_rulebook_may_hold(tmp_path):
    path = tmp_path / "a.rules.yaml"
    path.write_bytes(b"#" * (2 * DEFAULT.bytes))
    assert len(text_of(path)) == DEFAULT.bytes + 1
    assert Store(tmp_path / "cache").book(path) is None
    assert Store(tmp_path / "cache").book(tmp_path) is None
