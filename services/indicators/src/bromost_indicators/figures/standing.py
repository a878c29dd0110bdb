"""How many indicators stand how: counted by the worker, and read by dashboards."""

from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    CheckConstraint,
    Column,
    Computed,
    Date,
    Identity,
    Integer,
    Table,
    TableValuedAlias,
    Text,
    UniqueConstraint,
    Uuid,
    any_,
    column,
    delete,
    func,
    insert,
    literal,
    or_,
    select,
)
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.db import Base
from bromost_common.paging import AnySelect
from bromost_indicators.indicators.models import Indicator
from bromost_indicators.results.models import Result

from .models import FIGURE

STANDING = Table(
    "standing",
    Base.metadata,
    Column("project_id", Uuid),
    Column("programme_id", Uuid),
    Column(
        "owner_id",
        Uuid,
        Computed("coalesce(project_id, programme_id)", persisted=True),
        nullable=False,
    ),
    Column("kind", Text, nullable=False),
    Column("status", Text),
    Column("as_of", Date),
    Column("indicators", Integer, nullable=False),
    UniqueConstraint(
        *("owner_id", "kind", "status", "as_of"),
        name="uq_standing_counted",
        postgresql_nulls_not_distinct=True,
    ),
    CheckConstraint("indicators > 0", name="indicators"),
    CheckConstraint("num_nonnulls(project_id, programme_id) = 1", name="owner"),
    schema="indicators",
)
STANDING_DUE = Table(
    "standing_due",
    Base.metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("owner_id", Uuid, nullable=False),
    schema="indicators",
)
_COUNTED = ("project_id", "programme_id", "kind", "status", "as_of", "indicators")
_NOW = (
    *(column(name, STANDING.c[name].type) for name in _COUNTED),
    # How many of them wait for their figures; told in rows of their own.
    column("marked", Integer),
)


def standing() -> TableValuedAlias:
    """What was counted, and what is counted now of frameworks where it changed."""
    return func.indicators.standing_now().table_valued(*_NOW, name="standing")


def _counted(owners: Any) -> AnySelect:
    """Live indicators of these frameworks, by kind of result and how they stand."""
    columns = (
        *(Result.project_id, Result.programme_id, Result.kind),
        *(FIGURE.c.status, FIGURE.c.as_of),
    )
    return (
        select(*columns, func.count().label("indicators"))
        .select_from(Result)
        .join(Indicator, Indicator.result_id == Result.id)
        .outerjoin(
            FIGURE,
            (FIGURE.c.indicator_id == Indicator.id) & (FIGURE.c.include == "accepted"),
        )
        .where(
            or_(Result.project_id == any_(owners), Result.programme_id == any_(owners)),
            Result.archived_at.is_(None),
            Indicator.archived_at.is_(None),
        )
        .group_by(*columns)
    )


async def count_anew(session: AsyncSession) -> int:
    """Keep the counts of frameworks that were marked; how many those were.

    Whoever calls it writes figures, and does so alone. Marks are seen first: whatever
    changes while it counts leaves another one.
    """
    rows = (await session.execute(select(STANDING_DUE))).all()
    if not rows:
        return 0
    owners = literal(sorted({row.owner_id for row in rows}), ARRAY(Uuid()))
    await session.execute(delete(STANDING).where(STANDING.c.owner_id == any_(owners)))
    await session.execute(insert(STANDING).from_select(_COUNTED, _counted(owners)))
    marks = literal([row.id for row in rows], ARRAY(BigInteger()))
    await session.execute(delete(STANDING_DUE).where(STANDING_DUE.c.id == any_(marks)))
    return len({row.owner_id for row in rows})
