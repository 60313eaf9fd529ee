"""What lets one line of a meeting file serve all items: its department, its head, who is in charge; one decision for each item."""

from datetime import date

import pytest

from meetingrules.base.diagnostics import InvalidText
from meetingrules.engine.service import load_plan, load_roster, load_rulebook
from meetingrules.facts.shortform import whole_names
from meetingrules.lang.facts import NONE, Acts, Group, Thing

BOOK = load_rulebook("executive")
ROSTER = load_roster(
    {
        "roster": "r",
        "offices": [
            {"mayor": "市长"},
            {"vice_mayor": ["副市长甲", "副市长乙"]},
            {"deputy_secretary_general": ["副秘书长甲", "副秘书长乙"]},
        ],
        "relations": [
            {"responsible": "副市长甲", "for": ["教育局"], "to": "2024-03-10"},
            {"responsible": "副市长乙", "for": ["教育局"], "from": "2024-03-11"},
            {"responsible": "副市长乙", "for": ["工信局"]},
            {"assisting": ["副秘书长甲", "副秘书长乙"], "with": ["工信局"]},
        ],
        "units": {
            "教育局": {"constituent": "yes", "principal_head": "教育局局长"},
            "工信局": {"constituent": "yes", "principal_head": "none"},
            "市政府办公室": {"constituent": "yes", "principal_head": "主任"},
        },
    },
    BOOK,
)


def plan(**facts):
    two = [{"title": "一", "department": "教育局"}, {"title": "二", "department": "工信局"}]
    return load_plan({"meeting": "executive", "day": "2024-03-20", "items": two, **facts}, BOOK, roster=ROSTER)


def done(found, thing, name):
    """Who did it, record by record."""
    acts = found.values[thing][name]
    assert isinstance(acts, Acts)
    return [tuple(t.id for t in record.roles["by"]) for record in acts.records]


def item(number):
    return Thing("item", f"items.{number}")


def codes(**facts):
    with pytest.raises(InvalidText) as refused:
        plan(**facts)
    return [d.code for d in refused.value.diagnostics]


@pytest.mark.parametrize("word", ["department", "提报部门"])
def test_the_department_of_each_item(word):
    found = plan(every_item={"requested": f"{word} with reasons 2024-03-04"})
    assert [done(found, item(n), "requested") for n in (1, 2)] == [[("教育局",)], [("工信局",)]]


def test_the_department_of_a_paper_is_that_of_its_item():
    found = plan(items=[{"department": "教育局", "papers": [{}]}], every_paper={"drafted": "提报部门 2024-03-04"})
    assert done(found, Thing("paper", "items.1.papers.1"), "drafted") == [("教育局",)]


@pytest.mark.parametrize(("at", "who"), [("2024-03-10", "副市长甲"), ("2024-03-11", "副市长乙"), ("", "副市长乙")])
def test_who_is_in_charge_is_asked_of_the_day_of_the_act(at, who):
    for text in (f"分管 {at}".strip(), {"by": "responsible", **({"at": at} if at else {})}):
        found = plan(items=[{"department": "教育局", "reviewed": text}])
        assert done(found, item(1), "reviewed") == [(who,)]


def test_the_head_of_the_department():
    assert done(plan(items=[{"department": "教育局", "reported": "主要负责人"}]), item(1), "reported") == [
        ("教育局局长",)
    ]


@pytest.mark.parametrize(
    "one",
    [
        {"department": "工信局", "reviewed": "协管 2024-03-04"},  # two of them
        {"department": "教育局", "reviewed": "协管 2024-03-04"},  # nobody
        {"department": "工信局", "reported": "主要负责人"},  # vacant
        {"reported": "主要负责人"},  # of which department?
    ],
)
def test_a_word_that_is_nobody_or_several_asks_for_the_name(one):
    assert codes(items=[one]) == ["which-one"]


def test_outside_an_item_the_word_is_a_name_like_any_other():
    assert codes(agenda={"approved": "分管 2024-03-04"}) == ["no-such-person"]


def test_every_decision_and_one_for_each_item():
    found = plan(decisions="each_item", every_decision={"assigned": "to 提报部门 2024-03-28", "units": "提报部门"})
    group = found.values[Thing("meeting", "meeting")]["decisions"]
    assert isinstance(group, Group)
    assert [(t.id, t.label) for t, _ in group.entries] == [("decisions.1", "一"), ("decisions.2", "二")]
    second = found.values[Thing("decision", "decisions.2")]
    assert second["item"] == item(2)
    assert second["assigned"].records[0].roles["to"] == (Thing("unit", "工信局"),)
    assert second["assigned"].records[0].at == date(2024, 3, 28)
    assert [t for t, _ in second["units"].entries] == [Thing("unit", "工信局")]


def test_what_is_stated_of_every_decision_yields_to_what_one_states():
    found = plan(decisions=[{"item": 1, "due": "none"}, {"item": 2}], every_decision={"due": "2024-04-30"})
    assert found.values[Thing("decision", "decisions.2")]["due"] == date(2024, 4, 30)
    assert found.values[Thing("decision", "decisions.1")]["due"] != date(2024, 4, 30)


def test_every_decision_is_a_table():
    assert codes(every_decision=["a"]) == ["wrong-type"]


def test_a_known_name_may_hold_prepositions():
    known = {"Member for North", "Clerk to the Board"}.__contains__
    assert whole_names(
        ["Member", "for", "North,", "Clerk", "to", "the", "Board", "to", "Member", "for", "North"], known
    ) == [
        "Member for North,",
        "Clerk to the Board",
        "to",
        "Member for North",
    ]


def test_the_head_on_the_day_of_the_act():
    """A roster may give a head with his days; without a roster nobody knows who that is."""
    heads = [
        {"principal_head": "原局长", "of": "教育局", "to": "2024-03-10"},
        {"principal_head": "新局长", "of": "教育局", "from": "2024-03-11"},
    ]
    offices = {"roster": {"offices": [{"mayor": "市长"}, *heads], "units": ["教育局"]}}
    for at, who in (("2024-03-10", "原局长"), ("2024-03-11", "新局长")):
        items = [{"department": "教育局", "reported": f"主要负责人 {at}"}]
        found = load_plan({"meeting": "executive", "day": "2024-03-20", "items": items, **offices}, BOOK)
        assert done(found, item(1), "reported") == [(who,)]
    items = [{"department": "教育局", "reported": "主要负责人"}]
    with pytest.raises(InvalidText) as refused:
        load_plan({"meeting": "executive", "day": "2024-03-20", "items": items}, BOOK)
    assert [d.code for d in refused.value.diagnostics] == ["which-one"]


def test_the_same_text_may_stand_for_somebody_else_at_another_item():
    """What is alike for all items is read once; what stands for the department of one is not alike."""
    text = "提报部门 2024-03-21"
    decisions = [{"title": "甲", "covered": text}, {"item": 1, "covered": text}, {"item": 2, "covered": text}]
    facts = {"day": "2024-03-20", "items": [{"department": "教育局"}, {"department": "工信局"}], "decisions": decisions}
    found = load_plan({"meeting": "executive", **facts}, BOOK)
    who = [done(found, Thing("decision", f"decisions.{n}"), "covered") for n in (1, 2, 3)]
    assert who == [[("提报部门",)], [("教育局",)], [("工信局",)]]


@pytest.mark.parametrize(
    "text", ["市长 by 市长 2024-03-04", "by 2024-03-04", "with on 2024-03-04", "市长 with at 2024-03-04"]
)
def test_words_that_say_what_follows_are_no_names(text):
    assert codes(items=[{"requested": text}]) == ["act-unclear"]


def test_on_may_stand_before_the_day():
    found = plan(items=[{"proposed": "市长 on 2024-03-04"}])
    assert done(found, item(1), "proposed") == [("市长",)]
    assert plan(items=[{"proposed": "on 2024-03-04"}]).values[item(1)]["proposed"].records[0].roles == {}


def test_an_empty_list_of_acts_says_that_there_is_none():
    assert plan(items=[{"proposed": []}]).values[item(1)]["proposed"] is NONE


def test_who_stands_in_an_unclear_text_is_no_name_yet():
    """Nothing is said to look like a name that only a text has which nobody understands."""
    items = [{"requested": ["市⻓ by 秘书长 2024-03-04", "市长 2024-03-04"]}]
    with pytest.raises(InvalidText) as refused:
        load_plan({"meeting": "executive", "day": "2024-03-20", "items": items}, BOOK)
    assert [d.code for d in refused.value.diagnostics] == ["act-unclear"]
