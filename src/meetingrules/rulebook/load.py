"""Rulebook file -> checked ``Rulebook``, with all complaints at once."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

from attrs import evolve, frozen

from meetingrules.base.days import Calendar
from meetingrules.base.diagnostics import Complaints, nearest
from meetingrules.base.document import read_file, read_text
from meetingrules.base.limits import DEFAULT, Limits
from meetingrules.base.reading import Reader, place_of
from meetingrules.base.source import Place, Source, Texts, digest
from meetingrules.base.tree import Node, Row, Scalar, Table, shown
from meetingrules.base.written import small_number, written_day
from meetingrules.lang import tree as t
from meetingrules.lang.misplaced import KEYWORDS
from meetingrules.lang.words import Field, Type, Words
from meetingrules.rulebook.definitions import Defined, define, parameters
from meetingrules.rulebook.model import Account, Rulebook, Statement, full_citation
from meetingrules.rulebook.rules import read_rules
from meetingrules.rulebook.words import core, core_definitions, extend

FORMAT = 1
SHARED_KEYS = frozenset(
    {"shared", "time_zone", "calendar", "vocabulary", "define", "given", "origin", "departures", "cover"}
)
KEYS = frozenset(
    {"rulebook", "format", "version", "zh", "en", "shares", "origin", "in_force", "interpreter", "paragraphs", "norms", "cover",
     "time_zone", "calendar", "departures", "parameters", "vocabulary", "define", "rules", "guidance", "metadata", "given"}
)  # fmt: skip
COVER_KINDS = frozenset({"definition", "metadata"})


def load(source: Source, folder: Path | None = None, limits: Limits = DEFAULT) -> Rulebook:
    """Read a rulebook; ``shares: NAME`` is found in *folder* as ``NAME.shared.yaml``.

    :raises InvalidText: with all complaints about the file
    """
    complaints = Complaints(limits.complaints)
    node = read_text(source, limits)
    reader = Reader(complaints, limits)
    rows = dict(reader.table(node, KEYS, ("规则文件", "the rulebook")))
    if not isinstance(node, Table):
        complaints.raise_if_any()
    text, shared = _shared(rows.get("shares"), folder, reader, complaints)
    loader = Loader(reader, complaints, rows, shared)
    rulebook = loader.rulebook(source)
    complaints.raise_if_any()
    shares = rows.get("shares")
    return evolve(
        rulebook, digest=digest(source.text, text), shares=shares.text if isinstance(shares, Scalar) else None
    )


def _shared(
    node: Node | None, folder: Path | None, reader: Reader, complaints: Complaints
) -> tuple[str, Mapping[str, Node]]:
    """The shared file: its text and its sections."""
    if node is None:
        return "", {}
    name = reader.text(node, ("shares", "shares"))
    path = folder / f"{name}.shared.yaml" if folder is not None and name.isidentifier() else None
    if path is None or not path.is_file():
        hint = ("须是同一目录下 NAME.shared.yaml 的 NAME", "it is the NAME of a NAME.shared.yaml in the same folder")
        complaints.add(
            "no-such-file", f"找不到共用文件“{name}”", f"the shared file {name} is not there", node.place, hint
        )
        return "", {}
    if folder is not None and path.resolve().parent not in _homes(folder, node.place):
        zh, en = (
            f"共用文件“{name}”链接到规则文件所在目录之外",
            f"the shared file {name} is a link out of the rulebook's folder",
        )
        complaints.add("link-outside", zh, en, node.place)
        return "", {}
    source, tree = read_file(path, reader.limits)
    return source.text, dict(reader.table(tree, SHARED_KEYS, ("共用文件", "the shared file")))


def _homes(folder: Path, place: Place | None) -> set[Path]:
    """Where a rulebook lies: where it is named, and, should it be a link itself, where it leads."""
    return {folder.resolve(), *([Path(place.source.name).resolve().parent] if place is not None else [])}


@frozen
class Loader:
    """Reads the sections of one rulebook."""

    reader: Reader
    complaints: Complaints
    rows: Mapping[str, Node]
    shared: Mapping[str, Node]

    def rulebook(self, source: Source) -> Rulebook:
        """All sections, in the order in which they rest on each other."""
        for key in ("rulebook", "zh", "en", "rules"):
            if key not in self.rows:
                zh, en = f"规则文件缺少“{key}”", f"the rulebook has no {key}"
                self.complaints.add("missing-key", zh, en, Place(source, 1, 1))
        self.format()
        words = extend(
            extend(core(), self.shared.get("vocabulary"), self.complaints), self.rows.get("vocabulary"), self.complaints
        )
        self.names(words)
        words = evolve(words, parameters=parameters(self.rows.get("parameters"), self.reader, self.complaints))
        defined = define(overlaid(core_definitions(), self.merged("define")), words, self.reader, self.complaints)
        rules = read_rules(self.rows.get("rules"), defined, self.reader, self.complaints)
        section = self.rows.get("rules")
        if isinstance(section, Table) and not section.rows:
            self.complaints.add("empty-rulebook", "规则文件没有规则", "the rulebook has no rules", section.place)
        name = self.text("rulebook")
        force, until, force_cites = self.in_force()
        accounts = self.accounts(name, rules, defined, force_cites)
        return Rulebook(
            id=name,
            version=self.text("version") or (force.isoformat() if force else ""),
            title={"zh": self.text("zh"), "en": self.text("en")},
            rules=rules,
            words=stated_fields(defined),
            definitions=defined.definitions,
            source=source,
            origin=self.texts(self.either("origin")),
            zone=self.zone(),
            calendar=self.calendar(),
            in_force=force,
            in_force_to=until,
            paragraphs=self.paragraphs(),
            approvers=self.approvers(defined.words),
            norms=self.reader.texts(self.rows.get("norms"), ("norms", "norms")),
            accounts=accounts,
            given=self.given(),
            labels=defined.labels,
            readings={name: found for name, found in defined.readings.items() if found},
            admission=self.admission(),
        )

    def names(self, words: Words) -> None:
        """No name may be a word of the language itself: no sentence could use it."""
        declared = [*words.offices, *words.relations, *words.units, *words.parties, *words.sets, *words.lists]
        tables = (self.rows.get("parameters"), self.rows.get("define"))
        declared += [row.key.text for table in tables if isinstance(table, Table) for row in table.rows]
        for name in declared:
            if name in KEYWORDS:
                zh, en = f"“{name}”是语言本身的词，不能作名称", f"{name} is a word of the language and cannot be a name"
                self.complaints.add("reserved-word", zh, en, place_of(self.rows.get("vocabulary")))

    def text(self, key: str) -> str:
        """A text of the top level, empty when it is absent."""
        return self.reader.text(self.rows[key], (key, key)) if key in self.rows else ""

    def either(self, key: str) -> Node | None:
        """A section of the rulebook, else of what it shares."""
        return self.rows.get(key) or self.shared.get(key)

    def texts(self, node: Node | None) -> Texts:
        """A text in both languages."""
        rows = dict(self.reader.table(node, {"zh", "en", "issued"}, ("origin", "origin")))
        return {lang: self.reader.text(rows[lang], (lang, lang)) for lang in ("zh", "en") if lang in rows}

    def merged(self, key: str) -> Node | None:
        """A table of the shared file with that of the rulebook laid over it."""
        return overlaid(self.shared.get(key), self.rows.get(key))

    def given(self) -> Table | None:
        """The facts that the cases start from: the shared ones, with the rulebook's own laid over them."""
        found = self.merged("given")
        return found if isinstance(found, Table) else None

    def format(self) -> None:
        """A rulebook that was written for a newer tool is refused."""
        node = self.rows.get("format")
        text = node.text if isinstance(node, Scalar) else "?" if node is not None else str(FORMAT)
        if text != str(FORMAT):
            zh, en = (
                f"规则文件的格式为{text}，本工具只读格式{FORMAT}",
                f"the rulebook has format {text}; this tool reads format {FORMAT}",
            )
            self.complaints.add("format", zh, en, place_of(node))

    def zone(self) -> ZoneInfo:
        """The zone of moments that write none."""
        node = self.either("time_zone")
        name = self.reader.text(node, ("time_zone", "time_zone")) if node is not None else "UTC"
        try:
            return ZoneInfo(name)
        except (LookupError, OSError, ValueError):  # not found, a folder of zones, no name of a file
            zh, en = f"没有时区“{shown(name)}”", f"there is no time zone {shown(name)}"
            self.complaints.add("no-such-zone", zh, en, place_of(node), nearest(name, available_timezones()))
            return ZoneInfo("UTC")

    def calendar(self) -> Calendar:
        """Whose working days count."""
        node = self.either("calendar")
        name = self.reader.text(node, ("calendar", "calendar")) if node is not None else ""
        country, _, part = name.partition("-")
        try:
            calendar = Calendar(country or "CN", part or None)
            calendar.is_working_day(date(2024, 1, 2))
        except ValueError:
            self.complaints.add(
                "no-such-calendar", f"没有“{name}”的日历", f"there is no calendar of {name}", place_of(node)
            )
            return Calendar("CN")
        return calendar

    def in_force(self) -> tuple[date | None, date | None, tuple[str, ...]]:
        """From when to when the rulebook holds, and by which norm."""
        rows = dict(self.reader.table(self.rows.get("in_force"), {"from", "to", "cites"}, ("in_force", "in_force")))
        days: list[date | None] = []
        for key in ("from", "to"):
            text = self.reader.text(rows[key], (key, key)) if key in rows else ""
            try:
                days.append(written_day(text) if text else None)
            except ValueError:
                self.complaints.add("no-such-day", f"“{text}”不是日期", f"{text} is no day", place_of(rows[key]))
                days.append(None)
        start, end = days
        if start and end and end < start:
            self.complaints.add(
                "ends-before-begins", "失效日早于施行日", "it ends before it begins", place_of(rows["to"])
            )
        return start, end, self.reader.texts(rows.get("cites"), ("cites", "cites"))

    def paragraphs(self) -> dict[int, int]:
        """How many paragraphs the articles have that have more than one."""
        found = {}
        for article, node in self.reader.table(self.rows.get("paragraphs"), None, ("paragraphs", "paragraphs")):
            number, count = small_number(article), small_number(node.text) if isinstance(node, Scalar) else None
            if number is not None and count is not None:
                found[number] = count
            else:
                self.complaints.add(
                    "not-a-number", "条、款须是数字", "articles and paragraphs are numbers", place_of(node)
                )
        return found

    def approvers(self, words: Words) -> tuple[str, ...]:
        """Whose approval a departure needs."""
        rows = dict(self.reader.table(self.either("departures"), {"approvers", "cites"}, ("departures", "departures")))
        names = self.reader.texts(rows.get("approvers"), ("approvers", "approvers"))
        for name in names:
            if name not in words.offices:
                zh, en = f"没有职务“{name}”", f"there is no office {name}"
                self.complaints.add("no-such-office", zh, en, place_of(rows["approvers"]), nearest(name, words.offices))
        return names

    def accounts(
        self, book: str, rules: tuple[object, ...], defined: Defined, force: tuple[str, ...]
    ) -> tuple[Account, ...]:
        """How each norm is accounted for; each in exactly one way."""
        found = dict[str, Account]()

        def put(cites: tuple[str, ...], kind: str, by: str, why: str, node: Node | None) -> None:
            for cite in cites:
                old = found.get(cite)
                if old is not None and old.kind != kind and {old.kind, kind} - {"rule", "definition"}:
                    zh, en = (
                        f"“{cite}”既作{old.kind}又作{kind}",
                        f"{cite} is accounted for twice: as {old.kind} and as {kind}",
                    )
                    self.complaints.add("accounted-twice", zh, en, place_of(node))
                elif old is None or (old.kind == "definition" and kind == "rule"):
                    found[cite] = Account(cite, kind, by, why)

        for rule in rules:
            put(rule.cites, "manual" if isinstance(rule.condition, t.Ask) else "rule", rule.id, "", None)  # type: ignore[attr-defined]
        for key, cites in defined.cites.items():
            put(cites, "definition", key, "", None)
        for parameter in defined.words.parameters.values():
            put(parameter.cites, "definition", parameter.name, "", None)
        put(force, "definition", "in_force", "", None)
        sections = [("guidance", self.rows.get("guidance")), ("metadata", self.rows.get("metadata"))]
        sections.append(
            (
                "metadata",
                Table((Row(Scalar("interpreter", "plain"), self.rows["interpreter"]),))
                if "interpreter" in self.rows
                else None,
            )
        )
        for kind, node in sections:
            for name, entry in self.reader.table(node, None, (kind, kind)):
                keys = {"cites", "why", "is", "zh", "en"} | ({"admission"} if kind == "guidance" else set())
                rows = dict(self.reader.table(entry, keys, (f"“{name}”", name)))
                why = self.reader.text(rows["why"], ("why", "why")) if "why" in rows else ""
                why = why or ("says who interprets: nothing that a record could break" if name == "interpreter" else "")
                put(self.reader.texts(rows.get("cites"), ("cites", "cites")), kind, name, why, entry)
        for name, entry in self.cover():
            rows = dict(self.reader.table(entry, {"cites", "kind", "why"}, (f"“{name}”", name)))
            kind, why = (self.reader.text(rows[k], (k, k)) if k in rows else "" for k in ("kind", "why"))
            if kind not in COVER_KINDS:
                zh, en = (
                    f"“{name}”的 kind 须是 definition 或 metadata",
                    f"the kind of {name} must be definition or metadata",
                )
                self.complaints.add(
                    "no-such-kind", zh, en, place_of(rows.get("kind", entry)), nearest(kind, COVER_KINDS)
                )
            put(self.reader.texts(rows.get("cites"), ("cites", "cites")), kind, name, why, entry)
        norms = self.reader.texts(self.rows.get("norms"), ("norms", "norms"))
        for norm in norms:
            if norm not in found:
                zh, en = f"规范“{norm}”没有交代", f"the norm {norm} is not accounted for"
                self.complaints.add("norm-unaccounted", zh, en, place_of(self.rows["norms"]))
        for cite in found:
            if norms and cite not in norms:
                zh, en = f"norms 中没有“{cite}”", f"{cite} is not among the norms"
                self.complaints.add("no-such-norm", zh, en, place_of(self.rows["norms"]), nearest(cite, norms))
        return tuple(evolve(found[k], norm=full_citation(book, k)) for k in (norms or tuple(found)) if k in found)

    def admission(self) -> tuple[Statement, ...]:
        """What guidance says of which items may come before the body."""
        entries = self.rows.get("guidance")
        return tuple(
            Statement(
                row.key.text,
                self.reader.texts(row.value.get("cites"), ("cites", "cites")),
                self.texts(row.value.get("admission")),
            )
            for row in (entries.rows if isinstance(entries, Table) else ())
            if isinstance(row.value, Table) and row.value.get("admission") is not None
        )

    def cover(self) -> list[tuple[str, Node]]:
        """The clauses of the notice that issued several rulebooks; the one that says ``cover: yes`` answers for them."""
        node = self.rows.get("cover")
        if node is None or not self.reader.flag(node, ("cover", "cover")):
            return []
        if "cover" not in self.shared:
            zh, en = "共用文件没有 cover", "the shared file has no cover"
            self.complaints.add("missing-key", zh, en, place_of(node))
        return list(self.reader.table(self.shared.get("cover"), None, ("cover", "cover")))


def overlaid(under: Node | None, over: Node | None) -> Node | None:
    """One table laid over another, key by key."""
    if not isinstance(under, Table) or not isinstance(over, Table):
        return over or under
    mine = {row.key.text for row in over.rows}
    return Table(tuple(r for r in under.rows if r.key.text not in mine) + over.rows, over.place)


def stated_fields(defined: Defined) -> Words:
    """The words with the defined fields among them, so that a meeting file can state them where reality differs."""
    kinds = dict(defined.words.kinds)
    for key, word in defined.checker.fields.items():
        kind, name = key.split(".")
        type_ = Type(word.type.base, word.type.of, word.type.several)
        field = Field(kind, name, type_, word.label, derived=True)
        kinds[kind] = evolve(kinds[kind], fields={**kinds[kind].fields, name: field})
    return evolve(defined.words, kinds=kinds)
