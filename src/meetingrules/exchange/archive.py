"""The archive that a workbook is: its parts, unpacked within limits, and no others.

What the directory of an archive says of sizes is looked at before anything is unpacked, and not believed while it is.
"""

import io
import zipfile
import zlib
from collections.abc import Mapping

from meetingrules.base.diagnostics import InvalidText
from meetingrules.exchange.bounds import Limits, refusal, too_large, too_much

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How Office files began before they were archives; those with a password still do."""
PROTECTED = "EncryptedPackage".encode("utf-16-le")
ENTRY = b"PK\x01\x02"
METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
"""The only ones that workbooks use; others let a file say how much memory unpacking takes."""
CHUNK = 64 * 1024
READ = (".xml", ".rels")
UNREAD = (
    "docprops/",
    "customxml/",
    *(f"xl/{folder}/" for folder in ("theme", "drawings", "charts", "chartsheets", "pivottables", "pivotcache")),
    *(f"xl/{folder}/" for folder in ("externallinks", "worksheets/_rels", "media", "printersettings", "tables")),
)
"""Folders of parts that say nothing of what stands in cells, in lower case."""
SAVE_AS = (
    "用 WPS 或 Excel 打开，另存为 Excel 工作簿（.xlsx）",
    "open it in a spreadsheet and save it as an Excel workbook (.xlsx)",
)
UNLOCK = ("先去掉打开密码，再另存", "take the password off and save it again")


def unpacked(data: bytes, name: str, limits: Limits) -> Mapping[str, bytes]:
    """The parts of a workbook that say what stands in its cells, by name.

    :raises InvalidText: ``encrypted-workbook``, ``old-workbook``, ``not-a-workbook``, ``damaged-workbook``, ``unpacks-too-large``,
        ``too-many-parts``
    """
    if data.startswith(OLE):
        raise old(data, name)
    if data.count(ENTRY) > limits.parts:
        raise too_much("too-many-parts", name, ("压缩包内的文件", "files in the archive"), limits.parts)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return inflated(archive, name, limits)
    except InvalidText:
        raise
    except RuntimeError as error:  # what zipfile raises for a password, and for nothing else that it reads
        zh, en = "文件已加密", "the file is encrypted"
        raise refusal("encrypted-workbook", name, zh, en, UNLOCK) from error
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
        raise damaged(name) from error


def inflated(archive: zipfile.ZipFile, name: str, limits: Limits) -> dict[str, bytes]:
    """The parts that are read.

    :raises InvalidText: ``unpacks-too-large``, ``damaged-workbook``
    """
    wanted = {info.filename: info for info in archive.infolist() if is_read(info.filename)}
    bomb = too_large("unpacks-too-large", name, ("解压后的内容", "what it unpacks to"), limits.unpacked)
    if sum(info.file_size for info in wanted.values()) > limits.unpacked:
        raise bomb
    found, left = dict[str, bytes](), limits.unpacked
    for part, info in wanted.items():
        if info.compress_type not in METHODS:
            raise damaged(name)
        if info.file_size > limits.small and info.file_size > limits.ratio * max(1, info.compress_size):
            raise bomb
        content = bytearray()
        with archive.open(info) as stream:
            while chunk := stream.read(CHUNK):
                content += chunk
                if len(content) > left:
                    raise bomb
        left -= len(content)
        found[part] = bytes(content)
    return found


def is_read(part: str) -> bool:
    """Whether a part can say what stands in a cell."""
    low = part.lower()
    return low.endswith(READ) and not low.startswith(UNREAD)


def packed(parts: Mapping[str, bytes]) -> io.BytesIO:
    """An archive of nothing but these parts: whoever reads it sees what was looked at."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for part, content in parts.items():
            archive.writestr(zipfile.ZipInfo(part), content)
    out.seek(0)
    return out


def old(data: bytes, name: str) -> InvalidText:
    """What an Office file of the old kind is refused for."""
    if PROTECTED in data:
        return refusal("encrypted-workbook", name, "工作簿设有打开密码", "the workbook has a password", UNLOCK)
    zh, en = "是旧格式的 Office 文件（.xls）", "it is an Office file of the old kind (.xls)"
    return refusal("old-workbook", name, zh, en, SAVE_AS)


def damaged(name: str) -> InvalidText:
    """The complaint about a workbook that cannot be read to its end."""
    zh, en = "工作簿已损坏或不完整", "the workbook is damaged or incomplete"
    return refusal("damaged-workbook", name, zh, en, SAVE_AS)
