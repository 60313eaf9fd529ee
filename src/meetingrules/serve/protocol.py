"""One request in, one answer out, both as data. Whatever is asked, there is an answer: errors are data, too."""

import json
from collections.abc import Mapping
from typing import Any

from attrs import evolve, frozen

from meetingrules.base.diagnostics import Diagnostic, InvalidText, nearest, visible
from meetingrules.base.document import read_text
from meetingrules.base.jsondoc import read_json
from meetingrules.base.limits import DEFAULT, Limits
from meetingrules.base.plain import from_plain
from meetingrules.base.source import Source
from meetingrules.base.tree import Empty, List, Node, Scalar, Table
from meetingrules.engine.service import check, check_in_force, read_moment, read_plan
from meetingrules.engine.tally import Quick
from meetingrules.facts.load import header
from meetingrules.facts.model import Plan, Register, Roster
from meetingrules.facts.notices import load_notices
from meetingrules.facts.register import load_register_header
from meetingrules.lang.answers import Moment
from meetingrules.render.jsonout import problem_to_dict, report_to_dict
from meetingrules.render.jsonparts import tool_version
from meetingrules.report.codes import FAIL_ON
from meetingrules.report.exitcode import exit_code
from meetingrules.report.masking import masked
from meetingrules.report.model import Run
from meetingrules.report.shown import DETAILS
from meetingrules.rulebook.model import GATES
from meetingrules.serve.desk import Desk, refusal

NAME = "<request>"
OPERATIONS = ("check", "rulebooks", "version", "ping")
KEYS = frozenset(
    {
        "id",
        "op",
        "plan",
        "text",
        "rulebook",
        "roster",
        "calendar",
        "register",
        "as_of",
        "gate",
        "detail",
        "mask",
        "fail_on",
    }
)
Json = dict[str, Any]


def answer(desk: Desk, line: str, limits: Limits = DEFAULT) -> Json:
    """The answer to one request, given as a text of JSON."""
    try:
        request = read_request(line, limits)
    except InvalidText as error:
        return refused(None, "not-a-request", error)
    return answer_node(desk, request, limits)


def answer_node(desk: Desk, request: Table, limits: Limits = DEFAULT) -> Json:
    """The answer to one request that is read already."""
    id_ = plain_of(request.get("id"))
    try:
        return {"id": id_, "ok": True, **perform(desk, Request.of(request), limits)}
    except InvalidText as error:
        return refused(id_, "refused", error)
    except Exception as error:  # noqa: BLE001 - a worker goes on; the caller learns that it was the worker's fault
        what = visible(f"{type(error).__name__}: {error}")[:300]
        zh, en = f"本工具的缺陷：{what}", f"a bug in the tool: {what}"
        return refused(id_, "bug", refusal("bug", zh, en))


def refused(id_: Any, code: str, error: InvalidText) -> Json:
    """An answer that says what is wrong with a request: every complaint, with its place in it."""
    problems = [problem_to_dict(d) for d in error.diagnostics]
    return {"id": id_, "ok": False, "error": {"code": code, "problems": problems}}


def read_request(line: str, limits: Limits) -> Table:
    """A request as a tree. What Python's own reader takes is taken from it; the strict one says what is wrong with the rest.

    :raises InvalidText: when it is no table in strict JSON
    """
    try:
        node = from_plain(json.loads(line, object_pairs_hook=_once, parse_constant=_refuse), NAME, limits)
    except (ValueError, RecursionError):
        node = read_json(Source(NAME, line), limits)
    if not isinstance(node, Table):
        raise refusal("not-a-table", "请求须为 JSON 对象", "a request must be a JSON object")
    return node


def _once(pairs: list[tuple[str, Any]]) -> Json:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice")
    return found


def _refuse(constant: str) -> Any:
    raise ValueError(constant)


@frozen
class Request:
    """What is asked; checked, but for the meeting itself."""

    op: str
    rows: Mapping[str, Node]
    detail: str
    gate: str | None
    mask: bool
    fail_on: str

    @classmethod
    def of(cls, node: Table) -> "Request":
        """Read the keys of a request.

        :raises InvalidText: with everything that is wrong with them
        """
        found = list[Diagnostic]()
        rows = {row.key.text: row.value for row in node.rows if not isinstance(row.value, Empty)}
        for key in (row.key.text for row in node.rows):
            if key not in KEYS:
                zh, en = f"请求中没有“{visible(key)}”这一项", f"a request has no key {visible(key)}"
                found += refusal("unknown-key", zh, en, nearest(key, KEYS)).diagnostics

        def choice(key: str, choices: tuple[str, ...], default: str | None) -> str | None:
            value = rows.get(key)
            if value is None:
                return default
            if isinstance(value, Scalar) and value.text in choices:
                return value.text
            zh, en = f"{key} 须为 {'、'.join(choices)} 之一", f"{key} must be one of {', '.join(choices)}"
            hint = nearest(value.text, choices) if isinstance(value, Scalar) else None
            found.extend(refusal("wrong-value", zh, en, hint).diagnostics)
            return default

        request = cls(
            choice("op", OPERATIONS, "check") or "check",
            rows,
            choice("detail", DETAILS, "open") or "open",
            choice("gate", GATES, None),
            choice("mask", ("yes", "no"), "yes") == "yes",
            choice("fail_on", FAIL_ON, "warning") or "warning",
        )
        if request.op == "check" and ("plan" in rows) == ("text" in rows):
            zh = "请求须恰有 plan（会议文件的 JSON 对象）与 text（YAML 文本）之一"
            en = "a request needs one of plan (a meeting file as a JSON object) and text (as YAML)"
            found += refusal("missing-key", zh, en).diagnostics
        if found:
            raise InvalidText(found)
        return request


def perform(desk: Desk, request: Request, limits: Limits) -> Json:
    """What is asked, done.

    :raises InvalidText: with everything that is wrong with what was sent
    """
    match request.op:
        case "ping":
            return {}
        case "version":
            return {"tool": {"name": "meetingrules", "version": tool_version()}}
        case "rulebooks":
            return {"rulebooks": [facts_of(desk.book(name)) for name in desk.names()]}
    source, node = sent(request, limits)
    quick, roster = book_and_roster(desk, request, source, node)
    plan = read_plan(source, node, quick.book, roster, limits)
    moment = moment_of(request, plan, quick, desk)
    calendar = load_notices(request.rows["calendar"]) if "calendar" in request.rows else None
    register = register_of(request, source, quick, roster, limits)
    if request.detail == "verdict" and request.gate is None and register is None:
        check_in_force(plan, quick.book)
        tally = quick.tally(plan, calendar=calendar, as_of=moment, limits=limits)
        return {
            "exit_code": tally.exit_code(request.fail_on),
            "verdict": tally.verdict,
            "summary": tally.summary,
            "departures": tally.departures,
        }
    report = check(
        plan, quick.book, register=register, calendar=calendar, as_of=moment, gate=request.gate, limits=limits
    )
    run = Run(moment, (), (report,))
    shown = masked(run) if request.mask else run
    found = {
        "exit_code": exit_code(run, request.fail_on),
        "verdict": report.verdict,
        "summary": report.summary,
        "departures": report.departures,
    }
    return found if request.detail == "verdict" and request.gate is None else {**found, "report": report_to_dict(shown.reports[0], request.detail)}  # fmt: skip


def sent(request: Request, limits: Limits) -> tuple[Source, Node]:
    """The meeting that came with a request."""
    plan = request.rows.get("plan")
    if plan is not None:
        return Source(NAME, ""), plan
    text = request.rows["text"]
    if not isinstance(text, Scalar):
        raise refusal("wrong-type", "text 须为文字", "text must be a text")
    source = Source(NAME, text.text)
    return source, read_text(source, limits)


def book_and_roster(desk: Desk, request: Request, source: Source, node: Node) -> tuple[Quick, Roster | None]:
    """The rulebook and the roster of a request: its own, else those of the meeting."""
    name, ref = header(node)
    given = request.rows.get("rulebook")
    if given is not None and not isinstance(given, Scalar):
        raise refusal("wrong-type", "rulebook 须为文字", "rulebook must be a text")
    name = given.text if given is not None else name
    if not name:
        hint = (f"可用：{'、'.join(desk.names())}", f"there are {', '.join(desk.names())}")
        raise refusal("no-rulebook", "没有写明是哪一种会议（meeting）", "it does not say which kind of meeting it is (meeting: …)", hint)  # fmt: skip
    quick = desk.book(name, node.get("day") if isinstance(node, Table) else None)
    own = request.rows.get("roster")
    if own is None and ref is not None:
        own = ref if isinstance(ref, Table) else Scalar(ref, "plain")
    return quick, desk.roster(own, source, quick)


def moment_of(request: Request, plan: Plan, quick: Quick, desk: Desk) -> Moment | None:
    """As of when: the request's word, else the meeting's, else today where the worker was told to take it."""
    given = request.rows.get("as_of")
    if isinstance(given, Scalar):
        return read_moment(given.text, quick.book)
    if given is not None:
        raise refusal("wrong-type", "as_of 须为日期", "as_of must be a day")
    if plan.as_of is not None or desk.clock is None:
        return plan.as_of
    return desk.clock().astimezone(quick.book.zone).date()


def register_of(
    request: Request, source: Source, quick: Quick, roster: Roster | None, limits: Limits
) -> Register | None:
    """The other meetings of the period, where they were sent along."""
    node = request.rows.get("register")
    if node is None:
        return None
    if not isinstance(node, Table):
        raise refusal("wrong-type", "register 须含 covers 与 meetings", "register must have covers and meetings")
    start, end = load_register_header(Table(tuple(r for r in node.rows if r.key.text != "meetings"), node.place))
    meetings = node.get("meetings")
    listed = meetings.items if isinstance(meetings, List) else ()
    plans = [
        read_plan(evolve(source, name=f"<register {number}>"), one, quick.book, roster, limits)
        for number, one in enumerate(listed, 1)
    ]
    return Register(tuple(plans), start, end, source)


def facts_of(quick: Quick) -> Json:
    """What a rulebook is."""
    book = quick.book
    return {
        "id": book.id,
        "version": book.version,
        "digest": book.digest,
        "title": dict(book.title),
        "in_force": book.in_force.isoformat() if book.in_force else None,
        "rules": [{"id": r.id, "force": r.force, "stage": r.stage, "gate": r.gate, "cites": [book.full(c) for c in r.cites], "text": dict(r.text)} for r in book.rules],
    }  # fmt: skip


def plain_of(node: Node | None) -> Any:
    """An id as it came: numbers as numbers, texts as texts, a table as it was."""
    match node:
        case None | Empty():
            return None
        case Scalar(text, "plain"):
            return {"yes": True, "no": False}[text] if text in {"yes", "no"} else json.loads(text)
        case Scalar(text):
            return text
        case Table():
            return {row.key.text: plain_of(row.value) for row in node.rows}
        case List():
            return [plain_of(item) for item in node.items]
