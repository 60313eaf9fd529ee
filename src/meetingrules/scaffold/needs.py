"""What the rules of a body ask a meeting file for: each fact with the articles that rest on it."""

from collections.abc import Iterator

from meetingrules.lang import tree as t
from meetingrules.lang.reach import fields_of
from meetingrules.lang.words import Field
from meetingrules.report.figures import citation
from meetingrules.rulebook.model import STAGES, Rule, Rulebook

Needs = dict[tuple[str, str], tuple[str, dict[str, None]]]
"""Kind and field -> the first stage that asks for it, and the articles, in the order of the rules."""

RESTS_ON = {("item", "announced"): (("notice", "items"), ("notice", "sent"))}
"""Facts that nobody writes down as such, and those that they follow from."""


def needs(book: Rulebook, lang: str) -> Needs:
    """All facts that the rules of a body read, directly or through its definitions."""
    found: Needs = {}
    for rule in book.rules:
        cites = [citation(book.full(c), book.paragraphs)[lang] for c in rule.cites]
        for field in asked(rule, book.definitions):
            stage, articles = found.get((field.kind, field.name), (rule.stage, {}))
            earlier = min(stage, rule.stage, key=STAGES.index)
            found[field.kind, field.name] = (earlier, articles | dict.fromkeys(cites))
    for fact, sources in RESTS_ON.items():
        if fact in found:
            found |= {source: found.get(source, found[fact]) for source in sources}
    return found


def asked(rule: Rule, definitions: t.Definitions) -> Iterator[Field]:
    """The fields that a rule reads."""
    parts = (rule.subject, rule.condition, rule.when, rule.once, rule.only_if, rule.due, *rule.unless)
    return fields_of(parts, definitions)
