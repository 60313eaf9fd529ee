"""Guests of an invitation -> what a meeting file says of them: chair, replies, who comes for whom, who was invited."""

from collections.abc import Collection, Sequence
from typing import Any

from attrs import define, field

from meetingrules.base.source import Texts
from meetingrules.exchange.invitees import (
    BESIDE,
    CHAIR,
    COMING,
    DELEGATED,
    NOT_COMING,
    PERSONS,
    SILENT,
    SPLITS,
    THINGS,
    WHY,
    Guest,
    People,
    filled,
)
from meetingrules.exchange.model import Unread


@define
class Replies:
    """Reads all guests of one invitation; nobody is ever said to have been there."""

    people: People
    members: Collection[str] | None
    """Who is a member on the day of the meeting; None where that is not known."""
    named: list[tuple[Guest, str]] = field(factory=list)
    """The guests whose person is known."""
    values: dict[str, Any] = field(factory=dict)
    origins: dict[tuple[str, ...], str] = field(factory=dict)
    unread: list[tuple[int, Unread]] = field(factory=list)

    def left(self, guest: Guest, code: str, why: Texts | None = None, **more: object) -> None:
        """One more thing that was not read."""
        texts = why or filled(code, **more)
        self.unread.append((guest.line.number, Unread(code, guest.line.where, guest.text, texts)))

    def read(self, guests: Sequence[Guest], *, invites: bool) -> None:
        """All guests.

        :param invites: whether it is an invitation: the reply of one guest says nothing of the others' parts
        """
        for guest in guests:
            if (name := self.person(guest)) is not None:
                self.named.append((guest, name))
        if invites:
            self.chair()
        contradicted = self.contradicted()
        circle = self.circle()
        for guest, name in self.named:
            if name not in contradicted and name not in circle:
                self.answer(guest, name)
        for guest, name in self.named:
            if name in circle:
                self.left(guest, "delegated-in-a-circle")
            elif name not in contradicted:
                self.delegated(guest, name, contradicted | circle)
        if invites:
            self.invited()
        self.newcomers()
        self.values = {key: value for key, value in self.values.items() if value}

    def person(self, guest: Guest) -> str | None:
        """Who a guest is; None for rooms, and where it is not known."""
        if guest.kind in THINGS:
            return None
        if guest.kind not in PERSONS:
            self.left(guest, "group" if guest.kind == "GROUP" else "other-kind", value=guest.kind)
            return None
        found = self.people.person(guest.name)
        if isinstance(found, str):
            return found
        self.left(guest, found.code, found.why)
        return None

    def add(self, guest: Guest, name: str, *path: str) -> None:
        """One more name in a list."""
        table = self.values
        for key in path[:-1]:
            table = table.setdefault(key, {})
        names = table.setdefault(path[-1], [])
        if name not in names:
            names.append(name)
            self.origins[*path, name] = guest.line.where

    # ---- parts -------------------------------------------------------------------------------------------------------

    def chair(self) -> None:
        """Who presides, where just one is marked so."""
        chairs = {name: guest for guest, name in reversed(self.named) if guest.role == CHAIR}
        if len(chairs) == 1:
            ((self.values["chair"], guest),) = chairs.items()
            self.origins["chair",] = guest.line.where
        elif chairs:
            for guest in sorted(chairs.values(), key=lambda g: g.line.number):
                self.left(guest, "several-chairs")

    def invited(self) -> None:
        """Who attends without being a member: whose part says so, and whoever is known to be none. Others may be invited otherwise."""
        for guest, name in self.named:
            if guest.role == CHAIR or guest.delegated_from:
                continue
            if guest.role in BESIDE if self.members is None else name not in self.members:
                self.add(guest, name, "invited", "of")
                self.values["invited"] = {"complete": "no", "of": self.values["invited"]["of"]}
                self.origins["invited", name] = guest.line.where

    # ---- answers -----------------------------------------------------------------------------------------------------

    def contradicted(self) -> set[str]:
        """Those of whom two answers are there."""
        first, found = dict[str, Guest](), set[str]()
        for guest, name in self.named:
            before = first.setdefault(name, guest)
            if before.answer != guest.answer:
                self.left(guest, "told-twice", first=before.line.number, one=before.answer, other=guest.answer)
                found.add(name)
        return found

    def answer(self, guest: Guest, name: str) -> None:
        """Whether somebody means to come."""
        if guest.answer == COMING:
            self.add(guest, name, "replies", "coming")
        elif guest.answer in {NOT_COMING, DELEGATED}:
            self.add(guest, name, "replies", "not_coming")
        elif guest.answer not in SILENT:
            self.left(guest, "other-answer", value=guest.answer)

    # ---- who comes for whom ------------------------------------------------------------------------------------------

    def delegates(self) -> dict[str, set[str]]:
        """Whom each name delegates to, by name."""
        by_address = dict[str, set[str]]()
        for guest, name in self.named:
            by_address.setdefault(guest.address, set()).add(name)
        found = dict[str, set[str]]()
        for guest, name in self.named:
            for address in guest.delegated_to:
                found.setdefault(name, set()).update(by_address.get(address, ()))
        return found

    def circle(self) -> set[str]:
        """Those whose delegation comes back to them."""
        to, found = self.delegates(), set[str]()
        for name in to:
            seen, reached = set[str](), set(to[name])
            while reached - seen:
                seen |= reached
                reached = {other for one in reached for other in to.get(one, ())}
            if name in seen:
                found.add(name)
        return found

    def delegated(self, guest: Guest, name: str, doubtful: Collection[str]) -> None:
        """Who comes in somebody's place."""
        if guest.answer != DELEGATED:
            if guest.delegated_to:
                self.left(guest, "delegation-unclear", value=guest.answer)
            return
        if len(guest.delegated_to) != 1:
            self.left(guest, "several-delegates" if guest.delegated_to else "no-delegate")
            return
        address = guest.delegated_to[0]
        there = {other: one for one, other in self.named if one.address == address}
        if len(there) != 1:
            self.left(guest, "unknown-delegate", value=address.removeprefix("mailto:"))
            return
        ((delegate, other),) = there.items()
        kind = self.people.words.kinds.get("person")
        declared = kind.fields.get("represented") if kind is not None else None
        if delegate in doubtful or other.answer in {NOT_COMING, DELEGATED}:
            self.left(guest, "delegated-on", value=delegate)
        elif declared is None or declared.type.base != "act" or "by" not in declared.roles:
            self.left(guest, "no-such-field", WHY["no-such-field"])
        elif SPLITS.search(delegate) and delegate not in self.people.known:
            self.left(guest, "unclear-in-an-act", value=delegate)
        elif self.values.get("represented", {}).get(name, {"by": delegate}) != {"by": delegate}:
            self.left(guest, "several-delegates")
            del self.values["represented"][name]
        else:
            self.values.setdefault("represented", {})[name] = {"by": delegate}
            self.origins["represented", name, "by"] = guest.line.where

    def newcomers(self) -> None:
        """Whoever is used and not in the roster is named as somebody only this meeting knows."""
        used = {name for path in self.origins for name in path[-1:]} | set(self.values.get("represented", {}))
        used |= {inner["by"] for inner in self.values.get("represented", {}).values()} | {self.values.get("chair", "")}
        for guest, name in self.named:
            if name in used and self.people.is_new(name):
                self.add(guest, name, "people")
