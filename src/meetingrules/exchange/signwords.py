"""What people write on sign-in sheets, in Chinese and English: headings of columns, of sections, and marks. Data, read by one reader.

Compared without blanks, case and marks of width (see `folded`). Who uses another word adds it here.
"""

import re
import unicodedata
from collections.abc import Mapping

NAME, UNIT, POST, MARK, STATUS, TIME = "name", "unit", "post", "mark", "status", "time"
REMARK, LEAVE_REASON, ABSENCE_REASON, STAND_IN, ASIDE = "remark", "leave reason", "absence reason", "stand-in", "aside"
COLUMNS: Mapping[str, tuple[str, ...]] = {
    NAME: (
        *("姓名", "人员姓名", "参会人员姓名", "参会人姓名", "参会人", "参会人员", "出席人员", "出席人", "与会人员", "人员", "领导姓名"),
        *("name", "names", "full name", "participant", "participants", "person"),
    ),
    UNIT: (
        *("单位", "部门", "单位名称", "部门名称", "所在单位", "所在部门", "工作单位", "单位部门", "参会单位"),
        *("unit", "department", "organisation", "organization", "office", "body"),
    ),
    POST: ("职务", "职务职称", "职位", "岗位", "post", "position", "title", "role", "job title"),
    MARK: (
        *("签到", "签名", "签字", "签到签名", "本人签名", "本人签字", "签到签字", "签到栏", "签名栏", "签到情况", "是否签到"),
        *("sign in", "signed in", "signature", "signed", "signed in by"),
    ),
    STATUS: (
        *("状态", "出席情况", "参会情况", "到会情况", "考勤", "考勤情况", "签到状态", "出席状态", "参会状态", "出勤", "出勤情况"),
        *("是否出席", "是否参会", "是否到会", "出席", "到会", "status", "attendance", "present"),
    ),
    TIME: ("签到时间", "到会时间", "到达时间", "报到时间", "时间", "time", "signed in at", "sign in time", "arrived", "arrival", "arrival time"),
    REMARK: ("备注", "说明", "备注说明", "附注", "remark", "remarks", "note", "notes", "comment", "comments"),
    LEAVE_REASON: ("请假事由", "请假原因", "请假理由", "请假情况", "reason for leave", "leave reason", "leave"),
    ABSENCE_REASON: ("缺席原因", "缺席事由", "未出席原因", "未参会原因", "未到原因", "不能出席的原因", "reason for absence", "absence reason"),
    STAND_IN: ("代会人", "代会人员", "代参会人", "代参会人员", "代替人员", "受委托人", "代理人", "substitute", "representative", "represented by"),
    ASIDE: (
        *("序号", "编号", "no", "no.", "nr", "#", "s/n", "性别", "gender", "电话", "联系电话", "联系方式", "手机", "手机号", "手机号码"),
        *("phone", "telephone", "mobile", "email", "e-mail", "邮箱", "座位", "座位号", "座次", "座席", "seat", "民族", "房间号", "车牌号"),
    ),
}  # fmt: skip
"""What headings are called. ASIDE is what says nothing of attendance and is left out without a word."""

PRESENT, ABSENT, LEAVE, LATE, LEFT, REPRESENTED = "present", "absent", "leave", "late", "left", "represented"
INVITED, UNSIGNED, OPEN = "invited", "unsigned", "open"
MEANINGS = (PRESENT, ABSENT, LEAVE, LATE, LEFT, REPRESENTED)
"""What a mark may mean, in what a caller says of marks; any word of MARKS says the same."""
MARKS: Mapping[str, tuple[str, ...]] = {
    PRESENT: (
        *("√", "到", "已到", "到会", "已到会", "出席", "已出席", "参会", "已参会", "参加", "已参加", "与会", "实到", "到场", "签到", "已签到", "已签"),
        *("线上参会", "线上出席", "视频参会", "present", "attended", "here", "signed", "signed in", "online"),
    ),
    ABSENT: (
        *("缺席", "缺", "缺会", "未到", "未到会", "未出席", "未参会", "未参加", "旷会", "absent", "not present", "did not attend", "no show"),
    ),
    LEAVE: ("请假", "已请假", "事假", "病假", "公假", "休假", "年假", "产假", "婚假", "丧假", "leave", "on leave", "apologies"),
    LATE: ("迟到", "late", "arrived late"),
    LEFT: ("早退", "left early"),
    REPRESENTED: (
        *("代", "代会", "代参会", "代出席", "代参加", "代替", "替会", "委托", "委派", "委托代会", "委托参会", "委托出席"),
        *("substitute", "represented", "proxy", "sent a substitute"),
    ),
    INVITED: ("列席", "已列席", "in attendance"),
    UNSIGNED: ("未签到", "未签", "未签名", "not signed", "not signed in"),
    OPEN: ("代签", "待定", "未定", "不详", "未知", "unknown", "tbd"),
}  # fmt: skip
"""What a mark says. INVITED was there without being a member; UNSIGNED and OPEN leave open whether somebody was."""
ANSWERS: Mapping[str, bool] = {"是": True, "yes": True, "y": True, "否": False, "no": False, "n": False}
"""Answers to what the heading asks."""
ASKS_OF_ATTENDANCE = re.compile(r"出席|到会|参会|出勤|attend|present")
ASKS_OF_SIGNING = re.compile(r"签|sign")
SAME = {**dict.fromkeys("✓✔☑✅", "√"), **dict.fromkeys("〇◯⚪", "○"), **dict.fromkeys("✕✖✗✘☒❌╳", "×")}
"""Marks that are typed in several ways."""
NOTHING = frozenset({"无", "没有", "none", "nil", "n/a", "/", "-", "--", "—", "——", "."})
"""What stands in a remark, or where a time would, and says nothing."""

SECTIONS: Mapping[str, tuple[str, ...]] = {
    PRESENT: ("出席", "参会", "参加", "与会", "应到", "应出席", "成员", "组成", "present", "members", "participants"),
    INVITED: ("列席", "应邀列席", "邀请", "特邀", "邀请列席", "invited", "in attendance", "observers"),
    LEAVE: ("请假", "on leave", "leave", "apologies"),
    ABSENT: ("缺席", "未到会", "未出席", "absent"),
}
"""Headings between rows: below PRESENT stand those who should come, which says of nobody that they did."""
ABOUT_PEOPLE = re.compile(r"(?:的)?(?:人员|领导|同志|单位和人员|单位及人员|对象|名单|情况)+$")
COUNTED = re.compile(r"\(?(?:共|计)?\d+[人名位]?\)?$")
NUMBERED = re.compile(r"^(?:\(?[一二三四五六七八九十]+[、.)]|\d+[、.)])")


LONGEST = 80
"""No heading is longer: the rest is not looked at, so that what is longer heads nothing."""


def folded(text: str) -> str:
    """A text as headings, marks and names are compared.

    >>> folded("姓　名"), folded("Signed in"), folded(" ✓ "), folded("王　伟")
    ('姓名', 'signedin', '√', '王伟')
    """
    plain = "".join(SAME.get(char, char) for char in text)
    return re.sub(r"[\s\ufeff\u200b]+", "", unicodedata.normalize("NFKC", plain)).casefold()


def _index(table: Mapping[str, tuple[str, ...]]) -> Mapping[str, str]:
    return {folded(word): meaning for meaning, words in table.items() for word in words}


HEADINGS = _index(COLUMNS)
KNOWN_MARKS = _index(MARKS)
KNOWN_SECTIONS = _index(SECTIONS)


def heading(text: str) -> str | None:
    """What a column is about; None where nobody knows.

    >>> heading("签到（手写）"), heading("单位／部门"), heading("身份证号")
    ('mark', 'unit', None)
    """
    whole = re.sub(r"[:*]+$", "", folded(text[:LONGEST]))
    bare = re.sub(r"\([^()]*\)", "", whole)
    for name in (whole, bare, re.sub(r"[/、和及或]", "", bare)):
        if name in HEADINGS:
            return HEADINGS[name]
    pieces = [HEADINGS.get(piece) for piece in re.split(r"[/、和及或]", bare)]
    return pieces[0] if pieces and len(set(pieces)) == 1 else None


def section(text: str) -> str | None:
    """What a row between the others says of those below it; None where it is no heading that is known.

    >>> section("二、列席人员（5人）："), section("请假"), section("议程")
    ('invited', 'leave', None)
    """
    plain = NUMBERED.sub("", folded(text[:LONGEST])).rstrip(":")
    plain = COUNTED.sub("", plain).rstrip(":")
    return KNOWN_SECTIONS.get(plain) or KNOWN_SECTIONS.get(ABOUT_PEOPLE.sub("", plain))


def meaning(word: str) -> str | None:
    """What a word or mark says by itself; None where it says nothing, or not always the same."""
    return KNOWN_MARKS.get(folded(word))
