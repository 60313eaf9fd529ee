"""A rule's own cases, run: facts laid over the rulebook's ``given``, and the status they must give."""

from hashlib import sha256

from attrs import evolve, frozen

from meetingrules.base.diagnostics import Complaints, InvalidText
from meetingrules.base.source import Place, Source, Texts
from meetingrules.base.tree import Empty, List, Node, Row, Scalar, Table, shown
from meetingrules.base.written import small_number
from meetingrules.engine.check import check_plan, check_register
from meetingrules.facts.load import load_plan
from meetingrules.facts.model import Plan, Register
from meetingrules.facts.register import load_register_header
from meetingrules.facts.roster import load_roster
from meetingrules.lang.tree import Ask
from meetingrules.report.model import STATUSES, Finding, Report, SubjectRef
from meetingrules.rulebook.model import Case, Rule, Rulebook

DEEPEST, FARTHEST = 16, 100
"""How many steps a dotted key may have, and the last entry of a list that it may reach."""
NO_FINDING: Texts = {"zh": "没有关于它的核对结果", "en": "there is no finding about this subject"}
HOLDERS = {
    "item": "items",
    "paper": "papers",
    "decision": "decisions",
    "document": "documents",
    "incident": "incidents",
    "removal": "removals",
}


@frozen
class CaseResult:
    """How one case went."""

    rule: str
    index: int
    expected: str
    got: str
    why: str
    ok: bool
    message: Texts
    place: Place | None
    finding: Finding | None = None


def run_cases(book: Rulebook, only: str | None = None) -> list[CaseResult]:
    """All cases of a rulebook, in its order."""
    return [
        run_case(book, rule, index)
        for rule in book.rules
        if only is None or rule.id == only
        for index in range(len(rule.cases))
    ]


def cases_report(book: Rulebook, results: list[CaseResult]) -> Report:
    """What the cases came to, as a report: so that every format that shows meetings shows them, too."""
    return Report(
        path=book.source.name,
        kind="cases",
        rulebook=book.id,
        rulebook_version=book.version,
        rulebook_digest=book.digest,
        rulebook_title=book.title,
        title="",
        day=None,
        calendar={},
        as_of=None,
        findings=tuple(_finding(book, result) for result in results),
    )


def _finding(book: Rulebook, result: CaseResult) -> Finding:
    rule = book.rule(result.rule)
    case = f"{result.rule}.{result.index + 1}"
    why = {
        "zh": f"{result.why}：应为 {result.expected}，实为 {result.got}。",
        "en": f"{result.why}: expected {result.expected}, got {result.got}.",
    }
    return Finding(
        rule=result.rule,
        cites=(),
        force=rule.force,
        severity="error",
        status="pass" if result.ok else "fail",
        stage=rule.stage,
        subject=SubjectRef("case", case, case),
        message=why if result.ok else {lang: f"{text} {result.message[lang]}" for lang, text in why.items()},
        proof=None,
        place=result.place,
        fingerprint=sha256(f"{book.id}|{case}|{result.why}".encode()).hexdigest()[:16],
        demand=rule.text,
    )


def unbroken(book: Rulebook) -> list[str]:
    """The rules that bind and that no case breaks; what only a person can judge is not among them."""
    return [
        rule.id
        for rule in book.rules
        if not isinstance(rule.condition, Ask) and not any(case.status == "fail" for case in rule.cases)
    ]


def run_case(book: Rulebook, rule: Rule, index: int) -> CaseResult:
    """One case."""
    case = rule.cases[index]
    try:
        found = [f for f in findings(book, rule, case) if f.rule == rule.id]
    except InvalidText as error:
        said = {lang: error.show(lang) for lang in ("zh", "en")}
        return CaseResult(rule.id, index, case.status, "error", case.why, False, said, case.place)
    if case.of is not None:
        found = [f for f in found if case.of in {f.subject.id, f.subject.label}]
    finding = min(found, key=lambda f: STATUSES.index(f.status), default=None)
    got = finding.status if finding is not None else "nothing"
    message = finding.message if finding is not None else NO_FINDING
    return CaseResult(rule.id, index, case.status, got, case.why, got == case.status, message, case.place, finding)


def findings(book: Rulebook, rule: Rule, case: Case) -> tuple[Finding, ...]:
    """The findings of one rule on the facts of a case.

    :raises InvalidText: when the facts of the case cannot be read
    """
    register_node = case.facts.get("register")
    facts = laid_over(
        book.given, Table(tuple(r for r in case.facts.rows if r.key.text != "register"), case.facts.place)
    )
    plan = plan_of(book, facts)
    alone = evolve(book, rules=(rule,))
    register = register_of(book, register_node, facts, plan) if isinstance(register_node, Table) else None
    if rule.stage == "period":
        report = check_register(register, alone, as_of=plan.as_of) if register is not None else None
        return report.findings if report is not None else ()
    return check_plan(plan, alone, register=register).findings


def plan_of(book: Rulebook, facts: Table) -> Plan:
    """The plan of a case."""
    rows = tuple(r for r in facts.rows if r.key.text not in {"roster", "meeting"})
    table = Table((Row(Scalar("meeting", "plain"), Scalar(book.id, "plain")), *rows), facts.place)
    roster_node = facts.get("roster")
    assert book.zone is not None
    roster = load_roster(roster_node, book.source, book.words) if isinstance(roster_node, Table) else None
    return load_plan(table, book.source, book.words, roster=roster, zone=book.zone, rules=[r.id for r in book.rules])


def register_of(book: Rulebook, node: Table, facts: Table, plan: Plan) -> Register:
    """The register of a case: ``covers`` and ``meetings``, each laid over the case's own facts; this meeting is one of them."""
    start, end = load_register_header(Table(tuple(r for r in node.rows if r.key.text == "covers"), node.place))
    meetings = node.get("meetings")
    others = meetings.items if isinstance(meetings, List) else ()
    plans = [plan_of(book, laid_over(facts, m)) for m in others if isinstance(m, Table)]
    source = Source("<register>", "")
    named = [evolve(p, source=Source(f"<register {i}>", "")) for i, p in enumerate(plans)]
    return Register((*named, plan), start, end, source)


def laid_over(given: Table | None, facts: Table) -> Table:
    """Facts laid over what is given; a dotted key reaches inside, an empty value takes a key away.

    :raises InvalidText: ``no-such-fact``: when a key reaches too deep, or too far into a list
    """
    table, complaints = given or Table(()), Complaints()
    for row in facts.rows:
        path = row.key.text.split(".")
        if len(path) > DEEPEST or any(p.isdecimal() and not 0 < (small_number(p) or 0) <= FARTHEST for p in path):
            key = shown(row.key.text)
            complaints.add("no-such-fact", f"“{key}”不是一项事实", f"{key} leads to no fact", row.key.place)
        else:
            table = _put(table, _long(path), row.value)
    complaints.raise_if_any()
    return table


def _long(path: list[str]) -> list[str]:
    """``item.kind`` is the first item's kind; ``paper.length`` the first paper's of the first item."""
    if len(path) > 1 and path[0] in HOLDERS:
        start = ["items", "1", "papers", "1"] if path[0] == "paper" else [HOLDERS[path[0]], "1"]
        return start + _long(path[1:]) if path[1] in HOLDERS else start + path[1:]
    return path


def _put(node: Node | None, path: list[str], value: Node) -> Table:
    table = node if isinstance(node, Table) else Table(())
    key, rest = path[0], path[1:]
    if rest and rest[0].isdecimal():
        old = table.get(key)
        items = list(old.items) if isinstance(old, List) else []
        index = int(rest[0]) - 1
        items += [Table(())] * (index + 1 - len(items))
        items[index] = _put(items[index], rest[1:], value) if rest[1:] else value
        new: Node = List(tuple(items), value.place)
    elif rest:
        new = _put(table.get(key), rest, value)
    else:
        new = value
    rows = [Row(r.key, new) if r.key.text == key else r for r in table.rows]
    if key not in {r.key.text for r in table.rows}:
        rows.append(Row(Scalar(key, "plain", value.place), new))
    kept = [r for r in rows if not (isinstance(r.value, Empty) and r.key.text == key)]
    return Table(tuple(kept), table.place)
