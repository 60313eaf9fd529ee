"""The sentences at the edge: exactly half and one short of it, the last day and the day after, who may and who may not."""

from datetime import date

import pytest

from meetingrules import check, load_plan, load_roster, load_rulebook
from meetingrules.lang.facts import Thing

DAY = {"begins": "09:00", "ends": "11:00", "as_of": "2026-12-31"}
VICES = [f"副市长{c}" for c in "甲乙丙丁戊己庚辛"]
BOOKS = {name: load_rulebook(name) for name in ("executive", "plenary", "mayor_office", "party_decision", "topical")}


def roster(vices: int) -> dict:
    return {
        "roster": "sample",
        "offices": [
            {"mayor": "市长"},
            {"executive_vice_mayor": "常务副市长"},
            {"vice_mayor": VICES[:vices]},
            {"secretary_general": "秘书长"},
            {"deputy_secretary_general": ["副秘书长甲"]},
            {"party_secretary": "市委书记"},
        ],
        "relations": [
            {"responsible": "副市长甲", "for": "教育局"},
            {"liaising": "副市长乙", "with": "教育局"},
            {"assisting": "副秘书长甲", "with": "教育局"},
        ],
        "units": {
            "市政府办公室": {"constituent": True, "principal_head": "办公室主任", "deputy_heads": "none"},
            "教育局": {"constituent": True, "principal_head": "教育局局长", "deputy_heads": ["教育局副局长"]},
        },
    }


def found(body: str, cite: str, facts: dict, vices: int = 7, subject: str | None = None):
    """The finding of the rule that cites a norm; of several the one about *subject*."""
    book = BOOKS[body]
    plan = load_plan({"meeting": body, "day": "2024-03-20", **DAY, "roster": roster(vices), **facts}, book)
    findings = [f for f in check(plan, book).findings if f"{body}-{cite}" in {c.id for c in f.cites}]
    about = [f for f in findings if subject in {None, f.subject.id}]
    assert about, f"no finding cites {body}-{cite} about {subject}"
    return about[0]


def there(*names: str) -> dict:
    return {"attendance": {"present": list(names), "others": "absent"}}


@pytest.mark.parametrize(
    ("vices", "names", "status", "numbers"),
    [
        (7, ["市长", "常务副市长", *VICES[:2], "秘书长"], "pass", "组成人员10人，需5人，实到5人"),
        (8, ["市长", "常务副市长", *VICES[:2], "秘书长"], "fail", "组成人员11人，需6人，实到5人，缺1人"),
        (8, ["市长", "常务副市长", *VICES[:3], "秘书长"], "pass", "组成人员11人，需6人，实到6人"),
        (
            7,
            ["市长", "常务副市长", *VICES[:2], "副秘书长甲", "教育局局长"],
            "fail",
            "组成人员10人，需5人，实到4人，缺1人",
        ),
    ],
    ids=["5 of 10", "5 of 11", "6 of 11", "attendees never count"],
)
def test_half_of_the_members_open_an_executive_meeting(vices, names, status, numbers):
    finding = found("executive", "15-1a", there(*names), vices)
    assert (finding.status, numbers in finding.message["zh"]) == (status, True), finding.message


def test_a_substitute_never_counts():
    facts = there("市长", "常务副市长", "副市长甲", "秘书长", "教育局副局长") | {
        "represented": {"副市长乙": {"by": "教育局副局长", "at": "2024-03-19"}}
    }
    assert found("executive", "15-1a", facts).status == "fail"


def test_only_the_executive_meeting_has_a_quorum():
    for body, book in BOOKS.items():
        quorums = [r.id for r in book.rules if "quorum" in r.id]
        assert bool(quorums) == (body == "executive"), (body, quorums)


@pytest.mark.parametrize(
    ("vices", "names", "status"),
    [
        (6, ["市长", "常务副市长", *VICES[:3], "秘书长"], "pass"),
        (7, ["市长", "常务副市长", *VICES[:3], "秘书长"], "fail"),
    ],
    ids=["6 of 9", "6 of 10"],
)
def test_two_thirds_carry_a_personnel_item_and_the_rest_of_the_agenda_stands(vices, names, status):
    items = [
        {"title": "人事任免", "department": "教育局", "subjects": ["personnel"], "outcome": "adopted"},
        {"title": "办学条件", "department": "教育局", "subjects": ["other"]},
    ]
    facts = there(*names) | {"items": items}
    assert found("executive", "15-1b", facts, vices, "items.1").status == status
    assert found("executive", "15-1b", facts, vices, "items.2").status == "skip"
    assert found("executive", "15-1a", facts, vices).status == "pass"


@pytest.mark.parametrize(
    ("body", "cite", "length", "status"),
    [
        ("mayor_office", "8-1e", 1200, "pass"),
        ("mayor_office", "8-1e", 1201, "fail"),
        ("executive", "13-1e", 1500, "pass"),
        ("executive", "13-1e", 1501, "fail"),
    ],
)
def test_a_report_that_is_too_long_is_advice(body, cite, length, status):
    items = [{"title": "议题", "department": "教育局", "papers": [{"kind": "report", "length": length}]}]
    finding = found(body, cite, {"items": items})
    assert (finding.status, finding.severity) == (status, "advice")


@pytest.mark.parametrize(("archived", "status"), [("2024-02-21", "pass"), ("2024-02-22", "fail")])
def test_minutes_of_the_eighth_of_february_are_due_on_the_twenty_first(archived, status):
    minutes = {"drafted": "2024-02-18", "signed": "2024-02-19", "archived": archived}
    finding = found("executive", "21-1d", {"day": "2024-02-08", "minutes": minutes})
    assert finding.status == status
    if status == "fail":
        assert "2024年2月21日" in finding.message["zh"]


def test_the_due_day_is_said_while_it_runs():
    finding = found("executive", "21-1d", {"day": "2024-02-08", "as_of": "2024-02-20"})
    assert (finding.status, str(finding.due.earliest)) == ("pending", "2024-02-21")


def test_a_make_up_sunday_counts_as_a_working_day():
    counted = BOOKS["executive"].calendar.count(date(2024, 2, 8), 5)
    assert [str(c.day) for c in counted if c.number] == [
        "2024-02-09",
        "2024-02-18",
        "2024-02-19",
        "2024-02-20",
        "2024-02-21",
    ]


def test_minutes_of_december_2026_reach_beyond_the_announced_calendar():
    facts = {
        "day": "2026-12-29",
        "minutes": {"drafted": "2026-12-30", "signed": "2027-01-04", "archived": "2027-01-08"},
    }
    finding = found("executive", "21-1d", facts | {"as_of": "2027-01-10"})
    assert finding.status == "unknown"
    assert any(g.kind == "calendar" for g in finding.missing)
    early = found(
        "executive",
        "21-1d",
        facts
        | {
            "as_of": "2027-01-10",
            "minutes": {"drafted": "2026-12-30", "signed": "2026-12-30", "archived": "2026-12-31"},
        },
    )
    assert early.status == "pass"


PRESIDING = {
    "executive": "3-1b",
    "plenary": "2-1b",
    "mayor_office": "3-1a",
    "party_decision": "2-1b",
    "topical": "3-1a",
}


@pytest.mark.parametrize(
    ("who", "bodies"),
    [
        ("常务副市长", {"executive", "topical"}),
        ("副市长甲", {"topical"}),
        ("秘书长", {"topical"}),
        ("副秘书长甲", {"topical"}),
        ("教育局局长", set()),
    ],
)
def test_presiding_by_delegation_in_two_bodies_only_and_not_to_the_same_people(who, bodies):
    entrusted = {who: [{"by": "市长", "with": ["presiding", "convening"], "at": "2024-03-18"}]}
    for body, cite in PRESIDING.items():
        finding = found(body, cite, {"chair": who, "convener": who, "entrusted": entrusted})
        assert finding.status == ("pass" if body in bodies else "fail"), (body, finding.message)
        assert found(body, cite, {"chair": "市长", "convener": "市长"}).status == "pass"


def test_an_emergency_item_excuses_the_notice_of_that_item_alone():
    items = [
        {"title": "办学条件", "department": "教育局"},
        {"title": "险情处置", "department": "教育局", "major_emergency": True},
        {"title": "其他", "department": "教育局", "major_emergency": False},
    ]
    notice = {
        "items": [1],
        "contents": ["time", "place", "agenda"],
        "sent": {"by": "市政府办公室", "to": "everyone", "at": "2024-03-18"},
    }
    facts = {
        "items": items,
        "notice": notice,
        "agenda": {"items": [1]},
        "invited": "none",
        "called_in_emergency": False,
    }
    statuses = [found_announced(facts, f"items.{n}") for n in (1, 2, 3)]
    assert statuses == ["pass", "excused", "fail"]


def found_announced(facts: dict, item: str) -> str:
    book = BOOKS["executive"]
    plan = load_plan({"meeting": "executive", "day": "2024-03-20", **DAY, "roster": roster(7), **facts}, book)
    about = [f for f in check(plan, book).findings if "executive-14-2b" in {c.id for c in f.cites} and f.item == item]
    assert about
    return about[0].status


def test_topical_minutes_are_optional():
    assert found("topical", "9-1a", {"chair": "市长", "minutes": {"needed": False}}).status == "skip"
    assert found("topical", "9-1a", {"chair": "市长"}).status == "unknown"


def test_the_minutes_are_the_mayors_to_sign_even_if_another_presided():
    entrusted = {"常务副市长": {"by": "市长", "with": ["presiding", "convening"], "at": "2024-03-18"}}
    facts = {"chair": "常务副市长", "convener": "常务副市长", "entrusted": entrusted}
    for who, status in (("常务副市长", "fail"), ("市长", "pass")):
        minutes = {"drafted": "市政府办公室 2024-03-21", "signed": f"{who} 2024-03-22", "archived": "2024-03-25"}
        assert found("executive", "21-1b", facts | {"minutes": minutes}).status == status


@pytest.mark.parametrize(
    ("absent", "status"),
    [("副市长甲", "fail"), ("副市长乙", "fail"), ("副市长丙", "skip")],
    ids=["in charge", "liaising", "another leader"],
)
def test_the_absent_leaders_items_come_off_and_another_leaders_absence_touches_nothing(absent, status):
    item = {"title": "办学条件", "department": "教育局", "outcome": "adopted", "pressing": False}
    facts = {"items": [item], "attendance": {"absent": [absent], "others": "present"}}
    finding = found("executive", "15-2b", facts, subject="items.1")
    assert (finding.status, finding.severity) == (status, "warning")


def test_who_should_have_signed_is_whoever_was_mayor_on_the_day_of_the_signature():
    changed = roster(7)
    changed["offices"][0] = {"mayor": "市长", "to": "2024-03-22"}
    changed["offices"].append({"mayor": "代市长", "from": "2024-03-23", "acting": True})
    minutes = {"minutes": {"formed": "2024-03-25", "signed": "市长 2024-03-26"}}
    finding = found("party_decision", "6-1c", minutes | {"roster": changed})
    assert finding.status == "fail"
    assert "由市长签发，应由代市长签发" in finding.message["zh"]


def test_a_roster_is_read_by_itself():
    book = BOOKS["executive"]
    read = load_roster(roster(2), book)
    assert {t.person for t in read.tenures if t.office == "vice_mayor"} == {"副市长甲", "副市长乙"}
    assert Thing("unit", "教育局") in read.values


def test_what_is_forbidden_without_an_act_may_still_be_done_until_the_meeting():
    """Nobody has admitted the ad hoc item so far: that breaks the prohibition only when the meeting has come."""
    book = load_rulebook("executive")
    data = {
        "meeting": "executive", "day": "2026-12-01", "chair": "市长", "agenda": {"items": "none"},
        "items": [{"title": "临时动议", "department": "none", "major_emergency": "no", "admitted": "none"}],
    }  # fmt: skip
    found = {
        as_of: next(
            f for f in check(load_plan(data, book), book, as_of=as_of).findings if f.rule == "kept-off-the-agenda"
        )
        for as_of in ("2026-11-30", "2026-12-02")
    }
    assert [f.status for f in found.values()] == ["pending", "fail"]
    assert found["2026-11-30"].due is not None
    assert found["2026-11-30"].due.latest == date(2026, 12, 1)
