"""How the sides of a partnership are named and joined by lines."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Protocol, TypeVar

Thing = TypeVar("Thing")


class HasSide(Protocol):
    """Anything that stands on a side."""

    @property
    def side(self) -> int: ...


AnySided = TypeVar("AnySided", bound=HasSide)


def by_side(members: Iterable[AnySided]) -> dict[int, list[AnySided]]:
    """Members by side, sides in their order, members in the given order."""
    key = attrgetter("side")
    return {side: list(group) for side, group in groupby(sorted(members, key=key), key)}


def named(sides: Sequence[Sequence[str]]) -> str:
    """A partnership in words: `Gran - Mukono & Lugazi`."""
    return " - ".join(_together(names) for names in sides)


def _together(names: Sequence[str]) -> str:
    *others, last = names
    return f"{', '.join(others)} & {last}" if others else last


def lines(sides: Mapping[int, Sequence[Thing]]) -> Iterable[tuple[Thing, Thing]]:
    """Each member of the first side with each of the other sides."""
    first, *others = sides.values()
    for one in first:
        for side in others:
            for other in side:
                yield one, other
