"""Where does it go: answers as pinned in both languages, equal to those of a check; what is asked first settles the most."""

import json
import random
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from attrs import evolve
from click.testing import CliRunner

from meetingrules import check, cli, load_plan, load_rulebook
from meetingrules.base.diagnostics import InvalidText
from meetingrules.base.document import read_file, read_text
from meetingrules.base.source import Source
from meetingrules.base.tree import List, Row, Scalar, Table
from meetingrules.engine import routeasks
from meetingrules.engine.matter import matter_of, taken_from, with_facts
from meetingrules.engine.route import route, versions
from meetingrules.lang.words import Field, Type
from meetingrules.render import routejson, routemarkdown, routetext
from meetingrules.render.duetext import width
from meetingrules.render.jsonparts import tool_version
from meetingrules.report.route import ANSWERS, NEEDS, PHASES, STATES, TRUTHS
from meetingrules.report.routemask import masked
from meetingrules.rulebook.packed import lean, pack, unpack
from meetingrules.rulebook.shipped import shipped_rulebooks

ROOT = Path(__file__).parents[1]
GOLDEN = Path(__file__).parent / "golden" / "route"
LANGS = ("zh", "en")
BOARD = "examples/school_board/school_board.rules.yaml"
DAY, TODAY = date(2026, 12, 1), date(2026, 11, 29)
ON = ("--day", "2026-12-01", "--as-of", "2026-11-29")
ROSTER = ("--roster", "examples/datong.roster.yaml")
RUNS = {
    # an item of a meeting of each body, held against all five rulebooks
    "executive": ("examples/executive/2024-11-28.meeting.yaml", "--item", "3", "--as-of", "2025-03-01"),
    "executive-in-order": ("examples/executive/2024-03-20.meeting.yaml", "--item", "4", "--as-of", "2024-03-19"),
    "mayor_office": ("examples/mayor_office/2024-10-10.meeting.yaml", "--as-of", "2024-10-07", "--item", "1"),
    "party_decision": ("examples/party_decision/2024-09-20.meeting.yaml", "--item", "2", "--as-of", "2024-09-18"),
    "plenary": ("examples/plenary/2024-07-25.meeting.yaml", "--item", "1", "--as-of", "2024-07-20"),
    "topical": ("examples/topical/2025-04-24.meeting.yaml", "--item", "1", "--as-of", "2025-04-22"),
    "school_board": ("examples/school_board/2025-11-12.meeting.yaml", "--item", "1", "-r", BOARD, "-r", "topical", "--as-of", "2025-11-01"),
    # items that nobody has put before a body yet
    "title-alone": ("城市更新专项规划", *ON),
    "excluded": ("{title: 与某银行的战略合作框架协议, kind: decision, framework_agreement: yes, counterparties: [financial_institution]}", *ON),
    "personnel": (
        ("{title: 人事任免, kind: decision, task: other_important_matter, subjects: [personnel], department: 教育局, major: no, regulated_already: no, "
        "within_own_powers: no, framework_agreement: no, coordinated: yes, mature: yes, deeply_divided: no}"),
        "--set", "agenda.items=[1]", *ROSTER, *ON,
    ),
    "urgent-ad-hoc": (
        ("{title: 防汛抢险应急处置, kind: decision, task: other_important_matter, urgent: yes, regulated_already: no, within_own_powers: no, "
        "framework_agreement: no, coordinated: yes, mature: yes, deeply_divided: no}"),
        "--set", "agenda.items=none", "--set", "chair=市长", "--set", "admitted=市长 2026-11-30", *ROSTER, *ON,
    ),
}  # fmt: skip
FLAGS = (
    "regulated_already",
    "innovative",
    "within_own_powers",
    "framework_agreement",
    "coordinated",
    "mature",
    "deeply_divided",
    "major",
    "urgent",
    "disputed",
)
KINDS = ("conveyance", "decision", "hearing")
TASKS = ("conveying_meetings", "normative_document", "other_important_matter", "none")


@cache
def books():
    return tuple(load_rulebook(name) for name in shipped_rulebooks())


@cache
def board():
    return load_rulebook(ROOT / BOARD)


def run(*words):
    found = CliRunner().invoke(cli.main, ["route", *words])
    assert found.exit_code == 0, found.output
    return found.output


def asked(data, *, among=None, **more):
    return route(matter_of(data), among or books(), day=DAY, as_of=TODAY, **more)


def answers(found):
    return {body.rulebook: body.answer for body in found.bodies}


def invented(dice):
    """An item of which more or less is known."""
    data = {name: dice.choice(("yes", "no")) for name in FLAGS if dice.random() < 0.6}
    some = {
        "kind": KINDS,
        "task": TASKS,
        "counterparties": (["enterprise"], ["government"], "none"),
        "department": ("教育局", "none"),
    }
    data |= {name: dice.choice(values) for name, values in some.items() if dice.random() < 0.6}
    return data


def table(**facts):
    return Table(tuple(Row(Scalar(key, "plain"), read_text(Source(key, text))) for key, text in facts.items()))


@pytest.fixture(autouse=True)
def kept(tmp_path_factory, monkeypatch):
    """Rulebooks that were read once are found again by all of these tests."""
    monkeypatch.setenv("MEETINGRULES_CACHE", str(tmp_path_factory.getbasetemp() / "cache"))


# ---- as pinned ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", RUNS)
def test_the_answers_as_people_read_them(name, lang, accept, monkeypatch):
    monkeypatch.chdir(ROOT)
    text = run(*RUNS[name], "--lang", lang)
    pinned = GOLDEN / f"{name}.{lang}.txt"
    if accept:
        pinned.parent.mkdir(exist_ok=True)
        pinned.write_text(text, encoding="utf-8")
    assert text == pinned.read_text(encoding="utf-8")
    assert max(map(width, text.splitlines())) <= 110


@pytest.mark.parametrize("form", ["json", "markdown"])
def test_the_answers_in_other_formats(form, accept, monkeypatch):
    monkeypatch.chdir(ROOT)
    text = run(*RUNS["excluded"], "--lang", "zh", "--format", form)
    pinned = GOLDEN / f"excluded.{form}.txt"
    if accept:
        pinned.write_text(text, encoding="utf-8")
    assert text.replace(f'"version": "{tool_version()}"', '"version": "…"') == pinned.read_text(
        encoding="utf-8"
    ).replace(f'"version": "{tool_version()}"', '"version": "…"')


@pytest.mark.parametrize("name", RUNS)
def test_the_data_keep_their_shape_and_every_sentence_shows_its_article(name, monkeypatch):
    monkeypatch.chdir(ROOT)
    found = json.loads(run(*RUNS[name], "--format", "json", "--no-mask"))
    assert (found["format"], found["version"]) == ("meetingrules-route", "1.0")
    assert sum(found["summary"].values()) == len(found["bodies"])
    for body in found["bodies"]:
        assert body["answer"] in ANSWERS
        said = [*body["rulings"], *body["statements"], *body["ways"]]
        said += [line for ruling in body["rulings"] for line in ruling["grounds"]]
        said += [step for way in body["ways"] for step in way["steps"]]
        assert said
        for one in said:
            assert all(one["says"][lang] and one["article"][lang] for lang in LANGS), one
        assert {way["need"] for way in body["ways"]} <= {*NEEDS}
        assert {way["state"] or "" for way in body["ways"]} <= {*STATES}
        assert {way["phase"] for way in body["ways"]} <= {*PHASES}
        assert {step["truth"] or "" for way in body["ways"] for step in way["steps"]} <= {*TRUTHS}
        assert (body["answer"] == "open") is bool(body["missing"])


def test_the_same_bytes_whatever_the_hash_seed_and_the_order_of_rulebooks():
    data = {"title": "甲", "kind": "decision", "major": "yes"}
    there, back = asked(data), asked(data, among=books()[::-1])
    assert {b.rulebook: b for b in there.bodies} == {b.rulebook: b for b in back.bodies}
    assert routejson.render(there) == routejson.render(asked(data))


# ---- equal to a check --------------------------------------------------------------------------------------------


def by_a_check(report, book, id_):
    """Whether an item may come up, read off the report on its meeting."""
    rules = {rule.id: rule.force for rule in book.rules if rule.admission}
    found = [f for f in report.findings if f.rule in rules and f.subject.id == id_]
    if any(f.status == "fail" and rules[f.rule] in {"must", "must_not", "may"} for f in found):
        return "must_not"
    if any(f.status in {"pending", "unknown", "manual"} for f in found):
        return "open"
    return "by_departure" if any(f.status == "fail" for f in found) else "may"


EXAMPLES = sorted(p for p in (ROOT / "examples").glob("*/*.meeting.yaml") if p.parent.name != "register-2024")


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: f"{path.parent.name}-{path.name[:10]}")
def test_the_answer_of_a_body_is_that_of_a_check_of_its_meeting(path):
    source, node = read_file(path)
    book = board() if path.parent.name == "school_board" else load_rulebook(path.parent.name)
    plan = load_plan(path, book)
    roster = read_file(path.parent / node.get("roster").text)
    for as_of in (date(2024, 1, 30), date(2027, 3, 1)):
        report = check(plan, book, as_of=as_of.isoformat())
        for number in range(1, len(node.get("items").items) + 1):
            matter = evolve(taken_from(source, node, number, book), roster=roster)
            (body,) = route(matter, (book,), day=plan.day, as_of=as_of, ask=False).bodies
            assert body.answer == by_a_check(report, book, f"items.{number}"), (number, as_of)


def test_the_answer_on_an_invented_item_is_that_of_a_check_of_a_meeting_with_it():
    dice, executive = random.Random(1), load_rulebook("executive")
    seen = set()
    for _ in range(30):
        data = {"title": "甲", **invented(dice)}
        facts = dice.choice(({}, {"agenda": {"items": [1]}}, {"agenda": {"items": "none"}}))
        plan = load_plan({"meeting": "executive", "day": DAY.isoformat(), "items": [data], **facts}, executive)
        matter = with_facts(
            matter_of(data), table(**{f"{k}.items": str(v["items"]) for k, v in facts.items()}), books()
        )
        (body,) = route(matter, (executive,), day=DAY, as_of=TODAY, ask=False).bodies
        assert body.answer == by_a_check(check(plan, executive, as_of=TODAY.isoformat()), executive, "items.1")
        seen.add(body.answer)
    assert {"open", "must_not"} <= seen


def test_a_meeting_that_is_not_held_lets_nothing_in():
    executive = load_rulebook("executive")
    data = {
        "meeting": "executive",
        "day": "2026-12-01",
        "state": "cancelled",
        "items": [{"title": "甲", "within_own_powers": "yes"}, {"title": "乙"}],
    }
    node = read_text(Source("one.meeting.json", json.dumps(data)), json=True)
    for number, answer in ((1, "must_not"), (2, "open")):
        (body,) = route(
            taken_from(Source("one", ""), node, number, executive), (executive,), day=DAY, as_of=TODAY, ask=False
        ).bodies
        assert body.answer == answer


def test_an_item_with_all_that_matters_may_come_up():
    data = dict.fromkeys(("regulated_already", "within_own_powers", "framework_agreement", "deeply_divided"), "no")
    data |= {"title": "甲", "coordinated": "yes", "mature": "yes", "task": "normative_document"}
    matter = with_facts(matter_of(data), table(**{"agenda.items": "[1]"}), books())
    assert answers(route(matter, books(), day=DAY, as_of=TODAY)) == dict.fromkeys(shipped_rulebooks(), "may")
    late = with_facts(
        matter, table(**{"agenda.items": "none", "chair": "市长", "admitted": "市长 2026-11-30"}), books()
    )
    assert answers(route(late, books(), day=DAY, as_of=TODAY))["executive"] == "open"  # a major emergency?
    calm = with_facts(late, table(major_emergency="no"), books())
    found = route(calm, books(), day=DAY, as_of=TODAY)
    assert answers(found)["executive"] == "by_departure"
    assert "第十一条" in routetext.render(found, "zh")


# ---- what to ask first -------------------------------------------------------------------------------------------


def test_an_answer_turns_nothing_that_was_certain():
    dice = random.Random(2)
    for _ in range(5):
        matter = matter_of({"title": "甲", **invented(dice)})
        found = route(matter, books(), day=DAY, as_of=TODAY)
        for question in dice.sample(found.questions, min(4, len(found.questions))):
            for choice in question.choices[:4]:
                told = with_facts(matter, table(**{question.fact.key: choice.value}), books())
                after = answers(route(told, books(), day=DAY, as_of=TODAY, ask=False))
                for body, answer in answers(found).items():
                    assert answer == "open" or after[body] == answer, (question.fact.key, choice.value)


def test_what_is_asked_first_settles_as_many_answers_as_anything_that_may_be_asked():
    dice = random.Random(3)
    for _ in range(3):
        matter = matter_of({"title": "甲", **invented(dice)})
        found = route(matter, books(), day=DAY, as_of=TODAY)
        open_ = [body for body, answer in answers(found).items() if answer == "open"]
        settled = {}
        for question in found.questions:
            if not question.choices:
                continue
            tried = []
            for choice in question.choices:
                told = with_facts(matter, table(**{question.fact.key: choice.value}), books())
                after = answers(route(told, books(), day=DAY, as_of=TODAY, ask=False))
                tried.append(sum(after[body] != "open" for body in open_))
            settled[question.fact.key] = max(tried)
            assert question.settled.answers[1] == max(tried), question.fact.key
            assert question.settled.answers[0] <= min(tried)
        if open_:
            assert settled[found.questions[0].fact.key] == max(settled.values())
        assert [q.settled.order for q in found.questions] == sorted(q.settled.order for q in found.questions)


def test_every_fact_that_an_answer_hangs_on_is_asked_for():
    found = asked({"title": "甲"})
    asked_for = {question.fact for question in found.questions}
    hanging = {f for body in found.bodies for f in body.missing if f.kind in {"fact", "judgement"}}
    assert hanging
    assert hanging <= asked_for
    assert found.questions[0].fact.key == "within_own_powers"
    assert found.untried == 0


def test_too_many_questions_are_counted(monkeypatch):
    whole = asked({"title": "甲"})
    monkeypatch.setattr(routeasks, "MOST_TRIED", 3)
    found = asked({"title": "甲"})
    assert (len(found.questions), found.untried) == (3, len(whole.questions) - 3)
    assert "没有逐一试算" in routetext.render(found, "zh")


def test_answers_are_offered_as_a_meeting_file_writes_them():
    label = {"zh": "甲", "en": "a"}
    words = {"x": label, "none": label}
    several = Field("item", "n", Type("word", "item.n", several=True), label, words={"x": label})
    assert [c.value for c in routeasks.answers(Field("item", "n", Type("flag"), label), 1)] == ["yes", "no"]
    assert [c.value for c in routeasks.answers(Field("item", "n", Type("word", "item.n"), label, words=words), 1)] == [
        "x",
        "none",
    ]
    assert [c.value for c in routeasks.answers(several, 1)] == ["[x]", "none"]
    assert [
        c.value for c in routeasks.answers(Field("agenda", "n", Type("thing", "item", several=True), label), 3)
    ] == ["[3]", "none"]
    assert not [*routeasks.answers(Field("item", "n", Type("act"), label), 1)]
    assert routeasks.value_of("[x]") == List((Scalar("x", "plain"),))


# ---- what a rulebook says of admission ---


def test_which_rules_decide_admission_is_data_that_a_cache_keeps():
    decide = {book.id: [rule.id for rule in book.rules if rule.admission] for book in (*books(), board())}
    assert {name: rules for name, rules in decide.items() if rules} == {
        "executive": ["kept-off-the-agenda", "no-items-at-the-last-minute"],
        "school_board": ["matters-stay-decided"],
    }
    for book in books():
        assert bool(decide[book.id]) is not bool(book.admission)
        kept = unpack(pack(lean(book)))
        assert [rule.id for rule in kept.rules if rule.admission] == decide[book.id]
        assert kept.admission == book.admission


# ---- words, versions, rosters ------------------------------------------------------------------------------------


def test_a_word_of_one_rulebook_is_said_to_be_unknown_to_the_others():
    found = {body.rulebook: body for body in asked({"title": "甲", "task": "normative_document"}).bodies}
    assert found["executive"].strangers == ()
    assert found["topical"].strangers == ("task: normative_document",)


@pytest.mark.parametrize(
    ("data", "code", "hint"),
    [
        ({"urgnt": "yes"}, "unknown-key", "urgent"),
        ({"kind": "decison"}, "no-such-word", "decision"),
        ({"major": "perhaps"}, "not-yes-or-no", ""),
    ],
)
def test_a_word_of_no_rulebook_is_refused(data, code, hint):
    with pytest.raises(InvalidText) as refused:
        asked({"title": "甲", **data})
    (one,) = refused.value.diagnostics
    assert one.code == code or code == "not-yes-or-no"
    assert hint in (one.hint or {"en": ""})["en"]


def test_of_a_rulebook_that_does_not_hold_on_the_day_it_is_said():
    later = evolve(load_rulebook("topical"), in_force=date(2027, 1, 1), version="2027")
    found = asked({"title": "甲"}, among=(load_rulebook("plenary"), later))
    assert answers(found) == {"plenary": "may", "topical": "not_in_force"}
    assert "2027年1月1日" in routetext.render(found, "zh")
    assert versions((later, load_rulebook("topical")), DAY)[0].version == "2024-01-24"
    assert versions((later, load_rulebook("topical")), date(2027, 2, 1))[0].version == "2027"
    with pytest.raises(InvalidText, match="not-in-force"):
        asked({"title": "甲"}, among=(later,))


def test_a_rulebook_that_does_not_say_what_may_come_up_is_not_taken_to_let_it():
    mute = evolve(load_rulebook("topical"), admission=())
    found = asked({"title": "甲"}, among=(mute,))
    assert answers(found) == {"topical": "silent"}
    assert "没有写明" in routetext.render(found, "zh")


def test_another_body_is_answered_from_its_own_rules():
    done = {"title": "Uniform", "last_decided": "2026-09-01", "reopened": "none"}
    assert answers(asked(done, among=(board(),))) == {
        "school_board": "open"
    }  # a third of the members may still ask for it
    never = {"title": "Uniform", "last_decided": "2026-09-01", "reopened": "none"}
    matter = evolve(matter_of(never), roster=read_file(ROOT / "examples/school_board/school_board.roster.yaml"))
    (body,) = route(matter, (board(),), day=DAY, as_of=date(2026, 12, 2)).bodies
    assert body.answer == "must_not"
    assert [line.article["en"] for ruling in body.rulings for line in ruling.grounds] == ["article 3(5)"]
    assert answers(asked({"title": "Uniform", "last_decided": "none"}, among=(board(),))) == {"school_board": "may"}
    found = asked({"title": "Uniform"}, among=(board(), load_rulebook("topical")))
    assert answers(found) == {"school_board": "open", "topical": "may"}
    assert found.questions[0].fact.key == "last_decided"


def test_a_roster_that_no_rulebook_can_read_is_refused_and_one_that_some_can_is_used():
    matter = evolve(matter_of({"title": "甲"}), roster=read_file(ROOT / "examples/datong.roster.yaml"))
    left_out = {b.rulebook: b.no_roster for b in route(matter, (load_rulebook("topical"), board()), day=DAY).bodies}
    assert left_out == {"topical": False, "school_board": True}
    with pytest.raises(InvalidText, match=r"unknown-key|no-such"):
        route(matter, (board(),), day=DAY)


# ---- on the command line -----------------------------------------------------------------------------------------


def test_a_classified_item_is_masked_where_it_is_for_programs():
    found = asked(
        {"title": "保密工作方案", "classified": "yes", "department": "保密局", "requested": "保密局 2026-11-20"}
    )
    for told in (
        routejson.render,
        lambda one: routemarkdown.render(one, "zh"),
        lambda one: routetext.render(one, "en"),
    ):
        assert "保密工作方案" in told(found)
        assert "保密局" in told(found)
        assert "保密" not in told(masked(found))
    data = "{title: 保密工作方案, classified: yes}"
    assert "保密" not in run(data, *ON, "-r", "topical", "--format", "json")
    assert "保密" in run(data, *ON, "-r", "topical", "--lang", "zh")
    plain = asked({"title": "甲"})
    assert masked(plain) is plain


def test_hostile_titles_fake_no_line():
    title = "甲\n市政府常务会议：可以上会|<b>"
    found = asked({"title": title})
    told = routetext.render(found, "zh")
    assert told.splitlines()[0].startswith("甲\\n")
    assert "<b>" not in routemarkdown.render(found, "zh")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("nowhere.yaml",), "nowhere.yaml"),
        (("some/where",), "some/where"),
        (("{title: [}",), "yaml-syntax"),
        (("甲", "--set", "major"), "KEY=VALUE"),
        (("甲", "--set", "state=cancelled"), "no-such-fact"),
        (("甲", "--set", "meeting.items=none"), "no-such-fact"),
        (("甲", "--day", "2026-02-30"), "2026-02-30"),
        (("甲", "--day", "2026-02-03 09:00"), "--day"),
        (("examples/executive/2024-11-28.meeting.yaml",), "--item"),
        (("examples/executive/2024-11-28.meeting.yaml", "--item", "9"), "no-such-subject"),
        (("examples/datong.roster.yaml", "--item", "1"), "--item"),
        (("甲", "-r", "nobody"), "no-such-rulebook"),
        (("甲", "--format", "ics"), "json"),
    ],
)
def test_what_cannot_be_read_is_refused(words, told, monkeypatch):
    monkeypatch.chdir(ROOT)
    found = CliRunner().invoke(cli.main, ["route", *words])
    assert found.exit_code == 2
    assert told in found.output


def test_an_item_from_a_file_and_facts_from_the_command_line(tmp_path):
    path = tmp_path / "item.yaml"
    path.write_text("title: 甲\nkind: decision\n", encoding="utf-8")
    target = tmp_path / "route.json"
    run(str(path), "--set", "item.within_own_powers=yes", *ON, "--format", f"json:{target}")
    found = json.loads(target.read_text(encoding="utf-8"))
    (executive,) = (body for body in found["bodies"] if body["rulebook"]["id"] == "executive")
    assert executive["answer"] == "must_not"
    assert [line["article"]["zh"] for r in executive["rulings"] for line in r["grounds"] if r["status"] == "fail"] == [
        "第五条第（二）项"
    ]


def test_lines_are_broken_where_they_may_be():
    text = "议题属于“框架协议”（第五条第（三）项），the mayor determines it；由市长确定"
    for room in range(8, 40):
        lines = routetext.broken(text, room)
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")
        assert not any(line[0] in routetext.NOT_FIRST or line[-1] in routetext.NOT_LAST for line in lines)
        assert max(map(width, lines)) <= max(room, len("determines"))
    assert routetext.broken("the mayor determines it", 12) == ["the mayor", "determines", "it"]
    assert routetext.broken("", 12) == [""]


def test_a_title_may_be_long_and_a_file_may_be_called_as_an_item_is_written(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "{a}.item.yaml").write_text("title: 甲\n", encoding="utf-8")
    assert "甲" in run("{a}.item.yaml", "-r", "topical")
    assert "长" in run("长" * 300, "-r", "topical")
