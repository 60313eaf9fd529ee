"""What a settings file may say: the declarations that its reader, the verbs and its schema are made from."""

from collections.abc import Mapping, Sequence

from attrs import frozen

from meetingrules.base.source import Texts
from meetingrules.report.codes import FAIL_ON
from meetingrules.report.shown import DETAILS
from meetingrules.rulebook.model import GATES

SEVERITY = "severity"
"""The one key that is a table: ``body/rule`` or ``rule`` to a severity."""


@frozen
class Key:
    """One key of a settings file."""

    param: str
    """The parameter of a verb that it is a default for."""
    kind: str
    """``flag``, ``choice``, ``path``, ``paths``, ``names`` (of rulebooks: shipped ones or paths) or ``outputs``."""
    label: Texts
    """What it settles, as editors show it."""
    choices: Sequence[str] = ()


KEYS: Mapping[str, Key] = {
    "paths": Key("paths", "paths", {"zh": "没有给出文件时核对哪些", "en": "What to check where nothing is named"}),
    "rulebook": Key("rulebooks", "names", {"zh": "规则的名称或文件", "en": "Names or files of rulebooks"}),
    "roster": Key("roster", "path", {"zh": "任职名册", "en": "The roster"}),
    "calendar": Key("calendar", "path", {"zh": "放假与调休", "en": "Announced days off and make-up days"}),
    "register": Key("register", "path", {"zh": "会议台账所在文件夹", "en": "The folder of all meetings of a period"}),
    "baseline": Key("baseline", "path", {"zh": "基线", "en": "The baseline"}),
    "lang": Key("lang", "choice", {"zh": "结果的语言", "en": "The language of results"}, ("zh", "en", "auto")),
    "output": Key("outputs", "outputs", {"zh": "输出格式，可带文件", "en": "Formats, each with a file or without"}),
    "detail": Key("detail", "choice", {"zh": "显示多少", "en": "How much to show"}, DETAILS),
    "mask": Key("mask", "flag", {"zh": "遮盖标明涉密的内容", "en": "Mask what is marked classified"}),
    "fail-on": Key("fail_on", "choice", {"zh": "计入的最低等级", "en": "The least severity that counts"}, FAIL_ON),
    "allow-unknown": Key("allow_unknown", "flag", {"zh": "待查明的不计入", "en": "What is unknown does not count"}),
    "strict": Key("strict", "flag", {"zh": "待查明、待人工判断的计为不合规", "en": "What is unknown or left to a person counts as failing"}),
    "gate": Key("gate", "choice", {"zh": "关口", "en": "The gate to ask about"}, GATES),
    "fail-on-forecast": Key("fail_on_forecast", "flag", {"zh": "预计会不合规的计为不合规", "en": "What replies let expect to fail counts as failing"}),
    "color": Key("color", "choice", {"zh": "文本中的颜色", "en": "Colours in text"}, ("auto", "always", "never")),
}  # fmt: skip
"""Every key but the table ``severity``, by the name that it has as an option, too."""
