"""What is due when -> text: a table for people."""

import unicodedata
from collections.abc import Iterator, Sequence

from meetingrules.render import duewords as words
from meetingrules.report import figures
from meetingrules.report.steps import PHASES, Schedule, Step

HEADS = {
    "zh": ("最迟", "事项", "由谁办理", "对象", "依据", "状态"),
    "en": ("by", "step", "who", "for", "article", "state"),
}
INDENT = "  "
WIDEST = 38
"""Columns of a terminal that a column of the table takes at most; what is longer shifts the rest of its own line."""
Row = tuple[str, ...]


def render(schedule: Schedule, lang: str) -> str:
    """The steps as a table, the earliest lawful day, and why not earlier."""
    head = [words.heading(schedule, lang), about(schedule, lang)]
    note = words.announced(schedule, lang)
    lines = [*head, *([note] if note else []), ""]
    shown = [step for step in schedule.steps if step.state != "not_applicable"]
    rows = [row(step, lang) for step in shown]
    widths = [min(max(map(width, column)), WIDEST) for column in zip(HEADS[lang], *rows, strict=True)]
    lines.append(INDENT + columns(HEADS[lang], widths))
    for phase in PHASES:
        mine = [step for step in shown if step.phase == phase]
        lines += ["", words.PHASES[phase][lang]] if mine else []
        lines += table(mine, widths, lang)
    beside = len(schedule.steps) - len(shown)
    if beside:
        lines += ["", f"不适用：{beside}项" if lang == "zh" else f"Do not apply: {beside}"]
    lines += ["", *ending(schedule, lang)] if schedule.earliest is not None else []
    return "\n".join(line.rstrip() for line in lines).rstrip("\n") + "\n"


def about(schedule: Schedule, lang: str) -> str:
    """What was looked at, and as of when."""
    today = figures.day(schedule.today, lang)
    path = words.said(schedule.path)
    if lang == "zh":
        return f"{path}　截至{today}　规则：{schedule.rulebook} {schedule.version}"
    return f"{path}  as of {today}  rules: {schedule.rulebook} {schedule.version}"


def row(step: Step, lang: str) -> Row:
    """One step."""
    return (
        words.until(step, lang),
        words.said(step.act[lang]),
        words.who(step, lang),
        words.said(step.about.called[lang]),
        words.cites(step, lang),
        words.state(step, lang),
    )


def table(steps: Sequence[Step], widths: Sequence[int], lang: str) -> Iterator[str]:
    """Some steps, each day written once; what a step hangs on stands below it."""
    before = None
    for step in steps:
        day, *rest = row(step, lang)
        yield INDENT + columns(("" if day == before else day, *rest), widths)
        before = day
        if step.outstanding and (more := words.hangs_on(step, lang)):
            yield INDENT + " " * (widths[0] + 2) + INDENT + more


def columns(texts: Sequence[str], widths: Sequence[int]) -> str:
    """Texts, each as wide as its column."""
    return "  ".join(text + " " * (most - width(text)) for text, most in zip(texts, widths, strict=True))


def width(text: str) -> int:
    """How many columns of a terminal a text takes: East Asian characters two each.

    >>> width("市长A")
    5
    """
    marks = sum(unicodedata.category(char) in {"Mn", "Me"} for char in text)
    return len(text) - marks + sum(unicodedata.east_asian_width(char) in "WF" for char in text)


def ending(schedule: Schedule, lang: str) -> Iterator[str]:
    """The earliest lawful day, and which steps stand against an earlier one."""
    found = schedule.earliest
    assert found is not None
    yield from words.verdict(schedule, lang)
    if found.binding:
        yield "再早则以下事项来不及：" if lang == "zh" else "A day earlier, these would come too late:"
        yield from (INDENT + line for line in reasons(found.binding, lang))
    if found.in_force:
        yield "此前规则尚未施行。" if lang == "zh" else "Before that day the rules are not in force."
    if found.regardless:
        yield (
            "改期也无法补救，未计入："
            if lang == "zh"
            else "No other day would mend these; they were left out of account:"
        )
        yield from (INDENT + line for line in reasons(found.regardless, lang))


def reasons(steps: Sequence[Step], lang: str) -> Iterator[str]:
    """Each step with its latest moment and the article that binds."""
    for step in steps:
        until, cites, what = words.until(step, lang), words.cites(step, lang), words.what(step, lang)
        more = words.hangs_on(step, lang)
        if lang == "zh":
            yield f"{what}，最迟{until}（{cites}）" + (f"；{more}" if more else "")
        else:
            yield f"{what}, by {until} ({cites})" + (f"; {more}" if more else "")
