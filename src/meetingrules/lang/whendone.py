"""When the acts of a step were done, as its proof tells: what the order of a chain rests on."""

from datetime import date
from fractions import Fraction

from meetingrules.lang.answers import Moment, Proof, Truth
from meetingrules.lang.values import in_time_order


def times(proof: Proof) -> tuple[Moment | None, Moment | None]:
    """The first and the last time at which the acts of a step were done."""
    found = list[Moment]()
    stack = [proof]
    while stack:
        part = stack.pop()
        if part.construct == "act":
            at = part.values.get("at")
            if part.now is Truth.YES and isinstance(at, date):
                found.append(at)
        elif part.construct in {"count", "quorum"}:
            found += part.values.get("acts", ())
        elif part.construct in {"or", "some"}:
            stack += [p for p in part.parts if p.now is Truth.YES][:1]
        else:
            stack += part.parts
    if not found:
        return None, None
    return min(found, key=in_time_order), max(found, key=in_time_order)


def reached(parts: tuple[Proof, ...], need: Fraction | None) -> dict[str, tuple[Moment, ...]]:
    """From when to when the acts were done by which a count is reached; where none has to be reached, all of them."""
    spans = list[tuple[Moment, Moment]]()
    for part in parts:
        first, last = times(part)
        if part.now is Truth.YES and first is not None:
            assert last is not None
            spans.append((first, last))
    spans.sort(key=_end)
    moments = [moment for span in (spans if need is None else spans[: int(need)]) for moment in span]
    return {"acts": (min(moments, key=in_time_order), max(moments, key=in_time_order))} if moments else {}


def _end(span: tuple[Moment, Moment]) -> tuple[int, float]:
    _, last = span
    return in_time_order(last)
