"""What goes out: pinned papers of all bodies, read back as what they say, harmless, and without what is classified."""

import csv
import io
from datetime import date, datetime
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from hypothesis import assume, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from meetingrules import cli, load_plan, load_roster, load_rulebook
from meetingrules.base.diagnostics import HIDDEN, InvalidText
from meetingrules.base.harmless import FORMULA
from meetingrules.engine.check import world_of
from meetingrules.exchange import workbook as workbooks
from meetingrules.exchange.known import ABSENT, LATE, LEAVE, PRESENT, Known
from meetingrules.exchange.lists import attendance
from meetingrules.exchange.minutes import SAYS as LISTS
from meetingrules.exchange.minutes import minutes
from meetingrules.exchange.page import BLANK, Line, Rows
from meetingrules.exchange.printed import as_csv, as_markdown, as_text, harmless
from meetingrules.exchange.sheet import grids
from meetingrules.exchange.signin import signin
from meetingrules.exchange.topics import topics
from meetingrules.exchange.workbook import workbook
from meetingrules.facts.world import MEETING
from meetingrules.rulebook.shipped import shipped_rulebooks
from meetingrules.verbs.export import PAPERS, page_of
from test_masking import MARK, OPEN_TITLE, meeting

ROOT = Path(__file__).parents[1]
GOLDEN = Path(__file__).parent / "golden" / "exports"
BOARD = "examples/school_board/school_board.rules.yaml"
HELD = ("executive/2024-03-20", "executive/2024-11-28", "plenary/2024-12-31", "mayor_office/2024-12-05",
        "party_decision/2024-09-29", "topical/2024-06-06", "school_board/2025-04-09")  # fmt: skip
PLANNED = ("executive/2025-10-14", "plenary/2025-12-24", "mayor_office/2024-10-10", "party_decision/2026-02-26",
           "topical/2026-05-08", "school_board/2026-02-11")  # fmt: skip
ALL = [
    p.relative_to(ROOT / "examples").as_posix().removesuffix(".meeting.yaml")
    for body in ("executive", "plenary", "mayor_office", "party_decision", "topical", "school_board")
    for p in sorted((ROOT / "examples" / body).glob("*.meeting.yaml"))
]
LANGS = ("zh", "en")


@pytest.fixture(autouse=True)
def at_the_root(monkeypatch):
    monkeypatch.chdir(ROOT)


def path_of(name):
    return Path(f"examples/{name}.meeting.yaml")


def book_name(name):
    return BOARD if name.startswith("school_board/") else None


@cache
def book_of(name):
    return load_rulebook(name)


@cache
def known_of(name):
    book = book_of(book_name(name) or name.split("/")[0])
    return known(load_plan(path_of(name), book), book)


def known(plan, book):
    return Known(book, world_of(plan, book, None, None))


def paper_of(name, paper, lang, *, mask=True):
    one = known_of(name)
    return page_of(paper, one.world.plan, one.book, lang, mask=mask)


def tables(page):
    """A page as it is read back: from CSV, and from a workbook."""
    (text,) = grids(as_csv(page).encode("utf-8"), "a.csv")
    (sheet,) = grids(workbook(harmless(page), "a", date(2024, 3, 20)), "a.xlsx")
    return text, sheet


# ---- pinned --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", [*HELD, *PLANNED])
def test_the_papers_of_a_meeting_read_as_pinned(name, lang, accept):
    text = "\n----\n\n".join(as_text(paper_of(name, paper, lang)) for paper in PAPERS)
    path = GOLDEN / f"{name}.{lang}.txt"
    if accept:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize(("ending", "show"), [("md", as_markdown), ("csv", as_csv)])
def test_each_format_reads_as_pinned(paper, ending, show, lang, accept):
    data = show(paper_of("executive/2024-11-28", paper, lang)).encode("utf-8")
    path = GOLDEN / f"{paper}.{lang}.{ending}"
    if accept:
        path.write_bytes(data)
    assert data == path.read_bytes()


def test_the_examples_show_meetings_before_and_after():
    assert all(known_of(name).held for name in HELD)
    assert not any(known_of(name).held for name in PLANNED)


# ---- read back -----------------------------------------------------------------------------------------------------------

CAME = {PRESENT: True, LATE: True, LEAVE: False, ABSENT: False}


def presences(one):
    """Of everybody who is listed: whether he came, whether late and when, whether he left early."""
    everyone = (*one.sitting, *one.attending, *one.others)
    found = {person: one.presence(person) for person in everyone}
    return {
        person: (CAME.get(p.state), p.state == LATE, one.clock(p.arrived, "en") if p.state == LATE else "", p.left)
        for person, p in found.items()
    }


def read_back(one, found):
    """The presences that an attendance list gives, table by table."""
    book, plan = one.book, one.world.plan
    for grid in found:
        reading = signin(grid, book.words, plan.roster)
        assert reading is not None
        data = {"meeting": book.id, **reading.values}
        data |= {"day": plan.day.isoformat(), "begins": plan.begins.isoformat("minutes")} if plan.begins else {}
        again = known(load_plan(data, book, roster=plan.roster), book)
        yield {person: presences_of(again, person) for person in (*one.sitting, *one.attending, *one.others)}


def presences_of(again, person):
    found = again.presence(person)
    late = found.state == LATE
    return CAME.get(found.state), late, again.clock(found.arrived, "en") if late else "", found.left


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", ALL)
def test_an_attendance_list_says_who_was_there(name, lang):
    one = known_of(name)
    if not one.sitting and not one.attending and not one.others:
        pytest.skip("nobody is known")
    for got in read_back(one, tables(paper_of(name, "attendance", lang, mask=False))):
        assert got == presences(one)


def stated(plan):
    """Title, department, who reported and for how long, item by item."""
    items = [thing for thing, _ in getattr(plan.values[MEETING].get("items"), "entries", ())]
    fields = [plan.values[item] for item in items]
    people = [
        sorted(who.id for r in getattr(f.get("reported"), "records", ()) for who in r.roles.get("by", ()))
        for f in fields
    ]
    return [
        (item.label, getattr(f.get("department"), "id", ""), by, f.get("reporting_time"))
        for item, f, by in zip(items, fields, people, strict=True)
    ]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", ALL)
def test_an_agenda_gives_the_same_items(name, lang):
    one = known_of(name)
    plan, book = one.world.plan, one.book
    for grid in tables(paper_of(name, "agenda", lang, mask=False)):
        reading = topics(grid, book.words, plan.roster, zone=book.zone)
        if not stated(plan):
            assert reading is None
            continue
        assert reading.unread == ()
        again = load_plan({"meeting": book.id, **reading.values}, book, roster=plan.roster)
        assert stated(again) == stated(plan)
        assert again.day == plan.day
        assert again.begins == plan.begins


# ---- nothing is guessed --------------------------------------------------------------------------------------------------

PEOPLE = ["市长", "常务副市长", "副市长甲", "副市长乙", "教育局局长", "税务局副局长"]
LISTED = [LISTS[key]["zh"] for key in ("present", "present-planned", "leave", "attending", "attending-planned", "absent", "not_coming", "unknown")]  # fmt: skip


@cache
def executive():
    book = book_of("executive")
    return book, load_roster(ROOT / "examples" / "datong.roster.yaml", book)


def made(**more):
    """A meeting of the sample city, whatever is known of it."""
    book, roster = executive()
    data = {"meeting": "executive", "day": "2024-03-20", "begins": "09:00", "invited": ["教育局局长"], **more}
    return known(load_plan(data, book, roster=roster), book)


@st.composite
def records(draw):
    """What a file says of some persons: each in one list at most, with leave or without."""
    found = {key: [] for key in ("present", "absent", "coming", "not_coming")}
    late, left, leave, represented = {}, {}, {}, {}
    for person in PEOPLE:
        kind = draw(st.sampled_from(["present", "absent", "late", "left", "coming", "not_coming", "nothing"]))
        if kind == "late":
            late[person] = draw(st.sampled_from(["09:10", "10:00"]))
        if kind in {"left", "late"} and draw(st.booleans()):
            left[person] = draw(st.sampled_from(["10:30", "11:15"]))
        elif kind == "left":
            found["present"].append(person)
        if kind in found:
            found[kind].append(person)
        if kind in {"absent", "nothing", "not_coming"} and draw(st.booleans()):
            granted = draw(st.sampled_from(["市长 2024-03-18", "none", None]))
            leave[person] = {"reason": "出差", "requested": "2024-03-17", **({"granted": granted} if granted else {})}
        if kind == "absent":  # of whoever is represented a sheet says that he did not come
            represented[person] = draw(st.sampled_from(["none", "税务局局长"]))
    attendance = {"present": found["present"], "absent": found["absent"], "late": late, "left": left}
    replies = {"coming": found["coming"], "not_coming": found["not_coming"]}
    more = {"attendance": attendance} if any(attendance.values()) else {}
    more |= {"replies": replies} if any(replies.values()) else {}
    return {**more, "leave": leave or "none", "represented": represented or "none"}


def lists_of(one, lang="zh"):
    """The lists of the minutes: label -> what stands there."""
    lines = [part for part in minutes(one, lang).parts if isinstance(part, Line)]
    return {line.label: line.text for line in lines if line.label in LISTED}


@given(more=records())
def test_everybody_stands_in_one_list_and_in_the_one_that_the_record_says(more):
    one = made(**more)
    people = (*one.sitting, *one.attending, *one.others)
    assert len(set(people)) == len(people)
    found = lists_of(one)
    names = [
        name.partition("（")[0] for text in found.values() for name in text.split("、") if name not in {BLANK, "无"}
    ]
    assert sorted(names) == sorted(people)
    record = one.world.plan.attendance
    for person in people:
        came = one.world.presences.came(person)[0]
        text = next(
            label for label, text in found.items() if person in {n.partition("（")[0] for n in text.split("、")}
        )
        if came is None and text not in {"请假", "拟出席", "拟列席", "回复不参加"}:
            assert text == "未确认"
        assert (text in {"出席", "列席"}) is (came is True)
        assert text != "缺席" or came is False
        assert text != "请假" or one.presence(person).state == LEAVE
        assert not text.startswith("拟") or person in record.coming


@pytest.mark.parametrize("lang", LANGS)
@given(more=records())
def test_whatever_is_on_record_an_attendance_list_reads_back(lang, more):
    one = made(**more)
    if one.world.plan.attendance.recorded:
        (text, _) = tables(attendance(one, lang))
        (got,) = read_back(one, (text,))
        assert got == presences(one)


def test_before_a_meeting_nobody_is_absent_and_decisions_are_blanks():
    one = made(items=[{"title": "供水", "department": "水务局"}])
    assert lists_of(one) == {
        "出席": BLANK,
        "请假": BLANK,
        "列席": BLANK,
        "未确认": "、".join((*one.sitting, "教育局局长")),
    }
    text = as_text(minutes(one, "zh"))
    assert "议定事项：＿＿＿\n" in text
    assert "缺席" not in text
    assert "通过" not in text


def test_of_a_closed_record_an_empty_list_says_nobody_and_of_an_open_one_it_is_a_blank():
    closed = made(attendance={"others": "present"})
    assert (lists_of(closed)["请假"], lists_of(closed)["列席"]) == ("无", "教育局局长")
    absent = made(attendance={"absent": ["副市长甲"], "others": "present"})
    assert lists_of(absent)["请假"] == BLANK  # whether the one who did not come had leave is not known
    told = made(attendance={"absent": ["副市长甲"], "others": "present"}, leave="none")
    assert lists_of(told)["请假"] == "无"


def test_an_item_that_was_not_taken_stands_apart_and_a_decision_of_its_name_is_still_to_be_written():
    one = made(
        attendance={"others": "present"},
        items=[{"title": "供水", "outcome": "adopted"}, {"title": "供热", "discussed": "none"}],
        decisions=[{"title": "供水", "item": 1, "units": ["水务局"], "due": "2024-06-30"}, {"title": "加强值守"}],
    )
    text = as_text(minutes(one, "zh"))
    assert "一、供水\n汇报：＿＿＿\n结果：通过\n议定事项：＿＿＿（承办：水务局；时限：2024年6月30日）\n" in text
    assert text.index("未研究的议题\n二、供热\n") < text.index("议定事项：加强值守")


def test_members_come_first_in_the_order_of_the_roster():
    one = made(invited=["税务局局长", "教育局局长", "市政府办公室主任"])
    assert one.sitting[:3] == ("市长", "常务副市长", "副市长甲")
    assert one.sitting[-1] == "秘书长"
    assert one.attending == ("市政府办公室主任", "教育局局长", "税务局局长")


def test_offices_and_posts_are_those_of_the_day():
    roster = {
        "offices": [{"mayor": "甲", "to": "2024-02-29"}, {"mayor": "乙", "acting": "yes", "from": "2024-03-01"},
                    {"principal_head": "丙", "of": "教育局", "from": "2024-03-01"}, {"principal_head": "丁", "of": "教育局", "to": "2024-02-29"}],
        "units": {"水务局": {"deputy_heads": ["丙"]}},
    }  # fmt: skip
    book = book_of("executive")
    one = known(
        load_plan({"meeting": "executive", "day": "2024-03-20", "roster": roster, "invited": ["丙"]}, book), book
    )
    rows = [row for part in attendance(one, "zh").parts if isinstance(part, Rows) for row in part.rows]
    assert [row[1:4] for row in rows if row[1]] == [
        ("乙", "", "市长（代理）"),
        ("丙", "教育局、水务局", "主要负责人、分管负责人"),
    ]


# ---- what is classified ----------------------------------------------------------------------------------------------------


def shown(page):
    """A page in every format, as whoever opens the file sees it."""
    cells = [cell for grid in tables(page) for row in grid.rows for cell in row]
    return {"text": as_text(page), "markdown": as_markdown(page), "csv": as_csv(page), "cells": "\n".join(c.text for c in cells)}  # fmt: skip


@pytest.mark.parametrize("name", shipped_rulebooks())
@pytest.mark.parametrize("paper", PAPERS)
def test_no_text_of_what_is_classified_is_in_any_paper(paper, name):
    book = book_of(name)
    plan = load_plan(meeting(book), book)
    for lang in LANGS:
        for form, text in shown(page_of(paper, plan, book, lang, mask=True)).items():
            assert MARK not in text, (form, lang)
            assert paper == "attendance" or OPEN_TITLE in text
        for text in shown(page_of(paper, plan, book, lang, mask=False)).values():
            assert MARK in text


@pytest.mark.parametrize("lang", LANGS)
def test_of_a_classified_item_an_agenda_and_minutes_show_the_number_alone(lang):
    item = {"title": "保密事项", "department": "水务局", "classified": True, "reported": "水务局局长", "outcome": "adopted",
            "reporting_time": 5, "papers": [{"title": "保密附件"}]}  # fmt: skip
    book, roster = executive()
    data = {"meeting": "executive", "day": "2024-03-20", "title": "研究保密事项的会议", "invited": ["水务局局长"],
            "items": [item, {"title": "供热", "department": "住建局"}], "attendance": {"others": "present"}}  # fmt: skip
    plan = load_plan(data, book, roster=roster)
    mask = "（涉密）" if lang == "zh" else "(classified)"
    page = page_of("agenda", plan, book, lang, mask=True)
    (rows,) = (part for part in page.parts if isinstance(part, Rows))
    assert rows.rows[0] == ("1", mask, *[""] * (len(rows.heads) - 2))
    assert rows.rows[1][1:3] == ("供热", "住建局")
    text = as_text(page_of("minutes", plan, book, lang, mask=True))
    heads = ("一、", "二、") if lang == "zh" else ("1. ", "2. ")
    between = text[text.index(heads[0] + mask) : text.index(heads[1] + "供热")]
    assert between.split("\n")[1:] == [f"{LISTS['decision'][lang]}{'：' if lang == 'zh' else ': '}{BLANK}", "", ""]
    assert "保密" not in text
    assert "保密事项" in as_text(page_of("minutes", plan, book, lang, mask=False))


# ---- hostile texts ---------------------------------------------------------------------------------------------------------

STARTS = [
    *FORMULA,
    " =",
    "|",
    "`",
    "<b>",
    "[a](javascript:b)",
    "![a](http://b)",
    "# ",
    "- ",
    "1. ",
    "---",
    "    a",
    "@all",
    "\n",
    "\u202e",
    "＿",
]
hostile = st.builds(
    "{}{}{}".format,
    st.sampled_from(STARTS),
    st.text(max_size=8),
    st.sampled_from(["", "|x", "\n# x", "</td>", "', \""]),
).filter(lambda text: text.strip() and not HIDDEN.search(text))
names = hostile.map(lambda text: text.replace("\n", " ")).filter(str.strip)


def hostile_meeting(title, unit, reason):
    """A meeting in which every text is somebody else's; None where the loader refuses one of them."""
    book = book_of("executive")
    data = {
        "meeting": "executive", "day": "2024-03-20", "title": title, "invited": [unit], "chair": unit,
        "attendance": {"present": [unit], "absent": ["秘书长"]}, "leave": {"秘书长": {"reason": reason, "granted": "2024-03-19"}},
        "items": [{"title": title, "department": unit, "papers": [{"title": reason}]}],
        "decisions": [{"title": reason, "item": 1}],
    }  # fmt: skip
    try:
        return load_plan(data, book), book
    except InvalidText:
        return None


@pytest.mark.parametrize("paper", PAPERS)
@given(title=hostile, unit=names, reason=hostile)
def test_no_cell_is_a_formula_and_every_cell_is_a_text(paper, title, unit, reason):
    found = hostile_meeting(title, unit, reason)
    assume(found is not None)
    page = page_of(paper, *found, "en", mask=True)
    cells = [cell for row in csv.reader(io.StringIO(as_csv(page).removeprefix("\ufeff"))) for cell in row]
    assert len(cells) > 6
    assert not [cell for cell in cells if cell.lstrip(" ").startswith(FORMULA)]
    book = openpyxl.load_workbook(io.BytesIO(workbook(harmless(page), "a", date(2024, 3, 20))))
    filled = [cell for row in book.active.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in filled} == {"s"}
    assert [cell.value for cell in filled] == [cell for cell in cells if cell]


def test_a_workbook_holds_texts_alone_whatever_they_look_like():
    row = ("=1+1", "-2", "12", "2024-03-20", "TRUE", "#REF!", "")
    book = openpyxl.load_workbook(io.BytesIO(workbook([row], "[a]:/*", date(2024, 3, 20))))
    assert [(cell.value, cell.data_type) for cell in book.active[1]] == [(text, "s") for text in row[:-1]]
    assert book.active.title == "a"


@pytest.mark.parametrize("paper", PAPERS)
@given(title=hostile, unit=names, reason=hostile)
def test_a_text_stays_a_text_in_markdown(paper, title, unit, reason):
    found = hostile_meeting(title, unit, reason)
    assume(found is not None)
    page = page_of(paper, *found, "en", mask=True)
    tokens = MarkdownIt("commonmark").enable("table").parse(as_markdown(page))
    inside = {child.type for token in tokens for child in token.children or ()}
    assert inside <= {"text", "text_special", "strong_open", "strong_close", "html_inline"}
    comments = {c.content for token in tokens for c in token.children or () if c.type == "html_inline"}
    assert comments <= {"<!-- -->"}
    kinds = {token.type.removesuffix("_open").removesuffix("_close") for token in tokens}
    assert kinds <= {"heading", "inline", "paragraph", "table", "thead", "tbody", "tr", "th", "td"}
    heads = [token for token in tokens if token.type == "heading_open"]
    assert [token.tag for token in heads] == ["h1"] + ["h2"] * (paper == "minutes")
    widths = [sum(t.type in {"th_open", "td_open"} for t in tokens[i:j]) for i, j in rows_in(tokens)]
    assert len(set(widths)) <= 1


def rows_in(tokens):
    """Where the rows of a table begin and end."""
    starts = [i for i, token in enumerate(tokens) if token.type == "tr_open"]
    return [(start, next(i for i in range(start, len(tokens)) if tokens[i].type == "tr_close")) for start in starts]


@given(title=hostile, unit=names, reason=hostile)
def test_a_text_fakes_no_line_of_a_text(title, unit, reason):
    found = hostile_meeting(title, unit, reason)
    plain = hostile_meeting("甲", "乙", "丙")
    assume(found is not None and title != reason)
    for paper in PAPERS:
        lines, wanted = (as_text(page_of(paper, *one, "zh", mask=True)).split("\n") for one in (found, plain))
        assert len(lines) == len(wanted)
        assert not any(HIDDEN.search(line) for line in lines)


# ---- the verb ----------------------------------------------------------------------------------------------------------------

HELD_ONE = str(path_of("executive/2024-03-20"))


def run(*args):
    return CliRunner().invoke(cli.main, ["export", *args])


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("a.md", b"# "),
        ("a.csv", "\ufeff".encode()),
        ("a.xlsx", b"PK"),
        ("a.txt", "市政府".encode()),
        ("a", "市政府".encode()),
    ],
)
def test_the_ending_says_the_format(name, start, tmp_path):
    target = tmp_path / name
    got = run("attendance", HELD_ONE, "--output", str(target), "--lang", "zh")
    assert (got.exit_code, got.output) == (0, "")
    assert target.read_bytes().startswith(start)


def test_the_format_that_is_told_goes_before_the_ending(tmp_path):
    target = tmp_path / "a.txt"
    assert run("agenda", HELD_ONE, "-o", str(target), "--format", "markdown", "--lang", "zh").exit_code == 0
    assert target.read_text(encoding="utf-8").startswith("# ")


def test_a_file_that_is_there_stays_unless_forced(tmp_path):
    target = tmp_path / "a.csv"
    target.write_text("old", encoding="utf-8")
    got = run("agenda", HELD_ONE, "-o", str(target))
    assert got.exit_code == 2
    assert "--force" in got.stderr
    assert target.read_text(encoding="utf-8") == "old"
    assert run("agenda", HELD_ONE, "-o", str(target), "--force").exit_code == 0
    assert target.read_bytes().startswith("\ufeff".encode())


def test_the_same_meeting_gives_the_same_bytes(tmp_path, monkeypatch):
    first, second = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    assert run("minutes", HELD_ONE, "-o", str(first)).exit_code == 0
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    monkeypatch.setattr("openpyxl.writer.excel.datetime.datetime", Later)
    assert run("minutes", HELD_ONE, "-o", str(second)).exit_code == 0
    assert first.read_bytes() == second.read_bytes()


class Later(datetime):
    """A clock that is far ahead."""

    @classmethod
    def now(cls, tz=None):
        return cls(2033, 1, 1, tzinfo=tz)


def test_what_is_classified_is_shown_only_when_asked_for(tmp_path):
    text = HELD_TEXT.format(roster=ROOT / "examples" / "datong.roster.yaml")
    path = tmp_path / "a.meeting.yaml"
    path.write_text(text, encoding="utf-8")
    assert "供水" not in run("agenda", str(path), "--lang", "zh").stdout
    assert "（涉密）" in run("agenda", str(path), "--lang", "zh").stdout
    assert "供水" in run("agenda", str(path), "--lang", "zh", "--no-mask").stdout


HELD_TEXT = "meeting: executive\nroster: {roster}\nday: 2024-03-20\nitems: [{{title: 供水, classified: yes}}]\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["agenda", "missing.meeting.yaml"], "no-such-file"),
        (["agenda", HELD_ONE, "--format", "xlsx"], "--output"),
        (["agenda", str(path_of("school_board/2025-04-09"))], "no-such-rulebook"),
        (["agenda", str(path_of("school_board/2025-04-09")), "--rulebook", "executive"], "no-such-office"),
        (["agenda", HELD_ONE, "--roster", "missing.roster.yaml"], "no-such-file"),
        (["agenda", HELD_ONE, "--output", "missing/a.csv"], "cannot write"),
    ],
)
def test_what_cannot_be_done_is_said_and_ends_with_two(arguments, words):
    got = run(*arguments, "--lang", "en")
    assert got.exit_code == 2
    assert words in got.stderr
    assert got.stdout == ""


def test_without_the_extra_a_workbook_is_refused_and_nothing_is_written(tmp_path, monkeypatch):
    monkeypatch.setattr(workbooks, "find_spec", lambda _name: None)
    target = tmp_path / "a.xlsx"
    for lang, words in (("zh", "写 xlsx 需要另装的部分"), ("en", "writing xlsx needs an extra")):
        got = run("agenda", HELD_ONE, "-o", str(target), "--lang", lang)
        assert (got.exit_code, target.exists()) == (2, False)
        assert "missing-extra" in got.stderr
        assert words in got.stderr
        assert "pip install 'meetingrules[xlsx]'" in got.stderr


def test_another_roster_says_who_holds_what(tmp_path):
    roster = tmp_path / "a.roster.yaml"
    roster.write_text("offices: [{mayor: 某甲}, {secretary_general: 某乙}]\n", encoding="utf-8")
    path = tmp_path / "a.meeting.yaml"
    path.write_text("meeting: executive\nday: 2024-03-20\ninvited: none\n", encoding="utf-8")
    text = run("attendance", str(path), "--roster", str(roster), "--lang", "zh").stdout
    assert [line.split()[1:3] for line in text.split("\n") if line[:1].isdigit()] == [
        ["某甲", "市长"],
        ["某乙", "秘书长"],
    ]
