"""A check that gives no reasons for what is met says the same of all that is not."""

from pathlib import Path

import pytest

from meetingrules import check_paths
from meetingrules.engine import readied
from meetingrules.render.formats import FORMATS, View, render
from meetingrules.report.severity import asked, unmatched, with_severity

EXAMPLES = Path(__file__).parents[1] / "examples"


def shown(run, detail):
    return {
        (form, lang): render(form, run, View(lang, False, detail), mask=kind.machine)
        for form, kind in FORMATS.items()
        for lang in (("zh", "en") if form == "text" else ("zh",))
    }


ASKED = {
    "executive": [(0, None, "2024-07-01"), (10_000, "opening", None)],
    "register-2024": [(0, None, "2024-07-01")],
    **{body: [(10_000, None, "2024-07-01")] for body in ("mayor_office", "plenary", "topical", "party_decision")},
}
"""Folder -> after how many meetings compiling pays, which gate, and the day of the check."""


@pytest.mark.parametrize("body", ASKED)
def test_the_same_is_shown_in_every_format(body, monkeypatch):
    for worth, gate, as_of in ASKED[body]:
        monkeypatch.setattr(readied, "WORTH_COMPILING", worth)
        whole, quick = (
            check_paths([str(EXAMPLES / body)], gate=gate, as_of=as_of, reasons=reasons) for reasons in (True, False)
        )
        for detail in ("open", "verdict"):
            assert shown(quick, detail) == shown(whole, detail)
        assert all(report.quiet for report in quick.reports if report.kind == "meeting"), "nothing was spared"


def test_settings_reach_what_is_not_told():
    """A rule that is met everywhere is still a rule that settings may speak of."""
    wanted = {"executive/quorum": "advice", "nobody": "error"}
    whole, quick = (check_paths([str(EXAMPLES / "executive")], as_of="2024-07-01", reasons=r) for r in (True, False))
    assert unmatched(asked(quick), wanted) == unmatched(asked(whole), wanted) == ("nobody",)
    whole, quick = (with_severity(run, wanted, "settings") for run in (whole, quick))
    assert [report.notes for report in quick.reports] == [report.notes for report in whole.reports]
