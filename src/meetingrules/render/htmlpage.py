"""Run -> one page to be read, printed and signed: HTML that needs nothing from elsewhere, no script and no network.

``report.html.jinja`` says where things stand, ``htmlsheet`` what they are; every text that comes out goes through ``clean``.
"""

from collections.abc import Callable
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from typing import Any

from meetingrules.base.diagnostics import Diagnostic, InvalidText
from meetingrules.base.harmless import clean
from meetingrules.render.formats import View
from meetingrules.render.htmlsheet import page_of
from meetingrules.report.model import Run

TEMPLATES = ("report.html.jinja", "sheet.html.jinja", "parts.html.jinja", "report.css")
INSTALL = "pip install 'meetingrules[html]'"


def render(run: Run, view: View) -> str:
    """A run as a page.

    :raises InvalidText: ``missing-extra``
    """
    return _template()(page=page_of(run, view), lang=view.lang)


@cache
def _template() -> Callable[..., str]:
    if not find_spec("jinja2"):
        said = {"zh": "生成html需要另装的部分", "en": "writing html needs an extra"}
        raise InvalidText((Diagnostic("missing-extra", said, None, {"zh": INSTALL, "en": INSTALL}),))
    from jinja2 import DictLoader, Environment, StrictUndefined
    from markupsafe import Markup

    def shown(value: Any) -> Any:
        """What stands in a pair of braces: a text of a stranger becomes one line, with nothing hidden in it."""
        return clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value

    room = files("meetingrules.render")
    templates = {name: (room / name).read_text(encoding="utf-8") for name in TEMPLATES}
    house = Environment(
        loader=DictLoader(templates), autoescape=True, undefined=StrictUndefined, finalize=shown,
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True,
    )  # fmt: skip
    return house.get_template(TEMPLATES[0]).render
