"""Run -> JUnit XML: a suite for each meeting, a case for each rule and what it is about. There is no time in it."""

from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from xml.etree import ElementTree as ET

from meetingrules.base.spool import Key
from meetingrules.render.formats import View
from meetingrules.render.rows import TOOL, Listing, Row, Suite, listing
from meetingrules.render.rows import order as worst_first
from meetingrules.render.words import PHRASES
from meetingrules.report.model import Run

RESULTS = {"problem": "error", "fail": "failure", "noncompliant": "failure", "excused": "", "pass": "", "compliant": ""}
"""What a case of a status holds; else it is skipped, with the reason."""


COUNTS = {"failures": "failure", "errors": "error", "skipped": "skipped"}
"""What is counted of a suite -> the results that count."""


def render(run: Run, view: View) -> str:
    """A run as JUnit XML: problems, then the meetings in their order, each the worst first."""
    return "".join(written(listing(run, view, by=order), view))


def order(row: Row) -> Key:
    """Problems file by file, then the meetings in the order of the run."""
    problem = row.status == "problem"
    return (not problem, row.path if problem else row.suite, *worst_first(row))


def written(listed: Listing, view: View) -> Iterator[str]:
    """A list in this order as JUnit XML: gone through once to count, once to be told."""
    counts = Counter[str]()
    for row in listed.rows:
        counts.update(("tests", _result(row)))
    root = ET.Element("testsuites", name=TOOL, tests=str(counts["tests"]))
    for key, result in COUNTS.items():
        root.set(key, str(counts[result]))
    head, _, tail = ET.tostring(root, encoding="unicode", short_empty_elements=False).partition("</")
    begun = False
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    for suite in _suites(listed, view.lang):
        ET.indent(suite, level=1)
        yield ("" if begun else head) + "\n  " + ET.tostring(suite, encoding="unicode")
        begun = True
    yield f"\n</{tail}\n" if begun else ET.tostring(root, encoding="unicode") + "\n"


def _suites(listed: Listing, lang: str) -> Iterator[ET.Element]:
    """A suite for each file with problems, and for each report, also for one without cases."""
    done = 0
    for (problem, which), group in groupby(listed.rows, key=lambda r: (r.status == "problem", _which(r))):
        if problem:
            yield _suite(str(which) or TOOL, list(group), lang, None)
            continue
        for number in range(done, int(which)):
            yield _suite(listed.suites[number].path, [], lang, listed.suites[number])
        yield _suite(listed.suites[int(which)].path, list(group), lang, listed.suites[int(which)])
        done = int(which) + 1
    for suite in listed.suites[done:]:
        yield _suite(suite.path, [], lang, suite)


def _which(row: Row) -> str | int:
    return row.path if row.status == "problem" else row.suite


def _suite(name: str, listed: list[Row], lang: str, of: Suite | None) -> ET.Element:
    results = [_result(row) for row in listed]
    suite = ET.Element("testsuite", name=name, tests=str(len(listed)))
    for key, result in COUNTS.items():
        suite.set(key, str(results.count(result)))
    if of is not None:
        facts = {"rulebook": of.rulebook, "verdict": of.verdict}
        facts |= {"departures": str(of.departures), "known": str(of.known), "counts": of.counts}
        _properties(suite, facts)
    suite.extend(_case(row, result, lang) for row, result in zip(listed, results, strict=True))
    return suite


def _result(row: Row) -> str:
    """A known fail is neither met nor new: it is skipped, and says so."""
    return "skipped" if row.known else RESULTS.get(row.status, "skipped")


def _case(row: Row, result: str, lang: str) -> ET.Element:
    book, _, rule = row.code.rpartition("/")
    name = f"{rule}[{row.subject}]" if row.subject else rule
    case = ET.Element("testcase", classname=book or TOOL, name=name, file=row.path or ".", line=str(row.line))
    if row.status != "pass":
        known = {"known": "true"} if row.known else {}
        _properties(
            case, {"status": row.status} | known | ({"departure": row.excuse} if row.excuse is not None else {})
        )
    if result:
        message = row.text + (PHRASES["is-known"][lang] if row.known else "")
        outcome = ET.SubElement(case, result, message=message)
        if result != "skipped":
            outcome.set("type", row.level)
            outcome.text = f"{row.path or '.'}:{row.line}:{row.column}: {row.text}"
    if row.excuse is not None:
        ET.SubElement(case, "system-out").text = row.text + PHRASES["by-departure"][lang].format(reason=row.excuse)
    return case


def _properties(parent: ET.Element, facts: dict[str, str]) -> None:
    inner = ET.SubElement(parent, "properties")
    for name, value in facts.items():
        ET.SubElement(inner, "property", name=name, value=value)
