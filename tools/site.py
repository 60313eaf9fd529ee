"""What the site needs beyond MkDocs: pages link as they do in the repository, and each link leads somewhere on the site, too.

- A page with ``include: FILE`` in its front matter shows that file of the repository in its place.
- A page with ``listing: FOLDER`` shows the files of that folder below its text, each under a heading of its own.
- A link out of ``docs/`` leads to the page that shows the file. One to the other language leads there: everywhere else
  the site keeps its reader in the language that he is in.
"""

import posixpath
import re
from pathlib import Path
from typing import Any

from mkdocs.plugins import get_plugin_logger

log = get_plugin_logger("site")
ROOT = Path(__file__).parents[1]
SHOWN = {"README.md": "index.md", "CONTRIBUTING.md": "contributing.md", "CHANGELOG.md": "changelog.md", "SECURITY.md": "security.md"}
"""Files of the repository that have a page, and the page."""
LISTED = {"examples": "examples.md"}
"""Folders whose files stand on one page."""
FENCED = re.compile(r"(^ *(`{3,}|~{3,}).*?^ *\2 *$|`[^`\n]+`)", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"(?<!!)\[((?:[^\[\]]|\[[^\]]*\])+)\]\(([^)\s#]+)(#[^)\s]*)?\)")
KINDS = {".md": "markdown", ".mjs": "javascript", ".yml": "yaml", ".sh": "bash"}


def on_page_markdown(markdown: str, page: Any, config: Any, files: Any) -> str:  # noqa: ARG001 - what MkDocs hands over
    """The text of a page with its links led to where they hold on the site."""
    base = f"docs/{posixpath.dirname(page.file.src_uri)}"
    if name := page.meta.get("include"):
        markdown, base = (ROOT / name).read_text(encoding="utf-8"), posixpath.dirname(name)
    language = page.file.locale  # of the text: a page that is in English only is shown among the Chinese ones as well
    parts = FENCED.split(markdown)[::3]
    kept = [m[0] for m in FENCED.finditer(markdown)]
    led = [LINK.sub(lambda m: link(m, base, page, language), part) for part in parts]
    text = "".join(a + b for a, b in zip(led, [*kept, ""], strict=True))
    if folder := page.meta.get("listing"):
        text += "".join(listed(path) for path in files_of(folder))
    return text


def link(found: re.Match[str], base: str, page: Any, language: str) -> str:
    """One link of a page, as the site needs it."""
    text, to, anchor = found[1], found[2], found[3] or ""
    if re.match(r"[a-z]+:", to):
        return found[0]
    target = posixpath.normpath(posixpath.join(base, to))
    if not (ROOT / target).exists():
        log.warning("%s links to %s, which is not there", page.file.src_uri, to)
        return found[0]
    if target.startswith("docs/"):
        return inside(text, target.removeprefix("docs/"), anchor, page, language)
    for folder, shown in LISTED.items():
        if target == folder or target.startswith(f"{folder}/"):
            return f"[{text}]({relative(shown, page)}#{anchor_of(target)})"
    if target in SHOWN:
        return f"[{text}]({relative(SHOWN[target], page)}{anchor})"
    log.warning("%s links to %s, which no page shows", page.file.src_uri, to)
    return found[0]


def inside(text: str, target: str, anchor: str, page: Any, language: str) -> str:
    """A link to another page: in the language of this one, or on purpose to the other."""
    plain = target.replace(".zh.md", ".md")
    twin = (ROOT / "docs" / plain.replace(".md", ".zh.md")).exists()
    theirs = "zh" if target.endswith(".zh.md") else "en"
    if not twin or theirs == language:
        return f"[{text}]({relative(plain, page)}{anchor})"
    address = ("zh/" if theirs == "zh" else "") + plain.replace(".md", ".html")
    here = posixpath.dirname(page.url)
    return f'<a href="{posixpath.relpath(address, here or ".")}{anchor}" hreflang="{theirs}">{text}</a>'


def relative(target: str, page: Any) -> str:
    """A page of docs/ as seen from another."""
    return posixpath.relpath(target, posixpath.dirname(page.file.src_uri) or ".")


def anchor_of(path: str) -> str:
    """Where a file or a folder stands on its page.

    >>> anchor_of("examples/clients/check.sh")
    'clients-check-sh'
    """
    return re.sub(r"[^a-z0-9_]+", "-", path.partition("/")[2].lower()).strip("-")


def files_of(folder: str) -> list[Path]:
    """The files below a folder and their folders, in the order in which they are listed."""
    found = sorted(p for p in (ROOT / folder).rglob("*") if not any(part.startswith((".", "__")) for part in p.parts))
    return [p for p in found if p.is_dir() or p.suffix != ".pyc"]


def listed(path: Path) -> str:
    """A file as code under its heading, or the heading of a folder."""
    name = path.relative_to(ROOT).as_posix()
    heading = f"{name.partition('/')[2]} {{ #{anchor_of(name)} }}\n\n"
    if path.is_dir():
        return f"\n\n## {heading}"
    text = path.read_text(encoding="utf-8").rstrip()
    return f"\n\n#### {heading}````{KINDS.get(path.suffix, path.suffix[1:])}\n{text}\n````\n"
