"""A condition and its proof, side by side, as a tree of sentences: each part with what was found for it.

The sentences come from the checked tree, the findings from the proof. Where the two do not go together the proof speaks alone.
"""

from collections.abc import Callable, Mapping
from datetime import date

from attrs import evolve, frozen

from meetingrules.base.days import Calendar
from meetingrules.base.source import Texts
from meetingrules.lang import tree as t
from meetingrules.lang.answers import Due, Proof, Truth
from meetingrules.lang.facts import Thing
from meetingrules.report.sayacts import Labels, Voice
from meetingrules.report.sentence import Sentences, speaker
from meetingrules.report.tree import NOTHING, Day, Missing, Node, shape_of
from meetingrules.report.treedays import counted
from meetingrules.report.treewords import Words
from meetingrules.rulebook.model import Rulebook

LANGS = ("zh", "en")
TRUTH = {Truth.YES: "holds", Truth.NO: "fails", Truth.OPEN: "open"}
When = Callable[[t.When, Mapping[str, object]], Due | None]
"""The moment that a piece of the tree stands for, where the variables stand for these things; None where it is not known."""
Number = Callable[[t.Value, Mapping[str, object]], int]
"""The length of a limit, where the variables stand for these things."""
LEADS = {
    "and": {"zh": "下列各项均成立", "en": "all of these hold"},
    "or": {"zh": "下列至少一项成立", "en": "at least one of these holds"},
    "not": {"zh": "下列情况不成立", "en": "this does not hold"},
    "implies": {"zh": "如果前一项成立，则后一项成立", "en": "if the first holds, the second does"},
    "order": {"zh": "依次完成下列步骤，后一步不早于前一步", "en": "these steps are taken, none before the one that it follows"},
}  # fmt: skip
NEEDLESS = {"zh": "本步骤的前提不成立，不需要", "en": "not called for: what it hangs on is not so"}
REST = {"zh": "其余情况不明", "en": "of the rest nothing is known"}
FEW = 3
"""Of what is as it should be in a list, so many are shown each by itself."""


@frozen
class Walker:
    """Tells proofs of one rulebook about one meeting."""

    book: Rulebook
    labels: Labels
    when: When
    number: Number
    calendar: Calendar
    bound: Mapping[str, object]
    """What the variables stand for."""
    day: date | None = None
    """The day of the meeting."""
    early: bool = False
    """Whether it is not due yet: what is not done so far is open then."""

    # ---- words -------------------------------------------------------------------------------------------------------

    def voice(self, lang: str) -> Sentences:
        """Who says sentences, with the things that the variables stand for by their names."""
        names = {var: self.labels.name(value, lang) for var, value in self.bound.items()}
        return evolve(speaker(self.book, lang), vars=names, on=self.day)

    def both(self, say: Callable[[Sentences], str]) -> Texts:
        """Something said in both languages."""
        return {lang: say(self.voice(lang)) for lang in LANGS}

    def words(self, subject: object = None) -> Words:
        """Who says what was found."""
        return Words({lang: Voice(lang, self.labels, subject) for lang in LANGS})

    def with_(self, var: str, value: object) -> "Walker":
        """The same, with one more variable."""
        return evolve(self, bound={**self.bound, var: value})

    def article(self, label: str | None) -> Texts:
        """The label of a line."""
        return self.both(lambda voice: voice.article(label)) if label else NOTHING

    def truth(self, proof: Proof) -> str:
        """How a part came out."""
        return "open" if self.early and proof.open else TRUTH[proof.now]

    # ---- conditions --------------------------------------------------------------------------------------------------

    def tell(self, node: t.Condition, proof: Proof) -> Node:
        """A condition with its proof."""
        match node, proof.construct:
            case t.Not(part), "not":
                return self.denied(node, part, proof)
            case ((t.And(parts) | t.Or(parts)), ("and" | "or" as how)) if len(parts) == len(proof.parts):
                inner = tuple(self.tell(p, q) for p, q in zip(parts, proof.parts, strict=True))
                says = self.both(lambda voice: voice.text(node)) if self.united(node) else LEADS[how]
                return self.node(proof, says, inner)
            case t.Implies(left, right), "implies":
                first = self.tell(left, proof.parts[0].parts[0])
                return self.node(proof, LEADS["implies"], (first, self.tell(right, proof.parts[1])))
            case t.IfAny(_, body), "if-any":
                return self.if_any(node, body, proof)
            case t.Listed(_, entries), ("any-of" | "all-of"):
                lines = tuple(
                    evolve(self.tell(e.condition, p), article=self.article(e.label))
                    for e, p in zip(entries, proof.parts, strict=True)
                )
                return self.node(proof, LEADS["or" if proof.construct == "any-of" else "and"], lines)
            case t.Order(steps), "order":
                return self.order(steps, proof)
            case t.Is(), "is":
                return self.defined(node, proof)
            case t.Quantified(), ("every" | "no" | "some"):
                return self.each(node, proof)
            case t.Done(timing=timing), _:
                return self.leaf(node, proof, timing)
            case t.Timed(timing=timing), _:
                return self.leaf(node, proof, timing)
        return self.leaf(node, proof, ())

    def said(self, node: t.Condition) -> Texts:
        """A condition in words, in one line."""
        return self.both(lambda voice: voice.said(node).inline(voice.lang))

    def united(self, node: t.Condition) -> bool:
        """Whether several conditions make one clause."""
        return self.voice("zh").clause(node) is not None

    def node(self, proof: Proof, says: Texts, parts: tuple[Node, ...] = ()) -> Node:
        """A part of the tree, without what was found."""
        return Node(proof.construct, says, self.truth(proof), place=proof.place, parts=parts)

    def leaf(self, node: t.Condition, proof: Proof, timing: tuple[t.Timing, ...]) -> Node:
        """A condition without parts of its own: what was found, its deadline, what is missing."""
        told = self.words().found(proof)
        limits = [limit for one in timing if (limit := self.limit(one)) is not None]
        days = next((days for _, days in limits if days), ())
        spoken = told + self.words().times(proof, [due for due, _ in limits])
        return evolve(self.node(proof, self.said(node)), told=spoken, days=days, missing=missing(proof))

    def limit(self, timing: t.Timing) -> tuple[Due, tuple[Day, ...]] | None:
        """The moment that a time phrase counts from, and its days one by one."""
        if not isinstance(timing, t.Limit):
            return None
        base = self.when(timing.moment, self.bound)
        if base is None:
            return None
        sign = 1 if timing.direction == "after" else -1
        amount = self.number(timing.high or timing.low, self.bound)
        return base, counted(base, sign * amount, timing.unit, self.calendar)

    def if_any(self, node: t.IfAny, body: t.Condition, proof: Proof) -> Node:
        """What is asked only where there is somebody or something of a name."""
        if proof.parts[0].now is Truth.YES:
            none = self.both(lambda voice: voice.tr(f"没有{voice.bare(node.of)}", f"there is no {voice.bare(node.of)}"))
            return evolve(self.node(proof, self.said(node)), told=(none,))
        inner = self.tell(body, proof.parts[1])
        if self.united(node):
            return evolve(inner, says=self.said(node), truth=self.truth(proof))
        return self.node(proof, self.said(node), (inner,))

    def denied(self, node: t.Not, part: t.Condition, proof: Proof) -> Node:
        """What is not to be: what was found of it, with the sentence turned round."""
        inner = self.tell(part, proof.parts[0])
        clause = self.voice("zh").clause(part)
        if clause is not None and clause.no is not None:
            return evolve(inner, says=self.said(node), truth=self.truth(proof), construct="not")
        return self.node(proof, LEADS["not"], (inner,))

    def defined(self, node: t.Is, proof: Proof) -> Node:
        """An adjective, with the definition below it."""
        var, other, body = self.book.definitions.adjectives[node.adjective]
        of, inner = proof.values.get("of"), evolve(self, bound={})
        if isinstance(of, Thing):
            inner = inner.with_(var, of)
        if node.object is not None and other is not None:
            value = self.bound.get(node.object.name) if isinstance(node.object, t.Var) else None
            if value is not None:
                inner = inner.with_(other, value)
        parts = tuple(inner.tell(body, part) for part in proof.parts)
        told = self.words().found(proof) if not parts else ()
        found = evolve(self.node(proof, self.said(node), parts), told=told)
        return found if parts else evolve(found, missing=missing(proof))

    def each(self, node: t.Quantified, proof: Proof) -> Node:
        """Each thing of a set: those that are not as they should be first, of the others a few."""
        entries = proof.values.get("each", ())
        if isinstance(node.group, t.Holders) and len(entries) == 1 and self.voice("zh").clause(node) is not None:
            inner = self.with_(node.var, entries[0][0]).tell(node.body, _own(proof.parts[0], node))
            return evolve(inner, says=self.said(node), truth=self.truth(proof))
        lines, alike = list[tuple[bool, Node]](), dict[object, tuple[int, list[object]]]()
        for (thing, _), part in zip(entries, proof.parts, strict=False):
            line = self.with_(node.var, thing).tell(node.body, _own(part, node))
            quiet_ = self.truth(part) == ("fails" if node.bound == "some" else "holds")
            first, others = alike.setdefault((quiet_, shape_of(line)), (len(lines), []))
            if first == len(lines) or quiet_:
                lines.append((quiet_, line))
            else:  # the same reasons again
                others.append(thing)
        for first, others in alike.values():
            if others:
                quiet_, line = lines[first]
                lines[first] = quiet_, evolve(line, told=(*line.told, self.words().alike(others)))
        telling = [line for quiet, line in lines if not quiet]
        quiet = [line for quiet, line in lines if quiet]
        shown = (*telling, *(quiet if len(quiet) <= FEW else ()))
        told = self.words().rest(len(quiet), node.bound) if len(quiet) > FEW else ()
        if not entries:
            told = self.words().nothing(node.group)
        more = tuple(
            Node("more", REST, "open", missing=missing(part)) for part in proof.parts if part.construct == "more"
        )
        return evolve(self.node(proof, self.said(node), (*shown, *more)), told=told)

    def order(self, steps: tuple[t.Step, ...], proof: Proof) -> Node:
        """A chain: its steps, and the first that breaks."""
        lines, broken = list[Node](), proof.values.get("broken")
        for i, (step, part) in enumerate(zip(steps, proof.parts, strict=True)):
            line = self.step(step, part)
            lines.append(evolve(line, article=self.article(step.label), breaks=i == broken))
        return self.node(proof, LEADS["order"], tuple(lines))

    def step(self, step: t.Step, proof: Proof) -> Node:
        """One step: done, and not before the one that it follows; where it is conditional, whether it is called for."""
        if proof.values.get("left-out"):
            assert step.when is not None
            when = self.tell(step.when, proof.parts[0])
            return Node("step", self.said(step.condition), "", told=(NEEDLESS,), parts=(when,))
        guard: tuple[Node, ...] = ()
        done = proof
        if step.when is not None:
            guard = (self.tell(step.when, proof.parts[0].parts[0]),)
            done = proof.parts[1]
        line = self.tell(step.condition, done.parts[0])
        told = self.words().order(done.parts[1], line.told)
        return evolve(line, truth=self.truth(proof), told=told, parts=(*guard, *line.parts))


def missing(proof: Proof) -> tuple[Missing, ...]:
    """What is missing for an answer, as a meeting file writes it."""
    if not proof.open or proof.construct == "ask":  # the question is said already
        return ()
    found = (
        gap for gap in proof.gaps if gap.kind != "none" or not proof.parts
    )  # what is on record was done, if not as asked
    return tuple(dict.fromkeys(Missing(gap.kind, gap.fact, _Label(gap.label)) for gap in found))


class _Label(dict[str, str]):
    """A label that can stand in a set."""

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(tuple(sorted(self.items())))


def _own(proof: Proof, node: t.Quantified) -> Proof:
    """The proof of the body for one thing: without what says whether it is in the set, and what *no* turns round."""
    if proof.construct in {"and", "or"} and len(proof.parts) == 2 and not proof.says and _membership(proof, node):
        proof = proof.parts[1]
    return proof.parts[0] if node.bound == "no" and proof.construct == "not" else proof


def _membership(proof: Proof, node: t.Quantified) -> bool:
    """Whether two parts are that of the membership and that of the body."""
    told = node.body.says
    second = proof.parts[1]
    inner = second.parts[0] if node.bound == "no" and second.construct == "not" and second.parts else second
    return inner.says == told or not isinstance(node.body, t.And | t.Or)
