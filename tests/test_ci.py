"""What CI systems are given: the hooks, the action, the template. Read by the systems' own schemas, and their scripts run as they stand."""

import inspect
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

from meetingrules import pytest_plugin
from meetingrules.report.keys import KEYS
from meetingrules.settings import load

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples"
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
GITLAB = yaml.safe_load((ROOT / "ci" / "gitlab" / "meetingrules.gitlab-ci.yml").read_text(encoding="utf-8"))
HOOKS = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}
EXPRESSION = re.compile(r"\$\{\{\s*([\w.-]+)\s*\}\}")
SCRIPTS = Path(sys.executable).parent
needs_bash = pytest.mark.skipif(
    not shutil.which("bash") or not (SCRIPTS / "meetingrules").is_file(), reason="needs bash and the installed command"
)


def shell(script, folder, env):
    """A script as GitHub's runner calls it."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("MEETINGRULES_", "GIT_", "PYTEST_"))}
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=folder, env={**clean, "LANG": "en_US.UTF-8", **env}, capture_output=True, text=True, encoding="utf-8", check=False, timeout=600,
    )  # fmt: skip


@pytest.fixture
def meetings(tmp_path):
    """A repository with a meeting that fails and one that does not, in a folder whose name has a space."""
    folder = tmp_path / "repository" / "our meetings"
    folder.mkdir(parents=True)
    roster = (EXAMPLES / "datong.roster.yaml").as_posix()
    for name, source in ("bad", "2025-04-24"), ("good", "2024-06-06"):
        text = (EXAMPLES / "topical" / f"{source}.meeting.yaml").read_text(encoding="utf-8")
        text = text.replace("../datong.roster.yaml", roster)
        (folder / f"{name}.meeting.yaml").write_text(text, encoding="utf-8")
    return folder.parent


# ---- their own schemas -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("schema", "file"),
    [("github-actions", "action.yml"), ("gitlab-ci", "ci/gitlab/meetingrules.gitlab-ci.yml")],
)
def test_the_systems_own_schema_takes_it(schema, file):
    pytest.importorskip("check_jsonschema")
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", str(ROOT / file)]
    got = subprocess.run(command, capture_output=True, text=True, check=False)
    assert got.returncode == 0, got.stdout + got.stderr


def test_pre_commit_takes_the_hooks():
    pytest.importorskip("pre_commit")
    command = [sys.executable, "-m", "pre_commit", "validate-manifest", str(ROOT / ".pre-commit-hooks.yaml")]
    assert subprocess.run(command, check=False).returncode == 0


@pytest.mark.parametrize(
    ("hook", "path", "taken"),
    [
        ("meetingrules-check", "a/2024-01-01.meeting.yaml", True),
        ("meetingrules-check", "x.meeting.json", True),
        ("meetingrules-check", "x.meeting.yml", True),
        ("meetingrules-check", "meeting.yaml", False),
        ("meetingrules-check", "x.meeting.yaml.orig", False),
        ("meetingrules-test", "board.rules.yaml", True),
        ("meetingrules-test", "datong.shared.yaml", False),
        ("meetingrules-test", "rules.yaml", False),
    ],
)
def test_a_hook_takes_the_files_that_are_its_own(hook, path, taken):
    assert bool(re.search(HOOKS[hook]["files"], path)) is taken


# ---- the action --------------------------------------------------------------------------------------------------------


def step(inputs, temp):
    """The step that checks: its script and its environment, with the expressions put in."""
    known = {f"inputs.{name}": inputs.get(name, given["default"]) for name, given in ACTION["inputs"].items()}
    found = ACTION["runs"]["steps"][-1]
    env = {key: EXPRESSION.sub(lambda m: known[m[1]], value) for key, value in found["env"].items()}
    (temp / "meetingrules").mkdir(exist_ok=True)
    if not (temp / "meetingrules" / "bin").exists():
        (temp / "meetingrules" / "bin").symlink_to(SCRIPTS)
    return found["run"], {**env, "RUNNER_TEMP": str(temp)}


def test_what_a_caller_writes_never_becomes_part_of_a_script():
    for one in ACTION["runs"]["steps"]:
        assert "${{" not in one["run"]
        assert one["shell"] == "bash"
    assert set(ACTION["inputs"]) == {"paths", "args", "fail-on", "sarif"}
    assert len((ROOT / "action.yml").read_text(encoding="utf-8").splitlines()) <= 40


@needs_bash
@pytest.mark.parametrize(
    ("inputs", "code"),
    [
        ({"paths": "our meetings"}, 1),
        ({"paths": "our meetings/bad.meeting.yaml\nour meetings/good.meeting.yaml\n"}, 1),
        ({"paths": "our meetings/good.meeting.yaml"}, 0),
        ({"paths": "our meetings", "fail-on": "never"}, 0),
        ({"paths": "our meetings", "fail-on": "error", "args": "--lang zh\n--fail-on never"}, 0),
        ({"paths": "our meetings/nothing.meeting.yaml"}, 2),
        ({}, 2),
        ({"paths": "$(touch pwned)\n`touch pwned`\n; touch pwned", "args": "--detail full"}, 2),
        ({"paths": "our meetings", "args": "--lang $(touch${IFS}pwned)"}, 2),
        ({"paths": "--version"}, 2),
    ],
)
def test_the_action_leaves_as_check_does(meetings, tmp_path, inputs, code):
    script, env = step({"sarif": "out.sarif", **inputs}, tmp_path)
    got = shell(script, meetings, env)
    assert got.returncode == code, got.stdout + got.stderr
    assert not (meetings / "pwned").exists()
    if code != 2:
        sarif = json.loads((meetings / "out.sarif").read_text(encoding="utf-8"))
        assert (sarif["version"], len(sarif["runs"])) == ("2.1.0", 1)
    if code == 1 and "args" not in inputs:
        assert "::error " in got.stdout
        assert sarif["runs"][0]["results"]


@needs_bash
def test_the_action_takes_the_paths_of_a_settings_file(meetings, tmp_path):
    (meetings / "meetingrules.toml").write_text('paths = "our meetings"\nfail-on = "never"\n', encoding="utf-8")
    script, env = step({}, tmp_path)
    assert shell(script, meetings, env).returncode == 0
    script, env = step({"fail-on": "error"}, tmp_path)
    assert shell(script, meetings, env).returncode == 1
    assert not list(meetings.glob("*.sarif"))


# ---- GitLab ------------------------------------------------------------------------------------------------------------


@needs_bash
def test_the_template_leaves_as_check_does_and_both_reports_are_there(meetings):
    lines = GITLAB["meetingrules"]["script"]
    guard, check = lines[0], "\n".join(lines[-2:])
    assert shell(guard, meetings, {"MEETINGRULES_SOURCE": ""}).returncode == 2
    check = check.replace("/tmp/meetingrules/bin", str(SCRIPTS))
    (meetings / "meetingrules.toml").write_text('paths = "our meetings"\n', encoding="utf-8")
    for words, code in ("", 1), ("--fail-on never", 0), ("nowhere", 2), ("$(touch pwned) *", 2):
        got = shell(check, meetings, {"MEETINGRULES_CHECK": words})
        assert got.returncode == code, got.stderr
        if code == 1:
            reports = GITLAB["meetingrules"]["artifacts"]["reports"]
            quality = json.loads((meetings / reports["codequality"]).read_text(encoding="utf-8"))
            assert {row["location"]["path"] for row in quality} == {"our meetings/bad.meeting.yaml"}
            assert "<testsuite" in (meetings / reports["junit"]).read_text(encoding="utf-8")
    assert not (meetings / "pwned").exists()


# ---- as a whole: with pip, from a repository ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def repository(tmp_path_factory):
    """This package as a git repository of its own."""
    if not shutil.which("git"):
        pytest.skip("needs git")
    folder = tmp_path_factory.mktemp("package") / "meetingrules"
    skipped = shutil.ignore_patterns("__pycache__", "*.egg-info")
    packed = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]["targets"]
    for name in "src", *packed["wheel"]["force-include"]:
        shutil.copytree(ROOT / name, folder / name, ignore=skipped)
    for name in "pyproject.toml", "README.md", "LICENSE", "action.yml", ".pre-commit-hooks.yaml":
        shutil.copy(ROOT / name, folder / name)
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "all")
    return folder


def git(folder, *args):
    who = ("-c", "user.name=clerk", "-c", "user.email=clerk@example.org", "-c", "commit.gpgsign=false")
    env = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    return subprocess.run(["git", *who, *args], cwd=folder, env=env, check=True, capture_output=True, text=True).stdout


@pytest.mark.integration
def test_pre_commit_runs_the_hooks(meetings, repository, tmp_path):
    rev = git(repository, "rev-parse", "HEAD").strip()
    hooks = [{"id": "meetingrules-check", "args": ["--lang", "en"]}, {"id": "meetingrules-test"}]
    config = {"repos": [{"repo": str(repository), "rev": rev, "hooks": hooks}]}
    (meetings / ".pre-commit-config.yaml").write_text(json.dumps(config), encoding="utf-8")
    for name in "school_board", "other":
        text = (EXAMPLES / "school_board" / "school_board.rules.yaml").read_text(encoding="utf-8")
        (meetings / f"{name}.rules.yaml").write_text(text, encoding="utf-8")
    git(meetings, "init", "-q")
    env = {"PRE_COMMIT_HOME": str(tmp_path / "cache"), "HOME": str(tmp_path)}

    def commit(*files):
        git(meetings, "add", "--", *files)
        return shell(f"{sys.executable} -m pre_commit run --color never", meetings, env)

    good = commit(
        ".pre-commit-config.yaml", "our meetings/good.meeting.yaml", "school_board.rules.yaml", "other.rules.yaml"
    )
    assert good.returncode == 0, good.stdout + good.stderr
    assert re.search(r"meetings against their rulebooks\.+Passed", good.stdout)
    assert re.search(r"the cases that rulebooks carry\.+Passed", good.stdout)
    bad = commit("our meetings/bad.meeting.yaml")
    assert bad.returncode == 1
    assert re.search(r"meetings against their rulebooks\.+Failed", bad.stdout)
    assert "bad.meeting.yaml: not compliant" in bad.stdout


@pytest.mark.integration
def test_the_action_installs_itself_and_checks(meetings, repository, tmp_path):
    install = ACTION["runs"]["steps"][0]
    assert install["env"] == {"SOURCE": "${{ github.action_path }}"}
    env = {"SOURCE": str(repository), "RUNNER_TEMP": str(tmp_path / "runner")}
    (tmp_path / "runner").mkdir()
    got = shell(install["run"], meetings, env)
    assert got.returncode == 0, got.stderr
    script, inputs = step({"paths": "our meetings", "sarif": "out.sarif"}, tmp_path / "runner")
    got = shell(script, meetings, inputs)
    assert got.returncode == 1, got.stderr
    assert json.loads((meetings / "out.sarif").read_text(encoding="utf-8"))["runs"][0]["results"]


# ---- the pages that explain it -----------------------------------------------------------------------------------------

PAGES = [ROOT / "docs" / "ci.md", ROOT / "docs" / "ci.zh.md"]


def blocks(page, kind):
    return re.findall(rf"^```{kind}\n(.*?)^```$", page.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_page_names_every_key_and_its_examples_hold(page, tmp_path):
    text = page.read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `([\w-]+)` \|.*\| (?:`(MEETINGRULES_\w+)`)? ?\|$", text, re.MULTILINE))
    assert {key: rows[key] for key in KEYS} == {
        key: "" if key == "paths" else f"MEETINGRULES_{key.replace('-', '_').upper()}" for key in KEYS
    }
    (tmp_path / "meetingrules.toml").write_text(blocks(page, "toml")[0], encoding="utf-8")
    assert load(tmp_path / "meetingrules.toml").severity["quorum"] == "error"
    pre_commit, github, gitlab = (yaml.safe_load(block) for block in blocks(page, "yaml"))
    assert {hook["id"] for hook in pre_commit["repos"][0]["hooks"]} == set(HOOKS)
    assert set(github["jobs"]["meetings"]["steps"][1]["with"]) <= set(ACTION["inputs"])
    assert set(gitlab["variables"]) == set(GITLAB["variables"])
    assert (ROOT / gitlab["include"][0]["file"]).is_file()
    known = set(re.findall(r'"(\w+)": ', inspect.getsource(pytest_plugin).partition("class Session")[0]))
    said = set(re.findall(r"meetingrules_(\w+)", text))
    assert said == known | {"rulebook"}


def test_both_pages_have_the_same_examples():
    for kind in "toml", "yaml", "ini":
        assert blocks(PAGES[0], kind) == blocks(PAGES[1], kind)


@pytest.mark.parametrize("workflow", sorted((ROOT / ".github" / "workflows").glob("*.yml")), ids=lambda p: p.name)
def test_our_own_workflows_are_what_the_system_reads(workflow):
    pytest.importorskip("check_jsonschema")
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows", str(workflow)]
    got = subprocess.run(command, capture_output=True, text=True, check=False)
    assert got.returncode == 0, got.stdout + got.stderr
