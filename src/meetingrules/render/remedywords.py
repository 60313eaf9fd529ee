"""The words around remedies, in Chinese and English."""

from collections.abc import Mapping

from meetingrules.base.source import Texts

PHRASES: Mapping[str, Texts] = {
    "as-of": {"zh": "截至{day}", "en": "as of {day}"},
    "rulebook": {"zh": "规则：{name}", "en": "rulebook: {name}"},
    "remedies": {"zh": "怎样改正（{count}）", "en": "What would put it right ({count})"},
    "nothing": {"zh": "没有需要改正或者查明的事项。", "en": "Nothing is to be put right, and nothing to be found out."},
    "expected": {"zh": "，按现有回执预计达不到", "en": "; replies: will not be met"},
    "cut": {
        "zh": "另有{count}项待查明未列出；写明规则编号，或者用 --format json，可全部列出",
        "en": "{count} more that are unknown are not listed; name their rules, or ask for --format json",
    },
    "facts": {"zh": "还缺什么（{count}项待事实查明）", "en": "What is missing ({count} findings wait for facts)"},
    "facts-lead": {
        "zh": "依次填写下列各项，以最少的填写判定最多的事项：",
        "en": "State these, in this order: the fewest facts that settle the most findings.",
    },
    "fact": {
        "zh": "{number}. {label}　{path}　判定{settles}项，累计{total}项",
        "en": "{number}. {label}  {path}  settles {settles}, {total} in all",
    },
    "fact-near": {
        "zh": "{number}. {label}　{path}　与以下各项一并填写方可判定",
        "en": "{number}. {label}  {path}  settles none alone: goes with the next",
    },
    "not-due": {"zh": "（其中未到期{count}项）", "en": " ({count} of them not due yet)"},
    "ahead": {
        "zh": "会议开到以后才有的事实未列，涉及{count}项。",
        "en": "{count} more wait for what only the meeting and its outcome will show.",
    },
    "facts-more": {
        "zh": "另有{count}项事实，填写后累计{total}项；--format json 全部列出",
        "en": "{count} more facts settle {total} in all; --format json lists them",
    },
    "beyond": {
        "zh": "另有{count}项除事实外还待人工判断、节假日公布或者钟点。",
        "en": "{count} more wait for a judgement, the calendar or an hour besides.",
    },
    "capped": {
        "zh": "试算已达上限（{count}次），未试的改动没有列出。",
        "en": "The limit of {count} trials was reached; what was not tried is not listed.",
    },
    "meeting-wide": {"zh": "会议整体", "en": "the meeting as a whole"},
    "now": {"zh": "改正办法：", "en": "to do: "},
    "state": {"zh": "查明后填写，符合的情形：", "en": "to find out and state; it is met if: "},
    "needed": {"zh": "当时应有：", "en": "would have been needed: "},
    "new": {"zh": "也可另行召开会议：", "en": "or in a new sitting: "},
    "departure": {"zh": "也可按例外办理：", "en": "or as an exception: "},
    "departure-first": {"zh": "可按例外办理：", "en": "as an exception: "},
    "or": {"zh": "或者：", "en": "or: "},
    "write": {"zh": "写作　{path}: {value}", "en": "in the file  {path}: {value}"},
    "excused": {"zh": "（属有据例外）", "en": " (excused then)"},
    "skip": {"zh": "（该规定即不适用）", "en": " (the rule does not apply then)"},
    "forecast": {"zh": "（届时预计符合）", "en": " (then expected to be met)"},
    "breaks": {"zh": "但会造成不合规：{what}", "en": "but it breaks: {what}"},
    "settles": {"zh": "同时解决{count}项：{what}", "en": "it settles {count} more: {what}"},
    "outcomes": {"zh": "查明后：", "en": "then: "},
    "otherwise": {"zh": "其余如上，只有一项不同的：", "en": "with one of them otherwise: "},
    "none": {"zh": "未找到能使其符合的改动，情况以所述为准。", "en": "No change was found that would make it pass; what is short is said above."},
    "none-over": {
        "zh": "事情已过，记录不改；未找到当时能使其符合的改动。",
        "en": "It is past and the record stays; no change was found that would have made it pass.",
    },
    "none-unknown": {"zh": "填写所缺事实后方可判定。", "en": "It is decided once the missing facts are stated."},
}  # fmt: skip
STATUS: Mapping[str, Texts] = {
    "pass": {"zh": "符合", "en": "met"},
    "fail": {"zh": "不合规", "en": "not met"},
    "excused": {"zh": "有据例外", "en": "excused"},
    "pending": {"zh": "未到期", "en": "not due yet"},
    "unknown": {"zh": "仍待查明", "en": "still unknown"},
    "manual": {"zh": "待人工判断", "en": "for a person to judge"},
    "skip": {"zh": "不适用", "en": "not applicable"},
}


def phrase(which: str, lang: str, **values: object) -> str:
    """A fixed phrase with its values; what stands in a value is never read as a pattern."""
    return PHRASES[which][lang].format(**values)
