"""Run -> JUnit XML: a suite for each meeting, a case for each rule and what it is about. There is no time in it."""

from itertools import groupby
from xml.etree import ElementTree as ET

from meetingrules.render.formats import View
from meetingrules.render.rows import TOOL, Row, counted, path_of, rows
from meetingrules.render.words import PHRASES
from meetingrules.report.model import Report, Run

RESULTS = {"problem": "error", "fail": "failure", "noncompliant": "failure", "excused": "", "pass": "", "compliant": ""}
"""What a case of a status holds; else it is skipped, with the reason."""


def render(run: Run, view: View) -> str:
    """A run as JUnit XML: problems, then the meetings in their order, each the worst first."""
    listed = rows(run, view)
    root = ET.Element("testsuites", name=TOOL)
    problems = [row for row in listed if row.status == "problem"]
    for path, group in groupby(sorted(problems, key=lambda r: r.path), key=lambda r: r.path):
        root.append(_suite(path or TOOL, list(group), view.lang, None))
    cases: dict[int, list[Row]] = {id(report): [] for report in run.reports}
    for row in listed:
        if row.report is not None:
            cases[id(row.report)].append(row)
    root.extend(_suite(path_of(report.path), cases[id(report)], view.lang, report) for report in run.reports)
    for name in ("tests", "failures", "errors", "skipped"):
        root.set(name, str(sum(int(suite.get(name, "0")) for suite in root)))
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _suite(name: str, listed: list[Row], lang: str, report: Report | None) -> ET.Element:
    results = [_result(row) for row in listed]
    counts = {"failures": "failure", "errors": "error", "skipped": "skipped"}
    suite = ET.Element("testsuite", name=name, tests=str(len(listed)))
    for key, result in counts.items():
        suite.set(key, str(results.count(result)))
    if report is not None:
        facts = {"rulebook": f"{report.rulebook} {report.rulebook_version}".strip(), "verdict": report.verdict}
        facts |= {"departures": str(report.departures), "known": str(report.known), "counts": counted(report, lang)}
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
