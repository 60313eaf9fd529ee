"""The README shows what is so: each console block is run, and prints what stands there."""

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from meetingrules.cli import main

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCKS = [
    pytest.param(block, id=f"{page.name}-{number}")
    for page in PAGES
    for number, block in enumerate(
        re.findall(r"^```console\n(.*?)^```$", page.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    )
]
PYTHON = re.findall(
    r"^```python\n(.*?)^```$", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
)


@pytest.mark.parametrize("block", BLOCKS)
def test_a_console_block_prints_what_stands_there(block, monkeypatch):
    monkeypatch.chdir(ROOT)
    command, _, expected = block.partition("\n")
    words = shlex.split(command.removeprefix("$ "))
    assert words[0] == "meetingrules"
    got = CliRunner().invoke(main, words[1:], env={"LANG": "en_US.UTF-8", "LC_ALL": ""})
    shown = [line for line in got.stdout.splitlines() if line.strip()]
    wanted = [line for line in expected.splitlines() if line.strip()]
    if "…" in wanted:  # a cut: what stands before it is the beginning, what stands behind it the end
        cut = wanted.index("…")
        assert shown[:cut] == wanted[:cut]
        assert shown[len(shown) - len(wanted) + cut + 1 :] == wanted[cut + 1 :]
    else:
        assert shown == wanted


@pytest.mark.parametrize("block", PYTHON)
def test_the_python_of_the_readme_runs(block, monkeypatch):
    monkeypatch.chdir(ROOT)
    scope: dict[str, object] = {}
    exec(compile(block, "README.md", "exec"), scope)
    assert scope


def test_the_readme_has_its_two_commands_and_its_blocks():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "<!-- command: check -->" in text
    assert "<!-- command: test -->" in text
    assert len(BLOCKS) >= 2
    assert PYTHON
