from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy import literal as literal_of
from sqlalchemy import text as sql_text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_api.organisations.models import Organisation
from bromost_common.paging import AnyRow

from .documents import MOST_INDICATORS
from .models import Publication
from .schemas import Published

# Published by the service of results.
_RESULTS = sql_text(
    "SELECT * FROM indicators.results_to_publish_v1(:owner) LIMIT :most"
)
_REPORT = sql_text("SELECT * FROM indicators.report_to_publish_v1(:report)").columns(
    title=JSONB, sections=JSONB
)


class PublicationRepository:
    """Every query on what officers publish; the portal has its own."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def hold(self, object_id: UUID) -> None:
        """Wait for whoever else publishes the same, till we are done."""
        key = func.hashtextextended(literal_of(f"publication of {object_id}"), 0)
        await self._session.execute(select(func.pg_advisory_xact_lock(key)))

    async def public(self, what: Published, object_id: UUID) -> Publication | None:
        """The version that is public."""
        return await self._session.scalar(
            select(Publication).where(
                *_of(what, object_id), Publication.ended_at.is_(None)
            )
        )

    async def next_number(self, what: Published, object_id: UUID) -> int:
        last = select(func.max(Publication.number)).where(*_of(what, object_id))
        return (await self._session.scalar(last) or 0) + 1

    async def add(self, publication: Publication) -> None:
        self._session.add(publication)
        await self._session.flush()

    async def end(self, publication_id: UUID, *, account_id: UUID) -> None:
        await self._session.execute(
            update(Publication)
            .where(Publication.id == publication_id)
            .values(ended_at=func.now(), ended_by=account_id)
        )

    async def end_reports(
        self, what: Published, object_id: UUID, *, account_id: UUID
    ) -> None:
        """Those of the project, or those that were owed to the programme itself."""
        owner, *_ = _of(what, object_id)
        frame = [] if what is Published.PROJECT else [Publication.project_id.is_(None)]
        await self._session.execute(
            update(Publication)
            .where(
                owner,
                *frame,
                Publication.report_id.is_not(None),
                Publication.ended_at.is_(None),
            )
            .values(ended_at=func.now(), ended_by=account_id)
        )

    async def report(self, report_id: UUID) -> AnyRow | None:
        """As it was accepted last, whoever asks: what they may is asked elsewhere."""
        found = await self._session.execute(_REPORT, {"report": report_id})
        return found.one_or_none()

    async def organisation(self, organisation_id: UUID) -> str | None:
        """Its name."""
        return await self._session.scalar(
            select(Organisation.name).where(Organisation.id == organisation_id)
        )

    async def results(self, object_id: UUID) -> Sequence[AnyRow]:
        """Indicators with their results and official figures, a row for each.

        One more than are shown, where there are more.
        """
        values = {"owner": object_id, "most": MOST_INDICATORS + 1}
        return (await self._session.execute(_RESULTS, values)).all()


def _of(what: Published, object_id: UUID) -> tuple[ColumnElement[Any], ...]:
    if what is Published.REPORT:
        return (Publication.report_id == object_id,)
    if what is Published.PRACTICE:
        return (Publication.practice_id == object_id,)
    whole = Publication.report_id.is_(None)
    if what is Published.PROJECT:
        return (Publication.project_id == object_id, whole)
    return (
        Publication.programme_id == object_id,
        Publication.project_id.is_(None),
        Publication.practice_id.is_(None),
        whole,
    )
