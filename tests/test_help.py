"""Every verb's page is good by itself: examples that parse, exit codes, a width that fits; completion in the shell."""

import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from meetingrules import cli
from meetingrules.cli import VERBS, main

RULES = ("list", "show", "words", "account")
PAGES = [(), *((verb,) for verb in VERBS), *(("rules", name) for name in RULES)]


def page(words):
    got = CliRunner().invoke(cli.main, [*words, "--help"], prog_name="meetingrules", terminal_width=110)
    assert got.exit_code == 0
    return got.output


def examples(words):
    lines = [line.strip() for line in page(words).splitlines()]
    return [line for line in lines if line.startswith("meetingrules ")]


@pytest.mark.parametrize("words", PAGES, ids=" ".join)
def test_a_page_explains_itself(words):
    text = page(words)
    assert max(map(len, text.splitlines())) <= 112
    assert text.count("\n") > 8
    if len(words) == 1 and words != ("rules",):
        assert "Exit codes:" in text
        assert "Examples:" in text


@pytest.mark.parametrize("line", sorted({line for words in PAGES for line in examples(words)}))
def test_every_example_is_taken(line):
    command, context = main, click.Context(main, info_name="meetingrules")
    words = shlex.split(line)[1:]
    while isinstance(command, click.Group):
        found = command.get_command(context, words.pop(0))
        assert found is not None, line
        command, context = found, click.Context(found, context)
    command.make_context(line, words, resilient_parsing=False)


def test_the_first_page_names_every_verb():
    text = page(())
    assert all(f"\n  {verb} " in text for verb in VERBS)


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash here")
@pytest.mark.parametrize(
    ("typed", "offered"),
    [("meetingrules ch", "check"), ("meetingrules check --gate ", "notice"), ("meetingrules schema r", "roster")],
)
def test_the_shell_completes(typed, offered):
    tool = Path(sys.executable).with_name("meetingrules")
    words = typed.split(" ")
    script = f"""
eval "$(_MEETINGRULES_COMPLETE=bash_source {tool})"
COMP_WORDS=({" ".join([str(tool), *map(shlex.quote, words[1:])])})
COMP_CWORD={len(words) - 1}
_meetingrules_completion {tool}
printf '%s\\n' "${{COMPREPLY[@]}}"
"""
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, timeout=60, check=False)
    assert offered in done.stdout.split(), done.stderr
