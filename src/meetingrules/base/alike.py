"""Texts that look the same and are not: letters of other alphabets, parts of characters that stand for characters, blanks."""

import unicodedata
from functools import lru_cache

LETTERS = {
    **dict(zip("АВЕЅІЈКМНОРСТУХаеіјорсѕухԁԛԝһӀ", "ABESIJKMHOPCTYXaeijopcsyxdqwhI", strict=True)),  # Cyrillic
    **dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧνορυ", "ABEZHIKMNOPTYXvopu", strict=True)),  # Greek
}
PARTS = dict(
    zip(
        "⺟⺠⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻪⻫⻬⻮⻰⻳",
        "母民西见角贝车长门青韦页风飞食马骨鬼鱼鸟麦黄黾斉齐齿龙龟",
        strict=True,
    )
)
"""Parts that stand for a whole character in text taken out of a PDF, and that no normal form of Unicode gives back."""
TABLE = str.maketrans({**LETTERS, **PARTS})


@lru_cache(maxsize=16_384)
def skeleton(text: str) -> str:
    """What a text looks like: two texts with the same one cannot be told apart by eye, or differ by a blank.

    >>> skeleton("市⻓") == skeleton("市长"), skeleton("王　伟") == skeleton("王伟"), skeleton("張") == skeleton("张")
    (True, True, False)
    """
    if text.isascii() and " " not in text:
        return text
    return "".join(unicodedata.normalize("NFKC", text).translate(TABLE).split())


def difference(text: str, other: str) -> tuple[str, str]:
    """Where a text differs from one that looks the same, in (zh, en)."""
    at = next((i for i, (a, b) in enumerate(zip(text, other, strict=False)) if a != b), min(len(text), len(other)))
    here, there = (_named(one[at : at + 1]) for one in (text, other))
    return (
        f"第 {at + 1} 个字符这里是 {here}，那里是 {there}；两处写成一样",
        f"character {at + 1} is {here} here, and {there} there; write both the same way",
    )


def _named(char: str) -> str:
    return f"U+{ord(char):04X} {unicodedata.name(char, '').lower()}".rstrip() if char else "∅"
