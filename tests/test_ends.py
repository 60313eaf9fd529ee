"""At both ends of the calendar nothing breaks: a check, the steps and the reasons of each shipped rulebook."""

from datetime import date

import pytest
from attrs import evolve

from meetingrules import check, load_plan, load_rulebook
from meetingrules.engine.deadlines import Deadlines
from meetingrules.engine.explained import Named, explain
from meetingrules.report.model import STATUSES
from meetingrules.report.steps import STATES
from meetingrules.rulebook.shipped import shipped_rulebooks

FIRST, LAST = date(1949, 10, 1), date(2100, 12, 31)
DAYS = [FIRST, date(1950, 1, 1), date(2100, 12, 1), date(2100, 12, 28), LAST]
HELD = {"begins": "09:00", "ends": "11:00", "items": [{"title": "甲"}], "attendance": {"others": "present"}}


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize("body", shipped_rulebooks())
def test_each_is_answered(body, day):
    book = evolve(load_rulebook(body), in_force=None)
    plan = load_plan({"meeting": body, "day": day.isoformat(), **HELD}, book)
    for as_of in (FIRST, day, LAST):
        found = check(plan, book, as_of=as_of)
        assert {finding.status for finding in found.findings} <= set(STATUSES)
        schedule = Deadlines.of(plan, book, as_of).schedule()
        assert {step.state for step in schedule.steps} <= set(STATES)
    for rule in book.rules:
        found = explain(plan, book, rule.id, Named(), as_of=day)
        assert found.answers or found.notes, rule.id
