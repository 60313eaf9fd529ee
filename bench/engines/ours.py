"""This library, over ``workload.rules.yaml``. Four levels, from a plain dict or from a plan that is loaded already.

The roster (nine members, six others) is the body's and not the meeting's: it is read beforehand, as the rulebook is. ``skip`` counts as True, as the hand-written rules have it; whatever is neither ``pass`` nor ``skip`` as False.
"""

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from attrs import frozen
from workload import ITEM_RULES, MEETING_RULES, Meeting

from engines.meetingfile import ROSTER, converted
from meetingrules import Plan, Roster, Rulebook, Run, check, load_plan, load_roster, load_rulebook
from meetingrules.base.limits import DEFAULT
from meetingrules.engine.check import check_plan
from meetingrules.engine.tally import Quick
from meetingrules.render.formats import View
from meetingrules.render.text import render

ORDER = "rules"
GLUE: tuple[str, ...] = ()
BOOK = Path(__file__).parents[1] / "workload.rules.yaml"
HELD = frozenset({"pass", "skip"})


@frozen
class Compiled:
    """The rulebook, ready to be asked."""

    book: Rulebook
    roster: Roster
    quick: Quick
    order: tuple[str, ...]
    """The ids of the rules, those on the meeting first."""
    of_meeting: int
    """How many are on the meeting."""

    def places(self, items: int, rule: str, subject: str) -> int:
        """Where the answer of a rule on a subject stands, rule by rule."""
        number = self.order.index(rule)
        if number < self.of_meeting:
            return number
        return self.of_meeting + (number - self.of_meeting) * items + int(subject.removeprefix("items.")) - 1


def prepare(rules: Sequence[str]) -> Compiled:
    """The rulebook with these rules; one that is named again comes again, under another id."""
    text = BOOK.read_text(encoding="utf-8")
    head, body = text.split("\nrules:\n")
    parts = {m[1]: m[0] for m in re.finditer(r"^  ([a-z]+):\n(?:(?:    .*)?\n)+", body, re.MULTILINE)}
    assert sorted(parts) == sorted(MEETING_RULES + ITEM_RULES)
    ordered = sorted(enumerate(rules), key=lambda x: x[1] not in MEETING_RULES)
    ids = tuple(f"{r}-{n}" for n, r in ordered)
    made = "".join(parts[r].replace(f"  {r}:", f"  {r}-{n}:", 1) for n, r in ordered)
    cites = {r: re.findall(r"cites: (.+)", part)[0] for r, part in parts.items() if r not in rules}
    left = "".join(
        f"  {r}: {{cites: {c}, why: not measured}}\n" for r, c in cites.items() if f"cites: {c}," not in head
    )
    head += f"\nmetadata:\n{left}" if left else ""
    with TemporaryDirectory() as folder:
        path = Path(folder) / BOOK.name
        path.write_text(f"{head}\nrules:\n{made}", encoding="utf-8")
        book = load_rulebook(path)
    return Compiled(book, load_roster(ROSTER, book), Quick(book), ids, sum(r in MEETING_RULES for r in rules))


def loaded(compiled: Compiled, meeting: Meeting) -> Plan:
    return load_plan(converted(meeting), compiled.book, roster=compiled.roster)


def statuses(compiled: Compiled, plan: Plan) -> list[bool]:
    """Statuses alone."""
    return [status in HELD for status, _ in compiled.quick.statuses(plan, set(), None, None, DEFAULT)]


def open_report(compiled: Compiled, plan: Plan) -> list[bool]:
    """A report with findings (messages, no proofs) for what is neither met nor beside the point; the rest is counted."""
    made = check_plan(plan, compiled.book, quick=compiled.quick.compiled)
    answers = [True] * (len(made.findings) + sum(q.count for q in made.quiet))
    items = (len(answers) - compiled.of_meeting) // max(1, len(compiled.order) - compiled.of_meeting)
    for finding in made.findings:
        answers[compiled.places(items, finding.rule, finding.subject.id)] = False
    return answers


def report(compiled: Compiled, plan: Plan) -> list[bool]:
    """A report with a finding, its proof and its message, for every rule and subject."""
    return [finding.status in HELD for finding in check(plan, compiled.book).findings]


def texts(compiled: Compiled, plan: Plan) -> list[bool]:
    """The same, and the text of every finding in English."""
    made = check(plan, compiled.book)
    render(Run(made.as_of, (), (made,), ()), View("en", detail="full"))
    return [finding.status in HELD for finding in made.findings]


LEVELS: dict[str, Callable[[Compiled, Plan], list[bool]]] = {
    "statuses": statuses,
    "open report": open_report,
    "full report": report,
    "full report and texts": texts,
}
