"""Run -> SARIF 2.1.0: what code scanning and many viewers read.

A departure on record is a suppression with its justification, what a baseline lists is unchanged, what could not be checked is a
notification of the invocation. There is no time in it.
"""

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import islice
from pathlib import PurePath
from urllib.parse import quote

from meetingrules.base.harmless import quiet
from meetingrules.render.formats import View
from meetingrules.render.jsonparts import Json, tool_version
from meetingrules.render.rows import GRAVITY, TOOL, Listing, Row, listing
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


def render(run: Run, view: View) -> str:
    """A run as one SARIF document, the worst first."""
    return "".join(written(listing(run, view), view))


def written(listed: Listing, view: View) -> Iterator[str]:
    """A list as one SARIF document: gone through once for what stands at its head, once for the results."""
    rules, notices, count, known, excused = dict[str, Json](), list[Json](), 0, False, False
    for row in listed.rows:
        if row.status == "problem":
            notices.append(_notification("error", row.code, row.message, _location(row)))
            continue
        count, known, excused = count + 1, known or row.known, excused or row.excuse is not None
        if count <= MOST:
            rules[row.code] = _rule(row, view.lang)
    if count > MOST:
        text = PHRASES["cut"][view.lang].format(count=count - MOST)
        notices.append(_notification("warning", f"{TOOL}/cut", text, None))
    codes = sorted(rules)
    driver = {"name": TOOL, "semanticVersion": tool_version(), "rules": [rules[code] for code in codes]}
    document = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "automationDetails": {"id": f"{TOOL}/"},
                "invocations": [{"executionSuccessful": not listed.problems, "toolExecutionNotifications": notices}],
                "columnKind": "unicodeCodePoints",
                "originalUriBaseIds": {"SRCROOT": {"description": {"text": "the folder that the tool ran in"}}},
                "results": [],
            }
        ],
    }
    head, empty, tail = json.dumps(document, ensure_ascii=False, indent=2).rpartition("[]")
    yield quiet(head)
    # One line each: of many results a document with a line for each value takes twice the room and thrice the time.
    index, begun = {code: number for number, code in enumerate(codes)}, False
    for row in islice((row for row in listed.rows if row.status != "problem"), MOST):
        yield ",\n        " if begun else "[\n        "
        yield quiet(json.dumps(_result(row, index[row.code], known, excused), ensure_ascii=False))
        begun = True
    yield f"\n      ]{tail}\n" if begun else f"{empty}{tail}\n"


def _rule(row: Row, lang: str) -> Json:
    aim, texts = row.aim, row.aim.texts if row.aim is not None else {}
    rule: Json = {"id": row.code, "shortDescription": {"text": texts.get(lang) or row.code}}
    if aim is None:
        return rule
    tags = dict.fromkeys((aim.force, aim.stage, *aim.cites))
    return rule | {
        "defaultConfiguration": {"level": LEVELS[GRAVITY[aim.severity]]},
        "properties": {"tags": list(tags)[:TAGS], "zh": texts.get("zh", ""), "en": texts.get("en", "")},
    }


def _result(row: Row, index: int, baseline: bool, suppressing: bool) -> Json:
    kind = _kind(row)
    level = row.level if row.excuse is None or row.aim is None else GRAVITY[row.aim.severity]
    properties: Json = {"status": row.status, "subject": row.subject}
    if row.aim is not None:
        properties |= {"severity": row.aim.severity, "missing": list(row.missing)}
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
    if row.excuse is not None or (row.status == "pending" and row.calls and row.forecast == "fail"):
        return "fail"
    return KINDS[row.status] if row.status != "noncompliant" or row.calls else "pass"


def _suppressions(row: Row) -> list[Json]:
    """All results of a run have this list, or none has: an empty one says that nothing is suppressed."""
    return [{"kind": "external", "status": "accepted", "justification": row.excuse}] if row.excuse is not None else []


def _location(row: Row) -> Json | None:
    if not row.path:
        return None
    region = {"startLine": row.line, "startColumn": row.column}
    if row.width:
        region["endColumn"] = row.column + row.width
    return {"physicalLocation": {"artifactLocation": _artifact(row.path), "region": region}}


@lru_cache(maxsize=64)
def _artifact(path: str) -> Mapping[str, str]:
    """A path below the folder that the tool ran in, else the whole of it; what is not ASCII is percent-encoded."""
    uri = quote(path, safe="/", errors="surrogatepass")
    return {"uri": f"file://{uri}"} if PurePath(path).is_absolute() else {"uri": uri, "uriBaseId": "SRCROOT"}


def _notification(level: str, code: str, text: str, location: Json | None) -> Json:
    places: Json = {"locations": [location]} if location is not None else {}
    return {"level": level, "descriptor": {"id": code}, "message": {"text": text}} | places
