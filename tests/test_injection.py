"""A name breaks nothing: whatever people, items, files and rules are called, each verb prints as many lines, commands and tags as ever."""

import re
import shlex
from html.parser import HTMLParser

import pytest
from click.testing import CliRunner

from meetingrules import cli
from meetingrules.base.diagnostics import HIDDEN
from meetingrules.render.formats import FORMATS
from meetingrules.verbs.due import FORMATS as DUE
from meetingrules.verbs.explain import FORMATS as EXPLAIN
from meetingrules.verbs.remedy import FORMATS as REMEDY
from meetingrules.verbs.route import FORMATS as ROUTE
from meetingrules.verbs.whatif import FORMATS as WHATIF

PLAIN = "甲乙丙"
HOSTILE = {
    "a command of GitHub": "::error::甲",
    "a command of GitHub in a line of its own": "甲\n::error file=a,line=1::乙",
    "a command of GitHub, encoded": "甲%0A::stop-commands::x",
    "a command of Azure": "##vso[task.setvariable variable=a]b",
    "a group of Azure": "甲 ##[group]",
    "a script": "<script>alert(1)</script>",
    "an end of what is open": "\"'></td></svg></details>--> ]]>",
    "markup": "**甲** [乙](javascript:x) `c` | d",
    "a formula": "=HYPERLINK(1)",
    "a line of calendars": "甲\nEND:VEVENT\nBEGIN:VEVENT",
    "a line of TAP": "甲\nok 1 - all is well\n1..1",
    "a placeholder": "{label} {0.__class__} %s {{ 7 * 7 }}",
}
RULES = """
rulebook: club
zh: {name}
en: {name}
vocabulary:
  offices:
    chair: {{zh: {name}, en: {name}, seats: one}}
    officer: {{zh: 委员, plural: officers}}
  things:
    item: {{fields: {{cost: {{number of: yuan, zh: {name}}}, approved: {{type: act, by: person, zh: {name}}}}}}}
define: {{members: {{are: [chair, officers]}}}}
rules:
  quorum:
    stage: sitting
    must: at least 1/2 of members are present
    text: {{zh: {name}, en: {name}}}
    remedy: {{zh: {name}, en: {name}}}
    cases:
      - {{pass: {name}, attendance: {{others: present}}}}
      - {{fail: {name}, attendance: {{others: absent}}}}
  costs:
    for: each item
    stage: preparation
    must: item.cost is at most 100 yuan
    text: {{zh: {name}, en: {name}}}
  opinion:
    for: each item
    stage: preparation
    must: item is approved by chair at least 2 days before meeting.day
    text: {{zh: {name}, en: {name}}}
"""
MEETING = """
meeting: club
day: 2024-03-20
begins: 09:00
as_of: 2024-03-19
title: {name}
roster: {{offices: [{{chair: {person}}}, {{officer: [{other}, 乙]}}], units: {{{unit}: {{}}}}}}
invited: [{person}]
attendance: {{absent: [{other}]}}
leave: {{{other}: {{reason: {name}}}}}
items: [{{title: {name}, cost: 300, department: {unit}, papers: [{{title: {name}}}]}}]
departures: [{{rule: costs, item: 1, reason: {name}}}]
"""
VERBS = {
    **{f"check {form}": f"check -r club.rules.yaml MEETING -o {form} --detail full --fail-on never" for form in FORMATS},
    **{f"explain {form}": f"explain MEETING costs --item 1 -r club.rules.yaml -o {form}" for form in EXPLAIN},
    "explain a rule": "explain club.rules.yaml/opinion",
    **{f"due {form}": f"due MEETING -r club.rules.yaml --today 2024-03-01 -o {form} --no-mask" for form in DUE},
    **{f"whatif {form}": f"whatif MEETING -r club.rules.yaml --present OTHER --add-item ITEM -o {form} --no-mask" for form in WHATIF},
    **{f"remedy {form}": f"remedy MEETING -r club.rules.yaml -o {form} --no-mask" for form in REMEDY},
    **{f"route {form}": f"route MEETING --item 1 -r club.rules.yaml --day 2024-03-20 --as-of 2024-03-19 -o {form} --no-mask" for form in ROUTE},
    **{f"export {what} {form}": f"export {what} MEETING -r club.rules.yaml --format {form}"
       for what in ("attendance", "agenda", "minutes") for form in ("text", "markdown", "csv")},
    "rules list": "rules list club.rules.yaml", "rules show": "rules show club.rules.yaml", "rules words": "rules words club.rules.yaml",
    "rules show one": "rules show club.rules.yaml/costs", "test": "test club.rules.yaml -v", "schema": "schema meeting -r club.rules.yaml",
    "a complaint": "check -r club.rules.yaml BROKEN", "no such rule": "explain MEETING NAME -r club.rules.yaml",
    "no such rulebook": "check -r NAME MEETING", "no such file": "check NAME.meeting.yaml",
}  # fmt: skip
REFUSED = {"a complaint", "no such rule", "no such rulebook", "no such file"}
OWN = {"check github": ("::",), "check azure": ("##vso[",)}
"""What lines of a format begin with, and nothing else."""


def quoted(text):
    """As a text of YAML in one line."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """What each verb prints with a name, kept for all tests."""
    known = {}

    def of(verb, name, lang):
        if (verb, name, lang) not in known:
            folder = tmp_path_factory.mktemp("names")
            flat = name.replace("\n", " ")
            names = {
                "person": quoted(flat),
                "other": quoted(f"{flat}二"),
                "unit": quoted(f"{flat}局"),
                "name": quoted(name),
            }
            (folder / "club.rules.yaml").write_text(RULES.format(**names), encoding="utf-8")
            file = f"{name.replace('/', '')}.meeting.yaml"
            text = MEETING.format(**names)
            (folder / file).write_text(text, encoding="utf-8")
            (folder / f"b{file}").write_text(text + f"{quoted(name)}: 1\ninvited: 2\n", encoding="utf-8")
            given = {
                "MEETING": file,
                "OTHER": f"{flat}二",
                "BROKEN": f"b{file}",
                "NAME": name,
                "NAME.meeting.yaml": f"{name}x.meeting.yaml",
            }
            args = [given.get(word, word) for word in shlex.split(VERBS[verb])]
            with pytest.MonkeyPatch.context() as patch:
                patch.chdir(folder)
                got = CliRunner().invoke(cli.main, args, env={"LC_ALL": f"{lang}.UTF-8", "MEETINGRULES_CACHE": "off"})
            known[verb, name, lang] = got.exit_code, got.stdout, got.stderr
        return known[verb, name, lang]

    return of


def lines(text):
    """Lines as anybody may count them."""
    return text.removeprefix("\ufeff").splitlines()


def commands(text):
    """Lines that a build log takes for commands."""
    return [line for line in lines(text) if line.lstrip().startswith("::") or re.search(r"##(?:vso)?\[", line)]


def tags(page):
    """Which elements a page has, in order."""
    found = []
    reader = HTMLParser()
    reader.handle_starttag = lambda tag, attrs: found.append((tag, [name for name, _ in attrs]))
    reader.feed(page)
    return found


@pytest.mark.parametrize("lang", ["zh_CN", "en_US"])
@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("verb", VERBS)
def test_a_name_breaks_nothing(verb, name, lang, told):
    code, out, err = told(verb, HOSTILE[name], lang)
    usual, plain, _ = told(verb, PLAIN, lang)
    assert code == usual, err
    assert code in ({2} if verb in REFUSED else {0, 1, 4}), err
    if verb == "due ics":  # it folds its lines
        out, plain = out.replace("\n ", ""), plain.replace("\n ", "")
    assert len(lines(out)) == len(lines(plain))
    for text in (out, err):
        assert not HIDDEN.search(text.removeprefix("\ufeff").replace("\r\n", "\n"))
    assert commands(err) == []
    found = commands(out)
    if verb in OWN:
        assert all(line.startswith(OWN[verb]) and line.count("##vso[") == OWN[verb].count("##vso[") for line in found)
    else:
        assert found == []
    if verb.endswith("html"):
        assert "<script" not in out
        assert tags(out) == tags(plain)
    if verb.endswith("csv"):
        assert not re.search(r'(?:^|,)"?[=+@]', out, re.MULTILINE)


def test_the_names_are_told(told):
    """Or nothing would be shown by them."""
    silent = {"schema", "check junit", "check tap"}
    for verb in VERBS.keys() - silent:
        assert PLAIN in "".join(told(verb, PLAIN, "zh_CN")[1:]), verb
