"""A tree as YAML in one line: what somebody would have to write."""

import json
import re

from meetingrules.base.tree import Empty, List, Node, Scalar

PLAIN = re.compile(r"[^\W_](?:[\w\-./、（）·+]|:(?=\S)| (?=[^\s#:]))*")
"""What may stand without quotes anywhere, in brackets too."""


def flow(node: Node) -> str:
    """One value as YAML without line breaks; read back, it is the same tree.

    >>> flow(List((Scalar("市长 2024-03-18", "plain"), Scalar("a: b", "plain"))))
    '[市长 2024-03-18, "a: b"]'
    """
    match node:
        case Scalar(text, style):
            return text if style == "plain" and PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)
        case Empty():
            return "null"
        case List(items):
            return f"[{', '.join(flow(item) for item in items)}]"
    return f"{{{', '.join(f'{flow(row.key)}: {flow(row.value)}' for row in node.rows)}}}"
