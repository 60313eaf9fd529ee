"""One meeting file with all that it is held against, for verbs that ask more than one question of it."""

import os
from pathlib import Path

from meetingrules.base.diagnostics import InvalidText
from meetingrules.base.document import read_file
from meetingrules.engine.runs import Runner
from meetingrules.engine.service import complaint, read_moment
from meetingrules.engine.store import Store
from meetingrules.engine.trial import Trial
from meetingrules.terminal import now


def supposed(
    what: str, rulebooks: tuple[str, ...], roster: str | None, calendar: str | None, as_of: str | None, register: str | None
) -> Trial:  # fmt: skip
    """A meeting file with all that it is held against.

    :raises InvalidText: when something cannot be read
    """
    runner = Runner(rulebooks, roster, calendar, as_of, now(), store=Store.of(os.environ))
    for name in rulebooks:
        runner.add(runner.load(name))
    days = runner.read_calendar()
    others = runner.register_of(Path(register)) if register is not None else {}
    plans = runner.plans([Path(what)])
    if runner.problems or not plans:
        none = complaint("no-file-matched", f"没有会议文件“{what}”", f"there is no meeting file {what}")
        raise InvalidText(tuple(runner.problems) or (none,))
    plan, book = plans[0]
    moment = read_moment(as_of, book) if as_of is not None else plan.as_of or runner.moment(book)
    source, node = read_file(Path(what))
    return Trial(node, source, book, plan.roster, others.get(book.id), days, moment)
