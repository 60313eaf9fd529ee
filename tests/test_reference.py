"""The reference pages: their examples load, and both languages say the same."""

import re
from pathlib import Path

import pytest

from meetingrules import load_plan, load_roster, load_rulebook
from meetingrules.base.document import read_text
from meetingrules.base.source import Source
from meetingrules.facts.notices import load_notices
from meetingrules.facts.register import load_register_header

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAIRS = [(f"{name}.md", f"{name}.zh.md") for name in ("meeting-file", "exit-codes", "stability")]


def text_of(page):
    return (DOCS / page).read_text(encoding="utf-8")


def blocks(page, kind):
    return re.findall(rf"^```{kind}\n(.*?)^```$", text_of(page), re.DOTALL | re.MULTILINE)


def data(block):
    """A block without its comments and the alignment before them."""
    return re.sub(r"\s*#.*$", "", block, flags=re.MULTILINE)


@pytest.mark.parametrize(("english", "chinese"), PAIRS)
def test_both_languages_show_the_same(english, chinese):
    for kind in ("yaml", "json", "toml", "python"):
        assert [data(b) for b in blocks(chinese, kind)] == [data(b) for b in blocks(english, kind)]
    rows = [sum(line.startswith("| ") for line in text_of(page).splitlines()) for page in (english, chinese)]
    assert rows[0] == rows[1]
    assert f"({chinese})" in text_of(english)
    assert f"({english})" in text_of(chinese)


def test_the_files_of_the_page_are_read(tmp_path):
    book = load_rulebook("executive")
    meeting, judged, roster, register, calendar = blocks("meeting-file.md", "yaml")
    text = (ROOT / "examples" / "datong.roster.yaml").read_text(encoding="utf-8")
    (tmp_path / "datong.roster.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "a.meeting.yaml").write_text(meeting + judged, encoding="utf-8")
    plan = load_plan(tmp_path / "a.meeting.yaml", book)
    assert len(plan.departures) == 1
    assert len(plan.attestations) == 2
    assert load_roster(roster, book).tenures
    assert load_register_header(read_text(Source("register", register)))
    assert len(load_notices(read_text(Source("calendar", calendar))).notices) == 2


ACTS = re.findall(r"^\| `(.*?)` \|", text_of("meeting-file.md").partition("### Once")[0], re.MULTILINE)
PLACES = {  # the forms differ by what the act takes
    " with": "items: [{{title: a, requested: {act}}}]",
    " to ": "items: [{{title: a, submitted: {act}}}]",
    "from ": "leave: {{市长: {{requested: {act}}}}}",
    "": "agenda: {{proposed: {act}}}",
}


@pytest.mark.parametrize("act", ACTS)
def test_each_way_to_write_an_act_is_read(act):
    line = next(line for mark, line in PLACES.items() if mark in act).format(act=act)
    load_plan(
        f"meeting: executive\nroster: {{people: [市长, 副市长甲, 秘书长], units: [教育局]}}\n{line}\n",
        load_rulebook("executive"),
    )


def test_the_table_of_acts_is_there():
    assert len(ACTS) == 9
