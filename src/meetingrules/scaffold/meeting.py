"""A commented meeting file: what is needed at once stands in it, the rest is a ``#`` away."""

from collections.abc import Iterable, Iterator
from datetime import date

from meetingrules.base.source import Texts
from meetingrules.base.yamlwords import exact
from meetingrules.facts.attendance import item_prepositions
from meetingrules.facts.fields import INSIDE, REFERRED, TITLE, keys_of
from meetingrules.facts.items import IN_THE_ROOM
from meetingrules.facts.judged import ATTESTATION, DEPARTURE
from meetingrules.facts.load import Entry, entries_of
from meetingrules.lang.words import Field, Kind
from meetingrules.rulebook.model import Rulebook
from meetingrules.scaffold.needs import RESTS_ON, Needs, needs
from meetingrules.scaffold.samples import choices, line, sample, value

SAYS: dict[str, Texts] = {
    "head": {
        "zh": "尚不知道的留着 # 不动；确知没有的写 none。每行后面是名称、写法或选项，和依据的条款。",
        "en": "Leave the # before what is not known yet; write none for what there is none of. Behind each line: what it is, how to write it or what it may be, and its articles.",
    },
    "acts": {
        "zh": "办理情况写成“谁 日期”，如“某甲 2026-12-01”；列表写成 [甲, 乙]。",
        "en": "What was done is written as who and when: Clerk 2026-12-01; a list as [A, B].",
    },
    "roster": {"zh": "任职名册，在本文件旁边", "en": "who holds which office, beside this file"},
    "begins": {"zh": "开始时间", "en": "when it begins"},
    "ends": {"zh": "结束时间", "en": "when it ended"},
    "replies": {"zh": "回执：谁来谁不来，只作预计", "en": "replies: who will come; a forecast only"},
    "attendance": {"zh": "到会情况；还可写 late、left", "en": "who was there; late and left may be added"},
    "items": {"zh": "议题", "en": "the agenda"},
    "first": {"zh": "议题一", "en": "item one"},
    "named": {"zh": "按姓名写，others 指其余各人", "en": "by name; others is everybody else"},
    "departures": {"zh": "例外办理的登记", "en": "departures on record"},
    "attestations": {"zh": "须由人判断的事项的确认", "en": "what a person attests"},
    "preparation": {"zh": "会前", "en": "before the meeting"},
    "sitting": {"zh": "会中", "en": "in the meeting"},
    "after": {"zh": "会后", "en": "after the meeting"},
    "other": {"zh": "其他", "en": "other facts"},
}  # fmt: skip
ORDER = ("preparation", "sitting", "after", "other")
OWN = {"replies": ("preparation", "{coming: [], not_coming: []}"), "attendance": ("sitting", "{present: [], absent: [], others: absent}")}  # fmt: skip
"""Keys that the page writes itself among those of a stage, each with its stage and a value."""
WRITTEN = frozenset({"meeting", "roster", "day", "begins", "ends", "items", "title", *OWN})
"""Keys that the page writes itself."""
RECORDS = {"departures": DEPARTURE, "attestations": ATTESTATION}
LEFT_OUT = frozenset({"as_of", "last_day", "state", "people", *RECORDS})
"""Keys that are seldom needed, or that no template can guess."""
MOST_ARTICLES = 4


def meeting_file(book: Rulebook, day: date, lang: str, schema: str | None = None, roster: str | None = None) -> str:
    """A meeting file of a body to start from; it can be checked as it is.

    :param schema: what an editor reads the schema from, as seen from the file
    :param roster: the roster, as seen from the file; None: there is none yet
    """
    page = Page(book, day, lang, needs(book, lang))
    lines = [f"# yaml-language-server: $schema={schema}"] if schema is not None else []
    return "\n".join([*lines, *page.lines(roster)]) + "\n"


class Page:
    """The lines of one meeting file."""

    def __init__(self, book: Rulebook, day: date, lang: str, asked: Needs) -> None:
        self.book, self.day, self.lang, self.asked = book, day, lang, asked

    def say(self, name: str) -> str:
        """A text of the page."""
        return SAYS[name][self.lang]

    def t(self, zh: str, en: str) -> str:
        """One of two texts."""
        return zh if self.lang == "zh" else en

    def lines(self, roster: str | None) -> Iterator[str]:
        """The whole page."""
        yield from (f"# {line(self.book.title[self.lang])}", f"# {self.say('head')}", f"# {self.say('acts')}")
        yield f"meeting: {exact(self.book.id)}"
        yield f"day: {self.day.isoformat()}"
        yield f"# begins: 09:00    # {self.say('begins')}"
        yield f"# ends: 11:00    # {self.say('ends')}"
        name = roster or f"{self.book.id}.roster.yaml"
        yield f"{'' if roster else '# '}roster: {exact(name)}    # {self.say('roster')}"
        entries = {n: e for n, e in entries_of(self.book.words).items() if n not in WRITTEN | LEFT_OUT}
        for stage in ORDER:
            found = [f"# {name}: {start}    # {self.say(name)}" for name, (at, start) in OWN.items() if at == stage]
            for name, entry in entries.items():
                if self.wanted(entry) and self.stage(entry.field) == stage:
                    found += (f"# {row}" for row in self.entry(name, entry))
            if stage == ORDER[-1]:
                found += self.records()
            if found:
                yield from ("", f"# ---- {self.say(stage)}", *found)
        yield from ("", f"# ---- {self.say('items')}", "items:", f"  - title: {self.say('first')}")
        yield from self.item(self.book.words.kinds["item"])

    def records(self) -> Iterator[str]:
        """Where departures and attestations go, and with which keys."""
        for name, keys in RECORDS.items():
            yield f"# {name}: []    # {self.say(name)}{self.t('：', ': ')}{{{', '.join(keys)}}}"

    def wanted(self, entry: Entry) -> bool:
        """Whether a key at the top stands on the page: one that rules ask for, or a plain fact of the meeting."""
        if entry.group in {"single", "plural"}:
            return bool(self.needed(self.book.words.kinds[entry.field.type.of or ""]))
        follows = entry.field.derived and entry.field.type.base == "flag"  # from the state, from attendance
        if entry.group == "person":
            return self.is_asked(entry.field) and not follows and not item_prepositions(entry.field)
        return entry.group == "meeting" and not follows

    def entry(self, name: str, entry: Entry) -> Iterator[str]:
        """One key at the top, in as many lines as it needs."""
        if entry.group == "person":
            inner = self.inside(entry.field)
            keys = f": {{{', '.join(f.name for f in self.needed(inner))}}}" if inner is not None else ""
            start = "[]" if entry.field.type.base == "flag" else "{others: none}"
            yield f"{name}: {start}{self.remark(entry.field, self.say('named') + keys)}"
        else:
            yield from self.field(entry.field, "")

    def item(self, kind: Kind) -> Iterator[str]:
        """What is said of an item, stage by stage."""
        asked = [f for f in self.needed(kind) if (f.kind, f.name) not in RESTS_ON]
        for stage in ORDER:
            mine = [f for f in asked if self.stage(f) == stage]
            if mine:
                yield f"    # -- {self.say(stage)}"
            yield from (f"    # {row}" for field in mine for row in self.field(field, ""))
            yield from (f"    # {row}" for row in self.persons_at_items(stage))

    def persons_at_items(self, stage: str) -> Iterator[str]:
        """Who voted, who withdrew: what is said of persons at each item."""
        for field in self.fields(self.book.words.kinds["person"]):
            prepositions = item_prepositions(field)
            if prepositions and field.name not in IN_THE_ROOM and self.is_asked(field) and self.stage(field) == stage:
                lists = ", ".join(f"{p}: []" for p in prepositions)
                yield f"{field.name}: {f'{{{lists}}}' if len(prepositions) > 1 else '[]'}{self.remark(field)}"

    def field(self, field: Field, pad: str) -> Iterator[str]:
        """One field; what holds further things opens below it."""
        inner = self.inside(field)
        mine = self.needed(inner) if inner is not None else []
        if inner is None or not mine:
            yield f"{pad}{field.name}: {sample(field, self.day)}{self.remark(field, choices(field, self.book.words, self.lang))}"
            return
        yield f"{pad}{field.name}:{self.remark(field) or ' '}".rstrip(" ")
        if field.type.several:
            yield f"{pad}  - title: {value(inner.label[self.lang])}"
            pad = f"{pad}  "
        for one in mine:
            yield from self.field(one, f"{pad}  ")

    def inside(self, field: Field) -> Kind | None:
        """The kind of thing that is written where the field stands."""
        type_ = field.type
        if type_.base != "thing" or (type_.of in REFERRED and (field.kind, field.name) not in INSIDE):
            return None
        return self.book.words.kinds.get(type_.of or "")

    def needed(self, kind: Kind) -> list[Field]:
        """The fields of a kind that rules ask for, without its title."""
        own = (f for f in self.fields(kind) if f.name != TITLE.name and not (f.derived and f.type.base == "thing"))
        return [f for f in own if self.is_asked(f)]

    def fields(self, kind: Kind) -> Iterator[Field]:
        """The fields of a kind that a file may state."""
        for name in dict.fromkeys(keys_of(kind).values()):
            yield kind.fields[name]

    def is_asked(self, field: Field) -> bool:
        """Whether a rule reads it."""
        return (field.kind, field.name) in self.asked

    def family(self, field: Field) -> Iterable[Field]:
        """A field, and what opens below it."""
        inner = self.inside(field)
        return (field, *(self.needed(inner) if inner is not None else ()))

    def stage(self, field: Field) -> str:
        """The part of the page in which a field stands: that of the first rule that asks for it or for what it holds."""
        asked = (self.asked.get((f.kind, f.name), ("other", {}))[0] for f in self.family(field))
        return min((s if s in ORDER else "other" for s in asked), key=ORDER.index)

    def remark(self, field: Field, how: str = "") -> str:
        """What people call it, how to write it, and the articles that ask for it."""
        found = dict.fromkeys(a for f in self.family(field) for a in self.asked.get((f.kind, f.name), ("", {}))[1])
        articles = [a for a in found if not any(a != b and is_part(a, b) for b in found)]
        shown = self.t("、", ", ").join(line(a) for a in articles[:MOST_ARTICLES])
        if len(articles) > MOST_ARTICLES:
            shown += self.t("等", " …")
        texts = [text for text in (line(field.label[self.lang]), how, shown) if text]
        return f"    # {self.t('；', '; ').join(texts)}" if texts else ""


def is_part(one: str, whole: str) -> bool:
    """Whether a citation points into what another one cites.

    >>> is_part("article 5(1)", "article 5"), is_part("article 15", "article 1")
    (True, False)
    """
    return one.startswith(whole) and not one[len(whole) :][:1].isdigit()
