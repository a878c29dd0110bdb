"""What the worker does: the dry run, the commit and the undo, each one transaction."""

import asyncio
import gc
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.audit import Event, record
from bromost_common.auth import working_on
from bromost_common.context import act_as
from bromost_common.contracts.imports import ImportCommitted, ImportUndone
from bromost_common.db import SessionMaker
from bromost_common.outbox import publish
from bromost_common.sheets.cells import Row

from .analysis.draft import RowReader, collect, mark_for
from .analysis.evaluate import Analysis, Evaluation, Outcome, Result
from .analysis.names import Resolution, candidates_json
from .analysis.options import Options
from .models import ImportBatch, ImportState
from .registry import RegistryReader
from .repository import ImportJobRepository, ImportRepository
from .settings import options_of
from .undoing import refuse_dependents, undo
from .writing import PlanWriter, hold_registry

Item = TypeVar("Item")
# Between two such pieces the worker gives a sign of life and sees whether to stop.
_PIECE = 5_000


class ImportCancelled(Exception):  # noqa: N818  # somebody's wish, no error
    """Somebody asked to stop; the transaction is rolled back."""


class ImportWorker:
    """One step of one import."""

    def __init__(self, sessions: SessionMaker, batch_id: UUID) -> None:
        self._sessions = sessions
        self._id = batch_id

    async def analyse(self) -> None:
        async with self._sessions.begin() as session:
            batch = await ImportJobRepository(session).take(
                self._id, ImportState.ANALYSING
            )
            if batch is None:
                return
            with _collector_paused():
                analysis, _ = await self._evaluate(session, batch)
                await self._store(session, batch, analysis)

    async def commit_rows(self) -> None:
        """Look again with everything held still; write if nothing looks different."""
        async with self._sessions.begin() as session:
            batch = await ImportJobRepository(session).take(
                self._id, ImportState.COMMITTING
            )
            if batch is None:
                return
            await hold_registry(session)
            with _collector_paused():
                analysis, options = await self._evaluate(session, batch)
            if analysis.digest() != batch.analysis_digest:
                await self._store(session, batch, analysis)
                batch.failure = _OUTDATED
                return
            await _on_behalf_of(session, batch)
            await PlanWriter(session, analysis.plan, options).write(batch.id)
            # The last moment to stop. Not later: the report is a transaction of its
            # own, and would wait for ever for the row that is changed below.
            await self._report(batch.row_count)
            batch.created = analysis.plan.counts()
            batch.committed_at = datetime.now(UTC)
            _enter(batch, ImportState.COMMITTED)
            publish(session, _committed(batch))
            await _trace(session, batch, "imports.commit")

    async def undo(self) -> None:
        async with self._sessions.begin() as session:
            batch = await ImportJobRepository(session).take(
                self._id, ImportState.UNDOING
            )
            if batch is None:
                return
            await _on_behalf_of(session, batch)
            await hold_registry(session)
            await refuse_dependents(session, batch.id)
            await undo(session, batch.id)
            batch.undone_at = datetime.now(UTC)
            _enter(batch, ImportState.UNDONE)
            created = batch.created or {}
            await _trace(session, batch, "imports.undo")
            publish(
                session,
                ImportUndone(
                    object_id=batch.id,
                    actor_id=batch.actor_id,
                    file_name=batch.file_name,
                    projects=created.get("projects", 0),
                    budget_lines=created.get("budget_lines", 0),
                ),
            )

    async def _evaluate(
        self, session: AsyncSession, batch: ImportBatch
    ) -> tuple[Analysis, Options]:
        assert batch.settings is not None
        options = options_of(batch.settings)
        stored = await ImportRepository(session).all_rows(batch.id)
        rows = [Row(number, cells) for number, cells in stored]
        registry = RegistryReader(session)
        reader = RowReader(
            options,
            len(batch.headers),
            await registry.currencies(),
            mark_for(rows, options, batch.delimiter),
        )
        # Reading is about a quarter of the work, and counted as such.
        drafts = await self._in_pieces(rows, reader.read, lambda done: done // 4)
        draft = await asyncio.to_thread(collect, drafts)
        known = await registry.read(draft, options)
        evaluation = Evaluation(draft, known, options)
        results = await self._in_pieces(
            draft.rows, evaluation.row, lambda done: (len(rows) + 3 * done) // 4
        )
        analysis = Analysis(results, evaluation.names, evaluation.builder.plan)
        return analysis, options

    async def _in_pieces(
        self,
        items: Sequence[Any],
        work: Callable[[Any], Item],
        done: Callable[[int], int],
    ) -> list[Item]:
        """Work in a thread, so that the heart goes on beating."""
        results: list[Item] = []
        for start in range(0, len(items), _PIECE):
            piece = items[start : start + _PIECE]
            results += await asyncio.to_thread(_each, work, piece)
            await self._report(done(len(results)))
        return results

    async def _report(self, rows_done: int) -> None:
        async with self._sessions.begin() as session:
            stop = await ImportJobRepository(session).report(self._id, rows_done)
        if stop:
            raise ImportCancelled

    async def _store(
        self, session: AsyncSession, batch: ImportBatch, analysis: Analysis
    ) -> None:
        outcomes = await asyncio.to_thread(_outcome_records, batch.id, analysis)
        names = [_name_record(batch.id, name) for name in analysis.names]
        await ImportRepository(session).replace_analysis(batch.id, outcomes, names)
        batch.counts = analysis.counts()
        batch.created = analysis.plan.counts()
        batch.analysis_digest = analysis.digest()
        _enter(batch, ImportState.ANALYSED)


async def _on_behalf_of(session: AsyncSession, batch: ImportBatch) -> None:
    """The history names who imports, though a worker does it."""
    await act_as(session, working_on("import")._replace(account_id=batch.actor_id))


async def _trace(session: AsyncSession, batch: ImportBatch, action: str) -> None:
    """One event for the whole; what became of each row is on the import's own page."""
    created = batch.created or {}
    event = Event(
        service="api",
        kind="job",
        action=action,
        object_type="import",
        named=[batch.id],
        account=batch.actor_id,
        details={"rows": batch.row_count} | created,
    )
    await record(session, event)


@contextmanager
def _collector_paused() -> Iterator[None]:
    """For while everything is still needed, and looking for garbage costs most."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _each(work: Callable[[Any], Item], items: Sequence[Any]) -> list[Item]:
    return [work(item) for item in items]


_OUTDATED = {
    "code": "analysis_outdated",
    "message": "The registry changed since the dry run; look at its result again.",
}


def _enter(batch: ImportBatch, state: ImportState) -> None:
    batch.state = state
    batch.rows_done = batch.row_count
    batch.version += 1


def _committed(batch: ImportBatch) -> ImportCommitted:
    counts, created = batch.counts or {}, batch.created or {}
    return ImportCommitted(
        object_id=batch.id,
        actor_id=batch.actor_id,
        file_name=batch.file_name,
        rows=batch.row_count,
        refused_rows=counts.get(Outcome.REFUSE, 0),
        organisations=created["organisations"],
        projects=created["projects"],
        partnerships=created["partnerships"],
        budget_lines=created["budget_lines"],
    )


def _outcome_records(batch_id: UUID, analysis: Analysis) -> list[tuple[Any, ...]]:
    def record(result: Result) -> tuple[Any, ...]:
        reasons = json.dumps(result.reasons, ensure_ascii=False)
        detail = json.dumps(result.detail, ensure_ascii=False)
        return batch_id, result.number, result.outcome.value, reasons, detail

    return [record(result) for result in analysis.results]


def _name_record(batch_id: UUID, name: Resolution) -> tuple[Any, ...]:
    return (
        batch_id,
        name.position,
        name.text,
        name.country_code,
        name.used_as,
        name.state,
        name.how,
        name.organisation.id if name.organisation else None,
        name.organisation.name if name.organisation else None,
        round(name.score, 3) if name.score is not None else None,
        name.matched,
        json.dumps(candidates_json(name.candidates), ensure_ascii=False),
        name.rows,
        name.first_row,
    )
