"""A page as a session at a terminal: its blocks, done in order in a folder of its own, print what stands there.

- ``console``: each ``$ command`` is run, and prints the lines below it; a line ``…`` stands for any lines. A command is one of
  ``meetingrules``, ``echo 'TEXT' | meetingrules …`` or ``echo $?``.
- any block with ``title="FILE"`` is written to that file, as a reader would in an editor; ``title="FILE:9"`` is line 9 of it.
"""

import os
import re
import shlex
import shutil
from pathlib import Path

import click
from click.testing import CliRunner

from meetingrules.cli import main

ROOT = Path(__file__).parents[1]
BLOCK = re.compile(r'^```(\w+)(?: title="([^"]+)")?\n(.*?)^```$', re.MULTILINE | re.DOTALL)
LOCALE = {"LANG": "en_US.UTF-8", "LC_ALL": "", "LC_MESSAGES": "", "LANGUAGE": ""}
WITHOUT = {name: None for name in os.environ if name.startswith("MEETINGRULES_")}
BUG = 3


def pages():
    """All pages that people read."""
    return [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]


def name_of(page):
    return page.relative_to(ROOT).as_posix()


def blocks(page):
    """Language, title and text of each block, and its line."""
    text = page.read_text(encoding="utf-8")
    return [(m[1], m[2], m[3], text[: m.start()].count("\n") + 1) for m in BLOCK.finditer(text)]


def commands(block):
    """Each command of a console block with the lines that it shall print."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, expected = part.partition("\n")
        yield command, [line for line in expected.splitlines() if line.strip()]


def fits(shown, wanted):
    """Whether the lines are those of a page, in which ``…`` stands for any lines."""
    pieces = [[]]
    for line in wanted:
        if line == "…":
            pieces.append([])
        else:
            pieces[-1].append(line)
    if len(pieces) == 1:
        return shown == wanted
    first, *inner, last = pieces
    if len(first) + len(last) > len(shown) or shown[: len(first)] != first:
        return False
    if shown[len(shown) - len(last) :] != last:
        return False
    rest = shown[len(first) : len(shown) - len(last)]
    for piece in inner:
        at = next((i for i in range(len(rest)) if rest[i : i + len(piece)] == piece), None)
        if at is None:
            return False
        rest = rest[at + len(piece) :]
    return True


def run(page, folder, monkeypatch):
    """Do what a page says, and return each command that prints something else."""
    shutil.copytree(ROOT / "examples", folder / "examples")
    monkeypatch.chdir(folder)
    wrong, code = [], 0
    for language, title, text, line in blocks(page):
        if title is not None:
            edit(folder, title, text)
        if language != "console":
            continue
        for command, wanted in commands(text):
            if command == "echo $?":
                shown = [str(code)]
            else:
                got = typed(command)
                code, shown = got.exit_code, [one for one in got.output.splitlines() if one.strip()]
            if code == BUG or not fits(shown, wanted):
                wrong.append(f"{name_of(page)}:{line}: {command}\n" + "\n".join(shown))
    return wrong


def typed(command):
    """One command of ``meetingrules``, with what is piped into it."""
    piped = re.fullmatch(r"echo ('[^']*') \| (meetingrules .*)", command)
    text, line = (shlex.split(piped[1])[0] + "\n", piped[2]) if piped else (None, command)
    words = shlex.split(line)
    assert words[0] == "meetingrules", f"no page runs {words[0]} in a console block: {command}"
    return CliRunner().invoke(main, words[1:], input=text, env=LOCALE | WITHOUT, prog_name="meetingrules")


def edit(folder, title, text):
    """What a reader does in his editor: a file, or one line of it."""
    name, _, number = title.partition(":")
    path = folder / name
    assert path.resolve().is_relative_to(folder.resolve())
    if number:
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        lines[int(number) - 1] = text
        text = "".join(lines)
    path.write_text(text, encoding="utf-8")


def mentioned(page):
    """The calls of ``meetingrules`` in the blocks ``sh`` of a page, which are not run."""
    for language, _, text, _ in blocks(page):
        if language in ("sh", "bash"):
            for line in text.replace("\\\n", " ").splitlines():
                for part in re.split(r"&&|\|\||[|;]| # |    #", line):
                    words = part.split()
                    if words and Path(words[0]).name == "meetingrules":
                        yield " ".join(["meetingrules", *words[1:]])


def taken(line):
    """Let the command line parse a call, without running it."""
    command, context = main, click.Context(main, info_name="meetingrules")
    words = shlex.split(line)[1:]
    while isinstance(command, click.Group):
        found = command.get_command(context, words.pop(0))
        assert found is not None, line
        command, context = found, click.Context(found, context)
    command.make_context(line, words, resilient_parsing=False)
