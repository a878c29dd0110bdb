from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from bromost_api.programmes.schemas import ProgrammeRef

Login = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z_][a-z0-9_]{0,62}$"),
    Field(description="A login of the database: small letters, digits, underscores."),
]


class AnalysisAccessCreate(BaseModel):
    """What a login of the database may read from now on."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "login": "ministry_dashboards",
                    "programme_id": "0197f3a8-0000-7000-8000-000000000001",
                    "ends_on": "2027-12-31",
                }
            ]
        },
    )

    login: Login
    programme_id: UUID | None = Field(
        default=None, description="None: all programmes, those to come as well."
    )
    ends_on: date | None = Field(default=None, description="The last day; none: open.")


class AnalysisAccessOut(BaseModel):
    """What a login of the database may read."""

    id: UUID
    login: str
    programme: ProgrammeRef | None
    ends_on: date | None
    has_ended: bool
    is_known: bool = Field(
        description="Whether the database has this login, as a member of"
        " `bromost_analysis`. Without that, nobody can sign in with it."
    )
    created_at: datetime


class AnalysisColumn(BaseModel):
    """A column of a view."""

    name: str
    type: str = Field(description="As PostgreSQL names it.", examples=["uuid"])
    description: str


class AnalysisView(BaseModel):
    """A view of the schema `analysis`."""

    name: str
    description: str
    columns: list[AnalysisColumn]


class AnalysisViewList(BaseModel):
    """All views that tools of analysis read: a short list."""

    items: list[AnalysisView]
