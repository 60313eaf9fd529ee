"""All schemas by name, as texts: what ``meetingrules schema`` prints and what is shipped."""

import json

from meetingrules.base.harmless import quiet
from meetingrules.rulebook.model import Rulebook
from meetingrules.schema.leaves import Json
from meetingrules.schema.meeting import meeting_schema
from meetingrules.schema.others import calendar_schema, register_schema, roster_schema, rulebook_schema, run_schema
from meetingrules.schema.project import baseline_schema, settings_schema
from meetingrules.schema.results import RESULTS

KINDS = ("meeting", "roster", "rulebook", "register", "calendar", "settings", "baseline", "run", *RESULTS)


def schema_of(kind: str, book: Rulebook | None = None, lang: str = "zh") -> Json:
    """One schema.

    :param kind: one of ``KINDS``
    :param book: for a meeting file or a roster: the rulebook whose words it may use
    :param lang: the language of titles and of what is said of keys, which editors show
    """
    match kind:
        case "meeting":
            return meeting_schema(book, lang)
        case "roster":
            return roster_schema(book.words if book is not None else None, lang)
        case "rulebook":
            return rulebook_schema()
        case "register":
            return register_schema()
        case "calendar":
            return calendar_schema()
        case "settings":
            return settings_schema(lang)
        case "baseline":
            return baseline_schema()
    return RESULTS[kind](lang) if kind in RESULTS else run_schema()


def schema_text(kind: str, book: Rulebook | None = None, lang: str = "zh") -> str:
    """The same as a text."""
    return quiet(json.dumps(schema_of(kind, book, lang), ensure_ascii=False, indent=1)) + "\n"
