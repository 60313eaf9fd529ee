"""Readings become a meeting file that says exactly what was read, whatever stands in it; nothing breaks out of a comment."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from meetingrules import load_rulebook
from meetingrules.base.diagnostics import HIDDEN, InvalidText
from meetingrules.base.document import List, Scalar, Table, read_text
from meetingrules.base.source import Source
from meetingrules.base.tree import nfc
from meetingrules.exchange.added import added
from meetingrules.exchange.model import Reading, Unread
from meetingrules.exchange.united import leaves, united
from meetingrules.exchange.written import meeting_text, told

WHY = {"zh": "看不懂", "en": "it cannot be read"}
HOSTILE = (
    *("no", "null", "~", "none", "", " ", "a ", " a", ": ", "a: b", "#", "a # b", "[", "{a: 1}", "- a", "a\nb: c", "\n", "\t"),
    *("'", '"', "\\", "\\n", "&a", "*a", "!x", "%A", "@", "`", "|", ">", "?", "? a", "---", "...", "<<", "=", "a\u3000b", "张三"),
    *("\x00", "\x1b[31m", "\x85", "\u2028", "\u202e", "\ufeff", "\ud800", "😀\n", "\r", "a\r\nb", "09:00", "2024-03-20", "1e3", "e\u0301"),
)  # fmt: skip
TEXT = st.sampled_from(HOSTILE) | st.text(max_size=12)
NAME = TEXT.filter(lambda text: not HIDDEN.search(text))
NAMES = st.lists(NAME, max_size=4, unique_by=nfc).map(lambda names: [nfc(name) for name in names])


def tables(values):
    return st.dictionaries(NAME.map(nfc), values, min_size=1, max_size=4)


VALUES = st.fixed_dictionaries(
    {},
    optional={
        "title": NAME,
        "chair": NAME,
        "attendance": st.fixed_dictionaries({"signed_in": tables(NAME)}),
        "replies": st.fixed_dictionaries({"coming": NAMES.filter(bool)}),
        "invited": st.fixed_dictionaries({"complete": st.just("no"), "of": NAMES}),
        "represented": tables(st.fixed_dictionaries({"by": NAME})),
        "items": st.lists(tables(NAME | NAMES), max_size=3),
        "people": NAMES,
    },
)


def plain(node):
    match node:
        case Scalar(text):
            return text
        case List(items):
            return [plain(item) for item in items]
        case Table(rows):
            return {row.key.text: plain(row.value) for row in rows}
    raise AssertionError(node)


def read(text):
    return plain(read_text(Source("x.meeting.yaml", text)))


@given(VALUES, st.sampled_from(["zh", "en"]))
@example({"replies": {"coming": ["no", "null", "a ", "# b", "a\nb: c"]}, "people": ["[", "- x", ": "]}, "en")
def test_the_text_read_back_says_exactly_what_was_read(values, lang):
    text = meeting_text([Reading("a", values)], "club", None, lang)
    assert read(text) == {"meeting": "club", **values}


@given(TEXT, TEXT, TEXT, st.sampled_from(["zh", "en"]))
def test_no_comment_can_be_broken_out_of(where, source, said, lang):
    unread = Unread("some-code", where, said, {"zh": said, "en": said})
    readings = [
        Reading(source, {"chair": "某甲"}, {("chair",): where}, (unread,)),
        Reading(source + "2", {"title": "x", "chair": "某乙"}, {("chair",): where}, (unread,)),
    ]
    text = meeting_text(readings, "club", "r.yaml", lang)
    assert read(text) == {"meeting": "club", "roster": "r.yaml", "title": "x", "chair": "某甲"}


@given(st.lists(TEXT, max_size=5, unique_by=nfc).map(lambda names: [nfc(name) for name in names]), TEXT)
def test_what_no_meeting_file_may_hold_is_left_and_said(names, title):
    values = {"people": names, "title": title, "attendance": {"signed_in": dict.fromkeys(names, "08:55")}}
    back = read(meeting_text([Reading("a", values)], "club", None, "en"))
    good = [name for name in names if not HIDDEN.search(name)]
    assert back.get("people", []) == good
    assert back.get("attendance", {"signed_in": {}})["signed_in"] == dict.fromkeys(good, "08:55")
    assert ("title" in back) == (not HIDDEN.search(title))


def test_a_key_or_a_text_that_is_too_long_is_left_and_said():
    values = {"attendance": {"signed_in": {"甲" * 1025: "08:55", "乙": "08:56"}}, "title": "x" * 70_000}
    text = meeting_text([Reading("a", values)], "club", None, "en")
    assert read(text) == {"meeting": "club", "attendance": {"signed_in": {"乙": "08:56"}}}
    assert text.count("[too-long]") == 2


# ---- adding to a file ----------------------------------------------------------------------------------------------------

BOOK = load_rulebook("executive")
THERE = """# 常务会议
meeting: executive
会议日期: 2024-03-20     # as announced
begins: 9:00

replies:
  coming: [市长]
invited: {complete: no, of: [教育局局长]}"""
MORE = {
    "day": "2024-03-20",
    "begins": "09:00",
    "ends": "11:20",
    "chair": "市长",
    "replies": {"coming": ["市长", "副市长乙"], "not_coming": ["副市长丙"]},
    "invited": {"complete": "no", "of": ["教育局局长", "审计局局长"]},
}
FROM = {("ends",): "line 7", ("replies", "coming", "副市长乙"): "line 9", ("begins",): "line 6"}


def add(text, values, origins=FROM, unread=(), lang="en"):
    what = united([Reading("x.ics", values, origins, unread)])
    return added(Source("m.meeting.yaml", text), what, BOOK.words, lang)


def test_only_keys_that_are_not_there_are_added():
    text, left = add(THERE, MORE)
    assert text == THERE + "\nends: 11:20    # line 7\nchair: 市长\n"
    assert [told(one, "en") for one in left] == [
        "x.ics line 9: 副市长乙 — replies.coming.副市长乙: line 7 of the meeting file has replies already; it was left as it is [stated-already]",
        "x.ics: 副市长丙 — replies.not_coming.副市长丙: line 6 of the meeting file has replies already; it was left as it is [stated-already]",
        "x.ics: 审计局局长 — invited.of.审计局局长: line 8 of the meeting file has invited already; it was left as it is [stated-already]",
    ]
    assert told(left[0], "zh") == (
        "x.ics 第9行: 副市长乙 — replies.coming.副市长乙：会议文件第7行已有“replies”，未改动，请核对 [stated-already]"
    )


def test_what_is_there_already_changes_nothing():
    text, _ = add(THERE, MORE)
    assert add(text, MORE)[0] == text


def test_another_hour_is_left():
    text, left = add("meeting: executive\nbegins: 9:30\n", {"begins": "09:00"})
    assert text == "meeting: executive\nbegins: 9:30\n"
    assert [(one.what.code, one.what.text, one.what.where) for one in left] == [("stated-already", "09:00", "line 6")]


@pytest.mark.parametrize(
    "text",
    [
        "meeting: executive\n",
        "meeting: executive",
        "  meeting: executive\n  title: x\n",
        "meeting: executive\r\ntitle: x\r\n",
        "meeting: executive\ntitle: |\n  x\n  y\n",
        "meeting: executive\nitems:\n  - title: x   # no line end",
        "meeting: executive\n\n\n# the end",
        "---\nmeeting: executive\n",
    ],
)
def test_what_was_there_stays_as_it_is_however_it_is_written(text):
    got, left = add(text, {"chair": "no", "replies": {"coming": ["# 市长"]}}, {})
    assert got.startswith(text)
    assert not left
    assert read(got) == {**read(text), "chair": "no", "replies": {"coming": ["# 市长"]}}
    assert ("\r\n" in got) == ("\r\n" in text)
    assert got.replace("\r\n", "").count("\r") == 0


@pytest.mark.parametrize(
    "text",
    [
        "{meeting: executive}\n",
        '{"meeting": "executive"}',
        "meeting: executive\n...\n",
        "meeting: executive\ntitle: |\n  x",
        "- a\n",
    ],
)
def test_where_nothing_can_stand_behind_it_is_refused(text):
    with pytest.raises(InvalidText) as caught:
        add(text, {"chair": "市长"})
    assert [d.code for d in caught.value.diagnostics] == ["cannot-add"]


def test_a_file_that_cannot_be_read_is_refused():
    with pytest.raises(InvalidText):
        add("meeting: [\n", {"chair": "市长"})


@given(VALUES, st.sampled_from(["zh", "en"]))
def test_what_is_added_reads_back_exactly(values, lang):
    text, left = add("meeting: executive\n", values, {}, (Unread("some-code", "A1", "x\n y: z", WHY),), lang)
    assert read(text) == {"meeting": "executive", **values}
    assert [one.what.code for one in left] == ["some-code"]


# ---- several files -------------------------------------------------------------------------------------------------------


def test_names_are_put_together_and_the_first_text_stays():
    what = united(
        [
            Reading("a.ics", {"title": "甲", "replies": {"coming": ["某甲"]}, "invited": {"complete": "no", "of": ["某丙"]}}, {("title",): "line 3"}),
            Reading("b.csv", {"title": "乙", "replies": {"coming": ["某乙", "某甲"]}, "invited": {"complete": "no", "of": ["某丁"]}}, {("title",): "B1"}),
        ]
    )  # fmt: skip
    assert what.values == {
        "title": "甲",
        "replies": {"coming": ["某甲", "某乙"]},
        "invited": {"complete": "no", "of": ["某丙", "某丁"]},
    }
    assert [told(one, "zh") for one in what.left] == [
        "b.csv B1: 乙 — title：a.ics 第3行作“甲”，此处作“乙”，两处不一致，保留前者 [told-twice]"
    ]
    assert [told(one, "en") for one in what.left] == [
        "b.csv B1: 乙 — title is 甲 at a.ics line 3, and 乙 here; the first was kept [told-twice]"
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"replies": {"coming": ["某甲"]}}, {"replies": {"not_coming": ["某甲"]}}),
        ({"attendance": {"signed_in": {"某甲": "08:55"}}}, {"attendance": {"absent": ["某甲"]}}),
        ({"attendance": {"absent": ["某甲"]}}, {"attendance": {"signed_in": {"某甲": "08:55"}}}),
        ({"attendance": {"signed_in": {"某甲": "08:55"}}}, {"attendance": {"signed_in": {"某甲": "08:56"}}}),
        ({"items": [{"title": "甲"}]}, {"items": [{"title": "乙"}]}),
        ({"represented": {"某甲": {"by": "某乙"}}}, {"represented": {"某甲": {"by": "某丙"}}}),
        ({"title": "甲"}, {"title": ["甲"]}),
    ],
)
def test_what_two_files_say_differently_is_kept_from_the_first(one, other):
    what = united([Reading("a", one), Reading("b", other)])
    assert [left.what.code for left in what.left] == ["told-twice"]
    assert list(leaves(what.values)) == list(leaves(one))


@given(VALUES)
def test_a_file_twice_says_it_once(values):
    what = united([Reading("a", values), Reading("a", values)])
    assert (what.values, what.left) == (values, ())


def test_an_open_list_stays_open_until_both_are_complete():
    lists = [["某甲"], {"complete": "no", "of": ["某乙"]}, {"complete": "yes", "of": ["某丙"]}]
    both = united([Reading("a", {"invited": lists[0]}), Reading("b", {"invited": lists[1]})])
    assert both.values == {"invited": {"complete": "no", "of": ["某甲", "某乙"]}}
    assert united([Reading("a", {"invited": lists[0]}), Reading("b", {"invited": lists[2]})]).values == {
        "invited": ["某甲", "某丙"]
    }


@pytest.mark.parametrize(
    ("lang", "more"), [("zh", "# a.csv：另有50处未列出"), ("en", "# a.csv: 50 more that are not listed")]
)
def test_of_very_much_that_could_not_be_read_the_first_is_listed(lang, more):
    many = tuple(Unread("some-code", f"A{number}", "x", WHY) for number in range(150))
    text = meeting_text(
        [Reading("a.csv", {"title": "x"}, unread=many), Reading("b.csv", unread=many[:1])], "club", None, lang
    )
    assert text.count("[some-code]") == 101
    assert text.endswith(f"\n{more}\n")
