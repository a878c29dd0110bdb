from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.db import any_of, violated_constraint
from bromost_common.errors import StaleVersionError
from bromost_common.paging import AnyRow, AnySelect
from bromost_indicators.calculation.rules import COUNTED_ONCE
from bromost_indicators.indicators.models import Indicator, Period
from bromost_indicators.indicators.repository import ACCOUNTS
from bromost_indicators.places.models import Place
from bromost_indicators.projects.repository import visible_results
from bromost_indicators.results.models import Result

from .models import Overlap

# Of the same parts: of what, when, and which.
_OF = (Overlap.indicator_id, Overlap.period_id, Overlap.between_what, Overlap.part_ids)


class PartNames(NamedTuple):
    """What the ids of parts stand for, as far as the reader sees it."""

    names: dict[UUID, dict[str, str]]
    spans: dict[UUID, AnyRow]


def _newest() -> Any:
    """What holds of the same parts, or that nothing does any longer."""
    return (
        select(Overlap)
        .ext(distinct_on(*_OF))
        .order_by(*_OF, Overlap.number.desc())
        .subquery("newest")
    )


class OverlapRepository:
    """Every query on what is known of people who are in several parts."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def in_force(self, ids: Collection[UUID]) -> defaultdict[UUID, list[AnyRow]]:
        """By indicator, what holds."""
        newest = _newest()
        rows = await self._rows(
            select(newest)
            .where(newest.c.indicator_id == any_of(ids), newest.c.repeats.is_not(None))
            .order_by(newest.c.indicator_id, newest.c.id)
        )
        found: defaultdict[UUID, list[AnyRow]] = defaultdict(list)
        for row in rows:
            found[row.indicator_id].append(row)
        return found

    async def of_rules(
        self, rules: Mapping[UUID, Sequence[AnyRow]]
    ) -> defaultdict[UUID, list[AnyRow]]:
        """The same of those whose rules count people once; of others there are none."""
        once = [
            one
            for one, versions in rules.items()
            if any(version.population in COUNTED_ONCE for version in versions)
        ]
        return await self.in_force(once) if once else defaultdict(list)

    async def said(
        self, indicator_id: UUID, period_id: UUID | None
    ) -> Sequence[AnyRow]:
        """All that was ever said of a period, or between them; the newest first."""
        return await self._rows(
            self._told()
            .where(
                Overlap.indicator_id == indicator_id,
                Overlap.period_id.is_not_distinct_from(period_id),
            )
            .order_by(Overlap.id.desc())
        )

    async def told(self, ids: Collection[UUID]) -> Sequence[AnyRow]:
        """These, with who said it."""
        statement = self._told().where(Overlap.id == any_of(ids))
        return await self._rows(statement.order_by(Overlap.id))

    @staticmethod
    def _told() -> AnySelect:
        return select(
            *Overlap.__table__.c, ACCOUNTS.c.display_name.label("recorder")
        ).outerjoin(ACCOUNTS, ACCOUNTS.c.id == Overlap.recorded_by)

    async def counts(self, indicator_id: UUID, like: Overlap) -> tuple[int, int]:
        """Of how many parts something was said, and the newest number of these."""
        newest = _newest()
        rows = await self._rows(
            select(*(newest.c[one.key] for one in _OF), newest.c.number).where(
                newest.c.indicator_id == indicator_id
            )
        )
        same = (like.period_id, like.between_what, like.part_ids)
        numbers = {
            (r.period_id, r.between_what, tuple(r.part_ids)): r.number for r in rows
        }
        return len(rows), numbers.get((*same[:2], tuple(same[2])), 0)

    async def names(
        self, rows: Sequence[AnyRow], more: Collection[UUID], *, visible_to: Actor
    ) -> PartNames:
        """Of all parts of these, and of more of them."""
        ids = {*more, *(one for row in rows for one in row.part_ids)}
        places = await self._rows(
            select(Place.id, Place.name).where(Place.id == any_of(ids))
        )
        indicators = await self._rows(
            select(Indicator.id, Indicator.title.label("name"))
            .join(Result, Result.id == Indicator.result_id)
            .where(Indicator.id == any_of(ids), visible_results(visible_to, Result))
        )
        periods = await self._rows(
            select(Period.id, Period.starts_on, Period.ends_on).where(
                Period.id == any_of(ids)
            )
        )
        return PartNames(
            {row.id: row.name for row in (*places, *indicators)},
            {row.id: row for row in periods},
        )

    async def add(self, overlap: Overlap) -> None:
        self._session.add(overlap)
        try:
            await self._session.flush()
        except IntegrityError as error:
            if violated_constraint(error) == "uq_overlap_said":
                raise StaleVersionError("Somebody else said something.") from error
            raise

    async def _rows(self, statement: Any) -> Sequence[AnyRow]:
        return (await self._session.execute(statement)).all()
