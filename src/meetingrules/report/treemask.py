"""What is marked classified, masked in an explanation: what a whole answer tells of such a thing goes, and every mention elsewhere."""

from attrs import evolve

from meetingrules.base.source import Texts
from meetingrules.report import remedymask
from meetingrules.report.masking import MASK, without
from meetingrules.report.tree import Answer, Explanation, Missing, Node


def masked(found: Explanation) -> Explanation:
    """The explanation without the texts of what is marked classified."""
    if not found.hidden:
        return found
    return evolve(
        found,
        title=_texts(found.title, found),
        notes=tuple(_texts(note, found) for note in found.notes),
        advice=tuple(remedymask.advice(one, found) for one in found.advice),
        answers=tuple(_answer(answer, found) for answer in found.answers),
        others=tuple(evolve(o, subject=_subject(o.id, o.subject, found), id=_plain(o.id, found)) for o in found.others),
    )


def _covered(id_: str, found: Explanation) -> bool:
    return any(id_ == hidden or id_.startswith(f"{hidden}.") for hidden in found.hidden)


def _subject(id_: str, subject: Texts, found: Explanation) -> Texts:
    return MASK if _covered(id_, found) else _texts(subject, found)


def _answer(answer: Answer, found: Explanation) -> Answer:
    subject = _subject(answer.id, answer.subject, found)
    if _covered(answer.id, found):
        return evolve(answer, subject=subject, message=found.demand, nodes=(), evidence=())
    return evolve(
        answer,
        id=_plain(answer.id, found),
        subject=subject,
        message=_texts(answer.message, found),
        nodes=tuple(_node(node, found) for node in answer.nodes),
        evidence=tuple(_texts(text, found) for text in answer.evidence),
    )


def _node(node: Node, found: Explanation) -> Node:
    return evolve(
        node,
        says=_texts(node.says, found),
        told=tuple(_texts(text, found) for text in node.told),
        missing=tuple(_missing(gap, found) for gap in node.missing),
        parts=tuple(_node(part, found) for part in node.parts),
    )


def _missing(gap: Missing, found: Explanation) -> Missing:
    if _covered(gap.fact, found):
        return evolve(gap, label=MASK)
    return evolve(gap, fact=_plain(gap.fact, found), label=_texts(gap.label, found))


def _texts(texts: Texts, found: Explanation) -> Texts:
    return {lang: without(text, found.secrets, lang) for lang, text in texts.items()}


def _plain(text: str, found: Explanation) -> str:
    return without(text, found.secrets, "zh")
