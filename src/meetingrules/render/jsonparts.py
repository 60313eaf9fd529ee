"""What all JSON documents of this package have in common: how they begin, how they are printed, and how small things stand in them."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from meetingrules.base.harmless import quiet
from meetingrules.base.source import Place, Texts
from meetingrules.lang.answers import Due
from meetingrules.report.model import Citation

Json = dict[str, Any]


def head(form: str, version: str) -> Json:
    """How a document begins: what it is, and what made it.

    :param form: its name, ``meetingrules-run``
    :param version: of its shape; within the major version keys are only added
    """
    return {"format": form, "version": version, "tool": {"name": "meetingrules", "version": tool_version()}}


def printed(document: Json) -> str:
    """A document as text, with a line end."""
    return quiet(json.dumps(document, ensure_ascii=False, indent=2)) + "\n"


def entries(these: Iterable[Json], indent: str) -> Iterator[str]:
    """A list of a JSON document, entry by entry, as ``json.dumps`` with an indent of two would write it.

    :param indent: where the line stands that it begins on
    """
    begun = False
    for entry in these:
        text = json.dumps(entry, ensure_ascii=False, indent=2).replace("\n", f"\n{indent}  ")
        yield quiet(f"{',' if begun else '['}\n{indent}  {text}")
        begun = True
    yield f"\n{indent}]" if begun else "[]"


def tool_version() -> str:
    """The version of this package; ``0`` where it is not installed."""
    from importlib.metadata import PackageNotFoundError, version  # a slow module that most formats do without

    try:
        return version("meetingrules")
    except PackageNotFoundError:
        return "0"


def texts(said: Texts) -> Json:
    """A text in each language that it has, Chinese first."""
    return {lang: said[lang] for lang in ("zh", "en") if lang in said}


def moment(value: date | None) -> str | None:
    """A day, or an instant with its zone, as ISO text."""
    return value.isoformat() if value is not None else None


def due(value: Due | None) -> Json | None:
    """A latest moment: ``at``, or ``earliest`` and ``latest`` where the calendar is not announced."""
    if value is None:
        return None
    if value.exact:
        return {"at": moment(value.earliest)}
    return {"earliest": moment(value.earliest), "latest": moment(value.latest)}


def location(place: Place | None) -> Json | None:
    """Where something stands in a file; line and column count from 1."""
    return {"path": place.source.name, "line": place.line, "column": place.column} if place is not None else None


def cited(cites: Sequence[Citation]) -> Json:
    """Norms by their ids, and the same with what an office calls them: in every document under these two names."""
    return {
        "cites": [cite.id for cite in cites],
        "citations": [{"id": cite.id, "label": texts(cite.label)} for cite in cites],
    }
