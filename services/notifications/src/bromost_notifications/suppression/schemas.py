from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field


class SuppressionOut(BaseModel):
    """An address that nothing is sent to any more; the address itself is not shown."""

    model_config = ConfigDict(
        from_attributes=True,
        json_schema_extra={
            "examples": [
                {
                    "id": "01936a5e-7b5c-7c1d-9e2f-3a4b5c6d7e8f",
                    "account_id": "01936a5e-7b5c-7c1d-9e2f-3a4b5c6d7e90",
                    "cause": "bounce",
                    "code": "5.1.1",
                    "created_at": "2026-11-23T08:00:00Z",
                }
            ]
        },
    )

    id: UUID
    account_id: UUID = Field(description="Whose address it was then.")
    cause: Literal["bounce", "complaint"]
    code: str | None = Field(description="What the mail server said: 550, or 5.1.1.")
    created_at: datetime
