"""The attendance list of a meeting: to sign before it, and what is on record after it."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from meetingrules.base.source import Texts
from meetingrules.exchange.known import ABSENT, COMING, LATE, LEAVE, NOT_COMING, PRESENT, UNKNOWN, Known
from meetingrules.exchange.opening import joined, opening, posts_of, title
from meetingrules.exchange.page import Line, Page, Part, Rows
from meetingrules.report import figures

SAYS: Mapping[str, Texts] = {
    "sheet": {"zh": "{title}签到表", "en": "Sign-in sheet – {title}"},
    "record": {"zh": "{title}出席情况", "en": "Attendance – {title}"},
    "number": {"zh": "序号", "en": "No."},
    "name": {"zh": "姓名", "en": "Name"},
    "unit": {"zh": "单位", "en": "Unit"},
    "post": {"zh": "职务", "en": "Post"},
    "status": {"zh": "出席情况", "en": "Attendance"},
    "time": {"zh": "签到时间", "en": "Arrived"},
    "remark": {"zh": "备注", "en": "Remarks"},
    "signature": {"zh": "签名", "en": "Signature"},
    "sitting": {"zh": "应到人员", "en": "Members"},
    "attending": {"zh": "列席人员", "en": "In attendance"},
    "others": {"zh": "其他人员", "en": "Others"},
    "left": {"zh": "早退", "en": "left early"},
    "left-at": {"zh": "{time}离会", "en": "left at {time}"},
    "asked": {"zh": "已提出申请，未见批准", "en": "asked for leave; none is on record as granted"},
    "stand-in": {"zh": "由{names}代为参会", "en": "represented by {names}"},
    "expected": {"zh": "应到{count}人", "en": "{count} expected"},
    "came": {"zh": "实到{count}人", "en": "{count} present"},
    "late": {"zh": "其中迟到{count}人", "en": "{count} of them late"},
    "leave": {"zh": "请假{count}人", "en": "{count} on leave"},
    "absent": {"zh": "缺席{count}人", "en": "{count} absent"},
    "coming": {"zh": "回复参加{count}人", "en": "{count} said to be coming"},
    "not_coming": {"zh": "回复不参加{count}人", "en": "{count} said not to be coming"},
    "unknown": {"zh": "未确认{count}人", "en": "{count} not known"},
    "quorum": {"zh": "法定人数", "en": "Quorum"},
    "need": {"zh": "{base}人中需{need}人", "en": "{need} of {base} needed"},
    "have": {"zh": "开会时在场{have}人", "en": "{have} there at the opening"},
    "have-known": {"zh": "已知开会时在场{have}人", "en": "{have} known to be there at the opening"},
    "open": {"zh": "名单可能不全，尚不知道", "en": "The list may not be complete; not known"},
}  # fmt: skip
STATES: Mapping[str, Texts] = {
    PRESENT: {"zh": "出席", "en": "present"},
    LATE: {"zh": "迟到", "en": "late"},
    LEAVE: {"zh": "请假", "en": "on leave"},
    ABSENT: {"zh": "缺席", "en": "absent"},
    COMING: {"zh": "", "en": ""},
    NOT_COMING: {"zh": "", "en": ""},
    UNKNOWN: {"zh": "", "en": ""},
}
"""What the column of attendance says; of a reply nothing, because it is none."""
REPLIES: Mapping[str, Texts] = {
    COMING: {"zh": "回复参加", "en": "said to be coming"},
    NOT_COMING: {"zh": "回复不参加", "en": "said not to be coming"},
}


def attendance(known: Known, lang: str) -> Page:
    """Who is expected at a meeting, or was there, in the order of the roster; and how many.

    Before the meeting it has a blank column to sign in.
    """
    signed = recorded(known)
    heading = SAYS["record" if signed else "sheet"][lang].format(title=title(known, lang))
    columns = ("number", "name", "unit", "post", "status", "time", "remark", *(() if signed else ("signature",)))
    heads = tuple(SAYS[column][lang] for column in columns)
    rows, number = list[tuple[str, ...]](), 0
    for section, people in sections(known):
        rows.append((heading_of(known, section, lang), *("",) * (len(heads) - 1)))
        for person in people:
            number += 1
            rows.append((str(number), *row(known, person, lang), *(() if signed else ("",))))
    parts: list[Part] = [*opening(known, lang), Rows(heads, tuple(rows)), *counts(known, lang), *quorum(known, lang)]
    if known.missing:
        parts.append(Line(SAYS["open"][lang], joined((label[lang] for label in known.missing), lang)))
    return Page(lang, heading, tuple(parts))


def recorded(known: Known) -> bool:
    """Whether anything is on record of who was there."""
    record = known.world.plan.attendance
    return record.recorded or bool(record.signed_in)


def sections(known: Known) -> list[tuple[str, Sequence[str]]]:
    """Who is listed, in parts; a part in which nobody stands is left out."""
    parts = (("sitting", known.sitting), ("attending", known.attending), ("others", known.others))
    return [(name, people) for name, people in parts if people]


def heading_of(known: Known, section: str, lang: str) -> str:
    """The heading of a part of the list, in words that sign-in sheets have everywhere."""
    return SAYS["sitting" if known.body is None and section == "others" else section][lang]


def called(known: Known, section: str, lang: str) -> str:
    """What the rulebook calls those of a part."""
    name = {"sitting": known.body, "attending": "attendees"}.get(section)
    if name is None:
        return heading_of(known, section, lang)
    label = (known.book.labels.get(name) or known.book.words.sets[name].label)[lang]
    return label[:1].upper() + label[1:]


def row(known: Known, person: str, lang: str) -> tuple[str, ...]:
    """Name, unit, post, attendance, time and remarks of one person."""
    found = known.presence(person)
    remarks = [SAYS["left"][lang] if found.left else "", found.reason, REPLIES.get(found.state, {}).get(lang, "")]
    if left := known.clock(found.left_at, lang):
        remarks.append(SAYS["left-at"][lang].format(time=left))
    if found.asked:
        remarks.append(SAYS["asked"][lang])
    if found.stand_in:
        remarks.append(SAYS["stand-in"][lang].format(names=joined(found.stand_in, lang)))
    return (
        person,
        joined(known.units(person), lang),
        posts_of(known, person, lang),
        STATES[found.state][lang],
        known.clock(found.arrived, lang),
        ("；" if lang == "zh" else "; ").join(remark for remark in remarks if remark),
    )


def counts(known: Known, lang: str) -> Iterator[Line]:
    """How many of each part are expected, and what is known of them."""
    for section, people in sections(known):
        states = [known.presence(person).state for person in people]
        came = sum(state in {PRESENT, LATE} for state in states)
        said = [SAYS["expected"][lang].format(count=len(people))] if section != "others" else []
        if came or recorded(known):
            late = states.count(LATE)
            aside = SAYS["late"][lang].format(count=late)
            both = (f"（{aside}）" if lang == "zh" else f" ({aside})") if late else ""
            said.append(SAYS["came"][lang].format(count=came) + both)
        rest = [state for state in (LEAVE, ABSENT, COMING, NOT_COMING, UNKNOWN) if state in states]
        said += [SAYS[state][lang].format(count=states.count(state)) for state in rest]
        yield Line(called(known, section, lang), ("，" if lang == "zh" else ", ").join(said))


def quorum(known: Known, lang: str) -> Iterator[Line]:
    """Each share of persons that must be in the room: how many that is, and how many are known to have been."""
    for rule, proof in known.quorums():
        base, need, have, open_ = (Fraction(proof.values.get(key) or 0) for key in ("base", "need", "have", "open"))
        said = [SAYS["need"][lang].format(base=figures.number(base), need=figures.number(need))]
        if recorded(known):
            text = SAYS["have-known" if open_ else "have"][lang]
            said.append(text.format(have=figures.number(have)))
        demand = rule.text[lang].rstrip("。.")
        yield Line(
            SAYS["quorum"][lang], f"{demand}（{'，'.join(said)}）" if lang == "zh" else f"{demand} ({', '.join(said)})"
        )
