"""The man pages: as the help pages have them, whole, and read without a remark by those who read man pages."""

import importlib.machinery
import importlib.util
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetingrules import cli

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "man"
ORDER = (
    "NAME",
    "SYNOPSIS",
    "DESCRIPTION",
    "COMMANDS",
    "OPTIONS",
    "ENVIRONMENT",
    "FILES",
    "EXIT STATUS",
    "EXAMPLES",
    "SEE ALSO",
)
REQUESTS = {"TH", "nh", "SH", "PP", "TP", "BR", "EX", "EE"}
SIGN = re.compile(r"\\(?:\[u([0-9A-F]{4,6})\]|(f[BIP])|(&)|(e)|\((aq|ga|ha|ti|dq)|(-))")
NAMED = {"aq": "'", "ga": "`", "ha": "^", "ti": "~", "dq": '"'}


def tool():
    loader = importlib.machinery.SourceFileLoader("man_tool", str(ROOT / "tools" / "man"))
    spec = importlib.util.spec_from_loader("man_tool", loader)
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module


TOOL = tool()
MADE = TOOL.pages()
COMMANDS = {f"{TOOL.name_of(words)}.1": command for words, command in TOOL.commands(cli.main)}


def plain(text):
    """What a reader of man pages prints."""

    def sign(found):
        code, font, nothing, backslash, named, hyphen = found.groups()
        return (
            chr(int(code, 16)) if code else "" if font or nothing else "\\" if backslash else NAMED.get(named) or hyphen
        )

    return SIGN.sub(sign, text)


# ---- what is there -------------------------------------------------------------------------------------------------------


def test_the_pages_are_those_of_the_help(accept):
    if accept:
        TOOL.write(MADE)
    assert TOOL.wrong(MADE) == [], "run tools/man"


def test_every_verb_has_its_page():
    assert MADE.keys() == COMMANDS.keys()
    assert {f"meetingrules-{verb}.1" for verb in cli.VERBS} <= MADE.keys()
    assert {path.name for path in FOLDER.iterdir()} == MADE.keys()


def test_the_files_are_of_verbs_that_are_there():
    assert TOOL.FILES.keys() <= {words for words, _ in TOOL.commands(cli.main)}


def test_a_page_too_few_too_many_or_of_yesterday_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(TOOL, "FOLDER", tmp_path / "man")
    TOOL.write({"a.1": "old\n", "b.1": "b\n"})
    assert TOOL.wrong({"a.1": "new\n", "c.1": "c\n"}) == ["a.1", "b.1", "c.1"]
    TOOL.write({"a.1": "new\n", "c.1": "c\n"})
    assert TOOL.wrong({"a.1": "new\n", "c.1": "c\n"}) == []


def test_the_wheel_brings_them():
    hatch = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]
    assert hatch["targets"]["wheel"]["shared-data"] == {"man": "share/man/man1"}


# ---- what a page says ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", MADE)
def test_the_sections_stand_in_their_order(name):
    found = [title.strip('"') for title in re.findall(r"^\.SH (.*)$", MADE[name], re.MULTILINE)]
    assert found == [title for title in ORDER if title in found]
    assert {"NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "EXIT STATUS", "EXAMPLES", "SEE ALSO"} <= set(found)
    assert ("COMMANDS" in found) == isinstance(COMMANDS[name], click.Group)


@pytest.mark.parametrize("name", MADE)
def test_a_page_says_all_that_the_help_says(name):
    command, text = COMMANDS[name], plain(MADE[name])
    flat = " ".join(text.split())
    for param in command.params:
        if isinstance(param, click.Option):
            assert all(
                re.search(rf"(?<![\w-]){re.escape(flag)}(?![\w-])", text)
                for flag in (*param.opts, *param.secondary_opts)
            )
            assert " ".join(param.help.split()) in flat
            assert param.envvar is None or f"\n{param.envvar}\n" in text
    for paragraph in re.split(r"\n\s*\n", command.help):
        if "Examples:" in paragraph:
            lines = [line.strip() for line in paragraph.partition("Examples:")[2].strip().splitlines()]
            assert ".EX\n" + "\n".join(lines) + "\n.EE\n" in text
        elif "Exit codes:" in paragraph:
            for code, said in re.findall(r"(?:: |; )(\d+) (.*?)(?=; \d+ |\.?$)", " ".join(paragraph.split())):
                assert f".TP {code} {said[0].upper()}{said[1:]}." in flat
        elif paragraph.isascii():
            assert " ".join(paragraph.split()) in flat


@pytest.mark.parametrize("name", MADE)
def test_what_a_page_points_to_is_there(name):
    near = re.findall(r"^\.BR (\S+) \(1\),?$", MADE[name], re.MULTILINE)
    assert near
    assert {f"{plain(one)}.1" for one in near} <= MADE.keys() - {name}


# ---- that readers of man pages take it -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", MADE)
def test_only_known_requests_and_signs_are_used(name):
    text, kept = MADE[name], False
    assert text.isascii()
    assert text.startswith(".TH ")
    for line in text.splitlines():
        assert line
        assert not line.startswith("'")
        if line.startswith("."):
            assert line[1:].split(maxsplit=1)[0] in REQUESTS
        else:
            rest = SIGN.sub("", line)
            assert "\\" not in rest
            assert "-" not in rest
        kept = {".EX": True, ".EE": False}.get(line, kept)
    assert not kept
    assert text.count(".EX") == text.count(".EE")


@given(st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from(".'\\-\n`^~\"")))
def test_an_escaped_text_is_the_text_and_no_request(text):
    escaped = TOOL.escaped(text)
    assert escaped.isascii()
    assert plain(escaped) == text
    assert not any(line.startswith((".", "'")) for line in escaped.split("\n"))


@given(st.lists(st.sampled_from([".hidden", "'tis", "--as-of", "a\\b", "...", "word", "'.'", "会议"])))
def test_a_filled_paragraph_never_breaks_into_a_request(words):
    lines = TOOL.filled(" ".join(words * 9))
    assert plain(" ".join(lines)) == " ".join(words * 9)
    assert not any(line.startswith((".", "'")) for line in lines)


@pytest.mark.parametrize(
    "reader",
    [
        ("groff", "-man", "-ww", "-z", "-Tutf8"),
        ("groff", "-man", "-ww", "-z", "-Tascii"),
        ("mandoc", "-Tlint", "-W", "warning"),
        ("man", "--warnings", "-l"),
    ],
    ids=" ".join,
)
def test_a_reader_has_no_remark(reader):
    if shutil.which(reader[0]) is None:
        pytest.skip(f"there is no {reader[0]} here")
    for name in sorted(MADE):
        env = {"PATH": "/usr/bin:/bin:/usr/local/bin", "LC_ALL": "C.UTF-8", "MANWIDTH": "80", "MANPAGER": "cat"}
        done = subprocess.run(
            [*reader, FOLDER / name], capture_output=True, text=True, check=False, env=env, timeout=60
        )
        assert (done.returncode, done.stderr) == (0, ""), name
        if reader[0] != "man":
            assert done.stdout == "", name
