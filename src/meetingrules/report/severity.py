"""Another severity for a rule than its force gives it: a run in, a run out, and a note that says so."""

from collections.abc import Mapping

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


def unmatched(run: Run, wanted: Mapping[str, str]) -> tuple[str, ...]:
    """The rules in *wanted* of which nothing in the run is a finding, though a meeting of their body is in it."""
    rules = {f"{report.rulebook}/{rule}" for report in run.reports for rule in report.rules}
    rules |= {rule.partition("/")[2] for rule in rules}
    bodies = {report.rulebook for report in run.reports}
    return tuple(rule for rule in wanted if rule not in rules and ("/" not in rule or rule.partition("/")[0] in bodies))


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
