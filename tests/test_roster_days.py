"""Who held what on which day: changes of office, of heads, of portfolios, judged by the act's own day."""

import pytest

from meetingrules import InvalidText, check, load_plan, load_roster, load_rulebook

BOOK = load_rulebook("plenary")
ROSTER = {
    "roster": "sample",
    "offices": [
        {"mayor": "市长甲", "to": "2024-06-30"},
        {"mayor": "市长乙", "from": "2024-07-01"},
        {"vice_mayor": "常务副市长", "to": "2024-03-31"},
        {"executive_vice_mayor": "常务副市长", "from": "2024-04-01"},
        {"secretary_general": "秘书长"},
        {"principal_head": "教育局局长甲", "of": "教育局", "to": "2024-06-30"},
        {"principal_head": "教育局局长乙", "of": "教育局", "from": "2024-07-01"},
        {"deputy_heads": ["教育局副局长"], "of": "教育局"},
    ],
    "units": {"教育局": {"constituent": True}},
}


def statuses(day: str, rule: str, **facts: object) -> dict:
    plan = load_plan({"meeting": "plenary", "day": day, "as_of": "2025-12-31", "roster": ROSTER, **facts}, BOOK)
    return {f.subject.label: f.status for f in check(plan, BOOK).findings if f.rule == rule}


@pytest.mark.parametrize(("day", "head"), [("2024-06-30", "教育局局长甲"), ("2024-07-01", "教育局局长乙")])
def test_members_are_the_heads_of_that_day(day, head):
    found = statuses(day, "attendance", attendance={"others": "present"}, invited="none")
    assert {name for name in found if "局长" in name} == {head}


@pytest.mark.parametrize(
    ("signed", "status"),
    [
        ("市长甲 2024-06-30", "pass"),
        ("市长甲 2024-07-01", "fail"),
        ("市长乙 2024-07-01", "pass"),
        ("市长甲", "unknown"),
    ],
)
def test_an_act_is_judged_by_who_held_the_office_on_its_day(signed, status):
    minutes = {"drafted": "2024-06-28", "signed": signed, "archived": "2024-07-02"}
    found = statuses("2024-06-28", "minutes", minutes=minutes | {"drafted": "市政府办公室 2024-06-28"})
    assert list(found.values()) == [status]


def test_a_wrong_signature_is_held_against_who_held_the_office_on_its_day():
    minutes = {"drafted": "市政府办公室 2024-06-28", "signed": "市长甲 2024-07-01", "archived": "2024-07-02"}
    facts = {"meeting": "plenary", "day": "2024-06-28", "as_of": "2025-12-31", "roster": ROSTER, "minutes": minutes}
    finding = next(f for f in check(load_plan(facts, BOOK), BOOK).findings if f.rule == "minutes")
    assert "由市长甲签发，应由市长乙签发" in finding.message["zh"]


def test_two_terms_that_follow_each_other_are_one():
    book = load_rulebook("executive")
    plan = load_plan(
        {"meeting": "executive", "day": "2024-03-31", "last_day": "2024-04-01", "begins": "09:00", "as_of": "2024-12-31", "roster": ROSTER,
         "attendance": {"others": "present"}},
        book,
    )  # fmt: skip
    quorum = next(f for f in check(plan, book).findings if f.rule == "quorum")
    assert "组成人员3人" in quorum.message["zh"]


def test_a_post_is_written_in_one_place():
    both = {**ROSTER, "units": {"教育局": {"constituent": True, "principal_head": "教育局局长甲"}}}
    with pytest.raises(InvalidText) as caught:
        load_roster(both, BOOK)
    assert {d.code for d in caught.value.diagnostics} == {"contradiction"}


def test_a_post_needs_its_unit():
    with pytest.raises(InvalidText) as caught:
        load_roster({"offices": [{"principal_head": "教育局局长甲"}]}, BOOK)
    assert "missing-key" in {d.code for d in caught.value.diagnostics}
