"""The schema of a meeting file: of any body, or with the words of one."""

from collections.abc import Iterable, Mapping

from meetingrules.facts.attendance import RECORD, item_prepositions
from meetingrules.facts.fields import INSIDE, REFERRED, TITLE, keys_of
from meetingrules.facts.items import IN_THE_ROOM
from meetingrules.facts.judged import ATTESTATION, DEPARTURE, RESULTS
from meetingrules.facts.load import STATES, Entry, entries_of
from meetingrules.lang.words import Field, Kind, Words
from meetingrules.rulebook.model import Rulebook
from meetingrules.schema.leaves import (
    DATE,
    HOUR,
    SHARED,
    TABLE,
    TEXT,
    Json,
    act,
    head,
    label,
    leaf,
    listing,
    table,
)

PEOPLE: Json = listing(TEXT)
TIMES: Json = {"anyOf": [{"type": "object", "additionalProperties": TEXT}, *PEOPLE["anyOf"]]}
"""Names with the time of each; or names alone, where nobody noted it."""
ATTENDANCE: Json = {
    "present": PEOPLE,
    "absent": PEOPLE,
    "late": TIMES,
    "left": TIMES,
    "signed_in": TIMES,
    "others": {"enum": ["absent", "present"]},
}
CORE: Mapping[str, Json] = {
    "title": TEXT,
    "day": DATE,
    "last_day": DATE,
    "begins": HOUR,
    "ends": HOUR,
    "as_of": {"type": "string", "examples": ["2024-03-20", "2024-03-20 17:00"]},
    "state": {"enum": [*STATES, *(texts["zh"] for texts in STATES.values())]},
    "roster": {"anyOf": [{"type": "string"}, TABLE]},
    "people": {},
    "attendance": {"type": "object", "properties": {key: ATTENDANCE[key] for key in (*RECORD, "signed_in")}, "additionalProperties": False},
    "replies": {"type": "object", "properties": {"coming": PEOPLE, "not_coming": PEOPLE}, "additionalProperties": False},
}  # fmt: skip


def meeting_schema(book: Rulebook | None = None, lang: str = "zh") -> Json:
    """What a meeting file may say.

    :param book: of one body: then only its words; else a body's own words may be anything
    :param lang: the language of titles
    """
    start = head(f"meeting:{book.id}" if book else "meeting", "meeting file", "One meeting as data.")
    if book is None:
        rows = dict(CORE) | records(())
        return {
            **start,
            "type": "object",
            "properties": {"meeting": {"type": "string"}, **rows},
            "required": ["meeting"],
        }
    words, maker = book.words, Maker(book.words, lang)
    entries = entries_of(words)
    fields = {name: maker.entry(name, entry) for name, entry in entries.items()}
    fields |= records([rule.id for rule in book.rules]) | {"meeting": {"const": book.id}}
    labels = {name: entry.field.label.get("zh", "") for name, entry in entries.items()}
    definitions = {kind.name: maker.kind(kind) for kind in words.kinds.values()}
    return {
        **start,
        "title": label(book.title, lang),
        **table(fields, labels, "#", ["meeting"]),
        "$defs": {**SHARED, **definitions},
    }


def records(rules: Iterable[str]) -> dict[str, Json]:
    """Departures and attestations; of one body by the ids of its rules."""
    rule: Json = {"enum": list(rules)} if rules else TEXT
    departure = dict.fromkeys(DEPARTURE, TEXT) | {"rule": rule, "approved": act()}
    attestation = dict.fromkeys(ATTESTATION, TEXT) | {"rule": rule, "result": {"enum": list(RESULTS)}}
    return {
        "departures": listing({"type": "object", "properties": departure, "required": ["rule"], "additionalProperties": False}),
        "attestations": listing({"type": "object", "properties": attestation, "required": ["rule"], "additionalProperties": False}),
    }  # fmt: skip


class Maker:
    """Makes the schemas of what one rulebook declares."""

    def __init__(self, words: Words, lang: str) -> None:
        self.words, self.lang = words, lang

    def entry(self, name: str, entry: Entry) -> Json:
        """One key at the top."""
        kind = entry.field.type.of or ""
        match entry.group:
            case "core" if name == "items":
                return self.titled(listing({"$ref": "#/$defs/item"}), entry.field)
            case "core" if name.startswith("every_"):
                return {"$ref": f"#/$defs/{name.removeprefix('every_')}"}
            case "core":
                return self.titled(CORE.get(name, TEXT), entry.field)
            case "meeting":
                return self.field(entry.field)
            case "single":
                return self.titled({"anyOf": [{"$ref": f"#/$defs/{kind}"}, {"const": "none"}]}, entry.field)
            case "plural":
                several = listing({"$ref": f"#/$defs/{kind}"})
                return self.titled({"anyOf": [*several["anyOf"], {"const": "each_item"}]}, entry.field)
            case "every":
                return {"$ref": f"#/$defs/{kind}"}
            case "set":
                return self.titled(listing(TEXT), entry.field)
            case _:
                return self.titled({}, entry.field)

    def field(self, field: Field) -> Json:
        """One field of a thing."""
        type_ = field.type
        if type_.base == "thing" and (type_.of not in REFERRED or (field.kind, field.name) in INSIDE):
            one: Json = {"$ref": f"#/$defs/{type_.of}"}
            return self.titled(listing(one) if type_.several else {"anyOf": [one, {"const": "none"}]}, field)
        return self.titled(leaf(type_, field.words), field)

    def kind(self, kind: Kind) -> Json:
        """All that may be said of a kind of thing."""
        names = dict.fromkeys(keys_of(kind, title=True).values())
        fields = {name: self.field(kind.fields[name]) if name in kind.fields else TEXT for name in names}
        labels = {name: kind.fields.get(name, TITLE).label["zh"] for name in names}
        if kind.name == "item":
            person = self.words.kinds["person"].fields.values() if "person" in self.words.kinds else ()
            at_items = [f.name for f in person if f.type.base == "flag" and item_prepositions(f)]
            fields |= {name: {} for name in (*IN_THE_ROOM, *at_items) if name not in fields}
        return {"title": label(kind.label, self.lang), **table(fields, labels, f"#/$defs/{kind.name}")}

    def titled(self, schema: Json, field: Field) -> Json:
        """With what people call it."""
        name = label(field.label, self.lang)
        return {**schema, "title": name} if name else schema
