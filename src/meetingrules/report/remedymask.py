"""What is marked classified, masked in remedies: that something is to be done stays, what it is about goes."""

from collections.abc import Set as AbstractSet
from typing import Protocol

from attrs import evolve

from meetingrules.base.source import Texts
from meetingrules.report.masking import MASK, without
from meetingrules.report.model import SubjectRef
from meetingrules.report.remedies import Advice, Change, KeyFact, Other, Remedies, Suggestion


class Hiding(Protocol):
    """What knows which things are marked classified, and which texts only these say."""

    @property
    def hidden(self) -> AbstractSet[str]:
        """The things, and what hangs on them."""

    @property
    def secrets(self) -> AbstractSet[str]:
        """The texts."""


def masked(found: Remedies) -> Remedies:
    """The remedies without the texts of what is marked classified."""
    if not found.hidden:
        return found
    return evolve(
        found,
        title=_texts(found.title, found),
        items={id_: MASK["zh"] if _covered(id_, found) else title for id_, title in found.items.items()},
        advice=tuple(advice(one, found) for one in found.advice),
        facts=tuple(_fact(fact, found) for fact in found.facts),
    )


def advice(one: Advice, found: Hiding) -> Advice:
    """Advice on one finding; on a classified thing only that there is a finding."""
    alike = tuple(_subject(s, found) for s in one.alike)
    if _covered(one.subject.id, found) or _covered(one.item or "", found):
        subject = SubjectRef(one.subject.kind, one.subject.id, MASK["zh"], MASK)
        return evolve(one, subject=subject, message=MASK, suggestions=(), outcomes=(), alike=alike)
    return evolve(
        one,
        subject=_subject(one.subject, found),
        message=_texts(one.message, found),
        alike=alike,
        suggestions=tuple(_suggestion(s, found) for s in one.suggestions),
        outcomes=tuple(
            evolve(o, path=_plain(o.path, found), value=_value(o.path, o.value, found)) for o in one.outcomes
        ),
    )


def _suggestion(one: Suggestion, found: Hiding) -> Suggestion:
    return evolve(
        one,
        changes=tuple(_change(c, found) for c in one.changes),
        edits=(),
        breaks=tuple(_other(o, found) for o in one.breaks),
        settles=tuple(_other(o, found) for o in one.settles),
    )


def _change(one: Change, found: Hiding) -> Change:
    if _covered(one.subject, found):
        return evolve(one, value=MASK["zh"], says=MASK)
    return evolve(one, path=_plain(one.path, found), value=_plain(one.value, found), says=_texts(one.says, found))


def _value(path: str, value: str, found: Hiding) -> str:
    return MASK["zh"] if _covered(path, found) else _plain(value, found)


def _other(one: Other, found: Hiding) -> Other:
    return evolve(one, subject=_subject(one.subject, found))


def _fact(one: KeyFact, found: Hiding) -> KeyFact:
    return evolve(
        one, label=MASK if _covered(one.path, found) else _texts(one.label, found), path=_plain(one.path, found)
    )


def _subject(one: SubjectRef, found: Hiding) -> SubjectRef:
    if _covered(one.id, found):
        return SubjectRef(one.kind, one.id, MASK["zh"], MASK)
    return evolve(one, id=_plain(one.id, found), label=_plain(one.label, found), called=_texts(one.called, found))


def _covered(id_: str, found: Hiding) -> bool:
    return any(id_ == hidden or id_.startswith(f"{hidden}.") for hidden in found.hidden)


def _texts(texts: Texts, found: Hiding) -> Texts:
    return {lang: without(text, found.secrets, lang) for lang, text in texts.items()}


def _plain(text: str, found: Hiding) -> str:
    return without(text, found.secrets, "zh")
