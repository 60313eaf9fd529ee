"""What is wrong with the text of a condition before it is parsed: limits, characters, brackets."""

import re
import unicodedata

from attrs import frozen

from meetingrules.base.limits import Limits
from meetingrules.lang.nodes import Span


@frozen
class ConditionError(Exception):
    """A text is no sentence of the language; ``span`` is (start, end) in the text, ``hint`` is (zh, en)."""

    code: str
    zh: str
    en: str
    span: Span
    hint: tuple[str, str] | None = None

    def __str__(self) -> str:
        return f"{self.code} at {self.span[0]}: {self.en}" + (f" ({self.hint[1]})" if self.hint else "")


# ---- before the parser runs ------------------------------------------------------------------------------------


def before_parsing(text: str, limits: Limits) -> None:
    """Limits, characters and brackets.

    :raises ConditionError: when the text is too long, empty, too deep, or holds what no sentence holds
    """
    if len(text) > (most := limits.condition):
        raise ConditionError(
            "condition-too-long",
            f"条件长达 {len(text)} 个字符，上限是 {most}",
            f"the condition has {len(text)} characters; at most {most} are read",
            (most, len(text)),
            ("请拆成几条规则，或在 define 中定义一部分", "cut it into several rules, or define a part of it"),
        )
    if not text.strip():
        raise ConditionError(
            "empty-condition",
            "条件是空的",
            "the condition is empty",
            (0, len(text)),
            ("请写一个句子，例如 minutes are signed", "write a sentence, such as: minutes are signed"),
        )
    if wrong := next(filter(_refused, text), None):
        raise _character(text, text.index(wrong))
    _check_brackets(text, limits.condition_depth)


def too_deep(span: Span) -> ConditionError:
    """Too many things inside each other."""
    return ConditionError(
        "condition-too-deep",
        "嵌套太深",
        "too many things stand inside each other",
        span,
        ("请在 define 中定义其中一部分", "define a part of it under a name of its own"),
    )


def number_error(code: str, span: Span) -> ConditionError:
    """``number-too-large``, ``number-too-fine``, ``zero-denominator``."""
    zh, en = {
        "number-too-large": ("数太大，上限是 10 的 15 次方", "the number is too large; the largest is 10 to the 15th"),
        "number-too-fine": ("小数位数太多，最多九位", "the number has more than nine decimals"),
        "zero-denominator": ("分母不能是 0", "a share of nothing: the number below the line is 0"),
    }[code]
    hint = ("请写分数，例如 1/3", "write a fraction, such as 1/3") if code == "number-too-fine" else None
    return ConditionError(code, zh, en, span, hint)


def _check_brackets(text: str, most: int) -> None:
    opened: list[int] = []
    for at, char in enumerate(text):
        if char == "(":
            opened.append(at)
            if len(opened) > most:
                raise too_deep((at, at + 1))
        elif char == ")":
            if not opened:
                raise ConditionError(
                    "brackets", "这个右括号没有对应的左括号", "this bracket closes nothing", (at, at + 1)
                )
            opened.pop()
    if opened:
        at = opened[-1]
        raise ConditionError("brackets", "这个括号没有关上", "this bracket is never closed", (at, at + 1))


# ---- characters --------------------------------------------------------------------------------------------------

OPERATORS = {
    **dict.fromkeys([">=", "=>", "≥", "≧", "⩾"], "is at least"),
    **dict.fromkeys(["<=", "=<", "≤", "≦", "⩽"], "is at most"),
    **dict.fromkeys(["=", "==", "===", "≡"], "is"),
    **dict.fromkeys(["!=", "<>", "≠", "≢"], "is not"),
    **dict.fromkeys(["&", "&&", "∧"], "and"),
    **dict.fromkeys(["|", "||", "∨"], "or"),
    **dict.fromkeys(["->", "→", "⇒"], "implies"),
    **dict.fromkeys(["*", "×"], "of"),
    **dict.fromkeys(["!", "¬"], "not (…)"),
    **dict.fromkeys(["[", "{", "【", "〔", "〈"], "("),
    **dict.fromkeys(["]", "}", "】", "〕", "〉"], ")"),
    **dict.fromkeys(["—", "–", "−"], "-"),
    "、": ",",
    ";": "and",
    ">": "is more than",
    "<": "is fewer than",
    "∈": "is in",
}
QUOTES = frozenset("'\"`“”‘’„«»‹›「」『』＇＂｀")
OPERATOR = re.compile(r"[<>=!&|＜＞＝！＆｜]+|[Ａ-Ｚａ-ｚ＿]+|.", re.DOTALL)
FOREIGN_DIGITS = ("Nd", "No", "Nl")


def _refused(char: str) -> bool:
    if char.isascii():
        return not (char.isalnum() or char in "_ \t\r\n+-(),./%:")
    if re.match(r"\w", char):
        return _is_digit(char) or unicodedata.normalize("NFKC", char) != char
    return True


def _is_digit(char: str) -> bool:
    return char != "〇" and unicodedata.category(char) in FOREIGN_DIGITS


def _character(text: str, at: int) -> ConditionError:
    char = text[at]
    if char in QUOTES:
        return ConditionError(
            "quotes",
            "句子里不写引号",
            "a sentence has no quotes and no apostrophes",
            (at, at + 1),
            (
                "名称不加引号；“的”写作点，例如 item.department",
                "names stand without quotes, and the department of an item is item.department",
            ),
        )
    if not char.isascii() and _is_digit(char):
        return _foreign_digits(text, at)
    if char in "。.":
        return full_stop(at)
    run = OPERATOR.match(text, at)
    symbol = run[0] if run else char
    word = OPERATORS.get(unicodedata.normalize("NFKC", symbol)) or _plain(symbol)
    if word is None:
        return _unknown_character(char, at)
    if word.startswith("is ") and re.search(r"\b(?:is|are)\s*$", text[:at]):
        word = word.removeprefix("is ")
    seen = f"“{symbol}”" if symbol.isprintable() and not symbol.isspace() else _name(symbol)
    said = ("一个普通空格", "a plain space") if word == " " else (word, word)
    return ConditionError(
        "symbol",
        f"句子里不能写{seen}",
        f"{seen} cannot stand in a sentence",
        (at, at + len(symbol)),
        (f"请写：{said[0]}", f"write: {said[1]}"),
    )


def _plain(symbol: str) -> str | None:
    """The plain form of a fullwidth or otherwise dressed-up character, if a sentence can hold it."""
    plain = " " if symbol.isspace() else unicodedata.normalize("NFKC", symbol)
    return plain if plain != symbol and plain.isprintable() and not any(map(_refused, plain)) else None


def _foreign_digits(text: str, at: int) -> ConditionError:
    end = at
    while end < len(text) and not text[end].isascii() and _is_digit(text[end]):
        end += 1
    plain = "".join(
        str(unicodedata.decimal(c)) if c.isdecimal() else unicodedata.normalize("NFKC", c) for c in text[at:end]
    ).replace("\u2044", "/")
    ready = plain.isascii() and plain.replace("/", "").isdigit()
    hint = (f"请写：{plain}", f"write: {plain}") if ready else ("请用 0 到 9 写数", "write numbers with 0 to 9")
    return ConditionError(
        "digits",
        f"数只用半角数字书写，不能写“{text[at:end]}”",
        f"numbers are written with the digits 0 to 9, not “{text[at:end]}”",
        (at, end),
        hint,
    )


def full_stop(at: int) -> ConditionError:
    """A full stop, Chinese or not."""
    return ConditionError(
        "full-stop",
        "句末不写句号",
        "a sentence ends without a full stop",
        (at, at + 1),
        ("请删去句号", "leave the full stop out"),
    )


def _unknown_character(char: str, at: int) -> ConditionError:
    shown = f"“{char}” ({_name(char)})" if char.isprintable() else _name(char)
    shown_zh = f"“{char}”（{_name(char)}）" if char.isprintable() else _name(char)
    return ConditionError(
        "unknown-character",
        f"句子里不能有字符 {shown_zh}",
        f"the character {shown} cannot stand in a sentence",
        (at, at + 1),
        ("句子由名称、数和 + - ( ) , . / % 组成", "a sentence is made of names, numbers and + - ( ) , . / %"),
    )


def _name(char: str) -> str:
    return f"U+{ord(char[0]):04X} {unicodedata.name(char[0], '')}".rstrip()
