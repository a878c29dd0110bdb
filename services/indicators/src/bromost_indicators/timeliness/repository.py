from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Text, Uuid, cast, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.paging import AnyRow, Key, Order, PageRequest, fetch_page
from bromost_indicators.projects.repository import PROGRAMMES
from bromost_indicators.reports.models import Report
from bromost_indicators.reports.repository import (
    ORGANISATIONS,
    Asked,
    asked_for,
    status_on,
    visible_reports,
)

from .schemas import By

_NOBODY = UUID(int=0)


class Grouping(NamedTuple):
    """What rows are of, and in which order they come."""

    columns: tuple[Any, ...]
    order: tuple[str, ...]


GROUPINGS: Final[Mapping[By, Grouping]] = MappingProxyType(
    {
        "partner": Grouping(
            (
                func.coalesce(Report.organisation_id, _NOBODY, type_=Uuid()).label(
                    "partner_id"
                ),
                func.coalesce(ORGANISATIONS.c.name, "").label("name"),
            ),
            ("name", "partner_id"),
        ),
        "programme": Grouping(
            (
                Report.programme_id,
                func.coalesce(PROGRAMMES.c.code, "").label("code"),
                PROGRAMMES.c.title,
                PROGRAMMES.c.original_language,
            ),
            ("code", "programme_id"),
        ),
        "period": Grouping(
            (Report.starts_on, Report.ends_on), ("starts_on", "ends_on")
        ),
        "kind": Grouping((Report.kind,), ("kind",)),
    }
)


class TimelinessRepository:
    """Counts of reports by how punctually they came."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def page(
        self,
        by: By,
        asked: Asked,
        wanted: PageRequest,
        today: date,
        *,
        visible_to: Actor,
    ) -> tuple[Sequence[AnyRow], str | None, int | None]:
        grouping = GROUPINGS[by]
        found = (
            _counted(asked, today, visible_to)
            .add_columns(*grouping.columns)
            .outerjoin(ORGANISATIONS, ORGANISATIONS.c.id == Report.organisation_id)
            .outerjoin(PROGRAMMES, PROGRAMMES.c.id == Report.programme_id)
            .group_by(*(_plain(column) for column in grouping.columns))
            .subquery("counted")
        )
        order = Order(by, [Key(found.c[name]) for name in grouping.order])
        return await fetch_page(self._session, select(found), order, wanted)

    async def overall(self, asked: Asked, today: date, *, visible_to: Actor) -> AnyRow:
        found = await self._session.execute(_counted(asked, today, visible_to))
        return found.one()


def _counted(asked: Asked, today: date, actor: Actor) -> Select[*tuple[Any, ...]]:
    """The day and `status_on` alone say what is overdue, here as in the calendar."""
    status = cast(status_on(today), Text())
    came = Report.received_on.is_not(None)
    on_time = Report.received_on <= Report.due_on + Report.grace_days

    def many(name: str, condition: ColumnElement[bool]) -> ColumnElement[int]:
        return func.count().filter(condition).label(name)

    return (
        select(
            many("received", came),
            many("on_time", came & on_time),
            many("missing", status == "overdue"),
            many("upcoming", status.in_(("not_due", "due"))),
            many("accepted", status == "accepted"),
        )
        .select_from(Report)
        .where(asked_for(asked, today), visible_reports(actor))
    )


def _plain(column: Any) -> Any:
    """Without its name: PostgreSQL groups by what is named, and not by the name."""
    return getattr(column, "element", column)
