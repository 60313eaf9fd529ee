"""Proofs as what can be drawn: who is there and how many are needed, and the steps of a chain with the one where it stops.

These are values in words of both languages. How they look is a format's own matter.
"""

from collections.abc import Callable, Iterator
from fractions import Fraction

from attrs import frozen

from meetingrules.base.source import Texts
from meetingrules.lang.answers import Proof, Truth
from meetingrules.lang.tree import Value
from meetingrules.report import figures, say, sayacts
from meetingrules.report.sayacts import Labels, Voice

Y, N, OPEN = Truth.YES, Truth.NO, Truth.OPEN
LANGS = ("zh", "en")
STATES = ("done", "needless", "broken", "awaited", "unknown")
"""Done as asked; not asked for here; not as asked, for good; not done so far, and not too late yet; not known."""
GUARDS = frozenset({"when", "once"})


@frozen
class Link:
    """One step of a chain."""

    state: str
    """One of ``STATES``."""
    cite: Texts
    """Its article: 第八条第一款 / article 8(1); empty where it has none of its own."""
    what: Texts
    """What is done: 请示 / requested; empty where it cannot be said."""
    who: Texts
    """Who is to do it; empty where the rule does not say."""
    done: Texts
    """How it is on record: the day, and who did it, if somebody else; empty where nothing is."""
    why: Texts
    """What is wrong with it, or missing; empty where it is done."""


@frozen
class Chain:
    """Steps that follow one another."""

    links: tuple[Link, ...]

    @property
    def stops(self) -> int | None:
        """The first step that is not done, from 0; None where all are."""
        return next((i for i, link in enumerate(self.links) if link.state not in {"done", "needless"}), None)


@frozen
class Count:
    """How many there are, and how many are needed."""

    what: Texts
    """Of whom or what: 组成人员 / members."""
    base: Fraction
    need: Fraction
    have: Fraction
    open: Fraction
    """Of how many nothing is known."""
    holds: bool | None
    """Whether it is enough; None where it is not decided."""
    strict: bool = False
    """Whether more than *need* are needed: only where what is counted is no heads but votes or the like."""
    heads: bool = True
    """Whether each counts for one."""
    presence: bool = True
    """Whether it is about who is in the room."""
    expected: bool = False
    """Whether it is what the replies let expect."""
    yes: tuple[Texts, ...] = ()
    no: tuple[Texts, ...] = ()
    unknown: tuple[Texts, ...] = ()
    """Their names."""

    @property
    def named(self) -> bool:
        """Whether everybody who is counted has a name: not where it is open who is to be counted."""
        return self.have == len(self.yes) and self.open == len(self.unknown)


def chains(proof: Proof, status: str, labels: Labels, about: object = None) -> tuple[Chain, ...]:
    """The chains of a finding's proof; none where it is not known whether the rule applies.

    :param status: of the finding: what is not done counts as broken only where it fails
    :param about: what the finding is about; it is not named again
    """
    if status == "skip" or any(part.label in GUARDS and part.now is OPEN for part in proof.parts):
        return ()
    voices = [Voice(lang, labels, about) for lang in LANGS]
    return tuple(
        Chain(tuple(_link(step, order.parts, status, voices) for step in order.parts))
        for order in _found(proof, "order")
    )


def counts(proof: Proof, labels: Labels, *, expected: bool = False) -> tuple[Count, ...]:
    """The shares of a finding's proof that ask for a least number."""
    found = []
    for part in _found(proof, "quorum"):
        values = part.values
        base, need, have, perhaps = (values.get(key) for key in ("base", "need", "have", "open"))
        if not base or need is None:
            continue
        who = {
            key: tuple(_both(labels.name, thing) for thing in values.get(key, ())) for key in ("yes", "no", "unknown")
        }
        group, heads = values.get("set"), sum(map(len, who.values())) == base
        found.append(
            Count(
                _both(labels.set_name, group) if isinstance(group, Value) else {"zh": "", "en": ""},
                Fraction(base), Fraction(need), Fraction(have or 0), Fraction(perhaps or 0),
                None if part.now is OPEN else part.now is Y,
                strict=not heads and values.get("bound") == "more than",
                heads=heads, presence=say.about_presence(part), expected=expected, **who,
            )
        )  # fmt: skip
    return tuple(found)


def _both(said: Callable[..., str], value: object) -> Texts:
    return {lang: said(value, lang) for lang in LANGS}


def _found(proof: Proof, construct: str) -> Iterator[Proof]:
    """The parts of a kind that the proof stands on as they are: not those below a *not*, nor in a guard."""
    if proof.construct == construct:
        yield proof
    elif proof.construct != "not":
        for part in proof.parts:
            if part.label not in GUARDS:
                yield from _found(part, construct)


# ---- one step ------------------------------------------------------------------------------------------------------------


def _link(whole: Proof, steps: tuple[Proof, ...], status: str, voices: list[Voice]) -> Link:
    state = _state(whole, status)
    step = next((p for p in whole.parts if p.construct == "step"), whole)  # one that is asked for under a condition
    out: dict[str, dict[str, str]] = {key: {} for key in ("cite", "what", "who", "done", "why")}
    for voice in voices:
        comma, lang = voice.t("、", ", "), voice.lang
        asked = list(dict.fromkeys(_asked(step, voice)))
        out["cite"][lang] = say.cited(whole, steps, voice)
        out["what"][lang] = comma.join(dict.fromkeys(what for what, _ in asked))
        out["who"][lang] = who = comma.join(dict.fromkeys(name for _, name in asked if name))
        done = _recorded(step, who, voice, wrong=state == "broken") if state != "needless" else ()
        out["done"][lang] = comma.join(dict.fromkeys(done))
        out["why"][lang] = _why(step, steps, state, voice)
    return Link(state, **out)


def _state(step: Proof, status: str) -> str:
    if step.now is Y:
        return "needless" if step.values.get("left-out") or _of_nobody(step) else "done"
    if step.now is N:
        return "broken" if status == "fail" or step.later is N else "awaited"
    return "unknown"


def _of_nobody(step: Proof) -> bool:
    """Whether a step holds because there is nobody who would have to do it."""
    return any(p.construct == "if-any" and p.parts[0].now is Y for p in step.parts)


def _asked(proof: Proof, voice: Voice) -> Iterator[tuple[str, str]]:
    """Which acts a step asks for, each with whoever is to do it."""
    one = proof
    if proof.construct in {"or", "some"}:
        one = sayacts.by_one_of(proof) or proof
    if one.construct == "act":
        roles = one.values.get("roles")
        by = roles.get("by", ()) if isinstance(roles, dict) else ()
        what = voice.field(one.values.get("of"), one.values.get("act", ""))
        yield what, figures.either(voice.names(by), voice.lang)
        return
    for part in one.parts:
        if part.construct != "sequence":
            yield from _asked(part, voice)


def _recorded(proof: Proof, who: str, voice: Voice, *, wrong: bool) -> Iterator[str]:
    """What is on record of a step: of each act the record that counts, else the last one.

    :param wrong: whether to tell what does not count, too
    """
    if proof.construct != "act":
        for part in _telling(proof):
            yield from _recorded(part, who, voice, wrong=wrong)
        return
    records = [p for p in proof.parts if p.construct == "record" and (wrong or p.now is not N)]
    best = next((p for p in reversed(records) if p.now is Y), records[-1] if records else None)
    if best is None:
        return
    at, names = best.values.get("at"), voice.t("、", ", ").join(voice.names(best.values.get("by", ())))
    day = voice.name(at) if at is not None else ""
    text = " ".join(part for part in ("" if names == who else names, day) if part)
    if text:
        yield text


def _telling(proof: Proof) -> tuple[Proof, ...]:
    """Of several that would each do, those that were done."""
    done = tuple(p for p in proof.parts if p.now is Y) if proof.construct in {"or", "some"} else ()
    return done or proof.parts


def _why(step: Proof, steps: tuple[Proof, ...], state: str, voice: Voice) -> str:
    """What is wrong with a step; of one whose acts are not known, by when they are due."""
    if state == "unknown":
        due = sayacts.last_day(step.due, voice)
        return voice.t(f"最迟{due[0]}", f"due {due[0]}") if due else ""
    if state not in {"broken", "awaited"}:
        return ""
    wrong = next((p for p in step.parts if p.construct == "sequence" and p.now is N), None)
    clauses = [sayacts.sequence(step, steps, wrong, voice)] if wrong is not None else say.among(step, Y, voice)
    return voice.t("；", "; ").join(dict.fromkeys(clauses))
