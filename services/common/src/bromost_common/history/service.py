from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.paging import PageRequest
from bromost_common.reads import note_shown

from .folding import PartChange, RowPair, fold
from .repository import ChangeRow, HistoryRepository
from .schemas import (
    ChangeOut,
    FieldChangeOut,
    HistoryPage,
    PartChangeOut,
    PersonRef,
    Reference,
)

# Types of things that are people.
PEOPLE = frozenset({"account", "contact_person"})
# Each service can tell what the ids of its own things stand for.
Naming: TypeAlias = Callable[[Sequence[UUID]], Awaitable[list[Reference]]]


class HistoryService:
    """Tells what was changed. The caller has checked that the actor sees the things."""

    def __init__(self, session: AsyncSession, service: str, naming: Naming) -> None:
        self._session = session
        self._history = HistoryRepository(session, service)
        self._naming = naming

    async def page(
        self, types: Sequence[str], ids: Sequence[UUID], wanted: PageRequest
    ) -> HistoryPage:
        """The changes of these objects with all that belongs to them."""
        changes, cursor = await self._history.changes(types, ids, wanted)
        total = await self._history.count(types, ids) if wanted.with_total else None
        rows = await self._history.rows([c.change_id for c in changes], of=(types, ids))
        items = await self._told(changes, rows)
        references = await self._naming(_ids_in(items))
        people = [item.by.id for item in items if item.by is not None]
        named = [one.id for one in references if one.type in PEOPLE]
        note_shown(self._session, [*people, *named])
        return HistoryPage(
            items=items, next_cursor=cursor, total=total, references=references
        )

    async def change(
        self, change_id: UUID
    ) -> tuple[list[PartChangeOut], list[Reference]]:
        """All that was written in one change, as far as the reader sees it."""
        rows = await self._history.rows([change_id])
        parts = [_part(part) for part in fold(pair for _, pair in rows)]
        return parts, await self._naming(ids_in(parts))

    async def _told(
        self, changes: Sequence[ChangeRow], rows: Sequence[tuple[UUID, RowPair]]
    ) -> list[ChangeOut]:
        why = await self._history.explained([change.change_id for change in changes])
        people = await self._history.people(
            sorted(
                {c.account_id for c in changes if c.account_id is not None}
                | {one for w in why.values() if (one := _id(w.on_behalf_of))}
            )
        )
        pairs: dict[UUID, list[RowPair]] = {}
        for change_id, pair in rows:
            pairs.setdefault(change_id, []).append(pair)
        return [
            _change(
                change,
                fold(pairs.get(change.change_id, [])),
                why.get(change.change_id),
                people,
            )
            for change in changes
        ]


def _change(
    change: ChangeRow, parts: Iterable[PartChange], why: Any, people: dict[UUID, str]
) -> ChangeOut:
    by = change.account_id
    return ChangeOut(
        id=change.change_id,
        at=change.at,
        by=None if by is None else PersonRef(id=by, name=people.get(by)),
        action=why.action if why else None,
        on_behalf_of=_through(why.on_behalf_of, people) if why else None,
        reason=why.reason if why else None,
        parts=[_part(part) for part in parts],
    )


def _id(told: str | None) -> UUID | None:
    return UUID(told) if told and len(told) == len(str(UUID(int=0))) else None


def _through(told: str | None, people: dict[UUID, str]) -> str | None:
    """The name of whoever gave a link; a program has none here."""
    one = _id(told)
    return told if one is None else people.get(one, told)


def _part(part: PartChange) -> PartChangeOut:
    return PartChangeOut(
        part=part.part,
        object_id=part.object_id,
        operation=part.operation,
        fields=[FieldChangeOut(**field._asdict()) for field in part.fields],
        of=part.of,
    )


def _ids_in(items: Iterable[ChangeOut]) -> list[UUID]:
    return ids_in(part for item in items for part in item.parts)


def ids_in(parts: Iterable[PartChangeOut]) -> list[UUID]:
    found: set[str] = set()
    for part in parts:
        named = dict(part.of)
        values = [
            *named.items(),
            *((f.field, f.was) for f in part.fields),
            *((f.field, f.became) for f in part.fields),
        ]
        found.add(str(part.object_id))
        found |= {str(v) for name, v in values if name.endswith("_id") and v}
        # Whoever did it is named, too; a few of these hold other words.
        people = [v for name, v in values if name.endswith("_by")]
        found |= {v for v in people if isinstance(v, str) and _id(v)}
        for name, several in values:
            if name.endswith("_ids") and several:
                found |= {str(one) for one in several}
    return sorted(UUID(one) for one in found)
