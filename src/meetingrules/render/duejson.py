"""What is due when -> JSON: a stable shape of its own. Within version 1 only additions."""

import json
from datetime import date
from typing import Any

from meetingrules.base.harmless import quiet
from meetingrules.lang.answers import Due, Moment
from meetingrules.render.jsonout import cited, tool_version
from meetingrules.report.steps import Schedule, Step

FORMAT, VERSION = "meetingrules-due", "1.0"
Json = dict[str, Any]


def render(schedule: Schedule) -> str:
    """The steps as one JSON document."""
    return quiet(json.dumps(to_dict(schedule), ensure_ascii=False, indent=2)) + "\n"


def to_dict(schedule: Schedule) -> Json:
    """The steps as plain data."""
    through, found = schedule.announced_through, schedule.earliest
    return {
        "format": FORMAT,
        "version": VERSION,
        "tool": {"name": "meetingrules", "version": tool_version()},
        "path": schedule.path,
        "rulebook": {"id": schedule.rulebook, "version": schedule.version, "title": dict(schedule.title)},
        "meeting": {
            "name": schedule.name,
            "day": schedule.day.isoformat(),
            "last_day": schedule.last_day.isoformat(),
            "begins": moment(schedule.begins),
            "ends": moment(schedule.ends),
        },
        "today": schedule.today.isoformat(),
        "announced_through": through.isoformat() if through is not None else None,
        "summary": dict(schedule.summary),
        "steps": [step(one) for one in schedule.steps],
        "earliest": None
        if found is None
        else {
            "certain": _day(found.certain),
            "possible": _day(found.possible),
            "looked_to": _day(found.looked_to),
            "in_force": found.in_force,
            "binding": [step(one) for one in found.binding],
            "regardless": [step(one) for one in found.regardless],
        },
    }


def step(one: Step) -> Json:
    """One step."""
    return {
        "key": one.key,
        "rule": one.rule,
        **cited(one.cites),
        "force": one.force,
        "phase": one.phase,
        "act": dict(one.act),
        "who": dict(one.who),
        "to": dict(one.to),
        "about": {"called": dict(one.about.called), "ids": list(one.about.ids)},
        "latest": due(one.latest),
        "first": due(one.first),
        "state": one.state,
        "missed": one.missed,
        "done": {"by": dict(one.by), "at": moment(one.at)},
        "conditions": [{"says": c.says, "label": dict(c.label), "holds": c.holds} for c in one.conditions],
        "excepted": one.excepted,
        "choice": one.choice or None,
    }


def due(value: Due | None) -> Json | None:
    """A latest moment: ``at``, or ``earliest`` and ``latest`` where the calendar is not announced."""
    if value is None:
        return None
    if value.exact:
        return {"at": moment(value.earliest)}
    return {"earliest": moment(value.earliest), "latest": moment(value.latest)}


def moment(value: Moment | None) -> str | None:
    """A day, or an instant with its zone, as ISO text."""
    return value.isoformat() if value is not None else None


def _day(value: date | None) -> str | None:
    return value.isoformat() if value is not None else None
