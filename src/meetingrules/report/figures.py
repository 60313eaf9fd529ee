"""Numbers, days, shares and citations as an office writes them, in Chinese and English."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from fractions import Fraction

from meetingrules.base.source import Texts
from meetingrules.lang.answers import Due, Moment

DIGITS = "零一二三四五六七八九"
WEEKDAYS = {"zh": ("一", "二", "三", "四", "五", "六", "日"), "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")}
MOST_NAMES = 5
CITED = re.compile(r"(?:.*?-)?(\d+)-(\d+)(?:-i(\d+)|[a-z])?", re.ASCII)
COVER = {"zh": "印发通知", "en": "covering notice"}


def chinese(number: int) -> str:
    """A whole number from 0 to 999 in Chinese numerals.

    >>> chinese(15), chinese(20), chinese(105), chinese(110)
    ('十五', '二十', '一百零五', '一百一十')
    """
    if not 0 <= number <= 999:
        return str(number)
    if number < 10:
        return DIGITS[number]
    if number < 20:
        return "十" + (DIGITS[number - 10] if number > 10 else "")
    if number < 100:
        tens, ones = divmod(number, 10)
        return DIGITS[tens] + "十" + (DIGITS[ones] if ones else "")
    hundreds, rest = divmod(number, 100)
    if rest == 0:
        return DIGITS[hundreds] + "百"
    tail = "零" + chinese(rest) if rest < 10 else ("一" if rest < 20 else "") + chinese(rest)
    return DIGITS[hundreds] + "百" + tail


def citation(id: str, paragraphs: Mapping[int, int]) -> Texts:  # noqa: A002 - it is an id
    """How an office cites a norm; *paragraphs* says how many paragraphs an article has.

    An article of one paragraph is cited without it. The letter of a sentence is not cited. A word that is no citation
    stays as it is.

    >>> citation("executive-15-1b", {15: 2})["zh"], citation("5-1-i3", {5: 1})["en"]
    ('第十五条第一款', 'article 5, item 3')
    """
    if id.startswith("cover-"):
        return COVER
    found = CITED.fullmatch(id)
    if found is None:
        return {"zh": id, "en": id}
    article, paragraph = int(found[1]), int(found[2])
    several = paragraphs.get(article, 1) > 1 or paragraph > 1
    zh = f"第{chinese(article)}条" + (f"第{chinese(paragraph)}款" if several else "")
    en = f"article {article}" + (f"({paragraph})" if several else "")
    if found[3]:
        zh += f"第（{chinese(int(found[3]))}）项"
        en += f", item {int(found[3])}"
    return {"zh": zh, "en": en}


def number(value: Fraction | int) -> str:
    """A number, exact: an integer, else a short decimal, else a fraction.

    >>> number(Fraction(10, 2)), number(Fraction(5, 2)), number(Fraction(20, 3))
    ('5', '2.5', '20/3')
    """
    exact = value if isinstance(value, Fraction) else Fraction(value)
    if exact.denominator == 1:
        return str(exact.numerator)
    scaled = exact * 10**6
    if scaled.denominator != 1:
        return f"{exact.numerator}/{exact.denominator}"
    sign = "-" if exact < 0 else ""
    whole, part = divmod(abs(scaled.numerator), 10**6)
    return f"{sign}{whole}.{part:06d}".rstrip("0")


def fraction(share: Fraction, lang: str) -> str:
    """A share in words.

    >>> fraction(Fraction(2, 3), "zh"), fraction(Fraction(1, 2), "en")
    ('三分之二', 'half')
    """
    if lang == "en":
        return "half" if share == Fraction(1, 2) else number(share) if share.denominator == 1 else str(share)
    return f"{chinese(share.denominator)}分之{chinese(share.numerator)}"


def share(bound: str, low: Fraction, lang: str) -> str:
    """A bound on a share in words.

    >>> share("at least", Fraction(1, 2), "zh"), share("more than", Fraction(1, 2), "zh")
    ('半数以上', '过半数')
    """
    half = low == Fraction(1, 2)
    if lang == "en":
        return f"{bound} {fraction(low, 'en')}"
    words = fraction(low, "zh")
    match bound:
        case "at least":
            return "半数以上" if half else f"{words}以上"
        case "more than":
            return "过半数" if half else f"超过{words}"
        case "at most":
            return f"不超过{'半数' if half else words}"
        case "fewer than":
            return f"不到{'半数' if half else words}"
        case _:
            return "半数" if half else words


def day(moment: date, lang: str, *, weekday: bool = False) -> str:
    """A day.

    >>> day(date(2024, 2, 5), "zh", weekday=True), day(date(2024, 2, 5), "en", weekday=True)
    ('2024年2月5日（星期一）', '2024-02-05 (Mon)')
    """
    name = WEEKDAYS[lang][moment.weekday()]
    if lang == "zh":
        return f"{moment.year}年{moment.month}月{moment.day}日" + (f"（星期{name}）" if weekday else "")
    return f"{moment.year:04d}-{moment.month:02d}-{moment.day:02d}" + (f" ({name})" if weekday else "")


def when(moment: Moment, lang: str, *, weekday: bool = False) -> str:
    """A day, or an instant: 2024年3月18日17:00.

    >>> when(datetime(2024, 3, 18, 17, 0), "zh"), when(datetime(2024, 3, 18, 17, 0), "en")
    ('2024年3月18日17:00', '2024-03-18 17:00')
    """
    text = day(moment, lang, weekday=weekday)
    if not isinstance(moment, datetime):
        return text
    clock = f":{moment.minute:02d}" + (f":{moment.second:02d}" if moment.second else "")
    return f"{text}{moment.hour}{clock}" if lang == "zh" else f"{text} {moment.hour:02d}{clock}"


def until(due: Due, lang: str, *, weekday: bool = False) -> str:
    """The last permissible moment, or the two that it lies between."""
    first, last = when(due.earliest, lang, weekday=weekday), when(due.latest, lang, weekday=weekday)
    if first == last:
        return first
    a, b = due.earliest, due.latest
    if lang == "zh" and not weekday and a.year == b.year:  # 2027年2月10日至15日之间: what is the same is said once
        last = last.removeprefix(f"{a.year}年" + (f"{a.month}月" if a.month == b.month else ""))
    return f"{first}至{last}之间" if lang == "zh" else f"between {first} and {last}"


def listed(names: Sequence[str], lang: str, counter: str = "人", most: int = MOST_NAMES) -> str:
    """Some names, not all when there are many: 甲、乙等9人.

    >>> listed(list("abcdefg"), "zh"), listed(list("abcdefg"), "en")
    ('a、b、c、d、e等7人', 'a, b, c, d, e and 2 more')
    """
    kept, more = names[:most], len(names) - most
    if lang == "zh":
        return "、".join(kept) + (f"等{len(names)}{counter}" if more > 0 else "")
    return ", ".join(kept) + (f" and {more} more" if more > 0 else "")


def either(names: Sequence[str], lang: str, most: int = MOST_NAMES) -> str:
    """Alternatives: 市长或秘书长."""
    if len(names) > most:
        return listed(names, lang, most=most)
    if lang == "zh":
        return "、".join(names[:-1]) + "或" + names[-1] if len(names) > 1 else "".join(names)
    return ", ".join(names[:-1]) + " or " + names[-1] if len(names) > 1 else "".join(names)
