"""Meeting files, rosters and registers: what is read, what is refused, and how it is said."""

import pickle
from datetime import UTC, date, datetime, time, timedelta, timezone
from fractions import Fraction
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from meetingrules.base.diagnostics import InvalidText
from meetingrules.base.document import from_plain, read_text
from meetingrules.base.limits import DEFAULT
from meetingrules.base.source import Source
from meetingrules.base.tree import List, Row, Scalar, Table
from meetingrules.facts.load import header, load_plan
from meetingrules.facts.model import Tenure, Tie
from meetingrules.facts.register import load_register_header
from meetingrules.facts.roster import load_roster
from meetingrules.facts.scalars import (
    Clock,
    Misread,
    read_day,
    read_flag,
    read_moment,
    read_number,
    read_time,
    read_word,
)
from meetingrules.lang.facts import NONE, Acts, Everyone, Group, Record, Thing
from meetingrules.lang.words import Field, Kind, Office, Relation, SetWord, Type, Words

CATALOGUE = sorted((Path(__file__).parent / "complaints" / "meeting").glob("*.txt"))
LINE = "----\n"
SHANGHAI = ZoneInfo("Asia/Shanghai")
PERSON, UNIT, PARTY, ITEM = (Type("thing", kind) for kind in ("person", "unit", "party", "item"))
FLAG, ACT, TEXT = Type("flag"), Type("act"), Type("text")


def label(zh, en=""):
    return {"zh": zh, "en": en or zh}


def kind(name, zh, *, plural=None, single=False, **fields):
    def made(key, value):
        label_zh, type_, *more = value
        options = more[0] if more else {}
        return Field(name, key, type_, label(label_zh, key), options.get("words", {}), options.get("roles", {}))

    return Kind(name, plural, single, label(zh, name), {key: made(key, value) for key, value in fields.items()})


def several(of):
    return Type("thing", of, several=True)


def act(zh, **roles):
    return (zh, ACT, {"roles": roles})


def words(**texts):
    return {word: label(zh, word) for word, zh in texts.items()}


KINDS = [
    kind(
        *("meeting", "会议"),
        single=True,
        plural="meetings",
        day=("会议日期", Type("date")),
        chair=("主持人", PERSON),
        combined=("套开", FLAG),
        organised=act("组织", by=PARTY),
        items=("议题", several("item")),
        month_so_far=("本月会议", several("meeting")),
    ),
    kind(
        *("person", "人员"),
        plural="persons",
        present=("出席", FLAG, {"roles": {"for": ITEM}}),
        voting=("表决", FLAG, {"roles": {"for": ITEM, "against": ITEM}}),
        invited=("应邀列席", FLAG),
        unit=("所在单位", UNIT),
        leave=("请假", Type("thing", "leave")),
        represented=act("委托参会", by=PERSON),
        entrusted=act("受托", by=PERSON, **{"with": Type("word", "/words.entrusted/with")}),
    ),
    kind("/words", "", **{"entrusted/with": ("", Type("word", "x"), {"words": words(presiding="主持", convening="召集")})}),
    kind("leave", "请假", reason=("事由", TEXT), requested=act("请假", by=PERSON, **{"from": PERSON}), granted=act("准假", by=PERSON)),
    kind("unit", "单位", plural="units", constituent=("组成部门", FLAG), principal_head=("主要负责人", PERSON), deputy_heads=("分管", several("person"))),
    kind(
        *("item", "议题"),
        plural="items",
        title=("标题", TEXT),
        department=("提报部门", UNIT),
        subjects=("内容", Type("word", "item.subjects", several=True), {"words": words(personnel="人事任免", land="土地")}),
        kind=("类别", Type("word", "item.kind"), {"words": words(decision="研究决定", hearing="听取汇报")}),
        risk=("风险", Type("word", "item.risk"), {"words": words(none="低", high="高")}),
        papers=("会议文件", several("paper")),
        counterparties=("对方", several("party")),
        time=("汇报时间", Type("number", "minute")),
        screened=act("综合审核", by=PARTY),
        agreed=act("同意", by=PERSON),
        circulated=act("征求意见", by=UNIT, to=UNIT),
        submitted=act("报送", by=PARTY, to=PERSON, about=ITEM),
        discussed=act("研究"),
        review=("审查", Type("thing", "review")),
        drawn=("抽签时间", Type("instant")),
        urgent=("紧急", FLAG),
    ),
    kind("review", "审查", completed=act("完成", by=UNIT)),
    kind("paper", "会议文件", plural="papers", kind=("类别", Type("word", "paper.kind"), {"words": words(report="汇报稿", other="其他")}), length=("字数", Type("number", "characters")), item=("议题", ITEM)),
    kind("notice", "会议通知", single=True, items=("所列议题", several("item")), sent=act("发出", by=PARTY, to=PERSON)),
    kind("minutes", "会议纪要", single=True, signed=act("签发", by=PERSON)),
    kind("press_release", "新闻稿", single=True, major=("重大", FLAG)),
    kind("decision", "议定事项", plural="decisions", due=("时限", Type("date")), item=("议题", ITEM), units=("承办单位", several("unit"))),
    kind("removal", "带出材料", plural="removals", paper=("材料", Type("thing", "paper"))),
    kind("month", "月", plural="months", meetings=("会议", several("meeting"))),
]  # fmt: skip
WORDS = Words(
    {one.name: one for one in KINDS},
    {name: SetWord(name, of, name[:-1], label(zh)) for name, of, zh in (("members", "person", "组成人员"), ("participants", "person", "参会人员"), ("items", "item", "议题"), ("decisions", "decision", "议定事项"))},
    {"mayor": Office("mayor", "mayors", label("市长")), "vice_mayor": Office("vice_mayor", "vice_mayors", label("副市长"))},
    {"responsible": Relation("responsible", "for", label("分管")), "assisting": Relation("assisting", "with", label("协管"))},
    {"general_office": "市政府办公室"},
    {"press": label("新闻媒体", "the press")},
)  # fmt: skip

ROSTER = """
roster: datong
offices:
  - {mayor: 市长, from: 2022-01-20}
  - {vice_mayor: [副市长甲, 副市长乙, 副市长丙], from: 2021-09-15, to: 2025-01-01}
  - {市长: 代市长甲, acting: yes}
relations:
  - {responsible: 副市长甲, for: [教育局, 体育局], from: 2021-09-15}
  - {assisting: 秘书长, with: 教育局}
units:
  教育局: {constituent: yes, principal_head: 教育局局长, deputy_heads: [教育局副局长]}
people:
  教育局科长: {unit: 教育局}
"""


def roster_of(text):
    source = Source("roster.yaml", text)
    return load_roster(read_text(source), source, WORDS)


DATONG = roster_of(ROSTER)


def load(text, roster=DATONG, name="plan.yaml", **more):
    source = Source(name, text)
    return load_plan(read_text(source), source, WORDS, roster=roster, zone=SHANGHAI, **more)


def plan(text="", **more):
    return load(f"meeting: executive\nday: 2024-03-20\n{text}", **more)


def item(text, **more):
    return plan(f"items: [{{title: 甲, {text}}}]\n", **more).values[Thing("item", "items.1")]


def meeting(text, **more):
    return plan(text, **more).values[Thing("meeting", "meeting")]


def codes(call, *args, **kwargs):
    with pytest.raises(InvalidText) as caught:
        call(*args, **kwargs)
    for lang in ("zh", "en"):
        caught.value.show(lang).encode("utf-8")
    return [d.code for d in caught.value.diagnostics]


def hints(text, lang="en", **more):
    with pytest.raises(InvalidText) as caught:
        plan(text, **more)
    return [d.hint[lang] if d.hint else "" for d in caught.value.diagnostics]


def person(name):
    return Thing("person", name)


def unit(name):
    return Thing("unit", name)


def group(*entries):
    return Group(tuple((entry, None) for entry in entries))


def done(at=None, **roles):
    given = {key.rstrip("_"): value if isinstance(value, tuple) else (value,) for key, value in roles.items()}
    return Acts((Record(given, at),))


# ---- the catalogue of wrong meeting files ----------------------------------------------------------------------------


@pytest.mark.parametrize("path", CATALOGUE, ids=lambda p: p.stem)
def test_complaints(path, accept):
    text, *expected = path.read_bytes().decode().split(LINE)
    with pytest.raises(InvalidText) as caught:
        load(text, rules={"minutes-complete", "quorum-personnel"})
    got = [caught.value.show(lang) + "\n" for lang in ("en", "zh")]
    if accept:
        path.write_bytes(LINE.join((text, *got)).encode())
    else:
        assert got == expected


# ---- texts -> values -------------------------------------------------------------------------------------------------


def misread(call, *args):
    with pytest.raises(Misread) as caught:
        call(*args)
    return caught.value.code, caught.value.hint[1] if caught.value.hint else ""


@pytest.mark.parametrize(
    ("text", "code", "hint"),
    [
        ("2024/2/5", "not-a-date", "write 2024-02-05"),
        ("2024-2-5", "not-a-date", "write 2024-02-05"),
        ("20240205", "not-a-date", "write 2024-02-05"),
        ("2024年2月5日", "not-a-date", "write 2024-02-05"),
        ("２０２４-02-05", "not-a-date", "write 2024-02-05"),
        ("2024-W10-2", "not-a-date", "a date looks like 2024-02-05"),
        ("tomorrow", "not-a-date", "a date looks like 2024-02-05"),
        ("2023-02-29", "no-such-day", "the last day of that month is 2023-02-28"),
        ("2024-13-01", "no-such-day", ""),
        ("0000-01-01", "no-such-day", ""),
        ("1949-09-30", "day-out-of-range", "days from 1949-10-01 to 2100-12-31 can be used"),
        ("2101-01-01", "day-out-of-range", "days from 1949-10-01 to 2100-12-31 can be used"),
        ("9999-12-31", "day-out-of-range", "days from 1949-10-01 to 2100-12-31 can be used"),
        ("9999-12-32", "no-such-day", ""),
    ],
)
def test_wrong_days(text, code, hint):
    assert misread(read_day, text) == (code, hint)


def test_days_and_times():
    assert read_day("2024-02-29") == date(2024, 2, 29)
    assert (read_time("09:00"), read_time("9:00"), read_time("23:59")) == (time(9), time(9), time(23, 59))


@pytest.mark.parametrize(
    ("text", "code", "hint"),
    [
        ("24:00", "no-such-time", "write 00:00 of the next day, or 23:59 of this one"),
        ("25:00", "no-such-time", "times run from 00:00 to 23:59"),
        ("09:60", "no-such-time", "times run from 00:00 to 23:59"),
        ("09：00", "not-a-time", "write 09:00"),
        ("9点", "not-a-time", "write 09:00"),
        ("540", "not-a-time", "a time of day looks like 09:00"),
        ("09:00:30", "not-a-time", "write 09:00"),
        ("99点", "not-a-time", "a time of day looks like 09:00"),
    ],
)
def test_wrong_times(text, code, hint):
    assert misread(read_time, text) == (code, hint)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-03-18", date(2024, 3, 18)),
        ("2024-03-18 17:00", datetime(2024, 3, 18, 17, tzinfo=SHANGHAI)),
        ("2024-03-18T17:00:30", datetime(2024, 3, 18, 17, 0, 30, tzinfo=SHANGHAI)),
        ("2024-03-18T17:00Z", datetime(2024, 3, 18, 17, tzinfo=UTC)),
        ("2024-03-18 17:00-05:30", datetime(2024, 3, 18, 17, tzinfo=timezone(-timedelta(hours=5, minutes=30)))),
        ("17:00", datetime(2024, 3, 20, 17, tzinfo=SHANGHAI)),
    ],
)
def test_moments(text, moment):
    assert read_moment(text, Clock(SHANGHAI, date(2024, 3, 20))) == moment


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2024-03-18 17:00+25:00", "no-such-offset"),
        ("2024-03-18 17:00+08", "no-such-offset"),
        ("2024-03-18 17:00+08:60", "no-such-offset"),
        ("2024-03-18 24:00", "no-such-time"),
        ("2024-03-18 17:00:00.5", "not-a-time"),
        ("2024-03-18 5pm", "not-a-time"),
        ("2024-02-30 17:00", "no-such-day"),
        ("1986-05-04 02:30", "no-such-time"),
        ("下午", "not-a-date"),
        ("", "not-a-date"),
    ],
)
def test_wrong_moments(text, code):
    assert misread(read_moment, text, Clock(SHANGHAI, date(2024, 3, 20)))[0] == code


def test_an_hour_alone_needs_one_day():
    assert misread(read_moment, "17:00", Clock(SHANGHAI)) == ("which-day", "write 2024-03-18 17:00")
    assert misread(read_moment, "17:00", Clock(SHANGHAI, date(2024, 3, 20), several_days=True))[0] == "which-day"
    assert codes(plan, "last_day: 2024-03-21\nminutes: {signed: 市长 17:00}") == ["which-day"]


@pytest.mark.parametrize(
    ("text", "unit", "number"),
    [
        ("1500", "characters", 1500),
        ("1500 characters", "characters", 1500),
        ("1 character", "characters", 1),
        ("1500字", "characters", 1500),
        ("5 minutes", "minute", 5),
        ("5分钟", "minute", 5),
        ("3天", "day", 3),
        ("2 copies", "copies", 2),
        ("1 copy", "copies", 1),
        ("1.5", None, Fraction(3, 2)),
        ("2/3", None, Fraction(2, 3)),
        ("-7", None, -7),
        ("010", None, 10),
        ("1000000000000000", None, 10**15),
    ],
)
def test_numbers(text, unit, number):
    assert read_number(text, unit) == number


@pytest.mark.parametrize(
    ("text", "unit", "code", "hint"),
    [
        ("1_000", None, "not-a-number", "write 1000"),
        ("1,000", None, "not-a-number", "write 1000"),
        ("１２", None, "not-a-number", "write 12"),
        ("1e3", None, "not-a-number", "a number looks like 800, 1.5 or 2/3"),
        ("0x1F", None, "not-a-number", "a number looks like 800, 1.5 or 2/3"),
        ("9:00", "yuan", "not-a-number", "a number looks like 800, 1.5 or 2/3"),
        ("9字", "yuan", "wrong-unit", "write 9 yuan"),
        (".nan", None, "not-a-number", "a number looks like 800, 1.5 or 2/3"),
        ("1.2.3", None, "not-a-number", "a number looks like 800, 1.5 or 2/3"),
        ("1/0", None, "number-out-of-range", "numbers within ±10^15 can be used"),
        ("9" * 5000, None, "number-out-of-range", "numbers within ±10^15 can be used"),
        ("1000000000000001", None, "number-out-of-range", "numbers within ±10^15 can be used"),
        ("5 hours", "minute", "wrong-unit", "write 5 minutes"),
        ("5人", "characters", "wrong-unit", "write 5 characters"),
        ("5元", None, "wrong-unit", "write 5"),
    ],
)
def test_wrong_numbers(text, unit, code, hint):
    assert misread(read_number, text, unit) == (code, hint)


def test_flags_and_words():
    assert [read_flag(text) for text in ("yes", "true", "是")] == [True] * 3
    assert [read_flag(text) for text in ("no", "false", "否")] == [False] * 3
    assert misread(read_flag, "Yes") == ("not-yes-or-no", "write yes")
    assert misread(read_flag, "无") == ("not-yes-or-no", "write no")
    assert misread(read_flag, "maybe")[0] == "not-yes-or-no"
    choices = words(personnel="人事任免", land="土地")
    assert read_word("personnel", choices) == read_word("人事任免", choices) == "personnel"
    assert misread(read_word, "personel", choices) == ("no-such-word", "did you mean personnel?")
    assert misread(read_word, "x", choices) == ("no-such-word", "it may be: personnel, land")


# ---- one meeting, three ways -----------------------------------------------------------------------------------------

PLAIN = {
    "meeting": "executive",
    "title": "第12次常务会议",
    "as_of": date(2024, 4, 10),
    "day": date(2024, 3, 20),
    "begins": time(9),
    "ends": time(11, 20),
    "state": "closed",
    "people": ["记者甲"],
    "chair": "市长",
    "combined": False,
    "organised": None,
    "attendance": {"present": ["市长", "members"], "late": {"副市长甲": time(9, 10)}, "others": "absent"},
    "replies": {"coming": ["市长"], "not_coming": ["副市长丙"]},
    "notice": {"items": [1], "sent": "市政府办公室 to everyone 2024-03-18 17:00"},
    "press_release": "none",
    "items": [
        {"title": "甲", "department": "教育局", "time": 5, "papers": [{"kind": "report", "length": Fraction(1500)}]}
    ],
    "departures": [{"rule": "a", "item": 1, "approved": "市长 2024-03-27"}],
}
YAML = """
meeting: executive
title: 第12次常务会议
as_of: 2024-04-10
day: 2024-03-20
begins: 09:00
ends: 11:20
state: closed
people: [记者甲]
chair: 市长
combined: no
attendance: {present: [市长, members], late: {副市长甲: 09:10}, others: absent}
replies: {coming: [市长], not_coming: [副市长丙]}
notice: {items: [1], sent: 市政府办公室 to everyone 2024-03-18 17:00}
press_release: none
items: [{title: 甲, department: 教育局, time: 5 minutes, papers: [{kind: report, length: 1500}]}]
departures: [{rule: a, item: 1, approved: 市长 2024-03-27}]
"""
JSON = """{"meeting": "executive", "title": "第12次常务会议", "as_of": "2024-04-10", "day": "2024-03-20", "begins": "09:00",
"ends": "11:20", "state": "closed", "people": ["记者甲"], "chair": "市长", "combined": false, "organised": null,
"attendance": {"present": ["市长", "members"], "late": {"副市长甲": "09:10"}, "others": "absent"},
"replies": {"coming": ["市长"], "not_coming": ["副市长丙"]},
"notice": {"items": [1], "sent": {"by": "general_office", "to": "everyone", "at": "2024-03-18T17:00"}}, "press_release": "none",
"items": [{"title": "甲", "department": "教育局", "time": 5, "papers": [{"kind": "report", "length": 1500}]}],
"departures": [{"rule": "a", "item": 1, "approved": {"by": ["市长"], "at": "2024-03-27"}}]}"""


def test_yaml_json_and_plain_data_are_the_same():
    source = Source("<plan>", "")
    plain = load_plan(from_plain(PLAIN), source, WORDS, roster=DATONG, zone=SHANGHAI)
    assert load(YAML) == load(JSON, name="plan.json") == plain
    assert pickle.loads(pickle.dumps(plain)) == plain


def test_a_meeting():
    found = load(YAML)
    nine = datetime(2024, 3, 20, 9, 10, tzinfo=SHANGHAI)
    assert (found.rulebook, found.day, found.last_day, found.begins, found.ends) == (
        "executive",
        date(2024, 3, 20),
        None,
        time(9),
        time(11, 20),
    )
    assert (found.state, found.as_of, found.people) == ("closed", date(2024, 4, 10), {"记者甲"})
    who = found.attendance
    assert (who.present, who.late, who.others, who.recorded) == (
        ("市长", Everyone("members")),
        {"副市长甲": nine},
        False,
        True,
    )
    assert (who.coming, who.not_coming) == (("市长",), ("副市长丙",))
    one, paper = Thing("item", "items.1"), Thing("paper", "items.1.papers.1")
    assert found.values[Thing("meeting", "meeting")] == {
        "title": "第12次常务会议",
        "items": group(one),
        "chair": person("市长"),
        "combined": False,
        "press_release": NONE,
    }
    assert found.values[one] == {"title": "甲", "department": unit("教育局"), "time": 5, "papers": group(paper)}
    assert found.values[paper] == {"kind": "report", "length": 1500, "item": one}
    sent = done(datetime(2024, 3, 18, 17, tzinfo=SHANGHAI), by=unit("市政府办公室"), to=Everyone("participants"))
    assert found.values[Thing("notice", "notice")] == {"items": group(one), "sent": sent}
    (departure,) = found.departures
    assert (departure.subject, departure.approved) == ("items.1", done(date(2024, 3, 27), by=person("市长")))
    (label_,) = [t.label for t in found.values if t == one]
    assert label_ == "甲"
    assert found.values[Thing("notice", "notice")]["sent"].records[0].place.line == 14


def test_header():
    def head(text):
        return header(read_text(Source("plan.yaml", text)))

    assert head("meeting: a\nroster: b.yaml\nxyz: 1") == ("a", "b.yaml")
    assert head("day: 1") == (None, None)
    assert head("roster: {offices: []}")[1].get("offices") is not None
    assert codes(head, "meeting: [a]\nroster: [b]") == ["wrong-type", "wrong-type"]
    assert codes(head, "[a]") == ["wrong-type"]


# ---- missing, none, empty --------------------------------------------------------------------------------------------


def test_missing_is_not_false():
    assert item("urgent: no")["urgent"] is False
    assert "urgent" not in item("kind: decision")
    assert "items" not in meeting("")
    assert meeting("items: none") == meeting("items: []") == {"items": Group()}
    assert meeting("decisions: none")["decisions"] == Group()
    assert item("papers: none, subjects: [], department: none, screened: none, review: none, kind: none") == {
        "title": "甲", "papers": Group(), "subjects": Group(), "department": NONE, "screened": NONE, "review": NONE, "kind": NONE,
    }  # fmt: skip
    assert Thing("notice", "notice") in plan("notice: {}").values
    assert item("screened: planned") == {"title": "甲"}
    assert codes(plan, "chair:\nminutes: {signed: }\nitems: [{title: ''}]") == ["empty-value"] * 3


def test_lists_may_be_open():
    subjects = item("subjects: {complete: no, of: [land]}")["subjects"]
    assert subjects.entries == (("land", None),)
    assert [(gap.kind, gap.fact, gap.label["zh"]) for gap in subjects.gaps] == [("fact", "items.1.subjects", "内容")]
    assert item("subjects: {complete: yes, of: land}")["subjects"] == group("land")
    assert item("agreed: {complete: no, of: [市长]}")["agreed"] == Acts(
        (Record({"by": (person("市长"),)}),), complete=False
    )
    assert plan("items: {complete: no, of: [{title: 乙}]}").values[Thing("item", "items.1")] == {"title": "乙"}
    assert codes(item, "subjects: {complete: maybe, of: [land]}") == ["not-yes-or-no"]
    assert codes(item, "subjects: {list: [land]}") == ["wrong-type"]


# ---- fields ----------------------------------------------------------------------------------------------------------


def test_fields_of_each_type():
    found = item(
        "类别: 研究决定, subjects: [人事任免, land], time: 5分钟, urgent: {is: yes, reason: 汛情, by: 市长, at: 2024-03-19}"
    )
    assert found == {
        "title": "甲",
        "kind": "decision",
        "subjects": group("personnel", "land"),
        "time": 5,
        "urgent": True,
    }
    assert item("risk: none")["risk"] == item("risk: 低")["risk"] == item('risk: " none"')["risk"] == "none", "a word"
    assert item("drawn: 10:00")["drawn"] == datetime(2024, 3, 20, 10, tzinfo=SHANGHAI)
    assert item("drawn: 2024-03-19")["drawn"] == date(2024, 3, 19)
    assert item("counterparties: [press, 市长, 教育局]")["counterparties"] == group(
        Thing("party", "press"), person("市长"), unit("教育局")
    )
    assert item("department: general_office")["department"] == unit("市政府办公室")
    assert codes(item, "urgent: {reason: x}, kind: [decision], counterparties: [某公司], subjects: [land, 土地]") == [
        "missing-key", "wrong-type", "no-such-party", "twice",
    ]  # fmt: skip
    assert codes(item, "类别: decision, kind: decision") == ["twice"]


def test_things_inside_things():
    values = plan("items: [{title: 甲, review: {completed: 教育局 2024-03-01}}]").values
    review = Thing("review", "items.1.review")
    assert values[Thing("item", "items.1")]["review"] == review
    assert values[review] == {"completed": done(date(2024, 3, 1), by=unit("教育局"))}
    values = plan("items: [{title: 甲}]\ndecisions: [{title: 乙, item: 1, due: 2024-04-01, units: 教育局}]").values
    assert values[Thing("decision", "decisions.1")] == {
        "title": "乙", "item": Thing("item", "items.1"), "due": date(2024, 4, 1), "units": group(unit("教育局")),
    }  # fmt: skip
    assert codes(item, "review: yes, papers: [report]") == ["wrong-type"] * 2


def test_items_and_papers_are_named_by_number():
    text = "items: [{title: 甲, papers: [{kind: report}, {kind: other}]}, {title: 甲}]\n"
    one, two = Thing("item", "items.1"), Thing("item", "items.2")
    assert plan(f"{text}notice: {{items: all}}").values[Thing("notice", "notice")]["items"] == group(one, two)
    values = plan(f"{text}removals: [{{paper: 1.2}}]").values
    assert values[Thing("removal", "removals.1")]["paper"] == Thing("paper", "items.1.papers.2")
    assert codes(plan, f"{text}notice: {{items: [3, 0, x]}}\nremovals: [{{paper: 2.1}}]") == ["no-such-item"] * 3 + [
        "no-such-paper"
    ]
    assert codes(plan, "items: [{title: 甲, papers: [{item: 2}]}, {title: 乙}]") == ["contradiction"]


def test_defaults_are_merged():
    text = "every_item: {screened: general_office 2024-03-05, kind: hearing}\nevery_paper: {kind: report}\n"
    values = plan(
        f"{text}items: [{{title: 甲, papers: [{{length: 1}}, {{kind: other}}]}}, {{title: 乙, 类别: decision}}]"
    ).values
    one, two = values[Thing("item", "items.1")], values[Thing("item", "items.2")]
    assert one["screened"] == two["screened"] == done(date(2024, 3, 5), by=unit("市政府办公室"))
    assert (one["kind"], two["kind"]) == ("hearing", "decision")
    assert [values[Thing("paper", f"items.1.papers.{n}")]["kind"] for n in (1, 2)] == ["report", "other"]
    wrong = "every_item: {kind: x, nix: 1}\nevery_paper: {length: y}\n"
    assert (
        codes(plan, wrong)
        == codes(plan, f"{wrong}items: [{{papers: [{{}}, {{}}]}}, {{}}]")
        == ["no-such-word", "unknown-key", "not-a-number"]
    )
    assert codes(plan, "every_item: [a]") == ["wrong-type"]
    assert "items" not in meeting(text)
    many = "[" + ", ".join(["{}"] * 30_000) + "]"
    assert codes(plan, f"every_item: {{agreed: [{'市长, ' * 100}]}}\nitems: {many}") == ["too-many-nodes"]


# ---- acts ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("agreed: 市长 2024-03-11", done(date(2024, 3, 11), by=person("市长"))),
        ("agreed: 2024-03-11", done(date(2024, 3, 11))),
        ("agreed: 市长", done(by=person("市长"))),
        ("agreed: by 市长 at 2024-03-11", done(date(2024, 3, 11), by=person("市长"))),
        ("agreed: yes", Acts((Record({}),))),
        ("agreed: 市长、副市长甲 2024-03-11", done(date(2024, 3, 11), by=(person("市长"), person("副市长甲")))),
        ('agreed: "市长, 副市长甲 2024-03-11"', done(date(2024, 3, 11), by=(person("市长"), person("副市长甲")))),
        ("agreed: 副市长甲 2024-03-08 10:00", done(datetime(2024, 3, 8, 10, tzinfo=SHANGHAI), by=person("副市长甲"))),
        ("agreed: 副市长甲 2024-03-08T10:00+08:00", done(datetime(2024, 3, 8, 2, tzinfo=UTC), by=person("副市长甲"))),
        ("discussed: 10:40", done(datetime(2024, 3, 20, 10, 40, tzinfo=SHANGHAI))),
        ("submitted: 市政府办公室 to 市长 2024-09-27", done(date(2024, 9, 27), by=unit("市政府办公室"), to=person("市长"))),
        ("submitted: to 市长 about 1", done(to=person("市长"), about=Thing("item", "items.1"))),
        ("submitted: to members 2024-09-27", done(date(2024, 9, 27), to=Everyone("members"))),
        ("submitted: {to: [市长, everyone], about: all}", done(to=(person("市长"), Everyone("participants")), about=Thing("item", "items.1"))),
        ("agreed: {by: none, at: 2024-03-11}", done(date(2024, 3, 11), by=())),
        (
            "agreed: [市长 2024-03-08, {by: 副市长甲, at: 09:00, refused: yes, until: 2024-04-01, note: 口头}]",
            Acts(
                (
                    Record({"by": (person("市长"),)}, date(2024, 3, 8)),
                    Record({"by": (person("副市长甲"),)}, datetime(2024, 3, 20, 9, tzinfo=SHANGHAI), True, date(2024, 4, 1), "口头"),
                )
            ),
        ),
    ],
)  # fmt: skip
def test_acts(text, expected):
    key = text.partition(":")[0]
    assert item(text)[key] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("agreed: no", ["wrong-type"]),
        ("agreed: 无", ["wrong-type"]),
        ("agreed: {}", ["wrong-type"]),
        ("agreed: [planned]", ["wrong-type"]),
        ("agreed: 市长 副市长甲 2024-03-08", ["act-unclear"]),
        ("agreed: 2024-03-08 市长", ["act-unclear"]),
        ("agreed: by", ["act-unclear"]),
        ("agreed: 市长 by 副市长甲", ["act-unclear"]),
        ("agreed: 市长 to 副市长甲", ["no-such-role"]),
        ("discussed: 市长 10:00", ["no-such-role"]),
        ("agreed: {by: 市长, to: 副市长甲}", ["no-such-role"]),
        ("agreed: 市长 2024/3/8", ["not-a-date"]),
        ("agreed: 市长 2024年3月8日", ["not-a-date"]),
        ("agreed: 市长 2024-02-30", ["no-such-day"]),
        ("agreed: 市长、市长", ["twice"]),
        ("agreed: 委员 2024-03-08", ["no-such-person"]),
        ("screened: 某局 2024-03-08", ["no-such-party"]),
        ("circulated: to 某局", ["no-such-unit"]),
        ("circulated: to everyone", ["no-such-unit"]),
        ("submitted: about 2", ["no-such-item"]),
        ("agreed: {by: 市长, at: 2024-03-08, refused: maybe, until: x}", ["not-yes-or-no", "not-a-date"]),
    ],
)
def test_wrong_acts(text, expected):
    assert codes(item, text) == expected


def test_acts_as_data():
    def read(**item):
        data = {**PLAIN, "items": [{"title": "甲", **item}]}
        return load_plan(from_plain(data), Source("<plan>", ""), WORDS, roster=DATONG, zone=SHANGHAI)

    found = read(agreed={"by": "市长", "at": date(2024, 3, 11)}).values[Thing("item", "items.1")]
    assert found["agreed"] == done(date(2024, 3, 11), by=person("市长"))
    assert codes(read, agreed={"by": "市长", "at": date(1949, 9, 30)}) == ["day-out-of-range"]
    assert codes(read, agreed={"by": "教育局"}) == ["no-such-person"], "told once, though the roster knows the name"


def test_hints_for_acts():
    assert hints("minutes: {signed: {by: 市长, reason: x}}") == ["put explanations under note"]
    assert hints("minutes: {signed: {by: 市长, on: 2024-03-08}}") == ["put the day under at"]
    assert (
        hints("items: [{circulated: 教育局 体育局}]")[0]
        == "it looks like “… to … 2024-03-08 10:00”; parts may be left out"
    )


# ---- persons -----------------------------------------------------------------------------------------------------------


def test_fields_of_persons():
    values = plan("""
leave:
  副市长丙: {reason: 出国, requested: from 市长 2024-03-17, granted: none}
  副市长甲: none
  others: none
represented: {副市长丙: 教育局科长 2024-03-18}
entrusted: {副市长甲: {by: 市长, with: presiding}}
""").values
    away = Thing("leave", "leave.副市长丙")
    assert values[away] == {
        "reason": "出国",
        "requested": done(date(2024, 3, 17), from_=person("市长")),
        "granted": NONE,
    }
    assert values[person("副市长丙")] == {
        "leave": away,
        "represented": done(date(2024, 3, 18), by=person("教育局科长")),
    }
    assert values[person("副市长甲")] == {"leave": NONE, "entrusted": done(by=person("市长"), with_="presiding")}
    assert values[person("*")] == {"leave": NONE}


def test_a_flag_of_persons_may_be_a_list():
    found = plan("invited: [教育局局长]").values
    assert (found[person("教育局局长")], found[person("*")]) == ({"invited": True}, {"invited": False})
    assert person("*") not in plan("invited: {complete: no, of: [教育局局长]}").values
    assert plan("invited: none").values[person("*")] == {"invited": False}
    assert plan("invited: {市长: no, others: yes}").values[person("*")] == {"invited": True}
    assert codes(plan, "invited: yes\nleave: [市长]") == ["wrong-type"] * 2
    assert codes(plan, "invited: {委员: yes}\npeople: {甲: {invited: no}}\nunit: {甲: 乙}") == [
        "no-such-person",
        "no-such-unit",
    ]
    assert codes(plan, "people: {甲: {invited: no}}\ninvited: [甲]") == ["contradiction"]


def test_people_of_one_file():
    found = plan("people: {某代表: {unit: 教育局}}\nchair: 某代表")
    assert found.values[person("某代表")] == {"unit": unit("教育局")}
    assert found.people == {"某代表"}
    assert codes(plan, "people: [甲, 甲]") == ["twice"]


def test_names_without_a_roster():
    text = "items: [{title: 甲, department: 教育局, screened: 教育局 2024-03-01, agreed: 委员}]\nnotice: {sent: 干事 2024-03-01}"
    values = plan(text, roster=None).values
    assert values[Thing("item", "items.1")]["screened"] == done(date(2024, 3, 1), by=unit("教育局"))
    assert values[Thing("notice", "notice")]["sent"] == done(date(2024, 3, 1), by=person("干事"))
    assert plan("organised: 市政府办公室", roster=None).values[Thing("meeting", "meeting")]["organised"] == done(
        by=unit("市政府办公室")
    )
    assert codes(plan, "chair: everyone", roster=None) == ["no-such-person"]


def test_names_are_trimmed_and_composed():
    cafe = "people: ['Caf\u00e9']\n"
    assert meeting(f"{cafe}chair: ' Cafe\u0301\u3000'")["chair"] == person("Caf\u00e9")
    assert hints("chair: 副市 长甲") == ["did you mean 副市长甲?"]
    assert hints("chair: 无") == ["write none if there is none"]
    assert hints("chair: 不详") == ["leave the key out if it is not known"]
    assert hints("chair: 谁知道") == ["name whoever is not in the roster under people: [谁知道]"]


# ---- attendance --------------------------------------------------------------------------------------------------------


def test_attendance():
    found = plan(
        "attendance: {present: everyone, absent: 市长, left: [副市长甲], signed_in: {副市长甲: 08:55}}"
    ).attendance
    assert found.present == (Everyone("participants"),)
    assert (found.absent, found.left, found.others) == (("市长",), {"副市长甲": None}, None)
    assert found.signed_in == {"副市长甲": datetime(2024, 3, 20, 8, 55, tzinfo=SHANGHAI)}
    assert found.places["市长"].line == 3
    assert not plan("attendance: {signed_in: [市长]}").attendance.recorded
    assert not plan("").attendance.recorded
    assert plan("attendance: {present: none}").attendance.recorded


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("attendance: {present: [市长, 市长]}", ["twice"]),
        ("attendance: {present: [市长], absent: [市长]}", ["contradiction"]),
        ("attendance: {late: {市长: 09:10}, absent: [市长]}", ["contradiction"]),
        ("replies: {coming: [市长], not_coming: [市长]}", ["contradiction"]),
        ("attendance: {others: late, prezent: [市长]}", ["no-such-word", "unknown-key"]),
        ("attendance: {present: {市长: yes}, late: {市长: soon}}", ["wrong-type", "not-a-date"]),
        ("attendance: [市长]", ["wrong-type"]),
        ("present: [市长]", ["unknown-key"]),
    ],
)
def test_wrong_attendance(text, expected):
    assert codes(plan, text) == expected


def test_persons_at_items():
    found = plan(
        "items: [{title: 甲, voting: {for: [市长], against: 副市长甲}, present: [市长]}, {title: 乙, voting: [市长], away: [副市长甲]}]"
    )
    assert found.at_items == {
        ("items.1", "voting", "for"): (frozenset({"市长"}), True),
        ("items.1", "voting", "against"): (frozenset({"副市长甲"}), True),
        ("items.1", "present", "for"): (frozenset({"市长"}), True),
        ("items.2", "voting", "for"): (frozenset({"市长"}), True),
        ("items.2", "away", "for"): (frozenset({"副市长甲"}), False),
    }
    assert codes(item, "voting: {on: [市长]}, present: [委员], away: [市长, 市长]") == [
        "unknown-key",
        "no-such-person",
        "twice",
    ]


# ---- the meeting as a whole ----------------------------------------------------------------------------------------------


def test_sets_may_be_stated():
    assert meeting("members: [市长, 副市长甲]")["members"] == group(person("市长"), person("副市长甲"))
    assert meeting("参会人员: none")["participants"] == Group()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("begins: 11:00\nends: 09:00", ["ends-before-begins"]),
        ("last_day: 2024-03-19", ["last-day-before-day"]),
        ("begins: 540\nstate: finished", ["not-a-time", "no-such-word"]),
        ("month_so_far: []\nmonths: []\nmeetings: []\nreview: {}", ["unknown-key"] * 4),
        ("minutes: yes\ndecisions: {title: x}", ["wrong-type"] * 2),
        (
            "departures: [{rule: b, reason: x, until: y}, {item: 9}]",
            ["no-such-rule", "not-a-date", "missing-key", "no-such-item"],
        ),
        (
            "attestations: [{rule: a, item: 1, person: 市长, result: good, by: 委员}]",
            ["too-many-keys", "no-such-item", "no-such-party", "no-such-word"],
        ),
    ],
)
def test_wrong_meetings(text, expected):
    assert sorted(codes(plan, text, rules={"a"})) == sorted(expected)


def test_what_was_judged():
    found = plan(
        "attestations: [{rule: a, person: 市长, by: 市政府办公室, at: 2024-03-19 10:00, result: pass, note: 好}, {rule: a, of: x.1}]"
    )
    first, second = found.attestations
    assert (first.subject, first.by, first.result, first.note) == ("市长", "市政府办公室", True, "好")
    assert first.at == datetime(2024, 3, 19, 10, tzinfo=SHANGHAI)
    assert (second.subject, second.result) == ("x.1", None)
    (departure,) = plan("departures: [{rule: a, approved: none}]").departures
    assert departure.approved == Acts(())


def test_ends_may_lie_on_another_day():
    assert plan("last_day: 2024-03-21\nbegins: 14:00\nends: 11:00").ends == time(11)


def test_a_hundred_complaints_are_enough():
    assert len(codes(plan, "".join(f"x{n}: 1\n" for n in range(500)))) == 101


# ---- rosters and registers -------------------------------------------------------------------------------------------


def test_a_roster():
    start, end = date(2021, 9, 15), date(2025, 1, 1)
    assert DATONG.tenures == (
        Tenure("市长", "mayor", date(2022, 1, 20)),
        *(Tenure(name, "vice_mayor", start, end) for name in ("副市长甲", "副市长乙", "副市长丙")),
        Tenure("代市长甲", "mayor", acting=True),
    )
    assert DATONG.ties == (
        Tie("副市长甲", "responsible", "教育局", start),
        Tie("副市长甲", "responsible", "体育局", start),
        Tie("秘书长", "assisting", "教育局"),
    )
    assert DATONG.values == {
        unit("教育局"): {
            "constituent": True,
            "principal_head": person("教育局局长"),
            "deputy_heads": group(person("教育局副局长")),
        },
        person("教育局科长"): {"unit": unit("教育局")},
    }
    assert DATONG.complete
    assert not roster_of("complete: no\npeople: [甲]").complete


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("offices: [{mayr: 市长}]", ["no-such-office"]),
        ("offices: [{mayor: 市长, vice_mayor: 市长}]", ["missing-key"]),
        ("offices: [{from: 2024-01-01}, 市长]", ["missing-key", "wrong-type"]),
        ("offices: [{mayor: [市长, 市长], from: 2024-02-01, to: 2024-01-01}]", ["twice", "to-before-from"]),
        (
            "relations: [{responsible: 甲}, {responsible: 甲, with: 乙}, {leads: 甲, for: 乙}]",
            ["missing-key", "no-such-role", "no-such-relation"],
        ),
        ("units: {教育局: {head: 甲}}\npeople: {甲: 教育局}\nofices: []", ["unknown-key", "wrong-type", "unknown-key"]),
        ("complete: maybe", ["not-yes-or-no"]),
        ("a", ["wrong-type"]),
    ],
)
def test_wrong_rosters(text, expected):
    assert sorted(codes(roster_of, text)) == sorted(expected)


def test_a_register():
    def head(text):
        return load_register_header(read_text(Source("register.yaml", text)))

    assert head("covers: {from: 2024-01-01, to: 2024-12-31}") == (date(2024, 1, 1), date(2024, 12, 31))
    assert codes(head, "covers: {from: 2024-02-01, to: 2024-01-01}") == ["to-before-from"]
    assert codes(head, "cover: {from: x}") == ["unknown-key", "missing-key"]


# ---- laws --------------------------------------------------------------------------------------------------------------

KEYS = sorted(
    {
        *PLAIN,
        *(f for one in KINDS for f in one.fields),
        "invited",
        "leave",
        "of",
        "complete",
        "by",
        "to",
        "at",
        "rule",
        "others",
        "市长",
    }
)
TEXTS = st.sampled_from(
    [
        "none",
        "yes",
        "no",
        "all",
        "1",
        "1.1",
        "市长",
        "教育局",
        "everyone",
        "planned",
        "",
        "2024-03-20",
        "09:00",
        "市长 2024-03-20",
        "to",
        "a、b",
        "無\n",
        "9" * 40,
    ]
) | st.text(max_size=8)
TREES = st.recursive(
    TEXTS | st.none(),
    lambda tree: (
        st.lists(tree, max_size=3) | st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=3), tree, max_size=5)
    ),
    max_leaves=30,
)


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.sampled_from(KEYS), TREES, max_size=8) | TREES, st.sampled_from([DATONG, None]))
def test_every_tree_loads_or_says_why_not(tree, roster):
    for read in (
        lambda node: load_plan(node, Source("<plan>", ""), WORDS, roster=roster, zone=SHANGHAI),
        lambda node: load_roster(node, Source("<plan>", ""), WORDS),
        load_register_header,
        header,
    ):
        try:
            read(from_plain(tree))
        except InvalidText as error:
            refused = error
        else:
            continue
        assert all(refused.show(lang).encode("utf-8") for lang in ("zh", "en"))
        assert all(found.message["zh"] and found.message["en"] for found in refused.diagnostics)


def texts_alone(node):
    """A tree of which only the texts are left, as a file gives them."""
    match node:
        case Table(rows):
            return Table(tuple(Row(row.key, texts_alone(row.value)) for row in rows))
        case List(items):
            return List(tuple(texts_alone(item) for item in items))
        case Scalar(text, style):
            return Scalar(text, style)
    return node


LEAVES = (
    TEXTS | st.none() | st.booleans() | st.integers(-(10**16), 10**16) | st.dates(date(1949, 9, 1), date(2101, 2, 1))
)


@given(
    st.dictionaries(st.sampled_from(KEYS), st.recursive(LEAVES, lambda t: st.lists(t, max_size=3) | st.dictionaries(st.sampled_from(KEYS), t, max_size=5), max_leaves=20), max_size=8),
    st.sampled_from([DATONG, None]), st.sampled_from([DEFAULT, evolve(DEFAULT, number=9), evolve(DEFAULT, last_day=date(2024, 3, 1))]),
)  # fmt: skip
def test_values_that_need_no_reading_are_what_reading_gives(data, roster, limits):
    def answer(node):
        try:
            return load_plan(node, Source("<plan>", ""), WORDS, roster=roster, zone=SHANGHAI, limits=limits)
        except InvalidText as refused:
            return refused.show("zh")

    try:
        tree = from_plain({"meeting": "executive", **data})
    except InvalidText:
        reject()
    assert answer(tree) == answer(texts_alone(tree))


@settings(deadline=None)
@given(st.permutations(list(PLAIN)))
def test_the_order_of_keys_does_not_matter(keys):
    source = Source("<plan>", "")
    load_one = lambda data: load_plan(from_plain(data), source, WORDS, roster=DATONG, zone=SHANGHAI)  # noqa: E731
    assert load_one({key: PLAIN[key] for key in keys}) == load_one(PLAIN)
