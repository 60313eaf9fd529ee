"""When a meeting is, and whether it was held: what a plan says of its own meeting."""

from datetime import date, datetime, time, tzinfo

from meetingrules.facts.model import Plan
from meetingrules.lang.answers import Moment
from meetingrules.lang.facts import Acts, Answer, Thing

HELD = frozenset({"open", "closed"})
NOT_HELD = frozenset({"inquorate", "postponed", "cancelled"})
TOLD = frozenset({"day", "last_day", "begins", "ends", "held", "inquorate"})
"""The fields of a meeting that ``told_of`` tells."""


def start_of(plan: Plan, zone: tzinfo) -> Moment | None:
    """When the meeting begins; its day where the hour is not known."""
    return moment(plan.day, plan.begins, zone)


def end_of(plan: Plan, zone: tzinfo) -> Moment | None:
    """When the meeting ends; its last day where the hour is not known."""
    return moment(plan.last_day or plan.day, plan.ends, zone)


def moment(day: date | None, hour: time | None, zone: tzinfo) -> Moment | None:
    """A day with its hour, where there is one."""
    return datetime.combine(day, hour, zone) if day is not None and hour is not None else day


def state_of(plan: Plan) -> str:
    """As stated; else closed where an end, an outcome or minutes are recorded, open where attendance is."""
    if plan.state is not None:
        return plan.state
    if plan.ends is not None and plan.attendance.recorded:
        return "closed"
    minutes = plan.values.get(Thing("minutes", "minutes"), {})
    decided = any("outcome" in fields for thing, fields in plan.values.items() if thing.kind == "item")
    if decided or any(isinstance(value, Acts) for value in minutes.values()):
        return "closed"
    if plan.attendance.recorded or plan.attendance.signed_in:
        return "open"
    sent = plan.values.get(Thing("notice", "notice"), {}).get("sent")
    return "convened" if isinstance(sent, Acts) else "planned"


def told_of(plan: Plan, name: str, zone: tzinfo, *, expecting: bool = False) -> Answer | None:
    """A field of the meeting that follows from its day, its hours and its state; None where it is open.

    :param name: one of ``TOLD``
    :param expecting: whether a meeting that may still be held counts as held
    """
    match name:
        case "day":
            return plan.day
        case "last_day":
            return plan.last_day or plan.day
        case "begins":
            return start_of(plan, zone)
        case "ends":
            return end_of(plan, zone)
        case "held":
            state = state_of(plan)
            held = state in HELD or (expecting and state not in NOT_HELD)
            return True if held else False if state in NOT_HELD else None
        case _:
            state = state_of(plan)
            return state == "inquorate" if state in HELD | NOT_HELD else None
