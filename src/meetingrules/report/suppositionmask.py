"""What is marked classified, masked in a what-if: on either side of the change, and in the change itself."""

from collections.abc import Iterable

from attrs import evolve

from meetingrules.base.source import Texts
from meetingrules.report.changes import moved
from meetingrules.report.masking import masked as masked_run
from meetingrules.report.masking import without
from meetingrules.report.model import Finding, Report, Run
from meetingrules.report.supposition import Decisive, Presiding, Tight, WhatIf


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
        presiding=(_presiding(pair[0], old), _presiding(pair[1], new))
        if (pair := found.presiding) is not None
        else None,
        tight=_tight(found.tight, new) if found.tight is not None else None,
    )


def _masked(report: Report, findings: Iterable[Finding]) -> Report:
    return masked_run(Run(None, (), (evolve(report, findings=tuple(findings)),))).reports[0]


def _one(finding: Finding, report: Report) -> Finding:
    return _masked(report, [finding]).findings[0]


def _names(persons: Iterable[str], report: Report) -> tuple[str, ...]:
    """Who attends is no secret, unless the name says it."""
    return tuple(without(person, report.secrets, "zh") for person in persons)


def _presiding(one: Presiding, report: Report) -> Presiding:
    chair = without(one.chair, report.secrets, "zh") if one.chair is not None else None
    return evolve(one, may=_names(one.may, report), if_settled=_names(one.if_settled, report), chair=chair)


def _tight(tight: Tight, report: Report) -> Tight:
    def decisive(one: Decisive) -> Decisive:
        upsets = (evolve(u, now=_one(u.now, report), then=_one(u.then, report)) for u in one.upsets)
        return Decisive(_names([one.person], report)[0], tuple(upsets))

    only = _names([tight.only_chair], report)[0] if tight.only_chair is not None else None
    return evolve(
        tight,
        margins=tuple(evolve(m, finding=_one(m.finding, report), among=_names(m.among, report)) for m in tight.margins),
        decisive=tuple(decisive(one) for one in tight.decisive),
        only_chair=only,
        left_out=_names(tight.left_out, report),
    )
