"""Run -> one page to be read, printed and signed: HTML that needs nothing from elsewhere, no script and no network.

``report.html.jinja`` says where things stand, ``htmlsheet`` what they are; every text that comes out goes through ``clean``.
"""

from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Any

from meetingrules.base.harmless import clean
from meetingrules.render.formats import View
from meetingrules.render.htmlsheet import page_of
from meetingrules.report.model import Run

TEMPLATES = ("report.html.jinja", "sheet.html.jinja", "parts.html.jinja", "report.css")


def render(run: Run, view: View) -> str:
    """A run as a page."""
    return _template()(page=page_of(run, view), lang=view.lang)


@cache
def _template() -> Callable[..., str]:
    from jinja2 import DictLoader, Environment, StrictUndefined

    def shown(value: Any) -> Any:
        """What stands in a pair of braces: a text of a stranger becomes one line, with nothing hidden in it."""
        return clean(value) if isinstance(value, str) and not hasattr(value, "__html__") else value

    room = files("meetingrules.render")
    templates = {name: (room / name).read_text(encoding="utf-8") for name in TEMPLATES}
    house = Environment(
        loader=DictLoader(templates), autoescape=True, undefined=StrictUndefined, finalize=shown,
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True,
    )  # fmt: skip
    return house.get_template(TEMPLATES[0]).render
