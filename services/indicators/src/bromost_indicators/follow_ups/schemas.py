from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from bromost_indicators.bodies import Body
from bromost_indicators.indicators.schemas import Recorder

# As many as anybody comes back to.
MAX_FOLLOW_UPS = 500


class FollowUpMark(Body):
    """What is to be looked into."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"note": "Ask the school whether both courses are in it."}]
        }
    )

    note: Annotated[
        str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000)
    ]


class FollowUpOut(BaseModel):
    """A value that somebody is to come back to."""

    period_id: UUID
    note: str
    by: Recorder | None
    at: datetime


class FollowUpsOut(BaseModel):
    """All of a project or programme."""

    items: list[FollowUpOut] = Field(description=f"At most {MAX_FOLLOW_UPS}.")
