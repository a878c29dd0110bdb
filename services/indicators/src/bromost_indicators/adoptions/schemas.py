from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from bromost_indicators.bodies import Body, Id


class AdoptionCreate(Body):
    """What is taken over from another framework."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "source_id": "0197a1c2-7d1e-7c3f-9a55-6a3f0c1d2e4b",
                    "mode": "copied",
                }
            ]
        }
    )

    source_id: Id = Field(description="The project or programme it is taken from.")
    mode: Literal["inherited", "copied"] = Field(
        description="`inherited`, of one's programme, is worded there ever after."
    )
    result_ids: list[Id] | None = Field(
        default=None, max_length=300, description="Which results; left out, all."
    )
    indicator_ids: list[Id] | None = Field(
        default=None,
        max_length=1000,
        description="Which of their indicators; left out, all.",
    )


class AdoptionOut(BaseModel):
    """What was taken over."""

    result_ids: list[UUID] = Field(description="The results that were added.")
    indicator_ids: list[UUID] = Field(description="The indicators that were added.")
    already_there: int = Field(
        description="How many results and indicators had been taken over before."
    )
