from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel, Field

from bromost_common.history.schemas import PartChangeOut, PersonRef, Reference

EventKind = Literal["change", "sign_in", "refusal", "export", "job"]
Outcome = Literal["done", "refused"]


class AuditEventItem(BaseModel):
    """A deed in the log."""

    position: int = Field(description="Its place in the log.", examples=[4012])
    at: datetime
    service: str = Field(examples=["api"])
    kind: EventKind
    outcome: Outcome
    action: str = Field(examples=["change_organisation"])
    code: str | None = Field(description="Of a refusal.", examples=["not_found"])
    actor: PersonRef | None
    on_behalf_of: str | None
    method: str | None = Field(description="How the caller proved who it is.")
    object_type: str | None = Field(examples=["organisation"])
    object_id: UUID | None
    object_name: str | dict[str, str] | None = Field(
        description="Or the name in its languages; null where the reader sees none."
    )
    programme_id: UUID | None
    request_id: UUID | None
    reason: str | None


class AuditEvent(AuditEventItem):
    """A deed with what it changed."""

    parts: list[PartChangeOut] = Field(
        description="As it was logged; values about a person are hashes."
    )
    rows: int = Field(
        description="All rows that were changed, at most 50 of which are told, or that"
        " left in a file."
    )
    details: dict[str, Any] | None = Field(
        description="Of an export or a batch of work: figures and words."
    )
    references: list[Reference]


class SealCheck(BaseModel):
    """What following the whole chain last gave."""

    at: datetime
    intact: bool
    finding: str | None


class SealStatus(BaseModel):
    """How far the log is sealed."""

    number: int = Field(description="Of the newest seal; 0 before the first.")
    sealed_at: datetime | None
    hash: str | None
    unsealed_events: int
    last_check: SealCheck | None
