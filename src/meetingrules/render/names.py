"""What findings are called wherever they are printed: one line, nothing hidden, the same words in every format."""

import re
from collections.abc import Sequence

from meetingrules.base.harmless import clean
from meetingrules.render.words import SUBJECTS
from meetingrules.report.model import Citation, Finding

ENTRY = re.compile(r"-i\d+$")
"""The id of an entry of a list: ``executive-5-1-i3``."""


def cites_of(finding: Finding, lang: str) -> str:
    """The articles of a finding."""
    return articles(finding.cites, lang)


def articles(cites: Sequence[Citation], lang: str) -> str:
    """Articles, each once; the entries of a list are left out where the article itself stands there."""
    labels = list(dict.fromkeys(cite.label[lang] for cite in cites))
    entries = [cite.label[lang] for cite in cites if ENTRY.search(cite.id)]
    kept = [
        label for label in labels if label not in entries or not any(label.startswith(x) for x in labels if x != label)
    ]
    return ("、" if lang == "zh" else ", ").join(kept)


def item_name(id_: str, lang: str, title: str = "") -> str:
    """An item by its number: 议题2, with its title where one is given."""
    number = clean(id_.rsplit(".", 1)[-1])
    name = f"议题{number}" if lang == "zh" else f"item {number}"
    return f"{name} {clean(title)}" if title else name


def about(finding: Finding, lang: str, *, items: bool = False) -> str:
    """Whom or what a finding is about, in a few characters; nothing for the meeting, nor for an item unless *items*."""
    subject = finding.subject
    if subject.kind == "item":
        return item_name(subject.id, lang) if items else ""
    if subject.kind == "meeting":
        return ""
    if subject.kind in SUBJECTS and subject.label in {"", subject.id}:
        gap = "" if lang == "zh" else " "
        parent = item_name(finding.item, lang) + gap if items and finding.item else ""
        return parent + SUBJECTS[subject.kind][lang].format(number=clean(subject.id.rsplit(".", 1)[-1]))
    return clean(subject.called.get(lang) or subject.label or subject.id)
