"""The agenda of a meeting: what comes up, from which department, who reports, with which papers, who attends, for how long."""

from collections.abc import Mapping
from fractions import Fraction

from meetingrules.base.source import Texts
from meetingrules.exchange.known import Known
from meetingrules.exchange.opening import done_by, joined, opening, title, with_unit
from meetingrules.exchange.page import BLANK, Line, Page, Part, Rows
from meetingrules.facts.world import MEETING
from meetingrules.lang.facts import Thing
from meetingrules.lang.words import Field
from meetingrules.report import figures
from meetingrules.report.masking import MASK

SAYS: Mapping[str, Texts] = {
    "agenda": {"zh": "{title}议题安排", "en": "Agenda – {title}"},
    "number": {"zh": "序号", "en": "No."},
    "title": {"zh": "议题", "en": "Title"},
    "reported": {"zh": "汇报人", "en": "Reported by"},
    "invited": {"zh": "列席人员", "en": "Attending"},
    "minutes": {"zh": "（分钟）", "en": " (minutes)"},
    "nothing": {"zh": "尚无议题", "en": "There are no items yet"},
}


def agenda(known: Known, lang: str) -> Page:
    """The items in their order. Columns are those that the rulebook has fields for; what is not known stays blank."""
    parts: list[Part] = list(opening(known, lang))
    items = known.things(MEETING, "items")
    if items:
        fields = columns(known)
        heads = [SAYS["number"][lang], SAYS["title"][lang], *(heading(declared, lang) for declared in fields)]
        if known.attending:
            heads.append(SAYS["invited"][lang])
        rows = tuple(row(known, number, item, fields, lang) for number, item in enumerate(items, 1))
        parts.append(Rows(tuple(heads), rows))
    else:
        parts.append(Line("", SAYS["nothing"][lang]))
    if known.attending:
        names = joined((with_unit(known, person, lang) for person in known.attending), lang)
        parts.append(Line(SAYS["invited"][lang], names))
    return Page(lang, SAYS["agenda"][lang].format(title=title(known, lang)), tuple(parts))


def columns(known: Known) -> tuple[Field, ...]:
    """The fields of an item that an agenda shows, as far as the rulebook has them."""
    kind = known.book.words.kinds.get("item")
    fields = kind.fields if kind is not None else {}
    found = [fields[name] for name in ("department", "reported", "papers") if name in fields]
    return (*found, *(declared for declared in fields.values() if is_time(declared)))


def is_time(declared: Field) -> bool:
    """Whether a field says for how many minutes."""
    return declared.type.base == "number" and (declared.type.of or "").startswith("minute")


def heading(declared: Field, lang: str) -> str:
    """What the column of a field is called."""
    if declared.name == "reported":
        return SAYS["reported"][lang]
    label = declared.label[lang] + (SAYS["minutes"][lang] if is_time(declared) else "")
    return label[:1].upper() + label[1:]


def row(known: Known, number: int, item: Thing, fields: tuple[Field, ...], lang: str) -> tuple[str, ...]:
    """One item; of a classified one the number alone."""
    last = ("",) if known.attending else ()
    if known.masked(item):
        return (str(number), MASK[lang], *("",) * len(fields), *last)
    if last:
        last = (joined(attending(known, item), lang),)
    return (str(number), item.label, *(value(known, item, declared, lang) for declared in fields), *last)


def value(known: Known, item: Thing, declared: Field, lang: str) -> str:
    """A field of an item as it is printed."""
    stated = known.fields(item).get(declared.name)
    if declared.name == "papers":
        papers = known.things(item, "papers")
        return ("；" if lang == "zh" else "; ").join(paper_name(known, paper, lang) for paper in papers)
    if declared.type.base == "act":
        return done_by(known, stated, lang)
    if declared.type.base == "number":
        return figures.number(stated) if isinstance(stated, int | Fraction) else ""
    return stated.id if isinstance(stated, Thing) else ""


def paper_name(known: Known, paper: Thing, lang: str) -> str:
    """A paper by its title, else by its kind."""
    if known.masked(paper):
        return MASK[lang]
    kind = known.book.words.kinds["paper"]
    word = known.fields(paper).get("kind")
    words = kind.fields["kind"].words if "kind" in kind.fields else {}
    return paper.label or (words[word][lang] if isinstance(word, str) and word in words else BLANK)


def attending(known: Known, item: Thing) -> list[str]:
    """Those who attend for an item: who has a post in its department."""
    department = known.fields(item).get("department")
    unit = department.id if isinstance(department, Thing) else ""
    return [person for person in known.attending if unit in known.units(person)]
