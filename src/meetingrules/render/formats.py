"""The formats of a run: which there are, and what each is asked for. One module for each, with ``render(run, view)``.

To add one: a module in this room, a line in ``FORMATS``, its page in ``docs``, and a test that reads it back.
"""

from collections.abc import Callable, Mapping
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from attrs import frozen

from meetingrules.base.diagnostics import Diagnostic, InvalidText
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
    package: str = ""
    """What has to be installed for it, besides what is always there."""
    extra: str = ""
    """The extra of this project that brings it."""


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
    "html": Format("htmlpage", detail="full", package="jinja2", extra="html"),
}
"""Every format, by the name that ``--output`` knows it by."""


def lacking(form: str) -> str | None:
    """How to install what a format needs and what is not there; None where nothing is lacking.

    :param form: a key of ``FORMATS``
    """
    kind = FORMATS[form]
    return f"pip install 'meetingrules[{kind.extra}]'" if kind.package and not find_spec(kind.package) else None


def render(form: str, run: Run, view: View, *, mask: bool) -> str:
    """A run in a format.

    :param form: a key of ``FORMATS``
    :param mask: whether to put marks for what is classified
    :raises InvalidText: ``missing-extra``
    """
    if (install := lacking(form)) is not None:
        said = {"zh": f"生成{form}需要另装的部分", "en": f"writing {form} needs an extra"}
        raise InvalidText((Diagnostic("missing-extra", said, None, {"zh": install, "en": install}),))
    write: Callable[[Run, View], str] = module(form).render
    return write(masked(run) if mask else run, view)


def module(form: str) -> Any:
    """The module of a format, loaded when it is asked for.

    :param form: a key of ``FORMATS``
    """
    return import_module(f"meetingrules.render.{FORMATS[form].module}")
