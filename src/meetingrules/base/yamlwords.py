"""Texts in YAML: written so that they read back as they are; and what is said about text that is no YAML."""

import json
import re

from attrs import frozen

from meetingrules.base.diagnostics import HIDDEN
from meetingrules.base.source import Place
from meetingrules.base.tree import KEY_FIRST, Hint, Places, shown

Mark = tuple[int, int]
Complaint = tuple[str, str, str, Place, Hint | None]

COLON = re.compile(
    r"""\s*(?:-\s+)*(?P<pair>(?P<quote>["']?)(?P<key>[^\s:："'#{}\[\],|>&*!%@`-][^:："'#{}\[\]]*)(?P=quote)
        (?:：\s*|:(?!//))\S.*)""",
    re.VERBOSE,
)
"""A line such as ``a:1`` or ``a：1``: somebody meant key and value."""

QUOTE_IT: Hint = ("如果它是文字的一部分，给整个值加上引号", "if it is part of a text, put the whole value in quotes")
ONE_FILE: Hint = (
    "一个文件只写一份内容；把其余的放到别的文件里",
    "one file holds one document; move the rest to another file",
)
INDENT: Hint = (
    "同一层的行要从同一列开始，用空格缩进",
    "lines of one level begin at the same column; indent with spaces",
)


PLAIN = re.compile(r"[^\W_](?:[\w ().（）〔〕《》、/-]*[\w().（）〔〕《》、/-])?")
"""Texts that mean themselves in YAML without quotes, wherever they stand."""
OTHERWISE = frozenset({"null", "none", "true", "false", "yes", "no", "on", "off", "y", "n"})
"""Words that YAML, or a meeting file, takes for something else than a text; in any case of letters."""


def exact(text: str) -> str:
    r"""A text as a value or a key that reads back as the same text, whatever stands in it.

    What no file may hold (see ``HIDDEN``) is spelled out, and refused by whoever reads it.

    >>> exact("某甲"), exact("no"), exact("a: b # c"), exact("09:00")
    ('某甲', '"no"', '"a: b # c"', '"09:00"')
    """
    if PLAIN.fullmatch(text) and text.lower() not in OTHERWISE and not HIDDEN.search(text):
        return text
    return HIDDEN.sub(_spelled, json.dumps(text, ensure_ascii=False))


def _spelled(found: re.Match[str]) -> str:
    number = ord(found[0])
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


@frozen
class Problem:
    """What PyYAML says: its texts are only compared, never shown."""

    context: str
    context_mark: Mark | None
    problem: str
    mark: Mark

    def has(self, *words: str) -> bool:
        """Whether PyYAML's problem or context has one of these words in it."""
        return any(word in self.problem or word in self.context for word in words)


def colon(places: Places, line: int) -> Complaint | None:
    """The complaint about a line such as ``a:1`` (0-based), None when it is not one."""
    found = COLON.fullmatch(places.line(line))
    key = found["key"].strip() if found else ""
    if not found or key.isdecimal():  # 9:00 is a time
        return None
    text = found[0][found.end("key") :].removeprefix(found["quote"])
    value = shown(text[1:].strip())
    place = Place(places.source, line + 1, found.start("pair") + 1, len(found["pair"].rstrip()))
    if text.startswith("："):
        zh, en = "这里用了全角冒号，不能分开键和值", "a fullwidth colon does not part key and value"
    else:
        zh, en = "冒号后面缺一个空格", "a space is missing after the colon"
    example = f"{shown(key)}: {value}"
    return "colon-without-space", zh, en, place, (f"写成 {example}", f"write {example}")


def tab(places: Places, line: int, column: int = -1) -> Complaint:
    """The complaint about the tab in this line."""
    column = column if column >= 0 else places.line(line).index("\t")
    hint = ("把制表符换成空格", "replace it by spaces")
    return "tab", "不能用制表符缩进", "tabs cannot be used to indent", Place(places.source, line + 1, column + 1), hint


def directive(places: Places, line: int) -> Complaint:
    """The complaint about a line that begins with ``%``."""
    place = Place(places.source, line + 1, 1, len(places.line(line).rstrip()))
    hint = ("删掉这一行", "delete this line")
    return (
        "directive-not-allowed",
        "不允许使用以 % 开头的指令行",
        "lines that begin with % are not allowed",
        place,
        hint,
    )


def explain(problem: Problem, places: Places, tabs: set[int]) -> list[Complaint]:
    """What to say about a syntax error; *tabs* are the lines (0-based) that are indented with a tab."""
    line, column = problem.mark
    near = [line] if problem.context_mark is None else [line, problem.context_mark[0]]
    for number in near:
        if number in tabs:
            return [tab(places, number)]
    if places.line(line)[column : column + 1] == "\t":
        return [tab(places, line, column)]
    if problem.has("directive", "incompatible YAML") or places.line(line).startswith("%"):
        return [directive(places, line)]
    if problem.has("expected ':'", "mapping values", "expected key", "<block end>", "document start"):
        above = next((n for n in range(line - 1, -1, -1) if places.line(n).strip()), line)
        if found := [c for n in sorted({*near, above}) if (c := colon(places, n))]:
            return found
    if problem.has("document start"):
        return [_after_the_end(places, line, column)]
    return [_explain(problem, places)]


def _after_the_end(places: Places, line: int, column: int) -> Complaint:
    place = places.word(line, column)
    if any(places.line(n).startswith("...") for n in range(line + 1)):
        return "two-documents", "文件里有不止一份内容", "there is more than one document in this file", place, ONE_FILE
    return (
        "yaml-syntax",
        "内容到此已经结束，后面还有文字",
        "the content ends before this, but text goes on",
        place,
        None,
    )


def _explain(problem: Problem, places: Places) -> Complaint:
    line, column = problem.mark
    start = problem.context_mark or problem.mark
    text, place = places.line(line), places.word(line, column)
    opening = Place(places.source, start[0] + 1, start[1] + 1)
    first = places.line(start[0])[start[1] : start[1] + 1]
    char = shown(text[column : column + 1])
    hint: Hint | None = None
    code = "yaml-syntax"
    if problem.has("an alias", "an anchor"):
        code, place, hint = "alias-not-allowed", places.word(*start), QUOTE_IT
        zh, en = f"值不能以 {first} 开头", f"a value cannot begin with {first}"
    elif problem.has("a tag", "tag handle", "tag URI", "tag prefix"):
        code, place, hint = "tag-not-allowed", places.word(*start), QUOTE_IT
        zh, en = "值不能以 ! 开头（YAML 标签）", "a value cannot begin with ! (a YAML tag)"
    elif problem.has("end of stream", "document separator") and problem.has("quoted"):
        place = opening
        zh, en = "这个引号没有闭合", "this quotation mark is never closed"
        hint = (f"在文字末尾加上 {first}", f"put {first} at the end of the text")
    elif problem.has("escape", "hexadecimal numbers"):
        backslash = text.rfind("\\", 0, column + 2)
        place = Place(places.source, line + 1, max(backslash, 0) + 1, 2)
        zh, en = "双引号里的反斜杠用法不对", "this backslash is not one that double quotes know"
        hint = (r"改用单引号，或把反斜杠写作 \\", r"use single quotes, or write a backslash as \\")
    elif problem.has("',' or ']'", "',' or '}'"):
        place, close = opening, "]" if problem.has("]") else "}"
        zh, en = (
            f"这个括号没有用 {close} 闭合，或者缺一个逗号",
            f"this bracket is not closed by {close}, or a comma is missing",
        )
        if text.strip() and line != start[0]:
            zh, en = f"{zh}：读到第 {line + 1} 行为止", f"{en}: it was read up to line {line + 1}"
    elif problem.has("mapping values"):
        if re.search(r":\s", text[:column]):
            place = Place(places.source, line + 1, column + 1)
            zh, en = "值里面又有冒号加空格", "there is a second colon and space inside the value"
            hint = ("给整个值加上引号", "put the whole value in quotes")
        else:
            indent = len(text) - len(text.lstrip())
            place = places.span(line, indent, line, column)
            zh, en = (
                "这个键不能在这里：上面的行已经有值了",
                "a key cannot stand here: the line above already has a value",
            )
            hint = INDENT
    elif problem.has("expected ':'"):
        place = places.span(*start, start[0] + 1, 0)
        zh, en = "这一行缺冒号和值", "a colon and a value are missing in this line"
        hint = ("写成“键: 值”；列表项以“- ”开头", 'write "key: value"; an item of a list begins with "- "')
    elif problem.has("cannot start any token"):
        zh, en = f"值不能以 {char} 开头", f"a value cannot begin with {char}"
        hint = ("给整个值加上引号", "put the whole value in quotes")
    elif problem.has("node content"):
        place = Place(places.source, line + 1, column + 1)
        zh, en = f"{char} 前面缺一个值", f"a value is missing before {char}"
        if not char:
            # The end of the file; libyaml counts a line more than there is.
            last = max((n for n, text in enumerate(places.lines) if text.strip()), default=0)
            place = Place(places.source, last + 1, max(1, len(places.line(last).rstrip())))
            zh, en = (
                "内容到这里就断了：还缺一个值或右括号",
                "the text stops here: a value or a closing bracket is missing",
            )
    elif problem.has("block scalar"):
        zh, en = "| 和 > 后面要换行再写文字", "after | and > the text begins on the next line"
    elif problem.has("sequence entries"):
        zh, en = "列表项不能和键写在同一行", "an item of a list cannot stand on the line of its key"
        hint = ("换一行，缩进后再写“- ”", 'put it on the next line, indented, after "- "')
    elif problem.has("expected '-'", "block collection"):
        zh, en = "列表项之间出现了别的内容", "something else stands among the items of a list"
        hint = ("以“- ”开头，或者调整缩进", 'begin it with "- ", or change its indentation')
    elif problem.has("expected key", "<block end>"):
        zh, en, hint = _in_a_table(text, column)
    else:
        zh, en = "这里不符合 YAML 的写法", "this is not how YAML is written"
    return code, zh, en, place, hint


def _in_a_table(text: str, column: int) -> tuple[str, str, Hint]:
    before = text[:column].rstrip()
    if before.endswith(('"', "'")):
        hint = (
            "文字里有引号时，外面用另一种引号，或者用“”",
            "where a text has quotation marks in it, use the other kind around it",
        )
        return "引号闭合之后还有文字", "text goes on after the closing quotation mark", hint
    if text[column : column + 1] == ":":
        return "冒号前面缺一个键", "a key is missing before the colon", KEY_FIRST
    if not before and re.match(r"-\s", text[column:]):
        return "列表项和键混在了同一层", "an item of a list stands among keys", INDENT
    return "这一行的缩进和上面的行对不上", "the indentation of this line fits no line above", INDENT
