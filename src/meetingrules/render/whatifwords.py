"""How a what-if speaks: where a finding stands, how many come, how little would upset it."""

from collections.abc import Mapping, Sequence

from meetingrules.base.harmless import clean
from meetingrules.base.source import Texts
from meetingrules.render.names import about, cites_of
from meetingrules.render.words import STATUS
from meetingrules.report import figures
from meetingrules.report.model import Citation, Finding
from meetingrules.report.pictured import Count
from meetingrules.report.supposition import Margin

STANDINGS: Mapping[str, Texts] = {
    "": {"zh": "无此项", "en": "not asked"},
    "expected-fail": {"zh": "预计不合规", "en": "expected not to be met"},
    "expected-pass": {"zh": "预计合规", "en": "expected to be met"},
    "expected-skip": {"zh": "预计不适用", "en": "not expected to apply"},
    "open": {"zh": "待办", "en": "to do"},
    "perhaps": {"zh": "是否适用未定", "en": "may apply"},
    "not-sure": {"zh": "尚不能确定", "en": "not sure yet"},
}
"""Where a finding stands, beside the statuses of every report."""
HEADINGS: Mapping[str, Texts] = {
    "supposed": {"zh": "假设：", "en": "Supposing: "},
    "verdict": {"zh": "结论", "en": "Verdict"},
    "agenda": {"zh": "议题", "en": "Agenda"},
    "numbers": {"zh": "人数", "en": "Numbers"},
    "fail": {"zh": "不合规或预计不合规", "en": "Not met, or expected not to be"},
    "open": {"zh": "须办理或查明", "en": "To do or to find out"},
    "better": {"zh": "已解决或有所好转", "en": "Settled, or better than before"},
    "same": {"zh": "内容有变", "en": "Otherwise than before"},
    "due": {"zh": "期限变动", "en": "Deadlines that move"},
    "presiding": {"zh": "主持人", "en": "Who may preside"},
    "margins": {"zh": "人数余量", "en": "How many may stay away"},
    "decisive": {"zh": "缺一即有影响的人员", "en": "Persons whose absence alone matters"},
}
PHRASES: Mapping[str, Texts] = {
    "nothing": {"zh": "没有变化。", "en": "Nothing changes."},
    "idle": {"zh": "另有{count}项结论有变，均无须办理（如由合规变为不适用）。", "en": "{count} more come out otherwise and ask nothing of anybody (met before, not applicable now, and the like)."},
    "off": {"zh": "撤下{item}，不再核对相关{count}项", "en": "{item} is taken off: {count} findings fall away"},
    "renumbered": {"zh": "{old}改为{new}", "en": "{old} is {new} now"},
    "new-item": {"zh": "新增{item}", "en": "new: {item}"},
    "with-the-meeting": {"zh": "另有{count}项期限随会议时间变动", "en": "{count} more that end with the beginning or end of the meeting move with it"},
    "may": {"zh": "可以主持：{who}", "en": "may preside: {who}"},
    "if-settled": {"zh": "委托等事项办妥后可以主持：{who}", "en": "may preside once it is settled (a delegation, say): {who}"},
    "nobody": {"zh": "无", "en": "nobody"},
    "chair-away": {"zh": "会议文件写明由{who}主持，但{who}不到会，须另定主持人", "en": "{who} presides by the file, but is not there: somebody else must"},
    "only": {"zh": "可以主持的只有{who}", "en": "only {who} may preside"},
    "only-so-far": {"zh": "不待另行委托即可主持的只有{who}", "en": "only {who} may preside without a further delegation or the like"},
    "no-tight": {"zh": "没有一人缺席即改变结论的情形。", "en": "No single absence changes anything."},
    "left-out": {"zh": "人员太多或所在名单不明，未逐一试算：{who}", "en": "not tried out, too many or in lists that are not known in full: {who}"},
    "given-up": {"zh": "人员组合太多，未能逐一试算", "en": "too many combinations of persons to try out"},
    "by": {"zh": "最迟{day}", "en": "by {day}"},
}  # fmt: skip


def standing(finding: Finding | None, level: str, lang: str) -> str:
    """Where a finding stands, in a word or two.

    :param level: how much it asks of somebody
    """
    if finding is None:
        return STANDINGS[""][lang]
    if finding.status != "pending":
        return STATUS[finding.status][lang]
    if finding.forecast in {"fail", "pass", "skip"}:
        return STANDINGS[f"expected-{finding.forecast}"][lang]
    if finding.counts:
        return STANDINGS["not-sure"][lang]
    return STANDINGS[level if level in STANDINGS else "open"][lang]


def turned(before: str, after: str) -> str:
    """What was, and what is now; once where it is the same.

    >>> turned("6", "5"), turned("5", "5")
    ('6 → 5', '5')
    """
    return after if before == after else f"{before} → {after}"


def people(number: object, lang: str) -> str:
    """So many persons."""
    return f"{number}人" if lang == "zh" else f"{number}"


def numbers(old: Count | None, new: Count, lang: str) -> str:
    """Base, need, who comes and what is to spare: 组成人员10人，需5人：预计到会6人 → 5人，另有3人未回复；余1人 → 恰好达到."""
    was, zh = old or new, lang == "zh"
    number = figures.number
    base = turned(number(was.base), number(new.base))
    need = turned(number(was.need), number(new.need))
    have = turned(people(number(was.have), lang), people(number(new.have), lang))
    some = turned(people(number(was.open), lang), people(number(new.open), lang))
    spare = turned(spared(was, lang), spared(new, lang))
    asked = was.open or new.open
    what = clean(new.what[lang])
    if zh:
        there = "预计到会" if new.expected else "到会"
        unknown = f"，另有{some}{'未回复' if new.expected else '情况不明'}" if asked else ""
        return f"{what}{base}人，需{need}人：{there}{have}{unknown}；{spare}"
    there = "expected" if new.expected else "there"
    unknown = f", {some} {'not replied' if new.expected else 'not known'}" if asked else ""
    return f"{base} {what}, {need} needed: {have} {there}{unknown}; {spare}"


def spared(count: Count, lang: str) -> str:
    """By how many it is enough, or not."""
    spare = count.have - count.need
    number = figures.number(abs(spare))
    if spare > 0:
        return f"余{number}人" if lang == "zh" else f"{number} to spare"
    if spare == 0:
        return "恰好达到" if lang == "zh" else "just enough"
    return f"差{number}人" if lang == "zh" else f"{number} short"


def margin(one: Margin, lang: str) -> str:
    """How many absences a number stands: 再有2人不到会即不能确保达到（另有3人未回复）；再有5人不到会即达不到."""
    zh, expected = lang == "zh", any(count.expected for count in one.finding.counts)
    if one.given_up:
        return PHRASES["given-up"][lang]
    there = (
        f"{'预计到会' if expected else '到会'}{one.have}人"
        if zh
        else f"{one.have} {'expected' if expected else 'there'}"
    )
    parts = [f"{there}，需{one.need}人" if zh else f"{there}, {one.need} needed"]
    replied = f"（另有{one.open}人{'未回复' if expected else '情况不明'}）" if zh else f" ({one.open} {'have not replied' if expected else 'not known'})"  # fmt: skip
    some = replied if one.open else ""
    if one.unsure is None and one.have < one.need:
        short = one.need - one.have
        parts.append(f"尚差{short}人{some}" if zh else f"{short} short so far{some}")
    elif one.unsure is not None and one.unsure != one.short:
        more = _more(one.unsure, lang, expected=expected)
        parts.append(
            f"{more}即不能确保达到{some}" if zh else f"{more}{' and' if expected else ''} it is no longer sure{some}"
        )
    if one.short is not None:
        more = _more(one.short, lang, expected=expected)
        parts.append(f"{more}即达不到" if zh else f"{more}{' and' if expected else ''} it is not met")
    return ("；" if zh else "; ").join(parts)


def _more(number: int, lang: str, *, expected: bool) -> str:
    """So many absences more; of a meeting that was held only in thought."""
    if lang == "zh":
        return f"再有{number}人不到会" if expected else f"如再少{number}人"
    absences = f"{number} more absence{'s' if number > 1 else ''}"
    return absences if expected else f"with {absences}"


def cited(text: str, findings: Sequence[Finding] | tuple[Citation, ...], lang: str) -> str:
    """A text with its articles behind it: …（第十五条第一款）."""
    if findings and isinstance(findings[0], Finding):
        cites = cites_of(findings[0], lang)
    else:
        labels = dict.fromkeys(cite.label[lang] for cite in findings if isinstance(cite, Citation))
        cites = ("、" if lang == "zh" else ", ").join(labels)
    if not cites:
        return text
    return f"{text.removesuffix('。')}（{cites}）" if lang == "zh" else f"{text.removesuffix('.')} ({cites})"


def whom(findings: Sequence[Finding], lang: str) -> str:
    """What some findings of one rule are about, with a colon behind; nothing for the meeting."""
    names = list(dict.fromkeys(name for f in findings if (name := about(f, lang, items=True))))
    counter = "人" if findings[0].subject.kind == "person" else "项"
    return figures.listed(names, lang, counter) + ("：" if lang == "zh" else ": ") if names else ""


def names(persons: Sequence[str], lang: str) -> str:
    """Persons, all of them; nobody where there is none."""
    if not persons:
        return PHRASES["nobody"][lang]
    return ("、" if lang == "zh" else ", ").join(map(clean, persons))
