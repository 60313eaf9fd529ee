"""Decisions become findings: with message, citation, place and fingerprint."""

from functools import cached_property
from hashlib import sha256

from attrs import evolve, field, frozen

from meetingrules.base.source import Place, Texts
from meetingrules.engine.classified import classified_of
from meetingrules.engine.decide import Asked, Decision
from meetingrules.engine.labels import BookLabels
from meetingrules.facts.names import Names
from meetingrules.facts.world import MEETING, World
from meetingrules.lang.answers import Moment, Proof, Truth
from meetingrules.lang.facts import Group, Thing
from meetingrules.report import pictured
from meetingrules.report.figures import citation
from meetingrules.report.model import SEVERITY_OF, Citation, Finding, Report, SubjectRef
from meetingrules.report.say import details, message
from meetingrules.rulebook.model import Rule, Rulebook

STOP = {"zh": "。", "en": "."}
NOBODY = {"zh": "没有适用的对象。", "en": "There is nothing that it applies to."}


@frozen
class Findings:
    """Writes findings and reports."""

    book: Rulebook
    world: World

    _cited: dict[str, tuple[Citation, ...]] = field(factory=dict, init=False, eq=False, repr=False)

    @cached_property
    def labels(self) -> BookLabels:
        """What things are called."""
        return BookLabels(self.book, Names(self.book.words, self.book.labels, self.world.plan))

    def finding(
        self,
        rule: Rule,
        thing: Thing,
        asked: Asked,
        decision: Decision,
        forecast: str | None = None,
        notes: tuple[Texts, ...] = (),
        expected: Asked | None = None,
        *,
        drawn: bool = False,
    ) -> Finding:
        """One finding.

        :param expected: the same rule asked of what the replies let expect
        :param drawn: whether to tell what can be drawn of it
        """
        proof = self.proof(asked, decision)
        chains = pictured.chains(proof, decision.status, self.labels, thing) if drawn else ()
        return Finding(
            rule=rule.id,
            cites=self.cites(rule),
            force=rule.force,
            severity=SEVERITY_OF[rule.force],
            status=decision.status,
            stage=rule.stage,
            subject=self.subject(thing),
            message=self.message(rule, proof, decision, thing),
            proof=proof,
            forecast=forecast,
            missing=decision.missing,
            due=decision.due if decision.status in {"pending", "unknown", "manual"} else None,
            remedy=rule.remedy if decision.status in {"fail", "unknown", "pending"} else None,
            evidence=(decision.excuse,) if decision.excuse else (),
            readings=rule.readings,
            notes=notes,
            place=self.place(proof, thing),
            fingerprint=self.fingerprint(rule.id, thing),
            item=item_of(thing),
            gate=rule.gate,
            demand=rule.text,
            chains=chains,
            counts=self.counts(proof, decision, expected) if drawn else (),
        )

    def counts(self, proof: Proof, decision: Decision, expected: Asked | None) -> tuple[pictured.Count, ...]:
        """Who is there and how many are needed; who is expected, where only the replies tell."""
        if decision.status == "skip":
            return ()
        if expected is not None:
            return pictured.counts(expected.condition, self.labels, expected=True)
        return pictured.counts(proof, self.labels)

    def nothing(self, rule: Rule) -> Finding:
        """A rule about nothing that there is: one skip."""
        return Finding(
            rule.id, self.cites(rule), rule.force, SEVERITY_OF[rule.force], "skip", rule.stage, self.subject(MEETING),
            {lang: rule.text[lang].rstrip("。.") + STOP[lang] + (" " if lang == "en" else "") + NOBODY[lang] for lang in ("zh", "en")},
            None, readings=rule.readings, fingerprint=self.fingerprint(rule.id, MEETING), gate=rule.gate, demand=rule.text,
        )  # fmt: skip

    def proof(self, asked: Asked, decision: Decision) -> Proof:
        """The whole proof of a finding: the condition, with guard and exceptions where they matter."""
        parts = [asked.condition] if decision.status != "skip" else []
        if asked.guard.now is not Truth.YES:
            parts.insert(0, asked.guard.named("when"))
        if asked.once is not None:
            parts.insert(0, asked.once.named("once"))
        if asked.condition.now is not Truth.YES:
            parts += [x for x in asked.exceptions if x.now is not Truth.NO]
        if len(parts) == 1:
            return parts[0]
        return Proof(
            "rule",
            asked.condition.now,
            asked.condition.later,
            parts=tuple(parts),
            gaps=decision.missing,
            due=decision.due,
        )

    def message(self, rule: Rule, proof: Proof, decision: Decision, thing: Thing) -> Texts:
        """What the rule demands, and why it is so."""
        out = {}
        if decision.status == "fail" and proof.gaps:  # what is broken is broken whatever else is missing
            proof = evolve(proof, gaps=())
        for lang in ("zh", "en"):
            clauses = details(proof, lang, self.labels, thing) if decision.status not in {"skip", "excused"} else []
            if decision.excuse is not None:
                cite = self.labels.cite(decision.excuse)[lang]
                named = (f"（{cite}）" if lang == "zh" else f" ({cite})") if cite else ""
                clauses = [f"适用例外规定{named}" if lang == "zh" else f"excepted{named}"]
            out[lang] = message(rule.text[lang].rstrip("。.") + STOP[lang], clauses, lang)
        return out

    def cites(self, rule: Rule) -> tuple[Citation, ...]:
        """The citations of a rule."""
        if rule.id not in self._cited:
            full = [self.book.full(c) for c in rule.cites]
            self._cited[rule.id] = tuple(Citation(c, citation(c, self.book.paragraphs)) for c in full)
        return self._cited[rule.id]

    def subject(self, thing: Thing) -> SubjectRef:
        """What a finding is about."""
        if thing.kind == "meeting":
            return SubjectRef("meeting", "meeting", self.title())
        called = {} if thing.label else {lang: self.labels.name(thing, lang) for lang in ("zh", "en")}
        return SubjectRef(thing.kind, thing.id, thing.label or called["zh"], called)

    def title(self) -> str:
        """What people call the meeting."""
        title = self.world.plan.values.get(MEETING, {}).get("title")
        return title if isinstance(title, str) else ""

    def place(self, proof: Proof, thing: Thing) -> Place | None:
        """The line of the file that a finding is about: of the fact that decided, else of its subject."""
        stack = [(proof, Truth.YES)]
        while stack:
            part, wanted = stack.pop(0)
            if part.place is not None and part.now is not wanted:
                return part.place
            inner = ~wanted if part.construct == "not" else wanted
            stack = [(p, inner) for p in part.parts if p.now is not inner] + stack
        outside = thing.place is not None and thing.place.source is not self.world.plan.source  # in the roster
        return self.own_place(thing) if outside else thing.place or self.own_place(thing)

    @cached_property
    def places(self) -> dict[Thing, Place]:
        """Where each thing that the file speaks of stands in it."""
        return {thing: thing.place for thing in self.world.plan.values if thing.place is not None}

    def own_place(self, thing: Thing) -> Place | None:
        """The place of the thing in the file, else of the item that it belongs to, else the file's beginning."""
        if (own := self.places.get(thing)) is not None:
            return own
        if thing.kind == "person" and thing.id in (places := self.world.plan.attendance.places):
            return places[thing.id]
        parent = item_of(thing)
        if parent is not None and parent != thing.id:
            return self.own_place(Thing("item", parent))
        return Place(self.world.plan.source, 1, 1)

    def fingerprint(self, rule: str, thing: Thing) -> str:
        """The same for the same rule on the same subject of the same meeting, wherever in the file it stands."""
        day = self.world.plan.day
        text = "|".join((self.book.id, rule, thing.kind, thing.id, day.isoformat() if day else ""))
        return sha256(text.encode()).hexdigest()[:16]

    def report(self, kind: str, findings: list[Finding], as_of: Moment | None, notes: tuple[Texts, ...]) -> Report:
        """All findings, as one report."""
        plan = self.world.plan
        items = plan.values.get(MEETING, {}).get("items")
        listed = [t for t, _ in items.entries if isinstance(t, Thing)] if isinstance(items, Group) else []
        through = self.world.calendar.announced_through
        country = self.world.calendar.country + (
            f"-{self.world.calendar.subdivision}" if self.world.calendar.subdivision else ""
        )
        hidden = classified_of(plan, self.book.words)
        return Report(
            path=plan.source.name,
            kind=kind,
            rulebook=self.book.id,
            rulebook_version=self.book.version,
            rulebook_digest=self.book.digest,
            rulebook_title=self.book.title,
            title=self.title(),
            day=plan.day if kind == "meeting" else None,
            calendar={"country": country, "announced_through": through.isoformat() if through else None},
            as_of=as_of,
            findings=tuple(findings),
            notes=notes,
            items={t.id: t.label for t in listed},
            state=self.world.state if kind == "meeting" else None,
            classified=hidden.things,
            secrets=hidden.texts,
        )


def item_of(thing: Thing) -> str | None:
    """The agenda item that a thing belongs to."""
    parts = thing.id.split(".")
    return ".".join(parts[:2]) if parts[0] == "items" and len(parts) > 1 else None
