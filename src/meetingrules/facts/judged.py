"""What people recorded beside the facts: departures from rules, and attestations."""

from collections.abc import Collection

from attrs import frozen

from meetingrules.base.diagnostics import nearest
from meetingrules.base.tree import Node, shown
from meetingrules.facts.acts import ActReader, reference
from meetingrules.facts.desk import Desk
from meetingrules.facts.model import Attestation, Departure
from meetingrules.facts.scalars import Misread, read_day, read_moment
from meetingrules.lang.answers import Moment
from meetingrules.lang.facts import NONE, Acts
from meetingrules.lang.words import Field, Type

SUBJECTS = ("item", "paper", "person", "of")
DEPARTURE = ("rule", *SUBJECTS, "reason", "at", "approved", "until")
ATTESTATION = ("rule", *SUBJECTS, "by", "at", "result", "note")
APPROVED = Field(
    "departure", "approved", Type("act"), {"zh": "批准", "en": "approved"}, roles={"by": Type("thing", "person")}
)
RESULTS = {"pass": True, "fail": False}


@frozen
class JudgedReader:
    """Reads departures and attestations."""

    desk: Desk
    rules: Collection[str]
    """The rules that may be named; empty: any."""

    def departures(self, node: Node) -> tuple[Departure, ...]:
        """All departures of a file."""
        return tuple(
            self.departure(entry, rows, path) for entry, rows, path in self.entries(node, "departures", DEPARTURE)
        )

    def attestations(self, node: Node) -> tuple[Attestation, ...]:
        """All attestations of a file."""
        return tuple(
            self.attestation(entry, rows, path) for entry, rows, path in self.entries(node, "attestations", ATTESTATION)
        )

    def entries(self, node: Node, path: str, keys: tuple[str, ...]) -> list[tuple[Node, dict[str, Node], str]]:
        """The tables of a list, with the path of each."""
        found = self.desk.listing(node, path, tables=True)
        nodes = found[0] if found else ()
        return [
            (e, self.desk.known(e, p, {k: k for k in keys}), p) for n, e in enumerate(nodes, 1) for p in [f"{path}.{n}"]
        ]

    def departure(self, entry: Node, rows: dict[str, Node], path: str) -> Departure:
        """One departure."""
        approved = (
            ActReader(self.desk).acts(APPROVED, rows["approved"], f"{path}.approved") if "approved" in rows else None
        )
        return Departure(
            self.rule(entry, rows, path),
            self.subject(entry, rows, path),
            self.desk.text(rows["reason"], f"{path}.reason") if "reason" in rows else None,
            self.moment(rows, path),
            Acts(()) if approved is NONE else approved if isinstance(approved, Acts) else None,
            self.desk.read(rows["until"], f"{path}.until", read_day, ("日期", "a date")) if "until" in rows else None,
            entry.place,
        )

    def attestation(self, entry: Node, rows: dict[str, Node], path: str) -> Attestation:
        """One attestation."""
        by = (
            self.desk.read(rows["by"], f"{path}.by", self.desk.names.party, ("名称", "a name"))
            if "by" in rows
            else None
        )
        return Attestation(
            self.rule(entry, rows, path),
            self.subject(entry, rows, path),
            by.id if by else None,
            self.moment(rows, path),
            self.desk.read(rows["result"], f"{path}.result", _result) if "result" in rows else None,
            (self.desk.text(rows["note"], f"{path}.note") or "") if "note" in rows else "",
            entry.place,
        )

    def moment(self, rows: dict[str, Node], path: str) -> Moment | None:
        """When it was recorded."""
        if "at" not in rows:
            return None
        return self.desk.read(
            rows["at"],
            f"{path}.at",
            lambda text: read_moment(text, self.desk.clock),
            ("日期或时刻", "a day or a moment"),
        )

    def rule(self, entry: Node, rows: dict[str, Node], path: str) -> str:
        """The rule that is spoken of."""
        if "rule" not in rows:
            self.desk.missing(entry, path, "rule")
            return ""
        return self.desk.read(rows["rule"], f"{path}.rule", self.known, ("规则的编号", "the id of a rule")) or ""

    def known(self, rule: str) -> str:
        """The id of a rule that there is.

        :raises Misread: ``no-such-rule``
        """
        if self.rules and rule not in self.rules:
            zh, en = f"规则集里没有“{shown(rule)}”这条规则", f"the rulebook has no rule {shown(rule)}"
            raise Misread("no-such-rule", zh, en, nearest(rule, self.rules))
        return rule

    def subject(self, entry: Node, rows: dict[str, Node], path: str) -> str | None:
        """What it is about: an item, a paper, a person; None for whatever the rule is about."""
        given = [key for key in SUBJECTS if key in rows]
        if len(given) > 1:
            zh, en = f"只能写 {'、'.join(given)} 中的一项", f"only one of {', '.join(given)} can be stated"
            self.desk.say(entry, path, "too-many-keys", zh, en)
        for key in given[:1]:
            return self.desk.read(rows[key], f"{path}.{key}", lambda text, key=key: self.named(key, text))  # type: ignore[misc]
        return None

    def named(self, key: str, text: str) -> str:
        """The id of what is named.

        :raises Misread: when there is no such thing
        """
        if key == "person":
            return self.desk.names.person(text).id
        if key == "of":
            return text
        found = reference(self.desk, key, text)
        if len(found) != 1 or text == "all":
            raise Misread("wrong-type", "此处只能写一项", "only one can be named here")
        return found[0].id


def _result(text: str) -> bool:
    if text not in RESULTS:
        zh, en = f"“{shown(text)}”不是结论", f"{shown(text)} is not a result"
        hint = ("写 pass（符合）或 fail（不符合）", "write pass or fail")
        raise Misread("no-such-word", zh, en, hint)
    return RESULTS[text]
