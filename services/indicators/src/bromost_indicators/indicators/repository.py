from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import (
    JSON,
    ColumnElement,
    Uuid,
    column,
    delete,
    func,
    literal,
    or_,
    select,
    table,
    true,
    union_all,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY, aggregate_order_by
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased
from sqlalchemy.types import Text

from bromost_common.auth import Actor
from bromost_common.db import violated_constraint
from bromost_common.errors import ConflictError
from bromost_common.paging import AnyRow, AnySelect
from bromost_indicators.definitions.models import Definition, DefinitionVersion
from bromost_indicators.definitions.repository import axis_ids_of
from bromost_indicators.definitions.rules import COUNTING, TELLING
from bromost_indicators.entries.models import Entry
from bromost_indicators.ordering import place
from bromost_indicators.projects.repository import visible_results
from bromost_indicators.results.models import Result
from bromost_indicators.results.repository import of_owner

from .models import Indicator, IndicatorResponsible, IndicatorVersion, Period
from .rules import Extent
from .series import Part, read_all_series, read_series

# What the registry publishes of accounts: the name beside a value.
ACCOUNTS = table(
    "account_directory_v1",
    column("id", Uuid),
    column("display_name", Text),
    # Of whoever tells something by a link: whose link it is.
    column("link_of", Text),
    schema="api",
)


class PeriodsOverlapError(ConflictError):
    """Two periods of an indicator would have a day in common."""

    code = "period_overlaps"


class PeriodHasEntriesError(ConflictError):
    """What was recorded stays."""

    code = "period_has_entries"


_NEWER = aliased(DefinitionVersion)
_newest_number = (
    select(func.max(_NEWER.number))
    .where(
        _NEWER.definition_id == DefinitionVersion.definition_id,
        _NEWER.published_at.is_not(None),
    )
    .correlate(DefinitionVersion)
    .scalar_subquery()
    .label("newest_number")
)
_HELD = aliased(DefinitionVersion)
_series = (
    select(
        func.json_agg(
            aggregate_order_by(
                func.json_build_object(
                    "definition_version_id",
                    IndicatorVersion.definition_version_id,
                    "starts_on",
                    IndicatorVersion.starts_on,
                    "kind",
                    _HELD.kind,
                    "unit",
                    _HELD.unit,
                    "unit_name",
                    _HELD.unit_name,
                    "decimals",
                    _HELD.decimals,
                ),
                IndicatorVersion.number,
            ),
            type_=JSON(),
        )
    )
    .join(_HELD, _HELD.id == IndicatorVersion.definition_version_id)
    .where(IndicatorVersion.indicator_id == Indicator.id)
    .correlate(Indicator)
    .scalar_subquery()
    .label("series")
)
_people = (
    select(
        func.json_agg(
            func.json_build_object(
                "id",
                IndicatorResponsible.account_id,
                "display_name",
                func.coalesce(ACCOUNTS.c.display_name, ""),
                "by_link_of",
                ACCOUNTS.c.link_of,
            ),
            type_=JSON(),
        )
    )
    .outerjoin(ACCOUNTS, ACCOUNTS.c.id == IndicatorResponsible.account_id)
    .where(IndicatorResponsible.indicator_id == Indicator.id)
    .correlate(Indicator)
    .scalar_subquery()
    .label("people")
)
_RULE = [getattr(DefinitionVersion, name) for name in (*COUNTING, *TELLING)]


def shown_indicators() -> AnySelect:
    """Indicators with what they take from their definition and their result."""
    return (
        select(
            *Indicator.__table__.c,
            Indicator.archived_at.is_not(None).label("archived"),
            Result.project_id,
            Result.programme_id,
            Result.original_language,
            *_RULE,
            axis_ids_of(DefinitionVersion.id),
            DefinitionVersion.definition_id,
            DefinitionVersion.number.label("definition_number"),
            Definition.code.label("definition_code"),
            Definition.programme_id.label("definition_programme_id"),
            Definition.code.is_(None).label("is_own"),
            _newest_number,
            _series,
            _people,
        )
        .join(Result, Result.id == Indicator.result_id)
        .join(
            DefinitionVersion, DefinitionVersion.id == Indicator.definition_version_id
        )
        # Of another programme since the project moved, it may be out of sight.
        .outerjoin(Definition, Definition.id == DefinitionVersion.definition_id)
    )


def shown_periods() -> AnySelect:
    """Periods in the order of their days, each with its newest entry."""
    newest = (
        select(Entry)
        .where(Entry.period_id == Period.id, Entry.place_id.is_(None))
        .order_by(Entry.number.desc())
        .limit(1)
        .lateral("newest")
    )
    return (
        select(
            Period.id,
            Period.indicator_id,
            Period.starts_on,
            Period.ends_on,
            Period.target_value,
            Period.target_numerator,
            Period.target_denominator,
            Period.target_low,
            Period.target_high,
            Period.version,
            newest.c.id.label("entry_id"),
            *(c for c in newest.c if c.name not in {"id", "period_id"}),
            ACCOUNTS.c.display_name.label("recorder"),
            ACCOUNTS.c.link_of,
        )
        .join(Indicator, Indicator.id == Period.indicator_id)
        .outerjoin(newest, true())
        .outerjoin(ACCOUNTS, ACCOUNTS.c.id == newest.c.recorded_by)
        .order_by(Period.indicator_id, Period.starts_on)
    )


class IndicatorRepository:
    """Every query on indicators and their periods."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def get(
        self, indicator_id: UUID, *, visible_to: Actor
    ) -> tuple[Indicator, Result] | None:
        found = await self._session.execute(
            select(Indicator, Result)
            .join(Result, Result.id == Indicator.result_id)
            .where(
                Indicator.id == indicator_id,
                visible_results(visible_to, Result),
            )
        )
        row = found.one_or_none()
        return (row[0], row[1]) if row else None

    async def get_period(
        self, period_id: UUID, *, visible_to: Actor
    ) -> tuple[Period, Indicator, Result] | None:
        found = await self._session.execute(
            select(Period, Indicator, Result)
            .join(Indicator, Indicator.id == Period.indicator_id)
            .join(Result, Result.id == Indicator.result_id)
            .where(Period.id == period_id, visible_results(visible_to, Result))
        )
        row = found.one_or_none()
        return (row[0], row[1], row[2]) if row else None

    async def lock_period(self, period: Period) -> bool:
        """Hold the period till the end, as it is now; false if it is gone."""
        found = await self._session.scalar(
            select(Period)
            .where(Period.id == period.id)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
        return found is not None

    async def refresh(self, *things: Indicator | Result) -> None:
        """Read them again, for they may have changed while we waited."""
        for thing in things:
            await self._session.refresh(thing)

    async def read(self, indicator_id: UUID) -> AnyRow:
        statement = shown_indicators().where(Indicator.id == indicator_id)
        return (await self._session.execute(statement)).one()

    async def read_periods(self, which: ColumnElement[bool]) -> Sequence[AnyRow]:
        return (await self._session.execute(shown_periods().where(which))).all()

    async def counts(self, owner_id: UUID) -> tuple[int, int]:
        """How many indicators and periods a project or programme has."""
        of_project = (
            select(func.count(Indicator.id.distinct()), func.count(Period.id))
            .select_from(Result)
            .join(Indicator, Indicator.result_id == Result.id)
            .outerjoin(Period, Period.indicator_id == Indicator.id)
            .where(of_owner(owner_id))
        )
        row = (await self._session.execute(of_project)).one()
        return row[0], row[1]

    async def all_series(self, ids: Collection[UUID]) -> dict[UUID, list[Part]]:
        return await read_all_series(self._session, ids)

    async def series(self, indicator_id: UUID) -> list[Part]:
        return await read_series(self._session, indicator_id)

    async def unknown_accounts(
        self, ids: Sequence[UUID], *, known_to: Actor
    ) -> set[UUID]:
        """Those that are nobody's, or of people with whom this one does not work."""
        known = select(ACCOUNTS.c.id).where(ACCOUNTS.c.id.in_(ids))
        reach = known_to.reach("result.write")
        if not reach.everywhere:
            scopes = literal(sorted(reach.scopes), ARRAY(Uuid()))
            colleagues = select(func.api.people_covered_by(scopes))
            known = known.where(
                or_(
                    ACCOUNTS.c.id == known_to.account_id,
                    ACCOUNTS.c.id.in_(colleagues),
                )
            )
        return set(ids) - set(await self._session.scalars(known))

    async def replace_people(self, indicator_id: UUID, ids: Sequence[UUID]) -> None:
        await self._session.execute(
            delete(IndicatorResponsible).where(
                IndicatorResponsible.indicator_id == indicator_id
            )
        )
        for account_id in ids:
            self._session.add(
                IndicatorResponsible(indicator_id=indicator_id, account_id=account_id)
            )
        await self._session.flush()

    async def differs(self, indicator_id: UUID, ids: Sequence[UUID]) -> bool:
        """Whether others than these are responsible."""
        stored = await self._session.scalars(
            select(IndicatorResponsible.account_id).where(
                IndicatorResponsible.indicator_id == indicator_id
            )
        )
        return set(stored) != set(ids)

    async def begin_series(self, indicator: Indicator) -> None:
        self._session.add(
            IndicatorVersion(
                indicator_id=indicator.id,
                number=1,
                definition_version_id=indicator.definition_version_id,
            )
        )
        await self._session.flush()

    async def continue_series(
        self, indicator: Indicator, last: IndicatorVersion, day: date
    ) -> None:
        self._session.add(
            IndicatorVersion(
                indicator_id=indicator.id,
                number=last.number + 1,
                definition_version_id=indicator.definition_version_id,
                starts_on=day,
            )
        )
        await self._session.flush()

    async def newest_version(self, indicator_id: UUID) -> IndicatorVersion:
        found = await self._session.scalars(
            select(IndicatorVersion)
            .where(IndicatorVersion.indicator_id == indicator_id)
            .order_by(IndicatorVersion.number.desc())
            .limit(1)
        )
        return found.one()

    async def divides_period(self, indicator_id: UUID, day: date) -> bool:
        """Whether `day` is inside of a period, instead of the first one's day."""
        return bool(
            await self._session.scalar(
                select(
                    select(Period.id)
                    .where(
                        Period.indicator_id == indicator_id,
                        Period.starts_on < day,
                        Period.ends_on >= day,
                    )
                    .exists()
                )
            )
        )

    async def extent(self, indicator_id: UUID, since: date | None) -> Extent:
        """What is stored of periods that begin on a day or later."""
        wanted = [Period.indicator_id == indicator_id]
        if since is not None:
            wanted.append(Period.starts_on >= since)
        figures = (Period.target_value, Period.target_low, Period.target_high)
        targets = [
            select(figure.label("value")).where(*wanted, figure.is_not(None))
            for figure in figures
        ]
        values = (
            select(Entry.value)
            .join(Period, Period.id == Entry.period_id)
            .where(*wanted)
        )
        stored = union_all(*targets, values).subquery()
        entries = values.with_only_columns(func.count()).scalar_subquery()
        row = (
            await self._session.execute(
                select(
                    entries,
                    func.max(func.scale(func.trim_scale(stored.c.value))),
                    func.min(stored.c.value),
                    func.max(stored.c.value),
                )
            )
        ).one()
        zero = Decimal(0)
        return Extent(row[0], row[1] or 0, row[2] or zero, row[3] or zero)

    async def add(self, indicator: Indicator, position: int | None) -> None:
        await self.place(indicator, position)
        self._session.add(indicator)
        await self._session.flush()

    async def place(self, indicator: Indicator, position: int | None) -> None:
        siblings = (
            Indicator.result_id == indicator.result_id
        ) & Indicator.archived_at.is_(None)
        with self._session.no_autoflush:
            await place(self._session, indicator, siblings, position)

    async def hand_down(self, indicator: Indicator) -> None:
        """Let those who inherit the indicator call it what it is now called."""
        await self._session.execute(
            update(Indicator)
            .where(
                Indicator.origin_indicator_id == indicator.id,
                Indicator.origin_mode == "inherited",
            )
            .values(title=indicator.title, version=Indicator.version + 1)
            .execution_options(synchronize_session=False)
        )

    async def save(self) -> None:
        await self._session.flush()

    async def save_period(self, period: Period) -> None:
        self._session.add(period)
        try:
            await self._session.flush()
        except IntegrityError as error:
            if violated_constraint(error) == "ex_period_overlap":
                raise PeriodsOverlapError(
                    "Another period of this indicator has days in common with this one."
                ) from error
            raise

    async def remove_period(self, period: Period) -> None:
        await self._session.delete(period)
        try:
            await self._session.flush()
        except IntegrityError as error:
            if violated_constraint(error) == "fk_entry_period_id":
                raise PeriodHasEntriesError(
                    "Values were recorded for this period; what was recorded stays."
                ) from error
            raise
