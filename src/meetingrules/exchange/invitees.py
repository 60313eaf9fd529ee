"""The people of an invitation: who they are, what they answered, who comes for whom. A reply is never proof that somebody came."""

import re
from collections.abc import Mapping

from attrs import frozen

from meetingrules.base.diagnostics import HIDDEN
from meetingrules.base.source import Texts
from meetingrules.base.tree import nfc, shown
from meetingrules.exchange.icslines import Line
from meetingrules.exchange.signnames import Known, Unnamed
from meetingrules.facts.model import Roster
from meetingrules.lang.words import Words

EAST = re.compile(r"(?<=[\u3400-\u9fff]) (?=[\u3400-\u9fff])")
BRACKETS = re.compile(r"(.+?)\s*[(（][^()（）]*[)）]")
SPLITS = re.compile(r"[,，、]")
COMING, NOT_COMING, DELEGATED = "ACCEPTED", "DECLINED", "DELEGATED"
SILENT = frozenset({"NEEDS-ACTION", "TENTATIVE"})
CHAIR, BESIDE = "CHAIR", frozenset({"OPT-PARTICIPANT", "NON-PARTICIPANT"})
PERSONS = frozenset({"INDIVIDUAL", "UNKNOWN"})
THINGS = frozenset({"ROOM", "RESOURCE"})
WHY: Mapping[str, Texts] = {
    "no-name": {"zh": "没有写姓名（CN）", "en": "it has no name (CN)"},
    "name-with-brackets": {
        "zh": "姓名后面带有括号，不知是否为“{name}”",
        "en": "there are brackets behind the name; whether {name} is meant is not known",
    },
    "group": {"zh": "是一组人，不知有谁", "en": "it is a group; who belongs to it is not known"},
    "other-kind": {"zh": "不知是不是人（CUTYPE {value}）", "en": "whether it is a person is not known (CUTYPE {value})"},
    "other-answer": {"zh": "回复“{value}”不表示来或不来", "en": "the answer {value} does not say whether somebody comes"},
    "told-twice": {
        "zh": "第{first}行作“{one}”，此处作“{other}”，两处不一致，均未采用",
        "en": "line {first} says {one}, here it is {other}; neither was taken",
    },
    "several-chairs": {"zh": "不止一人标为主持（ROLE=CHAIR）", "en": "more than one is marked as chair (ROLE=CHAIR)"},
    "no-delegate": {"zh": "已转由他人参会，但没有写明是谁", "en": "it was delegated, and to whom is not said"},
    "unknown-delegate": {
        "zh": "转由 {value} 参会，邀请名单中没有可识别的此人",
        "en": "it was delegated to {value}; the invitation has nobody there whose name is known",
    },
    "several-delegates": {"zh": "转由不止一人参会", "en": "it was delegated to more than one"},
    "delegated-on": {
        "zh": "受托的{value}自己不来，或者来不来不明",
        "en": "{value}, to whom it was delegated, does not come, or it is not clear whether",
    },
    "delegated-in-a-circle": {"zh": "互相转委托，不知谁来", "en": "it was delegated in a circle; who comes is not known"},
    "delegation-unclear": {
        "zh": "写有受托人，回复却是“{value}”",
        "en": "a delegate is named, and yet the answer is {value}",
    },
    "no-such-field": {
        "zh": "此规则集不记录由谁代会",
        "en": "this rulebook has no word for who comes in somebody's place",
    },
    "unclear-in-an-act": {
        "zh": "受托人姓名“{value}”带有分隔符，请写进会议文件",
        "en": "the name {value} has a comma in it; write it into the meeting file",
    },
}  # fmt: skip


@frozen
class Guest:
    """One line of the invitation: ``ATTENDEE``."""

    line: Line
    name: str
    """As it is written; empty where it is not."""
    address: str
    """Of a calendar user, in small letters: ``mailto:someone@example.org``."""
    role: str = "REQ-PARTICIPANT"
    answer: str = "NEEDS-ACTION"
    kind: str = "INDIVIDUAL"
    delegated_to: tuple[str, ...] = ()
    delegated_from: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """What people see of it."""
        return self.name or self.address or self.line.text


@frozen
class People:
    """Names as they are written -> persons of the roster; what is not known is told."""

    words: Words
    roster: Roster | None
    names: Known

    @classmethod
    def of(cls, words: Words, roster: Roster | None, *, newcomers: bool) -> "People":
        """Those of a roster; without one every name is taken."""
        return cls(words, roster, Known.of(words, roster, newcomers=newcomers))

    @property
    def known(self) -> frozenset[str]:
        """Everybody in the roster."""
        return self.roster.persons if self.roster is not None else frozenset()

    def person(self, written: str) -> str | Unnamed:
        """The person of a name, or why it is none."""
        name = EAST.sub("", " ".join(nfc(written).split())) if not HIDDEN.search(written) else written
        if not name or "@" in name:
            return Unnamed("no-name", WHY["no-name"])
        found = self.names.name(name)
        bracketed = BRACKETS.fullmatch(name)
        if bracketed and not (isinstance(found, str) and found in self.known):
            return Unnamed("name-with-brackets", filled("name-with-brackets", name=bracketed[1]))
        return found

    def is_new(self, name: str) -> bool:
        """Whether the roster does not know a person."""
        return self.roster is not None and name not in self.known


def filled(code: str, **more: object) -> Texts:
    """A reason with its values."""
    return {lang: text.format(**{k: shown(str(v)) for k, v in more.items()}) for lang, text in WHY[code].items()}
