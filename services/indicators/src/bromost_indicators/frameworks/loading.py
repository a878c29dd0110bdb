"""Brings a whole framework into a project at once, such as that of the demo data."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_indicators.entries.schemas import EntryCreate
from bromost_indicators.entries.service import EntryService
from bromost_indicators.indicators.periods import PeriodService
from bromost_indicators.indicators.schemas import IndicatorCreate, PeriodCreate
from bromost_indicators.indicators.service import IndicatorService
from bromost_indicators.results.schemas import ResultCreate
from bromost_indicators.results.service import ResultService

from .service import FrameworkService

Document = Mapping[str, Any]


async def load_framework(
    session: AsyncSession,
    project_id: UUID,
    results: Sequence[Document],
    *,
    actor: Actor,
) -> bool:
    """Add `results` in the caller's transaction, unless the project has some.

    Each is a body of `add_result` with its `indicators`, these have their `periods`,
    and these their `entries`, the oldest first.
    """
    frameworks = FrameworkService(session)
    found = await frameworks.get(project_id, with_archived=True, actor=actor)
    if found.results:
        return False
    for document in results:
        wanted = ResultCreate.model_validate(_without(document, "indicators"))
        result = await ResultService(session).add(project_id, wanted, actor=actor)
        for indicator in document["indicators"]:
            await _load_indicator(session, result.id, indicator, actor)
    return True


async def _load_indicator(
    session: AsyncSession, result_id: UUID, document: Document, actor: Actor
) -> None:
    wanted = IndicatorCreate.model_validate(_without(document, "periods"))
    indicator = await IndicatorService(session).add(result_id, wanted, actor=actor)
    for period in document["periods"]:
        days = PeriodCreate.model_validate(_without(period, "entries"))
        added = await PeriodService(session).add(indicator.id, days, actor=actor)
        for entry in period["entries"]:
            value = EntryCreate.model_validate(entry)
            added = await EntryService(session).record(
                added.id, value, added.version, actor=actor
            )


def _without(document: Document, nested: str) -> dict[str, Any]:
    return {name: value for name, value in document.items() if name != nested}
