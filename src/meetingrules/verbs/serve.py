"""``meetingrules serve``: a worker for software in any language."""

import os
import sys
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import click

from meetingrules.base.document import read_file
from meetingrules.base.limits import DEFAULT
from meetingrules.base.source import Texts
from meetingrules.help.misuse import FloatRange, IntRange, Misused, Misvalued
from meetingrules.help.spoken import Verb
from meetingrules.report.codes import COMPLIANT
from meetingrules.serve.desk import Desk
from meetingrules.serve.stdio import serve, serve_with
from meetingrules.terminal import language, now, refused, speaking

LOCAL = ("127.0.0.1", "localhost", "::1")
INSTALL = "pip install 'meetingrules[http]'"
LISTENING: Texts = {"zh": "meetingrules：正在监听 {at}", "en": "meetingrules: listening on {at}"}
OPEN: Texts = {
    "zh": "meetingrules：正在监听 {at}：凡能连到的都可以请求；没有 TLS，也没有口令",
    "en": "meetingrules: listening on {at}: everybody who reaches it can ask; there is no TLS and no password",
}


class Named(click.ParamType):  # type: ignore[type-arg]  # before click 8.4 it takes none
    """NAME=FILE."""

    name = "name=file"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        """``city=city.roster.yaml``."""
        if isinstance(value, tuple):
            return value
        name, equals, path = str(value).partition("=")
        if not (name and equals and path):
            raise Misvalued("no-such-named-file", param, ctx, value=str(value))
        return name, path


@click.command("serve", cls=Verb)
@click.option("--stdio", "way", flag_value="stdio", help="Requests as JSON lines on stdin, answers on stdout.")
@click.option("--http", "way", flag_value="http", help="Requests by HTTP; needs pip install 'meetingrules[http]'.")
@click.option("--rulebook", "-r", "rulebooks", multiple=True, metavar="R", help="A rulebook in a file, beside the shipped ones; repeatable.")  # fmt: skip
@click.option("--roster", "rosters", type=Named(), multiple=True, metavar="NAME=F", help="A roster that requests may name; repeatable.")  # fmt: skip
@click.option("--today", is_flag=True, help="Where a request does not say as of when, take today; else it stays open.")
@click.option("--max-bytes", type=IntRange(1), default=DEFAULT.bytes, show_default=True, help="The largest request.")  # fmt: skip
@click.option("--jobs", type=IntRange(1, 64), default=1, show_default=True, help="How many processes answer (--stdio).")  # fmt: skip
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on (--http).")
@click.option("--port", type=IntRange(0, 65535), default=8737, show_default=True, help="The port; 0 for any that is free (--http).")  # fmt: skip
@click.option("--timeout", type=FloatRange(0.01), default=10.0, show_default=True, metavar="SECONDS", help="How long one check may take (--http).")  # fmt: skip
@click.option("--concurrency", type=IntRange(1, 256), default=8, show_default=True, help="How many checks at once (--http).")  # fmt: skip
@click.option("--allow-host", "hosts", multiple=True, metavar="NAME", help="A host name by which it may be addressed, beside the address it listens on; repeatable (--http).")  # fmt: skip
def command(
    way: str | None,
    rulebooks: tuple[str, ...],
    rosters: tuple[tuple[str, str], ...],
    today: bool,
    max_bytes: int,
    jobs: int,
    host: str,
    port: int,
    timeout: float,
    concurrency: int,
    hosts: tuple[str, ...],
) -> int:
    """Answer requests of other software: meetings as JSON in, reports as JSON out.

    A request names rulebooks and rosters that were given here, or brings a roster with it; it cannot name files.
    Nothing is kept between requests and nothing is written.

    \b
    Examples:
      meetingrules serve --stdio
      meetingrules serve --stdio --jobs 2 --roster city=city.roster.yaml
      meetingrules serve --http --port 8080

    \b
    Exit codes: 0 the input ended, or it was told to stop; 2 it could not start; 130 interrupted.
    """  # noqa: D301
    if way is None:
        raise Misused("stdio-or-http")
    clock = now if today else None
    with speaking(language("auto", os.environ)):
        desk = desk_of(rulebooks, rosters, clock)
    if way == "http":
        return listen(desk, host, port, max_bytes, timeout, concurrency, hosts)
    if jobs > 1:
        made = partial(desk_of, rulebooks, rosters, clock)
        serve_with(jobs, made, sys.stdin.buffer, sys.stdout.buffer, most=max_bytes)
    else:
        serve(desk, sys.stdin.buffer, sys.stdout.buffer, most=max_bytes)
    return COMPLIANT


def desk_of(
    rulebooks: tuple[str, ...], rosters: tuple[tuple[str, str], ...], clock: Callable[[], datetime] | None
) -> Desk:
    """What the worker knows.

    :raises InvalidText: when a rulebook or a roster cannot be read
    """
    desk = Desk({name: read_file(Path(path)) for name, path in rosters}, clock)
    for name in rulebooks:
        desk.add(name)
    return desk


def listen(
    desk: Desk, host: str, port: int, most: int, timeout: float, concurrency: int, hosts: tuple[str, ...]
) -> int:
    """Serve by HTTP until it is told to stop."""
    lang = language("auto", os.environ)
    try:
        from meetingrules.serve.http import Service, run
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("meetingrules"):
            raise
        zh, en = f"缺少 {error.name}：{INSTALL}", f"{error.name} is missing: {INSTALL}"
        raise refused("missing-extra", zh, en, lang) from None
    if host not in LOCAL:
        click.echo(OPEN[lang].format(at=host), err=True)
    service = Service(desk, most, timeout, concurrency, (*hosts, host, *(LOCAL if host in LOCAL else ())))
    return run(service, host, port, lambda at: click.echo(LISTENING[lang].format(at=at), err=True))
