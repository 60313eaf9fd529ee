"""The shapes that the results of several verbs share, and the maker of all of them.

A shape is closed and has all its keys always: whoever makes types from it needs no guard but for null. Each key says what it holds.
"""

from collections.abc import Iterable

from meetingrules.facts.load import STATES
from meetingrules.lang.answers import GAPS
from meetingrules.render.jsonout import TRUTHS
from meetingrules.report.model import SEVERITIES, SEVERITY_OF, STATUSES
from meetingrules.report.remedies import CHANGES, GIVES, WHENS
from meetingrules.schema.leaves import Json, head
from meetingrules.schema.told import KINDS, TOLD

TEXT: Json = {"type": "string"}
COUNT: Json = {"type": "integer", "minimum": 0}
FLAG: Json = {"type": "boolean"}
DATE = r"\d{4}-\d{2}-\d{2}"
HOUR = r"\d{2}:\d{2}:\d{2}(\.\d+)?[+-]\d{2}:\d{2}(:\d{2})?"
DAY: Json = {"type": "string", "pattern": f"^{DATE}$"}
MOMENT: Json = {"type": "string", "pattern": f"^{DATE}(T{HOUR})?$", "examples": ["2024-03-20", "2024-03-20T09:00:00+08:00"]}  # fmt: skip
NULL: Json = {"type": "null"}
TRUTH: Json = {"enum": [*TRUTHS.values(), None]}


def one_of(words: Iterable[str | None]) -> Json:
    """One of some words; what stands empty in a value is null in a document."""
    return {"enum": [word or None for word in words]}


def maybe(schema: Json) -> Json:
    """The same, or null."""
    return {"anyOf": [schema, NULL]}


def many(schema: Json) -> Json:
    """A list of these."""
    return {"type": "array", "items": schema}


STATUS, SEVERITY, FORCE = one_of(STATUSES), one_of(SEVERITIES), one_of(sorted(SEVERITY_OF))
STATE = one_of([*STATES, None])


class Shapes:
    """Makes the schema of one kind of result.

    :param lang: the language of what is said of each key
    """

    def __init__(self, lang: str) -> None:
        self.lang, self.defs = lang, dict[str, Json]()

    def schema(self, kind: str, form: tuple[str, str], properties: Json) -> Json:
        """The whole: head, keys, and the shapes that it refers to.

        :param form: the format that the document names, and its version
        """
        name, version = form
        first: Json = {
            "format": {"const": name},
            "version": {"type": "string", "pattern": rf"^{version.partition('.')[0]}\."},
            "tool": self.shape("tool", name=TEXT, version=TEXT),
        }
        title, description = (self.say(texts) for texts in KINDS[kind])
        defs = dict(sorted(self.defs.items()))
        return {**head(kind, title, description), **self.whole(kind, {**first, **properties}), "$defs": defs}

    def shape(self, name: str, /, **properties: Json) -> Json:
        """A shape that stands in the schema once and is referred to."""
        self.defs[name] = self.whole(name, properties)
        return {"$ref": f"#/$defs/{name}"}

    def whole(self, name: str, properties: Json) -> Json:
        """An object with all of these keys and no other."""
        own, shared = TOLD.get(name, {}), TOLD[""]
        told = {key: {**schema, "description": self.say(own.get(key) or shared[key])} for key, schema in properties.items()}  # fmt: skip
        return {"type": "object", "properties": told, "required": list(told), "additionalProperties": False}

    @staticmethod
    def counted(words: Iterable[str]) -> Json:
        """How many there are of each word."""
        keys = dict.fromkeys(words, COUNT)
        return {"type": "object", "properties": keys, "required": list(keys), "additionalProperties": False}

    def say(self, texts: tuple[str, str]) -> str:
        """What is said, in the language of this schema."""
        return texts[0] if self.lang == "zh" else texts[1]

    # ---- what several results have ----------------------------------------------------------------------------------

    @property
    def texts(self) -> Json:
        """A text in both languages."""
        return self.shape("texts", zh=TEXT, en=TEXT)

    @property
    def rulebook(self) -> Json:
        """Which rulebook it was."""
        return self.shape("rulebook", id=TEXT, version=TEXT, title=self.texts)

    @property
    def subject(self) -> Json:
        """What a finding is about."""
        return self.shape("subject", kind=TEXT, id=TEXT, label=TEXT)

    @property
    def cites(self) -> Json:
        """The norms: their ids, and what an office calls them."""
        return {"cites": many(TEXT), "citations": many(self.shape("citation", id=TEXT, label=self.texts))}

    @property
    def location(self) -> Json:
        """A place in a file."""
        return maybe(self.shape("location", path=TEXT, line=COUNT, column=COUNT))

    @property
    def due(self) -> Json:
        """A latest moment, or the two that it lies between."""
        exact, between = self.shape("moment", at=MOMENT), self.shape("span", earliest=MOMENT, latest=MOMENT)
        return {"anyOf": [exact, between, NULL]}

    @property
    def gap(self) -> Json:
        """What keeps an answer open."""
        return self.shape("gap", fact=TEXT, kind=one_of(GAPS), act=FLAG, label=self.texts, due=self.due, location=self.location)  # fmt: skip

    @property
    def least(self) -> Json:
        """The keys of the least change for one finding."""
        change = self.shape("remedy", kind=one_of(CHANGES), path=TEXT, value=TEXT, says=self.texts, states=FLAG, by=maybe(MOMENT), persons=COUNT, days=COUNT)  # fmt: skip
        other = self.shape("effect", rule=TEXT, subject=self.subject, before=one_of([*STATUSES, None]), after=STATUS)
        suggestion = self.shape("suggestion", when=one_of(WHENS), gives=one_of(GIVES), changes=many(change), breaks=many(other), settles=many(other))  # fmt: skip
        outcome = self.shape("outcome", path=TEXT, value=TEXT, status=STATUS)
        return {"over": FLAG, "suggestions": many(suggestion), "outcomes": many(outcome)}
