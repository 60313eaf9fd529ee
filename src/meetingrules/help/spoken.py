"""Commands whose help speaks the language of the moment."""

import click

from meetingrules.base.diagnostics import nearest
from meetingrules.help.misuse import Misused, option_near

LANG = "meetingrules.lang"
"""Where a call keeps its language; where nothing stands it is English, so that what is made of the help never depends on where."""


def lang_of(ctx: click.Context) -> str:
    """The language that a call speaks."""
    found: str = ctx.meta.get(LANG, "en")
    return found


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
        except click.NoSuchOption as error:
            flags = [flag for param in self.get_params(ctx) for flag in (*param.opts, *param.secondary_opts)]
            hint = option_near(error.option_name, flags)
            raise Misused("no-such-option", ctx, hint=hint, name=error.option_name) from None
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
