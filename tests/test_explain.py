"""Why: rules and proofs said aloud, as pinned; each format read back; hostile names; what is classified."""

import json
import re
from datetime import date
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner

from meetingrules import cli, load_plan, load_rulebook
from meetingrules.base.days import Calendar
from meetingrules.base.diagnostics import InvalidText
from meetingrules.engine.explained import Named, explain
from meetingrules.lang.answers import Due
from meetingrules.render import explain as text
from meetingrules.render import explainhtml, explainjson
from meetingrules.render.rulepage import render_rule
from meetingrules.report.tree import TRUTHS
from meetingrules.report.treedays import counted, day_text
from meetingrules.report.treemask import masked
from meetingrules.rulebook.shipped import shipped_rulebooks
from test_masking import MARK
from test_masking import meeting as classified_meeting

ROOT = Path(__file__).parents[1]
GOLDEN = Path(__file__).parent / "golden" / "explain"
BOARD = "examples/school_board/school_board.rules.yaml"
LANGS = ("zh", "en")
PAGES = {
    "executive": ("quorum", "route-of-a-decision", "kept-off-the-agenda", "minutes-complete", "papers-well-made"),
    "mayor_office": ("items-are-announced", "leave-of-vice-mayors", "minutes-complete", "papers-are-well-made"),
    "party_decision": ("topics-determined-by-the-mayor", "minutes-formed", "minutes-to-the-party-secretary"),
    "plenary": ("presiding", "at-most-twice-a-year", "route-of-an-item", "quality-of-papers"),
    "topical": ("heads-take-part", "minutes-signed", "carried-out-without-a-date"),
    "school_board": ("carried", "notice", "questions-by-noon", "proxies-are-few"),
}
ASKED = {
    "executive": (
        ("2024-06-14", "quorum"), ("2024-11-28", "quorum-for-personnel"), ("2024-11-28", "route-of-a-decision", "--item", "2"),
        ("2024-11-28", "notice-in-time"), ("2025-01-23", "minutes-complete"), ("2024-11-28", "kept-off-the-agenda"),
        ("2025-10-14", "documents-are-issued"), ("2024-03-20", "on-time", "--person", "副市长庚"), ("2024-03-20", "papers-well-made"),
    ),
    "mayor_office": (
        ("2024-10-10", "length-of-reports"), ("2024-10-10", "items-are-announced"), ("2025-10-10", "minutes-complete"),
        ("2024-12-05", "leave-of-vice-mayors"),
    ),
    "party_decision": (
        ("2024-09-29", "minutes-formed"), ("2025-02-12", "minutes-formed"), ("2024-09-20", "topics-determined-by-the-mayor"),
    ),
    "plenary": (
        ("2024-07-25", "presiding"), ("2024-02-06", "minutes-complete"), ("2024-12-31", "route-of-an-item"),
    ),
    "topical": (
        ("2025-04-24", "minutes-formed"), ("2024-06-06", "heads-take-part"), ("2026-05-08", "papers-are-well-made"),
    ),
    "school_board": (
        ("2025-04-09", "carried"), ("2025-11-12", "quorum"), ("2026-02-11", "minutes"), ("2025-11-12", "proxies-are-few"),
    ),
}  # fmt: skip


@pytest.fixture(autouse=True)
def at_the_root(monkeypatch):
    monkeypatch.chdir(ROOT)


@cache
def book_of(name):
    return load_rulebook(ROOT / BOARD if name == "school_board" else name)


def run(*words):
    return CliRunner().invoke(cli.main, ["explain", *words])


def pinned(name, found, accept):
    file = GOLDEN / name
    if accept:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(found, encoding="utf-8")
    assert found == file.read_text(encoding="utf-8")


# ---- as pinned -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("body", sorted(PAGES))
def test_pages_of_rules(body, lang, accept):
    book = book_of(body)
    pinned(f"rules-{body}.{lang}.txt", "\n".join(render_rule(book, book.rule(r), lang) for r in PAGES[body]), accept)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("body", sorted(ASKED))
def test_proofs_of_meetings(body, lang, accept):
    told = []
    for day, *words in ASKED[body]:
        rulebook = ["--rulebook", BOARD] if body == "school_board" else []
        result = run(f"examples/{body}/{day}.meeting.yaml", *words, "--lang", lang, *rulebook)
        assert result.exit_code == 0, result.output
        told.append(f"$ {' '.join((day, *words))}\n{result.output}")
    pinned(f"{body}.{lang}.txt", "\n".join(told), accept)


# ---- each format says the same -----------------------------------------------------------------------------------------

LATE = "examples/executive/2024-11-28.meeting.yaml"
CHAIN = (LATE, "route-of-a-decision", "--item", "2")


def explained(*words):
    """What JSON says."""
    result = run(*words, "--format", "json")
    assert result.exit_code == 0, result.output
    return json.loads(result.output)


def nodes(parts, level=1):
    """All parts of an answer, each with its level."""
    for part in parts:
        yield level, part
        yield from nodes(part["parts"] or (), level + 1)


VOID = {"meta"}


class Page(HTMLParser):
    """The texts and elements of a page; every element that is opened is closed."""

    def __init__(self, page):
        super().__init__()
        self.texts, self.elements, self.open = [], [], []
        self.feed(page)
        assert not self.open

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        self.open += [tag] if tag not in VOID else []

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.texts.append(data)


@pytest.mark.parametrize("lang", LANGS)
def test_text_json_and_page_tell_the_same_tree(lang):
    told = explained(*CHAIN)
    shown = run(*CHAIN, "--lang", lang).output
    page = Page(run(*CHAIN, "--lang", lang, "--format", "html").output)
    whole = "\n".join(page.texts)
    assert (told["format"], told["version"], told["rule"]) == (
        "meetingrules-explanation",
        "1.0",
        "executive/route-of-a-decision",
    )
    (answer,) = told["answers"]
    assert (answer["id"], answer["status"]) == ("items.2", "fail")
    found = list(nodes(answer["parts"]))
    assert len(found) > 8
    for _, part in found:
        assert part["truth"] is None or part["truth"] in TRUTHS
        for text_ in (part["says"], *part["found"]):
            assert text_[lang] in shown
            assert text_[lang] in whole
        if part["location"] and not part["parts"]:
            assert f"{LATE}:{part['location']['line']}" in shown
    assert [part["says"]["en"] for _, part in found if part["breaks"]] == [
        "item 2 is requested by its department with “reasons” and “materials”"
    ]


def test_json_is_the_same_in_both_languages_and_has_the_places_of_the_facts():
    assert (
        run(*CHAIN, "--format", "json", "--lang", "zh").output == run(*CHAIN, "--format", "json", "--lang", "en").output
    )
    lines = (ROOT / LATE).read_text(encoding="utf-8").splitlines()
    placed = {
        part["says"]["en"]: part["location"]
        for _, part in nodes(explained(*CHAIN)["answers"][0]["parts"])
        if part["location"]
    }
    where = placed["item 2 is reviewed by its assisting deputy secretary-general (if any)"]
    assert where["path"] == LATE
    assert "协管 2024-11-12" in lines[where["line"] - 1]


@pytest.mark.parametrize("depth", [1, 2, 3])
def test_depth_cuts(depth):
    whole, cut = explained(*CHAIN), explained(*CHAIN, "--depth", str(depth))
    kept = [(level, part["says"]) for level, part in nodes(whole["answers"][0]["parts"]) if level <= depth]
    assert [(level, part["says"]) for level, part in nodes(cut["answers"][0]["parts"])] == kept
    for level, part in nodes(cut["answers"][0]["parts"]):
        assert level < depth or part["parts"] in (None, [])
    shown = run(*CHAIN, "--depth", str(depth), "--lang", "zh").output
    inner = re.findall(r"^( {4,})[✓✗?-] ", shown, re.MULTILINE)
    assert max(len(indent) // 2 - 1 for indent in inner) == depth
    assert ("--depth 可展开" in shown) is any(part["parts"] is None for _, part in nodes(cut["answers"][0]["parts"]))


def test_the_page_stands_by_itself():
    page = Page(run(*CHAIN, "--format", "html").output)
    names = {tag for tag, _ in page.elements}
    assert "details" in names
    assert not names & {"script", "link", "img", "iframe", "object", "a", "form", "base"}
    attributes = {name for _, attrs in page.elements for name in attrs}
    assert attributes <= {"lang", "charset", "http-equiv", "content", "name", "class", "open"}
    assert "http://" not in "".join(page.texts)
    assert not re.search(r"url\(|@import", "".join(page.texts))


# ---- names that nobody should have -------------------------------------------------------------------------------------

HOSTILE = (
    "<script>alert(1)</script>", "</summary></details><b onload=x>", '"><img src=x onerror=y>', "&lt;b&gt;",
    "::error::x", "{label} {0} %s", "=1+1",
)  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_stay_text(name):
    book = book_of("executive")
    data = {
        "meeting": "executive", "day": "2024-03-20", "begins": "09:00", "ends": "10:00", "as_of": "2024-06-01",
        "roster": {"offices": [{"mayor": "市长"}], "units": {"教育局": {"principal_head": "教育局局长"}}},
        "items": [{"title": name, "department": "教育局", "kind": "decision", "determined": "市长 2024-03-21"}],
    }  # fmt: skip
    found = explain(load_plan(data, book), book, "route-of-a-decision", Named())
    told = json.loads(explainjson.render(found))
    assert name in told["answers"][0]["subject"]["zh"]
    for lang in LANGS:
        shown = text.render(found, lang)
        assert len(shown.splitlines()) == len(text.render(renamed(data, book, "甲"), lang).splitlines())
        page, plain = explainhtml.render(found, lang), explainhtml.render(renamed(data, book, "甲"), lang)
        assert [tag for tag, _ in Page(page).elements] == [tag for tag, _ in Page(plain).elements]


def renamed(data, book, title):
    """The same meeting with another title."""
    data = {**data, "items": [{**data["items"][0], "title": title}]}
    return explain(load_plan(data, book), book, "route-of-a-decision", Named())


@pytest.mark.parametrize("name", shipped_rulebooks())
def test_no_text_of_what_is_classified_stands_in_json_or_page(name):
    book = book_of(name)
    plan = load_plan(classified_meeting(book), book)
    told = 0
    for rule in book.rules:
        found = explain(plan, book, rule.id, Named())
        hidden = masked(found)
        told += MARK in explainjson.render(found)
        assert MARK not in explainjson.render(hidden), rule.id
        for lang in LANGS:
            assert MARK not in explainhtml.render(hidden, lang), rule.id
        assert [a.status for a in hidden.answers] == [a.status for a in found.answers]
    assert told, "there was something to hide"


# ---- days ----------------------------------------------------------------------------------------------------------------


def test_days_are_counted_one_by_one_over_spring_festival():
    days = counted(Due.at(date(2024, 2, 7)), 5, "working day", Calendar("CN"))
    assert days[0].day == date(2024, 2, 7)
    assert [d.day.day for d in days if d.number is not None] == [8, 9, 18, 19, 20]
    assert (
        day_text(next(d for d in days if d.kind == "make-up"), "zh") == "2024年2月18日（星期日）　第3个工作日，调休上班"
    )
    assert {d.name["zh"] for d in days if d.day.day in {10, 11, 12}} == {"春节"}


def test_days_before_are_counted_backwards():
    days = counted(Due.at(date(2024, 10, 10)), -3, "working day", Calendar("CN"))
    assert [(d.day.day, d.number) for d in days] == [(10, None), (9, 1), (8, 2), (7, None), (6, None), (5, None), (4, None), (3, None), (2, None), (1, None), (30, 3)]  # fmt: skip
    assert [d.day.day for d in counted(Due.at(date(2024, 3, 20)), -2, "day", Calendar("CN"))] == [20, 19, 18]
    clear = counted(Due.at(date(2025, 4, 9)), -3, "clear day", Calendar("GB", "ENG"))
    assert [(d.day.day, d.number) for d in clear] == [(9, None), (8, 1), (7, 2), (6, 3), (5, None)]


def test_what_is_not_announced_has_no_number_and_what_is_not_certain_is_not_counted():
    days = counted(Due.at(date(2031, 9, 29)), 3, "working day", Calendar("CN"))
    assert {d.kind for d in days[1:]} == {"unannounced"}
    assert all(d.number is None for d in days)
    assert counted(Due(date(2031, 9, 29), date(2031, 10, 8)), 3, "working day", Calendar("CN")) == ()
    assert counted(Due.at(date(2024, 1, 1)), 400, "day", Calendar("CN")) == ()


# ---- what is asked about -------------------------------------------------------------------------------------------------


def test_of_several_the_worst_are_told_and_those_alike_once():
    found = explained(LATE, "notice-in-time")
    assert [a["status"] for a in found["answers"]] == ["fail"]
    assert {o["status"] for o in found["others"]} == {"fail"}
    assert len(found["others"]) == 13
    both = explained(LATE, "kept-off-the-agenda")
    assert [a["id"] for a in both["answers"]] == ["items.3", "items.4"]
    assert [(o["id"], o["status"]) for o in both["others"]] == [("items.1", "pass"), ("items.2", "pass")]


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ([LATE, "quorom"], "did you mean quorum?"),
        ([LATE, "quorum", "--item", "2"], "it is about meeting"),
        ([LATE, "on-time", "--person", "副市长"], "not about 副市长"),
        ([LATE], "name a rule, too"),
        (["executive"], "name a rule: RULEBOOK/RULE"),
        (["executive/quorum", "--format", "html"], "explained as text"),
        (["missing.meeting.yaml", "quorum"], "there is no file"),
        ([LATE, "quorum", "--depth", "0"], "is no whole number from 1 upwards"),
    ],
)
def test_what_cannot_be_explained_is_refused(words, complaint):
    result = CliRunner(env={"LANG": "en_US.UTF-8"}).invoke(
        cli.main, ["explain", *words, *(["--lang", "en"] if len(words) > 1 else [])]
    )
    assert result.exit_code == 2
    assert complaint in result.output


def test_a_rule_may_be_named_with_its_rulebook():
    assert run(LATE, "executive/quorum").output == run(LATE, "quorum").output
    with pytest.raises(InvalidText):
        explain(load_plan(Path(LATE), book_of("executive")), book_of("executive"), "topical/presiding", Named())


def test_a_rule_about_periods_says_where_it_is_answered():
    assert "run meetingrules check on the folder" in run(LATE, "at-least-once-a-month", "--lang", "en").output
    assert "未提供会议台账" in run(LATE, "at-most-twice-a-month", "--lang", "zh").output
    with_register = run(
        "examples/register-2024/executive-05-29.meeting.yaml",
        "at-most-twice-a-month",
        "--register",
        "examples/register-2024",
        "--lang",
        "zh",
    )
    assert "2次" in with_register.output
    assert with_register.exit_code == 0


def test_formats_go_to_files(tmp_path):
    files = {form: tmp_path / f"why.{form}" for form in ("text", "json", "html")}
    result = run(*CHAIN, *(word for form, path in files.items() for word in ("--output", f"{form}:{path}")))
    assert (result.exit_code, result.output) == (0, "")
    assert json.loads(files["json"].read_text(encoding="utf-8")) == explained(*CHAIN)
    assert files["html"].read_text(encoding="utf-8") == run(*CHAIN, "--format", "html").output
    assert files["text"].read_text(encoding="utf-8") == run(*CHAIN).output
    assert run(*CHAIN, "--format", "pdf").exit_code == 2


AGREES = {"pass": {"holds"}, "fail": {"fails"}, "excused": {"fails", "open"}, "unknown": {"open"}, "pending": {"open"}}
"""What a demand comes out as, by status; where an exception is open, one that is broken may be excused still."""


@pytest.mark.parametrize(
    "file", ["executive/2024-11-28", "mayor_office/2024-10-10", "plenary/2024-12-31", "topical/2025-04-24"]
)
def test_the_tree_comes_out_as_the_finding_does(file):
    book = book_of(file.split("/", maxsplit=1)[0])
    plan, asked = load_plan(Path(f"examples/{file}.meeting.yaml"), book), 0
    judged = {a.rule for a in plan.attestations}
    for rule in book.rules:
        found = explain(plan, book, rule.id, Named())
        for answer in found.answers:
            demands = [n for n in answer.nodes if n.role == ("demand" if rule.only_if is None else "only_if")]
            if answer.status in AGREES and demands and rule.id not in judged:
                saved = {"fails"} if any(n.role == "unless" and n.truth == "open" for n in answer.nodes) else set()
                assert {n.truth for n in demands} <= AGREES[answer.status] | saved, (rule.id, answer.id, answer.status)
                asked += 1
    assert asked > 10
