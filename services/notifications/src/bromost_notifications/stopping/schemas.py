from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

_TOKEN = "c2l4dHktZm91ci1iaXRzLW9mLW5vLXVzZS1hdC1hbGw"  # noqa: S105  # an example
Token = Annotated[str, Field(min_length=1, max_length=200)]


class StopLinkToken(BaseModel):
    """The secret of a link in a mail."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"token": _TOKEN}]}
    )

    token: Token


class StopLinkOut(BaseModel):
    """What a link in a mail stops; never whose mail it was."""

    topics: list[str] = Field(examples=[["invitation.accepted"]])
    locale: str = Field(description="The language that the mail was written in.")
    is_stopped: bool
