"""The words of a printed report, in Chinese and English."""

from collections.abc import Mapping

from meetingrules.base.source import Texts

Table = Mapping[str, Texts]

SEVERITY: Table = {
    "error": {"zh": "违规", "en": "error"},
    "warning": {"zh": "警告", "en": "warning"},
    "advice": {"zh": "建议", "en": "advice"},
    "none": {"zh": "", "en": ""},
}
STATUS: Table = {
    "pass": {"zh": "合规", "en": "met"},
    "fail": {"zh": "不合规", "en": "not met"},
    "excused": {"zh": "有据例外", "en": "excused"},
    "pending": {"zh": "未到期", "en": "not due yet"},
    "unknown": {"zh": "待查明", "en": "unknown"},
    "manual": {"zh": "待人工判断", "en": "for a person to judge"},
    "skip": {"zh": "不适用", "en": "not applicable"},
}
VERDICT: Table = {
    "not_checked": {"zh": "未能检查", "en": "not checked"},
    "noncompliant": {"zh": "不合规", "en": "not compliant"},
    "undecided": {"zh": "待查明", "en": "undecided"},
    "compliant_so_far": {"zh": "目前合规", "en": "compliant so far"},
    "compliant": {"zh": "合规", "en": "compliant"},
}
STATES: Table = {
    "planned": {"zh": "筹备中", "en": "planned"},
    "convened": {"zh": "已通知", "en": "convened"},
    "open": {"zh": "正在召开", "en": "open"},
    "closed": {"zh": "已召开", "en": "closed"},
    "inquorate": {"zh": "因人数不足未开成", "en": "not held for want of a quorum"},
    "postponed": {"zh": "已延期", "en": "postponed"},
    "cancelled": {"zh": "已取消", "en": "cancelled"},
}
SUBJECTS: Table = {
    "paper": {"zh": "文件{number}", "en": "paper {number}"},
    "decision": {"zh": "决定{number}", "en": "decision {number}"},
    "document": {"zh": "文书{number}", "en": "document {number}"},
}
"""What to call things that have no name of their own."""
FORECASTS: Table = {
    "pass": {"zh": "　按现有回执预计可达到", "en": "  replies: will be met"},
    "fail": {"zh": "　按现有回执预计达不到", "en": "  replies: will not be met"},
    "unknown": {"zh": "　按现有回执尚难预计", "en": "  replies: cannot tell yet"},
}
HEADINGS: Table = {
    "fail": {"zh": "不合规", "en": "Not met"},
    "unknown": {"zh": "待查明", "en": "Unknown"},
    "due": {"zh": "近期待办", "en": "Due next"},
    "judgement": {"zh": "待人工判断", "en": "For a person to judge"},
    "facts": {"zh": "建议优先补充的信息", "en": "Facts that would settle the most"},
    "excused": {"zh": "有据例外", "en": "Excused"},
    "pass": {"zh": "合规", "en": "Met"},
    "skip": {"zh": "不适用", "en": "Not applicable"},
    "notes": {"zh": "说明", "en": "Notes"},
}
PHRASES: Table = {
    "as-of": {"zh": "截至{day}", "en": "as of {day}"},
    "rulebook": {"zh": "规则：{name}", "en": "rulebook: {name}"},
    "meeting-wide": {"zh": "会议整体", "en": "the meeting as a whole"},
    "remedy": {"zh": "处理建议：{text}", "en": "what to do: {text}"},
    "evidence": {"zh": "依据：{text}", "en": "on the ground of: {text}"},
    "note": {"zh": "注：{text}", "en": "note: {text}"},
    "readings": {"zh": "解读：{text}", "en": "readings: {text}"},
    "more": {"zh": "另有{count}项未列出（--verbose 全部列出）", "en": "{count} more (--verbose lists all)"},
    "no-due": {"zh": "期限未定", "en": "no day yet"},
    "settles": {"zh": "补充后可判定{count}项", "en": "settles {count}"},
    "bears-on": {"zh": "另涉及{count}项", "en": "bears on {count} more with others"},
    "bears": {"zh": "涉及{count}项", "en": "bears on {count} with others"},
    "summary": {"zh": "{path}：{verdict}（{counts}）", "en": "{path}: {verdict} ({counts})"},
    "total": {"zh": "共{count}份：{counts}", "en": "{count} files: {counts}"},
    "departures": {"zh": "登记例外{count}项", "en": "{count} excused by a departure on record"},
    "of-departures": {"zh": "其中登记例外{count}项", "en": "{count} of them by a departure on record"},
    "known": {"zh": "基线已列{count}项", "en": "{count} listed in the baseline"},
    "cut": {"zh": "另有{count}项未列出", "en": "{count} more not listed"},
    "is-known": {"zh": "（基线已列）", "en": " (listed in the baseline)"},
    "by-departure": {"zh": "（登记例外：{reason}）", "en": " (departure on record: {reason})"},
    "due-by": {"zh": "期限：{day}。", "en": " Due {day}."},
    "approved": {"zh": "（批准：{by}）", "en": " (approved: {by})"},
}
GATES: Table = {
    "notice-open": {"zh": "可以发出会议通知", "en": "the notice may be sent"},
    "notice-shut": {"zh": "尚不能发出会议通知", "en": "the notice may not be sent yet"},
    "notice-undecided": {"zh": "能否发出会议通知，尚待查明", "en": "whether the notice may be sent cannot be told yet"},
    "opening-open": {"zh": "可以开会", "en": "the meeting may be opened"},
    "opening-shut": {"zh": "尚不能开会", "en": "the meeting may not be opened yet"},
    "opening-undecided": {"zh": "能否开会，尚待查明", "en": "whether the meeting may be opened cannot be told yet"},
    "closing-open": {"zh": "可以散会", "en": "the meeting may be closed"},
    "closing-shut": {"zh": "尚不能散会", "en": "the meeting may not be closed yet"},
    "closing-undecided": {"zh": "能否散会，尚待查明", "en": "whether the meeting may be closed cannot be told yet"},
}
"""What is said of a gate: ``gate-verdict``."""
MARKDOWN: Table = {
    "file": {"zh": "文件", "en": "file"},
    "verdict": {"zh": "结论", "en": "verdict"},
    "counts": {"zh": "各类项数", "en": "counts"},
    "level": {"zh": "等级", "en": "level"},
    "message": {"zh": "内容", "en": "finding"},
    "cites": {"zh": "条款", "en": "article"},
    "place": {"zh": "位置", "en": "place"},
    "rule": {"zh": "规则", "en": "rule"},
}
