"""``meetingrules import``, end to end: files as people have them in, a meeting file out that ``check`` takes."""

import io
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from meetingrules import cli
from meetingrules.base.document import read_text
from meetingrules.base.source import Source
from test_invitation import WHOLE, attendee, calendar

ROSTER = str(Path(__file__).parents[1] / "examples" / "datong.roster.yaml")
INVITATION = calendar(*WHOLE, attendee("副市长丙(工信局)", "PARTSTAT=ACCEPTED"))
SIGN_IN = "序号,姓名,签到,签到时间\n1,市长,√,8:50\n2,副市长甲,√,8:55\n3,副市长乙,○,\n"
AGENDA = "序号,议题,提报部门,汇报人\n1,办学条件改善方案,教育局,教育局局长\n2,一季度重点工程,发改委,\n"


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    """A folder with what a clerk has."""
    monkeypatch.chdir(tmp_path)
    for name, data in {
        "会议.ics": INVITATION,
        "签到.csv": SIGN_IN.encode("gbk"),
        "议题.csv": AGENDA.encode(),
        "city.roster.yaml": Path(ROSTER).read_bytes(),
        "note.csv": "今天天气很好,明天也是\n后天,不好说\n".encode(),
    }.items():
        (tmp_path / name).write_bytes(data)
    return tmp_path


def call(*args, code=0, lang="zh"):
    got = CliRunner().invoke(
        cli.main, [*args, *(["--lang", lang] if args[0] == "import" else [])], env={"LC_ALL": "C.UTF-8"}
    )
    assert got.exit_code == code, got.output
    return got.stdout, got.stderr


ZH = """meeting: executive
roster: city.roster.yaml
title: 第12次常务会议    # 会议.ics 第6行
day: 2024-03-20    # 会议.ics 第7行
begins: 09:00    # 会议.ics 第7行
ends: 11:20    # 会议.ics 第8行
organised: {by: 市政府办公室}    # 会议.ics 第9行
chair: 市长    # 会议.ics 第10行
attendance:
  absent:
    - 副市长乙    # 签到.csv C4
  signed_in:
    市长: 08:50    # 签到.csv D2
    副市长甲: 08:55    # 签到.csv D3
replies:
  coming:
    - 市长    # 会议.ics 第10行
    - 教育局副局长    # 会议.ics 第15行
  not_coming:
    - 副市长乙    # 会议.ics 第11行
    - 教育局局长    # 会议.ics 第14行
represented:
  教育局局长: {by: 教育局副局长}    # 会议.ics 第14行
invited:
  complete: no
  of:
    - 教育局局长    # 会议.ics 第14行
    - 财政局局长    # 会议.ics 第16行
items:
  - title: 办学条件改善方案    # 议题.csv B2
    department: 教育局    # 议题.csv C2
    reported: 教育局局长    # 议题.csv D2
  - title: 一季度重点工程    # 议题.csv B3
    department: 发改委    # 议题.csv C3

# 以下各处未能读入，请核对后补写：
"""
LEFT_ZH = "会议.ics 第20行: 副市长丙(工信局) — 姓名后面带有括号，不知是否为“副市长丙” [name-with-brackets]\n"
LEFT_EN = "会议.ics line 20: 副市长丙(工信局) — there are brackets behind the name; whether 副市长丙 is meant is not known [name-with-brackets]\n"


def test_three_files_become_one_meeting():
    args = (
        "import",
        "会议.ics",
        "签到.csv",
        "议题.csv",
        "-r",
        "executive",
        "--roster",
        "city.roster.yaml",
        "--mark",
        "○=absent",
    )
    out, err = call(*args, code=1)
    assert out == ZH + f"# {LEFT_ZH}"
    assert err == LEFT_ZH
    out, err = call(*args, code=1, lang="en")
    english = ZH.replace(
        "以下各处未能读入，请核对后补写：", "These could not be read; look at them and write down what they say:"
    )
    for number in range(6, 17):
        english = english.replace(f"第{number}行", f"line {number}")
    assert out == english + f"# {LEFT_EN}"
    assert err == LEFT_EN


def test_the_result_is_a_meeting_that_can_be_checked():
    args = ("import", "会议.ics", "签到.csv", "议题.csv", "-r", "executive", "--mark", "○=absent")
    call(*args, "--output", "a.meeting.yaml", code=1)
    text = Path("a.meeting.yaml").read_text(encoding="utf-8")
    assert text.startswith("meeting: executive\nroster: city.roster.yaml\n"), "the only roster beside it"
    out, err = call("check", "a.meeting.yaml", "--as-of", "2024-03-21", "--lang", "zh", "--detail", "full", code=4)
    assert err == ""
    assert "合规（6）\n  会议整体\n    主持常务会议的是市长" in out
    assert "市长：组成人员和指定列席人员应准时到会" in out


def test_a_meeting_grows_file_by_file_and_keeps_what_it_says():
    args = ("-r", "executive", "--output", "a.meeting.yaml")
    assert call("import", "议题.csv", *args) == ("", "")
    start = Path("a.meeting.yaml").read_text(encoding="utf-8")
    _, err = call("import", "会议.ics", "--into", "a.meeting.yaml", code=1)
    assert err == LEFT_ZH
    then = Path("a.meeting.yaml").read_text(encoding="utf-8")
    assert then.startswith(start + "title: 第12次常务会议    # 第6行\nday: 2024-03-20    # 第7行\n")
    reply = calendar("DTSTART:20240320T013000Z", attendee("副市长丁", "PARTSTAT=ACCEPTED"), method="REPLY")
    Path("reply.ics").write_bytes(reply)
    _, err = call("import", "reply.ics", "--into", "a.meeting.yaml", code=1)
    assert err == (
        "reply.ics 第5行: 09:30 — begins：会议文件第11行已有“begins”，未改动，请核对 [stated-already]\n"
        "reply.ics 第6行: 副市长丁 — replies.coming.副市长丁：会议文件第16行已有“replies”，未改动，请核对 [stated-already]\n"
    )
    assert Path("a.meeting.yaml").read_text(encoding="utf-8") == then
    _, err = call("import", "签到.csv", "--into", "a.meeting.yaml", code=1)
    assert err.startswith("签到.csv C4: ○ — ")
    assert "[ambiguous-mark]" in err
    call("check", "a.meeting.yaml", "--as-of", "2024-03-21", code=4)


def test_several_replies_are_one_answer():
    for number, (name, answer) in enumerate(
        {"副市长乙": "ACCEPTED", "副市长丙": "DECLINED", "副市长丁": "ACCEPTED"}.items()
    ):
        data = calendar("DTSTART:20240320T010000Z", attendee(name, f"PARTSTAT={answer}"), method="REPLY")
        Path(f"{number}.ics").write_bytes(data)
    out, err = call("import", "0.ics", "1.ics", "2.ics", "-r", "executive", "--roster", ROSTER)
    said = read_text(Source("x", out)).get("replies")
    names = {row.key.text: [item.text for item in row.value.items] for row in said.rows}
    assert names == {"coming": ["副市长乙", "副市长丁"], "not_coming": ["副市长丙"]}
    assert err == ""


def test_a_workbook_is_read_sheet_by_sheet():
    book = openpyxl.Workbook()
    for name, text in (
        ("签到", "2024年3月20日签到表\n" + SIGN_IN.replace("○", "缺席")),
        ("议题", AGENDA),
        ("说明", "今天天气很好,好\n"),
        ("空", ""),
    ):
        sheet = book.create_sheet(name)
        for line in text.splitlines():
            sheet.append(line.split(","))
    book.remove(book["Sheet"])
    data = io.BytesIO()
    book.save(data)
    Path("会议.xlsx").write_bytes(data.getvalue())
    out, err = call("import", "会议.xlsx", "-r", "executive", code=1)
    assert "day: 2024-03-20    # 签到!A1\n" in out
    assert "    副市长甲: 08:55    # 签到!D4\n" in out
    assert "  - title: 一季度重点工程    # 议题!B3\n" in out
    why = "看不出是什么表：签到表要有“姓名”和“签到”等列，议题表要有“议题”列 [no-such-table]"
    assert err == f"会议.xlsx 说明: 今天天气很好 — {why}\n"


def test_hours_without_a_day_are_written_and_told():
    out, err = call("import", "签到.csv", "-r", "executive", "--mark", "○=absent", code=1, lang="en")
    assert "    市长: 08:50    # D2\n" in out
    assert err.startswith("<stdout>:6:9: error[which-day]: 08:50 is an hour without its day\n")


def test_newcomers_are_taken_when_asked_for():
    Path("x.ics").write_bytes(calendar("DTSTART:20240320T010000Z", attendee("某甲", "PARTSTAT=ACCEPTED")))
    args = ("import", "x.ics", "-r", "executive", "--roster", ROSTER)
    out, err = call(*args, code=1, lang="en")
    assert "某甲" in err
    assert "[not-in-the-roster]" in err
    assert "replies" not in out
    out, err = call(*args, "--newcomers")
    assert err == ""
    assert "people:\n  - 某甲    # 第6行\n" in out


def test_of_several_events_the_uid_says_which():
    one = ("UID:1@x", "SUMMARY:甲会", "DTSTART:20240320T010000Z", "END:VEVENT", "BEGIN:VEVENT", "UID:2@x", "SUMMARY:乙会", "DTSTART:20240321T010000Z")  # fmt: skip
    Path("x.ics").write_bytes(calendar(*one))
    _, err = call("import", "x.ics", "-r", "executive", code=2)
    assert err == (
        "error[several-events]: x.ics：有 2 个会议，不知导入哪一个\n"
        "  提示：用 --uid 指明：--uid 1@x (20240320T010000Z 甲会)；--uid 2@x (20240321T010000Z 乙会)\n"
    )
    assert "title: 乙会" in call("import", "x.ics", "-r", "executive", "--uid", "2@x")[0]


# ---- what is refused -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["会议.ics"], "whose meeting is it?"),
        (["会议.ics", "-r", "nobody"], "error[no-such-rulebook]"),
        (["missing.ics", "-r", "executive"], "error[no-such-file]"),
        ([".", "-r", "executive"], "error[not-a-file]"),
        (["会议.ics", "-r", "executive", "--roster", "no.yaml"], "error[no-such-file]"),
        (["会议.ics", "--into", "no.meeting.yaml"], "error[no-such-file]"),
        (["会议.ics", "-r", "executive", "--into", "a", "--output", "b"], "give one of them"),
        (["会议.ics", "-r", "executive", "--output", "note.csv"], "note.csv is there already; --into adds to it"),
        (["签到.csv", "-r", "executive", "--mark", "○"], "write a mark and what it means"),
        (["签到.csv", "-r", "executive", "--mark", "○=maybe"], "maybe"),
        (["city.roster.yaml", "-r", "executive"], "error[unknown-format]"),
        (["note.csv", "-r", "executive"], "[no-such-table]\nnothing could be read"),
        ([], "Missing argument"),
    ],
)
def test_what_cannot_be_done_ends_with_2_and_writes_nothing(args, said, here):
    before = sorted(path.name for path in here.iterdir())
    out, err = call("import", *args, code=2, lang="en")
    assert said in err
    assert out == ""
    assert sorted(path.name for path in here.iterdir()) == before


def test_all_files_that_are_refused_are_told_at_once():
    Path("x.ics").write_bytes(b"")
    _, err = call("import", "x.ics", "missing.csv", "会议.ics", "-r", "executive", code=2)
    assert err.count("error[") == 2


def test_a_file_in_braces_is_left_alone():
    Path("a.meeting.yaml").write_text("{meeting: executive}\n", encoding="utf-8")
    _, err = call("import", "议题.csv", "--into", "a.meeting.yaml", code=2)
    assert err.startswith("error[cannot-add]")
    assert Path("a.meeting.yaml").read_text(encoding="utf-8") == "{meeting: executive}\n"


def test_what_does_not_fit_the_file_is_told_after_it_is_written():
    Path("a.meeting.yaml").write_text("meeting: executive\nroster: city.roster.yaml\nbegins: 12:00\n", encoding="utf-8")
    _, err = call("import", "会议.ics", "--into", "a.meeting.yaml", code=1, lang="en")
    assert "[stated-already]" in err
    assert "error[ends-before-begins]" in err


def test_a_byte_order_mark_and_line_ends_stay():
    start = b"\xef\xbb\xbfmeeting: executive\r\n"
    Path("a.meeting.yaml").write_bytes(start)
    call("import", "议题.csv", "--into", "a.meeting.yaml")
    data = Path("a.meeting.yaml").read_bytes()
    assert data.startswith(start)
    assert data.count(b"\n") == data.count(b"\r\n") > 1


def test_a_roster_is_named_where_there_is_none():
    Path("a.meeting.yaml").write_text("meeting: executive\n", encoding="utf-8")
    call("import", "议题.csv", "--into", "a.meeting.yaml", "--roster", "city.roster.yaml")
    assert "roster: city.roster.yaml\n" in Path("a.meeting.yaml").read_text(encoding="utf-8")


def test_two_files_of_one_name_are_told_apart(here):
    for folder in ("a", "b"):
        (here / folder).mkdir()
    Path("a/x.ics").write_bytes(calendar("SUMMARY:甲会", "DTSTART:20240320T010000Z"))
    Path("b/x.ics").write_bytes(calendar("SUMMARY:乙会", "DTSTART:20240320T010000Z"))
    _, err = call("import", "a/x.ics", "b/x.ics", "-r", "executive", code=1)
    assert (
        err == "b/x.ics 第5行: 乙会 — title：a/x.ics 第5行作“甲会”，此处作“乙会”，两处不一致，保留前者 [told-twice]\n"
    )


def test_an_empty_cell_means_what_is_said_of_it():
    Path("x.csv").write_text("姓名,签到\n市长,√\n副市长乙,\n", encoding="utf-8")
    out, err = call("import", "x.csv", "-r", "executive", "--mark", "=absent")
    assert "  absent:\n    - 副市长乙    # B3\n" in out
    assert err == ""
