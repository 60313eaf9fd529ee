"""The least change: what is suggested was tried out, keeps its promise when it is written down, leaves records alone, and is least."""

import json
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest
from attrs import evolve
from click.testing import CliRunner

from differential import batch
from meetingrules import InvalidText, cli, load_plan, load_rulebook
from meetingrules.base.document import read_file, read_text
from meetingrules.base.edits import edited
from meetingrules.base.flow import flow
from meetingrules.base.limits import DEFAULT
from meetingrules.base.plain import from_plain
from meetingrules.base.source import Source
from meetingrules.base.tree import Empty, List, Row, Scalar, Table
from meetingrules.engine.cases import laid_over
from meetingrules.engine.check import check_plan
from meetingrules.engine.fewest import Waiting, fewest, ordered
from meetingrules.engine.remedied import asks, remedies
from meetingrules.engine.service import named_roster, read_moment, read_plan
from meetingrules.engine.trial import Trial, key_of
from meetingrules.facts.desk import is_open_list
from meetingrules.facts.roster import load_roster
from meetingrules.facts.standing import listed
from meetingrules.lang.answers import Gap
from meetingrules.render import remedytext
from meetingrules.report.remedies import WHENS
from sample import book_of
from test_masking import MARK
from test_masking import meeting as classified_meeting

ROOT = Path(__file__).parents[1]
GOLDEN = Path(__file__).parent / "golden" / "remedy"
BODIES = ("executive", "mayor_office", "party_decision", "plenary", "topical")
EXAMPLES = sorted(p.relative_to(ROOT) for body in BODIES for p in (ROOT / "examples" / body).glob("*.meeting.yaml"))
LANGS = ("zh", "en")
LAWFUL = {"pass", "skip", "excused"}


@pytest.fixture(autouse=True)
def at_the_root(monkeypatch):
    monkeypatch.chdir(ROOT)


@cache
def shipped(name):
    return load_rulebook(name)


def case_of(path, as_of=None):
    """An example, as the verb has it."""
    book = shipped(path.parent.name)
    source, node = read_file(path)
    roster = named_roster(node, source, book, path.parent)
    moment = read_moment(as_of, book) if as_of else read_plan(source, node, book, roster).as_of
    return Trial(node, source, book, roster, as_of=moment)


@cache
def example(path):
    case = case_of(path)
    return case, remedies(case)


def made(data, book, as_of=None):
    """A meeting as plain data, with its roster in it."""
    node, source = from_plain(data), Source("<plan>", "")
    roster = data.get("roster")
    who = load_roster(from_plain(roster), source, book.words) if isinstance(roster, dict) else None
    return Trial(node, source, book, who, as_of=read_moment(as_of, book) if as_of else None)


def afresh(case, edits, path, rule=None):
    """The findings on a file in which the edits are written down: another text, the ordinary reader, the ordinary check."""
    path.write_text(flow(edited(case.node, edits)) + "\n", encoding="utf-8")
    source, node = read_file(path)
    plan = read_plan(source, node, case.book, case.roster)
    book = evolve(case.book, rules=(rule,)) if rule is not None else case.book
    return {key_of(f): f for f in check_plan(plan, book, as_of=case.as_of).findings}


def promises_are_kept(case, found, folder):
    """How many suggestions were tried, after each was found to keep its promise."""
    before, count = {key_of(f): f for f in case.report().findings}, 0
    for advice in found.advice:
        key, rule = (advice.rule, advice.subject.kind, advice.subject.id), case.book.rule(advice.rule)
        for suggestion in advice.suggestions:
            count += 1
            chosen = suggestion.when == "now" and not suggestion.states
            after = afresh(case, suggestion.edits, folder / "after.meeting.yaml", None if chosen else rule)
            if suggestion.gives == "forecast":
                assert (after[key].status, after[key].forecast) == ("pending", "pass")
            else:
                assert after[key].status == suggestion.gives, (key, suggestion)
                assert suggestion.gives in LAWFUL
            if suggestion.when == "now" and advice.over:
                assert keeps(case.node, case.tree(suggestion.edits)), suggestion
            if chosen and not found.capped:
                effects_are_told(suggestion, before, {k: f for k, f in after.items() if k != key})
    return count


def effects_are_told(suggestion, before, after):
    """What else comes out otherwise is just what the suggestion says."""
    told = {(o.rule, o.subject.kind, o.subject.id) for o in suggestion.breaks}
    assert told == {
        k for k, f in after.items() if f.status == "fail" and (k not in before or before[k].status != "fail")
    }
    told = {(o.rule, o.subject.kind, o.subject.id) for o in suggestion.settles}
    open_ = {k for k, f in before.items() if f.status in {"fail", "unknown"}}
    assert told == {k for k, f in after.items() if k in open_ and f.status in LAWFUL}


def keeps(old, new):
    """Whether all that was on record is on record still; what was none or planned may have come."""
    if new == old or (isinstance(new, List) and old in new.items):
        return True
    match old:
        case Table() if is_open_list(old) and not listed(old):  # of which nothing was known
            return new is not None
        case Table(rows):
            return isinstance(new, Table) and all(keeps(row.value, new.get(row.key.text)) for row in rows)
        case List(items) if items:
            return (
                isinstance(new, List)
                and len(new.items) >= len(items)
                and all(keeps(one, other) for one, other in zip(items, new.items, strict=False))
            )
        case Scalar("none" | "planned") | List() | Empty():
            return new is not None
    return False


# ---- examples --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: f"{p.parent.name}-{p.name[:10]}")
def test_examples_pass_when_it_is_done(path, tmp_path):
    case, found = example(path)
    promises_are_kept(case, found, tmp_path)
    assert not found.capped


def test_most_faults_of_the_examples_have_a_change():
    told = [advice for path in EXAMPLES for advice in example(path)[1].advice]
    assert len(told) > 80
    assert sum(bool(advice.suggestions) for advice in told) / len(told) > 0.9
    assert {s.when for advice in told for s in advice.suggestions} == set(WHENS)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: f"{p.parent.name}-{p.name[:10]}")
def test_each_finding_that_asks_is_told_once(path):
    case, found = example(path)
    asked = [key_of(f) for f in case.report().findings if asks(f)]
    told = [(a.rule, s.kind, s.id) for a in found.advice for s in (a.subject, *a.alike)]
    assert sorted(told) == sorted(asked)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("body", BODIES)
def test_remedies_as_pinned(body, lang, accept):
    told = [remedytext.render(example(path)[1], lang) for path in EXAMPLES if path.parent.name == body]
    file, text = GOLDEN / f"{body}.{lang}.txt", "\n".join(told)
    if accept:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")


AHEAD = (
    ("executive/2025-10-14", "2025-10-13"),
    ("mayor_office/2024-10-10", "2024-10-09"),
    ("plenary/2025-12-24", "2025-12-23"),
    ("topical/2026-05-08", "2026-05-07"),
    ("party_decision/2026-02-26", "2026-02-25"),
)
"""Meetings on the day before: what was missed by then, and the day to which they would have to be moved."""


@pytest.mark.parametrize("lang", LANGS)
def test_the_day_before_as_pinned(lang, accept, tmp_path):
    told = []
    for name, day in AHEAD:
        case, found = ahead(name, day)
        promises_are_kept(case, found, tmp_path)
        told.append(remedytext.render(found, lang))
    file, text = GOLDEN / f"ahead.{lang}.txt", "\n".join(told)
    if accept:
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")


@cache
def ahead(name, day):
    case = case_of(Path(f"examples/{name}.meeting.yaml"), day)
    return case, remedies(case)


# ---- the cases of rulebooks, and meetings of chance ----------------------------------------------------------------------


@pytest.mark.parametrize("name", BODIES)
def test_cases_of_rulebooks_pass_when_it_is_done(name, tmp_path):
    book, count, faults = shipped(name), 0, 0
    for rule in book.rules:
        for case in rule.cases:
            if (
                case.status not in {"fail", "unknown"}
                or case.facts.get("register") is not None
                or rule.stage == "period"
            ):
                continue
            facts = laid_over(book.given, case.facts)
            rows = [row for row in facts.rows if row.key.text not in {"roster", "meeting"}]
            node = Table((Row(Scalar("meeting", "plain"), Scalar(book.id, "plain")), *rows))
            roster = facts.get("roster")
            who = load_roster(roster, book.source, book.words) if isinstance(roster, Table) else None
            alone = evolve(book, rules=(rule,))
            one = Trial(node, Source("<case>", ""), alone, who)
            one = evolve(one, as_of=one.plan().as_of)
            found = remedies(one)
            faults += len(found.advice)
            count += promises_are_kept(one, found, tmp_path)
    assert faults > 5
    assert count > faults / 2


@pytest.mark.parametrize("number", range(5))
def test_invented_meetings_pass_when_it_is_done(number, tmp_path):
    invented, count = batch("remedy", number, meetings=4), 0
    for data in invented.meetings:
        case = made(data, invented.book)
        case = evolve(case, as_of=case.plan().as_of)
        try:
            found = remedies(case, most=400)
        except InvalidText:
            continue
        count += promises_are_kept(case, found, tmp_path)
    assert count > 10


@pytest.mark.parametrize("offset", [-3, 0, 2, 60])
@pytest.mark.parametrize("name", ["mayor_office/2024-10-10", "topical/2025-04-24", "party_decision/2024-09-29"])
def test_at_any_moment_nothing_past_is_changed(name, offset, tmp_path):
    case = case_of(Path(f"examples/{name}.meeting.yaml"))
    case = evolve(case, as_of=case.plan().day + timedelta(days=offset))
    promises_are_kept(case, remedies(case), tmp_path)


# ---- least: by brute force ---------------------------------------------------------------------------------------------

QUORUM = "quorum:\n  stage: sitting\n  must: {sentence}\n"
MEMBERS = (
    "President",
    "Vice-A",
    "Vice-B",
    "Secretary",
    "Treasurer",
    "Director-A",
    "Director-B",
    "Director-C",
    "Director-D",
    "Director-E",
)
BOARD = {
    "offices": [
        {"president": "President"}, {"vice_president": ["Vice-A", "Vice-B"]}, {"secretary": "Secretary"},
        {"treasurer": "Treasurer"}, {"director": list(MEMBERS[5:])},
    ],
}  # fmt: skip
SHARES = (
    "at least 1/2 of members are present",
    "more than 1/2 of members are present",
    "at least 2/3 of members are present",
    "at least 4 members are present",
)


def board(book, as_of, **more):
    return made({"meeting": "sample", "roster": BOARD, "day": "2024-03-20", "begins": "14:00", **more}, book, as_of)


def only(found, when="now"):
    """The first suggestion of the one finding; None where there is none."""
    told = [s for advice in found.advice for s in advice.suggestions if s.when == when]
    return told[0] if told else None


@pytest.mark.parametrize("sentence", SHARES)
@pytest.mark.parametrize("coming", range(11))
def test_no_fewer_would_do_before_the_meeting(sentence, coming):
    book = book_of(QUORUM.format(sentence=sentence))
    there, away = list(MEMBERS[:coming]), list(MEMBERS[coming:])
    replies = {"coming": there or "none", "not_coming": away or "none"}

    def forecast(more):
        case = board(
            book,
            "2024-03-18",
            replies={"coming": [*there, *away[:more]] or "none", "not_coming": away[more:] or "none"},
        )
        return case.report().findings[0].forecast

    needed = next(more for more in range(11) if forecast(more) == "pass")
    told = remedies(board(book, "2024-03-18", replies=replies))
    found = only(told)
    if needed == 0:
        assert found is None
    else:
        assert found.gives == "forecast"
        assert found.size == (1, needed, 0)
        assert found.changes[0].says["zh"].startswith(f"再有{needed}人参加会议，例如")
        assert "按现有回执预计达不到" in remedytext.render(told, "zh")


@pytest.mark.parametrize("sentence", SHARES)
@pytest.mark.parametrize("present", range(10))
def test_no_fewer_would_have_done_after_it(sentence, present):
    book = book_of(QUORUM.format(sentence=sentence))

    def status(count):
        return (
            board(
                book,
                "2024-04-01",
                ends="16:00",
                attendance={"present": list(MEMBERS[:count]) or "none", "others": "absent"},
            )
            .report()
            .findings[0]
            .status
        )

    needed = next(more for more in range(11 - present) if status(present + more) == "pass")
    case = board(
        book, "2024-04-01", ends="16:00", attendance={"present": list(MEMBERS[:present]) or "none", "others": "absent"}
    )
    found = remedies(case)
    assert only(found) is None, "a record of who came is never changed"
    if needed == 0:
        assert not found.advice
    else:
        assert only(found, "needed").size == (1, needed, 0)
        assert only(found, "new").changes[0].value > "2024-04-01"


LIMITS = ("at least 2 days", "at least 3 clear days", "at least 5 working days", "at least 1 weeks")


@pytest.mark.parametrize("limit", LIMITS)
@pytest.mark.parametrize("sent", range(12))
def test_no_earlier_day_would_do(limit, sent):
    book = book_of(f"notice-in-time:\n  must: notice is sent {limit} before meeting.day\n")
    start = date(2024, 4, 10)
    notice = {"sent": (start - timedelta(days=sent)).isoformat()}

    def status(days):
        day = (start + timedelta(days=days)).isoformat()
        return (
            made({"meeting": "sample", "day": day, "begins": "14:00", "notice": notice}, book, "2024-04-09")
            .report()
            .findings[0]
            .status
        )

    needed = next(days for days in range(41) if status(days) == "pass")
    found = only(
        remedies(
            made({"meeting": "sample", "day": "2024-04-10", "begins": "14:00", "notice": notice}, book, "2024-04-09")
        )
    )
    if needed == 0:
        assert found is None
    else:
        assert found.size == (1, 0, needed)
        assert found.changes[0].value == (start + timedelta(days=needed)).isoformat()


@pytest.mark.parametrize("sent", range(5))
def test_a_missed_notice_is_sent_and_the_meeting_moved(sent):
    book = book_of("notice-in-time:\n  must: notice is sent by secretariat at least 3 days before meeting.day\n")
    as_of = (date(2024, 4, 10) - timedelta(days=sent)).isoformat()
    case = made({"meeting": "sample", "day": "2024-04-10", "begins": "14:00", "notice": {"sent": "none"}}, book, as_of)
    found = only(remedies(case))
    if sent >= 3:
        assert found is None  # it is not due yet
    elif sent > 0:
        assert [c.kind for c in found.changes] == ["day", "act"]
        assert found.size[2] == 3 - sent
        assert found.changes[1].by.isoformat() == as_of
    else:
        assert found is None  # the day of the check means its end: the meeting has begun


# ---- kinds of changes ------------------------------------------------------------------------------------------------------


def advised(rule, as_of="2024-12-31", **facts):
    """What is advised about one rule of the sample's words, on one item."""
    item = {"title": "A", "department": "Works", **facts.pop("item", {})}
    roster = {
        **BOARD,
        "units": {"Works": {"principal_head": "Works-head"}, "Secretariat": {"principal_head": "Secretary"}},
    }
    data = {"meeting": "sample", "roster": roster, "day": "2024-03-20", "begins": "14:00", "items": [item], **facts}
    return remedies(made(data, book_of(rule), as_of)).advice


ROUTE = """\
route:
  for: each item
  must:
    in order:
      8-1a: item is proposed by secretariat
      8-1b: then reviewed by treasurer
      8-1c: then approved by president before meeting.begins
"""


def test_a_step_out_of_order_is_taken_once_more_before_the_meeting():
    item = {
        "proposed": "Secretariat 2024-03-12",
        "reviewed": "Treasurer 2024-03-11",
        "approved": "President 2024-03-13",
    }
    (advice,) = advised(ROUTE, "2024-03-14", item=item)
    (suggestion, *_) = advice.suggestions
    assert suggestion.when == "now"
    assert [c.path for c in suggestion.changes] == ["items.1.reviewed", "items.1.approved"]
    assert all(c.value.endswith("2024-03-19") for c in suggestion.changes)


def test_after_it_one_step_at_another_time_would_have_done():
    item = {
        "proposed": "Secretariat 2024-03-12",
        "reviewed": "Treasurer 2024-03-11",
        "approved": "President 2024-03-13",
    }
    (advice,) = advised(ROUTE, item=item)
    assert {s.when for s in advice.suggestions} == {"needed"}
    assert [len(s.changes) for s in advice.suggestions] == [1, 1]


def test_the_wrong_person_is_no_record_to_mend():
    rule = "by-her:\n  stage: after\n  must: minutes are signed by president\n"
    (advice,) = advised(rule, minutes={"signed": "Secretary 2024-03-22"}, ends="16:00")
    (suggestion,) = advice.suggestions
    assert suggestion.when == "now"
    (edit,) = suggestion.edits
    assert [entry.text for entry in edit.value.items] == ["Secretary 2024-03-22", "President 2024-12-31"]


@pytest.mark.parametrize(("stated", "entries"), [("planned", 1), ("none", 1), (None, 1), ("Secretary 2024-03-01", 2)])
def test_a_record_stands_beside_others_and_instead_of_a_plan(stated, entries):
    rule = "approved:\n  for: each item\n  must: item is approved by president\n"
    (advice,) = advised(rule, item={"approved": stated})
    (suggestion,) = advice.suggestions
    value = suggestion.edits[0].value
    assert (suggestion.gives, len(listed(value))) == ("pass", entries)
    assert listed(value)[-1].text == suggestion.changes[0].value == "President 2024-03-19"


def test_a_missing_fact_says_what_each_value_decides():
    rule = "signed:\n  stage: after\n  must: minutes are signed by president within 7 days after meeting.ends\n"
    (advice,) = advised(rule, ends="16:00", attendance={"others": "present"})
    assert advice.status == "unknown"
    assert [(o.path, o.value, o.status) for o in advice.outcomes] == [
        ("minutes.signed", "President 2024-03-27", "pass"),
        ("minutes.signed", "none", "fail"),
    ]
    (suggestion,) = advice.suggestions
    assert suggestion.states
    assert suggestion.when == "now"


@pytest.mark.parametrize(
    ("subjects", "value"),
    [
        (["staff"], '["staff", money]'),
        ({"complete": None, "of": ["staff"]}, '{"complete": null, "of": ["staff", money]}'),
        ({"complete": True, "of": None}, '{"complete": yes, "of": money}'),
    ],
    ids=str,
)
def test_a_list_gets_one_more_entry_however_it_is_written(subjects, value):
    rule = "money:\n  for: each item\n  must: item.subjects include money\n"
    (advice,) = advised(rule, "2024-03-14", item={"subjects": subjects})
    assert [(s.gives, [c.value for c in s.changes]) for s in advice.suggestions] == [("pass", [value])]


def test_a_departure_is_said_only_while_it_may_be_recorded():
    rule = "drafted:\n  stage: after\n  in_principle: minutes are drafted within 5 days after meeting.ends\n"
    late = {"ends": "16:00", "minutes": {"drafted": "2024-03-27"}, "attendance": {"others": "present"}}
    (advice,) = advised(rule, "2024-03-25", **late)
    departure = next(s for s in advice.suggestions if s.gives == "excused")
    assert "approved: President 2024-03-25" in departure.changes[0].value
    (advice,) = advised(rule, "2024-12-31", **late)
    assert all(s.gives != "excused" for s in advice.suggestions)


def test_what_something_is_nobody_chooses():
    rule = "no-elections:\n  for: each item\n  must_not: item.kind is election\n"
    (advice,) = advised(rule, "2024-03-14", item={"kind": "election"})
    assert advice.suggestions == ()


def test_a_number_goes_to_its_limit():
    rule = "short:\n  for: each item\n  normally: item.speaking_time is at most 10 minutes\n"
    (advice,) = advised(rule, "2024-03-14", item={"speaking_time": "12"})
    assert advice.suggestions[0].changes[0].value == "10"
    assert advice.suggestions[0].when == "now"
    assert advice.suggestions[-1].changes[0].kind == "departure"


@pytest.mark.parametrize(
    ("hour", "value"),
    [("08:00", "President 2024-03-20 13:59"), ("13:59", "President 2024-03-20 13:59"), ("14:00", None)],
)
def test_on_the_day_itself_the_minute_before_is_the_last(hour, value):
    rule = "approved:\n  for: each item\n  must: item is approved by president before meeting.begins\n"
    found = advised(rule, f"2024-03-20 {hour}", item={"approved": "Secretary 2024-03-18"})
    suggestion = next((s for advice in found for s in advice.suggestions if s.when == "now"), None)
    if value is None:
        assert suggestion is None or suggestion.changes[0].kind == "day"
    else:
        assert suggestion.edits[0].value.items[-1].text == value


def test_a_day_that_was_promised_may_lie_after_the_meeting():
    rule = "answer:\n  for: each item\n  must: item.answer_by is on the day after meeting.day\n"
    (advice,) = advised(rule, "2024-03-14", item={"answer_by": "2024-03-29"})
    assert advice.suggestions[0].changes[0].value == "2024-03-21"


def test_what_else_breaks_is_said():
    rules = "early:\n  must: notice is sent at least 3 days before meeting.day\nsoon:\n  must: meeting.day is no later than 2 days after notice.sent\n"
    try:
        book = book_of(rules)
    except InvalidText:
        book = book_of(
            rules.replace(
                "meeting.day is no later than 2 days after notice.sent",
                "notice is sent fewer than 3 days before meeting.day",
            )
        )
    case = made(
        {"meeting": "sample", "day": "2024-04-10", "begins": "14:00", "notice": {"sent": "2024-04-08"}},
        book,
        "2024-04-09",
    )
    found = only(remedies(case))
    assert [other.rule for other in found.breaks] == ["soon"]


def test_a_cap_is_told():
    case, _ = example(EXAMPLES[2])
    found = remedies(case, most=3)
    assert found.capped
    assert found.checks <= 3 + 80


# ---- the fewest facts --------------------------------------------------------------------------------------------------------


def label(name):
    return {"zh": name, "en": name}


def test_facts_are_ordered_by_what_they_settle():
    waiting = [Waiting(frozenset(facts), alone=True, due=True) for facts in ("a", "ab", "abc", "d", "d", "ef")]
    told = list(ordered(waiting, {name: label(name) for name in "abcdef"}))
    assert [(f.path, f.settles, f.total) for f in told] == [
        ("d", 2, 2), ("a", 1, 3), ("b", 1, 4), ("c", 1, 5), ("e", 0, 5), ("f", 1, 6),
    ]  # fmt: skip
    assert told[1].asked_by == 3


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: f"{p.parent.name}-{p.name[:10]}")
def test_facts_settle_what_they_say(path):
    case, found = example(path)
    facts = [fact.path for fact in found.facts]
    waiting = [
        {
            g.fact.split(".")[0]
            if g.fact.split(".")[0] not in {"items", "notice", "agenda", "minutes", "call_for_topics"}
            else g.fact
            for g in f.missing
            if g.kind != "none"
        }
        for f in case.report().findings
        if f.status == "unknown"
        and all(g.kind in {"fact", "none"} for g in f.missing)
        and any(g.kind == "fact" for g in f.missing)
    ]
    assert all(any(fact == known or fact.startswith(f"{known}.") for known in facts) for one in waiting for fact in one)
    assert found.facts == () or found.facts[-1].total == found.open
    assert sum(fact.settles for fact in found.facts) == found.open


def test_one_record_of_many_is_one_fact():
    finding = next(f for f in example(EXAMPLES[0])[0].report().findings if f.status == "pass")
    gaps = tuple(Gap("fact", f"attendance.{name}", label(name)) for name in ("甲", "乙"))
    facts, open_, beyond, ahead = fewest(
        [evolve(finding, status="unknown", missing=gaps)], {"attendance": label("出席")}, "closed"
    )
    assert ([f.path for f in facts], open_, beyond, ahead) == (["attendance"], 1, 0, 0)


# ---- as it is told -----------------------------------------------------------------------------------------------------------

LATE = "examples/executive/2024-11-28.meeting.yaml"


def run(*words):
    return CliRunner().invoke(cli.main, ["remedy", *words])


def test_json_says_the_same():
    result = run(LATE, "quorum-for-personnel", "--format", "json")
    assert result.exit_code == 0, result.output
    data = json.loads(result.output)
    (finding,) = data["findings"]
    assert data["format"] == "meetingrules-remedies"
    assert {s["when"] for s in finding["suggestions"]} == {"needed", "new"}
    assert finding["suggestions"][0]["changes"][0]["persons"] == 1
    assert run(LATE, "quorum-for-personnel", "--format", "json").output == result.output


def test_there_must_be_such_a_rule_and_meeting():
    assert run(LATE, "no-such-rule").exit_code == 2
    assert run("examples/none.meeting.yaml").exit_code == 2
    assert run(LATE, "--format", "csv").exit_code == 2


def test_what_is_classified_is_masked(tmp_path):
    path = tmp_path / "a.meeting.yaml"
    path.write_text(
        json.dumps(classified_meeting(shipped("executive")), ensure_ascii=False, default=str), encoding="utf-8"
    )
    shown, hidden = run(str(path), "--lang", "zh"), run(str(path), "--lang", "zh", "--mask")
    assert shown.exit_code == hidden.exit_code == 0, shown.output
    assert MARK not in hidden.output
    assert MARK not in run(str(path), "--format", "json").output


def test_flow_is_read_back():
    text = 'a: [none, "none", "x: y", 09:00, 市长 2024-03-18]\n"b c": {d: "#e", f: ""}\n'
    node = read_text(Source("a.yaml", text), DEFAULT)
    assert read_text(Source("a.yaml", flow(node)), DEFAULT) == node


def test_a_plan_is_read_the_same_way():
    data = {"meeting": "sample", "day": "2024-03-20", "begins": "14:00"}
    book = book_of("sent:\n  must: notice is sent\n")
    assert made(data, book).plan().day == load_plan(data, book).day


def test_more_people_come_before_nothing_is_done_at_all():
    rule = "quorum:\n  stage: sitting\n  for: each item\n  must: item is not discussed or at least 1/2 of members are present\n"
    there = {"present": list(MEMBERS[:4]), "others": "absent"}
    (advice,) = advised(rule, ends="16:00", attendance=there, item={"discussed": "14:30"})
    assert [s.when for s in advice.suggestions] == ["needed", "needed", "new"]
    assert [s.changes[0].kind for s in advice.suggestions[:2]] == ["presence", "fact"]


def test_what_does_not_apply_says_so():
    rule = "elections:\n  for: each item\n  may: item is urgent\n  only_if: item is approved by president before meeting.begins\n"
    (advice,) = advised(rule, "2024-04-01")
    assert advice.status == "unknown"
    assert [(s.gives, s.changes[0].value) for s in advice.suggestions] == [("skip", "no")]


def test_what_costs_too_much_is_told_as_not_looked_for():
    case, _ = example(EXAMPLES[2])
    few = evolve(case, limits=evolve(DEFAULT, plan_steps=10))
    with pytest.raises(InvalidText):
        remedies(few)


def earlier(node, by, day):
    """A value with another day for the last that serves."""
    match node:
        case Table(rows):
            return Table(tuple(Row(row.key, earlier(row.value, by, day)) for row in rows))
        case List(items):
            return List(tuple(earlier(item, by, day) for item in items))
        case Scalar(text, style):
            return Scalar(text.replace(by, day), style)
    return node


@pytest.mark.parametrize(("name", "day"), AHEAD)
def test_what_may_be_done_by_a_day_may_be_done_today(name, day, tmp_path):
    case, found = ahead(name, day)
    for advice in found.advice:
        key = advice.rule, advice.subject.kind, advice.subject.id
        for suggestion in advice.suggestions:
            if suggestion.when == "now" and not suggestion.states and any(c.by for c in suggestion.changes):
                edits = [evolve(edit, value=at_once(edit, suggestion, day)) for edit in suggestion.edits]
                after = afresh(case, edits, tmp_path / "after.meeting.yaml", case.book.rule(advice.rule))
                assert after[key].status == suggestion.gives, suggestion


def at_once(edit, suggestion, day):
    """What an edit puts in, with the day of the check for each last moment; the day of the meeting stays."""
    value = edit.value
    for change in suggestion.changes:
        if change.by is not None and edit.path != ("day",):
            value = earlier(value, change.by.isoformat()[:10], day)
    return value


def test_a_file_that_says_little_is_no_long_list():
    path, rules = "examples/register-2024/executive-05-29.meeting.yaml", ("--as-of", "2025-01-10")
    text = run(path, *rules, "--lang", "zh").output
    assert "未列出；写明规则编号" in text
    assert len(text.splitlines()) < 160
    assert len(json.loads(run(path, *rules, "--format", "json").output)["findings"]) > 20
