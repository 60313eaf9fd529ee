"""A run as rows, the worst first: what every format for other programs is made of.

Which findings there are, how grave each is and what is said of it is decided here, so that no two formats disagree.
"""

import posixpath
from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import PurePath

from attrs import frozen

from meetingrules.base.diagnostics import Diagnostic
from meetingrules.base.harmless import clean
from meetingrules.base.source import Place, Texts
from meetingrules.base.spool import Key
from meetingrules.render.formats import View
from meetingrules.render.names import about, cites_of
from meetingrules.render.words import FORECASTS, GATES, PHRASES, STATUS, VERDICT
from meetingrules.report import figures
from meetingrules.report.gates import gate_verdict
from meetingrules.report.model import STATUSES, VERDICTS, Finding, Report, Run
from meetingrules.report.shown import shown

LEVELS = ("error", "warning", "notice", "none")
"""How grave a row is. ``none`` needs nobody: it is met, does not apply, or is excused."""
GRAVITY = {"error": "error", "warning": "warning", "advice": "notice", "none": "notice"}
"""Severity of a rule -> level of its fail."""
TOOL = "meetingrules"
ORDER = ("problem", *VERDICTS, *STATUSES)


@frozen
class Aim:
    """What the rule of a finding demands, and how an office cites it."""

    severity: str
    """How grave it is not to meet it, as ``report.model.Finding`` has it."""
    force: str
    stage: str
    cites: tuple[str, ...]
    """The ids of its norms."""
    texts: Texts
    """Its demand in both languages."""


@frozen
class Row:
    """One finding, one verdict, or one file that could not be checked: texts and numbers alone, so that it may wait on disk."""

    path: str
    """The file, as the user named it, with slashes; empty where a problem has no place."""
    line: int
    column: int
    """1-based, in code points."""
    level: str
    """One of ``LEVELS``."""
    code: str
    """``rulebook/rule``; of a problem its code."""
    status: str
    """One of ``STATUSES``; ``problem``; of a verdict one of ``VERDICTS``."""
    message: str
    """One line: status where it is no fail, whom it is about, what the rule demands and why it is so."""
    text: str
    """The message with its articles."""
    fingerprint: str
    """The same in every run for the same rule on the same subject of the same meeting; empty for a problem."""
    subject: str = ""
    """``meeting``, ``items.2``, a person's name."""
    cites: str = ""
    excuse: str | None = None
    """The departure on record that excuses it: reason, who approved it, when."""
    known: bool = False
    """Whether a baseline lists it."""
    aim: Aim | None = None
    """None for what is no finding."""
    missing: tuple[str, ...] = ()
    """The facts that keep it open."""
    forecast: str | None = None
    """What the replies let expect."""
    width: int = 0
    """Of what it points to, in code points; 0 where it points to no more than a line."""
    octets: tuple[int, int] | None = None
    """Where that begins and ends, counted in bytes of UTF-8 from 1; the end is behind the last."""
    suite: int = 0
    """Which report of the run it belongs to."""

    @property
    def calls(self) -> bool:
        """Whether it calls for somebody: neither at rest, nor excused, nor known before."""
        return self.level != "none" and self.excuse is None and not self.known


def rows(run: Run, view: View) -> list[Row]:
    """Everything that a view of a run lists, the worst first: problems, what calls for somebody, the rest."""
    found = [problem_row(problem, view.lang) for problem in run.problems]
    found += (row for number, report in enumerate(run.reports) for row in rows_of(report, view, number))
    return sorted(found, key=order)


def rows_of(report: Report, view: View, number: int = 0) -> list[Row]:
    """What a view lists of one report, in no order.

    :param number: which report of the run it is
    """
    if view.detail == "verdict":
        return [verdict_row(report, view.lang, number)]
    return [finding_row(finding, report, view.lang, number) for finding in shown(report, view.detail)]


def problem_row(problem: Diagnostic, lang: str) -> Row:
    """A file that could not be checked, as an error."""
    place = problem.place
    hint = f"{'；' if lang == 'zh' else '; '}{problem.hint[lang]}" if problem.hint is not None else ""
    path = path_of(place.source.name) if place is not None else ""
    line, column = (place.line, place.column) if place is not None else (1, 1)
    message = clean(problem.message[lang] + hint)
    width, octets = _extent(place)
    return Row(path, line, column, "error", problem.code, "problem", message, message, "", width=width, octets=octets)


def finding_row(finding: Finding, report: Report, lang: str, number: int = 0) -> Row:
    """A finding."""
    place = finding.place
    message, cites = _said(finding, lang), cites_of(finding, lang)
    excuse = justified(finding, lang) if finding.departure is not None else None
    width, octets = _extent(place)
    return Row(
        path=path_of(place.source.name if place is not None else report.path),
        line=place.line if place is not None else 1,
        column=place.column if place is not None else 1,
        level=level_of(finding),
        code=f"{report.rulebook}/{finding.rule}",
        status=finding.status,
        message=message,
        text=_cited(message, cites, lang),
        fingerprint=finding.fingerprint,
        subject=clean(finding.subject.id),
        cites=cites,
        excuse=excuse,
        known=finding.known,
        aim=Aim(
            finding.severity,
            finding.force,
            finding.stage,
            tuple(cite.id for cite in finding.cites),
            finding.demand or finding.message,
        ),
        missing=tuple(gap.fact for gap in finding.missing),
        forecast=finding.forecast,
        width=width,
        octets=octets,
        suite=number,
    )


def _extent(place: Place | None) -> tuple[int, tuple[int, int] | None]:
    """How wide it is what a place points to, and where it begins and ends in bytes."""
    if place is None:
        return 0, None
    text = place.source.line(place.line)
    before, inside = text[: place.column - 1], text[place.column - 1 : place.column - 1 + place.width]
    start = place.column - len(before) + len(before.encode("utf-8", "surrogatepass"))
    return place.width, (start, start + len(inside.encode("utf-8", "surrogatepass")))


def verdict_row(report: Report, lang: str, number: int = 0) -> Row:
    """A report in one row, as grave as the worst of its findings that calls for somebody."""
    levels = [level_of(f) for f in report.findings if not f.known and f.departure is None]
    worst = min(levels, key=LEVELS.index, default="none")
    message = f"{VERDICT[report.verdict][lang]}{'：' if lang == 'zh' else ': '}{counted(report, lang)}"
    mark = digest(report.rulebook, "verdict", path_of(report.path))
    return Row(
        path_of(report.path), 1, 1, worst, f"{report.rulebook}/verdict", report.verdict, message, message, mark,
        subject="meeting", suite=number,
    )  # fmt: skip


def level_of(finding: Finding) -> str:
    """How grave a finding is.

    A fail is as grave as its rule. What is unknown, or expected to fail, is a warning, but never graver than its fail. What a
    person must judge and what is not due yet is a notice.
    """
    fail = GRAVITY[finding.severity]
    if finding.status == "fail":
        return fail
    if finding.status == "unknown" or (finding.status == "pending" and finding.forecast == "fail"):
        return max(fail, "warning", key=LEVELS.index)
    return "notice" if finding.status in {"manual", "pending"} else "none"


def _said(finding: Finding, lang: str) -> str:
    colon = "：" if lang == "zh" else ": "
    parts = [] if finding.status == "fail" else [STATUS[finding.status][lang]]
    parts += [name] if (name := about(finding, lang, items=True)) else []
    text = clean(finding.message[lang])
    if finding.status == "unknown" and (gaps := _unnamed(finding, text, lang)):
        text += f"缺：{'、'.join(gaps)}。" if lang == "zh" else f" Missing: {', '.join(gaps)}."
    if finding.status == "pending":
        text += _outlook(finding, lang)
    return colon.join([*parts, text])


def _cited(message: str, cites: str, lang: str) -> str:
    if not cites:
        return message
    return f"{message.removesuffix('。')}（{cites}）" if lang == "zh" else f"{message.removesuffix('.')} ({cites})"


def _unnamed(finding: Finding, text: str, lang: str) -> list[str]:
    """The missing facts, where a message says no more than what the rule demands, as that of a masked one does."""
    if finding.demand.get(lang) is None or clean(finding.demand[lang]) != text:
        return []
    return [label for label in dict.fromkeys(clean(gap.label[lang]) for gap in finding.missing) if label]


def _outlook(finding: Finding, lang: str) -> str:
    """When it is due, and what the replies let expect."""
    due = finding.due
    text = PHRASES["due-by"][lang].format(day=figures.until(due, lang)) if due is not None else ""
    return text + (FORECASTS[finding.forecast or ""][lang] if finding.forecast in FORECASTS else "")


def justified(finding: Finding, lang: str) -> str:
    """The departure on record: reason, who approved it, when."""
    departure = finding.departure
    assert departure is not None
    facts = [clean(departure.approved_by)] if departure.approved_by else []
    facts += [figures.when(departure.at, lang)] if departure.at is not None else []
    if not facts:
        return clean(departure.reason)
    named = PHRASES["approved"][lang].format(by=("，" if lang == "zh" else ", ").join(facts))
    return clean(departure.reason) + named


# ---- counts ------------------------------------------------------------------------------------------------------------


def counted(report: Report, lang: str) -> str:
    """How many findings have which status, departures apart, what a baseline lists; then what a gate says."""
    words = []
    for status, count in report.summary.items():
        words += [_count(STATUS[status][lang], count, lang)] if count else []
        if status == "excused" and report.departures:
            words.append(PHRASES["of-departures"][lang].format(count=report.departures))
    words += [PHRASES["known"][lang].format(count=report.known)] if report.known else []
    text = ("，" if lang == "zh" else ", ").join(words)
    gate = gate_verdict(report)
    return text if gate is None else text + ("；" if lang == "zh" else "; ") + GATES[f"{report.gate}-{gate}"][lang]


def left_out(listing: "Listing", cut: int, lang: str) -> str:
    """What a list of annotations leaves out: what goes beyond a cap, what is excused by a departure, what a baseline lists.

    :param cut: how many rows a cap left out
    """
    counts = {
        "cut": cut,
        "departures": sum(suite.departures for suite in listing.suites),
        "known": sum(suite.known for suite in listing.suites),
    }
    return ("，" if lang == "zh" else ", ").join(PHRASES[k][lang].format(count=n) for k, n in counts.items() if n)


def _count(word: str, count: int, lang: str) -> str:
    return f"{word}{count}项" if lang == "zh" else f"{count} {word}"


# ---- annotations -------------------------------------------------------------------------------------------------------


def calling(listed: Iterable[Row], view: View) -> Iterator[Row]:
    """The rows for annotations: what calls for somebody; at full detail also what is at rest.

    Departures and what a baseline lists are never among them.
    """
    return (r for r in listed if r.calls or (view.detail == "full" and r.excuse is None and not r.known))


def capped(listed: Iterable[Row], most: int) -> tuple[list[tuple[str, Row]], int]:
    """The first so many of each level, where what is at rest counts as a notice; and how many are left out."""
    room, kept, cut = dict.fromkeys(LEVELS[:3], most), list[tuple[str, Row]](), 0
    for row in listed:
        level = "notice" if row.level == "none" else row.level
        if room[level]:
            room[level] -= 1
            kept.append((level, row))
        else:
            cut += 1
    return kept, cut


# ---- a run as a list ---------------------------------------------------------------------------------------------------


@frozen
class Suite:
    """What a list says of one report beside its rows."""

    path: str
    rulebook: str
    """Its id and version."""
    verdict: str
    departures: int
    known: int
    counts: str
    """In words, in the language of the view."""

    @classmethod
    def of(cls, report: Report, lang: str) -> "Suite":
        """The same of a report."""
        book = f"{report.rulebook} {report.rulebook_version}".strip()
        return cls(path_of(report.path), book, report.verdict, report.departures, report.known, counted(report, lang))


@frozen
class Listing:
    """All that a format that lists rows may ask of a run, whether its reports are there or gone."""

    rows: Iterable[Row]
    """In the order of the format, the worst first; they may be gone through more than once."""
    suites: Sequence[Suite]
    """One for each report, in the order of the run."""
    problems: bool
    """Whether a file could not be checked."""


def listing(run: Run, view: View, by: Callable[[Row], Key] | None = None) -> Listing:
    """A run as a list.

    :param by: in which order; ``order`` unless told
    """
    suites = [Suite.of(report, view.lang) for report in run.reports]
    listed = rows(run, view)
    return Listing(listed if by is None else sorted(listed, key=by), suites, bool(run.problems))


# ---- small things ------------------------------------------------------------------------------------------------------


def path_of(name: str) -> str:
    """A path with slashes, without detours, on one line; ``<plan>`` stays what it is."""
    return clean(posixpath.normpath(PurePath(name).as_posix()))


def digest(*parts: str) -> str:
    """What a row is recognised by."""
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def order(row: Row) -> Key:
    """Where a row stands: the worst first."""
    calls = row.calls or row.status == "problem"
    level = LEVELS.index(row.level if calls else "none")
    return (
        row.status != "problem",
        level,
        ORDER.index(row.status),
        row.path,
        row.line,
        row.column,
        row.code,
        row.subject,
    )
