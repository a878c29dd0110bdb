import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from anyio import to_thread
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.audit import note_export
from bromost_common.auth import Actor
from bromost_common.errors import (
    ConflictError,
    NotFoundError,
    StaleVersionError,
    TooLargeError,
    invalid,
)
from bromost_common.jobs import enqueue_in
from bromost_common.paging import Page, PageRequest
from bromost_common.sheets.cells import Table
from bromost_common.sheets.files import MAX_BYTES, read_table

from .analysis.evaluate import Outcome
from .analysis.names import State
from .columns import signature
from .models import CommitMode, ImportBatch, ImportState
from .repository import WORKING, ImportRepository
from .schemas import (
    ActorRef,
    CommitRequest,
    ImportListItem,
    ImportOut,
    ImportRowOut,
    ImportSettings,
    NameOut,
)
from .settings import check_codes, check_columns
from .undoing import refuse_dependents
from .views import import_out, list_item, name_out, row_out
from .workbook import annotated_workbook

ANALYSE, COMMIT, UNDO = "imports.analyse", "imports.commit", "imports.undo"
JOBS = {
    ImportState.ANALYSING: ANALYSE,
    ImportState.COMMITTING: COMMIT,
    ImportState.UNDOING: UNDO,
}
PREVIEW_ROWS = 8
MAX_FILE_NAME = 200
_MAPPABLE = (
    ImportState.UPLOADED,
    ImportState.ANALYSED,
    ImportState.CANCELLED,
    ImportState.FAILED,
    ImportState.UNDONE,
)


class WrongImportStateError(ConflictError):
    """The import has not come to this yet, or is past it."""

    code = "wrong_import_state"


class ImportHasRefusalsError(ConflictError):
    """All rows were wanted, and some are refused."""

    code = "import_has_refusals"


class NothingToImportError(ConflictError):
    """Every row is refused."""

    code = "nothing_to_import"


class ImportService:
    """What can be done with imports; long work is left to jobs."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._imports = ImportRepository(session)

    async def upload(
        self, name: str, data: bytes, encoding: str | None, *, actor: Actor
    ) -> ImportOut:
        if len(data) > MAX_BYTES:
            raise TooLargeError(f"A file may have at most {MAX_BYTES} bytes.")
        table = await to_thread.run_sync(lambda: read_table(data, encoding=encoding))
        batch = _batch(name, data, table, actor)
        await self._imports.add(batch)
        rows = await to_thread.run_sync(_rows_json, table)
        await self._imports.add_rows(batch.id, rows)
        return await self._out(batch)

    async def get(self, batch_id: UUID, *, actor: Actor) -> ImportOut:
        found = await self._imports.get(batch_id, visible_to=actor)
        return await self._out(_existing(found))

    async def page(self, wanted: PageRequest, *, actor: Actor) -> Page[ImportListItem]:
        rows, cursor, total = await self._imports.page(wanted, visible_to=actor)
        items = [list_item(row) for row in rows]
        return Page(items=items, next_cursor=cursor, total=total)

    async def rows(
        self,
        batch_id: UUID,
        outcome: Outcome | None,
        wanted: PageRequest,
        *,
        actor: Actor,
    ) -> Page[ImportRowOut]:
        batch = _existing(await self._imports.get(batch_id, visible_to=actor))
        rows, cursor, total = await self._imports.rows_page(batch.id, outcome, wanted)
        positions = {at for row in rows for at in (row.detail or {}).get("names", [])}
        names = await self._imports.names_at(batch.id, positions)
        items = [row_out(row, names) for row in rows]
        return Page(items=items, next_cursor=cursor, total=total)

    async def names(
        self,
        batch_id: UUID,
        states: Sequence[State],
        wanted: PageRequest,
        *,
        actor: Actor,
    ) -> Page[NameOut]:
        batch = _existing(await self._imports.get(batch_id, visible_to=actor))
        rows, cursor, total = await self._imports.names_page(batch.id, states, wanted)
        items = [name_out(row) for row in rows]
        return Page(items=items, next_cursor=cursor, total=total)

    async def set_mapping(
        self,
        batch_id: UUID,
        wanted: ImportSettings,
        expected_version: int,
        *,
        actor: Actor,
    ) -> ImportOut:
        """Keep the settings, and have the rows analysed with them."""
        batch = await self._lock(batch_id, *_MAPPABLE, actor=actor)
        await self._check_version(batch, expected_version)
        check_columns(wanted, batch.headers)
        check_codes(
            wanted,
            await self._imports.country_codes(),
            await self._imports.currency_codes(),
        )
        if not await self._imports.has_programme(wanted.programme_id):
            raise invalid(
                "body",
                "programme_id",
                code="unknown_programme",
                message="There is no such programme.",
            )
        settings = wanted.model_dump(mode="json")
        await self._imports.remember(batch.header_signature, settings)
        batch.settings = settings
        return await self._begin(batch, ImportState.ANALYSING, actor)

    async def commit_rows(
        self,
        batch_id: UUID,
        wanted: CommitRequest,
        expected_version: int,
        *,
        actor: Actor,
    ) -> ImportOut:
        batch = await self._lock(batch_id, ImportState.ANALYSED, actor=actor)
        await self._check_version(batch, expected_version)
        refused = (batch.counts or {}).get(Outcome.REFUSE, 0)
        if refused == batch.row_count:
            raise NothingToImportError("Every row is refused.")
        if refused and wanted.mode == CommitMode.ALL_OR_NOTHING:
            raise ImportHasRefusalsError(f"{refused} rows are refused.")
        batch.mode = wanted.mode
        return await self._begin(batch, ImportState.COMMITTING, actor)

    async def undo(self, batch_id: UUID, *, actor: Actor) -> ImportOut:
        batch = await self._lock(batch_id, ImportState.COMMITTED, actor=actor)
        await refuse_dependents(self._session, batch.id)
        return await self._begin(batch, ImportState.UNDOING, actor)

    async def cancel(self, batch_id: UUID, *, actor: Actor) -> ImportOut:
        """Stop a running step at its next pause, or give the import up."""
        batch = await self._lock(
            batch_id,
            ImportState.UPLOADED,
            ImportState.ANALYSED,
            ImportState.FAILED,
            ImportState.ANALYSING,
            ImportState.COMMITTING,
            actor=actor,
        )
        if ImportState(batch.state) in WORKING:
            batch.cancel_requested = True
        else:
            batch.state = ImportState.CANCELLED
            batch.version += 1
        await self._session.flush()
        return await self._out(batch)

    async def workbook(self, batch_id: UUID, *, actor: Actor) -> tuple[str, Path]:
        """The file's rows with what became of each: a name, and a file to delete."""
        batch = _existing(await self._imports.get(batch_id, visible_to=actor))
        rows = await self._imports.all_rows(batch.id)
        outcomes = await self._imports.all_outcomes(batch.id)
        note_export(self._session, len(rows))
        path = await to_thread.run_sync(
            annotated_workbook, batch.headers, rows, outcomes
        )
        return f"{Path(batch.file_name).stem}-checked.xlsx", path

    async def _begin(
        self, batch: ImportBatch, state: ImportState, actor: Actor
    ) -> ImportOut:
        batch.state = state
        batch.actor_id = actor.account_id
        batch.rows_done = 0
        batch.cancel_requested = False
        batch.failure = None
        batch.version += 1
        await self._session.flush()
        await enqueue(self._session, batch)
        return await self._out(batch)

    async def _lock(
        self, batch_id: UUID, *states: ImportState, actor: Actor
    ) -> ImportBatch:
        found = await self._imports.lock(batch_id, visible_to=actor)
        batch = _existing(found)
        if batch.state not in states:
            raise WrongImportStateError(f"The import is {batch.state}.")
        return batch

    async def _check_version(self, batch: ImportBatch, expected: int) -> None:
        if batch.version != expected:
            raise StaleVersionError(
                "The import has moved on.", current=await self._out(batch)
            )

    async def _out(self, batch: ImportBatch) -> ImportOut:
        remembered: Mapping[str, Any] | None = None
        if batch.settings is None:
            remembered = await self._imports.remembered(batch.header_signature)
        return import_out(
            batch,
            actor=ActorRef(
                id=batch.actor_id, name=await self._imports.actor_name(batch.actor_id)
            ),
            preview=await self._imports.first_rows(batch.id, PREVIEW_ROWS),
            remembered=remembered,
            currencies=await self._imports.currency_codes(),
            names=await self._imports.name_counts(batch.id),
        )


async def enqueue(session: AsyncSession, batch: ImportBatch) -> None:
    """The job of the import's state; once for each time it enters it."""
    name = JOBS[ImportState(batch.state)]
    key = f"import:{batch.id}:{batch.version}"
    await enqueue_in(session, name, {"import_id": str(batch.id)}, key=key)


def _existing(batch: ImportBatch | None) -> ImportBatch:
    if batch is None:
        raise NotFoundError("There is no such import.")
    return batch


def _batch(name: str, data: bytes, table: Table, actor: Actor) -> ImportBatch:
    plain = name.replace("\x00", "").replace("\\", "/").rsplit("/", 1)[-1].strip()
    return ImportBatch(
        file_name=plain[-MAX_FILE_NAME:] or "file",
        format=table.format,
        encoding=table.encoding,
        delimiter=table.delimiter,
        sheet=table.sheet,
        byte_size=len(data),
        content_digest=hashlib.sha256(data).digest(),
        header_signature=signature(table.headers),
        header_row=table.header_row,
        headers=table.headers,
        row_count=len(table.rows),
        actor_id=actor.account_id,
    )


def _rows_json(table: Table) -> list[tuple[int, str]]:
    # A null character would be refused by the database; nobody typed it.
    return [
        (row.number, json.dumps(row.cells, ensure_ascii=False).replace("\\u0000", ""))
        for row in table.rows
    ]
