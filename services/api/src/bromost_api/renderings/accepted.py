"""Reports that were accepted, as the service that keeps them publishes them."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.languages import Language, in_language

_ACCEPTED = text(
    """
    SELECT report_id, kind, title, original_language, starts_on, ends_on, accepted_on,
      sections, rows
    FROM indicators.accepted_report_v1
    WHERE project_id = :project AND ends_on BETWEEN :first AND :last
    ORDER BY ends_on, report_id LIMIT 60
    """
)
FIGURES = ("target", "previously", "now", "to_date")


class Section(NamedTuple):
    """What a report says under one title; nothing where nothing was written."""

    title: str
    words: str


class Indicator(NamedTuple):
    """What was wanted and what came of it; a band has two values, a gap none."""

    title: str
    unit: str
    decimals: int
    is_synthetic: bool
    figures: dict[str, tuple[Decimal, ...]]
    words: str


class Accepted(NamedTuple):
    """A report as it was accepted."""

    id: UUID
    kind: str
    title: str
    starts_on: date
    ends_on: date
    accepted_on: date
    sections: Sequence[Section]
    indicators: Sequence[Indicator]


async def accepted_reports(
    session: AsyncSession, project_id: UUID, years: tuple[int, int], language: Language
) -> list[Accepted]:
    """Of periods that ended in the years, in their order."""
    rows = await session.execute(
        _ACCEPTED,
        {
            "project": project_id,
            "first": date(years[0], 1, 1),
            "last": date(years[1], 12, 31),
        },
    )
    return [_accepted(row, language) for row in rows]


def _accepted(row: Any, language: Language) -> Accepted:
    original = row.original_language
    return Accepted(
        row.report_id,
        row.kind,
        in_language(row.title, language, original),
        *(row.starts_on, row.ends_on, row.accepted_on),
        sections=[
            Section(
                in_language(one["title"], language, original),
                in_language(one["text"] or {}, language, original),
            )
            for one in row.sections or ()
        ],
        indicators=[_indicator(one, language) for one in row.rows or ()],
    )


def _indicator(told: dict[str, Any], language: Language) -> Indicator:
    original = told["original_language"]
    named = told["unit_name"]
    return Indicator(
        in_language(told["title"], language, original),
        in_language(named, language, original) if named else told["unit"],
        told["decimals"],
        told["is_synthetic"],
        {name: _values(told[name]) for name in FIGURES},
        in_language(told["text"] or {}, language, original),
    )


def _values(told: dict[str, str | None] | None) -> tuple[Decimal, ...]:
    """The value, else both bounds, else nothing."""
    if told is None:
        return ()
    exact = (
        [told["value"]] if told["value"] is not None else [told["low"], told["high"]]
    )
    return tuple(Decimal(one) for one in exact if one is not None)
