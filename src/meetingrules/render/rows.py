"""A run as rows, the worst first: what every format for other programs is made of.

Which findings there are, how grave each is and what is said of it is decided here, so that no two formats disagree.
"""

import posixpath
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import PurePath

from attrs import frozen

from meetingrules.base.diagnostics import Diagnostic
from meetingrules.base.harmless import clean
from meetingrules.base.source import Place
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
class Row:
    """One finding, one verdict, or one file that could not be checked."""

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
    finding: Finding | None = None
    report: Report | None = None
    place: Place | None = None

    @property
    def calls(self) -> bool:
        """Whether it calls for somebody: neither at rest, nor excused, nor known before."""
        return self.level != "none" and self.excuse is None and not self.known


def rows(run: Run, view: View) -> list[Row]:
    """Everything that a view of a run lists, the worst first: problems, what calls for somebody, the rest."""
    found = [problem_row(problem, view.lang) for problem in run.problems]
    found += (row for report in run.reports for row in rows_of(report, view))
    return sorted(found, key=order)


def rows_of(report: Report, view: View) -> list[Row]:
    """What a view lists of one report, in no order."""
    if view.detail == "verdict":
        return [verdict_row(report, view.lang)]
    return [finding_row(finding, report, view.lang) for finding in shown(report, view.detail)]


def problem_row(problem: Diagnostic, lang: str) -> Row:
    """A file that could not be checked, as an error."""
    place = problem.place
    hint = f"{'；' if lang == 'zh' else '; '}{problem.hint[lang]}" if problem.hint is not None else ""
    path = path_of(place.source.name) if place is not None else ""
    line, column = (place.line, place.column) if place is not None else (1, 1)
    message = clean(problem.message[lang] + hint)
    return Row(path, line, column, "error", problem.code, "problem", message, message, "", place=place)


def finding_row(finding: Finding, report: Report, lang: str) -> Row:
    """A finding."""
    place = finding.place
    message, cites = _said(finding, lang), cites_of(finding, lang)
    excuse = justified(finding, lang) if finding.departure is not None else None
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
        finding=finding,
        report=report,
        place=place,
    )


def verdict_row(report: Report, lang: str) -> Row:
    """A report in one row, as grave as the worst of its findings that calls for somebody."""
    levels = [level_of(f) for f in report.findings if not f.known and f.departure is None]
    worst = min(levels, key=LEVELS.index, default="none")
    message = f"{VERDICT[report.verdict][lang]}{'：' if lang == 'zh' else ': '}{counted(report, lang)}"
    mark = digest(report.rulebook, "verdict", path_of(report.path))
    return Row(
        path_of(report.path), 1, 1, worst, f"{report.rulebook}/verdict", report.verdict, message, message, mark,
        subject="meeting", report=report,
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


def left_out(run: Run, cut: int, lang: str) -> str:
    """What a list of annotations leaves out: what goes beyond a cap, what is excused by a departure, what a baseline lists.

    :param cut: how many rows a cap left out
    """
    counts = {
        "cut": cut,
        "departures": sum(r.departures for r in run.reports),
        "known": sum(r.known for r in run.reports),
    }
    return ("，" if lang == "zh" else ", ").join(PHRASES[k][lang].format(count=n) for k, n in counts.items() if n)


def _count(word: str, count: int, lang: str) -> str:
    return f"{word}{count}项" if lang == "zh" else f"{count} {word}"


# ---- annotations -------------------------------------------------------------------------------------------------------


def calling(listed: Iterable[Row], view: View) -> list[Row]:
    """The rows for annotations: what calls for somebody; at full detail also what is at rest.

    Departures and what a baseline lists are never among them.
    """
    return [r for r in listed if r.calls or (view.detail == "full" and r.excuse is None and not r.known)]


def capped(listed: Iterable[Row], most: int) -> Iterator[tuple[str, Row]]:
    """The first so many of each level; what is at rest counts as a notice."""
    room = dict.fromkeys(LEVELS[:3], most)
    for row in listed:
        level = "notice" if row.level == "none" else row.level
        if room[level]:
            room[level] -= 1
            yield level, row


# ---- small things ------------------------------------------------------------------------------------------------------


def path_of(name: str) -> str:
    """A path with slashes, without detours, on one line; ``<plan>`` stays what it is."""
    return clean(posixpath.normpath(PurePath(name).as_posix()))


def digest(*parts: str) -> str:
    """What a row is recognised by."""
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def order(row: Row) -> tuple[bool | int | str, ...]:
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
