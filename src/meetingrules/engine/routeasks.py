"""What to ask first of an item: each missing fact tried with every answer that it may have, and what is settled then."""

from collections.abc import Iterator, Mapping
from datetime import date

from attrs import evolve, frozen

from meetingrules.base.days import Calendar
from meetingrules.base.diagnostics import InvalidText
from meetingrules.base.source import Texts
from meetingrules.base.tree import List, Node, Row, Scalar, Table
from meetingrules.engine.matter import Matter, placed, with_facts
from meetingrules.engine.routed import Desk, answer_of
from meetingrules.lang.words import Field, Words
from meetingrules.report.route import Body, Choice, Fact, Question, Settled

MOST_TRIED = 60
"""So many facts are tried at most; of the rest it is said how many there are."""
MOST_CHOICES = 24
"""So many answers to one question are tried at most; of a question with more it is taken that one of the others settles nothing."""
ASKED = frozenset({"fact", "judgement"})
YES_NO = (Choice("yes", {"zh": "是", "en": "yes"}), Choice("no", {"zh": "否", "en": "no"}))
NONE_OF_THEM = Choice("none", {"zh": "都不是", "en": "none"})
NOT_ON_IT = Choice("none", {"zh": "没有", "en": "none"})
THIS: Texts = {"zh": "列有本议题", "en": "this item is on it"}
NOTHING = Settled((0, 0), (0, 0), (0, 0))


@frozen
class Open:
    """How much of a body's answer is open."""

    answer: int
    grounds: int
    needs: int


def open_in(body: Body) -> Open:
    """What is open: the answer and its grounds; of a body that must not take the item, nothing is asked on the way."""
    open_ = body.answer == "open"
    grounds = sum(line.truth == "open" for r in body.rulings for line in r.grounds) if open_ else 0
    needs = 0 if body.answer == "must_not" else sum(way.need == "open" for way in body.ways if way.phase == "before")
    return Open(int(open_), grounds, needs)


def asked_by(body: Body) -> tuple[Fact, ...]:
    """The facts that a body's answer hangs on, then those on which it hangs what is needed on the way there."""
    on_the_way = (
        () if body.answer == "must_not" else tuple(f for w in body.ways if w.phase == "before" for f in w.because)
    )
    return tuple(dict.fromkeys(f for f in (*body.missing, *on_the_way) if f.kind in ASKED))


@frozen(eq=False)
class Asker:
    """Tries out answers."""

    matter: Matter
    day: date
    desks: Mapping[str, Desk]
    bodies: Mapping[str, Body]
    calendar: Calendar | None = None

    def questions(self) -> tuple[tuple[Question, ...], int]:
        """All questions, those first whose answers settle the most; and how many facts were not tried."""
        asking = dict[Fact, list[str]]()
        for body in self.bodies.values():
            for fact in asked_by(body):
                asking.setdefault(fact, []).append(body.rulebook)
        tried = list(asking.items())[:MOST_TRIED]
        found = [self.question(fact, tuple(books)) for fact, books in tried]
        return tuple(sorted(found, key=lambda question: question.settled.order)), len(asking) - len(tried)

    def question(self, fact: Fact, books: tuple[str, ...]) -> Question:
        """One missing fact with its answers, and what they settle."""
        choices, trials, closed = self.choices(fact, books)
        outcomes = [self.outcome(fact, choice, books) for choice in trials]
        told = settled(outcomes if closed else [*outcomes, Open(0, 0, 0)])
        return Question(fact, books, choices, told, self.place(fact, books))

    def place(self, fact: Fact, books: tuple[str, ...]) -> str:
        """Where the answer is written."""
        if fact.kind == "judgement":
            return "person"
        words = [self.desks[name].book.words for name in books]
        if all(field_of(one, fact.key) is None for one in words):
            return "roster"
        own = any(fact.key.partition(".")[0] in one.kinds["item"].fields for one in words)
        return "item" if own else "meeting"

    def choices(self, fact: Fact, books: tuple[str, ...]) -> tuple[tuple[Choice, ...], tuple[Choice, ...], bool]:
        """The answers that are offered, those that are tried, and whether these are all that there are."""
        if fact.kind == "judgement":
            return (), (), False
        offered, closed = dict[str, Choice](), True
        for name in books:
            field = field_of(self.desks[name].book.words, fact.key)
            given = tuple(answers(field, self.matter.number)) if field is not None else ()
            if not given:  # a name, a date, who did what: only that there is none can be tried
                return (), (NOT_ON_IT,) if field is not None else (), False
            offered |= {choice.value: choice for choice in given if choice.value not in offered}
            closed = closed and field is not None and not field.type.several
        found = tuple(offered.values())
        return found, found[:MOST_CHOICES], (closed or fact.key == "agenda.items") and len(found) <= MOST_CHOICES

    def outcome(self, fact: Fact, choice: Choice, books: tuple[str, ...]) -> Open:
        """How much is settled by one answer, in all bodies that ask."""
        settled_ = [0, 0, 0]
        row = Row(Scalar(fact.key, "plain"), value_of(choice.value))
        told = with_facts(self.matter, Table((row,)), tuple(desk.book for desk in self.desks.values()))
        for name in books:
            desk = self.desks[name]
            try:
                where = placed(told, desk.book, self.day)
            except InvalidText:  # no word of this rulebook: it learns nothing
                continue
            before = self.bodies[name]
            hanging = {r.rule for r in before.rulings if fact in r.because} | {
                w.rule for w in before.ways if fact in w.because
            }
            changed = evolve(desk, where=where, only=frozenset(hanging)).body()
            then, now = open_in(before), open_in(merged(before, changed, hanging))
            settled_[0] += then.answer - now.answer
            settled_[1] += then.grounds - now.grounds
            settled_[2] += then.needs - now.needs
        return Open(*settled_)


def merged(body: Body, changed: Body, hanging: set[str]) -> Body:
    """A body's answer with that of some rules in place of what they said before; on no others does a fact bear."""
    rulings = (*(r for r in body.rulings if r.rule not in hanging), *changed.rulings)
    ways = (*(w for w in body.ways if w.rule not in hanging), *changed.ways)
    return evolve(body, answer=answer_of(rulings, body.statements), rulings=rulings, ways=ways)


def settled(outcomes: list[Open]) -> Settled:
    """The least and the most of what several answers settle."""
    if not outcomes:
        return NOTHING

    def pair(numbers: list[int]) -> tuple[int, int]:
        return max(0, min(numbers)), max(0, *numbers)

    return Settled(
        pair([o.answer for o in outcomes]), pair([o.grounds for o in outcomes]), pair([o.needs for o in outcomes])
    )  # fmt: skip


def field_of(words: Words, key: str) -> Field | None:
    """The field that a fact is: of an item (``major``), of its papers, of the agenda, of the meeting."""
    parts = key.split(".")
    if len(parts) == 1:
        own = words.kinds["item"].fields.get(key)
        return own if own is not None else words.kinds["meeting"].fields.get(key)
    if parts[0] == "papers" and len(parts) == 3:
        return words.kinds["paper"].fields.get(parts[2])
    kind = words.kinds.get(parts[0])
    return kind.fields.get(parts[1]) if kind is not None and kind.single and len(parts) == 2 else None


def answers(field: Field, number: int) -> Iterator[Choice]:
    """The answers that a field may have; none where they cannot be listed."""
    if field.type.base == "flag":
        yield from YES_NO
    elif field.type.base == "word":
        for word, label in field.words.items():
            yield Choice(f"[{word}]" if field.type.several else word, label)
        if "none" not in field.words:
            yield NONE_OF_THEM
    elif field.type.base == "thing" and field.type.of == "item" and field.type.several:
        yield Choice(f"[{number}]", THIS)
        yield NOT_ON_IT


def value_of(text: str) -> Node:
    """An answer as a meeting file holds it: ``yes``, ``[plan]``."""
    if text.startswith("["):
        return List((Scalar(text[1:-1], "plain"),))
    return Scalar(text, "plain")
