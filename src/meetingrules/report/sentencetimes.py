"""Moments and time phrases: at least 2 days before the meeting, not after the notice was sent."""

from abc import ABC

from attrs import frozen

from meetingrules.lang import tree as t
from meetingrules.report.figures import number
from meetingrules.report.sentencenouns import Nouns
from meetingrules.report.sentencewords import THEIRS
from meetingrules.report.units import unit

BEFORE_ZH = {"at least": "至迟在{m}前{n}", "at most": "至早在{m}前{n}", "more than": "在{m}之前超过{n}",
             "fewer than": "在{m}之前不足{n}", "exactly": "恰在{m}前{n}", "within": "在{m}前{n}之内"}  # fmt: skip
AFTER_ZH = {"at least": "至早在{m}后{n}", "at most": "至迟在{m}后{n}", "more than": "在{m}之后超过{n}",
            "fewer than": "在{m}之后不足{n}", "exactly": "恰在{m}后{n}", "within": "在{m}后{n}之内"}  # fmt: skip
AT_ZH = {
    "before": "在{m}之前",
    "after": "在{m}之后",
    "no later than": "不迟于{m}{o}",
    "no earlier than": "不早于{m}{o}",
}


@frozen
class Times(Nouns, ABC):
    """Says moments and time phrases."""

    def moment(self, node: t.When) -> str:
        """A moment: of an act, that it is done."""
        match node:
            case t.MomentOf(value):
                return self.happening(value)
            case t.DayOf(t.Shifted(1 | -1 as amount, "day", moment)):
                way = ("后", "after") if amount > 0 else ("前", "before")
                return self.tr(f"{self.moment(moment)}{way[0]}一日", f"the day {way[1]} {self.moment(moment)}")
            case t.DayOf(moment):
                if self.is_act(moment) and self.lang == "en":
                    return f"the day on which {self.moment(moment)}"
                return self.tr(f"{self.moment(moment)}的当日", f"the day of {self.moment(moment)}")
            case t.Shifted(amount, unit_, moment):
                way = ("后", "after") if amount > 0 else ("前", "before")
                return self.tr(
                    f"{self.moment(moment)}{way[0]}{self.period(abs(amount), unit_)}",
                    f"{self.period(abs(amount), unit_)} {way[1]} {self.moment(moment)}",
                )
            case t.Clock(hour, minute, moment):
                inner = self.moment(moment)
                if isinstance(moment, t.DayOf):
                    return self.tr(f"{inner}{hour}:{minute:02}", f"{hour:02}:{minute:02} on {inner}")
                on = f"the day when {inner}" if self.is_act(moment) else f"the date of {inner}"
                return self.tr(f"{inner}那天{hour}:{minute:02}", f"{hour:02}:{minute:02} on {on}")

    def is_act(self, moment: t.When) -> bool:
        """Whether a moment is that of an act, which English says as a sentence."""
        return isinstance(moment, t.MomentOf) and moment.value.type.base == "act"

    def happening(self, value: t.Value) -> str:
        """A date, an instant, or an act: that it is done."""
        if not isinstance(value, t.Get) or value.type.base != "act":
            noun = self.noun(value)
            return noun.removesuffix("时间") if value.type.base == "instant" and self.lang == "zh" else noun
        owner, label = self.actor(value.of), self.of(value.field.label)
        be = "are" if self.several(value.of) else "is"
        return self.tr(f"{owner}{label}", f"{owner} {be} {label}")

    def actor(self, of: t.Value) -> str:
        """What an act was done to."""
        if isinstance(of, t.Var) and of.name == self.own and (self.lang == "zh" or of.type.of != "person"):
            return self.tr(THEIRS, "it")
        return self.noun(of)

    def period(self, amount: int, unit_: str) -> str:
        """A number of units."""
        name = unit(unit_, self.lang, one=amount == 1)
        return self.tr(f"{amount}{name}", f"{amount} {name}")

    def length(self, value: t.Value, unit_: str) -> str:
        """The length of a limit."""
        return self.number(value, unit_) if isinstance(value, t.Number) else self.noun(value)

    def timing(self, node: t.Timing) -> str:
        """A time phrase."""
        match node:
            case t.Limit(bound, low, high, unit_, direction, moment):
                at = self.moment(moment)
                if bound == "between" and high is not None:
                    ends = [number(v.value) if isinstance(v, t.Number) else self.noun(v) for v in (low, high)]
                    zh = f"在{at}{'前' if direction == 'before' else '后'}{ends[0]}至{ends[1]}{unit(unit_, 'zh')}"
                    return self.tr(zh, f"between {ends[0]} and {ends[1]} {unit(unit_, 'en')} {direction} {at}")
                zh = (BEFORE_ZH if direction == "before" else AFTER_ZH)[bound]
                length = self.length(low, unit_)
                return self.tr(zh.format(m=at, n=length), f"{bound} {length} {direction} {at}")
            case t.At("on", moment):
                at = self.moment(moment)
                if isinstance(moment, t.DayOf):
                    return self.tr(f"在{at}", f"on {at}")
                return self.tr(
                    f"在{at}那天", f"on the day when {at}" if self.is_act(moment) else f"on the date of {at}"
                )
            case t.At(relation, moment):
                at = self.moment(moment)
                point = "时" if isinstance(moment, t.MomentOf) and moment.value.type.base in {"act", "instant"} else ""
                when = "when " if self.is_act(moment) and relation.startswith("no ") else ""
                return self.tr(
                    AT_ZH[relation].format(m=at, o=point) if relation in AT_ZH else at, f"{relation} {when}{at}"
                )

    def timings(self, nodes: tuple[t.Timing, ...]) -> str:
        """Several time phrases, all of which hold."""
        return self.tr("、", ", ").join(self.timing(node) for node in nodes)
