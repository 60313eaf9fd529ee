"""Wishes in words. What leads them in (to do, to find out, would have been needed) is said once, before them."""

from collections.abc import Iterable
from datetime import datetime, tzinfo

from meetingrules.base.source import Texts
from meetingrules.engine.labels import BookLabels
from meetingrules.engine.wants import Act, Come, Join, Move, Put
from meetingrules.lang.facts import Thing
from meetingrules.report import figures

LANGS = ("zh", "en")
GROUPS: dict[str, Texts] = {
    "to": {"zh": "致", "en": "to "},
    "with": {"zh": "附", "en": "with "},
    "for": {"zh": "事项为", "en": "for "},
    "from": {"zh": "向", "en": "from "},
}
UNTIL: dict[str, Texts] = {
    "do": {"zh": "最迟{day}", "en": "by {day} at the latest"},
    "state": {"zh": "日期不晚于{day}", "en": "not later than {day}"},
    "past": {"zh": "不晚于{day}", "en": "not later than {day}"},
}
SOON: Texts = {"zh": "即行办理", "en": "without delay"}
YES_NO: dict[str, Texts] = {
    "yes": {"zh": "是", "en": "yes"},
    "no": {"zh": "否", "en": "no"},
    "none": {"zh": "无", "en": "none"},
}
UNDONE: dict[str, Texts] = {
    "do": {"zh": "不进行“{what}”", "en": "leave undone {what}"},
    "state": {"zh": "“{what}”为“无”", "en": "{what}: none"},
    "past": {"zh": "不进行“{what}”", "en": "{what}: not done at all"},
}
CHOSEN = 3
"""Of those who may do it as well, so many are named."""


def called(want: Act | Put | Join, labels: BookLabels) -> Texts:
    """What people call the fact; a set of the meeting by its own name."""
    kind = labels.book.words.kinds.get(want.thing.kind)
    if want.thing.kind == "meeting" and kind is not None and want.field.name not in kind.fields:
        return want.field.label
    return labels.names.of_field(want.thing, want.field.name)


def done(want: Act, labels: BookLabels, zone: tzinfo) -> Texts:
    """An act: by whom, to whom, by when."""
    what, out = called(want, labels), dict[str, str]()
    at = want.at.astimezone(zone) if isinstance(want.at, datetime) else want.at
    for lang in LANGS:
        who = figures.either([labels.name(one, lang) for one in want.either[:CHOSEN]], lang)
        rest = [GROUPS[p][lang] + named(values, labels, lang) for p, values in want.roles if p in GROUPS]
        soon = not want.limited and want.tone == "do"
        until = SOON[lang] if soon else UNTIL[want.tone][lang].format(day=figures.when(at, lang))
        if lang == "zh":
            by = [f"由{who}{'即行' if soon else ''}办理"] if who else []
            parts = [*by, *rest, *([] if soon and who else [until])]
            out[lang] = f"“{what[lang]}”：" + "，".join(parts)
        else:
            parts = [*([f"by {who}"] if who else []), *rest]
            out[lang] = f"{what[lang]}: " + ", ".join(part for part in (" ".join(parts), until) if part)
    return out


def named(values: Iterable[object], labels: BookLabels, lang: str) -> str:
    """Some values by their names."""
    found = list(values)
    people = all(isinstance(value, Thing) and value.kind == "person" for value in found)
    return figures.listed([labels.name(value, lang) for value in found], lang, "人" if people else "项")


def put(want: Put | Join, labels: BookLabels) -> Texts:
    """A value stated, or another one."""
    what, out = called(want, labels), dict[str, str]()
    for lang in LANGS:
        value = want.field.words[want.value][lang] if want.value in want.field.words else want.value
        if want.field.type.base == "act" and isinstance(want, Put):
            out[lang] = UNDONE[want.tone][lang].format(what=what[lang])
            continue
        if want.field.type.base == "flag" or want.value == "none":
            value = YES_NO.get(want.value, {lang: value})[lang]
        if want.field.type.base == "number" and want.field.type.of and want.value != "none":
            value += ("" if lang == "zh" else " ") + labels.unit(want.field.type.of, lang)
        if isinstance(want, Join):
            out[lang] = f"“{what[lang]}”含“{value}”" if lang == "zh" else f"{what[lang]}: {value} among them"
        else:
            out[lang] = f"“{what[lang]}”为“{value}”" if lang == "zh" else f"{what[lang]}: {value}"
    return out


def came(wants: tuple[Come, ...], labels: BookLabels) -> Texts:
    """Certain persons, or so many more; of one item, in the room for it."""
    first, count, out = wants[0], len(wants), dict[str, str]()
    for lang in LANGS:
        people = figures.listed([want.person for want in wants], lang)
        item = labels.name(first.item, lang) if first.item is not None else ""
        if lang == "zh":
            where = f"研究{item}时在场" if item else "参加会议" if first.expected else "准时到会"
            where = where if first.there else "未到会"
            more = first.one_of and first.tone != "state"
            out[lang] = f"再有{count}人{where}，例如{people}" if more else f"{people}{where}"
            continue
        where = f"in the room for {item}" if item else "coming" if first.expected else "present on time"
        where = where if first.there else "absent"
        more = first.one_of and first.tone != "state"
        out[lang] = f"{count} more {where}, for instance {people}" if more else f"{people} {where}"
    return out


def moved(want: Move) -> Texts:
    """The meeting on another day."""
    day = {lang: figures.day(want.day, lang, weekday=True) for lang in LANGS}
    if want.tone == "new":
        return {"zh": f"最早{day['zh']}", "en": f"on {day['en']} at the earliest"}
    days = "a day" if want.by == 1 else f"{want.by} days"
    return {"zh": f"会议推迟{want.by}日，改到{day['zh']}", "en": f"the meeting {days} later, on {day['en']}"}
