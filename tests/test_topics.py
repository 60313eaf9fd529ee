"""Agenda tables: what offices write is read, what cannot be read is told with its cell, and the loader takes every result."""

from datetime import UTC, date
from functools import cache, partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetingrules import load_roster, load_rulebook
from meetingrules.base.limits import Limits
from meetingrules.base.plain import from_plain
from meetingrules.base.source import Source
from meetingrules.exchange import itemvalues
from meetingrules.exchange.itemcolumns import OWN
from meetingrules.exchange.model import Cell, Grid
from meetingrules.exchange.topics import topics
from meetingrules.facts.load import load_plan
from meetingrules.lang.facts import Thing
from meetingrules.rulebook.shipped import shipped_rulebooks

ROOT = Path(__file__).parents[1]
BOARD = str(ROOT / "examples/school_board/school_board.rules.yaml")
BOOKS = (*shipped_rulebooks(), BOARD)


@cache
def book_of(name="executive"):
    return load_rulebook(name)


@cache
def city():
    return load_roster(ROOT / "examples/datong.roster.yaml", book_of())


def grid(*rows, sheet=None):
    return Grid(
        "a.csv",
        sheet,
        tuple(
            tuple(cell if isinstance(cell, Cell) else Cell(number, column, cell) for column, cell in enumerate(row, 1))
            for number, row in enumerate(rows, 1)
        ),
    )


def read(*rows, book="executive", roster=None, sheet=None):
    return topics(grid(*rows, sheet=sheet), book_of(book).words, roster)


def loaded(reading, book="executive", roster=None, **more):
    """The reading as the loader of meeting files takes it."""
    data = {"meeting": book_of(book).id, **more, **reading.values}
    return load_plan(from_plain(data), Source("<t>", ""), book_of(book).words, roster=roster, zone=UTC)


def left(reading):
    return [(u.code, u.where, u.text) for u in reading.unread]


# ---- headers -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("title", OWN["title"])
@pytest.mark.parametrize("department", OWN["department"])
def test_what_offices_call_title_and_department(title, department):
    got = read([title, department], ["供水", "水务局"], book="plenary")
    assert got.values == {"items": [{"title": "供水", "department": "水务局"}]}
    assert got.origins == {("items", "1", "title"): "A2", ("items", "1", "department"): "B2"}
    assert got.unread == ()


def test_a_header_below_merged_titles_and_of_two_rows():
    got = read(
        ["第12次常务会议议题表", "", "", "", ""],
        ["2024年3月20日", "", "", "", ""],
        ["序号", "议　题", "汇报", "", "备注"],
        ["", "", "单位", "汇报人", ""],
        ["1", "供水", "水务局", "水务局局长", ""],
        sheet="议题",
        roster=city(),
    )
    items = [{"title": "供水", "department": "水务局", "reported": "水务局局长"}]
    assert got.values == {"day": "2024-03-20", "items": items}
    assert got.origins["items", "1", "reported"] == "议题!D5"
    assert got.unread == ()


def test_what_stands_over_the_table_with_a_label_is_read_or_told():
    got = read(
        ["第12次常务会议议题表"],
        ["时间：2024年3月20日（星期三）9:00", "地点：＿＿＿"],
        ["主持人", "市长"],
        ["联系人：某甲", "字号：", "12"],
        ["序号", "议题"],
        ["1", "供水"],
        roster=city(),
    )
    assert got.values == {"day": "2024-03-20", "begins": "09:00", "chair": "市长", "items": [{"title": "供水"}]}
    assert (got.origins["day",], got.origins["begins",], got.origins["chair",]) == ("A2", "A2", "B3")
    assert left(got) == [("over-the-table", "A4", "联系人：某甲"), ("over-the-table", "C4", "12")]


@pytest.mark.parametrize(
    ("over", "code"),
    [
        (["时间：2024年3月20日、2024年3月21日"], "which-day"),
        (["主持：某某"], "over-the-table"),
        (["会议时间：2024年3月20日至21日"], "several-days"),
    ],
)
def test_over_the_table_nothing_is_guessed(over, code):
    got = read(over, ["序号", "议题"], ["1", "供水"], roster=city())
    assert got.values == {"items": [{"title": "供水"}]}
    assert [u.code for u in got.unread] == [code]


@pytest.mark.parametrize("row", [["列席人员", "教育局局长、水务局 水务局局长"], ["列席人员：教育局局长、水务局局长"]])
def test_who_attends_may_stand_below_the_items(row):
    got = read(["序号", "议题"], ["1", "供水"], row, roster=city())
    assert got.values["items"] == [{"title": "供水"}]
    assert got.values["invited"]["of"] == ["教育局局长", "水务局局长"]
    assert got.unread == ()


def test_a_first_item_whose_other_cells_are_empty_is_no_second_row_of_the_header():
    got = read(["序号", "议题", "提报部门"], ["1", "供水", ""], ["2", "供热", "住建局"])
    assert [item["title"] for item in got.values["items"]] == ["供水", "供热"]


@pytest.mark.parametrize(
    "rows", [[], [[]], [["姓名", "单位"], ["甲", "教育局"]], [["序号", "提报部门"], ["1", "教育局"]]]
)
def test_what_has_no_column_of_titles_is_no_agenda(rows):
    assert read(*rows) is None


@pytest.mark.parametrize("name", BOOKS)
def test_every_field_of_an_item_is_a_column_by_its_name_and_by_its_label(name):
    """The rulebook's words alone decide: no column of theirs is unknown, in no rulebook."""
    fields = book_of(name).words.kinds["item"].fields
    labels = [field.label["zh"] for field in fields.values()]
    for field in fields.values():
        for heading in {field.name, *({field.label["zh"]} if labels.count(field.label["zh"]) == 1 else ())}:
            got = read(["title", heading] if field.name != "title" else [heading, "x"], ["供水", "？！"], book=name)
            assert "unknown-column" not in {u.code for u in got.unread} or field.name == "title", heading


def test_the_words_of_another_body_are_columns_too():
    got = read(["No.", "Title", "kind", "day of the last decision on it"], ["1", "Uniform", "Motion", "2024/10/9"], book=BOARD)  # fmt: skip
    assert got.values == {"items": [{"title": "Uniform", "kind": "motion", "last_decided": "2024-10-09"}]}
    plan = loaded(got, BOARD)
    assert plan.values[Thing("item", "items.1")]["last_decided"] == date(2024, 10, 9)


# ---- cells ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["是", "√", "✓", "yes", "Yes", "Y", "true"])
def test_yes(text):
    assert read(["议题", "涉密"], ["供水", text]).values["items"][0]["classified"] == "yes"


@pytest.mark.parametrize("text", ["否", "×", "no", "NO", "n", "false"])
def test_no(text):
    assert read(["议题", "是否涉密"], ["供水", text]).values["items"][0]["classified"] == "no"


@pytest.mark.parametrize("text", ["秘密", "有", "待定", "1"])
def test_what_is_neither_yes_nor_no_is_left_and_nothing_else(text):
    got = read(["议题", "涉密", "提报部门"], ["供水", text, "水务局"])
    assert got.values == {"items": [{"title": "供水", "department": "水务局"}]}
    assert left(got) == [("not-yes-or-no", "B2", text)]


def test_what_is_blank_is_not_known():
    assert read(["议题", "涉密", "提报部门"], ["供水", "", " "]).values == {"items": [{"title": "供水"}]}


def test_an_unknown_department_is_told_with_the_nearest():
    got = read(["议题", "提报部门"], ["供水", "水务"], roster=city())
    assert got.values == {"items": [{"title": "供水"}]}
    assert [(u.code, u.where, u.why["zh"], u.why["en"]) for u in got.unread] == [
        ("no-such-unit", "B2", "没有“水务”这个单位（是不是“水务局”？）", "there is no unit called 水务 (did you mean 水务局?)")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "text", "value"),
    [
        ("汇报时间（分钟）", "５", "5"),
        ("时长", "5分钟", "5分钟"),
        ("内容", "土地、资金", ["土地", "资金"]),
        ("类别", "研究决定", "研究决定"),
        ("relevant_units", "财政局；住建局", ["财政局", "住建局"]),
        ("会议文件", "汇报稿；实施方案", [{"kind": "report"}, {"title": "实施方案"}]),
        ("会议文件", "无", "none"),
        ("审核", "副市长甲 2024-03-08", "副市长甲 2024-03-08"),
    ],
)
def test_each_type_of_field_reads_its_own_spelling(heading, text, value):
    got = read(["议题", heading], ["供水", text], roster=city())
    assert got.unread == ()
    assert [v for k, v in got.values["items"][0].items() if k != "title"] == [value]
    loaded(got, roster=city())


@pytest.mark.parametrize(
    ("heading", "text", "code"),
    [
        ("提报部门", "教育局、财政局", "several"),
        ("汇报人", "主要负责人", "which-one"),
        ("汇报人", "教育局局", "no-such-person"),
        ("时长", "约五分钟", "not-a-number"),
        ("类别", "其他", "no-such-word"),
        ("不同意见", "没有意见", "no-cell-form"),
        ("备注", "加急", "no-place"),
        ("列席单位", "财政局", "not-a-person"),
        ("经办科室", "秘书一科", "unknown-column"),
        ("研究", "9:30", "which-day"),
    ],
)
def test_what_a_cell_says_that_cannot_be_read_is_told_in_both_languages(heading, text, code):
    got = read(["议题", heading], ["供水", text], roster=city())
    assert got.values == {"items": [{"title": "供水"}]}
    (unread,) = got.unread
    assert (unread.code, unread.where) == (code, "B1" if code == "unknown-column" else "B2")
    assert unread.why["zh"] != unread.why["en"]
    assert "items.1" not in unread.why["zh"] + unread.why["en"]


def test_who_attends_is_read_by_name_as_a_list_that_may_go_on():
    got = read(["议题", "列席单位"], ["供水", "财政局局长、住建局"], ["供热", "财政局局长"], roster=city())
    assert got.values["invited"] == {"complete": "no", "of": ["财政局局长"]}
    assert got.origins["invited", "财政局局长"] == "B2"
    assert left(got) == [("not-a-person", "B2", "财政局局长、住建局")]


def test_a_title_over_two_lines_is_one_and_none_is_no_title():
    got = read(["议题", "提报部门"], ["关于供水\n的请示", ""], ["Water\nworks", ""], ["none", "水务局"])
    assert [item.get("title") for item in got.values["items"]] == ["关于供水的请示", "Water works", None]
    assert left(got) == [("reads-otherwise", "A4", "none")]


def test_a_cell_with_trouble_is_told_and_its_item_stays():
    got = read(["议题", "提报部门"], [Cell(2, 1, "", "formula-without-value"), "水务局"], ["供热", Cell(3, 2, "#REF!", "error-value")])  # fmt: skip
    assert got.values == {"items": [{"department": "水务局"}, {"title": "供热"}]}
    assert [(u.code, u.where) for u in got.unread] == [("formula-without-value", "A2"), ("error-value", "B3")]
    assert all(u.why["zh"] and u.why["en"] for u in got.unread)


# ---- rows ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "row", [["合计", "", "3项"], ["共3项议题"], ["审核人：", "", "某甲"], ["注：按次序汇报"], ["一、研究事项"], ["", "（一）听取汇报"], ["Signed: Clerk"]]
)  # fmt: skip
def test_a_row_that_is_no_item_is_told_once(row):
    got = read(["序号", "议题", "提报部门"], ["1", "供水", "水务局"], row, ["2", "供热", "住建局"])
    assert [item["title"] for item in got.values["items"]] == ["供水", "供热"]
    assert [(u.code, u.where[-1]) for u in got.unread] == [("not-an-item", "3")]


def test_blank_rows_rows_with_a_number_alone_and_the_header_of_the_next_page_say_nothing():
    head = ["序号", "议题", "提报部门"]
    got = read(head, ["1", "供水", "水务局"], ["", "", ""], head, ["2", "供热", "住建局"], ["3", "", ""])
    assert len(got.values["items"]) == 2
    assert got.unread == ()


def test_what_belongs_to_no_title_is_told_cell_by_cell():
    got = read(["序号", "议题", "提报部门", "汇报人"], ["1", "供水", "水务局", ""], ["", "", "住建局", "某乙"])
    assert left(got) == [("no-title", "C3", "住建局"), ("no-title", "D3", "某乙")]


def test_titles_that_are_numbered_like_headings_stay_items_where_all_are():
    got = read(["议题"], ["一、供水"], ["二、供热"])
    assert [item["title"] for item in got.values["items"]] == ["一、供水", "二、供热"]
    assert got.unread == ()


@pytest.mark.parametrize("text", ["4", "04", "９" * 5000])
def test_a_number_that_is_not_the_item_s_is_told(text):
    got = read(["序号", "议题"], ["01", "供水"], ["2.", "供热"], [text, "供气"])
    assert [(u.code, u.where) for u in got.unread] == [("other-number", "A4")]


def test_a_table_too_large_for_a_meeting_file_is_cut_and_told(monkeypatch):
    monkeypatch.setattr(itemvalues, "from_plain", partial(from_plain, limits=Limits(nodes=50)))
    got = read(["序号", "议题"], *([str(n), f"议题{n}"] for n in range(1, 101)))
    kept = len(got.values["items"])
    assert kept == 15  # three nodes each, beside those of the file
    assert left(got)[0] == ("together", f"B{kept + 2}", f"议题{kept + 1}")
    assert len(got.unread) == 100 - kept


# ---- properties ----------------------------------------------------------------------------------------------------------

HEADINGS = [name for names in OWN.values() for name in names]
texts = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["", "none", "无", "planned", "all", "everyone", "members", "each_item", "others", "*", "1", "2024-03-05"]),
    st.sampled_from(["教育局", "水务局、住建局", "市长 2024-03-05", "提报部门", "主要负责人", "分管", "是", "√", "5分钟", "{}", "=1+1"]),
)  # fmt: skip
troubles = st.sampled_from([None, None, None, "formula-without-value", "error-value", "x"])


@st.composite
def tables(draw, name):
    fields = book_of(name).words.kinds["item"].fields.values()
    headings = [*HEADINGS, *(n for f in fields for n in (f.name, f.label["zh"], f.label["en"])), "别的"]
    width = draw(st.integers(1, 6))
    head = [draw(st.sampled_from(headings)) for _ in range(width)]
    head[draw(st.integers(0, width - 1))] = draw(st.sampled_from(["议题", "title"]))
    rows = draw(st.lists(st.lists(st.tuples(texts, troubles), min_size=width, max_size=width), max_size=5))
    above = draw(st.lists(st.lists(texts, min_size=1, max_size=1), max_size=2))
    cells = [[(t, None) for t in row] for row in (*above, head)] + rows
    return grid(*([Cell(y, x, t, bad) for x, (t, bad) in enumerate(row, 1)] for y, row in enumerate(cells, 1)))


@pytest.mark.parametrize("roster", [False, True], ids=["any name", "roster"])
@pytest.mark.parametrize("name", ["executive", BOARD], ids=["executive", "school_board"])
@given(data=st.data())
def test_the_loader_takes_every_reading_and_nothing_is_lost_without_a_word(name, roster, data):
    table = data.draw(tables(name))
    known = city() if roster and name == "executive" else None
    got = topics(table, book_of(name).words, known)
    assert got is not None
    loaded(got, name, known)
    loaded(got, name, known, day="2024-03-20", begins="09:00")
    items = got.values.get("items", [])
    assert {path for path in got.origins if path[0] == "items"} == {
        ("items", str(n), key) for n, item in enumerate(items, 1) for key in item
    }
    assert all(set(u.why) == {"zh", "en"} and u.why["zh"] and u.why["en"] and u.where for u in got.unread)
    told = {*got.origins.values(), *(u.where for u in got.unread)}
    for row in table.rows:
        filled = [cell for cell in row if cell.text.strip() or cell.trouble]
        assert len(filled) < 2 or told & {cell.name for cell in filled} or row_is_header(row), filled


def row_is_header(row):
    return any(cell.text in {"议题", "title"} for cell in row)
