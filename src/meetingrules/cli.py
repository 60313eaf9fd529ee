"""The command line: which verbs there are. Each is a module in ``verbs``; only the one that is asked for is loaded."""

from importlib import import_module

import click

from meetingrules.terminal import Verbs

VERBS = {
    "check": "check",
    "due": "due",
    "explain": "explain",
    "whatif": "whatif",
    "route": "route",
    "remedy": "remedy",
    "new": "new",
    "import": "importing",
    "export": "export",
    "rules": "rules",
    "test": "test",
    "schema": "schema",
    "serve": "serve",
}
"""All verbs, in the order in which a newcomer meets them, each with the module in ``verbs`` that holds it."""


class Main(Verbs):
    """The verbs, each loaded when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """The names of all verbs."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """One verb."""
        if cmd_name not in VERBS:
            return None
        command: click.Command = import_module(f"meetingrules.verbs.{VERBS[cmd_name]}").command
        return command


@click.group(cls=Main, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="meetingrules", prog_name="meetingrules", message="%(prog)s %(version)s")
def main() -> None:
    """Check meetings against rulebooks / 用议事规则检查会议。

    \b
    Examples:
      meetingrules check 2024-03-20.meeting.yaml
      meetingrules check meetings/ --format json
      meetingrules rules show executive/quorum
      meetingrules test

    \b
    Exit codes: 0 done; 1 something does not hold; 2 it could not be done or not be checked;
    3 a bug in the tool; 4 nothing failed, but facts are missing; 130 interrupted.
    """  # noqa: D301 - \b tells click to keep the lines
