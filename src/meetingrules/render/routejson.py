"""Route -> JSON: answers, grounds, ways and questions as data. Within version 1 only additions."""

from meetingrules.render.jsonparts import Json, head, moment, printed, texts
from meetingrules.report.route import Body, Fact, Line, Question, Route, Ruling, Way

FORMAT, VERSION = "meetingrules-route", "1.0"


def render(route: Route) -> str:
    """A route as one JSON document, both languages in it."""
    return printed(to_dict(route))


def to_dict(route: Route) -> Json:
    """A route as plain data."""
    return {
        **head(FORMAT, VERSION),
        "title": route.title,
        "path": route.path or None,
        "item": route.number or None,
        "day": route.day.isoformat(),
        "as_of": route.as_of,
        "summary": dict(route.summary),
        "bodies": [_body(body) for body in route.bodies],
        "questions": [_question(question) for question in route.questions],
        "untried": route.untried,
    }


def _body(body: Body) -> Json:
    return {
        "rulebook": {"id": body.rulebook, "version": body.version, "title": texts(body.title)},
        "in_force": moment(body.since),
        "answer": body.answer,
        "missing": [_fact(fact) for fact in body.missing],
        "rulings": [_ruling(ruling) for ruling in body.rulings],
        "statements": [{"says": texts(s.says), "article": texts(s.article)} for s in body.statements],
        "ways": [_way(way) for way in body.ways],
        "not_understood": list(body.strangers),
        "roster_left_out": body.no_roster,
    }


def _ruling(ruling: Ruling) -> Json:
    return {
        "rule": ruling.rule,
        "force": ruling.force,
        "article": texts(ruling.article),
        "says": texts(ruling.says),
        "status": ruling.status,
        "grounds": [_line(line) for line in ruling.grounds],
        "missing": [_fact(fact) for fact in ruling.because],
        "remedy": texts(ruling.remedy) if ruling.remedy is not None else None,
    }


def _way(way: Way) -> Json:
    return {
        "rule": way.rule,
        "force": way.force,
        "phase": way.phase,
        "article": texts(way.article),
        "says": texts(way.says),
        "need": way.need,
        "state": way.state or None,
        "hangs_on": [_fact(fact) for fact in way.because],
        "steps": [_line(line) for line in way.steps],
    }


def _line(line: Line) -> Json:
    return {
        "says": texts(line.says),
        "article": texts(line.article),
        "truth": line.truth or None,
        "found": [texts(text) for text in line.told],
        "missing": [_fact(fact) for fact in line.missing],
        "exception": line.exception,
    }


def _question(question: Question) -> Json:
    settled = question.settled
    pairs = {"answers": settled.answers, "grounds": settled.grounds, "needs": settled.needs}
    return {
        **_fact(question.fact),
        "written_in": question.place,
        "asked_by": list(question.bodies),
        "choices": [{"value": choice.value, "label": texts(choice.label)} for choice in question.choices],
        "settles": {name: {"least": least, "most": most} for name, (least, most) in pairs.items()},
    }


def _fact(fact: Fact) -> Json:
    key = fact.key if fact.kind in {"fact", "none"} else None
    return {"kind": fact.kind, "key": key, "label": texts(fact.label)}
