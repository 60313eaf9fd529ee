"""cedarpy (Cedar in Rust): each rule permits; one request for the meeting and one for each item, the permits that held are its answer.

Facts go as attributes of the context: a request for each subject in one batch, entities left empty.
"""

import json
from collections.abc import Sequence
from importlib.metadata import version
from typing import Any

import cedarpy
from workload import CHAIN, EXCLUDED, ITEM_RULES, MEETING_RULES, Meeting, numbered

NAME, VERSION, ORDER = "cedarpy", version("cedarpy"), "items"
GLUE = (
    "minutes: working days",
    "quorum, personnel: counting",
    "approved: the chain as one text",
    "a request for each item",
)
TEXTS = {
    "quorum": "2 * context.present >= context.base",
    "notice": "context.day - context.notice >= 2",
    "minutes": "context.minutes >= context.day && context.worked < 5",
    "personnel": 'context.category != "personnel" || context.large',
    "material": "context.material_chars <= 1500",
    "report": "context.report_minutes <= 5",
    "excluded": f"!{json.dumps(EXCLUDED)}.contains(context.category)",
    "urgent": "!context.ad_hoc || context.urgent",
    "market": "!context.affects_market_entities || context.fair_competition_review",
    "reviewed": "context.legality_review && context.risk_assessment",
    "leader": "context.responsible_leader_present || context.written_opinion",
    "approved": f'context.approved_by == "{",".join(CHAIN)}"',
}
Compiled = tuple[cedarpy.PolicySet, cedarpy.Entities, list[str], list[str]]


def prepare(rules: Sequence[str]) -> Compiled:
    def permit(rule: str) -> str:
        about = "meeting" if rule in MEETING_RULES else "item"
        return f'permit(principal, action == Action::"{about}", resource) when {{ {TEXTS[rule]} }};'

    policies = cedarpy.PolicySet.from_str("\n".join(map(permit, rules)))
    ids = [(rule, f"policy{n}") for n, rule in enumerate(rules)]
    return (
        policies,
        cedarpy.Entities.from_json_str("[]"),
        [i for r, i in ids if r in MEETING_RULES],
        [i for r, i in ids if r in ITEM_RULES],
    )


def request(about: str, context: dict[str, Any]) -> dict[str, Any]:
    return {
        "principal": 'Clerk::"clerk"',
        "action": f'Action::"{about}"',
        "resource": 'Meeting::"this"',
        "context": context,
    }


def run(compiled: Compiled, meeting: Meeting) -> list[bool]:
    policies, entities, of_meeting, of_item = compiled
    members, days = meeting["members"], numbered(meeting)
    present, base = sum(m["present"] for m in members), len(members)
    known = {key: days[key] for key in ("day", "notice", "minutes", "worked")}
    requests = [request("meeting", {**known, "present": present, "base": base})]
    large = 3 * present >= 2 * base
    requests += [
        request("item", {**item, "large": large, "approved_by": ",".join(item["approvals"])})
        for item in meeting["items"]
    ]
    results = cedarpy.is_authorized_batch(requests, policies, entities)
    answers: list[bool] = []
    for result, ids in zip(results, [of_meeting, *[of_item] * len(meeting["items"])], strict=True):
        held = set(result.diagnostics.reasons)
        answers += [i in held for i in ids]
    return answers
