"""The page on security: each line of what somebody cannot do is held by tests that are there, the same in both languages."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "SECURITY.md", ROOT / "docs" / "security.zh.md"]


def rows(page):
    """The last cell of each line of what somebody cannot do."""
    text = page.read_text(encoding="utf-8")
    return [line.rsplit("|", 2)[1] for line in text.splitlines() if line.startswith("|") and "`tests/" in line]


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_what_holds_each_line_is_there(page):
    assert len(rows(page)) == 15
    for cell in rows(page):
        files = [ROOT / name for name in re.findall(r"`(tests/[\w./]+)`", cell)]
        assert files, cell
        assert all(path.exists() for path in files), cell
        text = "".join(path.read_text(encoding="utf-8") for path in files)
        for name in re.findall(r"`(test_\w+)`", cell):
            assert f"def {name}(" in text, name
        for number in re.findall(r"\d+", re.sub(r"`[^`]*`", "", cell)):
            assert list((ROOT / "tests" / "catalogue").glob(f"{int(number):03}-*")), number


def test_both_languages_name_the_same_tests():
    named = [[re.findall(r"`([^`]+)`|(\d+)", cell) for cell in rows(page)] for page in PAGES]
    assert named[0] == named[1]
