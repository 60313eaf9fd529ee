"""A help page, and click's complaints, in Chinese.

Made from the commands themselves, not from what click prints: click counts an East Asian character as one column, and breaks
lines at blanks only.
"""

import re
from collections.abc import Iterator, Sequence
from inspect import cleandoc

import click

from meetingrules.base.diagnostics import tame, visible
from meetingrules.help.misuse import Misused, Misvalued
from meetingrules.help.usage import CLICK
from meetingrules.help.words import HEADINGS, HELP, METAVARS
from meetingrules.render.duetext import width
from meetingrules.render.routetext import broken

INDENT, GAP = "  ", "  "
WIDEST_TERM = 30
"""A longer option stands on a line of its own."""
LIST = "; to stdout or a file; repeatable."
"""The end of a text that begins with the formats there are: they change, their names are the same in both languages."""
EXAMPLES = "Examples:"


# ---- pages -----------------------------------------------------------------------------------------------------------------


def page(command: click.Command, ctx: click.Context) -> str:
    """The help page of a command."""
    room = ctx.make_formatter().width
    lines = [usage(command, ctx), ""]
    for paragraph in paragraphs(command):
        lines += [*told(paragraph, room), ""]
    lines += [f"{HEADINGS['Options']}：", *table([entry(p, ctx) for p in options(command, ctx)], room)]
    if isinstance(command, click.Group):
        names = command.list_commands(ctx)
        verbs = [(name, found) for name in names if (found := command.get_command(ctx, name)) is not None]
        lines += ["", f"{HEADINGS['Commands']}：", *table([(name, short(verb)) for name, verb in verbs], room)]
    return "\n".join(lines)


def usage(command: click.Command, ctx: click.Context) -> str:
    """The line that says how a command is called."""
    start = f"{HEADINGS['Usage']}：{ctx.command_path} "
    parts = [f"[{HEADINGS['Options']}]"]
    parts += [argument(param) for param in command.params if isinstance(param, click.Argument)]
    parts += [HEADINGS["COMMAND"]] if isinstance(command, click.Group) else []
    room = max(20, ctx.make_formatter().width - width(start))
    return ("\n" + " " * width(start)).join(
        start * (not n) + line for n, line in enumerate(broken(" ".join(parts), room))
    )


def paragraphs(command: click.Command) -> Iterator[str]:
    """The paragraphs of a help text in English, without click's marks."""
    for part in re.split(r"\n\s*\n", cleandoc(command.help or "")):
        yield part.removeprefix("\b\n").strip()


def told(paragraph: str, room: int) -> list[str]:
    """A paragraph in lines; examples stay as they are."""
    if paragraph.startswith(EXAMPLES):
        return [f"{INDENT}{HEADINGS['Examples']}：", *(INDENT + line for line in paragraph.splitlines()[1:])]
    return [INDENT + line for line in broken(chinese(" ".join(paragraph.split())), room - len(INDENT))]


def chinese(text: str) -> str:
    """A help text in Chinese; one that the catalogue lacks stays as it is."""
    if text.endswith(LIST) and text not in HELP:
        return text.removesuffix(LIST).replace(", ", "、") + HELP[LIST]
    return HELP.get(text, text)


def short(command: click.Command) -> str:
    """What a command does, in its first sentence."""
    first = next(paragraphs(command), "")
    return chinese(" ".join(first.split())).partition("。")[0]


def options(command: click.Command, ctx: click.Context) -> Iterator[click.Option]:
    """The options that a page shows, ``--help`` last."""
    for param in command.get_params(ctx):
        if isinstance(param, click.Option) and not param.hidden:
            yield param


def entry(option: click.Option, ctx: click.Context) -> tuple[str, str]:
    """An option as it is typed, and what it does; what else is to be known stands behind a line break."""
    flags = sorted(option.opts, key=lambda flag: len(flag) - len(flag.lstrip("-")))
    term = ", ".join(flags) + "".join(f" / {flag}" for flag in option.secondary_opts)
    if not (option.is_flag or option.count):
        term += f" {taken(option)}"
    extra = [f"环境变量：{option.envvar}"] if option.show_envvar and isinstance(option.envvar, str) else []
    if option.show_default and option.default is not None:
        extra.append(f"默认：{default(option)}")
    if isinstance(option.type, (click.IntRange, click.FloatRange)):
        extra.append(between(option.type))
    about = "Show this message and exit." if option == command_help(ctx) else option.help or ""
    return term, chinese(about) + (f"\n［{'；'.join(extra)}］" if extra else "")


def command_help(ctx: click.Context) -> click.Option | None:
    """``--help``, which click words by itself."""
    return ctx.command.get_help_option(ctx)


def default(option: click.Option) -> str:
    """What holds unless it is told: of two flags the one that does."""
    if option.is_flag and option.secondary_opts:
        return (option.opts if option.default else option.secondary_opts)[0]
    return str(option.default)


def between(kind: click.IntRange | click.FloatRange) -> str:
    """The numbers that an option takes."""
    return f"{kind.min} 至 {kind.max}" if kind.max is not None else f"不小于 {kind.min}"


def taken(param: click.Parameter) -> str:
    """What stands behind an option, or for an argument."""
    if param.metavar is not None:
        return METAVARS.get(param.metavar, param.metavar)
    if isinstance(param.type, click.Choice):
        bars = "|".join(map(str, param.type.choices))
        return f"{{{bars}}}" if isinstance(param, click.Argument) else f"[{bars}]"
    kind = (param.name or "") if isinstance(param, click.Argument) else param.type.name
    return METAVARS.get(kind.upper(), kind)


def argument(param: click.Argument) -> str:
    """An argument in the line of usage."""
    name = taken(param)
    if param.metavar is not None:
        return name
    return (name if param.required else f"[{name}]") + ("..." if param.nargs != 1 else "")


def table(rows: Sequence[tuple[str, str]], room: int) -> Iterator[str]:
    """Terms, and beside them what they mean."""
    terms = min(max(width(term) for term, _ in rows), WIDEST_TERM)
    for term, text in rows:
        lines = beside(text, max(10, room - len(INDENT) - terms - len(GAP)))
        if width(term) > terms:
            yield INDENT + term
        else:
            yield INDENT + term + " " * (terms - width(term)) + GAP + lines.pop(0)
        yield from (INDENT + " " * terms + GAP + line for line in lines)


def beside(text: str, room: int) -> list[str]:
    """A text in lines; what stands behind a line break stays whole where it can: behind the text, or below it."""
    about, _, extra = text.partition("\n")
    lines = broken(about, room)
    if extra and width(lines[-1]) + width(extra) <= room:
        return [*lines[:-1], lines[-1] + extra]
    return [*lines, *(broken(extra, room) if extra else [])]


# ---- complaints ------------------------------------------------------------------------------------------------------------


def complaint(error: click.UsageError) -> str:
    """Everything that is shown of a command line that is wrong."""
    text, hint = said(error), meant(error)
    lines = []
    if error.ctx is not None:
        lines += [usage(error.ctx.command, error.ctx)]
        lines += [CLICK["try"].format(path=error.ctx.command_path), ""]
    lines += [CLICK["error"].format(text=text)]
    lines += [CLICK["hint"].format(text=hint)] if hint else []
    return tame(visible("\n".join(lines)))


def said(error: click.UsageError) -> str:
    """What is wrong, by the kind of complaint and what it is about."""
    match error:
        case Misused():
            return error.texts["zh"]
        case Misvalued():
            return CLICK["wrong"].format(name=called(error), text=error.texts["zh"])
        case click.MissingParameter(param=click.Parameter() as param):
            text = CLICK[f"missing {param.param_type_name}"].format(name=named(param))
            choices = param.type.choices if isinstance(param.type, click.Choice) else ()
            return CLICK["choices"].format(text=text, choices="、".join(map(str, choices))) if choices else text
        case click.BadParameter(param=click.Parameter(type=click.types.BoolParamType())):
            return CLICK["wrong"].format(name=called(error), text=CLICK["true or false"])
        case click.BadParameter():
            return CLICK["wrong"].format(name=called(error), text=error.message)
        case click.BadOptionUsage():
            return CLICK["no value" if flag(error) else "needs value"].format(name=error.option_name)
        case _ if error.ctx is not None and isinstance(error.ctx.command, click.Group):
            return CLICK["missing verb"]  # all else of a group has a class of its own
        case _:
            return error.format_message()


def meant(error: click.UsageError) -> str:
    """What may have been meant; empty where nothing is near enough."""
    return error.near["zh"] if isinstance(error, (Misused, Misvalued)) and error.near is not None else ""


def called(error: click.BadParameter) -> str:
    """The option or argument that a complaint is about, with the variable that may stand for it."""
    param = error.param
    if param is None:
        return ""
    name = CLICK[param.param_type_name].format(name=named(param))
    if isinstance(param, click.Option) and param.show_envvar and isinstance(param.envvar, str):
        return CLICK["variable"].format(name=name.rstrip(), variable=param.envvar)
    return name


def named(param: click.Parameter) -> str:
    """How an option is typed; what an argument is called."""
    if isinstance(param, click.Option):
        return "、".join(param.opts)
    return METAVARS[(param.name or "").upper()] if isinstance(param.type, click.Choice) else taken(param)


def flag(error: click.BadOptionUsage) -> bool:
    """Whether the option that is used wrongly takes no value."""
    params = error.ctx.command.params if error.ctx is not None else []
    of = next((p for p in params if error.option_name in (*p.opts, *p.secondary_opts)), None)
    return of is None or (isinstance(of, click.Option) and (of.is_flag or of.count))
