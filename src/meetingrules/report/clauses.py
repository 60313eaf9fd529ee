"""Conditions of one predicate as clauses: about what, and what is said of it."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence

from attrs import evolve, frozen

from meetingrules.lang import tree as t
from meetingrules.report.sentencetimes import Times
from meetingrules.report.sentencewords import THEIRS, Clause, alternatives, an, being, plural, said_of, same

ROLES_ZH = {"by": "由{}", "to": "向{}", "for": "就{}", "with": "与{}", "in": "在{}", "at": "在{}处", "under": "依据{}",
            "against": "就{}（反对）", "about": "关于{}"}  # fmt: skip
BOUNDS_ZH = {"at least": "不少于", "at most": "不超过", "more than": "超过", "fewer than": "少于", "exactly": "正好是"}
HELD = "受"
"""Begins the Chinese label of what somebody is given by another: 受托 -> 受…之托."""
OTHERS = "由他人"
"""By whom something is done to a person, where a sentence does not say."""

Pair = tuple[tuple[str, str], tuple[str, str]]


@frozen
class Slot:
    """One place of a clause in which several things may be named at once."""

    rest: object
    """All of the clause but what stands there."""
    value: t.Value
    words: str
    """What stands there, in words that say whose it is."""
    short: str
    """The same inside the clause: *its*."""
    made: Callable[[str], Clause]
    """The clause with other words there."""


@frozen
class Clauses(Times, ABC):
    """Says conditions of one predicate."""

    @abstractmethod
    def text(self, node: t.Condition) -> str:
        """Any condition in one line; clauses need it for what narrows a set."""

    def clause(self, node: t.Condition) -> Clause | None:
        """A condition as one clause, where it is one."""
        match node:
            case t.Done():
                return self.done(node, self.roles(node))
            case t.Flag():
                return self.flag(node, self.inside(node.of).noun(node.role) if node.role is not None else "")
            case t.Relates(person, relation, unit):
                return self.related(person, relation, self.inside(person).noun(unit))
            case t.Is():
                return self.adjective(node)
            case t.Timed(of, timing):
                return self.timed(self.time_of(of), timing, several=False)
            case t.In(value, group):
                return self.among(value, group, self.noun(group))
            case t.Same(left, right):
                return self.equal(left, right, self.noun(right))
            case t.Compare(left, bound, right):
                amount = self.noun(right)
                yes, no = same(f"{BOUNDS_ZH[bound]}{amount}", f"并非{BOUNDS_ZH[bound]}{amount}")
                return self.made(left, (yes, no), being(f"{bound} {amount}"))
            case t.Nothing(of):
                return self.nothing(of)
            case t.Has(group, value):
                return self.including(group, self.noun(value))
            case t.IfAny() | t.And() | t.Or():
                return self.united(node)
            case t.Quantified("some", None, None, False, var, t.Holders(office) as group, body):
                if self.book.words.offices[office].seats != 1:
                    return None
                holder = self.holder(office)
                inner = self.with_var(var, holder).clause(body)  # type: ignore[attr-defined]
                return inner if inner is not None and about(body, var) else None
        return None

    def roles(self, node: t.Done) -> list[tuple[str, str]]:
        """What stands in the roles of an act."""
        voice = self.inside(node.of)
        return [(p, voice.noun(v)) for p, v in node.roles]

    def made(self, of: t.Value, zh: Pair, en: Pair) -> Clause:
        """A clause about a value."""
        yes, no = zh if self.lang == "zh" else en
        return Clause(self.noun(of), yes, no, self.several(of))

    # ---- acts and flags ----------------------------------------------------------------------------------------------

    def done(self, node: t.Done, roles: Sequence[tuple[str, str]]) -> Clause:
        """An act, with what stands in its roles in words."""
        label, when = self.of(node.field.label), self.inside(node.of).timings(node.timing)
        if self.lang == "en":
            said = " ".join([label, *(f"{p} {who}" for p, who in roles), *([when] if when else [])])
            return self.made(node.of, same("", ""), being(said))
        before, after = "", ""
        for preposition, who in roles:
            if preposition == "by" and label.startswith(HELD):
                label = f"{HELD}{who}之{label[1:]}"
            elif preposition == "with":
                after += who if label.startswith(HELD) else f"（附{who}）"
            elif preposition == "from" and "to" not in node.field.roles:
                before += f"向{who}"
            else:
                before += ROLES_ZH.get(preposition, "从{}").format(who)
        helped = node.field.roles.get("by") is not None and not any(p == "by" for p, _ in roles)
        if node.field.kind == "person" and helped and not label.startswith(HELD):
            before = OTHERS + before
        said = f"{when}{before}{label}{after}"
        return self.made(node.of, same(said if when or roles else f"已{said}", f"未{said}"), being(label))

    def flag(self, node: t.Flag, role: str) -> Clause:
        """A flag, with its role in words."""
        label = self.of(node.field.label)
        kind, english = node.field.kind, node.field.label["en"]
        if node.preposition is None or not role:
            return self.made(
                node.of, same(self.affirmed(label, kind), self.denied(label, kind)), said_of(english, kind)
            )
        zh = ROLES_ZH.get(node.preposition, "就{}" if "for" not in node.field.roles else "自{}").format(role)
        if node.preposition == "for" and "against" in node.field.roles:
            zh += "（赞成）"
        yes, no = same(zh + label, ("未" if kind == "person" else "并非") + zh + label)
        return self.made(node.of, (yes, no), being(f"{label} {node.preposition} {role}"))

    def related(self, person: t.Value, relation: str, unit: str) -> Clause:
        """A relation of the roster."""
        found = self.book.words.relations[relation]
        zh, en = found.label["zh"], found.label["en"]
        return self.made(person, same(zh + unit, f"不{zh}{unit}"), being(f"{en} {found.preposition} {unit}"))

    def adjective(self, node: t.Is) -> Clause:
        """An adjective that the rulebook defines."""
        kind, word = node.adjective.split()
        texts = self.book.labels.get(node.adjective, {"zh": word, "en": word.replace("_", " ")})
        if node.object is None:
            return self.made(
                node.of,
                same(self.affirmed(texts["zh"], kind), self.denied(texts["zh"], kind)),
                said_of(texts["en"], kind),
            )
        other = self.noun(node.object)
        start = f"{kind} is {word} "
        preposition = next((k[len(start) :].split(" ")[0] for k in self.book.labels if k.startswith(start)), "as to")
        zh = texts["zh"]
        zh = zh.replace(THEIRS, other, 1) if THEIRS in zh else f"就{other}{zh}"
        en = texts["en"].removesuffix(f" {preposition} {self.kind_name(node.object)}")
        return self.made(node.of, same(zh, f"并非{zh}"), being(f"{en} {preposition} {other}"))

    def kind_name(self, value: t.Value) -> str:
        """The word for the kind of a thing, as a rulebook writes it."""
        return (value.type.of or "").replace("_", " ")

    # ---- values ------------------------------------------------------------------------------------------------------

    def among(self, value: t.Value, group: t.Value, named: str) -> Clause:
        """Membership: of an office, a list of words, a set."""
        if isinstance(group, t.Holders):
            return self.made(value, same(f"是{named}", f"不是{named}"), being(named))
        if isinstance(group, t.WordList):
            return self.made(value, same(f"在{named}之列", f"不在{named}之列"), being(f"among {named}"))
        bare = self.bare(group)
        return self.made(value, same(f"属于{bare}", f"不属于{bare}"), being(f"among the {bare}"))

    def equal(self, left: t.Value, right: t.Value, named: str) -> Clause:
        """One value is another: a word, or the same thing."""
        if isinstance(right, t.Word):
            return self.made(left, same(f"是{named}", f"不是{named}"), being(named))
        return self.made(left, same(f"就是{named}", f"并非{named}"), being(f"the same as {named}"))

    def including(self, group: t.Value, named: str) -> Clause:
        """A set includes a value."""
        en = (f"includes {named}", f"include {named}"), (f"does not include {named}", f"do not include {named}")
        return self.made(group, same(f"包括{named}", f"不包括{named}"), en)

    def nothing(self, of: t.Value) -> Clause:
        """Known not to exist; of an act, that the record says so."""
        if not isinstance(of, t.Get | t.Derived):
            bare, many = self.bare(of), self.several(of)
            zh = same(f"没有{bare}", f"有{bare}")
            thing = bare if many else an(bare)
            en = (f"there is no {bare}", f"there are no {bare}"), (f"there is {thing}", f"there are {thing}")
            return Clause("", *(zh if self.lang == "zh" else en), many)
        label = self.of(of.label if isinstance(of, t.Derived) else of.field.label)
        if of.type.base == "act":
            zh = same(f"没有“{label}”的记录", f"有“{label}”的记录")
            no, yes = f"no record of being {label}", f"a record of being {label}"
        else:
            zh = same(f"没有{label}", f"有{label}")
            no, yes = f"no {label}", label if of.type.several or plural(label) else an(label)
        return self.made(of.of, zh, ((f"has {no}", f"have {no}"), (f"has {yes}", f"have {yes}")))

    def time_of(self, value: t.Value) -> str:
        """When something was or is: 起草的时间."""
        if value.type.base == "act":
            return self.tr(f"{self.happening(value)}的时间", f"the time at which {self.happening(value)}")
        return self.noun(value)

    def timed(self, subject: str, timing: tuple[t.Timing, ...], *, several: bool) -> Clause:
        """A moment lies in a time."""
        when = self.timings(timing)
        zh, en = same(when, f"并非{when}"), being(when)
        return Clause(subject, *(zh if self.lang == "zh" else en), several)

    # ---- several in one ----------------------------------------------------------------------------------------------

    def slots(self, node: t.Condition) -> list[Slot]:
        """The places of a clause in which several things may be named at once."""
        match node:
            case t.Done(roles=roles):
                return [self.role_slot(node, i) for i in range(len(roles))]
            case t.Flag(role=role) if role is not None:
                words = self.inside(node.of).noun(role)
                return [Slot(evolve(node, role=None), role, self.noun(role), words, lambda told: self.flag(node, told))]
            case t.Relates(person, relation, unit):
                words = self.inside(person).noun(unit)
                rest = ("relates", person, relation)
                return [Slot(rest, unit, self.noun(unit), words, lambda told: self.related(person, relation, told))]
            case t.In(value, t.Holders() as group):
                return [
                    Slot(
                        ("in", value),
                        group,
                        self.noun(group),
                        self.noun(group),
                        lambda told: self.among(value, group, told),
                    )
                ]
            case t.Same(left, t.Word() as right):
                return [
                    Slot(
                        ("same", left),
                        right,
                        self.noun(right),
                        self.noun(right),
                        lambda told: self.equal(left, right, told),
                    )
                ]
            case t.Has(group, value):
                return [
                    Slot(
                        ("has", group),
                        value,
                        self.noun(value),
                        self.noun(value),
                        lambda told: self.including(group, told),
                    )
                ]
            case t.IfAny(of, body):
                some = self.tr("（如有）", " (if any)")
                return [
                    evolve(slot, words=slot.words + some, short=slot.short + some)
                    for slot in self.slots(body)
                    if slot.value == of
                ]
        return []

    def role_slot(self, node: t.Done, index: int) -> Slot:
        """One role of an act."""
        named = self.roles(node)
        rest = index, evolve(node, roles=tuple((p, None if i == index else v) for i, (p, v) in enumerate(node.roles)))  # type: ignore[misc]

        def made(told: str) -> Clause:
            return self.done(node, [(p, told if i == index else words) for i, (p, words) in enumerate(named)])

        value = node.roles[index][1]
        return Slot(rest, value, self.noun(value), named[index][1], made)

    def united(self, node: "t.And | t.Or | t.IfAny") -> Clause | None:
        """Conditions that differ in one place as one clause: by the mayor or the secretary-general."""
        if isinstance(node, t.IfAny):
            return next((evolve(slot.made(slot.short), no=None) for slot in self.slots(node)), None)
        every = isinstance(node, t.And)
        if all(isinstance(p, t.Timed) for p in node.parts):
            return self.times_united(node, every=every)
        first, *others = (self.slots(part) for part in node.parts)
        for slot in first:
            found = [slot, *(s for mine in others if (s := _with(mine, slot.rest)) is not None)]
            if len(found) == len(node.parts):
                words = alternatives([s.words for s in found], self.lang, every=every)
                return evolve(slot.made(words), no=None)
        return self.subjects_united(node) if isinstance(node, t.And) else None

    def subjects_united(self, node: t.And) -> Clause | None:
        """The same said of several things: the convener and the chair are the mayor."""
        if len({type(p) for p in node.parts}) > 1 or not isinstance(
            node.parts[0], t.In | t.Done | t.Flag | t.Same | t.Is
        ):
            return None
        clauses = [c for p in node.parts if (c := self.clause(p)) is not None]
        subjects = [c.subject for c in clauses]
        if any((c.yes, c.no) != (clauses[0].yes, clauses[0].no) for c in clauses) or len({*subjects}) < len(subjects):
            return None
        yes = clauses[0].yes if self.lang == "en" else same(f"均{clauses[0].yes[0]}", "")[0]
        return Clause(alternatives(subjects, self.lang, every=True), yes, None, several=True)

    def times_united(self, node: "t.And | t.Or", *, every: bool) -> Clause | None:
        """Several moments that lie in the same time."""
        parts = [p for p in node.parts if isinstance(p, t.Timed)]
        if any(p.timing != parts[0].timing for p in parts):
            return None
        nouns = [self.time_of(p.of) for p in parts]
        found = self.timed(alternatives(nouns, self.lang, every=every), parts[0].timing, several=every)
        return evolve(found, no=None, yes=(self.tr("均" if every else "", "") + found.yes[0], found.yes[1]))


def _with(slots: list[Slot], rest: object) -> Slot | None:
    """The slot with the same rest."""
    return next((slot for slot in slots if slot.rest == rest), None)


def subject_of(node: t.Condition) -> t.Value | None:
    """What a condition of one predicate is about; None where it is several conditions about several things."""
    match node:
        case t.Done(of=of) | t.Flag(of=of) | t.Is(of=of) | t.Nothing(of=t.Get(of=of) | t.Derived(of=of)):
            return of
        case t.Relates(person=of) | t.In(value=of) | t.Same(left=of) | t.Compare(left=of) | t.Has(group=of):
            return of
        case t.Not(part):
            return subject_of(part)
        case t.And(parts) | t.Or(parts):
            all_ = [subject_of(p) for p in parts]
            return all_[0] if all(one == all_[0] for one in all_) else None
        case t.IfAny(_, body):
            return subject_of(body)
        case t.Quantified("some", None, None, False, _, t.Holders() as group, _):
            return group
    return None


def about(node: t.Condition, var: str) -> bool:
    """Whether a condition is said of a variable."""
    subject = subject_of(node)
    return isinstance(subject, t.Var) and subject.name == var


def of_a_field(node: t.Condition, var: str) -> "t.Get | t.Derived | None":
    """The field of a variable that a condition is said of."""
    subject = subject_of(node)
    if isinstance(subject, t.Get | t.Derived) and isinstance(subject.of, t.Var) and subject.of.name == var:
        return subject
    return None
