"""Explanation -> text for people: marks, indentation, what was found below each sentence."""

from collections.abc import Iterator
from datetime import date, datetime

from attrs import evolve

from meetingrules.base.harmless import clean
from meetingrules.base.source import Place
from meetingrules.render.explainwords import MARKS, ROLES, STATUS_MARKS, count_below, missing_text, phrase
from meetingrules.render.remedytext import advice_lines
from meetingrules.render.rulepage import FORCES
from meetingrules.render.words import STATUS
from meetingrules.report import figures
from meetingrules.report.tree import NOTHING, Answer, Day, Explanation, Node
from meetingrules.report.treedays import day_text

STEP = "  "
GAP = {"zh": "　", "en": "  "}
"""What stands between two things in a line."""


def render(found: Explanation, lang: str, depth: int | None = None) -> str:
    """An explanation as text.

    :param depth: how many levels of parts are shown; None: all
    """
    lines = [*_head(found, lang)]
    for answer in found.answers:
        lines += ["", *_answer(answer, lang, depth), *_least(found, answer, lang)]
    lines += [f"{note[lang]}" for note in found.notes]
    if found.others:
        lines += ["", phrase("others", lang)]
        for other in found.others:
            mark = STATUS_MARKS.get(other.status, "?")
            lines.append(f"{STEP}{mark} {other.subject[lang]}{GAP[lang]}{STATUS[other.status][lang]}")
    if any(answer.nodes for answer in found.answers):
        lines += ["", phrase("legend", lang)]
    return "".join(clean(line) + "\n" for line in lines)


def _head(found: Explanation, lang: str) -> Iterator[str]:
    gap = GAP[lang]
    day = gap + figures.day(found.day, lang, weekday=True) if found.day else ""
    yield f"{found.title[lang]}{day}"
    as_of = phrase("as-of", lang, day=as_of_text(found.as_of, lang)) if found.as_of else ""
    rule = phrase("rule", lang, rule=found.rule)
    yield gap.join(part for part in (found.path, as_of, rule) if part)
    yield gap.join(
        part for part in (FORCES[found.force][lang] if found.force in FORCES else "", found.cites[lang]) if part
    )
    yield found.demand[lang]


def as_of_text(text: str, lang: str) -> str:
    """The moment of the check."""
    return figures.when(datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text), lang)


def _answer(answer: Answer, lang: str, depth: int | None) -> Iterator[str]:
    gap = GAP[lang]
    yield f"{STATUS_MARKS.get(answer.status, '?')} {answer.subject[lang]}{gap}{STATUS[answer.status][lang]}"
    if not answer.nodes:
        yield STEP + answer.message[lang]
    seen = list[tuple[Day, ...]]()
    for node in answer.nodes:
        if node.role in ROLES:
            yield STEP + cited(ROLES[node.role][lang], node.article[lang], lang)
            node = evolve(node, article=NOTHING)  # noqa: PLW2901 - said above it
        yield from _node(node, lang, 1, depth, seen)
    for evidence in answer.evidence:
        yield STEP + phrase("evidence", lang, text=evidence[lang])
    if answer.remedy is not None:
        yield STEP + phrase("remedy", lang, text=answer.remedy[lang])


def _least(found: Explanation, answer: Answer, lang: str) -> Iterator[str]:
    """The least change, where one was looked for."""
    for advice in found.advice:
        if advice.subject.id == answer.id:
            yield STEP + phrase("least", lang)
            yield from advice_lines(advice, lang, STEP * 2)


def cited(text: str, article: str, lang: str) -> str:
    """A text with its article behind it."""
    if not article:
        return text
    return f"{text}（{article}）" if lang == "zh" else f"{text} ({article})"


def _node(node: Node, lang: str, level: int, depth: int | None, seen: list[tuple[Day, ...]]) -> Iterator[str]:
    indent = STEP * (level + 1)
    says, shown = cited(node.says[lang], node.article[lang], lang), depth is None or level < depth
    if node.parts and not shown:
        says += phrase("cut", lang, count=str(count_below(node.parts)))
    elif node.parts:
        says += "：" if lang == "zh" else ":"
    if node.breaks:
        says += f"{GAP[lang]}<- {phrase('breaks', lang)}"
    yield f"{indent}{MARKS[node.truth]} {says}"
    below = indent + STEP + STEP
    yield from (below + told[lang] for told in node.told)
    if not node.parts:
        yield from (below + missing_text(gap, lang) for gap in node.missing)
    if node.days and node.days in seen:
        yield below + phrase("as-above", lang)
    elif node.days:
        seen.append(node.days)
        yield below + phrase("days", lang)
        yield from (f"{below}{STEP}{day_text(day, lang)}" for day in node.days)
    if node.place is not None and not node.parts:
        yield below + place_text(node.place)
    for part in node.parts if shown else ():
        yield from _node(part, lang, level + 1, depth, seen)


def place_text(place: Place) -> str:
    """Where in the file a fact stands."""
    return f"{place.source.name}:{place.line}"
