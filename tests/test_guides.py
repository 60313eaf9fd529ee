"""The guides: what they show is run by ``test_readme``; here, that both languages tell the same story and nothing is left unrun."""

import re

import pytest

from pages import ROOT, blocks, commands

GUIDES = ROOT / "docs" / "guides"
NAMES = {
    "Deputy Secretary-General A": "副秘书长甲",
    "Secretary-General": "秘书长",
    "Vice Mayor A": "副市长甲",
    "Vice Mayor B": "副市长乙",
    "Mayor": "市长",
    "Deputy Head of Works": "住建局副局长",
    "Head of Works": "住建局局长",
    "Deputy Head of Finance": "财政局副局长",
    "Head of Finance": "财政局局长",
    "Works": "住建局",
    "Finance": "财政局",
    "the city": "本市",
    "Bridge repairs go ahead": "桥梁维修开工",
    "Bridge repairs": "桥梁维修",
    "Reserve fund": "预备费使用",
    "Reserve raised": "追加预备费",
    "Flood control": "防汛应急",
    "Dikes are watched": "巡查堤防",
    "flood control": "防汛",
    "the river rose overnight": "夜间河水上涨",
    "the secretary-general was at the flood": "秘书长在防汛一线",
    "general_office": "市政府办公室",
    "Member A": "理事甲",
    "Member B": "理事乙",
    "Member C": "理事丙",
    "Chair": "主席",
    "Clerk": "秘书",
    "Water": "供水",
}
"""How the Chinese pages call who and what the English ones speak of; longer names first."""
ENGLISH = sorted(page for page in GUIDES.glob("*.md") if not page.name.endswith(".zh.md"))
DATA = ("yaml", "json", "toml", "python", "sql", "javascript")


def twin(page):
    return page.with_name(page.name.replace(".md", ".zh.md"))


def called(text):
    """An English block in the words of the Chinese page."""
    for name, other in NAMES.items():
        text = text.replace(name, other)
    return without_comments(text)


def without_comments(text):
    return re.sub(r"\s*(?:#|//) .*$", "", text, flags=re.MULTILINE)


def headings(page):
    text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    return [len(level) for level in re.findall(r"^(#+) ", text, re.MULTILINE)]


def typed(page):
    """What is typed on a page, without the language and the folder of the page's own examples."""
    found = [command for kind, _, text, _ in blocks(page) if kind == "console" for command, _ in commands(text)]
    return [command.replace(" --lang zh", "") for command in found]


@pytest.mark.parametrize("page", ENGLISH, ids=lambda page: page.name)
def test_both_languages_tell_the_same_story(page):
    assert headings(twin(page)) == headings(page)
    assert [called(command) for command in typed(page)] == typed(twin(page))
    for kind in DATA:
        first, second = (
            [(title, text) for found, title, text, _ in blocks(one) if found == kind] for one in (page, twin(page))
        )
        assert [(title, without_comments(text)) for title, text in second] == [
            (title, called(text)) for title, text in first
        ]
    rows = [
        sum(line.startswith("| ") for line in one.read_text(encoding="utf-8").splitlines())
        for one in (page, twin(page))
    ]
    assert rows[0] == rows[1]


@pytest.mark.parametrize("page", ENGLISH, ids=lambda page: page.name)
def test_a_guide_shows_more_than_it_claims(page):
    for one in (page, twin(page)):
        assert typed(one)
        assert "…\n…" not in one.read_text(encoding="utf-8")
