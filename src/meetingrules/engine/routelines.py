"""A rule on an item as sentences with what was found: the grounds that decide it, its steps in order, the facts that it hangs on."""

from collections.abc import Iterable, Iterator

from attrs import frozen

from meetingrules.base.source import Texts
from meetingrules.engine.check import Checker
from meetingrules.engine.labels import BookLabels
from meetingrules.lang import tree as t
from meetingrules.lang.answers import Due, Gap, Proof, Truth
from meetingrules.lang.facts import Thing
from meetingrules.report.route import Fact, Line
from meetingrules.report.rulesaid import cited
from meetingrules.report.tree import Node
from meetingrules.report.treewalk import LANGS, Walker
from meetingrules.rulebook.model import Rule

Y, N = Truth.YES, Truth.NO
GAP = {"zh": "、", "en": "; "}
COLON = {"zh": "：", "en": ": "}


class OneItem(BookLabels):
    """Calls an item and its papers by their kinds, without a number: there is only one that is spoken of."""

    def name(self, value: object, lang: str) -> str:
        """议题, not 议题1; the item, not item 1."""
        if isinstance(value, Thing) and value.kind in {"item", "paper"}:
            kind = self.kind(value.kind, lang)
            return kind if lang == "zh" else f"the {kind}"
        return super().name(value, lang)


@frozen(eq=False)
class Lines:
    """Says the rules of one body about one item."""

    checker: Checker
    id: str
    """How the meeting reaches the item."""

    def walker(self, rule: Rule, thing: Thing, due: Due | None, *, early: bool) -> Walker:
        """What tells conditions of a rule about a thing."""
        checker, evaluator = self.checker, self.checker.evaluator
        own = checker.findings.labels

        def when(moment: t.When, things: object) -> Due | None:
            found = evaluator.when(moment, evaluator.scene(things, checker.world_days(), due))  # type: ignore[arg-type]
            return found if isinstance(found, Due) else None

        def number(value: t.Value, things: object) -> int:
            return evaluator.period(value, evaluator.scene(things, checker.world_days(), due))  # type: ignore[arg-type]

        bound = checker.scene(rule, thing, due).bound
        labels = OneItem(own.book, own.names)
        return Walker(checker.book, labels, when, number, checker.world.calendar, bound, checker.world.plan.day, early)

    # ---- grounds -----------------------------------------------------------------------------------------------------

    def grounds(self, node: t.Condition, proof: Proof, wanted: Truth, walker: Walker, article: Texts) -> Iterator[Line]:
        """The parts of a condition that make it what it is: those that hold of several, or fail, or are open."""
        match node:
            case t.Listed(_, entries) if len(entries) == len(proof.parts):
                for entry, part in zip(entries, proof.parts, strict=True):
                    if self.decides(part, wanted):
                        own = self.own(entry.label, walker, article)
                        yield from self.grounds(entry.condition, part, wanted, walker, own)
            case t.Or(parts) if wanted is Y and len(parts) == len(proof.parts):
                for one, part in zip(parts, proof.parts, strict=True):
                    if part.now is Y:
                        yield from self.grounds(one, part, wanted, walker, article)
            case t.And(parts) if wanted is N and len(parts) == len(proof.parts):
                for one, part in zip(parts, proof.parts, strict=True):
                    if part.now is N:
                        yield from self.grounds(one, part, wanted, walker, article)
            case t.Order() if wanted is N:
                yield from (line for line in self.steps(node, proof, walker, article) if line.truth == "fails")
            case _:
                yield self.line(walker.said(node), walker, node, proof, article)

    def decides(self, proof: Proof, wanted: Truth) -> bool:
        """Whether a part is one that made its whole what it is."""
        return proof.open if wanted is Truth.OPEN else proof.now is wanted

    def line(self, says: Texts, walker: Walker, node: t.Condition, proof: Proof, article: Texts) -> Line:
        """One sentence with what was found."""
        told = walker.tell(node, proof)
        return Line(says, article, walker.truth(proof), found_of(told), self.facts(proof))

    # ---- steps -------------------------------------------------------------------------------------------------------

    def steps(self, node: t.Condition, proof: Proof | None, walker: Walker, article: Texts) -> tuple[Line, ...]:
        """The parts of a rule that has several, in order; none of one that is a single sentence."""
        match node:
            case t.Order(steps):
                found = list[Line]()
                for i, step in enumerate(steps):
                    own = self.own(step.label, walker, article)
                    says: Texts = {lang: walker.voice(lang).step(step).inline(lang) for lang in LANGS}
                    if proof is None:
                        found.append(Line(says, own, "open"))
                        continue
                    told, facts = walker.step(step, proof.parts[i]), self.facts(proof.parts[i])
                    found.append(Line(says, own, told.truth, found_of(told), facts))
                return tuple(found)
            case t.Listed(how, inner) if how == "all of":
                found = []
                for i, entry in enumerate(inner):
                    own = self.own(entry.label, walker, article)
                    says = walker.said(entry.condition)
                    if proof is None:
                        found.append(Line(says, own, "open"))
                    else:
                        found.append(self.line(says, walker, entry.condition, proof.parts[i], own))
                return tuple(found)
        return ()

    # ---- facts -------------------------------------------------------------------------------------------------------

    def facts(self, proof: Proof) -> tuple[Fact, ...]:
        """What keeps a part open."""
        return self.missing(proof.gaps) if proof.open else ()

    def missing(self, gaps: Iterable[Gap]) -> tuple[Fact, ...]:
        """Facts as an item or a meeting writes them."""
        return tuple(dict.fromkeys(Fact(g.kind, self.key(g), self.label(g)) for g in gaps))

    def key(self, gap: Gap) -> str:
        """How somebody who has only the item writes a fact."""
        return gap.fact.removeprefix(f"{self.id}.")

    def label(self, gap: Gap) -> Texts:
        """What a fact is called, without the number of the item; what is asked of a person is said as it is."""
        if not gap.fact.startswith(f"{self.id}.") or gap.kind == "judgement":
            return gap.label
        labels = self.checker.findings.labels
        thing, own = Thing("item", self.id), dict.fromkeys(LANGS, "")
        holder, *rest = gap.fact.removeprefix(f"{self.id}.").split(".")
        if holder == "papers" and len(rest) > 1:  # a paper keeps its own number
            thing = Thing("paper", f"{self.id}.papers.{rest[0]}")
            own = {
                lang: f"{labels.kind('paper', lang)}{space}{rest[0]}{COLON[lang]}"
                for lang, space in (("zh", ""), ("en", " "))
            }
        starts = {lang: f"{labels.name(thing, lang)}{COLON[lang]}" for lang in LANGS}
        return {
            lang: own[lang] + text.removeprefix(starts[lang]) if text.startswith(starts[lang]) else text
            for lang, text in gap.label.items()
        }

    # ---- articles ----------------------------------------------------------------------------------------------------

    def own(self, label: str, walker: Walker, article: Texts) -> Texts:
        """The article of a part; where it has none of its own, that of the whole."""
        return walker.article(label) if label[:1].isdigit() else article

    def article(self, cites: tuple[str, ...]) -> Texts:
        """Citations as an office writes them; what stands in an article that is named anyway is not named again."""
        each = [cited(self.checker.book, (cite,)) for cite in cites]
        kept = [
            one for one in each
            if not any(one["zh"] != other["zh"] and one["zh"].startswith(other["zh"]) for other in each)
        ]  # fmt: skip
        return {lang: GAP[lang].join(dict.fromkeys(one[lang] for one in kept)) for lang in LANGS}


def found_of(node: Node) -> tuple[Texts, ...]:
    """What was found of a part; of one that is open only what is on record: what nothing is known of may still be."""
    if node.parts or not node.truth or (node.truth == "open" and node.construct != "act"):
        return ()
    return node.told
