"""Another severity for a rule than its force gives it: a run in, a run out, and a note that says so."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from attrs import evolve

from meetingrules.base.source import Texts
from meetingrules.report.model import Finding, Quiet, Report, Run

NAMES: Mapping[str, Texts] = {
    "error": {"zh": "违规", "en": "error"},
    "warning": {"zh": "警告", "en": "warning"},
    "advice": {"zh": "建议", "en": "advice"},
    "none": {"zh": "无", "en": "none"},
}


def with_severity(run: Run, wanted: Mapping[str, str], by: str) -> Run:
    """The run with other severities.

    :param wanted: ``body/rule``, or ``rule`` for all bodies that have one of that name -> severity; the former goes first
    :param by: who wanted it, as the notes say: the name of a settings file
    """
    return evolve(run, reports=tuple(_report(report, wanted, by) for report in run.reports)) if wanted else run


def asked(run: Run) -> Mapping[str, AbstractSet[str]]:
    """For each rulebook of a run the rules that were asked."""
    bodies = {report.rulebook for report in run.reports}
    return {body: {rule for r in run.reports if r.rulebook == body for rule in r.rules} for body in bodies}


def unmatched(rules_of: Mapping[str, AbstractSet[str]], wanted: Mapping[str, str]) -> tuple[str, ...]:
    """The rules in *wanted* of which nothing is a finding, though there is a meeting of their body.

    :param rules_of: see ``asked``
    """
    rules = {f"{book}/{rule}" for book, named in rules_of.items() for rule in named}
    rules |= {rule for named in rules_of.values() for rule in named}
    return tuple(
        rule for rule in wanted if rule not in rules and ("/" not in rule or rule.partition("/")[0] in rules_of)
    )


def _report(report: Report, wanted: Mapping[str, str], by: str) -> Report:
    findings, changed = [], dict[str, tuple[str, str]]()
    for finding in report.findings:
        severity = _wanted(report, finding, wanted)
        if severity != finding.severity:
            changed[finding.rule] = (finding.severity, severity)
        findings.append(evolve(finding, severity=severity))
    quiet = tuple(evolve(one, severity=_wanted(report, one, wanted)) for one in report.quiet)
    for one, was in zip(quiet, report.quiet, strict=True):
        if one.severity != was.severity:
            changed[one.rule] = (was.severity, one.severity)
    notes = tuple(_note(f"{report.rulebook}/{rule}", *changed[rule], by) for rule in sorted(changed))
    return evolve(report, findings=tuple(findings), quiet=quiet, notes=(*report.notes, *notes))


def _wanted(report: Report, finding: Finding | Quiet, wanted: Mapping[str, str]) -> str:
    return wanted.get(f"{report.rulebook}/{finding.rule}", wanted.get(finding.rule, finding.severity))


def _note(rule: str, was: str, is_: str, by: str) -> Texts:
    return {
        "zh": f"{by} 将 {rule} 的等级由“{NAMES[was]['zh']}”改为“{NAMES[is_]['zh']}”",
        "en": f"the severity of {rule} was set from {NAMES[was]['en']} to {NAMES[is_]['en']} by {by}",
    }
