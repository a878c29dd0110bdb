from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, SecretStr

from bromost_common.languages import Language, LocalisedText


class IdentityProviderOut(BaseModel):
    """Where people may sign in, besides with a password."""

    id: str = Field(examples=["keycloak"])
    names: LocalisedText


class IdentityProviderList(BaseModel):
    """All providers of this installation, in the order of its settings."""

    items: list[IdentityProviderOut]


class IdentityOut(BaseModel):
    """A way into one's own account through a provider."""

    id: UUID
    provider: str = Field(examples=["keycloak"])
    names: LocalisedText
    linked_at: datetime
    last_used_at: datetime | None


class IdentityList(BaseModel):
    """One's own identities, the oldest first."""

    items: list[IdentityOut]


class IdentityLink(BaseModel):
    """Which provider to link one's account with."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"provider": "keycloak"}]}
    )

    provider: Annotated[str, Field(min_length=1, max_length=40)]


class InvitationAcceptanceElsewhere(BaseModel):
    """Which invitation to accept at the provider."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"token": "c2l4dHktZm91ci1iaXRzLW9mLW5vLXVzZS1hdC1hbGw"}]
        },
    )

    token: Annotated[SecretStr, Field(min_length=1, max_length=200)]
    locale: Language = "en"


class ProviderAddress(BaseModel):
    """Where the browser goes next; None where there is nothing more to do."""

    url: str | None


class SessionsEnded(BaseModel):
    """How many sessions ended with the provider's."""

    sessions: int
