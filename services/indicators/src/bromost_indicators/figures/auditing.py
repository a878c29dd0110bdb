"""Calculates all figures anew and holds them against those that are kept."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from uuid import UUID

import structlog

from bromost_common.db import SessionMaker, new_id

from .keeping import BATCH, calculated, catch_up_with_all, today
from .models import FigureAudit
from .repository import FigureRepository
from .rows import Kept, Row, differences
from .schemas import Include

log = structlog.get_logger(__name__)

MAX_EXAMPLES = 50


@dataclass
class Outcome:
    """What an audit found: figures that are not what they should be are defects."""

    indicators: int = 0
    differing: int = 0
    examples: list[Row] = field(default_factory=list)


async def audit(sessions: SessionMaker) -> Outcome:
    """Compare everything; what differs is told, and put right.

    What is marked is no defect yet, so that it is calculated before. A figure is
    compared on the day that it was calculated for, and then taken to today.
    """
    started_at, outcome, last = datetime.now(UTC), Outcome(), None
    await catch_up_with_all(sessions)
    while True:
        async with sessions.begin() as session:
            figures = FigureRepository(session)
            await figures.write_alone()
            ids = await figures.ids_after(last, BATCH)
            if not ids:
                break
            await _compare(figures, ids, outcome)
            await figures.keep(await calculated(figures, ids, today()))
            last = ids[-1]
    await catch_up_with_all(sessions)
    await _record(sessions, started_at, outcome)
    return outcome


async def _compare(
    figures: FigureRepository, ids: list[UUID], outcome: Outcome
) -> None:
    marked = await figures.marked(ids)
    kept = await figures.all_kept(ids, "accepted")
    with_more = await figures.all_kept(ids, "submitted")
    days: dict[date, list[UUID]] = {}
    for one in ids:
        if one not in marked:
            day = kept[one].figure["as_of"] if one in kept else today()
            days.setdefault(day, []).append(one)
    wrong: list[UUID] = []
    for day, of_day in days.items():
        wanted = _by_include(await calculated(figures, of_day, day))
        for one in of_day:
            outcome.indicators += 1
            found = [
                *_differing(kept.get(one), wanted["accepted"].get(one)),
                *_differing(with_more.get(one), wanted["submitted"].get(one)),
            ]
            if found:
                wrong.append(one)
                outcome.differing += 1
                _tell(one, found, outcome)
    await figures.mark_above(wrong)


def _by_include(calculated: list[Kept]) -> dict[Include, dict[UUID, Kept]]:
    found: dict[Include, dict[UUID, Kept]] = {"accepted": {}, "submitted": {}}
    for one in calculated:
        include: Include = one.figure["include"]
        found[include][one.figure["indicator_id"]] = one
    return found


def _differing(kept: Kept | None, wanted: Kept | None) -> list[Row]:
    if wanted is None:
        one_too_many = {"name": "figure", "kept": "one", "calculated": None}
        return [] if kept is None else [one_too_many]
    if kept is None:
        return [{"name": "figure", "kept": None, "calculated": "there should be one"}]
    found = differences(kept.figure, wanted.figure)
    periods = {row["period_id"]: row for row in kept.periods}
    for row in wanted.periods:
        found += differences(periods.pop(row["period_id"], {}), row)
    if periods:
        found.append({"name": "period_id", "kept": str([*periods]), "calculated": None})
    return found


def _tell(indicator_id: UUID, found: list[Row], outcome: Outcome) -> None:
    names = sorted({one["name"] for one in found})
    log.error("figure_differs", indicator_id=str(indicator_id), fields=names)
    if len(outcome.examples) < MAX_EXAMPLES:
        outcome.examples.append(
            {"indicator_id": str(indicator_id), "fields": found[:10]}
        )


async def _record(
    sessions: SessionMaker, started_at: datetime, outcome: Outcome
) -> None:
    async with sessions.begin() as session:
        await FigureRepository(session).add_audit(
            FigureAudit(
                id=new_id(),
                started_at=started_at,
                ended_at=datetime.now(UTC),
                indicators=outcome.indicators,
                differing=outcome.differing,
                examples=outcome.examples,
            )
        )
    log.info(
        "figures_audited", indicators=outcome.indicators, differing=outcome.differing
    )
