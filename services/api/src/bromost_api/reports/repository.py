from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Integer,
    Result,
    Text,
    Uuid,
    and_,
    bindparam,
    case,
    func,
    literal,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, aggregate_order_by
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_api.codelists.models import Country, Currency
from bromost_api.finance.models import BudgetLine
from bromost_api.organisations.models import Organisation, OrganisationAlias
from bromost_api.programmes.models import Programme
from bromost_api.projects.models import (
    NOT_PARTNERS,
    Project,
    ProjectCountry,
    ProjectTheme,
)
from bromost_api.themes.models import Theme
from bromost_common.auth import Actor
from bromost_common.paging import AnyRow
from bromost_common.visibility import PROGRAMMES, PROJECTS

# Roles and components stand alone; members of one partnership stand together.
# Whoever is in one of the project's partnerships is not named a second time.
_PARTNERS = text(
    """
    SELECT r.project_id, min(r.position) AS position, 0 AS side, 0 AS place,
      NULL::uuid AS partnership_id, o.name, NULL::jsonb AS title
    FROM api.project_role r JOIN api.organisation o ON o.id = r.organisation_id
    WHERE r.project_id = ANY(:projects) AND r.role <> ALL(:not_partners)
      AND NOT EXISTS (
        SELECT FROM api.project_partnership pp
        JOIN api.partnership_member m ON m.partnership_id = pp.partnership_id
        WHERE pp.project_id = r.project_id AND m.organisation_id = r.organisation_id)
    GROUP BY r.project_id, o.id
    UNION ALL
    SELECT c.project_id, c.position, 0, 0, NULL, NULL, c.title
    FROM api.project_component c WHERE c.project_id = ANY(:projects)
    UNION ALL
    SELECT pp.project_id, pp.position, m.side, m.position, m.partnership_id, o.name,
      NULL
    FROM api.project_partnership pp
    JOIN api.partnership_member m ON m.partnership_id = pp.partnership_id
    JOIN api.organisation o ON o.id = m.organisation_id
    WHERE pp.project_id = ANY(:projects)
      AND daterange(m.joined_on, m.left_on, '[]') && daterange(:first, :last, '[]')
    ORDER BY project_id, position, partnership_id, side, place, name
    """
).bindparams(
    bindparam("projects", type_=ARRAY(Uuid())),
    bindparam("not_partners", [*NOT_PARTNERS], type_=ARRAY(Text())),
)

# For each year: the newest rate on or before its last day, else the first later one.
_RATES = text(
    """
    SELECT DISTINCT ON (r.from_currency, y.year)
      y.year, r.from_currency, r.to_currency, r.rate, r.valid_on, r.source,
      r.valid_on <= y.ends_on AS is_on_or_before
    FROM (
      SELECT year, make_date(year, 12, 31) AS ends_on
      FROM unnest(CAST(:years AS integer[])) AS year
    ) y
    JOIN api.conversion_rate r
      ON r.from_currency = ANY(:currencies) AND r.to_currency = :currency
    ORDER BY r.from_currency, y.year, (r.valid_on <= y.ends_on) DESC,
      CASE WHEN r.valid_on <= y.ends_on THEN r.valid_on END DESC, r.valid_on
    """
).bindparams(
    bindparam("years", type_=ARRAY(Integer())),
    bindparam("currencies", type_=ARRAY(Text())),
)


class Years(NamedTuple):
    """First and last year, both included."""

    first: int
    last: int

    @property
    def span(self) -> range:
        return range(self.first, self.last + 1)


class ReportRepository:
    """Every query of the reports; how many there are does not depend on the data."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def programme(
        self, programme_id: UUID, *, visible_to: Actor
    ) -> AnyRow | None:
        return (
            await self._session.execute(
                select(
                    Programme.id,
                    Programme.code,
                    Programme.title,
                    Programme.original_language,
                ).where(
                    Programme.id == programme_id,
                    PROGRAMMES.visible(visible_to, "report.read", Programme.id),
                )
            )
        ).one_or_none()

    async def minor_units(self, currency: str) -> int | None:
        return await self._session.scalar(
            select(Currency.minor_units).where(Currency.code == currency)
        )

    async def available_years(
        self, programme_id: UUID | None, *, visible_to: Actor
    ) -> Years | None:
        row = (
            await self._session.execute(
                select(func.min(BudgetLine.year), func.max(BudgetLine.year))
                .join(Project, Project.id == BudgetLine.project_id)
                .where(_visible(programme_id, visible_to))
            )
        ).one()
        return None if row[0] is None else Years(row[0], row[1])

    async def lines(
        self, programme_id: UUID | None, years: Iterable[int], *, visible_to: Actor
    ) -> Sequence[AnyRow]:
        rows = await self._session.execute(
            select(
                BudgetLine.project_id,
                BudgetLine.year,
                BudgetLine.funder_id,
                BudgetLine.currency,
                BudgetLine.amount,
            )
            .join(Project, Project.id == BudgetLine.project_id)
            .where(BudgetLine.year.in_(list(years)), _visible(programme_id, visible_to))
        )
        return rows.all()

    async def projects(self, project_ids: Iterable[UUID]) -> Sequence[AnyRow]:
        """The projects in the order of their codes, each with its country codes."""
        codes = (
            select(
                func.coalesce(
                    func.array_agg(
                        aggregate_order_by(
                            ProjectCountry.country_code, ProjectCountry.country_code
                        )
                    ),
                    text("'{}'"),
                )
            )
            .where(ProjectCountry.project_id == Project.id)
            .scalar_subquery()
        )
        rows = await self._session.execute(
            select(
                Project.id,
                Project.code,
                Project.title,
                Project.original_language,
                Project.status,
                codes.label("country_codes"),
            )
            .where(Project.id.in_(list(project_ids)))
            .order_by(Project.code_key, Project.programme_id, Project.id)
        )
        return rows.all()

    async def themes(self, project_ids: Iterable[UUID]) -> Sequence[AnyRow]:
        """A row for each theme of each of these projects."""
        rows = await self._session.execute(
            select(
                ProjectTheme.project_id,
                Theme.id,
                Theme.name,
                literal("en").label("original_language"),
            )
            .join(Theme, Theme.id == ProjectTheme.theme_id)
            .where(ProjectTheme.project_id.in_(list(project_ids)))
            .order_by(ProjectTheme.project_id, Theme.code)
        )
        return rows.all()

    async def programmes(self, project_ids: Iterable[UUID]) -> Sequence[AnyRow]:
        """The programme of each of these projects."""
        rows = await self._session.execute(
            select(
                Project.id.label("project_id"),
                Programme.id,
                Programme.title.label("name"),
                Programme.funding_scheme,
                Programme.original_language,
            )
            .join(Programme, Programme.id == Project.programme_id)
            .where(Project.id.in_(list(project_ids)))
        )
        return rows.all()

    async def partners(
        self, project_ids: Iterable[UUID], years: Years
    ) -> Sequence[AnyRow]:
        """Who takes part, in printed order: single names, titles, members of sides."""
        rows: Result[*tuple[Any, ...]] = await self._session.execute(
            _PARTNERS,
            {
                "projects": list(project_ids),
                "first": date(years.first, 1, 1),
                "last": date(years.last, 12, 31),
            },
        )
        return rows.all()

    async def country_names(self, on: date) -> dict[str, dict[str, str]]:
        """What the countries were called on a day."""
        name = case(
            (and_(Country.renamed_on > on), Country.former_name), else_=Country.name
        )
        rows = await self._session.execute(select(Country.code, name.label("name")))
        return {row.code: row.name for row in rows}

    async def funders(self, organisation_ids: Iterable[UUID]) -> Sequence[AnyRow]:
        """The funders by the shortest of their names, which is for narrow columns."""
        shortest = (
            select(OrganisationAlias.name)
            .where(
                OrganisationAlias.organisation_id == Organisation.id,
                func.length(OrganisationAlias.name) < func.length(Organisation.name),
            )
            .order_by(func.length(OrganisationAlias.name), OrganisationAlias.name)
            .limit(1)
            .scalar_subquery()
        )
        short = func.coalesce(shortest, Organisation.name)
        rows: Result[*tuple[Any, ...]] = await self._session.execute(
            select(Organisation.id, Organisation.name, short.label("short_name"))
            .where(Organisation.id.in_(list(organisation_ids)))
            .order_by(func.common.fold(short), Organisation.id)
        )
        return rows.all()

    async def rates(
        self, years: Iterable[int], currencies: Iterable[str], currency: str
    ) -> Sequence[AnyRow]:
        """The rate into `currency` that applies to each year and currency."""
        rows: Result[*tuple[Any, ...]] = await self._session.execute(
            _RATES,
            {
                "years": list(years),
                "currencies": list(currencies),
                "currency": currency,
            },
        )
        return rows.all()


def _visible(programme_id: UUID | None, actor: Actor) -> ColumnElement[bool]:
    current = and_(
        Project.archived_at.is_(None),
        PROJECTS.visible(actor, "report.read", Project.id),
    )
    if programme_id is None:
        return current
    return and_(current, Project.programme_id == programme_id)
