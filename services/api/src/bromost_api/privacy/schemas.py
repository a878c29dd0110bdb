from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from bromost_api.organisations.schemas import OrganisationRef

from .models import RequestKind, RequestState

Words = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)
]


class PersonRequestCreate(BaseModel):
    """Whose data, and what is wanted; left out, it is about oneself."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"kind": "export"}]}
    )

    kind: RequestKind
    person_id: UUID | None = Field(
        default=None,
        description="An account, or a contact person without one; others than oneself"
        " only for those who look after personal data.",
    )
    reason: Words | None = None


class DataSubject(BaseModel):
    """Whose data it is: somebody with an account, or a contact person without one."""

    id: UUID
    kind: Literal["account", "contact_person"]
    name: str
    organisation: OrganisationRef | None = Field(
        description="Whose contact person it is."
    )


class Decision(BaseModel):
    """An erasure that somebody asked for is started, or refused for a reason."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"decision": "start"}]}
    )

    decision: Literal["start", "refuse"]
    refusal: Words | None = Field(
        default=None, description="Told to the person; needed to refuse."
    )


class PartOut(BaseModel):
    """What one service has done for it."""

    service: str
    done_at: datetime | None
    outcome: dict[str, dict[str, int]] | None = Field(
        description="Of an erasure: rows changed, deleted and kept, per place."
    )


class PersonRequestOut(BaseModel):
    """A copy or an erasure that somebody asked for, and how far it has come."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    kind: RequestKind
    person_id: UUID
    person_name: str | None = Field(description="Gone once it was erased.")
    state: RequestState
    reason: str | None
    refusal: str | None
    requested_by: UUID
    pseudonym: str = Field(description="What traces say instead of the name.")
    created_at: datetime
    ended_at: datetime | None
    version: int
    parts: list[PartOut]
    file_until: datetime | None = Field(
        description="Of a finished copy: until when it can be fetched."
    )


class RetentionRunOut(BaseModel):
    """What a night's run deleted from one table because its time was over."""

    model_config = ConfigDict(from_attributes=True)

    ran_on: date
    service: str
    table_name: str
    deleted: int
    finished_at: datetime


class PrivacyNotice(BaseModel):
    """Who answers for the data; null where the installation has not said so."""

    controller_name: str | None = Field(examples=[None])
    controller_contact: str | None
    protection_officer: str | None
    supervisory_authority: str | None
