"""Which partnerships a funnel counts: asked by the funnel, and by lists beside it."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, case, select

from bromost_api.partnerships.models import ProjectPartnership
from bromost_api.projects.models import Project
from bromost_common.paging import AnySelect

from .models import ApplicationOutcome, FundingApplication, FundingRound

# Where a round has decided, who was granted money; before that, who applied and stayed.
COUNTS = case(
    (
        FundingRound.decided_on.is_(None),
        FundingApplication.outcome != ApplicationOutcome.WITHDRAWN,
    ),
    else_=FundingApplication.outcome == ApplicationOutcome.GRANTED,
)


def supported_by(programme: UUID | ColumnElement[UUID]) -> AnySelect:
    """Ids of partnerships that a project of the programme is tied to."""
    return (
        select(ProjectPartnership.partnership_id)
        .join(Project, Project.id == ProjectPartnership.project_id)
        .where(Project.programme_id == programme, Project.archived_at.is_(None))
    )


def reached(*where: Any) -> AnySelect:
    """Ids of partnerships counted in rounds that `where` narrows."""
    return (
        select(FundingApplication.partnership_id)
        .join(FundingRound, FundingRound.id == FundingApplication.round_id)
        .where(COUNTS, *where)
    )
