"""What is marked classified, masked in a what-if: on either side of the change, and in the change itself."""

from collections.abc import Iterable

from attrs import evolve

from meetingrules.base.source import Texts
from meetingrules.report.changes import moved
from meetingrules.report.masking import masked as masked_run
from meetingrules.report.masking import without
from meetingrules.report.model import Finding, Report, Run
from meetingrules.report.supposition import Tight, WhatIf


def masked(found: WhatIf) -> WhatIf:
    """The what-if without the texts of what is marked classified, before or after: a change uncovers nothing."""
    old, new = found.before, found.after
    if not old.classified | new.classified:
        return found
    still = frozenset(moved(id_, found.renumbered) for id_ in old.classified)
    new = evolve(new, classified=new.classified | still)
    titles = {title for report in (old, new) for id_, title in report.items.items() if id_ in report.classified}
    secrets = old.secrets | new.secrets | titles
    old, new = evolve(old, secrets=secrets), evolve(new, secrets=secrets)

    def texts(said: Texts) -> Texts:
        return {lang: without(text, secrets, lang) for lang, text in said.items()}

    changes = tuple(
        evolve(
            c,
            before=_one(c.before, old) if c.before is not None else None,
            after=_one(c.after, new) if c.after is not None else None,
        )
        for c in found.changes
    )
    return evolve(
        found,
        before=_masked(old, old.findings),
        after=_masked(new, new.findings),
        supposed=tuple(texts(said) for said in found.supposed),
        options=tuple(without(option, secrets, "zh") for option in found.options),
        changes=changes,
        tight=_tight(found.tight, new) if found.tight is not None else None,
    )


def _one(finding: Finding, report: Report) -> Finding:
    return _masked(report, [finding]).findings[0]


def _masked(report: Report, findings: Iterable[Finding]) -> Report:
    return masked_run(Run(None, (), (evolve(report, findings=tuple(findings)),))).reports[0]


def _tight(tight: Tight, report: Report) -> Tight:
    return evolve(
        tight,
        margins=tuple(evolve(m, finding=_one(m.finding, report)) for m in tight.margins),
        decisive=tuple(
            evolve(
                d,
                upsets=tuple(evolve(u, now=_one(u.now, report), then=_one(u.then, report)) for u in d.upsets),
            )
            for d in tight.decisive
        ),
    )
