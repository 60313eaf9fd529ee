"""What was so before: a list of the fails and unknowns of a run, and a run in which what is listed no longer counts.

An archive with old breaches starts clean this way: they stay in sight, and only what is new decides how a run ends.
"""

import json
import os.path
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePath

from attrs import asdict, evolve, fields, frozen

from meetingrules.base.diagnostics import Complaints
from meetingrules.base.source import Source, Texts
from meetingrules.base.tree import List, Node, Scalar, Table, shown
from meetingrules.report.model import Finding, Report, Run

FORMAT, VERSION = "meetingrules-baseline", "1.0"
GRAVITY = ("fail", "unknown")
"""The statuses that a baseline lists, the graver first: what is listed as fail is known as unknown, too, not the other way."""


@frozen
class Entry:
    """One finding that was so when the baseline was written."""

    fingerprint: str
    rule: str
    """With its rulebook: ``executive/quorum``."""
    status: str
    severity: str = ""
    citation: str = ""
    """For whoever reads the file; nothing looks at it."""

    @property
    def book(self) -> str:
        """The rulebook that the rule belongs to."""
        return self.rule.partition("/")[0]


ENTRY_KEYS = tuple(one.name for one in fields(Entry))
NEEDED = ("fingerprint", "rule", "status")
"""The keys without which an entry says nothing."""
Baseline = Mapping[str, Sequence[Entry]]
"""The entries of each report, by its path as seen from the baseline's folder."""


def baseline_of(run: Run, folder: str) -> Baseline:
    """What fails or is unknown in a run.

    :param folder: the baseline's; paths are written as seen from there
    """
    found: dict[str, set[Entry]] = {}
    for report in run.reports:
        for finding in listed(report):
            cites = "; ".join(f"{c.label['zh']} / {c.label['en']}" for c in finding.cites)
            entry = Entry(
                finding.fingerprint, f"{report.rulebook}/{finding.rule}", finding.status, finding.severity, cites
            )
            found.setdefault(name_of(report.path, folder), set()).add(entry)
    return {path: sorted(found[path], key=lambda e: (e.rule, e.fingerprint, e.status)) for path in sorted(found)}


def with_baseline(run: Run, baseline: Baseline, folder: str, name: str = "baseline") -> Run:
    """The run in which what the baseline lists is known, and a note where it lists what is no longer there.

    What it says of files that are not in the run is left alone.

    :param folder: see ``baseline_of``
    :param name: what the notes call it
    """
    reports = (_held(report, baseline.get(name_of(report.path, folder), ()), name) for report in run.reports)
    return evolve(run, reports=tuple(reports))


def listed(report: Report) -> Iterator[Finding]:
    """The findings of a report that belong on a baseline."""
    return (finding for finding in report.findings if finding.status in GRAVITY)


def name_of(path: str, folder: str) -> str:
    """A path as seen from a folder, with slashes on every system.

    >>> name_of("archive/2024/a.meeting.yaml", "archive")
    '2024/a.meeting.yaml'
    """
    try:
        seen = os.path.relpath(path, folder or ".")
    except ValueError:  # Windows: on another drive
        return PurePath(path).as_posix()
    return PurePath(seen).as_posix()


def _held(report: Report, entries: Sequence[Entry], name: str) -> Report:
    mine = [entry for entry in entries if entry.book == report.rulebook]
    worst: dict[str, int] = {}
    for entry in mine:
        gravity = GRAVITY.index(entry.status)
        worst[entry.fingerprint] = min(gravity, worst.get(entry.fingerprint, gravity))
    open_ = {finding.fingerprint for finding in listed(report)}
    settled = sum(entry.fingerprint not in open_ for entry in mine)
    return evolve(
        report,
        findings=tuple(
            evolve(f, known=True)
            if f.status in GRAVITY and worst.get(f.fingerprint, len(GRAVITY)) <= GRAVITY.index(f.status)
            else f
            for f in report.findings
        ),
        notes=(*report.notes, _settled(settled, name)) if settled else report.notes,
    )


def _settled(count: int, name: str) -> Texts:
    entries = "1 entry" if count == 1 else f"{count} entries"
    return {
        "zh": f"{name} 中有{count}项已不复存在，请用 --write-baseline 重写",
        "en": f"{entries} of {name} {'is' if count == 1 else 'are'} settled: rewrite it with --write-baseline",
    }


# ---- the file ----------------------------------------------------------------------------------------------------------


def to_json(baseline: Baseline) -> str:
    """The file: sorted, a line for each finding, so that a change of it can be read as a change."""
    reports = [
        f"    {_text(path)}: [\n" + ",\n".join(f"      {_line(entry)}" for entry in entries) + "\n    ]"
        for path, entries in baseline.items()
    ]
    inner = "{\n" + ",\n".join(reports) + "\n  }" if reports else "{}"
    return f'{{\n  "format": "{FORMAT}",\n  "version": "{VERSION}",\n  "reports": {inner}\n}}\n'


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def _line(entry: Entry) -> str:
    return json.dumps(asdict(entry), ensure_ascii=False)


def from_json(source: Source, node: Node) -> Baseline:
    """A baseline from its tree.

    :raises InvalidText: ``not-a-baseline``, ``newer-format``, ``bad-entry``: with all that is wrong with it
    """
    complaints = Complaints()
    place = node.place
    if not isinstance(node, Table) or _scalar(node, "format") != FORMAT:
        zh, en = f"{shown(source.name)} 不是基线文件", f"{shown(source.name)} is no baseline"
        hint = ("用 --write-baseline FILE 生成", "write one with --write-baseline FILE")
        complaints.add("not-a-baseline", zh, en, place, hint)
        complaints.raise_if_any()
    assert isinstance(node, Table)
    if _scalar(node, "version").partition(".")[0] != VERSION.partition(".")[0]:
        version = shown(_scalar(node, "version"))
        zh, en = (
            f"基线版本为“{version}”，本版本只能读 1.x",
            f"the baseline is of version {version}; this tool reads 1.x",
        )
        at = node.get("version")
        complaints.add("newer-format", zh, en, at.place if at is not None else place)
        complaints.raise_if_any()
    reports = node.get("reports")
    found: dict[str, tuple[Entry, ...]] = {}
    if not isinstance(reports, Table):
        complaints.add("not-a-baseline", "基线中没有 reports", "the baseline has no reports", place)
    else:
        for row in reports.rows:
            rows = row.value.items if isinstance(row.value, List) else (row.value,)
            found[row.key.text] = tuple(e for one in rows if (e := _entry(one, complaints)) is not None)
    complaints.raise_if_any()
    return found


def _entry(node: Node, complaints: Complaints) -> Entry | None:
    if isinstance(node, Table):
        entry = Entry(*(_scalar(node, key) for key in ENTRY_KEYS))
        if entry.fingerprint and "/" in entry.rule and entry.status in GRAVITY:
            return entry
    zh, en = "基线的每项须有 fingerprint、rule、status", "an entry of a baseline needs fingerprint, rule and status"
    hint = ("status 为 fail 或 unknown", "status is fail or unknown")
    complaints.add("bad-entry", zh, en, node.place, hint)
    return None


def _scalar(table: Table, key: str) -> str:
    value = table.get(key)
    return value.text if isinstance(value, Scalar) else ""
