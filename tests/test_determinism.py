"""The same input gives the same bytes, whatever the hash seed, the time zone, the locale, or the order of files."""

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from meetingrules.render.formats import FORMATS
from meetingrules.verbs.due import FORMATS as DUE
from meetingrules.verbs.explain import FORMATS as EXPLAIN

ROOT = Path(__file__).parents[1]
FOLDER, MEETING = "examples/register-2024", "examples/executive/2024-11-28.meeting.yaml"
PLANNED, BOARD = "examples/executive/2025-10-14.meeting.yaml", "examples/school_board/2025-11-12.meeting.yaml"
RULES = "examples/school_board/school_board.rules.yaml"
WORLDS = {
    "0, UTC": {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C"},
    "1, Shanghai": {"PYTHONHASHSEED": "1", "TZ": "Asia/Shanghai", "LC_ALL": "zh_CN.UTF-8"},
    "2, New York, files the other way round": {
        "PYTHONHASHSEED": "2",
        "TZ": "America/New_York",
        "LC_ALL": "C",
        "BACKWARDS": "1",
    },
}
RUNS = {
    "check": ["check", MEETING, PLANNED, BOARD, "-r", RULES, "--as-of", "2025-10-10", "--lang", "zh", "ALL"],
    "check in English": ["check", MEETING, "--as-of", "2025-03-01", "--lang", "en", "-v"],
    "folder": ["check", FOLDER, "--as-of", "2025-01-31", "--lang", "zh", "-o", "concise"],
    "complaints": ["check", "BROKEN", MEETING, "--as-of", "2025-01-31", "--lang", "en", "-o", "json"],
    **{f"explain as {form}": ["explain", MEETING, "quorum", "--as-of", "2025-03-01", "--lang", "zh", "-o", form] for form in EXPLAIN},
    **{f"due as {form}": ["due", PLANNED, "--today", "2025-10-09", "--lang", "zh", "-o", form] for form in DUE},
    "minutes": ["export", "minutes", MEETING, "--lang", "zh"],
    "rules": ["rules", "show", "executive", "--lang", "zh"],
    "words": ["rules", "words", "executive", "--lang", "en"],
    "schema": ["schema", "meeting", "--rulebook", "executive", "--lang", "en"],
    "cases": ["test", "topical", "--lang", "en", "-v"],
}  # fmt: skip
"""What is run, by a name."""
SCRIPT = """
import hashlib, json, os, shutil, sys, tempfile, time
from pathlib import Path
from click.testing import CliRunner
import meetingrules
from meetingrules.cli import main
from meetingrules.render.formats import FORMATS
if os.environ.get("BACKWARDS"):
    rglob = Path.rglob
    Path.rglob = lambda self, pattern: reversed(list(rglob(self, pattern)))
found, out = {}, Path(tempfile.mkdtemp())
outputs = [part for form in FORMATS for part in ("-o", f"{form}:{out}/{form}")]
for name, args in json.load(sys.stdin).items():
    if os.environ.get("BACKWARDS") and args[0] == "check":
        files = [arg for arg in args[1:] if arg.endswith("meeting.yaml")]
        args = [args[0], *reversed(files), *(arg for arg in args[1:] if arg not in files)]
    args = [part for arg in args for part in (outputs if arg == "ALL" else [arg])]
    got = CliRunner().invoke(main, args, env={"LC_ALL": os.environ["LC_ALL"]})
    found[name] = [got.exit_code, len(got.stdout), hashlib.sha256(got.stdout_bytes + got.stderr_bytes).hexdigest()]
    for path in sorted(out.iterdir()):
        data = path.read_bytes()
        found[f"{name} as {path.name}"] = [got.exit_code, len(data), hashlib.sha256(data).hexdigest()]
        path.unlink()
shutil.rmtree(out)
book = meetingrules.load_rulebook("executive")
plan = meetingrules.load_plan(Path(os.environ["MEETING"]), book)
reports = [meetingrules.check(plan, book, as_of="2024-12-01", detail="open") for _ in range(6)]
found["what is open"] = [repr([(f.fingerprint, f.status, f.message) for f in r.findings] + list(r.quiet)) for r in reports]
found["a set"] = str({f"a{n}" for n in range(20)})
found["the zone"] = time.strftime("%z")
found["the locale"] = os.environ["LC_ALL"]
json.dump(found, sys.stdout)
"""


def world(name, broken):
    """What each run gives in one of the worlds."""
    runs = {key: [broken if arg == "BROKEN" else arg for arg in args] for key, args in RUNS.items()}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], cwd=ROOT, input=json.dumps(runs), capture_output=True, text=True, check=False,
        env={**os.environ, "MEETINGRULES_CACHE": "off", "MEETING": MEETING, **WORLDS[name]},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def worlds(tmp_path_factory):
    broken = tmp_path_factory.mktemp("broken") / "a.meeting.yaml"
    broken.write_text("meeting: executive\nday: 2024-13-01\nchiar: 市长\nitems: [{titel: 甲}]\n", encoding="utf-8")
    with ThreadPoolExecutor(len(WORLDS)) as pool:
        return dict(zip(WORLDS, pool.map(lambda name: world(name, str(broken)), WORLDS), strict=True))


@pytest.mark.parametrize(
    "name", [*(name for name in RUNS if name != "check"), *(f"check as {form}" for form in FORMATS)]
)
def test_the_bytes_are_the_same_everywhere(name, worlds):
    code, length, _ = worlds["0, UTC"][name]
    assert code in ({2} if name == "complaints" else {0, 1, 4})
    assert length > 100
    assert {tuple(found[name]) for found in worlds.values()} == {tuple(worlds["0, UTC"][name])}


def test_what_is_open_is_told_alike_by_closures_and_compiled_rules(worlds):
    """A rulebook is compiled once it was asked of a few meetings."""
    assert len({told for found in worlds.values() for told in found["what is open"]}) == 1


def test_the_worlds_do_differ(worlds):
    for what in ("a set", "the zone"):
        assert len({found[what] for found in worlds.values()}) == len(WORLDS)
    assert len({found["the locale"] for found in worlds.values()}) == 2
