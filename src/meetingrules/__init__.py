"""Meeting rulebooks as code.

>>> from meetingrules import check, load_plan, load_rulebook
>>> executive = load_rulebook("executive")
>>> report = check(load_plan({"meeting": "executive", "day": "2024-03-20"}, executive), executive)
>>> report.verdict
'undecided'
"""

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
