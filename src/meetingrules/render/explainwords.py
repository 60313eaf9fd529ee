"""The words around an explanation, in Chinese and English."""

from collections.abc import Mapping

from meetingrules.base.source import Texts
from meetingrules.report.tree import Missing

MARKS = {"holds": "✓", "fails": "✗", "open": "?", "": "-"}
STATUS_MARKS = {"pass": "✓", "excused": "✓", "fail": "✗", "skip": "-"}
"""Of all other statuses: a question mark."""
ROLES: Mapping[str, Texts] = {
    "where": {"zh": "对象限于", "en": "for those of which"},
    "when": {"zh": "适用条件", "en": "applies when"},
    "once": {"zh": "起算条件", "en": "once"},
    "demand": {"zh": "要求", "en": "demands"},
    "only_if": {"zh": "前提", "en": "only if"},
    "unless": {"zh": "例外", "en": "unless"},
}
PHRASES: Mapping[str, Texts] = {
    "others": {"zh": "其他对象", "en": "The others"},
    "rule": {"zh": "规则：{rule}", "en": "rule: {rule}"},
    "as-of": {"zh": "截至{day}", "en": "as of {day}"},
    "missing": {"zh": "缺：{fact}（{label}）", "en": "missing: {fact} ({label})"},
    "none": {"zh": "尚未办理：{fact}（{label}）", "en": "not done so far: {fact} ({label})"},
    "judgement": {"zh": "须由人判断：{label}", "en": "for a person to judge: {label}"},
    "other-gap": {"zh": "待定：{label}", "en": "open: {label}"},
    "breaks": {"zh": "此步最先断开", "en": "the chain breaks here first"},
    "days": {"zh": "逐日计算：", "en": "day by day:"},
    "as-above": {"zh": "逐日计算同上", "en": "day by day: as above"},
    "legend": {"zh": "✓ 成立　✗ 不成立　? 未定　- 不需要", "en": "✓ holds  ✗ does not hold  ? open  - not called for"},
    "remedy": {"zh": "处理建议：{text}", "en": "what to do: {text}"},
    "least": {"zh": "最小改动", "en": "least change"},
    "evidence": {"zh": "依据：{text}", "en": "on the ground of: {text}"},
    "cut": {"zh": "（下有{count}项，--depth 可展开）", "en": " ({count} below, --depth shows them)"},
}


def phrase(name: str, lang: str, **values: str) -> str:
    """A fixed phrase with its values; what stands in a value is never read as a pattern."""
    return PHRASES[name][lang].format(**values)


def missing_text(gap: Missing, lang: str) -> str:
    """One fact that is missing, as a meeting file writes it."""
    label = gap.label[lang]
    if gap.kind == "judgement":
        return phrase("judgement", lang, label=label)
    if gap.kind in {"fact", "none"}:
        return phrase("missing" if gap.kind == "fact" else "none", lang, fact=gap.fact, label=label)
    return phrase("other-gap", lang, label=label)


def count_below(parts: tuple[object, ...]) -> int:
    """How many parts there are below, all levels together."""
    return sum(1 + count_below(getattr(part, "parts", ())) for part in parts)
