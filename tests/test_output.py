"""Where results go: several formats in one run, files written whole or not at all, a clear word where they cannot be."""

import os
import stat
import tempfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from meetingrules import cli

MEETING = "meeting: topical\nday: 2024-06-06\nas_of: 2024-06-07\n"


@pytest.fixture
def meeting(tmp_path):
    path = tmp_path / "a.meeting.yaml"
    path.write_text(MEETING, encoding="utf-8")
    return str(path)


def run(*args):
    return CliRunner().invoke(cli.main, ["check", *args])


def test_one_run_gives_several_formats(meeting, tmp_path):
    files = {form: tmp_path / f"out.{form}" for form in ("sarif", "junit", "json")}
    got = run(meeting, "-o", "concise", *(x for form, file in files.items() for x in ("--output", f"{form}:{file}")))
    assert got.exit_code in {0, 1, 4}
    assert "topical/" in got.stdout
    assert all(file.read_bytes().endswith(b"\n") for file in files.values())
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.meeting.yaml", "out.json", "out.junit", "out.sarif"]


@pytest.mark.parametrize(("lang", "words"), [("zh", "无法写入"), ("en", "cannot write")])
def test_a_folder_that_is_not_there_is_told_with_the_path(meeting, tmp_path, lang, words):
    target = tmp_path / "none" / "out.json"
    got = run(meeting, "-o", f"json:{target}", "--lang", lang)
    assert got.exit_code == 2
    assert got.stderr.startswith(f"error[cannot-write]: {words} {target}")
    assert "Traceback" not in got.output


def test_a_folder_that_takes_no_file_is_told_with_the_path(meeting, tmp_path, monkeypatch):
    def refuse(**_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(tempfile, "mkstemp", refuse)
    got = run(meeting, "-o", f"json:{tmp_path / 'out.json'}", "--lang", "en")
    assert (got.exit_code, got.stderr) == (
        2,
        f"error[cannot-write]: cannot write {tmp_path / 'out.json'}: Permission denied\n",
    )


def test_what_was_there_stays_whole_where_writing_fails(meeting, tmp_path, monkeypatch):
    target = tmp_path / "out.json"
    target.write_text("old", encoding="utf-8")

    def full(self, _target):
        raise OSError(28, "No space left on device", str(self))

    monkeypatch.setattr(Path, "replace", full)
    assert run(meeting, "-o", f"json:{target}").exit_code == 2
    assert target.read_text(encoding="utf-8") == "old"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.meeting.yaml", "out.json"]


def test_a_file_keeps_its_mode_and_a_link_its_place(meeting, tmp_path):
    real, link = tmp_path / "real.json", tmp_path / "link.json"
    real.write_text("old", encoding="utf-8")
    real.chmod(0o640)
    link.symlink_to(real)
    assert run(meeting, "-o", f"json:{link}").exit_code in {0, 1, 4}
    assert link.is_symlink()
    assert real.read_text(encoding="utf-8").startswith("{")
    assert stat.S_IMODE(real.stat().st_mode) == 0o640


def test_what_is_no_file_is_written_to_as_it_is(meeting):
    assert run(meeting, "-o", f"json:{os.devnull}").exit_code in {0, 1, 4}
    assert not Path(os.devnull).is_file()
