"""Who may preside: the rules that speak of the chair are asked of each person in turn."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from attrs import evolve

from meetingrules.engine.findings import Findings
from meetingrules.engine.supposing import Meeting
from meetingrules.facts.model import Plan, things_in
from meetingrules.facts.world import MEETING
from meetingrules.lang import tree as t
from meetingrules.lang.facts import Thing
from meetingrules.report.changes import LEVELS
from meetingrules.report.supposition import Presiding
from meetingrules.rulebook.model import Rule, Rulebook

CHAIR = "chair"
MOST = 500
"""So many persons are asked about at most."""


def presiding(meeting: Meeting) -> Presiding | None:
    """Who may preside, of all who are not known to stay away; None where no rule says who may."""
    rules = list(rules_of_the_chair(meeting.book))
    if not rules:
        return None
    plan, world = meeting.plan, evolve(meeting.world, expecting=True)
    everybody = in_order(plan, world.roster.persons | plan.people)[:MOST]
    may, perhaps = list[str](), list[str]()
    for person in everybody:
        if world.presences.came(person)[0] is False:
            continue
        outlook = evolve(meeting.outlook, plan=chaired_by(plan, person))
        worst = max((level for r in rules for level in outlook.levels(r).values()), key=LEVELS.index, default="rest")
        if worst == "rest":
            may.append(person)
        elif worst != "fail":
            perhaps.append(person)
    chair = plan.values.get(MEETING, {}).get(CHAIR)
    named = chair.id if isinstance(chair, Thing) else None
    comes = world.presences.came(named)[0] if named is not None else None
    told = Findings(meeting.book, world)
    cites = {cite.id: cite for rule in rules for cite in told.cites(rule)}
    return Presiding(tuple(may), tuple(perhaps), named, comes, tuple(cites.values()))


def in_order(plan: Plan, persons: AbstractSet[str]) -> list[str]:
    """Persons as the roster names them: by office, then the heads of units, then the rest by name."""
    roster = plan.roster
    named = [tenure.person for tenure in roster.tenures] if roster is not None else []
    if roster is not None:
        named += [t.id for said in roster.values.values() for value in said.values() for t in things_in(value)]
    return [person for person in dict.fromkeys([*named, *sorted(persons)]) if person in persons]


def rules_of_the_chair(book: Rulebook) -> Iterator[Rule]:
    """The rules about the meeting as a whole that speak of who presides, while it is held."""
    for rule in book.rules:
        said = (rule.condition, rule.when, rule.only_if, *(entry.condition for entry in rule.unless))
        if rule.subject is None and rule.stage == "sitting" and any(_of_the_chair(part) for part in said):
            yield rule


def chaired_by(plan: Plan, person: str) -> Plan:
    """The same meeting with somebody in the chair."""
    values = {**plan.values, MEETING: {**plan.values.get(MEETING, {}), CHAIR: Thing("person", person, person)}}
    return evolve(plan, values=values)


def _of_the_chair(node: object) -> bool:
    """Whether a condition asks about the chair of this meeting."""
    level = [node]
    while level:
        one = level.pop()
        if isinstance(one, t.Get) and one.field.kind == "meeting" and one.field.name == CHAIR:
            return True
        level += t.parts(one)
    return False
