"""Vocabulary files and sections -> ``Words``: the engine's own list first, then what a rulebook adds."""

from collections.abc import Mapping
from functools import cache

from attrs import evolve, frozen
from attrs import field as attrs_field

from meetingrules.base.diagnostics import Complaints, nearest
from meetingrules.base.document import read_text
from meetingrules.base.reading import Reader, place_of
from meetingrules.base.source import Place, Source, Texts, shipped
from meetingrules.base.tree import Node, Scalar, Table
from meetingrules.base.written import small_number
from meetingrules.lang.words import Field, Kind, Office, Relation, SetWord, Type, Words

BASES = frozenset({"act", "date", "instant", "text", "flag"})
PREPOSITIONS = ("by", "to", "for", "from", "with", "in", "at", "under", "against", "about")
FIELD_KEYS = frozenset(
    {
        "zh",
        "en",
        "type",
        "one of",
        "set of",
        "number of",
        "plural",
        "one",
        "repeatable",
        "moment",
        "derived",
        "fields",
        "cites",
    }
) | set(PREPOSITIONS)
UNITS = {"minutes": "minute", "hours": "hour", "days": "day", "weeks": "week", "months": "month", "years": "year"}
SECTIONS = frozenset({"things", "sets", "offices", "relations", "units", "parties", "lists"})


@cache
def core_definitions() -> Table:
    """The sets that the engine itself defines, by sentences of the language."""
    path = shipped("grammar", "vocabulary.yaml")
    node = read_text(Source(path.name, path.read_text(encoding="utf-8")))
    found = node.get("define") if isinstance(node, Table) else None
    assert isinstance(found, Table)
    return found


@cache
def core() -> Words:
    """The engine's own words, from ``grammar/vocabulary.yaml``."""
    path = shipped("grammar", "vocabulary.yaml")
    complaints = Complaints()
    node = read_text(Source(path.name, path.read_text(encoding="utf-8")))
    assert isinstance(node, Table)
    rest = Table(tuple(r for r in node.rows if r.key.text in SECTIONS), node.place)
    words = extend(Words({}, {}), rest, complaints)
    complaints.raise_if_any()
    return words


def extend(words: Words, node: Node | None, complaints: Complaints) -> Words:
    """The words with those of one ``vocabulary:`` section added."""
    if node is None:
        return words
    builder = Builder(Reader(complaints), complaints, dict(words.kinds), dict(words.sets))
    sections = dict(builder.reader.table(node, SECTIONS, ("vocabulary", "vocabulary")))
    for name, kind in builder.reader.table(sections.get("things"), None, ("things", "things")):
        builder.kind(name, kind)
    for name, entry in builder.reader.table(sections.get("sets"), None, ("sets", "sets")):
        rows = dict(builder.reader.table(entry, {"of", "one", "zh", "en"}, (f"集合“{name}”", f"the set {name}")))
        of, one = builder.plain(rows, "of") or "person", builder.plain(rows, "one") or name.removesuffix("s")
        builder.sets[name] = SetWord(name, of, one, builder.label(rows, name))
    offices = {**words.offices, **dict(builder.offices(sections.get("offices")))}
    relations = {**words.relations, **dict(builder.relations(sections.get("relations")))}
    units, parties = dict(words.units), dict(words.parties)
    for name, entry in builder.reader.table(sections.get("units"), None, ("units", "units")):
        units[name] = builder.reader.text(entry, (f"单位“{name}”", f"the unit {name}"))
    for name, entry in builder.reader.table(sections.get("parties"), None, ("parties", "parties")):
        rows = dict(builder.reader.table(entry, {"zh", "en"}, (f"“{name}”", name)))
        parties[name] = builder.label(rows, name)
    lists = dict(words.lists)
    for name, entry in builder.reader.table(sections.get("lists"), None, ("lists", "lists")):
        rows = dict(
            builder.reader.table(entry, {"of", "are", "zh", "en", "cites"}, (f"列表“{name}”", f"the list {name}"))
        )
        of, are = builder.plain(rows, "of") or "", builder.reader.texts(rows.get("are"), ("are", "are"))
        lists[name] = (of, frozenset(are))
        known = builder.words_of(of)
        for word in are:
            if word not in known:
                zh, en = f"“{of}”没有“{word}”这个选项", f"{of} cannot be {word}"
                complaints.add("no-such-word", zh, en, place_of(rows.get("are")), nearest(word, known))
    builder.finish()
    return Words(builder.kinds, builder.sets, offices, relations, units, parties, words.parameters, lists)


@frozen
class Builder:
    """Builds kinds and fields, one declaration after the other."""

    reader: Reader
    complaints: Complaints
    kinds: dict[str, Kind]
    sets: dict[str, SetWord]
    places: dict[tuple[str, str], Place | None] = attrs_field(factory=dict)
    """Where each field is declared."""

    def kind(self, name: str, node: Node) -> None:
        """A new kind of thing, or further fields of one that is there."""
        rows = dict(
            self.reader.table(
                node, {"zh", "en", "single", "plural", "fields", "set"}, (f"事物“{name}”", f"the thing {name}")
            )
        )
        old = self.kinds.get(name)
        fields = dict(old.fields) if old else {}
        for field_name, entry in self.reader.table(rows.get("fields"), None, ("fields", "fields")):
            if field_name in fields:
                zh, en = f"“{name}.{field_name}”已有定义", f"{name}.{field_name} is declared already"
                self.complaints.add("declared-twice", zh, en, place_of(entry))
            fields[field_name] = self.field(name, field_name, entry)
            self.places[name, field_name] = place_of(entry)
        if old is not None:
            self.kinds[name] = evolve(old, fields=fields)
            return
        single = self.reader.flag(rows.get("single"), ("single", "single"))
        plural = self.plain(rows, "plural")
        self.kinds[name] = Kind(name, plural, single, self.label(rows, name), fields)
        if plural and not single and plural not in self.sets and name != "leave":
            self.sets[plural] = SetWord(plural, name, name, self.label(rows, name))

    def field(self, kind: str, name: str, node: Node) -> Field:
        """One field."""
        rows = dict(self.reader.table(node, FIELD_KEYS, (f"“{kind}.{name}”", f"{kind}.{name}")))
        words: Mapping[str, Texts] = {}
        several = "set of" in rows
        choice = rows.get("one of") or rows.get("set of")
        if isinstance(choice, Table):
            words = {
                w: self.reader.label(self.reader.text(zh, (w, w)), None, w)
                for w, zh in self.reader.table(choice, None, (name, name))
            }
            type_ = Type("word", f"{kind}.{name}", several)
        elif choice is not None:
            type_ = Type("thing", self.reader.text(choice, (name, name)), several)
        elif "number of" in rows:
            unit = self.plain(rows, "number of") or ""
            type_ = Type("number", UNITS.get(unit, unit))
        elif "fields" in rows:
            inner = f"{kind}.{name}"
            self.kind(
                inner,
                Table(tuple(r for r in node.rows if r.key.text in {"fields", "zh", "en"}), node.place)
                if isinstance(node, Table)
                else node,
            )
            type_ = Type("thing", inner)
        else:
            base = self.plain(rows, "type") or "flag"
            type_ = Type(base) if base in BASES else Type("thing", base)
        roles = {p: self.role(kind, name, p, rows[p]) for p in PREPOSITIONS if p in rows}
        return Field(
            kind, name, type_, self.label(rows, name), words, roles,
            plural=self.plain(rows, "plural"), one=self.plain(rows, "one"),
            repeatable=self.reader.flag(rows.get("repeatable"), ("repeatable", "repeatable")),
            moment=self.plain(rows, "moment") or "last",
            derived=self.reader.flag(rows.get("derived"), ("derived", "derived")),
        )  # fmt: skip

    def role(self, kind: str, name: str, preposition: str, node: Node) -> Type:
        """The type of a preposition: persons, units, parties, items, or words of its own."""
        if isinstance(node, Table):
            key = f"{name}.{preposition}"
            inner = {
                w: self.reader.label(self.reader.text(zh, (w, w)), None, w)
                for w, zh in self.reader.table(node, None, (key, key))
            }
            type_ = Type("word", f"{kind}.{name}/{preposition}")
            holder = self.kinds.get("/words") or Kind("/words", None, False, {"zh": "", "en": ""}, {})
            field = Field("/words", f"{kind}.{name}/{preposition}", type_, {"zh": "", "en": ""}, inner)
            self.kinds["/words"] = evolve(holder, fields={**holder.fields, field.name: field})
            return Type("word", f"/words.{field.name}")
        return Type("thing", self.reader.text(node, (preposition, preposition)))

    def words_of(self, dotted: str) -> Mapping[str, Texts]:
        """The words of a field by its dotted name."""
        kind, _, name = dotted.partition(".")
        field = self.kinds[kind].fields.get(name) if kind in self.kinds else None
        return field.words if field else {}

    def offices(self, node: Node | None) -> list[tuple[str, Office]]:
        """The offices of a body."""
        found = []
        for name, entry in self.reader.table(node, None, ("offices", "offices")):
            keys = {"zh", "en", "plural", "seats", "acting_counts", "is_also"}
            rows = dict(self.reader.table(entry, keys, (f"职务“{name}”", f"the office {name}")))
            seats = self.plain(rows, "seats")
            one = 1 if seats == "one" else small_number(seats or "")
            acting = self.reader.flag(rows.get("acting_counts"), ("acting_counts", "acting_counts"))
            plural = self.plain(rows, "plural") or f"{name}s"
            found.append((name, Office(name, plural, self.label(rows, name), one, acting, self.plain(rows, "is_also"))))
        return found

    def relations(self, node: Node | None) -> list[tuple[str, Relation]]:
        """The relations of persons to units."""
        found = []
        for name, entry in self.reader.table(node, None, ("relations", "relations")):
            rows = dict(
                self.reader.table(entry, {"zh", "en", "preposition"}, (f"关系“{name}”", f"the relation {name}"))
            )
            found.append((name, Relation(name, self.plain(rows, "preposition") or "for", self.label(rows, name))))
        return found

    def finish(self) -> None:
        """Every type must be a kind that there is."""
        for kind in list(self.kinds.values()):
            for field in kind.fields.values():
                types = [field.type, *field.roles.values()]
                for type_ in types:
                    if type_.base == "thing" and type_.of not in {*self.kinds, "party"}:
                        zh, en = (
                            f"“{kind.name}.{field.name}”的类型“{type_.of}”未定义",
                            f"{kind.name}.{field.name}: no such type {type_.of}",
                        )
                        place = self.places.get((kind.name, field.name))
                        self.complaints.add("no-such-type", zh, en, place, nearest(type_.of or "", self.kinds))

    def plain(self, rows: Mapping[str, Node], key: str) -> str | None:
        """The text of a key, None when it is absent."""
        node = rows.get(key)
        return self.reader.text(node, (key, key)) if node is not None else None

    def label(self, rows: Mapping[str, Node], name: str) -> Texts:
        """The labels of a declaration."""
        zh, en = rows.get("zh"), rows.get("en")
        return self.reader.label(
            zh.text if isinstance(zh, Scalar) else None, en.text if isinstance(en, Scalar) else None, name
        )
