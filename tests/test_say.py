"""Proofs into words: each row is a proof made by hand and the clauses that it must give in both languages."""

from datetime import UTC, date, datetime
from fractions import Fraction

import pytest

from meetingrules.lang import tree as t
from meetingrules.lang.answers import Due, Gap, Proof, Truth, conjunction, disjunction, negation
from meetingrules.lang.facts import Thing
from meetingrules.lang.words import Type
from meetingrules.report import figures
from meetingrules.report.say import details

Y, N, OPEN = Truth.YES, Truth.NO, Truth.OPEN
F = Fraction
HALF = F(1, 2)
PERSONS = Type("thing", "person", several=True)
MEMBERS = t.SetOf("members", PERSONS)
MINUTES, ITEM, MEETING = Thing("minutes", "minutes"), Thing("item", "items.1"), Thing("meeting", "meeting")
FIELDS = {
    "signed": ("签发", "signed"), "agreed": ("同意", "agreed"), "reviewed": ("审核", "reviewed"), "sent": ("送达", "sent"),
    "proposed": ("提出上会建议", "proposed"), "present": ("出席", "present"), "mature": ("方案成熟", "mature"),
    "in_dispute": ("意见分歧较大", "in dispute"), "determined": ("审定", "determined"), "requested": ("请假", "requested"),
    "entrusted": ("委托", "entrusted"), "responsible": ("分管", "responsible"),
}  # fmt: skip
SETS = {"members": ("组成人员", "members"), "items": ("议题", "items"), "experts": ("专家", "experts")}
ENGLISH = {"市长": "the mayor", "常务副市长": "the executive vice mayor", "秘书长": "the secretary general"}


class Words:
    """The engine's part, by hand."""

    def name(self, value, lang):
        text = value.id if isinstance(value, Thing) else str(value)
        return ENGLISH.get(text, text) if lang == "en" else text

    def set_name(self, group, lang):
        return SETS[group.name][lang == "en"]

    def field(self, _kind, name, lang):
        return FIELDS[name][lang == "en"]

    def kind(self, kind, lang):
        return {"minutes": "会议纪要"}[kind] if lang == "zh" else kind

    def cite(self, label):
        return figures.citation(label, {8: 2})

    def unit(self, unit, lang):
        return {"characters": "字", "minutes": "分钟"}[unit] if lang == "zh" else unit


def person(name):
    return Thing("person", name)


MAYOR, DEPUTY, SECRETARY = person("市长"), person("常务副市长"), person("秘书长")


def quorum(yes, no=0, unknown=0, *, bound="at least", low=HALF, need=None, now=N, gaps=(), **more):
    says = more.pop("says", f"{bound} {low} of members are present")
    base = yes + no + unknown
    who = [person(f"甲{n}") for n in range(base)]
    values = {
        "set": MEMBERS, "bound": bound, "low": low, "high": None, "base": F(base), "have": F(yes), "open": F(unknown),
        "need": F(need) if need is not None else None, "short": None, "yes": tuple(who[:yes]),
        "no": tuple(who[yes : yes + no]), "unknown": tuple(who[yes + no :]), "share": low < 1, "parameter": None,
    }  # fmt: skip
    construct = "quorum" if low < 1 else "count"
    return Proof(construct, now, now, says, gaps=gaps, values={**values, **more})


def gap(fact, zh, en, kind="fact", due=None):
    return Gap(kind, fact, {"zh": zh, "en": en}, due)


def act(name, *parts, of=ITEM, roles=None, due=None, **values):
    shared = {"of": of, "act": name, "roles": roles or {}, "due": due, **values}
    if values.get("none"):
        missing = gap(f"items.1.{name}", FIELDS[name][0], FIELDS[name][1], "none", due)
        return Proof("act", N, OPEN, name, gaps=(missing,), due=due, values=shared)
    now = Y if any(p.now is Y for p in parts) else N
    shared |= {key: parts[-1].values[key] for key in ("by", "at") if parts and key in parts[-1].values}
    return Proof("act", now, now, name, values=shared, parts=tuple(parts))


def record(*parts, by=(), at=None, match=Y):
    proof = conjunction(tuple(parts), "record")
    return Proof("record", proof.now, proof.later, values={"match": match, "by": by, "at": at}, parts=tuple(parts))


def role(preposition, truth):
    return Proof("role", truth, truth, preposition)


def time(truth, says, at, first=None, last=None):
    values = {"at": at, "first": Due.at(first) if first else None, "last": Due.at(last) if last else None}
    return Proof("time", truth, truth, says, values=values)


def flag(name, truth, of=ITEM):
    return Proof("flag", truth, truth, name, values={"of": of, "field": name})


def each(construct, parts, things):
    values = {"each": tuple((t_, p.now) for t_, p in zip(things, parts, strict=True)), "set": MEMBERS, "var": "member"}
    wanted = tuple(parts) if construct == "every" else tuple(negation(p) for p in parts)
    proof = conjunction(wanted, construct)
    return Proof(construct, proof.now, proof.later, gaps=proof.gaps, values=values, parts=wanted)


def compare(have, bound, limit, unit="characters", now=N):
    values = {"have": F(have), "limit": F(limit), "unit": unit, "bound": bound, "parameter": None}
    return Proof("compare", now, now, values=values)


def step(label, says, proof, after=None):
    sequence = after or Proof("sequence", Y, Y)
    return conjunction((proof, sequence), "step", says=says).named(label)


def order(*steps):
    proof = conjunction(steps, "order")
    broken = next((i for i, p in enumerate(steps) if p.now is N), None)
    return Proof(
        "order",
        proof.now,
        proof.later,
        gaps=proof.gaps,
        due=proof.due,
        parts=steps,
        values={"broken": broken, "steps": len(steps)},
    )


D = date
REVIEWED = act("reviewed", record(role("by", Y), by=(SECRETARY,), at=D(2024, 3, 8)), roles={"by": (SECRETARY,)})
PROPOSED = act(
    "proposed", record(role("by", Y), by=("市政府办公室",), at=D(2024, 3, 5)), roles={"by": ("市政府办公室",)}
)
INTERVAL = Due(D(2027, 2, 10), D(2027, 2, 15))
THREE = (person("副市长甲"), person("副市长乙"), person("副市长丙"))
GROUNDS = {
    "5-1-i4": disjunction((flag("in_dispute", Y), flag("mature", N))),
    "5-1-i5": flag("in_dispute", N),
}

ROWS = {
    "quorum short": (
        quorum(4, 6, need=5),
        ["组成人员10人，需5人，实到4人，缺1人"],
        ["10 members, 5 needed, 4 present, 1 short"],
    ),
    "quorum met": (
        quorum(6, 4, need=5, now=Y),
        ["组成人员10人，需5人，实到6人"],
        ["10 members, 5 needed, 6 present"],
    ),
    "quorum met whatever the rest": (
        quorum(5, 0, 5, need=5, now=Y),
        ["组成人员10人，需5人，已知到会5人，尚有5人情况不明，不影响结论"],
        ["10 members, 5 needed, 5 present, 5 not known, which does not matter"],
    ),
    "quorum open": (
        quorum(4, 3, 3, need=5, now=OPEN, gaps=(gap("present.a", "副市长丙是否出席", "whether a is present"),)),
        ["组成人员10人，需5人，已知到会4人，尚有3人情况不明", "缺：副市长丙是否出席"],
        ["10 members, 5 needed, 4 present, 3 not known", "missing: whether a is present"],
    ),
    "quorum strict": (
        quorum(5, 5, bound="more than", need=6),
        ["组成人员10人，需6人（过半数），实到5人，缺1人"],
        ["10 members, 6 needed (more than half), 5 present, 1 short"],
    ),
    "quorum weighted": (
        quorum(2, 1, bound="more than", need=50, base=F(100), have=F(40)),
        ["组成人员合计100，须超过50（过半数），实到40，缺10"],
        ["members: 100 in all, more than 50 needed (more than half), 40 present, 10 short"],
    ),
    "quorum of nobody": (quorum(0, need=0), ["没有组成人员"], ["there are no members"]),
    "quorum with nothing known": (
        quorum(0, 0, 10, need=5, now=OPEN),
        ["组成人员10人，需5人，到会情况均不明"],
        ["10 members, 5 needed, nothing known yet"],
    ),
    "count at most": (
        quorum(3, 0, bound="at most", low=F(2), says=""),
        ["组成人员3人，至多2人，实有3人，超1人"],
        ["3 members, at most 2, 3 found, 1 too many"],
    ),
    "act none": (
        act("signed", of=MINUTES, none=True, roles={"by": (MAYOR,)}, due=Due.at(D(2024, 3, 27))),
        ["未签发（应由市长办理，最迟应为2024年3月27日）"],
        ["not signed (by the mayor, due 2024-03-27)"],
    ),
    "act due when the calendar is announced": (
        act("signed", of=MINUTES, none=True, due=INTERVAL),
        ["未签发（最迟应为2027年2月10日至15日之间）"],
        ["not signed (due between 2027-02-10 and 2027-02-15)"],
    ),
    "act by the wrong person": (
        act("signed", record(role("by", N), by=(DEPUTY,), match=N), roles={"by": (MAYOR,)}),
        ["由常务副市长签发，应由市长签发"],
        ["signed by the executive vice mayor, should be by the mayor"],
    ),
    "act to the wrong person": (
        act("requested", record(role("from", N), by=(DEPUTY,), match=N), roles={"from": (MAYOR,)}),
        ["未向市长提出"],
        ["not requested from the mayor"],
    ),
    "act refused": (
        act("agreed", record(role("by", Y), Proof("refused", N, N), by=(SECRETARY,), at=D(2024, 3, 8))),
        ["秘书长于2024年3月8日不予同意"],
        ["not agreed: refused by the secretary general on 2024-03-08"],
    ),
    "act expired": (
        act("entrusted", record(role("by", Y), Proof("expired", N, N, values={"until": D(2024, 3, 1)}), by=(MAYOR,))),
        ["委托有效期至2024年3月1日，会议召开时已过期"],
        ["entrusted only until 2024-03-01, before the meeting"],
    ),
    "act late": (
        act(
            "signed",
            record(time(N, "within 5 working days after meeting.ends", D(2024, 3, 28), D(2024, 3, 20), D(2024, 3, 27))),
        ),
        ["2024年3月28日签发，最迟应为2024年3月27日"],
        ["signed 2024-03-28, 2024-03-27 at the latest"],
    ),
    "act too early": (
        act(
            "signed",
            record(time(N, "within 5 working days after meeting.ends", D(2024, 3, 19), D(2024, 3, 20), D(2024, 3, 27))),
        ),
        ["2024年3月19日签发，最早应为2024年3月20日"],
        ["signed 2024-03-19, 2024-03-20 at the earliest"],
    ),
    "act after the fact": (
        act(
            "agreed",
            record(time(N, "before meeting.begins", D(2024, 3, 21), last=datetime(2024, 3, 20, 9, 0, tzinfo=UTC))),
        ),
        ["2024年3月21日同意，应在2024年3月20日9:00之前"],
        ["agreed 2024-03-21, should be before 2024-03-20 09:00"],
    ),
    "chain, missing step": (
        order(
            step("8-1a", "proposed", PROPOSED),
            step("8-2a", "then reviewed", act("reviewed", none=True, roles={"by": (SECRETARY,)})),
        ),
        ["第八条第二款：未审核（应由秘书长办理）"],
        ["article 8(2): not reviewed (by the secretary general)"],
    ),
    "chain, wrong order": (
        order(
            step("8-1a", "reviewed", REVIEWED),
            step(
                "8-1b",
                "then proposed",
                PROPOSED,
                Proof("sequence", N, N, values={"at": D(2024, 3, 5), "before": D(2024, 3, 8)}),
            ),
        ),
        ["顺序颠倒，提出上会建议（2024年3月5日）早于审核（2024年3月8日）"],
        ["wrong order: proposed (2024-03-05) before reviewed (2024-03-08)"],
    ),
    "chain without labels": (
        order(step("", "proposed", PROPOSED), step("", "then reviewed", act("reviewed", none=True))),
        ["第2步：未审核"],
        ["step 2: not reviewed"],
    ),
    "must not: which ground": (
        negation(disjunction(tuple(p.named(label) for label, p in GROUNDS.items()), "any-of")),
        ["属于第五条第（四）项所列情形（意见分歧较大）"],
        ["article 5, item 4 applies (in dispute)"],
    ),
    "must: none of the list": (
        disjunction(tuple(compare(n, "exactly", n + 1).named(f"4-1-i{n}") for n in range(1, 5)), "any-of"),
        ["所列4项均不符合（第四条第（一）项、第四条第（二）项、第四条第（三）项、第四条第（四）项）"],
        ["none of the 4 listed applies (article 4, item 1, article 4, item 2, article 4, item 3, article 4, item 4)"],
    ),
    "must: none of a short list": (
        disjunction(
            (
                flag("mature", N).named("3-1a"),
                Proof("in", N, N, values={"value": DEPUTY, "among": (MAYOR,)}).named("3-1b"),
            ),
            "any-of",
        ),
        ["所列情形均不符合：“方案成熟”：否；现为常务副市长，应为市长"],
        ["none of those listed applies: not mature; is the executive vice mayor, should be the mayor"],
    ),
    "all of a list": (
        conjunction((flag("mature", N).named("9-1a"), flag("in_dispute", Y).named("9-1b")), "all-of"),
        ["“方案成熟”：否"],
        ["not mature"],
    ),
    "too long": (
        compare(1501, "at most", 1500),
        ["1501字，限1500字，超1字"],
        ["1501 characters, at most 1500, 1 too many"],
    ),
    "too few": (compare(3, "at least", 5, None), ["3，至少5，差2"], ["3, at least 5, 2 short"]),
    "every: who not": (
        each("every", [act("sent", none=True), act("sent", none=True), flag("present", Y, THREE[2])], THREE),
        ["未送达：副市长甲、副市长乙"],
        ["not sent: 副市长甲, 副市长乙"],
    ),
    "every: many": (
        each("every", [flag("present", N, person(f"丁{n}")) for n in range(7)], [person(f"丁{n}") for n in range(7)]),
        ["未出席：丁0、丁1、丁2、丁3、丁4等7人"],
        ["not present: 丁0, 丁1, 丁2, 丁3, 丁4 and 2 more"],
    ),
    "no: who": (each("no", [flag("present", Y, THREE[0])], THREE[:1]), ["已出席：副市长甲"], ["present: 副市长甲"]),
    "not held or a quorum": (
        disjunction((negation(flag("present", Y)), quorum(4, 6, need=5))),
        ["组成人员10人，需5人，实到4人，缺1人"],
        ["10 members, 5 needed, 4 present, 1 short"],
    ),
    "not held or an open quorum": (
        disjunction(
            (negation(flag("present", Y)), quorum(4, 3, 3, need=5, now=OPEN, gaps=(gap("p", "丙是否到会", "p"),)))
        ),
        ["组成人员10人，需5人，已知到会4人，尚有3人情况不明", "缺：丙是否到会"],
        ["10 members, 5 needed, 4 present, 3 not known", "missing: p"],
    ),
    "a guard that is open and a condition that fails": (
        Proof(
            "rule",
            N,
            N,
            gaps=(gap("s", "议题内容", "subjects"),),
            parts=(Proof("and", OPEN, OPEN, label="when"), flag("mature", N)),
        ),
        ["缺：议题内容"],
        ["missing: subjects"],
    ),
    "a question": (
        Proof(
            "ask",
            OPEN,
            OPEN,
            "ask",
            gaps=(gap("ask", "材料是否简明扼要？", "Is the paper to the point?", "judgement"),),
        ),
        ["材料是否简明扼要？"],
        ["Is the paper to the point?"],
    ),
    "missing facts": (
        conjunction(tuple(Proof("flag", OPEN, OPEN, gaps=(gap(f"f{n}", f"事实{n}", f"fact {n}"),)) for n in range(3))),
        ["缺：事实0、事实1、事实2"],
        ["missing: fact 0, fact 1, fact 2"],
    ),
    "missing facts of one thing": (
        conjunction(
            tuple(
                Proof("flag", OPEN, OPEN, gaps=(gap(zh, zh, en),))
                for zh, en in (
                    ("会议纪要：起草", "minutes: drafted"),
                    ("召集人", "convener"),
                    ("会议纪要：签发", "minutes: signed"),
                )
            )
        ),
        ["缺：会议纪要（起草、签发）、召集人"],
        ["missing: minutes (drafted, signed), convener"],
    ),
    "calendar": (
        Proof(
            "timed",
            OPEN,
            OPEN,
            gaps=(gap("", "节假日安排尚未公布", "the working days are not announced yet", "calendar", INTERVAL),),
        ),
        ["节假日安排尚未公布，最迟日期在2027年2月10日至15日之间"],
        ["the working days are not announced yet; the last day lies between 2027-02-10 and 2027-02-15"],
    ),
    "a count that must be exact": (
        quorum(3, 0, bound="exactly", low=F(5), need=5, says=""),
        ["组成人员3人，应为5人，实有3人，缺2人"],
        ["3 members, exactly 5 needed, 3 found, 2 short"],
    ),
    "a count between two": (
        quorum(3, 0, bound="between", low=F(1), high=F(2), need=1),
        ["组成人员3人，需1人，至多2人，实到3人，超1人"],
        ["3 members, 1 needed, at most 2, 3 present, 1 too many"],
    ),
    "nobody to choose from": (
        Proof("some", N, N, values={"set": t.SetOf("experts", PERSONS), "each": ()}),
        ["没有专家"],
        ["there are no experts"],
    ),
    "nobody who will do": (
        Proof("some", N, N, values={"set": t.SetOf("experts", PERSONS), "each": ((MAYOR, N),)}),
        ["专家中没有符合条件的"],
        ["none of the experts will do"],
    ),
    "a step of an unlabelled kind, in time but not done": (
        conjunction((flag("mature", N), flag("in_dispute", N))),
        ["“方案成熟”：否", "“意见分歧较大”：否"],
        ["not mature", "not in dispute"],
    ),
    "a date outside its time": (
        Proof(
            "timed",
            N,
            N,
            values={"at": D(2024, 3, 2)},
            parts=(time(N, "on x", D(2024, 3, 2), D(2024, 3, 1), D(2024, 3, 1)),),
        ),
        ["2024年3月2日完成，应为2024年3月1日"],
        ["done 2024-03-02, should be 2024-03-01"],
    ),
    "an act after which": (
        act("agreed", record(time(N, "after item.reviewed", D(2024, 3, 2), D(2024, 3, 5)))),
        ["2024年3月2日同意，应在2024年3月5日之后"],
        ["agreed 2024-03-02, should be after 2024-03-05"],
    ),
    "a time that hangs on nothing": (
        act("agreed", record(Proof("time", N, N, "before x", values={"at": D(2024, 3, 2), "never": True}))),
        ["作为期限起算点的事项没有发生"],
        ["what the time is counted from did not happen"],
    ),
    "an act of nothing": (
        Proof("act", N, N, values={"act": "signed", "nothing": True}),
        ["没有可以签发的对象"],
        ["there is nothing that could be signed"],
    ),
    "an act of what there is none of": (
        Proof("act", N, N, values={"act": "signed", "nothing": True, "lacking": "minutes"}),
        ["没有会议纪要"],
        ["no minutes"],
    ),
    "an act to somebody else": (
        act("sent", record(role("to", N), by=(DEPUTY,), match=N), roles={"to": (MAYOR,)}),
        ["未向市长送达"],
        ["not sent to the mayor"],
    ),
    "an act by nobody's office": (
        act("signed", record(role("by", N), by=(DEPUTY,), match=N), roles={"by": ()}),
        ["由常务副市长签发，但应当办理的职务无人担任"],
        ["signed by the executive vice mayor, but nobody holds the office it takes"],
    ),
    "an act to nobody's office": (
        act("sent", record(role("to", N), by=(DEPUTY,), match=N), roles={"to": ()}),
        ["应当受理的职务无人担任"],
        ["nobody holds the office that it goes to"],
    ),
    "must not be done": (negation(act("signed", record(role("by", Y), by=(MAYOR,)))), ["已签发"], ["already signed"]),
    "must not be long": (negation(compare(9, "more than", 5, now=Y)), ["9字"], ["9 characters"]),
    "too few minutes": (
        compare(F(5, 2), "more than", 3, "minutes"),
        ["2.5分钟，应多于3分钟"],
        ["2.5 minutes, more than 3 needed"],
    ),
    "not included": (
        Proof("includes", N, N, values={"value": "agenda", "among": ("time", "place")}),
        ["未包括agenda（现有：time、place）"],
        ["agenda not included (time, place)"],
    ),
    "not the same": (
        Proof("same", N, N, values={"left": MAYOR, "right": SECRETARY}),
        ["现为市长，应为秘书长"],
        ["is the mayor, should be the secretary general"],
    ),
    "not of that kind": (
        Proof("in", N, N, values={"value": ITEM, "among": ()}),
        ["items.1不在其列"],
        ["items.1 is not among them"],
    ),
    "no such relation": (
        Proof("relates", N, N, values={"person": MAYOR, "unit": Thing("unit", "教育局"), "relation": "responsible"}),
        ["市长不分管教育局"],
        ["the mayor is not responsible for 教育局"],
    ),
    "there is no such thing": (Proof("flag", N, N), ["所涉对象不存在"], ["there is nothing of the kind"]),
    "no number": (Proof("compare", N, N, values={"have": None}), ["没有数值记录"], ["no number is recorded"]),
    "should be none": (Proof("none", N, N), ["已有记录"], ["something is recorded"]),
    "an hour is missing": (
        Proof("time", OPEN, OPEN, gaps=(gap("", "只有日期，缺钟点", "a day without the hour", "hour"),)),
        ["只有日期，缺钟点"],
        ["a day without the hour"],
    ),
    "too much to say": (
        conjunction(tuple(compare(n + 1, "at most", n) for n in range(9))),
        [*(f"{n + 1}字，限{n}字，超1字" for n in range(5)), "另有4处"],
        [*(f"{n + 1} characters, at most {n}, 1 too many" for n in range(5)), "and 4 more"],
    ),
    "wrong office": (
        Proof("in", N, N, values={"value": DEPUTY, "among": (MAYOR, SECRETARY)}),
        ["现为常务副市长，应为市长或秘书长"],
        ["is the executive vice mayor, should be the mayor or the secretary general"],
    ),
}


@pytest.mark.parametrize("row", ROWS)
def test_a_proof_speaks_chinese(row):
    proof, zh, _ = ROWS[row]
    assert details(proof, "zh", Words()) == zh


@pytest.mark.parametrize("row", ROWS)
def test_a_proof_speaks_english(row):
    proof, _, en = ROWS[row]
    assert details(proof, "en", Words()) == en


CITATIONS = [
    ("executive-15-1b", {15: 2}, "第十五条第一款", "article 15(1)"),
    ("executive-21-2a", {21: 3}, "第二十一条第二款", "article 21(2)"),
    ("mayor_office-3-1a", {}, "第三条", "article 3"),
    ("executive-4-1-i3", {4: 2}, "第四条第一款第（三）项", "article 4(1), item 3"),
    ("executive-5-1-i3", {}, "第五条第（三）项", "article 5, item 3"),
    ("15-1b", {}, "第十五条", "article 15"),
    ("uk-companies-307-1a", {307: 4}, "第三百零七条第一款", "article 307(1)"),
    ("cover-0-1a", {}, "印发通知", "covering notice"),
    ("emergency", {}, "emergency", "emergency"),
]


@pytest.mark.parametrize(("id_", "paragraphs", "zh", "en"), CITATIONS)
def test_a_norm_is_cited_as_an_office_cites_it(id_, paragraphs, zh, en):
    assert figures.citation(id_, paragraphs) == {"zh": zh, "en": en}


NUMERALS = {0: "零", 9: "九", 10: "十", 11: "十一", 20: "二十", 99: "九十九", 100: "一百", 101: "一百零一",
            110: "一百一十", 118: "一百一十八", 250: "二百五十", 999: "九百九十九"}  # fmt: skip


@pytest.mark.parametrize(("number", "text"), NUMERALS.items())
def test_numbers_are_written_in_chinese(number, text):
    assert figures.chinese(number) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (F(3), "3"),
        (F(5, 2), "2.5"),
        (F(1, 3), "1/3"),
        (F(-1, 4), "-0.25"),
        (F(15003, 10), "1500.3"),
        (7, "7"),
        (F(1, 10**7), "1/10000000"),
    ],
)
def test_numbers_stay_exact(value, text):
    assert figures.number(value) == text


def test_shares_have_their_usual_words():
    shares = [
        ("at least", F(1, 2)),
        ("more than", F(1, 2)),
        ("at least", F(2, 3)),
        ("more than", F(2, 3)),
        ("at most", F(1, 3)),
    ]
    assert [figures.share(*s, "zh") for s in shares] == [
        "半数以上",
        "过半数",
        "三分之二以上",
        "超过三分之二",
        "不超过三分之一",
    ]
    assert [figures.share(*s, "en") for s in shares][:3] == ["at least half", "more than half", "at least 2/3"]
