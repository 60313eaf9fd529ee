import errno
import json
import os
import pickle
import socket
import time as clock
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
import yaml
from attrs import evolve
from hypothesis import example, given
from hypothesis import strategies as st

from meetingrules.base import document
from meetingrules.base import plain as data_reader
from meetingrules.base.diagnostics import InvalidText, nearest
from meetingrules.base.document import (
    Empty,
    List,
    Row,
    Scalar,
    Table,
    from_plain,
    read_bytes,
    read_file,
    read_text,
)
from meetingrules.base.limits import DEFAULT, Limits
from meetingrules.base.source import Place, Source, shipped, shipped_names
from meetingrules.base.tree import Places
from meetingrules.base.yamlwords import Problem, exact, explain

CATALOGUE = sorted((Path(__file__).parent / "complaints").glob("*/*.txt"))
LINE = "----\n"


def read(text, **limits):
    return read_text(Source("plan.yaml", text), Limits(**limits))


def read_json(text, **limits):
    return read_text(Source("plan.json", text), Limits(**limits))


def codes(call, *args, **kwargs):
    with pytest.raises(InvalidText) as caught:
        call(*args, **kwargs)
    for lang in ("zh", "en"):
        caught.value.show(lang).encode("utf-8")
    return [d.code for d in caught.value.diagnostics]


def plain(*texts):
    return tuple(Scalar(text, "plain") for text in texts)


def scalars(node):
    match node:
        case Table(rows):
            return [s for row in rows for s in (row.key, *scalars(row.value))]
        case List(items):
            return [s for item in items for s in scalars(item)]
    return [node]


# The catalogue of wrong texts.


@pytest.mark.parametrize(
    "path", [p for p in CATALOGUE if p.parent.name in ("yaml", "json")], ids=lambda p: f"{p.parent.name}-{p.stem}"
)
def test_complaints(path, accept):
    text, en, zh = path.read_bytes().decode().split(LINE)
    with pytest.raises(InvalidText) as caught:
        read_text(Source(f"plan.{path.parent.name}", text))
    got_en, got_zh = (caught.value.show(lang) + "\n" for lang in ("en", "zh"))
    if accept:
        path.write_bytes(LINE.join((text, got_en, got_zh)).encode())
    else:
        assert (got_en, got_zh) == (en, zh)


@pytest.mark.parametrize("path", [p for p in CATALOGUE if p.parent.name == "yaml"], ids=lambda p: p.stem)
def test_the_pure_parser_gives_the_same_codes(path, monkeypatch):
    text = path.read_bytes().decode().split(LINE)[0]
    expected = codes(read, text)
    monkeypatch.setattr(document, "LOADER", yaml.BaseLoader)
    assert codes(read, text) == expected


# What is read.


def test_every_scalar_keeps_its_text():
    tree = read('a: 09:00\nb: no\nc: "1.10"\nd: |\n  甲\n  乙\n2024: 010\ne: 2024-02-30\nf: =\n')
    a, b, c, d, year, e, f = plain("a", "b", "c", "d", "2024", "e", "f")
    no, ten, day, eq = plain("no", "010", "2024-02-30", "=")
    nine = Scalar("09:00", "plain")
    assert tree == Table(
        (
            Row(a, nine),
            Row(b, no),
            Row(c, Scalar("1.10", "quoted")),
            Row(d, Scalar("甲\n乙\n", "block")),
            Row(year, ten),
            Row(e, day),
            Row(f, eq),
        )
    )
    assert tree.get("a") == nine
    assert tree.get("z") is None


def test_keys_are_found_in_either_normal_form():
    assert read("cafe\u0301: 1").get("caf\u00e9") == Scalar("1", "plain")
    assert read("cafe\u0301: 1").rows[0].key.text == "cafe\u0301"


@pytest.mark.parametrize("text", ["a:", "a: ~", "a: null", "a: NULL", "a: # c"])
def test_empty_values_are_written_ones(text):
    assert read(text).get("a") == Empty(written=True)


def test_null_in_json_and_none_are_not_written():
    assert read_json('{"a": null}').get("a") == Empty(written=False) == from_plain(None)
    assert read("a: 'null'").get("a") == Scalar("null", "quoted")


def test_places_count_code_points():
    source = Source("plan.yaml", "标题: 😀好\r\n人: [主席, '秘书']\r\n注: >\r\n  一\r\n长: 一\r\n  二\r\n")
    places = [(s.text, s.place.line, s.place.column, s.place.width) for s in scalars(read_text(source))]
    assert places == [
        ("标题", 1, 1, 2),
        ("😀好", 1, 5, 2),
        ("人", 2, 1, 1),
        ("主席", 2, 5, 2),
        ("秘书", 2, 9, 4),
        ("注", 3, 1, 1),
        ("一\n", 3, 4, 1),
        ("长", 5, 1, 1),
        ("一 二", 5, 4, 1),
    ]
    assert read_text(source).get("人").place == Place(source, 2, 4, 10)


def test_json_has_places_too():
    source = Source("plan.json", '{\r\n  "人": ["主席", -1.50e1, true]}')
    places = [(s.text, s.style, s.place.line, s.place.column, s.place.width) for s in scalars(read_text(source))]
    assert places == [
        ("人", "quoted", 2, 3, 3),
        ("主席", "quoted", 2, 9, 4),
        ("-1.50e1", "plain", 2, 15, 7),
        ("yes", "plain", 2, 24, 4),
    ]


def test_the_name_or_the_caller_says_json():
    assert read_text(Source("x", '{"a": 1}'), json=True) == read_json('{"a": 1}')
    assert read_text(Source("x.json", "a: 1"), json=False) == read("a: 1")
    assert codes(read_json, "a: 1") == ["json-syntax"]


@pytest.mark.parametrize("text", ["a: b\n\t\nc: d\n", "a: b\n\t# c\nd: e\n", "a: b\n\t\n", "a:\n  - b\n\t- c\n"])
@pytest.mark.parametrize("loader", [document.LOADER, yaml.BaseLoader])
def test_both_parsers_refuse_a_line_that_a_tab_indents_even_an_empty_one(text, loader, monkeypatch):
    monkeypatch.setattr(document, "LOADER", loader)
    assert codes(read, text) == ["tab"]


def test_tabs_are_fine_inside_texts():
    read('a: |\n  x\n  \ty\nb: "x\n\ty"\nc: 1 \t# c\n')


@pytest.mark.parametrize("text", ["- 09:00\n- 主席：主任", "a: {b: 9:00}", "http://a.b", "09:00"])
def test_colons_that_are_meant(text):
    read(text)


# Bytes and files.


def test_byte_order_mark():
    source, node = read_bytes("a.yaml", b"\xef\xbb\xbfa: b")
    assert source.text == "a: b"
    assert node == read("a: b") == read("\ufeffa: b")
    assert read_bytes("a.json", b'\xef\xbb\xbf{"a": 1}')[1] == read_json('{"a": 1}')


@pytest.mark.parametrize(
    ("data", "en", "zh"),
    [
        ("a: 1\n标题: 年度会议\n".encode("gbk"), "it looks like GBK", "看起来是 GBK"),
        ("标题: 年度".encode("utf-16"), "it looks like UTF-16", "看起来是 UTF-16"),
        (b"a: \xff\xff", "the file is not UTF-8\n", "文件不是 UTF-8\n"),
        (b"a: \xed\xa0\x80", "not UTF-8", "不是 UTF-8"),
    ],
)
def test_other_encodings(data, en, zh):
    with pytest.raises(InvalidText) as caught:
        read_bytes("plan.yaml", data)
    assert [d.code for d in caught.value.diagnostics] == ["not-utf-8"]
    assert en in caught.value.show("en")
    assert zh in caught.value.show("zh")


def test_gbk_shows_the_line():
    with pytest.raises(InvalidText) as caught:
        read_bytes("plan.yaml", "a: 1\n标题: 年度\n".encode("gbk"))
    assert caught.value.show("zh") == (
        "plan.yaml:2:1: error[not-utf-8]: 文件不是 UTF-8，看起来是 GBK\n"
        "2 | 标题: 年度\n    ＾\n  提示：请用编辑器另存为 UTF-8"
    )


@pytest.mark.parametrize(
    "char", [*"\0\x1b\x7f\x85\ud800\u202e\u2066\u200b\u200d\u2028\ufeff\uffff\U000e0041", "\r"], ids=ascii
)
def test_hidden_characters(char):
    text = f"a: 1\n李: 李{char}明\n"
    with pytest.raises(InvalidText) as caught:
        read(text)
    (found,) = caught.value.diagnostics
    assert (found.code, found.place.line, found.place.column) == ("control-character", 2, 5)
    assert f"U+{ord(char):04X}" in found.message["zh"]
    assert char not in found.show("zh").replace("\n", "")
    assert codes(read_json, json.dumps({"a": char})) == ["control-character"]
    assert codes(from_plain, {"a": char}) == ["control-character"]


def test_the_name_cannot_fake_a_line():
    assert "\n" not in str(InvalidText(()).show())
    with pytest.raises(InvalidText) as caught:
        read_text(Source("a\x1b[31m\udcff", "["))
    assert "a\\u001b[31m\\udcff:1:1" in caught.value.show()


def test_files(tmp_path):
    path = tmp_path / "plan.yaml"
    path.write_text("a: 1\n", encoding="utf-8")
    source, node = read_file(path)
    assert (source.name, node) == (str(path), read("a: 1"))
    assert codes(read_file, path, Limits(bytes=4)) == ["too-large"]
    assert codes(read_file, tmp_path) == ["not-a-file"]
    assert codes(read_file, path / "x") == ["no-such-file"]
    assert codes(read_file, Path("a\0b")) == ["no-such-file"]
    with pytest.raises(InvalidText, match=r"did you mean plan\.yaml\?"):
        read_file(tmp_path / "plam.yaml")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="POSIX only")
def test_odd_files(tmp_path):
    os.mkfifo(tmp_path / "fifo")
    assert codes(read_file, tmp_path / "fifo") == ["not-a-file"]
    assert codes(read_file, Path("/dev/zero")) == ["not-a-file"]
    with socket.socket(socket.AF_UNIX) as sock:
        sock.bind(os.path.relpath(tmp_path / "s"))
    assert codes(read_file, tmp_path / "s") == ["not-a-file"]
    (tmp_path / "loop").symlink_to("loop")
    assert codes(read_file, tmp_path / "loop") == ["unreadable"]


def test_unreadable(tmp_path, monkeypatch):
    def denied(*_):
        raise PermissionError(errno.EACCES, "no")

    monkeypatch.setattr(os, "open", denied)
    assert codes(read_file, tmp_path / "a") == ["unreadable"]


# Limits.


@pytest.mark.parametrize("loader", [yaml.BaseLoader, document.LOADER])
@pytest.mark.parametrize("text", ["[" * 100_000, "{a: " * 100_000, "- " * 100_000, "? " * 100_000, "[\n" * 100_000])
def test_depth_is_refused_at_once(text, loader, monkeypatch):
    monkeypatch.setattr(document, "LOADER", loader)
    start = clock.process_time()
    assert codes(read, text) == ["too-deep"]
    assert clock.process_time() - start < 1


@pytest.mark.parametrize("call", [read, read_json])
def test_one_long_line_is_not_read_again_for_each_value(call):
    text = "[" + ", ".join(['"' + "a" * 40 + '"'] * 99_000) + "]"
    start = clock.process_time()
    call(text)
    call(f"{text}\r\n")
    assert clock.process_time() - start < 20


def test_depth_in_json_and_data():
    assert codes(read_json, "[" * 100_000) == ["too-deep"]
    assert codes(read_json, '{"a":' * 100_000) == ["too-deep"]
    cycle: list[object] = []
    cycle.append(cycle)
    assert codes(from_plain, cycle) == ["too-deep"]
    bomb: list[object] = []
    for _ in range(30):
        bomb = [bomb] * 10
    assert codes(from_plain, bomb) == ["too-many-nodes"]


def test_depth_limit_is_exact():
    read("[" * 32 + "]" * 32)
    read_json("[" * 32 + "]" * 32)
    assert codes(read, "[" * 33 + "]" * 33) == codes(read_json, "[" * 33 + "]" * 33) == ["too-deep"]


@pytest.mark.parametrize("call", [read, read_json])
def test_sizes(call):
    assert codes(call, '["甲甲"]', bytes=9) == ["too-large"]
    assert codes(call, '["甲甲"]', scalar=5) == ["scalar-too-long"]
    call('["甲甲"]', bytes=10, scalar=6, nodes=2, depth=1)
    assert codes(call, '["甲甲"]', nodes=1) == ["too-many-nodes"]
    assert codes(call, "[" + '"' + "a" * 65537 + '"]') == ["scalar-too-long"]
    assert codes(call, '["a", "b", ' + "1, " * 200_000 + "1]") == ["too-many-nodes"]
    assert codes(call, " " * (5 * 1024 * 1024) + "1") == ["too-large"]


def test_no_more_complaints_than_anybody_reads():
    assert len(codes(read, "- !x\n" * 100)) == 100
    assert codes(read, "- !x\n" * 101) == ["tag-not-allowed"] * 100 + ["more-complaints"]
    assert codes(read, "\u200b\n" * 8, complaints=7) == ["control-character"] * 7 + ["more-complaints"]
    assert codes(from_plain, [{object()}] * 1000) == ["wrong-type"] * 100 + ["more-complaints"]


@pytest.mark.parametrize(("count", "said"), [(11, "1 more, not"), (99, "89 more"), (500, "at least 90 more")])
def test_the_rest_is_counted_as_far_as_anybody_counts(count, said):
    with pytest.raises(InvalidText) as caught:
        read("- !x\n" * count, complaints=10)
    assert caught.value.diagnostics[-1].message["en"].startswith(said)
    assert [d.place.line for d in caught.value.diagnostics[:-1]] == list(range(1, 11))


# Plain data.


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (True, "yes"),
        (False, "no"),
        (7, "7"),
        (1.5, "1.5"),
        (Fraction(2, 3), "2/3"),
        (date(2024, 2, 5), "2024-02-05"),
        (datetime(2024, 2, 5, 9), "2024-02-05 09:00"),
        (datetime(2024, 2, 5, 9, 0, 7), "2024-02-05 09:00:07"),
        (datetime(2024, 2, 5, 9, tzinfo=timezone(timedelta(hours=8))), "2024-02-05 09:00+08:00"),
        (datetime(2024, 2, 5, 9, tzinfo=UTC), "2024-02-05 09:00+00:00"),
        (time(9), "09:00"),
        (time(9, 0, 7, 5), "09:00:07.000005"),
    ],
)
def test_single_values_are_written_as_people_write_them(value, text):
    assert from_plain(value) == Scalar(text, "plain")


def test_plain_data():
    tree = from_plain({"a": ["x", None], "b": (1,)})
    assert tree == Table(
        (
            Row(Scalar("a", "quoted"), List((Scalar("x", "quoted"), Empty(written=False)))),
            Row(Scalar("b", "quoted"), List((Scalar("1", "plain"),))),
        )
    )


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (Decimal(1), "wrong-type"),
        (b"a", "wrong-type"),
        ({1}, "wrong-type"),
        (1j, "wrong-type"),
        (float("nan"), "not-a-number"),
        (float("inf"), "not-a-number"),
        (10**5000, "scalar-too-long"),
        (Fraction(1, 10**5000), "scalar-too-long"),
        ({1: 2}, "key-not-text"),
        ({None: 2}, "key-not-text"),
        ({"caf\u00e9": 1, "cafe\u0301": 2}, "duplicate-key"),
    ],
    ids=lambda v: str(type(v)),
)
def test_other_data_is_refused(value, code):
    assert codes(from_plain, {"a": [1, value]}) == [code]


def test_complaints_about_data_say_where():
    with pytest.raises(InvalidText) as caught:
        from_plain({"meetings": [{"title": {1}}]})
    assert caught.value.show("zh") == (
        "error[wrong-type]: <plan>.meetings[0].title：不认识 set 类型的值\n  提示：请用文字、数、日期、列表或字典"
    )
    assert str(caught.value) == (
        "error[wrong-type]: <plan>.meetings[0].title: a value of type set cannot be read\n"
        "  hint: give a text, a number, a date, a list or a dict"
    )


# Laws.

YAMLISH = st.text(alphabet="ab:-?[]{},#&*!|>'\"%@` \n\t\\.~<=：甲\r0", max_size=60)
JSONISH = st.text(alphabet='a01-.e"{}[]:, \n\\utrueflsn', max_size=30)


@given(st.one_of(YAMLISH, st.text(max_size=60)))
@example("%")
@example("? \n?")
@example("a: b\n...\n")
def test_any_text_reads_or_is_refused_politely(text):
    for json_ in (False, True):
        try:
            read_text(Source("x", text), json=json_)
        except InvalidText as error:
            (error.show("zh") + error.show("en")).encode("utf-8")


@given(st.binary(max_size=60))
def test_any_bytes_read_or_are_refused_politely(data):
    try:
        read_bytes("x", data)
    except InvalidText as error:
        (error.show("zh") + error.show("en")).encode("utf-8")


def outcome(call):
    try:
        return call()
    except InvalidText:
        return None


@given(YAMLISH)
def test_both_parsers_read_the_same(text):
    fast = outcome(lambda: read(text))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(document, "LOADER", yaml.BaseLoader)
        slow = outcome(lambda: read(text))
    # What either refuses differs in corners (a tab between words, ">#"); what both read does not.
    assert fast == slow or None in (fast, slow)


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.text()),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=20,
)


@given(JSON, st.booleans(), st.sampled_from([None, 1]))
def test_json_reads_like_its_data(data, escaped, indent):
    text = json.dumps(data, ensure_ascii=escaped, indent=indent)
    assert outcome(lambda: read_json(text)) == outcome(lambda: from_plain(json.loads(text)))


@given(
    st.recursive(
        JSON | st.dates() | st.times() | st.datetimes() | st.fractions() | st.sampled_from(["\u202e", "x" * 99, "x" * 401, "甲" * 101, "甲" * 199, "e\u0301", "市⻓", "市长", 1.5, {1}]),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5) | st.sampled_from(["市⻓", "市长", "市 长", "e\u0301", "é"]), inner, max_size=4),
        max_leaves=20,
    ),
    st.sampled_from([DEFAULT, evolve(DEFAULT, nodes=9), evolve(DEFAULT, depth=2), evolve(DEFAULT, scalar=12), evolve(DEFAULT, scalar=400)]),
)  # fmt: skip
def test_data_read_at_once_is_what_reading_it_step_by_step_gives(data, limits):
    def answer():
        try:
            return from_plain(data, limits=limits)
        except InvalidText as refused:
            return refused.show("zh")

    at_once = answer()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(data_reader._Swift, "node", refuse_all)
        assert at_once == answer()


def test_keys_of_data_that_look_the_same_are_told():
    assert codes(from_plain, {"市长": 1, "市⻓": 2}) == codes(from_plain, {"ab": 1, "a b": 2}) == ["looks-alike"]


def test_a_hidden_character_in_a_long_text_is_told():
    assert codes(from_plain, {"a": "x" * 99 + "\u202e"}) == ["control-character"]


def refuse_all(*_):
    """What reads nothing at once."""
    raise data_reader._Odd


def unique(rows):
    if len(dict(rows)) < len(rows):
        raise ValueError(rows)
    return dict(rows)


@given(JSONISH)
def test_json_is_what_json_says(text):
    try:
        json.loads(text, parse_constant=int, object_pairs_hook=unique)
        accepted = True
    except ValueError:
        accepted = False
    found = set()
    try:
        read_json(text)
    except InvalidText as error:
        found = {d.code for d in error.diagnostics}
    # Beyond JSON, only hidden characters and numbers without end are refused.
    assert found <= {"control-character", "not-a-number"} if accepted else found


def test_complaints_can_be_printed_and_sent():
    with pytest.raises(InvalidText) as caught:
        read_text(Source("a.yaml", "a: 1\na: 2\n"))
    again = pickle.loads(pickle.dumps(caught.value))
    assert str(again) == str(caught.value) == caught.value.show()
    assert str(again.diagnostics[0]) == again.diagnostics[0].show()


def test_what_is_near_is_looked_for_among_so_many_only():
    assert nearest("chiar", ["chair"]) is not None
    assert nearest("c" * 200, ["c" * 199]) is None
    assert nearest("chiar", ["chair", *map(str, range(20_000))]) is None


def test_a_syntax_error_of_a_parser_to_come_is_told_all_the_same():
    places = Places(Source("a.yaml", "a: b\n"))
    ((code, zh, en, place, hint),) = explain(Problem("", None, "what nobody knows", (0, 2)), places, set())
    assert (code, place.line, place.column, hint) == ("yaml-syntax", 1, 3, None)
    assert en == "this is not how YAML is written"
    assert zh == "这里不符合 YAML 的写法"


def test_nothing_else_is_shipped():
    with pytest.raises(FileNotFoundError):
        shipped("rules", "nothing.rules.yaml")
    assert shipped_names("nothing", ".yaml") == ()


def test_what_no_file_may_hold_is_spelled_out():
    assert exact("a\u200bb") == '"a\\u200bb"'
    assert exact("a\U000e0041b") == '"a\\U000e0041b"'
