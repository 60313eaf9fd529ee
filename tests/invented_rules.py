"""Rulebooks that chance invents around the words of the sample: definitions, and rules of every force and stage."""

from collections import Counter
from functools import cache

from attrs import define, evolve, field

from meetingrules.base.diagnostics import Complaints
from meetingrules.base.document import read_file
from meetingrules.base.plain import from_plain
from meetingrules.base.reading import Reader
from meetingrules.base.source import Source
from meetingrules.lang.parse import ConditionError, parse_noun, parse_subject
from meetingrules.lang.words import Type
from meetingrules.rulebook.bodies import counting_depth
from meetingrules.rulebook.definitions import define as defined_by
from meetingrules.rulebook.definitions import parameters
from meetingrules.rulebook.load import Loader, overlaid
from meetingrules.rulebook.rules import read_rules
from meetingrules.rulebook.words import core, core_definitions, extend
from sample import DOCS
from sentences import Focus, Speaker

LABEL = {"zh": "示例", "en": "an example"}
HEAD = {"rulebook": "sample", "version": "1", "zh": "理事会会议", "en": "meeting of the board", "shares": "sample"}
PARAMETERS = {
    "quorum": {"value": "1/2"},
    "two_thirds": {"value": "2/3"},
    "few": {"value": {"2024-01-01": "2", "2024-03-01": "3"}},
    "notice_period": {"value": "2 days"},
    "review_period": {"value": {"2024-01-01": "1 working days", "2024-03-15": "3 working days"}},
    "reply_period": {"value": "24 hours"},
    "paper_length": {"value": "1500 characters"},
    "speech": {"value": {"2024-01-01": "5 minutes", "2025-01-01": "6 minutes"}},
}
VOCABULARY = {
    "offices": {
        "honorary_president": {"zh": "名誉理事长", "is_also": "president"},
        "alternate": {"zh": "候补理事", "plural": "alternates", "is_also": "director"},
    },
    "lists": {"plain_papers": {"of": "paper.kind", "are": ["report", "reference_material"]}},
    "things": {
        "item": {"fields": {"summoned": {"type": "act", "by": "person", "to": "person", "repeatable": "yes", "zh": "召集"},
                            "sponsors": {"set of": "person", "one": "sponsor", "zh": "联署人"},
                            "noted": {"type": "act", "by": "person", "repeatable": "yes", "moment": "first", "zh": "记录"}}},
        "person": {"fields": {"sworn": {"type": "act", "by": "person", "zh": "宣誓"}, "expert": {"zh": "专家"}}},
        "minutes": {"fields": {"public": {"zh": "公开"}}},
        "agenda": {"fields": {"short": {"zh": "简短"}}},
        "unit": {"fields": {"constituent": {"zh": "组成部门"}, "head_of_staff": {"type": "person", "zh": "办公室主任"}}},
    },
}  # fmt: skip
DEFINED = {"item.spokesman": {**LABEL, "is": "principal_head of item.department"}}
STAGES = ("preparation", "preparation", "sitting", "after", "after")
FORCES = ("must", "must", "must", "must_not", "in_principle", "normally", "may")
ITEM = {"item": Type("thing", "item")}
START = {"rules": {"r": {"text": LABEL, "stage": "after", "must": "meeting is held"}}}


@cache
def shared():
    """The sections of the sample."""
    _, node = read_file(DOCS / "sample.shared.yaml")
    return {row.key.text: row.value for row in node.rows}


def loader_of(data):
    """What reads a rulebook from plain data, and where its complaints go."""
    complaints = Complaints()
    rows = {row.key.text: row.value for row in from_plain({**HEAD, **data}).rows}
    return Loader(Reader(complaints), complaints, rows, shared())


def book_of(data):
    """A rulebook from plain data: what ``load`` makes of the text.

    :raises InvalidText: with everything that is wrong with it
    """
    loader = loader_of(data)
    book = loader.rulebook(Source("<invented>", ""))
    loader.complaints.raise_if_any()
    return book


def defined_of(data):
    """The words and definitions of a rulebook, as the checker knows them; None where something is wrong with them."""
    loader = loader_of(data)
    words = extend(core(), shared().get("vocabulary"), loader.complaints)
    words = extend(words, loader.rows.get("vocabulary"), loader.complaints)
    words = evolve(words, parameters=parameters(loader.rows.get("parameters"), loader.reader, loader.complaints))
    found = defined_by(overlaid(core_definitions(), loader.merged("define")), words, loader.reader, loader.complaints)
    return None if loader.complaints.found else found


@define
class Inventor:
    """Invents the rules of one rulebook."""

    rng: object
    seeds: tuple = ()
    focus: Focus = field(factory=Focus)
    drawn: Counter = field(factory=Counter)
    """How many sentences were drawn, and how many the checker refused, by its code."""
    texts: list = field(factory=list)
    """What was accepted: the start rule of the grammar, and the text."""
    refused: list = field(factory=list)
    """What was not: the code of the complaint, the text, the complaint."""

    def book(self, count):
        """A rulebook with that many rules: as plain data, and as read."""
        data = {
            "parameters": {n: {**LABEL, **p} for n, p in PARAMETERS.items()},
            "vocabulary": VOCABULARY,
            "define": {},
        }
        self.texts += [("amount", text) for text in ("1/2", "2 days", "1500 characters")]
        defined = defined_of(data)
        self.focus = Focus.drawn(self.rng, list(defined.words.offices))
        for invent in (self.nouns, self.adjectives):
            data, defined = self.defining(data, invent, Speaker(self.rng, defined.checker, self.seeds, self.focus))
        without, data["rules"], found = book_of({**data, **START}), {}, ()
        speaker = Speaker(self.rng, defined.checker, self.seeds, self.focus)
        while len(found) < count:
            name, start = f"r{len(found) + 1}", len(self.texts)
            rule, complaints = self.rule(speaker), Complaints()
            read = read_rules(from_plain({name: rule}), defined, Reader(complaints), complaints)
            self.drawn.update(d.code for d in complaints.found)
            self.refused += [(d.code, rule, str(d)) for d in complaints.found]
            if complaints.found:
                del self.texts[start:]
                continue
            data["rules"][name] = rule
            found += read
        return data, evolve(without, rules=found)

    def defining(self, data, invent, speaker):
        """The rulebook with more definitions, and what the checker then knows; drawn anew until they are accepted."""
        while True:
            start = len(self.texts)
            more = {**data, "define": {**data["define"], **invent(speaker)}}
            defined = defined_of(more)
            if defined is not None:
                return more, defined
            self.drawn["definition"] += 1
            del self.texts[start:]

    # ---- one text ----------------------------------------------------------------------------------------------------

    def accepted(self, start, draw, check):
        """A text that the checker accepts: what it refuses is counted and drawn anew, a few times.

        :raises ConditionError: when it refuses all of them
        """
        while True:
            text = draw()
            self.drawn["drawn"] += 1
            try:
                check(text)
            except ConditionError as error:
                self.drawn[error.code] += 1
                self.refused.append((error.code, text, error.en))
                continue
            self.texts.append((start, text))
            return text

    def sentence(self, speaker, scope, depth=2):
        """A condition; the rule as a whole will tell whether it is one."""
        text = speaker.sentence(scope, self.rng.choice((0, 0, 0, 0, 1, 1, depth)))
        self.drawn["drawn"] += 1
        self.texts.append(("condition", text))
        return text

    def noun(self, speaker, type_, scope, depth):
        """A noun of a type."""

        def check(text):
            found, _ = speaker.checker.noun(parse_noun(text), scope)
            if found.type.of != type_.of or counting_depth(found) > 1:
                raise ConditionError("another-type", "", "", (0, 1))

        return self.accepted("noun", lambda: speaker.noun(type_, scope, depth), check)

    # ---- definitions -------------------------------------------------------------------------------------------------

    def nouns(self, speaker):
        """Two sets, and two fields of items, one of them of one thing."""
        person = Type("thing", "person")
        group = {"are": self.noun(speaker, person, {}, 1)}
        union = {"are": [self.noun(speaker, person, {}, 0), self.noun(speaker, person, {}, 0)], "one": "insider"}
        first = {"is": self.noun(speaker, person, ITEM, 0)}
        many = {
            "are": self.noun(speaker, Type("thing", self.rng.choice(("person", "unit"))), ITEM, 0),
            "one": "concerned_one",
        }
        found = {"voters": group, "insiders": union, "item.rapporteur": first, "item.concerned": many}
        return {key: {**LABEL, **rows} for key, rows in found.items()}

    def adjectives(self, speaker):
        """Of items, of persons, of units, and one with an object."""
        heads = {
            "item is ripe": ITEM,
            "person is fit": {"person": Type("thing", "person")},
            "unit is ready": {"unit": Type("thing", "unit")},
            "person is answerable for item": {"person": Type("thing", "person"), **ITEM},
        }
        self.texts += [("term", head) for head in heads]
        return {head: {**LABEL, **self.body(speaker, scope, 1, key="when")} for head, scope in heads.items()}

    # ---- rules -------------------------------------------------------------------------------------------------------

    def rule(self, speaker):
        """One rule."""
        rng, scope = self.rng, {}
        rule = {"text": LABEL, "stage": rng.choice(STAGES)}
        if rng.random() < 0.7:
            rule["for"], scope = self.subject(speaker)
        force = rng.choice(FORCES)
        rule |= self.body(speaker, scope, 2, key=force)
        if force == "may":
            rule["only_if"] = self.value(speaker, scope, 1)
        if rng.random() < 0.12:
            rule["when"] = self.value(speaker, scope, 1)
        if rng.random() < 0.12:
            rule["once"] = self.value(speaker, scope, 1)
        if rng.random() < 0.18:
            rule["unless"] = {f"x{n}": self.value(speaker, scope, 1) for n in range(rng.choice((1, 1, 2)))}
        if rng.random() < 0.12:
            # it falls due for all subjects at once
            rule["due"] = speaker.timing({})
        return rule

    def subject(self, speaker):
        """What a rule has one finding for each of, and the variable that this binds."""
        rng = self.rng
        kind = rng.choice(("item", "item", "item", "item", "item", "person", "paper", "unit", "decision"))
        type_ = Type("thing", kind)

        def draw():
            text = f"each {kind}" if rng.random() < 0.5 else f"each {speaker.noun(type_, {}, 1)}"
            if rng.random() < 0.2:
                text += f" where {speaker.sentence({kind: type_}, 1)}"
            return text

        def check(text):
            speaker.checker.subject(parse_subject(text), {})

        text = self.accepted("subject", draw, check)
        found = speaker.checker.subject(parse_subject(text), {})
        return text, {found.var: Type("thing", found.kind)}

    def body(self, speaker, scope, depth, key):
        """A key of a rule with its condition; a definition may be a list itself."""
        value = self.value(speaker, scope, depth)
        return value if key == "when" and isinstance(value, dict) else {key: value}

    def value(self, speaker, scope, depth):
        """A sentence, or a named list of sentences."""
        chance = self.rng.random()
        if chance < 0.8:
            return self.sentence(speaker, scope, depth)
        if chance < 0.88:
            return self.in_order(speaker, scope) or self.sentence(speaker, scope, depth)
        if chance < 0.92:
            return {"ask": {"zh": "是否妥当", "en": "is it well made"}}
        how = self.rng.choice(("any of", "all of"))
        lines = {f"l{n}": self.sentence(speaker, scope, 0) for n in range(self.rng.choice((1, 2, 2, 3)))}
        if self.rng.random() < 0.25:
            lines["asked"] = {"ask": {"zh": "是否妥当", "en": "is it well made"}}
        if self.rng.random() < 0.2:
            lines["inner"] = {self.rng.choice(("any of", "all of")): {"l1": self.sentence(speaker, scope, 0)}}
        more = {"when": self.sentence(speaker, scope, 0)} if self.rng.random() < 0.2 else {}
        return {how: lines, **more}

    def in_order(self, speaker, scope):
        """Steps under their citations."""
        chain = speaker.chain(scope, 0)
        if chain is None:
            return None
        first, *steps = chain.split(", then ")
        steps = [f"then {step}" for step in steps]
        self.drawn["drawn"] += 1
        self.texts += [("condition", first), *(("step", step) for step in steps)]
        return {"in order": {f"s{n}": step for n, step in enumerate((first, *steps))}}
