"""Inputs of the catalogue that are too large, or too odd, to be written down."""

from pathlib import Path

from openpyxl.utils.cell import coordinate_from_string
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from workbooks import packed, parts_of, raw, sheet_xml, text_cell, workbook


def merge_key_bomb(width, levels):
    """Tables that take each other in by ``<<``: each level is *width* times the one before."""
    lines = ["a0: &a0 {k: v}"]
    for level in range(1, levels + 1):
        inner = ", ".join([f"*a{level - 1}"] * width)
        lines.append(f"a{level}: &a{level} {{<<: [{inner}]}}")
    return "\n".join(lines) + "\n"


def billion_laughs(width, levels):
    """Lists of references to the list before."""
    lines = ["a0: &a0 [lol]"]
    for level in range(1, levels + 1):
        inner = ", ".join([f"*a{level - 1}"] * width)
        lines.append(f"a{level}: &a{level} [{inner}]")
    return "\n".join(lines) + "\n"


def colliding_keys(count):
    """Keys that are multiples of 2**61 - 1: as numbers they all have the same hash."""
    return "".join(f"{n * (2**61 - 1)}: x\n" for n in range(1, count + 1))


def colliding_keys_in_json(count):
    """The same, as more keys of a JSON object."""
    return "".join(f', "{n * (2**61 - 1)}": 0' for n in range(1, count + 1))


def staircase(steps):
    """Tables in one another, each on a line of its own."""
    return "".join(" " * n + "a:\n" for n in range(steps))


def rulebook(head="", rules="", **rule):
    """The rulebook of the catalogue with other rules: one whose lines are given, or *rules* as they are.

    :param head: more sections
    """
    text = (Path(__file__).parent / "catalogue" / "base" / "club.rules.yaml").read_text(encoding="utf-8")
    start = text.split("rules:\n  quorum")[0] + head
    if not rules:
        lines = {"stage": "after", "text": "{zh: 甲, en: a}", **rule}
        rules = "  a:\n" + "".join(f"    {key}: {value}".rstrip() + "\n" for key, value in lines.items())
    return f"{start}rules:\n{rules}"


def repeated_rule(before, repeat, times, after):
    """One rule whose sentence repeats itself."""
    return rulebook(must=before + repeat * times + after)


def crowd(people, head="", **more):
    """A meeting of so many people.

    :param head: more lines
    """
    names = ", ".join(f"甲{n}" for n in range(people))
    keys = {"meeting": "club", "day": "2024-03-20", "as_of": "2024-04-10", **more}
    return (
        "".join(f"{key}: {value}\n" for key, value in keys.items())
        + f"roster: {{offices: [{{officer: [{names}]}}]}}\n{head}"
    )


def laughing_definitions(levels):
    """Words each of which is defined by the one before, twice."""
    head = "  person is a0: {when: person is present}\n"
    for level in range(1, levels + 1):
        one = f"person is a{level - 1}"
        head += f"  person is a{level}: {{when: ({one} and person is present) or ({one} and person is present)}}\n"
    return rulebook(head=head, must=f"every member is a{levels}")


def chained_definitions(kind, levels):
    """A word that is defined by another, and so on.

    :param kind: ``adjective``, ``field``, ``set`` or ``choice``
    """
    head, names = "", range(1, levels + 1)
    if kind == "adjective":
        head = "  person is a0: {when: person is present}\n"
        head += "".join(f"  person is a{n}: {{when: not (person is a{n - 1})}}\n" for n in names)
        must = f"every member is a{levels}"
    elif kind == "field":
        head = "  item.f0: {is: item.department.principal_head}\n"
        head += "".join(f"  item.f{n}: {{is: item.f{n - 1}}}\n" for n in names)
        return rulebook(head=head, must=f"meeting.chair is item.f{levels}", **{"for": "each item"})
    else:
        head = "  s0: {are: officers}\n" + "".join(f"  s{n}: {{are: s{n - 1} who are present}}\n" for n in names)
        must = f"meeting.chair is in s{levels}"
    return rulebook(head=head, must=must)


# ---- workbooks -----------------------------------------------------------------------------------------------------------


def sheet(rows, merged=None, counted_from=1900):
    """A workbook of one sheet; a list is a value and the format of its cell."""
    cells = [[tuple(cell) if isinstance(cell, list) else cell for cell in row] for row in rows]
    return workbook(*cells, merged=merged, epoch=CALENDAR_MAC_1904 if counted_from == 1904 else None)


def half(of):
    """The first half of what another recipe gives."""
    data = globals()[of.pop("recipe")](**of)
    return data[: len(data) // 2]


def sheet_of_cells(cells):
    """A sheet with nothing but these cells: where -> text."""
    rows = {}
    for at, text in cells.items():
        rows.setdefault(coordinate_from_string(at)[1], []).append(text_cell(at, text))
    return raw(sheet_xml("".join(f'<row r="{number}">{"".join(row)}</row>' for number, row in rows.items())))


def sheet_of_one_letter(letters):
    """A sheet whose only cell is one letter, again and again."""
    return sheet_of_cells({"A1": "a" * letters})


def sheet_of_many_cells(rows):
    """A sheet of so many rows, ninety cells each."""
    return raw(sheet_xml(("<row>" + "<c><v>1</v></c>" * 90 + "</row>") * rows))


def sheet_with_entities(outside=None):
    """A sheet that begins with a document type: texts that are made of texts, or one from a file."""
    levels = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    kind = f'SYSTEM "{outside}"' if outside else f'[<!ENTITY a0 "aaaaaaaaaa">{levels}]'
    text = sheet_xml(f'<row r="1">{text_cell("A1", "&a9;")}</row>')
    return packed({**parts_of(text), "xl/worksheets/s0.xml": f"<!DOCTYPE a {kind}>{text}"})


# ---- many findings -------------------------------------------------------------------------------------------------------


def many_rules(count):
    """A rulebook with so many rules of each item, each of which fails."""
    return rulebook(
        rules="".join(
            f"  a{n}: {{for: each item, stage: preparation, must: item is urgent, text: {{zh: 甲{n}, en: a{n}}}}}\n"
            for n in range(count)
        )
    )


def many_items(count):
    """A meeting with so many items."""
    items = "".join(f"- {{title: 甲{n}, urgent: no}}\n" for n in range(count))
    return f"meeting: club\nroster: roster.yaml\nday: 2024-03-20\nas_of: 2024-04-10\nitems:\n{items}"
