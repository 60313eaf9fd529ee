"""How acts and times speak: who did it and who should have, when and by when, which step came too soon."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Protocol

from attrs import evolve, frozen

from meetingrules.base.source import Texts
from meetingrules.lang.answers import Due, Moment, Proof, Truth
from meetingrules.lang.facts import Everyone, None_, Thing
from meetingrules.lang.tree import Value
from meetingrules.report import figures

Y, N, OPEN = Truth.YES, Truth.NO, Truth.OPEN


class Labels(Protocol):
    """What people call things; the engine knows it from rulebook and files."""

    def name(self, value: object, lang: str) -> str:
        """A thing, a word, a value."""

    def set_name(self, group: Value, lang: str) -> str:
        """The set that a count is about: 组成人员 / members."""

    def field(self, kind: str, name: str, lang: str) -> str:
        """A field of a kind of thing: ``minutes``, ``signed`` -> 签发; the kind is empty where it is not known."""

    def kind(self, kind: str, lang: str) -> str:
        """A kind of thing: 会议纪要 / minutes."""

    def cite(self, label: str) -> Texts:
        """The label of a step or of a list entry: 第八条第二款, or the word itself."""

    def unit(self, unit: str, lang: str) -> str:
        """A unit of numbers: 字 / characters."""


@frozen
class Voice:
    """Speaks one language about the facts of one meeting."""

    lang: str
    labels: Labels
    about: object = None
    """The thing that the sentence is about already: its name is not repeated."""

    def t(self, zh: str, en: str) -> str:
        """The one of two texts that is in this language."""
        return zh if self.lang == "zh" else en

    def on(self, thing: object) -> "Voice":
        """The same voice, about one thing."""
        return evolve(self, about=thing)

    def name(self, value: object) -> str:
        """A value in words."""
        if isinstance(value, None_):
            return self.t("无", "none")
        if isinstance(value, bool):
            return self.t("是", "yes") if value else self.t("否", "no")
        if isinstance(value, date):
            return figures.when(value, self.lang)
        if isinstance(value, Everyone):
            return self.t("全体人员", "everyone")
        return self.labels.name(value, self.lang)

    def names(self, values: object) -> list[str]:
        """The names of some values, each once."""
        return list(dict.fromkeys(self.name(v) for v in values)) if isinstance(values, tuple | list) else []

    def field(self, of: object, name: object) -> str:
        """What people call an act or a flag of a thing."""
        return self.labels.field(of.kind if isinstance(of, Thing) else "", str(name), self.lang)

    def moment(self, moment: Moment) -> str:
        """A day or an instant."""
        return figures.when(moment, self.lang)


def act(proof: Proof, voice: Voice) -> list[str]:
    """Why an act does not count as done."""
    values, done = proof.values, voice.field(proof.values.get("of"), proof.values.get("act", ""))
    if values.get("nothing"):
        if holder := values.get("holder"):
            label = voice.field(values.get("owner"), holder)
            return [voice.t(f"没有{label}", f"there is no {label}")]
        if lacking := values.get("lacking"):
            label = voice.labels.kind(str(lacking), voice.lang)
            return [voice.t(f"没有{label}", f"no {label}")]
        return [voice.t(f"没有可以{done}的对象", f"there is nothing that could be {done}")]
    asked = values.get("roles", {}) if isinstance(values.get("roles"), dict) else {}
    if values.get("none"):
        return [missing(done, asked.get("by", ()), values.get("due"), voice)]
    fitting = [p for p in proof.parts if p.values.get("match") is not N]
    if fitting:
        return [clause for p in fitting[-2:] if p.now is N for clause in record(p, done, voice)]
    return wrong_role(proof, asked, done, voice)


def by_one_of(proof: Proof) -> Proof | None:
    """An act that one of several was to do, none of whom did: as one act with all of them in its role."""
    acts = list(alternatives(proof))
    same = {(p.values.get("of"), p.values.get("act")) for p in acts}
    if not acts or any(p.construct != "act" for p in acts) or len(same) > 1:
        return None
    roles: dict[str, tuple[object, ...]] = {}
    for part in acts:
        asked = part.values.get("roles")
        for preposition, who in (asked if isinstance(asked, dict) else {}).items():
            roles[preposition] = tuple(dict.fromkeys((*roles.get(preposition, ()), *who)))
    best = next((p for p in acts if any(r.values.get("match") is not N for r in p.parts)), acts[0])
    return evolve(best, values={**best.values, "roles": roles})


def alternatives(proof: Proof) -> Iterator[Proof]:
    """What any one of several would have done: the parts of *or* and *some*, however they stand in one another."""
    for part in proof.parts:
        if part.construct in {"or", "some"} and part.parts:
            yield from alternatives(part)
        else:
            yield part


def missing(done: str, by: object, due: object, voice: Voice) -> str:
    """Not done, by whom it was to be, and by when."""
    who = figures.either([n for n in voice.names(by) if n != voice.name(voice.about)], voice.lang)
    expected = [voice.t(f"应由{who}办理", f"by {who}")] if who else []
    expected += [voice.t(f"最迟应为{day}", f"due {day}") for day in last_day(due, voice)]
    more = voice.t("，", ", ").join(expected)
    return voice.t(f"未{done}" + (f"（{more}）" if more else ""), f"not {done}" + (f" ({more})" if more else ""))


def last_day(due: object, voice: Voice) -> list[str]:
    """The last permissible moment, where a rule names one."""
    return [figures.until(due, voice.lang)] if isinstance(due, Due) and not due.implied else []


def wrong_role(proof: Proof, asked: dict[str, object], done: str, voice: Voice) -> list[str]:
    """The act was done, but not by, to or with whom the sentence names."""
    last = proof.parts[-1] if proof.parts else None
    wrong = {p.says for p in last.parts if p.construct == "role" and p.now is N} if last else set()
    by = figures.listed(voice.names(last.values.get("by", ())), voice.lang) if last else ""
    clauses = []
    for preposition in [p for p in asked if p in wrong] or sorted(wrong):
        wanted = asked.get(preposition, ())
        if voice.about is not None and wanted == (voice.about,):
            return [voice.t(f"未{done}", f"not {done}")]
        clauses.append(misdirected(preposition, done, by, figures.either(voice.names(wanted), voice.lang), voice))
    return clauses


def misdirected(preposition: str, done: str, by: str, wanted: str, voice: Voice) -> str:
    """One role that is not as the sentence names it."""
    match preposition:
        case "by" if wanted:
            return voice.t(f"由{by}{done}，应由{wanted}{done}", f"{done} by {by}, should be by {wanted}")
        case "by":
            return voice.t(
                f"由{by}{done}，但应当办理的职务无人担任", f"{done} by {by}, but nobody holds the office it takes"
            )
        case "to" | "from" if not wanted:
            return voice.t("应当受理的职务无人担任", "nobody holds the office that it goes to")
        case "to":
            return voice.t(f"未向{wanted}{done}", f"not {done} to {wanted}")
        case "from":
            return voice.t(f"未向{wanted}提出", f"not requested from {wanted}")
        case "with":
            return voice.t(f"未附{wanted}", f"{wanted} not enclosed")
        case _:
            return voice.t(f"{done}的对象应为{wanted}", f"should be {done} {preposition} {wanted}")


def record(proof: Proof, done: str, voice: Voice) -> list[str]:
    """Why one record of an act does not count, though it is by the right person."""
    clauses = list[str]()
    by, at = figures.listed(voice.names(proof.values.get("by", ())), voice.lang), proof.values.get("at")
    day = voice.moment(at) if isinstance(at, date) else ""
    for part in proof.parts:
        if part.now is not N:
            continue
        if part.construct == "refused":
            en = f"not {done}: refused" + (f" by {by}" if by else "") + (f" on {day}" if day else "")
            clauses.append(voice.t(f"{by}{'于' if by and day else ''}{day}不予{done}", en))
        elif part.construct == "expired":
            end = voice.name(part.values.get("until"))
            clauses.append(
                voice.t(f"{done}有效期至{end}，会议召开时已过期", f"{done} only until {end}, before the meeting")
            )
        elif part.construct == "time":
            clauses.append(time(part, done, voice))
    return clauses


def time(proof: Proof, done: str, voice: Voice, *, plain: bool = False) -> str:
    """Too late, too early, or counted from what never was.

    :param plain: whether *done* is no act but a date that is what it is: 会议日期为…, not …会议日期
    """
    values = proof.values
    at, first, last = values.get("at"), values.get("first"), values.get("last")
    if values.get("never") or not isinstance(at, date):
        return voice.t("作为期限起算点的事项没有发生", "what the time is counted from did not happen")
    when = voice.moment(at)
    told = f"{done}为{when}" if plain else f"{when}{done}"
    if isinstance(first, Due) and isinstance(last, Due) and first == last:
        end = figures.until(last, voice.lang)
        return voice.t(f"{told}，应为{end}", f"{done} {when}, should be {end}")
    if isinstance(last, Due) and not (isinstance(first, Due) and before(at, first.earliest)):
        end = figures.until(last, voice.lang)
        if proof.says.startswith("before "):
            return voice.t(f"{told}，应在{end}之前", f"{done} {when}, should be before {end}")
        return voice.t(f"{told}，最迟应为{end}", f"{done} {when}, {end} at the latest")
    start = figures.until(first, voice.lang) if isinstance(first, Due) else ""
    if proof.says.startswith("after "):
        return voice.t(f"{told}，应在{start}之后", f"{done} {when}, should be after {start}")
    return voice.t(f"{told}，最早应为{start}", f"{done} {when}, {start} at the earliest")


def before(a: date, b: date) -> bool:
    """Whether one moment lies before another; where one is a day alone, in days."""
    if isinstance(a, datetime) and isinstance(b, datetime):
        return a < b
    return date(a.year, a.month, a.day) < date(b.year, b.month, b.day)


def timed(proof: Proof, voice: Voice) -> list[str]:
    """A date or an act outside its time."""
    named = "act" in proof.values
    done = voice.field(proof.values.get("of"), proof.values["act"]) if named else voice.t("完成", "done")
    if proof.values.get("none"):
        return [missing(done, (), proof.values.get("due"), voice)]
    late = [time(p, done, voice, plain=bool(proof.values.get("plain"))) for p in proof.parts if p.now is N]
    return late or [
        voice.t(f"没有“{done}”的记录" if named else "没有时间记录", f"no {done}" if named else "no such moment")
    ]


def sequence(step: Proof, steps: tuple[Proof, ...], wrong: Proof, voice: Voice) -> str:
    """Which act came before which."""
    at, earlier = wrong.values.get("at"), wrong.values.get("before")
    this = next(done_at(step, at), None)
    other = next((p for s in steps if s is not step for p in done_at(s, earlier)), None)
    names = [
        voice.field(p.values.get("of"), p.values["act"]) if p is not None else voice.t(zh, en)
        for p, zh, en in ((this, "本步骤", "this step"), (other, "上一步骤", "the step before it"))
    ]
    first, second = (f"（{voice.name(m)}）" if voice.lang == "zh" else f" ({voice.name(m)})" for m in (at, earlier))
    return voice.t(
        f"顺序颠倒，{names[0]}{first}早于{names[1]}{second}",
        f"wrong order: {names[0]}{first} before {names[1]}{second}",
    )


def done_at(proof: Proof, at: object) -> Iterator[Proof]:
    """The acts below a proof that were done at a moment."""
    if proof.construct == "act" and proof.now is Y and proof.values.get("at") == at and "act" in proof.values:
        yield proof
    for part in proof.parts:
        yield from done_at(part, at)
