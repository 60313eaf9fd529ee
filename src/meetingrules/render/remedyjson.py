"""Remedies -> JSON: a stable shape of its own. Within version 1 only additions."""

from meetingrules.render.jsonparts import Json, cited, head, moment, printed
from meetingrules.report.model import SubjectRef
from meetingrules.report.remedies import Advice, Change, Other, Remedies, Suggestion

FORMAT, VERSION = "meetingrules-remedies", "1.0"


def render(found: Remedies) -> str:
    """Remedies as one JSON document, both languages in it."""
    return printed(to_dict(found))


def to_dict(found: Remedies) -> Json:
    """Remedies as plain data."""
    return {
        **head(FORMAT, VERSION),
        "path": found.path,
        "rulebook": {"id": found.rulebook, "version": found.version, "title": dict(found.called)},
        "title": dict(found.title),
        "day": moment(found.day),
        "as_of": moment(found.as_of),
        "findings": [advice(one) for one in found.advice],
        "facts": [
            {
                "path": fact.path,
                "label": dict(fact.label),
                "settles": fact.settles,
                "due": fact.due,
                "total": fact.total,
                "asked_by": fact.asked_by,
            }
            for fact in found.facts
        ],
        "open": found.open,
        "beyond": found.beyond,
        "ahead": found.ahead,
        "trials": found.checks,
        "capped": found.capped,
    }


def advice(one: Advice) -> Json:
    """One finding, and what would put it right."""
    return {
        "rule": one.rule,
        **cited(one.cites),
        "severity": one.severity,
        "status": one.status,
        "forecast": one.forecast,
        "subject": _subject(one.subject),
        "alike": [_subject(subject) for subject in one.alike],
        "message": dict(one.message),
        **least(one),
    }


def least(one: Advice) -> Json:
    """The least change for one finding."""
    return {
        "over": one.over,
        "suggestions": [_suggestion(suggestion) for suggestion in one.suggestions],
        "outcomes": [{"path": o.path, "value": o.value, "status": o.status} for o in one.outcomes],
    }


def _suggestion(one: Suggestion) -> Json:
    return {
        "when": one.when,
        "gives": one.gives,
        "changes": [_change(change) for change in one.changes],
        "breaks": [_other(other) for other in one.breaks],
        "settles": [_other(other) for other in one.settles],
    }


def _change(one: Change) -> Json:
    return {
        "kind": one.kind,
        "path": one.path,
        "value": one.value,
        "says": dict(one.says),
        "states": one.states,
        "by": moment(one.by),
        "persons": one.persons,
        "days": one.days,
    }


def _other(one: Other) -> Json:
    return {"rule": one.rule, "subject": _subject(one.subject), "before": one.before or None, "after": one.after}


def _subject(one: SubjectRef) -> Json:
    return {"kind": one.kind, "id": one.id, "label": one.label}
