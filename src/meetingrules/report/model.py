"""What came out, as values: findings, reports, a run."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from functools import reduce

from attrs import field, frozen

from meetingrules.base.diagnostics import Diagnostic
from meetingrules.base.source import Place, Texts
from meetingrules.lang.answers import Due, Gap, Moment, Proof
from meetingrules.report.pictured import Chain, Count

STATUSES = ("fail", "unknown", "manual", "pending", "excused", "pass", "skip")
"""All statuses, the one that needs most attention first."""
FORECASTS = ("pass", "fail", "unknown")
"""What the replies let expect of what is pending."""
SEVERITIES = ("error", "warning", "advice", "none")
VERDICTS = ("not_checked", "noncompliant", "undecided", "compliant_so_far", "compliant")
"""All verdicts, the worst first; ``not_checked`` is only a run's."""
SEVERITY_OF = {
    "must": "error",
    "must_not": "error",
    "in_principle": "warning",
    "normally": "advice",
    "may": "error",
    "means": "none",
}


@frozen
class Citation:
    """Where a norm stands: ``executive-15-1b``, and how an office cites it."""

    id: str
    label: Texts
    """第十五条第一款 / article 15(1)."""


@frozen
class SubjectRef:
    """What a finding is about."""

    kind: str
    """``meeting``, ``item``, ``person``, ``paper``, ``month`` …"""
    id: str
    """``meeting``, ``items.2``, ``items.2.papers.1``, a person's name, ``2024-03``."""
    label: str = ""
    """What people call it: the item's title, the person's name."""
    called: Texts = field(factory=dict)
    """The same in both languages, where it has no name of its own: 会议文件1-2 / paper 1-2."""


@frozen
class Recorded:
    """The departure that excuses a finding: somebody's reason for doing otherwise, as it is on record."""

    reason: str
    at: Moment | None = None
    approved_by: str = ""
    """Who approved it, as the record names them; empty where nobody had to."""


@frozen
class Finding:
    """One rule's answer for one subject."""

    rule: str
    """The rule's id, such as ``quorum``; ``tool-…`` where the tool speaks of a record, not of a rule."""
    cites: tuple[Citation, ...]
    """The norms that the rule encodes."""
    force: str
    """How hard the rule binds: ``must``, ``must_not``, ``in_principle``, ``normally``, ``may`` or ``means``."""
    severity: str
    """``error``, ``warning``, ``advice`` or ``none``: it follows from the force, unless the settings say otherwise."""
    status: str
    """``fail``, ``unknown``, ``manual``, ``pending``, ``excused``, ``pass`` or ``skip``."""
    stage: str
    """When it can be judged: ``preparation``, ``sitting``, ``after`` or ``period``."""
    subject: SubjectRef
    """What it is about: the meeting, an item, a person …"""
    message: Texts
    """What the rule demands and, where it is not met or not decided, why: with the numbers."""
    proof: Proof | None
    """Why, step by step; None where there was nothing to evaluate."""
    forecast: str | None = None
    """Before the sitting, what the replies let expect: pass, fail or unknown."""
    missing: tuple[Gap, ...] = ()
    """What keeps the answer open."""
    due: Due | None = None
    """By when it must be settled, while it is open; None where no day is set."""
    remedy: Texts | None = None
    """What to do about it."""
    evidence: tuple[str, ...] = ()
    """Departures, attestations and exceptions that decided it, as texts such as ``11-1e`` or ``departure: …``."""
    readings: tuple[Texts, ...] = ()
    """How sentences that can be read in more than one way were read."""
    notes: tuple[Texts, ...] = ()
    """What else there is to know about it."""
    place: Place | None = None
    """Where in the file."""
    fingerprint: str = ""
    """The same for the same rule on the same subject of the same meeting, wherever in the file it stands."""
    item: str | None = None
    """The agenda item that it belongs to (``items.2``), for grouping."""
    demand: Texts = field(factory=dict)
    """What the rule demands, without what was found: the first sentence of the message."""
    departure: Recorded | None = None
    """The departure on record that excuses it."""
    gate: str | None = None
    """By when it must be settled: ``notice``, ``opening`` or ``closing`` of the meeting; None: after it."""
    known: bool = False
    """Whether a baseline lists it: it was so before, and no longer decides how a run ends."""
    chains: tuple[Chain, ...] = ()
    """The chains of steps in its proof, as what can be drawn; none where no reasons were asked for."""
    counts: tuple[Count, ...] = ()
    """Who is there and how many are needed, where its proof asks that; before the sitting, what the replies let expect."""


@frozen
class Quiet:
    """How often a rule is met, or beside the point, where nobody asked to see it."""

    rule: str
    severity: str
    status: str
    """``pass`` or ``skip``."""
    count: int


@frozen
class Report:
    """All findings about one meeting, or about the periods of one register."""

    path: str
    """The file, as it was named."""
    kind: str
    """``meeting`` or ``register``."""
    rulebook: str
    """Its id."""
    rulebook_version: str
    """As the rulebook states it."""
    rulebook_digest: str
    """What the text of the rulebook is recognised by."""
    rulebook_title: Texts
    """What people call it, in Chinese and English."""
    title: str
    """What people call the meeting: its title, else its day."""
    day: date | None
    """The first day of the meeting."""
    calendar: Mapping[str, str | None]
    """``country``, and ``announced_through``: the last day whose kind is certain, as ISO text."""
    as_of: Moment | None
    """The moment of the check."""
    findings: tuple[Finding, ...]
    """One for each rule and subject; without those that ``quiet`` counts."""
    notes: tuple[Texts, ...] = ()
    """What was not evaluated, and why."""
    items: Mapping[str, str] = field(factory=dict)
    """The agenda: ``items.2`` -> title, in order."""
    state: str | None = None
    """Planned, convened, open, closed, inquorate, postponed or cancelled."""
    classified: frozenset[str] = frozenset()
    """The items and papers that are marked classified, and what hangs on them: ``items.2``, ``items.3.papers.1``, ``decisions.1``."""
    secrets: frozenset[str] = field(default=frozenset(), repr=False)
    """The texts that are said of these and of nothing else: what to mask wherever it turns up."""
    gate: str | None = None
    """The gate that was asked about: then what must be settled by it counts as due, and forecasts count."""
    quiet: tuple[Quiet, ...] = ()
    """What is met or beside the point, where a check was asked for the rest alone."""

    @property
    def rules(self) -> frozenset[str]:
        """The rules that were asked."""
        return frozenset({f.rule for f in self.findings} | {q.rule for q in self.quiet})

    @property
    def departures(self) -> int:
        """How many findings are excused by a departure on record; the rest of the excused by an exception of the rules."""
        return sum(f.departure is not None for f in self.findings)

    @property
    def known(self) -> int:
        """How many findings a baseline lists."""
        return sum(f.known for f in self.findings)

    @property
    def summary(self) -> dict[str, int]:
        """How many findings have which status."""
        counts = dict.fromkeys(STATUSES, 0)
        for finding in self.findings:
            counts[finding.status] += 1
        for quiet in self.quiet:
            counts[quiet.status] += quiet.count
        return counts

    @property
    def verdict(self) -> str:
        """The report in one word."""
        grave = {f.status for f in self.findings if f.severity in {"error", "warning"}}
        return verdict_of(grave, {f.status for f in self.findings})


def verdict_of(grave: AbstractSet[str], statuses: AbstractSet[str]) -> str:
    """The verdict of a report.

    :param grave: the statuses of what is an error or a warning
    :param statuses: the statuses of all findings
    """
    if "fail" in grave:
        return "noncompliant"
    if "unknown" in grave:
        return "undecided"
    return "compliant_so_far" if statuses & {"pending", "manual"} else "compliant"


@frozen
class Totals:
    """What reports come to together."""

    verdicts: Mapping[tuple[str, str], int] = field(factory=dict)
    """How many reports of a kind have which verdict."""
    summary: Mapping[str, int] = field(factory=lambda: dict.fromkeys(STATUSES, 0))
    """How many findings have which status."""

    def having(self, report: Report) -> "Totals":
        """The same with one report more."""
        key = (report.kind, report.verdict)
        summary = report.summary
        return Totals(
            {**self.verdicts, key: self.verdicts.get(key, 0) + 1},
            {status: count + summary[status] for status, count in self.summary.items()},
        )

    def of(self, kind: str) -> int:
        """How many reports of a kind there are."""
        return sum(count for (one, _), count in self.verdicts.items() if one == kind)


@frozen
class Input:
    """One file that a run read: ``kind`` is meeting, roster, rulebook, register or calendar."""

    kind: str
    path: str
    digest: str


@frozen
class Run:
    """One call: all reports, and the problems that kept a file from being checked."""

    as_of: Moment | None
    """The moment of the check."""
    inputs: tuple[Input, ...]
    """The files that were read."""
    reports: tuple[Report, ...]
    """One for each meeting, and one for each register."""
    problems: tuple[Diagnostic, ...] = ()
    """What kept a file from being checked."""
    passed_on: Totals = field(factory=Totals)
    """What those reports come to that were passed on one by one and are not among ``reports``."""

    @property
    def totals(self) -> Totals:
        """What all reports come to."""
        return reduce(Totals.having, self.reports, self.passed_on)

    @property
    def verdict(self) -> str:
        """The worst verdict of all reports; a file that could not be checked is the worst of all."""
        verdicts = {verdict for _, verdict in self.totals.verdicts}
        if self.problems or not verdicts:
            return "not_checked"
        return min(verdicts, key=VERDICTS.index)

    @property
    def summary(self) -> dict[str, int]:
        """How many findings have which status, over all reports."""
        return dict(self.totals.summary)
