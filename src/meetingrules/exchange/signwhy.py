"""Why something on a sign-in sheet was left, in both languages."""

from collections.abc import Mapping

from meetingrules.base.source import Texts

WHY: Mapping[str, Texts] = {
    "no-mark": {
        "zh": "“{name}”无签到记录，无法确定是否出席",
        "en": "nothing says whether {name} was there",
    },
    "not-signed": {
        "zh": "“{name}”未签到，无法确定是否出席",
        "en": "{name} did not sign; whether they were there is not known",
    },
    "ambiguous-mark": {
        "zh": "“{name}”的标记“{text}”含义不明，请在表中注明，或在导入时说明",
        "en": "what {text} means for {name} is open; say so in a note of the sheet, or when reading it",
    },
    "unknown-mark": {
        "zh": "“{name}”的标记“{text}”无法识别",
        "en": "{text} is no known mark; nothing was read of {name}",
    },
    "ambiguous-hour": {
        "zh": "“{name}”的时间“{text}”未写明上午还是下午",
        "en": "the hour {text} of {name} may be before noon or after it",
    },
    "signed-by-another": {
        "zh": "“{name}”一行的签名是“{text}”，如系代会请注明",
        "en": "in the row of {name} stands the name {text}; if somebody came in their place, say so",
    },
    "marks-disagree": {
        "zh": "“{name}”的各项记录不一致：{cells}",
        "en": "what is said of {name} does not agree: {cells_en}",
    },
    "same-name-twice": {
        "zh": "“{name}”在 {cells} 重复出现，无法按单位区分，均未读入",
        "en": "{name} stands at {cells_en} with no unit to tell them apart; neither was read",
    },
    "not-in-the-roster": {
        "zh": "名册里没有“{name}”这个人{near}",
        "en": "the roster knows nobody called {name}{near}",
    },
    "several-names": {
        "zh": "一格写了多个姓名：“{text}”，请每人一行",
        "en": "several names in one cell: {text}; write one in each row",
    },
    "too-long": {"zh": "不是姓名：字数太多", "en": "this is too long for a name"},
    "no-name": {"zh": "此行没有姓名", "en": "there is no name in this row"},
    "hidden-character": {
        "zh": "“{text}”含有看不见的字符，请重新输入",
        "en": "{text} holds characters that nobody can see; type it again",
    },
    "leave-without-reason": {
        "zh": "“{name}”请假但未写事由，已记为缺席；请假情况请写入会议文件的 leave",
        "en": "{name} is on leave, for a reason that is not given; read as absent, the leave itself belongs under leave",
    },
    "stand-in-not-read": {
        "zh": "“{name}”由他人代会，已记为缺席；代会人未读入",
        "en": "somebody came in place of {name}, who is read as absent; their name was not read",
    },
    "remark-not-read": {
        "zh": "“{name}”的备注未读入",
        "en": "the remark on {name} was not read",
    },
    "left-without-time": {
        "zh": "“{name}”早退但未写时间，已记为出席",
        "en": "{name} left early, at an hour that is not given; read as present",
    },
    "unknown-column": {
        "zh": "无法识别的列，其中 {count} 格未读入",
        "en": "what this column is about is not known; cells not read: {count}",
    },
    "not-a-row": {"zh": "不是签到记录，未读入", "en": "this is no row of the table, and was not read"},
    "no-place": {
        "zh": "这类会议的会议文件不记列席人员（invited），未读入",
        "en": "a meeting file of this kind has no place for who was invited; it was not read",
    },
    "formula-without-value": {"zh": "公式没有保存结果", "en": "a formula whose result was not saved"},
    "error-value": {"zh": "单元格是错误值", "en": "the cell holds an error"},
}


def why(code: str, **more: str) -> Texts:
    """The reason of a code, with names and texts put in."""
    return {lang: text.format(**more) for lang, text in WHY[code].items()}
