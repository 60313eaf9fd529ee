"""``parameters:`` and ``define:``: numbers with units, and words that are sentences."""

import re
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from graphlib import CycleError, TopologicalSorter

from attrs import evolve, frozen

from meetingrules.base.diagnostics import Complaints
from meetingrules.base.reading import Reader, place_of
from meetingrules.base.source import Place, Texts
from meetingrules.base.tree import List, Node, Scalar, Table, nfc
from meetingrules.base.written import written_day
from meetingrules.lang import nodes as n
from meetingrules.lang import tree as t
from meetingrules.lang.check import Checker
from meetingrules.lang.nouns import FieldWord
from meetingrules.lang.parse import ConditionError, parse_amount, parse_term
from meetingrules.lang.words import Parameter, SetWord, Type, Words
from meetingrules.rulebook.bodies import Bodies
from meetingrules.rulebook.depths import FLAT, Depth, bodies_of, depth_of, rests_on

PASSES = 20
"""How often definitions are gone through: once, but for those that a glance misjudges."""
WORD = re.compile(r"\w+")
DEFINITION_KEYS = frozenset(
    {"cites", "zh", "en", "one", "of", "are", "is", "when", "any of", "all of", "in order", "ask", "readings"}
)


@frozen
class Defined:
    """What the definitions of a rulebook come to."""

    words: Words
    checker: Checker
    definitions: t.Definitions
    labels: Mapping[str, Texts]
    cites: Mapping[str, tuple[str, ...]]
    """For each definition and parameter the norms that it encodes."""
    readings: Mapping[str, tuple[Texts, ...]]
    """For each definition how the sentences behind it were read."""
    depths: Mapping[str, Depth]
    """How deep each definition goes."""


def parameters(node: Node | None, reader: Reader, complaints: Complaints) -> dict[str, Parameter]:
    """The numbers of a rulebook, each with unit and citation; several values when they change by date."""
    found = {}
    for name, entry in reader.table(node, None, ("parameters", "parameters")):
        rows = dict(
            reader.table(entry, {"value", "cites", "zh", "en", "readings"}, (f"参数“{name}”", f"the parameter {name}"))
        )
        value = rows.get("value")
        dated = value.rows if isinstance(value, Table) else ()
        texts = [(r.key.text, r.value) for r in dated] if dated else [("0001-01-01", value)]
        values, units = [], set[str | None]()
        for since, text in texts:
            number, unit = amount(text, name, complaints)
            units.add(unit)
            try:
                values.append((written_day(since), number))
            except ValueError:
                complaints.add("no-such-day", f"“{since}”不是日期", f"{since} is no day", place_of(text))
        if len(units) > 1:
            complaints.add("units", f"参数“{name}”的单位前后不一", f"the units of {name} differ", place_of(entry))
        zh, en = rows.get("zh"), rows.get("en")
        label = reader.label(getattr(zh, "text", None), getattr(en, "text", None), name)
        cites = reader.texts(rows.get("cites"), ("cites", "cites"))
        readings = reader.in_both(rows.get("readings"), reading_of(f"参数“{name}”", name))
        ordered = tuple(sorted(values)) or ((date.min, Fraction(0)),)
        found[name] = Parameter(name, ordered, next(iter(units), None), cites, label, readings, place_of(entry))
    return found


def reading_of(zh: str, en: str) -> tuple[str, str]:
    """What a complaint calls a reading of something."""
    return f"{zh}的解读", f"a reading of {en}"


def amount(node: Node | None, name: str, complaints: Complaints) -> tuple[Fraction, str | None]:
    """``1500 characters``, ``2 days``, ``1/2``."""
    text = node.text if isinstance(node, Scalar) else ""
    try:
        match parse_amount(nfc(text)):
            case n.Measure(number, unit):
                return number, unit
            case n.ShareOf(share, None):
                return share, None
            case _:
                pass
    except ConditionError:
        pass
    zh, en = (
        f"参数“{name}”的值须是数，例如 800 characters、2 days、1/2",
        f"the value of {name} must be a number such as 800 characters, 2 days, 1/2",
    )
    complaints.add("not-a-number", zh, en, place_of(node))
    return Fraction(0), None


def define(node: Node | None, words: Words, reader: Reader, complaints: Complaints) -> Defined:
    """The definitions of a rulebook, each after those that it rests on."""
    check_number(node, reader)
    entries = dict(reader.table(node, None, ("define", "define")))
    rows = {
        k: dict(reader.table(e, DEFINITION_KEYS, (f"定义“{k}”", f"the definition {k}"))) for k, e in entries.items()
    }
    labels, cites = dict[str, Texts](), dict[str, tuple[str, ...]]()
    readings = dict[str, tuple[Texts, ...]]()
    terms = dict[str, n.Term]()
    for key, entry in entries.items():
        zh, en = rows[key].get("zh"), rows[key].get("en")
        labels[key] = reader.label(
            getattr(zh, "text", None), getattr(en, "text", None), key.split(".")[-1].split(" is ")[-1]
        )
        cites[key] = reader.texts(rows[key].get("cites"), ("cites", "cites"))
        readings[key] = reader.in_both(rows[key].get("readings"), reading_of(f"定义“{key}”", key))
        if " is " in key:
            try:
                terms[key] = parse_term(key, reader.limits)
            except ConditionError as error:
                complaints.add(error.code, error.zh, error.en, place_of(entry), error.hint)
    adjectives = {
        _adjective(term): (term.preposition, Type("thing", term.object) if term.object else None)
        for term in terms.values()
    }
    checker = Checker(words, {}, adjectives)
    sets, fields = dict[str, t.Value](), dict[str, tuple[bool, t.Value]]()
    needed = needs({key: rows[key] for key in entries if key not in terms and " is " not in key})
    waiting, before = in_order(needed), list[str]()
    for _ in range(PASSES):
        before, waiting = waiting, []
        for key in before:
            if _noun(key, rows[key], checker, sets, fields, reader, place_of(entries[key])) is None:
                checker = _with(checker, key, rows[key], labels, sets, fields)
            else:
                waiting.append(key)
        if len(waiting) in {0, len(before)}:
            break
    circular = among({key: needed[key] & set(waiting) for key in waiting})
    if circular:
        circle(complaints, circular, entries)
    for key in waiting:
        if (
            key not in circular
            and (found := _noun(key, rows[key], checker, sets, fields, reader, place_of(entries[key]))) is not None
        ):
            complaints.found += found.found
    bodies = Bodies(checker, reader, complaints)
    checked = {}
    for key, term in terms.items():
        scope = {term.noun: Type("thing", term.noun)} | (
            {term.object: Type("thing", term.object)} if term.object else {}
        )
        if term.noun not in words.kinds:
            complaints.add(
                "no-such-type",
                f"没有“{term.noun}”这种事物",
                f"there is no kind of thing called {term.noun}",
                place_of(entries[key]),
            )
            continue
        if "when" in rows[key] and len([k for k in ("any of", "all of", "in order", "ask") if k in rows[key]]) == 0:
            body = bodies.body(rows[key]["when"], scope, key)
        else:
            table = entries[key]
            if not isinstance(table, Table):
                continue  # complained about already
            kept = tuple(r for r in table.rows if r.key.text in {"when", "any of", "all of", "in order", "ask"})
            body = bodies.body(Table(kept, table.place), scope, key)
        checked[_adjective(term)] = (term.noun, term.object, body)
        labels[_adjective(term)] = labels[key]
    definitions = t.Definitions(sets, fields, checked)
    depths = depths_of(definitions, entries, complaints)
    return Defined(checker.words, checker, definitions, labels, cites, readings, depths or {})


def _adjective(term: n.Term) -> str:
    return f"{term.noun} {term.adjective}"


def _noun(
    key: str,
    rows: Mapping[str, Node],
    checker: Checker,
    sets: dict[str, t.Value],
    fields: dict[str, tuple[bool, t.Value]],
    reader: Reader,
    place: Place | None,
) -> Complaints | None:
    """Check one defined set or field; complaints when a name in it is not known (yet)."""
    found = Complaints()
    bodies = Bodies(checker, evolve(reader, complaints=found), found)
    one = "is" in rows
    node = rows.get("is") or rows.get("are")
    nodes = node.items if isinstance(node, List) else (node,) if node is not None else ()
    if not nodes:
        found.add("not-a-definition", f"定义“{key}”须有 are 或 is", f"the definition {key} needs are or is", place)
    kind = key.split(".", maxsplit=1)[0] if "." in key else None
    scope = {kind: Type("thing", kind)} if kind else {}
    parts = [bodies.noun(part, scope) for part in nodes if isinstance(part, Scalar)]
    if found.found or any(p is None for p in parts) or not parts:
        return found
    values = tuple(p for p in parts if p is not None)
    body = values[0] if len(values) == 1 else t.Union(values, values[0].type)
    if kind:
        fields[key] = (one, body)
    else:
        sets[key] = body
    return None


def needs(rows: Mapping[str, Mapping[str, Node]]) -> dict[str, set[str]]:
    """Which of the defined sets and fields each of them speaks of, as far as a glance can tell."""
    called = dict[str, str]()
    for key, row in rows.items():
        last, one = key.rsplit(".", maxsplit=1)[-1], row.get("one")
        called |= {last: key, last.removesuffix("s"): key}
        called |= {one.text: key} if isinstance(one, Scalar) else {}
    found = dict[str, set[str]]()
    for key, row in rows.items():
        node = row.get("is") or row.get("are")
        texts = node.items if isinstance(node, List) else (node,)
        words = {word for text in texts if isinstance(text, Scalar) for word in WORD.findall(nfc(text.text))}
        found[key] = {called[word] for word in words & called.keys()} - {key}
    return found


def in_order(needed: Mapping[str, set[str]]) -> list[str]:
    """Each after those that it speaks of, as far as they do not speak of one another."""
    found, seen = dict[str, None](), set[str]()
    for start in needed:
        stack = [start]
        while stack:
            key = stack[-1]
            below = [] if key in seen else [other for other in sorted(needed[key]) if other not in seen]
            seen.add(key)
            if below:
                stack += below
            else:
                found[stack.pop()] = None
    return list(found)


def among(needed: Mapping[str, set[str]]) -> list[str]:
    """Those that speak of one another in a circle; none, if there is no circle."""
    try:
        TopologicalSorter({key: sorted(others) for key, others in needed.items()}).prepare()
    except CycleError as error:
        return [str(name) for name in error.args[1]]
    return []


def _with(
    checker: Checker,
    key: str,
    rows: Mapping[str, Node],
    labels: Mapping[str, Texts],
    sets: Mapping[str, t.Value],
    fields: Mapping[str, tuple[bool, t.Value]],
) -> Checker:
    """The checker that also knows one more definition."""
    singular = rows.get("one")
    one = singular.text if isinstance(singular, Scalar) else key.rsplit(".", maxsplit=1)[-1].removesuffix("s")
    if key in fields:
        single, body = fields[key]
        word = FieldWord(evolve(body.type, several=not single), labels[key], one)
        return evolve(checker, fields={**checker.fields, key: word})
    known = checker.words.sets.get(key)
    of = sets[key].type.of or "person"
    word_ = SetWord(key, of, known.one if known and "one" not in rows else one, labels[key])
    return evolve(checker, words=evolve(checker.words, sets={**checker.words.sets, key: word_}))


def depths_of(
    definitions: t.Definitions, entries: Mapping[str, Node], complaints: Complaints
) -> Mapping[str, Depth] | None:
    """How deep each definition goes; None, and a complaint, where one rests on itself."""
    bodies = bodies_of(definitions)
    graph = {name: sorted(rests_on(body)) for name, body in bodies.items()}
    found = dict[str, Depth]()
    try:
        for name in TopologicalSorter(graph).static_order():
            found[name] = depth_of(bodies[name], found) if name in bodies else FLAT
    except CycleError as error:
        circle(complaints, [str(node).split(" ", 1)[1] for node in error.args[1]], entries)
        return None
    return found


def circle(complaints: Complaints, names: list[str], entries: Mapping[str, Node]) -> None:
    """The complaint about definitions that rest on each other."""
    keys = [key.replace(" is ", " ", 1) for key in entries]
    start = min((n for n, name in enumerate(names[:-1]) if name in keys), key=lambda n: keys.index(names[n]), default=0)
    listed = " → ".join((*names[start:-1], *names[: start + 1]))
    place = next((place_of(e) for key, e in zip(keys, entries.values(), strict=True) if key in names), None)
    complaints.add("circle", f"定义互相依赖：{listed}", f"definitions rest on each other in a circle: {listed}", place)


def check_number(node: Node | None, reader: Reader) -> None:
    """Refuse more rules or definitions than are read.

    :raises InvalidText: ``too-many-rules``
    """
    if isinstance(node, Table) and len(node.rows) > (most := reader.limits.rules):
        zh, en = f"规则或定义太多：最多 {most} 条", f"too many rules or definitions: at most {most} are read"
        reader.complaints.add("too-many-rules", zh, en, node.rows[most].key.place)
        reader.complaints.raise_if_any()
