"""What was found for one part of an answer, in both languages: values, limits and margins; who did what and when."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from fractions import Fraction

from attrs import frozen

from meetingrules.base.source import Texts
from meetingrules.lang.answers import Due, Moment, Proof, Truth
from meetingrules.lang.tree import Value
from meetingrules.report import figures, say, sayacts
from meetingrules.report.sayacts import Voice
from meetingrules.report.units import unit

HEADS = (("yes", "计入", "counted"), ("no", "未计入", "not counted"), ("unknown", "情况不明", "not known"))
Y, N = Truth.YES, Truth.NO


@frozen
class Words:
    """Says what was found."""

    voices: Mapping[str, Voice]

    def both(self, say_: Callable[[Voice], str]) -> Texts:
        """Something said in both languages."""
        return {lang: say_(voice) for lang, voice in self.voices.items()}

    def several(self, say_: Callable[[Voice], list[str]]) -> tuple[Texts, ...]:
        """Clauses said in both languages."""
        told = {lang: say_(voice) for lang, voice in self.voices.items()}
        count = min(len(clauses) for clauses in told.values())
        return tuple({lang: clauses[i] for lang, clauses in told.items()} for i in range(count))

    def found(self, proof: Proof) -> tuple[Texts, ...]:
        """What a part without parts of its own found."""
        values = proof.values
        match proof.construct:
            case "quorum" | "count":
                return (self.both(lambda voice: say.counted(proof, voice)), *self.heads(proof))
            case "act":
                return self.act(proof)
            case "timed":
                at = values.get("at")
                return (self.both(lambda voice: voice.moment(at)),) if isinstance(at, date) else ()
            case "compare" if values.get("have") is not None and values.get("limit") is not None:
                return (self.both(lambda voice: compared(proof, voice)),)
            case "compare" if proof.now is N:
                return (self.both(lambda voice: voice.t("没有数值记录", "no number is on record")),)
            case "includes" if proof.now is Truth.OPEN and not values.get("among"):
                return ()
            case "in" | "same" if "stated" not in values:  # who is meant is in the sentence
                return ()
            case "in" | "same" | "includes" if "value" in values or "left" in values:
                return (self.both(lambda voice: chosen(proof, voice)),)
            case "flag" if isinstance(values.get("remark"), Mapping):
                remark = values["remark"]
                return (self.both(lambda voice: str(remark[voice.lang])),)
            case "flag" | "relates" | "is" | "in" | "same" | "includes" if proof.now is N and not values:
                return (self.both(lambda voice: voice.t("所涉对象不存在", "there is nothing of the kind")),)
        return ()

    def heads(self, proof: Proof) -> tuple[Texts, ...]:
        """Who counted, who did not, of whom nothing is known; all of them, however many."""
        told = list[Texts]()
        for key, zh, en in HEADS:
            if things := proof.values.get(key, ()):
                names = {lang: listed(voice, things) for lang, voice in self.voices.items()}
                told.append({"zh": f"{zh}：{names['zh']}", "en": f"{en}: {names['en']}"})
        return tuple(told)

    def act(self, proof: Proof) -> tuple[Texts, ...]:
        """Who did it and when; why it does not count, where it does not."""
        values = proof.values
        by, at = values.get("by", ()), values.get("at")
        out = list[Texts]()
        if by or isinstance(at, date):
            out.append(self.both(lambda voice: record(voice, by, at)))
        if proof.now is N and not values.get("none") and not only_late(proof):
            out += self.several(lambda voice: sayacts.act(proof, voice))
        return tuple(out)

    def times(self, proof: Proof, bases: list[Due]) -> tuple[Texts, ...]:
        """By when, and how far from it; from when it is counted."""
        out = list[Texts]()
        for part in _times(proof):
            first, last, at = (part.values.get(key) for key in ("first", "last", "at"))
            if isinstance(at, date) and (isinstance(first, Due) or isinstance(last, Due)):
                out.append({lang: margin(voice, part) for lang, voice in self.voices.items()})
        due = proof.values.get("due")
        if not out and bases and isinstance(due, Due) and not due.implied:
            out.append(
                self.both(
                    lambda voice: (
                        voice.t("期限：最迟", "limit: not after ") + figures.until(due, voice.lang, weekday=True)
                    )
                )
            )
        return tuple(out)

    def order(self, sequence: Proof, told: tuple[Texts, ...]) -> tuple[Texts, ...]:
        """What was found of a step, and that it came before the one that it follows."""
        if sequence.construct != "sequence" or sequence.now is not N:
            return told
        at, before = sequence.values.get("at"), sequence.values.get("before")
        wrong = self.both(
            lambda voice: voice.t(
                f"顺序颠倒：{voice.name(at)}，早于上一步骤的{voice.name(before)}",
                f"wrong order: {voice.name(at)}, before the step that it follows ({voice.name(before)})",
            )
        )
        return (*told, wrong)

    def rest(self, count: int, bound: str) -> tuple[Texts, ...]:
        """How many more there are that need no word."""
        if bound == "some":
            return (self.both(lambda voice: voice.t(f"另有{count}个不符合", f"{count} more do not")),)
        return (self.both(lambda voice: voice.t(f"另有{count}个符合", f"{count} more are as they should be")),)

    def alike(self, things: list[object]) -> Texts:
        """Others of whom the same is to be said."""
        return self.both(lambda voice: voice.t("情况相同的还有：", "the same of: ") + listed(voice, tuple(things)))

    def nothing(self, group: Value) -> tuple[Texts, ...]:
        """That there is nothing of the kind."""
        return (self.both(lambda voice: voice.t("没有", "there are no ") + voice.labels.set_name(group, voice.lang)),)


def listed(voice: Voice, things: object) -> str:
    """Names, all of them."""
    return voice.t("、", ", ").join(voice.names(things))


def record(voice: Voice, by: object, at: object) -> str:
    """Who, and when: 市长　2024年3月11日."""
    when = figures.when(at, voice.lang, weekday=True) if isinstance(at, date) else voice.t("未写日期", "no day written")
    who = listed(voice, by)
    zh, en = ("　".join(filter(None, (who, when))), ", ".join(filter(None, (who, when))))
    return voice.t(f"记录：{zh}", f"on record: {en}")


def chosen(proof: Proof, voice: Voice) -> str:
    """What the file says of a value."""
    value = proof.values["value"] if "value" in proof.values else proof.values["left"]
    if proof.construct == "includes":
        have = listed(voice, proof.values.get("among", ()))
        return voice.t(f"现有：{have or '无'}", f"there: {have or 'none'}")
    return voice.t(f"现为：{voice.name(value)}", f"it is: {voice.name(value)}")


def compared(proof: Proof, voice: Voice) -> str:
    """A number, its limit and the margin between them."""
    have, limit = Fraction(proof.values["have"]), Fraction(proof.values["limit"])
    word = proof.values.get("unit")

    def amount(value: Fraction) -> str:
        name = unit(str(word), voice.lang, one=value == 1) if word else ""
        return figures.number(value) + (name if voice.lang == "zh" or not name else f" {name}")

    gap, over = amount(abs(have - limit)), have > limit
    told = voice.t(f"现为{amount(have)}，限值{amount(limit)}", f"{amount(have)}, limit {amount(limit)}")
    if have == limit:
        return told + voice.t("，正好相等", ", exactly")
    return told + voice.t(f"，{'多' if over else '少'}{gap}", f", {gap} {'more' if over else 'less'}")


def margin(voice: Voice, part: Proof) -> str:
    """A moment beside its limits: by how many days it keeps them or misses them."""
    at, first, last = part.values["at"], part.values.get("first"), part.values.get("last")
    clauses = []
    if isinstance(first, Due) and not (isinstance(last, Due) and first == last):
        clauses.append(voice.t("最早", "not before ") + figures.until(first, voice.lang, weekday=True))
    if isinstance(last, Due):
        clauses.append(voice.t("最迟", "not after ") + figures.until(last, voice.lang, weekday=True))
    told = voice.t("期限：", "limit: ") + voice.t("，", ", ").join(clauses)
    if not isinstance(last, Due) or not last.exact:
        return told
    days = _between(at, last.earliest)
    count = abs(days)
    if days > 0:
        return told + voice.t(f"，提前{count}日", f", {count} {'day' if count == 1 else 'days'} early")
    if days < 0:
        return told + voice.t(f"，迟{count}日", f", {count} {'day' if count == 1 else 'days'} late")
    if isinstance(last.earliest, datetime) or part.now is not Y:
        return told
    return told + voice.t("，恰在最后一日", ", on the last day")


def only_late(proof: Proof) -> bool:
    """Whether an act is on record, and nothing is wrong with it but its time."""
    best = proof.parts[-1] if proof.parts else None
    wrong = [part.construct for part in best.parts if part.now is N] if best is not None else []
    return bool(wrong) and set(wrong) == {"time"} and best is not None and "last" in _times(proof)[0].values


def _between(at: Moment, end: Moment) -> int:
    """Whole calendar days from a moment to another."""
    days = [m.date() if isinstance(m, datetime) else m for m in (at, end)]
    return (days[1] - days[0]).days


def _times(proof: Proof) -> list[Proof]:
    """The time phrases of the record that counts, or of a moment."""
    if proof.construct == "timed":
        return [part for part in proof.parts if part.construct == "time"]
    best = next((p for p in proof.parts if p.now is Y), None) or (proof.parts[-1] if proof.parts else None)
    return [part for part in best.parts if part.construct == "time"] if best is not None else []
