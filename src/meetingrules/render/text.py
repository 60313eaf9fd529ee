"""Run -> text for people: what is wrong first, then what is open, what is due next, and what a person must look at.

It orders and words what a run says; it decides nothing. ``render/words.py`` has the words of both languages.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

import click
from attrs import frozen

from meetingrules.base.harmless import clean
from meetingrules.base.source import Place
from meetingrules.lang.answers import Due, Gap, Moment
from meetingrules.render.formats import View
from meetingrules.render.names import about, cites_of, item_name
from meetingrules.render.words import FORECASTS, GATES, HEADINGS, PHRASES, SEVERITY, STATES, STATUS, VERDICT
from meetingrules.report import figures
from meetingrules.report.gates import gate_verdict
from meetingrules.report.model import SEVERITIES, STATUSES, VERDICTS, Finding, Report, Run

COLORS = {"error": "red", "warning": "yellow", "advice": "cyan", "none": "white"}
VERDICT_COLORS = {"not_checked": "red", "noncompliant": "red", "undecided": "yellow"}
MOST = {"fail": 50, "unknown": 12, "due": 12, "judgement": 8, "facts": 5, "excused": 8, "pass": 0, "skip": 0}
"""How many rows of a section are shown without ``verbose``."""


def render(run: Run, view: View) -> str:
    """A run as text; ``verdict`` is the last line of each report, ``full`` cuts no list."""
    head, tail = framed(run, view)
    return head + between(view).join(told(report, view) for report in run.reports) + tail


def told(report: Report, view: View) -> str:
    """One report, without its line end."""
    page = _Page(view.lang, color=view.color, verbose=view.detail == "full")
    return page.last_line(report) if view.detail == "verdict" else "\n".join(page.report(report))


def between(view: View) -> str:
    """What parts two reports."""
    return "\n" if view.detail == "verdict" else "\n\n"


def framed(run: Run, view: View) -> tuple[str, str]:
    """Nothing stands before the first; after the last what all come to, where there are several."""
    count = sum(run.totals.verdicts.values())
    if not count:
        return "", ""
    total = _Page(view.lang, color=view.color, verbose=False).total(run)
    several = count > 1 or (view.detail != "verdict" and run.problems)
    return "", (between(view) + total if several else "") + "\n"


def render_run(run: Run, lang: str, *, color: bool = False, verbose: bool = False) -> str:
    """All reports of a run, and a last line when there are several; problems are not in it."""
    return render(run, View(lang, color, "full" if verbose else "open"))


def render_problems(run: Run, lang: str) -> str:
    """What kept files from being checked: every complaint with its place."""
    return "".join(problem.show(lang) + "\n\n" for problem in run.problems)


@frozen
class _Page:
    lang: str
    color: bool
    verbose: bool

    # ---- words -------------------------------------------------------------------------------------------------------

    def say(self, phrase: str, **values: object) -> str:
        return PHRASES[phrase][self.lang].format(**values)

    def t(self, zh: str, en: str) -> str:
        return zh if self.lang == "zh" else en

    def style(self, text: str, fg: str | None = None, *, bold: bool = False, dim: bool = False) -> str:
        return click.style(text, fg=fg, bold=bold or None, dim=dim or None) if self.color else text

    def heading(self, name: str, count: int, fg: str | None = None) -> list[str]:
        number = self.t(f"（{count}）", f" ({count})") if count else ""
        return ["", self.style(HEADINGS[name][self.lang] + number, fg, bold=True)]

    def moment(self, moment: Moment) -> str:
        return figures.when(moment, self.lang, weekday=not isinstance(moment, datetime))

    def message(self, row: Sequence[Finding], text: str, *, items: bool = False) -> str:
        """What is said of some subjects of one rule: their names, then the text."""
        names = list(dict.fromkeys(name for f in row if (name := about(f, self.lang, items=items))))
        counter = "人" if row[0].subject.kind == "person" else "项"
        return (figures.listed(names, self.lang, counter) + self.t("：", ": ") if names else "") + text

    def where(self, place: Place | None) -> str:
        return f"{clean(place.source.name)}:{place.line}" if place is not None else ""

    # ---- a report ----------------------------------------------------------------------------------------------------

    def report(self, report: Report) -> Iterator[str]:
        """All sections of a report, those that are empty left out."""
        yield from self.head(report)
        left = list(report.findings)
        judged = [f for f in left if for_a_person(f)]
        left = [f for f in left if not for_a_person(f)]
        of = {status: [f for f in left if f.status == status] for status in STATUSES}
        yield from self.grouped(report, "fail", of["fail"], "red")
        yield from self.grouped(report, "unknown", of["unknown"], "yellow")
        yield from self.due(of["pending"])
        yield from self.grouped(report, "judgement", judged, "cyan")
        yield from self.facts([*of["unknown"], *(f for f in of["pending"] if f.stage == "preparation")])
        yield from self.grouped(report, "excused", of["excused"], "green")
        if self.verbose:
            yield from self.grouped(report, "pass", of["pass"], "green")
            yield from self.grouped(report, "skip", of["skip"], None)
        if report.notes:
            yield from self.heading("notes", 0)
            yield from (f"  {clean(note[self.lang])}" for note in report.notes)
        yield ""
        yield self.last_line(report)

    def head(self, report: Report) -> Iterator[str]:
        """Body, title, day; then state, as of, rulebook, file."""
        parts = [clean(report.rulebook_title[self.lang])]
        day = figures.day(report.day, self.lang, weekday=True) if report.day else ""
        plain = {"", report.rulebook_title[self.lang]}
        if report.day:
            plain |= {report.day.isoformat(), figures.day(report.day, "zh"), figures.day(report.day, "en")}
        if report.title not in plain:
            parts.append(clean(report.title))
        yield self.style("  ".join([*parts, *([day] if day else [])]), bold=True)
        facts = [clean(report.path)]
        if report.state:
            facts.append(STATES[report.state][self.lang] if report.state in STATES else clean(report.state))
        if report.as_of is not None:
            facts.append(self.say("as-of", day=figures.when(report.as_of, self.lang)))
        facts.append(self.say("rulebook", name=clean(f"{report.rulebook} {report.rulebook_version}".strip())))
        yield self.style(self.t("　", "  ").join(facts), dim=True)

    def grouped(self, report: Report, name: str, findings: Sequence[Finding], fg: str | None) -> Iterator[str]:
        """One section: meeting-wide findings first, then item by item, the gravest first."""
        if not findings:
            return
        yield from self.heading(name, len(findings), fg)
        order = {id_: index for index, id_ in enumerate(report.items, 1)}
        ranked = sorted(
            findings, key=lambda f: (order.get(f.item, len(order) + 1) if f.item else 0, f.item or "", grade(f))
        )
        rows = self.rows(ranked)
        shown = rows if self.verbose else rows[: MOST[name]]
        several, last = any(f.item for f in ranked), object()
        for row in shown:
            item = row[0].item
            if several and item != last:
                last = item
                title = item_name(item, self.lang, report.items.get(item, "")) if item else self.say("meeting-wide")
                yield "  " + self.style(title, bold=True)
            yield from self.finding(row, name, "    " if several else "  ")
        yield from self.more(sum(map(len, rows[len(shown) :])))

    def rows(self, findings: Sequence[Finding]) -> list[list[Finding]]:
        """Findings of one rule that say the same of several persons stand in one row, unless all are wanted."""
        rows = dict[tuple[object, ...], list[Finding]]()
        for number, f in enumerate(findings):
            key = (number,) if self.verbose else (f.rule, f.item, f.message["zh"], f.severity, f.evidence)
            rows.setdefault(key, []).append(f)
        return list(rows.values())

    def finding(self, row: Sequence[Finding], section: str, pad: str) -> Iterator[str]:
        """One row: severity and message; article and place; what to do."""
        finding = row[0]
        cites, message = cites_of(finding, self.lang), self.message(row, clean(finding.message[self.lang]))
        if section in {"pass", "skip"}:
            yield pad + self.cited(message, cites)
            return
        word = SEVERITY.get(finding.severity, SEVERITY["none"])[self.lang] if section == "fail" else ""
        mark = self.style(word, COLORS[finding.severity]) + self.t("　", "  ") if word else ""
        yield pad + mark + message
        facts = [cites, self.style(self.where(finding.place), dim=True)]
        inner = pad + "  "
        if found := [fact for fact in facts if fact]:
            yield inner + self.t("　", "  ").join(found)
        if section == "fail" and finding.remedy is not None:
            yield inner + self.say("remedy", text=clean(finding.remedy[self.lang]))
        if finding.evidence and self.verbose:
            yield inner + self.say("evidence", text=clean(self.t("；", "; ").join(finding.evidence)))
        if section == "fail" or self.verbose:
            yield from (inner + self.say("note", text=clean(note[self.lang])) for note in finding.notes)
        if self.verbose and finding.readings:
            yield inner + self.say(
                "readings", text=clean(self.t("；", "; ").join(one[self.lang] for one in finding.readings))
            )

    def cited(self, message: str, cites: str) -> str:
        """A message with its article behind it."""
        return message.rstrip("。.") + (self.t(f"（{cites}）", f" ({cites})") if cites else "")

    def more(self, count: int) -> Iterator[str]:
        if count > 0:
            yield "  " + self.style(self.say("more", count=count), dim=True)

    def due(self, findings: Sequence[Finding]) -> Iterator[str]:
        """What is due next, day by day; one line for a rule, however many items it has."""
        if not findings:
            return
        yield from self.heading("due", len(findings))
        groups = dict[Due | None, dict[tuple[str, str | None], list[Finding]]]()
        for finding in sorted(findings, key=lambda f: by_due(f.due)):
            key = (finding.rule if not self.verbose else f"{finding.rule} {finding.subject.id}", finding.forecast)
            groups.setdefault(finding.due, {}).setdefault(key, []).append(finding)
        room = 10_000 if self.verbose else MOST["due"]
        left = 0
        for due, rules in groups.items():
            rows = list(rules.values())
            left += sum(map(len, rows[room:]))
            rows, room = rows[:room], max(room - len(rows), 0)
            if rows:
                yield "  " + self.style(self.until(due), bold=True)
            for row in rows:
                yield "    " + self.pending(row)
        yield from self.more(left)

    def until(self, due: Due | None) -> str:
        if due is None:
            return self.say("no-due")
        if due.exact:
            return self.moment(due.earliest)
        return figures.until(due, self.lang) + self.t("（节假日安排尚未公布）", " (working days not announced yet)")

    def pending(self, row: Sequence[Finding]) -> str:
        """One rule that is not due yet, for all it is about: what it demands, and what the replies let expect."""
        first = row[0]
        text = clean(first.message[self.lang])
        if not self.verbose:
            text = text.split(self.t("。", ". "))[0]
        line = self.cited(self.message(row, text, items=True), cites_of(first, self.lang))
        if first.forecast is not None and first.forecast in FORECASTS:
            line += self.style(FORECASTS[first.forecast][self.lang], "red" if first.forecast == "fail" else None)
        return line

    def facts(self, findings: Sequence[Finding]) -> Iterator[str]:
        """The few missing facts that would settle the most."""
        ranked = settling(findings)[: MOST["facts"]]
        if not ranked:
            return
        yield from self.heading("facts", 0)
        for gap, alone, together in ranked:
            label, fact = clean(gap.label[self.lang]), clean(gap.fact)
            name = self.t(f"{label}（{fact}）", f"{label} ({fact})") if fact else label
            counts = [self.say("settles", count=alone)] if alone else []
            counts += [self.say("bears-on" if alone else "bears", count=together)] if together else []
            yield f"  {name}{self.t('：', ': ')}{self.t('，', ', ').join(counts)}"

    def last_line(self, report: Report) -> str:
        """A report in one line."""
        verdict = self.style(VERDICT[report.verdict][self.lang], VERDICT_COLORS.get(report.verdict, "green"), bold=True)
        line = self.say("summary", path=clean(report.path), verdict=verdict, counts=self.counts(report))
        gate = gate_verdict(report)
        return line if gate is None else line + self.t("；", "; ") + GATES[f"{report.gate}-{gate}"][self.lang]

    def total(self, run: Run) -> str:
        """A run in one line."""
        totals = run.totals
        meetings = totals.of("meeting")
        registers = sum(totals.verdicts.values()) - meetings
        verdicts = {verdict: count for (kind, verdict), count in totals.verdicts.items() if kind == "meeting"}
        counts = [(VERDICT[v][self.lang], verdicts[v]) for v in VERDICTS if v in verdicts]
        refused = len({_file(p.place) for p in run.problems})
        if refused:
            counts.insert(0, (VERDICT["not_checked"][self.lang], refused))
        shown = self.t("，", ", ").join(self.t(f"{word}{n}份", f"{n} {word}") for word, n in counts)
        more = self.t(f"；另核对台账{registers}份", f"; and {registers} of the register") if registers else ""
        return self.style(self.say("total", count=meetings + refused, counts=shown or "0") + more, bold=True)

    def counts(self, report: Report) -> str:
        """How many findings have which status; departures and what a baseline lists apart; then what the gate says."""
        advice = sum(f.status == "fail" and f.severity == "advice" for f in report.findings)
        words = list[str]()

        def add(word: str, count: int) -> None:
            words.extend([self.t(f"{word}{count}项", f"{count} {word}")] if count else [])

        for status, count in report.summary.items():
            if status == "fail":
                add(STATUS["fail"][self.lang], count - advice)
                add(SEVERITY["advice"][self.lang], advice)
                continue
            add(STATUS[status][self.lang], count)
            if status == "excused" and report.departures:
                words.append(self.say("of-departures", count=report.departures))
        words += [self.say("known", count=report.known)] if report.known else []
        return self.t("，", ", ").join(words)


def grade(finding: Finding) -> int:
    """Errors before warnings before advice."""
    return SEVERITIES.index(finding.severity) if finding.severity in SEVERITIES else len(SEVERITIES)


def for_a_person(finding: Finding) -> bool:
    """Whether only a person's judgement keeps it open, and can do so now: what happens in the room is judged when it has happened."""
    if finding.status == "manual":
        return True
    ripe = finding.status == "unknown" or (finding.status == "pending" and finding.stage == "preparation")
    return ripe and {gap.kind for gap in finding.missing} == {"judgement"}


def settling(findings: Iterable[Finding]) -> list[tuple[Gap, int, int]]:
    """Missing facts with how many findings each would settle alone and with others, the most useful first."""
    gaps, weight = dict[str, Gap](), dict[str, list[int]]()
    for finding in findings:
        missing = {gap.fact: gap for gap in finding.missing if gap.kind != "none"}
        for fact, gap in missing.items():
            if gap.kind != "fact":
                continue
            gaps.setdefault(fact, gap)
            row = weight.setdefault(fact, [0, 0, 0])
            row[0] += finding.status == "unknown"
            row[1 if len(missing) == 1 else 2] += 1
    useful = [fact for fact, (due, alone, together) in weight.items() if due or alone + together > 1]
    useful.sort(key=lambda fact: (-weight[fact][1], -weight[fact][2], fact))
    return [(gaps[fact], weight[fact][1], weight[fact][2]) for fact in useful]


def _file(place: Place | None) -> str:
    return place.source.name if place is not None else ""


def by_due(due: Due | None) -> tuple[int, float, int, float]:
    """The order of what is due: what has no day comes last."""
    if due is None:
        return (10_000_000, 0.0, 0, 0.0)
    return (*_stamp(due.earliest), *_stamp(due.latest))


def _stamp(moment: Moment) -> tuple[int, float]:
    if isinstance(moment, datetime):
        return moment.toordinal(), moment.hour * 3600 + moment.minute * 60 + moment.second
    return moment.toordinal(), 86400.0
