"""What-if -> text for people: what changes, nothing else; then how little would upset it."""

from collections.abc import Iterable, Iterator, Sequence

from attrs import frozen

from meetingrules.base.harmless import clean
from meetingrules.render.names import about, item_name
from meetingrules.render.whatifwords import (
    HEADINGS,
    PHRASES,
    cited,
    margin,
    names,
    numbers,
    standing,
    turned,
    whom,
)
from meetingrules.render.words import VERDICT
from meetingrules.report import figures
from meetingrules.report.changes import Change
from meetingrules.report.supposition import Presiding, Tight, Upset, WhatIf

STEP = "  "
MOVES = frozenset({"due", "message", "missing"})
"""What may differ in a finding of which only the day moved."""


def render(found: WhatIf, lang: str) -> str:
    """A what-if as text."""
    page = Page(found, lang)
    return "\n".join([*page.head(), *page.changed(), *page.tightly()]).rstrip("\n") + "\n"


@frozen
class Page:
    """Writes one what-if in one language."""

    found: WhatIf
    lang: str

    def say(self, phrase: str, **values: object) -> str:
        """A phrase with values put in."""
        return PHRASES[phrase][self.lang].format(**values)

    def t(self, zh: str, en: str) -> str:
        """One of two texts."""
        return zh if self.lang == "zh" else en

    def section(self, heading: str, lines: Iterable[str]) -> Iterator[str]:
        """A heading with its lines; nothing where there are none."""
        told = list(lines)
        if told:
            yield ""
            yield HEADINGS[heading][self.lang]
            yield from (STEP + line for line in told)

    def head(self) -> Iterator[str]:
        """Which meeting, as of when, by which rules; what is supposed."""
        found, lang = self.found, self.lang
        day = found.before.day
        title = [clean(found.title[lang]), *([figures.day(day, lang, weekday=True)] if day is not None else [])]
        yield STEP.join(title)
        facts = [clean(found.path)]
        if found.as_of is not None:
            facts.append(self.t("截至", "as of ") + figures.when(found.as_of, lang))
        facts.append(self.t("规则：", "rules: ") + f"{found.rulebook} {found.version}".strip())
        yield self.t("　", "  ").join(facts)
        if found.supposed:
            yield HEADINGS["supposed"][lang] + self.t("；", "; ").join(clean(said[lang]) for said in found.supposed)

    # ---- what changes ----------------------------------------------------------------------------------------------------

    def changed(self) -> Iterator[str]:
        """Everything that changes, what is gravest first."""
        changes = [c for c in self.found.changes if not c.idle or figured(c)]
        counts = [c for c in changes if figured(c)]
        moves = [c for c in changes if c not in counts and moved(c)]
        rest = [c for c in changes if c not in counts and c not in moves]
        rest = [c for c in rest if not self.is_off(c)]
        told = [
            *self.section("verdict", self.verdict()),
            *self.section("agenda", self.agenda()),
            *self.section("numbers", self.numbers(counts)),
            *self.section("fail", self.rows(c for c in rest if c.turn == "worse" and c.now == "fail")),
            *self.section("open", self.rows(c for c in rest if c.turn == "worse" and c.now != "fail")),
            *self.section("better", self.rows(c for c in rest if c.turn == "better")),
            *self.section("same", self.rows(c for c in rest if c.turn == "same")),
            *self.section("due", self.moves(moves)),
            *self.section("presiding", self.presiding()),
        ]
        idle = sum(beside(c) and not self.is_off(c) for c in self.found.changes)
        yield from told
        if idle:
            yield ""
            yield self.say("idle", count=idle)
        elif not told and self.found.supposed:
            yield ""
            yield self.say("nothing")

    def verdict(self) -> Iterator[str]:
        """The verdict, where it is another."""
        before, after = self.found.before.verdict, self.found.after.verdict
        if before != after:
            yield turned(VERDICT[before][self.lang], VERDICT[after][self.lang])

    def is_off(self, change: Change) -> bool:
        """Whether a finding fell away with its item."""
        item = change.before.item if change.before is not None and change.after is None else None
        return item is not None and self.found.renumbered.get(item, item) is None

    def agenda(self) -> Iterator[str]:
        """Items that were taken off, that have another number, that are new."""
        old, new, lang = self.found.before.items, self.found.after.items, self.lang
        numbers_now = self.found.renumbered
        for id_, title in old.items():
            if numbers_now.get(id_, id_) is None:
                count = sum(
                    self.is_off(c) and c.before is not None and c.before.item == id_ for c in self.found.changes
                )
                yield self.say("off", item=item_name(id_, lang, title), count=count)
        for id_, now in numbers_now.items():
            if now is not None and now != id_:
                yield self.say("renumbered", old=item_name(id_, lang, old.get(id_, "")), new=item_name(now, lang))
        kept = {numbers_now.get(id_, id_) for id_ in old}
        yield from (self.say("new-item", item=item_name(i, lang, title)) for i, title in new.items() if i not in kept)

    def numbers(self, changes: Sequence[Change]) -> Iterator[str]:
        """How many there are, and how many are needed."""
        for change in changes:
            finding, before = change.finding, change.before
            yield cited(whom([finding], self.lang) + clean(finding.demand[self.lang]), [finding], self.lang)
            for number, count in enumerate(finding.counts):
                old = before.counts[number] if before is not None and number < len(before.counts) else None
                yield STEP + numbers(old, count, self.lang)
            if change.was != change.now:
                yield STEP + self.turn(change)

    def rows(self, changes: Iterable[Change]) -> Iterator[str]:
        """Changes, those of one rule that are the same of several subjects together."""
        rows = dict[tuple[object, ...], list[Change]]()
        for c in changes:
            rows.setdefault((c.finding.rule, c.finding.message["zh"], self.turn(c)), []).append(c)
        for row in rows.values():
            findings = [change.finding for change in row]
            yield whom(findings, self.lang) + clean(findings[0].message[self.lang])
            yield STEP + cited(self.turn(row[0]), findings, self.lang)

    def turn(self, change: Change) -> str:
        """Where it stood and where it stands; by when it is due."""
        was, now = standing(change.before, change.was, self.lang), standing(change.after, change.now, self.lang)
        text = turned(was, now) if change.before is not None else now
        due = change.after.due if change.after is not None else None
        if due is not None and change.now in {"open", "perhaps"}:
            before = change.before.due if change.before is not None else None
            day = figures.until(due, self.lang)
            if before is not None and before != due:
                day = turned(figures.until(before, self.lang), day)
            text += self.t("，", ", ") + self.say("by", day=day)
        return text

    def moves(self, changes: Sequence[Change]) -> Iterator[str]:
        """Deadlines that move; those that are the meeting itself are only counted."""
        rows, with_it = dict[tuple[str, str], list[Change]](), 0
        starts, ends = self.found.moments
        for c in changes:
            assert c.before is not None
            assert c.after is not None
            old, new = c.before.due, c.after.due
            if old is not None and new is not None and old.latest in starts and new.latest in ends:
                with_it += 1
                continue
            text = turned(*(figures.until(d, self.lang) if d is not None else "—" for d in (old, new)))
            rows.setdefault((c.finding.rule, text), []).append(c)
        for (_, text), row in rows.items():
            findings = [c.finding for c in row]
            said = whom(findings, self.lang) + clean(findings[0].demand[self.lang])
            yield cited(said, findings, self.lang) + self.t("：", ": ") + text
        if with_it and rows:
            yield self.say("with-the-meeting", count=with_it)
        elif with_it:
            yield self.say("with-the-meeting", count=with_it).replace("另有", "有").replace(" more", "")

    def presiding(self) -> Iterator[str]:
        """Who may preside, where that is another; that who should is not there."""
        if self.found.presiding is None:
            return
        before, after = self.found.presiding
        lines = (("may", before.may, after.may), ("if-settled", before.if_settled, after.if_settled))
        for phrase, was, now in lines if any(was != now for _, was, now in lines) else ():
            if was or now or phrase == "may":
                who = turned(names(was, self.lang), names(now, self.lang))
                yield cited(self.say(phrase, who=who), after.cites, self.lang)
        if after.comes is False and (before.comes is not False or before.chair != after.chair):
            yield cited(self.say("chair-away", who=clean(after.chair or "")), after.cites, self.lang)

    # ---- how tight it is ---------------------------------------------------------------------------------------------------

    def tightly(self) -> Iterator[str]:
        """How little would upset what stands."""
        tight = self.found.tight
        if tight is None:
            return
        presiding = self.found.presiding[1] if self.found.presiding is not None else None
        told = [
            *self.section("margins", self.margins(tight)),
            *self.section("decisive", self.decisive(tight, presiding)),
        ]
        yield from told or ["", self.say("no-tight")]
        if tight.left_out:
            yield ""
            yield self.say("left-out", who=figures.listed([clean(p) for p in tight.left_out], self.lang))

    def margins(self, tight: Tight) -> Iterator[str]:
        """How many may stay away."""
        for one in tight.margins:
            demand = whom([one.finding], self.lang) + clean(one.finding.demand[self.lang])
            yield cited(demand, [one.finding], self.lang)
            yield STEP + margin(one, self.lang)

    def decisive(self, tight: Tight, presiding: Presiding | None) -> Iterator[str]:
        """Whose absence alone does what; those of whom the same is to be said together."""
        if tight.only_chair is not None and presiding is not None:
            phrase = "only-so-far" if presiding.if_settled else "only"
            yield cited(self.say(phrase, who=clean(tight.only_chair)), presiding.cites, self.lang)
        rows = dict[tuple[str, str, str], list[tuple[str, Upset]]]()
        for one in tight.decisive:
            for upset in one.upsets:
                was, becomes = (
                    standing(upset.now, upset.was, self.lang),
                    standing(upset.then, upset.becomes, self.lang),
                )
                rows.setdefault((upset.then.rule, was, becomes), []).append((one.person, upset))
        for (_, was, becomes), row in rows.items():
            then = row[0][1].then
            alike = len({upset.then.subject.id for _, upset in row}) == 1
            demand = (whom([then], self.lang) if alike else "") + clean(then.demand[self.lang])
            yield f"{cited(demand, [then], self.lang)}{self.t('：', ': ')}{turned(was, becomes)}"
            yield STEP + names([who for who, _ in row] if alike else self.persons(row), self.lang)

    def persons(self, row: Sequence[tuple[str, Upset]]) -> list[str]:
        """Persons, each with what it is about: 副市长甲（议题3）."""
        subjects = dict[str, list[str]]()
        for person, upset in row:
            about_ = about(upset.then, self.lang, items=True)
            subjects.setdefault(person, []).extend([about_] if about_ else [])
        comma, brackets = self.t("、", ", "), self.t("（{}）", " ({})")
        return [who + (brackets.format(comma.join(what)) if what else "") for who, what in subjects.items()]


def figured(change: Change) -> bool:
    """Whether it is a number of persons that changed."""
    counts = change.finding.counts
    return "figures" in change.aspects and bool(counts) and all(count.named for count in counts)


def beside(change: Change) -> bool:
    """Whether a finding came out otherwise and asks nothing of anybody; a day alone is nothing where nothing is to be done."""
    return change.idle and not figured(change) and not set(change.aspects) <= MOVES


def moved(change: Change) -> bool:
    """Whether only the day changed by which something is due."""
    return change.turn == "same" and "due" in change.aspects and set(change.aspects) <= MOVES
