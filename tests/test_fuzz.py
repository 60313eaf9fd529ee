"""What was once thrown at the doors of the library, thrown again: nothing escapes but what is refused on purpose.

`fuzz/run` finds more; what it found is kept in `fuzz/corpus/`, each under a name that says what it was.
"""

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

from meetingrules import InvalidText

ROOT = Path(__file__).parents[1]
CORPUS = ROOT / "fuzz" / "corpus"
FILES = sorted(CORPUS.glob("*/*"))


def loaded(name):
    spec = importlib.util.spec_from_file_location(f"fuzz_{name}", ROOT / "fuzz" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


fuzz = loaded("targets")


@pytest.mark.parametrize("path", FILES, ids=lambda p: f"{p.parent.name}-{p.name}")
def test_what_was_kept_goes_through(path):
    taken = fuzz.TARGETS[path.parent.name](path.read_bytes())
    assert taken or not path.name.startswith("good-")


def test_every_target_has_seeds_that_it_takes_and_all_of_them_are_small():
    assert {path.parent.name for path in FILES} == fuzz.TARGETS.keys()
    for name, target in fuzz.TARGETS.items():
        assert any(target(path.read_bytes()) for path in sorted((CORPUS / name).iterdir())), name
    assert sum(path.stat().st_size for path in FILES) < 1_000_000


def test_a_target_lets_through_what_is_not_refused_on_purpose(monkeypatch):
    """Or the targets could not find anything."""

    def broken(*_, **__):
        raise RecursionError

    for name in ("read_bytes", "load", "grids", "invitation"):
        monkeypatch.setattr(fuzz, name, broken)
    monkeypatch.setattr(fuzz.parse, "parse_amount", broken)
    for name in fuzz.TARGETS.keys() - {"drawn_check"}:
        with pytest.raises(RecursionError):
            fuzz.TARGETS[name](b"a: 1")


@pytest.mark.parametrize("name", ["whole_check", "drawn_check"])
def test_two_editions_that_do_not_agree_are_found(name, monkeypatch):
    tally = fuzz.Quick.tally

    def wrong(self, plan, **more):
        counts = dict(tally(self, plan, **more).counts)
        counts["fail", "error"] = counts.get(("fail", "error"), 0) + 1
        return type(tally(self, plan, **more))(counts)

    monkeypatch.setattr(fuzz.Quick, "tally", wrong)
    target, seeds = fuzz.TARGETS[name], [path.read_bytes() for path in sorted((CORPUS / name).iterdir())]
    with pytest.raises(AssertionError):
        any(target(seed) for seed in seeds)


def test_a_refusal_is_told_in_both_languages():
    with pytest.raises(InvalidText) as caught:
        fuzz.plan_of(b"meeting: executive\nchiar: a\n", "executive")
    assert fuzz.shown(caught.value) is False


def test_the_targets_are_those_that_the_job_runs():
    listed = subprocess.run(
        [sys.executable, str(ROOT / "fuzz" / "engine.py"), "--list"], capture_output=True, text=True, check=True
    )
    assert listed.stdout.split() == list(fuzz.TARGETS)
