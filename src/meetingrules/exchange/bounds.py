"""How much one file that people hold may bring, and how one that brings more is refused."""

from attrs import frozen

from meetingrules.base.diagnostics import Diagnostic, InvalidText
from meetingrules.base.source import Place
from meetingrules.base.tree import Hint, shown, size


@frozen
class Limits:
    """What is read at most. The caller may raise them; no file can."""

    bytes: int = 20 * 1024 * 1024
    """Of the file as it is: a workbook may carry pictures, which nobody looks at."""
    plain: int = 5 * 1024 * 1024
    """Of a CSV file, which is nothing but text."""
    unpacked: int = 16 * 1024 * 1024
    """Of the parts of a workbook that are read, in bytes, all together."""
    ratio: int = 100
    """How many times its packed size a part may have that is larger than *small*."""
    small: int = 1024 * 1024
    """Below so many bytes the ratio says nothing: a short table of blanks packs well."""
    parts: int = 2_000
    """Of a workbook: files in its archive."""
    elements: int = 80_000
    """Of a workbook: XML elements in cells and texts."""
    trimmings: int = 20_000
    """Of a workbook: all other XML elements (styles, views, names, merged cells)."""
    depth: int = 64
    """How deep XML elements may stand in each other."""
    sheets: int = 50
    rows: int = 2_000
    """The last row of a sheet in which something stands."""
    columns: int = 100
    """The last column of a sheet in which something stands."""
    text: int = 64 * 1024
    """Of one cell, in bytes of UTF-8."""
    cells: int = 100_000
    """Of all sheets together, blank ones between others too."""


DEFAULT = Limits()


def refusal(
    code: str, name: str, zh: str, en: str, hint: Hint | None = None, place: Place | None = None
) -> InvalidText:
    """The complaint about a whole file, ready to be raised.

    :param name: the name of the file; it is put in front
    :param hint: what to do instead, in (zh, en)
    """
    file = shown(name)
    texts = {"zh": hint[0], "en": hint[1]} if hint else None
    return InvalidText((Diagnostic(code, {"zh": f"{file}：{zh}", "en": f"{file}: {en}"}, place, texts),))


SPLIT = ("只留要导入的那张表，另存后再导入", "keep only the table that is meant, save it as a new file and read that")


def too_much(code: str, name: str, what: tuple[str, str], most: int) -> InvalidText:
    """The complaint about a file that brings more than is read.

    :param what: of what there is too much, in (zh, en): ``("工作表", "sheets")``
    """
    zh, en = f"{what[0]}太多：最多 {most:,}", f"too many {what[1]}: at most {most:,} are read"
    return refusal(code, name, zh, en, SPLIT)


def too_large(code: str, name: str, what: tuple[str, str], most: int) -> InvalidText:
    """The complaint about bytes: of the file, of what it unpacks to, of one cell."""
    zh, en = f"{what[0]}太大：最多 {size(most)}", f"{what[1]} is too large: at most {size(most)} is read"
    return refusal(code, name, zh, en, SPLIT)
