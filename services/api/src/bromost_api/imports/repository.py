from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Select, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_api.accounts.models import Account
from bromost_api.codelists.models import Country, Currency
from bromost_api.programmes.models import Programme
from bromost_common.auth import Actor
from bromost_common.paging import AnyRow, Key, Order, PageRequest, fetch_page

from .bulk import insert_rows
from .models import (
    ImportBatch,
    ImportMapping,
    ImportName,
    ImportOutcome,
    ImportRow,
    ImportState,
)

_NEWEST_FIRST = Order(
    "-created_at",
    [
        Key(ImportBatch.created_at, descending=True),
        Key(ImportBatch.id, descending=True),
    ],
)
_BY_ROW = Order("row", [Key(ImportRow.row_number)])
_BY_POSITION = Order("position", [Key(ImportName.position)])
WORKING = (ImportState.ANALYSING, ImportState.COMMITTING, ImportState.UNDOING)


class ImportRepository:
    """Every query on imports and their rows."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, batch: ImportBatch) -> None:
        self._session.add(batch)
        await self._session.flush()

    async def add_rows(self, batch_id: UUID, rows: Sequence[tuple[int, str]]) -> None:
        """The file's rows as (number, cells as JSON)."""
        await insert_rows(
            self._session,
            "import_row",
            ("batch_id", "row_number", "cells"),
            [(batch_id, number, cells) for number, cells in rows],
        )

    async def get(self, batch_id: UUID, *, visible_to: Actor) -> ImportBatch | None:
        return await self._session.scalar(
            self._visible(visible_to).where(ImportBatch.id == batch_id)
        )

    async def lock(self, batch_id: UUID, *, visible_to: Actor) -> ImportBatch | None:
        return await self._session.scalar(
            self._visible(visible_to)
            .where(ImportBatch.id == batch_id)
            .with_for_update()
        )

    async def page(
        self, wanted: PageRequest, *, visible_to: Actor
    ) -> tuple[Sequence[AnyRow], str | None, int | None]:
        statement = (
            self._visible(visible_to)
            .join(Account, Account.id == ImportBatch.actor_id)
            .with_only_columns(
                ImportBatch.id,
                ImportBatch.state,
                ImportBatch.file_name,
                ImportBatch.row_count,
                ImportBatch.counts,
                ImportBatch.created,
                ImportBatch.created_at,
                ImportBatch.committed_at,
                ImportBatch.version,
                Account.id.label("actor_id"),
                Account.display_name.label("actor_name"),
            )
        )
        return await fetch_page(self._session, statement, _NEWEST_FIRST, wanted)

    async def rows_page(
        self, batch_id: UUID, outcome: str | None, wanted: PageRequest
    ) -> tuple[Sequence[AnyRow], str | None, int | None]:
        """Rows with what the newest dry run says of them, if there was one."""
        statement = (
            select(
                ImportRow.row_number,
                ImportRow.cells,
                ImportOutcome.outcome,
                ImportOutcome.reasons,
                ImportOutcome.detail,
            )
            .outerjoin(
                ImportOutcome,
                (ImportOutcome.batch_id == ImportRow.batch_id)
                & (ImportOutcome.row_number == ImportRow.row_number),
            )
            .where(ImportRow.batch_id == batch_id)
        )
        if outcome is not None:
            statement = statement.where(ImportOutcome.outcome == outcome)
        return await fetch_page(self._session, statement, _BY_ROW, wanted)

    async def names_at(
        self, batch_id: UUID, positions: set[int]
    ) -> dict[int, ImportName]:
        if not positions:
            return {}
        found = await self._session.scalars(
            select(ImportName).where(
                ImportName.batch_id == batch_id, ImportName.position.in_(positions)
            )
        )
        return {name.position: name for name in found}

    async def names_page(
        self,
        batch_id: UUID,
        states: Sequence[str],
        wanted: PageRequest,
    ) -> tuple[Sequence[AnyRow], str | None, int | None]:
        statement = select(*ImportName.__table__.columns).where(
            ImportName.batch_id == batch_id
        )
        if states:
            statement = statement.where(ImportName.state.in_(states))
        return await fetch_page(self._session, statement, _BY_POSITION, wanted)

    async def first_rows(self, batch_id: UUID, count: int) -> Sequence[ImportRow]:
        found = await self._session.scalars(
            select(ImportRow)
            .where(ImportRow.batch_id == batch_id)
            .order_by(ImportRow.row_number)
            .limit(count)
        )
        return found.all()

    async def all_rows(self, batch_id: UUID) -> Sequence[AnyRow]:
        found = await self._session.execute(
            select(ImportRow.row_number, ImportRow.cells)
            .where(ImportRow.batch_id == batch_id)
            .order_by(ImportRow.row_number)
        )
        return found.all()

    async def all_outcomes(self, batch_id: UUID) -> dict[int, tuple[str, list[Any]]]:
        found = await self._session.execute(
            select(
                ImportOutcome.row_number, ImportOutcome.outcome, ImportOutcome.reasons
            ).where(ImportOutcome.batch_id == batch_id)
        )
        return {row[0]: (row[1], row[2]) for row in found}

    async def replace_analysis(
        self,
        batch_id: UUID,
        outcomes: Sequence[tuple[Any, ...]],
        names: Sequence[tuple[Any, ...]],
    ) -> None:
        for table in (ImportOutcome, ImportName):
            await self._session.execute(delete(table).where(table.batch_id == batch_id))
        await insert_rows(
            self._session,
            "import_outcome",
            ("batch_id", "row_number", "outcome", "reasons", "detail"),
            outcomes,
        )
        await insert_rows(
            self._session,
            "import_name",
            tuple(column.name for column in ImportName.__table__.columns),
            names,
        )

    async def name_counts(self, batch_id: UUID) -> dict[str, int]:
        found = await self._session.execute(
            select(ImportName.state, func.count())
            .where(ImportName.batch_id == batch_id)
            .group_by(ImportName.state)
        )
        return {row[0]: row[1] for row in found}

    async def remembered(self, signature: bytes) -> Mapping[str, Any] | None:
        return await self._session.scalar(
            select(ImportMapping.settings).where(
                ImportMapping.header_signature == signature
            )
        )

    async def remember(self, signature: bytes, settings: dict[str, Any]) -> None:
        values = {"settings": settings, "updated_at": func.now()}
        await self._session.execute(
            insert(ImportMapping)
            .values(header_signature=signature, **values)
            .on_conflict_do_update(index_elements=["header_signature"], set_=values)
        )

    async def has_programme(self, programme_id: UUID) -> bool:
        return (
            await self._session.scalar(
                select(Programme.id).where(Programme.id == programme_id)
            )
            is not None
        )

    async def country_codes(self) -> frozenset[str]:
        return frozenset(await self._session.scalars(select(Country.code)))

    async def currency_codes(self) -> frozenset[str]:
        return frozenset(await self._session.scalars(select(Currency.code)))

    async def actor_name(self, account_id: UUID) -> str:
        name = await self._session.scalar(
            select(Account.display_name).where(Account.id == account_id)
        )
        return name or ""

    @staticmethod
    def _visible(actor: Actor) -> Select[ImportBatch]:
        # Who may import sees everybody's imports: colleagues take over from each other.
        assert actor.reach("import.read").everywhere
        return select(ImportBatch)


class ImportJobRepository:
    """What the worker reads and writes; it acts for nobody in particular."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def take(self, batch_id: UUID, state: ImportState) -> ImportBatch | None:
        """The import, if it is still to be worked on; one worker at a time."""
        await self._session.execute(
            select(func.pg_advisory_xact_lock(func.hashtextextended(str(batch_id), 0)))
        )
        return await self._session.scalar(
            select(ImportBatch).where(
                ImportBatch.id == batch_id, ImportBatch.state == state
            )
        )

    async def report(self, batch_id: UUID, rows_done: int) -> bool:
        """Note progress; true when somebody asked to stop."""
        asked = await self._session.scalar(
            update(ImportBatch)
            .where(ImportBatch.id == batch_id)
            .values(rows_done=rows_done, updated_at=ImportBatch.updated_at)
            .returning(ImportBatch.cancel_requested)
        )
        return bool(asked)

    async def fall_back(
        self, batch_id: UUID, working: ImportState, **values: Any
    ) -> None:
        """Leave a working state for another one, if it still is in it."""
        await self._session.execute(
            update(ImportBatch)
            .where(ImportBatch.id == batch_id, ImportBatch.state == working)
            .values(version=ImportBatch.version + 1, cancel_requested=False, **values)
        )

    async def unfinished(self) -> Sequence[ImportBatch]:
        found = await self._session.scalars(
            select(ImportBatch).where(ImportBatch.state.in_(WORKING))
        )
        return found.all()
