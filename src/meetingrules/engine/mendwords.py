"""Wishes in words: what is to be done, what may be stated, what would have been needed."""

from collections.abc import Iterable
from datetime import tzinfo

from meetingrules.base.source import Texts
from meetingrules.engine.labels import BookLabels
from meetingrules.engine.wants import Act, Come, Join, Move, Put
from meetingrules.lang.facts import Thing
from meetingrules.report import figures

LANGS = ("zh", "en")
GROUPS = {"to": ("致", "to"), "with": ("附", "with"), "for": ("事项为", "for"), "from": ("向", "from")}
YES_NO: dict[str, Texts] = {
    "yes": {"zh": "是", "en": "yes"},
    "no": {"zh": "否", "en": "no"},
    "none": {"zh": "无", "en": "none"},
}


def done(want: Act, labels: BookLabels, zone: tzinfo) -> Texts:
    """An act: by whom, to whom, by when."""
    what, out = labels.names.of_field(want.thing, want.field.name), dict[str, str]()
    at = want.at.astimezone(zone) if hasattr(want.at, "astimezone") else want.at
    for lang in LANGS:
        day, roles = figures.when(at, lang), dict(want.roles)
        who = figures.either([labels.name(one, lang) for one in want.either[:3]], lang) if want.either else ""
        rest = [
            GROUPS[p][0 if lang == "zh" else 1] + (" " if lang == "en" else "") + named(values, labels, lang)
            for p, values in roles.items()
            if p in GROUPS
        ]
        say = _done_zh if lang == "zh" else _done_en
        out[lang] = say(what[lang], who, rest, day if want.limited or want.tone == "past" else "", want.tone)
    return out


def _done_zh(what: str, who: str, rest: list[str], day: str, tone: str) -> str:
    should = "应" if tone == "past" else ""
    by = f"{should}由{who}办理" if who else ""
    when = {"do": f"最迟{day}", "state": f"日期不晚于{day}", "past": f"不晚于{day}"}[tone] if day else ""
    if not day and tone == "do":
        by = f"由{who}即行办理" if who else "即行办理"
    if should and not who:
        when = should + when
    lead = f"查明并填写“{what}”：" if tone == "state" else f"“{what}”："
    return lead + "，".join(part for part in (by, *rest, when) if part)


def _done_en(what: str, who: str, rest: list[str], day: str, tone: str) -> str:
    when = {"do": f"by {day} at the latest", "state": f"not later than {day}", "past": f"not later than {day}"}[tone]
    when = when if day else "without delay" if tone == "do" else ""
    by = f"by {who}" if who else ""
    lead = f"find out and state {what}: " if tone == "state" else f"{what}: "
    return lead + ", ".join(part for part in (" ".join(p for p in (by, *rest) if p), when) if part)


def named(values: Iterable[object], labels: BookLabels, lang: str) -> str:
    """Some values by their names."""
    names = [labels.name(value, lang) for value in values]
    people = all(isinstance(value, Thing) and value.kind == "person" for value in values)
    return figures.listed(names, lang, "人" if people else "项")


def put(want: Put | Join, labels: BookLabels) -> Texts:
    """A value stated, or another one."""
    what, out = labels.names.of_field(want.thing, want.field.name), dict[str, str]()
    for lang in LANGS:
        if want.field.type.base == "act" and isinstance(want, Put):
            out[lang] = _undone(what[lang], want.tone, lang)
            continue
        value = want.field.words[want.value][lang] if want.value in want.field.words else want.value
        if want.field.type.base == "flag" or want.value == "none":
            value = YES_NO.get(want.value, {"zh": value, "en": value})[lang]
        if isinstance(want, Join):
            more = {"do": ("增加", "add"), "state": ("列明", "state"), "past": ("还应有", "would also have needed")}[
                want.tone
            ]
            out[lang] = f"“{what['zh']}”{more[0]}“{value}”" if lang == "zh" else f"{what['en']}: {more[1]} {value}"
            continue
        if lang == "zh":
            verb = {"do": "须为", "state": "填写为", "past": "应为"}[want.tone]
            lead = "查明后将" if want.tone == "state" else ""
            out[lang] = f"{lead}“{what['zh']}”{verb}“{value}”"
        else:
            lead = "find out and state " if want.tone == "state" else ""
            verb = {"do": "must be", "state": "as", "past": "should have been"}[want.tone]
            out[lang] = f"{lead}{what['en']} {verb} {value}"
    return out


def _undone(what: str, tone: str, lang: str) -> str:
    """An act that is not done."""
    if lang == "zh":
        return {"do": f"不进行“{what}”", "state": f"查明“{what}”确未进行的，填写为“无”", "past": f"不应进行“{what}”"}[
            tone
        ]
    return {
        "do": f"leave this undone: {what}",
        "state": f"find out and state {what} as none, if so",
        "past": f"should not have been done: {what}",
    }[tone]


def came(wants: tuple[Come, ...], labels: BookLabels) -> Texts:
    """So many more persons, each by name; of one item, in the room for it."""
    first, count, out = wants[0], len(wants), dict[str, str]()
    for lang in LANGS:
        people = figures.listed([want.person for want in wants], lang)
        item = labels.name(first.item, lang) if first.item is not None else ""
        if not first.one_of and first.tone != "state":
            out[lang] = _each(people, item, first, lang)
            continue
        if lang == "zh":
            where = f"研究{item}时在场" if item else ("参加" if first.expected else "准时到会")
            where = where if first.there else "不到会"
            out[lang] = {
                "do": f"再有{count}人{where}，例如{people}",
                "state": f"查明{people}是否到会：确已{where}的，予以记录",
                "past": f"应再有{count}人{where}，例如{people}",
            }[first.tone]
            continue
        where = f"in the room for {item}" if item else "coming" if first.expected else "present on time"
        where = where if first.there else "absent"
        out[lang] = {
            "do": f"{count} more {where}, for instance {people}",
            "state": f"find out about {people}: {where}, if so",
            "past": f"{count} more should have been {where}, for instance {people}",
        }[first.tone]
    return out


def _each(people: str, item: str, first: Come, lang: str) -> str:
    """Certain persons, whom nobody can stand in for."""
    should = first.tone == "past"
    if lang == "zh":
        where = f"在研究{item}时在场" if item else "参加" if first.expected else "准时到会"
        return f"{people}{'应' if should else ''}{where if first.there else '不到会'}"
    where = f"in the room for {item}" if item else "coming" if first.expected else "present on time"
    return f"{people} {'should have been' if should else 'must be'} {where if first.there else 'absent'}"


def moved(want: Move) -> Texts:
    """The meeting on another day."""
    day = {lang: figures.day(want.day, lang, weekday=True) for lang in LANGS}
    if want.tone == "past":
        return {
            "zh": f"会议应晚{want.by}日召开（{day['zh']}）",
            "en": f"the meeting should have been {want.by} day(s) later ({day['en']})",
        }
    if want.tone == "new":
        return {"zh": f"另行召开会议，最早{day['zh']}", "en": f"a new sitting, on {day['en']} at the earliest"}
    days = "a day" if want.by == 1 else f"{want.by} days"
    return {"zh": f"会议推迟{want.by}日，改到{day['zh']}", "en": f"the meeting {days} later, on {day['en']}"}
