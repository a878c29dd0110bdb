"""Which rule holds when: an indicator's versions in the order of their days."""

from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple, Protocol, TypeVar
from uuid import UUID

from sqlalchemy import case, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.paging import AnySelect
from bromost_indicators.definitions.models import DefinitionVersion

from .models import IndicatorVersion


class Part(NamedTuple):
    """A rule, and from when it holds; the first part has no day."""

    starts_on: date | None
    definition_version_id: UUID
    kind: str
    unit: str
    unit_name: dict[str, str] | None
    decimals: int
    minimum: Decimal | None
    maximum: Decimal | None
    direction: str
    scale: list[dict[str, Any]] | None


# Which values a version takes, and which of them are better.
MEASURE = (
    DefinitionVersion.kind,
    DefinitionVersion.unit,
    DefinitionVersion.unit_name,
    DefinitionVersion.decimals,
    DefinitionVersion.minimum,
    DefinitionVersion.maximum,
    DefinitionVersion.direction,
)
# The steps of a scale are whole, their mean is not: it is told with these.
DECIMALS_OF_MEAN = 2
FIGURE_DECIMALS = case(
    (
        (DefinitionVersion.kind == "scale")
        & or_(
            DefinitionVersion.over_time == "weighted_mean",
            DefinitionVersion.over_children == "weighted_mean",
        ),
        DECIMALS_OF_MEAN,
    ),
    else_=DefinitionVersion.decimals,
)
_COLUMNS = (
    IndicatorVersion.starts_on,
    IndicatorVersion.definition_version_id,
    *MEASURE,
    DefinitionVersion.scale,
)


class Dated(Protocol):
    """What holds from a day on."""

    @property
    def starts_on(self) -> date | None: ...


Held = TypeVar("Held", bound=Dated)


def rule_on(series: Sequence[Held], day: date) -> Held:
    """The rule that holds for what begins on `day`."""
    held = series[0]
    for part in series[1:]:
        if part.starts_on is not None and part.starts_on <= day:
            held = part
    return held


async def read_all_series(
    session: AsyncSession, indicator_ids: Collection[UUID]
) -> dict[UUID, list[Part]]:
    """The series of many indicators, by indicator."""
    statement: AnySelect = (
        select(IndicatorVersion.indicator_id, *_COLUMNS)
        .join(
            DefinitionVersion,
            DefinitionVersion.id == IndicatorVersion.definition_version_id,
        )
        .where(IndicatorVersion.indicator_id.in_(indicator_ids))
        .order_by(IndicatorVersion.indicator_id, IndicatorVersion.number)
    )
    found: dict[UUID, list[Part]] = {}
    for indicator_id, *part in await session.execute(statement):
        found.setdefault(indicator_id, []).append(Part(*part))
    return found


async def read_series(session: AsyncSession, indicator_id: UUID) -> list[Part]:
    statement: AnySelect = (
        select(*_COLUMNS)
        .join(
            DefinitionVersion,
            DefinitionVersion.id == IndicatorVersion.definition_version_id,
        )
        .where(IndicatorVersion.indicator_id == indicator_id)
        .order_by(IndicatorVersion.number)
    )
    return [Part(*row) for row in await session.execute(statement)]
