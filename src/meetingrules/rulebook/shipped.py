"""Which rulebooks come with the package, and where a rulebook is found: all that is asked when one was read before."""

from pathlib import Path

from meetingrules.base.source import shipped, shipped_names

SUFFIX = ".rules.yaml"


def shipped_rulebooks() -> tuple[str, ...]:
    """The names of the rulebooks that come with the package."""
    return shipped_names("rules", SUFFIX)


def find(name: str) -> Path:
    """A bare name means a shipped rulebook, anything else a path.

    :raises FileNotFoundError: when there is no such file
    """
    if name in shipped_rulebooks():
        return shipped("rules", name + SUFFIX)
    path = Path(name)
    if not path.is_file():
        raise FileNotFoundError(name)
    return path
