from datetime import datetime

from pydantic import BaseModel, Field


class MailOut(BaseModel):
    """How mail is doing: counts alone, never whom it is for or what it says."""

    is_configured: bool = Field(description="Whether mail is sent at all.")
    sender: str | None = Field(examples=["Bromost <no-reply@bromost.example>"])
    waiting: int
    waiting_since: datetime | None
    refused: int = Field(description="Within the last 30 days, for good.")
    expired: int = Field(description="Within the last 30 days, too late to be sent.")
    last_failure: str | None = Field(
        description="The code of a failure of what waits.", examples=["451"]
    )
