"""Hypothesis strategies: meeting files made from the words of any rulebook, and what somebody may forget of one."""

from attrs import frozen
from hypothesis import strategies as st

from makers import forget, made, plain, resolved, ways_to_forget

__all__ = ["forgotten", "meetings", "plain", "resolved"]


@frozen
class Drawn:
    """Dice thrown by hypothesis."""

    draw: object

    def pick(self, values):
        return self.draw(st.sampled_from(values))

    def some(self, values):
        return self.draw(st.lists(st.sampled_from(values), max_size=3, unique=True))

    def count(self, low, high):
        return self.draw(st.integers(low, high))


@st.composite
def meetings(draw, book, whole=False):
    """A meeting file with references in it; `resolved` writes them out."""
    return made(Drawn(draw), book, whole)


@st.composite
def forgotten(draw, data):
    """The data without one to four facts, and which ones."""
    ways = []
    for _ in range(draw(st.integers(1, 4))):
        found = ways_to_forget(data)
        if not found:
            break
        ways.append(draw(st.sampled_from(found)))
        data = forget(data, ways[-1])
    return data, ways
