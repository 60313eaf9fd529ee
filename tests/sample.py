"""The sample rulebook of docs/, with other rules put into it: what the examples and the answers are run in."""

from pathlib import Path

from meetingrules.base.source import Source
from meetingrules.rulebook.load import load

DOCS = Path(__file__).parents[1] / "docs"
HEAD = """\
rulebook: sample
version: "1"
zh: 理事会会议
en: meeting of the board
shares: sample
"""
SECTIONS = ("rules:", "define:", "parameters:", "vocabulary:")
TEXT = "  text: {zh: 示例, en: an example}"
STAGE = "  stage: preparation"


def book_of(block, name="<example>"):
    """A rulebook made of the sample's words and a block: rules, or whole sections."""
    if not any(line.startswith(SECTIONS) for line in block.splitlines()):
        block = "rules:\n" + indented(block)
    return load(Source(name, HEAD + completed(block)), DOCS)


def indented(block):
    return "".join(f"  {line}\n" if line else "\n" for line in block.splitlines())


def completed(block):
    """The block with a text and a stage in each rule that has none."""
    out, rules = [], False
    lines = block.splitlines()
    for number, line in enumerate(lines):
        out.append(line)
        if line and not line.startswith((" ", "#")):
            rules = line.startswith("rules:")
        elif rules and line.startswith("  ") and line[2] not in " #" and line.rstrip().endswith(":"):
            rest = []
            for later in lines[number + 1 :]:
                if later and not later.startswith("   "):
                    break
                rest.append(later)
            out += [
                "  " + add
                for add in (TEXT, STAGE)
                if not any(r.startswith("  " + add.split(":")[0] + ":") for r in rest)
            ]
    return "\n".join(out) + "\n"
