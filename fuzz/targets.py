"""What is thrown at the doors of the library: each target takes bytes, and lets nothing out but what the library refuses on purpose.

A target returns whether the bytes were taken. `fuzz/run` feeds them with atheris; `tests/test_fuzz.py` feeds them with what was
kept in `fuzz/corpus/`, and needs nothing else.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from functools import cache
from pathlib import Path

from attrs import evolve

from makers import forget, made, resolved, ways_to_forget
from meetingrules import InvalidText, MeetingRulesError, Roster, Rulebook, load_plan, load_roster, load_rulebook
from meetingrules.base.document import read_bytes
from meetingrules.engine.check import check_plan
from meetingrules.engine.service import named_roster, read_plan
from meetingrules.engine.tally import Quick
from meetingrules.exchange.invitation import invitation
from meetingrules.exchange.membership import members_of
from meetingrules.exchange.model import Reading
from meetingrules.exchange.sheet import grids
from meetingrules.exchange.signin import signin
from meetingrules.exchange.topics import topics
from meetingrules.exchange.written import meeting_text
from meetingrules.facts.model import Plan
from meetingrules.lang import parse
from meetingrules.lang.unparse import unparse
from meetingrules.render.jsonout import report_to_dict
from meetingrules.rulebook.load import load
from test_answers import book as answers
from workbooks import packed, parts_of

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
BOOKS = ("executive", "sample")
PARTS = 8
LINE = b"\n----\n"
MOMENTS = (None, date(2024, 3, 19), date(2024, 12, 5), date(2026, 6, 1))


@cache
def book(name: str) -> Rulebook:
    """A rulebook of a government, or one with a rule for each construct of the language."""
    return load_rulebook(name) if name == "executive" else answers()


@cache
def roster(name: str) -> Roster | None:
    """Who holds what in the government; the meetings of the sample have their own."""
    return load_roster(ROOT / "examples" / "datong.roster.yaml", book(name)) if name == "executive" else None


@cache
def quick(name: str, number: int) -> Quick:
    """The fast editions of every eighth rule of a rulebook: one input need not ask them all."""
    whole = book(name)
    return Quick(evolve(whole, rules=whole.rules[number % PARTS :: PARTS]))


def warm() -> None:
    """Load and compile once what all inputs share."""
    for name in BOOKS:
        roster(name)
        for number in range(PARTS):
            _ = quick(name, number).program


def shown(error: MeetingRulesError) -> bool:
    """Refused: then it can be told in both languages, and written down."""
    assert isinstance(error, InvalidText)
    for lang in ("zh", "en"):
        error.show(lang).encode()
    return False


# ---- text ----------------------------------------------------------------------------------------------------------------


def yaml_door(data: bytes) -> bool:
    """YAML, and the same bytes as JSON."""
    taken = False
    for json in (False, True):
        try:
            read_bytes("fuzz.json" if json else "fuzz.yaml", data, json=json)
            taken = True
        except MeetingRulesError as error:
            shown(error)
    return taken


def condition_parser(data: bytes) -> bool:
    """The sentence, from each of its starts; what was read can be written, and reads the same."""
    text, taken = data.decode(errors="replace"), False
    for start in (parse.parse_condition, parse.parse_subject, parse.parse_noun, parse.parse_step, parse.parse_term,
                  parse.parse_amount):  # fmt: skip
        with suppress(parse.ConditionError):
            found = start(text)
            taken = True
            if start is parse.parse_condition:
                assert parse.parse_condition(unparse(found)) == found, unparse(found)
    return taken


def rulebook_loader(data: bytes) -> bool:
    """A rulebook, or rules of the sample's words."""
    try:
        load(read_bytes("fuzz.rules.yaml", data)[0], DOCS)
    except MeetingRulesError as error:
        return shown(error)
    return True


# ---- meetings ------------------------------------------------------------------------------------------------------------


def plan_of(data: bytes, name: str) -> Plan:
    """A meeting of a rulebook; the roster is the one that it holds, else the usual one."""
    source, node = read_bytes("fuzz.meeting.yaml", data)
    return read_plan(source, node, book(name), named_roster(node, source, book(name), None) or roster(name))


def meeting_loader(data: bytes) -> bool:
    """A meeting file, to two rulebooks."""
    taken = False
    for name in BOOKS:
        try:
            plan_of(data, name)
            taken = True
        except MeetingRulesError as error:
            shown(error)
    return taken


def whole_check(data: bytes) -> bool:
    """A meeting file: the definition of the language and the fast editions say the same."""
    taken = False
    for name in BOOKS:
        try:
            plan = plan_of(data, name)
        except MeetingRulesError as error:
            shown(error)
            continue
        agree(plan, quick(name, len(data)), MOMENTS[len(data) % len(MOMENTS)])
        taken = True
    return taken


def drawn_check(data: bytes) -> bool:
    """The same of a meeting that the bytes draw, like dice: far more of them are meetings."""
    dice = Rolls(data)
    name = dice.pick(BOOKS)
    drawn = made(dice, book(name), dice.pick((False, True)))
    for _ in range(dice.count(0, 3)):
        if ways := ways_to_forget(drawn):
            drawn = forget(drawn, dice.pick(ways))
    try:
        plan = load_plan(resolved(drawn), book(name))
    except MeetingRulesError as error:
        return shown(error)
    agree(plan, quick(name, dice.count(0, PARTS - 1)), dice.pick(MOMENTS))
    return True


def agree(plan: Plan, fast: Quick, as_of: date | datetime | None) -> None:
    """Findings, as they are told, and the fast ways to count them."""
    report = check_plan(plan, fast.book, as_of=as_of)
    report_to_dict(report)
    tally = fast.tally(plan, as_of=as_of)
    assert (tally.summary, tally.verdict) == (report.summary, report.verdict)
    told = check_plan(plan, fast.book, as_of=as_of, quick=fast.softly)
    assert (told.summary, told.verdict) == (report.summary, report.verdict)


class Rolls:
    """Dice thrown by bytes; when they are used up, what comes first is taken."""

    def __init__(self, data):
        self.data = iter(data)

    def pick(self, values):
        """One of several values."""
        return values[next(self.data, 0) % len(values)]

    def some(self, values):
        """None to three of several values."""
        rest = list(values)
        return [rest.pop(next(self.data, 0) % len(rest)) for _ in range(min(len(rest), next(self.data, 0) % 4))]

    def count(self, low, high):
        """A whole number, both ends included."""
        return low + next(self.data, 0) % (high - low + 1)


# ---- files that other programs made --------------------------------------------------------------------------------------


def workbook(data: bytes) -> bool:
    """A workbook or CSV file: its grids, and what they say as sign-in sheet and as agenda.

    What begins with ``<`` is the XML of a sheet, of the shared texts and of the styles, parted by lines ``----``: as text, chance
    changes what is inside a workbook, and not only how it is packed.
    """
    name = "fuzz.csv" if data[:1] not in {b"P", b"\xd0"} else "fuzz.xlsx"
    if data.startswith(b"<"):
        name, data = "fuzz.xlsx", packed_of(data)
    try:
        found = grids(data, name)
    except MeetingRulesError as error:
        return shown(error)
    words, zone = book("executive").words, book("executive").zone
    for grid in found:
        for reading in (signin(grid, words, roster("executive")), topics(grid, words, roster("executive"), zone=zone)):
            if reading is not None:
                written(reading)
    return True


def packed_of(data: bytes) -> bytes:
    """A workbook with one sheet."""
    sheet, strings, styles = (*(part.decode(errors="replace") for part in data.split(LINE, 2)), None, None)[:3]
    return packed(parts_of(sheet, strings=strings, styles=styles))


def calendar_file(data: bytes) -> bool:
    """An invitation or a reply to one."""
    whole = book("executive")
    members = members_of(whole, roster("executive"))
    try:
        found = invitation(data, "fuzz.ics", whole.words, whole.zone, roster("executive"), members=members)
    except MeetingRulesError as error:
        return shown(error)
    written(found)
    return True


def written(reading: Reading) -> None:
    """What was read can be written down as a meeting file, and is one."""
    for lang in ("zh", "en"):
        text = meeting_text([reading], "executive", None, lang)
        plan_of(text.encode(), "executive")


TARGETS: dict[str, Callable[[bytes], bool]] = {
    target.__name__: target
    for target in (
        yaml_door,
        condition_parser,
        rulebook_loader,
        meeting_loader,
        whole_check,
        drawn_check,
        workbook,
        calendar_file,
    )
}
