"""How findings speak: the few clauses that say why a proof failed, what keeps it open, by how much a quorum is met.

It walks down a proof and asks of each part why it is not what it should be. Below a *not* that is turned round: there a
part that holds is what needs a word.
"""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from meetingrules.lang import tree
from meetingrules.lang.answers import Proof, Truth
from meetingrules.lang.facts import Thing
from meetingrules.report import figures, sayacts
from meetingrules.report.missing import gaps
from meetingrules.report.sayacts import Labels, Voice

__all__ = ["Labels", "details", "message"]

Y, N, OPEN = Truth.YES, Truth.NO, Truth.OPEN
MOST_CLAUSES = 6
MOST_REASONS = 3
COUNTERS = {"person": "人", "item": "项", "paper": "份", "meeting": "次", "party": "人"}


def details(proof: Proof, lang: str, labels: Labels, about: object = None) -> list[str]:
    """The clauses that explain a proof, in a fixed order: what is wrong first, then what is missing.

    A proof that holds says only how far a quorum or a count is met.

    :param about: the thing that the finding is about; it is not named again
    """
    voice = Voice(lang, labels, about)
    if proof.now is Y:
        return _once(counted(p, voice) for p in _below(proof) if p.construct == "quorum" and p.now is Y)
    missing = proof.gaps if proof.open or proof.construct == "rule" else ()
    unsure = any(part.label == "when" and part.now is OPEN for part in proof.parts)
    blame = [] if unsure else why(proof, Y, voice)  # what may not apply is not held against anybody
    clauses = _once([*blame, *gaps(missing, voice)])
    if len(clauses) > MOST_CLAUSES:
        rest = len(clauses) - MOST_CLAUSES + 1
        clauses = [*clauses[: MOST_CLAUSES - 1], voice.t(f"另有{rest}处", f"and {rest} more")]
    return clauses


def message(demand: str, clauses: Sequence[str], lang: str) -> str:
    """What a rule demands and then the clauses, as sentences.

    >>> message("半数以上组成人员出席方可开会", ["组成人员10人，需5人，实到4人，缺1人"], "zh")
    '半数以上组成人员出席方可开会。组成人员10人，需5人，实到4人，缺1人。'
    >>> message("Half of the members are present.", ["10 members, 5 needed, 4 present, 1 short"], "en")
    'Half of the members are present. 10 members, 5 needed, 4 present, 1 short.'
    """
    if not clauses:
        return demand
    if lang == "zh":
        told = "；".join(clause.rstrip("。") for clause in clauses)
        return f"{demand.rstrip('。')}。{told}" + ("" if told.endswith(("？", "！")) else "。")
    told = "; ".join(clauses)
    told = told[:1].upper() + told[1:]
    return f"{demand.rstrip('.')}. {told}" + ("" if told.endswith(("?", "!", ".")) else ".")


def _once(clauses: Iterable[str]) -> list[str]:
    return [c for c in dict.fromkeys(clauses) if c]


def _below(proof: Proof) -> list[Proof]:
    """The proof and its parts, as far as they bear on a proof that holds."""
    found = [proof]
    for part in proof.parts if proof.construct != "not" else ():
        found += _below(part)
    return found


def why(proof: Proof, want: Truth, voice: Voice) -> list[str]:
    """Why a proof is not what it should be; empty where it is, or where only facts are missing."""
    if proof.now is want:
        return []
    match proof.construct:
        case "rule":
            condition = condition_of(proof)
            return why(condition, want, voice) if condition is not None else []
        case "not":
            return why(proof.parts[0], ~want, voice)
        case "quorum" | "count":
            return [counted(proof, voice)] if want is Y or proof.now is not OPEN else []
        case "if-any" | "implies" if want is Y:
            return why(proof.parts[1], want, voice)
        case "order" if want is Y:
            return broken_step(proof, voice)
        case "any-of" | "all-of":
            return named(proof, want, voice)
        case "every" | "no":
            return each(proof, want, voice)
        case "some" if want is Y and proof.now is N:
            group = proof.values.get("set")
            name = voice.labels.set_name(group, voice.lang) if group is not None else ""
            if (one := sayacts.by_one_of(proof)) is not None:
                return sayacts.act(one, voice)
            if not proof.values.get("each"):
                return [voice.t(f"没有{name}", f"there are no {name}")]
            flags = {p.values.get("field") for p in proof.parts}
            if flags != {None} and len(flags) == 1 and all(p.construct == "flag" for p in proof.parts):
                label = voice.field(proof.parts[0].values.get("of"), flags.pop())
                return [voice.t(f"{name}均未{label}", f"none of the {name} is {label}")]
            return [voice.t(f"{name}中没有符合条件的", f"none of the {name} will do")]
        case "act" if want is Y:
            return sayacts.act(proof, voice) if proof.now is N else []
        case "timed" if want is Y:
            return sayacts.timed(proof, voice) if proof.now is N else []
    if proof.parts and proof.construct not in {"act", "timed"}:
        return among(proof, want, voice)
    return leaf(proof, want, voice) if proof.now is not OPEN else []


def among(proof: Proof, want: Truth, voice: Voice) -> list[str]:
    """Of several parts those that make the difference."""
    wrong = [p for p in proof.parts if p.now is proof.now]
    if proof.construct == "or" and want is Y:
        if proof.now is N and (one := sayacts.by_one_of(proof)) is not None:
            return sayacts.act(one, voice)
        wrong = [p for p in wrong if not elsewhere(p)] or wrong
    said = [(p, why(p, want, voice)) for p in wrong]
    plain = [clause for p, clauses in said if p.construct != "not" for clause in clauses]
    if plain and proof.construct == (
        "or" if want is Y else "and"
    ):  # "not held or …": the *not* only says when it matters
        return plain
    return [clause for _, clauses in said for clause in clauses]


def elsewhere(proof: Proof) -> bool:
    """Whether one of several alternatives is for another case: it begins with *there is no …*, and there is."""
    return proof.construct == "and" and any(p.construct == "none" and p.now is N for p in proof.parts)


def condition_of(proof: Proof) -> Proof | None:
    """Of a whole finding's proof the condition itself, without guard and exceptions."""
    return next((p for p in proof.parts if p.label is None), None)


def named(proof: Proof, want: Truth, voice: Voice) -> list[str]:
    """A list with labels: which of them."""
    wrong = [p for p in proof.parts if p.now is proof.now]
    labels = [cited(p, proof.parts, voice) for p in wrong]
    if proof.now is OPEN:
        labels = [label for p, label in zip(wrong, labels, strict=True) if p.construct != "ask"]  # its question says it
        shown = figures.listed(_once(labels), voice.lang, "项")
        clauses = [clause for p in wrong for clause in why(p, want, voice)]
        return [*clauses, voice.t(f"尚不能确定：{shown}", f"not settled: {shown}")] if shown else clauses
    if proof.construct == "any-of" and want is Y:
        mine = [p for p in wrong if not elsewhere(p)] or wrong
        reasons = _once(clause for p in mine for clause in why(p, want, voice))
        if 0 < len(reasons) <= MOST_REASONS:
            return [voice.t("所列情形均不符合：", "none of those listed applies: ") + voice.t("；", "; ").join(reasons)]
        shown = figures.listed(_once(labels), voice.lang, "项")
        zh, en = (f"（{shown}）", f" ({shown})") if shown else ("", "")
        return [voice.t(f"所列{len(wrong)}项均不符合{zh}", f"none of the {len(wrong)} listed applies{en}")]
    clauses = list[str]()
    for part, label in zip(wrong, labels, strict=True):
        reason = voice.t("；", "; ").join(why(part, want, voice))
        if want is N:
            zh, en = f"属于{label or '所列'}{'所列' if label else ''}情形", f"{label or 'one of those listed'} applies"
            reason = voice.t(f"（{reason}）", f" ({reason})") if reason else ""
            clauses.append(voice.t(zh, en) + reason)
        else:
            clauses.append(label + voice.t("：", ": ") + reason if label and reason else label or reason)
    return clauses


def broken_step(proof: Proof, voice: Voice) -> list[str]:
    """The first step of a chain that is missing, refused or in the wrong order."""
    index = proof.values.get("broken")
    if not isinstance(index, int):
        return []
    step = proof.parts[index]
    wrong = next((p for p in _below(step) if p.construct == "sequence" and p.now is N), None)
    if wrong is not None:
        clauses = [sayacts.sequence(step, proof.parts, wrong, voice)]
    else:
        clauses = among(step, Y, voice) or [voice.t("未完成", "not done")]
    number = index + 1
    name = voice.t(f"第{number}步", f"step {number}") if not step.label else cited(step, proof.parts, voice)
    return [(name + voice.t("：", ": ") if name else "") + voice.t("；", "; ").join(clauses)]


def cited(part: Proof, among_: tuple[Proof, ...], voice: Voice) -> str:
    """The label of a part as an office cites it; empty where all the others have the same, so that it tells nothing."""
    if part.label is None:
        return ""
    all_ = [voice.labels.cite(p.label)[voice.lang] for p in among_ if p.label]
    return voice.labels.cite(part.label)[voice.lang] if len(all_) == 1 or len(set(all_)) > 1 else ""


def each(proof: Proof, want: Truth, voice: Voice) -> list[str]:
    """Who fails, those with the same reason together."""
    group = proof.values.get("set")
    if want is N:
        return []
    reasons = dict[str, list[object]]()
    for (thing, _), part in zip(proof.values.get("each", ()), proof.parts, strict=False):
        if part.now is N:
            reason = voice.t("；", "; ").join(why(part, Y, voice.on(thing))) or voice.t("不符合", "not so")
            reasons.setdefault(reason, []).append(thing)
    counter = COUNTERS.get(getattr(getattr(group, "type", None), "of", None) or "", "项")
    return [
        reason + voice.t("：", ": ") + figures.listed(voice.names(things), voice.lang, counter)
        for reason, things in reasons.items()
    ]


def counted(proof: Proof, voice: Voice) -> str:
    """Base, need, have and margin of a quorum or a count: 组成人员10人，需5人，实到4人，缺1人."""
    values = proof.values
    group, bound = values.get("set"), str(values.get("bound"))
    kind = getattr(getattr(group, "type", None), "of", None) or ""
    heads = len(values.get("yes", ())) + len(values.get("no", ())) + len(values.get("unknown", ()))
    base, have, perhaps = (Fraction(values.get(key) or 0) for key in ("base", "have", "open"))
    need, low, high = values.get("need"), values.get("low"), values.get("high")
    weighted = base != heads
    unit = "" if weighted else COUNTERS.get(kind, "项")
    name = voice.labels.set_name(group, voice.lang) if isinstance(group, tree.Value) else ""
    present = about_presence(proof)
    if values.get("share") and not base:
        return voice.t(f"没有{name}", f"there are no {name}")

    def amount(value: Fraction) -> str:
        return figures.number(value) + (unit if voice.lang == "zh" else "")

    total = voice.t(f"{name}{'合计' if weighted else ''}{amount(base)}", f"{figures.number(base)} {name}")
    if weighted:
        total = voice.t(total, f"{name}: {figures.number(base)} in all")
    # of meetings only those that were held count: how many were planned tells nothing
    lead, clauses = (name + voice.t("", ": "), list[str]()) if kind == "meeting" else ("", [total])
    strict = values.get("share") and bound == "more than" and isinstance(low, Fraction)
    why_ = figures.share(bound, low, voice.lang) if strict and isinstance(low, Fraction) else ""
    if isinstance(need, Fraction):
        more = voice.t(f"（{why_}）", f" ({why_})") if why_ else ""
        if weighted and bound == "more than":
            clauses.append(voice.t(f"须超过{amount(need)}", f"more than {amount(need)} needed") + more)
        elif bound == "exactly":
            clauses.append(voice.t(f"应为{amount(need)}", f"exactly {amount(need)} needed"))
        else:
            clauses.append(voice.t(f"需{amount(need)}", f"{amount(need)} needed") + more)
    ceiling = high if isinstance(high, Fraction) else low if need is None and isinstance(low, Fraction) else None
    top = None
    if ceiling is not None:
        top = ceiling * base if values.get("share") else ceiling
        sooner = bound == "fewer than"
        clauses.append(
            voice.t(
                f"{'应少于' if sooner else '至多'}{amount(top)}",
                f"{'fewer than' if sooner else 'at most'} {amount(top)}",
            )
        )
    known = perhaps > 0
    zh = ("已知到会" if known else "实到") if present else "已有" if known else "实有"
    clauses.append(
        voice.t(zh + amount(have), f"{amount(have)} {'present' if present else 'so far' if known else 'found'}")
    )
    if known and not have and perhaps == base:
        clauses[-1] = voice.t("到会情况均不明" if present else "情况均不明", "nothing known yet")
    elif known:
        clauses.append(voice.t(f"尚有{amount(perhaps)}情况不明", f"{amount(perhaps)} not known"))
        if proof.now is Y:
            clauses.append(voice.t("不影响结论", "which does not matter"))
    elif isinstance(need, Fraction) and proof.now is N and have < need:
        clauses.append(voice.t(f"缺{amount(need - have)}", f"{amount(need - have)} short"))
    if proof.now is N and top is not None and have > top:
        clauses.append(voice.t(f"超{amount(have - top)}", f"{amount(have - top)} too many"))
    return lead + voice.t("，", ", ").join(clauses)


def about_presence(proof: Proof) -> bool:
    """Whether a count is one of who is in the room."""
    words = proof.says.replace("(", " ").replace(")", " ").split()
    return "present" in words or "attending" in words


def leaf(proof: Proof, want: Truth, voice: Voice) -> list[str]:
    """A fact that is not as it should be."""
    values, positive = proof.values, want is N
    match proof.construct:
        case "flag" if "field" in values:
            return [whose(values.get("of"), voice) + flag(values, positive, voice)]
        case "compare" if values.get("have") is not None and values.get("limit") is not None:
            return [compared(proof, voice)]
        case "relates" if "person" in values:
            who, unit = voice.name(values["person"]), voice.name(values.get("unit"))
            word = voice.field(values["person"], values.get("relation", ""))
            zh = f"{who}{'' if positive else '不'}{word}{unit}"
            return [voice.t(zh, f"{who} {'is' if positive else 'is not'} {word} for {unit}")]
        case "in" | "same" | "includes" if "value" in values or "left" in values:
            return [chosen(proof, positive, voice)]
        case "act":
            done = voice.field(values.get("of"), values.get("act", ""))
            return [voice.t(f"已{done}", f"already {done}")]
        case "none":
            return [recorded(values, positive, voice)]
        case "compare":
            return [voice.t("没有数值记录", "no number is recorded")]
        case "flag" | "is" | "relates" | "in" | "same" | "includes" if not positive:
            return [voice.t("所涉对象不存在", "there is nothing of the kind")]
    return []


def recorded(values: Mapping[str, object], positive: bool, voice: Voice) -> str:
    """What is there although it should not be, or the other way round."""
    label = voice.field(values.get("of"), values["field"]) if "field" in values else ""
    if positive:
        return voice.t(f"没有{label}", f"there is no {label}" if label else "there is none")
    return voice.t(
        f"有“{label}”的记录" if label else "已有记录", f"{label} is recorded" if label else "something is recorded"
    )


def whose(of: object, voice: Voice) -> str:
    """The person that a flag is about, where the finding is about something else."""
    if not isinstance(of, Thing) or of.kind != "person" or of == voice.about:
        return ""
    return voice.name(of) + voice.t("", ": ")


def flag(values: Mapping[str, object], positive: bool, voice: Voice) -> str:
    """A yes that should be a no, or the other way round."""
    of, remark = values.get("of"), values.get("remark")
    if not positive and isinstance(remark, Mapping):
        return str(remark[voice.lang])
    label = voice.field(of, values["field"])
    if voice.lang == "en":
        return label if positive else f"not {label}"
    if isinstance(of, Thing) and of.kind in {"person", "meeting"} and len(label) <= 4:
        return ("已" if positive else "未") + label
    return label if positive else f"“{label}”：否"


def chosen(proof: Proof, positive: bool, voice: Voice) -> str:
    """A value that is not among those that it should be, or is."""
    values = proof.values
    value = voice.name(values["value"] if "value" in values else values["left"])
    owner, name_ = values.get("stated", (None, ""))
    label = voice.field(owner, name_) if owner is not None else ""
    wanted = voice.names(values.get("among", ())) if "among" in values else voice.names((values.get("right"),))
    if proof.construct == "includes":
        if positive:
            return voice.t(f"包括{value}", f"includes {value}")
        have = figures.listed(wanted, voice.lang, "项")
        return voice.t(
            f"未包括{value}" + (f"（现有：{have}）" if have else ""),
            f"{value} not included" + (f" ({have})" if have else ""),
        )
    if positive:
        return voice.t(f"{label}为{value}", f"{label} is {value}".strip())
    thing = values.get("value")
    group = values.get("set")
    if isinstance(group, tree.Holders) and (name := voice.labels.set_name(group, voice.lang)):
        return voice.t(f"{label or '现'}为{value}，应为{name}", f"{label} is {value}, should be the {name}".strip())
    if isinstance(group, tree.Value) and (name := voice.labels.set_name(group, voice.lang)):
        return voice.t(f"{value}不属于{name}", f"{value} is not among the {name}")
    if isinstance(thing, Thing) and thing.kind not in {"person", "unit", "party"}:
        return voice.t(f"{value}不在其列", f"{value} is not among them")
    if not wanted:
        return voice.t(
            f"{label or '现'}为{value}，不在规定范围内", f"{label} is {value}, not one of those allowed".strip()
        )
    should = figures.either(wanted, voice.lang)
    return voice.t(f"{label or '现'}为{value}，应为{should}", f"{label} is {value}, should be {should}".strip())


def compared(proof: Proof, voice: Voice) -> str:
    """A number beside its bound and by how much it misses it: 1501字，限1500字，超1字."""
    have, limit, bound = Fraction(proof.values["have"]), Fraction(proof.values["limit"]), str(proof.values.get("bound"))
    word = proof.values.get("unit")
    unit = voice.labels.unit(str(word), voice.lang) if word else ""

    def amount(number: str) -> str:
        return number + (unit if voice.lang == "zh" or not unit else f" {unit}")

    has = amount(figures.number(have))
    if proof.now is Y:
        return has
    most, gap = figures.number(limit), figures.number(abs(have - limit))
    zh = {
        "at most": f"限{amount(most)}，超{amount(gap)}", "fewer than": f"应少于{amount(most)}",
        "at least": f"至少{amount(most)}，差{amount(gap)}", "more than": f"应多于{amount(most)}",
    }.get(bound, f"应为{amount(most)}")  # fmt: skip
    en = {
        "at most": f"at most {most}, {gap} too many", "fewer than": f"fewer than {most} allowed",
        "at least": f"at least {most}, {gap} short", "more than": f"more than {most} needed",
    }.get(bound, f"should be {most}")  # fmt: skip
    return voice.t(f"{has}，{zh}", f"{has}, {en}")
