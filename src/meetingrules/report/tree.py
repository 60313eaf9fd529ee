"""Why: the answer of a rule as a tree of sentences, each with what was found, in both languages."""

from datetime import date
from typing import get_args

from attrs import field, frozen

from meetingrules.base.days import Kind
from meetingrules.base.source import Place, Texts
from meetingrules.report.remedies import Advice

NOTHING: Texts = {"zh": "", "en": ""}
TRUTHS = ("holds", "fails", "open", "")
"""How a part came out; the last: it was not asked."""
ROLES = ("where", "when", "once", "demand", "only_if", "unless")
DAYS = ("start", *get_args(Kind), "day")
"""The start, which does not count; the kinds of the calendar; a day of a count in which every day counts."""


@frozen
class Day:
    """One day of a count."""

    day: date
    kind: str
    """One of ``DAYS``."""
    name: Texts | None = None
    """What a holiday, or the notice behind a make-up day, is called."""
    number: int | None = None
    """Its number in the count; None where it does not count."""


@frozen
class Missing:
    """One fact that is missing."""

    kind: str
    """One of ``answers.GAPS``."""
    fact: str
    """As a meeting file writes it; empty where it is no fact of the file."""
    label: Texts


@frozen
class Node:
    """One part of an answer."""

    construct: str
    """Which construct answered: ``quorum``, ``act``, ``order`` …"""
    says: Texts
    truth: str
    """One of ``TRUTHS``."""
    role: str = ""
    """Its part in the rule: one of ``ROLES``; empty below these."""
    article: Texts = field(factory=lambda: NOTHING)
    told: tuple[Texts, ...] = ()
    """What was found: values, limit, margin, who and when."""
    days: tuple[Day, ...] = ()
    """The days of its deadline, one by one."""
    missing: tuple[Missing, ...] = ()
    place: Place | None = field(default=None, repr=False)
    """Where in the file the fact stands."""
    breaks: bool = False
    """Whether it is the first step of a chain that breaks."""
    parts: tuple["Node", ...] = ()


def shape_of(node: Node) -> object:
    """All of a part but the names in it: what two subjects have in common that came out alike for the same reasons."""
    kinds = tuple(gap.kind for gap in node.missing)
    told = tuple(text["zh"] for text in node.told)
    return node.construct, node.truth, told, node.days, kinds, tuple(shape_of(part) for part in node.parts)


@frozen
class Answer:
    """One subject: its status, and why."""

    subject: Texts
    id: str
    """The id of the subject: ``meeting``, ``items.2``."""
    status: str
    severity: str
    message: Texts
    nodes: tuple[Node, ...]
    """The parts: guard, condition, exceptions."""
    remedy: Texts | None = None
    evidence: tuple[Texts, ...] = ()
    place: Place | None = field(default=None, repr=False)


@frozen
class Other:
    """One subject of which only the status is told."""

    subject: Texts
    id: str
    status: str


@frozen
class Explanation:
    """Why a rule came out as it did in one meeting."""

    path: str
    title: Texts
    """What people call the meeting, or the kind of meeting that it is."""
    day: date | None
    as_of: str | None
    """The moment of the check, as ISO text."""
    rule: str
    """With the rulebook in front: ``executive/quorum``."""
    demand: Texts
    cites: Texts
    force: str
    answers: tuple[Answer, ...]
    others: tuple[Other, ...] = ()
    notes: tuple[Texts, ...] = ()
    advice: tuple[Advice, ...] = ()
    """The least change for each answer that asks for one, where it was looked for."""
    hidden: frozenset[str] = field(default=frozenset(), repr=False)
    """The things that are marked classified, and what hangs on them."""
    secrets: frozenset[str] = field(default=frozenset(), repr=False)
    """The texts that only these say."""
