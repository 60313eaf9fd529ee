"""How much of a report is shown: its verdict alone, what needs somebody's attention, or everything."""

from meetingrules.report.model import Finding, Report

DETAILS = ("verdict", "open", "full")
"""``verdict``: verdicts and counts; ``open``: also what is neither met nor beside the point; ``full``: all, with explanations."""
QUIET = frozenset({"pass", "skip"})
"""What needs nobody."""


def shown(report: Report, detail: str) -> tuple[Finding, ...]:
    """The findings that a level of detail lists."""
    if detail == "full":
        return report.findings
    return tuple(f for f in report.findings if f.status not in QUIET) if detail == "open" else ()
