"""Options that several verbs share, and how what they print leaves."""

import os
import stat
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

import click

from meetingrules.base.diagnostics import nearest
from meetingrules.help.misuse import Choice, Misvalued
from meetingrules.render.formats import FORMATS, View, lacking, render
from meetingrules.report.model import Run
from meetingrules.report.shown import DETAILS
from meetingrules.terminal import colored, language, refused

F = TypeVar("F", bound=Callable[..., Any])
Outputs = tuple[tuple[str, str | None], ...]
"""Formats, each with a file or for stdout."""


class Output(click.ParamType):  # type: ignore[type-arg]  # before click 8.4 it takes none
    """FMT or FMT:FILE.

    :param formats: the formats that there are
    :param example: one of them with a file
    :param lacking: how to install what a format needs and what is not there
    """

    name = "fmt[:file]"

    def __init__(
        self, formats: Iterable[str], example: str, lacking: Callable[[str], str | None] = lambda _: None
    ) -> None:
        self.formats, self.example, self.lacking = list(formats), example, lacking

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str | None]:
        """``json:report.json``; without a file, stdout."""
        if isinstance(value, tuple):
            return value
        form, colon, path = value.partition(":")
        if form not in self.formats or (colon and not path):
            hint = nearest(form, self.formats)
            raise Misvalued("no-such-output", param, ctx, hint=hint, value=value, formats=self.formats, example=self.example)  # fmt: skip
        if (install := self.lacking(form)) is not None:
            raise Misvalued("output-needs", param, ctx, form=form, install=install)
        return form, path or None


def written_as(
    formats: Iterable[str], example: str, lacking: Callable[[str], str | None] = lambda _: None
) -> Callable[[F], F]:
    """``--output``, of a verb with these formats."""
    return click.option(
        "--output",
        "--format",
        "-o",
        "outputs",
        type=Output(formats, example, lacking),
        multiple=True,
        metavar="FMT[:FILE]",
        help=f"{', '.join(formats)}; to stdout or a file; repeatable.",
    )


LANG = click.option(
    "--lang",
    type=Choice(["zh", "en", "auto"]),
    default="auto",
    help="Language of the results (auto: from the locale).",
)
OUTPUT = written_as(FORMATS, "json:report.json", lacking)
DETAIL = click.option(
    "--detail",
    type=Choice(DETAILS),
    help="How much to show: verdicts alone, what is open, or all with explanations (each format has its own default).",
)
MASK = click.option(
    "--mask/--no-mask",
    default=None,
    help="Mask items marked classified, or not; unless told, in every format but text.",
)
COLOR = click.option(
    "--color",
    type=Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="Colours in text.",
)


def reading(command: F) -> F:
    """The options that say what a meeting is held against."""
    for option in reversed(
        (
            click.option("--rulebook", "-r", "rulebooks", multiple=True, metavar="R", help="A shipped rulebook's name or a file; repeatable."),
            click.option("--roster", metavar="F", help="Who holds which office; else the file that the meeting names."),
            click.option("--calendar", metavar="F", help="Announced days off and make-up days, as a file."),
            click.option("--as-of", metavar="D", help="The day as of which to judge; today in the rulebook's zone unless told."),
            click.option("--register", metavar="DIR", help="The folder of all meetings of a period, for rules on how often."),
        )
    ):  # fmt: skip
        command = option(command)
    return command


def emit(
    run: Run,
    outputs: Outputs,
    lang: str,
    *,
    color: str = "auto",
    detail: str | None = None,
    mask: bool | None = None,
) -> None:
    """A run in each of the formats that were asked for; as text where none was."""
    for form, path in outputs or (("text", None),):
        kind = FORMATS[form]
        view = view_of(form, path, lang, color, detail)
        text = render(form, run, view, mask=kind.machine if mask is None else mask)
        write((text,), path, machine=kind.machine, inked=view.color, lang=lang)


def view_of(form: str, path: str | None, lang: str, color: str, detail: str | None) -> View:
    """How a format is to be shown."""
    inked = form == "text" and (color == "always" if path is not None else colored(color))
    return View(lang, inked, detail or FORMATS[form].detail)


def reasons(outputs: Outputs, detail: str | None) -> bool:
    """Whether anything that was asked for shows why a rule is met."""
    return any((detail or FORMATS[form].detail) == "full" for form, _ in outputs or (("text", None),))


def write(
    text: str | Iterable[str], path: str | None, *, machine: bool = True, inked: bool = False, lang: str = "auto"
) -> None:
    """Text to a file or to stdout, whole or piece by piece; what programs read is UTF-8 whatever the locale."""
    pieces = (text,) if isinstance(text, str) else text
    data = (piece.encode("utf-8", "backslashreplace") for piece in pieces)
    if path is not None:
        replace(path, data, lang)
    elif machine:
        sys.stdout.flush()
        for block in data:
            sys.stdout.buffer.write(block)
        sys.stdout.buffer.flush()
    else:
        for piece in pieces:
            click.echo(piece, nl=False, color=inked)


def replace(path: str, data: bytes | Iterable[bytes], lang: str = "auto") -> None:
    """A file with other content, whole or not at all: whoever reads it meanwhile sees the old or the new.

    :raises Refused: when it cannot be written; then what was there is as it was
    """
    target = Path(os.path.realpath(path))
    blocks = (data,) if isinstance(data, bytes) else data
    temporary: Path | None = None
    try:
        if target.exists() and not target.is_file():  # a pipe, /dev/null
            with target.open("wb") as pipe:
                pipe.writelines(blocks)
            return
        import tempfile  # seldom needed, and it loads what compresses

        handle, name = tempfile.mkstemp(prefix=f".{target.name[:40]}.", dir=target.parent)
        temporary = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.writelines(blocks)
        temporary.chmod(stat.S_IMODE(target.stat().st_mode) if target.exists() else 0o666 & ~_umask())
        temporary.replace(target)
    except OSError as error:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        why = error.strerror or str(error)
        zh, en = f"无法写入 {path}：{why}", f"cannot write {path}: {why}"
        raise refused("cannot-write", zh, en, language(lang, os.environ)) from None


def _umask() -> int:
    """What new files are not allowed here; it can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
