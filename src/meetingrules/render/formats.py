"""The formats of a run: which there are, and what each is asked for. One module for each, with ``render(run, view)``.

To add one: a module in this room, a line in ``FORMATS``, its page in ``docs``, and a test that reads it back.
"""

from collections.abc import Callable, Mapping
from importlib import import_module

from attrs import frozen

from meetingrules.report.masking import masked
from meetingrules.report.model import Run


@frozen
class View:
    """How a run is to be shown."""

    lang: str = "en"
    """The language of texts, where a format has only one."""
    color: bool = False
    detail: str = "open"
    """One of ``report.shown.DETAILS``."""


@frozen
class Format:
    """One format."""

    module: str
    """The module in this room."""
    machine: bool = True
    """Whether programs read it: then what is marked classified is masked unless told otherwise, and it is UTF-8 always."""
    detail: str = "open"
    """How much it shows unless told."""


FORMATS: Mapping[str, Format] = {
    "text": Format("text", machine=False),
    "json": Format("jsonout", detail="full"),
    "jsonl": Format("jsonlines", detail="full"),
    "concise": Format("concise"),
    "sarif": Format("sarif"),
    "junit": Format("junit", detail="full"),
    "github": Format("github"),
    "gitlab": Format("gitlab"),
    "azure": Format("azure"),
    "rdjson": Format("rdjson"),
    "tap": Format("tap", detail="full"),
    "markdown": Format("markdown"),
    "csv": Format("csvout"),
    "html": Format("htmlpage", detail="full"),
}
"""Every format, by the name that ``--output`` knows it by."""


def render(form: str, run: Run, view: View, *, mask: bool) -> str:
    """A run in a format.

    :param form: a key of ``FORMATS``
    :param mask: whether to put marks for what is classified
    """
    write: Callable[[Run, View], str] = import_module(f"meetingrules.render.{FORMATS[form].module}").render
    return write(masked(run) if mask else run, view)
