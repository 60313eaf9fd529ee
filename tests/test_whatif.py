"""What if: changes held to what a clerk would write into the file, the tight ones to every absence tried out, and all formats read back."""

import json
import os
import subprocess
import sys
from datetime import timedelta
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest
from attrs import evolve
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from makers import plain
from meetingrules import check, cli, load_plan, load_rulebook
from meetingrules.base.diagnostics import InvalidText
from meetingrules.base.document import read_file
from meetingrules.base.plain import from_plain
from meetingrules.base.source import Source
from meetingrules.engine.decisive import GIVEN_UP, Trial
from meetingrules.engine.expected import expected
from meetingrules.engine.presiding import chaired_by, presiding, rules_of_the_chair
from meetingrules.engine.service import named_roster
from meetingrules.engine.supposing import Meeting
from meetingrules.engine.whatif import what_if
from meetingrules.facts.comings import Coming, Unclear
from meetingrules.facts.supposed import KINDS, Supposition
from meetingrules.lang.facts import Thing
from meetingrules.render import whatifjson, whatiftext
from meetingrules.report.changes import LEVELS, compare, key_of, level, moved
from meetingrules.report.suppositionmask import masked
from meetingrules.rulebook.shipped import shipped_rulebooks
from test_masking import MARK
from test_masking import meeting as classified_meeting

ROOT = Path(__file__).parents[1]
GOLDEN = Path(__file__).parent / "golden" / "whatif"
BOARD = "examples/school_board/school_board.rules.yaml"
LANGS = ("zh", "en")
EXAMPLES = sorted(
    path.relative_to(ROOT / "examples").as_posix().removesuffix(".meeting.yaml")
    for body in (*shipped_rulebooks(), "school_board")
    for path in (ROOT / "examples" / body).glob("*.meeting.yaml")
)
AHEAD = ("executive/2025-10-14", "mayor_office/2024-10-10", "plenary/2025-12-24", "party_decision/2026-02-26")
PERSONS = ("市长", "常务副市长", "副市长甲", "副市长乙", "副市长丙", "秘书长", "教育局局长")


@pytest.fixture(autouse=True)
def at_the_root(monkeypatch):
    monkeypatch.chdir(ROOT)


@cache
def book_of(body):
    return load_rulebook(ROOT / BOARD if body == "school_board" else body)


@cache
def example(name):
    """An example as a meeting that can be changed."""
    body = name.split("/")[0]
    source, tree = read_file(Path(f"examples/{name}.meeting.yaml"))
    roster = named_roster(tree, source, book_of(body), Path("examples") / body)
    return Meeting(source, tree, book_of(body), lambda _: roster)


@cache
def answer(name, *changes, tight=False):
    return what_if(example(name), [Supposition(*change) for change in changes], tight=tight)


def written(body, data):
    """A meeting that is written as plain data."""
    book = book_of(body)
    source = Source("a.meeting.yaml", "")
    tree = from_plain({"meeting": book.id, **data})
    roster = named_roster(tree, source, book, None)
    return Meeting(source, tree, book, lambda _: roster)


def statuses(report):
    return {key_of(f): (f.status, f.message["zh"], f.due) for f in report.findings}


# ---- the changes, held to what a clerk would write ---------------------------------------------------------------------


ROSTER = {
    "offices": [{"mayor": "市长"}, {"executive_vice_mayor": "常务副市长"}, {"vice_mayor": ["副市长甲", "副市长乙", "副市长丙"]}, {"secretary_general": "秘书长"}],
    "units": {"教育局": {"principal_head": "教育局局长"}},
}  # fmt: skip
BASE = {"roster": ROSTER, "day": "2024-03-20", "begins": "09:00", "as_of": "2024-03-18", "invited": ["教育局局长"]}
ITEMS = [{"title": "甲事", "outcome": "adopted"}, {"title": "乙事", "outcome": "adopted"}]
ATTENDED = [
    {"absent": ["副市长甲"], "others": "present"},
    {"present": ["市长", "常务副市长", "副市长乙"], "others": "absent"},
    {"present": ["members"], "others": "absent"},
    {"present": ["members", "教育局局长"]},
    {"present": "everyone"},
    {"present": ["members"], "absent": ["attendees"]},
    {"absent": ["attendees"], "others": "present"},
    {"absent": "members", "others": "present"},
    {"absent": ["members", "教育局局长"]},
    {"absent": "none", "others": "present"},
    {"present": "市长"},
    {"others": "present"},
    {"others": "absent"},
    {"absent": ["副市长甲"], "late": {"副市长乙": "09:10"}, "left": {"副市长丙": "10:00"}, "others": "present"},
    {"late": ["副市长乙"], "left": ["副市长丙"], "others": "absent"},
    {"present": ["members"], "late": {"副市长乙": "09:10"}, "others": "absent"},
    {"signed_in": {"市长": "08:50", "副市长甲": "09:05"}},
    {"signed_in": ["市长", "副市长甲"], "others": "absent"},
    {"present": None, "absent": ["副市长甲"]},
]
REPLIED = [
    {},
    {"replies": {"coming": ["市长", "副市长甲"]}},
    {"replies": {"coming": ["members"], "not_coming": ["教育局局长"]}},
    {"replies": {"coming": "everyone"}},
    {"replies": {"not_coming": ["members"]}},
    {"replies": {"not_coming": "none", "coming": ["副市长乙"]}},
    {"replies": {"coming": ["attendees"], "not_coming": ["副市长乙"]}},
]
FORMS = [*({"attendance": form} for form in ATTENDED), *REPLIED]


def comings(meeting):
    """Of everybody whether he comes, and whether he is there from the beginning."""
    presences = meeting.outlook.expecting.presences
    return {who: (presences.came(who)[0], presences.present(who) is True) for who in PERSONS}


@pytest.mark.parametrize("person", PERSONS)
@pytest.mark.parametrize("form", FORMS, ids=str)
def test_one_person_stays_away_or_comes_and_nothing_else_changes(form, person):
    meeting = written("executive", {**BASE, **form})
    before = comings(meeting)
    for kind, wanted in (("absent", (False, False)), ("present", (True, True))):
        after, _ = meeting.supposing([Supposition(kind, person)])
        assert comings(after) == {**before, person: wanted}, kind
        assert ("attendance" in form) == (after.tree.get("attendance") is not None), "the other record is not started"
        again, _ = after.supposing([Supposition(kind, person)])
        assert again.tree == after.tree, "to say it twice changes nothing more"


@pytest.mark.parametrize(
    ("said", "absent", "present"),
    [
        ({"present": ["市长", "副市长甲"]}, (False, False), (True, True)),
        ({"present": {"complete": "no", "of": ["副市长甲"]}}, (False, None), (True, True)),
        ({"away": ["副市长甲"]}, (False, None), (True, True)),
        ({"away": "副市长甲"}, (False, None), (True, True)),
        ({"present": "none"}, (False, False), (True, False)),
    ],
    ids=str,
)
@pytest.mark.parametrize("every", [False, True])
def test_what_an_item_says_of_who_was_in_the_room_changes_with_it(said, absent, present, every):
    items = [{**ITEMS[0], **({} if every else said)}, ITEMS[1]]
    data = {**BASE, "attendance": {"present": ["市长"]}, "items": items} | ({"every_item": said} if every else {})
    meeting = written("executive", data)
    field = meeting.book.words.kinds["person"].fields["present"]

    def at_first_item(kind, who):
        world = meeting.supposing([Supposition(kind, "副市长甲")])[0].world
        found = world.at_item(Thing("person", who, who), field, "for", Thing("item", "items.1"))
        return found if isinstance(found, bool) else None

    assert at_first_item("absent", "副市长甲") is absent[0]
    assert at_first_item("absent", "副市长乙") is absent[1]
    assert at_first_item("present", "副市长甲") is present[0]


def test_nobody_is_taken_out_of_a_set_that_is_not_known():
    data = {**BASE, "invited": {"complete": "no", "of": ["教育局局长"]}, "attendance": {"absent": ["attendees"], "others": "present"}}  # fmt: skip
    meeting = written("executive", data)
    with pytest.raises(InvalidText) as found:
        meeting.supposing([Supposition("present", "教育局局长")])
    (told,) = found.value.diagnostics
    assert told.code == "not-known-in-full"
    assert str(told.place) == "--present:1:1"
    assert meeting.supposing([Supposition("absent", "教育局局长")]), "who stays away need not be taken out"


def test_before_the_meeting_the_replies_change_and_after_it_the_record():
    assert plain(written("executive", BASE).supposing([Supposition("absent", "市长")])[0].tree)["replies"] == {"not_coming": ["市长"]}  # fmt: skip
    held = {**BASE, "as_of": "2024-04-01", "minutes": {"drafted": "2024-03-21"}}
    tree = plain(written("executive", held).supposing([Supposition("absent", "市长")])[0].tree)
    assert tree["attendance"] == {"absent": ["市长"]}
    assert "replies" not in tree


SENT = ["市政府办公室 to everyone for 1、2 2024-03-18", {"by": "市政府办公室", "at": "2024-03-19"}, {"by": "市政府办公室", "for": [2, 1], "at": "2024-03-17"}]  # fmt: skip
FIRST_OFF = {
    "items": [ITEMS[1]], "decisions": [{"title": "二", "item": 1}], "agenda": {"items": [1]}, "attestations": [],
    "notice": {"sent": ["市政府办公室 to everyone for 1 2024-03-18", SENT[1], SENT[2] | {"for": [1]}]},
}  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "hand"),
    [
        ([("set", "begins=14:30")], lambda d: d | {"begins": "14:30"}),
        ([("set", "day=2024-03-21"), ("unset", "begins")], lambda d: {k: v for k, v in d.items() if k != "begins"} | {"day": "2024-03-21"}),
        ([("set", "items.2.title=丙事")], lambda d: d | {"items": [d["items"][0], d["items"][1] | {"title": "丙事"}]}),
        ([("set", "议题.2.department=教育局")], lambda d: d | {"items": [d["items"][0], d["items"][1] | {"department": "教育局"}]}),
        ([("set", "leave.副市长甲={reason: 住院, requested: from 市长 2024-03-17, granted: 市长 2024-03-18}")],
         lambda d: d | {"leave": {"副市长甲": {"reason": "住院", "requested": "from 市长 2024-03-17", "granted": "市长 2024-03-18"}}}),
        ([("set", "minutes.signed=none")], lambda d: d | {"minutes": {"signed": "none"}}),
        ([("set", "invited.1=教育局局长")], lambda d: d),
        ([("absent", "副市长甲"), ("absent", "市长")], lambda d: d | {"attendance": {"absent": ["副市长甲", "市长"], "others": "present"}}),
        ([("present", "副市长甲")], lambda d: d | {"attendance": {"present": ["副市长甲"], "others": "present"}}),
        ([("add_item", "丁事")], lambda d: d | {"items": [*d["items"], {"title": "丁事"}]}),
        ([("add_item", "{title: 丁事, department: 教育局}")], lambda d: d | {"items": [*d["items"], {"title": "丁事", "department": "教育局"}]}),
        ([("drop_item", "1")], lambda d: d | FIRST_OFF),
        ([("unset", "items.1")], lambda d: d | FIRST_OFF),
        ([("set", "agenda={items: {complete: no, of: [1]}}"), ("set", "agenda.items.1=2"), ("set", "agenda.items.complete=yes")],
         lambda d: d | {"agenda": {"items": {"complete": "yes", "of": [2]}}}),
        ([("set", "agenda={items: {complete: no, of: [1, 2]}}"), ("drop_item", "1")], lambda d: d | FIRST_OFF | {"agenda": {"items": {"complete": "no", "of": [1]}}}),
        ([("set", "agenda={items: {complete: yes, of: 1}}"), ("drop_item", "1")], lambda d: d | FIRST_OFF | {"agenda": {"items": "none"}}),
        ([("drop_item", "2"), ("drop_item", "1")], lambda d: d | {"items": [], "decisions": [], "agenda": {"items": []}, "attestations": [], "notice": {"sent": [SENT[1]]}}),
        ([("drop_item", "2"), ("add_item", "丁事"), ("set", "items.2.title=没了")],
         lambda d: d | {"items": [d["items"][0], {"title": "丁事"}], "decisions": [{"title": "一", "item": 1}], "agenda": {"items": [1]},
                        "notice": {"sent": ["市政府办公室 to everyone for 1 2024-03-18", SENT[1], SENT[2] | {"for": [1]}]}}),
    ],
    ids=lambda value: str(value) if isinstance(value, list) else "",
)  # fmt: skip
def test_a_change_gives_what_the_file_gives_in_which_it_is_made_by_hand(changes, hand):
    data = {
        **BASE, "as_of": "2024-04-01", "items": ITEMS, "attendance": {"absent": ["副市长甲"], "others": "present"},
        "decisions": [{"title": "一", "item": 1}, {"title": "二", "item": "2"}], "agenda": {"items": [1, 2]},
        "attestations": [{"rule": "papers-well-made", "item": 1, "by": "市政府办公室", "at": "2024-03-19", "result": "pass"}],
        "notice": {"sent": SENT},
    }  # fmt: skip
    found = what_if(written("executive", data), [Supposition(*change) for change in changes], tight=False)
    by_hand = check(load_plan({"meeting": "executive", **hand(data)}, book_of("executive")), book_of("executive"))
    assert statuses(found.after) == statuses(by_hand)


def test_what_is_on_record_of_no_item_stays_when_one_comes_off():
    judged = [{"rule": "notice-in-time", "item": None, "by": "市政府办公室", "at": "2024-03-19", "result": "pass"}]
    meeting = written("executive", {**BASE, "items": ITEMS, "attestations": judged})
    after, _ = meeting.supposing([Supposition("drop_item", "1")])
    assert after.tree.get("attestations") == meeting.tree.get("attestations")
    assert plain(after.tree)["items"] == [ITEMS[1]]


@pytest.mark.parametrize(
    "name",
    [
        "executive/2025-10-14",
        "executive/2024-11-28",
        "mayor_office/2024-10-10",
        "plenary/2024-07-25",
        "topical/2024-06-06",
    ],
)
def test_a_changed_file_that_is_written_out_is_checked_alike(name, tmp_path):
    meeting, body = example(name), name.split("/")[0]
    came = [who for who, (comes, _) in comings(meeting).items() if comes]
    changes = [("absent", who) for who in came[:2]] + [
        ("drop_item", "1"),
        ("add_item", "{title: 丁事, department: 教育局}"),
        ("set", "begins=08:30"),
    ]
    found = what_if(meeting, [Supposition(*change) for change in changes], tight=False)
    data = plain(meeting.supposing([Supposition(*change) for change in changes])[0].tree)
    data["roster"] = str(ROOT / "examples" / "datong.roster.yaml")
    path = tmp_path / "a.meeting.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    by_hand = check(load_plan(path, book_of(body)), book_of(body))
    assert {key_of(f): (f.status, f.due) for f in by_hand.findings} == {
        key_of(f): (f.status, f.due) for f in found.after.findings
    }
    waits = {key_of(f) for f in by_hand.findings if f.status == "pending" and f.stage == "sitting"}
    assert {k: v for k, v in statuses(by_hand).items() if k not in waits} == {
        k: v for k, v in statuses(found.after).items() if k not in waits
    }


@pytest.mark.parametrize("name", EXAMPLES)
def test_without_a_change_nothing_changes(name):
    found = answer(name)
    assert found.changes == ()
    assert found.before == found.after
    assert found.presiding is None or found.presiding[0] == found.presiding[1]
    for lang in LANGS:
        assert len(whatiftext.render(found, lang).splitlines()) == 2, "the meeting, and nothing of it"


@pytest.mark.parametrize("name", EXAMPLES)
def test_what_is_said_already_changes_nothing(name):
    meeting = example(name)
    day, begins = meeting.plan.day, meeting.plan.begins
    same = [("set", f"day={day}"), *([("set", f"begins={begins:%H:%M}")] if begins else [])]
    came = {who: meeting.outlook.expecting.presences.came(who)[0] for who in sorted(meeting.world.roster.persons)}
    same += [("absent", who) for who, comes in came.items() if comes is False][:3]
    found = what_if(meeting, [Supposition(*change) for change in same], tight=False)
    assert found.changes == ()


def test_the_other_side_of_a_change_is_the_change_back():
    there = answer("executive/2025-10-14", ("absent", "副市长乙"))
    back = compare(there.after, there.before)
    forth = there.changes
    assert {key_of(c.finding) for c in forth} == {key_of(c.finding) for c in back}
    assert {(key_of(c.finding), c.was, c.now) for c in forth} == {(key_of(c.finding), c.now, c.was) for c in back}


# ---- what is expected ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", EXAMPLES)
def test_what_is_expected_says_what_a_check_says(name):
    meeting = example(name)
    report = meeting.report()
    plain_report = check(meeting.plan, meeting.book)
    ahead = {key_of(f): f for f in report.findings}
    assert report.verdict == plain_report.verdict
    for finding in plain_report.findings:
        there = ahead[key_of(finding)]
        assert (there.status, there.due) == (finding.status, finding.due)
        if finding.status != "pending" or finding.stage != "sitting":
            assert there == finding
        elif finding.forecast in {"pass", "fail"}:
            assert there.forecast == finding.forecast
        else:
            assert there.forecast in {"unknown", "skip"}, (
                "a member of a set that replies decide may turn out to be none"
            )


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("early", [False, True])
def test_levels_without_words_are_those_of_the_findings(name, early):
    meeting = example(name)
    if early:
        meeting = evolve(meeting, told=meeting.plan.day - timedelta(days=20))
    recorded = {d.rule for d in meeting.plan.departures} | {a.rule for a in meeting.plan.attestations}
    told = {key_of(f): level(f) for f in meeting.report().findings}
    for rule in meeting.book.rules:
        if not meeting.outlook.asks(rule) or rule.id in recorded:
            continue
        watch = meeting.outlook.watched(rule)
        assert meeting.outlook.levels(rule) == watch.levels
        for (kind, id_), found in watch.levels.items():
            assert told.get((rule.id, kind, id_), "rest") == found


# ---- how tight it is: every absence tried out --------------------------------------------------------------------------


def upset_by_hand(was, then):
    """What is meant by an absence that matters, said once more."""
    order = {name: number for number, name in enumerate(LEVELS)}
    if order[then] <= order[was]:
        return False
    return then == "fail" or (was in ("rest", "perhaps") and then in ("open", "unknown"))


def decisive_by_hand(meeting):
    """Each person of the roster stays away in a file of its own, which is checked as a whole."""
    now = {key_of(f): level(f) for f in meeting.report().findings}
    found = {}
    for person in sorted(meeting.world.roster.persons | meeting.plan.people):
        if meeting.outlook.expecting.presences.came(person)[0] is False:
            continue
        then = meeting.without([person]).report()
        upset = {
            (key_of(f), level(f))
            for f in then.findings
            if not f.rule.startswith("tool-") and (f.subject.kind, f.subject.id) != ("person", person)
            and upset_by_hand(now.get(key_of(f), "rest"), level(f))
        }  # fmt: skip
        if upset:
            found[person] = upset
    return found


LARGE = ("plenary/", "executive/2024-03-20", "executive/2024-11-28", "executive/2025-01-23", "mayor_office/2024-03-15")
SMALL = [name for name in EXAMPLES if not name.startswith(LARGE)]


@pytest.mark.parametrize("name", SMALL)
def test_the_decisive_are_exactly_those_whose_absence_alone_matters(name):
    tight = answer(name, tight=True).tight
    assert tight.left_out == ()
    found = {d.person: {(key_of(u.then), u.becomes) for u in d.upsets} for d in tight.decisive}
    assert found == decisive_by_hand(example(name))


@settings(max_examples=15, deadline=None)
@given(st.lists(st.sampled_from(PERSONS), max_size=3, unique=True), st.sampled_from(FORMS), st.booleans())
def test_the_decisive_of_any_written_form_are_exactly_those(absent, form, sign):
    data = {
        **BASE,
        "chair": "市长",
        "items": [{"title": "甲事", "department": "教育局", "subjects": ["personnel"]}],
        **form,
    }
    data["roster"] = {**ROSTER, "relations": [{"responsible": "副市长甲", "for": ["教育局"]}]}
    if sign and "attendance" in form:
        data["items"][0]["outcome"] = "adopted"
    meeting, _ = written("executive", data).supposing([Supposition("absent", who) for who in absent])
    tight = Trial(meeting, meeting.report()).tight(presiding(meeting))
    if tight.left_out:
        return
    found = {d.person: {(key_of(u.then), u.becomes) for u in d.upsets} for d in tight.decisive}
    assert found == decisive_by_hand(meeting)


def fewest_by_hand(meeting, finding, persons, kept):
    """The fewest of some persons without whom a finding is at none of some levels."""
    for number in range(1, len(persons) + 1):
        for some in combinations(persons, number):
            report = meeting.without(some).report([meeting.book.rule(finding.rule)])
            there = next(f for f in report.findings if key_of(f) == key_of(finding))
            if level(there) not in kept:
                return number
    return None


COUNTED = ("executive/2025-10-14", "executive/2024-06-14", "school_board/2025-04-09", "school_board/2026-02-11")


@pytest.mark.parametrize("name", [n for n in EXAMPLES if n in COUNTED])
def test_absences_that_a_number_stands_are_the_fewest_that_there_are(name):
    meeting = example(name)
    for margin in answer(name, tight=True).tight.margins:
        (count,) = [c for c in margin.finding.counts if (int(c.have), int(c.base)) == (margin.have, margin.base)][:1]
        names = [n["zh"] for n in (*count.yes, *count.unknown)]
        by_hand = fewest_by_hand(meeting, margin.finding, names, set(LEVELS) - {"fail"})
        assert margin.short == by_hand
        sure = level(margin.finding) == "rest"
        assert margin.unsure == (fewest_by_hand(meeting, margin.finding, margin.among, {"rest"}) if sure else None)


def test_the_margin_of_a_small_body_is_told_to_the_person():
    data = {**BASE, "replies": {"coming": ["市长", "常务副市长", "副市长甲", "副市长乙"], "not_coming": ["秘书长"]}}
    (margin,) = (m for m in what_if(written("executive", data), []).tight.margins if m.finding.rule == "quorum")
    assert (margin.base, margin.need, margin.have, margin.open, margin.unsure, margin.short) == (6, 3, 4, 1, 2, 3)
    text = whatiftext.render(what_if(written("executive", data), [Supposition("absent", "市长")]), "zh")
    assert "组成人员6人，需3人：预计到会4人 → 3人，另有1人未回复；余1人 → 恰好达到" in text
    assert "再有1人不到会即不能确保达到（另有1人未回复）；再有2人不到会即达不到" in text


def test_where_the_count_does_not_decide_alone_every_choice_is_tried_out_up_to_a_limit(monkeypatch):
    meeting = example("executive/2025-10-14")
    report = meeting.report()
    finding = next(f for f in report.findings if f.rule == "quorum")
    there = tuple(n["zh"] for n in finding.counts[0].yes)
    alone = Trial(meeting, report).fewest(finding, there, 2, frozenset({"rest"}))
    monkeypatch.setattr("meetingrules.engine.decisive.decides_alone", lambda _: False)
    assert Trial(meeting, report).fewest(finding, there, 2, frozenset({"rest"})) == alone == 2
    monkeypatch.setattr("meetingrules.engine.decisive.MOST_SETS", 3)
    assert Trial(meeting, report).fewest(finding, there, 2, frozenset({"rest"})) == GIVEN_UP
    (margin,) = (m for m in Trial(meeting, report).margins() if m.finding.rule == "quorum")
    assert (margin.given_up, margin.unsure, margin.short) == (True, None, None)


def test_what_is_not_tried_out_is_told():
    meeting = example("executive/2025-10-14")
    tight = Trial(meeting, meeting.report(), most=30).tight(presiding(meeting))
    assert tight.left_out
    assert not set(tight.left_out) & {d.person for d in tight.decisive}
    found = evolve(answer("executive/2025-10-14", tight=True), tight=tight)
    assert tight.left_out[0] in whatiftext.render(found, "zh")
    assert json.loads(whatifjson.render(found))["tight"]["left_out"] == list(tight.left_out)


@pytest.mark.parametrize("name", EXAMPLES)
def test_who_may_preside_is_found_by_putting_each_in_the_chair(name):
    meeting = example(name)
    found = presiding(meeting)
    rules = list(rules_of_the_chair(meeting.book))
    if found is None:
        assert not rules
        return
    comes = meeting.outlook.expecting.presences
    for person in sorted(meeting.world.roster.persons):
        plan = chaired_by(meeting.plan, person)
        report = expected(plan, meeting.book, as_of=meeting.moment, rules=rules)
        levels = {level(f) for f in report.findings if not f.rule.startswith("tool-")}
        may = comes.came(person)[0] is not False
        assert (person in found.may) == (may and levels == {"rest"})
        assert (person in found.if_settled) == (may and levels != {"rest"} and "fail" not in levels)


# ---- what is refused -----------------------------------------------------------------------------------------------------


def refused(*changes, name="executive/2025-10-14"):
    with pytest.raises(InvalidText) as found:
        answer(name, *changes)
    return {(d.code, str(d.place)): d for d in found.value.diagnostics}


def test_everything_that_is_wrong_is_told_at_the_option_that_it_comes_from():
    found = refused(
        ("set", "begins=9:61"), ("set", "bgins=9:00"), ("set", "items.5.title=x"), ("set", "day="), ("set", "day"),
        ("set", "=x"), ("set", "invited=[甲, 乙"), ("set", "items.1.nothing.more=x"), ("unset", "day.x"), ("absent", "副市长己己"),
        ("absent", "市长"), ("present", "市长"), ("drop_item", "3"), ("drop_item", "0"), ("drop_item", "一"), ("add_item", "[甲]"), ("add_item", " "),
    )  # fmt: skip
    assert set(found) == {
        ("no-such-time", "--set:1:8"), ("unknown-key", "--set:1:1"), ("no-such-place", "--set:1:1"), ("empty-value", "--set:1:4"),
        ("wrong-type", "--set:1:1"), ("yaml-syntax", "--set:1:9"), ("no-such-place", "--unset:1:1"), ("no-such-person", "--absent:1:1"),
        ("contradiction", "--present:1:1"), ("no-such-item", "--drop-item:1:1"), ("wrong-type", "--add-item:1:1"), ("empty-value", "--add-item:1:1"),
    }  # fmt: skip
    with pytest.raises(InvalidText) as alone:
        answer("executive/2025-10-14", ("set", "bgins=9:00"))
    assert alone.value.diagnostics[0].hint["zh"] == "是不是“begins”？"
    assert "本次会议共 2 项" in found["no-such-item", "--drop-item:1:1"].hint["zh"]
    for diagnostic in found.values():
        assert diagnostic.place.source.line(1), "the option is shown"
        assert diagnostic.show("en")
        assert diagnostic.show("zh")


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ([("set", "departures=[甲]"), ("drop_item", "1")], ("wrong-type", "--set:1:13")),
        ([("set", "items.1=甲"), ("absent", "市长")], ("wrong-type", "--set:1:9")),
        ([("set", "attendance.present=[[甲], 市长]"), ("absent", "市长")], ("wrong-type", "--set:1:21")),
        ([("set", "attendance=present"), ("absent", "市长")], ("wrong-type", "--set:1:12")),
        ([("set", "attendance=present"), ("absent", "市长")], ("no-such-place", "--absent:1:1")),
        ([("set", "items.1.title=" + "甲" * 2 * 1024 * 1024)], ("too-large", "--set:1:15")),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_what_is_written_wrong_is_told_whatever_else_changes_there(changes, told):
    assert told in refused(*changes, name="executive/2024-03-20")


def test_a_change_that_makes_another_part_of_the_file_wrong_is_told_at_the_change():
    found = refused(("add_item", "节能改造"), ("set", "begins=09:30"))
    assert {place for _, place in found} == {"--add-item:1:1"}
    (first, *_) = found.values()
    assert first.message["zh"].startswith("改动后，examples/executive/2025-10-14.meeting.yaml:14:")
    assert "examples/executive/2025-10-14.meeting.yaml:14:" in first.message["en"]


def test_the_short_form_of_an_act_is_changed_as_a_whole():
    (told,) = refused(("set", "call_for_topics.sent.at=2025-10-10")).values()
    assert told.hint["en"] == "call_for_topics.sent is a single value: write the whole, call_for_topics.sent=…"


def test_what_only_several_changes_make_wrong_is_told_at_one_of_them():
    found = refused(
        ("set", "items.1.papers=none"),
        ("set", "departures=[{rule: report-length, paper: 1.1, reason: 病假, at: 2025-10-09}]"),
    )
    assert all(place.startswith("--set:1:") for _, place in found)
    assert any(code == "no-such-paper" for code, _ in found)
    both = refused(("set", "ends=08:00"), ("set", "begins=09:30"))
    assert {place for _, place in both} == {"--set:1:6"}


@pytest.mark.parametrize("change", [("unset", "day"), ("set", "day=2023-01-01"), ("set", "meeting=topical")])
def test_a_change_after_which_the_rules_do_not_hold_is_refused(change):
    ((code, place),) = refused(change)
    assert code in {"no-day", "not-in-force", "other-rulebook", "missing-key"}
    assert place.startswith(f"--{change[0]}:1:")


PATHS = (
    "day", "begins", "ends", "items", "items.1", "items.2.title", "items.1.papers.1.length", "minutes.signed", "notice.sent", "leave.副市长乙",
    "attendance", "attendance.present", "attendance.absent.1", "replies", "replies.coming", "chair", "state", "agenda.items", "decisions.1.item",
    "every_item", "议题.1", "attestations.1", "a..b", "", "items.x", "items.99999999999", "roster", "meeting", "items.1.classified",
)  # fmt: skip
VALUES = ("none", "2024-03-21", "09:30", "[]", "{}", "[市长, 副市长乙]", "市长 2024-03-18", "yes", "present", "~", "[members]", "- a", '"', "{complete: no, of: [市长]}")  # fmt: skip
CHANGES = st.one_of(
    st.tuples(st.just("set"), st.builds("{}={}".format, st.sampled_from(PATHS), st.sampled_from(VALUES))),
    st.tuples(st.just("unset"), st.sampled_from(PATHS)),
    st.tuples(st.sampled_from(["absent", "present"]), st.sampled_from([*PERSONS, "everyone", "members", "", "nobody"])),
    st.tuples(st.just("drop_item"), st.sampled_from("0123x")),
    st.tuples(st.just("add_item"), st.sampled_from([*VALUES, "{title: 甲, department: 教育局}"])),
)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(EXAMPLES), st.lists(CHANGES, min_size=1, max_size=3))
def test_whatever_is_typed_is_answered_or_refused_at_the_option(name, changes):
    meeting = example(name)
    try:
        found = what_if(meeting, [Supposition(*change) for change in changes], tight=False)
    except InvalidText as error:
        places = [d.place.source.name for d in error.diagnostics if d.code != "more-complaints"]
        assert places
        assert set(places) <= {f"--{kind.replace('_', '-')}" for kind in KINDS}
        return
    for lang in LANGS:
        assert whatiftext.render(found, lang)
    assert json.loads(whatifjson.render(masked(found)))["format"] == "meetingrules-whatif"


# ---- what is compared ----------------------------------------------------------------------------------------------------


def test_items_are_matched_by_what_they_are():
    found = answer("executive/2024-03-20", ("drop_item", "2"))
    assert found.renumbered == {"items.2": None, **{f"items.{n}": f"items.{n - 1}" for n in range(3, 9)}}
    left = [c for c in found.changes if c.before is None or c.before.item != "items.2"]
    assert {(c.aspects, c.turn) for c in left if c.before is not None and c.before.item} == set(), (
        "no other item changes"
    )
    assert {c.aspects for c in found.changes if c.before is not None and c.before.item == "items.2"} == {("vanishes",)}
    assert moved("items.2.papers.1", found.renumbered).startswith("-")
    assert moved("items.10", found.renumbered) == "items.10"
    assert "撤下议题2 一季度重点工程" in whatiftext.render(found, "zh")


def test_the_leader_who_stays_away_takes_his_item_off():
    found = answer("mayor_office/2024-10-10", ("present", "副市长乙"))
    off = answer("executive/2024-03-20", ("absent", "副市长乙"))
    turned = {(c.finding.rule, c.finding.subject.id): (c.was, c.now) for c in off.changes}
    assert turned["items-of-an-absent-leader", "items.4"] == ("rest", "fail")
    assert turned["opinion-of-an-absent-leader", "items.4"] == ("rest", "unknown")
    assert turned["leave-of-vice-mayors", "副市长乙"] == ("rest", "unknown")
    assert any(c.turn == "better" for c in found.changes)


def test_who_presides_is_told_when_he_stays_away():
    found = answer("executive/2025-10-14", ("absent", "市长"))
    before, after = found.presiding
    assert (before.may, after.may) == (("市长",), ())
    assert after.if_settled == ("常务副市长",)
    assert (before.comes, after.comes) == (True, False)
    text = whatiftext.render(found, "zh")
    assert "可以主持：市长 → 无（第三条）" in text
    assert "会议文件写明由市长主持，但市长不到会，须另定主持人（第三条）" in text
    entrusted = "entrusted.常务副市长={by: 市长, with: [convening, presiding], at: 2025-10-10}"
    assert answer("executive/2025-10-14", ("absent", "市长"), ("set", entrusted)).presiding[1].may == ("常务副市长",)


def test_deadlines_move_with_the_day():
    found = answer("executive/2025-10-14", ("set", "day=2025-10-16"))
    moves = {
        c.finding.rule: (c.before.due.latest.isoformat(), c.after.due.latest.isoformat())
        for c in found.changes
        if "due" in c.aspects
    }
    assert moves["notice-in-time"] == ("2025-10-12", "2025-10-14")
    lines = whatiftext.render(found, "en").splitlines()
    assert any("2025-10-12 → 2025-10-14" in line and "article 14(2)" in line for line in lines)
    assert any("move with it" in line for line in lines)


# ---- formats -------------------------------------------------------------------------------------------------------------


CASES = {
    "executive-absent": ("executive/2025-10-14", ("absent", "副市长乙"), ("absent", "市长")),
    "executive-held": ("executive/2024-03-20", ("absent", "副市长乙"), ("set", "minutes.signed=none")),
    "executive-items": ("executive/2025-10-14", ("drop_item", "1"), ("add_item", "{title: 节能改造, department: 发改委}")),
    "mayor_office": ("mayor_office/2024-10-10", ("set", "day=2024-10-09"), ("present", "副市长乙"), ("absent", "自然资源局局长")),
    "plenary": ("plenary/2025-12-24", ("absent", "副市长丙"), ("unset", "leave.水务局局长"), ("set", "begins=09:00")),
    "party_decision": ("party_decision/2026-02-26", ("present", "财政局局长"), ("set", "items.2.determined=市长 2026-02-25")),
    "topical": ("topical/2026-12-29", ("absent", "教育局局长"), ("set", "minutes.formed=2026-12-30")),
    "school_board": ("school_board/2026-02-11", ("absent", "Staff Member"), ("present", "Member for North")),
    "as-it-is": ("executive/2024-06-14",),
}  # fmt: skip


def pinned(name, text, accept):
    path = GOLDEN / name
    if accept:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8"))
    assert text == path.read_bytes().decode("utf-8")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("case", CASES)
def test_texts_read_as_pinned(case, lang, accept):
    text = whatiftext.render(answer(*CASES[case], tight=True), lang)
    assert all(line == line.rstrip() for line in text.splitlines())
    pinned(f"{case}.{lang}.txt", text, accept)


@pytest.mark.parametrize("case", CASES)
def test_each_line_of_the_text_shows_its_article(case):
    found = answer(*CASES[case], tight=True)
    for lang, article in (("zh", "第"), ("en", "article ")):
        lines = whatiftext.render(found, lang).splitlines()
        for line in (line for line in lines if " → " in line and not line.startswith("    ") and line.startswith("  ")):
            told = line.removeprefix("  ")
            plain_line = told.startswith(
                ("目前", "合规", "不合规", "待查明", "compliant", "not compliant", "undecided")
            )
            assert article in line or plain_line, line


def test_json_reads_as_pinned(accept):
    found = masked(answer(*CASES["executive-absent"], tight=True))
    data = json.loads(whatifjson.render(found))
    data["tool"]["version"] = "…"
    pinned("executive-absent.json", json.dumps(data, ensure_ascii=False, indent=2) + "\n", accept)


@pytest.mark.parametrize("case", CASES)
def test_json_says_what_the_changes_are(case):
    found = answer(*CASES[case], tight=True)
    data = json.loads(whatifjson.render(found))
    assert (data["format"], data["version"]) == ("meetingrules-whatif", "1.0")
    assert [c["turn"] for c in data["changes"]] == [c.turn for c in found.changes]
    assert [c["now"] for c in data["changes"]] == [c.now for c in found.changes]
    assert all((c["before"] is None) == ("appears" in c["aspects"]) for c in data["changes"])
    assert all((c["after"] is None) == ("vanishes" in c["aspects"]) for c in data["changes"])
    assert data["before"]["verdict"] == found.before.verdict
    assert [d["person"] for d in data["tight"]["decisive"]] == [d.person for d in found.tight.decisive]
    assert [m["short"] for m in data["tight"]["margins"]] == [m.short for m in found.tight.margins]
    assert len(data["supposed"]) == len(CASES[case]) - 1


@pytest.mark.parametrize("body", shipped_rulebooks())
def test_what_is_classified_is_masked_on_either_side(body):
    data = classified_meeting(book_of(body))
    meeting = written(body, {k: v for k, v in data.items() if k != "meeting"})
    changes = [
        Supposition("set", "items.1.classified=no"), Supposition("set", "items.2.papers.1.classified=no"), Supposition("set", "items.1.title=龘甲之新"),
        Supposition("present", "龘机构局长"), Supposition("add_item", "{title: 龘乙, classified: yes}"),
    ]  # fmt: skip
    found = what_if(meeting, changes)
    assert MARK in whatiftext.render(found, "zh"), "else nothing is tried"
    hidden = masked(found)
    for text in (whatiftext.render(hidden, "zh"), whatiftext.render(hidden, "en"), whatifjson.render(hidden)):
        assert MARK not in text
    assert [(c.was, c.now, c.aspects) for c in hidden.changes] == [(c.was, c.now, c.aspects) for c in found.changes]


def test_no_name_fakes_a_line_or_gives_a_command():
    hostile = "::error::甲 ##vso[task.complete]"
    data = {
        **BASE,
        "items": [{"title": f"甲\n{hostile}", "department": "教育局"}],
        "people": [hostile],
        "replies": {"coming": [hostile]},
    }
    changes = [
        Supposition("absent", hostile),
        Supposition("add_item", '"::error::\\n::error::乙"'),
        Supposition("drop_item", "1"),
    ]
    for lang in LANGS:
        lines = whatiftext.render(what_if(written("executive", data), changes), lang).splitlines()
        assert not [line for line in lines if line.lstrip().startswith("::") or "##vso[" in line]


# ---- the command line ----------------------------------------------------------------------------------------------------


def run(*args, code=0):
    done = CliRunner().invoke(cli.main, ["whatif", *args], env={"LANG": "en_US.UTF-8", "LC_ALL": ""})
    assert done.exit_code == code, done.output
    return done.output


MEETING = "examples/executive/2025-10-14.meeting.yaml"


def test_a_clerk_may_say_it_either_way():
    assert run(MEETING, "--absent", "副市长乙") == run(MEETING, "--not-coming", "副市长乙")
    assert run(MEETING, "--present", "副市长壬", "--no-tight") == run(MEETING, "--coming", "副市长壬", "--no-tight")


def test_several_persons_may_be_named_at_once():
    together = run(MEETING, "--absent", "副市长乙、副市长丙", "--no-tight")
    assert together == run(MEETING, "--absent", "副市长乙", "--absent", "副市长丙", "--no-tight")
    assert together == run(MEETING, "--absent", "副市长乙, 副市长丙", "--no-tight")
    found = refused(("absent", "副市长乙、副市长子"))
    assert set(found) == {("no-such-person", "--absent:1:6")}
    whole = {**BASE, "roster": {"offices": [{"mayor": "Smith, John"}]}, "invited": "none"}
    meeting = written("executive", whole)
    assert [c.text for c in meeting.each([Supposition("absent", "Smith, John")])] == ["Smith, John"]


def test_the_same_question_gives_the_same_bytes_whatever_the_hash_seed():
    args = [sys.executable, "-m", "meetingrules", "whatif", MEETING, "--absent", "副市长乙", "--format", "json"]
    told = [
        subprocess.run(
            args, capture_output=True, check=True, env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Shanghai"))
    ]
    assert told[0] == told[1]


def test_the_file_is_not_touched(tmp_path):
    before = Path(MEETING).read_bytes()
    run(MEETING, "--drop-item", "1", "--set", "begins=10:00", "--output", f"json:{tmp_path}/w.json", "--no-tight")
    assert Path(MEETING).read_bytes() == before
    assert json.loads((tmp_path / "w.json").read_text(encoding="utf-8"))["tight"] is None


def test_the_day_of_the_check_and_what_it_is_held_against_are_those_of_a_check():
    late = json.loads(run(MEETING, "--as-of", "2025-12-01", "--no-tight", "--format", "json", "--set", "begins=10:00"))
    assert late["as_of"] == "2025-12-01"
    assert (late["before"]["verdict"], answer("executive/2025-10-14").before.verdict) == ("noncompliant", "undecided")
    folder = "examples/register-2024"
    moved_on = [f"{folder}/executive-05-29.meeting.yaml", "--register", folder, "--set", "day=2024-06-03", "--no-tight", "--format", "json"]  # fmt: skip
    data = json.loads(run(*moved_on))
    assert [c for c in data["changes"] if c["rule"] == "three-a-month" or "month" in c["rule"]] or data["changes"]
    alone = json.loads(run(moved_on[0], *moved_on[3:]))
    assert {c["rule"] for c in alone["changes"]} < {c["rule"] for c in data["changes"]}


def test_a_meeting_that_is_moved_is_not_counted_twice():
    folder = "examples/register-2024"
    same = [f"{folder}/executive-05-29.meeting.yaml", "--register", folder, "--no-tight", "--format", "json"]
    assert json.loads(run(*same, "--set", "day=2024-05-29"))["changes"] == []
    earlier = json.loads(run(*same, "--set", "day=2024-05-28"))
    assert not [c for c in earlier["changes"] if "month" in c["rule"] or "three" in c["rule"]]


@pytest.mark.parametrize(
    "args",
    [
        ["missing.meeting.yaml"],
        [MEETING, "--set", "begins=9:61"],
        [MEETING, "--absent", "nobody"],
        [MEETING, "--roster", "missing.yaml"],
        [MEETING, "--as-of", "soon"],
        [MEETING, "--format", "sarif"],
        [MEETING, "--register", "missing", "--as-of", "2025-13-01"],
        [],
    ],
)
def test_what_cannot_be_asked_ends_with_2(args):
    run(*args, code=2)


def test_kinds_of_changes_are_options():
    flags = {flag for option in cli.main.get_command(None, "whatif").params for flag in option.opts}
    assert {f"--{kind.replace('_', '-')}" for kind in KINDS} <= flags
    with pytest.raises(Unclear):
        list(Coming("甲", comes=True).edits(from_plain({"attendance": {"absent": ["members"]}}), example("topical/2024-06-06").ways, lambda *_: (_ for _ in ()).throw(Unclear("members")), recorded=True))  # fmt: skip
