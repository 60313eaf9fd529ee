"""The site: links of its pages hold in the repository and on the site, and nothing on it comes from elsewhere."""

import json
import os
import re
import subprocess
import sys
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

import meetingrules
from pages import ROOT, name_of, pages

DOCS = ROOT / "docs"
ENGLISH = {"architecture.md", "contributing.md", "changelog.md"}
"""Pages for those who work on the project; all others are for its users, and in both languages."""
LINK = re.compile(r"\[(?:[^\[\]]|\[[^\]]*\])*\]\(([^)\s]+)\)")
CODE = re.compile(r"^```.*?^```$|`[^`\n]+`", re.MULTILINE | re.DOTALL)
OTHERS = {"a", "area", "form"}
"""Elements that lead elsewhere only when somebody wants to go there."""
FETCHING = ("src", "href", "srcset", "data", "poster", "action", "xlink:href")


# ---- in the repository -----------------------------------------------------------------------------------------------


def originals():
    return [page.relative_to(DOCS) for page in sorted(DOCS.rglob("*.md")) if not page.name.endswith(".zh.md")]


@pytest.mark.parametrize("page", pages(), ids=name_of)
def test_links_lead_to_files_of_the_repository(page):
    for link in LINK.findall(CODE.sub("", page.read_text(encoding="utf-8"))):
        target = urlsplit(link)
        if not target.scheme and target.path:
            assert (page.parent / unquote(target.path)).exists(), f"{name_of(page)} links to {link}"


@pytest.mark.parametrize("page", originals(), ids=str)
def test_a_page_for_users_is_there_in_both_languages(page):
    twin = DOCS / page.with_name(page.name.replace(".md", ".zh.md"))
    assert twin.exists() is (page.as_posix() not in ENGLISH)


def test_no_page_is_in_chinese_only():
    assert all(p.with_name(p.name.replace(".zh.md", ".md")).exists() for p in DOCS.rglob("*.zh.md"))


# ---- on the site -----------------------------------------------------------------------------------------------------


class Page(HTMLParser):
    """What a page loads, where it leads, what can be led to."""

    def __init__(self, text):
        super().__init__()
        self.loads, self.leads, self.ids, self.classes, self.languages = [], [], set(), set(), {}
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.ids |= {found[key] for key in ("id", "name") if found.get(key)}
        self.classes |= set((found.get("class") or "").split())
        if tag == "html":
            self.languages["itself"] = found.get("lang")
        if tag in OTHERS:
            self.leads += [found["href"]] if found.get("href") else []
            if "md-select__link" in (found.get("class") or ""):
                self.languages[found["hreflang"]] = found["href"]
        else:
            self.loads += [found[key] for key in FETCHING if found.get(key)]
        self.loads += re.findall(r"url\(['\"]?([^)'\"]+)", found.get("style") or "")


@cache
def parsed(path):
    return Page(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The site as a strict build makes it, where no network can be had."""
    folder = tmp_path_factory.mktemp("site") / "site"
    nowhere = dict.fromkeys(("http_proxy", "https_proxy", "all_proxy"), "http://127.0.0.1:9")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)],
        cwd=ROOT, capture_output=True, text=True, timeout=300, check=False,
        env=os.environ | nowhere | {"NO_MKDOCS_2_WARNING": "1"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert not re.search(r"^(WARNING|ERROR)|Traceback", done.stderr, re.MULTILINE), done.stderr
    return folder


def html(site):
    return sorted(p for p in site.rglob("*.html") if p.name != "404.html")


def built(site, page, language="en"):
    return (site / ("zh" if language == "zh" else "") / page).with_suffix(".html")


@pytest.mark.integration
def test_nothing_is_fetched_from_elsewhere(site):
    found = [
        f"{path.relative_to(site)}: {address}"
        for path in [*html(site), site / "404.html"]
        for address in parsed(path).loads
        if re.match(r"\s*(https?:)?//", address)
    ]
    assert not found
    for style in site.rglob("*.css"):
        assert not re.search(r"url\(['\"]?(https?:)?//|@import", style.read_text(encoding="utf-8")), style
    assert not list(site.rglob("*.woff*")), "the reader's own fonts serve"
    assert not any("mermaid" in parsed(path).classes for path in html(site)), (
        "diagrams would load their script from elsewhere"
    )


@pytest.mark.integration
def test_each_page_is_there_in_both_languages_and_leads_to_the_other(site):
    for page in originals():
        for own, other in (("en", "zh"), ("zh", "en")):
            path = built(site, page, own)
            assert parsed(path).languages["itself"] == own, path
            link = parsed(path).languages[other]
            assert (path.parent / link).resolve() == built(site, page, other).resolve(), f"{path} leads to {link}"


@pytest.mark.integration
def test_a_link_keeps_the_language_unless_it_names_the_other(site):
    leads = {own: parsed(built(site, Path("ci.md"), own)).leads for own in ("en", "zh")}
    assert "zh/ci.html" in leads["en"]
    assert "../ci.html" in leads["zh"]
    fallback = parsed(built(site, Path("contributing.md"), "zh")).leads
    assert "tutorial.html" in fallback, "an English page among the Chinese ones leads to Chinese ones"


@pytest.mark.integration
def test_each_link_leads_somewhere_on_the_site(site):
    lost, followed = [], 0
    for path in html(site):
        for link in parsed(path).leads:
            address = urlsplit(link)
            if address.scheme or address.netloc:
                continue
            target = (path.parent / unquote(address.path)).resolve() if address.path else path
            assert target.is_relative_to(site), f"{path} leads out of the site: {link}"
            followed += 1
            anchor = unquote(address.fragment)
            if not target.is_file() or (anchor and anchor not in parsed(target).ids):
                lost.append(f"{path.relative_to(site)}: {link}")
    assert not lost
    assert followed > 1000


@pytest.mark.integration
def test_what_is_public_has_its_place_on_the_page_of_the_library(site):
    ids = parsed(built(site, Path("api.md"))).ids
    assert {f"meetingrules.{name}" for name in meetingrules.__all__} <= ids
    assert {"meetingrules.Finding.status", "meetingrules.Report.summary", "meetingrules.Calendar.clear_days"} <= ids
    text = built(site, Path("api.md")).read_text(encoding="utf-8")
    assert not re.search(r":(param|raises|class|attr|source)\b", text), "a field that the parser has left as it was"


@pytest.mark.integration
def test_each_title_of_the_navigation_is_translated(site):
    from mkdocs.config import load_config

    def titles(nav):
        for entry in nav:
            for title, inner in entry.items():
                yield title
                yield from titles(inner) if isinstance(inner, list) else ()

    config = load_config(str(ROOT / "mkdocs.yml"), site_dir=str(site))
    languages = {one.locale: one for one in config.plugins["i18n"].config.languages}
    assert set(titles(config.nav)) == set(languages["zh"].nav_translations)
    text = built(site, Path("index.md"), "zh").read_text(encoding="utf-8")
    assert all(title in text for title in languages["zh"].nav_translations.values())


@pytest.mark.integration
def test_the_index_of_the_search_has_both_languages(site):
    index = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))
    found = {entry["location"].partition("#")[0] for entry in index["docs"]}
    assert {"tutorial.html", "zh/tutorial.html", "api.html", "zh/api.html"} <= found
    script = (site / "search" / "search_index.js").read_text(encoding="utf-8")
    assert json.loads(script.partition(" = ")[2]) == index, "what is read from a folder is what a server would give"
    assert re.split(index["config"]["separator"], "会议的通知，quorum") == ["会议", "通知", "quorum"]
