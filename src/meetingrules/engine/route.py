"""Where does an item go: each body's answer, what it needs on the way, and what to ask first. Values in, a value out."""

from collections.abc import Iterable
from datetime import date

from meetingrules.base.days import Calendar
from meetingrules.base.diagnostics import InvalidText
from meetingrules.base.tree import Scalar
from meetingrules.engine.matter import Matter, refused
from meetingrules.engine.routeasks import Asker
from meetingrules.engine.routed import desks, in_force
from meetingrules.facts.roster import load_roster
from meetingrules.lang.answers import Moment
from meetingrules.report.route import Body, Route
from meetingrules.rulebook.model import Rulebook

TITLES = ("title", "标题")


def route(
    matter: Matter,
    books: Iterable[Rulebook],
    *,
    day: date,
    as_of: Moment | None = None,
    calendar: Calendar | None = None,
    ask: bool = True,
) -> Route:
    """Which bodies may take an item, which must not, what it needs on the way, and which missing facts decide the most.

    :param books: the rulebooks that are asked; of several versions of one, that which is in force on the day
    :param day: the day of the meeting that it would come before
    :param as_of: the moment of the judgement; a date means its end
    :param ask: whether questions are worked out; without them it is many times faster
    :raises InvalidText: what not one of the rulebooks can read; when none of them is in force on the day
    """
    asked = versions(books, day)
    found = desks(matter, asked, day, as_of, calendar)
    if matter.roster is not None and all(desk.where.no_roster for desk in found):
        source, node = matter.roster
        load_roster(node, source, found[0].book.words)  # it says what is wrong with it
    wrong = refused(tuple(desk.where for desk in found))
    if wrong:
        raise InvalidText(wrong)
    answered = {desk.book.id: desk.body() for desk in found}
    asker = Asker(matter, day, {desk.book.id: desk for desk in found}, answered, calendar)
    questions, untried = asker.questions() if ask else ((), 0)
    secrets = [texts for desk in found if (texts := desk.secrets()) is not None]
    moment = as_of if as_of is not None else next((d.checker.as_of for d in found if d.checker.as_of is not None), None)
    return Route(
        title=title_of(matter),
        day=day,
        as_of=moment.isoformat() if moment is not None else None,
        bodies=tuple(answered.get(book.id) or beyond(book) for book in asked),
        questions=questions,
        untried=untried,
        path=matter.source.name if matter.home is not None else "",
        number=matter.number if matter.home is not None else 0,
        hidden=bool(secrets),
        secrets=frozenset[str]().union(*secrets),
    )


def versions(books: Iterable[Rulebook], day: date) -> tuple[Rulebook, ...]:
    """One version of each rulebook: the last that is in force on the day, else the last of all."""
    found = dict[str, Rulebook]()
    for book in books:
        old = found.get(book.id)
        rank = (in_force(book, day), book.in_force or date.min)
        if old is None or rank > (in_force(old, day), old.in_force or date.min):
            found[book.id] = book
    return tuple(found.values())


def beyond(book: Rulebook) -> Body:
    """The answer of a rulebook that does not hold on the day."""
    return Body(book.id, book.version, book.title, "not_in_force", since=book.in_force)


def title_of(matter: Matter) -> str:
    """What the item is called; empty where it is not said."""
    for name in TITLES:
        if isinstance(found := matter.item.get(name), Scalar):
            return found.clean
    return ""
