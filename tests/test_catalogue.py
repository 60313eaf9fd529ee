"""Whatever is thrown at the tool is refused by name, or taken: never a traceback, a signal, a long wait or much memory."""

import shutil
import signal
import sys
import tempfile
from collections import Counter
from pathlib import Path

import pytest

from catalogue import HERE, LANGS, PATHS, complaints, cut, expanded, fits, job, place, read
from catalogue import accept as write
from forks import Forks

CPU_SECONDS = 1.0
"""What an input may cost at most, beyond what it costs to start; of the best of three runs."""
MEMORY = 200 * 1024 * 1024
"""The most memory, in bytes, that a run may hold at any time, Python's own included."""
TRIES = 3
WARM_UP = ["check", "-r", "club.rules.yaml", "good.meeting.yaml", "-o", "json"]
GROUPS = {
    "A": range(1, 15),
    "B": range(15, 27),
    "C": range(27, 38),
    "D": range(38, 50),
    "E": range(50, 70),
    "F": range(70, 86),
    "G": range(86, 101),
    "H": range(101, 116),
    "I": range(116, 129),
}
"""The numbers of each group of the list that a file must speak of."""


@pytest.fixture(scope="module")
def forks():
    found = Forks([str(HERE / "base"), WARM_UP])
    yield found
    found.close()


@pytest.fixture(scope="module")
def start(forks):
    """What a run of its own costs where there is nothing wrong: Python, the package, the grammar."""
    with tempfile.TemporaryDirectory() as aside:
        plain = {"folder": str(HERE / "base"), "args": WARM_UP, "env": {}, "stdin": "/dev/null", "fresh": True}
        plain |= {name: f"{aside}/{name}" for name in ("stdout", "stderr")}
        return min(forks.run(**plain)["cpu"] for _ in range(TRIES))


@pytest.fixture
def folder():
    """A folder that everybody may enter."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name)
        path.chmod(0o755)
        shutil.copytree(HERE / "base", path / "run")
        (path / "aside").mkdir()
        (path / "aside").chmod(0o777)
        yield path


@pytest.mark.parametrize("path", PATHS, ids=lambda p: p.stem)
def test_each_is_met_as_it_should_be(path, folder, forks, request, accept):
    entry = read(path)
    run, aside = folder / "run", folder / "aside"
    for name, content in entry.files.items():
        place(run, name, content)
    before = request.getfixturevalue("start") if entry.fresh else 0.0
    texts, cost = {}, []
    for lang in LANGS:
        asked = job(entry, run, aside, lang)
        got = forks.run(**asked)
        out, err = (Path(asked[name]).read_bytes().decode("utf-8", "backslashreplace") for name in ("stdout", "stderr"))
        texts[lang] = cut(err)
        cost.append(got["cpu"])
        assert got["signal"] is None, f"{lang}: ended by signal {got['signal']}"
        assert "Traceback" not in err + out
        assert got["code"] == entry.exit, err or out
        found = complaints(err, out)
        said = expanded(entry.says)
        assert len(found) == len(said), err or out
        assert all(map(fits, found, said)), err or out
        assert got["memory"] <= MEMORY
        if lang == "en":
            assert not [text for text in entry.shows if text not in out], out
    most = before + (entry.seconds or CPU_SECONDS)
    while min(cost) > most and len(cost) < TRIES:
        cost.append(forks.run(**asked)["cpu"])
    assert min(cost) <= most
    if accept:
        write(entry, texts)
    else:
        assert texts == {"en": entry.en.rstrip(), "zh": entry.zh.rstrip()}


def test_what_no_input_may_bring_about_is_seen(forks, folder):
    def planted(name):
        streams = {name: str(folder / "aside" / name) for name in ("stdout", "stderr")}
        got = forks.run(folder=str(folder), args=[], env={}, stdin="/dev/null", fresh=False, planted=name, **streams)
        return got, Path(streams["stderr"]).read_text(encoding="utf-8")

    assert planted("abort")[0]["signal"] == signal.SIGABRT
    assert planted("burn")[0]["cpu"] > CPU_SECONDS
    assert planted("hoard")[0]["memory"] > MEMORY
    assert "MemoryError" in planted("hoard-more")[1]
    assert "Traceback" in planted("raise")[1]


def test_the_catalogue_is_complete(capsys):
    entries = [read(path) for path in PATHS]
    wanted = {number for numbers in GROUPS.values() for number in numbers}
    assert len(wanted) == 128
    there = {entry.number for entry in entries}
    verdicts = Counter(entry.verdict for entry in entries)
    with capsys.disabled():
        told = ", ".join(f"{verdicts[verdict]} {verdict}" for verdict in ("refuse", "note", "accept"))
        sys.stdout.write(
            f"\ncatalogue: {len(wanted & there)} of {len(wanted)} inputs, in {len(entries)} files: {told}\n"
        )
    assert wanted <= there, sorted(wanted - there)
    for entry in entries:
        assert entry.path.stem.startswith(f"{entry.number:03}-")
        assert entry.verdict in {"refuse", "note", "accept"}, entry.path.name
        assert entry.says or entry.verdict != "refuse", entry.path.name
        assert entry.exit != 3, entry.path.name
        assert entry.verdict == "accept" or entry.seconds is None, entry.path.name
        if entry.verdict == "accept":
            assert (entry.says, entry.exit in {0, 1, 4} or bool(entry.piped)) == ([], True), entry.path.name
