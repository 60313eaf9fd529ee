"""The page of a report: well made, complete, the same every time, and no wider than a phone."""

import html
import os
import re
import shutil
import subprocess
import sys
from fractions import Fraction
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pytest
from attrs import evolve
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from htmlpages import Reading, without_what_changes
from meetingrules import check_paths, cli
from meetingrules.base.diagnostics import Diagnostic, InvalidText
from meetingrules.lang.answers import Truth
from meetingrules.render import formats, htmlsheet
from meetingrules.render.formats import View, render
from meetingrules.render.pictures import BAR, MOST, ROW, SEAT, seats
from meetingrules.report.model import Run
from meetingrules.report.pictured import Count

ROOT = Path(__file__).parents[1]
GOLDEN = Path(__file__).parent / "golden" / "html"
HELD, PLANNED = "executive/2024-11-28", "executive/2025-10-14"
"""Held, with most things wrong that can be; planned, with replies."""
AS_OF = {HELD: "2025-03-01", PLANNED: "2025-10-09"}
REAL = [HELD, PLANNED, "plenary/2024-07-25", "mayor_office/2024-10-10", "register-2024/executive-09-25"]


@cache
def run_of(name):
    here = Path.cwd()
    os.chdir(ROOT)
    try:
        return check_paths([f"examples/{name}.meeting.yaml"], as_of=AS_OF.get(name, "2024-12-05"))
    finally:
        os.chdir(here)


def page(run, lang="en", detail="full", *, mask=True):
    return render("html", run, View(lang, detail=detail), mask=mask)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", [HELD, PLANNED])
def test_whole_pages_are_pinned(name, lang, accept):
    path = GOLDEN / f"{name.replace('/', '-')}.{lang}.html"
    text = without_what_changes(page(run_of(name), lang))
    if accept:
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("detail", ["verdict", "open", "full"])
@pytest.mark.parametrize("name", REAL)
def test_each_page_is_well_made_and_tells_each_finding_once(name, detail):
    run = run_of(name)
    (report,) = run.reports
    told = {
        "verdict": (),
        "open": [f for f in report.findings if f.status not in {"pass", "skip"}],
        "full": report.findings,
    }
    for lang, code in (("zh", "zh-Hans"), ("en", "en")):
        found = Reading(page(run, lang, detail))
        assert found.lang == code
        listed = [rule for rule, count in found.rules for _ in range(count)]
        assert sorted(listed) == sorted(f"{report.rulebook}/{f.rule}" for f in told[detail])
        assert ("seats" in found.svgs) == (detail == "full" and any(f.counts for f in report.findings))


@pytest.mark.parametrize("name", REAL)
def test_a_chain_stops_where_its_proof_says(name):
    def orders(proof):
        yield from ([proof] if proof.construct == "order" else [])
        for part in proof.parts:
            yield from orders(part)

    stopped = 0
    for finding in run_of(name).reports[0].findings:
        if finding.chains:
            for chain, order in zip(finding.chains, orders(finding.proof), strict=True):
                states = [link.state for link in chain.links]
                assert (chain.stops is None) == (order.now is Truth.YES)
                if finding.status == "fail" and order.now is Truth.NO:
                    assert states.index("broken") == order.values["broken"]
                    assert all(chain.links[order.values["broken"]].why.values())
                    stopped += 1
                assert ("broken" in states) <= (order.now is Truth.NO)
    assert stopped or name != HELD


def test_what_the_first_look_has_to_say():
    held, planned = (Reading(page(run_of(name))).said for name in (HELD, PLANNED))
    for part in ("not compliant", "5 needed", "7 needed", "10 members, 7 needed, 6 present, 1 short", "stops here", "By a departure on record", "市长出国，等候签发"):  # fmt: skip
        assert part in held, part
    for part in ("As the replies let expect", "10 members, 5 needed, 6 expected, 3 without a reply", "Review sheet before the meeting", "The next deadline: 2025-10-12", "days off announced through 2026-12-28", "as of: 2025-10-09", "Signature, date"):  # fmt: skip
        assert part in planned, part
    assert "stops here" not in planned, "nothing is broken that may still be done"
    assert "Review sheet" not in held


def test_several_reports_are_one_page_with_its_contents(monkeypatch):
    runs = [run_of(name) for name in REAL]
    whole = Run(runs[0].as_of, runs[0].inputs, tuple(r.reports[0] for r in runs))
    found = Reading(page(whole))
    assert {f"r{n}" for n in range(1, 6)} <= set(found.targets) & set(found.ids)
    assert found.headings[:2] == [1, 2]
    monkeypatch.setattr(htmlsheet, "MOST_REPORTS", 2)
    short = Reading(page(whole))
    assert "Of 3 more, only the verdict is listed here." in short.said
    assert {rule for rule, _ in short.rules} < {rule for rule, _ in found.rules}
    for report in whole.reports:
        assert report.path in short.said
    problem = Diagnostic("no-such-day", {"zh": "没有这一天", "en": "there is no <such> day"}, None)
    broken = Reading(page(evolve(runs[1], problems=(problem,))))
    assert "there is no <such> day" in broken.said
    assert Reading(page(Run(None, (), (), (problem,)))).headings == [1, 2, 2]


def test_the_same_input_gives_the_same_bytes():
    code = (
        "from meetingrules import check_paths\nfrom meetingrules.render.formats import View, render\n"
        f"run = check_paths(['examples/{HELD}.meeting.yaml'], as_of='{AS_OF[HELD]}')\n"
        "import sys\nsys.stdout.buffer.write(render('html', run, View('zh', detail='full'), mask=True).encode())\n"
    )
    env = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "America/Lima", "LC_ALL": "C"}
    other = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True, check=True)
    assert other.stdout == page(run_of(HELD), "zh").encode()


HEADS = st.builds(
    lambda yes, no, open_, need, expected: Count(
        {"zh": "人", "en": "<heads>"}, Fraction(yes + no + open_), Fraction(need), Fraction(yes), Fraction(open_), None,
        expected=expected, yes=({"zh": "甲", "en": "a"},) * yes, no=({"zh": "乙", "en": "b"},) * no, unknown=({"zh": "丙", "en": "c"},) * open_,
    ),
    *[st.integers(0, 70)] * 3, st.integers(1, 220), st.booleans(),
).filter(lambda count: count.base > 0)  # fmt: skip


@given(HEADS)
def test_seats_are_counted_right_and_the_line_stands_where_enough_is(count):
    picture = seats(count)
    assert 0 <= picture.line <= picture.width
    assert 0 <= picture.above < picture.below <= picture.height
    if count.base > MOST:
        assert sum(p.width for p in picture.portions) == BAR
        assert abs(Fraction(picture.line, BAR) - min(count.need / count.base, 1)) <= Fraction(1, BAR)
        return
    kinds = [spot.kind for spot in picture.spots]
    assert [kinds.count(k) for k in ("yes", "unknown", "no")] == [len(count.yes), len(count.unknown), len(count.no)]
    assert all(SEAT // 2 <= s.x <= picture.width - SEAT // 2 and 0 < s.y < picture.height for s in picture.spots)
    row = [s for s in picture.spots if picture.above < s.y < picture.below]
    before = [s for s in picture.spots if s.y < picture.above or (s in row and s.x < picture.line)]
    assert len(before) == min(count.need, count.base)
    assert len(row) <= ROW


def test_votes_that_weigh_are_a_bar():
    count = Count({"zh": "表决权", "en": "votes"}, Fraction(100), Fraction(50), Fraction(40), Fraction(20), None, strict=True, heads=False, presence=False)  # fmt: skip
    picture = seats(count)
    assert [(p.kind, p.width) for p in picture.portions] == [("yes", 224), ("unknown", 112), ("no", 224)]
    assert picture.line == BAR // 2
    run = run_of(HELD)
    finding = evolve(run.reports[0].findings[0], counts=(count,))
    found = Reading(page(evolve(run, reports=(evolve(run.reports[0], findings=(finding,)),))))
    assert "100 votes, more than 50 needed, 40 for it, 20 not known, not settled" in found.said


def test_a_page_is_refused_before_anything_is_checked_where_its_extra_is_not_there(monkeypatch):
    monkeypatch.setattr(formats, "find_spec", lambda name: None if name == "jinja2" else find_spec(name))
    got = CliRunner().invoke(cli.main, ["check", "nowhere.meeting.yaml", "-o", "html:page.html"])
    assert got.exit_code == 2
    assert "pip install 'meetingrules[html]'" in got.output
    with pytest.raises(InvalidText) as caught:
        page(run_of(HELD))
    assert [d.code for d in caught.value.diagnostics] == ["missing-extra"]


# ---- in a browser ----------------------------------------------------------------------------------------------------------

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FRAME = """<!DOCTYPE html><title>?</title>
<iframe style="border:0;width:{width}px;height:900px" srcdoc="{page}"></iframe>
<script>
onload = () => {{
  const inner = document.querySelector("iframe").contentDocument, root = inner.documentElement;
  const wide = [...inner.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > {width} + 1);
  document.title = [root.scrollWidth, inner.querySelectorAll("h1").length, ...wide.map(e => e.tagName + "." + e.getAttribute("class"))].join(" ");
}};
</script>
"""


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here")
@pytest.mark.parametrize(("name", "lang"), [(HELD, "en"), (PLANNED, "zh")])
def test_a_browser_shows_it_on_a_phone_without_scrolling_sideways(name, lang, tmp_path):
    (tmp_path / "frame.html").write_text(
        FRAME.format(width=390, page=html.escape(page(run_of(name), lang))), encoding="utf-8"
    )
    got = subprocess.run(
        [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--user-data-dir={tmp_path / 'me'}", "--enable-logging=stderr", "--window-size=800,1000", "--dump-dom", (tmp_path / "frame.html").as_uri()],
        capture_output=True, check=False, timeout=300,
    )  # fmt: skip
    said = got.stderr.decode(errors="replace")
    assert not [line for line in said.splitlines() if "CONSOLE" in line]
    assert re.search(r"<title>(.*?)</title>", got.stdout.decode())[1] == "390 1"
