from datetime import date
from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

Urgency = Literal["overdue", "this_week", "later"]


class TodoOut(BaseModel):
    """Something that somebody has to do by a day."""

    model_config = ConfigDict(
        from_attributes=True,
        json_schema_extra={
            "examples": [
                {
                    "kind": "values_due",
                    "object_type": "framework",
                    "object_id": "01936a5e-7b5c-7c1d-9e2f-3a4b5c6d7e8f",
                    "project_id": "01936a5e-7b5c-7c1d-9e2f-3a4b5c6d7e8f",
                    "programme_id": "01936a5e-0001-7c1d-9e2f-3a4b5c6d7e8f",
                    "due_on": "2026-01-30",
                    "urgency": "this_week",
                    "count": 4,
                    "params": {
                        "code": "KS-2005-01",
                        "title": {"en": "Youth councils", "nb": "Ungdomsråd"},
                        "original_language": "en",
                        "is_of_programme": False,
                    },
                }
            ]
        },
    )

    kind: str = Field(examples=["values_due", "values_to_accept", "key_expiring"])
    object_type: str = Field(examples=["framework"])
    object_id: UUID
    project_id: UUID | None
    programme_id: UUID | None
    due_on: date
    urgency: Urgency
    count: int = Field(
        description="Values, baselines: what is to be done there by then."
    )
    params: dict[str, Any] = Field(
        description="What a sentence needs; depends on the kind."
    )


class TodoCount(BaseModel):
    """How many things one has to do."""

    overdue: int
    this_week: int = Field(description="Today and the six days that follow.")
    later: int
