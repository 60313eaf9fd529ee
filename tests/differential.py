"""The differential run: the definition of the language against the two fast editions, over rulebooks and meetings of chance.

    python tests/differential.py --cases 20000 --seed 1 [--jobs 2]

A case is one rule on one meeting. Of each, the statuses that ``check_plan`` gives are compared with those of the compiled rule
(subject by subject, where it decides), of the closures alone (with the answers on which they rest: until when they may stay open,
and for which kinds of reasons), and of ``Quick``, which puts both together. The same seed gives the same cases. It ends with 1 where two editions differ, and prints the smallest rule and meeting on which they do.
"""

import argparse
import sys
import traceback
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import cache, cached_property
from random import Random
from time import perf_counter

from attrs import define, evolve, field, frozen
from lark import Lark, Token

from invented_meetings import Seeded, ambiguous_of, meeting
from invented_rules import Inventor, book_of
from meetingrules import InvalidText, load_plan
from meetingrules.base.limits import DEFAULT
from meetingrules.base.source import shipped
from meetingrules.compiler.clock import Open
from meetingrules.compiler.program import program
from meetingrules.engine.check import Checker, check_plan, world_of
from meetingrules.engine.soft import Soft
from meetingrules.engine.tally import Quick
from meetingrules.lang import tree as t
from meetingrules.lang.fastvalues import FACT, JUDGEMENT, NOT_DONE, answer_of
from meetingrules.report.model import STATUSES
from shrinking import shrunk, text_of
from test_answers import table

RULES, MEETINGS = 40, 10
"""Of one batch."""
WORDS = frozenset({"QUANT", "BOUND", "LISTED", "DIR", "NO_LATER", "NO_EARLIER", "ON", "UNIT", "SIGN", "NOT", "IF_ANY"})
"""Tokens whose words are constructs of their own."""
REASONS = JUDGEMENT | FACT | NOT_DONE
"""The kinds of gaps that statuses rest on."""
STARTS = ["condition", "subject", "step", "term", "noun", "amount"]
ONCE = (None,)


@cache
def seeds():
    """The sentences of the table of answers, each with the variable that it speaks of."""
    asked = {(text["say"], text.get("for")) for text, *_ in table("conditions.yaml")}
    return tuple(
        sorted(((say, "item" if each else None) for say, each in asked if each in {None, "each item"}), key=str)
    )


# ---- what is compared --------------------------------------------------------------------------------------------------


@frozen
class Batch:
    """One rulebook with its meetings, as plain data and as read."""

    data: dict
    book: object
    meetings: tuple
    plans: tuple
    invented: Inventor
    unread: int
    """How many meetings were drawn that no loader takes."""


def batch(seed, number, meetings=MEETINGS):
    """The batch of a number, always the same for a seed."""
    rng = Random(f"{seed}/{number}")
    invented = Inventor(rng, seeds())
    data, book = invented.book(RULES)
    dice, ambiguous, found, plans, unread = Seeded(rng), ambiguous_of(book), [], [], 0
    while len(plans) < meetings:
        drawn = meeting(dice, book, ambiguous, invented.focus)
        try:
            plans.append(load_plan(drawn, book))
        except InvalidText:
            unread += 1
            continue
        found.append(drawn)
    return Batch(data, book, tuple(found), tuple(plans), invented, unread)


@frozen
class Expected:
    """What the definition says of one meeting."""

    findings: dict
    """Rule -> subject, status and severity of each finding."""
    answers: tuple
    """Of each rule and subject that is one: which part of the rule, and the answer that its proof comes to."""


def reference(book, plan):
    """What the definition says: the statuses of ``check_plan``, and the answers that it rests on."""
    answers, ask = [], Checker.ask

    def heard(checker, rule, subject, due, evaluator):
        asked = ask(checker, rule, subject, due, evaluator)
        if evaluator is checker.evaluator and not subject.rest:
            answers.append((rule.id, subject.thing if rule.subject is not None else None, tuple(parts_of(asked))))
        return asked

    Checker.ask = heard
    try:
        report = check_plan(plan, book)
    finally:
        Checker.ask = ask
    found = {}
    for finding in report.findings:
        entry = ((finding.subject.kind, finding.subject.id), finding.status, finding.severity)
        found.setdefault(finding.rule, []).append(entry)
    return Expected(found, tuple(answers))


def parts_of(asked):
    """The parts of a rule that were asked, and their answers; what is decided needs no reasons."""
    proofs = {"condition": asked.condition, **({"once": asked.once} if asked.once is not None else {})}
    proofs |= {f"unless {number}": proof for number, proof in enumerate(asked.exceptions)}
    for name, proof in proofs.items():
        now, later, due, gaps = answer_of(proof)
        yield name, (now, later, due, gaps & REASONS) if proof.open else (now, later)


class Asked(set):
    """No rule is left out; which one is asked about last is remembered."""

    now = None

    def __contains__(self, name):
        self.now = name
        return False


@frozen
class Watched(Quick):
    """A rulebook made quick, which writes down what its compiled rules decide."""

    log: list = field(factory=list)
    """Rule, subject, status; of what was left to the closures no status."""

    @cached_property
    def program(self):
        made = program(self.book)
        return evolve(made, rules=tuple(self.watched(one) for one in made.rules))

    def watched(self, one):
        """The same compiled rule, watched."""

        def status(known, subject):
            key = ("meeting", "meeting") if subject is None else (subject.thing.kind, subject.thing.id)
            try:
                found = one.status(known, subject)
            except Open:
                self.log.append((one.rule.id, key, None))
                raise
            self.log.append((one.rule.id, key, found))
            return found

        return evolve(one, status=status)


@frozen
class Difference:
    """Two editions that say different things of one rule and meeting."""

    rule: str
    edition: str
    expected: object
    found: object


@define
class Count:
    """What a run met."""

    cases: int = 0
    subjects: int = 0
    decided: int = 0
    left: int = 0
    statuses: Counter = field(factory=Counter)
    drawn: Counter = field(factory=Counter)
    constructs: Counter = field(factory=Counter)
    unread: int = 0
    meetings: int = 0

    def add(self, other):
        """Both together."""
        for name in ("cases", "subjects", "decided", "left", "unread", "meetings"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for name in ("statuses", "drawn", "constructs"):
            getattr(self, name).update(getattr(other, name))


def differences(quick, plan, expected, count):
    """In what the fast editions differ from the definition on one meeting."""
    yield from of_quick(quick, plan, expected)
    count.decided += sum(status is not None for *_, status in quick.log)
    count.left += sum(status is None for *_, status in quick.log)
    yield from of_closures(quick, plan, expected)


def of_quick(quick, plan, expected):
    """In what both fast editions together differ, and the compiled rules where they decide."""
    quick.log.clear()
    asked, found = Asked(), {}
    try:
        for one in quick.statuses(plan, asked, None, None, DEFAULT):
            found.setdefault(asked.now, []).append(one)
    except Exception:  # noqa: BLE001 - whatever it raises is a difference
        yield Difference(asked.now, "quick", expected.findings.get(asked.now), traceback.format_exc())
        return
    wanted = {(rule, subject): status for rule, some in expected.findings.items() for subject, status, _ in some}
    for rule, subject, status in quick.log:
        if status is not None and wanted.get((rule, subject)) != status:
            yield Difference(rule, "compiled", (subject, wanted.get((rule, subject))), status)
    for rule in expected.findings.keys() | found.keys():
        one = sorted((status, severity) for _, status, severity in expected.findings.get(rule, ()))
        other = sorted(found.get(rule, ()))
        if one != other:
            yield Difference(rule, "quick", one, other)


def of_closures(quick, plan, expected):
    """In what the closures alone differ: in a status, or in an answer that one rests on."""
    world = world_of(plan, quick.book, None, None)
    soft = Soft(quick.closures, Checker(quick.book, world, plan.as_of), world)
    rules = {rule.id: rule for rule in quick.book.rules}
    for name, entries in expected.findings.items():
        rule, one = rules[name], sorted(status for _, status, _ in entries)
        try:
            if rule.subject is not None:
                other = sorted(soft.rule(rule))
            else:
                other = ["skip"] if soft.checker.not_held(rule) else [soft.one(rule, None)]
        except Exception:  # noqa: BLE001 - whatever it raises is a difference
            yield Difference(name, "closures", one, traceback.format_exc())
            continue
        if one != other:
            yield Difference(name, "closures", one, other)
    for name, subject, parts in expected.answers:
        ready, rule = quick.closures[name], rules[name]
        bound = {rule.subject.var: subject} if subject is not None else {}
        tests = {"condition": ready.condition, "once": ready.once}
        tests |= {f"unless {number}": test for number, test in enumerate(ready.exceptions)}
        for part, wanted in parts:
            try:
                now, later, due, gaps = tests[part](bound, soft.frame(rule))
            except Exception:  # noqa: BLE001 - whatever it raises is a difference
                yield Difference(name, "answers", (subject, part, wanted), traceback.format_exc())
                continue
            found = (now, later, due, gaps & REASONS)[: len(wanted)]
            if found != wanted:
                yield Difference(name, "answers", (subject, part, wanted), found)


# ---- what was met ------------------------------------------------------------------------------------------------------


@cache
def parser():
    """The grammar without what builds nodes: its own names are counted."""
    grammar = shipped("grammar", "condition.lark").read_text(encoding="utf-8")
    return Lark(grammar, parser="lalr", start=STARTS, keep_all_tokens=True, maybe_placeholders=False)


@cache
def constructs():
    """Every construct that is to be met: the rules of the grammar, and the nodes of the checked tree."""
    named = {str(rule.origin.name) for rule in parser().rules}
    nodes = (t.Value, t.When, t.Timing, t.Condition)
    return {name for name in named if not name.startswith("_")} | {
        f"t.{kind.__name__}" for union in nodes for kind in union.__args__
    }


def met(start, text):
    """The constructs of a text."""
    found = set()
    for node in parser().parse(text, start=start).iter_subtrees():
        if not node.data.startswith("_"):
            found.add(str(node.data))
        for token in node.children:
            if isinstance(token, Token) and token.type in WORDS:
                found.add(
                    f"“{' '.join(token.split()).removesuffix('s') if token.type == 'UNIT' else ' '.join(token.split())}”"
                )
    return found


def nodes_in(tree):
    """The kinds of nodes of a checked tree."""
    found, level = set(), [tree]
    while level:
        node = level.pop()
        if type(node).__module__ == t.__name__:
            found.add(f"t.{type(node).__name__}")
        level += t.parts(node)
    return found & constructs()


def met_in(made):
    """How many texts and rules of a batch have each construct."""
    found = Counter()
    for start, text in made.invented.texts:
        found.update(met(start, text))
    for rule in made.book.rules:
        parts = (rule.condition, rule.when, rule.once, rule.only_if, rule.due, *rule.unless)
        parts += (rule.subject.group, rule.subject.where) if rule.subject is not None else ()
        found.update(set().union(*(nodes_in(part) for part in parts if part is not None)))
    return found


# ---- a run -------------------------------------------------------------------------------------------------------------


def compared(seed, number, cases_):
    """One batch: what was met, and where editions differ, each with rule and meeting as plain data."""
    made = batch(seed, number, -(-cases_ // RULES))
    count, found = Count(drawn=made.invented.drawn, constructs=met_in(made), unread=made.unread), []
    quick = Watched(made.book)
    for plain, plan in zip(made.meetings, made.plans, strict=True):
        try:
            expected = reference(made.book, plan)
        except Exception:  # noqa: BLE001 - the definition must have an answer to everything
            found.append((number, Difference("?", "definition", "an answer", traceback.format_exc()), made.data, plain))
            continue
        found += [(number, one, made.data, plain) for one in differences(quick, plan, expected, count)]
        count.meetings += 1
        count.cases += sum(rule.stage != "period" and not rule.historical for rule in made.book.rules)
        count.subjects += sum(map(len, expected.findings.values()))
        count.statuses.update(status for entries in expected.findings.values() for _, status, _ in entries)
    return count, found


def run(cases_, seed, jobs=1, tell=lambda _: None):
    """A whole run: what was met, and where editions differ."""
    size = RULES * MEETINGS
    todo = [(seed, number, min(size, cases_ - number * size)) for number in range(-(-cases_ // size))]
    total, found = Count(), []
    with ProcessPoolExecutor(jobs) if jobs > 1 else _Here() as pool:
        for count, some in pool.map(compared, *zip(*todo, strict=True)):
            total.add(count)
            found += some
            tell(f"{total.cases} cases, {total.subjects} subjects, {len(found)} disagreements")
    return total, found


class _Here:
    """No other process."""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    map = staticmethod(map)


def differ(data, plain):
    """Where the editions differ on one rulebook and one meeting as plain data."""
    try:
        book = book_of(data)
        plan = load_plan(plain, book)
    except (InvalidText, AssertionError, AttributeError, IndexError, KeyError, TypeError):
        return []
    try:
        expected = reference(book, plan)
    except Exception:  # noqa: BLE001 - the definition must have an answer to everything
        return [Difference("?", "definition", "an answer", traceback.format_exc())]
    return list(differences(Watched(book), plan, expected, Count()))


def reproduction(one, data, plain):
    """A disagreement as somebody can read it, made small."""
    rules = {one.rule: data["rules"][one.rule]} if one.rule in data["rules"] else data["rules"]
    alone = {**data, "rules": rules}

    def same(book, facts):
        return any(d.edition == one.edition for d in differ(book, facts))

    if len(rules) == 1 and same(alone, plain):
        alone, plain = shrunk(alone, plain, same)
    found = [d for d in differ(alone, plain) if d.edition == one.edition] or [one]
    return (
        f"# the rulebook, over docs/sample.shared.yaml\n{text_of(alone)}\n# the meeting\n{text_of(plain)}\n"
        f"# {found[0].edition}, rule {found[0].rule}\n# the definition says  {found[0].expected}\n# this edition says    {found[0].found}\n"
    )


def told(count, found, seconds):
    """What a run comes to, in lines."""
    asked = max(1, count.decided + count.left)
    refused = sum(count.drawn.values()) - count.drawn["drawn"]
    missing = sorted(constructs() - count.constructs.keys())
    drawn, met_ = count.drawn["drawn"], sorted(count.constructs.items(), key=lambda item: item[::-1])
    refusals = f"{refused} refused ({refused / max(1, drawn):.1%})"
    lines = [
        f"constructs: {', '.join(f'{name} {times}' for name, times in met_)}",
        *([f"not met: {', '.join(missing)}"] if missing else []),
        f"statuses: {', '.join(f'{name} {count.statuses[name]}' for name in STATUSES)}",
        f"sentences: {drawn} drawn, {refusals}; meetings: {count.meetings}, and {count.unread} that no loader takes",
        f"compiled code was asked of {asked} subjects: decided {count.decided / asked:.1%}, left to the closures {count.left / asked:.1%}",
        f"{count.cases} cases, {count.subjects} subjects compared, {len(found)} disagreements, {seconds:.1f} s",
    ]
    return "\n".join(lines)


def say(stream, text):
    """A line, at once."""
    stream.write(f"{text}\n")
    stream.flush()


def main(arguments=None):
    """The command."""
    reader = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    reader.add_argument("--cases", type=int, default=20_000)
    reader.add_argument("--seed", default="1")
    reader.add_argument("--jobs", type=int, default=1)
    reader.add_argument("--show", type=int, default=3, help="how many disagreements are made small and printed")
    given = reader.parse_args(arguments)
    start = perf_counter()
    count, found = run(given.cases, given.seed, given.jobs, lambda line: say(sys.stderr, line))
    seen = set()
    for number, one, data, plain in found:
        if len(seen) < given.show and (number, one.rule, one.edition) not in seen:
            seen.add((number, one.rule, one.edition))
            say(sys.stdout, f"==== seed {given.seed}, batch {number}\n{reproduction(one, data, plain)}")
    say(sys.stdout, told(count, found, perf_counter() - start))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
