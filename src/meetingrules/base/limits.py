"""How much is read and worked out at most: one value, which the caller may change and no file can."""

from datetime import date
from typing import Any

from attrs import field, frozen

FIRST_DAY = date(1949, 10, 1)
LAST_DAY = date(2100, 12, 31)
LARGEST = 10**15


def _not_beyond(most: Any, *, least: bool = False) -> Any:
    def check(_: object, attribute: Any, value: Any) -> None:
        if value < most if least else value > most:
            raise ValueError(
                f"{attribute.name} can be narrowed, not widened: {most} is as far as calendars and sums go"
            )

    return check


def _positive(_: object, attribute: Any, value: Any) -> None:
    if isinstance(value, int) and value < 1:
        raise ValueError(f"{attribute.name} must be at least 1")


def _most(value: int) -> Any:
    return field(default=value, validator=_positive)


@frozen(kw_only=True)
class Limits:
    """How much is read and worked out at most. What goes beyond is refused by name, before it costs more.

    Whoever calls may give other limits; nothing that is read can change them.

    >>> Limits(people=500).people, Limits().people
    (500, 10000)
    """

    bytes: int = _most(5 * 1024 * 1024)
    """Of one file: ``too-large``."""
    scalar: int = _most(64 * 1024)
    """Of one value in a file, in bytes of UTF-8: ``scalar-too-long``."""
    nodes: int = _most(200_000)
    """Values of one file, keys, tables and lists among them: ``too-many-nodes``."""
    depth: int = _most(32)
    """Tables and lists in one another: ``too-deep``."""
    complaints: int = _most(100)
    """Told of one file, in the order of its text; the rest is counted: ``more-complaints``."""
    condition: int = _most(4_096)
    """Characters of one condition: ``condition-too-long``."""
    condition_depth: int = _most(64)
    """Brackets in one another in one condition, and half of the parts: ``condition-too-deep``."""
    counting: int = _most(3)
    """Counting inside counting in one condition: ``counting-too-deep``."""
    defined_counting: int = _most(5)
    """The same with all that its words are defined by."""
    defined_depth: int = _most(100)
    """Parts in one another of a condition with all that its words are defined by: ``definitions-too-deep``."""
    rules: int = _most(5_000)
    """Of one rulebook, and of definitions: ``too-many-rules``."""
    people: int = _most(10_000)
    """Of one roster, or one meeting: ``too-many-people``."""
    items: int = _most(1_000)
    """Of one meeting: ``too-many-items``."""
    rule_steps: int = _most(1_000_000)
    """Sentences and sets looked at for one rule of one meeting, each for each thing: ``too-many-steps``."""
    plan_steps: int = _most(10_000_000)
    """The same for all rules of one meeting."""
    number: int = field(default=LARGEST, validator=[_positive, _not_beyond(LARGEST)])
    """The largest number in a file, and below nought the smallest: ``number-out-of-range``."""
    first_day: date = field(default=FIRST_DAY, validator=_not_beyond(FIRST_DAY, least=True))
    """``day-out-of-range``, as is what lies behind *last_day*."""
    last_day: date = field(default=LAST_DAY, validator=_not_beyond(LAST_DAY))


DEFAULT = Limits()
