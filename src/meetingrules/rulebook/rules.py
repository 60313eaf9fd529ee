"""``rules:``: one encoded norm after the other."""

from collections.abc import Mapping

from attrs import evolve

from meetingrules.base.diagnostics import Complaints, nearest
from meetingrules.base.reading import Reader, place_of
from meetingrules.base.source import Texts
from meetingrules.base.tree import List, Node, Scalar, Table, nfc
from meetingrules.lang import tree as t
from meetingrules.lang.nouns import Scope
from meetingrules.lang.parse import ConditionError, parse_condition
from meetingrules.lang.tree import Entry
from meetingrules.lang.words import Type
from meetingrules.rulebook.bodies import Bodies, mentions
from meetingrules.rulebook.definitions import Defined, check_number, reading_of
from meetingrules.rulebook.depths import depth_of
from meetingrules.rulebook.model import FORCES, GATE_OF, GATES, STAGES, Case, Rule

KEYS = frozenset(
    {"cites", "stage", "for", "when", "once", "unless", "only_if", "due", "gate", "departure", "text", "remedy", "readings",
     "notes", "cases", "admission"} | set(FORCES)
)  # fmt: skip
HISTORY = ("month_so_far", "year_so_far")
"""What only a register can tell."""
STATUSES = frozenset({"pass", "fail", "excused", "pending", "unknown", "manual", "skip"})
BEFORE = "meeting.day is "
"""What a time phrase is read behind."""
CASE_KEYS = STATUSES | {"of"}


def read_rules(node: Node | None, defined: Defined, reader: Reader, complaints: Complaints) -> tuple[Rule, ...]:
    """All rules of a rulebook, in its order."""
    bodies = Bodies(defined.checker, reader, complaints)
    check_number(node, reader)
    rules = tuple(
        rule
        for name, entry in reader.table(node, None, ("rules", "rules"))
        if (rule := read_rule(name, entry, bodies, reader, complaints)) is not None
    )
    if not any(d.code == "circle" for d in complaints.found):  # a circle has no depth
        for rule in rules:
            _bounded(rule, defined, reader)
    return rules


def _bounded(rule: Rule, defined: Defined, reader: Reader) -> None:
    """Refuse a rule that counts or goes too deep once its words are put for what they are defined by."""
    parts = (rule.subject, rule.condition, rule.when, rule.once, rule.only_if, *rule.unless, *rule.notes)
    depths = [depth_of(part, defined.depths) for part in parts if part is not None]
    if max(depth.counting for depth in depths) > (most := reader.limits.defined_counting):
        zh = f"规则“{rule.id}”连同所用定义，计数套计数超过{most}层"
        en = f"with its definitions, {rule.id} counts inside counting deeper than {most}"
        reader.complaints.add("counting-too-deep", zh, en, rule.place)
    if max(depth.parts for depth in depths) > (most := reader.limits.defined_depth):
        zh = f"规则“{rule.id}”连同所用定义，嵌套超过{most}层"
        en = f"with its definitions, {rule.id} goes deeper than {most} parts in one another"
        reader.complaints.add("definitions-too-deep", zh, en, rule.place)


def read_rule(name: str, node: Node, bodies: Bodies, reader: Reader, complaints: Complaints) -> Rule | None:
    """One rule; None when it has no condition at all."""
    rows = dict(reader.table(node, KEYS, (f"规则“{name}”", f"the rule {name}")))
    if not isinstance(node, Table):
        return None
    force = _force(name, rows, node, complaints)
    subject_node = rows.get("for")
    subject = bodies.subject(subject_node, {}) if isinstance(subject_node, Scalar) else None
    scope: Scope = {subject.var: Type("thing", subject.kind)} if subject is not None else {}
    if force is None or (subject_node is not None and subject is None):
        return None
    stage = reader.text(rows["stage"], ("stage", "stage")) if "stage" in rows else ""
    if stage not in STAGES:
        zh, en = (
            f"规则“{name}”的 stage 须是{'、'.join(STAGES)}之一",
            f"the stage of {name} must be one of {', '.join(STAGES)}",
        )
        complaints.add("no-such-stage", zh, en, place_of(rows.get("stage")) or node.place, nearest(stage, STAGES))
    gate = reader.text(rows["gate"], ("gate", "gate")) if "gate" in rows else GATE_OF.get(stage)
    if "gate" in rows and gate not in GATES:
        zh, en = (
            f"规则“{name}”的 gate 须是{'、'.join(GATES)}之一",
            f"the gate of {name} must be one of {', '.join(GATES)}",
        )
        complaints.add("no-such-gate", zh, en, place_of(rows["gate"]) or node.place, nearest(str(gate), GATES))
    condition = bodies.body(rows[force], scope, force)
    unless = tuple(
        Entry(label, bodies.body(entry, scope, label))
        for label, entry in reader.table(rows.get("unless"), None, ("unless", "unless"))
    )
    notes, hints = _notes(rows.get("notes"), scope, bodies, reader)
    text = _texts(rows.get("text"), f"{name}: text", reader)
    if text is None:
        zh, en = f"规则“{name}”缺少 text（zh、en）", f"the rule {name} has no text in zh and en"
        complaints.add("missing-key", zh, en, node.place)
        text = {"zh": name, "en": name}
    departure, departure_readings = _departure(rows.get("departure"), name, reader, complaints)
    rule = Rule(
        id=name,
        cites=reader.texts(rows.get("cites"), ("cites", "cites")),
        force=force,
        stage=stage,
        condition=condition,
        text=text,
        subject=subject,
        when=bodies.body(rows["when"], scope, "when") if "when" in rows else None,
        once=bodies.body(rows["once"], scope, "once") if "once" in rows else None,
        only_if=bodies.body(rows["only_if"], scope, "only_if") if "only_if" in rows else None,
        unless=unless,
        due=_due(rows.get("due"), bodies),
        gate=gate,
        departure=departure,
        departure_readings=departure_readings,
        departure_when=_departure_when(rows.get("departure"), scope, bodies),
        remedy=_texts(rows.get("remedy"), f"{name}: remedy", reader),
        readings=_readings(rows.get("readings"), departure_readings, name, reader),
        notes=notes,
        hints=hints,
        cases=tuple(_cases(name, rows.get("cases"), reader, complaints)),
        admission=_admission(rows.get("admission"), stage, subject, reader),
        source=node,
        place=node.rows[0].key.place if node.rows else node.place,
    )
    asked = (rule.condition, rule.when, rule.once, rule.only_if, *rule.unless)
    return evolve(
        rule,
        historical=any(mentions(part, name) for part in asked for name in HISTORY),
        speaks_of_holding=any(mentions(part, "held") for part in (rule.condition, rule.when, rule.only_if)),
    )


def _force(name: str, rows: Mapping[str, Node], node: Node, complaints: Complaints) -> str | None:
    found = [force for force in FORCES if force in rows]
    if len(found) != 1:
        zh, en = (
            f"规则“{name}”须恰有{'、'.join(FORCES)}之一",
            f"the rule {name} needs exactly one of {', '.join(FORCES)}",
        )
        complaints.add("no-force", zh, en, node.place)
        return None
    if found[0] == "may" and "only_if" not in rows:
        zh, en = f"规则“{name}”有 may，须有 only_if", f"the rule {name} says may: it needs only_if"
        complaints.add("no-force", zh, en, node.place)
    return found[0]


def _texts(node: Node | None, what: str, reader: Reader) -> Texts | None:
    if node is None:
        return None
    rows = dict(reader.table(node, {"zh", "en"}, (what, what)))
    return {lang: reader.text(rows.get(lang), (f"{what}.{lang}", f"{what}.{lang}")) for lang in ("zh", "en")}


def _notes(
    node: Node | None, scope: Scope, bodies: Bodies, reader: Reader
) -> tuple[tuple[Entry, ...], dict[str, Texts]]:
    entries, hints = list[Entry](), dict[str, Texts]()
    for label, entry in reader.table(node, None, ("notes", "notes")):
        rows = dict(reader.table(entry, {"when", "zh", "en"}, (f"提示“{label}”", f"the note {label}")))
        if "when" in rows:
            entries.append(Entry(label, bodies.body(rows["when"], scope, label)))
        hints[label] = {lang: reader.text(rows.get(lang), (lang, lang)) for lang in ("zh", "en")}
    return tuple(entries), hints


def _admission(node: Node | None, stage: str, subject: t.Subject | None, reader: Reader) -> bool:
    """Whether a rule decides if an item may come up at all: only one that is settled before the meeting, for each item, can."""
    told = node is not None and reader.flag(node, ("admission", "admission"))
    if told and (stage != "preparation" or subject is None or subject.kind != "item"):
        zh, en = (
            "admission 只用于会前（stage: preparation）按议题（for: each item）判断的规则",
            "admission is for rules of stage preparation that are asked for each item",
        )
        reader.complaints.add("admission-of-no-item", zh, en, place_of(node))
    return told


def _due(node: Node | None, bodies: Bodies) -> t.Timing | None:
    """A time phrase, read as what an act of the minutes could be said to be: ``within 5 days after meeting.ends``.

    It is one moment for all that the rule is asked of, and so speaks of none of them.
    """
    if not isinstance(node, Scalar):
        return None

    def timing(text: str) -> t.Timing | None:
        try:
            found = bodies.checker.condition(parse_condition(BEFORE + text, bodies.reader.limits), {})
        except ConditionError as error:
            start, end = error.span
            raise evolve(error, span=(max(0, start - len(BEFORE)), max(0, end - len(BEFORE)))) from None
        if not isinstance(found, t.Timed):
            raise ConditionError("not-a-time", "此处须是期限", "a time phrase is expected here", (0, len(text)))
        return found.timing[0]

    return bodies.guarded(node, timing, None)


def _readings(node: Node | None, of_departure: tuple[Texts, ...], name: str, reader: Reader) -> tuple[Texts, ...]:
    """The readings that a rule rests on: its own, then those that allow it a departure, each once."""
    found = list[Texts]()
    for one in (*reader.in_both(node, reading_of(f"规则“{name}”", name)), *of_departure):
        if one not in found:
            found.append(one)
    return tuple(found)


def _departure(
    node: Node | None, name: str, reader: Reader, complaints: Complaints
) -> tuple[tuple[str, ...] | None, tuple[Texts, ...]]:
    """On which citations and on which readings a departure is allowed; None where it is not."""
    if node is None:
        return None, ()
    rows = dict(reader.table(node, {"allowed", "cites", "reading", "when"}, ("departure", "departure")))
    allowed = reader.flag(rows.get("allowed"), ("allowed", "allowed"))
    cites = reader.texts(rows.get("cites"), ("cites", "cites"))
    readings = reader.in_both(rows.get("reading"), reading_of(f"规则“{name}”", name))
    if allowed and not cites and not readings:
        zh, en = (
            "允许例外办理的，须写明依据（cites 或 reading）",
            "a departure is allowed on a citation or a reading: write one",
        )
        complaints.add("departure-without-ground", zh, en, node.place)
    return (cites, readings) if allowed else (None, ())


def _departure_when(node: Node | None, scope: Scope, bodies: Bodies) -> t.Condition | None:
    when = node.get("when") if isinstance(node, Table) else None
    return bodies.body(when, scope, "departure.when") if when is not None else None


def _cases(name: str, node: Node | None, reader: Reader, complaints: Complaints) -> list[Case]:
    if node is None:
        return []
    if not isinstance(node, List):
        complaints.add(
            "not-a-list", f"规则“{name}”的 cases 须是列表", f"the cases of {name} must be a list", node.place
        )
        return []
    found = []
    for entry in node.items:
        if not isinstance(entry, Table):
            complaints.add("not-a-table", "每个例子须写成“键: 值”", "each case is a table of keys", entry.place)
            continue
        statuses = [row for row in entry.rows if row.key.text in STATUSES]
        if len(statuses) != 1:
            zh, en = (
                f"每个例子须恰有一个结果（{'、'.join(sorted(STATUSES))}）",
                f"each case needs one status: {', '.join(sorted(STATUSES))}",
            )
            complaints.add("no-status", zh, en, entry.place)
            continue
        of = entry.get("of")
        facts = Table(tuple(r for r in entry.rows if r.key.text not in CASE_KEYS), entry.place)
        why = reader.text(statuses[0].value, ("why", "why"))
        subject = nfc(of.text) if isinstance(of, Scalar) else None
        found.append(Case(statuses[0].key.text, why, facts, subject, entry.place))
    return found
