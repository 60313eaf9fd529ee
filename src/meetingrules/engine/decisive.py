"""How little would upset what stands: each absence is tried out, and counts are held to it.

Who is decisive is found by asking again without each person in turn. To be quick about it, only the rules are asked again that looked
at the person's presence: what did not look at it cannot change with it.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import combinations

from attrs import frozen

from meetingrules.base.diagnostics import InvalidText
from meetingrules.engine.outlook import About, Watch
from meetingrules.engine.presiding import in_order
from meetingrules.engine.supposing import Meeting
from meetingrules.facts.comings import Unclear
from meetingrules.lang.answers import Proof
from meetingrules.report.changes import LEVELS, key_of, level
from meetingrules.report.model import Finding, Report
from meetingrules.report.pictured import Count
from meetingrules.report.supposition import Decisive, Margin, Presiding, Tight, Upset
from meetingrules.rulebook.model import Rule

MOST = 20_000
"""So many subjects are asked about again at most, for all persons together."""
MOST_SETS = 400
"""So many choices of persons are tried out where it is not the count alone that decides."""
GIVEN_UP = -1
"""What stands for a number that would take too long to find out."""


@frozen
class Trial:
    """Tries out absences in one meeting."""

    meeting: Meeting
    report: Report
    """What is expected of it as it stands."""
    most: int = MOST

    def tight(self, presiding: Presiding | None) -> Tight:
        """How little would upset what stands.

        :param presiding: who may preside
        """
        found, left_out, spent, asked = list[Decisive](), list[str](), 0, 0
        for person in in_order(self.meeting.plan, self.persons):
            spent += self.cost(person)
            if spent > self.most:
                left_out.append(person)
                continue
            try:
                upsets = tuple(self.upsets(person))
            except (Unclear, InvalidText):
                left_out.append(person)
                continue
            asked += 1
            if upsets:
                found.append(Decisive(person, upsets))
        only = presiding.may[0] if presiding is not None and len(presiding.may) == 1 else None
        return Tight(tuple(self.margins()), tuple(found), only, asked, tuple(left_out))

    # ---- who is decisive -------------------------------------------------------------------------------------------------

    @cached_property
    def watches(self) -> Mapping[str, Watch]:
        """For each rule whose presence it looks at."""
        outlook = self.meeting.outlook
        return {rule.id: outlook.watched(rule) for rule in self.meeting.book.rules if outlook.asks(rule)}

    @cached_property
    def persons(self) -> frozenset[str]:
        """Those on whose presence anything hangs, and who are not known to stay away."""
        looked_at = set[str]().union(*(watch.persons for watch in self.watches.values()))
        presences = self.meeting.outlook.expecting.presences
        return frozenset(person for person in looked_at if presences.came(person)[0] is not False)

    @cached_property
    def findings(self) -> Mapping[tuple[str, str, str], Finding]:
        """What stands now."""
        return {key_of(finding): finding for finding in self.report.findings}

    def upsets(self, person: str) -> Iterator[Upset]:
        """What a person's absence would upset, but for what the person has to see to: a leave, a substitute.

        :raises Unclear: when nobody can say what the file would be without the person
        """
        without = self.meeting.without([person])
        same_state = without.world.state == self.meeting.world.state
        worse = dict[str, set[About]]()
        for name, watch in self.watches.items():
            rule, only = self.rule(name), watch.hanging_on(person) if same_state else None
            if only is not None and not only - {("person", person)}:
                continue
            for about, then in without.outlook.levels(rule, only).items():
                if about != ("person", person) and upset(watch.levels.get(about, "rest"), then):
                    worse.setdefault(rule.id, set()).add(about)
        if not worse:
            return
        # What people recorded beside the facts may excuse it: these rules are asked once more, in full.
        told = without.report(self.rule(name) for name in worse)
        for finding in told.findings:
            now = self.findings.get(key_of(finding))
            if finding.rule in worse and key_of(finding)[1:] in worse[finding.rule]:
                then = level(finding)
                if upset(level(now), then):
                    yield Upset(now or finding, finding, level(now), then)

    def cost(self, person: str) -> int:
        """How many subjects must be asked about again without a person."""
        hanging = ((watch, watch.hanging_on(person)) for watch in self.watches.values())
        return sum(len(watch.levels) if some is None else len(some) for watch, some in hanging)

    def rule(self, name: str) -> Rule:
        """A rule by its id."""
        return self.meeting.book.rule(name)

    # ---- how many may stay away ------------------------------------------------------------------------------------------

    def margins(self) -> Iterator[Margin]:
        """For each number of persons that must be there how many absences it stands; each answer is tried out."""
        for finding in self.report.findings:
            if level(finding) in {"fail", "perhaps"} or finding.status in {"skip", "excused"}:
                continue
            for count in finding.counts:
                if count.heads and count.named and count.presence and count.holds is not False:
                    yield self.margin(finding, count)

    def margin(self, finding: Finding, count: Count) -> Margin:
        """How many absences one number stands."""
        there = tuple(name["zh"] for name in count.yes)
        perhaps = tuple(name["zh"] for name in count.unknown)
        need, have, open_ = -(-count.need.numerator // count.need.denominator), int(count.have), int(count.open)
        sure = level(finding) == "rest" and count.holds is True
        unsure = self.fewest(finding, there, have - need + 1, frozenset({"rest"})) if sure else None
        short = self.fewest(finding, there + perhaps, have + open_ - need + 1, frozenset(LEVELS) - {"fail"})
        given_up = short is GIVEN_UP or unsure is GIVEN_UP
        return Margin(
            finding, count.what, int(count.base), need, have, open_, there,
            None if given_up else unsure, None if given_up else short, given_up,
        )  # fmt: skip

    def fewest(self, finding: Finding, persons: tuple[str, ...], guess: int, kept: frozenset[str]) -> int | None:
        """How many of some persons must stay away, at least, until a finding is at none of some levels any more; None: all would not do.

        Where the count decides alone it does not matter who it is, since each counts for one: the number follows, and is tried out
        on both sides. Else every choice of persons is tried out, up to a limit; beyond it the answer is ``GIVEN_UP``.
        """
        rule, about = self.rule(finding.rule), key_of(finding)[1:]

        def kept_without(some: Sequence[str]) -> bool:
            without = self.meeting.without(some)
            return without.outlook.levels(rule, {about}).get(about, "rest") in kept

        try:
            if not rule.unless and finding.proof is not None and decides_alone(finding.proof):
                at = range(max(guess, 1) - 1, len(persons) + 1)
                found = next((n for n in at if not kept_without(persons[:n])), None)
                if found is None or found == max(guess, 1):
                    return found
            tried = 0
            for number in range(1, len(persons) + 1):
                for some in combinations(persons, number):
                    tried += 1
                    if tried > MOST_SETS:
                        return GIVEN_UP
                    if not kept_without(some):
                        return number
        except (Unclear, InvalidText):
            return GIVEN_UP
        return None


def decides_alone(proof: Proof) -> bool:
    """Whether a condition is a count, or holds as soon as the count does."""
    if proof.construct == "rule":
        proof = next(part for part in proof.parts if part.label not in {"when", "once"})
    if proof.construct in {"or", "any-of"}:
        return sum(map(decides_alone, proof.parts)) == 1
    return proof.construct == "quorum"


def upset(now: str, then: str) -> bool:
    """Whether something is upset: broken, or something is to be done that was not, or only perhaps."""
    worse = LEVELS.index(then) > LEVELS.index(now)
    return worse and (then == "fail" or (now in {"rest", "perhaps"} and then != "perhaps"))
