"""Announcements as data: a calendar file extends what is announced, or closes days of its own."""

import json
from datetime import date

import pytest
from click.testing import CliRunner

from meetingrules import InvalidText
from meetingrules.base.document import read_text
from meetingrules.base.source import Source
from meetingrules.cli import main
from meetingrules.facts.notices import load_notices

NEXT_YEAR = """\
country: CN
notices:
  - {title: 2027年放假安排, year: 2027, off: [2027-01-01 to 2027-01-03, 2027-02-05 to 2027-02-11], work: [2027-01-31]}
"""


def load(text: str):
    return load_notices(read_text(Source("calendar.yaml", text)))


def test_a_notice_announces_its_year():
    calendar = load(NEXT_YEAR)
    assert calendar.announced_through == date(2027, 12, 28)
    due = calendar.add_working_days(date(2026, 12, 29), 5)
    assert (due.exact, due.earliest) == (True, date(2027, 1, 6))
    assert calendar.is_working_day(date(2027, 1, 31)) is True


def test_local_closures_count():
    calendar = load("country: CN\nnotices: [{title: closed, off: [2024-07-01]}]\n")
    assert calendar.add_working_days(date(2024, 6, 28), 1).earliest == date(2024, 7, 2)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("country: XX\n", "no-such-calendar"),
        ("notices: [{title: a, off: [2027-02-30]}]\n", "no-such-day"),
        ("notices: [{title: a, off: [2027-02-01], work: [2027-02-01]}]\n", "contradiction"),
        ("notises: []\n", "unknown-key"),
    ],
)
def test_wrong_calendars_are_refused(text, code):
    with pytest.raises(InvalidText) as caught:
        load(text)
    assert [d.code for d in caught.value.diagnostics] == [code]


def test_the_command_line_takes_a_calendar(tmp_path):
    (tmp_path / "calendar.yaml").write_text(NEXT_YEAR, encoding="utf-8")
    text = "meeting: executive\nday: 2026-12-29\nends: 11:00\nminutes: {drafted: 2026-12-30, signed: 2027-01-04, archived: 2027-01-06}\n"
    (tmp_path / "a.meeting.yaml").write_text(text, encoding="utf-8")
    args = ["check", str(tmp_path / "a.meeting.yaml"), "--as-of", "2027-02-01", "--format", "jsonl", "--lang", "en"]

    def status(*more: str) -> str:
        out = CliRunner().invoke(main, [*args, *more]).stdout.splitlines()
        findings = json.loads(out[1])["findings"]
        return next(f["status"] for f in findings if f["rule"] == "minutes-complete")

    assert status() == "unknown"
    assert status("--calendar", str(tmp_path / "calendar.yaml")) == "pass"


@pytest.mark.parametrize(
    ("notices", "code"),
    [
        ("\n  - {title: a, off: [2024-07-01]}" * 500, None),
        ("\n  - {title: a, off: [2024-07-01]}" * 501, "too-many-notices"),
        ("\n  - {title: a, off: [" + ", ".join(["2024-07-01"] * 1_000) + "]}", None),
        ("\n  - {title: a, off: [" + ", ".join(["2024-07-01"] * 1_001) + "]}", "too-long"),
        ("\n  - {title: a, off: [2024-07-01 to 2025-07-02]}", None),
        ("\n  - {title: a, off: [2024-07-01 to 2025-07-03]}", "too-long"),
    ],
    ids=["500 notices", "501", "1000 days", "1001", "a year and a day", "a day more"],
)
def test_a_calendar_has_its_limits(notices, code):
    if code is None:
        assert load(f"notices:{notices}\n").country == "CN"
        return
    with pytest.raises(InvalidText) as refused:
        load(f"notices:{notices}\n")
    assert [one.code for one in refused.value.diagnostics] == [code]
