"""What is wrong with a command line: complaints with a code, and the kinds of values that make them."""

from collections.abc import Iterable
from typing import Any

import click

from meetingrules.base.diagnostics import LONGEST_WORD, NEAR, nearest, one_line, tame
from meetingrules.base.source import Texts


def message(code: str, **values: object) -> Texts:
    """A message of the catalogue with its values: a sequence is listed, and Chinese shows on one line what a value hides."""
    from meetingrules.help.usage import USAGE  # only where something is wrong

    def listed(value: object, comma: str) -> object:
        return comma.join(map(str, value)) if isinstance(value, (list, tuple)) else value

    texts = USAGE[code]
    shown = {key: one_line(str(listed(value, "、"))) for key, value in values.items()}
    english = {key: listed(value, ", ") for key, value in values.items()}
    return {"zh": texts["zh"].format(**shown), "en": texts["en"].format(**english)}


class _Said(click.UsageError):
    """What has a code in the catalogue, and so a text in each language."""

    code: str
    texts: Texts
    near: Texts | None
    """What may have been meant."""

    def say(self, code: str, values: dict[str, Any], hint: tuple[str, str] | None) -> None:
        """Keep what is said, in both languages."""
        self.code, self.texts = code, message(code, **values)
        self.near = {"zh": hint[0], "en": hint[1]} if hint is not None else None

    def format_message(self) -> str:
        """The English text, as click asks for it."""
        return tame(super().format_message()) + (f"\n  hint: {self.near['en']}" if self.near is not None else "")


class Misused(_Said):
    """The command line is wrong as a whole.

    :param code: a key of the catalogue
    :param values: what its texts have in braces
    """

    def __init__(
        self, code: str, ctx: click.Context | None = None, *, hint: tuple[str, str] | None = None, **values: object
    ) -> None:
        self.say(code, values, hint)
        super().__init__(self.texts["en"], ctx)


class Misvalued(_Said, click.BadParameter):
    """A value of an option or of an argument is wrong."""

    def __init__(
        self,
        code: str,
        param: click.Parameter | None,
        ctx: click.Context | None,
        *,
        hint: tuple[str, str] | None = None,
        **values: object,
    ) -> None:
        self.say(code, values, hint)
        click.BadParameter.__init__(self, self.texts["en"], ctx, param)


def option_near(name: str, flags: Iterable[str]) -> tuple[str, str] | None:
    """The option that may have been meant; the dashes that all have do not make them alike."""
    from difflib import get_close_matches

    bare = {flag.lstrip("-"): flag for flag in flags if flag.startswith("--")}
    near = get_close_matches(name.lstrip("-")[:LONGEST_WORD], bare, n=1, cutoff=NEAR)
    return (f"是不是“{bare[near[0]]}”？", f"did you mean {bare[near[0]]}?") if near else None


class Choice(click.Choice):  # type: ignore[type-arg]  # before click 8.2 it takes none
    """One of some words."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The word."""
        if value not in self.choices:
            raise Misvalued("not-one-of", param, ctx, hint=nearest(str(value), self.choices), value=str(value), choices=list(self.choices))  # fmt: skip
        return str(super().convert(value, param, ctx))


class IntRange(click.IntRange):
    """A whole number between two."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number."""
        try:
            return int(super().convert(value, param, ctx))
        except click.BadParameter:
            raise _outside("no-such-number", self, value, param, ctx) from None


class FloatRange(click.FloatRange):
    """A number between two."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The number."""
        try:
            return float(super().convert(value, param, ctx))
        except click.BadParameter:
            raise _outside("no-such-amount", self, value, param, ctx) from None


def _outside(
    code: str, kind: click.IntRange | click.FloatRange, value: object, param: click.Parameter | None, ctx: click.Context | None
) -> Misvalued:  # fmt: skip
    end = "-to" if kind.max is not None else ""
    return Misvalued(f"{code}{end}", param, ctx, value=str(value), least=kind.min, most=kind.max)
