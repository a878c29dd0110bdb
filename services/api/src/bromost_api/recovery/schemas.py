from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, SecretStr


class ResetWanted(BaseModel):
    """The address of somebody who has forgotten the password."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"email": "officer@example.org"}]},
    )

    email: Annotated[str, Field(min_length=3, max_length=254, pattern=r"^[^\x00]+$")]


class PasswordReset(BaseModel):
    """What came by mail, and the new password."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "token": "from-the-link-in-the-mail",
                    "new_password": "seven rivers under one bridge",
                }
            ]
        },
    )

    token: Annotated[SecretStr, Field(min_length=1, max_length=200)]
    new_password: Annotated[SecretStr, Field(min_length=1, max_length=200)]
