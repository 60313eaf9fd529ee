"""What if: one meeting before and after some changes, and how little would upset what comes out."""

from collections.abc import Sequence
from datetime import date

from meetingrules.base.source import Texts
from meetingrules.base.tree import Table
from meetingrules.base.typed import typed
from meetingrules.engine.decisive import Trial
from meetingrules.engine.presiding import presiding
from meetingrules.engine.supposing import Meeting
from meetingrules.facts.fields import title_of
from meetingrules.facts.load import entries_of
from meetingrules.facts.supposed import Supposition
from meetingrules.lang.answers import Moment
from meetingrules.report import figures
from meetingrules.report.changes import compare
from meetingrules.report.supposition import WhatIf

TEXTS = {
    "day": "会议日期",
    "last_day": "最后一日",
    "begins": "开始时间",
    "ends": "结束时间",
    "title": "名称",
    "chair": "主持人",
}
"""What the core keys are called where no rulebook says it."""


def what_if(meeting: Meeting, changes: Sequence[Supposition], *, tight: bool = True) -> WhatIf:
    """What changes in a meeting.

    :param changes: as they were typed; none: only how tight it is
    :param tight: whether to ask how little would upset what comes out
    :raises InvalidText: with all complaints about the changes, and about what they make of the meeting
    """
    changes = meeting.each(changes)
    after, renumbered = meeting.supposing(changes)
    old, new = meeting.report(), after.report()
    before_after = presiding(meeting), presiding(after)
    return WhatIf(
        rulebook=after.book.id,
        version=after.book.version,
        title=after.book.title,
        path=meeting.source.name,
        day=after.plan.day,
        as_of=new.as_of,
        supposed=tuple(said(change, after) for change in changes),
        options=tuple(f"{change.option} {change.text}" for change in changes),
        before=old,
        after=new,
        changes=compare(old, new, renumbered),
        renumbered=renumbered,
        moments=(moments(meeting), moments(after)),
        presiding=(before_after[0], before_after[1])
        if before_after[0] is not None and before_after[1] is not None
        else None,
        tight=Trial(after, new).tight(before_after[1]) if tight else None,
    )


def moments(meeting: Meeting) -> tuple[Moment, ...]:
    """When a meeting begins and ends: its days, and the hours that are known."""
    plan, world = meeting.plan, meeting.world
    found = (plan.day, plan.last_day, world.start, world.end)
    return tuple(dict.fromkeys(moment for moment in found if moment is not None))


def said(change: Supposition, after: Meeting) -> Texts:
    """A change in words."""
    text = change.text.strip()
    name, _, value = (part.strip() for part in text.partition("="))
    item = text.removeprefix("items.")
    match change.kind:
        case "absent" | "present":
            return _coming(text, comes=change.kind == "present", recorded=after.recorded)
        case "set":
            return {"zh": f"{called(name, after)}改为{_day(value)}", "en": f"{name} is {value}"}
        case "unset":
            return {"zh": f"未写{called(text, after)}", "en": f"{text} is not stated"}
        case "drop_item":
            return {"zh": f"撤下议题{item}", "en": f"item {item} is taken off"}
    return {"zh": f"增加议题“{_title(text)}”", "en": f"one more item: {_title(text)}"}


def called(path: str, after: Meeting) -> str:
    """What people call a place in a meeting file, in Chinese: 议题2的标题, 副市长乙的请假."""
    words, parts = after.book.words, list[str]()
    entries = entries_of(words)
    fields = [field for kind in words.kinds.values() for field in kind.fields.values()]
    for number, step in enumerate(path.split(".")):
        if step.isdecimal() and parts:
            parts[-1] += step
            continue
        label = entries[step].field.label["zh"] if not number and step in entries else ""
        label = label or next((f.label["zh"] for f in fields if f.name == step and number), "")
        parts.append(label or TEXTS.get(step, step))
    head = path.split(".", maxsplit=1)[0]
    if len(parts) > 1 and head in entries and entries[head].group == "person":
        parts[:2] = parts[1::-1]
    return "的".join(parts)


def _day(value: str) -> str:
    """A value as an office writes it: days, and that there is none."""
    try:
        return figures.day(date.fromisoformat(value), "zh")
    except ValueError:
        return "无" if value == "none" else value


def _title(item: str) -> str:
    """The title of an item that is added."""
    node = typed("", item)
    return title_of(node) if isinstance(node, Table) else item


def _coming(name: str, *, comes: bool, recorded: bool) -> Texts:
    if recorded:
        return {"zh": f"{name}{'到会' if comes else '未到会'}", "en": f"{name} was {'present' if comes else 'absent'}"}
    return {"zh": f"{name}{'能' if comes else '不能'}到会", "en": f"{name} {'comes' if comes else 'does not come'}"}
