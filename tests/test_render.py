"""Reports into text and JSON: hand-made runs; the texts are pinned in ``golden/`` and rewritten by ``pytest --accept``."""

import json
from datetime import date
from fractions import Fraction
from pathlib import Path

import click
import pytest
from attrs import evolve

from meetingrules.base.diagnostics import Diagnostic
from meetingrules.base.source import Place, Source
from meetingrules.lang.answers import Due, Gap, Proof, Truth
from meetingrules.lang.facts import NONE, Thing
from meetingrules.lang.tree import SetOf
from meetingrules.lang.words import Type
from meetingrules.render.jsonout import run_to_dict, run_to_json, run_to_jsonl
from meetingrules.render.text import render_problems, render_run, settling
from meetingrules.report.figures import citation
from meetingrules.report.model import SEVERITY_OF, Citation, Finding, Input, Report, Run, SubjectRef
from meetingrules.report.say import message

GOLDEN = Path(__file__).parent / "golden"
FILE = Source("2024-03-20.meeting.yaml", "\n" * 80)
MEETING = SubjectRef("meeting", "meeting")
FIRST, SECOND = (
    SubjectRef("item", "items.1", "市教育局等单位人事任免"),
    SubjectRef("item", "items.2", "工业园区扩区方案"),
)
ITEMS = {"items.1": FIRST.label, "items.2": SECOND.label}


def texts(zh, en):
    return {"zh": zh, "en": en}


def split(text, colon):
    demand, _, clauses = text.partition(colon)
    return demand, [clauses] if clauses else []


def gap(fact, zh, en, kind="fact"):
    return Gap(kind, fact, texts(zh, en))


def finding(rule, cite, status, zh, en, *, force="must", subject=MEETING, line=1, remedy=None, item=None, **more):
    cites = (Citation(f"executive-{cite}", citation(cite, {15: 2, 21: 3, 14: 2, 8: 1})),)
    if subject.kind == "item":
        item = subject.id
    said = texts(message(*split(zh, "："), "zh"), message(*split(en, ": "), "en"))
    return Finding(
        rule, cites, force, SEVERITY_OF[force], status, "sitting", subject, said, more.pop("proof", None),
        remedy=texts(*remedy) if remedy else None, place=Place(FILE, line, 3), item=item, fingerprint=f"{rule}-{subject.id}", **more,
    )  # fmt: skip


QUORUM = Proof(
    "quorum",
    Truth.NO,
    Truth.NO,
    "at least personnel_share of members are present for item",
    values={
        "set": SetOf("members", Type("thing", "person", several=True)), "low": Fraction(2, 3), "base": Fraction(10),
        "yes": (Thing("person", "市长"),), "due": Due.at(date(2024, 3, 20)), "match": Truth.OPEN, "nothing": NONE,
    },
)  # fmt: skip
LENGTH = gap("items.2.papers.1.length", "议题2汇报稿的字数", "the length of the report on item 2")
SUBJECTS = gap("items.2.subjects", "议题2的内容", "the subjects of item 2")
POINT = gap("", "材料是否简明扼要", "is the paper to the point", "judgement")

FINISHED = Report(
    path="2024-03-20.meeting.yaml",
    kind="meeting",
    rulebook="executive",
    rulebook_version="2024-01-24",
    rulebook_digest="sha256:0",
    rulebook_title=texts("市政府常务会议", "executive meeting of the city government"),
    title="2024年第5次常务会议",
    day=date(2024, 3, 20),
    calendar={"country": "CN", "announced_through": "2026-12-28"},
    as_of=date(2024, 3, 26),
    state="closed",
    items=ITEMS,
    notes=(texts("未提供会议登记，会议频次未检查", "without a register, how often the body meets was not checked"),),
    findings=(
        finding("minutes-drafted", "21-1a", "pass", "会后起草会议纪要", "minutes are drafted", line=60),
        finding("report-length", "13-1e", "fail", "汇报稿一般不超过1500字：1620字，限1500字，超120字",
                "a report normally has 1500 characters at most: 1620 characters, at most 1500, 120 too many",
                force="normally", subject=SubjectRef("paper", "items.1.papers.1"), item="items.1", line=41),
        finding("quorum-personnel", "15-1b", "fail", "研究人事任免事宜须有三分之二以上组成人员出席：组成人员10人，需7人，实到6人，缺1人",
                "an item on appointments needs two thirds of the members: 10 members, 7 needed, 6 present, 1 short",
                subject=FIRST, line=38, proof=QUORUM,
                remedy=("该议题改期研究，其余议题不受影响", "put this item off; the rest of the agenda stands")),
        finding("leave", "19-1c", "fail", "副市长、秘书长请假须经市长同意：由秘书长同意，应由市长同意",
                "a vice mayor takes leave with the mayor's consent: granted by the secretary general, should be by the mayor",
                subject=SubjectRef("person", "副市长己", "副市长己"), line=22,
                notes=(texts("请假记录见第22行", "see line 22"),)),
        finding("punctual", "19-1a", "fail", "参会人员须准时到会：晚到10分钟", "participants are on time: 10 minutes late",
                force="in_principle", subject=SubjectRef("person", "副市长甲", "副市长甲"), line=18),
        finding("paper-length", "13-1e", "unknown", "汇报稿一般不超过1500字：缺：字数", "a report is short: missing: its length",
                force="normally", subject=SECOND, line=55, missing=(LENGTH,)),
        finding("quorum-item", "15-1b", "unknown", "研究人事任免事宜须有三分之二以上组成人员出席：缺：议题2的内容",
                "an item on appointments needs two thirds of the members: missing: the subjects of item 2",
                subject=SECOND, line=50, missing=(SUBJECTS,)),
        finding("hearing", "9-1e", "unknown", "涉及公众利益的重大事项须听取各方意见：缺：议题2的内容",
                "matters of public interest are heard: missing: the subjects of item 2",
                subject=SECOND, line=50, missing=(SUBJECTS, LENGTH)),
        finding("to-the-point", "13-1b", "manual", "会议文件须简明扼要", "papers are to the point", subject=SECOND, missing=(POINT,)),
        finding("signed", "21-1c", "pending", "会议纪要由会议主持人签发", "the chair signs the minutes",
                due=Due.at(date(2024, 3, 27))),
        finding("issued", "21-2a", "pending", "会议纪要须及时印发", "the minutes are issued", due=Due(date(2027, 2, 10), date(2027, 2, 15))),
        finding("filed", "21-1d", "pending", "议题材料须归档", "the papers of an item are filed", subject=FIRST, due=Due.at(date(2024, 3, 27))),
        finding("filed", "21-1d", "pending", "议题材料须归档", "the papers of an item are filed", subject=SECOND, due=Due.at(date(2024, 3, 27))),
        finding("next", "14-1a", "pending", "出席人数须达半数以上", "half of the members are present", forecast="fail"),
        finding("ad-hoc", "11-1e", "excused", "临时动议一般不上会", "no ad hoc items", subject=SECOND, evidence=("11-1e", "确需上会研究，市长2024年3月19日同意")),
        finding("hearing", "9-1e", "skip", "涉及公众利益的重大事项须听取各方意见", "matters of public interest are heard", subject=FIRST),
    ),
)  # fmt: skip
CLEAN = evolve(
    FINISHED,
    path="2024-03-27.meeting.yaml",
    title="",
    day=date(2024, 3, 27),
    findings=FINISHED.findings[:1],
    notes=(),
    items={},
)
PROBLEM = Diagnostic(
    "no-such-day", texts("没有2024年2月30日这一天", "there is no 2024-02-30"), Place(Source("x.meeting.yaml", "day: 2024-02-30\n"), 1, 6, 10),
    texts("请写成2024-02-29", "write it as 2024-02-29"),
)  # fmt: skip
RUN = Run(date(2024, 3, 26), (Input("meeting", FINISHED.path, "sha256:1"),), (FINISHED,))
SEVERAL = Run(date(2024, 3, 26), (), (FINISHED, CLEAN), (PROBLEM,))


def golden(name, text, accept):
    path = GOLDEN / f"{name}.txt"
    if accept:
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_report_reads_as_pinned(lang, accept):
    golden(f"report.{lang}", render_run(RUN, lang), accept)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_several_reports_end_in_one_line(lang, accept):
    golden(f"run-verbose.{lang}", render_run(SEVERAL, lang, verbose=True), accept)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_problems_are_shown_apart(lang, accept):
    assert "2024-02-30" not in render_run(SEVERAL, lang)
    golden(f"problems.{lang}", render_problems(SEVERAL, lang), accept)


def test_the_json_of_a_run_is_pinned(accept):
    golden("run.json", run_to_json(SEVERAL), accept)


def test_colour_changes_nothing_but_colour():
    coloured = render_run(SEVERAL, "zh", color=True)
    assert coloured != click.unstyle(coloured) == render_run(SEVERAL, "zh")


def test_no_text_of_a_file_can_fake_a_line_or_steer_the_terminal():
    evil = "甲\x1b[2J\n结论：合规\u202e"
    subject = SubjectRef("person", "p", evil)
    bad = finding(
        "r", "1-1a", "fail", evil, evil, subject=subject, item="items.1", notes=(texts(evil, evil),), evidence=(evil,)
    )
    bad = evolve(bad, missing=(gap(evil, evil, evil),))
    other = [evolve(bad, status=status) for status in ("unknown", "manual", "pending", "excused")]
    report = evolve(
        CLEAN, title=evil, path=evil, items={"items.1": evil}, findings=(bad, *other), notes=(texts(evil, evil),)
    )
    text = render_run(Run(None, (), (report,)), "zh", verbose=True)
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert not any(line.strip() == "结论：合规" or line.startswith("结论") for line in text.split("\n"))


def test_long_lists_are_cut_with_a_hint():
    many = tuple(
        finding(f"r{n}", "1-1a", "unknown", f"要求{n}", f"demand {n}", missing=(gap(f"f{n}", "x", "x"),))
        for n in range(40)
    )
    run = Run(None, (), (evolve(CLEAN, findings=many),))
    assert "另有28项未列出（--verbose 全部列出）" in render_run(run, "zh")
    assert "未列出" not in render_run(run, "zh", verbose=True)
    assert "demand 39" in render_run(run, "en", verbose=True)


def test_many_pending_items_of_one_rule_take_one_line():
    items = [SubjectRef("item", f"items.{n}", f"议题{n}") for n in range(1, 9)]
    many = tuple(
        finding("filed", "21-1d", "pending", "须归档", "are filed", subject=s, due=Due.at(date(2024, 3, 27)))
        for s in items
    )
    text = render_run(Run(None, (), (evolve(CLEAN, findings=many),)), "zh")
    assert "议题1、议题2、议题3、议题4、议题5等8项：须归档（第二十一条第一款）" in text


def test_the_facts_that_settle_the_most_come_first():
    open_ = [f for f in FINISHED.findings if f.status == "unknown"]
    assert [(g.fact, alone, more) for g, alone, more in settling(open_)] == [
        ("items.2.papers.1.length", 1, 1),
        ("items.2.subjects", 1, 1),
    ]
    assert settling([evolve(open_[0], missing=(POINT,))]) == []


def test_only_a_judgement_makes_it_a_matter_for_a_person():
    pending = finding(
        "r", "1-1a", "pending", "文件须简明", "papers are short", missing=(POINT,), due=Due.at(date(2024, 3, 27))
    )
    ripe = evolve(pending, stage="preparation")
    text = render_run(Run(None, (), (evolve(CLEAN, findings=(ripe,)),)), "zh")
    assert "待人工判断（1）" in text
    assert "近期待办" not in text
    text = render_run(Run(None, (), (evolve(CLEAN, findings=(pending,)),)), "zh")
    assert "待人工判断" not in text  # nobody can judge yet what happens in the room
    assert "近期待办（1）" in text


# ---- JSON ---------------------------------------------------------------------------------------------------------------


def test_the_json_has_the_stable_keys():
    data = json.loads(run_to_json(SEVERAL))
    assert list(data) == [
        "format",
        "version",
        "tool",
        "detail",
        "as_of",
        "inputs",
        "verdict",
        "summary",
        "problems",
        "reports",
    ]
    assert (data["format"], data["version"], data["verdict"]) == ("meetingrules-run", "1.0", "not_checked")
    assert data["problems"][0]["location"] == {"path": "x.meeting.yaml", "line": 1, "column": 6}
    report = data["reports"][0]
    needed = {"path", "kind", "rulebook", "calendar", "verdict", "summary", "notes", "findings"}
    assert needed <= set(report)
    wanted = {
        "rule", "cites", "force", "severity", "status", "forecast", "stage", "subject", "message", "explanation", "missing",
        "due", "remedy", "evidence", "readings", "notes", "location", "fingerprint",
    }  # fmt: skip
    assert all(wanted <= set(f) for f in report["findings"])


def test_a_due_day_is_one_or_two():
    dues = [f["due"] for f in run_to_dict(RUN)["reports"][0]["findings"] if f["due"]]
    assert dues[:2] == [{"at": "2024-03-27"}, {"earliest": "2027-02-10", "latest": "2027-02-15"}]


def test_an_explanation_is_plain_data():
    proof = run_to_dict(RUN)["reports"][0]["findings"][2]["explanation"]
    assert proof["values"] == {
        "low": "2/3", "base": 10, "yes": ["市长"], "due": {"at": "2024-03-20"}, "match": "open", "nothing": "none",
    }  # fmt: skip


def test_lines_are_the_run_and_then_its_reports():
    head, *rows = [json.loads(line) for line in run_to_jsonl(SEVERAL).splitlines()]
    whole = run_to_dict(SEVERAL)
    assert {**head, "reports": rows} == whole


def test_what_is_said_of_many_persons_takes_one_row():
    persons = [SubjectRef("person", name, name) for name in ("甲", "乙", "丙", "丁", "戊", "己", "庚")]
    many = tuple(
        finding("sent", "14-2b", "unknown", "会议通知须送达", "notice is sent", subject=p, missing=(SUBJECTS,))
        for p in persons
    )
    run = Run(None, (), (evolve(CLEAN, findings=many),))
    assert "甲、乙、丙、丁、戊等7人：会议通知须送达" in render_run(run, "zh")
    assert render_run(run, "zh", verbose=True).count("会议通知须送达") == 7
