"""Invitations: what they say of a meeting, what they never say, and whatever is thrown at their reader."""

import sys
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetingrules import load_roster, load_rulebook
from meetingrules.base.diagnostics import InvalidText
from meetingrules.base.plain import from_plain
from meetingrules.base.source import Source
from meetingrules.exchange.invitation import Limits, invitation
from meetingrules.exchange.membership import members_of
from meetingrules.facts.load import load_plan

ROOT = Path(__file__).parents[1]
BOOK = load_rulebook("executive")
ROSTER = load_roster(ROOT / "examples" / "datong.roster.yaml", BOOK)
BOARD = load_rulebook(ROOT / "examples" / "school_board" / "school_board.rules.yaml")
NINE = ("DTSTART;TZID=Asia/Shanghai:20240320T090000", "DTEND;TZID=Asia/Shanghai:20240320T112000")


def attendee(name, *parameters, mail=""):
    named = f";CN={name}" if name else ""
    return f"ATTENDEE{named}{''.join(f';{p}' for p in parameters)}:mailto:{mail or abs(hash(name))}@example.org"


def calendar(*lines, method="REQUEST", before=(), end="\r\n"):
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", *([f"METHOD:{method}"] if method else []), *before, "BEGIN:VEVENT"]
    return end.join([*head, *lines, "END:VEVENT", "END:VCALENDAR", ""]).encode()


def read(*lines, roster=ROSTER, book=BOOK, method="REQUEST", before=(), end="\r\n", **more):
    return read_data(calendar(*lines, method=method, before=before, end=end), roster=roster, book=book, **more)


def read_data(data, *, roster=ROSTER, book=BOOK, **more):
    return invitation(data, "x.ics", book.words, book.zone, roster, members=members_of(book, roster), **more)


def codes(reading):
    return [unread.code for unread in reading.unread]


def refused(data, **more):
    with pytest.raises(InvalidText) as caught:
        read_data(data, **more)
    (complaint,) = caught.value.diagnostics
    assert {"zh", "en"} <= complaint.message.keys()
    return complaint


def holds(reading, roster=ROSTER, book=BOOK):
    """The loader of meeting files takes what was read, as if a clerk had typed it."""
    return load_plan(from_plain({"meeting": book.id, **reading.values}), Source("x", ""), book.words, roster=roster, zone=book.zone)


# ---- an invitation -------------------------------------------------------------------------------------------------------

WHOLE = (
    "UID:12@example.org",
    "SUMMARY:第12次常务会议",
    *NINE,
    "ORGANIZER;CN=市政府办公室:mailto:office@example.org",
    attendee("市长", "ROLE=CHAIR", "PARTSTAT=ACCEPTED"),
    attendee("副市长乙", "PARTSTAT=DECLINED"),
    attendee("副市长丁", "PARTSTAT=TENTATIVE"),
    attendee("副市长戊", "ROLE=OPT-PARTICIPANT"),
    attendee("教育局局长", "ROLE=OPT-PARTICIPANT", 'PARTSTAT=DELEGATED;DELEGATED-TO="mailto:deputy@example.org"', mail="head"),
    attendee("教育局副局长", 'DELEGATED-FROM="mailto:head@example.org"', "PARTSTAT=ACCEPTED", mail="deputy"),
    attendee("财政局局长", "ROLE=REQ-PARTICIPANT", "PARTSTAT=NEEDS-ACTION"),
    attendee("二楼会议室", "CUTYPE=ROOM", "PARTSTAT=ACCEPTED"),
    "LOCATION:二楼",
    "DESCRIPTION:实到9人",
)
SAID = {
    "title": "第12次常务会议",
    "day": "2024-03-20",
    "begins": "09:00",
    "ends": "11:20",
    "organised": {"by": "市政府办公室"},
    "chair": "市长",
    "replies": {"coming": ["市长", "教育局副局长"], "not_coming": ["副市长乙", "教育局局长"]},
    "represented": {"教育局局长": {"by": "教育局副局长"}},
    "invited": {"complete": "no", "of": ["教育局局长", "财政局局长"]},
}


@pytest.mark.parametrize("end", ["\r\n", "\n"])
def test_an_invitation_says_when_what_and_who_means_to_come(end):
    reading = read(*WHOLE, end=end)
    assert reading.values == SAID
    assert reading.unread == ()
    holds(reading)


def test_each_value_has_its_line():
    origins = read(*WHOLE).origins
    assert origins["title",] == "line 6"
    assert origins["replies", "coming", "市长"] == origins["chair",] == "line 10"
    assert origins["invited", "财政局局长"] == "line 16"
    assert origins["represented", "教育局局长", "by"] == "line 14"


def test_folded_lines_and_a_byte_order_mark_are_read():
    data = calendar(*WHOLE)
    lines = [line for line in data.split(b"\r\n") if line]
    folded = b"\r\n".join(b"\r\n ".join(line[at : at + 7] for at in range(0, len(line), 7)) for line in lines)
    assert read_data(b"\xef\xbb\xbf" + folded).values == SAID


def test_a_member_is_not_invited_and_without_a_roster_the_part_decides():
    lines = (*NINE, attendee("副市长丁", "ROLE=OPT-PARTICIPANT"), attendee("财政局局长"))
    assert read(*lines).values["invited"]["of"] == ["财政局局长"]
    assert read(*lines, roster=None).values["invited"]["of"] == ["副市长丁"]


def test_a_reply_says_nothing_of_the_meeting_but_when_it_is():
    lines = ("SUMMARY:已接受: 常务会议", *NINE, attendee("副市长乙", "PARTSTAT=ACCEPTED", "ROLE=CHAIR"))
    assert read(*lines, method="REPLY").values == {
        "day": "2024-03-20",
        "begins": "09:00",
        "ends": "11:20",
        "replies": {"coming": ["副市长乙"]},
    }


def test_a_reply_without_a_day_is_a_reply():
    reading = read(attendee("副市长乙", "PARTSTAT=DECLINED"), method="REPLY")
    assert reading.values == {"replies": {"not_coming": ["副市长乙"]}}
    assert codes(reading) == ["no-start"]


def test_a_cancelled_meeting_is_cancelled_and_a_withdrawn_guest_is_told():
    assert read("STATUS:CANCELLED", *NINE, method="CANCEL").values["state"] == "cancelled"
    assert "state" not in read("STATUS:CONFIRMED", *NINE).values
    reading = read(*NINE, attendee("副市长乙", "PARTSTAT=ACCEPTED"), method="CANCEL")
    assert codes(reading) == ["uninvited"]
    assert "replies" not in reading.values


# ---- when ----------------------------------------------------------------------------------------------------------------

FIXED = ("BEGIN:VTIMEZONE", "TZID:局域", "BEGIN:STANDARD", "DTSTART:16010101T000000", "TZOFFSETFROM:+0900", "TZOFFSETTO:+0900", "END:STANDARD", "END:VTIMEZONE")  # fmt: skip
SUMMER = ("BEGIN:DAYLIGHT", "DTSTART:16010325T020000", "TZOFFSETTO:+1000", "RRULE:FREQ=SECONDLY", "END:DAYLIGHT")


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["DTSTART:20240320T010000Z"], {"day": "2024-03-20", "begins": "09:00"}),
        (["DTSTART:20240319T230000Z"], {"day": "2024-03-20", "begins": "07:00"}),
        (["DTSTART:20240320T090000"], {"day": "2024-03-20", "begins": "09:00"}),
        (["DTSTART;TZID=China Standard Time:20240320T090000"], {"day": "2024-03-20", "begins": "09:00"}),
        (["DTSTART;TZID=Europe/London:20240720T010000"], {"day": "2024-07-20", "begins": "08:00"}),
        (["DTSTART;TZID=局域:20240320T100000"], {"day": "2024-03-20", "begins": "09:00"}),
        (["DTSTART;VALUE=DATE:20240320"], {"day": "2024-03-20"}),
        (["DTSTART;VALUE=DATE:20240320", "DTEND;VALUE=DATE:20240321"], {"day": "2024-03-20"}),
        (["DTSTART;VALUE=DATE:20240320", "DTEND;VALUE=DATE:20240322"], {"day": "2024-03-20", "last_day": "2024-03-21"}),
        (["DTSTART;VALUE=DATE:20240320", "DURATION:P3D"], {"day": "2024-03-20", "last_day": "2024-03-22"}),
        (["DTSTART:20240320T010000Z", "DURATION:PT90M"], {"day": "2024-03-20", "begins": "09:00", "ends": "10:30"}),
        (
            ["DTSTART:20240320T120000Z", "DTEND:20240320T170000Z"],
            {"day": "2024-03-20", "begins": "20:00", "last_day": "2024-03-21", "ends": "01:00"},
        ),
    ],
)
def test_times_are_those_of_the_rulebook(lines, said):
    reading = read(*lines, before=FIXED)
    assert (reading.values, reading.unread) == (said, ())
    holds(reading)


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (["SUMMARY:x"], "no-start"),
        (["DTSTART:garbage"], "not-a-date"),
        (["DTSTART:20240230T090000Z"], "not-a-date"),
        (["DTSTART;VALUE=PERIOD:20240320T090000/PT1H"], "not-a-date"),
        (["DTSTART"], "broken-line"),
        (["DTSTART;TZID=Nowhere/Land:20240320T090000"], "unknown-zone"),
        (["DTSTART;TZID=../../etc/passwd:20240320T090000"], "unknown-zone"),
        (["DTSTART;TZID=localtime:20240320T090000"], "unknown-zone"),
        (["DTSTART;TZID=Asia:20240320T090000"], "unknown-zone"),
        (["DTSTART;TZID=变动:20240320T090000"], "unknown-zone"),
        (["DTSTART;TZID=Asia/Shanghai:20240320T010000Z"], "unknown-zone"),
        (["DTSTART:19480320T090000"], "day-out-of-range"),
        (["DTSTART:99991231T235900Z"], "day-out-of-range"),
        (["DTSTART:20240320T090030"], "not-to-the-minute"),
    ],
)
def test_a_moment_that_is_not_known_is_left_and_never_local(lines, code):
    changing = tuple(line.replace("局域", "变动") for line in (*FIXED[:-1], *SUMMER, FIXED[-1]))
    reading = read(*lines, before=changing)
    assert code in codes(reading)
    assert not {"day", "begins", "last_day", "ends"} & reading.values.keys()


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("DTEND:20240320T090000", "ends-before-begins"),
        ("DTEND:20240319T090000", "ends-before-begins"),
        ("DTEND;VALUE=DATE:20240321", "ends-before-begins"),
        ("DTEND;TZID=Nowhere:20240320T100000", "unknown-zone"),
        ("DURATION:-PT1H", "ends-before-begins"),
        ("DURATION:P9999999999999W", "not-a-date"),
        ("DURATION:P999999D", "day-out-of-range"),
        ("DURATION:PT30S", "not-to-the-minute"),
        ("DURATION:soon", "not-a-date"),
    ],
)
def test_an_end_that_is_not_known_is_left(line, code):
    reading = read(NINE[0], line)
    assert codes(reading) == [code]
    assert reading.values == {"day": "2024-03-20", "begins": "09:00"}


def test_a_zone_of_one_file_is_not_that_of_the_next():
    assert read("DTSTART;TZID=局域:20240320T100000", before=FIXED).unread == ()
    assert codes(read("DTSTART;TZID=局域:20240320T100000")) == ["unknown-zone"]
