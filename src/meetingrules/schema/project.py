"""The schemas of what a project settles: its settings file, its baseline."""

import re

from meetingrules.render.formats import FORMATS
from meetingrules.report.baseline import ENTRY_KEYS, FORMAT, GRAVITY, NEEDED, VERSION
from meetingrules.report.keys import KEYS, SEVERITY, Key
from meetingrules.report.model import SEVERITIES
from meetingrules.schema.leaves import Json, head, label

WORD: Json = {"type": "string", "minLength": 1}
OUTPUT: Json = {"type": "string", "pattern": rf"^({'|'.join(map(re.escape, FORMATS))})(:[\s\S]+)?$", "examples": ["text", "json:report.json"]}  # fmt: skip
FIRST = VERSION.partition(".")[0]
TITLES = {
    "settings": {"zh": "设置文件", "en": "settings"},
    "severity": {"zh": "各规则的等级", "en": "Severities of rules"},
}


def settings_schema(lang: str = "zh") -> Json:
    """What ``meetingrules.toml`` may say, or the table ``tool.meetingrules`` of a ``pyproject.toml``.

    It keeps to words that draft 4 has, too: editors of TOML know no later one.
    """
    graded = {"type": "object", "title": label(TITLES["severity"], lang), "additionalProperties": {"enum": list(SEVERITIES)}}  # fmt: skip
    keys = {name: {"title": label(key.label, lang), **setting(key)} for name, key in KEYS.items()}
    start = head("settings", label(TITLES["settings"], lang), "What a project has settled for all its checks.")
    return {**start, "type": "object", "properties": {**keys, SEVERITY: graded}, "additionalProperties": False}


def setting(key: Key) -> Json:
    """The value of one key."""
    match key.kind:
        case "flag":
            return {"type": "boolean"}
        case "choice":
            return {"enum": list(key.choices)}
        case "path":
            return WORD
    one = OUTPUT if key.kind == "outputs" else WORD
    return {"anyOf": [one, {"type": "array", "items": one, "minItems": 1}]}


def baseline_schema() -> Json:
    """What ``check --write-baseline`` writes. Within version 1 keys are only added, so a reader ignores those that it does not know."""
    word: Json = {"anyOf": [WORD, {"type": ["number", "boolean"]}]}
    known: Json = {"fingerprint": word, "rule": {"type": "string", "pattern": "/"}, "status": {"enum": list(GRAVITY)}}
    entry: Json = {
        "type": "object",
        "properties": {key: known.get(key, {}) for key in ENTRY_KEYS},
        "required": list(NEEDED),
    }
    entries: Json = {"anyOf": [{"type": "array", "items": entry}, entry]}
    version: Json = {
        "anyOf": [
            {"type": "string", "pattern": rf"^{FIRST}(\.|$)"},
            {"type": "number", "minimum": int(FIRST), "exclusiveMaximum": int(FIRST) + 1},
        ]
    }
    top: Json = {
        "format": {"const": FORMAT},
        "version": version,
        "reports": {"type": "object", "additionalProperties": entries},
    }
    start = head("baseline", "baseline", "The fails and unknowns that were there before, each with its fingerprint.")
    return {**start, "type": "object", "properties": top, "required": list(top)}
