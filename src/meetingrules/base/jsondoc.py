"""Strict JSON into a tree, with places; iterative, so that no depth of nesting can hurt."""

import json
import math
import re
from typing import NoReturn

from meetingrules.base.limits import Limits
from meetingrules.base.source import Place, Source
from meetingrules.base.tree import Builder, Empty, List, Node, Places, Scalar, Table, check_text, shown

BLANK = re.compile(r"[ \t\n\r]*+")
TOKEN = re.compile(
    r"""(?P<mark>[][{}:,])
      | (?P<string>"[^"\\]*+(?:\\.[^"\\]*+)*+")
      | (?P<number>-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?(?:[eE][+-]?[0-9]++)?)(?![\w.])
      | (?P<word>-?[A-Za-z]++)
      | (?P<other>["0-9-][\w.+-]*+|.)""",
    re.VERBOSE | re.DOTALL,
)
WORDS = {"true": "yes", "false": "no"}
WANTED = {
    "value": ("一个值", "a value"),
    "value or ]": ("一个值或 ]", "a value or ]"),
    "key": ("带双引号的键", "a key in double quotes"),
    "key or }": ("带双引号的键或 }", "a key in double quotes or }"),
    "colon": ("冒号", "a colon"),
    "more ]": ("逗号或 ]", "a comma or ]"),
    "more }": ("逗号或 }", "a comma or }"),
    "end": ("文件结束", "the end of the file"),
}
HINTS = {
    "'": ("JSON 只用双引号", "JSON knows only double quotes"),
    "/": ("JSON 没有注释", "JSON has no comments"),
    "#": ("JSON 没有注释", "JSON has no comments"),
    "True": ("JSON 写作 true", "JSON writes true"),
    "False": ("JSON 写作 false", "JSON writes false"),
    "None": ("JSON 写作 null", "JSON writes null"),
    "}": ("最后一项后面不要逗号", "no comma after the last entry"),
    "]": ("最后一项后面不要逗号", "no comma after the last item"),
}


def read_json(source: Source, limits: Limits) -> Node:
    """Read strict JSON: numbers keep their text, ``true`` is ``yes``, null is an `Empty` that nobody wrote.

    :raises InvalidText: ``json-syntax``, ``not-a-number``, ``empty-file`` and what every tree is refused for
    """
    places = Places(source)
    check_text(places, limits)
    build = Builder(limits)
    text = source.text
    want = "value"
    nest: list[str] = []
    offset = _skip(text, 0)
    if offset == len(text):
        build.refuse("empty-file", "文件是空的", "the file is empty", places.at(0))
    while token := TOKEN.match(text, offset):
        kind, word = token.lastgroup, token[0]
        match want, word:
            case (("value" | "value or ]"), "{" | "["):
                build.open(Table if word == "{" else List, places.at(offset))
                nest.append("}" if word == "{" else "]")
                want = "key or }" if word == "{" else "value or ]"
            case ("key or }" | "more }", "}") | ("value or ]" | "more ]", "]"):
                build.close()
                nest.pop()
                want = f"more {nest[-1]}" if nest else "end"
            case (("key" | "key or }"), _) if kind == "string":
                build.add(Scalar(_string(build, places, word, offset), "quoted", places.at(offset, token.end())))
                want = "colon"
            case "colon", ":":
                want = "value"
            case (("more }" | "more ]"), ","):
                want = "key" if nest[-1] == "}" else "value"
            case (("value" | "value or ]"), _) if kind in ("string", "number", "word"):
                build.add(_scalar(build, places, token, places.at(offset, token.end())))
                want = f"more {nest[-1]}" if nest else "end"
            case _:
                _refuse(build, want, word, places.at(offset, token.end()))
        offset = _skip(text, token.end())
    if want != "end":
        zh, en = WANTED[want]
        last = places.at(len(text.rstrip()) - 1)
        build.refuse("json-syntax", f"JSON 到这里就断了：还缺{zh}", f"the JSON stops here: {en} is missing", last)
    return build.finish()


def _skip(text: str, offset: int) -> int:
    found = BLANK.match(text, offset)
    assert found
    return found.end()


def _scalar(build: Builder, places: Places, token: re.Match[str], place: Place) -> Scalar | Empty:
    word = token[0]
    if token.lastgroup == "string":
        return Scalar(_string(build, places, word, token.start()), "quoted", place)
    if word == "null":
        return Empty(place, written=False)
    if word in WORDS:
        return Scalar(WORDS[word], "plain", place)
    whole = word.removeprefix("-").isdigit()
    if word.removeprefix("-") in ("NaN", "Infinity") or (
        token.lastgroup == "number" and not whole and math.isinf(float(word))
    ):
        build.complain("not-a-number", f"“{shown(word)}”不是可用的数", f"{shown(word)} is not a usable number", place)
    elif token.lastgroup == "word":
        _refuse(build, "value", word, place)
    return Scalar(word, "plain", place)


def _string(build: Builder, places: Places, word: str, offset: int) -> str:
    try:
        return str(json.loads(word))
    except json.JSONDecodeError as error:
        place = places.at(offset + error.pos)
        if "\n" in word[: error.pos + 1]:
            place = places.at(offset)
            zh, en = "这个引号在本行没有闭合", "this quotation mark is not closed on its line"
        elif word[error.pos] == "\t":
            zh, en = r"文字里的制表符要写成 \t", r"a tab inside a text is written \t"
        else:
            zh, en = "文字里的反斜杠用法不对", "this backslash is not one that JSON knows"
        hint = (r"换行写作 \n，反斜杠写作 \\", r"write a line break as \n and a backslash as \\")
        build.refuse("json-syntax", zh, en, place, hint)


def _refuse(build: Builder, want: str, word: str, place: Place) -> NoReturn:
    if word.startswith('"') and (len(word) == 1 or not word.endswith('"')):
        build.refuse("json-syntax", "这个引号没有闭合", "this quotation mark is never closed", place)
    zh, en = WANTED[want]
    stray = word in ("}", "]") and (want, word) not in (("key", "}"), ("value", "]"))
    hint = None if stray else HINTS.get(word)
    message = f"这里应是{zh}，而不是 {shown(word)}", f"{en} should stand here, not {shown(word)}"
    build.refuse("json-syntax", *message, place, hint)
