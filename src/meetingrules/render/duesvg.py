"""What is due when -> a picture: a timeline on which weekends, holidays and make-up days are shaded.

It stands alone (no script, no font, nothing fetched) and is read in black and white: kinds of days differ by pattern, states by
shape, and both by words.
"""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import groupby
from xml.sax.saxutils import escape

from attrs import frozen

from meetingrules.base.source import Texts
from meetingrules.render import duewords as words
from meetingrules.render.duetext import width
from meetingrules.report import figures
from meetingrules.report.steps import PHASES, Schedule, Step

ROW, TOP, LABEL, RIGHT = 22, 92, 400, 170
"""Pixels: height of a row, of the head, width of the labels, room at the right for what stands beside the last day."""
WIDE, NARROW, CHART, LEAST = 18, 4, 1000, 960
"""Pixels: a day at most and at least, all days together, the whole picture at least: what its legend takes."""
LEGIBLE = 12
"""From so wide a day on its number is shown; else that of each Monday."""
MONTH = 72
MOST = 46
"""Columns of a label, East Asian characters two each; the whole of it is shown as a tooltip."""
PATTERNS = {
    "weekend": '<path d="M0 6 L6 0" stroke="#999" stroke-width="1"/>',
    "holiday": '<path d="M0 6 L6 0 M0 0 L6 6" stroke="#666" stroke-width="1"/>',
    "make-up": '<circle cx="3" cy="3" r="1.3" fill="#444"/>',
    "unannounced": '<path d="M0 3 L6 3" stroke="#aaa" stroke-width="1"/>',
}
LETTERS: dict[str, Texts] = {"holiday": {"zh": "休", "en": "H"}, "make-up": {"zh": "班", "en": "M"}}
LOOKS = 'role="img" font-family="sans-serif" font-size="12" fill="#000"'
STATES = ("done", "open", "late", "otherwise", "missed")
LEGEND: dict[str, Texts] = {
    "done": {"zh": "已办", "en": "done"},
    "open": {"zh": "待办", "en": "to be done"},
    "late": {"zh": "逾期办理", "en": "done late"},
    "otherwise": {"zh": "不合要求或待查明", "en": "not as asked, or unclear"},
    "missed": {"zh": "已过期限", "en": "too late now"},
}


@frozen
class Chart:
    """Where everything stands."""

    schedule: Schedule
    lang: str
    rows: tuple[Step | str, ...]
    """The steps from top to bottom, with the headings between them."""

    @property
    def first(self) -> date:
        """The day at the left."""
        return self.schedule.days[0][0]

    @property
    def step(self) -> float:
        """The width of a day."""
        return max(NARROW, min(WIDE, CHART / len(self.schedule.days)))

    @property
    def bottom(self) -> int:
        """Where the rows end."""
        return TOP + ROW * len(self.rows) + 6

    def x(self, moment: date) -> float:
        """Where a moment stands: a day at its middle, an instant within it; beyond the days shown, at their edge."""
        at = moment.date() if isinstance(moment, datetime) else moment
        within = (moment.hour * 60 + moment.minute) / 1440 if isinstance(moment, datetime) else 0.5
        place = (at - self.first).days + within
        return round(LABEL + self.step * min(max(place, 0), len(self.schedule.days)), 1)


def render(schedule: Schedule, lang: str) -> str:
    """The steps that have a day, as a self-contained SVG document."""
    shown = [step for step in schedule.steps if step.latest is not None and step.state != "not_applicable"]
    rows = list[Step | str]()
    for phase in PHASES:
        mine = [step for step in shown if step.phase == phase]
        rows += [words.PHASES[phase][lang], *mine] if mine else []
    chart = Chart(schedule, lang, tuple(rows))
    right = max(LEAST, round(LABEL + chart.step * len(schedule.days) + RIGHT))
    bottom = chart.bottom + 92
    title, notes = words.heading(schedule, lang), words.verdict(schedule, lang)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{right}" height="{bottom}" viewBox="0 0 {right} {bottom}" {LOOKS}>',
        f"<title>{escape(title)}</title>",
        f"<desc>{escape(' '.join([words.announced(schedule, lang), *notes]).strip())}</desc>",
        "<defs>",
        *(f'<pattern id="{k}" width="6" height="6" patternUnits="userSpaceOnUse">{p}</pattern>' for k, p in PATTERNS.items()),
        "</defs>",
        f'<rect width="{right}" height="{bottom}" fill="#fff"/>',
        text(10, 22, title, 'font-size="16" font-weight="bold"'),
        *days(chart),
        *months(chart),
        *upright(chart, schedule.begins, 'stroke-width="2.5"', "会议" if lang == "zh" else "meeting", 71),
        *today(chart),
        *lanes(chart),
        *legend(chart),
        *(text(10, chart.bottom + 64 + 16 * n, note) for n, note in enumerate(notes[:2])),
        "</svg>",
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


def text(x: float, y: float, said: str, more: str = "") -> str:
    """A line of text."""
    return f'<text x="{round(x, 1)}" y="{y}"{" " + more if more else ""}>{escape(said)}</text>'


def days(chart: Chart) -> Iterator[str]:
    """The days: shaded by kind, with numbers, and letters where a day is not what its weekday says."""
    high, free = chart.bottom - TOP + 22, 0.0
    for kind, group in groupby(chart.schedule.days, key=lambda day: day[1]):
        run = list(group)
        if kind not in PATTERNS:
            continue
        left, wide = LABEL + chart.step * (run[0][0] - chart.first).days, round(chart.step * len(run), 1)
        yield f'<rect x="{left:.1f}" y="{TOP - 22}" width="{wide}" height="{high}" fill="url(#{kind})"/>'
        names = [words.said(name[chart.lang]) for _, k, name in run if k == "holiday" and name is not None]
        if names and left >= free:  # one name for a run, and none upon another
            yield text(round(left, 1), 42, names[0], 'font-size="10"')
            free = left + 6 * width(names[0])
    for day, kind, _ in chart.schedule.days:
        middle = LABEL + chart.step * ((day - chart.first).days + 0.5)
        if chart.step >= LEGIBLE or day.weekday() == 0:
            yield number(middle, TOP - 10, str(day.day))
        if chart.step >= LEGIBLE and kind in LETTERS:
            yield number(middle, TOP, LETTERS[kind][chart.lang])


def months(chart: Chart) -> Iterator[str]:
    """The months: each where it begins; the one at the left where there is room for it."""
    starts = [day for day, _, _ in chart.schedule.days if day.day == 1 or day == chart.first]
    for place, day in enumerate(starts):
        left = LABEL + chart.step * (day - chart.first).days
        room = (starts[place + 1] - day).days * chart.step if place + 1 < len(starts) else MONTH
        said = f"{day.year}年{day.month}月" if chart.lang == "zh" else f"{day.year:04d}-{day.month:02d}"
        if day.day == 1 or room >= MONTH:
            yield text(round(left, 1), 57, said, 'font-weight="bold"')


def number(x: float, y: float, said: str) -> str:
    """A small text on a white ground, in the middle of a day."""
    wide = 6 * max(width(said), 1) + 2
    ground = f'<rect x="{x - wide / 2:.1f}" y="{y - 8}" width="{wide}" height="10" fill="#fff"/>'
    return ground + f'<text x="{x:.1f}" y="{y}" font-size="9" text-anchor="middle">{escape(said)}</text>'


def lanes(chart: Chart) -> Iterator[str]:
    """A row for each step: its label, and its mark on its day."""
    for place, row in enumerate(chart.rows):
        y = TOP + ROW * place + 20
        if isinstance(row, str):
            yield text(10, y, row, 'font-weight="bold"')
            continue
        assert row.latest is not None
        first, last = chart.x(row.latest.earliest), chart.x(row.latest.latest)
        whole = "；".join(filter(None, [words.what(row, chart.lang), words.until(row, chart.lang), words.who(row, chart.lang), words.state(row, chart.lang), words.hangs_on(row, chart.lang)]))  # fmt: skip
        yield f"<g><title>{escape(whole)}</title>"
        yield text(20, y, cut(words.what(row, chart.lang)))
        yield f'<path d="M{LABEL - 8} {y - 4} H{first}" stroke="#bbb" stroke-dasharray="1 3" fill="none"/>'
        if first != last:
            yield f'<path d="M{first} {y - 9} v10 M{first} {y - 4} H{last} M{last} {y - 9} v10" stroke="#000" stroke-width="2" fill="none"/>'
        yield mark(shape(row), last, y - 4, dashed=bool(row.conditions))
        day = short(row, chart.lang)
        beside = f"{day}  {words.cites(row, chart.lang)}"
        yield f'<rect x="{last + 9}" y="{y - 12}" width="{round(6.6 * width(beside))}" height="15" fill="#fff" fill-opacity="0.85"/>'
        yield text(last + 11, y, beside, 'font-size="11"')
        yield "</g>"


def short(step: Step, lang: str) -> str:
    """A latest moment without its year; the two that it lies between."""
    assert step.latest is not None
    return " – ".join(dict.fromkeys(_short(m, lang) for m in (step.latest.earliest, step.latest.latest)))


def _short(moment: date, lang: str) -> str:
    day = f"{moment.month}月{moment.day}日" if lang == "zh" else f"{moment.month:02d}-{moment.day:02d}"
    return day + (f" {moment.hour}:{moment.minute:02d}" if isinstance(moment, datetime) else "")


def cut(said: str) -> str:
    """A label that fits its column."""
    while width(said) > MOST:
        said = said[: min(len(said) - 1, MOST)].rstrip("…") + "…" if not said.endswith("…") else said[:-2] + "…"
    return said


def shape(step: Step) -> str:
    """Which of ``STATES`` a step is drawn as."""
    if step.missed:
        return "missed"
    if step.state in {"done", "late"}:
        return step.state
    return "otherwise" if step.state in {"otherwise", "unclear"} else "open"


def mark(kind: str, x: float, y: float, *, dashed: bool = False) -> str:
    """A mark: each state has its own shape."""
    x = round(x, 1)
    line = 'stroke="#000" stroke-width="1.6"' + (' stroke-dasharray="2 2"' if dashed else "")
    match kind:
        case "done":
            return f'<circle cx="{x}" cy="{y}" r="5" fill="#000"/>'
        case "late":
            return f'<path d="M{x} {y - 6} l6 6 l-6 6 l-6 -6 z" fill="#000"/>'
        case "otherwise":
            return f'<rect x="{x - 5}" y="{y - 5}" width="10" height="10" fill="#fff" {line}/>'
        case "missed":
            return f'<path d="M{x - 5} {y - 5} l10 10 M{x + 5} {y - 5} l-10 10" fill="none" stroke="#000" stroke-width="2.4"/>'
        case _:
            return f'<circle cx="{x}" cy="{y}" r="5" fill="#fff" {line}/>'


def upright(chart: Chart, moment: date, line: str, said: str, y: int) -> Iterator[str]:
    """A moment that runs through all rows."""
    x = chart.x(moment)
    yield f'<path d="M{x} {TOP + 2} V{chart.bottom}" stroke="#000" fill="none" {line}/>'
    yield number(x, y, said)


def today(chart: Chart) -> Iterator[str]:
    """The day as of which the marks are, where it is among those shown."""
    schedule = chart.schedule
    if chart.first <= schedule.today <= schedule.days[-1][0]:
        said = "截至" if chart.lang == "zh" else "as of"
        yield from upright(chart, schedule.today, 'stroke-width="1.5" stroke-dasharray="6 3"', said, chart.bottom + 10)


def legend(chart: Chart) -> Iterator[str]:
    """What patterns and shapes mean."""
    y, x = chart.bottom + 26, 10.0
    for kind in PATTERNS:
        if any(day[1] == kind for day in chart.schedule.days):
            said = words.KINDS[kind][chart.lang]
            yield f'<rect x="{x:.1f}" y="{y - 11}" width="24" height="14" fill="url(#{kind})" stroke="#000" stroke-width="0.5"/>'
            yield text(x + 30, y, said)
            x += 46 + 6.6 * width(said)
    y, x = y + 20, 10.0
    for kind in STATES:
        said = LEGEND[kind][chart.lang]
        yield mark(kind, x + 8, y - 4) + text(x + 22, y, said)
        x += 38 + 6.6 * width(said)
    dashed = "虚线：视条件而定" if chart.lang == "zh" else "dashed: only on a condition"
    yield mark("open", x + 8, y - 4, dashed=True) + text(x + 22, y, dashed)
    as_of = figures.day(chart.schedule.today, chart.lang)
    yield text(x + 38 + 6.6 * width(dashed), y, f"截至{as_of}" if chart.lang == "zh" else f"as of {as_of}")
