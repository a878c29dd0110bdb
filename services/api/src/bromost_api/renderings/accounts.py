"""Plan and accounts of projects, added up by the database."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Integer, Text, TextClause, Uuid, bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.money import exact_sum, rounded

# A line counts with the rate of its year's end (else the first later one), an entry
# with the newest rate of its day: as the pages that explain them do.
_MOVES = """
    WITH move AS (
      SELECT project_id, year::integer AS year, currency, 'planned' AS kind, amount,
        make_date(year, 12, 31) AS day, true AS may_be_later
      FROM api.budget_line WHERE project_id = ANY (:projects)
        AND year BETWEEN :first AND :last
      UNION ALL
      SELECT project_id, extract(year FROM happened_on)::integer, currency, kind,
        amount, coalesce(value_on, happened_on), false
      FROM api.transaction WHERE project_id = ANY (:projects)
        AND sub_award_id IS NULL
        AND happened_on BETWEEN make_date(:first, 1, 1) AND make_date(:last, 12, 31)
    ), worth AS (
      SELECT m.*, CASE WHEN m.currency = :currency THEN 1 ELSE r.rate END AS rate,
        r.valid_on, r.source
      FROM move m LEFT JOIN LATERAL (
        SELECT c.rate, c.valid_on, c.source FROM api.conversion_rate c
        WHERE c.from_currency = m.currency AND c.to_currency = :currency
          AND (m.may_be_later OR c.valid_on <= m.day)
        ORDER BY c.valid_on <= m.day DESC, abs(c.valid_on - m.day) LIMIT 1) r ON true
    )
"""
_BOUND = (
    bindparam("projects", type_=ARRAY(Uuid())),
    bindparam("first", type_=Integer()),
    bindparam("last", type_=Integer()),
    bindparam("currency", type_=Text()),
)


def _of_moves(rest: str) -> TextClause:
    return text(_MOVES + rest).bindparams(*_BOUND)


_SUMS = _of_moves(
    "SELECT project_id, year, currency, kind, sum(amount) AS amount,"
    " sum(amount * rate) AS worth, bool_or(rate IS NULL) AS is_missing"
    " FROM worth GROUP BY project_id, year, currency, kind"
    " ORDER BY project_id, year, currency, kind"
)
_RATES = _of_moves(
    "SELECT DISTINCT currency, rate, valid_on, source FROM worth"
    " WHERE valid_on IS NOT NULL AND currency <> :currency"
    " ORDER BY valid_on DESC, currency LIMIT 100"
)
_YEARS = text(
    """
    SELECT min(year), max(year) FROM (
      SELECT year::integer FROM api.budget_line WHERE project_id = ANY (:projects)
      UNION
      SELECT extract(year FROM happened_on)::integer FROM api.transaction
      WHERE project_id = ANY (:projects)
    ) y
    """
).bindparams(_BOUND[0])
KINDS = ("planned", "commitment", "disbursement", "expenditure", "repayment")


class Moved(NamedTuple):
    """What was planned or moved in a year; `worth` is null where a rate is missing."""

    project_id: UUID
    year: int
    currency: str
    kind: str
    amount: Decimal
    worth: Decimal | None


class RateUsed(NamedTuple):
    """A rate by which sums were converted."""

    currency: str
    rate: Decimal
    valid_on: date
    source: str


class Accounts(NamedTuple):
    """Plan and accounts of some projects, and what they are worth in one currency."""

    moved: Sequence[Moved]
    rates: Sequence[RateUsed]
    currency: str | None
    decimals: int

    def of(self, project_id: UUID) -> "Accounts":
        mine = [one for one in self.moved if one.project_id == project_id]
        return self._replace(moved=mine)

    @property
    def currencies(self) -> list[str]:
        return sorted({one.currency for one in self.moved})

    @property
    def is_converted(self) -> bool:
        """What is all in the currency asked for is not converted into it again."""
        return self.currency is not None and self.currencies != [self.currency]

    def by(self, key: Callable[[Moved], Hashable]) -> dict[Any, dict[str, Decimal]]:
        """Exact sums by kind for each key, in the order of the rows."""
        found: dict[Any, dict[str, list[Decimal]]] = {}
        for one in self.moved:
            found.setdefault(key(one), {}).setdefault(one.kind, []).append(one.amount)
        return {
            at: {kind: exact_sum(amounts) for kind, amounts in kinds.items()}
            for at, kinds in found.items()
        }

    @property
    def lacks_rates(self) -> bool:
        return any(one.worth is None for one in self.moved)

    def worth(self) -> dict[str, Decimal | None]:
        """By kind, in the currency asked for; rounded once, null without all rates."""
        return {kind: self._worth(kind) for kind in KINDS}

    def _worth(self, kind: str) -> Decimal | None:
        each = [one.worth for one in self.moved if one.kind == kind]
        known = [one for one in each if one is not None]
        # What there is nothing of is not zero.
        if not each or len(known) < len(each):
            return None
        return rounded(exact_sum(known), self.decimals)


def left(sums: dict[str, Decimal]) -> Decimal:
    """Planned and not spent."""
    nothing = Decimal(0)
    return sums.get("planned", nothing) - sums.get("expenditure", nothing)


async def accounts_of(
    session: AsyncSession,
    projects: Iterable[UUID],
    years: tuple[int, int],
    currency: str | None,
    decimals: int,
) -> Accounts:
    asked = {
        "projects": sorted(projects),
        "first": years[0],
        "last": years[1],
        "currency": currency,
    }
    sums = (await session.execute(_SUMS, asked)).all()
    rates = (await session.execute(_RATES, asked)).all() if currency else []
    return Accounts(
        [
            Moved(
                *(row.project_id, row.year, row.currency, row.kind, row.amount),
                worth=None if row.is_missing else row.worth,
            )
            for row in sums
        ],
        [RateUsed(*row) for row in rates],
        currency,
        decimals,
    )


async def years_of(
    session: AsyncSession, projects: Iterable[UUID]
) -> tuple[int, int] | None:
    """The first and the last year of which anything is on record."""
    first, last = (await session.execute(_YEARS, {"projects": sorted(projects)})).one()
    return None if first is None else (first, last)
