"""``meetingrules explain``: what a rule demands, and why it came out as it did in a meeting."""

import os
from collections.abc import Callable, Mapping

import click
from attrs import evolve

from meetingrules.engine.explained import Named, explain, rule_of
from meetingrules.engine.remedied import advice_on
from meetingrules.engine.runs import SUFFIXES
from meetingrules.help.misuse import IntRange, Misused
from meetingrules.help.spoken import Verb
from meetingrules.render import explain as text
from meetingrules.render import explainhtml, explainjson
from meetingrules.render.rulepage import render_rule
from meetingrules.report.tree import Explanation
from meetingrules.report.treemask import masked
from meetingrules.terminal import language, speaking
from meetingrules.verbs.meetings import supposed
from meetingrules.verbs.options import LANG, MASK, reading, write, written_as
from meetingrules.verbs.rules import found as rule_named

TEXT = "text"
FORMATS: Mapping[str, Callable[[Explanation, str, int | None], str]] = {
    TEXT: text.render,
    "json": lambda found, _, depth: explainjson.render(found, depth),
    "html": explainhtml.render,
}


@click.command("explain", cls=Verb)
@click.argument("what", metavar="MEETING|RULEBOOK/RULE")
@click.argument("rule", required=False)
@click.option("--item", type=IntRange(1), metavar="N", help="The agenda item that is asked about, by its number.")
@click.option("--person", metavar="P", help="The person who is asked about, by name.")
@click.option("--depth", type=IntRange(1), metavar="N", help="How many levels of reasons to show; all unless told.")
@reading
@LANG
@written_as(FORMATS, "html:why.html")
@MASK
def command(
    what: str, rule: str | None, item: int | None, person: str | None, depth: int | None, rulebooks: tuple[str, ...],
    roster: str | None, calendar: str | None, as_of: str | None, register: str | None, lang: str,
    outputs: tuple[tuple[str, str | None], ...], mask: bool | None,
) -> None:  # fmt: skip
    """Say what a rule demands; with a meeting, why it came out as it did: each part, with what was found and where it stands.

    \b
    Examples:
      meetingrules explain executive/quorum
      meetingrules explain 2024-03-20.meeting.yaml quorum --lang zh
      meetingrules explain 2024-03-20.meeting.yaml route-of-a-decision --item 2
      meetingrules explain 2024-03-20.meeting.yaml notice-in-time --person Chair --format html:why.html

    \b
    Exit codes: 0 explained, whatever the status; 2 there is no such rule, meeting or subject, or a
    file cannot be read or written.
    """  # noqa: D301
    lang = language(lang, os.environ)
    outputs = outputs or ((TEXT, None),)
    if rule is None:
        told = page(what, [form for form, _ in outputs], lang)
        for _, path in outputs:
            write(told, path, machine=False, lang=lang)
        return
    with speaking(lang):
        found = answer(what, rule, Named(item, person), rulebooks, roster, calendar, as_of, register)
    for form, path in outputs:
        hidden = form != TEXT if mask is None else mask
        write(FORMATS[form](masked(found) if hidden else found, lang, depth), path, machine=form != TEXT, lang=lang)


def page(what: str, forms: list[str], lang: str) -> str:
    """What a rule demands: its manual page."""
    if other := next((form for form in forms if form != TEXT), None):
        raise Misused("rule-as-text-only", form=other)
    if what.endswith(SUFFIXES):
        raise Misused("name-a-rule-of-the-meeting", what=what)
    with speaking(lang):
        book, name = rule_named(what)
    if name is None:
        raise Misused("name-a-rule", book=book.id)
    return render_rule(book, book.rule(name), lang)


def answer(
    what: str, rule: str, named: Named, rulebooks: tuple[str, ...], roster: str | None, calendar: str | None,
    as_of: str | None, register: str | None,
) -> Explanation:  # fmt: skip
    """Why a rule came out as it did in a meeting file.

    :raises InvalidText: when something cannot be read, or there is no such rule or subject
    """
    case = supposed(what, rulebooks, roster, calendar, as_of, register)
    found = explain(
        case.plan(), case.book, rule, named, register=case.register, calendar=case.calendar, as_of=case.as_of
    )
    ids = [answer.id for answer in found.answers]
    return evolve(found, advice=advice_on(case, rule_of(case.book, rule), ids))
