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
        ("下午12:30", signed("12:30")),
        ("中午1点", signed("13:00")),
        ("晚上8点", signed("20:00")),
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
            for mark in (
                "王某",
                "已请示",
                "未请假",
                "请假未批",
                "请假（未批准）",
                "由未定人员代会",
                "迟到10分钟",
                "8:61",
                "9:00 9:10 早退",
                "请" * 300,
            )
        ),
        *((mark, "ambiguous-hour") for mark in ("2:30", "6点", "3时05分", "晚上12点", "下午0:30")),
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
        ("√，请假", "由教育局局长代", {**stood_in("教育局局长")}, ["leave-without-reason"]),
        ("由教育局局长代", "由市长代会", ABSENT, ["stand-in-not-read"]),
        ("请假（none）", "", ABSENT, ["remark-not-read"]),
        ("√", "8:55", PRESENT, ["remark-not-read"]),
        ("√", "2024-03-20 8:55", PRESENT, ["remark-not-read"]),
        ("√", "待定", PRESENT, ["remark-not-read"]),
        ("", "√", {}, ["no-mark", "remark-not-read"]),
        ("代", "由市\u202e长代会", ABSENT, ["hidden-character"]),
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
    reading = read(["姓名", "时间", "状态"], ["市长", "", "早退 10:15"], ["副市长甲", "8:55", "早退"])
    assert reading.values == {"attendance": {"left": {"市长": "10:15"}, "signed_in": {"副市长甲": "08:55"}}}


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
    assert {k: v for k, v in reading.values.items() if k == "attendance"} == found


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


# ---- where the table is ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "rows",
    [
        [["姓名", "签到"], ["副市长甲", "√"]],
        [["Name", "Signed in"], ["副市长甲", "√"]],
        [["NAME:", "STATUS"], ["副市长甲", "present"]],
        [["姓　　名", "签 到"], ["副市长甲", "√"]],
        [["姓名*", "签到（手写）"], ["副市长甲", "√"]],
        [["参会人员", "出席情况"], ["副市长甲", "出席"]],
        [[], ["签到表"], [], ["序号", "姓名", "单位和职务", "签到"], ["1", "副市长甲", "", "√"]],
        [["姓名"], ["副市长甲"], ["序号", "姓名", "签到"], ["1", "副市长甲", "√"]],
        [["姓名", "签到情况", ""], ["", "时间", "状态"], ["副市长甲", "", "√"]],
        [["姓名", "签到", ""], ["", "时间", "备注"], ["副市长甲", "√", ""]],
        [["参会人员", "", "签到"], ["姓名", "单位", ""], ["副市长甲", "", "√"]],
        [["", "", "备注"], ["姓名", "签到", ""], ["副市长甲", "√", ""]],
        [["姓名", "签到", "姓名", "签到"], ["", "", "副市长甲", "√"]],
        [["序号", "姓名", "电话", "签到", "序号", "姓名", "电话", "签到"], ["1", "副市长甲", "", "√", "2", "", "", ""]],
        [["姓名", "签到"], ["副市长甲", "√"], ["姓名", "签到"]],
    ],
)
def test_the_table_is_found_by_what_its_columns_are_called(rows):
    reading = read(*(row or [""] for row in rows))
    assert reading.values["attendance"] == {"present": ["副市长甲"]}


@pytest.mark.parametrize(
    "rows",
    [
        [["序号", "议题", "汇报人"], ["1", "办学条件改善方案", "教育局局长"]],
        [["议题", "参会人员", "时间"], ["办学条件改善方案", "教育局局长", "9:30"]],
        [["签到表"], ["市长", "√"]],
        [[""]],
        [["单位", "签到"], ["教育局", "√"]],
    ],
)
def test_without_a_column_of_names_it_is_no_sign_in_sheet(rows):
    assert signin(grid(*rows), BOOK.words) is None


def test_an_empty_sheet_is_no_sign_in_sheet():
    assert signin(Grid("签到.csv", None, ()), BOOK.words) is None


def test_groups_of_columns_side_by_side_are_read_row_by_row():
    head = ["单位", "姓名", "签到", "备注"]
    rows = [
        ["", "市长", "√", "", "", "副市长甲", "缺席", ""],
        ["", "副市长乙", "", "出国请假", "", "副市长丙", "8:55", ""],
    ]
    assert values(head * 2, *rows) == {
        "attendance": {"present": ["市长"], "absent": ["副市长甲", "副市长乙"], "signed_in": {"副市长丙": "08:55"}},
        "leave": {"副市长乙": {"reason": "出国"}},
    }


@pytest.mark.parametrize("occasion", ["上午", "第一次", "3月20日", "Day 1"])
def test_signing_in_on_one_of_several_occasions_is_not_signing_in(occasion):
    rows = [["姓名", occasion, "下午"], ["", "签到", "签到"], ["市长", "√", ""]]
    assert left(*rows) == [("unknown-column", "B2"), ("no-mark", "A3")]
    assert left(["姓名", f"{occasion}签到"], ["市长", "√"]) == [("unknown-column", "B1"), ("no-mark", "A2")]


def test_a_column_that_nobody_knows_is_told_once_unless_it_is_blank():
    rows = [["姓名", "签到", "身份证号", "别的"], ["市长", "√", "1", ""], ["副市长甲", "√", "2", ""]]
    reading = read(*rows)
    assert [(one.code, one.where, one.text) for one in reading.unread] == [("unknown-column", "C1", "身份证号")]
    assert "2" in reading.unread[0].why["zh"]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (["合计", "", "2"], [("not-a-row", "A3")]),
        (["应到20人，实到18人", "", ""], [("not-a-row", "A3")]),
        (["", "记录人：副市长乙", ""], [("not-a-row", "B3")]),
        (["记录人：", "副市长乙", "2024-03-20"], [("not-a-row", "A3")]),
        (["附件", "", ""], [("not-a-row", "A3")]),
        (["3", "", ""], []),
        (["", "", ""], []),
        (["", "", "√"], [("not-a-row", "C3")]),
        (["3", "", "√"], [("no-name", "C3")]),
        (["", "无", ""], [("no-name", "B3")]),
    ],
)
def test_rows_that_are_about_nobody_are_told_unless_they_are_blank(row, told):
    reading = read(["序号", "姓名", "签到"], ["1", "市长", "√"], row)
    assert [(one.code, one.where) for one in reading.unread] == told
    assert reading.values == {"attendance": {"present": ["市长"]}}


# ---- sections ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "heading", ["列席", "列席人员", "二、列席人员（3人）：", "应邀列席同志", "In attendance", "Invited:"]
)
def test_who_stands_under_a_heading_for_attendees_is_invited(heading):
    rows = [["姓名", "签到"], ["出席人员", ""], ["市长", "√"], [heading, ""], ["教育局局长", "√"], ["秘书长", ""]]
    reading = read(*rows)
    assert reading.values["invited"] == {"complete": "no", "of": ["教育局局长", "秘书长"]}
    assert reading.values["attendance"] == {"present": ["市长", "教育局局长"]}
    assert [one.code for one in reading.unread] == ["no-mark"]


@pytest.mark.parametrize(("heading", "key"), [("请假人员", "absent"), ("缺席：", "absent"), ("Apologies", "absent")])
def test_who_stands_under_a_heading_for_those_away_was_away(heading, key):
    rows = [["序号", "姓名", "签到", "备注"], [heading], ["1", "市长", "", "出国"], ["2", "副市长甲", "√", ""]]
    reading = read(*rows)
    assert reading.values["attendance"] == {key: ["市长"]}
    assert "marks-disagree" in [one.code for one in reading.unread]


def test_a_heading_holds_until_the_next_one_even_if_nobody_knows_that():
    rows = [["序号", "姓名", "签到"], ["列席"], ["1", "教育局局长", "√"], ["工作人员"], ["2", "秘书长", "√"]]
    reading = read(*rows)
    assert reading.values["invited"]["of"] == ["教育局局长"]
    assert [(one.code, one.where) for one in reading.unread] == [("not-a-row", "A4")]


def test_a_heading_for_those_who_should_come_says_of_nobody_that_they_did():
    assert left(["姓名", "单位"], ["应到人员", ""], ["市长", ""]) == [("no-mark", "A3")]


# ---- over the table ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "day", "begins", "codes"),
    [
        (["签到表（2024年3月20日）"], "2024-03-20", None, []),
        (["时间：2024年3月20日（星期三）上午9:00"], "2024-03-20", "09:00", []),
        (["２０２４年３月２０日９时"], "2024-03-20", "09:00", []),
        (["2024.3.20 下午2点半"], "2024-03-20", "14:30", []),
        (["会议时间", "2024-03-20 09:00"], "2024-03-20", "09:00", []),
        (["Meeting: 2024-03-20, 9 am"], "2024-03-20", "09:00", []),
        (["2024年3月20日 15:00-17:00"], "2024-03-20", "15:00", []),
        (["2024年3月20日8:30签到，9:00开会"], "2024-03-20", "09:00", []),
        (["2024年3月20日", "签到时间：8:30"], "2024-03-20", None, []),
        (["时间", "15：30"], None, "15:30", []),
        (["会议日期：2024年3月20日", "打印日期：2024年3月22日"], "2024-03-20", None, []),
        (["打印日期：2024年3月22日"], None, None, []),
        (["2024年第3次会议签到表"], None, None, []),
        (["2024年2月30日"], None, None, []),
        (["2024年3月20日", "2024年3月21日"], None, None, ["which-day"]),
        (["2024年3月20日至21日"], None, None, ["several-days"]),
        (["2024年3月20日 2:00"], "2024-03-20", None, ["ambiguous-hour"]),
        (["2024年3月20日 9:00、10:30"], "2024-03-20", None, ["which-hour"]),
    ],
)
def test_day_and_hour_stand_over_the_table(title, day, begins, codes):
    reading = read(title, ["姓名", "签到"], ["市长", "√"])
    assert (reading.values.get("day"), reading.values.get("begins")) == (day, begins)
    assert [one.code for one in reading.unread] == codes


# ---- names -------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["副市长甲", " 副市长甲 ", "副　市　长　甲", "副 市\n长甲", "\ufeff副市长甲", "副市长甲\u200b"]
)
def test_a_padded_name_is_the_name(name):
    assert values(["姓名", "签到"], [name, "√"], roster=ROSTER) == PRESENT
    assert values(["姓名", "签到"], [name, "√"]) == PRESENT


def test_a_name_in_letters_keeps_one_blank_between_its_parts():
    assert values(["name", "status"], ["  Jane \u3000 Doe ", "present"]) == {"attendance": {"present": ["Jane Doe"]}}


def test_a_name_that_the_roster_does_not_know_is_told_with_the_nearest():
    reading = read(["姓名", "签到"], ["副市长申", "√"], ["局外人士", "√"], roster=ROSTER)
    assert reading.values == {}
    assert [(one.code, one.where, one.text) for one in reading.unread] == [
        ("not-in-the-roster", "A2", "副市长申"),
        ("not-in-the-roster", "A3", "局外人士"),
    ]
    near, far = (one.why for one in reading.unread)
    assert near["zh"].startswith("名册里没有“副市长申”这个人，是不是“副市长")
    assert "; did you mean 副市长" in near["en"]
    assert far == {"zh": "名册里没有“局外人士”这个人", "en": "the roster knows nobody called 局外人士"}


def test_newcomers_are_read_where_they_are_wanted():
    rows = ["姓名", "签到", "备注"], ["市长", "√", ""], ["局外人士", "√", ""], ["副市长甲", "代", "由另一人代会"]
    reading = read(*rows, roster=ROSTER, newcomers=True)
    assert reading.unread == ()
    assert reading.values == {
        "attendance": {"present": ["市长", "局外人士"], "absent": ["副市长甲"]},
        "represented": {"副市长甲": {"by": "另一人"}},
        "people": ["局外人士", "另一人"],
    }
    assert reading.origins["people", "局外人士"] == "A3"
    assert reading.origins["people", "另一人"] == "C4"


def test_the_same_name_twice_is_read_neither_time():
    rows = ["姓名", "单位", "签到"], ["王某", "教育局", "√"], ["市长", "", "√"], ["王　某", "", "缺席"]
    reading = read(*rows)
    assert reading.values == {"attendance": {"present": ["市长"]}}
    ((code, where, why),) = [(one.code, one.where, one.why) for one in reading.unread]
    assert (code, where) == ("same-name-twice", "A2")
    assert why == {
        "zh": "“王某”在 A2、A4 重复出现，无法按单位区分，均未读入",
        "en": "王某 stands at A2 and A4 with no unit to tell them apart; neither was read",
    }


def test_the_same_name_with_the_same_unit_is_the_same_name():
    for unit, again in (("教育局", "教 育 局"), ("Board", "BOARD"), ("HR", "ＨＲ")):
        rows = ["姓名", "单位", "签到"], ["王某", unit, "√"], ["王某", again, "√"]
        assert left(*rows) == [("same-name-twice", "A2")]


def test_names_that_differ_in_case_are_the_same_name():
    assert left(["name", "status"], ["Jane Doe", "present"], ["JANE DOE", "absent"]) == [("same-name-twice", "A2")]


def test_two_of_one_name_are_told_apart_by_their_units():
    rows = ["姓名", "单位", "签到"], ["王某", "教育局", "√"], ["王某", "财政局", "缺席"]
    found = {"present": ["王某（教育局）"], "absent": ["王某（财政局）"]}
    assert values(*rows) == {"attendance": found}
    assert left(*rows, roster=ROSTER) == [("not-in-the-roster", "A2"), ("not-in-the-roster", "A3")]


def test_a_name_that_was_told_apart_may_not_be_somebody_elses():
    rows = ["姓名", "单位", "签到"], ["王某", "甲局", "√"], ["王某", "乙局", "√"], ["王某（甲局）", "", "缺席"]
    assert left(*rows) == [("same-name-twice", "A2")]
    assert read(*rows).values == {"attendance": {"present": ["王某（乙局）"]}}
    assert read(*rows, roster=ROSTER, newcomers=True).values["people"] == ["王某（乙局）"]


def test_a_name_of_the_roster_is_a_name_whatever_stands_in_it():
    roster = load_roster({"roster": "sample", "people": ["甲/乙", "丙（代）"]}, BOOK)
    rows = ["姓名", "签到"], ["甲/乙", "√"], ["丙（代）", "√"]
    assert values(*rows, roster=roster) == {"attendance": {"present": ["甲/乙", "丙（代）"]}}


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("副市长甲（请假）", ABSENT),
        ("副市长甲(代)", ABSENT),
        ("副市长甲（列席）", {**PRESENT, "invited": {"complete": "no", "of": ["副市长甲"]}}),
        ("副市长甲（女）", {}),
    ],
)
def test_a_mark_in_brackets_behind_a_name_is_a_mark(name, found):
    assert read(["姓名", "签到"], [name, ""], roster=ROSTER).values == found


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("市长、副市长甲", "several-names"),
        ("市长/副市长甲", "several-names"),
        ("待定", "no-name"),
        ("none", "no-name"),
        ("others", "no-name"),
        ("members", "no-such-person"),
        ("everyone", "no-such-person"),
        ("市\u202e长", "hidden-character"),
        ("市\x07长", "hidden-character"),
        ("长" * 200, "not-in-the-roster"),
        ("长" * 201, "too-long"),
    ],
)
def test_what_is_no_name_is_told(name, code):
    assert left(["姓名", "签到"], [name, "√"], roster=ROSTER) == [(code, "A2")]


# ---- words ---------------------------------------------------------------------------------------------------------------------


def without(kind, *fields):
    """The words with some fields of a kind left out."""
    declared = BOOK.words.kinds[kind]
    kept = {name: field for name, field in declared.fields.items() if name not in fields}
    return evolve(BOOK.words, kinds={**BOOK.words.kinds, kind: evolve(declared, fields=kept)})


@pytest.mark.parametrize(
    ("words", "mark", "remark", "codes"),
    [
        (without("person", "leave"), "请假", "出国", ["remark-not-read"]),
        (without("person", "leave"), "请假（出国）", "", ["remark-not-read"]),
        (without("leave", "reason"), "请假", "出国", ["remark-not-read"]),
        (without("person", "leave"), "请假", "", []),
        (without("person", "represented"), "代", "由教育局局长代", ["stand-in-not-read"]),
        (without("person", "absence_reason"), "缺席（出差）", "", ["remark-not-read"]),
    ],
)
def test_what_the_words_do_not_declare_is_told_and_only_the_absence_read(words, mark, remark, codes):
    reading = marked(mark, remark=remark, words=words)
    assert (reading.values, [one.code for one in reading.unread]) == (ABSENT, codes)


def test_where_nobody_can_be_invited_a_heading_says_so():
    reading = read(["姓名", "签到"], ["列席", ""], ["市长", "√"], words=without("person", "invited"))
    assert reading.values == {"attendance": {"present": ["市长"]}}
    assert [one.code for one in reading.unread] == ["no-place"]


# ---- what is told ----------------------------------------------------------------------------------------------------------------

LEFT = [
    ["2024年3月20日 2:00"],
    ["序号", "姓名", "单位", "签到", "备注", "别的"],
    ["1", "市长", "", "", "", "甲"],
    ["2", "副市长甲", "", "未签到", "", ""],
    ["3", "副市长乙", "", "○", "", ""],
    ["4", "副市长丙", "", "某某", "", ""],
    ["5", "副市长丁", "", "2:30", "", ""],
    ["6", "副市长戊", "", "市长", "", ""],
    ["7", "副市长己", "", "√", "请假", ""],
    ["8", "王某", "", "√", "", ""],
    ["9", "王某", "", "√", "", ""],
    ["10", "副市长申", "", "√", "", ""],
    ["11", "市长、副市长甲", "", "√", "", ""],
    ["12", "", "", "√", "", ""],
    ["13", "市\u202e长", "", "√", "", ""],
    ["14", "秘书长", "", "请假", "", ""],
    ["15", "教育局局长", "", "代", "", ""],
    ["16", "财政局局长", "", "√", "9:30离会", ""],
    ["17", "住建局局长", "", "早退 10:15", "", ""],
    ["18", "审计局局长", "", "早退", "", ""],
    ["记录人：秘书长"],
]
PEOPLE = [row[1] for row in LEFT[2:-1] if row[1] not in {"", "王某", "副市长申"}]
TOLD = """\
A1 ambiguous-hour
  时间未写明上午还是下午
  the hour may be before noon or after it
F2 unknown-column
  无法识别的列，其中 1 格未读入
  what this column is about is not known; cells not read: 1
D3 no-mark
  “市长”无签到记录，无法确定是否出席
  nothing says whether 市长 was there
D4 not-signed
  “副市长甲”未签到，无法确定是否出席
  副市长甲 did not sign; whether they were there is not known
D5 ambiguous-mark
  “副市长乙”的标记“○”含义不明，请在表中注明，或在导入时说明
  what ○ means for 副市长乙 is open; say so in a note of the sheet, or when reading it
D6 unknown-mark
  “副市长丙”的标记“某某”无法识别
  某某 is no known mark; nothing was read of 副市长丙
D7 ambiguous-hour
  “副市长丁”的时间“2:30”未写明上午还是下午
  the hour 2:30 of 副市长丁 may be before noon or after it
D8 signed-by-another
  “副市长戊”一行的签名是“市长”，如系代会请注明
  in the row of 副市长戊 stands the name 市长; if somebody came in their place, say so
D9 marks-disagree
  “副市长己”的各项记录不一致：D9 √、E9 请假
  what is said of 副市长己 does not agree: D9 √; E9 请假
B10 same-name-twice
  “王某”在 B10、B11 重复出现，无法按单位区分，均未读入
  王某 stands at B10 and B11 with no unit to tell them apart; neither was read
B12 not-in-the-roster
  名册里没有“副市长申”这个人，是不是“副市长甲”？
  the roster knows nobody called 副市长申; did you mean 副市长甲?
B13 several-names
  一格写了多个姓名：“市长、副市长甲”，请每人一行
  several names in one cell: 市长、副市长甲; write one in each row
D14 no-name
  此行没有姓名
  there is no name in this row
B15 hidden-character
  “市\\u202e长”含有看不见的字符，请重新输入
  市\\u202e长 holds characters that nobody can see; type it again
D16 leave-without-reason
  “秘书长”请假但未写事由，已记为缺席；请假情况请写入会议文件的 leave
  秘书长 is on leave, for a reason that is not given; read as absent, the leave itself belongs under leave
D17 stand-in-not-read
  “教育局局长”由他人代会，已记为缺席；代会人未读入
  somebody came in place of 教育局局长, who is read as absent; their name was not read
E18 remark-not-read
  “财政局局长”的备注未读入
  the remark on 财政局局长 was not read
D20 left-without-time
  “审计局局长”早退但未写时间，已记为出席
  审计局局长 left early, at an hour that is not given; read as present
A21 not-a-row
  不是签到记录，未读入
  this is no row of the table, and was not read"""


def test_everything_that_is_left_is_told_in_both_languages():
    roster = load_roster({"roster": "sample", "people": [name for name in PEOPLE if name.isalpha()]}, BOOK)
    reading = read(*LEFT, roster=roster)
    told = "\n".join(f"{one.where} {one.code}\n  {one.why['zh']}\n  {one.why['en']}" for one in reading.unread)
    assert told == TOLD
    assert reading.values == {
        "day": "2024-03-20",
        "attendance": {
            "present": ["财政局局长", "审计局局长"],
            "absent": ["秘书长", "教育局局长"],
            "left": {"住建局局长": "10:15"},
        },
    }


def test_every_reason_is_in_both_languages():
    assert all(set(texts) == {"zh", "en"} and all(texts.values()) for texts in WHY.values())


# ---- whatever it is --------------------------------------------------------------------------------------------------------------

HEADINGS = [
    "姓名",
    "单位",
    "签到",
    "签到时间",
    "状态",
    "备注",
    "请假事由",
    "缺席原因",
    "代会人",
    "序号",
    "别的",
    "上午签到",
    "",
]
WORDS = [
    *("市长", "副市长甲", "副市长乙", "王某", "members", "others", "none", "待定", "市长、副市长甲", "副市长甲（请假）", "教育局"),
    *("√", "○", "×", "到", "请假", "代", "迟到", "早退", "缺席", "列席", "未签到", "是", "否", "x", "8:55", "2:30", "迟到 9:10"),
    *("早退 10:15", "24:00", "2024-03-20 8:55", "2024-02-30", "2100-12-31 23:59", "9999-01-01 8:00", "因病请假", "请假（无）"),
    *("由市长代会", "代（某某）", "由none代", "none", "中途离会", "列席人员：", "请假人员", "注：○为缺席", "√为请假", "合计", "记录人：某某"),
    *("2024年3月20日 9:00", "2024年3月20日", "9时", "姓名", "签到", "", "", "", " "),
]  # fmt: skip
TEXTS = st.sampled_from(WORDS) | st.text(max_size=6)
ROWS = st.tuples(
    st.lists(st.lists(TEXTS, max_size=3), max_size=2),
    st.lists(st.sampled_from(HEADINGS), min_size=1, max_size=7).map(lambda row: ["姓名", *row]),
    st.lists(st.lists(TEXTS, max_size=8), max_size=6),
).map(lambda parts: [*parts[0], parts[1], *parts[2]])
MARKS = st.dictionaries(st.sampled_from(["○", "x", "", "某某", "√"]), st.sampled_from(MEANINGS), max_size=2)


def paths_of(found, prefix=()):
    """Where each value stands; a name in a list is the last step of its path."""
    match found:
        case {"complete": "no", "of": [*names]}:
            return [(*prefix, name) for name in names]
        case dict():
            return [path for key, value in found.items() for path in paths_of(value, (*prefix, key))]
        case list():
            return [(*prefix, name) for name in found]
    assert isinstance(found, str)
    return [prefix]


@given(ROWS, MARKS, st.sampled_from([None, ROSTER]), st.booleans())
def test_whatever_a_sheet_says_what_is_read_loads_and_has_its_place(rows, marks, roster, newcomers):
    sheet = grid(*rows)
    reading = signin(sheet, BOOK.words, roster, marks=marks, newcomers=newcomers)
    if reading is None:
        return
    load_plan({**HEAD, **reading.values}, BOOK, roster=roster)
    assert sorted(paths_of(reading.values)) == sorted(reading.origins)
    cells = {sheet.at(cell) for row in sheet.rows for cell in row}
    assert set(reading.origins.values()) | {one.where for one in reading.unread} <= cells
    attendance = reading.values.get("attendance", {})
    assert "others" not in attendance
    away = set(attendance.get("absent", ()))
    assert not away & {name for key, names in attendance.items() if key != "absent" for name in names}
    assert set(reading.values.get("represented", ())) | set(reading.values.get("leave", ())) <= away


@given(st.lists(TEXTS, min_size=2, max_size=4), st.sampled_from(["市长", "王某"]))
def test_a_row_with_no_mark_says_of_nobody_whether_they_were_there(rest, name):
    reading = signin(grid(["姓名", "单位", "职务", "电话"], [name, *rest[:3]]), BOOK.words)
    assert "attendance" not in (reading.values if reading else {})


PERSONS = ["市长", "副市长甲", "副市长乙", "副市长丙", "王某"]
SIGNED = st.lists(
    st.sampled_from(["√", "○", "8:55", "请假", "代", "", "迟到", "早退", "缺席", "列席", "某某"]),
    min_size=5,
    max_size=5,
)


def sets_of(reading):
    """What was read, whatever the order of the rows."""
    return sorted(paths_of(reading.values)), sorted(one.code for one in reading.unread)


@given(SIGNED, st.permutations(range(5)))
def test_the_order_of_the_rows_says_nothing(marks, order):
    rows = [[name, mark] for name, mark in zip(PERSONS, marks, strict=True)]
    one, other = read(["姓名", "签到"], *rows), read(["姓名", "签到"], *(rows[i] for i in order))
    assert sets_of(one) == sets_of(other)


@given(SIGNED, st.integers(0, 4))
def test_without_one_mark_that_person_is_told_and_nobody_elses_answer_changes(marks, which):
    rows = [[name, mark] for name, mark in zip(PERSONS, marks, strict=True)]
    fewer = [[name, "" if i == which else mark] for i, (name, mark) in enumerate(rows)]
    one, other = read(["姓名", "签到"], *rows), read(["姓名", "签到"], *fewer)
    name = PERSONS[which]
    kept = [path for path in paths_of(one.values) if name not in path]
    assert sorted(path for path in paths_of(other.values) if name not in path) == sorted(kept)
    assert not any(name in path for path in paths_of(other.values))
    assert ("no-mark", f"B{which + 2}") in [(left_.code, left_.where) for left_ in other.unread]


@given(SIGNED)
def test_rows_over_and_blank_rows_between_change_nothing_but_the_places(marks):
    rows = [[name, mark] for name, mark in zip(PERSONS, marks, strict=True)]
    spread = [["签到表", ""], ["", ""], ["姓名", "签到"], *(line for row in rows for line in (row, ["", ""]))]
    assert sets_of(read(["姓名", "签到"], *rows)) == sets_of(read(*spread))
