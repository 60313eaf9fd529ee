"""Explanation -> one HTML page by itself: nested details, no script, nothing from a network; every text of a file is escaped."""

from collections.abc import Iterator
from html import escape

from meetingrules.base.harmless import clean
from meetingrules.render.explain import as_of_text, cited, place_text
from meetingrules.render.explainwords import MARKS, ROLES, STATUS_MARKS, count_below, missing_text, phrase
from meetingrules.render.remedytext import advice_lines
from meetingrules.render.rulepage import FORCES
from meetingrules.render.words import STATUS
from meetingrules.report import figures
from meetingrules.report.tree import Answer, Explanation, Node
from meetingrules.report.treedays import day_text

STYLE = """
body{font:16px/1.6 system-ui,sans-serif;max-width:60rem;margin:1rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}
h1{font-size:1.3rem;margin:.5rem 0}h2{font-size:1.05rem;margin:1rem 0 .2rem}
.about,.place{color:#555;font-size:.9rem}.demand{font-weight:600}
details,.leaf{margin:.15rem 0 .15rem 1.2rem}summary{cursor:pointer}
.mark{display:inline-block;width:1.3em;font-weight:700}
.holds>.mark,.holds>summary>.mark,h2.holds>.mark{color:#176b2c}
.fails>.mark,.fails>summary>.mark,h2.fails>.mark{color:#a4161a}
.open>.mark,.open>summary>.mark,h2.open>.mark{color:#8a5a00}
ul{margin:.1rem 0 .2rem 1.2rem;padding-left:1rem;list-style:none}.breaks{font-weight:600;color:#a4161a}
table{border-collapse:collapse;margin:.2rem 0 .4rem 2.5rem;font-size:.9rem}td{padding:.05rem .8rem .05rem 0}
@media(prefers-color-scheme:dark){body{background:#161616;color:#eee}.about,.place{color:#aaa}
.holds>.mark,.holds>summary>.mark,h2.holds>.mark{color:#7bd88f}.fails>.mark,.fails>summary>.mark,h2.fails>.mark,.breaks{color:#ff8a8a}
.open>.mark,.open>summary>.mark,h2.open>.mark{color:#ffc966}}
"""
CLASSES = {"✓": "holds", "✗": "fails", "?": "open", "-": "unasked"}
LANGS = {"zh": "zh-CN", "en": "en"}
POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def render(found: Explanation, lang: str, depth: int | None = None) -> str:
    """An explanation as a page.

    :param depth: how many levels stand open at first, and are in the page at all; None: all are in it, and what does not hold is open
    """
    return "\n".join(_page(found, lang, depth)) + "\n"


def _page(found: Explanation, lang: str, depth: int | None) -> Iterator[str]:
    title = safe(f"{found.title[lang]} {found.rule}")
    yield f'<!doctype html>\n<html lang="{LANGS[lang]}">\n<head>\n<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>"
    day = f" {figures.day(found.day, lang, weekday=True)}" if found.day else ""
    yield f"<h1>{safe(found.title[lang] + day)}</h1>"
    as_of = phrase("as-of", lang, day=as_of_text(found.as_of, lang)) if found.as_of else ""
    about = (found.path, as_of, phrase("rule", lang, rule=found.rule), FORCES[found.force][lang], found.cites[lang])
    yield f'<p class="about">{safe(" · ".join(part for part in about if part))}</p>'
    yield f'<p class="demand">{safe(found.demand[lang])}</p>'
    for answer in found.answers:
        yield from _answer(answer, lang, depth)
        yield from _least(found, answer, lang)
    yield from (f"<p>{safe(note[lang])}</p>" for note in found.notes)
    if found.others:
        yield f"<h2>{safe(phrase('others', lang))}</h2>\n<ul>"
        for other in found.others:
            mark = STATUS_MARKS.get(other.status, "?")
            told = f"{other.subject[lang]} {STATUS[other.status][lang]}"
            yield f'<li class="{CLASSES[mark]}"><span class="mark">{mark}</span>{safe(told)}</li>'
        yield "</ul>"
    yield f'<p class="about">{safe(phrase("legend", lang))}</p>\n</body>\n</html>'


def safe(text: str) -> str:
    """A text of a file in a page: nothing hidden in it, nothing that is markup."""
    return escape(clean(text), quote=True)


def _answer(answer: Answer, lang: str, depth: int | None) -> Iterator[str]:
    mark = STATUS_MARKS.get(answer.status, "?")
    told = f"{answer.subject[lang]} {STATUS[answer.status][lang]}"
    yield f'<h2 class="{CLASSES[mark]}"><span class="mark">{mark}</span>{safe(told)}</h2>'
    if not answer.nodes:
        yield f"<p>{safe(answer.message[lang])}</p>"
    for node in answer.nodes:
        if node.role in ROLES:
            yield f"<p>{safe(ROLES[node.role][lang])}</p>"
        yield from _node(node, lang, 1, depth)
    for evidence in answer.evidence:
        yield f"<p>{safe(phrase('evidence', lang, text=evidence[lang]))}</p>"
    if answer.remedy is not None:
        yield f"<p>{safe(phrase('remedy', lang, text=answer.remedy[lang]))}</p>"


def _least(found: Explanation, answer: Answer, lang: str) -> Iterator[str]:
    for advice in found.advice:
        if advice.subject.id == answer.id:
            lines = "".join(f"<li>{safe(line.strip())}</li>" for line in advice_lines(advice, lang, ""))
            yield f"<p>{safe(phrase('least', lang))}</p>\n<ul>{lines}</ul>"


def _node(node: Node, lang: str, level: int, depth: int | None) -> Iterator[str]:
    mark, shown = MARKS[node.truth], depth is None or level < depth
    says = safe(cited(node.says[lang], node.article[lang], lang))
    if node.parts and not shown:
        says += safe(phrase("cut", lang, count=str(count_below(node.parts))))
    if node.breaks:
        says += f' <span class="breaks">{safe(phrase("breaks", lang))}</span>'
    head = f'<span class="mark">{mark}</span>{says}'
    inner = list(_below(node, lang))
    for part in node.parts if shown else ():
        inner += _node(part, lang, level + 1, depth)
    if not inner:
        yield f'<div class="leaf {CLASSES[mark]}">{head}</div>'
        return
    opened = " open" if depth is not None or node.truth != "holds" or level == 1 else ""
    yield f'<details class="{CLASSES[mark]}"{opened}><summary>{head}</summary>'
    yield from inner
    yield "</details>"


def _below(node: Node, lang: str) -> Iterator[str]:
    told = [text[lang] for text in node.told]
    told += [missing_text(gap, lang) for gap in node.missing] if not node.parts else []
    if told:
        yield "<ul>" + "".join(f"<li>{safe(text)}</li>" for text in told) + "</ul>"
    if node.days:
        gap = "　" if lang == "zh" else "  "
        rows = (day_text(day, lang).partition(gap) for day in node.days)
        yield "<table>" + "".join(f"<tr><td>{safe(a)}</td><td>{safe(b)}</td></tr>" for a, _, b in rows) + "</table>"
    if node.place is not None and not node.parts:
        yield f'<div class="leaf place">{safe(place_text(node.place))}</div>'
