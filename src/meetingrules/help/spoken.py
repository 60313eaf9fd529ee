"""Commands whose help speaks the language of the moment, and what they say of a command line that is wrong."""

from collections.abc import Iterable
from typing import Any

import click

from meetingrules.base.diagnostics import nearest, one_line, tame
from meetingrules.base.source import Texts

LANG = "meetingrules.lang"
"""Where a call keeps its language; where nothing stands it is English, so that what is made of the help never depends on where."""


def lang_of(ctx: click.Context) -> str:
    """The language that a call speaks."""
    found: str = ctx.meta.get(LANG, "en")
    return found


def message(code: str, **values: object) -> Texts:
    """A message of the catalogue with its values: a sequence is listed, and Chinese shows on one line what a value hides."""
    from meetingrules.help.usage import USAGE

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


class _Speaking(click.Command):
    """A command whose pages are in the language of the call."""

    def get_help(self, ctx: click.Context) -> str:
        """The help page."""
        if lang_of(ctx) == "en":
            return super().get_help(ctx)
        from meetingrules.help.chinese import page

        return page(self, ctx)

    def get_usage(self, ctx: click.Context) -> str:
        """The first line of it."""
        if lang_of(ctx) == "en":
            return super().get_usage(ctx)
        from meetingrules.help.chinese import usage

        return usage(self, ctx)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """What stands on the command line; click forgets to say of which verb an option is used wrongly."""
        try:
            return super().parse_args(ctx, args)
        except click.BadOptionUsage as error:
            error.ctx = error.ctx or ctx
            raise


class Verb(_Speaking):
    """One verb."""

    allow_extra_args = True
    """They are refused below, in both languages."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """What stands on the command line; nothing may be left over."""
        left = super().parse_args(ctx, args)
        if left and not ctx.resilient_parsing:
            raise Misused("extra-arguments", ctx, args=" ".join(left))
        return left


class Group(_Speaking, click.Group):
    """Verbs under one name."""

    command_class = Verb

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The verb that is asked for; one that is misspelt is guessed at, not taken."""
        name = args[0]
        if not name.startswith("-") and self.get_command(ctx, name) is None and not ctx.resilient_parsing:
            raise Misused("no-such-verb", ctx, hint=nearest(name, self.list_commands(ctx)), name=name)
        return super().resolve_command(ctx, args)


class Choice(click.Choice[str]):
    """One of some words."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The word."""
        if value not in self.choices:
            raise not_one_of(str(value), list(self.choices), param, ctx)
        return super().convert(value, param, ctx)


def not_one_of(value: str, known: Iterable[str], param: click.Parameter | None, ctx: click.Context | None) -> Misvalued:
    """That a value is none of the words that there are."""
    words = list(known)
    return Misvalued("not-one-of", param, ctx, hint=nearest(value, words), value=value, choices=words)


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
