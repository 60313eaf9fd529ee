"""The workers: every request has its answer, in order, whatever was asked; errors are data."""

import io
import json
import os
import shutil
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetingrules.base.document import read_file, read_text
from meetingrules.base.source import Source
from meetingrules.engine.runs import check_paths
from meetingrules.render.jsonout import report_to_dict
from meetingrules.report.exitcode import exit_code
from meetingrules.serve.desk import MOST_ROSTERS, Desk
from meetingrules.serve.protocol import answer
from meetingrules.serve.stdio import serve, serve_with
from meetings import plain

EXAMPLES = Path(__file__).parents[1] / "examples"
HELD = EXAMPLES / "topical" / "2024-06-06.meeting.yaml"
ROSTER = EXAMPLES / "datong.roster.yaml"
SMALL = {"meeting": "topical", "day": "2024-06-06"}


def data_of(path):
    """A file as the data that other software would send."""
    return plain(read_text(Source(path.name, path.read_text(encoding="utf-8"))))


@cache
def held():
    return {**data_of(HELD), "roster": "city"}


def desk():
    return Desk({"city": read_file(ROSTER)})


@pytest.fixture(scope="module")
def worker():
    return desk()


def ask(worker, **request):
    return answer(worker, json.dumps({"id": 1, **request}))


# ---- one request ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path", sorted(EXAMPLES.glob("[e-t]*/20*.meeting.yaml")), ids=lambda p: f"{p.parent.name}/{p.name}"
)
def test_the_answer_is_the_report_of_the_command_line(worker, path):
    if path.parent.name == "school_board":
        worker.add(str(path.parent / "school_board.rules.yaml"))
        request = {**data_of(path), "roster": data_of(path.parent / "school_board.roster.yaml")}
    else:
        request = {**data_of(path), "roster": "city"}
    run = check_paths([str(path)], rulebooks=[str(r) for r in path.parent.glob("*.rules.yaml")])
    got = ask(worker, plan=request, mask=False)
    assert got["ok"], got
    said = [(f["rule"], f["status"], f["fingerprint"], f["message"]) for f in got["report"]["findings"]]
    wanted = report_to_dict(run.reports[0], "open")
    assert said == [(f["rule"], f["status"], f["fingerprint"], f["message"]) for f in wanted["findings"]]
    assert (got["exit_code"], got["verdict"], got["summary"]) == (exit_code(run), run.verdict, run.summary)
    short = ask(worker, plan=request, detail="verdict")
    assert short == {key: got[key] for key in ("id", "ok", "exit_code", "verdict", "summary", "departures")}


def test_a_meeting_may_come_as_yaml_and_bring_its_roster(worker):
    text = HELD.read_text(encoding="utf-8").replace("../datong.roster.yaml", "city")
    assert ask(worker, text=text)["verdict"] == ask(worker, plan=held())["verdict"] == "compliant"
    own = ask(worker, plan={**held(), "roster": data_of(ROSTER)})
    assert own["report"]["findings"] == ask(worker, plan=held())["report"]["findings"]


def test_what_is_asked_about_time_gates_and_other_meetings_counts(worker):
    plan = {"meeting": "executive", "day": "2025-03-20", "begins": "09:00", "agenda": {"proposed": "none"}}
    assert ask(worker, plan=plan, as_of="2025-03-01", detail="verdict")["exit_code"] == 0
    shut = ask(worker, plan=plan, as_of="2025-03-01", gate="notice")
    assert (shut["exit_code"], shut["report"]["gate"]) == (1, {"name": "notice", "verdict": "shut"})
    register = {
        "covers": {"from": "2025-03-01", "to": "2025-03-31"},
        "meetings": [{**plan, "day": f"2025-03-0{n}"} for n in (3, 5)],
    }
    counted = ask(worker, plan=plan, register=register, detail="full")["report"]
    assert not counted["notes"]
    assert "at-most-twice-a-month" in {f["rule"] for f in counted["findings"]}


def test_what_is_classified_is_masked_unless_told_otherwise(worker):
    plan = {"meeting": "executive", "day": "2025-03-20", "items": [{"title": "某某专项", "classified": True}]}
    assert "某某专项" not in json.dumps(ask(worker, plan=plan, detail="full"), ensure_ascii=False)
    assert "某某专项" in json.dumps(ask(worker, plan=plan, detail="full", mask=False), ensure_ascii=False)


def test_the_clock_is_only_asked_where_the_worker_was_told_to(worker):
    late = ask(worker, plan={"meeting": "topical", "day": "2024-06-06"})["report"]
    assert late["as_of"] is None
    from meetingrules.terminal import now

    told = ask(Desk(clock=now), plan={"meeting": "topical", "day": "2024-06-06"})["report"]
    assert told["as_of"] is not None


WRONG = {
    "": "empty-file",
    "nonsense": "json-syntax",
    "[]": "not-a-table",
    '{"plan": NaN}': "not-a-number",
    '{"id": 1, "id": 2}': "duplicate-key",
    '{"plan": {"day": "x", "day": "y"}}': "duplicate-key",
    "[" * 100_000: "too-deep",
    '{"planet": {}}': "unknown-key",
    '{"op": "chek"}': "wrong-value",
    "{}": "missing-key",
    '{"plan": {}, "text": ""}': "missing-key",
    '{"plan": 3}': "wrong-type",
    '{"text": [1]}': "wrong-type",
    '{"plan": {}}': "no-rulebook",
    '{"plan": {"meeting": "../rules/topical"}}': "no-such-rulebook",
    '{"plan": {"meeting": "rules/topical.rules.yaml", "day": "2024-06-06"}}': "no-such-rulebook",
    '{"plan": {"meeting": "topical", "day": "2024-06-06", "roster": "/etc/passwd"}}': "no-such-roster",
    '{"plan": {"meeting": "topical", "day": "2024-06-06", "roster": "examples/datong.roster.yaml"}}': "no-such-roster",
    '{"plan": {"meeting": "topical", "day": "2001-06-06"}}': "not-in-force",
    '{"plan": {"meeting": "topical", "day": "2001-06-06"}, "detail": "verdict"}': "not-in-force",
    '{"plan": {"meeting": "topical"}}': "no-day",
    '{"plan": {"meeting": "topical", "day": "2024-06-31"}}': "no-such-day",
    '{"plan": {"meeting": "topical", "day": "2024-06-06", "agendaa": 1}}': "unknown-key",
    '{"plan": {"meeting": "topical", "day": "2024-06-06"}, "as_of": "soon"}': "no-such-day",
    '{"plan": {"meeting": "topical", "day": "2024-06-06"}, "gate": "shut"}': "wrong-value",
    '{"plan": {"meeting": "topical", "day": "2024-06-06"}, "register": 1}': "wrong-type",
}


@pytest.mark.parametrize("line", WRONG, ids=lambda line: line[:40] or "empty")
def test_what_is_wrong_with_a_request_is_said_as_data(worker, line):
    got = answer(worker, line)
    assert got["ok"] is False
    problems = got["error"]["problems"]
    assert WRONG[line] in {p["code"] for p in problems}
    assert all(p["message"]["zh"] and p["message"]["en"] for p in problems)


def test_all_that_is_wrong_is_said_at_once(worker):
    problems = ask(worker, plan={**SMALL, "beginz": 1, "chairs": 2})["error"]["problems"]
    assert [p["code"] for p in problems] == ["unknown-key", "unknown-key"]


def test_a_bug_is_an_answer_and_the_worker_goes_on(worker, monkeypatch):
    monkeypatch.setattr("meetingrules.serve.protocol.check", lambda *_, **__: 1 / 0)
    got = ask(worker, plan=SMALL)
    assert (got["id"], got["ok"], got["error"]["code"]) == (1, False, "bug")
    monkeypatch.undo()
    assert ask(worker, plan=SMALL)["ok"]


KEYS = st.sampled_from(["id", "op", "plan", "text", "roster", "meeting", "day"]) | st.text(max_size=5)
LEAVES = st.none() | st.booleans() | st.integers() | st.text(max_size=5)
REQUESTS = st.recursive(LEAVES, lambda x: st.lists(x) | st.dictionaries(KEYS, x), max_leaves=8).map(json.dumps)


@given(st.text(max_size=60) | REQUESTS)
def test_whatever_is_sent_has_an_answer(line):
    got = answer(desk(), line)
    json.dumps(got)
    assert got["ok"] or got["error"]["code"] in {"not-a-request", "refused"}


def test_rosters_that_come_along_are_kept_but_not_for_ever():
    some = desk()
    for number in range(MOST_ROSTERS + 5):
        assert ask(some, plan={**SMALL, "roster": {"offices": [{"mayor": f"市长{number}"}]}}, detail="verdict")["ok"], (
            number
        )
    assert len(some.rosters) == MOST_ROSTERS


# ---- pipes ---------------------------------------------------------------------------------------------------------------


def talk(lines, jobs=1, most=2000):
    out = io.BytesIO()
    data = io.BytesIO(b"\n".join(lines) + b"\n")
    if jobs == 1:
        serve(desk(), data, out, most=most)
    else:
        serve_with(jobs, desk, data, out, most=most)
    return [json.loads(line) for line in out.getvalue().splitlines()]


@pytest.mark.parametrize("jobs", [1, 2])
def test_each_line_has_its_answer_in_order_with_junk_between(jobs):
    lines = []
    for number in range(120):
        plan = SMALL if number % 3 else {**SMALL, "day": "x"}
        lines += [json.dumps({"id": number, "plan": plan, "detail": "verdict"}).encode()]
        lines += [b"", b"{{{", b"x" * 5000, "会议".encode("gbk")] if number % 40 == 7 else []
    got = talk(lines, jobs)
    assert [a["id"] for a in got if a["id"] is not None] == list(range(120))
    assert [a["ok"] for a in got if a["id"] is not None] == [number % 3 > 0 for number in range(120)]
    odd = [a["error"]["problems"][0]["code"] for a in got if a["id"] is None]
    assert odd == ["json-syntax", "too-large", "not-utf-8"] * 3


def worker_process(*args, **more):
    command = [sys.executable, "-m", "meetingrules", "serve", *args]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **more)


def test_a_worker_answers_each_line_before_the_next_is_sent_and_ends_with_its_input():
    with worker_process("--stdio", "--roster", f"city={ROSTER}") as process:
        for number in range(3):
            process.stdin.write(json.dumps({"id": number, "plan": held(), "detail": "verdict"}).encode() + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline()) == {
                "id": number, "ok": True, "exit_code": 0, "verdict": "compliant", "departures": 0,
                "summary": {"fail": 0, "unknown": 0, "manual": 0, "pending": 0, "excused": 0, "pass": 16, "skip": 2},
            }  # fmt: skip
        process.stdin.close()
        assert process.wait(20) == 0
        assert process.stderr.read() == b""


@pytest.mark.parametrize("args", [["--stdio"], ["--stdio", "--jobs", "2"]], ids=["one", "two"])
def test_a_worker_nobody_listens_to_ends_quietly(args, tmp_path):
    (tmp_path / "requests").write_bytes(b'{"op": "ping"}\n' * 5000)
    with (tmp_path / "requests").open("rb") as requests:
        command = [sys.executable, "-m", "meetingrules", "serve", *args]
        with subprocess.Popen(command, stdin=requests, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            process.stdout.close()
            assert process.wait(30) == 0
            assert process.stderr.read() == b""


# ---- HTTP ----------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def address():
    with worker_process("--http", "--port", "0", "--roster", f"city={ROSTER}", "--max-bytes", "200000") as process:
        line = process.stderr.readline().decode()
        assert "listening on http://127.0.0.1:" in line, line
        yield line.rpartition(" ")[2].strip()
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) in {0, -signal.SIGTERM}
        assert process.stderr.read() == b""


@pytest.fixture(scope="module")
def client(address):
    with httpx.Client(base_url=address, timeout=30, trust_env=False) as found:
        yield found


def test_a_check_by_http_is_the_same_answer(client, worker):
    got = client.post("/check", json={"id": 5, "plan": held()})
    assert (got.status_code, got.json()) == (200, answer(worker, json.dumps({"id": 5, "plan": held()})))


def test_many_at_once(client):
    requests = [{"id": n, "plan": held() if n % 2 else {}, "detail": "verdict"} for n in range(9)]
    answers = client.post("/checks", json={"requests": requests}).json()["answers"]
    assert [(a["id"], a["ok"]) for a in answers] == [(n, n % 2 == 1) for n in range(9)]


def test_what_else_it_tells(client):
    assert client.get("/health").json() == {"ok": True}
    assert client.get("/version").json()["name"] == "meetingrules"
    listed = client.get("/rulebooks").json()["rulebooks"]
    assert {"executive", "topical"} <= {book["id"] for book in listed}
    assert client.get("/rulebooks/topical").json() in listed
    assert client.get("/openapi.json").json()["openapi"].startswith("3.1")


JSON = {"content-type": "application/json"}


@pytest.mark.parametrize(
    ("method", "path", "more", "status", "code"),
    [
        ("POST", "/check", {"content": b"{", "headers": JSON}, 400, "json-syntax"),
        ("POST", "/check", {"content": "会议".encode("gbk"), "headers": JSON}, 400, "not-a-request"),
        ("POST", "/check", {"content": b"{}"}, 415, "wrong-media-type"),
        ("POST", "/check", {"json": {"text": "x" * 300_000}}, 413, "too-large"),
        ("POST", "/check", {"content": (b"x" * 50_000 for _ in range(9)), "headers": JSON}, 413, "too-large"),
        ("POST", "/check", {"json": {"plan": {"meeting": "nope"}}}, 422, "no-such-rulebook"),
        ("POST", "/check", {"json": {"op": "ping"}}, 422, "wrong-value"),
        ("POST", "/checks", {"json": {"requests": 1}}, 422, "wrong-type"),
        ("POST", "/checks", {"json": {"requests": [{}] * 1001}}, 413, "too-many"),
        ("GET", "/rulebooks/nope", {}, 404, "no-such-rulebook"),
        ("GET", "/nowhere", {}, 404, "not-found"),
        ("GET", "/check", {}, 405, "method-not-allowed"),
        ("GET", "/health", {"headers": {"host": "evil.example"}}, 421, "wrong-host"),
    ],
)
def test_what_is_refused(client, method, path, more, status, code):
    got = client.request(method, path, **more)
    assert (got.status_code, got.json()["error"]["problems"][0]["code"]) == (status, code)


def test_under_load_nothing_is_lost_and_bad_requests_are_answered(address):
    def one(number):
        request = (
            {"id": number, "plan": held(), "detail": "verdict"}
            if number % 5
            else {"id": number, "plan": {"meeting": "x"}}
        )
        return httpx.post(f"{address}/check", json=request, timeout=60, trust_env=False).json()

    with ThreadPoolExecutor(8) as pool:
        got = list(pool.map(one, range(200)))
    assert [a["id"] for a in got] == list(range(200))
    assert [a["ok"] for a in got] == [number % 5 > 0 for number in range(200)]


def test_who_waits_too_long_is_told():
    slow = {"plan": data_of(EXAMPLES / "executive" / "2024-03-20.meeting.yaml") | {"roster": "city"}, "detail": "full"}
    with worker_process("--http", "--port", "0", "--timeout", "0.01", "--roster", f"city={ROSTER}") as process:
        address = process.stderr.readline().decode().rpartition(" ")[2].strip()
        got = httpx.post(f"{address}/check", json=slow, timeout=60, trust_env=False)
        assert (got.status_code, got.json()["error"]["code"]) == (503, "timeout")
        process.send_signal(signal.SIGINT)
        process.wait(20)


def test_the_page_says_what_is_so(address, tmp_path):
    """Schemathesis asks what the OpenAPI page allows and what it does not; no answer is a surprise."""
    command = ["run", f"{address}/openapi.json", "--max-examples", "25", "--seed", "1", "--generation-deterministic"]
    checks = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"
    environment = {k: v for k, v in os.environ.items() if not k.lower().endswith("_proxy")}
    done = subprocess.run(
        [Path(sys.executable).with_name("schemathesis"), *command, "--checks", checks, "--no-color"],
        capture_output=True, text=True, timeout=300, check=False, env=environment, cwd=tmp_path,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]
    assert "5 selected" in done.stdout or "6 selected" in done.stdout, done.stdout[-1500:]


# ---- clients in other languages ------------------------------------------------------------------------------------------

CLIENTS = EXAMPLES / "clients"
WORKER = [sys.executable, "-m", "meetingrules", "serve", "--stdio"]


def ran(tool, *args):
    if shutil.which(tool) is None:
        pytest.skip(f"there is no {tool} here")
    done = subprocess.run([tool, *args], capture_output=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return [json.loads(line) for line in done.stdout.splitlines()]


def expected(worker):
    return [
        ask(worker, plan={"meeting": "topical", "day": f"2024-06-0{n}"}, detail="verdict") | {"id": n}
        for n in (1, 2, 3)
    ]


@pytest.mark.parametrize(("tool", "file"), [("java", "Check.java"), ("node", "check.mjs"), ("sh", "check.sh")])
def test_a_client_in_another_language_gets_the_same_answers(worker, tool, file):
    assert ran(tool, str(CLIENTS / file), *WORKER) == expected(worker)


@pytest.mark.parametrize(("tool", "file"), [("node", "check.mjs"), ("sh", "check.sh")])
def test_a_client_by_http_gets_the_same_answers(worker, address, tool, file):
    if tool == "sh" and shutil.which("curl") is None:
        pytest.skip("there is no curl here")
    assert ran(tool, str(CLIENTS / file), address) == expected(worker)
