from datetime import datetime
from typing import Literal, TypeAlias
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

MailState: TypeAlias = Literal["waiting", "sent", "refused", "expired"]


class MailOut(BaseModel):
    """How mail is doing: counts alone, never whom it is for or what it says."""

    is_configured: bool = Field(description="Whether mail is sent at all.")
    sender: str | None = Field(examples=["Bromost <no-reply@bromost.example>"])
    waiting: int
    waiting_since: datetime | None
    failing: int = Field(description="Of what waits: tried before, to be tried again.")
    sent: int = Field(description="Within the last 30 days.")
    refused: int = Field(description="Within the last 30 days, for good.")
    expired: int = Field(description="Within the last 30 days, too late to be sent.")
    last_failure: str | None = Field(
        description="The code of a failure of what waits.", examples=["451"]
    )


class MailMessageOut(BaseModel):
    """A mail on its way or ended; never whom it is for or what it says."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    kind: str = Field(examples=["invitation"])
    state: MailState
    attempts: int
    created_at: datetime
    next_attempt_at: datetime
    expires_at: datetime
    ended_at: datetime | None
    failure: str | None = Field(
        description="The mail server's code or the kind of the last failure.",
        examples=["451"],
    )


class RetriedMail(BaseModel):
    """How many mails are due at once now."""

    retried: int
