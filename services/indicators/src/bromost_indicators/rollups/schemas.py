from datetime import datetime
from typing import ClassVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field
from pydantic.json_schema import SkipJsonSchema

from bromost_common.languages import Language, LocalisedText
from bromost_indicators.bodies import Body, ChangeBody, Id


class RollupCreate(Body):
    """That the indicator's figures go into another one's."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"parent_indicator_id": "0197a1c2-7d1e-7c3f-9a55-6a3f0c1d2e4b"}
            ]
        }
    )

    parent_indicator_id: Id
    included: bool = Field(
        default=True, description="False: tied, but not added to its figures."
    )
    note: LocalisedText | None = None


class RollupUpdate(ChangeBody):
    """What changes of it."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"included": False}]})
    nullable: ClassVar[frozenset[str]] = frozenset({"note"})

    included: bool | SkipJsonSchema[None] = None
    note: LocalisedText | None = None


class RollupOut(BaseModel):
    """That one indicator's figures go into another's."""

    id: UUID
    child_indicator_id: UUID
    parent_indicator_id: UUID
    included: bool
    note: dict[Language, str] | None
    version: int
    created_at: datetime
    updated_at: datetime
