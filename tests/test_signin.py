"""Sign-in sheets: what is plainly said is read, whatever could mean two things is left and told, and all that is read loads."""

from datetime import UTC, time

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from meetingrules import InvalidText, load_plan, load_roster, load_rulebook
from meetingrules.exchange.model import Cell, Grid
from meetingrules.exchange.sheet import grids
from meetingrules.exchange.signin import signin
from meetingrules.exchange.signwhy import WHY
from meetingrules.exchange.signwords import MEANINGS
from meetingrules.facts.presence import Presences
from workbooks import workbook

BOOK = load_rulebook("executive")
ROSTER = load_roster(
    {
        "roster": "sample",
        "offices": [
            {"mayor": "市长"},
            {"vice_mayor": ["副市长甲", "副市长乙", "副市长丙", "副市长丁"]},
            {"secretary_general": "秘书长"},
        ],
        "units": {"教育局": {"principal_head": "教育局局长", "deputy_heads": ["教育局副局长"]}},
    },
    BOOK,
)
HEAD = {"meeting": "executive", "day": "2024-03-20"}


def grid(*rows, sheet=None):
    width = max(map(len, rows))
    padded = [[*row, *[""] * (width - len(row))] for row in rows]
    cells = (tuple(Cell(r, c, text) for c, text in enumerate(row, 1)) for r, row in enumerate(padded, 1))
    return Grid("签到.csv", sheet, tuple(cells))


def read(*rows, words=BOOK.words, roster=None, **more):
    """The reading of a sheet, which must load."""
    reading = signin(grid(*rows), words, roster, **more)
    assert reading is not None
    if words is BOOK.words:
        load_plan({**HEAD, **reading.values}, BOOK, roster=roster)
    return reading


def values(*rows, **more):
    """What was read, nothing left."""
    reading = read(*rows, **more)
    assert [(left.code, left.where) for left in reading.unread] == []
    return reading.values


def left(*rows, **more):
    """What was left: code and place."""
    return [(one.code, one.where) for one in read(*rows, **more).unread]


def marked(text, header="签到", remark="", **more):
    """What is read of one person with one mark."""
    return read(["姓名", header, "备注"], ["副市长甲", text, remark], **more)


# ---- the whole of it -----------------------------------------------------------------------------------------------------

SHEET = [
    ["市政府常务会议签到表"],
    ["时间：2024年3月20日（星期三）上午9:00", "", "", "地点：三楼会议室"],
    ["序　号", "姓　名", "单位／部门", "签到", "备注", "联系电话"],
    ["1", "市　长", "", "√", "", ""],
    ["2", "副市长甲", "", "８：５５", "", ""],
    ["3", "副市长乙", "", "请假", "赴省开会", ""],
    ["4", "副市长丙", "", "", "因病请假，由教育局副局长代会", ""],
    ["5", "副市长丁", "", "△", "", ""],
    ["6"],
    ["列席人员（1人）："],
    ["7", " 教育局局长 ", "教育局", "教育局局长", "", ""],
    ["注：√为出席，△为迟到"],
]


def test_a_sheet_is_read_as_a_clerk_would_read_it():
    reading = read(*SHEET, roster=ROSTER)
    assert reading.values == {
        "day": "2024-03-20",
        "begins": "09:00",
        "attendance": {
            "present": ["市长", "教育局局长"],
            "absent": ["副市长乙", "副市长丙"],
            "late": ["副市长丁"],
            "signed_in": {"副市长甲": "08:55"},
        },
        "invited": {"complete": "no", "of": ["教育局局长"]},
        "leave": {"副市长乙": {"reason": "赴省开会"}, "副市长丙": {"reason": "因病"}},
        "represented": {"副市长丙": {"by": "教育局副局长"}},
    }
    assert reading.unread == ()
    assert reading.origins == {
        ("day",): "A2",
        ("begins",): "A2",
        ("attendance", "present", "市长"): "D4",
        ("attendance", "present", "教育局局长"): "D11",
        ("attendance", "absent", "副市长乙"): "D6",
        ("attendance", "absent", "副市长丙"): "E7",
        ("attendance", "late", "副市长丁"): "D8",
        ("attendance", "signed_in", "副市长甲"): "D5",
        ("invited", "教育局局长"): "B11",
        ("leave", "副市长乙", "reason"): "E6",
        ("leave", "副市长丙", "reason"): "E7",
        ("represented", "副市长丙", "by"): "E7",
    }


def test_what_is_read_is_what_the_engine_then_sees():
    plan = load_plan({**HEAD, **read(*SHEET, roster=ROSTER).values}, BOOK, roster=ROSTER)
    seen = Presences(plan, None, UTC, expecting=False, in_set=lambda *_: None)
    assert {name: seen.came(name)[0] for name in sorted(ROSTER.persons)} == {
        "市长": True,
        "副市长甲": True,
        "副市长乙": False,
        "副市长丙": False,
        "副市长丁": True,
        "秘书长": None,  # who is not in the sheet was not thereby absent
        "教育局局长": True,
        "教育局副局长": None,  # that somebody was sent is not that they came
    }


def test_a_workbook_is_read_with_its_hours():
    data = workbook(["姓名", "签到时间"], ["市长", (time(8, 55), "h:mm")], ["副市长甲", (0.3722222222, "[$-804]h:mm")])
    reading = signin(grids(data, "签到.xlsx")[0], BOOK.words, ROSTER)
    assert reading.values == {"attendance": {"signed_in": {"市长": "08:55", "副市长甲": "08:56"}}}
    assert reading.origins["attendance", "signed_in", "市长"] == "签到!B2"


# ---- marks -----------------------------------------------------------------------------------------------------------------

PRESENT = {"attendance": {"present": ["副市长甲"]}}
ABSENT = {"attendance": {"absent": ["副市长甲"]}}


def on_leave(reason):
    return {**ABSENT, "leave": {"副市长甲": {"reason": reason}}}


def stood_in(who):
    return {**ABSENT, "represented": {"副市长甲": {"by": who}}}


def signed(moment):
    return {"attendance": {"signed_in": {"副市长甲": moment}}}


@pytest.mark.parametrize(
    ("mark", "found"),
    [
        *(
            (mark, PRESENT)
            for mark in ("√", "✓", "✔", " √ ", "到", "出席", "参会", "已签到", "Present", "signed in", "线上参会")
        ),
        *((mark, PRESENT) for mark in ("副市长甲", "副 市 长 甲", "是")),
        *((mark, ABSENT) for mark in ("缺席", "未到", "absent", "缺  席")),
        *((mark, {"attendance": {"late": ["副市长甲"]}}) for mark in ("迟到", "Late")),
        *(
            (mark, {"attendance": {"late": {"副市长甲": "09:10"}}})
            for mark in ("迟到 9:10", "迟到（9:10）", "9:10，迟到")
        ),
        *((mark, {"attendance": {"left": ["副市长甲"]}}) for mark in ("早退", "left early")),
        ("早退 10:15", {"attendance": {"left": {"副市长甲": "10:15"}}}),
        ("迟到、早退", {"attendance": {"late": ["副市长甲"], "left": ["副市长甲"]}}),
        ("8:55", signed("08:55")),
        ("08:55:30", signed("08:55:30")),
        ("８：５５", signed("08:55")),
        ("8时55分", signed("08:55")),
        ("下午2点半", signed("14:30")),
        ("2:30 PM", signed("14:30")),
        ("12:05 am", signed("00:05")),
        ("02:30", signed("02:30")),
        ("2024/3/20 8:55", signed("2024-03-20 08:55")),
        ("2024-03-20", signed("2024-03-20")),
        ("√ 8:57", signed("08:57")),
        ("请假（出国）", on_leave("出国")),
        ("请假：赴省开会", on_leave("赴省开会")),
        ("因病请假", on_leave("因病")),
        ("请病假", on_leave("病假")),
        ("on leave (abroad)", on_leave("abroad")),
        ("代（教育局局长）", stood_in("教育局局长")),
        ("由教育局局长代", stood_in("教育局局长")),
        ("委托教育局局长参加", stood_in("教育局局长")),
        ("represented by 教育局局长", stood_in("教育局局长")),
        ("缺席（出差）", {**ABSENT, "absence_reason": {"副市长甲": "出差"}}),
        ("列席", {**PRESENT, "invited": {"complete": "no", "of": ["副市长甲"]}}),
    ],
)
def test_a_mark_says_one_thing(mark, found):
    reading = marked(mark, roster=ROSTER)
    assert reading.unread == ()
    assert reading.values == found


@pytest.mark.parametrize(
    ("mark", "code"),
    [
        *((mark, "ambiguous-mark") for mark in ("○", "〇", "×", "x", "△", "*", "P", "/", "-", "否", "代签", "待定")),
        *(
            (mark, "unknown-mark")
            for mark in ("王某", "已请示", "未请假", "请假未批", "迟到10分钟", "8:61", "9:00 9:10 早退", "请" * 300)
        ),
        *((mark, "ambiguous-hour") for mark in ("2:30", "6点", "3时05分")),
        ("未签到", "not-signed"),
        ("", "no-mark"),
        ("　", "no-mark"),
        ("副市长乙", "signed-by-another"),
        ("√，请假", "marks-disagree"),
        ("迟到，缺席", "marks-disagree"),
    ],
)
def test_what_could_mean_two_things_is_left(mark, code):
    reading = marked(mark, roster=ROSTER)
    assert [(one.code, one.where) for one in reading.unread] == [(code, "B2")]
    assert reading.values == {}


@pytest.mark.parametrize(
    ("header", "mark", "found"),
    [
        ("是否出席", "是", PRESENT),
        ("是否出席", "否", ABSENT),
        ("Present", "no", ABSENT),
        ("是否签到", "是", PRESENT),
        ("是否签到", "否", {}),
    ],
)
def test_yes_and_no_answer_what_the_heading_asks(header, mark, found):
    assert marked(mark, header).values == found


@pytest.mark.parametrize(
    ("mark", "remark", "found", "codes"),
    [
        ("请假", "赴省开会", on_leave("赴省开会"), []),
        ("请假", "赴省开会，由教育局局长代", {**on_leave("赴省开会"), **stood_in("教育局局长")}, []),
        ("请假", "", ABSENT, ["leave-without-reason"]),
        ("请假", "无", ABSENT, ["leave-without-reason"]),
        ("请假", "none", ABSENT, ["leave-without-reason"]),
        ("", "请假", ABSENT, ["leave-without-reason"]),
        ("", "出国请假", on_leave("出国"), []),
        ("", "缺席", ABSENT, []),
        ("", "9:10到会", signed("09:10"), []),
        ("代", "由教育局局长代会", stood_in("教育局局长"), []),
        ("代会", "教育局局长代会", stood_in("教育局局长"), []),
        ("√", "由教育局局长代", stood_in("教育局局长"), []),
        ("教育局局长", "", {}, ["signed-by-another"]),
        ("代", "", ABSENT, ["stand-in-not-read"]),
        ("代", "由某某代", ABSENT, ["not-in-the-roster"]),
        ("未签到", "请假，出国", on_leave("出国"), []),
        ("√", "迟到", {"attendance": {"late": ["副市长甲"]}}, []),
        ("9:10", "迟到", {"attendance": {"late": {"副市长甲": "09:10"}}}, []),
        ("√", "中途离会", PRESENT, ["remark-not-read"]),
        ("缺席", "已通报", ABSENT, ["remark-not-read"]),
        ("√", "请假", {}, ["marks-disagree"]),
        ("8:55", "因病请假", {}, ["marks-disagree"]),
        ("", "出差", {}, ["no-mark", "remark-not-read"]),
        ("√", "/", PRESENT, []),
        ("请假", "出\u202e国", ABSENT, ["hidden-character"]),
    ],
)
def test_a_remark_is_read_with_the_mark(mark, remark, found, codes):
    reading = marked(mark, remark=remark, roster=ROSTER)
    assert (reading.values, [one.code for one in reading.unread]) == (found, codes)


def test_somebody_who_sent_somebody_is_never_counted_as_present():
    for mark in ("代", "代会", "√，由教育局局长代", "委托教育局局长参加"):
        attendance = marked(mark, roster=ROSTER).values.get("attendance", {})
        assert set(attendance) <= {"absent"}, mark


def test_columns_for_reasons_and_for_those_who_came_instead():
    head = ["姓名", "签到", "请假事由", "缺席原因", "代会人"]
    assert values(
        head, ["副市长甲", "", "出国", "", ""], ["副市长乙", "", "", "生病", ""], ["副市长丙", "", "", "", "教育局局长"]
    ) == {
        "attendance": {"absent": ["副市长甲", "副市长乙", "副市长丙"]},
        "leave": {"副市长甲": {"reason": "出国"}},
        "absence_reason": {"副市长乙": "生病"},
        "represented": {"副市长丙": {"by": "教育局局长"}},
    }


def test_where_some_hours_are_not_known_no_hour_is_made_up():
    late = values(["姓名", "时间", "状态"], ["市长", "9:10", "迟到"], ["副市长甲", "", "迟到"])
    assert late == {"attendance": {"late": ["市长", "副市长甲"], "signed_in": {"市长": "09:10"}}}
    reading = read(["姓名", "状态"], ["市长", "早退 10:15"], ["副市长甲", "早退"])
    assert reading.values == {"attendance": {"present": ["副市长甲"], "left": {"市长": "10:15"}}}
    assert [one.code for one in reading.unread] == ["left-without-time"]


def test_two_hours_of_one_person_are_none():
    assert left(["姓名", "签到", "签到时间"], ["市长", "8:50", "8:55"]) == [("marks-disagree", "B2")]
    assert values(["姓名", "签到", "签到时间"], ["市长", "8:55", "08:55"]) == {
        "attendance": {"signed_in": {"市长": "08:55"}}
    }


@pytest.mark.parametrize("code", ["formula-without-value", "error-value"])
def test_a_cell_in_trouble_says_nothing(code):
    sheet = grid(["姓名", "签到"], ["市长", ""], ["", "√"])
    mark, name = (evolve(sheet.rows[r][c], trouble=code, text="") for r, c in ((1, 1), (2, 0)))
    rows = (sheet.rows[0], (sheet.rows[1][0], mark), (name, sheet.rows[2][1]))
    reading = signin(evolve(sheet, rows=rows), BOOK.words)
    assert reading.values == {}
    assert [(one.code, one.where) for one in reading.unread] == [(code, "B2"), (code, "A3")]


# ---- what marks mean -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("note", "key", "found"),
    [
        ("注：√为出席，○为请假", "○", ABSENT),
        ("○表示缺席", "○", ABSENT),
        ("“○”代表 迟到；△＝缺席", "○", {"attendance": {"late": ["副市长甲"]}}),
        ("出席打√，缺席打○", "○", ABSENT),
        ("√出席 ○缺席", "〇", ABSENT),
        ("备注: P = present, A = absent", "A", ABSENT),
        ("Key: x means present", "×", {}),
        ("Key: x means present", "x", PRESENT),
        ("注：√为出席，○为发言", "○", {}),
        ("注：√为需发言", "√", {}),
        ("注：○为请假。○为迟到", "○", {}),
        ("请在签到栏打√", "√", PRESENT),
    ],
)
@pytest.mark.parametrize("where", ["over", "below", "header"])
def test_a_note_in_the_sheet_says_what_marks_mean(note, key, found, where):
    header = ["姓名", f"签到（{note}）" if where == "header" else "签到"]
    rows = [header, ["副市长甲", key]]
    rows = [["签到表"], [note], *rows] if where == "over" else [*rows, ["", note]] if where == "below" else rows
    reading = read(*rows)
    assert {k: v for k, v in reading.values.items() if k == "attendance"} == {k: v for k, v in found.items()}


@pytest.mark.parametrize(
    ("marks", "mark", "found"),
    [
        ({"○": "absent"}, "○", ABSENT),
        ({"○": "absent"}, "〇", ABSENT),
        ({"○": "缺席"}, "○", ABSENT),
        ({"√": "absent"}, "√", ABSENT),
        ({"": "absent"}, "", ABSENT),
        ({"": "absent"}, "√", PRESENT),
        ({"": "present"}, "○", {}),
        ({"已阅": "late"}, "已阅", {"attendance": {"late": ["副市长甲"]}}),
    ],
)
def test_the_caller_says_what_marks_mean(marks, mark, found):
    assert marked(mark, marks=marks).values == found


def test_what_the_caller_says_beats_a_note():
    assert values(["姓名", "签到"], ["市长", "○"], ["", "注：○为缺席"], marks={"○": "late"}) == {
        "attendance": {"late": ["市长"]}
    }


def test_an_empty_cell_counts_only_where_nothing_else_is_said():
    rows = ["姓名", "签到", "备注"], ["市长", "", "出国请假"], ["副市长甲", "", ""]
    assert values(*rows, marks={"": "present"}) == {
        "attendance": {"present": ["副市长甲"], "absent": ["市长"]},
        "leave": {"市长": {"reason": "出国"}},
    }


def test_a_mark_cannot_mean_what_is_none_of_the_meanings():
    with pytest.raises(InvalidText) as error:
        marked("○", marks={"○": "presnt"})
    assert error.value.show("zh") == (
        "error[no-such-meaning]: 签到.csv：“○”不能表示“presnt”\n  提示：是不是“present”？"
    )
    assert error.value.show("en") == (
        "error[no-such-meaning]: 签到.csv: ○ cannot mean presnt\n  hint: did you mean present?"
    )
    assert all(marked("○", marks={"○": meaning}).values for meaning in MEANINGS)
