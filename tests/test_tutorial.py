"""The tutorial: five commands, the same in both languages, and what its reader fills in is what ``new`` has asked for."""

import re
import subprocess

import pytest

from pages import ROOT, blocks, commands, typed

PAGES = [ROOT / "docs" / "tutorial.md", ROOT / "docs" / "tutorial.zh.md"]

EXPLAINED = {"invited", "constituent", "principal_head"}
"""Keys that ``new`` does not write, and that the page explains."""


def steps(page):
    """The commands of a page, without those that come twice."""
    found = []
    for language, _, text, _ in blocks(page):
        if language == "sh":
            found += text.splitlines()
        elif language == "console":
            found += [command for command, _ in commands(text)]
    return list(dict.fromkeys(found))


def keys(text):
    """The keys of a file, those behind a # as well."""
    plain = re.sub(r"#.*schema=.*\n", "", text)
    return set(re.findall(r"(?:^[# -]*|[{,] ?)([a-z_]+):(?= |$)", plain, re.MULTILINE))


def test_there_are_five_commands_and_the_first_installs():
    english, chinese = (steps(page) for page in PAGES)
    assert len(english) == 5
    assert english[0] == "pip install ./meetingrules"
    assert [re.sub(" --lang zh", "", step) for step in chinese] == english
    assert all("--lang zh" in step for step in chinese[1:])


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_what_is_filled_in_is_what_new_has_asked_for(page, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    started = {}
    for language, title, text, _ in blocks(page):
        if language == "console" and " new " in text:
            command = next(commands(text))[0]
            assert typed(command).exit_code == 0
            name = command.rpartition("--output ")[2]
            started[name] = (tmp_path / name).read_text(encoding="utf-8")
        elif title in started:
            assert keys(text) - keys(started[title]) <= EXPLAINED
            assert text.splitlines()[0] == started[title].splitlines()[0]
    assert set(started) == {"city.roster.yaml", "2026-12-01.meeting.yaml"}


@pytest.mark.integration
@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_a_newcomer_gets_there_in_five_commands(page):
    done = subprocess.run(
        [ROOT / "tools" / "first-steps", page], capture_output=True, text=True, timeout=600, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.findall(r"^(\d) ", done.stdout, re.MULTILINE) == list("12345")
