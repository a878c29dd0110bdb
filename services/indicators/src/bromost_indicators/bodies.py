"""What the bodies of requests have in common: nothing is guessed or converted."""

from datetime import date
from typing import Annotated, Any, ClassVar, Self, TypeAlias
from uuid import UUID

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    Strict,
    model_validator,
)
from pydantic_core import PydanticCustomError

from bromost_common.languages import Language, ShortText

_FIRST_DAY, _LAST_DAY = date(1950, 1, 1), date(2200, 12, 31)


def _day(value: object) -> date:
    try:
        if isinstance(value, str):
            day = date.fromisoformat(value)
            if _FIRST_DAY <= day <= _LAST_DAY and value == day.isoformat():
                return day
    except ValueError:
        pass
    raise PydanticCustomError(
        "day", "Write a day from 1950-01-01 to 2200-12-31 like this: 2006-12-31."
    )


# A field that may be left out, but has a value where it is there.
LEFT_OUT: Any = Field(default_factory=lambda: None)

Day: TypeAlias = Annotated[date, BeforeValidator(_day)]

LocalisedTitle: TypeAlias = Annotated[
    dict[Language, ShortText],
    Field(
        min_length=1,
        description="A short text by language; at least one.",
        examples=[{"en": "Entrepreneurs trained"}],
    ),
]

# Strict bodies take no text for an id, and JSON has no other way to write one.
Id: TypeAlias = Annotated[UUID, Strict(strict=False)]

Position = Annotated[
    int,
    Field(ge=1, le=10_000, description="Place among its siblings; they make room."),
]


class Body(BaseModel):
    """A body whose types are those of its JSON, and whose fields are all known."""

    model_config = ConfigDict(extra="forbid", strict=True)


class ChangeBody(Body):
    """What is to change; a field that is left out stays as it is."""

    nullable: ClassVar[frozenset[str]] = frozenset()

    @model_validator(mode="after")
    def _only_nullable_fields_are_null(self) -> Self:
        for name in self.model_fields_set - self.nullable:
            if getattr(self, name) is None:
                raise PydanticCustomError(
                    "not_nullable", "{field} cannot be empty.", {"field": name}
                )
        return self

    def changes(self) -> dict[str, Any]:
        """The fields that were sent; why they change is none of them."""
        return self.model_dump(include=self.model_fields_set - {"reason"})
