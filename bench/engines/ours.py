"""This library, over ``workload.rules.yaml``. Three levels, from a plain dict or from a plan that is loaded already.

The dict of a meeting becomes the dict of a meeting file: a flag is a yes or no, an approval an act of the person who holds that office,
its place in the list a day. The roster (nine members, six others) is the body's and not the meeting's: it is read beforehand, as the
rulebook is. ``skip`` counts as True, as the hand-written rules have it; whatever is neither ``pass`` nor ``skip`` as False.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from attrs import frozen
from workload import CHAIN, ITEM_RULES, MEETING_RULES, MEMBERS, OTHER_ROLE, Meeting

from meetingrules import Plan, Report, Roster, Rulebook, Run, check, load_plan, load_roster, load_rulebook
from meetingrules.engine.tally import Quick
from meetingrules.render.formats import View
from meetingrules.render.text import render

ORDER = "rules"
GLUE: tuple[str, ...] = ()
BOOK = Path(__file__).parents[1] / "workload.rules.yaml"
HELD = frozenset({"pass", "skip"})
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


@frozen
class Compiled:
    """The rulebook, ready to be asked."""

    book: Rulebook
    roster: Roster
    quick: Quick


def prepare(rules: Sequence[str]) -> Compiled:
    """The rulebook with these rules; one that is named again comes again, under another id."""
    text = BOOK.read_text(encoding="utf-8")
    head, body = text.split("\nrules:\n")
    parts = {m[1]: m[0] for m in re.finditer(r"^  ([a-z]+):\n(?:(?:    .*)?\n)+", body, re.MULTILINE)}
    assert sorted(parts) == sorted(MEETING_RULES + ITEM_RULES)
    ordered = sorted(enumerate(rules), key=lambda x: x[1] not in MEETING_RULES)
    made = "".join(parts[r].replace(f"  {r}:", f"  {r}-{n}:", 1) for n, r in ordered)
    with TemporaryDirectory() as folder:
        path = Path(folder) / BOOK.name
        path.write_text(f"{head}\nrules:\n{made}", encoding="utf-8")
        book = load_rulebook(path)
    return Compiled(book, load_roster(ROSTER, book), Quick(book))


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


def loaded(compiled: Compiled, meeting: Meeting) -> Plan:
    return load_plan(converted(meeting), compiled.book, roster=compiled.roster)


def statuses(compiled: Compiled, plan: Plan) -> list[bool]:
    """Statuses alone."""
    return [status in HELD for status, _ in compiled.quick.statuses(plan, set(), None, None)]


def reported(compiled: Compiled, plan: Plan) -> Report:
    return check(plan, compiled.book)


def report(compiled: Compiled, plan: Plan) -> list[bool]:
    """A report with a finding, its proof and its message, for every rule and subject."""
    return [finding.status in HELD for finding in reported(compiled, plan).findings]


def texts(compiled: Compiled, plan: Plan) -> list[bool]:
    """The report and the text of every finding in English."""
    made = reported(compiled, plan)
    render(Run(made.as_of, (), (made,), ()), View("en", detail="full"))
    return [finding.status in HELD for finding in made.findings]


LEVELS: dict[str, Callable[[Compiled, Plan], list[bool]]] = {"statuses": statuses, "report": report, "texts": texts}
