"""Rulebooks and rules -> text for people: a list, a table of contents, the page of one rule."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import attrs

from meetingrules.base.harmless import clean
from meetingrules.base.source import Texts
from meetingrules.base.tree import Empty, List, Node, Scalar, Table
from meetingrules.lang import tree as t
from meetingrules.lang.words import Parameter
from meetingrules.render.duetext import width
from meetingrules.report import figures
from meetingrules.report.rulesaid import Fact, SaidLine, Term, rule_said
from meetingrules.rulebook.model import Rule, Rulebook

LABELS: dict[str, Texts] = {
    "force": {"zh": "约束力", "en": "force"},
    "stage": {"zh": "阶段", "en": "stage"},
    "cites": {"zh": "条款", "en": "cites"},
    "for": {"zh": "对象", "en": "for"},
    "when": {"zh": "适用条件", "en": "when"},
    "once": {"zh": "起算", "en": "once"},
    "condition": {"zh": "内容", "en": "demands"},
    "only_if": {"zh": "前提", "en": "only if"},
    "unless": {"zh": "例外", "en": "unless"},
    "due": {"zh": "期限", "en": "due"},
    "departure": {"zh": "允许偏离的依据", "en": "a departure may excuse it, by"},
    "parameters": {"zh": "参数", "en": "parameters"},
    "terms": {"zh": "用语", "en": "words"},
    "facts": {"zh": "所依据的事实", "en": "facts it reads"},
    "remedy": {"zh": "处理建议", "en": "what to do"},
    "readings": {"zh": "解读", "en": "readings"},
    "cases": {"zh": "示例", "en": "cases"},
}
FORCES: dict[str, Texts] = {
    "must": {"zh": "应当", "en": "must"},
    "must_not": {"zh": "不得", "en": "must not"},
    "in_principle": {"zh": "原则上", "en": "in principle"},
    "normally": {"zh": "一般", "en": "normally"},
    "may": {"zh": "可以", "en": "may"},
}
STAGES: dict[str, Texts] = {
    "preparation": {"zh": "会前", "en": "preparation"},
    "sitting": {"zh": "会中", "en": "sitting"},
    "after": {"zh": "会后", "en": "after"},
    "period": {"zh": "按期间", "en": "period"},
}


def render_list(books: Sequence[Rulebook], lang: str) -> str:
    """One paragraph for each rulebook: id, title, how many rules, in force since."""
    lines = []
    for book in books:
        since = figures.day(book.in_force, lang) if book.in_force else ""
        zh = f"{len(book.rules)}条规则" + (f"，{since}起施行" if since else "")
        en = f"{len(book.rules)} rules" + (f", in force since {since}" if since else "")
        lines.append(f"{book.id}  {book.title['zh']} / {book.title['en']}  {zh if lang == 'zh' else en}")
    return "".join(clean(line) + "\n" for line in lines)


def render_rulebook(book: Rulebook, lang: str) -> str:
    """The rules of a rulebook, in its order: id, force, citation; the text below."""
    lines = [f"{book.title[lang]}  {book.id} {book.version}".rstrip(), ""]
    for rule in book.rules:
        lines.append(f"{book.id}/{rule.id}  {FORCES[rule.force][lang]}  {cites(book, rule.cites, lang)}".rstrip())
        lines.append(f"    {rule.text[lang]}")
    return "".join(clean(line) + "\n" for line in lines)


def render_rule(book: Rulebook, rule: Rule, lang: str) -> str:
    """All there is to say of one rule."""
    lines = [f"{book.id}/{rule.id}", *(clean(f"  {rule.text[each]}") for each in ("zh", "en")), ""]
    for name, rows in sections(book, rule, lang):
        rows = [clean(row) for row in rows if row]  # noqa: PLW2901 - the same rows, safe to print
        if rows:
            colon = "：" if lang == "zh" else ": "
            lines += (
                [f"{LABELS[name][lang]}{colon}{rows[0]}"]
                if len(rows) == 1
                else [f"{LABELS[name][lang]}{colon}".rstrip()]
            )
            lines += [f"  {row}" for row in rows] if len(rows) > 1 else []
    return "\n".join(lines) + "\n"


def sections(book: Rulebook, rule: Rule, lang: str) -> Iterator[tuple[str, list[str]]]:
    """The parts of a rule's page, in order: sentences, and behind a stroke what stands in the rulebook."""
    said = rule_said(book, rule)
    yield "cites", [cites(book, rule.cites, lang)]
    yield "force", [FORCES[rule.force][lang]]
    yield "stage", [STAGES[rule.stage][lang] if rule.stage in STAGES else rule.stage]
    only = "限于：" if lang == "zh" else "only where "
    subject = [said.subject.text[lang], *said_lines(said.where, lang, only)]
    yield "for", [*subject, *formal(written(rule, "for"))]
    yield "when", [*said_lines(said.when, lang), *formal(written(rule, "when"))]
    yield "once", [*said_lines(said.once, lang), *formal(written(rule, "once"))]
    yield "condition", [*said_lines(said.condition, lang), *formal(written(rule, rule.force) or rule.condition.says)]
    yield "only_if", [*said_lines(said.only_if, lang), *formal(written(rule, "only_if"))]
    yield "unless", [*(row for one in said.unless for row in said_lines(one, lang)), *formal(written(rule, "unless"))]
    yield (
        "due",
        [*([said.due[lang]] if said.due is not None else []), *formal(rule.due.says if rule.due is not None else "")],
    )
    ground = [cites(book, rule.departure, lang)] if rule.departure else []
    allowed = [reading[lang] for reading in rule.departure_readings]
    yield "departure", [*ground, *allowed, *said_lines(said.departure_when, lang)]
    yield "terms", [row for term in said.terms for row in term_lines(term, lang)]
    yield "parameters", [parameter(book, book.words.parameters[name], lang) for name in parameters(rule)]
    yield "facts", fact_lines(said.facts, lang)
    yield "remedy", [rule.remedy[lang] if rule.remedy is not None else ""]
    yield "readings", readings(book, rule, said.terms, lang)
    yield "cases", [f"{case.status}: {case.why}".rstrip(": ") for case in rule.cases]


def formal(text: str) -> list[str]:
    """What stands in the rulebook, behind a stroke."""
    return [f"  | {line}" for line in text.splitlines()]


def said_lines(line: SaidLine | None, lang: str, before: str = "") -> list[str]:
    """A sentence with its article, and the numbered lines below it."""
    if line is None:
        return []
    article = line.article[lang]
    cited = (f"（{article}）" if lang == "zh" else f" ({article})") if article else ""
    rows = [before + line.text[lang] + cited + (("：" if lang == "zh" else ":") if line.lines else "")]
    for number, inner in enumerate(line.lines, 1):
        told = said_lines(inner, lang, f"（{figures.chinese(number)}）" if lang == "zh" else f"{number}. ")
        rows += [f"  {row}" for row in told]
    return rows


def term_lines(term: Term, lang: str) -> list[str]:
    """A defined word and what it means."""
    label = f"“{term.label[lang]}”指：" if lang == "zh" else f"“{term.label[lang]}” means: "
    return said_lines(term.said, lang, label)


def fact_lines(facts: Sequence[Fact], lang: str) -> list[str]:
    """The facts of each kind of thing on one line: as the file writes them, and their labels."""
    kinds = dict[str, list[str]]()
    for fact in facts:
        key = fact.key.rpartition(".")[2]
        label = (
            f"（{fact.label['zh']}）"
            if lang == "zh"
            else f" ({fact.label['en']})"
            if fact.label["en"] != key.replace("_", " ")
            else ""
        )
        kinds.setdefault(fact.kind[lang], []).append(f"{key}{label}")
    return [
        f"{kind}{'：' if lang == 'zh' else ': '}{('、' if lang == 'zh' else ', ').join(keys)}"
        for kind, keys in kinds.items()
    ]


def cites(book: Rulebook, ids: Sequence[str], lang: str) -> str:
    """Citations as an office writes them, each once."""
    found = [figures.citation(id_, book.paragraphs)[lang] for id_ in ids]
    return ("、" if lang == "zh" else ", ").join(dict.fromkeys(found))


def parameter(book: Rulebook, found: Parameter, lang: str) -> str:
    """A parameter with its values and where they come from."""
    label = found.label.get(lang, found.name)
    values = [
        figures.number(value) + (f" {found.unit}" if found.unit else "")
        if value.denominator == 1 or found.unit
        else str(value)
        for _, value in found.values
    ]
    cited = cites(book, found.cites, lang)
    text = f"{found.name} = {' → '.join(values)}"
    if lang == "zh":
        return f"{text}（{'，'.join(part for part in (label, cited) if part)}）"
    return f"{text} ({', '.join(part for part in (label, cited) if part)})"


def parameters(rule: Rule) -> list[str]:
    """The parameters that a rule reads, in the order in which it names them."""
    found = dict[str, None]()
    stack: list[Any] = [rule.unless, rule.due, rule.only_if, rule.condition, rule.once, rule.when, rule.subject]
    while stack:
        part = stack.pop()
        if isinstance(part, t.Number) and part.parameter:
            found[part.parameter] = None
        if isinstance(part, tuple):
            stack += reversed(part)
        elif attrs.has(type(part)) and type(part).__module__ == t.__name__:
            stack += [getattr(part, a.name) for a in reversed(attrs.fields(type(part))) if a.name != "type"]
    return list(found)


def readings(book: Rulebook, rule: Rule, used: Sequence[Term], lang: str) -> list[str]:
    """The readings of a rule, then those of the words and the numbers that it uses, each once."""
    words = [one for term in used for one in book.readings.get(term.name, ())]
    numbers = [one for name in parameters(rule) for one in book.words.parameters[name].readings]
    return list(dict.fromkeys(one[lang] for one in (*rule.readings, *words, *numbers)))


def written(rule: Rule, key: str) -> str:
    """What stands under a key of the rule as it was written; empty where it does not say."""
    node = rule.source.get(key) if rule.source is not None else None
    return "\n".join(node_lines(node)) if node is not None else ""


def node_lines(node: Node) -> list[str]:
    """A piece of a rulebook, one line for each entry."""
    match node:
        case Scalar(text):
            return text.strip().splitlines()
        case Empty():
            return []
        case Table():
            lines = []
            for row in node.rows:
                below = node_lines(row.value)
                lines += (
                    [f"{row.key.text}: {below[0]}"]
                    if len(below) == 1
                    else [f"{row.key.text}:", *(f"  {b}" for b in below)]
                )
            return lines
        case List():
            return [
                f"- {line}" if i == 0 else f"  {line}" for item in node.items for i, line in enumerate(node_lines(item))
            ]


KINDS: Mapping[str, Texts] = {
    "rule": {"zh": "规则", "en": "rule"},
    "definition": {"zh": "定义", "en": "definition"},
    "guidance": {"zh": "指引", "en": "guidance"},
    "manual": {"zh": "人工判断", "en": "manual"},
    "metadata": {"zh": "说明", "en": "metadata"},
}
ACCOUNTED: Texts = {"zh": "已交代", "en": "accounted"}
NORMS: Texts = {"zh": "条款", "en": "norms"}
ALL: Texts = {"zh": "合计", "en": "all"}


def render_account(books: Sequence[Rulebook], lang: str, *, each: bool = False) -> str:
    """How many norms are accounted for in which way, one line a rulebook; with *each*, every norm on a line of its own."""

    def row(name: str, cells: Iterable[object]) -> str:
        *kinds, norms = map(str, cells)
        return _wide(name, 16) + "".join(_wide(cell, -12) for cell in kinds) + _wide(norms, -8)

    lines = [row("", [kind[lang] for kind in (*KINDS.values(), ACCOUNTED, NORMS)])]
    total, norms = dict.fromkeys(KINDS, 0), 0
    for book in books:
        counts = {kind: sum(a.kind == kind for a in book.accounts) for kind in KINDS}
        total, norms = {kind: total[kind] + counts[kind] for kind in KINDS}, norms + len(book.norms)
        lines.append(row(book.id, [*counts.values(), sum(counts.values()), len(book.norms)]))
        for a in book.accounts if each else ():
            why = f"{'：' if lang == 'zh' else ': '}{a.why}" if a.why else ""
            lines.append(f"  {_wide(a.norm, 24)}{_wide(KINDS[a.kind][lang], 12)}{a.by}{why}")
    lines.append(row(ALL[lang], [*total.values(), sum(total.values()), norms]))
    return "\n".join(lines) + "\n"


def _wide(text: str, columns: int) -> str:
    """A text as wide as its column; on the right of it where the number is negative."""
    gap = " " * (abs(columns) - width(text))
    return gap + text if columns < 0 else text + gap
