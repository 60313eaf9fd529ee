"""How steps speak in every format: states, days, conditions, why not earlier."""

from collections.abc import Mapping

from meetingrules.base.harmless import clean
from meetingrules.base.source import Texts
from meetingrules.report import figures
from meetingrules.report.steps import Schedule, Step

PHASES: Mapping[str, Texts] = {
    "before": {"zh": "会前", "en": "Before the meeting"},
    "sitting": {"zh": "会上", "en": "In the meeting"},
    "after": {"zh": "会后", "en": "After the meeting"},
}
STATES: Mapping[str, Texts] = {
    "open": {"zh": "未见记录", "en": "no record"},
    "none": {"zh": "尚未办理", "en": "none so far"},
    "late": {"zh": "逾期办理", "en": "done late"},
    "otherwise": {"zh": "已办，不合要求", "en": "done, not as the rule asks"},
    "unclear": {"zh": "已办，有待查明", "en": "done, a fact is missing"},
    "done": {"zh": "已办", "en": "done"},
    "not_applicable": {"zh": "不适用", "en": "does not apply"},
}
MISSED: Texts = {"zh": "已过期限", "en": "too late now"}
NO_DAY: Texts = {"zh": "不设期限", "en": "no day set"}
FORCES: Mapping[str, Texts] = {
    "in_principle": {"zh": "原则上", "en": "in principle"},
    "normally": {"zh": "一般", "en": "normally"},
}
KINDS: Mapping[str, Texts] = {
    "weekend": {"zh": "周末", "en": "weekend"},
    "holiday": {"zh": "节假日", "en": "holiday"},
    "make-up": {"zh": "调休上班", "en": "make-up day"},
    "unannounced": {"zh": "安排未公布", "en": "not announced yet"},
}


def said(text: str) -> str:
    """A text of a file on one line, with nothing hidden in it."""
    return clean(text)


def cites(step: Step, lang: str) -> str:
    """The articles that a step rests on, each once."""
    return ("、" if lang == "zh" else ", ").join(dict.fromkeys(cite.label[lang] for cite in step.cites))


def until(step: Step, lang: str) -> str:
    """The latest permissible moment; the two that it lies between; or that there is none."""
    return figures.until(step.latest, lang, weekday=step.latest.exact) if step.latest is not None else NO_DAY[lang]


def state(step: Step, lang: str) -> str:
    """What has been done: 已办（市长，2024年11月18日）."""
    what = STATES[step.state][lang]
    if step.missed:
        what += ("，" if lang == "zh" else ", ") + MISSED[lang]
    told = [said(step.by[lang])] if step.by[lang] else []
    told += [figures.when(step.at, lang)] if step.at is not None else []
    joined = ("，" if lang == "zh" else ", ").join(told)
    return what + ((f"（{joined}）" if lang == "zh" else f" ({joined})") if joined else "")


def who(step: Step, lang: str) -> str:
    """Who acts by the rule, and towards whom."""
    by, to = said(step.who[lang]), said(step.to[lang])
    if not to:
        return by
    if lang == "zh":
        return f"{by}（向{to}）" if by else f"向{to}"
    return f"{by}, to {to}" if by else f"to {to}"


def hangs_on(step: Step, lang: str) -> str:
    """The conditions of a step that are still open; empty where there are none."""
    zh = lang == "zh"
    ifs = [said(c.label[lang]) for c in step.conditions if c.holds]
    unless = [said(c.label[lang]) for c in step.conditions if not c.holds]
    parts = [("如：" if zh else "if: ") + ("；" if zh else "; ").join(ifs)] if ifs else []
    parts += [("除非：" if zh else "unless: ") + ("；" if zh else "; ").join(unless)] if unless else []
    parts += (
        ["有多种办法，择一即可" if zh else "one of several ways is enough"] if step.choice and step.outstanding else []
    )
    parts += ["另有例外规定" if zh else "the rule has exceptions"] if step.excepted else []
    parts += [FORCES[step.force][lang]] if step.force in FORCES else []
    return ("；" if zh else "; ").join(parts)


def what(step: Step, lang: str) -> str:
    """A step in one phrase: 会议通知：发出（各参会人员）."""
    about = said(step.about.called[lang])
    return said(step.act[lang]) + ((f"（{about}）" if lang == "zh" else f" ({about})") if about else "")


def heading(schedule: Schedule, lang: str) -> str:
    """What meeting it is, and when."""
    name = said(schedule.name) or schedule.title[lang]
    return f"{name}  {figures.when(schedule.begins, lang, weekday=True)}"


def announced(schedule: Schedule, lang: str) -> str:
    """That the calendar is not known for all of these days; empty where it is."""
    if not any(step.latest is not None and not step.latest.exact for step in schedule.steps):
        return ""
    through = figures.day(schedule.announced_through, lang) if schedule.announced_through is not None else ""
    if lang == "zh":
        return f"节假日安排只公布到{through}，其后涉及工作日的期限只能定在两个日期之间。"
    return f"Working days are announced through {through} only: a limit beyond lies between two days."


def verdict(schedule: Schedule, lang: str) -> list[str]:
    """Whether the day can be kept, and which is the earliest lawful one; nothing for a meeting that is over."""
    found, zh = schedule.earliest, lang == "zh"
    if found is None:
        return []
    lines = []
    if found.certain is None:
        to = figures.day(found.looked_to, lang) if found.looked_to is not None else ""
        lines.append(f"到{to}为止，没有确定可以开会的日期。" if zh else f"No day through {to} is surely lawful.")
    else:
        day = figures.day(found.certain, lang, weekday=True)
        lines.append(f"最早可以开会的日期：{day}" if zh else f"Earliest lawful day: {day}")
    if found.possible is not None and not found.exact:
        day = figures.day(found.possible, lang, weekday=True)
        lines.append(
            f"节假日安排公布后，有可能提前到{day}"
            if zh
            else f"Once the working days are announced, it may turn out to be {day}"
        )
    if found.certain is not None and found.certain > schedule.day:
        lines.append("原定日期已来不及。" if zh else "The planned day cannot be kept.")
    return lines
