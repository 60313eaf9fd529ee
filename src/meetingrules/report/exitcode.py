"""What a run answers to the shell: a number, from its reports alone."""

from meetingrules.report.model import SEVERITIES, Finding, Run

COMPLIANT, FAILED, NOT_CHECKED, BUG, UNDECIDED, INTERRUPTED = 0, 1, 2, 3, 4, 130
FAIL_ON = ("error", "warning", "advice", "never")


def exit_code(run: Run, fail_on: str = "warning", *, allow_unknown: bool = False, strict: bool = False) -> int:
    """The first that applies: 2 could not check, 1 a fail at or above *fail_on*, 4 a rule whose fail would count is unknown, 0.

    :param fail_on: ``error``, ``warning``, ``advice``, or ``never``: then nothing counts
    :param allow_unknown: what is unknown does not count
    :param strict: what is unknown or left to a person counts as failing; it goes before *allow_unknown*
    """
    if run.problems or not run.reports:
        return NOT_CHECKED
    counting = [f for report in run.reports for f in report.findings if counts(f, fail_on)]
    failing = {"fail", "unknown", "manual"} if strict else {"fail"}
    if any(f.status in failing for f in counting):
        return FAILED
    if not allow_unknown and any(f.status == "unknown" for f in counting):
        return UNDECIDED
    return COMPLIANT


def counts(finding: Finding, fail_on: str) -> bool:
    """Whether a fail of this rule would count."""
    return fail_on != "never" and SEVERITIES.index(finding.severity) <= SEVERITIES.index(fail_on)
