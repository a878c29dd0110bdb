from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, Field


class OwnSessionOut(BaseModel):
    """A browser in which somebody is signed in."""

    id: UUID
    is_current: bool
    started_at: datetime
    last_seen_at: datetime
    expires_at: datetime
    method: str = Field(examples=["password"])
    second_factor: str | None = Field(examples=["totp"])
    device: str | None = Field(examples=["Firefox, Windows"])
    network: str | None = Field(examples=["192.0.2.0/24"])


class SessionList(BaseModel):
    """All live sessions of one account; there are at most as many as are kept."""

    items: list[OwnSessionOut]
