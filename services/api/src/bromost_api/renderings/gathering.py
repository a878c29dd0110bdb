"""What stands in a report's files: the figures, and what is told beside them."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Date,
    Uuid,
    bindparam,
    func,
    or_,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_api.partnerships.models import (
    STATES_WITH_REASON,
    Partnership,
    PartnershipStatus,
    ProjectPartnership,
)
from bromost_api.projects.models import Project, ProjectObjective
from bromost_api.reports.service import Asked, ReportService
from bromost_common.auth import Actor
from bromost_common.languages import Language, in_language
from bromost_common.visibility import PARTNERSHIPS, PROJECTS

from .contents import Contents, Gap, Narrative, TooLargeError
from .project_facts import MAX_PROJECTS
from .wish import Wish

# The newest change of what the figures are made of: files of the same data are alike.
_AS_OF = text(
    """
    SELECT max(at) FROM (
      SELECT max(updated_at) AS at FROM api.project WHERE id = ANY (:projects)
      UNION ALL
      SELECT max(updated_at) FROM api.budget_line WHERE project_id = ANY (:projects)
      UNION ALL
      SELECT max(p.updated_at) FROM api.partnership p
        JOIN api.project_partnership l ON l.partnership_id = p.id
        WHERE l.project_id = ANY (:projects)
      UNION ALL
      SELECT max(updated_at) FROM api.conversion_rate WHERE valid_on <= :last
    ) changes
    """
).bindparams(bindparam("projects", type_=ARRAY(Uuid())), bindparam("last", type_=Date))


class Gatherer:
    """Reads what a file tells, as far as its reader sees it."""

    def __init__(self, session: AsyncSession, origin: str) -> None:
        self._session = session
        self._origin = origin.rstrip("/")

    async def annual(self, asked: Wish, *, actor: Actor) -> Contents:
        """Raises NotFoundError for a programme that is no longer seen."""
        language = asked.language
        assert asked.last_year is not None
        report = await ReportService(self._session).annual(
            Asked(
                *(asked.programme_id, asked.first_year, asked.last_year),
                *(asked.currency, language),
            ),
            actor=actor,
        )
        projects = [p.id for country in report.countries for p in country.projects]
        if len(projects) > MAX_PROJECTS:
            raise TooLargeError
        last = date(asked.last_year, 12, 31)
        as_of = await self._session.scalar(
            _AS_OF, {"projects": sorted(projects), "last": last}
        )
        return Contents(
            report=report,
            narratives=await self._narratives(asked, projects, language, actor),
            gaps=await self._gaps(asked, projects, language, actor),
            as_of=(as_of or datetime(asked.last_year, 12, 31, tzinfo=UTC)).astimezone(
                UTC
            ),
            origin=self._origin,
        )

    async def _narratives(
        self,
        asked: Wish,
        projects: Sequence[UUID],
        language: Language,
        actor: Actor,
    ) -> tuple[Narrative, ...]:
        """Of the chosen projects, in the order in which they were chosen."""
        chosen = [one for one in asked.narratives if one in set(projects)]
        rows = await self._session.execute(
            select(
                Project.id,
                Project.code,
                Project.title,
                Project.summary,
                Project.original_language,
            ).where(
                Project.id.in_(chosen),
                PROJECTS.visible(actor, "project.read", Project.id),
            )
        )
        found = {row.id: row for row in rows}
        objectives = await self._objectives(found)
        return tuple(
            _narrative(found[one], objectives.get(one, []), language)
            for one in chosen
            if one in found
        )

    async def _objectives(
        self, projects: dict[UUID, Any]
    ) -> dict[UUID, list[dict[Language, str]]]:
        rows = await self._session.execute(
            select(ProjectObjective.project_id, ProjectObjective.text)
            .where(ProjectObjective.project_id.in_(list(projects)))
            .order_by(ProjectObjective.project_id, ProjectObjective.position)
        )
        found: dict[UUID, list[dict[Language, str]]] = {}
        for row in rows:
            found.setdefault(row.project_id, []).append(row.text)
        return found

    async def _gaps(
        self,
        asked: Wish,
        projects: Sequence[UUID],
        language: Language,
        actor: Actor,
    ) -> tuple[Gap, ...]:
        """Partnerships of the projects that did not go on in all of the years."""
        assert asked.first_year is not None
        assert asked.last_year is not None
        first, last = date(asked.first_year, 1, 1), date(asked.last_year, 12, 31)
        spans = _spans().subquery()
        codes = (
            select(func.array_agg(Project.code))
            .join(ProjectPartnership, ProjectPartnership.project_id == Project.id)
            .where(
                ProjectPartnership.partnership_id == Partnership.id,
                Project.id.in_(projects),
            )
            .correlate(Partnership)
            .scalar_subquery()
        )
        rows = await self._session.execute(
            select(Partnership.id, Partnership.name, *_of(spans), codes.label("codes"))
            .join(spans, spans.c.partnership_id == Partnership.id)
            .where(
                Partnership.id.in_(
                    select(ProjectPartnership.partnership_id).where(
                        ProjectPartnership.project_id.in_(projects)
                    )
                ),
                PARTNERSHIPS.visible(actor, "partnership.read", Partnership.id),
                spans.c.status.in_(STATES_WITH_REASON),
                spans.c.valid_from <= last,
                or_(spans.c.followed_on.is_(None), spans.c.followed_on > first),
            )
            .order_by(Partnership.name_key, Partnership.id, spans.c.valid_from)
        )
        return tuple(_gap(row, language) for row in rows)


def _spans() -> Any:
    """Each state of each partnership with the day on which another follows."""
    return select(
        PartnershipStatus.partnership_id,
        PartnershipStatus.status,
        PartnershipStatus.valid_from,
        PartnershipStatus.reason,
        func.lead(PartnershipStatus.valid_from)
        .over(
            partition_by=PartnershipStatus.partnership_id,
            order_by=PartnershipStatus.valid_from,
        )
        .label("followed_on"),
    )


def _of(spans: Any) -> list[Any]:
    return [spans.c.status, spans.c.valid_from, spans.c.reason]


def _narrative(
    row: Any, objectives: Sequence[dict[Language, str]], language: Language
) -> Narrative:
    original = row.original_language
    return Narrative(
        id=row.id,
        code=row.code,
        title=in_language(row.title, language, original),
        summary=row.summary and in_language(row.summary, language, original),
        objectives=tuple(in_language(one, language, original) for one in objectives),
    )


def _gap(row: Any, language: Language) -> Gap:
    return Gap(
        id=row.id,
        name=row.name,
        state=row.status,
        valid_from=row.valid_from,
        reason=row.reason and in_language(row.reason, language, "en"),
        projects=tuple(sorted(row.codes or ())),
    )
