"""Inputs of the catalogue that are too large, or too odd, to be written down."""


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
