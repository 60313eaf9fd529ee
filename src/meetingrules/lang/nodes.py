"""The syntax tree of the condition language: what a sentence says, before names mean anything.

Each node is frozen and knows its place in the sentence: ``span`` is (start, end) in code points and does not take
part in ``==``, so that ``parse(unparse(tree)) == tree`` can be a law.
"""

# ruff: noqa: RUF009 - _span() makes an attrs field, as field() would

from fractions import Fraction

from attrs import field, frozen

Span = tuple[int, int]


def _span() -> Span:
    return field(default=(0, 0), eq=False, repr=False)


# ---- amounts -------------------------------------------------------------------------------------------------


@frozen
class Path:
    """``item.department``: a name and the fields that follow it."""

    names: tuple[str, ...]
    span: Span = _span()

    def __str__(self) -> str:
        return ".".join(self.names)


@frozen
class Measure:
    """``1500 characters``, ``5 working days``, ``2``; the unit is singular-normalised for time units only."""

    number: Fraction
    unit: str | None
    span: Span = _span()


@frozen
class ShareOf:
    """``1/2``, ``20%``, ``1/5 of total weight of members``."""

    share: Fraction
    of: "Amount | None"
    span: Span = _span()


@frozen
class NumberOf:
    """``number of proxy.mandates``, ``number of members present``."""

    noun: "Noun"
    span: Span = _span()


@frozen
class TotalOf:
    """``total claim of creditors present``."""

    field: str
    noun: "Noun"
    span: Span = _span()


@frozen
class Sum:
    """``report_time + tolerance``; ``sign`` is ``+`` or ``-``; left-associative."""

    left: "Amount"
    sign: str
    right: "Amount"
    span: Span = _span()


Amount = Path | Measure | ShareOf | NumberOf | TotalOf | Sum

# ---- nouns and counting ------------------------------------------------------------------------------------------


@frozen
class Several:
    """``(mayor, vice_mayors)`` as a head: ``at least 2 of (a, b, c)``; the union, in the order written."""

    paths: tuple[Path, ...]
    span: Span = _span()


@frozen
class Noun:
    """``papers of item``, ``members present for item``, ``members who are not official``.

    ``path`` is the head (of a list in brackets, ``Several``); ``of`` the noun after *of*; at most one of ``having``
    (a bare complement) and ``who`` (a predicate, as a sentence whose subject is None) narrows it. A bracketed noun is
    itself.
    """

    path: Path | Several
    of: "Noun | None" = None
    having: "Complement | None" = None
    who: "Sentence | None" = None
    span: Span = _span()


@frozen
class Range:
    """``at least 2/3``, ``between 1 and 2``: ``bound`` is one of ``at least``, ``at most``, ``more than``,
    ``fewer than``, ``exactly``, ``between``; ``high`` only with ``between``. A share is a Fraction-carrying
    ``ShareOf``, a ``Measure`` or the ``Path`` of a parameter.
    """

    bound: str
    low: "ShareOf | Measure | Path"
    high: "ShareOf | Measure | Path | None" = None
    span: Span = _span()


@frozen
class Quantified:
    """``every member``, ``at least 2/3 of members``, ``no item that is classified``.

    ``quantity`` is ``"every"``, ``"some"``, ``"no"`` or a Range; ``portion`` tells ``at least 2 of …`` from ``at least
    2 …``; ``weight`` is the field of *weighted by*.
    """

    quantity: "str | Range"
    noun: Noun
    portion: bool = False
    weight: str | None = None
    span: Span = _span()


@frozen
class Party:
    """A name in a list or after a preposition; ``if_any`` excuses it when there is none."""

    path: Path
    if_any: bool = False
    span: Span = _span()


@frozen
class Choice:
    """``both a and b``, ``either a or b``, ``any of (a, b)``, ``all of (a, b)``, ``none of (a, b)``.

    ``word`` is ``both``, ``either``, ``any of``, ``all of`` or ``none of``, as written.
    """

    word: str
    parties: tuple[Party, ...]
    span: Span = _span()


# ---- time ----------------------------------------------------------------------------------------------------------


@frozen
class DayOf:
    """``the day of notice.sent``."""

    path: Path
    span: Span = _span()


@frozen
class NextDay:
    """``the day before meeting.day``; ``direction`` is ``before`` or ``after``."""

    direction: str
    moment: "Moment"
    span: Span = _span()


@frozen
class Shifted:
    """``3 months after item.rejected``."""

    amount: Measure
    direction: str
    moment: "Moment"
    span: Span = _span()


@frozen
class Clock:
    """``12:00 on the day before meeting.day``; ``time`` is ``HH:MM``."""

    time: str
    moment: "Moment"
    span: Span = _span()


Moment = Path | DayOf | NextDay | Shifted | Clock


@frozen
class Limit:
    """``at least 2 days before meeting.day``."""

    bound: str
    amount: Amount
    direction: str
    moment: Moment
    span: Span = _span()


@frozen
class Within:
    """``within 5 working days after meeting.ends``."""

    amount: Amount
    direction: str
    moment: Moment
    span: Span = _span()


@frozen
class Window:
    """``between 10 and 60 days before meeting.day``."""

    low: Fraction
    high: Fraction
    unit: str
    direction: str
    moment: Moment
    span: Span = _span()


@frozen
class At:
    """``before X``, ``after X``, ``no later than X``, ``no earlier than X``, ``on X``: ``relation`` as written."""

    relation: str
    moment: Moment
    span: Span = _span()


Timing = Limit | Within | Window | At

# ---- sentences ---------------------------------------------------------------------------------------------------------


@frozen
class Role:
    """``by mayor``, ``to every participant``, ``with both a and b``."""

    preposition: str
    object: "Party | Choice | Quantified"
    span: Span = _span()


@frozen
class Complement:
    """What follows *is*: ``signed by mayor within 5 days after …``; ``word`` is None in ``is before …``."""

    word: Path | None
    phrases: tuple["Role | Timing", ...] = ()
    span: Span = _span()


Subject = Amount | Quantified | Choice


@frozen
class Being:
    """``WHO is (not) WHAT``; the subject is None only inside ``who`` and in the steps of a chain."""

    subject: "Subject | None"
    negated: bool
    complement: Complement
    span: Span = _span()


@frozen
class Compared:
    """``paper.length is (not) at most report_length``."""

    subject: "Subject | None"
    negated: bool
    bound: str
    amount: Amount
    span: Span = _span()


@frozen
class Absent:
    """``press_release is (not) none``."""

    subject: "Subject | None"
    negated: bool
    span: Span = _span()


@frozen
class OneOf:
    """``person is (not) either mayor or vice_mayor``."""

    subject: "Subject | None"
    negated: bool
    choice: Choice
    span: Span = _span()


@frozen
class Includes:
    """``notice.contents include all of (time, place, agenda)``."""

    subject: "Subject | None"
    object: "Party | Choice | Quantified"
    span: Span = _span()


@frozen
class Not:
    """``not (…)``."""

    part: "Sentence"
    span: Span = _span()


@frozen
class And:
    """``a and b and c``."""

    parts: tuple["Sentence", ...]
    span: Span = _span()


@frozen
class Or:
    """``a or b or c``."""

    parts: tuple["Sentence", ...]
    span: Span = _span()


@frozen
class Implies:
    """``a implies b``."""

    left: "Sentence"
    right: "Sentence"
    span: Span = _span()


@frozen
class Link:
    """``then approved by mayor when press_release is major``: one more step on the same subject."""

    complement: Complement
    when: "Sentence | None" = None
    span: Span = _span()


@frozen
class Chain:
    """``is drafted by office, then signed by mayor``."""

    first: "Sentence"
    links: tuple[Link, ...]
    span: Span = _span()


Sentence = Being | Compared | Absent | OneOf | Includes | Not | And | Or | Implies | Chain


@frozen
class Each:
    """``each item where item.kind is decision``: what a rule has one finding for."""

    noun: Noun
    where: Sentence | None = None
    span: Span = _span()


@frozen
class Term:
    """``item is ad_hoc``, ``person is responsible for unit``: the head of a definition."""

    noun: str
    adjective: str
    preposition: str | None = None
    object: str | None = None
    span: Span = _span()
