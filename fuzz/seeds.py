"""Fills `fuzz/corpus/` and `fuzz/keys.dict`: the examples, the sentences and the wrong texts that the tests have, cut down to what is small.

    python fuzz/seeds.py

What a run found, and is worth keeping, lies beside them under a name that says what it is.
"""

import re
import sys
from pathlib import Path
from random import Random

HERE = Path(__file__).parent
ROOT = HERE.parent
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "src")]

from meetingrules import load_rulebook  # noqa: E402
from meetingrules.facts.load import entries_of  # noqa: E402
from sample import HEAD, completed  # noqa: E402
from test_answers import book as answers  # noqa: E402
from test_answers import cases  # noqa: E402
from test_document import LINE  # noqa: E402
from test_invitation import NINE, attendee, calendar  # noqa: E402
from workbooks import MAIN, sheet_xml, text_cell, workbook  # noqa: E402

SMALL = 7_000
"""Bytes of a file that chance still changes in a useful place."""
KEYS = """
市长 副市长甲 教育局 members everyone none 2024-03-20 09:00 1/2
complete: of: others: every_item: every_paper: papers: complaint: offices: relations: units: people: acting: from: to:
rulebook: version: shares: rules: define: vocabulary: parameters: things: fields: must: must_not: in_principle: may: only_if: unless:
when: for: each once: stage: preparation sitting after period text: zh: en: cases: given: cites: norms: remedy: readings: departures: due:
BEGIN:VCALENDAR END:VCALENDAR BEGIN:VEVENT END:VEVENT METHOD:REPLY DTSTART DTEND DURATION ;TZID= ;VALUE=DATE ATTENDEE ;CN= ;PARTSTAT=
<row <c <v> <is> <t> r= t= s= inlineStr sharedStrings <mergeCell 签到 姓名 议题 请假 迟到 ✓ 序号 {{ }} [[ ]] --- %YAML !! &a *a << \\ufeff
"""
SIGN_IN = (
    ("2024年3月20日市政府常务会议签到表",),
    ("序号", "姓名", "职务", "签到"),
    ("1", "市长", "市长", "✓"),
    ("2", "副市长甲", "", "请假"),
)
AGENDA = (("序号", "议题", "汇报单位", "列席单位"), ("1", "办学条件改善方案", "教育局", "财政局、审计局"))
STYLES = f'<styleSheet xmlns="{MAIN}"><cellXfs count="1"><xf numFmtId="14"/></cellXfs></styleSheet>'
"""So that numbers are days."""


def seeds():
    """Target, name and bytes of each seed."""
    for path in sorted((ROOT / "tests" / "complaints").glob("*/*.txt")):
        text = path.read_bytes().split(LINE.encode())[0]
        kind = path.parent.name
        for target in {"meeting": ("meeting_loader",), "rulebook": ("rulebook_loader",)}.get(kind, ("yaml_door",)):
            yield target, f"{kind}-{path.stem}", text
    for path in sorted(ROOT.glob("examples/*/*.meeting.yaml")):
        text = path.read_bytes()
        if len(text) < SMALL and path.parent.name == "executive":
            yield "whole_check", path.stem.split(".")[0], text
    for number, text in enumerate(sorted({text["say"] for text, *_ in cases()})):
        if number % 4 == 0:
            yield "condition_parser", f"sentence-{number:03}", text.encode()
    for number in range(12):
        rng = Random(number)
        yield "drawn_check", f"dice-{number:02}", rng.randbytes(rng.choice((100, 400, 1200)))
    yield from texts()
    yield from files()


def texts():
    """Rulebooks and meetings with nothing wrong."""
    rules = {
        "quorum": "quorum:\n  for: each item where item.kind is decision\n  must: item is costed\n  unless:\n    haste: item is urgent",
        "forces": "a:\n  must_not: minutes are signed\nb:\n  in_principle: notice is sent to every member at least 3 days before meeting.day",
        "order": "a:\n  must:\n    in order:\n      x: agenda is proposed by secretary\n      y: then approved by president",
    }
    for name, text in rules.items():
        rows = "".join(f"  {line}\n" for line in text.splitlines())
        yield "rulebook_loader", f"good-{name}", (HEAD + completed("rules:\n" + rows)).encode()
    meeting = "roster: {offices: [{president: 甲, from: 2024-01-01}], units: {Works: {principal_head: 乙}}}\nday: 2024-03-20\n"
    whole = "begins: 14:00\nattendance: {present: [甲], others: absent}\nitems: [{title: t, kind: decision, cost: 5}]\n"
    for target in ("meeting_loader", "whole_check"):
        yield target, "good-sample", ("meeting: sample\n" + meeting + whole).encode()
        yield (
            target,
            "good-json",
            b'{"meeting": "executive", "day": "2024-03-20", "items": [{"title": "t"}], "as_of": "2024-03-21"}',
        )


def keys():
    """The words that files of this library are made of."""
    found = set(KEYS.split())
    for book in (load_rulebook("executive"), answers()):
        found |= {name for name in (*entries_of(book.words), *book.definitions.fields) if name.isascii()}
        found |= {name for kind in book.words.kinds.values() for name in kind.fields if name.isascii()}
    grammar = (ROOT / "grammar" / "condition.lark").read_text(encoding="utf-8")
    found |= {word for word in re.findall(r'"([a-z_ ]+)"', grammar) if len(word) > 1 and word == word.strip()}
    return sorted(found)


def quoted(word):
    """As libFuzzer's dictionaries have it: whatever is not ASCII as bytes."""
    return "".join(chr(b) if 32 <= b < 127 and b not in b'"\\\\' else f"\\x{b:02x}" for b in word.encode())


def files():
    """What other programs make."""
    yield "workbook", "sign-in.xlsx", workbook(*SIGN_IN)
    yield "workbook", "agenda.xlsx", workbook(*AGENDA, title="议题")
    for name, rows in (("sign-in", SIGN_IN), ("agenda", AGENDA)):
        yield "workbook", f"{name}.csv", "\n".join(",".join(row) for row in rows).encode()
        yield "workbook", f"{name}-gbk.tsv", "\n".join("\t".join(row) for row in rows).encode("gb18030")
        lines = "".join(
            f'<row r="{r}">{"".join(text_cell(f"{chr(65 + c)}{r}", t) for c, t in enumerate(row))}</row>'
            for r, row in enumerate(rows, 1)
        )
        yield "workbook", f"{name}.xml", sheet_xml(lines).encode()
    strings = f'<sst xmlns="{MAIN}"><si><t>姓名</t></si><si><r><t>市长</t></r></si></sst>'
    cells = '<row r="1"><c r="A1" t="s"><v>0</v></c></row><row r="2"><c r="A2" t="s"><v>1</v></c><c r="B2" s="0"><v>45371.5</v></c></row>'
    yield "workbook", "strings-and-styles.xml", "\n----\n".join((sheet_xml(cells), strings, STYLES)).encode()
    invited = (attendee("市长", "PARTSTAT=ACCEPTED"), attendee("副市长甲", "PARTSTAT=DECLINED"), attendee("教育局局长"))
    yield (
        "calendar_file",
        "request",
        calendar("UID:1", "SUMMARY:第12次常务会议", *NINE, "LOCATION:第一会议室", *invited),
    )
    yield "calendar_file", "reply", calendar("UID:1", *NINE, attendee("副市长甲", "PARTSTAT=DECLINED"), method="REPLY")
    yield "calendar_file", "cancelled", calendar("UID:1", "STATUS:CANCELLED", *NINE, method="CANCEL")
    yield "calendar_file", "all-day", calendar("UID:1", "DTSTART;VALUE=DATE:20240320", "DURATION:P2D", *invited)
    yield "calendar_file", "utc", calendar("UID:1", "DTSTART:20240320T010000Z", "DURATION:PT1H30M", "RRULE:FREQ=WEEKLY")


if __name__ == "__main__":
    (HERE / "keys.dict").write_text("".join(f'"{quoted(word)}"\n' for word in keys()), encoding="utf-8")
    for target, name, data in seeds():
        folder = HERE / "corpus" / target
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
