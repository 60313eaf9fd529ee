"""What a verb ends with: the page, the help and what happens are one thing."""

import io
import re
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from meetingrules import cli
from meetingrules.report.codes import BUG, COMPLIANT, FAILED, INTERRUPTED, NOT_CHECKED, UNDECIDED

ROOT = Path(__file__).parents[1]
PAGES = ("exit-codes.md", "exit-codes.zh.md")
ALWAYS = {BUG, INTERRUPTED}


def verbs(group=cli.main, before=()):
    """All verbs, those of a group one by one: ``("rules", "show")``."""
    context = click.Context(group)
    for name in group.list_commands(context):
        found = group.get_command(context, name)
        yield from verbs(found, (*before, name)) if isinstance(found, click.Group) else [(*before, name)]


def rows(page):
    """The cells of each line of the tables of a page whose first cell is code."""
    lines = (ROOT / "docs" / page).read_text(encoding="utf-8").splitlines()
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| `")]
    return {row[0].strip("`"): row[1:] for row in cells}


def on_page(page):
    """Verb -> the codes that have something in their column."""
    known = {" ".join(words) for words in verbs()}
    columns = (COMPLIANT, FAILED, NOT_CHECKED, UNDECIDED)
    return {
        verb: {code for code, cell in zip(columns, cells, strict=True) if cell}
        for verb, cells in rows(page).items()
        if verb in known
    }


def in_help(words):
    """The codes that a help page names."""
    text = CliRunner(env={"MEETINGRULES_LANG": "en"}).invoke(cli.main, [*words, "--help"]).output
    told = re.search(r"Exit codes: (.*?)(?:\n\n|\Z)", text, re.DOTALL)
    assert told, words
    return {int(code) for code in re.findall(r"(?:^|; )(\d+) ", re.sub(r"\s+", " ", told[1]))}


@pytest.mark.parametrize("page", PAGES)
def test_every_verb_stands_on_the_page_with_the_codes_of_its_help(page):
    assert on_page(page) == {" ".join(words): in_help(words) - ALWAYS for words in verbs()}


@pytest.mark.parametrize("page", PAGES)
def test_the_page_names_every_code(page):
    known = {COMPLIANT, FAILED, NOT_CHECKED, BUG, UNDECIDED, INTERRUPTED}
    assert {int(code) for code in rows(page) if code.isdigit()} == known


@pytest.mark.parametrize("page", PAGES)
def test_the_page_names_every_option_that_changes_the_code_of_check(page):
    text = " ".join(rows(page))
    options = ("--fail-on", "--allow-unknown", "--strict", "--gate", "--fail-on-forecast", "--baseline", "[severity]")
    assert all(option in text for option in options)


# ---- each cell of the page happens ---------------------------------------------------------------------------------------

LATE = "examples/executive/2024-11-28.meeting.yaml"
BOOK = """rulebook: club
format: 1
version: "1"
zh: 社
en: club
time_zone: UTC
in_force: {from: 2024-01-01}
rules:
  counted:
    stage: sitting
    must: meeting is held
    text: {zh: 不套开, en: it is not combined}
"""
WRONG_CASE = "    cases: [{pass: it was not, held: no}]\n"
RUNS = [
    ("check", 0, ["examples/executive/2024-03-20.meeting.yaml"]),
    ("check", 1, [LATE]),
    ("check", 2, [LATE, "missing.meeting.yaml"]),
    ("check", 4, ["{tmp}/open.meeting.yaml"]),
    ("due", 0, [LATE, "--today", "2024-11-20"]),
    ("due", 2, ["topical"]),
    ("explain", 0, [LATE, "route-of-the-agenda"]),
    ("explain", 2, [LATE, "quorom"]),
    ("whatif", 0, [LATE, "--absent", "市长", "--no-tight"]),
    ("whatif", 2, [LATE, "--absent", "nobody"]),
    ("route", 0, ["甲", "-r", "topical"]),
    ("route", 2, ["甲", "--set", "urgnt=yes", "-r", "topical"]),
    ("remedy", 0, [LATE, "quorum-for-personnel"]),
    ("remedy", 2, [LATE, "quorom"]),
    ("new", 0, ["executive", "--day", "2024-03-20"]),
    ("new", 2, ["nobody"]),
    ("import", 0, ["{tmp}/agenda.csv", "--rulebook", "topical"]),
    ("import", 1, ["{tmp}/unread.csv", "--rulebook", "topical"]),
    ("import", 2, ["{tmp}/no-table.csv", "--rulebook", "topical"]),
    ("export", 0, ["attendance", LATE]),
    ("export", 2, ["minutes", "missing.meeting.yaml"]),
    ("rules list", 0, []),
    ("rules list", 2, ["nobody"]),
    ("rules show", 0, ["executive/quorum"]),
    ("rules show", 2, ["executive/quorom"]),
    ("rules words", 0, ["topical"]),
    ("rules words", 2, ["nobody"]),
    ("rules account", 0, ["topical"]),
    ("rules account", 1, ["{tmp}/none.rules.yaml"]),
    ("rules account", 2, ["nobody"]),
    ("test", 0, ["topical"]),
    ("test", 1, ["{tmp}/wrong.rules.yaml"]),
    ("test", 2, ["{tmp}/none.rules.yaml"]),
    ("schema", 0, ["register"]),
    ("schema", 2, ["meeting", "--rulebook", "nobody"]),
    ("serve", 0, ["--stdio"]),
    ("serve", 2, []),
]


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "none.rules.yaml").write_text(BOOK, encoding="utf-8")
    (tmp_path / "wrong.rules.yaml").write_text(BOOK + WRONG_CASE, encoding="utf-8")
    (tmp_path / "agenda.csv").write_text("No.,Item\n1,a\n", encoding="utf-8")
    (tmp_path / "unread.csv").write_text("No.,Item,Weather\n1,a,fair\n", encoding="utf-8")
    (tmp_path / "no-table.csv").write_text("x,y\n1,2\n", encoding="utf-8")
    (tmp_path / "open.meeting.yaml").write_text(
        "meeting: topical\nday: 2024-06-06\nas_of: 2024-07-01\n", encoding="utf-8"
    )
    return tmp_path


@pytest.mark.parametrize(("verb", "code", "arguments"), RUNS, ids=str)
def test_a_verb_ends_as_the_page_says(verb, code, arguments, folder, monkeypatch):
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"")))
    words = [*verb.split(), *(word.format(tmp=folder) for word in arguments)]
    with pytest.raises(SystemExit) as left:
        cli.main(words)
    assert left.value.code == code


def test_each_cell_of_the_page_was_shown():
    assert {verb: {code for v, code, _ in RUNS if v == verb} for verb, _, _ in RUNS} == on_page(PAGES[0])
