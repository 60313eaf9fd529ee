"""Run -> SARIF 2.1.0: what code scanning and many viewers read.

A departure on record is a suppression with its justification, what a baseline lists is unchanged, what could not be checked is a
notification of the invocation. There is no time in it.
"""

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from meetingrules.base.harmless import quiet
from meetingrules.base.source import Texts
from meetingrules.render.formats import View
from meetingrules.render.jsonout import tool_version
from meetingrules.render.rows import GRAVITY, TOOL, Row, rows
from meetingrules.render.words import PHRASES
from meetingrules.report.model import Run

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
MOST = 25_000
"""Results that code scanning takes of a run."""
TAGS = 20
"""Tags that it takes of a rule."""
LEVELS = {"error": "error", "warning": "warning", "notice": "note"}
KINDS = {
    "fail": "fail", "unknown": "open", "manual": "review", "pending": "informational", "excused": "pass", "pass": "pass",
    "skip": "notApplicable", "noncompliant": "fail", "undecided": "open", "compliant_so_far": "informational",
    "compliant": "pass",
}  # fmt: skip
Json = dict[str, Any]


def render(run: Run, view: View) -> str:
    """A run as one SARIF document, the worst first."""
    listed = rows(run, view)
    found = [row for row in listed if row.status != "problem"]
    kept = found[:MOST]
    rules = {row.code: row for row in sorted(kept, key=lambda r: r.code)}
    index = {code: number for number, code in enumerate(rules)}
    marks = any(row.known for row in found), any(row.excuse is not None for row in found)
    notices = [_notification("error", r.code, r.message, _location(r)) for r in listed if r.status == "problem"]
    if rest := len(found) - len(kept):
        notices.append(_notification("warning", f"{TOOL}/cut", PHRASES["cut"][view.lang].format(count=rest), None))
    driver = {
        "name": TOOL,
        "semanticVersion": tool_version(),
        "rules": [_rule(code, row, view.lang) for code, row in rules.items()],
    }
    document = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "automationDetails": {"id": f"{TOOL}/"},
                "invocations": [{"executionSuccessful": not run.problems, "toolExecutionNotifications": notices}],
                "columnKind": "unicodeCodePoints",
                "originalUriBaseIds": {"SRCROOT": {"description": {"text": "the folder that the tool ran in"}}},
                "results": [],
            }
        ],
    }
    head, empty, tail = json.dumps(document, ensure_ascii=False, indent=2).rpartition("[]")
    # One line each: of many results a document with a line for each value takes twice the room and thrice the time.
    results = ",\n        ".join(json.dumps(_result(row, index[row.code], *marks), ensure_ascii=False) for row in kept)
    return quiet(f"{head}[\n        {results}\n      ]{tail}\n" if results else f"{head}{empty}{tail}\n")


def _rule(code: str, row: Row, lang: str) -> Json:
    texts: Texts = (row.finding.demand or row.finding.message) if row.finding is not None else {}
    rule: Json = {"id": code, "shortDescription": {"text": texts.get(lang) or code}}
    if row.finding is None:
        return rule
    tags = dict.fromkeys((row.finding.force, row.finding.stage, *(cite.id for cite in row.finding.cites)))
    return rule | {
        "defaultConfiguration": {"level": LEVELS[GRAVITY[row.finding.severity]]},
        "properties": {"tags": list(tags)[:TAGS], "zh": texts.get("zh", ""), "en": texts.get("en", "")},
    }


def _result(row: Row, index: int, baseline: bool, suppressing: bool) -> Json:
    kind = _kind(row)
    level = row.level if row.excuse is None or row.finding is None else GRAVITY[row.finding.severity]
    properties: Json = {"status": row.status, "subject": row.subject}
    if row.finding is not None:
        properties |= {"severity": row.finding.severity, "missing": [gap.fact for gap in row.finding.missing]}
    return (
        {"ruleId": row.code, "ruleIndex": index, "kind": kind}
        | ({"level": LEVELS[level]} if kind == "fail" else {})
        | {
            "message": {"text": row.text},
            "locations": [_location(row)],
            "partialFingerprints": {f"{TOOL}/v1": row.fingerprint},
        }
        | ({"baselineState": "unchanged" if row.known else "new"} if baseline else {})
        | ({"suppressions": _suppressions(row)} if suppressing else {})
        | {"properties": properties}
    )


def _kind(row: Row) -> str:
    """A departure suppresses a fail; what is expected to fail is shown as one, with the level of a warning."""
    if row.excuse is not None or (
        row.status == "pending" and row.calls and row.finding and row.finding.forecast == "fail"
    ):
        return "fail"
    return KINDS[row.status] if row.status != "noncompliant" or row.calls else "pass"


def _suppressions(row: Row) -> list[Json]:
    """All results of a run have this list, or none has: an empty one says that nothing is suppressed."""
    return [{"kind": "external", "status": "accepted", "justification": row.excuse}] if row.excuse is not None else []


def _location(row: Row) -> Json | None:
    if not row.path:
        return None
    region = {"startLine": row.line, "startColumn": row.column}
    if row.place is not None:
        region["endColumn"] = row.column + row.place.width
    return {"physicalLocation": {"artifactLocation": _artifact(row.path), "region": region}}


@lru_cache(maxsize=64)
def _artifact(path: str) -> Mapping[str, str]:
    """A path below the folder that the tool ran in, else the whole of it; what is not ASCII is percent-encoded."""
    uri = quote(path, safe="/", errors="surrogatepass")
    return {"uri": f"file://{uri}"} if PurePath(path).is_absolute() else {"uri": uri, "uriBaseId": "SRCROOT"}


def _notification(level: str, code: str, text: str, location: Json | None) -> Json:
    places: Json = {"locations": [location]} if location is not None else {}
    return {"level": level, "descriptor": {"id": code}, "message": {"text": text}} | places
