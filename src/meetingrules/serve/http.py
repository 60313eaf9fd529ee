"""The same answers by HTTP. The only door to FastAPI and uvicorn.

It keeps nothing and writes nothing. What a request may weigh and how long a check may take is bounded; it listens on this
machine alone unless told otherwise, and answers only to the names that it goes by, so that no web page can talk to it by
another.
"""

import asyncio
import json
from collections.abc import Callable
from typing import Any, cast

import uvicorn
from attrs import evolve, frozen
from fastapi import FastAPI, Request, Response
from starlette.exceptions import HTTPException

from meetingrules.base.diagnostics import InvalidText
from meetingrules.base.limits import DEFAULT
from meetingrules.base.tree import Scalar, Table
from meetingrules.render.jsonparts import tool_version
from meetingrules.serve import shapes
from meetingrules.serve.desk import Desk, refusal
from meetingrules.serve.protocol import answer_node, facts_of, read_request, refused

Json = dict[str, Any]
BATCH = 1000
"""How many meetings one request may bring."""
STATUS = {"not-a-request": 400, "refused": 422, "bug": 500, "timeout": 503, "busy": 503}


@frozen
class Service:
    """What the worker answers from, and its limits."""

    desk: Desk
    most: int
    """Bytes of a request."""
    timeout: float
    """Seconds of a check."""
    concurrency: int
    hosts: tuple[str, ...]
    """The names that it goes by."""


class Stop(Exception):
    """An answer before the request was understood."""

    def __init__(self, status: int, code: str, zh: str, en: str) -> None:
        self.status = status
        self.body = refused(None, code, refusal(code, zh, en))


def reply(body: Json, status: int = 200) -> Response:
    """An answer as JSON, written as the rest of this library writes it."""
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    return Response(text.encode("utf-8", "backslashreplace"), status, headers, "application/json")


def create(service: Service) -> FastAPI:
    """The application."""
    app = FastAPI(
        title="meetingrules",
        version=tool_version(),
        description="Meetings held against their rulebooks.",
        docs_url=None,  # the page would be loaded from a network that may not be there
        redoc_url=None,
    )
    slots = asyncio.Semaphore(service.concurrency)
    guard(app, service)

    async def body_of(request: Request) -> Table:
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind != "application/json":
            raise Stop(415, "wrong-media-type", "请求须为 application/json", "send application/json")
        data = bytearray()
        async for chunk in request.stream():
            data += chunk
            if len(data) > service.most:
                raise Stop(413, "too-large", f"请求超过 {service.most} 字节", f"the request is longer than {service.most} bytes")  # fmt: skip
        try:
            return read_request(data.decode("utf-8"), evolve(DEFAULT, bytes=service.most))
        except UnicodeDecodeError:
            raise Stop(400, "not-a-request", "请求不是 UTF-8", "the request is not UTF-8") from None
        except InvalidText as error:
            stop = Stop(400, "not-a-request", "", "")
            stop.body = refused(None, "not-a-request", error)
            raise stop from None

    async def asked(node: Table) -> Json:
        """One check, in a thread of its own. Who waits too long is told so; the thread ends by itself and keeps its slot so long."""
        late = asyncio.get_running_loop().time() + service.timeout
        try:
            async with asyncio.timeout_at(late):
                await slots.acquire()
        except TimeoutError:
            return refused(None, "busy", refusal("busy", "正忙，请稍后再试", "busy: try again later"))
        work = asyncio.get_running_loop().run_in_executor(None, answer_node, service.desk, node)
        work.add_done_callback(lambda _: slots.release())
        try:
            async with asyncio.timeout_at(late):
                return await asyncio.shield(work)
        except TimeoutError:
            zh, en = f"核对超过 {service.timeout:g} 秒", f"the check took longer than {service.timeout:g} seconds"
            return refused(None, "timeout", refusal("timeout", zh, en))

    @app.post("/check", openapi_extra=shapes.CHECK, responses=shapes.ANSWERS)
    async def check(request: Request) -> Response:
        """Check one meeting."""
        node = only_checks(await body_of(request))
        found = await asked(node)
        return reply(found, 200 if found["ok"] else STATUS[found["error"]["code"]])

    @app.post("/checks", openapi_extra=shapes.CHECKS, responses=shapes.BATCHES)
    async def checks(request: Request) -> Response:
        """Check many meetings; each has its own answer, in their order."""
        node = await body_of(request)
        listed = getattr(node.get("requests"), "items", None)
        if listed is None or len(node.rows) != 1 or not all(isinstance(one, Table) for one in listed):
            raise Stop(422, "wrong-type", "请求须为 {requests: [...]}", "send {requests: [...]}, a list of requests")
        if len(listed) > BATCH:
            raise Stop(413, "too-many", f"一次最多 {BATCH} 件", f"at most {BATCH} at once")
        return reply({"answers": [await asked(only_checks(one)) for one in listed]})

    @app.get("/rulebooks", responses=shapes.RULEBOOKS)
    async def rulebooks() -> Response:
        """The rulebooks that a request may name."""
        return reply({"rulebooks": [facts_of(service.desk.book(name)) for name in service.desk.names()]})

    @app.get("/rulebooks/{name}", responses=shapes.RULEBOOK)
    async def rulebook(name: str) -> Response:
        """One rulebook: what it is, and its rules."""
        if name not in service.desk.names():
            raise Stop(404, "no-such-rulebook", "没有这个规则", "there is no such rulebook")
        return reply(facts_of(service.desk.book(name)))

    @app.get("/health", responses=shapes.HEALTH)
    async def health() -> Response:
        """Whether it answers."""
        return reply({"ok": True})

    @app.get("/version", responses=shapes.VERSION)
    async def version() -> Response:
        """Which version answers."""
        return reply({"name": "meetingrules", "version": tool_version()})

    app.openapi_schema = honest(app.openapi())
    return app


def guard(app: FastAPI, service: Service) -> None:
    """Who may ask, and what is said when something else goes wrong."""
    names = {name.lower() for name in service.hosts}

    @app.middleware("http")
    async def named(request: Request, go_on: Callable[[Request], Any]) -> Response:
        host = request.headers.get("host", "")
        name = host.rpartition(":")[0] if host.rpartition(":")[2].isdecimal() else host
        if name.strip("[]").lower() not in names:
            return reply(refused(None, "wrong-host", refusal("wrong-host", "不以此名应答", "this is not the name it answers to")), 421)  # fmt: skip
        return cast("Response", await go_on(request))

    @app.exception_handler(Stop)
    async def stopped(_: Request, error: Stop) -> Response:
        return reply(error.body, error.status)

    @app.exception_handler(HTTPException)
    async def not_there(_: Request, error: HTTPException) -> Response:
        zh, en = ("没有这个地址", "there is nothing here") if error.status_code == 404 else ("不能这样请求", "not in this way")  # fmt: skip
        code = "not-found" if error.status_code == 404 else "method-not-allowed"
        answer = reply(refused(None, code, refusal(code, zh, en)), error.status_code)
        answer.headers.update(error.headers or {})
        return answer


def only_checks(node: Table) -> Table:
    """A request that asks for a check; the rest has addresses of its own."""
    op = node.get("op")
    if op is not None and not (isinstance(op, Scalar) and op.text == "check"):
        raise Stop(422, "wrong-value", "op 只能是 check", "op can only be check here")
    return node


def honest(page: Json) -> Json:
    """The OpenAPI page without answers that never come."""
    for path in page["paths"].values():
        for operation in path.values():
            answers = operation["responses"]
            if "HTTPValidationError" in json.dumps(answers.get("422", {})):
                del answers["422"]
            operation["responses"] = {**answers, "421": shapes.refusal("the name is not one that it answers to")}
    page.get("components", {}).pop("schemas", None)
    return page


def run(service: Service, host: str, port: int, started: Callable[[str], None]) -> int:
    """Listen until SIGTERM or Ctrl-C.

    :param started: called with the address
    """
    config = uvicorn.Config(create(service), host, port, log_level="error", access_log=False, server_header=False, timeout_graceful_shutdown=int(service.timeout) + 1)  # fmt: skip
    server = _Server(config, started)
    server.run()
    return 0 if server.started else 2


class _Server(uvicorn.Server):
    """Says where it listens as soon as it does."""

    def __init__(self, config: uvicorn.Config, told: Callable[[str], None]) -> None:
        super().__init__(config)
        self.told = told

    async def startup(self, sockets: list[Any] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            at = self.servers[0].sockets[0].getsockname()
            self.told(f"http://{at[0]}:{at[1]}")
