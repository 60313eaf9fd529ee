"""Readings become a meeting file that says exactly what was read, whatever stands in it; nothing breaks out of a comment."""

from hypothesis import example, given
from hypothesis import strategies as st

from meetingrules.base.diagnostics import HIDDEN
from meetingrules.base.document import List, Scalar, Table, read_text
from meetingrules.base.source import Source
from meetingrules.base.tree import nfc
from meetingrules.exchange.model import Reading, Unread
from meetingrules.exchange.written import meeting_text

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
