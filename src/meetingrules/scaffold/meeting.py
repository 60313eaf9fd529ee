"""A commented meeting file: what is needed at once stands in it, the rest is a ``#`` away."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from meetingrules.base.source import Texts
from meetingrules.facts.fields import TITLE, keys_of
from meetingrules.facts.load import Entry, entries_of
from meetingrules.lang.words import Field, Kind
from meetingrules.rulebook.model import Rulebook
from meetingrules.scaffold.needs import Needs, needs

SAYS: dict[str, Texts] = {
    "head": {
        "zh": "尚不知道的留着 # 不动；确知没有的写 none。每行后面是名称和依据的条款。",
        "en": "Leave the # before what is not known yet; write none for what there is none of. Behind each line: what it is, and its articles.",
    },
    "roster": {"zh": "任职名册，在本文件旁边", "en": "who holds which office, beside this file"},
    "begins": {"zh": "开始时间", "en": "when it begins"},
    "ends": {"zh": "结束时间", "en": "when it ended"},
    "replies": {"zh": "回执：谁来谁不来，只作预计", "en": "replies: who will come; a forecast only"},
    "attendance": {"zh": "到会情况", "en": "who was there"},
    "items": {"zh": "议题", "en": "the agenda"},
    "preparation": {"zh": "会前", "en": "before the meeting"},
    "sitting": {"zh": "会中", "en": "in the meeting"},
    "after": {"zh": "会后", "en": "after the meeting"},
    "other": {"zh": "其他", "en": "other facts"},
}
ORDER = ("preparation", "sitting", "after", "other")
WRITTEN = frozenset({"meeting", "roster", "day", "begins", "ends", "items", "replies", "attendance", "title"})
"""Keys that the page writes itself."""
LEFT_OUT = frozenset({"as_of", "last_day", "state", "people", "departures", "attestations"})
"""Keys that are seldom needed, or that no template can guess."""


def meeting_file(book: Rulebook, day: date, lang: str, schema: str | None = None) -> str:
    """A meeting file of a body to start from; it can be checked as it is.

    :param schema: what an editor reads the schema from, as seen from the file
    """
    page = _Page(book, day, lang, needs(book, lang))
    lines = [f"# yaml-language-server: $schema={schema}"] if schema is not None else []
    return "\n".join([*lines, *page.lines()]) + "\n"


class _Page:
    def __init__(self, book: Rulebook, day: date, lang: str, asked: Needs) -> None:
        self.book, self.day, self.lang, self.asked = book, day, lang, asked

    def say(self, name: str) -> str:
        return SAYS[name][self.lang]

    def lines(self) -> Iterator[str]:
        """The whole page."""
        yield f"# {self.book.title[self.lang]}"
        yield f"# {self.say('head')}"
        yield f"meeting: {self.book.id}"
        yield f"day: {self.day.isoformat()}"
        yield f"# begins: 09:00    # {self.say('begins')}"
        yield f"# ends: 11:00    # {self.say('ends')}"
        yield f"# roster: {self.book.id}.roster.yaml    # {self.say('roster')}"
        yield f"# replies: {{coming: [], not_coming: []}}    # {self.say('replies')}"
        yield f"# attendance: {{present: [], absent: [], others: absent}}    # {self.say('attendance')}"
        entries = {n: e for n, e in entries_of(self.book.words).items() if n not in WRITTEN | LEFT_OUT}
        for stage in ORDER:
            found = [line for name, entry in entries.items() for line in self.entry(name, entry, stage)]
            if found:
                yield from ("", f"# ---- {self.say(stage)}", *found)
        yield from ("", f"# ---- {self.say('items')}", "items:")
        yield from self.thing(self.book.words.kinds["item"], "  ", first="- title: " + self.t("议题一", "item one"))

    def t(self, zh: str, en: str) -> str:
        return zh if self.lang == "zh" else en

    def entry(self, name: str, entry: Entry, stage: str) -> Iterator[str]:
        """One key at the top, in the part of its stage."""
        field = entry.field
        if entry.group == "meeting":
            if self.stage(field) == stage:
                yield f"# {name}: {sample(field, self.day)}{self.remark([field])}"
        elif entry.group == "single":
            mine = self.needed(self.book.words.kinds[field.type.of or ""])
            if mine and min((self.stage(f) for f in mine), key=ORDER.index) == stage:
                values = ", ".join(f"{f.name}: {sample(f, self.day)}" for f in mine)
                yield f"# {name}: {{{values}}}{self.remark([field, *mine])}"

        elif entry.group == "plural":
            kind = self.book.words.kinds[field.type.of or ""]
            mine = self.needed(kind)
            if mine and min((self.stage(f) for f in mine), key=ORDER.index) == stage:
                yield f"# {name}: [{self.row(kind, mine)}]{self.remark([field, *mine])}"

    def needed(self, kind: Kind) -> list[Field]:
        """The fields of a kind that rules ask for."""
        own = (f for f in self.fields(kind) if not (f.derived and f.type.base == "thing"))
        return [f for f in own if (f.kind, f.name) in self.asked]

    def row(self, kind: Kind, fields: Iterable[Field]) -> str:
        """One thing of a kind in one line."""
        title = kind.label.get(self.lang) or kind.name
        values = ", ".join(f"{f.name}: {sample(f, self.day)}" for f in fields if f.name != TITLE.name)
        return f"{{title: {title}, {values}}}"

    def thing(self, kind: Kind, pad: str, first: str) -> Iterator[str]:
        """An item with its fields, those that rules ask for."""
        yield pad + first
        for field in self.fields(kind):
            papers = self.book.words.kinds.get("paper")
            if field.name == "papers" and papers is not None and (mine := self.needed(papers)):
                yield f"{pad}  # {field.name}: [{self.row(papers, mine)}]{self.remark([field, *mine])}"
            elif field.name != TITLE.name and (field.kind, field.name) in self.asked:
                yield f"{pad}  # {field.name}: {sample(field, self.day)}{self.remark([field])}"

    def fields(self, kind: Kind) -> Iterator[Field]:
        """The fields of a kind that a file may state."""
        for name in dict.fromkeys(keys_of(kind).values()):
            yield kind.fields[name]

    def stage(self, field: Field) -> str:
        """The part of the page in which a field stands."""
        stage = self.asked.get((field.kind, field.name), ("other", {}))[0]
        return stage if stage in ORDER else "other"

    def remark(self, fields: Sequence[Field]) -> str:
        """What people call it, and the articles that ask for it."""
        articles = dict.fromkeys(a for f in fields for a in self.asked.get((f.kind, f.name), ("", {}))[1])
        label = fields[0].label.get(self.lang) or (fields[0].label.get("zh", "") if self.lang == "zh" else "")
        shown = list(articles)[:4]
        cites = self.t("、", ", ").join(shown) + (self.t("等", " …") if len(articles) > len(shown) else "")
        texts = [text for text in (label, cites) if text]
        return f"    # {self.t('：', ': ').join(texts)}" if texts else ""


def sample(field: Field, day: date) -> str:
    """A value that a field may have: so that the line can be taken as it is."""
    type_ = field.type
    if type_.several:
        return "[]"
    match type_.base:
        case "flag":
            return "no"
        case "word":
            return next(iter(field.words), "none")
        case "number":
            return "1"
        case "date":
            return day.isoformat()
        case "instant":
            return f"{day.isoformat()} 09:00"
    return "none"
