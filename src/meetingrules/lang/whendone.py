"""When the acts of a step were done, as its proof tells: what the order of a chain rests on."""

from datetime import date
from fractions import Fraction

from meetingrules.lang.answers import Moment, Proof, Truth
from meetingrules.lang.values import in_time_order

Times = tuple[Moment | None, Moment | None]


def times(proof: Proof, *, otherwise: bool = False) -> Times:
    """The first and the last time at which the acts of a step were done.

    :param otherwise: should acts on the meeting's day, whose hour is not known, lie behind its start
    """
    found = list[Moment]()
    stack = [proof]
    while stack:
        part = stack.pop()
        if part.construct == "act":
            at = part.values.get("otherwise" if otherwise and "otherwise" in part.values else "at")
            if part.now is Truth.YES and isinstance(at, date):
                found.append(at)
        elif part.construct in {"count", "quorum"}:
            found += part.values.get("otherwise" if otherwise and "otherwise" in part.values else "acts", ())
        elif part.construct in {"or", "some"}:
            stack += [p for p in part.parts if p.now is Truth.YES][:1]
        else:
            stack += part.parts
    if not found:
        return None, None
    return min(found, key=in_time_order), max(found, key=in_time_order)


def reached(parts: tuple[Proof, ...], need: Fraction | None) -> dict[str, tuple[Moment, ...]]:
    """From when to when the acts were done by which a count is reached; where none has to be reached, all of them."""
    acts, other = (_reached(parts, need, otherwise=otherwise) for otherwise in (False, True))
    return {"acts": acts} | ({"otherwise": other} if other != acts else {}) if acts else {}


def _reached(parts: tuple[Proof, ...], need: Fraction | None, *, otherwise: bool) -> tuple[Moment, ...]:
    spans = list[tuple[Moment, Moment]]()
    for part in parts:
        first, last = times(part, otherwise=otherwise)
        if part.now is Truth.YES and first is not None:
            assert last is not None
            spans.append((first, last))
    spans.sort(key=_end)
    moments = [moment for span in (spans if need is None else spans[: int(need)]) for moment in span]
    return (min(moments, key=in_time_order), max(moments, key=in_time_order)) if moments else ()


def _end(span: tuple[Moment, Moment]) -> tuple[int, float]:
    _, last = span
    return in_time_order(last)
