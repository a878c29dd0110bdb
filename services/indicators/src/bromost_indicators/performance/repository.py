from collections.abc import Sequence
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    FromClause,
    String,
    Subquery,
    Text,
    Uuid,
    cast,
    column,
    func,
    literal,
    literal_column,
    null,
    or_,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.db import any_of
from bromost_common.paging import AnyRow, AnySelect, PageRequest, fetch_page
from bromost_indicators.definitions.models import (
    Definition,
    DefinitionAxis,
    DefinitionVersion,
)
from bromost_indicators.figures.columns import IS_ARCHIVED
from bromost_indicators.figures.models import FIGURE, PERIOD_FIGURE
from bromost_indicators.figures.standing import standing
from bromost_indicators.indicators.models import Indicator, Period
from bromost_indicators.indicators.series import FIGURE_DECIMALS
from bromost_indicators.places.models import Place
from bromost_indicators.projects.repository import (
    PROGRAMMES,
    PROJECTS,
    SEATS,
    SIDES,
    visible_programmes,
    visible_projects,
)
from bromost_indicators.results.models import Result
from bromost_indicators.rollups.models import Rollup

from .columns import (
    OF_OWNER,
    ORDER,
    PROJECT_COUNTRIES,
    PROJECT_THEMES,
    THEMES,
    Asked,
    asked_for,
    joined,
    rows_of_table,
    standing_asked_for,
)

STATUSES = ("reached", "ahead", "on_track", "behind", "no_data", "not_due")
MOST_GROUPS = 200
MOST_AXES = 50
# Of a programme's indicator there may be a thousand; the explanation has them all.
MOST_CONTRIBUTIONS = 10
_TARGET = ("target_value", "target_low", "target_high")


class PerformanceRepository:
    """How indicators stand, read from what is kept: nothing here is worked out."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def _rows(self, statement: Any) -> Sequence[AnyRow]:
        return (await self._session.execute(statement)).all()

    async def page(
        self, asked: Asked, page: PageRequest, *, visible_to: Actor
    ) -> tuple[Sequence[AnyRow], str | None, int | None]:
        statement = rows_of_table().where(asked_for(visible_to, asked))
        return await fetch_page(self._session, statement, ORDER, page)

    async def axes(self, asked: Asked, *, visible_to: Actor) -> list[UUID]:
        """By what those that were asked for are broken down; the most used first."""
        found = await self._rows(
            joined(DefinitionAxis.axis_id)
            .join(
                DefinitionAxis,
                DefinitionAxis.definition_version_id == Indicator.definition_version_id,
            )
            .where(asked_for(visible_to, asked))
            .group_by(DefinitionAxis.axis_id)
            .order_by(func.count().desc(), DefinitionAxis.axis_id)
            .limit(MOST_AXES)
        )
        return [row.axis_id for row in found]

    async def comparable(
        self, projects: Sequence[UUID], limit: int, *, visible_to: Actor
    ) -> Sequence[AnyRow]:
        """Indicators of these projects whose definition several of them use."""
        used = (
            select(DefinitionVersion.definition_id)
            .join(Indicator, Indicator.definition_version_id == DefinitionVersion.id)
            .join(Result, Result.id == Indicator.result_id)
            .where(
                Result.project_id.in_(projects),
                Result.archived_at.is_(None),
                Indicator.archived_at.is_(None),
            )
            .group_by(DefinitionVersion.definition_id)
            .having(func.count(Result.project_id.distinct()) > 1)
        )
        statement = rows_of_table().where(
            asked_for(visible_to, Asked()),
            Result.project_id.in_(projects),
            DefinitionVersion.definition_id.in_(used),
        )
        keys = [key.column for key in ORDER.keys]
        return await self._rows(
            statement.order_by(DefinitionVersion.definition_id, *keys).limit(limit)
        )

    async def periods(self, ids: Sequence[UUID]) -> Sequence[AnyRow]:
        """Periods with what is kept of them; all its columns are null if none is."""
        return await self._rows(
            select(
                *(Period.id, Period.indicator_id, Period.starts_on, Period.ends_on),
                *(getattr(Period, name).label(f"own_{name}") for name in _TARGET),
                *(one.label(f"f_{one.name}") for one in PERIOD_FIGURE.c),
            )
            .outerjoin(
                PERIOD_FIGURE,
                (PERIOD_FIGURE.c.period_id == Period.id)
                & (PERIOD_FIGURE.c.include == "accepted")
                # Said of both, so that neither is read as a whole.
                & (PERIOD_FIGURE.c.indicator_id == any_of(ids)),
            )
            .where(Period.indicator_id == any_of(ids))
            .order_by(Period.indicator_id, Period.starts_on)
        )

    async def contributions(
        self, ids: Sequence[UUID], *, visible_to: Actor
    ) -> Sequence[AnyRow]:
        """The first ones of each that the actor sees, and how many there are."""
        # Only their order is found of all of them; what is told is read of the first.
        first = _first_of(ids, visible_to)
        return await self._rows(
            joined(
                *(first.c.parent_indicator_id, first.c.included, first.c.total),
                *(Indicator.id, Indicator.title, IS_ARCHIVED, DECIMALS, *OF_OWNER),
                *(FIGURE.c.life_value, FIGURE.c.status),
            )
            .join(first, first.c.child_indicator_id == Indicator.id)
            .order_by(first.c.parent_indicator_id, first.c.place, Indicator.id)
        )

    async def counts(self, asked: Asked, *, visible_to: Actor) -> AnyRow:
        counted = standing()
        is_new = counted.c.as_of.is_(None)
        rows = await self._rows(
            select(
                *_counted(counted),
                _sum(counted.c.indicators, is_new).label("new"),
                _sum(counted.c.marked, ~is_new).label("marked"),
                func.min(counted.c.as_of).label("as_of"),
            )
            .outerjoin(PROJECTS, PROJECTS.c.id == counted.c.project_id)
            .where(standing_asked_for(visible_to, asked, counted.c))
        )
        return rows[0]

    async def groups(
        self, by: str, asked: Asked, *, visible_to: Actor
    ) -> Sequence[AnyRow]:
        counted = standing()
        group = _group(by, counted)
        statement = (
            select(
                cast(group.key, String).label("key"),
                group.code.label("code"),
                group.name.label("name"),
                *_counted(counted),
            )
            .select_from(counted)
            .outerjoin(PROJECTS, PROJECTS.c.id == counted.c.project_id)
        )
        named = [group.key, group.code, group.name] if group.is_named else [group.key]
        grouped = (
            _with_what_is_asked(by, statement, counted)
            .where(standing_asked_for(visible_to, asked, counted.c))
            .group_by(*named)
        )
        size = func.sum(counted.c.indicators)
        ranked = grouped.order_by(size.desc(), group.key).limit(MOST_GROUPS)
        return await self._rows(ranked)

    async def definitions_in_use(
        self, asked: Asked, *, visible_to: Actor
    ) -> Sequence[AnyRow]:
        """Of the library: what the projects that were asked for count by."""
        projects = func.count(Result.project_id.distinct())
        newest = func.max(DefinitionVersion.number)
        used = (
            joined(
                DefinitionVersion.definition_id,
                projects.label("projects"),
                newest.label("number"),
            )
            .join(
                DefinitionVersion,
                DefinitionVersion.id == Indicator.definition_version_id,
            )
            .where(asked_for(visible_to, asked), Result.project_id.is_not(None))
            .group_by(DefinitionVersion.definition_id)
        ).subquery()
        return await self._rows(
            select(
                Definition.id,
                used.c.number,
                Definition.code,
                DefinitionVersion.name,
                used.c.projects,
            )
            .join(used, used.c.definition_id == Definition.id)
            .join(
                DefinitionVersion,
                (DefinitionVersion.definition_id == Definition.id)
                & (DefinitionVersion.number == used.c.number),
            )
            .where(Definition.project_id.is_(None))
            .order_by(used.c.projects.desc(), Definition.code, Definition.id)
            .limit(MOST_GROUPS)
        )

    async def counting_by(
        self, definition_id: UUID, asked: Asked, limit: int, *, visible_to: Actor
    ) -> Sequence[AnyRow]:
        """The indicators of projects that are counted by this definition."""
        keys = [key.column for key in ORDER.keys]
        return await self._rows(
            rows_of_table()
            .where(
                asked_for(visible_to, asked),
                Result.project_id.is_not(None),
                DefinitionVersion.definition_id == definition_id,
            )
            .order_by(*keys)
            .limit(limit)
        )

    async def sites(self, projects: Sequence[UUID]) -> Sequence[AnyRow]:
        return await self._rows(
            select(*Place.__table__.c)
            .where(Place.project_id.in_(projects), Place.archived_at.is_(None))
            .order_by(Place.project_id, Place.id)
        )

    async def placed_partners(self, projects: Sequence[UUID]) -> Sequence[AnyRow]:
        """Who takes part in them and has a point on the map."""
        return await self._rows(
            select(
                *(SIDES.c.project_id, SIDES.c.name, SIDES.c.country_code),
                *(SEATS.c.latitude, SEATS.c.longitude),
            )
            .join(SEATS, SEATS.c.id == SIDES.c.organisation_id)
            .where(SIDES.c.project_id.in_(projects), SEATS.c.latitude.is_not(None))
            .order_by(SIDES.c.project_id, SIDES.c.side.desc(), SIDES.c.name)
        )

    async def countries(self, projects: Sequence[UUID]) -> Sequence[AnyRow]:
        return await self._rows(
            select(PROJECT_COUNTRIES.c.project_id, PROJECT_COUNTRIES.c.country_code)
            .where(PROJECT_COUNTRIES.c.project_id.in_(projects))
            .order_by(PROJECT_COUNTRIES.c.project_id, PROJECT_COUNTRIES.c.country_code)
        )


def _first_of(ids: Sequence[UUID], actor: Actor) -> Subquery:
    """What goes into each of these first, by the codes of the projects."""
    parent, child = Rollup.parent_indicator_id, Rollup.child_indicator_id
    owner = Rollup.child_owner_id
    # Codes are compared once for each project, and not for each that is tied.
    place = func.rank().over(order_by=PROJECTS.c.code)
    places = select(PROJECTS.c.id, place.label("place")).cte("places")
    places = places.prefix_with("MATERIALIZED")
    given = func.unnest(literal([*ids], ARRAY(Uuid()))).table_valued(
        column("id", Uuid())
    )
    asked = given.render_derived("asked")
    # Of each by itself: to find the first of a thousand, not all need be in order.
    first = (
        select(
            *(parent, child, Rollup.included, places.c.place),
            func.count().over().label("total"),
        )
        .outerjoin(places, places.c.id == owner)
        .where(
            parent == asked.c.id,
            or_(
                visible_projects(actor, owner),
                visible_programmes(actor, owner),
            ),
        )
        .order_by(places.c.place, child)
        .limit(literal_column(str(MOST_CONTRIBUTIONS)))
    ).lateral()
    return select(first).select_from(asked.join(first, true())).subquery()


DECIMALS = (
    select(FIGURE_DECIMALS)
    .where(DefinitionVersion.id == Indicator.definition_version_id)
    .correlate(Indicator)
    .scalar_subquery()
    .label("decimals")
)
_OF = PROGRAMMES.alias("programme_of")


class _Group(NamedTuple):
    """What indicators are put together by."""

    key: Any
    code: ColumnElement[Any] = cast(null(), Text)
    name: ColumnElement[Any] = cast(null(), JSONB)
    is_named: bool = False


def _group(by: str, counted: FromClause) -> _Group:
    if by == "kind":
        return _Group(counted.c.kind)
    return _GROUPS[by]


_GROUPS = {
    "project": _Group(PROJECTS.c.id, PROJECTS.c.code, PROJECTS.c.title, is_named=True),
    "programme": _Group(_OF.c.id, _OF.c.code, _OF.c.title, is_named=True),
    "country": _Group(PROJECT_COUNTRIES.c.country_code),
    "theme": _Group(THEMES.c.id, THEMES.c.code, THEMES.c.name, is_named=True),
}


def _with_what_is_asked(by: str, statement: AnySelect, of: FromClause) -> AnySelect:
    if by == "programme":
        programme = func.coalesce(PROJECTS.c.programme_id, of.c.programme_id)
        return statement.outerjoin(_OF, _OF.c.id == programme)
    if by == "country":
        there = PROJECT_COUNTRIES.c.project_id == of.c.project_id
        return statement.outerjoin(PROJECT_COUNTRIES, there)
    if by == "theme":
        on_it = PROJECT_THEMES.c.project_id == of.c.project_id
        return statement.outerjoin(PROJECT_THEMES, on_it).outerjoin(
            THEMES, THEMES.c.id == PROJECT_THEMES.c.theme_id
        )
    return statement


def _counted(counted: FromClause) -> list[Any]:
    """How many stand how: rows are counted, nothing of theirs is compared."""
    size, status = counted.c.indicators, counted.c.status
    return [
        _sum(size).label("total"),
        *(_sum(size, status == one).label(one) for one in STATUSES),
        _sum(size, status.is_(None)).label("unjudged"),
    ]


def _sum(size: Any, those: ColumnElement[bool] | None = None) -> ColumnElement[int]:
    total = func.sum(size) if those is None else func.sum(size).filter(those)
    return func.coalesce(total, 0)
