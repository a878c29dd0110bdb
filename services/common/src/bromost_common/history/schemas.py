from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel, Field


class FieldChangeOut(BaseModel):
    """What a field held before and after; figures with decimals are text."""

    field: str = Field(examples=["name"])
    was: Any = Field(examples=["Orkdal"])
    became: Any = Field(examples=["Orkdal municipality"])


class PartChangeOut(BaseModel):
    """The thing itself, or one of the rows that belong to it."""

    part: str = Field(
        description="The name of the thing or of its list.", examples=["organisation"]
    )
    object_id: UUID = Field(description="The thing, or what the row belongs to.")
    operation: Literal["added", "changed", "removed"]
    fields: list[FieldChangeOut]
    of: dict[str, Any] = Field(
        description="With `changed`: the other fields, which say which row it is."
    )


class PersonRef(BaseModel):
    """Somebody with an account."""

    id: UUID
    name: str | None


class ChangeOut(BaseModel):
    """What was written together."""

    id: UUID = Field(description="The request's id, as in its `X-Request-ID`.")
    at: datetime
    by: PersonRef | None = Field(description="Null for work of the system itself.")
    action: str | None = Field(
        description="The operation of the contract.", examples=["change_organisation"]
    )
    on_behalf_of: str | None = Field(
        description="The program that sent it, or who gave the link that it came by."
    )
    reason: str | None = Field(examples=["The board decided so on 3 May."])
    parts: list[PartChangeOut]


class Reference(BaseModel):
    """What an id in a change stands for."""

    id: UUID
    type: str = Field(examples=["organisation"])
    name: str | dict[str, str] = Field(description="Or the name in its languages.")


class HistoryPage(BaseModel):
    """A part of a history, newest first."""

    items: list[ChangeOut]
    next_cursor: str | None = Field(
        description="Send it as `cursor` for what is older; null at the end."
    )
    total: int | None = Field(description="All changes; only with `with_total=true`.")
    references: list[Reference] = Field(
        description="What the ids of objects and in fields `…_id` stand for."
    )
