"""A route as an outline: a table of answers, then for each body its grounds and the way there, then the questions."""

from collections.abc import Iterator

from attrs import frozen

from meetingrules.render.routewords import (
    ANSWERS,
    COMMA,
    HEADS,
    PHASES,
    basis,
    cited,
    hangs_on,
    kept,
    named,
    phrase,
    progress,
    settles,
    strangers,
)
from meetingrules.report import figures
from meetingrules.report.route import PHASES as ORDER
from meetingrules.report.route import Body, Choice, Fact, Line, Question, Route, Ruling, Way

DONE, FAILED, TODO, OPEN, NEEDLESS = "✓", "✗", "○", "?", "-"
MARKS = {"holds": DONE, "fails": FAILED, "open": TODO, "": NEEDLESS}
STATES = {"done": DONE, "excused": DONE, "failed": FAILED, "open": TODO, "judgement": TODO, "": NEEDLESS}
MISSING = frozenset({"fact", "judgement", "calendar", "hour"})
STANDING_AGAINST = frozenset({"must_not", "by_departure"})


@frozen
class Item:
    """One line of an outline."""

    level: int
    """0: a heading of its own; below it 1, 2, …"""
    text: str
    mark: str = ""


def table(route: Route, lang: str) -> list[tuple[str, ...]]:
    """The answers side by side, the heads first."""
    rows: list[tuple[str, ...]] = [HEADS[lang]]
    for body in route.bodies:
        name = body.title["zh"] if lang == "zh" else body.rulebook
        rows.append((name, ANSWERS[body.answer][lang], basis(body, lang) or NEEDLESS, progress(body, lang)))
    return rows


def outline(route: Route, lang: str) -> Iterator[Item]:
    """All that stands below the table."""
    for body in route.bodies:
        gap = "：" if lang == "zh" else ": "
        yield Item(0, f"{body.title[lang]}{gap}{ANSWERS[body.answer][lang]}")
        yield from _aside(body, lang)
        yield from _admission(body, lang)
        if body.answer not in {"must_not", "not_in_force"}:  # what must not come up needs nothing on the way
            yield from _ways(body, lang)
    if route.questions:
        yield Item(0, phrase("questions", lang))
        for number, question in enumerate(route.questions, 1):
            yield from _question(number, question, lang)
        example = next((q for q in route.questions if q.choices), None)
        if example is not None:
            yield Item(1, phrase("how", lang, key=example.fact.key, value=example.choices[-1].value))
    if route.untried:
        yield Item(1, phrase("untried", lang, count=str(route.untried)))


def _aside(body: Body, lang: str) -> Iterator[Item]:
    if body.answer == "not_in_force" and body.since is not None:
        yield Item(1, phrase("since", lang, day=figures.day(body.since, lang)))
    if body.strangers:
        yield Item(1, phrase("strangers", lang, words=strangers(body, lang)))
    if body.no_roster:
        yield Item(1, phrase("no-roster", lang))


# ---- whether it may come up --------------------------------------------------------------------------------------


def _admission(body: Body, lang: str) -> Iterator[Item]:
    against = [r for r in body.rulings if r.status == "fail"]
    if body.answer in STANDING_AGAINST:
        yield Item(1, phrase("because" if body.answer == "must_not" else "normally-not", lang))
        for ruling in against:
            yield from _against(ruling, lang)
        return
    open_ = [r for r in body.rulings if r.status in {"pending", "unknown", "manual"}]
    if body.answer == "open":
        yield Item(1, phrase("open", lang))
        for ruling in against:
            yield from _against(ruling, lang)
        for ruling in open_:
            yield from _hanging(ruling, lang)
    for ruling in body.rulings:
        if ruling not in against and ruling not in open_ and body.answer == "may":
            aside = kept(ruling.status, ruling.force, lang)
            gap = ("：" if lang == "zh" else ": ") if aside else ""
            yield Item(1, cited(ruling.says[lang], ruling.article[lang], lang) + gap + aside, DONE)
    if body.answer == "silent":
        yield Item(1, phrase("silent", lang))
    for stated in body.statements:
        yield Item(1, cited(stated.says[lang], stated.article[lang], lang), DONE)


def _against(ruling: Ruling, lang: str) -> Iterator[Item]:
    yield Item(2, cited(ruling.says[lang], ruling.article[lang], lang), FAILED)
    for line in ruling.grounds:
        yield Item(3, cited(line.says[lang], line.article[lang], lang), FAILED)
        yield from (Item(4, told[lang]) for told in line.told)
    if ruling.remedy is not None:
        yield Item(3, phrase("remedy", lang, text=ruling.remedy[lang]))


def _hanging(ruling: Ruling, lang: str) -> Iterator[Item]:
    yield Item(2, cited(ruling.says[lang], ruling.article[lang], lang), OPEN)
    for line in ruling.grounds:
        says = cited(line.says[lang], line.article[lang], lang)
        says = phrase("unless", lang, text=says) if line.exception else says
        yield Item(3, says, OPEN if line.truth == "open" else FAILED)
        yield from _missing(line.missing, 4, lang)
    told = {fact for line in ruling.grounds for fact in line.missing}
    rest = tuple(fact for fact in ruling.because if fact not in told)
    yield from _missing(rest, 3, lang)


def _missing(facts: tuple[Fact, ...], level: int, lang: str) -> Iterator[Item]:
    for name, kinds in (("missing", MISSING), ("not-done", {"none"})):
        told = [fact for fact in facts if fact.kind in kinds]
        if told:
            yield Item(level, phrase(name, lang, facts=named(told, lang)))


# ---- the way there -----------------------------------------------------------------------------------------------


def _ways(body: Body, lang: str) -> Iterator[Item]:
    for phase in ORDER:
        mine = [way for way in body.ways if way.phase == phase]
        if mine:
            yield Item(1, PHASES[phase][lang] + ("：" if lang == "zh" else ":"))
        for way in mine:
            if way.need != "not_needed":
                yield from _way(way, lang)
        needless = [way for way in mine if way.need == "not_needed"]
        if needless:
            articles = COMMA[lang].join(dict.fromkeys(way.article[lang] for way in needless))
            yield Item(2, phrase("not-needed", lang, articles=articles, count=str(len(needless))), NEEDLESS)


def _way(way: Way, lang: str) -> Iterator[Item]:
    open_ = way.need == "open" and way.phase == "before"  # at the meeting its sentence says on what it hangs
    text = cited(way.says[lang], way.article[lang], lang)
    if way.state == "judgement":
        text += ("：" if lang == "zh" else ": ") + phrase("judgement", lang)
    yield Item(2, text, OPEN if open_ else STATES[way.state])
    if open_:
        yield Item(3, hangs_on(way, lang))
    for line in way.steps:
        yield from _step(line, open_, lang)


def _step(line: Line, open_: bool, lang: str) -> Iterator[Item]:
    mark = OPEN if open_ and line.truth == "open" else MARKS[line.truth]
    yield Item(3, cited(line.says[lang], line.article[lang], lang), mark)
    yield from (Item(4, told[lang]) for told in line.told)


# ---- what to ask -------------------------------------------------------------------------------------------------


def _question(number: int, question: Question, lang: str) -> Iterator[Item]:
    yield Item(1, asks(question, lang), f"{number}.")
    yield Item(2, settles(question, lang))


def asks(question: Question, lang: str) -> str:
    """A question with the key to write, and the answers to choose from."""
    fact = question.fact
    mark = "？" if lang == "zh" else "" if fact.label[lang].startswith("whether ") else "?"
    if question.place == "person":
        return fact.label[lang] + ("（由人判断）" if lang == "zh" else " (for a person to judge)")
    choices = COMMA[lang].join(choice(one, lang) for one in question.choices) or phrase(
        "roster" if question.place == "roster" else "written", lang
    )
    return f"{fact.label[lang]}{mark}  {fact.key}{'：' if lang == 'zh' else ': '}{choices}"


def choice(one: Choice, lang: str) -> str:
    """An answer as it is written, with what it is called where that says more."""
    label, bare = one.label[lang], one.value.strip("[]").replace("_", " ")
    return one.value if one.value in {"yes", "no"} or label == bare else f"{one.value} {label}"
