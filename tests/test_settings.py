"""Settings files: found, read, refused; and which of flag, environment and file wins."""

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from meetingrules import cli
from meetingrules.base.diagnostics import InvalidText
from meetingrules.report.keys import KEYS
from meetingrules.settings import find, load
from meetingrules.verbs.check import command

EXAMPLES = Path(__file__).parents[1] / "examples"
EN = {"LANG": "en_US.UTF-8"}
FAILING = EXAMPLES / "topical" / "2025-04-24.meeting.yaml"


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A repository with one meeting that fails in many ways."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "meetings").mkdir()
    roster = (EXAMPLES / "datong.roster.yaml").as_posix()
    text = FAILING.read_text(encoding="utf-8").replace("../datong.roster.yaml", roster)
    (tmp_path / "meetings" / "a.meeting.yaml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("MEETINGRULES_")]:
        monkeypatch.delenv(name)
    return tmp_path


def write(folder, text, name="meetingrules.toml"):
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def run(*args, **env):
    return CliRunner().invoke(cli.main, ["check", *args], env={**EN, **env})


def complaints(path):
    with pytest.raises(InvalidText) as caught:
        load(path)
    return [(d.code, d.place.line if d.place else None) for d in caught.value.diagnostics], caught.value.show("en")


# ---- finding it --------------------------------------------------------------------------------------------------------


def test_the_closest_file_is_taken_and_nothing_is_merged(project):
    write(project, 'fail-on = "never"\n')
    inner = project / "meetings"
    assert find(inner) == project / "meetingrules.toml"
    write(inner, "[project]\nname = 'x'\n", "pyproject.toml")
    assert find(inner) == project / "meetingrules.toml", "a pyproject without the table is passed over"
    write(inner, "[tool.meetingrules]\nstrict = true\n", "pyproject.toml")
    assert find(inner) == inner / "pyproject.toml"
    write(inner, "mask = true\n")
    assert find(inner) == inner / "meetingrules.toml"
    assert dict(load(inner / "meetingrules.toml").defaults) == {"mask": True}


def test_the_search_ends_at_the_root_of_the_repository(tmp_path):
    write(tmp_path, "strict = true\n")
    inner = tmp_path / "repository" / "deep"
    inner.mkdir(parents=True)
    assert find(inner) == tmp_path / "meetingrules.toml"
    (tmp_path / "repository" / ".git").write_text(
        "gitdir: elsewhere\n", encoding="utf-8"
    )  # a worktree has a file there
    assert find(inner) is None


def test_paths_are_those_of_the_file_wherever_it_is_called_from(project, monkeypatch):
    write(
        project,
        'paths = ["meetings"]\nroster = "r.yaml"\nrulebook = ["executive", "own.rules.yaml"]\noutput = "json:out.json"\n',
    )
    monkeypatch.chdir(project / "meetings")
    found = load(find(project / "meetings"))
    assert dict(found.defaults) == {
        "paths": ["."],
        "roster": "../r.yaml",
        "rulebooks": ["executive", "../own.rules.yaml"],
        "outputs": ["json:../out.json"],
    }
    assert found.path == "../meetingrules.toml"


# ---- what wins ---------------------------------------------------------------------------------------------------------


def test_flag_before_environment_before_file(project):
    assert run("meetings").exit_code == 1
    write(project, 'paths = "meetings"\nfail-on = "never"\n')
    assert run().exit_code == 0
    assert run(MEETINGRULES_FAIL_ON="warning").exit_code == 1
    assert run("--fail-on", "never", MEETINGRULES_FAIL_ON="warning").exit_code == 0
    assert run("--no-config", "meetings").exit_code == 1
    assert run("meetings", MEETINGRULES_NO_CONFIG="1").exit_code == 1
    assert run("no-such-folder").exit_code == 2


def test_a_file_that_is_named(project):
    other = write(project, 'fail-on = "never"\n', "other.toml")
    assert run("meetings", "--config", str(other)).exit_code == 0
    assert run("meetings", MEETINGRULES_CONFIG=str(other)).exit_code == 0
    assert run("meetings", "--no-config", MEETINGRULES_CONFIG=str(other)).exit_code == 1
    assert run("meetings", "--config", str(other), MEETINGRULES_NO_CONFIG="1").exit_code == 0
    for both in ["--config", str(other), "--no-config"], ["--no-config", "--config", str(other)]:
        got = run("meetings", *both)
        assert (got.exit_code, "exclude each other" in got.stderr) == (2, True)
    missing = run("meetings", "--config", "nowhere.toml")
    assert (missing.exit_code, missing.stdout) == (2, "")
    assert "no settings file called nowhere.toml" in missing.stderr


def test_what_a_file_switches_on_can_be_switched_off(project):
    write(project, 'paths = "meetings"\nfail-on = "never"\nstrict = true\noutput = ["json:out.json", "text"]\n')
    assert run("--show-settings", "--no-strict", MEETINGRULES_DETAIL="full").stdout.splitlines() == [
        'paths = ["meetings"]  # meetingrules.toml',
        "rulebook = []  # default",
        "roster = (not set)  # default",
        "calendar = (not set)  # default",
        "register = (not set)  # default",
        "baseline = (not set)  # default",
        'lang = "auto"  # default',
        'output = ["json:out.json", "text"]  # meetingrules.toml',
        'detail = "full"  # environment',
        "mask = (not set)  # default",
        'fail-on = "never"  # meetingrules.toml',
        "allow-unknown = false  # default",
        "strict = false  # command line",
        "gate = (not set)  # default",
        "fail-on-forecast = false  # default",
        'color = "auto"  # default',
    ]
    assert not (project / "out.json").exists()


def test_every_key_is_an_option_and_the_help_page_names_its_variable():
    page = " ".join(CliRunner().invoke(cli.main, ["check", "--help"], terminal_width=400).stdout.split())
    params = {param.name: param for param in command.params}
    for key, known in KEYS.items():
        assert known.param in params
        if key != "paths":
            assert f"--{key}" in params[known.param].opts
            assert f"env var: MEETINGRULES_{key.replace('-', '_').upper()}" in page


# ---- what is refused ---------------------------------------------------------------------------------------------------


def test_all_complaints_at_once_each_at_its_line(project):
    path = write(
        project,
        'fail_on = "error"\nfail-on = "eror"\nstrict = "yes"\npaths = []\nplugins = ["x"]\ngate = 3\n'
        'output = ["xml"]\nroster = ["a"]\n\n[severity]\nquorum = "off"\n"executive/quorum" = 1\n',
    )
    found, said = complaints(path)
    assert found == [
        ("unknown-key", 1), ("wrong-value", 2), ("wrong-value", 3), ("wrong-value", 4), ("unknown-key", 5), ("wrong-value", 6),
        ("no-such-format", 7), ("wrong-value", 8), ("wrong-value", 11), ("wrong-value", 12),
    ]  # fmt: skip
    assert "did you mean fail-on?" in said
    assert "did you mean error?" in said
    assert (
        'meetingrules.toml:1:1: error[unknown-key]: there is no setting called fail_on\n1 | fail_on = "error"\n    ^^^^^^^'
        in said
    )
    got = run()
    assert (got.exit_code, got.stdout, got.stderr.count("error[")) == (2, "", 10)


def test_places_in_a_pyproject(project):
    path = write(
        project,
        '[project]\nfail-on = "x"\n[tool.other]\nstrict = 3\n[tool.meetingrules]\nfail-on = "x"\n'
        'severity.quorum = "x"\n[tool.meetingrules.severity]\n',
        "pyproject.toml",
    )
    with pytest.raises(InvalidText):
        load(path)  # the table is there twice: TOML itself refuses it
    write(project, path.read_text(encoding="utf-8").replace("[tool.meetingrules.severity]\n", ""), "pyproject.toml")
    assert complaints(path)[0] == [("wrong-value", 6), ("wrong-value", 7)]
    write(project, '[project]\nname = "x"\n[tool.meetingrules.severity]\nquorum = "x"\n', "pyproject.toml")
    assert complaints(path)[0] == [("wrong-value", 4)]


@pytest.mark.parametrize(
    ("data", "code", "line"),
    [
        (b"strict = \n", "toml-syntax", 1),
        (b"a = 1\na = 2\n", "toml-syntax", None),
        (b"strict = tru", "toml-syntax", 1),
        (b"lang = '\xc3'", "not-utf-8", None),
        (b"#" * (1024 * 1024 + 1), "too-large", None),
        (b"a = " + b"[" * 50_000, "too-deep", None),
    ],
)
def test_what_is_no_toml(project, data, code, line):
    path = project / "meetingrules.toml"
    path.write_bytes(data)
    (found,) = complaints(path)[0]
    assert found[0] == code
    assert line is None or found[1] == line


def test_a_file_that_is_no_file(project):
    os.mkfifo(project / "meetingrules.toml")
    assert find(project) is None
    assert complaints(project / "meetingrules.toml")[0] == [("no-such-file", None)]
    assert run("meetings", "--config", str(project)).exit_code == 2


def test_a_broken_pyproject_of_somebody_else_is_passed_over(project):
    write(project, "[project\n", "pyproject.toml")
    assert find(project) is None
    write(project, "[tool.meetingrules\n", "pyproject.toml")
    assert find(project) == project / "pyproject.toml"
    assert run("meetings").exit_code == 2


@pytest.mark.parametrize(
    "path",
    [
        "/tmp/x.json", "../x.json", "a/../../x.json", "C:x.json", "C:\\x.json", "\\\\host\\x", "..\\x", ".git/hooks/pre-commit",
        "a/.GIT/config", ".git./x", "link/x.json", "git-link/x", "a\\u0000b",
    ],
)  # fmt: skip
def test_a_file_of_a_checkout_writes_nowhere_else(project, path):
    (project / "link").symlink_to(project.parent)
    (project / "git-link").symlink_to(project / ".git")
    file = write(project, f'output = ["json:{path if "u0000" in path else path.replace(chr(92), chr(92) * 2)}"]\n')
    assert complaints(file)[0] == [("output-outside", 1)]


def test_a_file_of_a_checkout_may_write_below_itself(project):
    write(project, 'paths = "meetings"\noutput = ["json:out.json"]\n')
    assert run().exit_code == 1
    assert json.loads((project / "out.json").read_text(encoding="utf-8"))["verdict"] == "noncompliant"


# ---- severities --------------------------------------------------------------------------------------------------------


def test_another_severity_counts_and_is_said(project):
    plain = json.loads(run("meetings", "--output", "json").stdout)["reports"][0]
    failing = sorted({f["rule"] for f in plain["findings"] if f["status"] == "fail" and f["severity"] != "advice"})
    table = "".join(f'"topical/{rule}" = "advice"\n' for rule in failing)
    write(project, f'paths = "meetings"\n[severity]\n"{failing[0]}" = "error"\n{table}')
    got = run("--output", "json", "--allow-unknown")
    assert got.exit_code == 0
    report = json.loads(got.stdout)["reports"][0]
    assert {f["severity"] for f in report["findings"] if f["rule"] in failing} == {"advice"}, (
        "the body's own goes first"
    )
    notes = [note["en"] for note in report["notes"] if "severity" in note["en"]]
    assert [note.split()[3] for note in notes] == [f"topical/{rule}" for rule in failing]
    assert notes[0].endswith(" to advice by meetingrules.toml")
    assert run("--output", "json", "--no-config", "meetings").exit_code == 1


def test_a_rule_that_is_not_there_is_said(project):
    plain = json.loads(run("meetings", "--output", "json").stdout)["reports"][0]
    rule = plain["findings"][0]["rule"]
    write(
        project,
        f'paths = "meetings"\n[severity]\n{rule}s = "none"\n"topical/zzz" = "none"\n"elsewhere/{rule}" = "none"\n',
    )
    said = run().stderr.splitlines()
    assert said == [
        f"meetingrules.toml: severity: nothing here is a finding of a rule called {rule}s; did you mean {rule}?",
        "meetingrules.toml: severity: nothing here is a finding of a rule called topical/zzz",
    ]
    assert f"没有规则“{rule}s”" in run("--lang", "zh").stderr


def test_what_is_set_is_said_in_chinese(project):
    write(project, 'fail-on = "never"\n')
    lines = run("--show-settings", "--strict", "meetings", MEETINGRULES_LANG="zh").stdout.splitlines()
    assert {"strict = true  # 命令行", 'lang = "zh"  # 环境变量', "gate = （未设置）  # 默认"} <= set(lines)
    assert any(line.startswith('fail-on = "never"  # ') and line.endswith("meetingrules.toml") for line in lines)
