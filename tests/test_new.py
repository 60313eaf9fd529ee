"""Files to start from: each can be checked as it is, and with every # taken away."""

import json
import re
from datetime import date

import pytest
from click.testing import CliRunner

from meetingrules import check, cli, load_plan, load_roster, load_rulebook
from meetingrules.rulebook.shipped import shipped_rulebooks
from meetingrules.scaffold.meeting import meeting_file
from meetingrules.scaffold.others import roster_file
from test_schema import EXAMPLES, Texts, complaints, yaml

BODIES = (*shipped_rulebooks(), str(EXAMPLES / "school_board" / "school_board.rules.yaml"))
DAY = date(2026, 12, 1)


def uncommented(text):
    """Every line that can be taken, taken."""
    return re.sub(r"(?m)^(\s*)# (?=\s*(?:- |[\w]+: ))", r"\1", text)


def call(*args, code=0):
    got = CliRunner().invoke(cli.main, list(args), env={"LC_ALL": "C.UTF-8"})
    assert got.exit_code == code, got.output
    return got.output


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("body", BODIES, ids=lambda b: b.rpartition("/")[2])
def test_a_new_meeting_can_be_checked_and_every_line_can_be_taken(body, lang):
    book = load_rulebook(body)
    text = meeting_file(book, DAY, lang)
    report = check(load_plan(text, book), book, as_of="2026-11-24")
    assert report.verdict == "compliant_so_far"
    assert report.items
    whole = re.sub(r"(?m)^roster: .*\n", "", uncommented(text))
    left = [line.strip() for line in whole.splitlines() if line.lstrip().startswith("#")]
    assert all(line.startswith(("# ---- ", "# -- ")) for line in left[3:]), "only headings are left"
    plan = load_plan(whole, book)
    assert len(plan.values) > 3
    if book.id in shipped_rulebooks():
        assert not complaints("meeting", yaml.load(whole, Texts), book.id)


@pytest.mark.parametrize("body", BODIES, ids=lambda b: b.rpartition("/")[2])
def test_a_new_roster_can_be_taken_as_it_is(body):
    book = load_rulebook(body)
    for lang in ("zh", "en"):
        text = roster_file(book, DAY, lang)
        load_roster(text, book)
        roster = load_roster(uncommented(text), book)
        assert {t.office for t in roster.tenures} == set(book.words.offices)


def test_the_page_names_the_articles_and_speaks_the_language():
    book = load_rulebook("executive")
    zh, en = meeting_file(book, DAY, "zh"), meeting_file(book, DAY, "en")
    assert "第二十一条" in zh
    assert "article 21" in en
    assert "第" not in "".join(line for line in en.splitlines() if not line.startswith("# yaml"))


def test_five_commands_from_nothing_to_a_checked_meeting(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    call("new", "roster", "--rulebook", "executive", "--output", "executive.roster.yaml")
    call("new", "executive", "--day", "2026-12-01", "--output", "2026-12-01.meeting.yaml")
    assert "# yaml-language-server: $schema=.meetingrules/" in (tmp_path / "2026-12-01.meeting.yaml").read_text("utf-8")
    assert {p.name for p in (tmp_path / ".meetingrules").iterdir()} == {
        "roster.executive.schema.json",
        "meeting.executive.schema.json",
    }
    assert "\nroster: executive.roster.yaml " in (tmp_path / "2026-12-01.meeting.yaml").read_text("utf-8")
    assert "compliant so far" in call("check", "2026-12-01.meeting.yaml", "--as-of", "2026-11-24")
    call("check", "2026-12-01.meeting.yaml", "--as-of", "2026-11-24", "--gate", "notice", code=1)
    call("check", "2026-12-01.meeting.yaml", "--as-of", "2026-11-24", "--output", "json:report.json")
    run = json.loads((tmp_path / "report.json").read_text("utf-8"))
    assert not complaints("run", run)
    assert {i["kind"] for i in run["inputs"]} >= {"meeting", "roster"}


def test_a_new_rulebook_is_green_and_teaches(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    call("new", "rulebook", "club", "--output", "club.rules.yaml")
    assert "club: 5 rules, 14 cases, 0 failed" in call("test", "club.rules.yaml")
    assert not complaints("rulebook", yaml.load((tmp_path / "club.rules.yaml").read_text("utf-8"), Texts))
    call("new", "club.rules.yaml", "--output", "a.meeting.yaml")
    call("check", "a.meeting.yaml", "--rulebook", "club.rules.yaml", "--as-of", "2020-01-01")


def test_labels_give_no_line_of_their_own_and_no_structure(tmp_path):
    text = (EXAMPLES / "school_board" / "school_board.rules.yaml").read_text("utf-8")
    text = text.replace("zh: 临时会议, en: special meeting", 'zh: "临时\\nheld: no", en: "special\\nheld: no"')
    text = text.replace("{zh: 董事长, en: chair of the board,", '{zh: "董事长}: #[", en: "- chair, {of the: board",')
    text = text.replace("rulebook: school_board", 'rulebook: "a\\nheld: no/../../b"').replace(
        "[3-4]", '["3\\nheld: no"]'
    )
    text = text.replace("cites: 3-4\n", 'cites: "3\\nheld: no"\n')
    path = tmp_path / "nasty.rules.yaml"
    path.write_text(text.replace("zh: 委托投票\n", "zh: '委托: # 投票'\n"), encoding="utf-8")
    book = load_rulebook(path)
    for lang in ("zh", "en"):
        page = meeting_file(book, DAY, lang)
        assert "\nheld" not in page
        assert "held: no" in page
        load_plan(re.sub(r"(?m)^roster: .*\n", "", uncommented(page)), book)
        assert load_roster(uncommented(roster_file(book, DAY, lang)), book).tenures
    call("new", str(path), "--output", str(tmp_path / "a.meeting.yaml"))
    (schema,) = (tmp_path / ".meetingrules").iterdir()
    assert schema.name == "meeting.a_held_no_.._.._b.schema.json"


def test_nothing_is_overwritten_unless_told(tmp_path):
    path = tmp_path / "a.meeting.yaml"
    path.write_text("mine", encoding="utf-8")
    assert "is there already" in call("new", "topical", "--output", str(path), code=2)
    assert path.read_text(encoding="utf-8") == "mine"
    call("new", "topical", "--output", str(path), "--force", "--no-schema")
    assert "meeting: topical" in path.read_text(encoding="utf-8")
    assert not (tmp_path / ".meetingrules").exists()


@pytest.mark.parametrize(
    "args",
    [
        ["nobody"],
        ["rulebook"],
        ["rulebook", "../x"],
        ["roster"],
        ["topical", "--day", "soon"],
        ["topical", "--day", "2020-01-01"],
    ],
)
def test_what_cannot_be_started_is_refused(args):
    call("new", *args, code=2)
