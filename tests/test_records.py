"""Departures and attestations: what excuses, what decides, and what is said of a record that does neither."""

import pytest

from invented_rules import book_of
from makers import plain
from meetingrules import check, load_plan, load_rulebook
from test_boundaries import DAY, roster

BOOK = load_rulebook("executive")
LATE = {"drafted": "市政府办公室 2024-03-21", "signed": "市长 2024-03-22", "archived": "2024-03-28"}
IN_TIME = LATE | {"archived": "2024-03-27"}
GOOD = {"rule": "minutes-complete", "reason": "签发人出差", "at": "2024-03-27", "approved": "市长 2024-03-27"}


def findings(facts: dict) -> dict:
    plan = load_plan({"meeting": "executive", "day": "2024-03-20", **DAY, "roster": roster(7), **facts}, BOOK)
    return {f.rule: f for f in check(plan, BOOK).findings if f.subject.kind in {"meeting", "record"}}


def without(record: dict, *keys: str) -> dict:
    return {k: v for k, v in record.items() if k not in keys}


@pytest.mark.parametrize(
    ("minutes", "departure", "status", "tool"),
    [
        (LATE, GOOD, "excused", None),
        (LATE, GOOD | {"approved": "代市长 2024-03-27"}, "fail", "wrong-approver"),
        (LATE, GOOD | {"approved": "市长 2024-03-28"}, "fail", "late"),
        (LATE, GOOD | {"at": "2024-03-28"}, "fail", "late"),
        (LATE, without(GOOD, "approved"), "fail", "incomplete"),
        (LATE, without(GOOD, "reason"), "fail", "incomplete"),
        (LATE, GOOD | {"until": "2024-03-01"}, "fail", "expired"),
        (IN_TIME, GOOD, "pass", "unused"),
    ],
    ids=[
        "effective",
        "wrong approver",
        "approved late",
        "recorded late",
        "not approved",
        "no reason",
        "expired",
        "unused",
    ],
)
def test_what_holds_in_principle_needs_reason_and_approval_in_time(minutes, departure, status, tool):
    found = findings({"minutes": minutes, "departures": [departure], "people": ["代市长"]})
    assert found["minutes-complete"].status == status
    said = [name for name in found if name.startswith("tool-departure-")]
    assert said == ([f"tool-departure-{tool}"] if tool else [])
    if tool:
        assert (found[said[0]].status, found[said[0]].severity) == ("fail", "warning")


def test_what_must_be_cannot_be_departed_from():
    departure = GOOD | {"rule": "quorum"}
    found = findings({"attendance": {"present": ["市长"], "others": "absent"}, "departures": [departure]})
    assert found["quorum"].status == "fail"
    assert "tool-departure-not-allowed" in found


def test_what_is_normal_needs_a_reason_only():
    items = [{"title": "议题", "department": "教育局", "papers": [{"kind": "report", "length": 1501}]}]
    facts = {"items": items, "departures": [{"rule": "length-of-reports", "item": 1, "reason": "事项复杂"}]}
    plan = load_plan({"meeting": "executive", "day": "2024-03-20", **DAY, "roster": roster(7), **facts}, BOOK)
    statuses = [f.status for f in check(plan, BOOK).findings if f.rule == "length-of-reports"]
    assert statuses == ["excused"]


def papers_well_made(attestations: list[dict]):
    items = [{"title": "议题", "department": "教育局", "papers": [{"kind": "report", "length": 900}]}]
    facts = {"items": items, "attestations": attestations}
    plan = load_plan({"meeting": "executive", "day": "2024-03-20", **DAY, "roster": roster(7), **facts}, BOOK)
    report = check(plan, BOOK).findings
    return [f.status for f in report if f.rule == "papers-well-made"], {f.rule for f in report}


ATTESTED = {"rule": "papers-well-made", "by": "市政府办公室", "at": "2024-03-19", "result": "pass"}


@pytest.mark.parametrize(
    ("attestations", "status"),
    [
        ([], "manual"),
        ([ATTESTED], "pass"),
        ([ATTESTED | {"result": "fail"}], "fail"),
        ([ATTESTED, ATTESTED | {"result": "fail"}], "manual"),
        ([without(ATTESTED, "by")], "manual"),
    ],
    ids=["none", "met", "not met", "two disagree", "nobody's"],
)
def test_an_attestation_decides_what_a_person_must_judge(attestations, status):
    found, rules = papers_well_made(attestations)
    assert found == [status]
    assert ("tool-attestation-disagreement" in rules) == (len(attestations) == 2)


def test_an_attestation_changes_nothing_against_facts():
    attested = {"rule": "quorum", "by": "市政府办公室", "at": "2024-03-20", "result": "pass"}
    found = findings({"attendance": {"present": ["市长"], "others": "absent"}, "attestations": [attested]})
    assert found["quorum"].status == "fail"
    assert "tool-attestation-idle" in found


CLUB = {
    "rules": {
        "quorum": {
            "stage": "sitting",
            "in_principle": "at least 1/2 of members are present",
            "text": {"zh": "过半", "en": "a half"},
            "departure": {"allowed": "yes", "reading": "r", "when": "meeting is combined"},
        }
    }
}
EXCUSED = {"rule": "quorum", "reason": "甲", "at": "2024-03-20", "approved": "President 2024-03-20"}


@pytest.mark.parametrize(
    ("departure", "combined", "tool"),
    [
        (EXCUSED, "yes", None),
        (EXCUSED, "no", "not-allowed"),
        (EXCUSED | {"approved": {"by": "President", "at": "2024-03-20", "refused": "yes"}}, "yes", "wrong-approver"),
        (EXCUSED | {"approved": {"by": "President"}}, "yes", "incomplete"),
        (EXCUSED | {"approved": [{"by": "President", "at": "2024-03-20"}, {"by": "President"}]}, "yes", "incomplete"),
    ],
    ids=["effective", "not in this case", "refused", "approved at no time", "one approval of two at no time"],
)
def test_a_departure_is_allowed_on_its_condition_and_approved_on_a_day(departure, combined, tool):
    book = book_of(CLUB)
    facts = {**plain(book.given), "combined": combined, "attendance": {"present": ["President"], "others": "absent"}}
    plan = load_plan({"meeting": "sample", **facts, "departures": [departure]}, book)
    found = {f.rule: f.status for f in check(plan, book).findings}
    assert found["quorum"] == ("fail" if tool else "excused")
    assert [name for name in found if name.startswith("tool-")] == ([f"tool-departure-{tool}"] if tool else [])
