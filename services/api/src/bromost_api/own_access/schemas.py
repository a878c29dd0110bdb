from typing import Literal

from pydantic import BaseModel, Field

ObjectType = Literal["organisation", "programme", "project", "partnership", "network"]


class OwnAccess(BaseModel):
    """What the person who asks may do with one thing."""

    may: list[str] = Field(
        description="The permissions that hold on it.",
        examples=[["project.read", "project.write"]],
    )
    editable: list[str] = Field(
        description="The fields that this person may change.",
        examples=[["title", "summary"]],
    )
    must_fill: list[str] = Field(
        description="Of these, the empty ones that are asked for.",
        examples=[["summary"]],
    )
