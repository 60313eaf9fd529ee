"""What is marked classified: a mark of its own in every text that a meeting file can say of it, looked for in every format."""

import json
from datetime import date
from functools import cache

import pytest

from meetingrules import check, load_plan, load_rulebook
from meetingrules.engine.classified import classified_of
from meetingrules.render.formats import FORMATS, View, render
from meetingrules.report.masking import masked
from meetingrules.report.model import Run
from meetingrules.report.shown import DETAILS
from meetingrules.rulebook.shipped import shipped_rulebooks

MARK = "龘"
"""In every text of what is classified, and in no other."""
OPEN_TITLE, OPEN_UNIT, OPEN_REASON = "公开事项", "公开局", "公开缘由"
SECRET_UNIT = "龘机构"
HELD = {"item": "items", "paper": "papers", "decision": "decisions", "document": "documents"}


def marked(kind, book):
    """Every text field of a kind of thing, each with a mark of its own; every unit field with the secret unit."""
    fields = book.words.kinds[kind].fields.values()
    said = {f.name: f"龘{kind}之{f.name}" for f in fields if f.type.base == "text"}
    units = [f for f in fields if f.type.of == "unit" and f.type.base == "thing" and not f.derived]
    return said | {f.name: [SECRET_UNIT] if f.type.several else SECRET_UNIT for f in units}


def meeting(book):
    """A meeting with a classified item and a classified paper, each saying all it can, and others that mention them."""
    item, paper = marked("item", book), marked("paper", book)
    rules = [rule.id for rule in book.rules]
    return {
        "meeting": book.id,
        "day": "2024-03-20",
        "begins": "09:00",
        "ends": "11:00",
        "as_of": "2024-06-01",
        "title": f"研究{item['title']}的会议",
        "roster": {
            "offices": [{office: f"职务{n}"} for n, office in enumerate(book.words.offices)],
            "units": {
                SECRET_UNIT: {"principal_head": f"{SECRET_UNIT}局长"},
                OPEN_UNIT: {"principal_head": f"{OPEN_UNIT}局长"},
            },
        },
        "invited": [f"{SECRET_UNIT}局长", f"{OPEN_UNIT}局长"],
        "attendance": {"absent": [f"{SECRET_UNIT}局长"], "others": "present"},
        "leave": {f"{SECRET_UNIT}局长": {"reason": f"办理{item['title']}"}, "others": "none"},
        "items": [
            {**item, "classified": True, "papers": [{**paper, "kind": "report", "length": 9000}],
             "reported": f"{SECRET_UNIT}局长"},
            {"title": OPEN_TITLE, "department": OPEN_UNIT, "reported": f"{OPEN_UNIT}局长",
             "papers": [{"title": "龘卷一", "secrecy_ground": "龘卷之由", "classified": True, "kind": "report", "length": 9001}]},
        ],
        "notice": {"items": [1], "sent": {"by": OPEN_UNIT, "to": "everyone", "at": "2024-03-19"}},
        "decisions": [{**marked("decision", book), "item": 1, "due": "2024-04-01", "carried_out": "none"}],
        "documents": [{**marked("document", book), "item": 1}],
        "removals": [{"paper": "2.1", "made": f"{SECRET_UNIT}局长 2024-03-20 11:00", "permitted": "none"}],
        "departures": [{"rule": r, "item": 1, "reason": f"龘缘由{n}", "at": "2024-03-01"} for n, r in enumerate(rules)]
        + [{"rule": r, "reason": f"因{item['title']}{OPEN_REASON}", "at": "2024-03-01"} for r in rules],
        "attestations": [{"rule": rules[0], "item": 1, "by": "职务0", "at": "2024-03-19", "result": "fail", "note": "龘批注"}],
    }  # fmt: skip


@cache
def report_of(name):
    book = load_rulebook(name)
    plan = load_plan(meeting(book), book)
    return check(plan, book), classified_of(plan, book.words)


def printed(run, form, lang, detail, *, mask=True):
    return render(form, run, View(lang, detail=detail), mask=mask)


@pytest.mark.parametrize("name", shipped_rulebooks())
def test_all_that_is_said_of_it_is_known_as_secret(name):
    report, found = report_of(name)
    assert {"items.1", "items.2.papers.1", "decisions.1", "documents.1", "removals.1"} <= found.things
    assert {"龘item之title", "龘paper之title", "龘卷一", "龘卷之由", "龘批注", "龘缘由0", SECRET_UNIT} <= found.texts
    assert not found.texts & {OPEN_TITLE, OPEN_UNIT, OPEN_REASON}
    assert found.texts == report.secrets


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", shipped_rulebooks())
def test_no_text_of_it_stands_in_any_format(name, form):
    run = Run(date(2024, 6, 1), (), (report_of(name)[0],))
    for detail in DETAILS:
        for lang in ("zh", "en"):
            text = printed(run, form, lang, detail)
            assert MARK not in text, next(line for line in text.splitlines() if MARK in line)


@pytest.mark.parametrize("name", shipped_rulebooks())
def test_what_is_open_stays_and_the_whole_is_there_on_demand(name):
    run = Run(None, (), (report_of(name)[0],))
    hidden, whole = (printed(run, "json", "zh", "full", mask=mask) for mask in (True, False))
    assert OPEN_TITLE in hidden
    assert "龘item之title" in whole
    assert SECRET_UNIT in whole
    ids = [[f["subject"]["id"] for f in json.loads(text)["reports"][0]["findings"]] for text in (hidden, whole)]
    assert {"items.1", "decisions.1"} <= set(ids[0])  # who may see the file finds it there
    assert [id_.replace("（涉密）", SECRET_UNIT) for id_ in ids[0]] == ids[1]


@pytest.mark.parametrize("name", shipped_rulebooks())
def test_masking_changes_no_answer(name):
    run = Run(None, (), (report_of(name)[0],))
    told = [[(f.rule, f.status, f.severity, f.fingerprint, f.place) for r in x.reports for f in r.findings] for x in (run, masked(run))]  # fmt: skip
    assert told[0] == told[1]


def test_what_something_open_says_as_well_is_no_secret():
    book = load_rulebook("topical")
    plan = meeting(book)
    plan["items"][1]["department"] = SECRET_UNIT
    assert SECRET_UNIT not in classified_of(load_plan(plan, book), book.words).texts
    plan["items"][0]["classified"] = plan["items"][1]["papers"][0]["classified"] = False
    assert classified_of(load_plan(plan, book), book.words).texts == frozenset()
