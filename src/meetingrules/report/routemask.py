"""An item that is marked classified, masked in its route: which rules, articles and answers stay; title, names and records go."""

from attrs import evolve

from meetingrules.base.source import Texts
from meetingrules.report.masking import MASK, without
from meetingrules.report.route import Body, Line, Route, Ruling


def masked(route: Route) -> Route:
    """The route without the texts of what is marked classified."""
    if not route.hidden:
        return route
    title = MASK["zh"] if route.title else ""
    return evolve(route, title=title, bodies=tuple(_body(body, route) for body in route.bodies))


def _body(body: Body, route: Route) -> Body:
    return evolve(
        body,
        rulings=tuple(_ruling(ruling, route) for ruling in body.rulings),
        ways=tuple(evolve(way, steps=tuple(_line(line, route) for line in way.steps)) for way in body.ways),
        strangers=tuple(stranger.partition(":")[0] for stranger in body.strangers),
    )


def _ruling(ruling: Ruling, route: Route) -> Ruling:
    return evolve(ruling, grounds=tuple(_line(line, route) for line in ruling.grounds))


def _line(line: Line, route: Route) -> Line:
    """What was found of a classified item is nobody's business; its sentence may name a unit that only it names."""
    return evolve(line, says=_texts(line.says, route), told=())


def _texts(texts: Texts, route: Route) -> Texts:
    return {lang: without(text, route.secrets, lang) for lang, text in texts.items()}
