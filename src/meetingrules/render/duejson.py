"""What is due when -> JSON: a stable shape of its own. Within version 1 only additions."""

from meetingrules.render.jsonparts import Json, cited, due, head, moment, printed
from meetingrules.report.steps import Schedule, Step

FORMAT, VERSION = "meetingrules-due", "1.0"


def render(schedule: Schedule) -> str:
    """The steps as one JSON document."""
    return printed(to_dict(schedule))


def to_dict(schedule: Schedule) -> Json:
    """The steps as plain data."""
    through, found = schedule.announced_through, schedule.earliest
    return {
        **head(FORMAT, VERSION),
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
        "announced_through": moment(through),
        "summary": dict(schedule.summary),
        "steps": [step(one) for one in schedule.steps],
        "earliest": None
        if found is None
        else {
            "certain": moment(found.certain),
            "possible": moment(found.possible),
            "looked_to": moment(found.looked_to),
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
