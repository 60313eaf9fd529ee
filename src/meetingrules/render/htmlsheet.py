"""What stands on the page, as values: for each report its head, its lists and its pictures. It decides nothing."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from attrs import frozen

from meetingrules.base.diagnostics import Diagnostic
from meetingrules.render.formats import View
from meetingrules.render.htmlparts import Day, Entry, Figure, Group, Teller
from meetingrules.render.htmlwords import COUNT, INPUTS, LINKS, PAGE
from meetingrules.render.jsonparts import tool_version
from meetingrules.render.names import item_name
from meetingrules.render.rows import counted, path_of
from meetingrules.render.text import for_a_person
from meetingrules.render.timeline import Timeline, timeline
from meetingrules.render.words import GATES, PHRASES, STATES, STATUS, VERDICT
from meetingrules.report import figures
from meetingrules.report.gates import gate_verdict
from meetingrules.report.model import STATUSES, Finding, Input, Report, Run
from meetingrules.report.shown import shown

MOST_REPORTS = 200
"""So many are shown whole; of the rest the verdict alone, in the contents."""
MOST_FIRST = 5
"""So many stand at the very top."""
AHEAD = frozenset({"planned", "convened"})
Words = Mapping[str, str]
Overview = tuple[tuple[str, tuple[tuple[str, str, int], ...]], ...]


@frozen
class Sheet:
    """One report."""

    anchor: str
    kind: str
    heading: str
    """What the rulebook calls the meeting."""
    name: str
    day: str
    state: str
    as_of: str
    path: str
    rulebook: str
    digest: str
    calendar: str
    verdict: str
    word: str
    counts: str
    gate: str
    gate_verdict: str
    numbers: tuple[tuple[str, str, int], ...]
    """Status, its word, how many: those that there are."""
    first: tuple[Entry, ...]
    first_more: int
    overview: Overview
    """For the meeting as a whole and for each item, how many findings have which status."""
    next_due: str
    figures: tuple[Figure, ...]
    failed: tuple[Group, ...]
    unknown: tuple[Group, ...]
    due: tuple[Day, ...]
    timeline: Timeline | None
    under_way: tuple[Entry, ...]
    """Chains of what is not due yet."""
    review: tuple[Entry, ...]
    review_title: str
    departures: tuple[Entry, ...]
    exceptions: tuple[Entry, ...]
    met: tuple[Entry, ...]
    skipped: tuple[Entry, ...]
    notes: tuple[str, ...]


@frozen
class Page:
    """A run."""

    title: str
    as_of: str
    total: str
    verdict: str
    sheets: tuple[Sheet, ...]
    listed: tuple[Sheet, ...]
    """Those of which only the verdict is told: the last ones of a long run."""
    problems: tuple[tuple[str, str, str], ...]
    """Where, what, and what to do."""
    inputs: tuple[tuple[str, str, str], ...]
    words: Words
    links: Words
    count: Words
    version: str


def page_of(run: Run, view: View) -> Page:
    """A run as a page."""
    lang = view.lang
    words = {key: texts[lang] for key, texts in PAGE.items()}
    sheets = [
        _sheet(report, view if number <= MOST_REPORTS else View(lang, detail="verdict"), f"r{number}", words)
        for number, report in enumerate(run.reports, 1)
    ]
    verdicts = [report.verdict for report in run.reports] + ["not_checked"] * len(run.problems)
    total = [(VERDICT[v][lang], verdicts.count(v)) for v in VERDICT if v in verdicts]
    only = sheets[0] if len(sheets) == 1 else None
    return Page(
        title=" ".join(x for x in ((only.heading, only.name, only.day) if only else ()) if x) or words["title"],
        as_of=figures.when(run.as_of, lang) if run.as_of is not None else "",
        total=("，" if lang == "zh" else ", ").join(f"{w}{n}份" if lang == "zh" else f"{n} {w}" for w, n in total),
        verdict=run.verdict,
        sheets=tuple(sheets[:MOST_REPORTS]),
        listed=tuple(sheets[MOST_REPORTS:]),
        problems=tuple(_problem(problem, lang) for problem in run.problems),
        inputs=tuple(_input(file, lang) for file in run.inputs),
        words=words,
        links={key: texts[lang] for key, texts in LINKS.items()},
        count={key: texts[lang] for key, texts in COUNT.items()},
        version=tool_version(),
    )


def _problem(problem: Diagnostic, lang: str) -> tuple[str, str, str]:
    place = problem.place
    where = f"{path_of(place.source.name)}:{place.line}:{place.column}" if place is not None else ""
    return where, problem.message[lang], problem.hint[lang] if problem.hint is not None else ""


def _input(file: Input, lang: str) -> tuple[str, str, str]:
    return INPUTS[file.kind][lang] if file.kind in INPUTS else file.kind, path_of(file.path), file.digest


def _sheet(report: Report, view: View, anchor: str, words: Words) -> Sheet:
    lang = view.lang
    found = shown(report, view.detail)
    teller = Teller(report, lang, anchor, drawn=view.detail == "full")
    person = [f for f in found if for_a_person(f)]
    left = [f for f in found if not for_a_person(f)]
    of = {status: [f for f in left if f.status == status] for status in STATUSES}
    grave = [f for f in of["fail"] if f.severity in {"error", "warning"} and not f.known]
    first = teller.entries([*grave, *(f for f in of["pending"] if f.forecast == "fail")], gravest=True)
    gate = gate_verdict(report)
    due = teller.days(of["pending"])
    state = report.state or ""
    return Sheet(
        anchor=anchor,
        kind=words.get(report.kind, ""),
        heading=report.rulebook_title[lang],
        name=_name(report),
        day=figures.day(report.day, lang, weekday=True) if report.day else "",
        state=STATES[state][lang] if state in STATES else state,
        as_of=figures.when(report.as_of, lang) if report.as_of is not None else words["no-as-of"],
        path=path_of(report.path),
        rulebook=f"{report.rulebook} {report.rulebook_version}".strip(),
        digest=report.rulebook_digest,
        calendar=_calendar(report, lang, words),
        verdict=report.verdict,
        word=VERDICT[report.verdict][lang],
        counts=counted(report, lang),
        gate=GATES[f"{report.gate}-{gate}"][lang] if gate is not None else "",
        gate_verdict=gate or "",
        numbers=tuple((status, STATUS[status][lang], n) for status, n in report.summary.items() if n),
        first=first[:MOST_FIRST],
        first_more=len(first[MOST_FIRST:]),
        overview=_overview(found, report, lang),
        next_due=_next(due, words),
        figures=teller.counts(found),
        failed=teller.by_item(of["fail"]),
        unknown=teller.by_item(of["unknown"]),
        due=due,
        timeline=timeline(
            [(d.due, d.when) for d in due if d.due is not None],
            report.day,
            report.as_of,
            lambda day: figures.day(day, lang),
        ),
        under_way=teller.under_way(of["pending"]),
        review=teller.entries(person),
        review_title=words["review-before" if report.state in AHEAD else "review"],
        departures=teller.entries(f for f in of["excused"] if f.departure is not None),
        exceptions=teller.entries(f for f in of["excused"] if f.departure is None),
        met=teller.short(of["pass"]),
        skipped=teller.short(of["skip"]),
        notes=tuple(note[lang] for note in report.notes),
    )


def _name(report: Report) -> str:
    """The title of a meeting, where it says more than what body it is and on which day."""
    day = report.day
    plain = {"", *report.rulebook_title.values()}
    plain |= {day.isoformat(), figures.day(day, "zh"), figures.day(day, "en")} if day else set()
    return "" if report.title in plain else report.title


def _overview(found: Sequence[Finding], report: Report, lang: str) -> Overview:
    """How each item stands, in the order of the agenda; nothing where there are no items, or findings are not listed."""
    counts = {id_: Counter[str]() for id_ in ("", *report.items)}
    for finding in found:
        counts.setdefault(finding.item or "", Counter())[finding.status] += 1
    if len(counts) == 1 or not found:
        return ()
    told = [status for status in STATUSES if status not in {"pass", "skip"}]
    return tuple(
        (
            item_name(id_, lang, report.items.get(id_, "")) if id_ else PHRASES["meeting-wide"][lang],
            tuple((status, STATUS[status][lang], of[status]) for status in told if of[status]),
        )
        for id_, of in counts.items()
    )


def _next(due: tuple[Day, ...], words: Words) -> str:
    """When the next thing is due."""
    if not due or due[0].due is None:
        return ""
    return words["next-due"].format(day=due[0].when, count=sum(row.heads for row in due[0].rows))


def _calendar(report: Report, lang: str, words: Words) -> str:
    country, through = report.calendar.get("country") or "", report.calendar.get("announced_through")
    if through is None:
        return words["endless"].format(country=country)
    return words["through"].format(country=country, day=figures.day(date.fromisoformat(through), lang))
