"""Meeting rulebooks as code.

>>> from meetingrules import check, load_plan, load_rulebook
>>> executive = load_rulebook("executive")
>>> report = check(load_plan({"meeting": "executive", "day": "2024-03-20"}, executive), executive)
>>> report.verdict
'undecided'
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from meetingrules.base.days import Calendar, Notice
    from meetingrules.base.diagnostics import Diagnostic, InvalidText, MeetingRulesError
    from meetingrules.base.limits import Limits
    from meetingrules.engine.runs import check_paths
    from meetingrules.engine.service import check, check_dict, load_plan, load_roster, load_rulebook
    from meetingrules.facts.model import Plan, Register, Roster
    from meetingrules.report.model import Finding, Report, Run
    from meetingrules.rulebook.model import Rulebook

__all__ = [
    "Calendar",
    "Diagnostic",
    "Finding",
    "InvalidText",
    "Limits",
    "MeetingRulesError",
    "Notice",
    "Plan",
    "Register",
    "Report",
    "Roster",
    "Rulebook",
    "Run",
    "check",
    "check_dict",
    "check_paths",
    "load_plan",
    "load_roster",
    "load_rulebook",
]

HOMES = {
    "base.days": ("Calendar", "Notice"),
    "base.diagnostics": ("Diagnostic", "InvalidText", "MeetingRulesError"),
    "base.limits": ("Limits",),
    "engine.runs": ("check_paths",),
    "engine.service": ("check", "check_dict", "load_plan", "load_roster", "load_rulebook"),
    "facts.model": ("Plan", "Register", "Roster"),
    "report.model": ("Finding", "Report", "Run"),
    "rulebook.model": ("Rulebook",),
}
"""Where each public name lives: a module is loaded when one of its names is first asked for, as most programs need a few."""


def __getattr__(name: str) -> Any:
    """A public name, found when it is first asked for."""
    for home, names in HOMES.items():
        if name in names:
            return getattr(import_module(f"meetingrules.{home}"), name)
    raise AttributeError(f"module 'meetingrules' has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
