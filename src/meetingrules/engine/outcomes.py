"""What a fact that is missing decides: its other values, each tried out."""

from collections.abc import Iterator, Sequence

from attrs import evolve

from meetingrules.base.edits import NoSuchPlace
from meetingrules.engine.mendwrite import Writer
from meetingrules.engine.trial import key_of
from meetingrules.engine.tries import Tries
from meetingrules.engine.wants import Act, Come, Fix, Put
from meetingrules.report.model import Finding
from meetingrules.report.remedies import Outcome
from meetingrules.rulebook.model import Rule

FACTS = 3
"""Of so many missing facts it is told what each of their values decides."""


def outcomes(writer: Writer, tries: Tries, rule: Rule, finding: Finding, fix: Fix) -> Iterator[Outcome]:
    """What follows if a missing fact is so, and what if it is otherwise; of several, if one of them is."""
    if any(want.tone != "state" for want in fix):
        return
    for want in fix[:FACTS]:
        rest = tuple(other for other in fix if other is not want)
        for one in (*([want] if len(fix) == 1 else []), *others_of(want)):
            try:
                edits, _ = writer.fix((*rest, one))
                _, (own, *_) = writer.fix((one,))
            except NoSuchPlace:
                continue
            status = tries.status(rule, edits, key_of(finding))
            if status is not None:
                yield Outcome(own.path, own.value, status)


def others_of(want: object) -> Sequence[Put | Come]:
    """What else a missing fact might be."""
    match want:
        case Act(thing, declared):
            return [Put(thing, declared, "none", "state")]
        case Put(thing, declared, value) if declared.type.base == "flag":
            return [evolve(want, value="no" if value == "yes" else "yes")]
        case Put(thing, declared, value) if declared.type.base == "word":
            return [evolve(want, value=word) for word in declared.words if word != value][:FACTS]
        case Put(thing, declared, value) if declared.type.base == "number" and value.isdecimal():
            return [evolve(want, value=str(int(value) + 1)), evolve(want, value=str(max(int(value) - 1, 0)))]
        case Come():
            return [evolve(want, there=not want.there)]
    return []
