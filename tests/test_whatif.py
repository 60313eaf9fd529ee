"""What if: changes held to what a clerk would write into the file, the tight ones to every absence tried out, and all formats read back."""

import json
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest
from attrs import evolve
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from makers import plain
from meetingrules import check, cli, load_plan, load_rulebook
from meetingrules.base.diagnostics import InvalidText
from meetingrules.base.document import read_file
from meetingrules.base.edits import edited
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
from meetingrules.rulebook.load import shipped_rulebooks
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
        ([("drop_item", "1")], lambda d: d | {"items": [d["items"][1]], "decisions": [{"title": "二", "item": 1}], "agenda": {"items": [1]},
                                              "attestations": [], "notice": {"sent": [{"by": "市政府办公室", "for": [1], "at": "2024-03-18"}]}}),
        ([("unset", "items.1")], lambda d: d | {"items": [d["items"][1]], "decisions": [{"title": "二", "item": 1}], "agenda": {"items": [1]},
                                                "attestations": [], "notice": {"sent": [{"by": "市政府办公室", "for": [1], "at": "2024-03-18"}]}}),
        ([("drop_item", "2"), ("add_item", "丁事"), ("set", "items.2.title=没了")],
         lambda d: d | {"items": [d["items"][0], {"title": "丁事"}], "decisions": [{"title": "一", "item": 1}], "agenda": {"items": [1]},
                        "notice": {"sent": [{"by": "市政府办公室", "for": [1], "at": "2024-03-18"}, {"by": "市政府办公室", "at": "2024-03-19"}]}}),
    ],
    ids=lambda value: str(value) if isinstance(value, list) else "",
)  # fmt: skip
def test_a_change_gives_what_the_file_gives_in_which_it_is_made_by_hand(changes, hand):
    data = {
        **BASE, "as_of": "2024-04-01", "items": ITEMS, "attendance": {"absent": ["副市长甲"], "others": "present"},
        "decisions": [{"title": "一", "item": 1}, {"title": "二", "item": "2"}], "agenda": {"items": [1, 2]},
        "attestations": [{"rule": "papers-well-made", "item": 1, "by": "市政府办公室", "at": "2024-03-19", "result": "pass"}],
        "notice": {"sent": [{"by": "市政府办公室", "for": [1, 2], "at": "2024-03-18"}, {"by": "市政府办公室", "at": "2024-03-19"}]},
    }  # fmt: skip
    data["notice"]["sent"] = [data["notice"]["sent"][0]] if "1" in str(changes[0]) and "item" in changes[0][0] + changes[0][1] and changes[0][0] in {"drop_item", "unset"} else data["notice"]["sent"]  # fmt: skip
    found = what_if(written("executive", data), [Supposition(*change) for change in changes], tight=False)
    by_hand = check(load_plan({"meeting": "executive", **hand(data)}, book_of("executive")), book_of("executive"))
    assert statuses(found.after) == statuses(by_hand)
