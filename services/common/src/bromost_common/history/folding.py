"""Folds the rows that were written together into what a person would call a change."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, NamedTuple, TypeAlias
from uuid import UUID

Image: TypeAlias = Mapping[str, Any]
Operation: TypeAlias = Literal["added", "changed", "removed"]

# They say nothing of the thing itself.
BOOKKEEPING = frozenset({"id", "version", "created_at", "updated_at"})


class RowPair(NamedTuple):
    """A row before and after a change; None where it was not there."""

    table: str
    object_id: UUID
    was: Image | None
    became: Image | None


class FieldChange(NamedTuple):
    """What a field held before and after."""

    field: str
    was: Any
    became: Any


class PartChange(NamedTuple):
    """A row that was added, changed or removed, by its fields."""

    part: str
    object_id: UUID
    operation: Operation
    fields: list[FieldChange]
    # Which row it is, where only something else of it changed.
    of: dict[str, Any]


def fold(pairs: Iterable[RowPair]) -> list[PartChange]:
    """The parts that differ; a row that was written again as it was is none."""
    kept = _without_rewritten([pair for pair in pairs if pair.was != pair.became])
    parts = (_part(pair) for pair in kept)
    return [part for part in parts if part.fields]


def _without_rewritten(pairs: Sequence[RowPair]) -> list[RowPair]:
    """Lists are replaced as a whole: rows that came back under another id stayed."""
    gone: dict[Any, list[int]] = {}
    for index, pair in enumerate(pairs):
        if pair.became is None:
            gone.setdefault(_content(pair), []).append(index)
    dropped: set[int] = set()
    for index, pair in enumerate(pairs):
        if pair.was is None and (same := gone.get(_content(pair))):
            dropped |= {index, same.pop()}
    return [pair for index, pair in enumerate(pairs) if index not in dropped]


def _content(pair: RowPair) -> Any:
    told = _told(pair, pair.was if pair.became is None else pair.became)
    return pair.table, repr(sorted(told.items()))


def _part(pair: RowPair) -> PartChange:
    was, became = _told(pair, pair.was), _told(pair, pair.became)
    operation: Operation
    if pair.was is None:
        operation = "added"
    elif pair.became is None:
        operation = "removed"
    else:
        operation = "changed"
    names = [*became, *(name for name in was if name not in became)]
    fields = [
        FieldChange(name, was.get(name), became.get(name))
        for name in names
        if was.get(name) != became.get(name)
    ]
    changed = {change.field for change in fields}
    unchanged = {
        name: value
        for name, value in became.items()
        if operation == "changed" and value is not None and name not in changed
    }
    return PartChange(pair.table, pair.object_id, operation, fields, unchanged)


def _told(pair: RowPair, image: Image | None) -> dict[str, Any]:
    """The image without what says nothing, and without whose part it is."""
    owner = str(pair.object_id)
    return {
        name: value
        for name, value in (image or {}).items()
        if name not in BOOKKEEPING and value != owner
    }
