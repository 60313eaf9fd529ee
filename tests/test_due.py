"""By when: limits counted by hand, the earliest lawful day held to every earlier one, and each format read back."""

import json
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

import chinese_calendar
import icalendar
import pytest
from attrs import evolve
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from meetingrules import cli, load_plan, load_rulebook
from meetingrules.engine.deadlines import Deadlines
from meetingrules.engine.stepwalk import Walker
from meetingrules.lang import tree as t
from meetingrules.lang.answers import Due
from meetingrules.lang.values import in_time_order
from meetingrules.render import dueics, duejson, duesvg, duetext
from meetingrules.report.stepmask import masked
from meetingrules.report.steps import OUTSTANDING, STATES
from meetingrules.rulebook.shipped import shipped_rulebooks
from meetingrules.verbs.due import FORMATS
from test_masking import MARK, SECRET_UNIT
from test_masking import meeting as classified_meeting

ROOT = Path(__file__).parents[1]
GOLDEN = Path(__file__).parent / "golden" / "due"
BOARD = "examples/school_board/school_board.rules.yaml"
LANGS = ("zh", "en")
ONE_DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def at_the_root(monkeypatch):
    monkeypatch.chdir(ROOT)


@cache
def book_of(name):
    return load_rulebook(ROOT / BOARD if name in {"school_board", BOARD} else name)


def day(text):
    return date.fromisoformat(text)


def bare(body, on, **more):
    """A meeting of which nothing is known but its day."""
    book = book_of(body)
    return load_plan({"meeting": book.id, "day": str(on), "items": [{}], **more}, book)


def deadlines(plan, body, today, calendar=None):
    return Deadlines.of(plan, book_of(body), today, calendar)


def file_plan(name):
    return load_plan(Path(f"examples/{name}.meeting.yaml"), book_of(name.split("/")[0]))


@cache
def bare_steps(body, on, **more):
    return deadlines(bare(body, on, **more), body, day(on)).steps()


def latest(body, on, rule, act, **more):
    """The latest moment of one act of a rule."""
    found = {
        step.latest
        for step in bare_steps(body, on, **more)
        if step.rule == rule and step.key.startswith(f"{rule}/{act}/")
    }
    assert len(found) == 1
    return found.pop()


# ---- counted by hand -----------------------------------------------------------------------------------------------------

# Of each meeting the 5th and the 7th working day after it, from the notices of the State Council:
# 2024: Feb 10-17 off, Feb 4 and 18 worked; Oct 1-7 off, Sep 29 and Oct 12 worked
# 2025: Jan 28-Feb 4 off, Jan 26 and Feb 8 worked; Oct 1-8 off, Sep 28 and Oct 11 worked
# 2026: Feb 15-23 off, Feb 14 and 28 worked; Sep 25-27 off; Oct 1-7 off, Sep 20 and Oct 10 worked
AFTER = [
    ("2024-02-06", "2024-02-19", "2024-02-21"),  # 7, 8, 9 (the Eve), 18 (Sunday), 19 | 20, 21
    ("2024-02-09", "2024-02-22", "2024-02-26"),  # 18 (Sunday), 19, 20, 21, 22 | 23, 26
    ("2024-02-18", "2024-02-23", "2024-02-27"),  # 19, 20, 21, 22, 23 | 26, 27
    ("2025-01-23", "2025-02-06", "2025-02-08"),  # 24, 26 (Sunday), 27, 5, 6 | 7, 8 (Saturday)
    ("2025-01-27", "2025-02-10", "2025-02-12"),  # 5, 6, 7, 8 (Saturday), 10 | 11, 12
    ("2025-02-05", "2025-02-11", "2025-02-13"),  # 6, 7, 8 (Saturday), 10, 11 | 12, 13
    ("2026-02-12", "2026-02-26", "2026-02-28"),  # 13, 14 (Saturday), 24, 25, 26 | 27, 28 (Saturday)
    ("2026-02-13", "2026-02-27", "2026-03-02"),  # 14 (Saturday), 24, 25, 26, 27 | 28 (Saturday), 2
    ("2026-02-25", "2026-03-03", "2026-03-05"),  # 26, 27, 28 (Saturday), 2, 3 | 4, 5
    ("2024-09-27", "2024-10-10", "2024-10-12"),  # 29 (Sunday), 30, 8, 9, 10 | 11, 12 (Saturday)
    ("2024-09-30", "2024-10-12", "2024-10-15"),  # 8, 9, 10, 11, 12 (Saturday) | 14, 15
    ("2025-09-26", "2025-10-10", "2025-10-13"),  # 28 (Sunday), 29, 30, 9, 10 | 11 (Saturday), 13
    ("2025-09-30", "2025-10-14", "2025-10-16"),  # 9, 10, 11 (Saturday), 13, 14 | 15, 16
    ("2026-09-18", "2026-09-24", "2026-09-29"),  # 20 (Sunday), 21, 22, 23, 24 | 28, 29
    ("2026-09-30", "2026-10-13", "2026-10-15"),  # 8, 9, 10 (Saturday), 12, 13 | 14, 15
]


@pytest.mark.parametrize(("held", "fifth", "seventh"), AFTER, ids=[row[0] for row in AFTER])
def test_limits_after_a_meeting_are_as_counted_by_hand(held, fifth, seventh):
    for body, rule in (("executive", "minutes"), ("executive", "minutes-complete"), ("mayor_office", "minutes")):
        for act in (1, 2, 3):
            assert latest(body, held, rule, act) == Due.at(day(fifth))
    assert latest("executive", held, "documents-are-issued", 1) == Due.at(day(seventh))


@pytest.mark.parametrize(("held", "fifth", "seventh"), AFTER, ids=[row[0] for row in AFTER])
def test_the_second_source_counts_the_same(held, fifth, seventh):
    ahead = [day(held) + n * ONE_DAY for n in range(1, 30)]
    worked = [d for d in ahead if chinese_calendar.is_workday(d)]
    assert (worked[4], worked[6]) == (day(fifth), day(seventh))


BEFORE = [  # calendar days: no holiday moves them
    ("2024-02-18", "2024-02-16"),  # 17, 16, both of the Spring Festival
    ("2025-02-05", "2025-02-03"),  # 4, 3
    ("2026-02-24", "2026-02-22"),  # 23, 22
    ("2024-10-08", "2024-10-06"),  # 7, 6, of the National Day
    ("2025-10-09", "2025-10-07"),  # 8, 7
    ("2026-10-08", "2026-10-06"),  # 7, 6
]


@pytest.mark.parametrize(("held", "due"), BEFORE)
def test_limits_before_a_meeting_are_as_counted_by_hand(held, due):
    assert latest("executive", held, "notice-in-time", 1) == Due.at(day(due))
    assert latest("executive", held, "route-of-the-agenda", 1) == Due.at(day(due))
    assert latest("executive", held, "list-of-attending-units", 1) == Due.at(day(due))  # before the notice is sent
    assert latest("executive", held, "route-of-the-agenda", 3, begins="09:00") == Due.at(
        datetime.combine(day(held), datetime.min.time().replace(hour=9), book_of("executive").zone)
    )


def test_beyond_the_announced_calendar_a_limit_is_a_pair():
    found = latest("executive", "2027-02-01", "minutes", 1)
    assert not found.exact
    # at the earliest 2, 3, 4, 5, 6, were all days worked; at the latest 18, 19, 22, 23, 24: the first weekdays that no ten
    # days off around the Spring Festival of 5 to 8 February can hold
    assert found == Due(day("2027-02-06"), day("2027-02-24"))


def test_what_a_chain_asks_for_later_bounds_what_comes_first():
    steps = {s.key: s for s in bare_steps("executive", "2026-11-18", begins="09:00")}
    chain = [steps[f"route-of-the-agenda/{n}/each"].latest.earliest for n in (1, 2, 3)]
    assert [str(m) for m in chain] == ["2026-11-16", "2026-11-18 09:00:00+08:00", "2026-11-18 09:00:00+08:00"]


# ---- the earliest lawful day -----------------------------------------------------------------------------------------------


def day_of(moment):
    return moment.astimezone(book_of("executive").zone).date() if isinstance(moment, datetime) else moment


def stands_against(steps, today, end, but=frozenset()):
    """The steps that come too late on a day, worked out of the table alone: of alternatives only all together."""
    late, ways = set(), defaultdict(list)
    for step in steps:
        if step.phase != "before" or step.state == "not_applicable":
            continue
        over = step.latest is not None and day_of(getattr(step.latest, end)) < today
        bad = (step.state == "late" or (step.state in OUTSTANDING and over)) and step.key not in but
        if step.choice:
            ways[step.choice, step.about.called["zh"]].append(bad)
        elif bad:
            late.add(step.key)
    return late | {choice for (choice, _), found in ways.items() if all(found)}


TODAYS = ("2024-02-05", "2024-09-28", "2025-01-26", "2026-12-20", "2027-02-01")
BODIES = (*shipped_rulebooks(), "school_board")


@pytest.mark.parametrize("today", TODAYS)
@pytest.mark.parametrize("body", BODIES)
def test_no_day_before_the_earliest_is_lawful(body, today):
    today = day(today)
    found = deadlines(bare(body, today + 30 * ONE_DAY, begins="09:00"), body, today)
    earliest, start = found.earliest(), max(today, book_of(body).in_force)
    on = start
    assert earliest.regardless == ()
    assert earliest.exact  # no shipped body counts working days backwards
    while on < earliest.certain:
        assert stands_against(found.on(on).steps(), today, "earliest"), on
        on += ONE_DAY
    assert not stands_against(found.on(on).steps(), today, "earliest")
    assert earliest.in_force is (earliest.certain == start > today)
    if earliest.certain == start:
        assert earliest.binding == ()
    else:
        told = stands_against(found.on(on - ONE_DAY).steps(), today, "earliest")
        assert {s.choice or s.key for s in earliest.binding} == told


PLANNED = [("executive/2025-10-14", "2025-10-05"), ("executive/2025-10-14", "2025-10-10"), ("plenary/2025-12-24", "2025-12-20"),
           ("mayor_office/2024-10-10", "2024-10-01"), ("mayor_office/2024-10-10", "2024-10-09"), ("party_decision/2026-02-26", "2026-02-20"),
           ("topical/2026-05-08", "2026-05-07"), ("school_board/2026-02-11", "2026-02-06")]  # fmt: skip


@pytest.mark.parametrize(("name", "today"), PLANNED)
def test_no_day_before_the_earliest_is_lawful_for_what_is_on_record(name, today):
    today, plan = day(today), file_plan(name)
    found = deadlines(plan, name.split("/")[0], today)
    earliest, on = found.earliest(), today
    but = {s.key for s in earliest.regardless}
    while on < earliest.certain:
        assert stands_against(found.on(on).steps(), today, "earliest", but), on
        on += ONE_DAY
    assert not stands_against(found.on(on).steps(), today, "earliest", but)
    for step in earliest.regardless:  # on a day far ahead it comes too late just the same
        assert step.key in stands_against(found.on(on + 300 * ONE_DAY).steps(), today, "earliest")


def test_what_falls_due_today_may_be_done_today():
    today = day("2026-11-02")
    earliest = deadlines(bare("executive", "2026-12-01"), "executive", today).earliest()
    assert earliest.certain == day("2026-11-04")  # the notice on the 2nd: two days, the meeting's own not counted
    assert {str(s.latest.earliest) for s in earliest.binding} == {"2026-11-01"}
    assert "notice-in-time" in {s.rule for s in earliest.binding}


BACKWARDS = """rulebook: club
format: 1
version: "1"
zh: 社
en: club
time_zone: Asia/Shanghai
calendar: CN
in_force: {from: 2024-01-01}
rules:
  told:
    stage: preparation
    must: notice is sent at least 3 working days before meeting.day
    text: {zh: 会前3个工作日通知, en: Notice goes out three working days before the meeting}
"""


def club(today, on="2027-03-15"):
    book = load_rulebook_text(BACKWARDS)
    return Deadlines.of(load_plan({"meeting": "club", "day": on}, book), book, day(today))


def load_rulebook_text(text):
    from meetingrules.base.source import Source
    from meetingrules.rulebook import load as books

    return books.load(Source("club.rules.yaml", text), Path())


def test_where_the_calendar_is_not_announced_the_earliest_day_is_two():
    found = club("2027-02-01")
    earliest = found.earliest()
    assert earliest.possible == day("2027-02-04")  # 1, 2, 3 worked
    assert earliest.certain > earliest.possible
    on = day("2027-02-01")
    while on < earliest.certain:
        against = stands_against(found.on(on).steps(), day("2027-02-01"), "earliest")
        surely = stands_against(found.on(on).steps(), day("2027-02-01"), "latest")
        assert against
        assert bool(surely) is (on < earliest.possible)
        on += ONE_DAY
    assert not stands_against(found.on(on).steps(), day("2027-02-01"), "earliest")


def test_working_days_backwards_over_holidays_as_counted_by_hand():
    # 2024-10-08 (Tue): Sep 30, 29 (Sunday, worked), 27; Oct 1 to 7 off
    (step,) = club("2024-09-01", "2024-10-08").steps()
    assert step.latest == Due.at(day("2024-09-27"))
    assert club("2024-09-29", "2024-12-01").earliest().certain == day("2024-10-09")  # 29, 30, 8 lie before it


def test_before_the_rules_are_in_force_no_day_is_lawful():
    book = load_rulebook_text(BACKWARDS.replace("2024-01-01", "2024-03-01"))
    plan = load_plan({"meeting": "club", "day": "2024-03-20"}, book)
    earliest = Deadlines.of(plan, book, day("2024-01-02")).earliest()
    assert earliest.certain == day("2024-03-01")
    assert earliest.in_force


# ---- what has been done ----------------------------------------------------------------------------------------------------

ROSTER = {
    "roster": "a",
    "offices": [{"mayor": "市长", "from": "2022-01-20"}, {"secretary_general": "秘书长", "from": "2022-01-20"}],
}


def agenda(**acts):
    """The state of each step of the agenda, and whether it is missed on the eve."""
    data = {
        "meeting": "executive",
        "day": "2026-11-18",
        "begins": "09:00",
        "roster": ROSTER,
        "items": [{}],
        "agenda": acts,
    }
    steps = deadlines(load_plan(data, book_of("executive")), "executive", day("2026-11-17")).steps()
    return {s.key.split("/")[1]: s for s in steps if s.rule == "route-of-the-agenda"}


STATES_OF = [
    ({"proposed": "市政府办公室 2026-11-16"}, "1", "done", False),
    ({"proposed": "市政府办公室 2026-11-17"}, "1", "late", False),
    ({"proposed": "none"}, "1", "none", True),  # due on the 16th, and it is the 17th
    ({}, "1", "open", True),
    ({"proposed": "秘书长 2026-11-16"}, "1", "otherwise", True),
    ({"approved": "市长 2026-11-18"}, "3", "unclear", False),  # on the day: before nine or not
    ({"approved": "市长 2026-11-18 08:59"}, "3", "done", False),
    ({"approved": "市长 2026-11-18 09:00"}, "3", "late", False),
    ({"approved": "秘书长 2026-11-17"}, "3", "otherwise", False),
    ({"approved": {"by": "市长", "at": "2026-11-17", "refused": "yes"}}, "3", "otherwise", False),
    ({"approved": "none"}, "3", "none", False),
]


@pytest.mark.parametrize(("acts", "number", "state", "missed"), STATES_OF, ids=str)
def test_a_step_says_what_has_been_done(acts, number, state, missed):
    step = agenda(**acts)[number]
    assert (step.state, step.missed) == (state, missed)
    assert bool(step.at) is (state not in {"open", "none"})


def test_every_state_was_shown():
    beside = {s.state for s in deadlines(file_plan("executive/2024-03-20"), "executive", day("2024-07-01")).steps()}
    assert {state for _, _, state, _ in STATES_OF} | {"not_applicable"} == set(STATES)
    assert "not_applicable" in beside


# ---- the steps are all there are, and due when the evaluator says ------------------------------------------------------------

UPTO = {"before", "no later than", "on"}


def acts_below(node, definitions):
    """The acts with a last moment that a condition asks for, wherever they stand."""
    match node:
        case t.Not():
            return []
        case t.Done(timing=timing) | t.Timed(timing=timing):
            ends = any(isinstance(x, t.Limit) or x.relation in UPTO for x in timing)
            return [node] if ends and (isinstance(node, t.Done) or node.of.type.base == "act") else []
        case t.Implies(_, right):
            return acts_below(right, definitions)
        case t.Step():
            return acts_below(node.condition, definitions)
        case t.Quantified(bound="no"):
            return []
        case t.Quantified():
            return acts_below(node.body, definitions)
        case t.Is():
            return acts_below(definitions.body(node), definitions)
        case t.IfAny(_, body):
            return acts_below(body, definitions)
        case t.And() | t.Or() | t.Listed() | t.Order() | t.Entry():
            return [
                x
                for part in t.parts(node)
                for y in (part if isinstance(part, tuple) else (part,))
                for x in acts_below(y, definitions)
            ]
    return []


@pytest.mark.parametrize("body", BODIES)
def test_every_act_with_a_last_moment_is_a_step(body):
    book = book_of(body)
    for rule in book.rules:
        if rule.stage == "period" or rule.force == "must_not" or (rule.force == "may" and rule.only_if is None):
            continue
        asked = acts_below(rule.only_if or rule.condition, book.definitions)
        found = [leaf.timing for leaf in Walker(book.definitions).leaves(rule)]
        for act in asked:
            assert act.timing in found, (rule.id, act.says)


def told_due(proof, act):
    """Each moment that a proof gives for an act."""
    if proof.construct in {"act", "timed"} and proof.values.get("act") == act and proof.values.get("due") is not None:
        yield proof.values["due"]
    for part in proof.parts:
        yield from told_due(part, act)


@pytest.mark.parametrize("name", sorted({name for name, _ in PLANNED} | {"executive/2024-11-28", "plenary/2024-12-31"}))
def test_a_step_is_due_when_the_evaluator_says_or_sooner(name):
    found, seen = deadlines(file_plan(name), name.split("/")[0], day("2026-01-01")), 0
    for instances in found.facts.instances.values():
        for one in instances:
            own = found.facts.latest(one)
            proof = found.facts.proved(one.leaf.prove, one.scenes[one.leaf.proved_at])
            for due in told_due(proof, one.leaf.act.field.name):
                seen += 1
                if not one.leaf.order and not hangs_on_an_act(one):
                    assert own == due
                else:  # what follows in its chain, and an act that is still to come, may bring it forward
                    assert in_time_order(own.latest) <= in_time_order(due.latest)
    assert seen > 3


def hangs_on_an_act(one):
    return any(counted_from(x.moment).type.base == "act" for x in one.leaf.timing)


def counted_from(moment):
    return moment.value if isinstance(moment, t.MomentOf) else counted_from(moment.moment)


# ---- each format ---------------------------------------------------------------------------------------------------------------

HELD = [("executive/2024-03-20", "2024-07-01"), ("executive/2024-11-28", "2025-01-05"), ("plenary/2024-12-31", "2025-02-01"),
        ("mayor_office/2024-12-05", "2024-12-20"), ("party_decision/2024-09-29", "2024-10-31"), ("topical/2024-06-06", "2024-07-01"),
        ("school_board/2025-04-09", "2025-05-01")]  # fmt: skip
AHEAD = [PLANNED[n] for n in (0, 2, 3, 5, 6, 7)]
ENDINGS = {"text": "txt", "json": "json", "ics": "ics", "svg": "svg"}


@cache
def schedule_of(name, today):
    return deadlines(file_plan(name), name.split("/")[0], day(today)).schedule()


def pinned(path, text, accept):
    if accept:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8"))
    assert text == path.read_bytes().decode("utf-8")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(("name", "today"), [*HELD, *AHEAD])
def test_the_table_reads_as_pinned(name, today, lang, accept):
    pinned(GOLDEN / f"{name}.{lang}.txt", duetext.render(schedule_of(name, today), lang), accept)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("body", BODIES)
def test_the_table_of_a_bare_day_reads_as_pinned(body, lang, accept):
    found = deadlines(bare(body, "2027-02-09", begins="09:00"), body, day("2027-01-28"))
    pinned(GOLDEN / f"{body}.2027-02-09.{lang}.txt", duetext.render(found.schedule(), lang), accept)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("form", ["json", "ics", "svg"])
def test_each_format_reads_as_pinned(form, lang, accept):
    text = FORMATS[form](masked(schedule_of("mayor_office/2024-10-10", "2024-10-01")), lang)
    if form == "json":
        data = json.loads(text)
        assert data["format"] == "meetingrules-due"
        text = text.replace(f'"version": "{data["tool"]["version"]}"', '"version": "…"')
    pinned(GOLDEN / f"each.{lang}.{ENDINGS[form]}", text, accept)


def test_json_says_what_the_steps_are():
    found = schedule_of("executive/2024-11-28", "2025-01-05")
    data = json.loads(duejson.render(found))
    assert len(data["steps"]) == len(found.steps)
    assert sum(data["summary"].values()) == len(found.steps)
    assert len({step["key"] for step in data["steps"]}) == len(found.steps)
    late = [s for s in data["steps"] if s["state"] == "late"]
    assert {(s["rule"], s["latest"]["at"]) for s in late} >= {("notice-in-time", "2024-11-26")}
    assert data["earliest"] is None  # it was held


# ---- calendar ------------------------------------------------------------------------------------------------------------------


def events(schedule, lang="zh"):
    text = dueics.render(schedule, lang)
    return icalendar.Calendar.from_ical(text), icalendar.Calendar.from_ical(text).walk("VEVENT")


@pytest.mark.parametrize(("name", "today"), [*HELD, *AHEAD])
def test_a_calendar_has_one_event_for_each_step_with_a_day(name, today):
    found = schedule_of(name, today)
    steps = [s for s in found.steps if s.latest is not None and s.state != "not_applicable"]
    whole, read = events(found)
    assert whole["METHOD"] == "PUBLISH"
    assert len(read) == len(steps)
    assert len({str(e["UID"]) for e in read}) == len(read)
    stamp = datetime.combine(day(today), datetime.min.time(), UTC)
    for event, step in zip(read, steps, strict=True):
        assert event["DTSTAMP"].dt == stamp
        first, last = event["DTSTART"].dt, event.get("DTEND")
        if isinstance(step.latest.earliest, datetime) and step.latest.exact:
            assert (first, last) == (step.latest.earliest, None)
        else:
            assert (first, last.dt - ONE_DAY) == (day_of(step.latest.earliest), day_of(step.latest.latest))


def test_lines_are_folded_and_end_as_the_format_asks():
    data = dueics.render(schedule_of("executive/2024-11-28", "2025-01-05"), "zh").encode("utf-8")
    lines = data.split(b"\r\n")
    assert lines.pop() == b""
    assert max(map(len, lines)) <= 75
    assert b"\n" not in data.replace(b"\r\n", b"")


def test_an_event_is_known_by_its_step_whatever_its_day_and_state():
    plan = file_plan("mayor_office/2024-10-10")
    uids = []
    for today, moved in (("2024-10-01", 0), ("2024-10-09", 0), ("2024-10-01", 14)):
        found = deadlines(plan, "mayor_office", day(today)).on(plan.day + moved * ONE_DAY).schedule()
        uids.append({s.key: dueics.uid(s, found) for s in found.steps if s.about.ids == ()})
    assert uids[0] == uids[1] == uids[2]
    other = schedule_of("mayor_office/2024-12-05", "2024-12-20")
    assert not set(uids[0].values()) & {dueics.uid(s, other) for s in other.steps}


# ---- picture -------------------------------------------------------------------------------------------------------------------

SVG = "{http://www.w3.org/2000/svg}"
ALLOWED = {"svg", "title", "desc", "defs", "pattern", "path", "circle", "rect", "text", "g"}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(("name", "today"), [*HELD, *AHEAD])
def test_a_picture_stands_alone_and_shows_each_step(name, today, lang):
    found = schedule_of(name, today)
    text = duesvg.render(found, lang)
    root = ET.fromstring(text)
    assert {e.tag.removeprefix(SVG) for e in root.iter()} <= ALLOWED
    assert not any(k.endswith("href") or k.startswith("on") or k == "style" for e in root.iter() for k in e.attrib)
    assert text.count("http") == 1  # its own namespace; nothing else is fetched
    steps = [s for s in found.steps if s.latest is not None and s.state != "not_applicable"]
    assert len(root.findall(f"{SVG}g")) == len(steps)
    kinds = {kind for _, kind, _ in found.days} - {"working"}
    shaded = {e.get("fill", "")[5:-1] for e in root.iter(f"{SVG}rect") if e.get("fill", "").startswith("url(#")}
    assert shaded == kinds
    wide, high = float(root.get("width")), float(root.get("height"))
    for e in root.iter():
        for key, most in (("x", wide), ("cx", wide), ("y", high), ("cy", high)):
            assert 0 <= float(e.get(key, 0)) <= most


def test_a_picture_shows_days_by_pattern_and_letter_not_by_colour():
    text = duesvg.render(schedule_of("mayor_office/2024-10-10", "2024-10-01"), "zh")
    assert {"休", "班", "周末", "节假日", "调休上班"} <= {e.text for e in ET.fromstring(text).iter(f"{SVG}text")}
    colours = {
        v
        for e in ET.fromstring(text).iter()
        for k, v in e.attrib.items()
        if k in {"fill", "stroke"} and v.startswith("#")
    }
    assert all(len(set(c[1:])) == 1 for c in colours)  # shades of grey


def test_a_day_far_off_makes_no_picture_of_a_century():
    data = {"meeting": "executive", "day": "2024-03-20", "items": [{}], "decisions": [{"item": 1, "due": "2099-12-31", "carried_out": "none"}], "minutes": {"signed": "市长 2024-03-22"}}  # fmt: skip
    found = deadlines(load_plan(data, book_of("executive")), "executive", day("2024-04-01")).schedule()
    assert max(s.latest.latest for s in found.steps if s.latest and s.phase == "after") == day("2099-12-31")
    assert len(found.days) < 400
    assert float(ET.fromstring(duesvg.render(found, "zh")).get("width")) < 3000


# ---- hostile titles, and what is classified ----------------------------------------------------------------------------------------

HOSTILE = [
    "<script>alert(1)</script>",
    "a\nBEGIN:VEVENT\nUID:x",
    "]]>&amp;\"'<!--",
    "END:VCALENDAR",
    "=1+1",
    "##vso[task.complete]",
    "a;b,c\\n:d",
]


def titled(title):
    items = [{"title": title, "requested": "none"}, {"title": "平常", "requested": "2024-03-01"}]
    data = {"meeting": "executive", "day": "2024-03-20", "begins": "09:00", "title": title, "items": items}
    return deadlines(load_plan(data, book_of("executive")), "executive", day("2024-03-10")).schedule()


@pytest.mark.parametrize("title", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("lang", LANGS)
def test_a_hostile_title_is_text_in_every_format(title, lang):
    found = titled(title)
    plain = duetext.render(found, lang)
    assert len(plain.splitlines()) == len(duetext.render(titled("平常的题目"), lang).splitlines())
    root = ET.fromstring(duesvg.render(found, lang))
    assert {e.tag.removeprefix(SVG) for e in root.iter()} <= ALLOWED
    _, read = events(found, lang)
    steps = [s for s in found.steps if s.latest is not None and s.state != "not_applicable"]
    assert len(read) == len(steps)
    assert not {str(e["UID"]) for e in read} & {"x"}


@given(st.text(max_size=40))
def test_any_title_leaves_the_formats_whole(title):
    found = schedule_of("topical/2026-05-08", "2026-05-07")
    step = next(s for s in found.steps if s.latest is not None and s.state != "not_applicable")
    odd = evolve(step, about=evolve(step.about, called={"zh": title, "en": title}))
    found = evolve(found, name=title, steps=(odd,))
    for lang in LANGS:
        ET.fromstring(duesvg.render(found, lang))
        json.loads(duejson.render(found).encode("utf-8", "backslashreplace"))
        (event,) = icalendar.Calendar.from_ical(dueics.render(found, lang)).walk("VEVENT")
        assert str(event["UID"]) == dueics.uid(odd, found)
        plain = duetext.render(evolve(found, name="a"), lang).splitlines()
        assert len(duetext.render(found, lang).splitlines()) == len(plain)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("body", shipped_rulebooks())
def test_no_text_of_what_is_classified_stands_in_any_format(body, form):
    book = book_of(body)
    for today in ("2024-03-01", "2024-06-01"):
        found = deadlines(load_plan(classified_meeting(book), book), body, day(today)).schedule()
        for lang in LANGS:
            text = FORMATS[form](masked(found), lang).replace("\r\n ", "")
            assert MARK not in text, next(line for line in text.splitlines() if MARK in line)
            assert SECRET_UNIT not in text


@pytest.mark.parametrize("body", ["executive", "mayor_office"])
def test_what_is_classified_is_there_on_demand_and_masking_changes_no_day(body):
    book = book_of(body)
    found = deadlines(load_plan(classified_meeting(book), book), body, day("2024-03-01")).schedule()
    assert MARK in duejson.render(found)
    hidden = masked(found)
    told = [[(s.rule, s.latest, s.state, s.phase, s.missed, s.cites) for s in one.steps] for one in (found, hidden)]
    assert told[0] == told[1]


# ---- the verb ------------------------------------------------------------------------------------------------------------------


def run(*words):
    return CliRunner().invoke(cli.main, ["due", *words])


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["executive", "--day", "2026-12-01", "--begins", "09:00", "--today", "2026-11-02"], 0, "Earliest lawful day: 2026-11-04 (Wed)"),
        (["executive"], 2, "--day"),
        (["nobody", "--day", "2026-12-01"], 2, "nobody"),
        (["executive", "--day", "2026-13-01"], 2, "2026-13-01"),
        (["executive", "--day", "2026-12-01", "--today", "2026-11-02 09:00"], 2, "--today"),
        (["executive", "--day", "2023-12-01"], 2, "not in force"),
        (["executive", "--day", "2100-12-28", "--today", "2100-12-01"], 0, "Earliest lawful day: 2100-12-03"),
        (["executive", "--day", "2026-12-01", "--begins", "25:00"], 2, "25:00"),
        (["examples/mayor_office/2024-10-10.meeting.yaml", "--today", "2024-10-09", "--day", "2024-10-11"], 0, "Earliest lawful day: 2024-10-11"),
        (["examples/mayor_office/2024-10-10.meeting.yaml", "--today", "2024-10-09"], 0, "The planned day cannot be kept."),
        (["executive", "--day", "2026-12-01", "--format", "xlsx"], 2, "ics:due.ics"),
    ],
    ids=str,
)  # fmt: skip
def test_the_verb(words, code, said):
    left = run(*words, "--lang", "en")
    assert left.exit_code == code
    assert said in left.output


def test_machine_formats_are_masked_unless_told(tmp_path):
    book = book_of("executive")
    path = tmp_path / "a.meeting.json"
    path.write_text(json.dumps(classified_meeting(book)), encoding="utf-8")
    words = [str(path), "--today", "2024-03-01", "--format"]
    assert MARK in run(*words, "text").output
    for form in ("json", "ics", "svg"):
        assert MARK not in run(*words, form).output
        assert MARK in run(*words, form, "--no-mask").output
    assert MARK not in run(*words, "text", "--mask").output


def test_the_clock_is_asked_only_where_no_day_is_told(monkeypatch):
    monkeypatch.setattr("meetingrules.verbs.due.now", lambda: datetime(2026, 11, 1, 17, tzinfo=UTC))
    told = run("executive", "--day", "2026-12-01", "--format", "json")
    assert json.loads(told.output)["today"] == "2026-11-02"  # in the zone of the rulebook it is past midnight
    monkeypatch.setattr("meetingrules.verbs.due.now", lambda: pytest.fail("nobody asked for the clock"))
    run("executive", "--day", "2026-12-01", "--today", "2026-11-02")


def test_a_calendar_of_ones_own_moves_the_limits(tmp_path):
    path = tmp_path / "calendar.yaml"
    path.write_text("country: CN\nnotices: [{title: 本地停工, off: [2026-11-19]}]\n", encoding="utf-8")
    words = ["executive", "--day", "2026-11-18", "--today", "2026-11-01", "--format", "json"]
    found = [json.loads(run(*words, *more).output)["steps"] for more in ([], ["--calendar", str(path)])]
    ends = [next(s["latest"]["at"] for s in steps if s["rule"] == "minutes") for steps in found]
    assert ends == ["2026-11-25", "2026-11-26"]  # 19, 20, 23, 24, 25; without the 19th one more
