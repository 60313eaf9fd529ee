"""What is wrong when a word stands where it cannot: the parser's place and expectations in plain words."""

import re
from collections.abc import Set as AbstractSet
from difflib import get_close_matches

from meetingrules.lang.conditionerrors import ConditionError, full_stop
from meetingrules.lang.nodes import Span

SHOWN = 6

RESERVED = frozenset({"and", "or", "not", "implies", "is", "are"})
"""What can never be a name, except after a dot."""

EXPECTED = {  # in the order in which they are offered: terminal -> en, zh
    "NAME": ("a name", "名称"),
    "FIELD": ("a field name", "字段名"),
    "_EACH": ("each", "each"),
    "IS": ("is", "is"),
    "_INCLUDES": ("includes", "includes"),
    "LPAR": ("(", "("),
    "RPAR": (")", ")"),
    "NUMBER": ("a number", "数"),
    "FRACTION": ("a share such as 1/2", "比例（如 1/2）"),
    "UNIT": ("a unit of time such as days", "时间单位（如 days）"),
    "TIME": ("a time such as 12:00", "时刻（如 12:00）"),
    "QUANT": ("every", "every"),
    "BOUND": ("at least", "at least"),
    "_OF": ("of", "of"),
    "PREP": ("by / to / for", "by / to / for"),
    "DIR": ("before / after", "before / after"),
    "_WITHIN": ("within", "within"),
    "_AND": ("and", "and"),
    "_OR": ("or", "or"),
    "_THEN": ("then", "then"),
    "$END": ("the end", "结束"),
    "_IMPLIES": ("implies", "implies"),
    "_WHERE": ("where", "where"),
    "_WHEN": ("when", "when"),
    "NOT": ("not", "not"),
    "WHO": ("who", "who"),
    "COMMA": ("a comma", "逗号"),
    "DOT": ("a dot", "点号"),
    "SIGN": ("+ or -", "+ 或 -"),
    "IF_ANY": ("if any", "if any"),
    "_NONE": ("none", "none"),
    "_BOTH": ("both … and …", "both … and …"),
    "_EITHER": ("either … or …", "either … or …"),
    "LISTED": ("any of (…)", "any of (…)"),
    "_BETWEEN": ("between", "between"),
    "_NUMBER_OF": ("number of", "number of"),
    "_TOTAL": ("total", "total"),
    "_WEIGHTED_BY": ("weighted by", "weighted by"),
    "_THE_DAY": ("the day", "the day"),
    "NO_LATER": ("no later than", "no later than"),
    "NO_EARLIER": ("no earlier than", "no earlier than"),
    "ON": ("on", "on"),
}
KEYWORDS = (
    "about", "after", "against", "all", "and", "any", "are", "at", "before", "between", "both", "by", "each", "either", "every", "exactly", "for", "from", "implies", "in", "include", "includes", "is", "no", "none", "not", "number", "of", "on", "or", "some", "than", "that", "then", "to", "total", "under", "when", "where", "which", "who", "with", "within"
)  # fmt: skip
SLIPS = {  # a word that people write -> zh, en
    ",": ("列举请写 all of (a, b) 或 any of (a, b)", "a list is written all of (a, b) or any of (a, b)"),
    "%": ("百分号紧跟在数后面：20%", "the sign follows its number at once: 20%"),
    "(": (
        "not 写在 is 之后时不加括号；或者写 not (a is b)",
        "“not” after “is” takes no brackets; before a sentence it does: not (a is b)",
    ),
    "implies": ("第二个 implies 要加括号", "a second implies needs brackets"),
    "the": ("不用冠词；日子写作 the day of …", "there are no articles; only “the day of …” has one"),
    "a": ("不用冠词", "there are no articles: leave “a” out"),
    "an": ("不用冠词", "there are no articles: leave “an” out"),
    "than": ("请写 more than、fewer than、at least 或 at most", "write more than, fewer than, at least or at most"),
    "was": ("请写：is", "write: is"),
    "were": ("请写：are", "write: are"),
    "be": ("请写：is", "write: is"),
    "has": ("请写 is … with，或 includes", "write is … with …, or includes"),
    "have": ("请写 are … with，或 include", "write are … with …, or include"),
    "contains": ("请写：includes", "write: includes"),
    "contain": ("请写：include", "write: include"),
    "must": ("must 是规则的键，不写在句子里", "must is a key of the rule, not a word of the sentence"),
    "may": ("may 是规则的键，不写在句子里", "may is a key of the rule, not a word of the sentence"),
    "unless": ("unless 是规则的键，不写在句子里", "unless is a key of the rule, not a word of the sentence"),
    "if": ("“如果 a 则 b”写作 a implies b", "“if a then b” is written: a implies b"),
    "but": ("请写：and", "write: and"),
    "nor": ("请写：and not (…)", "write: and not (…)"),
    "all": ("请写 every …，或 all of (a, b)", "write every …, or all of (a, b)"),
    "any": ("请写 some …，或 any of (a, b)", "write some …, or any of (a, b)"),
    "each": ("句子里写 every；each 只写在 for 之后", "write every; each stands only after the key for"),
}
WORD = re.compile(r",\s*then\b|\w+|.", re.DOTALL)


def unexpected(text: str, at: int, accepted: AbstractSet[str]) -> ConditionError:
    """The parser stopped at offset *at*, where it would have gone on with one of *accepted* (terminals)."""
    word = match[0] if (match := WORD.match(text, at)) else ""
    word = ", then" if word.startswith(",") and word != "," else word
    before = found[-1] if (found := re.findall(r"\w+|\S", text[:at])) else ""
    span = (at, max(at, match.end() if match else at))
    return (
        _junction(text, word, span, accepted)
        or _bracketless_not(text, before, word, span, accepted)
        or _reserved(word, span, accepted)
        or _misplaced_sign(text, word, span)
        or _general(text, word, before, span, accepted)
    )


def _general(text: str, word: str, before: str, span: Span, accepted: AbstractSet[str]) -> ConditionError:
    en, zh = _offer(accepted)
    if not word:
        return ConditionError(
            "unexpected-end",
            f"句子没有写完；接下来可以是：{zh}",
            f"the sentence stops too early; expected: {en}",
            span,
            _pair(text, accepted),
        )
    return ConditionError(
        "unexpected-word",
        f"这里不能写“{word}”；可以是：{zh}",
        f"“{word}” cannot stand here; expected: {en}",
        span,
        _slip(text, word, before, span, accepted),
    )


def _offer(accepted: AbstractSet[str]) -> tuple[str, str]:
    offered = [texts for terminal, texts in EXPECTED.items() if terminal in accepted]
    more = " …" if len(offered) > SHOWN else ""
    en, zh = ([texts[i] for texts in offered[:SHOWN]] for i in (0, 1))
    return ", ".join(en) + more, "、".join(zh) + more


def _slip(text: str, word: str, before: str, span: Span, accepted: AbstractSet[str]) -> tuple[str, str] | None:
    if pair := _pair(text[: span[0]], accepted):
        return pair
    if word != word.lower() and word.lower() in KEYWORDS:
        return (f"请用小写：{word.lower()}", f"write it in small letters: {word.lower()}")
    is_name = re.match(r"[^\W\d]", word) is not None and word not in KEYWORDS
    if word == "-" and (match := re.search(r"([^\W\d]\w*)-([^\W\d]\w*)", text[text.rfind(" ", 0, span[0]) + 1 :])):
        said = f"{match[1]}_{match[2]}"
        return (f"名称里用下划线，不用连字符：{said}", f"names hold underscores, not hyphens: {said}")
    if is_name and before in ("the", "if", "all", "any", "each", *(() if word in SLIPS else ("a", "an"))):
        return SLIPS[before]
    if word == ")" and "COMMA" in accepted:
        return ("这里至少要列两个名称", "a list in brackets has two names or more")
    if word in SLIPS and (word != "(" or before == "not"):
        return SLIPS[word]
    if re.match(r"[0-9]", word) and "BOUND" in accepted and before in ("is", "are", "not"):
        return (
            f"请写：exactly {word}、at least {word} 或 at most {word}",
            f"write: exactly {word}, at least {word} or at most {word}",
        )
    if is_name and (near := get_close_matches(word, KEYWORDS, n=1, cutoff=0.8)):
        return (f"是不是“{near[0]}”？", f"did you mean {near[0]}?")
    if is_name and "IS" in accepted:
        return (f"“{word}”前面是不是少了 is 或 are？", f"is “is” or “are” missing before “{word}”?")
    return None


PAIR = re.compile(
    r"\b(by|to|for|from|with|in|at|under|against|about|is|are|includes?)\s+([\w.]+)\s+(and|or)\s+([\w.]+)\s*$"
)


def _pair(text: str, accepted: AbstractSet[str]) -> tuple[str, str] | None:
    """``by a and b``: the second was taken for the beginning of a sentence, which then has no verb."""
    if "IS" not in accepted or not (match := PAIR.search(text)):
        return None
    before, one, word, other = match.groups()
    said = f"{before} {'both' if word == 'and' else 'either'} {one} {word} {other}"
    return (f"两者并列请写：{said}", f"if the two belong together, write: {said}")


def _reserved(word: str, span: Span, accepted: AbstractSet[str]) -> ConditionError | None:
    if word not in RESERVED or "NAME" not in accepted or accepted & {"IS", "_AND", "_OR"}:
        return None
    return ConditionError(
        "reserved-word",
        f"这里要写名称，而“{word}”是语言本身的词",
        f"a name is wanted here, and “{word}” is a word of the language",
        span,
        (
            f"{'、'.join(sorted(RESERVED))} 不能作名称，点号之后除外",
            f"these are never names, except after a dot: {', '.join(sorted(RESERVED))}",
        ),
    )


def _misplaced_sign(text: str, word: str, span: Span) -> ConditionError | None:
    at = span[0]
    if text.rstrip().endswith(".") and not text[at:].strip():
        return full_stop(len(text.rstrip()) - 1)
    if (word in {"-", ":", "/"} and re.search(r"\d$", text[:at])) or re.match(r"\d+[:-]\d", text[at:]):
        return ConditionError(
            "unexpected-word",
            "这里不是数、比例或时刻",
            "this is no number, no share and no time",
            span,
            (
                "时刻写作 09:30，比例写作 1/2；日期不写在句子里，写在参数或会议文件里",
                "a time is written 09:30, a share 1/2; dates stand in parameters and in the meeting's file, not in sentences",
            ),
        )
    if joined := re.match(r"([0-9]+)([^\W\d]\w*)", text[at:]):
        return ConditionError(
            "unexpected-word",
            f"“{joined[0]}”既不是数，也不是名称",
            f"“{joined[0]}” is neither a number nor a name",
            (at, at + joined.end()),
            (
                f"名称不以数字开头；数与单位之间要空格：{joined[1]} {joined[2]}",
                f"names do not begin with a digit, and a unit stands apart: {joined[1]} {joined[2]}",
            ),
        )
    return None


# ---- and, or, not ----------------------------------------------------------------------------------------------------

JOINED = {"and": "_AND", "or": "_OR"}
PIECE = re.compile(r"\w+|[()]")


def _junction(text: str, word: str, span: Span, accepted: AbstractSet[str]) -> ConditionError | None:
    """*and* beside *or*, or a chain inside one of the two."""
    if word in JOINED and accepted & {"$END", "RPAR"}:
        other = "or" if word == "and" else "and"
        if JOINED[other] in accepted:
            return ConditionError(
                "and-or",
                "and 与 or 并列时必须加括号",
                "“and” beside “or” needs brackets",
                span,
                _ways(text, span[0], word, other),
            )
        if "_THEN" in accepted and "_IMPLIES" not in accepted:
            return _chain_brackets(span)
    if word in {"then", ", then"} and accepted & {"_AND", "_OR"}:
        return _chain_brackets(span)
    return None


def _chain_brackets(span: Span) -> ConditionError:
    return ConditionError(
        "chain-brackets",
        "带 then 的链与 and、or 同写时，链要加括号",
        "a chain with “then” beside “and” or “or” needs brackets",
        span,
        (
            "例如：(a is signed, then sent) and b is ready",
            "such as: (a is signed, then sent) and b is ready",
        ),
    )


def _ways(text: str, at: int, word: str, other: str) -> tuple[str, str]:
    left, middle, right = _clauses(text, at, other)
    if not (left and middle and right) or len(left + middle + right) > 160:
        left, middle, right = "a", "b", "c"
    first = f"({left} {other} {middle}) {word} {right}"
    second = f"{left} {other} ({middle} {word} {right})"
    return (f"请写：{first}；或者：{second}", f"write: {first} — or: {second}")


def _clauses(text: str, at: int, other: str) -> tuple[str, str, str]:
    """What stands left of the last *other* before *at*, between the two, and right of *at*, on one level of brackets."""
    starts: list[tuple[int, list[Span]]] = [(0, [])]
    waiting = ""  # both … and, between … and, either … or: none of them holds another
    for piece in PIECE.finditer(text[:at]):
        match piece[0]:
            case "(":
                starts.append((piece.end(), []))
            case ")":
                starts.pop()
            case "implies" | "where":
                starts[-1] = (piece.end(), [])
            case "both" | "between":
                waiting = "and"
            case "either":
                waiting = "or"
            case said if said == waiting:
                waiting = ""
            case said if said == other:
                starts[-1][1].append(piece.span())
            case _:
                pass
    start, joints = starts[-1]
    if not joints:
        return "", "", ""
    return text[start : joints[-1][0]].strip(), text[joints[-1][1] : at].strip(), _rest(text, at)


def _rest(text: str, at: int) -> str:
    """The clause that follows the word at *at*."""
    pieces = list(PIECE.finditer(text, at))[1:]
    start, depth, waiting = (pieces[0].start() if pieces else len(text)), 0, ""
    for piece in pieces:
        if piece[0] == "(":
            depth += 1
        elif piece[0] == ")":
            depth -= 1
        elif depth == 0 and piece[0] in {"both", "between", "either"}:
            waiting = "or" if piece[0] == "either" else "and"
            continue
        if depth == 0 and piece[0] == waiting:
            waiting = ""
        elif depth < 0 or (depth == 0 and piece[0] in {"and", "or", "implies"}):
            return text[start : piece.start()].strip() + ("" if depth < 0 else " …")
    return text[start:].strip()


def _bracketless_not(
    text: str, before: str, word: str, span: Span, accepted: AbstractSet[str]
) -> ConditionError | None:
    if before != "not" or accepted != {"LPAR"} or not word:
        return None
    rest = _rest(text, text.rindex("not", 0, span[0])).removesuffix(" …")
    shown = rest if 0 < len(rest) <= 80 and rest.count("(") == rest.count(")") else "…"
    return ConditionError(
        "not-brackets",
        "not 后面要加括号",
        "“not” needs brackets",
        span,
        (f"请写：not ({shown})，或把 not 放在 is 之后", f"write: not ({shown}), or put “not” after “is”"),
    )
