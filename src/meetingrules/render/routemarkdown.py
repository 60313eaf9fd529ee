"""Route -> Markdown: the answers as a table, each body as a section with lists."""

from meetingrules.base.harmless import escape
from meetingrules.render.routeoutline import outline, table
from meetingrules.render.routewords import heading, phrase
from meetingrules.report.route import Route


def render(route: Route, lang: str) -> str:
    """A route as Markdown."""
    title, about = heading(route, lang)
    heads, *rows = table(route, lang)
    lines = [f"# {escape(title)}", "", escape(about), "", _row(heads), _row(("---",) * len(heads))]
    lines += [_row(tuple(escape(cell) for cell in row)) for row in rows]
    for item in outline(route, lang):
        if item.level == 0:
            lines += ["", f"## {escape(item.text)}", ""]
        else:
            mark = f"{item.mark} " if item.mark else ""
            lines.append(f"{'  ' * (item.level - 1)}- {mark}{escape(item.text)}")
    lines += ["", escape(phrase("legend", lang))]
    return "".join(line + "\n" for line in lines)


def _row(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"
