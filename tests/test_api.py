"""The library as others use it: three lines, plain dicts, threads, pickles, no global state."""

import json
import pickle
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from pathlib import Path

import pytest
from attrs import evolve

import meetingrules
from meetingrules import InvalidText, Register, check, check_dict, load_plan, load_roster, load_rulebook
from meetingrules.engine.readied import MOST, Readied
from meetingrules.report.shown import QUIET

ROOT = Path(__file__).parents[1]
EXAMPLES = [
    p for name in ("executive", "topical", "plenary") for p in sorted((ROOT / "examples" / name).glob("*.meeting.yaml"))
]
BOOKS = {}
MEETING = {
    "meeting": "executive",
    "day": "2024-03-20",
    "begins": "09:00",
    "ends": "11:00",
    "roster": {
        "roster": "sample",
        "offices": [{"mayor": "市长"}, {"vice_mayor": ["副市长甲", "副市长乙"]}, {"secretary_general": "秘书长"}],
    },
    "attendance": {"present": ["市长", "副市长甲"], "others": "absent"},
    "chair": "市长",
    "convener": "市长",
    "items": [{"title": "办学条件"}],
}


def statuses(report) -> dict:
    return {(f.rule, f.subject.id): f.status for f in report.findings}


def test_three_lines():
    executive = load_rulebook("executive")
    report = check(load_plan(MEETING, executive), executive, as_of="2024-03-21")
    assert statuses(report)["quorum", "meeting"] == "pass"


def test_text_dict_and_file_say_the_same(tmp_path):
    book = load_rulebook("executive")
    text = json.dumps(MEETING, ensure_ascii=False, indent=1)
    path = tmp_path / "a.meeting.json"
    path.write_text(text, encoding="utf-8")
    found = [statuses(check(load_plan(s, book), book, as_of="2024-03-21")) for s in (MEETING, text, path, str(path))]
    assert found[0] == found[1] == found[2] == found[3]


def test_dict_to_dict_is_pure_and_plain():
    one, two = check_dict(MEETING | {"as_of": "2024-03-21"}), check_dict(MEETING | {"as_of": "2024-03-21"})
    assert one == two
    assert json.loads(json.dumps(one, ensure_ascii=False)) == one
    assert one["rulebook"]["id"] == "executive"


def test_a_dict_names_no_file_and_may_be_given_its_rulebook():
    path = str(Path("rules/executive.rules.yaml").resolve())
    with pytest.raises(InvalidText) as refused:
        check_dict(MEETING | {"meeting": path})
    assert [d.code for d in refused.value.diagnostics] == ["no-such-rulebook"]
    assert check_dict(MEETING, load_rulebook(path))["rulebook"]["id"] == "executive"


@pytest.mark.parametrize("as_of", [date(2024, 3, 21), datetime(2024, 3, 21, 8), "2024-03-21", "2024-03-21 08:00"])
def test_as_of_is_a_day_an_instant_or_text(as_of):
    book = load_rulebook("executive")
    assert check(load_plan(MEETING, book), book, as_of=as_of).as_of is not None


def test_values_can_be_pickled_and_shared_between_threads():
    book = load_rulebook("executive")
    plan = load_plan(MEETING, book)
    report = check(plan, book, as_of="2024-03-21")
    again = check(pickle.loads(pickle.dumps(plan)), pickle.loads(pickle.dumps(book)), as_of="2024-03-21")
    assert statuses(again) == statuses(pickle.loads(pickle.dumps(report)))
    with ThreadPoolExecutor(4) as pool:
        for other in pool.map(lambda _: statuses(check(plan, book, as_of="2024-03-21")), range(8)):
            assert other == statuses(report)


def test_a_roster_and_a_register_can_be_given():
    book = load_rulebook("executive")
    roster = load_roster(MEETING["roster"], book)
    alone = {k: v for k, v in MEETING.items() if k != "roster"}
    plans = [load_plan(alone | {"day": f"2024-03-{d:02}"}, book, roster=roster) for d in (6, 13, 20)]
    register = Register(tuple(plans[:2]), date(2024, 1, 1), date(2024, 12, 31))
    findings = check(plans[2], book, roster=roster, register=register, as_of="2024-04-30").findings
    often = [f.status for f in findings if "executive-14-1a" in {c.id for c in f.cites}]
    assert often == ["fail"], "this one counts, whether the register has it or not"


def test_wrong_text_is_an_exception_that_can_be_read():
    book = load_rulebook("executive")
    with pytest.raises(InvalidText) as caught:
        load_plan(MEETING | {"chair": "副市长丁", "day": "2024-02-30"}, book)
    codes = {d.code for d in caught.value.diagnostics}
    assert codes == {"no-such-person", "no-such-day"}
    assert "副市长" in caught.value.show("zh")


def test_what_is_public_is_listed():
    assert all(hasattr(meetingrules, name) for name in meetingrules.__all__)
    assert len(meetingrules.__all__) <= 20


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: f"{p.parent.name}/{p.name}")
def test_what_is_open_alone_comes_to_the_same(path):
    if path.parent.name not in BOOKS:
        BOOKS[path.parent.name] = load_rulebook(path.parent.name)
    book = BOOKS[path.parent.name]
    plan = load_plan(path, book)
    whole, part = check(plan, book), check(plan, book, detail="open")
    assert (part.verdict, part.summary, part.departures) == (whole.verdict, whole.summary, whole.departures)
    assert [f.fingerprint for f in part.findings] == [f.fingerprint for f in whole.findings if f.status not in QUIET]
    assert [f.message for f in part.findings] == [
        f.message for f in whole.findings if f.fingerprint in {p.fingerprint for p in part.findings}
    ]
    assert all(f.proof is None for f in part.findings)


def test_examples_tell_something_and_spare_something():
    """Else the test above could not fail."""
    assert len(EXAMPLES) >= 8
    reports = [
        check(load_plan(path, book), book, detail="open")
        for path in EXAMPLES
        for book in [load_rulebook(path.parent.name)]
    ]
    assert any(report.findings for report in reports)
    assert all(report.quiet for report in reports)
    assert any(report.departures for report in reports), (
        "a departure on record is proved, and still not listed where its rule is met"
    )


def test_what_is_open_alone_is_the_same_however_often_it_is_asked():
    book = load_rulebook("executive")
    plan = load_plan(MEETING, book)
    first, *others = (check(plan, book, detail="open") for _ in range(7))
    assert others == [first] * 6
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda _: check(plan, book, detail="open"), range(8))) == [first] * 8


def test_a_dict_may_tell_what_is_open_alone():
    whole, part = check_dict(MEETING), check_dict(MEETING, detail="open")
    assert part["summary"] == whole["summary"]
    told = [{**f, "explanation": None} for f in whole["findings"] if f["status"] not in QUIET]
    assert [f["fingerprint"] for f in part["findings"]] == [f["fingerprint"] for f in told]
    assert all(f["explanation"] is None for f in part["findings"])
    with pytest.raises(ValueError, match="open, full"):
        check_dict(MEETING, detail="verdict")


def test_only_a_few_rulebooks_are_kept_ready():
    book = load_rulebook("topical")
    readied, some = Readied(), [evolve(book, version=str(n)) for n in range(MOST + 3)]
    for one in some:
        readied.ask(one)
    assert [quick.book.version for quick, _ in readied.kept.values()] == [b.version for b in some[3:]]
