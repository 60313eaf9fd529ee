"""The catalogue of what is thrown at the tool: ``tests/catalogue/NNN-name.yaml``, one file for each input.

====================  ==============================================================================================
``number``            of the list; several files may show sides of one entry
``what``              one line about it
``why``               left out where it goes without saying: why the verdict is what it is
``verdict``           ``refuse``: it is not taken; ``note``: taken, and something is said of it; ``accept``: quite in order
``files``             what stands in the folder of the run, beside ``base/``: name -> content (see `made`)
``run``               the command, without ``meetingrules``, as a shell splits it
``stdin``             a content; ``closed``; left out: nothing comes
``env``               environment of the run; with it, it is a process of its own
``piped``             ``head``: into ``head -n 1``; ``interrupted``: Ctrl-C while it writes
``nobody``            run without the rights of root
``disk``              the largest file that can be written, in bytes
``seconds``           what a lawful and large input may cost instead of one second of the processor
``exit``              the exit code
``says``              the complaints, each ``code`` or ``code line:column``, or ``code file:line:column``; all of them, in order;
                      ``usage`` is what the command line says of its own words
``shows``             what stands on stdout, in English
``en``, ``zh``        what stands on stderr; ``pytest --accept`` writes it
====================  ==============================================================================================
"""

import base64
import json
import os
import re
import shlex
from pathlib import Path

import yaml
from attrs import Factory, frozen

import recipes

HERE = Path(__file__).parent / "catalogue"
PATHS = sorted(HERE.glob("*.yaml"))
LANGS = {"en": "en_US.UTF-8", "zh": "zh_CN.UTF-8"}
COMPLAINT = re.compile(r"^(?:(?P<place>\S.*?:\d+:\d+): )?error\[(?P<code>[a-z0-9-]+)\]: ", re.MULTILINE)
USAGE = re.compile(r"^(?:Error: |错误：)", re.MULTILINE)
LISTED = re.compile(r"^(?!\d+ \|)\S.*: .* \[(?P<code>[a-z-]+)\]$", re.MULTILINE)
"""What an import lists: where, what stands there, why it was left."""
LONGEST = 30
"""Lines of a pinned text."""
PINNED = re.compile(r"^en: \|-?\n.*\Z", re.MULTILINE | re.DOTALL)


@frozen
class Entry:
    """One input."""

    path: Path
    number: int
    what: str
    verdict: str
    run: str
    exit: int
    why: str = ""
    files: dict = Factory(dict)
    stdin: object = None
    env: dict = Factory(dict)
    piped: str | None = None
    nobody: bool = False
    disk: int | None = None
    seconds: float | None = None
    says: list = Factory(list)
    shows: list = Factory(list)
    en: str = ""
    zh: str = ""

    @property
    def fresh(self):
        """Whether it needs a process of its own."""
        return bool(self.env or self.piped or self.stdin == "closed")


def read(path):
    """One file of the catalogue; a key that it cannot have is an error."""
    return Entry(path, **yaml.safe_load(path.read_text(encoding="utf-8")))


def made(content):
    """The bytes of a content: a text; a list, one after the other; or a table with one of these keys.

    ``hex``, ``base64``: bytes; ``text`` with ``encoding``; ``repeat`` with ``times``; ``recipe`` with what it takes; ``json``: data.
    """
    match content:
        case str():
            return content.encode("utf-8")
        case {"recipe": name, **given}:
            found = getattr(recipes, name.replace("-", "_"))(**given)
            return found if isinstance(found, bytes) else found.encode("utf-8")
        case list():
            return b"".join(map(made, content))
        case {"hex": text}:
            return bytes.fromhex(text)
        case {"base64": text}:
            return base64.b64decode(text)
        case {"text": text, "encoding": encoding}:
            return text.encode(encoding)
        case {"repeat": text, "times": times}:
            return made(text) * times
        case {"json": data}:
            return json.dumps(data, ensure_ascii=False).encode("utf-8")
    raise ValueError(content)


def place(folder, name, content):
    """Put one file where it belongs: a content, or what is no regular file."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    match content:
        case {"folder": _}:
            path.mkdir(exist_ok=True)
        case {"fifo": _}:
            os.mkfifo(path)
        case {"link": target}:
            path.symlink_to(target)
        case {"mode": mode, "is": inner}:
            place(folder, name, inner)
            path.chmod(int(mode, 8))
        case _:
            path.write_bytes(made(content))


def job(entry, folder, aside, lang):
    """What the forks are asked to do.

    :param aside: a folder beside the run's own for its streams
    """
    stdin = "/dev/null"
    if entry.stdin == "closed":
        stdin = None
    elif entry.stdin is not None:
        (aside / "stdin").write_bytes(made(entry.stdin))
        stdin = str(aside / "stdin")
    more = {"disk": entry.disk} if entry.disk is not None else {}
    return {
        "folder": str(folder), "args": shlex.split(entry.run), "fresh": entry.fresh, "piped": entry.piped, "nobody": entry.nobody,
        "env": {"LC_ALL": LANGS[lang], "MEETINGRULES_DEBUG": "", "MEETINGRULES_CACHE": "off", **entry.env}, "stdin": stdin,
        "stdout": str(aside / f"out.{lang}"), "stderr": str(aside / f"err.{lang}"), **more,
    }  # fmt: skip


def complaints(text, out):
    """Code and place of each complaint on stderr, or in the answers of a worker."""
    found = [(m["code"], m["place"] or "") for m in COMPLAINT.finditer(text)]
    found += [("usage", "") for _ in USAGE.finditer(text)] + [(m["code"], "") for m in LISTED.finditer(text)]
    for line in out.splitlines():
        if line.startswith('{"id":'):
            problems = json.loads(line).get("error", {}).get("problems", [])
            found += [(p["code"], "") for p in problems]
    return found


def fits(found, said):
    """Whether a complaint is the one that an entry speaks of: its code, and its place as far as that is written."""
    code, _, where = said.partition(" ")
    return found[0] == code and (where in {"", found[1]} or found[1].endswith(f":{where}"))


def expanded(said):
    """``code x 3`` is that code three times, wherever."""
    return [code for line in said for code, _, count in [line.partition(" x ")] for _ in range(int(count or 1))]


def cut(text):
    """Of a long text the beginning and the end."""
    lines = text.rstrip().split("\n")
    return "\n".join(lines if len(lines) <= LONGEST else [*lines[: LONGEST - 6], "…", *lines[-5:]])


def accept(entry, texts):
    """Write what was said into the file."""
    old = PINNED.sub("", entry.path.read_text(encoding="utf-8"))
    new = "".join(
        f"{lang}: |\n" + "".join(f"  {line}\n" if line else "\n" for line in texts[lang].rstrip("\n").split("\n"))
        for lang in LANGS
        if texts[lang].strip()
    )
    entry.path.write_text(old + new, encoding="utf-8")
