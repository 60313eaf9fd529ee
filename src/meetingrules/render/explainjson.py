"""Explanation -> JSON: the tree as data. Within version 1 only additions."""

from meetingrules.render.jsonparts import Json, head, location, moment, printed, texts
from meetingrules.render.remedyjson import least
from meetingrules.report.tree import Answer, Explanation, Node

FORMAT, VERSION = "meetingrules-explanation", "1.0"


def render(found: Explanation, depth: int | None = None) -> str:
    """An explanation as one JSON document, both languages in it."""
    return printed(to_dict(found, depth))


def to_dict(found: Explanation, depth: int | None = None) -> Json:
    """An explanation as plain data.

    :param depth: how many levels of parts it has; None: all. What is cut is null.
    """
    return {
        **head(FORMAT, VERSION),
        "path": found.path,
        "title": texts(found.title),
        "day": moment(found.day),
        "as_of": found.as_of,
        "rule": found.rule,
        "force": found.force,
        "demand": texts(found.demand),
        "article": texts(found.cites),
        "answers": [_answer(answer, found, depth) for answer in found.answers],
        "others": [{"id": o.id, "subject": texts(o.subject), "status": o.status} for o in found.others],
        "notes": [texts(note) for note in found.notes],
    }


def _answer(answer: Answer, found: Explanation, depth: int | None) -> Json:
    return {
        "id": answer.id,
        "subject": texts(answer.subject),
        "status": answer.status,
        "severity": answer.severity,
        "message": texts(answer.message),
        "remedy": texts(answer.remedy) if answer.remedy is not None else None,
        "least": next((least(one) for one in found.advice if one.subject.id == answer.id), None),
        "evidence": [texts(text) for text in answer.evidence],
        "location": location(answer.place),
        "parts": [_node(node, depth) for node in answer.nodes],
    }


def _node(node: Node, depth: int | None) -> Json:
    below = None if depth is None else depth - 1
    return {
        "construct": node.construct,
        "role": node.role or None,
        "truth": node.truth or None,
        "says": texts(node.says),
        "article": texts(node.article) if node.article["en"] or node.article["zh"] else None,
        "found": [texts(text) for text in node.told],
        "days": [
            {"day": d.day.isoformat(), "kind": d.kind, "name": texts(d.name) if d.name else None, "number": d.number}
            for d in node.days
        ],
        "missing": [{"kind": m.kind, "fact": m.fact, "label": texts(m.label)} for m in node.missing],
        "breaks": node.breaks,
        "location": location(node.place),
        "parts": None if node.parts and depth == 1 else [_node(part, below) for part in node.parts],
    }
