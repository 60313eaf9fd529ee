"""Sentences of the condition language drawn by chance: every construct of the grammar, typed so that nearly all mean something.

A sentence is made from the words of a rulebook as the checker knows them: kinds and their fields, sets, offices, relations,
parties, parameters, lists, and what is defined. What comes out is text; whether it means something the checker decides.
"""

from attrs import evolve, frozen

from meetingrules.lang.words import Type
from phrases import BOUNDS, PERSON, UNIT, Focus, Phrases

__all__ = ["Focus", "Speaker"]


@frozen
class Speaker(Phrases):
    """Draws texts of the language."""

    # ---- logic -------------------------------------------------------------------------------------------------------

    def sentence(self, scope, depth):
        """A whole sentence."""
        if depth <= 0:
            return self.says(scope, depth)
        return self.way(
            {
                lambda: self.says(scope, depth): 12,
                lambda: self.several(" and ", scope, depth): 3,
                lambda: self.several(" or ", scope, depth): 3,
                lambda: f"{self.operand(scope, depth)} implies {self.operand(scope, depth)}": 2,
                lambda: f"not ({self.sentence(scope, depth - 1)})": 2,
                lambda: self.chain(scope, depth): 5,
            }
        )

    def several(self, word, scope, depth):
        """Two or three clauses between which one word stands."""
        return word.join(self.clause(scope, depth) for _ in range(self.one((2, 2, 3))))

    def operand(self, scope, depth):
        """One side of *implies*."""
        if self.often(30):
            return self.several(self.one((" and ", " or ")), scope, depth)
        return self.clause(scope, depth)

    def clause(self, scope, depth):
        """A sentence that stands beside others."""
        seeds = [say for say, var in self.seeds if var is None or var in scope]
        if seeds and self.often(10):
            return f"({self.one(seeds)})"
        if depth > 1 and self.often(25):
            return f"({self.sentence(scope, depth - 1)})"
        if depth > 0 and self.often(10):
            return f"not ({self.sentence(scope, depth - 1)})"
        return self.says(scope, depth - 1)

    def chain(self, scope, depth):
        """Acts of one thing that follow each other."""
        found = self.path(scope, lambda t: t.base == "thing" and not t.several and len(self.acts(t.of)) > 1)
        if found is None:
            return None
        text, type_ = found
        links = [f"{text} is {self.step(type_, scope, depth)}"]
        for _ in range(self.one((1, 1, 2, 3))):
            link = f"then {self.step(type_, scope, depth)}"
            links.append(f"{link} when {self.clause(scope, depth - 1)}" if self.often(20) else link)
        return ", ".join(links)

    def step(self, type_, scope, depth):
        """What is said in a step: mostly an act, and mostly little of it."""
        if self.often(90):
            return self.act(type_, scope, depth, most=1 if self.often(75) else 3)
        return self.flag(type_, scope, depth) or self.act(type_, scope, depth)

    # ---- subject and predicate ---------------------------------------------------------------------------------------

    def says(self, scope, depth):
        """A subject with what is said of it."""
        return self.way(
            {
                lambda: self.of_one(scope, depth): 12,
                lambda: self.of_number(scope, depth): 3,
                lambda: self.of_counted(scope, depth): 8 if depth > -2 else 1,
                lambda: self.of_choice(scope, depth): 1,
                lambda: self.of_listed(scope): 0.8,
            }
        )

    def of_one(self, scope, depth):
        """What is said of one value, or of a set as a whole."""
        if self.often(8):
            return self.of_office(scope, depth)
        found = self.path(scope, lambda t: t.base not in {"flag", "text"} and (not t.several or t.base != "number"))
        if found is None:
            return None
        text, type_ = found
        said = self.predicate(type_, scope, depth)
        return f"{text} {said}" if said else None

    def of_office(self, scope, depth):
        """What is said of the holder of an office with one seat."""
        single = [o.name for o in self.checker.words.offices.values() if o.seats == 1]
        said = self.predicate(PERSON, scope, depth, plain=True)
        return f"{self.one(single)} {said}" if single and said else None

    def of_number(self, scope, depth):
        """What is said of a number: of a sum, a count, a share."""
        unit = self.one((None, None, "minutes", "yuan", "characters", "shares", "shares"))
        return f"{self.amount(unit, scope, depth)} {self.compared(unit, scope, depth)}"

    def of_counted(self, scope, depth):
        """What is said of each of a set, of some, of a share of it."""
        text, type_, negatable = self.quantified(scope, depth)
        said = self.predicate(type_, scope, depth - 1, plain=True, negatable=negatable)
        return f"{text} {said}" if said else None

    def of_choice(self, scope, depth):
        """What is said of both of two, of any of a list."""
        found = self.path(scope, lambda t: not t.several and t.base in {"thing", "act", "date", "number"})
        if found is None:
            return None
        _, type_ = found
        said = self.predicate(type_, scope, depth, negatable=False)
        return f"{self.choice(lambda: self.text(scope, lambda t: t == type_))} {said}" if said else None

    def of_listed(self, scope):
        """A word that is in a named list or not."""
        name, (of, _) = self.one(self.checker.words.lists.items())
        text = self.text(scope, lambda t: t == Type("word", of))
        return f"{text} is{self.one(('', ' not'))} in {name}" if text else None

    def choice(self, draw):
        """Several in one: both, either, a list."""
        word = self.one(("both", "either", "any of", "all of", "none of"))
        if word in {"both", "either"}:
            return f"{word} {draw()} {'and' if word == 'both' else 'or'} {draw()}"
        return f"{word} ({', '.join(draw() for _ in range(self.one((2, 2, 3))))})"

    def predicate(self, type_, scope, depth, *, plain=False, negatable=True):
        """What can be said of a value of a type; None where nothing can.

        :param plain: of one thing that has no place of its own: no comparison with *none*
        """
        be = self.one(("is", "are")) if plain else "is"
        be = f"{be} not" if negatable and self.often(20) else be
        if type_.several:
            ways = {
                lambda: f"{be} none": 3,
                lambda: f"includes {self.object(evolve(type_, several=False), scope, depth)}": 6,
            }
            return self.way(ways)
        match type_.base:
            case "act" | "date" | "instant":
                times = " ".join(self.timing(scope) for _ in range(self.one((1, 1, 1, 2))))
                return self.way({lambda: f"{be} {times}": 5, lambda: f"{be} none": 1.5})
            case "number":
                return self.way({lambda: self.compared(type_.of, scope, depth, be): 6, lambda: f"{be} none": 1})
            case "word":
                return self.of_word(type_, be)
            case "thing":
                return self.of_thing(type_, be, scope, depth, plain=plain)
        return f"{be} none"

    def compared(self, unit, scope, depth, be="is"):
        """A bound and a number."""
        return f"{be} {self.one(BOUNDS)} {self.amount(unit, scope, depth - 1)}"

    def of_word(self, type_, be):
        """What is said of one word."""
        words = list(self.checker.words_of(type_))
        lists = [name for name, (of, _) in self.checker.words.lists.items() if of == type_.of]
        return self.way(
            {
                lambda: f"{be} {self.one(words)}" if words else None: 4,
                lambda: f"{be} in {self.one(lists)}" if lists else None: 6,
                lambda: f"{be} {self.some_of(lambda: self.one(words))}" if words else None: 2,
                lambda: f"{be} none": 1,
            }
        )

    def some_of(self, draw):
        """A choice that one value can be."""
        word = self.one(("either", "any of", "none of"))
        return f"either {draw()} or {draw()}" if word == "either" else f"{word} ({draw()}, {draw()})"

    def of_thing(self, type_, be, scope, depth, *, plain):
        """What is said of one thing."""
        kind = type_.of
        same = lambda: self.text(scope, lambda t: t == type_)  # noqa: E731
        bare = lambda: self.bare(type_)  # noqa: E731
        return self.way(
            {
                lambda: self.prefixed(be, self.act(type_, scope, depth)): 9,
                lambda: self.prefixed(be, self.flag(type_, scope, depth)): 5,
                lambda: self.prefixed(be, self.related(scope, depth)) if kind == "person" else None: 4,
                lambda: self.prefixed(be, self.adjective(type_, scope, depth)): 3,
                lambda: self.prefixed(be, bare()): 2,
                lambda: self.prefixed(be, same()): 1,
                lambda: self.prefixed(f"{be} in", self.set_of(type_, scope)): 2,
                lambda: f"{be} {self.choice(lambda: bare() or same())}" if bare() or same() else None: 2,
                lambda: None if plain else f"{be} none": 1,
            }
        )

    def prefixed(self, word, text):
        """A word before a text, where there is one."""
        return f"{word} {text}" if text else None

    # ---- what is said of a thing -------------------------------------------------------------------------------------

    def acts(self, kind):
        """The acts of a kind of thing."""
        return [f for f in self.checker.words.kinds[kind].fields.values() if f.type.base == "act"]

    def act(self, type_, scope, depth, most=3):
        """An act, with some of its roles and times."""
        acts = self.acts(type_.of)
        if not acts:
            return None
        field = self.one(acts)
        ways = {
            lambda p=p, t=t: f"{p} {self.object(t, scope, depth)}": 3 if p == "by" else 1.5
            for p, t in field.roles.items()
        }
        many = self.one((0, 0, 1, 1, 1, 1, 1, 2, 2, 2, 3)) if most > 1 else self.one((0, 0, 1))
        phrases, timings = [], 0
        for _ in range(many):
            way = self.rng.choices([*ways, None], [*ways.values(), 3 / (1 + timings)])[0]
            timings += way is None
            phrases.append(self.timing(scope) if way is None else way())
            ways.pop(way, None)
        if self.often(85):  # whom first, when last
            phrases.sort(key=lambda phrase: phrase.split()[0] not in field.roles)
        return " ".join([field.name, *phrases])

    def flag(self, type_, scope, depth):
        """A flag, of persons perhaps at an item."""
        flags = [f for f in self.checker.words.kinds[type_.of].fields.values() if f.type.base == "flag"]
        if not flags:
            return None
        field = self.one(flags)
        items = self.text(scope, lambda t: t == Type("thing", "item"))
        if field.roles and (items or depth > 0) and self.often(80):
            preposition, expected = self.one(field.roles.items())
            return f"{field.name} {preposition} {self.object(expected, scope, depth)}"
        return field.name

    def related(self, scope, depth):
        """A relation to a unit."""
        if not self.checker.words.relations:
            return None
        relation = self.one(self.checker.words.relations.values())
        return f"{relation.name} {relation.preposition} {self.object(UNIT, scope, depth)}"

    def adjective(self, type_, scope, depth):
        """What the rulebook defines of such a thing."""
        found = {k.split()[1]: v for k, v in self.checker.adjectives.items() if k.split()[0] == type_.of}
        if not found:
            return None
        word, (preposition, expected) = self.one(found.items())
        return word if preposition is None else f"{word} {preposition} {self.object(expected, scope, depth)}"

    def bare(self, type_):
        """A single word: an office, what kind it is, a flag."""
        kind = self.checker.words.kinds[type_.of]
        words = list(kind.fields["kind"].words) if "kind" in kind.fields else []
        words += list(self.checker.words.offices) if type_.of == "person" else []
        words += [
            k.split()[1] for k, (p, _) in self.checker.adjectives.items() if k.split()[0] == type_.of and p is None
        ]
        return self.one(words) if words else None

    def set_of(self, type_, scope):
        """A set that such a thing may be in."""
        words = self.checker.words
        sets = [w.name for w in words.sets.values() if w.of == type_.of]
        sets += [o.plural for o in words.offices.values()] if type_.of == "person" else []
        sets += self.reach(scope).get(evolve(type_, several=True), ())
        return self.one(sets) if sets else None

    # ---- whom ----------------------------------------------------------------------------------------------------------

    def object(self, expected, scope, depth):
        """Whoever or whatever stands after a preposition."""
        if expected.base == "word":
            words = list(self.checker.words_of(expected))
            return self.one(words) if self.often(70) else self.choice(lambda: self.one(words))
        single = lambda: self.party(expected, scope)  # noqa: E731
        if single() is None:
            return self.each_of(expected, scope, depth)
        return self.way(
            {
                single: 10,
                lambda: f"{single()} if any": 1.5,
                lambda: self.choice(single): 2,
                lambda: self.each_of(expected, scope, depth) if depth > -2 else None: 3,
            }
        )

    def party(self, expected, scope):
        """One name."""
        words, kinds = self.checker.words, {"party": ("person", "unit")}.get(expected.of, (expected.of,))
        kind = self.one(kinds)
        name = self.near(scope, Type("thing", kind))
        if expected.of == "party" and self.often(40):
            return self.one(words.parties)
        if kind == "person" and (name is None or self.often(50)):
            return self.office()
        return name

    def office(self):
        """An office, mostly one that is spoken of."""
        words = list(self.checker.words.offices)
        return self.one(self.focus.offices if self.focus.offices and self.often(75) else words)

    def each_of(self, expected, scope, depth):
        """Everyone of a set, in a role."""
        of = Type("thing", self.one(("person", "unit")) if expected.of == "party" else expected.of)
        head = self.head(of, scope, depth)
        if self.often(15):
            head = f"({self.noun(of, scope, depth - 1)})"
        det, _ = self.determiner()
        return f"{det} {head}"
