from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.errors import invalid
from bromost_common.languages import Language, in_language

from .assembly import figure_out
from .calculation import Line
from .collation import collation_key
from .comparison import Compared, compared, grouped
from .comparison_schemas import (
    By,
    ComparedChange,
    ComparedGroup,
    ComparedPart,
    ComparedYear,
    PortfolioComparison,
)
from .grounds import programme_of, worth_of
from .repository import ReportRepository, Years
from .schemas import ReportYears

# What a line belongs to: nothing, one thing, or several together.
_Key = tuple[str, ...]


class AskedComparison(NamedTuple):
    """What somebody wants to see beside each other."""

    programme_id: UUID | None
    first_year: int | None
    second_year: int | None
    by: By
    currency: str | None
    language: Language


class _Names(NamedTuple):
    """By what lines are put together, and what that is called."""

    key: Callable[[Line], _Key]
    names: dict[str, str]
    short: dict[str, str]


class ComparisonService:
    """Compares years. Runs inside its caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._reports = ReportRepository(session)

    async def compare(
        self, asked: AskedComparison, *, actor: Actor
    ) -> PortfolioComparison:
        programme = await programme_of(self._reports, asked.programme_id, actor)
        available = await self._reports.available_years(
            asked.programme_id, visible_to=actor
        )
        years = _years(asked, available)
        rows = await self._reports.lines(asked.programme_id, years, visible_to=actor)
        lines = [Line(*row) for row in rows]
        worth = await worth_of(self._reports, lines, years, asked.currency)
        names = await self._names(asked, lines, date(max(years), 12, 31))
        parts = {
            key: compared(those, years, worth.conversion)
            for key, those in grouped(lines, names.key).items()
        }
        return PortfolioComparison(
            programme=programme,
            available_years=available and ReportYears(**available._asdict()),
            years=years,
            by=asked.by,
            language=asked.language,
            currency=asked.currency,
            rates=worth.rates,
            missing_rates=worth.missing,
            groups=_groups(parts, names, asked.language),
            total=ComparedPart(**_out(compared(lines, years, worth.conversion))),
        )

    async def _names(
        self, asked: AskedComparison, lines: Sequence[Line], on: date
    ) -> _Names:
        projects = {line.project_id for line in lines}
        language = asked.language
        if asked.by == "funder":
            funders = await self._reports.funders({line.funder_id for line in lines})
            return _Names(
                lambda line: (str(line.funder_id),),
                {str(one.id): one.name for one in funders},
                {str(one.id): one.short_name for one in funders},
            )
        if asked.by == "country":
            names = await self._reports.country_names(on)
            known = {code: _in(name, language) for code, name in names.items()}
            belongs = {
                row.id: tuple(row.country_codes)
                for row in await self._reports.projects(projects)
            }
            return _Names(lambda line: belongs[line.project_id], known, {})
        if asked.by == "funding_scheme":
            return await self._schemes(projects, language)
        found = (
            await self._reports.themes(projects)
            if asked.by == "theme"
            else await self._reports.programmes(projects)
        )
        of: dict[UUID, _Key] = {}
        for row in found:
            of[row.project_id] = (*of.get(row.project_id, ()), str(row.id))
        return _Names(
            lambda line: of.get(line.project_id, ()),
            {
                str(row.id): _in(row.name, language, row.original_language)
                for row in found
            },
            {},
        )

    async def _schemes(self, projects: set[UUID], language: Language) -> _Names:
        """Programmes whose schemes read alike are of one scheme."""
        of = {
            row.project_id: _in(row.funding_scheme, language, row.original_language)
            for row in await self._reports.programmes(projects)
            if row.funding_scheme
        }
        return _Names(
            lambda line: (of[line.project_id],) if line.project_id in of else (),
            {scheme: scheme for scheme in of.values()},
            {},
        )


def _years(asked: AskedComparison, available: Years | None) -> tuple[int, int]:
    """What was asked for; else the newest year with money, and the one before it."""
    second = asked.second_year
    if second is None:
        newest = available.last if available else datetime.now(UTC).year
        second = newest if newest != asked.first_year else newest + 1
    first = second - 1 if asked.first_year is None else asked.first_year
    if first == second:
        raise invalid(
            "query",
            "second_year",
            code="same_year",
            message="Choose two different years.",
        )
    return first, second


def _groups(
    parts: Mapping[_Key, Compared], named: _Names, language: Language
) -> list[ComparedGroup]:
    """By their names; what has none comes last."""
    found = [
        ComparedGroup(
            key=",".join(key) or None,
            name=_joined(key, named.names, language),
            short_name=named.short.get(key[0]) if len(key) == 1 else None,
            **_out(part),
        )
        for key, part in parts.items()
    ]
    return sorted(
        found,
        key=lambda one: (
            one.name is None,
            collation_key(one.name or "", language),
            one.key or "",
        ),
    )


def _in(name: dict[str, str], language: Language, original: Any = "en") -> str:
    return in_language(name, language, original)  # type: ignore[arg-type]  # keys are languages


def _joined(key: _Key, names: dict[str, str], language: Language) -> str | None:
    each = sorted(
        (names[one] for one in key), key=lambda name: collation_key(name, language)
    )
    return ", ".join(each) or None


def _out(found: Compared) -> dict[str, Any]:
    first, second = (
        ComparedYear(projects=one.projects, figure=figure_out(one.figure))
        for one in (found.first, found.second)
    )
    change = ComparedChange(
        projects=found.change.projects,
        figure=figure_out(found.change.figure),
        percent=found.change.percent,
    )
    return {"first": first, "second": second, "change": change}
