"""What is wrong with a command line: our own complaints by code, and click's in Chinese.

A name in braces is a parameter; ``tests/test_help.py`` holds that both languages say all of them.
"""

from collections.abc import Mapping

from meetingrules.base.source import Texts

USAGE: Mapping[str, Texts] = {
    "no-such-verb": {"zh": "没有命令“{name}”", "en": "No such command {name!r}."},
    "no-such-option": {"zh": "没有选项 {name}", "en": "No such option {name!r}."},
    "extra-arguments": {"zh": "多余的参数：{args}", "en": "Got more than it takes: {args}"},
    "not-one-of": {"zh": "“{value}”不是 {choices} 之一", "en": "{value!r} is not one of {choices}."},
    "ini-not-one-of": {
        "zh": "{key} 须为 {choices} 之一，而不是“{value}”",
        "en": "{key} must be one of {choices}, not {value!r}",
    },
    "no-such-number": {
        "zh": "“{value}”不是不小于 {least} 的整数",
        "en": "{value!r} is no whole number from {least} upwards.",
    },
    "no-such-number-to": {
        "zh": "“{value}”不是 {least} 至 {most} 的整数",
        "en": "{value!r} is no whole number from {least} to {most}.",
    },
    "no-such-amount": {"zh": "“{value}”不是不小于 {least} 的数", "en": "{value!r} is no number from {least} upwards."},
    "no-such-amount-to": {
        "zh": "“{value}”不是 {least} 至 {most} 的数",
        "en": "{value!r} is no number from {least} to {most}.",
    },
    "no-such-output": {
        "zh": "“{value}”：可写 {formats}，或者再加文件名，如 {example}",
        "en": "{value!r}: write {formats}, or one of them with a file, as in {example}",
    },
    "output-needs": {
        "zh": "{form} 需要另装的部分：{install}",
        "en": "{form} needs what is not installed here: {install}",
    },
    "no-such-mark": {
        "zh": "“{value}”：请写标记及其含义，如 ○=absent",
        "en": "{value!r}: write a mark and what it means, as in ○=absent",
    },
    "no-such-named-file": {
        "zh": "“{value}”：请写 名称=文件，如 city=city.roster.yaml",
        "en": "{value!r}: write NAME=FILE, as in city=city.roster.yaml",
    },
    "no-such-fact": {
        "zh": "--set {pair}：请写 键=值，如 --set major=yes",
        "en": "--set {pair}: write KEY=VALUE, as in --set major=yes",
    },
    "takes-a-day": {
        "zh": "{option} 只能是日期，如 2026-12-01",
        "en": "{option} takes a day, as in 2026-12-01",
    },
    "whose-meeting": {
        "zh": "这是哪个机构的会议？请用 --rulebook 指明，如 --rulebook board.rules.yaml",
        "en": "whose meeting is it? Say it with --rulebook, as in --rulebook board.rules.yaml",
    },
    "which-day": {
        "zh": "哪一天的会议？{what} 是规则集，请用 --day 指明日期，如 --day 2026-12-01",
        "en": "on which day? {what} names a body: say it with --day, as in --day 2026-12-01",
    },
    "which-item": {
        "zh": "{what} 有{count}项议题，问哪一项？请用 --item 指明，如 --item 1",
        "en": "which of the {count} items of {what}? Say it with --item, as in --item 1",
    },
    "no-meeting-file": {
        "zh": "{what} 不是会议文件：--item 只用于会议文件的议题",
        "en": "{what} is no meeting file: --item asks about an item of one",
    },
    "rule-as-text-only": {
        "zh": "只看一条规则时以文本说明，不能用 {form}；请写会议文件和规则",
        "en": "a rule alone is explained as text, not as {form}; name a meeting file and a rule",
    },
    "name-a-rule-of-the-meeting": {
        "zh": "还要写明规则：meetingrules explain {what} 规则",
        "en": "name a rule, too: meetingrules explain {what} RULE",
    },
    "name-a-rule": {
        "zh": "请写明规则：规则集/规则，或者会议文件和规则；`meetingrules rules show {book}` 列出各条规则",
        "en": "name a rule: RULEBOOK/RULE, or a meeting file and a rule; `meetingrules rules show {book}` lists them",
    },
    "no-such-rule": {
        "zh": "{book} 没有规则“{rule}”；`meetingrules rules show {name}` 列出各条规则",
        "en": "{book} has no rule {rule!r}; `meetingrules rules show {name}` lists them",
    },
    "there-already": {
        "zh": "{path} 已经存在；要覆盖请加 --force",
        "en": "{path} is there already; --force overwrites it",
    },
    "there-already-to-add": {
        "zh": "{path} 已经存在；补充内容请用 --into",
        "en": "{path} is there already; --into adds to it",
    },
    "into-or-output": {
        "zh": "--into 补充已有文件，--output 另写新文件，只能选一个",
        "en": "--into adds to a file, --output writes a new one: give one of them",
    },
    "workbook-to-a-file": {
        "zh": "工作簿须写入文件：--output 文件",
        "en": "a workbook goes to a file: --output F",
    },
    "name-for-a-rulebook-only": {
        "zh": "“{name}”在这里没有意义：只有新建规则文件才写名称",
        "en": "{name!r} says nothing here: a name is for a new rulebook",
    },
    "roster-of-which-rulebook": {
        "zh": "新建名册需要 --rulebook：列出哪套规则的职务？",
        "en": "new roster needs --rulebook: whose offices shall it list?",
    },
    "rulebook-needs-a-name": {
        "zh": "新建规则文件需要名称，由字母、数字和 _ 组成，如 club",
        "en": "new rulebook needs a name of letters, digits and _, such as club",
    },
    "config-or-none": {
        "zh": "--config 和 --no-config 不能同时使用",
        "en": "--config and --no-config exclude each other",
    },
    "stdio-or-http": {"zh": "请选择 --stdio 或者 --http", "en": "choose --stdio or --http"},
}

CLICK: Mapping[str, str] = {
    "missing verb": "缺少命令",
    "missing option": "缺少选项 {name}",
    "missing argument": "缺少参数：{name}",
    "choices": "{text}（可写 {choices}）",
    "no value": "选项 {name} 不带值",
    "needs value": "选项 {name} 缺少值",
    "option": "选项 {name} ",
    "argument": "参数“{name}”",
    "variable": "{name}（环境变量 {variable}）",
    "wrong": "{name}的值无效：{text}",
    "true or false": "须为 true 或者 false",
    "try": "运行“{path} --help”查看帮助。",
    "error": "错误：{text}",
    "hint": "  提示：{text}",
}
"""What click says in English by itself."""
