"""Exit codes: every status under every option."""

from datetime import date

import pytest

from meetingrules.base.diagnostics import Diagnostic
from meetingrules.report.exitcode import exit_code
from meetingrules.report.model import SEVERITY_OF, Finding, Report, Run, SubjectRef


def run(*found, problems=()):
    findings = tuple(
        Finding("r", (), force, SEVERITY_OF[force], status, "sitting", SubjectRef("meeting", "meeting"), {}, None)
        for force, status in found
    )
    report = Report("p", "meeting", "b", "", "", {}, "", date(2024, 1, 24), {}, None, findings)
    return Run(None, (), (report,), problems)


PROBLEM = Diagnostic("x", {"zh": "x", "en": "x"})

ROWS = [  # findings, options, code
    ([], {}, 0),
    ([("must", "pass"), ("must", "skip"), ("must", "excused"), ("must", "pending"), ("must", "manual")], {}, 0),
    ([("must", "fail")], {}, 1),
    ([("in_principle", "fail")], {}, 1),
    ([("in_principle", "fail")], {"fail_on": "error"}, 0),
    ([("normally", "fail")], {}, 0),
    ([("normally", "fail")], {"fail_on": "advice"}, 1),
    ([("must", "fail")], {"fail_on": "never"}, 0),
    ([("must", "unknown")], {}, 4),
    ([("must", "unknown")], {"allow_unknown": True}, 0),
    ([("must", "unknown")], {"strict": True}, 1),
    ([("must", "unknown")], {"strict": True, "allow_unknown": True}, 1),
    ([("normally", "unknown")], {}, 0),
    ([("normally", "unknown")], {"fail_on": "advice"}, 4),
    ([("must", "unknown"), ("must", "fail")], {}, 1),
    ([("must", "manual")], {"strict": True}, 1),
    ([("means", "fail")], {"fail_on": "advice"}, 0),
    ([("must", "unknown")], {"fail_on": "never"}, 0),
]


@pytest.mark.parametrize(("found", "options", "code"), ROWS, ids=str)
def test_the_code_of_a_run(found, options, code):
    fail_on = options.pop("fail_on", "warning") if (options := dict(options)) else "warning"
    assert exit_code(run(*found), fail_on, **options) == code


def test_what_could_not_be_checked_goes_before_all_else():
    assert exit_code(run(("must", "fail"), problems=(PROBLEM,)), "never", allow_unknown=True) == 2


def test_no_report_is_never_a_pass():
    assert exit_code(Run(None, (), ()), "never") == 2
