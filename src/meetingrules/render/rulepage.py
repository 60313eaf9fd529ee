"""Rulebooks and rules -> text for people: a list, a table of contents, the page of one rule."""

from collections.abc import Iterator, Sequence
from typing import Any

import attrs

from meetingrules.base.diagnostics import visible
from meetingrules.base.source import Texts
from meetingrules.base.tree import Empty, List, Node, Scalar, Table
from meetingrules.lang import tree as t
from meetingrules.lang.words import Parameter
from meetingrules.report import figures
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
MEETING = {"zh": "会议", "en": "the meeting"}


def render_list(books: Sequence[Rulebook], lang: str) -> str:
    """One paragraph for each rulebook: id, title, how many rules, in force since."""
    lines = []
    for book in books:
        since = figures.day(book.in_force, lang) if book.in_force else ""
        zh = f"{len(book.rules)}条规则" + (f"，{since}起施行" if since else "")
        en = f"{len(book.rules)} rules" + (f", in force since {since}" if since else "")
        lines.append(f"{book.id}  {book.title['zh']} / {book.title['en']}  {zh if lang == 'zh' else en}")
    return "".join(visible(line) + "\n" for line in lines)


def render_rulebook(book: Rulebook, lang: str) -> str:
    """The rules of a rulebook, in its order: id, force, citation; the text below."""
    lines = [f"{book.title[lang]}  {book.id} {book.version}".rstrip(), ""]
    for rule in book.rules:
        lines.append(f"{book.id}/{rule.id}  {FORCES[rule.force][lang]}  {cites(book, rule.cites, lang)}".rstrip())
        lines.append(f"    {rule.text[lang]}")
    return "".join(visible(line) + "\n" for line in lines)


def render_rule(book: Rulebook, rule: Rule, lang: str) -> str:
    """All there is to say of one rule."""
    lines = [f"{book.id}/{rule.id}", f"  {rule.text['zh']}", f"  {rule.text['en']}", ""]
    for name, rows in sections(book, rule, lang):
        rows = [visible(row) for row in rows if row]  # noqa: PLW2901 - the same rows, safe to print
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
    """The parts of a rule's page, in order."""
    subject = rule.subject
    of = f"{subject.kind} ({subject.var})" if subject is not None else MEETING[lang]
    yield "cites", [cites(book, rule.cites, lang)]
    yield "force", [FORCES[rule.force][lang]]
    yield "stage", [STAGES[rule.stage][lang] if rule.stage in STAGES else rule.stage]
    yield "for", [written(rule, "for") or of]
    yield "when", [written(rule, "when") or (rule.when.says if rule.when is not None else "")]
    yield "once", [written(rule, "once") or (rule.once.says if rule.once is not None else "")]
    yield "condition", written(rule, rule.force).splitlines() or [rule.condition.says]
    yield "only_if", written(rule, "only_if").splitlines()
    yield "unless", written(rule, "unless").splitlines() or [f"{e.label}: {e.condition.says}" for e in rule.unless]
    yield "due", [rule.due.says if rule.due is not None else ""]
    yield "departure", [cites(book, rule.departure, lang) if rule.departure else ""]
    yield "parameters", [parameter(book, book.words.parameters[name], lang) for name in parameters(rule)]
    yield "remedy", [rule.remedy[lang] if rule.remedy is not None else ""]
    yield "readings", list(rule.readings)
    yield "cases", [f"{case.status}: {case.why}".rstrip(": ") for case in rule.cases]


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


KINDS = ("rule", "definition", "guidance", "manual", "metadata")


def render_account(books: Sequence[Rulebook], *, each: bool = False) -> str:
    """How many norms are accounted for in which way, one line a rulebook; with *each*, every norm on a line of its own."""
    lines = [f"{'':16}" + "".join(f"{kind:>12}" for kind in KINDS) + f"{'accounted':>12}{'norms':>8}"]
    total = dict.fromkeys(KINDS, 0)
    for book in books:
        counts = {kind: sum(a.kind == kind for a in book.accounts) for kind in KINDS}
        total = {kind: total[kind] + counts[kind] for kind in KINDS}
        lines.append(
            f"{book.id:16}"
            + "".join(f"{counts[k]:12}" for k in KINDS)
            + f"{sum(counts.values()):12}{len(book.norms):8}"
        )
        lines += [f"  {a.norm:24}{a.kind:12}{a.by}{': ' + a.why if a.why else ''}" for a in book.accounts if each]
    norms = sum(len(book.norms) for book in books)
    lines.append(f"{'all':16}" + "".join(f"{total[k]:12}" for k in KINDS) + f"{sum(total.values()):12}{norms:8}")
    return "\n".join(lines) + "\n"
