"""Meetings and the cases of rulebooks as tests of pytest: off unless ``meetingrules = true`` or ``--meetingrules`` says so.

Only because it is installed it must not start to collect YAML.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen

from meetingrules.base.diagnostics import InvalidText, visible
from meetingrules.base.document import read_file
from meetingrules.engine.cases import run_case, unbroken
from meetingrules.engine.runs import SUFFIXES, Runner
from meetingrules.engine.service import load_rulebook, read_moment
from meetingrules.help.misuse import message
from meetingrules.render.text import render_problems, render_run
from meetingrules.report.baseline import Baseline, from_json, with_baseline
from meetingrules.report.codes import COMPLIANT, FAIL_ON, NOT_CHECKED
from meetingrules.report.exitcode import exit_code
from meetingrules.report.model import Run
from meetingrules.rulebook.model import GATES, Rule, Rulebook
from meetingrules.terminal import language, now

RULES = (".rules.yaml", ".rules.yml")
TEXTS = {
    "fail_on": f"the least severity that fails a meeting: {', '.join(FAIL_ON)}; warning unless told",
    "as_of": "the day as of which to judge; else the file's, else today",
    "gate": f"also ask of every meeting: {', '.join(GATES)}",
    "baseline": "a file that lists what is known and does not count, as seen from the ini file",
    "roster": "who holds which office, as seen from the ini file; else the file that a meeting names",
    "calendar": "announced days off and make-up days, as seen from the ini file",
    "lang": "the language of failures: zh, en, auto",
}
FLAGS = {
    "allow_unknown": "let a meeting pass although facts are missing",
    "strict": "count what is unknown or left to a person as failing",
}


@frozen
class Session:
    """What all tests of one call share."""

    runner: Runner
    lang: str
    fail_on: str
    allow_unknown: bool
    strict: bool
    baseline: Baseline
    baseline_path: str | None

    def check(self, path: Path) -> Run:
        """One meeting; rulebooks and rosters are read once for all."""
        self.runner.problems.clear()
        self.runner.inputs.clear()
        self.runner.reports.clear()
        run = self.runner.run([os.path.relpath(path)])
        if self.baseline_path is None:
            return run
        return with_baseline(run, self.baseline, str(Path(self.baseline_path).parent), self.baseline_path)


SESSION = pytest.StashKey[Session]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """The switch, and what the ini file may say."""
    group = parser.getgroup("meetingrules")
    group.addoption("--meetingrules", action="store_true", help="collect *.meeting.yaml|yml|json and *.rules.yaml|yml")
    parser.addini("meetingrules", "collect meetings and rulebooks as tests", type="bool", default=False)
    for name, text in TEXTS.items():
        parser.addini(f"meetingrules_{name}", text, type="string", default="")
    for name, text in FLAGS.items():
        parser.addini(f"meetingrules_{name}", text, type="bool", default=False)
    parser.addini(
        "meetingrules_rulebook", "shipped rulebooks, or files as seen from the ini file", type="args", default=[]
    )


def pytest_configure(config: pytest.Config) -> None:
    """Read what all tests share, where the plugin is switched on."""
    if not (config.getoption("--meetingrules") or config.getini("meetingrules")):
        return
    try:
        config.stash[SESSION] = _session(config)
    except InvalidText as error:
        raise pytest.UsageError(error.show(language("auto", os.environ))) from None


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Meetings and rulebooks, by their names."""
    if SESSION not in parent.config.stash:
        return None
    if file_path.name.endswith(SUFFIXES):
        meetings: pytest.Collector = MeetingFile.from_parent(parent, path=file_path)
        return meetings
    if file_path.name.endswith(RULES):
        rules: pytest.Collector = RulebookFile.from_parent(parent, path=file_path)
        return rules
    return None


def _session(config: pytest.Config) -> Session:
    told = {name: str(config.getini(f"meetingrules_{name}")) for name in TEXTS}
    for name, choices in (("fail_on", FAIL_ON), ("gate", GATES), ("lang", ("zh", "en", "auto"))):
        if told[name] and told[name] not in choices:
            said = message("ini-not-one-of", key=f"meetingrules_{name}", choices=choices, value=told[name])
            raise pytest.UsageError(said[language("auto", os.environ)])
    folder = config.inipath.parent if config.inipath is not None else config.rootpath
    files = {name: os.path.relpath(folder / told[name]) if told[name] else None for name in ("baseline", "roster", "calendar")}  # fmt: skip
    if told["as_of"]:
        read_moment(told["as_of"])  # so that a wrong day is one complaint, not one for each meeting
    runner = Runner((), files["roster"], files["calendar"], told["as_of"] or None, now(), told["gate"] or None)
    for name in config.getini("meetingrules_rulebook"):
        runner.add(load_rulebook(os.path.relpath(folder / name) if (folder / name).is_file() else name))
    baseline: Baseline = {}
    if files["baseline"] is not None:
        source, node = read_file(Path(files["baseline"]), json=True)
        baseline = from_json(source, node)
    return Session(
        runner,
        language(told["lang"] or "auto", os.environ),
        told["fail_on"] or "warning",
        bool(config.getini("meetingrules_allow_unknown")),
        bool(config.getini("meetingrules_strict")),
        baseline,
        files["baseline"],
    )


# ---- meetings ----------------------------------------------------------------------------------------------------------


class MeetingFile(pytest.File):
    """A meeting file: one test."""

    def collect(self) -> Iterator[pytest.Item]:
        """The meeting."""
        yield MeetingTest.from_parent(self, name="meeting")


class MeetingTest(pytest.Item):
    """Fails as ``check`` does, with its report; a file that could not be checked is an error."""

    run: Run | None = None

    def setup(self) -> None:
        """Check it."""
        session = self.config.stash[SESSION]
        self.run = session.check(self.path)
        if exit_code(self.run, session.fail_on) == NOT_CHECKED:
            pytest.fail(
                render_problems(self.run, session.lang).rstrip() or f"{self.path}: nothing was checked", pytrace=False
            )

    def runtest(self) -> None:
        """Hold the run to what counts."""
        session = self.config.stash[SESSION]
        assert self.run is not None
        code = exit_code(self.run, session.fail_on, allow_unknown=session.allow_unknown, strict=session.strict)
        if code != COMPLIANT:
            pytest.fail(render_run(self.run, session.lang).rstrip(), pytrace=False)


# ---- rulebooks ---------------------------------------------------------------------------------------------------------


class RulebookFile(pytest.File):
    """A rulebook: a test for each case, and one for the whole."""

    def collect(self) -> Iterator[pytest.Item]:
        """The cases, in the order of the file; a rulebook that cannot be read is one test that says so."""
        session = self.config.stash[SESSION]
        try:
            book = load_rulebook(os.path.relpath(self.path))
        except InvalidText as error:
            yield BrokenTest.from_parent(self, name="rulebook", text=error.show(session.lang))
            return
        yield WholeTest.from_parent(self, name="rulebook", book=book)
        for rule in book.rules:
            for index in range(len(rule.cases)):
                yield CaseTest.from_parent(self, name=f"{rule.id}[{index + 1}]", book=book, rule=rule, index=index)


class BrokenTest(pytest.Item):
    """A rulebook that cannot be read."""

    def __init__(self, *, text: str, **rest: Any) -> None:
        super().__init__(**rest)
        self.text = text

    def setup(self) -> None:
        """Say so, as an error."""
        pytest.fail(self.text, pytrace=False)

    def runtest(self) -> None:
        """Never reached."""


class WholeTest(pytest.Item):
    """That a rulebook has cases, and one that breaks each rule that binds."""

    def __init__(self, *, book: Rulebook, **rest: Any) -> None:
        super().__init__(**rest)
        self.book = book

    def runtest(self) -> None:
        """As ``meetingrules test`` does."""
        if not any(rule.cases for rule in self.book.rules):
            pytest.fail(f"{self.book.id}: no case", pytrace=False)
        if idle := unbroken(self.book):
            pytest.fail("\n".join(f"{self.book.id}/{rule}: no failing case" for rule in idle), pytrace=False)


class CaseTest(pytest.Item):
    """One case of a rule."""

    def __init__(self, *, book: Rulebook, rule: Rule, index: int, **rest: Any) -> None:
        super().__init__(**rest)
        self.book, self.rule, self.index = book, rule, index

    def runtest(self) -> None:
        """Run it."""
        result = run_case(self.book, self.rule, self.index)
        if not result.ok:
            said = f"{self.book.id}/{self.rule.id}: {result.why}\nexpected {result.expected}, got {result.got}: {result.message['en']}"
            pytest.fail(visible(f"{result.place}: {said}" if result.place is not None else said), pytrace=False)

    def reportinfo(self) -> tuple[Path, int, str]:
        """The line of the case; pytest counts from 0."""
        place = self.rule.cases[self.index].place
        return self.path, place.line - 1 if place is not None else 0, self.name
