from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field


class UnhandledEventOut(BaseModel):
    """Something that happened, and that nobody could be told of."""

    model_config = ConfigDict(
        from_attributes=True,
        json_schema_extra={
            "examples": [
                {
                    "id": "01936a5e-7b5c-7c1d-9e2f-3a4b5c6d7e8f",
                    "event_type": "role.given.v1",
                    "object_type": "role",
                    "object_id": "01936a5e-7b5c-7c1d-9e2f-3a4b5c6d7e90",
                    "occurred_at": "2026-11-22T08:00:00Z",
                    "attempts": 5,
                    "last_error": "IntegrityError",
                    "handled_at": "2026-11-22T08:02:36Z",
                }
            ]
        },
    )

    id: UUID
    event_type: str
    object_type: str
    object_id: UUID
    occurred_at: datetime
    attempts: int
    last_error: str | None = Field(description="The kind of fault, without values.")
    handled_at: datetime = Field(description="When it was tried last.")


class RetriedOut(BaseModel):
    """How many are tried again, at most a thousand at once, and how many are left."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"retried": 3, "left": 0}]}
    )

    retried: int
    left: int
