"""Every verb's page is good by itself, in each language: examples that parse, exit codes, a width that fits; completion in the shell.

And what is said of a command line that is wrong.
"""

import ast
import os
import re
import shlex
import shutil
import string
import subprocess
import sys
from inspect import cleandoc
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from meetingrules import cli
from meetingrules.cli import VERBS, main
from meetingrules.help import chinese
from meetingrules.help.misuse import Misused, Misvalued
from meetingrules.help.spoken import Group, Verb
from meetingrules.help.usage import CLICK, USAGE
from meetingrules.help.words import HEADINGS, HELP, METAVARS
from meetingrules.render.duetext import width

RULES = ("list", "show", "words", "account")
PAGES = [(), *((verb,) for verb in VERBS), *(("rules", name) for name in RULES)]


ROOT = Path(__file__).parents[1]
LANGS = ("en", "zh")


def call(*args, lang="en", columns=110):
    env = {"MEETINGRULES_LANG": lang, "LC_ALL": "", "LC_MESSAGES": "", "LANG": ""}
    return CliRunner().invoke(cli.main, args, prog_name="meetingrules", terminal_width=columns, env=env)


def page(words, lang="en", columns=110):
    got = call(*words, "--help", lang=lang, columns=columns)
    assert got.exit_code == 0
    return got.output


def examples(words, lang="en"):
    lines = [line.strip() for line in page(words, lang).splitlines()]
    return [line for line in lines if line.startswith("meetingrules ")]


@pytest.mark.parametrize("words", PAGES, ids=" ".join)
def test_a_page_explains_itself(words):
    text = page(words)
    assert max(map(len, text.splitlines())) <= 112
    assert text.count("\n") > 8
    if len(words) == 1 and words != ("rules",):
        assert "Exit codes:" in text
        assert "Examples:" in text


@pytest.mark.parametrize("line", sorted({line for words in PAGES for lang in LANGS for line in examples(words, lang)}))
def test_every_example_is_taken(line):
    command, context = main, click.Context(main, info_name="meetingrules")
    words = shlex.split(line)[1:]
    while isinstance(command, click.Group):
        found = command.get_command(context, words.pop(0))
        assert found is not None, line
        command, context = found, click.Context(found, context)
    command.make_context(line, words, resilient_parsing=False)


def test_the_first_page_names_every_verb():
    text = page(())
    assert all(f"\n  {verb} " in text for verb in VERBS)


# ---- in Chinese ----------------------------------------------------------------------------------------------------------


def commands(group=main):
    """All commands, the groups among them."""
    yield group
    if isinstance(group, click.Group):
        context = click.Context(group)
        for name in group.list_commands(context):
            yield from commands(group.get_command(context, name))


def spoken():
    """All English texts of the help: paragraphs and options."""
    for command in commands():
        for part in re.split(r"\n\s*\n", cleandoc(command.help)):
            text = part.removeprefix("\b\n").strip()
            if not text.startswith("Examples:"):
                yield " ".join(text.split())
        for param in command.get_params(click.Context(command)):
            if isinstance(param, click.Option):
                yield chinese.LIST if param.name == "outputs" else param.help


def placeholders():
    """All that stands in the place of something, in the line of usage and behind options."""
    for command in commands():
        for param in command.params:
            if isinstance(param, click.Option) and (param.is_flag or (isinstance(param.type, click.Choice))):
                continue
            kind = param.name if isinstance(param, click.Argument) else param.type.name
            yield param.metavar or kind.upper()


def test_every_text_has_its_chinese_and_no_chinese_is_left_over():
    assert set(spoken()) == HELP.keys()
    assert set(placeholders()) == METAVARS.keys()
    assert all(text.strip() for text in (*HELP.values(), *METAVARS.values(), *HEADINGS.values()))


def test_the_formats_stand_before_the_text_that_is_translated():
    for command in commands():
        for param in command.params:
            if param.name == "outputs":
                assert param.help == ", ".join(param.type.formats) + chinese.LIST
                assert chinese.chinese(param.help).startswith("、".join(param.type.formats) + "；")


def test_every_command_speaks():
    assert all(isinstance(command, (Verb, Group)) for command in commands())


@pytest.mark.parametrize("columns", [110, 80, 72])
@pytest.mark.parametrize("words", PAGES, ids=" ".join)
def test_a_page_in_chinese_is_whole_and_straight(words, columns):
    text, english = page(words, "zh", columns), page(words)
    assert text.startswith(f"用法：{' '.join(('meetingrules', *words))} [选项]")
    assert examples(words, "zh") == examples(words)
    words = [line for line in text.splitlines() if not line.strip().startswith(("meetingrules ", "{"))]
    assert max(map(width, words)) <= columns
    for flag in re.findall(r"^  ((?:-\w, )?--[\w-]+)", english, re.MULTILINE):
        assert f"\n  {flag}" in text


@pytest.mark.parametrize("command", list(commands()), ids=lambda command: command.name)
def test_the_right_column_is_straight(command):
    context = click.Context(command)
    entries = [chinese.entry(option, context) for option in chinese.options(command, context)]
    lines = list(chinese.table(entries, 110))
    left = 2 + min(max(width(term) for term, _ in entries), chinese.WIDEST_TERM) + 2
    for term, text in entries:
        line = next(line for line in lines if f"{line} ".startswith(f"  {term} "))
        if width(term) <= chinese.WIDEST_TERM:
            assert width(line[: line.index(text[:2], len(term))]) == left
        else:
            assert lines[lines.index(line) + 1].startswith(" " * left + text[:2])


@pytest.mark.parametrize("words", PAGES, ids=" ".join)
def test_a_page_in_chinese_names_the_same_exit_codes(words):
    def codes(lang, mark, between):
        told = re.search(rf"{mark}(.*?)(?:\n\n|\Z)", page(words, lang), re.DOTALL)[1]
        return re.findall(rf"(?:^|{between}) ?(\d+) ", re.sub(r"\s+", " ", told))

    assert codes("zh", "退出码：", "；") == codes("en", "Exit codes:", ";")


@pytest.mark.parametrize("name", ["meetingrules", "check"])
def test_a_page_in_chinese_is_as_pinned(name, accept):
    path = ROOT / "tests" / "golden" / "help" / f"{name}.zh.txt"
    text = page((name,) if name in VERBS else (), "zh", 80)
    if accept:
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("args", "env", "lang"),
    [
        ((), {"LANG": "zh_CN.UTF-8"}, "zh"),
        ((), {"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        ((), {"LANG": "en_US.UTF-8", "MEETINGRULES_LANG": "zh"}, "zh"),
        ((), {}, "en"),
        (("check", "--lang", "zh"), {}, "zh"),
        (("check", "--lang=en"), {"LANG": "zh_CN.UTF-8"}, "en"),
        (("rules", "list", "--lang", "zh"), {}, "zh"),
        (("check", "--lang", "auto"), {"LANG": "zh_CN.UTF-8"}, "zh"),
        (("check", "--lang"), {}, "en"),
    ],
    ids=str,
)
def test_the_language_of_a_page(args, env, lang):
    none = {"MEETINGRULES_LANG": "", "LC_ALL": "", "LC_MESSAGES": "", "LANG": ""}
    got = CliRunner().invoke(cli.main, [*args, "--help"], env={**none, **env})
    assert got.output.startswith({"en": "Usage: ", "zh": "用法："}[lang])
    if args:
        first = CliRunner().invoke(cli.main, [args[0], "--help", *args[1:]], env={**none, **env}).output
        assert first.startswith({"en": "Usage: ", "zh": "用法："}[lang])


def test_without_a_call_the_help_is_english(monkeypatch):
    monkeypatch.setenv("MEETINGRULES_LANG", "zh")
    for command in commands():
        assert command.get_help(click.Context(command)).startswith("Usage: ")


def test_the_chinese_is_loaded_only_when_it_is_spoken():
    script = """
import sys
from meetingrules import cli
cli.main(["check", "--help"], standalone_mode=False)
assert not {"meetingrules.help." + name for name in ("words", "usage", "chinese")} & set(sys.modules)
"""
    kept = {k: v for k, v in os.environ.items() if k in {"PATH", "PYTHONPATH", "SYSTEMROOT"}}
    subprocess.run([sys.executable, "-c", script], check=True, env={**kept, "LC_ALL": "C"}, capture_output=True)


# ---- a command line that is wrong ----------------------------------------------------------------------------------------


def names(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_every_complaint_is_in_both_languages_and_says_the_same():
    for code, texts in USAGE.items():
        assert texts.keys() == set(LANGS), code
        assert names(texts["zh"]) == names(texts["en"]), code


def test_every_complaint_is_made_somewhere_and_none_is_made_up():
    made, told = set(), set()
    for path in (ROOT / "src" / "meetingrules").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        told |= set(re.findall(r'CLICK\[f?"([^"]+)"', text)) | set(re.findall(r'"(no value|needs value)"', text))
        if path.parent.name in {"verbs", "help"} or path.name == "pytest_plugin.py":
            made |= {n.value for n in ast.walk(ast.parse(text)) if isinstance(n, ast.Constant) and n.value in USAGE}
            made |= {f"{code}-to" for code in re.findall(r'_outside\("([^"]+)"', text)}
            assert "click.UsageError(" not in text.replace("class _Said(click.UsageError)", ""), path
            assert "self.fail(" not in text, path
        assert not re.search(r'(?:Misused|Misvalued)\(f?"(?!' + "|".join(map(re.escape, USAGE)) + r')"', text)
    assert made - {"no value"} == USAGE.keys()
    spoken = {"option", "argument", "missing option", "missing argument"}  # by the kind of parameter
    assert {code for code in CLICK if code not in spoken} <= told


def said(got):
    """What stands below the usage."""
    return got.stderr.partition("\n\n")[2].rstrip("\n")


WRONG = [
    (["chek"], "Error: No such command 'chek'.\n  hint: did you mean check?", "错误：没有命令“chek”\n  提示：是不是“check”？"),
    (["rules", "shw"], "Error: No such command 'shw'.\n  hint: did you mean show?", "错误：没有命令“shw”\n  提示：是不是“show”？"),
    (["frobnicate"], "Error: No such command 'frobnicate'.", "错误：没有命令“frobnicate”"),
    (["check", "x", "--strickt"], "Error: No such option '--strickt'.\n  hint: did you mean --strict?", "错误：没有选项 --strickt\n  提示：是不是“--strict”？"),
    (["check", "x", "--frobnicate"], "Error: No such option '--frobnicate'.", "错误：没有选项 --frobnicate"),
    (["check"], "Error: Missing argument 'PATHS...'.", "错误：缺少参数：路径"),
    (["export"], "Error: Missing argument '{attendance|agenda|minutes}'. Choose from:\n\tattendance,\n\tagenda,\n\tminutes", "错误：缺少参数：材料（可写 attendance、agenda、minutes）"),
    (["--"], "Error: Missing command.", "错误：缺少命令"),
    (["schema", "meeting", "a", "b"], "Error: Got more than it takes: a b", "错误：多余的参数：a b"),
    (["check", "x", "--jobs"], "Error: Option '--jobs' requires an argument.", "错误：选项 --jobs 缺少值"),
    (["check", "x", "--strict=yes"], "Error: Option '--strict' does not take a value.", "错误：选项 --strict 不带值"),
    (["check", "x", "--jobs", "0"], "Error: Invalid value for '--jobs' / '-j': '0' is no whole number from 1 to 256.", "错误：选项 --jobs、-j 的值无效：“0”不是 1 至 256 的整数"),
    (["explain", "x", "--item", "one"], "Error: Invalid value for '--item': 'one' is no whole number from 1 upwards.", "错误：选项 --item 的值无效：“one”不是不小于 1 的整数"),
    (["serve", "--timeout", "0"], "Error: Invalid value for '--timeout': '0' is no number from 0.01 upwards.", "错误：选项 --timeout 的值无效：“0”不是不小于 0.01 的数"),
    (
        ["check", "x", "--gate", "notise"],
        "Error: Invalid value for '--gate' (env var: 'MEETINGRULES_GATE'): 'notise' is not one of notice, opening, closing.\n  hint: did you mean notice?",
        "错误：选项 --gate（环境变量 MEETINGRULES_GATE）的值无效：“notise”不是 notice、opening、closing 之一\n  提示：是不是“notice”？",
    ),
    (["schema", "x"], "Error: Invalid value for 'KIND': 'x' is not one of meeting, roster, rulebook, register, calendar, settings, baseline, run, whatif, route, remedies, explanation, due.", "错误：参数“类别”的值无效：“x”不是 meeting、roster、rulebook、register、calendar、settings、baseline、run、whatif、route、remedies、explanation、due 之一"),
    (
        ["due", "x", "-o", "jsn"],
        "Error: Invalid value for '--output' / '--format' / '-o': 'jsn': write text, json, ics, svg, or one of them with a file, as in ics:due.ics\n  hint: did you mean json?",
        "错误：选项 --output、--format、-o 的值无效：“jsn”：可写 text、json、ics、svg，或者再加文件名，如 ics:due.ics\n  提示：是不是“json”？",
    ),
    (["import", "x", "--mark", "="], "Error: Invalid value for '--mark': '=': write a mark and what it means, as in ○=absent", "错误：选项 --mark 的值无效：“=”：请写标记及其含义，如 ○=absent"),
    (["serve", "--roster", "x"], "Error: Invalid value for '--roster': 'x': write NAME=FILE, as in city=city.roster.yaml", "错误：选项 --roster 的值无效：“x”：请写 名称=文件，如 city=city.roster.yaml"),
    (["serve"], "Error: choose --stdio or --http", "错误：请选择 --stdio 或者 --http"),
    (["check", "x", "--no-config", "--config", "y"], "Error: --config and --no-config exclude each other", "错误：--config 和 --no-config 不能同时使用"),
    (["due", "topical"], "Error: on which day? topical names a body: say it with --day, as in --day 2026-12-01", "错误：哪一天的会议？topical 是规则集，请用 --day 指明日期，如 --day 2026-12-01"),
    (["new", "rulebook"], "Error: new rulebook needs a name of letters, digits and _, such as club", "错误：新建规则文件需要名称，由字母、数字和 _ 组成，如 club"),
    (["rules", "show", "executive/quorom"], "Error: executive has no rule 'quorom'; `meetingrules rules show executive` lists them\n  hint: did you mean quorum?", "错误：executive 没有规则“quorom”；`meetingrules rules show executive` 列出各条规则\n  提示：是不是“quorum”？"),
]  # fmt: skip


@pytest.mark.parametrize(("args", "english", "chinese"), WRONG, ids=str)
def test_what_is_wrong_is_said_in_the_language_of_the_moment(args, english, chinese):
    got = {lang: call(*args, lang=lang) for lang in LANGS}
    assert {lang: said(one) for lang, one in got.items()} == {"en": english, "zh": chinese}
    assert {(one.exit_code, one.stdout) for one in got.values()} == {(2, "")}
    assert got["zh"].stderr.startswith("用法：meetingrules ")
    assert re.search(r"^运行“meetingrules.* --help”查看帮助。$", got["zh"].stderr, re.MULTILINE)
    assert got["en"].stderr.startswith("Usage: meetingrules ")


def test_the_language_may_stand_on_the_command_line():
    assert said(call("check", "--lang", "zh")) == "错误：缺少参数：路径"
    assert said(call("check", "--frobnicate", "--lang=zh")) == "错误：没有选项 --frobnicate"
    assert said(call("check", "--lang=en", lang="zh")) == "Error: Missing argument 'PATHS...'."
    assert "there is no file zh" in call("check", "--", "--lang", "zh").stderr  # these are files


def test_a_variable_that_is_no_yes_or_no_is_named(monkeypatch):
    monkeypatch.setenv("MEETINGRULES_STRICT", "perhaps")
    assert (
        said(call("check", "x", lang="zh"))
        == "错误：选项 --strict（环境变量 MEETINGRULES_STRICT）的值无效：须为 true 或者 false"
    )


def test_nothing_that_is_typed_hides_in_a_complaint():
    got = said(call("a\u202eb\x1b[2J\n##[error]x", lang="zh"))
    assert got == "错误：没有命令“a\\u202eb\\u001b[2J⏎\\u0023#[error]x”"
    assert "\u202e" not in said(call("check", "x", "--gate", "a\u202eb"))


@pytest.mark.parametrize("kind", [Misused, Misvalued])
def test_a_complaint_that_nobody_knows_is_a_bug(kind):
    with pytest.raises(KeyError):
        kind("no-such-code", None, None) if kind is Misvalued else kind("no-such-code")


# ---- in the shell --------------------------------------------------------------------------------------------------------


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash here")
@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("meetingrules ch", "check"),
        ("meetingrules check --gate ", "notice"),
        ("meetingrules schema r", "roster"),
        ("meetingrules schema rem", "remedies"),
    ],
)
def test_the_shell_completes(typed, offered):
    tool = Path(sys.executable).with_name("meetingrules")
    words = typed.split(" ")
    script = f"""
eval "$(_MEETINGRULES_COMPLETE=bash_source {tool})"
COMP_WORDS=({" ".join([str(tool), *map(shlex.quote, words[1:])])})
COMP_CWORD={len(words) - 1}
_meetingrules_completion {tool}
printf '%s\\n' "${{COMPREPLY[@]}}"
"""
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, timeout=60, check=False)
    assert offered in done.stdout.split(), done.stderr
