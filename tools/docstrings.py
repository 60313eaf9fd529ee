"""Sphinx docstrings as Markdown: what the API page needs beyond its parser."""

import re
from typing import Any

import griffe

ROLE = re.compile(r":(?:class|attr|func|meth|mod|exc|data):`~?([^`]+)`")
FIELD = re.compile(r"^:(?:param|raises|returns|return)\b")
SOURCE = re.compile(r"^:source: ?", re.MULTILINE)


class Docstrings(griffe.Extension):
    """Roles become code, ``:source:`` a sentence, and fields come last, where the parser looks for them."""

    def on_object(self, *, obj: Any, **_: Any) -> None:
        """Each module, class, function and attribute with a docstring."""
        if obj.docstring is not None:
            obj.docstring.value = markdown(obj.docstring.value)


def markdown(text: str) -> str:
    """A docstring as the parser takes it."""
    prose, fields, within = list[str](), list[str](), False
    for line in SOURCE.sub("Source: ", ROLE.sub(r"`\1`", text)).splitlines():
        within = bool(FIELD.match(line)) or (within and line.startswith(" "))
        (fields if within else prose).append(line)
    body = re.sub(r"\n{3,}", "\n\n", "\n".join(prose)).strip()
    return "\n\n".join(part for part in (body, "\n".join(fields)) if part)
