"""Explanation -> JSON: the tree as data. Within version 1 only additions."""

import json
from typing import Any

from meetingrules.base.harmless import quiet
from meetingrules.base.source import Place, Texts
from meetingrules.render.jsonout import tool_version
from meetingrules.render.remedyjson import least
from meetingrules.report.tree import Answer, Explanation, Node

FORMAT, VERSION = "meetingrules-explanation", "1.0"
Json = dict[str, Any]


def render(found: Explanation, depth: int | None = None) -> str:
    """An explanation as one JSON document, both languages in it."""
    return quiet(json.dumps(to_dict(found, depth), ensure_ascii=False, indent=2)) + "\n"


def to_dict(found: Explanation, depth: int | None = None) -> Json:
    """An explanation as plain data.

    :param depth: how many levels of parts it has; None: all. What is cut is null.
    """
    return {
        "format": FORMAT,
        "version": VERSION,
        "tool": {"name": "meetingrules", "version": tool_version()},
        "path": found.path,
        "title": _texts(found.title),
        "day": found.day.isoformat() if found.day is not None else None,
        "as_of": found.as_of,
        "rule": found.rule,
        "force": found.force,
        "demand": _texts(found.demand),
        "article": _texts(found.cites),
        "answers": [_answer(answer, found, depth) for answer in found.answers],
        "others": [{"id": o.id, "subject": _texts(o.subject), "status": o.status} for o in found.others],
        "notes": [_texts(note) for note in found.notes],
    }


def _answer(answer: Answer, found: Explanation, depth: int | None) -> Json:
    return {
        "id": answer.id,
        "subject": _texts(answer.subject),
        "status": answer.status,
        "severity": answer.severity,
        "message": _texts(answer.message),
        "remedy": _texts(answer.remedy) if answer.remedy is not None else None,
        "least": next((least(one) for one in found.advice if one.subject.id == answer.id), None),
        "evidence": [_texts(text) for text in answer.evidence],
        "location": _place(answer.place),
        "parts": [_node(node, depth) for node in answer.nodes],
    }


def _node(node: Node, depth: int | None) -> Json:
    below = None if depth is None else depth - 1
    return {
        "construct": node.construct,
        "role": node.role or None,
        "truth": node.truth or None,
        "says": _texts(node.says),
        "article": _texts(node.article) if node.article["en"] or node.article["zh"] else None,
        "found": [_texts(text) for text in node.told],
        "days": [
            {"day": d.day.isoformat(), "kind": d.kind, "name": _texts(d.name) if d.name else None, "number": d.number}
            for d in node.days
        ],
        "missing": [{"kind": m.kind, "fact": m.fact, "label": _texts(m.label)} for m in node.missing],
        "breaks": node.breaks,
        "location": _place(node.place),
        "parts": None if node.parts and depth == 1 else [_node(part, below) for part in node.parts],
    }


def _place(place: Place | None) -> Json | None:
    return {"path": place.source.name, "line": place.line, "column": place.column} if place is not None else None


def _texts(texts: Texts) -> Json:
    return {lang: texts[lang] for lang in ("zh", "en") if lang in texts}
