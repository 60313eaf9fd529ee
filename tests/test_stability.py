"""What the page about stability promises, where it can be seen in one version."""

import re
from pathlib import Path

import pytest

import meetingrules
from meetingrules import check, load_plan, load_rulebook
from meetingrules.engine.runs import check_paths
from meetingrules.render import jsonout
from meetingrules.report import baseline
from meetingrules.rulebook.load import FORMAT
from meetingrules.schema.kinds import KINDS, schema_of

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = ("stability.md", "stability.zh.md")
BOOK = load_rulebook("topical")
START = {"meeting": "topical", "day": "2024-06-06", "items": [{"title": "a"}, {"title": "b"}]}


def section(page, title):
    return (DOCS / page).read_text(encoding="utf-8").partition(f"## {title}\n")[2].partition("\n## ")[0]


@pytest.mark.parametrize(("page", "title"), [(PAGES[0], "Names"), (PAGES[1], "名称")])
def test_the_page_lists_the_names_of_the_library(page, title):
    assert re.findall(r"`(\w+)`", section(page, title)) == meetingrules.__all__


@pytest.mark.parametrize("page", PAGES)
def test_the_versions_of_the_formats_are_those_of_the_page(page):
    text = (DOCS / page).read_text(encoding="utf-8")
    for format_, version in ((jsonout.FORMAT, jsonout.VERSION), (baseline.FORMAT, baseline.VERSION)):
        assert re.search(rf'`"format": "{format_}"`[,，] ?`"version": "{version}"`', text)
    assert f"`format: {FORMAT}`" in text
    assert all(schema_of(kind)["$id"].endswith(":1") for kind in KINDS)


@pytest.mark.parametrize("page", PAGES)
def test_what_the_page_points_to_is_there(page):
    text = (DOCS / page).read_text(encoding="utf-8")
    for path in re.findall(r"`((?:tests|schemas|docs)/[\w./-]*)`", text):
        assert (ROOT / path).exists(), path
    for path in re.findall(r"\]\(([\w./-]+)\)", text):
        assert (DOCS / path).exists(), path


def prints(data, book=BOOK):
    return {
        (f.rule, f.subject.id): f.fingerprint for f in check(load_plan(data, book), book, as_of="2025-01-01").findings
    }


def test_a_fingerprint_stays_while_the_facts_change():
    told = {**START, "title": "x", "items": [{"title": "c", "classified": "yes"}, {"title": "d"}], "begins": "09:00"}
    assert prints(told) == prints(START)


def test_a_fingerprint_stays_where_the_file_goes_and_in_another_version_of_the_rulebook(tmp_path):
    text = "meeting: topical\n\n\nday: 2024-06-06\nitems: [{title: a}, {title: b}]\n"
    (tmp_path / "other.meeting.yaml").write_text(text, encoding="utf-8")
    (report,) = check_paths([str(tmp_path / "other.meeting.yaml")]).reports
    assert {(f.rule, f.subject.id): f.fingerprint for f in report.findings} == prints(START)
    rules = (ROOT / "rules" / "topical.rules.yaml").read_text(encoding="utf-8")
    assert f'version: "{BOOK.version}"' in rules
    other = tmp_path / "topical.rules.yaml"
    other.write_text(rules.replace(f'version: "{BOOK.version}"', 'version: "later"'), encoding="utf-8")
    shared = next((ROOT / "rules").glob("*.shared.yaml"))
    (tmp_path / shared.name).write_text(shared.read_text(encoding="utf-8"), encoding="utf-8")
    book = load_rulebook(other)
    assert (book.version, book.digest) != (BOOK.version, BOOK.digest)
    assert prints(START, book) == prints(START)


def test_a_fingerprint_changes_with_the_day_and_an_item_is_its_number():
    first, moved = prints(START), prints({**START, "day": "2024-06-07"})
    assert first.keys() == moved.keys()
    assert not set(first.values()) & set(moved.values())
    more = prints({**START, "items": [{"title": "new"}, *START["items"]]})
    assert {key: more[key] for key in first} == first
    assert any(subject == "items.3" for _, subject in more)


def test_all_fingerprints_of_a_report_differ():
    found = prints({**START, "roster": {"people": ["甲"]}})
    assert len(set(found.values())) == len(found) > 10


def test_nothing_is_deprecated_so_far():
    said = any("DeprecationWarning" in path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))
    assert said == ("Nothing is deprecated so far" not in (DOCS / PAGES[0]).read_text(encoding="utf-8"))
