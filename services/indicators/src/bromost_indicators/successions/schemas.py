from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from bromost_common.audit import Reason
from bromost_common.languages import Language
from bromost_indicators.bodies import Body, Day, Id
from bromost_indicators.projects.schemas import Owner

_ID = "0197a1c2-7d1e-7c3f-9a55-6a3f0c1d2e4b"


class SuccessionCreate(Body):
    """That a programme's uses of a definition go by one of its versions from a day on.

    A request takes up a part of them; the next one goes on `after` it, and whatever
    breaks off in between is begun again without harm.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "definition_version_id": _ID,
                    "starts_on": "2030-01-01",
                    "reason": "The register counts by household from then on.",
                    "dry_run": True,
                }
            ]
        }
    )

    definition_version_id: Id
    starts_on: Day
    reason: Reason
    dry_run: bool = Field(default=False, description="Only tell what would become.")
    after: Id | None = Field(
        default=None, description="`next` of the answer before; none to begin."
    )


class SuccessionOutcome(BaseModel):
    """What becomes of a use."""

    indicator_id: UUID
    title: dict[Language, str]
    original_language: Language
    owner_id: UUID
    what: Owner
    owner_code: str
    owner_title: dict[Language, str]
    number: int = Field(description="Of the version that it went by.")
    outcome: Literal["changed", "refused"]
    breaks: bool = Field(
        description="Whether values before and after can no longer be added up."
    )
    code: str | None = Field(description="Why it is refused.")
    message: str | None


class SuccessionOut(BaseModel):
    """What becomes of some of the uses, in a lasting order."""

    outcomes: list[SuccessionOutcome]
    already: int = Field(description="How many go by this version without it.")
    next: UUID | None = Field(description="To go on `after`; none at the end.")
