"""Parts of sentences drawn by chance: paths, nouns, numbers and times of the words of a rulebook."""

from functools import cached_property
from random import Random

from attrs import evolve, field, frozen

from meetingrules.lang.check import Checker
from meetingrules.lang.words import Type

PERSON, UNIT = Type("thing", "person"), Type("thing", "unit")
TIMES = ("act", "date", "instant")
BOUNDS = ("at least", "at most", "more than", "fewer than", "less than", "exactly")
PERIODS = (
    *("1 day", "2 days", "5 days", "1 working day", "2 working days", "5 working days", "2 clear days"),
    *("1 hour", "24 hours", "90 minutes", "1 week", "1 month", "1 year"),
)
NUMBERS = {None: (0, 1, 2, 3), "characters": (1, 1499, 1500, 1501), "shares": (1, 5, 6, 10, 1501)}
SHARES = ("1/2", "1/3", "2/3", "50%", "100%", "3/8")
HOURS = ("08:30", "09:00", "10:00", "12:00", "14:00", "15:00")
RELATIONS = ("before", "after", "no later than", "no earlier than", "on")
WEIGHT = "holding"
UNASKED = frozenset({"month_so_far", "year_so_far"})
"""What only a register can tell: rules on it are not about one meeting."""


@frozen
class Focus:
    """The few periods, hours and offices that one rulebook speaks of, so that its meetings can meet them."""

    periods: tuple = PERIODS
    hours: tuple = HOURS
    offices: tuple = ()

    @classmethod
    def drawn(cls, rng, offices):
        """A focus of chance."""
        return cls(tuple(rng.sample(PERIODS, 2)), tuple(rng.sample(HOURS, 2)), tuple(rng.sample(offices, 3)))


@frozen
class Phrases:
    """Draws the parts of sentences; what is said of things ``sentences.Speaker`` adds."""

    rng: Random
    checker: Checker
    seeds: tuple[tuple[str, str | None], ...] = ()
    """Sentences that may stand among the others, each with the variable that it speaks of."""
    focus: Focus = field(factory=Focus)

    # ---- chance ------------------------------------------------------------------------------------------------------

    def one(self, values):
        """One of several values."""
        return self.rng.choice(list(values))

    def often(self, percent):
        """Whether something happens that happens so often."""
        return self.rng.random() * 100 < percent

    def way(self, ways):
        """One of several ways to go on, by their weights, of those that lead somewhere; None where none does."""
        open_ = {way: weight for way, weight in ways.items() if weight}
        while open_:
            (way,) = self.rng.choices(list(open_), list(open_.values()))
            if (found := way()) is not None:
                return found
            del open_[way]
        return None

    # ---- what can be reached -----------------------------------------------------------------------------------------

    @cached_property
    def known(self):
        """What was found out about a scope."""
        return {}

    def reach(self, scope):
        """All paths of a scope: type -> texts, each with its weight."""
        key = tuple(sorted(scope.items(), key=str))
        if key not in self.known:
            self.known[key] = self.walk(scope)
        return self.known[key]

    def walk(self, scope):
        """All paths of at most three names, by type; what is near counts most."""
        words, found = self.checker.words, {}
        level = [(name, type_, 12.0) for name, type_ in scope.items()]
        level += [(name, Type("thing", name), 3.0 if name == "meeting" else 6.0) for name in words.singles()]
        level += [(name, UNIT, 2.0) for name in words.units]
        for nearness in (0.4, 0.15, 0):
            for text, type_, weight in level:
                found.setdefault(type_, {}).setdefault(text, weight)
            level = [
                (f"{text}.{name}", evolve(inner, several=inner.several or type_.several), weight * nearness)
                for text, type_, weight in level
                if type_.base == "thing"
                for name, inner in self.fields(type_.of)
                if not (type_.several and (inner.base in TIMES or inner.base == "flag"))
            ]
        return found

    def near(self, scope, type_):
        """A path of a type; None where there is none."""
        found = self.reach(scope).get(type_)
        return self.rng.choices(list(found), list(found.values()))[0] if found else None

    def fields(self, kind):
        """The fields of a kind of thing, declared and defined."""
        declared = [(f.name, f.type) for f in self.checker.words.kinds[kind].fields.values()]
        defined = [(key.split(".")[1], w.type) for key, w in self.checker.fields.items() if key.split(".")[0] == kind]
        return [(name, type_) for name, type_ in declared + defined if name not in UNASKED]

    def path(self, scope, accept):
        """A path whose type is accepted, with its type; each type as likely as its paths are many, up to a point."""
        found = {type_: texts for type_, texts in self.reach(scope).items() if accept(type_)}
        if not found:
            return None
        (type_,) = self.rng.choices(list(found), [min(sum(texts.values()), 12.0) for texts in found.values()])
        return self.near(scope, type_), type_

    def text(self, scope, accept):
        """The text alone."""
        found = self.path(scope, accept)
        return found[0] if found else None

    # ---- nouns and counting --------------------------------------------------------------------------------------------

    def quantified(self, scope, depth):
        """How many of what, with the type of one of them, and whether *not* may follow."""
        kind = self.one(("person", "person", "person", "item", "item", "unit", "paper", "decision"))
        type_ = Type("thing", kind)
        det, negatable = self.determiner()
        text = f"{det} {self.noun(type_, scope, depth)}"
        if kind == "person" and self.often(20):
            text += f" weighted by {WEIGHT}"
        return text, type_, negatable

    def determiner(self):
        """Every, some, no, a number, a share; and whether *not* may follow."""
        share = lambda: self.one((*SHARES, "quorum", "two_thirds"))  # noqa: E731
        count = lambda: self.one(("0", "1", "1", "2", "2", "3", "few"))  # noqa: E731
        bound = self.one(BOUNDS)
        return self.way(
            {
                lambda: ("every", False): 3,
                lambda: ("some", True): 3,
                lambda: ("no", False): 2,
                lambda: (f"{bound} {count()}{self.one(('', '', ' of'))}", True): 3,
                lambda: (
                    f"between {self.one('01')} and {self.one(('1', '2', '3', 'few'))}{self.one(('', ' of'))}",
                    True,
                ): 1,
                lambda: (f"{bound} {share()} of", True): 3,
                lambda: (f"between {self.one(('1/3', '1/2', '25%'))} and {share()} of", True): 1,
            }
        )

    def noun(self, type_, scope, depth):
        """A set, perhaps narrowed."""
        head = self.head(type_, scope, depth)
        one = type_.of
        inner = {**scope, one: type_}
        if depth < 0 or self.often(55):
            return head if self.often(90) else f"({head})"
        if self.often(40):
            return f"{head} {self.one(('who', 'that', 'which'))} {self.predicate(type_, scope, depth - 1, plain=True)}"
        narrowed = self.way(
            {
                lambda: self.act(type_, inner if self.often(20) else scope, depth - 1): 3,
                lambda: self.flag(type_, scope, depth - 1): 4,
                lambda: self.adjective(type_, scope, depth - 1): 2,
                lambda: self.related(scope, depth - 1) if type_ == PERSON else None: 2,
                lambda: self.bare(type_): 2,
            }
        )
        return f"{head} {narrowed}" if narrowed else head

    def head(self, type_, scope, depth):
        """A set without what narrows it."""
        words = self.checker.words
        sets = [name for w in words.sets.values() if w.of == type_.of for name in (w.name, w.one)]
        offices = words.offices[self.office()] if type_ == PERSON else None
        single = lambda: self.near(scope, type_)  # noqa: E731
        listed = lambda: self.office() if type_ == PERSON and self.often(70) else single()  # noqa: E731
        return self.way(
            {
                lambda: self.one(sets) if sets else None: 6,
                lambda: self.one((offices.name, offices.plural)) if offices else None: 3,
                lambda: self.near(scope, evolve(type_, several=True)): 1.5,
                lambda: self.part_of(type_, scope, depth): 3,
                lambda: f"({listed()}, {listed()})" if single() else None: 1.5,
                lambda: self.one([n for n, t in scope.items() if t == type_] or [None]): 0.3,
            }
        )

    def part_of(self, type_, scope, depth):
        """Things of a thing, or of each of a set."""
        ways = [
            (kind.name, name)
            for kind in self.checker.words.kinds.values()
            if kind.name not in {"month", "year"}
            for name in self.names_of(kind.name, type_)
        ]
        if not ways:
            return None
        kind, name = self.one(ways)
        of = Type("thing", kind)
        single = self.near(scope, of)
        if single and self.often(60):
            return f"{name} of {single}"
        words = self.checker.words
        sets = [w.name for w in words.sets.values() if w.of == kind]
        sets += [o.plural for o in words.offices.values()] if kind == "person" else []
        if sets and depth > 0 and self.often(40):
            return f"{name} of ({self.noun(of, scope, depth - 1)})"
        return f"{name} of {self.one(sets)}" if sets else None

    def names_of(self, kind, type_):
        """How things of a type are called that a kind of thing has."""
        declared = [
            name
            for f in self.checker.words.kinds[kind].fields.values()
            if (f.type.base, f.type.of) == (type_.base, type_.of) and f.name not in UNASKED
            for name in {f.plural or f.name, f.one or f.name}
        ]
        return sorted(declared) + [
            key.split(".")[1]
            for key, w in self.checker.fields.items()
            if key.split(".")[0] == kind and (w.type.base, w.type.of) == (type_.base, type_.of)
        ]

    # ---- amounts -------------------------------------------------------------------------------------------------------

    def amount(self, unit, scope, depth):
        """A number of a unit; of none, a count."""
        type_ = Type("number", unit)
        atom = lambda: self.atom(unit, scope, depth - 1)  # noqa: E731
        return self.way(
            {
                atom: 8,
                lambda: f"{atom()} {self.one('+-')} {atom()}" if depth > -2 else None: 2,
                lambda: self.text(scope, lambda t: t == type_): 4,
            }
        )

    def atom(self, unit, scope, depth):
        """One part of a sum."""
        number = str(self.one(NUMBERS.get(unit, (0, 1, 5, 6, 10, 15, 1500))))
        words = [
            p.name for p in self.checker.words.parameters.values() if p.unit == unit and p.values[0][1].denominator == 1
        ]
        return self.way(
            {
                lambda: f"{number} {unit}" if unit else number: 5,
                lambda: self.one(words) if words else None: 1,
                lambda: self.text(scope, lambda t: t == Type("number", unit)): 3,
                lambda: f"{self.one(SHARES)} of {self.atom(unit, scope, depth - 1)}" if depth > -3 else None: 1.5,
                lambda: f"({self.amount(unit, scope, depth - 1)})" if depth > -3 else None: 1,
                lambda: f"number of {self.plain(None, scope, depth)}" if unit is None else None: 7,
                lambda: f"total {WEIGHT} of {self.plain(PERSON, scope, depth)}" if unit == "shares" else None: 12,
            }
        )

    def plain(self, type_, scope, depth):
        """A noun behind *number of*: with one word beside it, or in brackets."""
        type_ = type_ or Type("thing", self.one(("person", "person", "item", "paper", "unit", "decision")))
        head, bare = self.head(type_, scope, depth), self.bare(type_)
        flags = [
            f.name for f in self.checker.words.kinds[type_.of].fields.values() if f.type.base == "flag" and not f.roles
        ]
        if self.often(30) and depth > -3:
            return f"({self.noun(type_, scope, depth)})"
        word = self.one([*flags, *([bare] if bare else [])] or [None])
        return f"{head} {word}" if word and self.often(60) else head

    # ---- time ----------------------------------------------------------------------------------------------------------

    def timing(self, scope):
        """A time phrase."""
        way, moment = self.one(("before", "after")), self.moment(scope, 2)
        return self.way(
            {
                lambda: f"{self.one(RELATIONS)} {moment}": 7,
                lambda: f"{self.one(BOUNDS)} {self.period()} {way} {moment}": 7,
                lambda: f"within {self.period()} {way} {moment}": 4,
                lambda: f"between {self.window()} {way} {moment}": 1.5,
            }
        )

    def window(self):
        """Two numbers of a unit."""
        number, unit = self.one(self.focus.periods).split(" ", 1)
        low = self.one([n for n in (0, 1, 2, 5) if n <= int(number)])
        return f"{low} and {number} {unit if unit.endswith('s') else unit + 's'}"

    def period(self):
        """A number of days, hours, months; never a sum, which the definition counts as none."""
        words = [p.name for p in self.checker.words.parameters.values() if p.unit in {"day", "working day", "hour"}]
        return self.way(
            {
                lambda: self.one(self.focus.periods): 8,
                lambda: self.one(words) if words else None: 2,
            }
        )

    def moment(self, scope, depth):
        """A point in time."""
        near = lambda: self.one(("meeting.day", "meeting.begins", "meeting.ends", "meeting.last_day"))  # noqa: E731
        far = lambda: self.text(scope, lambda t: t.base in TIMES and not t.several)  # noqa: E731
        inner = lambda: self.moment(scope, depth - 1)  # noqa: E731
        deep = 1 if depth > 0 else 0
        return self.way(
            {
                near: 8,
                far: 6,
                lambda: f"the day of {self.one((near, far))()}": 1,
                lambda: f"the day {self.one(('before', 'after'))} {inner()}": 1 * deep,
                lambda: f"{self.one(self.focus.periods)} {self.one(('before', 'after'))} {inner()}": 1.2 * deep,
                lambda: f"{self.one(self.focus.hours)} on {inner()}": 1 * deep,
            }
        )
