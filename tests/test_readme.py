"""The README and the pages of docs/ show what is so: each console block is run, and prints what stands there."""

import re

import pytest

from pages import ROOT, blocks, commands, fits, mentioned, name_of, pages, run, taken

CONSOLE = [page for page in pages() if any(language == "console" for language, *_ in blocks(page))]
CALLS = sorted({line for page in pages() for line in mentioned(page)})
PYTHON = [
    pytest.param(text, id=f"{name_of(page)}:{line}")
    for page in pages()
    for language, _, text, line in blocks(page)
    if language == "python"
]


@pytest.mark.parametrize("page", CONSOLE, ids=name_of)
def test_a_console_block_prints_what_stands_there(page, tmp_path, monkeypatch):
    wrong = run(page, tmp_path, monkeypatch)
    assert not wrong, "\n\n".join(wrong)


@pytest.mark.parametrize("line", CALLS)
def test_a_command_that_is_not_run_is_one_that_would_be_taken(line):
    taken(line)


@pytest.mark.parametrize("block", PYTHON)
def test_the_python_of_the_pages_runs(block, monkeypatch):
    monkeypatch.chdir(ROOT)
    scope: dict[str, object] = {}
    exec(compile(block, "page", "exec"), scope)
    assert scope


def test_the_readme_has_its_two_commands_and_its_blocks():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "<!-- command: check -->" in text
    assert "<!-- command: test -->" in text
    assert ROOT / "README.md" in CONSOLE
    assert PYTHON


@pytest.mark.parametrize(
    ("shown", "wanted", "ok"),
    [
        ("a b c", "a b c", True),
        ("a b c", "a …", True),
        ("a b c", "… c", True),
        ("a b c d e", "a … c … e", True),
        ("a b c", "a … b", False),
        ("a b c", "a … x … c", False),
        ("a b", "a b … b", False),
        ("a b c", "a b", False),
        ("", "a", False),
    ],
)
def test_a_cut_stands_for_lines_and_for_nothing_else(shown, wanted, ok):
    assert fits(shown.split(), wanted.split()) is ok


@pytest.mark.parametrize("page", CONSOLE, ids=name_of)
def test_a_console_block_shows_a_prompt_and_does_not_cut_everything(page):
    for language, _, text, line in blocks(page):
        if language == "console":
            found = list(commands(text))
            assert found, f"{name_of(page)}:{line} has no command"
            assert re.match(r"\$ ", text), f"{name_of(page)}:{line} does not begin with a command"
            assert all(wanted != ["…"] for _, wanted in found), f"{name_of(page)}:{line} shows nothing"
