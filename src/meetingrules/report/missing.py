"""How what is missing speaks: facts of one thing together, the question that a person must answer, the hour, the calendar."""

from meetingrules.lang.answers import Gap
from meetingrules.lang.facts import Thing
from meetingrules.report import figures
from meetingrules.report.sayacts import Voice


def gaps(found: tuple[Gap, ...], voice: Voice) -> list[str]:
    """What is missing: facts, judgements, hours, a calendar."""
    facts = list(dict.fromkeys(unnamed(g.label[voice.lang], voice) for g in found if g.kind == "fact"))
    clauses = list[str]()
    if facts:
        clauses.append(voice.t("缺：", "missing: ") + together(facts, voice))
    else:  # a question that hangs on a fact is asked once the fact is known
        clauses += dict.fromkeys(g.label[voice.lang] for g in found if g.kind == "judgement")
    for gap in found:
        if gap.kind == "calendar":
            day = figures.until(gap.due, voice.lang) if gap.due else ""
            zh, en = (f"，最迟日期在{day}", f"; the last day lies {day}") if day else ("", "")
            clauses.append(gap.label[voice.lang] + voice.t(zh, en))
        elif gap.kind == "hour":
            clauses.append(gap.label[voice.lang])
    return clauses


def unnamed(label: str, voice: Voice) -> str:
    """A label without the name of the person that the finding is about anyway, so that the same is said of each."""
    if not isinstance(voice.about, Thing) or voice.about.kind != "person":
        return label
    name = voice.name(voice.about)
    if voice.lang == "en":
        return label.removeprefix(f"{name}: ").replace(f"whether {name} ", "whether the person ")
    return label.removeprefix(name).removeprefix("：")


def together(labels: list[str], voice: Voice) -> str:
    """Labels such as 会议纪要：起草, those of one thing together: 会议纪要（起草、签发）."""
    groups = dict[str, list[str]]()
    for label in labels[: figures.MOST_NAMES]:
        thing, _, what = label.partition(voice.t("：", ": "))
        groups.setdefault(thing, []).extend([what] if what else [])
    parts = []
    for thing, whats in groups.items():
        inner = voice.t("、", ", ").join(whats)
        parts.append(thing + (voice.t(f"（{inner}）", f" ({inner})") if inner else ""))
    text, more = voice.t("、", ", ").join(parts), len(labels) - figures.MOST_NAMES
    return text + (voice.t(f"等{len(labels)}项", f" and {more} more") if more > 0 else "")
