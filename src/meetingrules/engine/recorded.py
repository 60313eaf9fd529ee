"""A departure put on record now, where the rulebook lets one excuse the rule: as an edit, still to be tried out."""

from datetime import date

from meetingrules.base.edits import Edit, at
from meetingrules.base.flow import flow
from meetingrules.base.source import Texts
from meetingrules.base.tree import Row, Scalar, Table
from meetingrules.engine.check import Checker
from meetingrules.engine.mendleaf import stamp
from meetingrules.engine.records import Desk
from meetingrules.engine.trial import Trial
from meetingrules.facts.standing import longer
from meetingrules.lang.answers import Truth
from meetingrules.lang.facts import Thing
from meetingrules.lang.moments import day
from meetingrules.report import figures
from meetingrules.report.model import Finding, SubjectRef
from meetingrules.report.remedies import Change
from meetingrules.rulebook.model import Rule

REASON = "……"
"""What stands for the reason: only who departs can give it."""
LANGS = ("zh", "en")


def departure(case: Trial, checker: Checker, rule: Rule, finding: Finding) -> tuple[tuple[Edit, ...], Change] | None:
    """A departure from a rule on the day of the check; None where no departure can excuse it, or nobody could approve it."""
    as_of, world = checker.as_of, checker.world
    if as_of is None or (rule.force not in {"in_principle", "normally"} and rule.departure is None):
        return None
    today = day(as_of, world.zone)
    approver = None
    if rule.force != "normally":
        approver = approver_on(checker, today)
        if approver is None:
            return None
    limit = Desk(case.book, world, checker.evaluator, as_of).limit(finding) if approver is not None else None
    moment = stamp(today, world.zone)
    rows = [("rule", rule.id), *subject(finding.subject), ("reason", REASON), ("at", moment)]
    if approver is not None:
        rows.append(("approved", f"{approver.id} {moment}"))
    entry = Table(tuple(Row(Scalar(k, "plain"), Scalar(v, "plain")) for k, v in rows))
    way = ("departures",)
    edit = Edit(way, longer(at(case.node, way), entry))
    by = day(limit.latest, world.zone) if limit is not None else None
    return (edit,), Change("departure", "departures", flow(entry), told(approver, by), finding.subject.id, by)


def approver_on(checker: Checker, today: date) -> Thing | None:
    """Who may approve a departure on a day."""
    for office in checker.book.approvers:
        for who, proof in checker.world.holders(office, (today, today)).entries:
            if isinstance(who, Thing) and (proof is None or proof.now is Truth.YES):
                return who
    return None


def subject(about: SubjectRef) -> list[tuple[str, str]]:
    """How a departure names what it is about; the whole meeting it does not name."""
    match about.kind:
        case "meeting":
            return []
        case "item":
            return [("item", about.id.removeprefix("items."))]
        case "paper":
            return [("paper", about.id.removeprefix("items.").replace(".papers.", "."))]
        case "person":
            return [("person", about.id)]
    return [("of", about.id)]


def told(approver: Thing | None, by: date | None) -> Texts:
    """A departure in words."""
    zh, en = "登记例外情形，写明事由", "record a departure, with its reason"
    if approver is not None:
        zh, en = f"{zh}，报{approver.id}批准", f"{en}, approved by {approver.id}"
    if by is not None:
        zh, en = f"{zh}，最迟{figures.day(by, 'zh')}", f"{en}, by {figures.day(by, 'en')} at the latest"
    return {"zh": zh, "en": en}
