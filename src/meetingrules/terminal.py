"""How the command line behaves, whatever it is asked: exit codes, broken pipes, refusals, language, colour."""

import atexit
import gc
import io
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from types import FrameType
from typing import IO, Any

import click

from meetingrules.base.diagnostics import Diagnostic, InvalidText, MeetingRulesError, visible
from meetingrules.help.spoken import LANG, Group
from meetingrules.report.codes import BUG, COMPLIANT, INTERRUPTED, NOT_CHECKED

SELDOM = 200_000
"""After so many new objects garbage is looked for: a run on one file makes fewer, and next to none of them are garbage."""
BAR = 40
"""How wide a progress bar is."""
BUG_HINT = {
    "zh": "这是本工具的缺陷，请附上所用文件报告（MEETINGRULES_DEBUG=1 可显示详情）",
    "en": "this is a bug in the tool: please report it with your files (MEETINGRULES_DEBUG=1 shows where)",
}


class Refused(click.ClickException):
    """Wrong text: the complaints as they are, and exit code 2."""

    exit_code = NOT_CHECKED

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the complaints."""
        click.echo(self.message, file=file, err=file is None)


def refused(code: str, zh: str, en: str, lang: str) -> Refused:
    """What is no matter of a text, said in the same shape as what is."""
    return Refused(Diagnostic(code, {"zh": zh, "en": en}).show(lang))


@contextmanager
def speaking(lang: str) -> Iterator[None]:
    """Refuse wrong text in a language."""
    try:
        yield
    except InvalidText as error:
        raise Refused(error.show(lang)) from None


class Verbs(Group):
    """A group whose exit codes are the documented ones, whatever happens inside."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Run, and leave with an exit code.

        In standalone mode it never returns: 2 usage or refused input, 3 a bug, 130 interrupted.
        """

        def run() -> Any:
            return super(Verbs, self).main(args, prog_name, complete_var, standalone_mode=False, **extra)

        if not standalone_mode:
            return run()
        gc.set_threshold(SELDOM)
        atexit.register(gc.freeze)  # when all ends, to look through all that is there for garbage is to no end
        given = list(args) if args is not None else sys.argv[1:]
        sys.exit(_guarded(run, language(asked(given), os.environ)))

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """What stands on the command line, read in the language that it asks for."""
        ctx.meta[LANG] = language(asked(args), os.environ)
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a verb; who closes the pipe has read enough."""
        try:
            code = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            _to_nowhere()
            return COMPLIANT
        return code


def _to_nowhere() -> None:
    """What is still to be written to stdout goes nowhere, also when Python ends."""
    with suppress(OSError, ValueError):  # a stdout that is no file needs no care
        nowhere = os.open(os.devnull, os.O_WRONLY)
        try:
            os.dup2(nowhere, sys.stdout.fileno())
        finally:
            os.close(nowhere)


def _opened() -> None:
    """A stream that was closed before the start leads nowhere; else the first file that is opened would take its place."""
    if sys.stdin is None:
        sys.stdin = Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115 - as long as the process
    if sys.stdout is None:
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115


@contextmanager
def _whole() -> Iterator[None]:
    """What is written to stdout is written whole, or it fails.

    Without a buffer (PYTHONUNBUFFERED) a full disk takes half of it and nobody is told.
    """
    before = sys.stdout
    bare = getattr(before, "buffer", None)
    if not isinstance(bare, io.RawIOBase):
        yield
        return
    buffer = io.BufferedWriter(bare)
    sys.stdout = io.TextIOWrapper(buffer, before.encoding, line_buffering=True)
    try:
        yield
    finally:
        sys.stdout.detach()
        buffer.detach()  # or the file would be closed with it
        sys.stdout = before


def _guarded(run: Callable[[], Any], lang: str) -> int:
    _opened()
    with _whole():
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="backslashreplace")
        return _ended(run, lang)


def _ended(run: Callable[[], Any], lang: str) -> int:
    try:
        code = run()
    except click.ClickException as error:
        _show(error, lang)
        return NOT_CHECKED
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except InvalidText as error:
        Refused(error.show(lang)).show()
        return NOT_CHECKED
    except (MeetingRulesError, OSError) as error:
        try:
            sys.stdout.flush()
        except OSError:  # or Python would try again when it ends, and say so in words of its own
            _to_nowhere()
        refused("system-error", f"系统报告：{error}", f"the system said: {error}", lang).show()
        return NOT_CHECKED
    except Exception as error:  # noqa: BLE001 - the last door: a bug must not look like an answer
        if os.environ.get("MEETINGRULES_DEBUG") == "1":
            import traceback

            traceback.print_exc()
        what = visible(f"{type(error).__name__}: {error}").replace("\n", " ")[:300]
        click.echo(f"meetingrules: {what}; {BUG_HINT[lang]}", err=True)
        return BUG
    return code if isinstance(code, int) else COMPLIANT


def _show(error: click.ClickException, lang: str) -> None:
    """What kept a verb from being run. What refuses a text has its language already, and so has a help page."""
    if lang == "en" or type(error).show is not click.UsageError.show or not isinstance(error, click.UsageError):
        error.show()
        return
    from meetingrules.help.chinese import complaint

    click.echo(complaint(error), err=True)


def asked(args: Sequence[str]) -> str:
    """The language that a command line asks for, looked up before it is read: what is wrong with it is said in that language, too.

    >>> asked(["check", "--lang", "zh", "--no-such-option"]), asked(["check", "--lang=en"]), asked(["check"])
    ('zh', 'en', 'auto')
    """
    words = list(args[: args.index("--")] if "--" in args else args)
    told = [after for word, after in pairwise(words) if word == "--lang"]
    told += [word.removeprefix("--lang=") for word in words if word.startswith("--lang=")]
    return next((lang for lang in reversed(told) if lang in {"zh", "en"}), "auto")


def language(chosen: str, environ: Mapping[str, str]) -> str:
    """The language to speak: as chosen, else as MEETINGRULES_LANG or the first of LC_ALL, LC_MESSAGES, LANG that is set says.

    >>> language("auto", {"LANG": "zh_CN.UTF-8"}), language("auto", {}), language("en", {"LANG": "zh_CN.UTF-8"})
    ('zh', 'en', 'en')
    >>> language("auto", {"MEETINGRULES_LANG": "zh", "LANG": "en_US.UTF-8"})
    'zh'
    """
    if chosen == "auto":
        chosen = environ.get("MEETINGRULES_LANG", "auto")
    if chosen in {"zh", "en"}:
        return chosen
    locale = next((environ[key] for key in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(key)), "")
    return "zh" if locale.lower().startswith("zh") else "en"


def now() -> datetime:
    """The clock: read here and nowhere else."""
    return datetime.now(UTC)


def colored(color: str) -> bool:
    """Whether to colour what goes to stdout."""
    return color == "always" or (color == "auto" and sys.stdout.isatty() and not os.environ.get("NO_COLOR"))


@contextmanager
def undisturbed() -> Iterator[None]:
    """What is begun here is done whole: Ctrl-C is heeded afterwards."""
    if threading.current_thread() is not threading.main_thread():  # it hears of no signal
        yield
        return
    pressed = list[tuple[int, FrameType | None]]()
    before = signal.signal(signal.SIGINT, lambda *what: pressed.append(what))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        if pressed and callable(before):
            before(*pressed[0])


def processors() -> int:
    """How many processes this one may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not everywhere
        return os.cpu_count() or 1


def progress() -> Callable[[int, int], None] | None:
    """A bar on stderr that is told how many steps are done of how many; None where nobody looks at one."""
    if not sys.stderr.isatty():
        return None
    shown = -1

    def tell(done: int, of: int) -> None:
        nonlocal shown
        part = done * BAR // of
        if part != shown or done == of:
            shown = part
            bar = "#" * part + "." * (BAR - part)
            click.echo(f"\r[{bar}] {done * 100 // of:3}%" + ("\r\x1b[K" if done == of else ""), err=True, nl=False)

    return tell
