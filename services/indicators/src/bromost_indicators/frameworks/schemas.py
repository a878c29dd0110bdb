from uuid import UUID

from pydantic import BaseModel, Field

from bromost_common.languages import Language
from bromost_indicators.contributions.schemas import ContributionOut
from bromost_indicators.indicators.schemas import IndicatorOut
from bromost_indicators.places.schemas import PlaceOut
from bromost_indicators.projects.schemas import Owner, ProgrammeRef, ProjectRef
from bromost_indicators.results.schemas import ResultKind, ResultOut
from bromost_indicators.rollups.schemas import RollupOut


class ResultWithIndicators(ResultOut):
    """A result with what it is measured by."""

    indicators: list[IndicatorOut]


class FrameworkOut(BaseModel):
    """All results of a project: from input to impact, each kind in its order."""

    project: ProjectRef
    results: list[ResultWithIndicators]


class ProgrammeFrameworkOut(BaseModel):
    """All results of a programme: from input to impact, each kind in its order."""

    programme: ProgrammeRef
    results: list[ResultWithIndicators]


class GoalOut(BaseModel):
    """A goal of the programme."""

    id: UUID
    position: int
    text: dict[Language, str]


class SideOut(BaseModel):
    """A partner of the project."""

    organisation_id: UUID
    name: str
    country_code: str | None
    side: int | None = Field(
        description="Its side of the partnership, if there is one."
    )


class IndicatorAbove(BaseModel):
    """An indicator of the programme that others may go into."""

    id: UUID
    title: dict[Language, str]
    over_children: str = Field(
        description="How those that go into it are put together; a weighted_mean asks"
        " for the weight of each."
    )


class ResultAbove(BaseModel):
    """A result of the programme that others may lead to."""

    id: UUID
    kind: ResultKind
    title: dict[Language, str]
    original_language: Language
    goal_ids: list[UUID]
    indicators: list[IndicatorAbove]


class FrameworkGraphOut(BaseModel):
    """How the results of a project or programme hang together.

    Of the results themselves there are only those above it; its own are told with
    their indicators by the framework.
    """

    owner_id: UUID
    what: Owner
    programme: ProgrammeRef | None = Field(
        description="Null where the reader does not see it."
    )
    goals: list[GoalOut]
    above: list[ResultAbove] = Field(description="Of a project: its programme's.")
    contributions: list[ContributionOut] = Field(
        description="From the results of this framework, and among those above."
    )
    rollups: list[RollupOut] = Field(description="From its indicators.")
    sides: list[SideOut]
    places: list[PlaceOut]
