"""What one cell of a sign-in sheet says of one person: a mark, an hour, a signature, leave, a stand-in. Nothing is guessed."""

import re
from collections.abc import Collection, Iterable, Mapping

from attrs import frozen

from meetingrules.base.diagnostics import nearest
from meetingrules.exchange.bounds import refusal
from meetingrules.exchange.hours import either_half, moment_of, plain
from meetingrules.exchange.signwords import (
    ABSENT,
    ANSWERS,
    ASKS_OF_ATTENDANCE,
    ASKS_OF_SIGNING,
    KNOWN_MARKS,
    LEAVE,
    LEFT,
    MEANINGS,
    NOTHING,
    OPEN,
    PRESENT,
    REPRESENTED,
    TIME,
    folded,
    meaning,
)

AMBIGUOUS, UNKNOWN, HOUR, ANOTHER = "ambiguous-mark", "unknown-mark", "ambiguous-hour", "signed-by-another"
REST = "rest"
"""What a remark says beside what was understood."""
LONGEST = 200
"""No mark or remark that is understood takes more characters."""
LEAVES = re.compile(r"(?P<before>.*?)(?P<word>请假|[病事公年产婚丧]假)(?P<after>.*)", re.DOTALL)
NO_LEAVE = re.compile(
    r"[未没无]有?请|[未不没]获?[批准予]|[未不]同意|待[批审]|[拟是]否?请|取消|销假|not granted|refused"
)
STANDS_IN = (
    re.compile(r"(?:由|委托|委派|请)(?P<who>.{1,40}?)(?:同志)?(?:代|参会|出席|参加).{0,6}"),
    re.compile(r"(?P<who>.{2,40}?)(?:同志)?(?:代会|代参会|代出席|代参加|代替|替会)"),
    re.compile(r"(?:represented by|substituted by|substitute|proxy)\s*:?\s*(?P<who>.{1,80})", re.IGNORECASE),
)
HEADED = re.compile(r"(?P<head>[^():]{1,20})[(:]\s*(?P<rest>[^()]{1,150})\)?")
ARRIVED = re.compile(r"(?P<at>.+?)\s*(?:到会|到达|到场|进场|签到|到)")
PIECES = re.compile(r"[，,；;。、\n+]+|\s{1,}")
CLAUSES = re.compile(r"[，,；;。\n]+")
AROUND = " \t,，:：;；、。()（）-—"

Said = tuple[str, str]
"""A meaning (one of `signwords.MARKS`, TIME, REST, or why it was left) and what goes with it: a moment, a reason, a name."""


@frozen
class Signs:
    """What marks mean in one sheet."""

    key: Mapping[str, str | None]
    """By the legend and the caller: mark -> meaning; None: it says something that is none of ours."""
    persons: Collection[str] = ()
    """Names of the roster, folded."""

    def mark(self, text: str, header: str, name: str) -> list[Said]:
        """What a cell below a heading says of the person of this (folded) name; empty where it says nothing."""
        token = folded(text[: LONGEST + 1])
        if (simple := self.simple(text, token, header, name)) is not None:
            return simple
        if len(text) > LONGEST:
            return [(UNKNOWN, "")]
        if compound := self.compound(text, header, name) or self.clause(text):
            return compound
        if not re.search(r"[^\W_]", token) or (len(token) == 1 and token.isascii()):
            return [(AMBIGUOUS, "")]
        return [(ANOTHER if token in self.persons else UNKNOWN, "")]

    def simple(self, text: str, token: str, header: str, name: str) -> list[Said] | None:
        """One mark, one hour, one signature; None where it is something else."""
        if not token:
            return []
        if token in self.key:
            return [(self.key[token] or AMBIGUOUS, "")]
        if (known := KNOWN_MARKS.get(token)) is not None:
            return [(AMBIGUOUS if known == OPEN else known, "")]
        if token in ANSWERS:
            return [(answer(ANSWERS[token], header), "")]
        if (moment := moment_of(text)) is not None:
            return [(TIME, moment)]
        if either_half(text):
            return [(HOUR, "")]
        return [(PRESENT, "")] if token == name else None

    def compound(self, text: str, header: str, name: str) -> list[Said]:
        """``迟到 9:10``, ``请假（出国）``, ``代：…``; empty where it is none of these."""
        headed = HEADED.fullmatch(plain(text))
        if headed is not None and (head := meaning(headed["head"])) in {LEAVE, ABSENT, REPRESENTED}:
            rest = headed["rest"].strip(AROUND).removeprefix("由")
            if head == LEAVE and NO_LEAVE.search(rest):
                return []
            if head == REPRESENTED and (clause := self.clause(rest)) and clause[0][0] == REPRESENTED:
                return clause
            return [(str(head), rest)]
        pieces = [piece for piece in PIECES.split(re.sub(r"[()（）]", " ", text)) if piece]
        if len(pieces) < 2:
            return []
        found = [self.simple(piece, folded(piece), header, name) for piece in pieces]
        if any(one is None or one[0][0] in {AMBIGUOUS, HOUR} for one in found):
            return []
        said = [saying for one in found if one for saying in one]
        kinds = [kind for kind, _ in said]
        if LEFT in kinds and TIME in kinds:  # the hour is the one at which somebody left
            moments = [with_it for kind, with_it in said if kind == TIME]
            return [(LEFT, moments[0])] if sorted(kinds) == sorted((LEFT, TIME)) else [(UNKNOWN, "")]
        return said

    def clause(self, text: str) -> list[Said]:
        """A stand-in or leave in a few words: ``由…代会``, ``因病请假``; empty where it is neither."""
        said = plain(text)
        for pattern in STANDS_IN:
            if (found := pattern.fullmatch(said)) is not None and not re.search(r"[未没不]", found["who"]):
                return [(REPRESENTED, found["who"].strip(AROUND))]
        if said.endswith("代") and folded(said[:-1]) in self.persons:
            return [(REPRESENTED, said[:-1].strip())]
        leave = LEAVES.fullmatch(said)
        if leave is None or NO_LEAVE.search(said):
            return []
        before = leave["before"].strip(AROUND)
        pieces = [re.sub(r"[已请]$", "", before).strip(AROUND), leave["after"].strip(AROUND)]
        reason = "，".join(piece for piece in pieces if piece)
        word = "" if leave["word"] == "请假" else leave["word"]
        return [(LEAVE, reason or word)]

    def remark(self, text: str) -> list[Said]:
        """What a remark says of attendance; the rest of it as REST."""
        if folded(text[: LONGEST + 1]) in {*NOTHING, ""}:
            return []
        if len(text) > LONGEST:
            return [(REST, text.strip())]
        said, rest = list[Said](), list[str]()
        for piece in CLAUSES.split(text):
            if not piece.strip() or folded(piece) in NOTHING:
                continue
            found = self.in_remark(piece)
            said += found
            if not found:
                rest.append(piece.strip())
        return [*said, (REST, "，".join(rest))] if rest else said

    def in_remark(self, piece: str) -> list[Said]:
        """One clause of a remark: only words speak there, no symbols."""
        known = meaning(piece)
        if known is not None and known != OPEN and re.search(r"\w", piece):
            return [(known, "")]
        came = ARRIVED.fullmatch(plain(piece))
        moment = moment_of(came["at"]) if came is not None else None
        if moment is not None:
            return [(TIME, moment)]
        if moment_of(piece) is not None:
            return []  # an hour alone: of what, a remark leaves open
        compound = self.compound(piece, "", "")
        return [] if any(kind == UNKNOWN for kind, _ in compound) else compound or self.clause(piece)


def answer(said: bool, header: str) -> str:
    """What yes or no means below a heading: who did not sign may have been there."""
    asks = folded(header)
    if ASKS_OF_ATTENDANCE.search(asks):
        return PRESENT if said else ABSENT
    return PRESENT if said and ASKS_OF_SIGNING.search(asks) else AMBIGUOUS


# ---- legends -----------------------------------------------------------------------------------------------------------

PREFIX = re.compile(r"^(?:注|说明|备注|图例|附注|填表说明|签到说明|notes?|legend|key)\s*\d*\s*[:.]?\s*", re.IGNORECASE)
QUOTES = re.compile("[“”\"'‘’「」『』【】]")
LINK = r"(?:为|表示|代表|即|指|记为|=|:|means|is)"
SEGMENTS = re.compile(r"[，,；;、。\n()|]+")
SYMBOL_FIRST = re.compile(rf"(?P<mark>[^\w\s:=]{{1,2}}|[A-Za-z\u4e00-\u9fff]{{1,2}}(?={LINK})){LINK}?(?P<word>\w.*)")
WORD_FIRST = re.compile(rf"(?P<word>\w+?)(?:者|的|人员)?(?:打|画|划|填|用|记|标|{LINK})?(?P<mark>[^\w\s:=]{{1,2}})")
PAIRS = re.compile(r"(?:[^\w\s:=]{1,2}\w+){2,}")
THE_MEETING = re.compile(r"(?:本次)?会议$")
LONGEST_LEGEND = 200


def legend(text: str) -> dict[str, str | None]:
    """What a note says of marks: ``注：√为出席，○为请假``; None for what says something that is none of ours.

    >>> legend("注：“√”为出席，○ 为请假；缺席打×。△表示发言"), legend("会议地点：三楼")
    ({'√': 'present', '○': 'leave', '×': 'absent', '△': None}, {})
    """
    if len(text) > LONGEST_LEGEND:
        return {}
    found = dict[str, str | None]()
    bare = re.sub(rf"\s*({LINK})\s*", r"\1", QUOTES.sub("", plain(text)))
    for segment in (PREFIX.sub("", one) for one in SEGMENTS.split(bare)):
        whole = defined(segment)
        pieces = re.findall(r"[^\w\s:=]{1,2}\w+", segment) if PAIRS.fullmatch(segment) else segment.split()
        for one in (whole,) if len(pieces) < 2 or (whole and whole[1]) else map(defined, pieces):
            if one is not None:
                found[one[0]] = one[1] if found.get(one[0], one[1]) == one[1] else None
    return found


def defined(segment: str) -> tuple[str, str | None] | None:
    """The mark that a few characters define, and what it means; None where they define none."""
    one = SYMBOL_FIRST.fullmatch(segment.strip())
    other = WORD_FIRST.fullmatch(segment.strip()) if one is None else None
    found = one or other
    if found is None:
        return None
    mark, means = folded(found["mark"]), meaning(THE_MEETING.sub("", found["word"]))
    # 请打√ defines nothing; √表示发言 says that √ is none of our marks.
    return None if means is None and (other or re.search(r"\w", mark)) else (mark, means)


def key_of(notes: Iterable[str], marks: Mapping[str, str], name: str) -> dict[str, str | None]:
    """What marks mean: as the notes of the sheet say, over them what the caller says.

    :param marks: mark -> one of `MEANINGS`, or a word that means it; ``""`` for cells in which nothing stands
    :raises InvalidText: ``no-such-meaning``
    """
    key = dict[str, str | None]()
    for note in notes:
        for mark, means in legend(note).items():
            key[mark] = means if key.get(mark, means) == means else None
    for mark, word in marks.items():
        said = word if word in MEANINGS else meaning(word)
        if said not in MEANINGS:
            known = "、".join(MEANINGS), ", ".join(MEANINGS)
            hint = nearest(word, MEANINGS) or (f"可以是：{known[0]}", f"it may be: {known[1]}")
            zh, en = f"“{mark}”不能表示“{word}”", f"{mark} cannot mean {word}"
            raise refusal("no-such-meaning", name, zh, en, hint)
        key[folded(mark)] = said
    return key
