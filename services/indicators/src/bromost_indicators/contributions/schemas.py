from datetime import datetime
from typing import ClassVar, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field
from pydantic.json_schema import SkipJsonSchema

from bromost_common.languages import Language, LocalisedText
from bromost_indicators.bodies import Body, ChangeBody, Id

Strength = Literal["weak", "medium", "strong"]


class ContributionCreate(Body):
    """That the result leads to another one."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "to_result_id": "0197a1c2-7d1e-7c3f-9a55-6a3f0c1d2e4b",
                    "strength": "strong",
                    "assumption": {"en": "Those who are trained stay in their post."},
                }
            ]
        }
    )

    to_result_id: Id
    strength: Strength = "medium"
    assumption: LocalisedText | None = Field(
        default=None, description="What must hold for the one to lead to the other."
    )


class ContributionUpdate(ChangeBody):
    """What changes of a contribution."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"strength": "weak"}]})
    nullable: ClassVar[frozenset[str]] = frozenset({"assumption"})

    strength: Strength | SkipJsonSchema[None] = None
    assumption: LocalisedText | None = None


class ContributionOut(BaseModel):
    """That one result leads to another."""

    id: UUID
    from_result_id: UUID
    to_result_id: UUID
    strength: Strength
    assumption: dict[Language, str] | None
    version: int
    created_at: datetime
    updated_at: datetime
