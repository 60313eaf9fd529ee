"""What goes in and out by HTTP, for the OpenAPI page: JSON Schemas of requests and answers."""

from typing import Any

from meetingrules.report.codes import FAIL_ON
from meetingrules.report.model import STATUSES, VERDICTS
from meetingrules.report.shown import DETAILS
from meetingrules.rulebook.model import GATES

Json = dict[str, Any]
TEXTS: Json = {"type": "object", "properties": {"zh": {"type": "string"}, "en": {"type": "string"}}}
REQUEST: Json = {
    "type": "object",
    "description": "One of plan (a meeting file as an object) and text (as YAML); the rest is optional.",
    "properties": {
        "id": {"description": "Comes back with the answer."},
        "op": {"const": "check"},
        "plan": {"type": "object", "description": "A meeting file."},
        "text": {"type": "string", "description": "A meeting file as YAML."},
        "rulebook": {"type": "string", "description": "Instead of the plan's own meeting."},
        "roster": {"type": ["object", "string"], "description": "A roster, or the name of one that the worker knows."},
        "calendar": {"type": "object", "description": "Announced days off and make-up days."},
        "register": {"type": "object", "description": "covers and meetings: the other meetings of the period."},
        "as_of": {"type": "string", "description": "2024-03-20, or 2024-03-20 17:00.", "examples": ["2024-03-20"]},
        "gate": {"enum": list(GATES)},
        "detail": {"enum": list(DETAILS), "default": "open"},
        "mask": {"type": "boolean", "default": True, "description": "Mask what is marked classified."},
        "fail_on": {"enum": list(FAIL_ON), "default": "warning"},
    },
    "additionalProperties": False,
    "oneOf": [{"required": ["plan"]}, {"required": ["text"]}],
    "example": {"plan": {"meeting": "board", "day": "2024-03-20"}, "as_of": "2024-03-20", "detail": "verdict"},
}
PROBLEM: Json = {
    "type": "object",
    "required": ["code", "message"],
    "properties": {"code": {"type": "string"}, "message": TEXTS, "location": {"type": ["object", "null"]}, "hint": {"type": ["object", "null"]}},
}  # fmt: skip
REFUSAL: Json = {
    "type": "object",
    "required": ["id", "ok", "error"],
    "properties": {
        "id": {},
        "ok": {"const": False},
        "error": {
            "type": "object",
            "required": ["code", "problems"],
            "properties": {"code": {"type": "string"}, "problems": {"type": "array", "items": PROBLEM, "minItems": 1}},
        },
    },
}
ANSWER: Json = {
    "type": "object",
    "required": ["id", "ok", "exit_code", "verdict", "summary", "departures"],
    "properties": {
        "id": {},
        "ok": {"const": True},
        "exit_code": {"enum": [0, 1, 2, 4]},
        "verdict": {"enum": list(VERDICTS)},
        "summary": {"type": "object", "required": list(STATUSES), "additionalProperties": {"type": "integer"}},
        "departures": {"type": "integer"},
        "report": {"type": "object", "description": "As `meetingrules schema run` has it; not at detail verdict."},
    },
}
FACTS: Json = {
    "type": "object",
    "required": ["id", "version", "digest", "title", "in_force", "rules"],
    "properties": {"id": {"type": "string"}, "version": {"type": "string"}, "digest": {"type": "string"}, "title": TEXTS, "in_force": {"type": ["string", "null"]}, "rules": {"type": "array", "items": {"type": "object"}}},
}  # fmt: skip


def content(schema: Json, description: str) -> Json:
    """An answer of a shape."""
    return {"description": description, "content": {"application/json": {"schema": schema}}}


def refusal(description: str) -> Json:
    """An answer that says what is wrong."""
    return content(REFUSAL, description)


def object_of(**properties: Json) -> Json:
    """An object with just these keys."""
    return {"type": "object", "required": list(properties), "properties": properties}


REFUSALS: dict[int | str, Json] = {
    400: refusal("not JSON"),
    413: refusal("too large"),
    415: refusal("not application/json"),
    422: refusal("refused: every complaint with its place"),
    500: refusal("a bug in the tool"),
    503: refusal("busy, or out of time"),
}
ANSWERS: dict[int | str, Json] = {200: content(ANSWER, "the report"), **REFUSALS}
BATCHES: dict[int | str, Json] = {
    200: content(object_of(answers={"type": "array", "items": {"anyOf": [ANSWER, REFUSAL]}}), "an answer for each"),
    **{code: shape for code, shape in REFUSALS.items() if code not in {500, 503}},
}
RULEBOOKS: dict[int | str, Json] = {200: content(object_of(rulebooks={"type": "array", "items": FACTS}), "all of them")}
RULEBOOK: dict[int | str, Json] = {200: content(FACTS, "the rulebook"), 404: refusal("there is none of that name")}
HEALTH: dict[int | str, Json] = {200: content(object_of(ok={"const": True}), "it answers")}
VERSION: dict[int | str, Json] = {200: content(object_of(name={"type": "string"}, version={"type": "string"}), "the version")}  # fmt: skip


def body(schema: Json) -> Json:
    """A request of a shape."""
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}


CHECK = body(REQUEST)
CHECKS = body({**object_of(requests={"type": "array", "items": REQUEST, "maxItems": 1000}), "additionalProperties": False})  # fmt: skip
