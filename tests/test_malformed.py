"""A malformed meeting file, from the command line: all its complaints, each with code and place, exit code 2, no traceback."""

import pytest
from click.testing import CliRunner

from meetingrules.cli import main

HEAD = "meeting: executive\nroster: roster.yaml\nday: 2024-03-20\n"
ROSTER = """\
roster: sample
offices:
  - {mayor: 市长}
  - {vice_mayor: [副市长甲, 副市长乙]}
units: {教育局: {constituent: yes}}
"""
WRONG = {
    "unknown key": (HEAD + "chiar: 市长\n", ["4:1: error[unknown-key]", "did you mean chair?"]),
    "wrong type": (HEAD + "items: some\n", ["4:8: error["]),
    "impossible date": (HEAD.replace("03-20", "02-30"), ["3:6: error[no-such-day]"]),
    "duplicate key": (HEAD + "chair: 市长\nchair: 市长\n", ["5:1: error[duplicate-key]"]),
    "tab": (HEAD + "minutes:\n\tsigned: 2024-03-21\n", ["5:1: error[tab]"]),
    "yaml tag": (HEAD + "chair: !!python/name:os.system 市长\n", ["4:8: error[tag-not-allowed]"]),
    "two documents": (HEAD + "---\nmeeting: executive\n", ["error[two-documents]"]),
    "empty value": (HEAD + "chair:\n", ["error[empty-value]", "none"]),
    "unknown person": (HEAD + "chair: 副市长田\n", ["4:8: error[no-such-person]", "did you mean 副市长"]),
    "unknown department": (HEAD + "items: [{title: 甲, department: 教育厅}]\n", ["error[no-such-unit]", "教育局"]),
    "nine o'clock is no number": (HEAD + "begins: 25:00\n", ["4:9: error["]),
    "several at once": (
        HEAD.replace("03-20", "13-20") + "chiar: 市长\nconvener: 副市长田\n",
        ["3:6: error[", "4:1: error[unknown-key]", "5:11: error[no-such-person]"],
    ),
}


@pytest.mark.parametrize("name", WRONG)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_wrong_text_is_refused_with_all_its_complaints(name, lang, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    text, complaints = WRONG[name]
    (tmp_path / "roster.yaml").write_text(ROSTER, encoding="utf-8")
    (tmp_path / "a.meeting.yaml").write_text(text, encoding="utf-8")
    got = CliRunner().invoke(main, ["check", "a.meeting.yaml", "--lang", lang, "--as-of", "2024-04-01"])
    assert got.exit_code == 2, got.output
    assert "Traceback" not in got.output
    for complaint in complaints:
        if lang == "en" or complaint[0].isdigit():
            assert complaint in got.stderr


def test_bytes_of_another_encoding_are_refused(tmp_path):
    path = tmp_path / "gbk.meeting.yaml"
    path.write_bytes((HEAD + "chair: 市长\n").encode("gb18030"))
    got = CliRunner().invoke(main, ["check", str(path), "--lang", "en"])
    assert (got.exit_code, "not-utf-8" in got.stderr, "GB" in got.stderr) == (2, True, True)


def test_one_wrong_file_does_not_keep_the_others_from_being_checked(tmp_path):
    (tmp_path / "roster.yaml").write_text(ROSTER, encoding="utf-8")
    (tmp_path / "a.meeting.yaml").write_text(HEAD + "chiar: 市长\n", encoding="utf-8")
    (tmp_path / "b.meeting.yaml").write_text(HEAD, encoding="utf-8")
    got = CliRunner().invoke(main, ["check", str(tmp_path), "--lang", "en", "--as-of", "2024-04-01"])
    assert got.exit_code == 2
    assert "b.meeting.yaml" in got.stdout


def test_a_meeting_before_its_rulebook_is_in_force_is_not_checked(tmp_path):
    path = tmp_path / "a.meeting.yaml"
    path.write_text("meeting: executive\nday: 2024-01-23\n", encoding="utf-8")
    got = CliRunner().invoke(main, ["check", str(path), "--lang", "en"])
    assert (got.exit_code, "not-in-force" in got.stderr) == (2, True)
    path.write_text("meeting: executive\nday: 2024-01-24\n", encoding="utf-8")
    assert CliRunner().invoke(main, ["check", str(path), "--lang", "en"]).exit_code != 2


@pytest.mark.parametrize(
    "args",
    [
        ["nothing.meeting.yaml"],
        ["."],
        ["--as-of", "2024-02-30", "a.meeting.yaml"],
        ["--rulebook", "executif", "a.meeting.yaml"],
    ],
)
def test_what_cannot_be_checked_is_two(args, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    if "." not in args:
        (tmp_path / "a.meeting.yaml").write_text("meeting: executive\nday: 2024-03-20\n", encoding="utf-8")
    got = CliRunner().invoke(main, ["check", *args, "--lang", "en"])
    assert got.exit_code == 2, got.output
    assert "Traceback" not in got.output
