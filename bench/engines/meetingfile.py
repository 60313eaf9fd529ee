"""The plain dict of a meeting as the dict of a meeting file of ``workload.rules.yaml``, and the roster of that body.

A flag is a yes or no, an approval an act of the person who holds that office, its place in the list a day. Facts that are not there stay out.
"""

from datetime import date, timedelta
from typing import Any

from workload import CHAIN, MEMBERS, OTHER_ROLE, Meeting

AS_OF = date(2027, 1, 1)
HOLDERS = {role: f"{role}-holder" for role in (*CHAIN, OTHER_ROLE)}
ROSTER: dict[str, Any] = {
    "offices": [
        {"voting_member": [chr(ord("A") + n) for n in range(MEMBERS)], "from": "1950-01-01"},
        *({role: HOLDERS[role], "from": "1950-01-01"} for role in CHAIN),
    ],
    "people": [HOLDERS[OTHER_ROLE]],
}
RENAMED = {
    "legality_review": "legality_reviewed",
    "risk_assessment": "risk_assessed",
    "affects_market_entities": "affecting_market_entities",
    "fair_competition_review": "fair_competition_reviewed",
    "written_opinion": "with_written_opinion",
}


def converted(meeting: Meeting) -> dict[str, Any]:
    """The dict of a meeting file."""
    day, members = meeting["meeting_date"], meeting["members"]
    found = {
        "meeting": "workload",
        "as_of": AS_OF,
        "day": day,
        "attendance": {
            "present": [m["name"] for m in members if m.get("present")],
            "absent": [m["name"] for m in members if m.get("present") is False],
        },
        "items": [_item(item, day) for item in meeting["items"]],
    }
    if "notice_date" in meeting:
        found["notice"] = {"sent": meeting["notice_date"]}
    if "minutes_date" in meeting:
        found["minutes"] = {"formed": meeting["minutes_date"]}
    if "materials_date" in meeting:
        found["materials_sent"] = meeting["materials_date"]
    return found


def _item(item: dict[str, Any], day: date) -> dict[str, Any]:
    found = {RENAMED.get(key, key): value for key, value in item.items()}
    roles = found.get("approvals")
    if roles is not None:
        first = day - timedelta(30)
        found["approved"] = [{"by": HOLDERS[role], "at": first + timedelta(n)} for n, role in enumerate(roles)]
        found["approvals"] = len(roles)
    return found
