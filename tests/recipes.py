"""Inputs of the catalogue that are too large, or too odd, to be written down."""

from pathlib import Path


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
