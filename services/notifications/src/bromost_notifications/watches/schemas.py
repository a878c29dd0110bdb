from typing import Any, Literal, TypeAlias
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from bromost_common.auth import Role
from bromost_notifications.preferences.resolver import Level

ObjectType: TypeAlias = Literal[
    "organisation", "partnership", "project", "programme", "network"
]
# What is watched by itself is what one had to do with.
Wanted: TypeAlias = Literal["watching", "normal", "muted"]
_EXAMPLE: dict[str, Any] = {
    "object_type": "network",
    "object_id": "01936a5e-7b5c-7c1d-9e2f-3a4b5c6d7e8f",
    "name": "Youth councils",
    "title": {"en": "Youth councils", "nb": "Ungdomsråd"},
    "original_language": "en",
    "level": "watching",
    "is_manual": True,
}


class WatchOut(BaseModel):
    """What somebody hears of one thing."""

    model_config = ConfigDict(
        from_attributes=True, json_schema_extra={"examples": [_EXAMPLE]}
    )

    object_type: ObjectType
    object_id: UUID
    name: str | None
    title: dict[str, str] | None
    original_language: str | None
    level: Level
    is_manual: bool = Field(
        description="They said so; else it is because they had to do with it."
    )


class WatchDetailOut(WatchOut):
    """With why one hears of it."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                _EXAMPLE | {"is_of_programme": False, "roles": ["coordinator"]}
            ]
        }
    )

    is_of_programme: bool = Field(
        description="What was said of its programme, where nothing is of it itself."
    )
    roles: list[Role] = Field(description="The roles by which one reads of it.")


class WatchBody(BaseModel):
    """What one wants to hear: everything, what everybody hears, or nothing."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"level": "muted"}]}
    )

    level: Wanted
