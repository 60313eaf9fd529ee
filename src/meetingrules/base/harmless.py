"""Texts of strangers, made harmless for where they go: a line, a cell of a spreadsheet, Markdown."""

import re

from meetingrules.base.diagnostics import tame, visible

FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the beginning of a formula; in East Asia it reads the wide ones as well."""
SPECIAL = re.compile(r"[&<>|`*_\[\]\\~$!(){}]|:(?=//)|(?<=www)\.|(?<=WWW)\.")
MENTION = re.compile(r"[@#]")


def clean(text: str) -> str:
    r"""One line, with nothing hidden in it: no text of a file can fake a line, steer a terminal or give a command to a build log.

    >>> print(clean("a\nb ##vso[task.complete]"), clean("::error::c"))
    a\nb \u0023#vso[task.complete] \u003a:error::c
    """
    return tame(visible(text.replace("\r", "\\r").replace("\n", "\\n")))


def quiet(text: str) -> str:
    r"""JSON in which a build log finds no command. It says the same: the sign is only written another way.

    >>> print(quiet('["##vso[task.complete]"]'))
    ["\u0023#vso[task.complete]"]
    """
    return tame(text) if "##" in text else text


def cell(value: str | int) -> str | int:
    """A value that no spreadsheet calculates.

    >>> cell("=1+1"), cell("甲"), cell(3)
    ("'=1+1", '甲', 3)
    """
    return f"'{value}" if isinstance(value, str) and value.lstrip(" ").startswith(FORMULA) else value


def escape(text: str) -> str:
    """A text that stays one in Markdown: no markup, no link, no mention of a person or an issue, one line.

    >>> print(escape("<b>|*@all"))
    &#60;b&#62;&#124;&#42;@<!-- -->all
    """
    plain = SPECIAL.sub(lambda m: f"&#{ord(m[0])};", clean(text))
    return MENTION.sub(lambda m: m[0] if plain[m.start() - 1 : m.start()] == "&" else f"{m[0]}<!-- -->", plain)
