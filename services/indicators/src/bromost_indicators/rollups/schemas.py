from datetime import datetime
from decimal import Decimal
from typing import Annotated, ClassVar, TypeAlias
from uuid import UUID

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic.json_schema import SkipJsonSchema

from bromost_common.languages import Language, LocalisedText
from bromost_indicators.bodies import Body, ChangeBody, Id
from bromost_indicators.figures import Figure
from bromost_indicators.indicators.presenting import plain

_WEIGHT = (
    "How much it counts where the other one is a weighted mean: 2 counts twice as"
    " much as 1. A mean has no figure as long as a part with a value has none."
)
Weight: TypeAlias = Annotated[Figure, Field(description=_WEIGHT)]


def _told(value: object) -> object:
    return plain(value) if isinstance(value, Decimal) else value


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
    weight: Weight | None = None
    note: LocalisedText | None = None


class RollupUpdate(ChangeBody):
    """What changes of it."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"included": False}]})
    nullable: ClassVar[frozenset[str]] = frozenset({"note", "weight"})

    included: bool | SkipJsonSchema[None] = None
    weight: Weight | None = None
    note: LocalisedText | None = None


class RollupOut(BaseModel):
    """That one indicator's figures go into another's."""

    id: UUID
    child_indicator_id: UUID
    parent_indicator_id: UUID
    included: bool
    weight: Annotated[str | None, BeforeValidator(_told)] = Field(
        description=_WEIGHT, examples=["3"]
    )
    note: dict[Language, str] | None
    version: int
    created_at: datetime
    updated_at: datetime
