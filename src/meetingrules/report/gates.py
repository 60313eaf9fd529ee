"""May the notice be sent, the meeting be opened, be closed? What a report says to that, read off its findings."""

from collections.abc import Iterator

from meetingrules.report.model import SEVERITIES, Finding, Report

OPEN, SHUT, UNDECIDED = "open", "shut", "undecided"


def counts(finding: Finding, fail_on: str) -> bool:
    """Whether a fail of this rule would count: it is grave enough, and no baseline lists it."""
    return fail_on != "never" and not finding.known and SEVERITIES.index(finding.severity) <= SEVERITIES.index(fail_on)


def stops(finding: Finding) -> bool:
    """Whether a finding keeps a gate shut: it fails, is expected to fail, or an act that was due by then is not on record.

    A missing record is not taken for a failure elsewhere. Here the question is whether to go on, and what nobody can show to
    have been done is no ground to go on.
    """
    if finding.status == "fail" or (finding.status == "pending" and finding.forecast == "fail"):
        return True
    return finding.status == "unknown" and any(gap.act for gap in finding.missing)


def in_the_way(report: Report, fail_on: str = "warning") -> Iterator[Finding]:
    """The findings that keep the gate shut that a report was asked about."""
    return (f for f in report.findings if counts(f, fail_on) and stops(f))


def gate_verdict(report: Report, fail_on: str = "warning") -> str | None:
    """``open``, ``shut`` or ``undecided``; None where no gate was asked about."""
    if report.gate is None:
        return None
    if any(True for _ in in_the_way(report, fail_on)):
        return SHUT
    return UNDECIDED if any(f.status == "unknown" and counts(f, fail_on) for f in report.findings) else OPEN
