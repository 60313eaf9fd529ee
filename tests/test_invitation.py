"""Invitations: what they say of a meeting, what they never say, and whatever is thrown at their reader."""

import sys
from contextlib import suppress
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
    return f"ATTENDEE{named}{''.join(f';{p}' for p in parameters)}:mailto:{mail or name.encode().hex()}@example.org"


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
    return load_plan(
        from_plain({"meeting": book.id, **reading.values}), Source("x", ""), book.words, roster=roster, zone=book.zone
    )


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
    attendee(
        "教育局局长", "ROLE=OPT-PARTICIPANT", 'PARTSTAT=DELEGATED;DELEGATED-TO="mailto:deputy@example.org"', mail="head"
    ),
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


# ---- who -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "person"),
    [
        ("副市长乙", "副市长乙"),
        ("副市长　乙", "副市长乙"),
        ('" 副市长 乙 "', "副市长乙"),
        ("副市\u200b长乙", "副市长乙"),
    ],
)
def test_a_name_is_found_however_it_is_spaced(name, person):
    assert read(*NINE, attendee(name, "PARTSTAT=ACCEPTED")).values["replies"] == {"coming": [person]}


@pytest.mark.parametrize("newcomers", [False, True])
@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("", "no-name"),
        ("someone@example.org", "no-name"),
        ("members", "no-such-person"),
        ("everyone", "no-such-person"),
        ("others", "no-name"),
        ("none", "no-name"),
        ("副市长乙(工信局)", "name-with-brackets"),
        ("某甲（某局）", "name-with-brackets"),
        ("某\u202e甲", "hidden-character"),
        ("某\x07甲", "broken-line"),
        ("某\r甲", "broken-line"),
        ("甲" * 300, "not-a-name"),
    ],
)
def test_what_is_no_name_is_left(name, code, newcomers):
    reading = read(*NINE, attendee(name, "PARTSTAT=ACCEPTED"), newcomers=newcomers)
    assert codes(reading) == [code]
    assert not {"replies", "people", "invited"} & reading.values.keys()


def test_who_is_not_in_the_roster_is_left_or_taken_as_a_newcomer():
    lines = (*NINE, attendee("某甲", "PARTSTAT=ACCEPTED"), attendee("副市常乙", "PARTSTAT=DECLINED"))
    reading = read(*lines)
    assert codes(reading) == ["not-in-the-roster"] * 2
    assert "replies" not in reading.values
    assert "副市长乙" in reading.unread[1].why["zh"]
    taken = read(*lines, newcomers=True)
    assert taken.values["people"] == ["某甲", "副市常乙"]
    assert taken.values["replies"] == {"coming": ["某甲"], "not_coming": ["副市常乙"]}
    holds(taken)
    assert "people" not in read(*lines, newcomers=True, roster=None).values


@pytest.mark.parametrize(
    ("kind", "code"), [("GROUP", "group"), ("X-TEAM", "other-kind"), ("ROOM", None), ("RESOURCE", None)]
)
def test_only_persons_are_persons(kind, code):
    reading = read(*NINE, attendee("副市长乙", f"CUTYPE={kind}", "PARTSTAT=ACCEPTED"))
    assert codes(reading) == ([code] if code else [])
    assert "replies" not in reading.values


@pytest.mark.parametrize("answer", ["COMPLETED", "IN-PROCESS", "X-MAYBE"])
def test_an_answer_that_is_none_is_left(answer):
    reading = read(*NINE, attendee("副市长乙", f"PARTSTAT={answer}"))
    assert codes(reading) == ["other-answer"]
    assert "replies" not in reading.values


def test_two_answers_of_one_person_are_none():
    lines = (attendee("副市长乙", "PARTSTAT=ACCEPTED"), attendee("副市长乙", "PARTSTAT=DECLINED", mail="other"))
    reading = read(*NINE, *lines)
    assert codes(reading) == ["told-twice"]
    assert reading.unread[0].why["en"] == "line 7 says ACCEPTED, here it is DECLINED; neither was taken"
    assert "replies" not in reading.values
    assert read(*NINE, lines[0], lines[0]).values["replies"] == {"coming": ["副市长乙"]}


def test_of_two_chairs_there_is_none():
    reading = read(*NINE, attendee("市长", "ROLE=CHAIR"), attendee("常务副市长", "ROLE=CHAIR"))
    assert codes(reading) == ["several-chairs"] * 2
    assert "chair" not in reading.values


def test_who_sends_it_organises_it_only_as_a_unit_or_party():
    assert "organised" not in read(*NINE, "ORGANIZER;CN=秘书长:mailto:s@example.org").values
    assert "organised" not in read(*NINE, "ORGANIZER;CN=某公司:mailto:s@example.org").values
    assert read(*NINE, "ORGANIZER;CN=市长;ROLE=CHAIR:mailto:s@example.org").values["chair"] == "市长"


# ---- who comes for whom --------------------------------------------------------------------------------------------------


def delegating(name, mail, *to, answer="DELEGATED"):
    targets = ",".join(f'"mailto:{one}@example.org"' for one in to)
    return attendee(name, f"PARTSTAT={answer}", *([f"DELEGATED-TO={targets}"] if to else []), mail=mail)


CIRCLE = (delegating("副市长乙", "b", "c"), delegating("副市长丙", "c", "b"))


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ((delegating("副市长乙", "b"),), ["no-delegate"]),
        ((delegating("副市长乙", "b", "x", "y"),), ["several-delegates"]),
        ((delegating("副市长乙", "b", "nobody"),), ["unknown-delegate"]),
        ((delegating("副市长乙", "b", "c"), attendee("副市长丙", "PARTSTAT=DECLINED", mail="c")), ["delegated-on"]),
        ((delegating("副市长乙", "b", "x"), attendee("某甲", "PARTSTAT=ACCEPTED", mail="x")), ["unknown-delegate", "not-in-the-roster"]),
        ((delegating("副市长乙", "b", "c", answer="ACCEPTED"), attendee("副市长丙", mail="c")), ["delegation-unclear"]),
        (CIRCLE, ["delegated-in-a-circle"] * 2),
        ((delegating("副市长乙", "b", "b"),), ["delegated-in-a-circle"]),
        ((delegating("副市长丁", "d", "b"), *CIRCLE), ["delegated-on", *["delegated-in-a-circle"] * 2]),
    ],
)  # fmt: skip
def test_a_delegation_that_is_not_clear_represents_nobody(lines, told):
    reading = read(*NINE, *lines)
    assert codes(reading) == told
    assert "represented" not in reading.values
    holds(reading)


def test_in_a_circle_nobody_answers():
    assert "replies" not in read(*NINE, *CIRCLE).values


def test_a_chain_is_followed_step_by_step():
    reading = read(*NINE, delegating("副市长乙", "b", "c"), delegating("副市长丙", "c", "d"), attendee("副市长丁", "PARTSTAT=ACCEPTED", mail="d"))  # fmt: skip
    assert codes(reading) == ["delegated-on"]
    assert reading.values["represented"] == {"副市长丙": {"by": "副市长丁"}}
    assert reading.values["replies"] == {"coming": ["副市长丁"], "not_coming": ["副市长乙", "副市长丙"]}


def test_a_name_with_a_comma_stands_in_no_act():
    lines = (delegating("Member", "m", "s"), attendee('"Smith, John"', "PARTSTAT=ACCEPTED", mail="s"))
    reading = read(*NINE, *lines, roster=None)
    assert codes(reading) == ["unclear-in-an-act"]
    assert reading.values["replies"] == {"coming": ["Smith, John"], "not_coming": ["Member"]}
    holds(reading, roster=None)


def test_a_long_chain_ends():
    names = [f"某{number}号" for number in range(1500)]
    lines = [delegating(name, str(n), str((n + 1) % len(names))) for n, name in enumerate(names)]
    assert codes(read(*NINE, *lines, roster=None)) == ["delegated-in-a-circle"] * 1500


# ---- a file ---------------------------------------------------------------------------------------------------------------

EVENT = ("BEGIN:VEVENT", *NINE, "END:VEVENT")


def file(*lines):
    return "\r\n".join([*lines, ""]).encode()


def within(*lines):
    return file("BEGIN:VCALENDAR", *lines, "END:VCALENDAR")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty-file"),
        (b"\r\n\0\r\n", "empty-file"),
        (b"meeting: executive\n", "not-a-calendar"),
        (b"PK\x03\x04", "not-a-calendar"),
        (within(*EVENT).decode().encode("utf-16"), "not-utf-8"),
        (within("X:常务会议".encode("gbk").decode("latin-1"), *EVENT).decode().encode("latin-1"), "not-utf-8"),
        (b" " * (50 * 1024 * 1024), "too-large"),
        (within(*EVENT)[:-20], "broken-calendar"),
        (file("BEGIN:VCALENDAR", *EVENT, "END:VEVENT"), "broken-calendar"),
        (within(*EVENT) + b"X-MORE:1\r\n", "broken-calendar"),
        (within(*(f"BEGIN:X{n}" for n in range(50))), "too-deep"),
        (within(f"X-LONG:{'x' * 70_000}", *EVENT), "line-too-long"),
        (within(*["X:1"] * 100_001, *EVENT), "too-many-lines"),
        (within("BEGIN:VEVENT", *NINE, *[attendee("市长")] * 2001, "END:VEVENT"), "too-many-attendees"),
        (within("BEGIN:VTODO", "SUMMARY:x", "END:VTODO"), "no-event"),
        (within(), "no-event"),
        (within("METHOD:COUNTER", *EVENT), "other-method"),
        (within("BEGIN:VEVENT", *NINE, "RRULE:FREQ=WEEKLY", "END:VEVENT"), "recurring"),
        (within("BEGIN:VEVENT", *NINE, "RRULE:FREQ=WEEKLY;COUNT=2", "END:VEVENT"), "recurring"),
        (within("BEGIN:VEVENT", *NINE, "RDATE:20240327T010000Z", "END:VEVENT"), "recurring"),
        (within("BEGIN:VEVENT", "UID:1", *NINE, "END:VEVENT", "BEGIN:VEVENT", "UID:1", "RECURRENCE-ID:20240327T010000Z", *NINE, "END:VEVENT"), "recurring"),
        (within(*EVENT, *EVENT), "several-events"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_what_is_no_invitation_is_refused(data, code):
    assert refused(data).code == code


def test_one_time_of_a_series_is_a_meeting():
    assert read("RECURRENCE-ID:20240320T010000Z", *NINE).values["day"] == "2024-03-20"


def test_of_several_events_one_is_chosen_by_its_uid():
    data = within(
        *("BEGIN:VEVENT", "UID:1@example.org", "SUMMARY:常务会议", *NINE, "END:VEVENT"),
        *("BEGIN:VEVENT", "UID:2@example.org", "RRULE:FREQ=DAILY", *NINE, "END:VEVENT"),
    )
    complaint = refused(data)
    assert complaint.code == "several-events"
    assert "--uid 1@example.org (20240320T090000 常务会议)" in complaint.hint["zh"]
    assert read_data(data, uid="1@example.org").values["title"] == "常务会议"
    assert refused(data, uid="2@example.org").code == "recurring"
    assert refused(data, uid="3@example.org").code == "no-such-event"


def test_what_stands_in_an_alarm_is_not_of_the_meeting():
    alarm = ("BEGIN:VALARM", "SUMMARY:提醒", attendee("副市长乙", "PARTSTAT=ACCEPTED"), "END:VALARM")
    assert read("SUMMARY:常务会议", *NINE, *alarm).values.keys() == {"title", "day", "begins", "ends"}


@pytest.mark.parametrize(
    ("lines", "code", "title"),
    [
        (["SUMMARY:a\\nb\\, c\\;d"], None, "a b, c;d"),
        (["SUMMARY:"], None, None),
        (["SUMMARY:none"], "reads-otherwise", None),
        (["SUMMARY:a\u202eb"], "hidden-character", None),
        (["SUMMARY:a", "SUMMARY:b"], "told-twice", "a"),
        (["SUMMARY:a", "SUMMARY:a"], None, "a"),
        (["没有冒号"], "broken-line", None),
    ],
)
def test_a_title_is_one_line(lines, code, title):
    reading = read(*NINE, *lines)
    assert codes(reading) == ([code] if code else [])
    assert reading.values.get("title") == title
    holds(reading)


def test_limits_are_the_callers():
    data = calendar(*NINE)
    assert refused(data, limits=Limits(bytes=len(data) - 1)).code == "too-large"
    assert read_data(data, limits=Limits(bytes=len(data))).values["day"] == "2024-03-20"


@pytest.mark.parametrize(
    ("limit", "most", "code"),
    [("lines", 9, "too-many-lines"), ("line", 42, "line-too-long"), ("depth", 2, "too-deep"), ("attendees", 1, "too-many-attendees")],
)  # fmt: skip
def test_what_reaches_a_limit_is_taken_and_one_more_is_not(limit, most, code):
    data = calendar(*NINE, attendee("市长", mail="a"))
    assert max(map(len, data.split(b"\r\n"))) == 42
    assert len(data.splitlines()) == 9
    assert read_data(data, limits=Limits(**{limit: most})).values["day"] == "2024-03-20"
    assert refused(data, limits=Limits(**{limit: most - 1})).code == code


def test_without_icalendar_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "icalendar", None)
    complaint = refused(calendar(*NINE))
    assert complaint.code == "missing-extra"
    assert complaint.hint["en"] == "pip install 'meetingrules[ics]'"


# ---- whatever it is fed ----------------------------------------------------------------------------------------------------

NAMES = st.sampled_from([*sorted(ROSTER.persons), "某甲", "members", "市长(市政府)", "", "a@b", "某\x07甲", '"a, b"'])
PARAMETERS = st.lists(
    st.sampled_from(
        [
            *(
                f"PARTSTAT={answer}"
                for answer in ("ACCEPTED", "DECLINED", "DELEGATED", "TENTATIVE", "COMPLETED", "present")
            ),
            *(f"ROLE={role}" for role in ("CHAIR", "OPT-PARTICIPANT", "NON-PARTICIPANT", "REQ-PARTICIPANT")),
            *(
                'DELEGATED-TO="mailto:1@example.org"',
                'DELEGATED-TO="mailto:2@example.org"',
                "CUTYPE=GROUP",
                "X",
                "=",
                ";;",
                '"',
            ),
        ]
    ),
    max_size=4,
)
LINES = st.lists(
    st.builds(lambda name, more, mail: attendee(name, *more, mail=mail), NAMES, PARAMETERS, st.sampled_from("123"))
    | st.sampled_from([*NINE, "STATUS:CANCELLED", "SUMMARY:none", "attendance: {present: [市长]}", "X-ATTENDANCE:市长", "DURATION:PT1H"])
    | st.text(st.characters(codec="utf-8", exclude_characters="\n"), max_size=30).filter(lambda text: text[:1] not in " \t"),
    max_size=8,
)  # fmt: skip


@given(LINES, st.sampled_from(["REQUEST", "REPLY", "CANCEL", ""]), st.booleans(), st.booleans())
def test_nobody_was_ever_there_and_the_loader_takes_what_was_read(lines, method, newcomers, known):
    try:
        reading = read(*lines, method=method, newcomers=newcomers, roster=ROSTER if known else None)
    except InvalidText:
        return
    assert "attendance" not in reading.values
    assert reading.values.keys() <= {*SAID, "last_day", "state", "people"}
    assert {path[0] for path in reading.origins} <= reading.values.keys()
    holds(reading, roster=ROSTER if known else None)


@given(st.binary(max_size=200), st.integers(0, 400))
def test_whatever_the_bytes_only_complaints_come_out(noise, at):
    data = calendar(*WHOLE)
    for whole in (noise, data[:at] + noise + data[at:], data[:at] + data[at + len(noise) :]):
        with suppress(InvalidText):
            assert "attendance" not in read_data(whole).values


def test_members_are_those_of_the_day():
    on = members_of(BOOK, ROSTER)
    assert {"市长", "副市长甲"} <= on(date(2024, 3, 20))
    assert "副市长甲" not in on(date(2025, 6, 1))
    assert members_of(BOOK, None)(date(2024, 3, 20)) is None
    assert members_of(load_rulebook("mayor_office"), ROSTER)(date(2024, 3, 20)) is None
    assert BOOK.zone == ZoneInfo("Asia/Shanghai")
