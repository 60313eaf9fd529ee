"""What a run answers to the shell: a number, from its reports alone."""

from collections.abc import Set as AbstractSet

from meetingrules.report.codes import COMPLIANT, FAILED, NOT_CHECKED, UNDECIDED
from meetingrules.report.gates import SHUT, counts, gate_verdict
from meetingrules.report.model import Report, Run


def exit_code(
    run: Run,
    fail_on: str = "warning",
    *,
    allow_unknown: bool = False,
    strict: bool = False,
    fail_on_forecast: bool = False,
) -> int:
    """The first that applies: 2 could not check, 1 a fail at or above *fail_on*, 4 a rule whose fail would count is unknown, 0.

    What a baseline lists does not count. A gate that is shut is a fail.

    :param fail_on: ``error``, ``warning``, ``advice``, or ``never``: then nothing counts
    :param allow_unknown: what is unknown does not count
    :param strict: what is unknown or left to a person counts as failing; it goes before *allow_unknown*
    :param fail_on_forecast: what the replies let expect to fail counts as failing
    """
    if run.problems or not run.reports:
        return NOT_CHECKED
    how = {"allow_unknown": allow_unknown, "strict": strict, "fail_on_forecast": fail_on_forecast}
    return worst({exit_code_of(report, fail_on, **how) for report in run.reports})


def exit_code_of(
    report: Report,
    fail_on: str = "warning",
    *,
    allow_unknown: bool = False,
    strict: bool = False,
    fail_on_forecast: bool = False,
) -> int:
    """What one report answers; see ``exit_code``."""
    counting = [f for f in report.findings if counts(f, fail_on)]
    failing = {"fail", "unknown", "manual"} if strict else {"fail"}
    if any(f.status in failing or (fail_on_forecast and f.forecast == "fail") for f in counting):
        return FAILED
    if gate_verdict(report, fail_on) == SHUT:
        return FAILED
    if not allow_unknown and any(f.status == "unknown" for f in counting):
        return UNDECIDED
    return COMPLIANT


def worst(codes: AbstractSet[int]) -> int:
    """What several reports answer together."""
    return next((code for code in (FAILED, UNDECIDED) if code in codes), COMPLIANT)
