"""clipspy (CLIPS in C): meeting and items as facts, a rule for each norm that asserts where it is broken; the host counts and reads the breaches."""

import atexit
import os
import sys
from collections.abc import Sequence
from importlib.metadata import version

import clips
from workload import CHAIN, EXCLUDED, ITEM_RULES, MEETING_RULES, Meeting, numbered

NAME, VERSION, ORDER = "clipspy", version("clipspy"), "items"
GROWS = True
"""Each fact that is asserted from Python makes an environment slower for good: every sample gets a new one, which is not timed."""
GLUE = (
    "minutes: working days",
    "quorum, personnel: counting",
    "a loop over items that asserts facts and reads breaches",
)
NUMBERS = ("place", "material_chars", "report_minutes")
WORDS = (
    *("category", "large", "ad_hoc", "urgent", "affects_market_entities", "fair_competition_review", "legality_review"),
    *("risk_assessment", "responsible_leader_present", "written_opinion"),
)
TEMPLATES = [
    "(deftemplate meeting (slot day) (slot notice) (slot minutes) (slot worked) (slot present) (slot base))",
    f"(deftemplate item {' '.join(f'(slot {s})' for s in NUMBERS + WORDS)} (multislot approvals))",
    "(deftemplate broken (slot place) (slot rule))",
]
MEETING, ITEM = "(meeting (day ?d) (notice ?n) (minutes ?m) (worked ?w) (present ?p) (base ?b))", "(item (place ?i) {})"
TEXTS = {
    "quorum": f"{MEETING} (test (< (* 2 ?p) ?b))",
    "notice": f"{MEETING} (test (< (- ?d ?n) 2))",
    "minutes": f"{MEETING} (test (or (< ?m ?d) (>= ?w 5)))",
    "personnel": ITEM.format("(category personnel) (large FALSE)"),
    "material": ITEM.format("(material_chars ?c&:(> ?c 1500))"),
    "report": ITEM.format("(report_minutes ?c&:(> ?c 5))"),
    "excluded": ITEM.format(f"(category {'|'.join(EXCLUDED)})"),
    "urgent": ITEM.format("(ad_hoc TRUE) (urgent FALSE)"),
    "market": ITEM.format("(affects_market_entities TRUE) (fair_competition_review FALSE)"),
    "reviewed": f"(or {ITEM.format('(legality_review FALSE)')} {ITEM.format('(legality_review TRUE) (risk_assessment FALSE)')})",
    "leader": ITEM.format("(responsible_leader_present FALSE) (written_opinion FALSE)"),
    "approved": ITEM.format(f"(approvals $?a&:(neq ?a (create$ {' '.join(CHAIN)})))"),
}
KEPT: list[clips.Environment] = []
"""An environment that is let go prints three lines on the standard output, from C: they are kept until the end, and silenced there."""
Compiled = tuple[clips.Environment, list[int], list[int]]


@atexit.register
def silence() -> None:
    sys.stdout.flush()
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def prepare(rules: Sequence[str]) -> Compiled:
    env = clips.Environment()
    KEPT.append(env)
    for template in TEMPLATES:
        env.build(template)
    for n, rule in enumerate(rules):
        place = "-1" if rule in MEETING_RULES else "?i"
        env.build(f"(defrule r{n} {TEXTS[rule]} => (assert (broken (place {place}) (rule {n}))))")
    numbers = list(enumerate(rules))
    return env, [n for n, r in numbers if r in MEETING_RULES], [n for n, r in numbers if r in ITEM_RULES]


def run(compiled: Compiled, meeting: Meeting) -> list[bool]:
    env, of_meeting, of_item = compiled
    env.reset()
    members, days = meeting["members"], numbered(meeting)
    present, base = sum(m["present"] for m in members), len(members)
    slots = {key: days[key] for key in ("day", "notice", "minutes", "worked")}
    env.find_template("meeting").assert_fact(present=present, base=base, **slots)
    large, template = clips.Symbol("TRUE" if 3 * present >= 2 * base else "FALSE"), env.find_template("item")
    for place, item in enumerate(meeting["items"]):
        known = {key: item[key] for key in WORDS[2:]}  # a bool goes in as TRUE or FALSE
        template.assert_fact(
            place=place,
            large=large,
            category=clips.Symbol(item["category"]),
            material_chars=item["material_chars"],
            report_minutes=item["report_minutes"],
            approvals=[clips.Symbol(role) for role in item["approvals"]],
            **known,
        )
    env.run()
    broken = {(fact["place"], fact["rule"]) for fact in env.find_template("broken").facts()}
    answers = [(-1, n) not in broken for n in of_meeting]
    for place in range(len(meeting["items"])):
        answers += [(place, n) not in broken for n in of_item]
    return answers
