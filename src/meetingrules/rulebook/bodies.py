"""The bodies of rules: a sentence, or a named list of sentences, parsed and checked where it stands."""

from collections.abc import Callable
from typing import TypeVar

from attrs import frozen

from meetingrules.base.diagnostics import Complaints
from meetingrules.base.reading import Reader, place_of
from meetingrules.base.source import Place
from meetingrules.base.tree import Empty, Node, Scalar, nfc
from meetingrules.lang import tree as t
from meetingrules.lang.check import Checker
from meetingrules.lang.nouns import Scope
from meetingrules.lang.parse import ConditionError, parse_condition, parse_noun, parse_step, parse_subject
from meetingrules.lang.tree import Entry
from meetingrules.rulebook.depths import depth_of

T = TypeVar("T")
LISTS = ("any of", "all of", "in order", "ask")
TRUE: t.Condition = t.And(())
"""Stands in for a condition that was refused, so that the rest of the rulebook is still checked."""


@frozen
class Bodies:
    """Reads bodies; what is wrong with them goes to the complaints."""

    checker: Checker
    reader: Reader
    complaints: Complaints

    def body(self, node: Node | None, scope: Scope, what: str) -> t.Condition:
        """A sentence or a named list."""
        if isinstance(node, Scalar):
            return self.sentence(node, scope)
        if isinstance(node, Empty):
            hint = ("写一个句子，例如 minutes are signed", "write a sentence, such as: minutes are signed")
            self.complaints.add("empty-condition", "条件是空的", "the condition is empty", node.place, hint)
            return TRUE
        rows = dict(self.reader.table(node, {*LISTS, "when"}, (f"“{what}”", what)))
        kinds = [k for k in LISTS if k in rows]
        if len(kinds) != 1:
            zh, en = (
                f"“{what}”须写一句话，或者 any of、all of、in order、ask 之一",
                f"{what} must be a sentence, or one of any of, all of, in order, ask",
            )
            self.complaints.add("not-a-condition", zh, en, place_of(node))
            return TRUE
        found = self.listed(kinds[0], rows[kinds[0]], scope, what)
        if "when" in rows:
            return t.And((self.body(rows["when"], scope, "when"), found))
        return found

    def listed(self, how: str, node: Node, scope: Scope, what: str) -> t.Condition:
        """The four kinds of list."""
        if how == "ask":
            rows = dict(self.reader.table(node, {"zh", "en"}, ("ask", "ask")))
            for lang in {"zh", "en"} - set(rows):
                zh, en = f"ask 缺少{lang}", f"the question has no text in {lang}"
                self.complaints.add("missing-key", zh, en, node.place)
            question = {
                lang: self.reader.text(rows[lang], (f"ask.{lang}", f"ask.{lang}")) if lang in rows else ""
                for lang in ("zh", "en")
            }
            return t.Ask(question, question["en"])
        entries = list(self.reader.table(node, None, (what, what)))
        if not entries:
            self.complaints.add("empty-list", f"“{how}”下没有内容", f"nothing stands under {how}", node.place)
        if how == "in order":
            return self.order(entries, scope)
        return t.Listed(how, tuple(Entry(label, self.body(entry, scope, label)) for label, entry in entries), how)

    def order(self, entries: list[tuple[str, Node]], scope: Scope) -> t.Condition:
        """Steps under their citations; each further line goes on with *then*."""
        steps = list[t.Step]()
        subject: t.Value | None = None
        for index, (label, node) in enumerate(entries):
            if not isinstance(node, Scalar):
                self.complaints.add("not-a-step", "步骤须写一句话", "a step must be a sentence", place_of(node))
                continue
            try:
                if index and nfc(node.text).lstrip().startswith("then"):
                    if subject is not None:
                        steps += self.checker.steps(
                            parse_step(nfc(node.text), self.reader.limits), subject, scope, label
                        )
                    continue
                parsed = parse_condition(nfc(node.text), self.reader.limits)
                first = getattr(parsed, "first", parsed)
                subject = self.checker.chain_subject(first, scope)
                found = self.checker.condition(parsed, scope)
                more = found.steps if isinstance(found, t.Order) else (t.Step(label, found, None, nfc(node.text)),)
                steps += [t.Step(label, s.condition, s.when, s.says) for s in more]
            except ConditionError as error:
                self.complain(error, node)
        return t.Order(tuple(steps), "in order")

    def sentence(self, node: Scalar, scope: Scope) -> t.Condition:
        """One sentence."""
        limits = self.reader.limits
        return self.guarded(
            node, lambda text: self.bounded(self.checker.condition(parse_condition(text, limits), scope)), TRUE
        )

    def subject(self, node: Scalar, scope: Scope) -> t.Subject | None:
        """``each item where …``."""
        return self.guarded(
            node, lambda text: self.checker.subject(parse_subject(text, self.reader.limits), scope), None
        )

    def noun(self, node: Scalar, scope: Scope) -> t.Value | None:
        """A set, for a definition."""
        return self.guarded(node, lambda text: self.checker.noun(parse_noun(text, self.reader.limits), scope)[0], None)

    def guarded(self, node: Scalar, read: Callable[[str], T], otherwise: T) -> T:
        """Read a text; a complaint about it becomes one about its place in the file."""
        try:
            return read(nfc(node.text))
        except ConditionError as error:
            self.complain(error, node)
            return otherwise

    def bounded(self, condition: t.Condition) -> t.Condition:
        """Refuse counting inside counting inside counting inside counting.

        :raises ConditionError: when quantifiers nest too deep
        """
        if counting_depth(condition) > (most := self.reader.limits.counting):
            raise ConditionError(
                "counting-too-deep",
                f"计数套计数超过 {most} 层",
                f"counting inside counting goes deeper than {most}",
                (0, 1),
                None,
            )
        return condition

    def complain(self, error: ConditionError, node: Scalar) -> None:
        """Bind a complaint about a condition to the file."""
        start, end = error.span
        place = node.place
        if place is not None and node.style != "block" and "\n" not in node.text and end >= start:
            offset = start + (1 if node.style == "quoted" else 0)
            place = Place(place.source, place.line, place.column + offset, max(1, end - start))
        self.complaints.add(error.code, error.zh, error.en, place, error.hint)


def counting_depth(condition: object) -> int:
    """How deep quantifiers stand in one another."""
    return depth_of(condition, {}).counting


def mentions(condition: object, name: str) -> bool:
    """Whether a condition speaks of a field of that name."""
    level = [condition]
    while level:
        node = level.pop()
        if getattr(getattr(node, "field", None), "name", "") == name:
            return True
        level += t.parts(node)
    return False
