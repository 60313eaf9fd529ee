"""Departures and attestations: records that people made about rules, laid over the findings.

A departure excuses what is not met, where the rule's force lets it. An attestation decides what only a person can judge. One
that does neither is a finding of the tool itself.
"""

from hashlib import sha256

from attrs import evolve, frozen

from meetingrules.base.source import Place, Texts
from meetingrules.facts.model import Attestation, Departure
from meetingrules.facts.world import World
from meetingrules.lang.answers import Due, Moment, Proof, Truth
from meetingrules.lang.evaluate import Evaluator
from meetingrules.lang.facts import Record, Thing
from meetingrules.lang.moments import day, passed
from meetingrules.report.figures import when
from meetingrules.report.model import Finding, Recorded, SubjectRef
from meetingrules.rulebook.model import Rule, Rulebook

DEPARTURES: dict[str, Texts] = {
    "unused": {"zh": "登记了例外情形，但该规定并无不符，无须登记。", "en": "A departure is recorded, but the rule is met: nothing to depart from."},
    "incomplete": {"zh": "登记的例外情形要素不全，须写明事由、日期和批准人。", "en": "The departure is incomplete: it needs reason, date and, where the rule binds in principle, the approval."},
    "late": {"zh": "登记的例外情形批准在后，不能免责。", "en": "The departure was approved too late to excuse anything."},
    "expired": {"zh": "登记的例外情形已过有效期。", "en": "The departure has expired."},
    "not-allowed": {"zh": "该规定不允许例外办理，登记无效。", "en": "This rule allows no departure; the record excuses nothing."},
    "wrong-approver": {"zh": "登记的例外情形批准人不符合规定。", "en": "The departure was approved by somebody who may not approve it."},
}  # fmt: skip
IDLE: Texts = {
    "zh": "人工核认与已据事实得出的结论并存，核认不起作用。",
    "en": "An attestation stands beside an answer that the facts give; it changes nothing.",
}
SPLIT: Texts = {"zh": "人工核认互相矛盾，仍待判断。", "en": "Attestations disagree; the finding stays open."}


def settled(
    findings: list[Finding], book: Rulebook, world: World, evaluator: Evaluator, as_of: Moment | None
) -> list[Finding]:
    """The findings with all records taken into account, and what the tool has to say of the records."""
    desk = Desk(book, world, evaluator, as_of)
    found = [desk.attested(finding) for finding in findings]
    used, out = list[Departure](), list[Finding]()
    for finding in found:
        out.append(desk.departed(finding, used))
    out += [desk.tool(f"departure-{desk.blame(d, found)}", DEPARTURES[desk.blame(d, found)], d.place, d.rule, d.subject)
            for d in world.plan.departures if not any(d is u for u in used)]  # fmt: skip
    out += [desk.tool("attestation-idle", IDLE, a.place, a.rule, a.subject)
            for a in world.plan.attestations if desk.idle(a, findings)]  # fmt: skip
    out += [
        desk.tool("attestation-disagreement", SPLIT, a[0].place, a[0].rule, a[0].subject) for a in desk.splits(findings)
    ]
    return out


@frozen
class Desk:
    """Looks at the records of one meeting."""

    book: Rulebook
    world: World
    evaluator: Evaluator
    as_of: Moment | None

    # ---- attestations ------------------------------------------------------------------------------------------------

    def about(self, finding: Finding) -> list[Attestation]:
        """The attestations about a finding."""
        return [a for a in self.world.plan.attestations if a.rule == finding.rule and self.fits(a.subject, finding)]

    def fits(self, subject: str | None, finding: Finding) -> bool:
        """Whether a record is about the subject of a finding, or about the item that it belongs to."""
        return subject is None or subject in {finding.subject.id, finding.item}

    def decidable(self, finding: Finding) -> bool:
        """Whether an attestation may decide: manual, unknown, or pending on nothing but a judgement."""
        waiting = (
            finding.status == "pending" and all(g.kind == "judgement" for g in finding.missing) and finding.missing
        )
        return finding.status in {"manual", "unknown"} or bool(waiting)

    def attested(self, finding: Finding) -> Finding:
        """A finding that a person decided."""
        results = {a.result for a in self.about(finding) if a.result is not None and a.by and a.at}
        if not self.decidable(finding) or len(results) != 1:
            return finding
        chosen = next(a for a in self.about(finding) if a.result is not None and a.by and a.at)
        assert chosen.at is not None
        texts = {
            "zh": f"{chosen.by}于{when(chosen.at, 'zh')}核认：{'符合' if chosen.result else '不符合'}。",
            "en": f"Attested by {chosen.by} on {when(chosen.at, 'en')}: {'met' if chosen.result else 'not met'}.",
        }
        return evolve(
            finding,
            status="pass" if chosen.result else "fail",
            missing=(),
            due=None,
            message=self.base(finding, texts),
            evidence=(*finding.evidence, f"attestation: {chosen.by}, {chosen.at.isoformat()}"),
            place=chosen.place or finding.place,
        )

    def base(self, finding: Finding, texts: Texts) -> Texts:
        """The text of the rule with a sentence behind it."""
        rule = self.book.rule(finding.rule)
        return {
            "zh": rule.text["zh"].rstrip("。") + "。" + texts["zh"],
            "en": rule.text["en"].rstrip(".") + ". " + texts["en"],
        }

    def idle(self, attestation: Attestation, findings: list[Finding]) -> bool:
        """Whether an attestation decides nothing at all."""
        mine = [f for f in findings if f.rule == attestation.rule and self.fits(attestation.subject, f)]
        return not any(self.decidable(f) or f.status in {"skip", "pending"} for f in mine)

    def splits(self, findings: list[Finding]) -> list[list[Attestation]]:
        """The findings that two attestations disagree about."""
        groups = [self.about(f) for f in findings if self.decidable(f)]
        return [g for g in groups if len({a.result for a in g if a.result is not None}) > 1]

    # ---- departures --------------------------------------------------------------------------------------------------

    def departed(self, finding: Finding, used: list[Departure]) -> Finding:
        """A finding that a departure excuses."""
        if not self.unmet(finding):
            return finding
        for departure in self.world.plan.departures:
            if (
                departure.rule != finding.rule
                or not self.fits(departure.subject, finding)
                or self.flaw(departure, finding)
            ):
                continue
            used.append(departure)
            texts = {"zh": f"已登记例外情形：{departure.reason}。", "en": f"Departure on record: {departure.reason}."}
            evidence = f"departure: {departure.reason}"
            return evolve(
                finding,
                status="excused",
                remedy=None,
                message={"zh": finding.message["zh"] + texts["zh"], "en": f"{finding.message['en']} {texts['en']}"},
                evidence=(*finding.evidence, evidence),
                place=departure.place or finding.place,
                departure=Recorded(departure.reason or "", departure.at, self.approver(departure)),
            )
        return finding

    def approver(self, departure: Departure) -> str:
        """Who approved a departure, as the record names them."""
        records = departure.approved.records if departure.approved is not None else ()
        people = dict.fromkeys(
            who.label or who.id for r in records for who in r.roles.get("by", ()) if isinstance(who, Thing)
        )
        return ", ".join(people)

    def unmet(self, finding: Finding) -> bool:
        """Whether what a rule demands is not met; where only an exception is open, a departure excuses it either way."""
        proof = finding.proof
        if finding.status not in {"manual", "unknown"} or proof is None or proof.construct != "rule":
            return finding.status == "fail"
        asked = all(p.now is Truth.YES for p in proof.parts if p.label in {"when", "once"})
        return asked and proof.now is Truth.NO and (proof.later is Truth.NO or self.as_of is not None)

    def blame(self, departure: Departure, findings: list[Finding]) -> str:
        """Why a departure excused nothing."""
        failing = [
            f for f in findings if f.rule == departure.rule and self.fits(departure.subject, f) and self.unmet(f)
        ]
        flaws = [flaw for f in failing if (flaw := self.flaw(departure, f)) is not None]
        return flaws[0] if flaws else "unused"

    def flaw(self, departure: Departure, finding: Finding) -> str | None:
        """What is wrong with a departure; None when it is effective."""
        rule = self.book.rule(finding.rule)
        if rule.force in {"must", "must_not", "may"} and rule.departure is None:
            return "not-allowed"
        if rule.departure_when is not None and self.asked(rule, finding).now is Truth.NO:
            return "not-allowed"
        if not departure.reason or (departure.at is None and rule.force != "normally"):
            return "incomplete"
        if departure.until is not None and self.world.plan.day is not None and departure.until < self.world.plan.day:
            return "expired"
        if rule.force == "normally":
            return None
        if departure.approved is None or not departure.approved.records:
            return "incomplete"
        if not any(self.approves(record) for record in departure.approved.records):
            return "wrong-approver"
        limit = self.limit(finding)
        moments = [departure.at, *(r.at for r in departure.approved.records)]
        if any(m is None for m in moments):
            return "incomplete"
        late = limit is not None and any(m is not None and self.late(m, limit) for m in moments)
        return "late" if late else None

    def asked(self, rule: Rule, finding: Finding) -> Proof:
        """Whether the condition holds on which a departure may excuse this rule at all."""
        assert rule.departure_when is not None
        thing = Thing(finding.subject.kind, finding.subject.id)
        bound = {rule.subject.var: thing} if rule.subject is not None else {}
        on = self.world.plan.day
        scene = self.evaluator.scene(bound, (on, on) if on is not None else None)
        return self.evaluator.prove(rule.departure_when, scene)

    def late(self, moment: Moment, limit: Due) -> bool:
        """Whether a record came after what it should excuse; on its day is in time."""
        zone = self.world.zone
        return passed(day(moment, zone), day(limit.latest, zone), zone)

    def limit(self, finding: Finding) -> Due | None:
        """The moment by which a departure must be on record: the deadline that it moves, else the event.

        What was to be done before a meeting: the meeting, which is held all the same.
        """
        proof = finding.proof
        due = proof.due if proof is not None and proof.due is not None else deadline(proof)
        start = self.world.start if finding.stage == "preparation" else None
        if due is not None and start is None:
            return due
        moment = start or self.world.end
        return Due.at(moment) if moment is not None else None

    def approves(self, record: Record) -> bool:
        """Whether somebody approved who holds an office that may."""
        on = day(record.at, self.world.zone) if record.at is not None else self.world.plan.day
        if on is None or record.refused:
            return False
        for office in self.book.approvers:
            holders = self.world.holders(office, (on, on))
            if any(
                h == by and (p is None or p.now is Truth.YES)
                for h, p in holders.entries
                for by in record.roles.get("by", ())
            ):
                return True
        return False

    # ---- what the tool says ----------------------------------------------------------------------------------------

    def tool(self, what: str, texts: Texts, place: Place | None, rule: str, subject: str | None) -> Finding:
        """A finding of the tool itself, about a record."""
        name = f"tool-{what}"
        print_ = sha256(f"{self.book.id}|{name}|{rule}|{subject}|{self.world.plan.day}".encode()).hexdigest()[:16]
        item = subject if subject and subject.startswith("items.") else None
        message = {"zh": f"{texts['zh']}（规则 {rule}）", "en": f"{texts['en']} (rule {rule})"}
        return Finding(
            name, (), "in_principle", "warning", "fail", "after", SubjectRef("record", subject or rule, rule), message, None,
            place=place, fingerprint=print_, item=item,
        )  # fmt: skip


def deadline(proof: object) -> Due | None:
    """The deadline that a proof speaks of."""
    stack = [proof]
    while stack:
        part = stack.pop(0)
        values = getattr(part, "values", {})
        if isinstance(values.get("due"), Due):
            return values["due"]  # type: ignore[no-any-return]
        stack += getattr(part, "parts", ())
    return None
