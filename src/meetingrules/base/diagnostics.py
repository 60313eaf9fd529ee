"""The one shape of every complaint about a text, and the exceptions that carry them."""

import re
import unicodedata
from collections.abc import Iterable, Mapping

from attrs import field, frozen

from meetingrules.base.limits import DEFAULT
from meetingrules.base.source import Place


@frozen
class Diagnostic:
    """One complaint about a text: what, where, and what to try instead.

    The code is stable and searchable; message and hint are in Chinese and English.
    """

    code: str
    """A slug such as ``no-such-day``."""
    message: Mapping[str, str]
    place: Place | None = None
    hint: Mapping[str, str] | None = None

    def show(self, lang: str = "en") -> str:
        """The complaint as people see it: place, code, message, the line with a caret, hint."""
        where = f"{one_line(str(self.place))}: " if self.place else ""
        out = [f"{where}error[{self.code}]: {one_line(self.message[lang])}"]
        if self.place and (line := self.place.source.line(self.place.line)).strip():
            gutter = f"{self.place.line} | "
            start = self.place.column - 1
            cut = max(0, start - LONGEST // 2) if len(line) > LONGEST else 0
            end = cut + LONGEST
            before, marked = visible(line[cut:start]), visible(line[start:end][: max(1, self.place.width)])
            shown = ("…" if cut else "") + visible(line[cut:end]) + ("…" if line[end:] else "")
            pad = (" " if cut else "") + "".join("\t" if c == "\t" else " 　"[_wide(c)] for c in before if not _mark(c))
            carets = "".join("^＾"[_wide(c)] for c in marked if not _mark(c))
            out += [gutter + shown, " " * len(gutter) + pad + (carets or "^")]
        if self.hint:
            out.append(f"  {'提示：' if lang == 'zh' else 'hint: '}{one_line(self.hint[lang])}")
        return tame("\n".join(out))

    def __str__(self) -> str:
        return self.show()


LONGEST_MESSAGE = 2_000
LONGEST = 160
"""Of a longer line only the part around the caret is shown."""

COUNTED = 10
"""How many times as many complaints as are told are counted; then nobody reads on."""

NEAR, COMPARED = 0.6, 50
"""How much alike two words are that are taken for one another, and with how many a word is compared letter by letter."""

LONGEST_WORD, MOST_WORDS = 100, 2_000
"""Beyond these nobody is asked what he meant: it would take too long."""

HIDDEN = re.compile(
    "[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\xad"  # control characters, soft hyphen
    "\\u061c\\u180e\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff\\ufff9-\\ufffb"  # zero width, bidi, line separators
    "\\ud800-\\udfff\\ufffe\\uffff\\U000e0000-\\U000e007f]|\\r(?!\\n)"  # surrogates, no characters, tags
)
"""Characters nobody can see, or that make a text look like another one."""


def visible(text: str) -> str:
    """The text with hidden characters spelled out, so that no line can fake another."""
    if text.isascii() and text.isprintable():  # nearly every one
        return text
    return HIDDEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


COMMAND = re.compile(r"#(?=#(?:vso)?\[)|^(?P<lead>[^\S\n]*):(?=:)", re.IGNORECASE | re.MULTILINE)
"""What a build log takes for a command: ``##vso[``, ``##[`` anywhere, ``::`` at the beginning of a line."""


def tame(text: str) -> str:
    """The text with nothing in it that a build log takes for a command."""
    return COMMAND.sub(lambda m: f"{m['lead']}\\u003a" if m["lead"] is not None else "\\u0023", text)


def one_line(text: str) -> str:
    """A text that holds names of a file, as one line of a length that people read."""
    shown = visible(text.replace("\r\n", "⏎").replace("\n", "⏎"))
    return shown if len(shown) <= LONGEST_MESSAGE else f"{shown[: LONGEST_MESSAGE - 1]}…"


def _wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WF"


def _mark(char: str) -> bool:
    """Whether the character stands on the one before it and takes no room."""
    return unicodedata.category(char) in ("Mn", "Me")


class MeetingRulesError(Exception):
    """Everything this library raises on purpose."""


def _all(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(found)


@frozen
class InvalidText(MeetingRulesError):
    """A rulebook, a roster or a meeting file is wrong; *all* its complaints are in here."""

    diagnostics: tuple[Diagnostic, ...] = field(converter=_all)

    def show(self, lang: str = "en") -> str:
        """All complaints, a blank line between two."""
        return "\n\n".join(d.show(lang) for d in self.diagnostics)

    def __str__(self) -> str:
        return self.show()

    def __reduce__(self) -> tuple[object, ...]:
        return (InvalidText, (self.diagnostics,))


class Complaints:
    """Collects complaints while a pass goes on; raised together at its end.

    :param most: how many are told; the rest is counted
    """

    def __init__(self, most: int = DEFAULT.complaints) -> None:
        self.found: list[Diagnostic] = []
        self.most = most

    def add(self, code: str, zh: str, en: str, place: Place | None = None, hint: tuple[str, str] | None = None) -> None:
        """One more complaint; *hint* is (zh, en).

        :raises InvalidText: when there are so many that nobody counts on
        """
        texts = {"zh": hint[0], "en": hint[1]} if hint else None
        self.found.append(Diagnostic(code, {"zh": zh, "en": en}, place, texts))
        if len(self.found) >= COUNTED * self.most:
            self.raise_if_any()

    def raise_if_any(self) -> None:
        """:raises InvalidText: with everything that was found, in the order of the text"""
        if self.found:
            unique = dict.fromkeys(_key(d) for d in self.found)
            first = {_key(d): d for d in reversed(self.found)}
            ordered = sorted((first[k] for k in unique), key=_order)
            more, all_ = ordered[self.most :], len(self.found) < COUNTED * self.most
            raise InvalidText((*ordered[: self.most], *([_more(len(more), all_=all_)] if more else [])))


def _more(count: int, *, all_: bool) -> Diagnostic:
    """What stands for the complaints that are not told."""
    zh, en = f"另有 {count} 处问题，未逐一列出", f"{count} more, not listed one by one"
    return Diagnostic("more-complaints", {"zh": zh if all_ else f"至少{zh}", "en": en if all_ else f"at least {en}"})


def _key(diagnostic: Diagnostic) -> tuple[object, ...]:
    place = diagnostic.place
    return (diagnostic.code, diagnostic.message["en"], str(place) if place else "")


def _order(diagnostic: Diagnostic) -> tuple[str, int, int]:
    place = diagnostic.place
    return (place.source.name, place.line, place.column) if place else ("", 0, 0)


def nearest(word: str, words: Iterable[str]) -> tuple[str, str] | None:
    """A "did you mean" hint in (zh, en), or None when nothing is near enough, or there is too much to compare it with."""
    known = set(words) - {word}
    if len(word) > LONGEST_WORD or len(known) > MOST_WORDS:
        return None
    from difflib import get_close_matches  # what is right is never compared

    letters = set(word)

    def shared(other: str) -> float:  # never less than the ratio that is asked for
        return 2 * min(len(word), len(other), sum(map(letters.__contains__, other))) / (len(word) + len(other) or 1)

    likely = sorted((-of, other) for other in known if (of := shared(other)) >= NEAR)
    near = get_close_matches(word, sorted(other for _, other in likely[:COMPARED]), n=1, cutoff=NEAR)
    return (f"是不是“{near[0]}”？", f"did you mean {near[0]}?") if near else None
