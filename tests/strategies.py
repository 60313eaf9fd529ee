"""Hypothesis strategies: random trees of the condition language, every kind of node among them."""

from collections.abc import Callable
from fractions import Fraction
from functools import cache

from hypothesis import strategies as st

from meetingrules.lang import nodes as n
from meetingrules.lang.misplaced import KEYWORDS

NOT_NAMES = frozenset(KEYWORDS) | {"weighted", "working", "clear"}
NOT_NAMES |= {f"{unit}{s}" for unit in ("minute", "hour", "day", "week", "month", "year") for s in ("", "s")}

PREPOSITIONS = ("by", "to", "for", "from", "with", "in", "at", "under", "against", "about")
BOUNDS = ("at least", "at most", "more than", "fewer than", "exactly")
UNITS = ("minute", "hour", "day", "working day", "clear day", "week", "month", "year")
RELATIONS = ("before", "after", "no later than", "no earlier than", "on")
FAMILIAR = (
    "mayor",
    "members",
    "item",
    "notice",
    "issue",
    "orders",
    "toto",
    "within_own_powers",
    "is_x",
    "议题",
    "café",
)


def named(make: Callable[[], st.SearchStrategy]) -> st.SearchStrategy:
    """A strategy made when it is first drawn from, which does not print all that it is made of."""
    once = cache(make)

    @st.composite
    def drawn(draw):
        return draw(once())

    return drawn()


names = st.one_of(
    st.sampled_from(FAMILIAR),
    st.from_regex(r"[a-zA-Z_][a-z0-9_]{0,6}", fullmatch=True).filter(lambda name: name not in NOT_NAMES),
    st.sampled_from(KEYWORDS).map(lambda word: f"{word}_{word}"),
)
after_a_dot = st.one_of(names, st.sampled_from(KEYWORDS))
paths = st.builds(lambda name, fields: n.Path((name, *fields)), names, st.lists(after_a_dot, max_size=2))

numbers = st.one_of(
    st.integers(0, 10).map(Fraction),
    st.integers(0, 10**15).map(Fraction),
    st.integers(0, 10**12).map(lambda i: Fraction(i, 10**9)),
)
shares = st.builds(Fraction, st.integers(0, 10**15), st.integers(1, 10**15))
measures = st.builds(n.Measure, numbers, st.none() | st.sampled_from(UNITS) | names)
clocks = st.builds("{:02}:{:02}".format, st.integers(0, 23), st.integers(0, 59))

moments = st.recursive(
    paths | st.builds(n.DayOf, paths),
    lambda moment: st.one_of(
        st.builds(n.NextDay, st.sampled_from(["before", "after"]), moment),
        st.builds(
            n.Shifted,
            st.builds(n.Measure, numbers, st.sampled_from(UNITS)),
            st.sampled_from(["before", "after"]),
            moment,
        ),
        st.builds(n.Clock, clocks, moment),
    ),
    max_leaves=3,
)

parties = st.builds(n.Party, paths, st.booleans())
bare_parties = st.builds(n.Party, paths)
_choices = st.one_of(
    st.builds(n.Choice, st.sampled_from(["both", "either"]), st.tuples(parties, parties)),
    st.builds(
        lambda word, several: n.Choice(word, tuple(several)),
        st.sampled_from(["any of", "all of", "none of"]),
        st.lists(bare_parties, min_size=2, max_size=4),
    ),
)
choices: st.SearchStrategy[n.Choice] = named(lambda: _choices)
limits = st.one_of(
    st.builds(n.ShareOf, shares, st.none()),
    st.builds(n.Measure, numbers, st.none()),
    paths,
)
ranges = st.one_of(
    st.builds(n.Range, st.sampled_from(BOUNDS), limits),
    st.builds(n.Range, st.just("between"), limits, limits),
)
severals = st.builds(lambda several: n.Several(tuple(several)), st.lists(paths, min_size=2, max_size=3))

nouns: st.SearchStrategy[n.Noun] = named(lambda: _nouns)
predicates: st.SearchStrategy[n.Sentence] = named(lambda: _sayings(st.none()))
amounts: st.SearchStrategy[n.Amount] = named(lambda: _amounts)

_heads = st.one_of(
    st.builds(n.Noun, paths),
    st.builds(n.Noun, severals),
    st.builds(n.Noun, paths, nouns),
)
_nouns = st.one_of(
    _heads,
    st.builds(
        lambda head, word, phrases: n.Noun(head.path, head.of, n.Complement(n.Path((word,)), tuple(phrases))),
        _heads,
        names,
        st.lists(named(lambda: phrases), max_size=1),
    ),
    st.builds(lambda head, who: n.Noun(head.path, head.of, None, who), _heads, predicates),
)
_amounts = st.recursive(
    st.one_of(
        paths,
        measures,
        st.builds(n.ShareOf, shares, st.none()),
        st.builds(n.NumberOf, nouns),
        st.builds(n.TotalOf, names, nouns),
    ),
    lambda amount: st.one_of(
        st.builds(n.Sum, amount, st.sampled_from("+-"), amount),
        st.builds(n.ShareOf, shares, amount),
    ),
    max_leaves=3,
)


def quantified(weights: st.SearchStrategy[str | None]) -> st.SearchStrategy[n.Quantified]:
    """``every …``, ``at least 2 …``, ``at least 2 of …``; a weight is possible in a subject only."""
    return st.one_of(
        st.builds(n.Quantified, st.sampled_from(["every", "some", "no"]), nouns, st.just(False), weights),
        st.builds(n.Quantified, ranges, nouns, st.booleans(), weights),
    )


objects = st.one_of(parties, parties, choices, quantified(st.none()))
roles = st.builds(n.Role, st.sampled_from(PREPOSITIONS), objects)
directions = st.sampled_from(["before", "after"])
timings = st.one_of(
    st.builds(n.Limit, st.sampled_from(BOUNDS), amounts, directions, moments),
    st.builds(n.Within, amounts, directions, moments),
    st.builds(n.Window, numbers, numbers, st.sampled_from(UNITS), directions, moments),
    st.builds(n.At, st.sampled_from(RELATIONS), moments),
)
phrases: st.SearchStrategy[n.Role | n.Timing] = named(lambda: st.one_of(roles, timings))
_complements = st.one_of(
    st.builds(lambda word, said: n.Complement(word, tuple(said)), paths, st.lists(phrases, max_size=2)),
    st.builds(lambda said: n.Complement(None, tuple(said)), st.lists(phrases, min_size=1, max_size=2)),
)
complements: st.SearchStrategy[n.Complement] = named(lambda: _complements)


def _sayings(subjects: st.SearchStrategy[n.Subject | None]) -> st.SearchStrategy[n.Sentence]:
    return st.one_of(
        st.builds(n.Being, subjects, st.booleans(), complements),
        st.builds(n.Compared, subjects, st.booleans(), st.sampled_from(BOUNDS), amounts),
        st.builds(n.Absent, subjects, st.booleans()),
        st.builds(n.OneOf, subjects, st.booleans(), choices),
        st.builds(n.Includes, subjects, objects),
    )


subjects = named(lambda: st.one_of(paths, amounts, quantified(st.none() | names), choices))
sayings = named(lambda: _sayings(subjects))


def _compound(part: st.SearchStrategy[n.Sentence]) -> st.SearchStrategy[n.Sentence]:
    several = st.lists(part, min_size=2, max_size=3).map(tuple)
    links = st.builds(n.Link, complements, st.none() | part)
    return st.one_of(
        st.builds(n.Not, part),
        st.builds(n.And, several),
        st.builds(n.Or, several),
        st.builds(n.Implies, part, part),
        st.builds(lambda first, then: n.Chain(first, tuple(then)), sayings, st.lists(links, min_size=1, max_size=2)),
    )


sentences = named(lambda: st.recursive(sayings, _compound, max_leaves=4))
steps = st.lists(st.builds(n.Link, complements, st.none() | sentences), min_size=1, max_size=3).map(tuple)
eaches = st.builds(n.Each, nouns, st.none() | sentences)
terms = st.one_of(
    st.builds(n.Term, names, names),
    st.builds(n.Term, names, names, st.sampled_from(PREPOSITIONS), names),
)
