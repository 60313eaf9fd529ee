"""A check that gives no reasons for what is met says the same of all that is not."""

from pathlib import Path

import pytest

from meetingrules import check_paths
from meetingrules.engine import runs
from meetingrules.render.formats import FORMATS, View, render
from meetingrules.report.severity import unmatched, with_severity

EXAMPLES = Path(__file__).parents[1] / "examples"
BODIES = ("executive", "mayor_office", "plenary", "topical", "party_decision", "register-2024")


def shown(run, detail):
    return {
        (form, lang): render(form, run, View(lang, False, detail), mask=kind.machine)
        for form, kind in FORMATS.items()
        for lang in (("zh", "en") if form == "text" else ("zh",))
    }


@pytest.mark.parametrize("worth", [0, 10_000], ids=["compiled", "closures"])
@pytest.mark.parametrize("body", BODIES)
def test_the_same_is_shown_in_every_format(body, worth, monkeypatch):
    monkeypatch.setattr(runs, "WORTH_COMPILING", worth)
    for gate, as_of in ((None, "2024-07-01"), ("opening", None))[: 2 if worth else 1]:
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
    assert unmatched(quick, wanted) == unmatched(whole, wanted) == ("nobody",)
    whole, quick = (with_severity(run, wanted, "settings") for run in (whole, quick))
    assert [report.notes for report in quick.reports] == [report.notes for report in whole.reports]
