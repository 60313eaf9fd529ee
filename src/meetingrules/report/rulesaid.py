"""A rule said back: its conditions as sentences with their articles, what its words mean, which facts it reads."""

from collections.abc import Iterator

from attrs import field, frozen

from meetingrules.base.source import Texts
from meetingrules.lang import tree as t
from meetingrules.lang.reach import nodes_of
from meetingrules.lang.words import Field
from meetingrules.report import figures
from meetingrules.report.sentence import Said, Sentences, speaker
from meetingrules.report.tree import NOTHING
from meetingrules.rulebook.model import Rule, Rulebook

LANGS = ("zh", "en")


@frozen
class SaidLine:
    """One sentence with its article, and the lines below it."""

    text: Texts
    article: Texts = field(factory=lambda: NOTHING)
    lines: tuple["SaidLine", ...] = ()


@frozen
class Term:
    """A word that the rulebook defines, as a rule uses it."""

    name: str
    """As the rulebook writes it."""
    label: Texts
    said: SaidLine


@frozen
class Fact:
    """One fact that a rule reads: the thing, the key as the file writes it, the label."""

    kind: Texts
    key: str
    label: Texts


@frozen
class RuleSaid:
    """A rule in sentences."""

    subject: SaidLine
    where: SaidLine | None
    when: SaidLine | None
    once: SaidLine | None
    condition: SaidLine
    only_if: SaidLine | None
    unless: tuple[SaidLine, ...]
    due: Texts | None
    departure_when: SaidLine | None
    terms: tuple[Term, ...]
    facts: tuple[Fact, ...]


def rule_said(book: Rulebook, rule: Rule) -> RuleSaid:
    """A rule of a rulebook in sentences of both languages."""
    voices = {lang: speaker(book, lang, rule.subject) for lang in LANGS}
    whole = cited(book, rule.cites)

    def told(condition: t.Condition | None, article: Texts = NOTHING) -> SaidLine | None:
        return (
            line({lang: voice.said(condition) for lang, voice in voices.items()}, article)
            if condition is not None
            else None
        )

    subject = rule.subject
    group = {lang: speaker(book, lang).bare(subject.group) for lang in LANGS} if subject is not None else None
    kind = book.words.kinds["meeting"].label
    each = (
        {"zh": f"每{voices['zh'].counter(subject.kind)}{group['zh']}", "en": f"each of the {group['en']}"}
        if subject and group
        else kind
    )
    condition = told(rule.condition, whole)
    assert condition is not None
    parts = (subject, rule.when, rule.once, rule.condition, rule.only_if, rule.unless, rule.due, rule.departure_when)
    return RuleSaid(
        subject=SaidLine(each),
        where=told(subject.where if subject is not None else None),
        when=told(rule.when),
        once=told(rule.once),
        condition=condition,
        only_if=told(rule.only_if),
        unless=tuple(found for e in rule.unless if (found := told(e.condition, label(book, e.label))) is not None),
        due={lang: voice.timing(rule.due) for lang, voice in voices.items()} if rule.due is not None else None,
        departure_when=told(rule.departure_when),
        terms=tuple(terms(book, parts)),
        facts=tuple(facts(book, parts)),
    )


def cited(book: Rulebook, ids: tuple[str, ...]) -> Texts:
    """Citations as an office writes them, each once."""
    found = [figures.citation(book.full(id_), book.paragraphs) for id_ in ids]
    return {lang: ("、" if lang == "zh" else "; ").join(dict.fromkeys(c[lang] for c in found)) for lang in LANGS}


def label(book: Rulebook, name: str) -> Texts:
    """The label of a line: its article, or the word itself."""
    return {lang: speaker(book, lang).article(name) for lang in LANGS}


def line(said: dict[str, Said], article: Texts) -> SaidLine:
    """One sentence in both languages, with its lines."""
    if said["zh"].lines and all(one.article for one in said["zh"].lines):  # each of them has its own
        article = NOTHING
    pairs = zip(said["zh"].lines, said["en"].lines, strict=True)
    lines = tuple(line({"zh": a.said, "en": b.said}, {"zh": a.article, "en": b.article}) for a, b in pairs)
    return SaidLine({lang: one.text for lang, one in said.items()}, article, lines)


# ---- what it rests on ------------------------------------------------------------------------------------------------


def name_of(node: object) -> str:
    """What a defined word is called in the rulebook."""
    match node:
        case t.SetOf(name=name) | t.Derived(name=name) | t.Is(adjective=name):
            return name
    return ""


def terms(book: Rulebook, parts: object) -> Iterator[Term]:
    """The defined words that a rule uses, each with what it means."""
    articles = dict[str, list[str]]()
    for account in book.accounts:
        if account.kind == "definition":
            articles.setdefault(account.by, []).append(account.norm)
    told = set[str]()
    for node in nodes_of(parts, book.definitions):
        body, name = book.definitions.body(node), name_of(node)
        if body is None or name in told:
            continue
        told.add(name)
        key = f"{name.replace(' ', ' is ', 1)}" if isinstance(node, t.Is) else name
        by = next((a for known, a in articles.items() if known == key or known.startswith(f"{key} ")), [])
        said = {lang: term_said(book, node, lang, body) for lang in LANGS}
        labels = book.labels.get(name) or {"zh": name, "en": name}
        yield Term(name, labels, line(said, cited(book, tuple(by))))


def term_said(book: Rulebook, node: object, lang: str, body: "t.Value | t.Condition") -> Said:
    """What a defined word means."""
    voice = speaker(book, lang)
    if isinstance(node, t.Is):
        return told_of(voice, book.definitions.adjectives[node.adjective][:2], node).said(body)  # type: ignore[arg-type]
    return Said(voice.bare(body))  # type: ignore[arg-type]


def told_of(voice: Sentences, names: tuple[str, str | None], node: t.Is) -> Sentences:
    """The voice of a definition: its variables by the kinds of things they stand for."""
    kinds = (node.adjective.split()[0], node.object.type.of if node.object is not None else None)
    for var, kind in zip(names, kinds, strict=True):
        if var is not None and kind is not None:
            voice = voice.with_var(var, voice.one_thing(voice.kind(kind), kind))
    return voice


def facts(book: Rulebook, parts: object) -> Iterator[Fact]:
    """The facts that a rule reads, each once, in the order in which it asks for them."""
    told = set[tuple[str, str]]()
    for node in nodes_of(parts, book.definitions):
        found = getattr(node, "field", None)
        if isinstance(found, Field) and (found.kind, found.name) not in told and not found.kind.startswith("/"):
            told.add((found.kind, found.name))
            kind = book.words.kinds[found.kind].label
            yield Fact(kind, f"{found.kind}.{found.name}", found.label)
