"""An item that is marked classified, masked in its route: which rules, articles and answers stay; title, names and records go."""

from attrs import evolve

from meetingrules.base.source import Texts
from meetingrules.report.masking import MASK, without
from meetingrules.report.route import Body, Fact, Line, Route, Ruling, Way


def masked(route: Route) -> Route:
    """The route without the texts of what is marked classified."""
    if not route.hidden:
        return route
    title = MASK["zh"] if route.title else ""
    bodies = tuple(_body(body, route) for body in route.bodies)
    questions = tuple(evolve(q, fact=_fact(q.fact, route)) for q in route.questions)
    return evolve(route, title=title, bodies=bodies, questions=questions)


def _body(body: Body, route: Route) -> Body:
    return evolve(
        body,
        rulings=tuple(_ruling(ruling, route) for ruling in body.rulings),
        ways=tuple(_way(way, route) for way in body.ways),
        strangers=tuple(stranger.partition(":")[0] for stranger in body.strangers),
    )


def _ruling(ruling: Ruling, route: Route) -> Ruling:
    return evolve(ruling, grounds=_lines(ruling.grounds, route), because=_facts(ruling.because, route))


def _way(way: Way, route: Route) -> Way:
    return evolve(way, steps=_lines(way.steps, route), because=_facts(way.because, route))


def _lines(lines: tuple[Line, ...], route: Route) -> tuple[Line, ...]:
    """What was found of a classified item is nobody's business; a sentence may name a unit that only the item names."""
    return tuple(
        evolve(line, says=_texts(line.says, route), told=(), missing=_facts(line.missing, route)) for line in lines
    )


def _facts(facts: tuple[Fact, ...], route: Route) -> tuple[Fact, ...]:
    return tuple(_fact(fact, route) for fact in facts)


def _fact(fact: Fact, route: Route) -> Fact:
    return evolve(fact, key=without(fact.key, route.secrets, "zh"), label=_texts(fact.label, route))


def _texts(texts: Texts, route: Route) -> Texts:
    return {lang: without(text, route.secrets, lang) for lang, text in texts.items()}
