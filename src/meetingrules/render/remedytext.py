"""Remedies -> text for people: finding by finding what would put it right, then the facts that settle most."""

from collections.abc import Iterator, Sequence

from meetingrules.base.harmless import clean
from meetingrules.render.names import articles, item_name
from meetingrules.render.remedywords import STATUS, phrase
from meetingrules.render.words import SEVERITY
from meetingrules.report import figures
from meetingrules.report.model import SubjectRef
from meetingrules.report.remedies import Advice, KeyFact, Other, Remedies, Suggestion

STEP = "  "
MOST, UNKNOWN = 12, 20
"""So many facts are listed, and so many findings that only facts are missing for."""
GAP = {"zh": "　", "en": "  "}
JOINT = {"zh": "；", "en": "; "}
LONG, BRIEF = 160, 60
"""What a file would say is shown up to this length; in a list of outcomes, up to the other."""


def render(found: Remedies, lang: str) -> str:
    """Remedies as text."""
    lines = [*_head(found, lang)]
    if not found.advice and not found.facts and not found.beyond:
        lines += ["", phrase("nothing", lang)]
    if found.advice:
        lines += ["", phrase("remedies", lang, count=sum(1 + len(a.alike) for a in found.advice))]
    order = {id_: index for index, id_ in enumerate(found.items, 1)}
    unknown = [a for a in found.advice if a.status == "unknown"]
    cut = unknown[UNKNOWN:]
    told = [a for a in found.advice if a not in cut]
    ranked = sorted(told, key=lambda a: order.get(a.item, len(order) + 1) if a.item else 0)
    several, last = any(a.item for a in ranked), object()
    for advice in ranked:
        if several and advice.item != last:
            last = advice.item
            title = item_name(last, lang, found.items.get(last, "")) if last else phrase("meeting-wide", lang)
            lines.append(STEP + title)
        lines += _finding(advice, lang, STEP * (2 if several else 1))
    lines += [STEP + phrase("cut", lang, count=sum(1 + len(a.alike) for a in cut))] if cut else []
    lines += _facts(found, lang)
    if found.capped:
        lines += ["", phrase("capped", lang, count=found.checks)]
    return "".join(clean(line) + "\n" for line in lines)


def _head(found: Remedies, lang: str) -> Iterator[str]:
    gap = GAP[lang]
    day = "  " + figures.day(found.day, lang, weekday=True) if found.day else ""
    yield f"{found.title[lang]}{day}"
    as_of = phrase("as-of", lang, day=figures.when(found.as_of, lang)) if found.as_of is not None else ""
    yield gap.join(part for part in (found.path, as_of, phrase("rulebook", lang, name=found.rulebook)) if part)


def _finding(advice: Advice, lang: str, indent: str) -> Iterator[str]:
    level = SEVERITY[advice.severity][lang]
    who = subjects((advice.subject, *advice.alike), lang, advice.item)
    told = (who + ("：" if lang == "zh" else ": ") if who else "") + advice.message[lang]
    status = STATUS[advice.status][lang] if advice.status != "fail" else ""
    status += phrase("expected", lang) if advice.forecast == "fail" else ""
    mark = (f"（{status}）" if lang == "zh" else f" ({status})") if status else ""
    yield f"{indent}{level}{mark}{GAP[lang]}{told}"
    yield indent + STEP + f"{articles(advice.cites, lang)}{GAP[lang]}{advice.rule}"
    yield from advice_lines(advice, lang, indent + STEP)


def subjects(refs: Sequence[SubjectRef], lang: str, item: str | None) -> str:
    """Whom or what it is about; nothing for the meeting and for the item that it stands under."""
    names = [ref.called.get(lang) or ref.label or ref.id for ref in refs if ref.kind != "meeting" and ref.id != item]
    people = all(ref.kind == "person" for ref in refs)
    return figures.listed(names, lang, "人" if people else "项")


def advice_lines(advice: Advice, lang: str, indent: str) -> Iterator[str]:
    """What would put a finding right."""
    seen = set[str]()
    for suggestion in advice.suggestions:
        kind = kind_of(suggestion)
        first = "departure-first" if kind == "departure" and not seen else kind
        lead = phrase("or" if kind in seen else first, lang)
        seen.add(kind)
        says = JOINT[lang].join(change.says[lang] for change in suggestion.changes)
        given = phrase(suggestion.gives, lang) if suggestion.gives != "pass" and kind != "departure" else ""
        yield f"{indent}{lead}{says}{given}"
        if suggestion.when == "now":
            for path, value in written(suggestion, advice):
                yield indent + STEP + phrase("write", lang, path=path, value=value)
        if suggestion.breaks:
            yield indent + STEP + phrase("breaks", lang, what=others(suggestion.breaks, lang))
        if suggestion.settles:
            count = len(suggestion.settles)
            yield indent + STEP + phrase("settles", lang, count=count, what=others(suggestion.settles, lang))
    if advice.outcomes:
        name = advice.subject.label if advice.alike else ""
        arrow = [f"{short(f'{o.path}: {o.value}', name, BRIEF)} → {STATUS[o.status][lang]}" for o in advice.outcomes]
        several = bool(advice.suggestions) and len(advice.suggestions[0].changes) > 1
        yield indent + phrase("otherwise" if several else "outcomes", lang) + JOINT[lang].join(arrow)
    if not advice.suggestions:
        none = "none-unknown" if advice.status == "unknown" else "none-over" if advice.over else "none"
        yield indent + phrase(none, lang)


def written(suggestion: Suggestion, advice: Advice) -> list[tuple[str, str]]:
    """What a file would say, each value once, as it is in the end; where it is the same of several, without the name of one."""
    name = advice.subject.label if advice.alike else ""
    found = dict[tuple[str, str], str]()
    for change in suggestion.changes:
        value = short(change.value, name)
        found[change.path, "" if change.kind == "fact" else value] = value
    return [(short(path, name), value) for (path, _), value in found.items()]


def short(text: str, name: str, most: int = LONG) -> str:
    """A text without a name, and not too long."""
    text = text.replace(name, "…") if name else text
    return text if len(text) <= most else text[: most - 1] + "…"


def kind_of(suggestion: Suggestion) -> str:
    """Which word leads a suggestion in."""
    if any(change.kind == "departure" for change in suggestion.changes):
        return "departure"
    return "state" if suggestion.when == "now" and suggestion.states else suggestion.when


def others(found: Sequence[Other], lang: str) -> str:
    """Other findings, by rule and by whom they are about; those of one rule together."""
    rules = dict[str, list[SubjectRef]]()
    for one in found:
        rules.setdefault(one.rule, []).append(one.subject)
    names = []
    for rule, refs in rules.items():
        who = subjects(refs, lang, None)
        names.append(rule + ((f"（{who}）" if lang == "zh" else f" ({who})") if who else ""))
    return figures.listed(names, lang, "条")


def _facts(found: Remedies, lang: str) -> Iterator[str]:
    if found.facts:
        yield from ("", phrase("facts", lang, count=found.open), STEP + phrase("facts-lead", lang))
    for number, fact in enumerate(found.facts[:MOST], 1):
        yield STEP + fact_line(fact, number, lang)
    if len(found.facts) > MOST:
        yield STEP + phrase("facts-more", lang, count=len(found.facts) - MOST, total=found.facts[-1].total)
    more = [(name, count) for name, count in (("beyond", found.beyond), ("ahead", found.ahead)) if count]
    if more and not found.facts:
        yield ""
    yield from (STEP + phrase(name, lang, count=count) for name, count in more)


def fact_line(fact: KeyFact, number: int, lang: str) -> str:
    """One fact, and what it settles."""
    if not fact.settles:
        return phrase("fact-near", lang, number=number, label=fact.label[lang], path=fact.path)
    later = fact.settles - fact.due
    text = phrase(
        "fact", lang, number=number, label=fact.label[lang], path=fact.path, settles=fact.settles, total=fact.total
    )
    return text + (phrase("not-due", lang, count=later) if later else "")
