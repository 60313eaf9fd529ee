"""Minutes to be filled in, in the customary order: what is on record stands in them, what is not is a blank that everybody sees."""

from collections.abc import Iterator, Mapping
from datetime import date

from meetingrules.base.source import Texts
from meetingrules.exchange.agenda import paper_name
from meetingrules.exchange.known import ABSENT, COMING, LATE, LEAVE, NOT_COMING, PRESENT, UNKNOWN, Known
from meetingrules.exchange.lists import recorded
from meetingrules.exchange.opening import done_by, joined, opening, title, with_unit
from meetingrules.exchange.page import BLANK, Heading, Line, Page, Part
from meetingrules.facts.world import MEETING, OTHERS
from meetingrules.lang.facts import NONE, Acts, Thing
from meetingrules.report import figures
from meetingrules.report.masking import MASK

SAYS: Mapping[str, Texts] = {
    "minutes": {"zh": "{title}纪要", "en": "Minutes – {title}"},
    "number": {"zh": "编号", "en": "Number"},
    "present": {"zh": "出席", "en": "Present"},
    "leave": {"zh": "请假", "en": "On leave"},
    "attending": {"zh": "列席", "en": "In attendance"},
    "absent": {"zh": "缺席", "en": "Absent"},
    "unknown": {"zh": "未确认", "en": "Not known"},
    "present-planned": {"zh": "拟出席", "en": "Said to be coming"},
    "attending-planned": {"zh": "拟列席", "en": "Said to be attending"},
    "not_coming": {"zh": "回复不参加", "en": "Said not to be coming"},
    "nobody": {"zh": "无", "en": "nobody"},
    "late": {"zh": "{time}到会", "en": "from {time}"},
    "late-only": {"zh": "迟到", "en": "late"},
    "left": {"zh": "{time}离会", "en": "until {time}"},
    "left-only": {"zh": "早退", "en": "left early"},
    "stand-in": {"zh": "由{names}代", "en": "represented by {names}"},
    "taken": {"zh": "记录", "en": "Taken by"},
    "item": {"zh": "{number}、{title}", "en": "{number}. {title}"},
    "reported": {"zh": "汇报", "en": "Reported by"},
    "away": {"zh": "研究时不在场", "en": "Not in the room"},
    "outcome": {"zh": "结果", "en": "Outcome"},
    "decision": {"zh": "议定事项", "en": "Decision"},
    "units": {"zh": "承办：{units}", "en": "by {units}"},
    "due": {"zh": "时限：{day}", "en": "due {day}"},
    "not-discussed": {"zh": "未研究的议题", "en": "Items not discussed"},
    "no-items": {"zh": "议题", "en": "Items"},
    "signed": {"zh": "签发", "en": "Signed"},
    "signed-on": {"zh": "日期", "en": "Date"},
    "open": {"zh": "名单可能不全，尚不知道", "en": "The lists may not be complete; not known"},
}  # fmt: skip


def minutes(known: Known, lang: str) -> Page:
    """The minutes of a meeting, as far as they can be written from what is on record.

    Nothing is guessed: of whom nothing is known stands in a list of their own, and decisions that nobody wrote down are blanks.
    """
    parts: list[Part] = [Line(SAYS["number"][lang], BLANK), *opening(known, lang)]
    parts += lists(known, lang)
    if known.missing:
        parts.append(Line(SAYS["open"][lang], joined((label[lang] for label in known.missing), lang)))
    parts.append(Line(SAYS["taken"][lang], BLANK))
    items = tuple(enumerate(known.things(MEETING, "items"), 1))
    put_off = [(number, item) for number, item in items if not known.masked(item) and not_discussed(known, item)]
    for number, item in items:
        if (number, item) not in put_off:
            parts += one(known, number, item, lang)
    if not items:
        parts.append(Line(SAYS["no-items"][lang], BLANK))
    if put_off:
        parts.append(Heading(SAYS["not-discussed"][lang]))
        parts += [Line("", numbered(number, item.label, lang)) for number, item in put_off]
    parts += general(known, lang)
    parts += [Line("", ""), *signature(known, lang)]
    return Page(lang, SAYS["minutes"][lang].format(title=title(known, lang)), tuple(parts))


# ---- who ---------------------------------------------------------------------------------------------------------------


def lists(known: Known, lang: str) -> Iterator[Line]:
    """出席, 请假, 列席; then those who were not there without leave, and those of whom nothing is known.

    The three lists are always there: a blank where nobody is known yet, and *nobody* where the record says so.
    """
    found: dict[str, list[str]] = {}
    for person in (*known.sitting, *known.attending, *known.others):
        key = place_of(known, person)
        found.setdefault(key, []).append(with_unit(known, person, lang) + aside(known, person, lang))
    kept = ("present", "leave", "attending")
    for key in (
        "present",
        "present-planned",
        "leave",
        "attending",
        "attending-planned",
        "absent",
        "not_coming",
        "unknown",
    ):
        if key in found:
            yield Line(SAYS[key][lang], joined(found[key], lang))
        elif key in kept and f"{key}-planned" not in found:
            yield Line(SAYS[key][lang], SAYS["nobody"][lang] if nobody(known, key, found) else BLANK)


def nobody(known: Known, key: str, found: Mapping[str, list[str]]) -> bool:
    """Whether the record says that nobody stands in a list in which nobody does."""
    if not recorded(known) or "unknown" in found or known.missing:
        return False
    return key != "leave" or "absent" not in found or known.fields(OTHERS).get("leave") is NONE


def place_of(known: Known, person: str) -> str:
    """In which list a person stands."""
    state = known.presence(person).state
    sits = person in known.sitting or (known.body is None and person not in known.attending)
    if state in {PRESENT, LATE}:
        return "present" if sits else "attending"
    if state == COMING:
        return "present-planned" if sits else "attending-planned"
    return {LEAVE: "leave", ABSENT: "absent", NOT_COMING: "not_coming"}.get(state, UNKNOWN)


def aside(known: Known, person: str, lang: str) -> str:
    """What is said of a person in brackets: when he came or left, why he was away, who came in his place."""
    found, said = known.presence(person), list[str]()
    if found.state == LATE:
        at = known.clock(found.arrived, lang)
        said.append(SAYS["late"][lang].format(time=at) if at else SAYS["late-only"][lang])
    if found.left:
        at = known.clock(found.left_at, lang)
        said.append(SAYS["left"][lang].format(time=at) if at else SAYS["left-only"][lang])
    if found.reason:
        said.append(found.reason)
    if found.stand_in:
        said.append(SAYS["stand-in"][lang].format(names=joined(found.stand_in, lang)))
    if not said:
        return ""
    return f"（{'，'.join(said)}）" if lang == "zh" else f" ({', '.join(said)})"


# ---- items ---------------------------------------------------------------------------------------------------------------


def numbered(number: int, text: str, lang: str) -> str:
    """An item with its number in front: 一、…"""
    return SAYS["item"][lang].format(number=figures.chinese(number) if lang == "zh" else number, title=text)


def not_discussed(known: Known, item: Thing) -> bool:
    """Whether the record says that an item was not taken."""
    stated = known.fields(item)
    return stated.get("discussed") is NONE or stated.get("outcome") is NONE


def one(known: Known, number: int, item: Thing, lang: str) -> Iterator[Part]:
    """One item: who reported, what came of it; of a classified one the number alone."""
    if known.masked(item):
        yield Heading(numbered(number, MASK[lang], lang))
        yield Line(SAYS["decision"][lang], BLANK)
        return
    stated = known.fields(item)
    yield Heading(numbered(number, item.label or BLANK, lang))
    fields = known.book.words.kinds["item"].fields
    department = stated.get("department")
    if isinstance(department, Thing):
        label = fields["department"].label[lang]
        yield Line(label[:1].upper() + label[1:], department.id)
    if "reported" in fields:
        yield Line(SAYS["reported"][lang], done_by(known, stated.get("reported"), lang) or BLANK)
    papers = known.things(item, "papers")
    if papers:
        label = fields["papers"].label[lang]
        sep = "；" if lang == "zh" else "; "
        yield Line(label[:1].upper() + label[1:], sep.join(paper_name(known, paper, lang) for paper in papers))
    away, _ = known.world.plan.at_items.get((item.id, "away", "for"), (frozenset[str](), True))
    if away:
        yield Line(SAYS["away"][lang], joined(known.in_order(sorted(away)), lang))
    yield from decided(known, item, lang)


def decided(known: Known, item: Thing, lang: str) -> Iterator[Part]:
    """What came of an item: its outcome in the words of the rulebook, and the decisions that are on record; else a blank."""
    declared = known.book.words.kinds["item"].fields.get("outcome")
    outcome = known.fields(item).get("outcome")
    if declared is not None and isinstance(outcome, str) and outcome in declared.words:
        yield Line(SAYS["outcome"][lang], declared.words[outcome][lang])
    about = [d for d in known.things(MEETING, "decisions") if known.fields(d).get("item") == item]
    lines = [decision(known, one, lang) for one in about]
    yield from (Line(SAYS["decision"][lang], text) for text in lines or [BLANK])


def general(known: Known, lang: str) -> Iterator[Part]:
    """Decisions that name no item of the meeting."""
    for one_ in known.things(MEETING, "decisions"):
        if not isinstance(known.fields(one_).get("item"), Thing):
            yield Line(SAYS["decision"][lang], decision(known, one_, lang))


def decision(known: Known, thing: Thing, lang: str) -> str:
    """A decision with who carries it out, and until when."""
    if known.masked(thing):
        return MASK[lang]
    units, due = known.things(thing, "units"), known.fields(thing).get("due")
    said = [SAYS["units"][lang].format(units=joined((unit.id for unit in units), lang))] if units else []
    if isinstance(due, date):
        said.append(SAYS["due"][lang].format(day=figures.day(due, lang)))
    item = known.fields(thing).get("item")
    # a decision that is called like its item is one by name only: what was decided is still to be written
    text = BLANK if not thing.label or (isinstance(item, Thing) and item.label == thing.label) else thing.label
    if not said:
        return text
    return f"{text}（{'；'.join(said)}）" if lang == "zh" else f"{text} ({'; '.join(said)})"


def signature(known: Known, lang: str) -> Iterator[Line]:
    """Who signed and when; a blank for each that is not on record."""
    signed = known.fields(Thing("minutes", "minutes")).get("signed")
    records = [record for record in signed.records if not record.refused] if isinstance(signed, Acts) else []
    at = records[-1].at if records else None
    yield Line(SAYS["signed"][lang], done_by(known, signed, lang) or BLANK)
    yield Line(SAYS["signed-on"][lang], figures.when(at, lang) if at is not None else BLANK)
