"""Options that may also stand in a settings file or in the environment: flag before environment before file."""

import os
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Any, TypeVar

import click
from click.core import ParameterSource

from meetingrules.base.diagnostics import nearest, visible
from meetingrules.base.source import Texts
from meetingrules.help.misuse import Misused
from meetingrules.report.keys import KEYS
from meetingrules.report.model import Run
from meetingrules.report.severity import asked, unmatched, with_severity
from meetingrules.settings import Settings, find, load
from meetingrules.terminal import language, speaking

F = TypeVar("F", bound=Callable[..., Any])
PREFIX = "MEETINGRULES"
META = "meetingrules.settings"
ENVIRONMENT = ("as_of", *(key.param for key in KEYS.values()))
"""The options that the environment may give: all keys of the file, and the day."""
FROM: Mapping[str, Texts] = {
    "COMMANDLINE": {"zh": "命令行", "en": "command line"},
    "ENVIRONMENT": {"zh": "环境变量", "en": "environment"},
}
DEFAULT: Texts = {"zh": "默认", "en": "default"}
NOT_SET: Texts = {"zh": "（未设置）", "en": "(not set)"}


def configured(command: F) -> F:
    """``--config``, ``--no-config`` and ``--show-settings``."""
    for option in reversed(
        (
            click.option("--no-config", is_flag=True, is_eager=True, expose_value=False, callback=_without, envvar=f"{PREFIX}_NO_CONFIG", show_envvar=True, help="Look for no settings file."),
            click.option("--config", metavar="F", is_eager=True, expose_value=False, callback=_with, envvar=f"{PREFIX}_CONFIG", show_envvar=True, help="The settings file; else the closest meetingrules.toml, or pyproject.toml with [tool.meetingrules]."),
            click.option("--show-settings", is_flag=True, help="Say what is set and by what, and check nothing."),
        )
    ):  # fmt: skip
        command = option(command)
    return command


def from_environment(command: click.Command) -> click.Command:
    """Lets ``MEETINGRULES_FAIL_ON`` stand in for ``--fail-on``, and so on, and says so on the help page."""
    for param in command.params:
        if isinstance(param, click.Option) and param.name in ENVIRONMENT and param.envvar is None:
            longest = max(param.opts, key=len) if param.name != "outputs" else "--output"
            param.envvar = f"{PREFIX}_{longest.lstrip('-').replace('-', '_').upper()}"
            param.show_envvar = True
    return command


def settings() -> Settings | None:
    """The settings file that this call goes by."""
    return click.get_current_context().meta.get(META)


def with_settings(run: Run, lang: str) -> Run:
    """The run with the severities of the settings file; a rule that it names and that is not there is said on stderr."""
    file = settings()
    if file is None:
        return run
    say_unmatched(asked(run), lang)
    return with_severity(run, file.severity, file.path)


def say_unmatched(rules_of: Mapping[str, AbstractSet[str]], lang: str) -> None:
    """Tell stderr of the rules that the settings file names and that are not there.

    :param rules_of: for each rulebook the rules that were asked
    """
    file = settings()
    rules = {f"{book}/{rule}" for book, named in rules_of.items() for rule in named}
    for rule in unmatched(rules_of, file.severity) if file is not None else ():
        hint = nearest(rule, rules if "/" in rule else {r.partition("/")[2] for r in rules})
        zh, en = f"severity：没有规则“{rule}”的结果", f"severity: nothing here is a finding of a rule called {rule}"
        said = f"{zh}{hint[0] if hint else ''}" if lang == "zh" else f"{en}{f'; {hint[1]}' if hint else ''}"
        click.echo(visible(f"{file.path if file is not None else ''}: {said}"), err=True)


def settings_in_force(lang: str) -> str:
    """Every value that a settings file may give, and where this one comes from."""
    context, file = click.get_current_context(), settings()
    lines = []
    for key, known in KEYS.items():
        if known.param in context.params:
            source = context.get_parameter_source(known.param)
            where = FROM.get(source.name if source is not None else "", DEFAULT)[lang]
            if file is not None and source is ParameterSource.DEFAULT_MAP:
                where = file.path
            lines.append(f"{key} = {_toml(context.params[known.param], lang)}  # {where}")
    for rule, severity in (file.severity if file else {}).items():
        lines.append(f"severity.{_toml(rule, lang)} = {_toml(severity, lang)}  # {file.path if file else ''}")
    return "\n".join(lines) + "\n"


def _toml(value: object, lang: str) -> str:
    match value:
        case None:
            return NOT_SET[lang]
        case bool():
            return str(value).lower()
        case (str(form), str() | None as path):  # one output
            return _toml(f"{form}:{path}" if path else form, lang)
        case tuple() | list():
            return f"[{', '.join(_toml(part, lang) for part in value)}]"
        case _:
            return f'"{value}"'


EXCLUSIVE = "config-or-none"


def _without(context: click.Context, param: click.Parameter, no_config: bool) -> None:
    if not no_config or context.resilient_parsing:
        return
    if META not in context.meta:
        context.meta[META] = None
    elif _told(context, param):  # --config stands before it; against the environment alone it wins
        raise Misused(EXCLUSIVE, context)


def _with(context: click.Context, param: click.Parameter, path: str | None) -> None:
    if context.resilient_parsing:
        return
    if META in context.meta:  # --no-config
        if _told(context, param):
            raise Misused(EXCLUSIVE, context)
        return
    with speaking(language("auto", os.environ)):
        file = Path(path) if path is not None else find(Path.cwd())
        found = load(file) if file is not None else None
    context.meta[META] = found
    if found is not None:
        context.default_map = dict(found.defaults)


def _told(context: click.Context, param: click.Parameter) -> bool:
    """Whether an option stands on the command line."""
    return context.get_parameter_source(param.name or "") is ParameterSource.COMMANDLINE
