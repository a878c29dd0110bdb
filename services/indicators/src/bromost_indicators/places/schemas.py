from datetime import datetime
from decimal import Decimal
from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints
from pydantic.json_schema import SkipJsonSchema

from bromost_common.languages import Language
from bromost_indicators.bodies import Body, ChangeBody, Id, LocalisedTitle

Country = Annotated[
    str, StringConstraints(pattern=r"^[A-Z]{2}$"), Field(examples=["BA"])
]
_Degrees = Annotated[
    str,
    StringConstraints(pattern=r"^-?[0-9]{1,3}(\.[0-9]{1,6})?$"),
    Field(description="Degrees as a decimal.", examples=["43.856300"]),
]


class PlaceCreate(Body):
    """A site that is added to a project."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "name": {"en": "Business centre"},
                    "original_language": "en",
                    "latitude": "42.637000",
                    "longitude": "21.092000",
                }
            ]
        }
    )

    name: LocalisedTitle
    original_language: Language
    country_code: Country | None = None
    latitude: _Degrees | None = None
    longitude: _Degrees | None = None
    organisation_id: Id | None = Field(
        default=None, description="The partner on whose side it is."
    )


class PlaceUpdate(ChangeBody):
    """What changes of a site."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"archived": True}]})
    nullable: ClassVar[frozenset[str]] = frozenset(
        {"country_code", "latitude", "longitude", "organisation_id"}
    )

    name: LocalisedTitle | SkipJsonSchema[None] = None
    original_language: Language | SkipJsonSchema[None] = None
    country_code: Country | None = None
    latitude: _Degrees | None = None
    longitude: _Degrees | None = None
    organisation_id: Id | None = None
    archived: bool | SkipJsonSchema[None] = None


class PlaceOut(BaseModel):
    """A site of a project."""

    id: UUID
    project_id: UUID
    name: dict[Language, str]
    original_language: Language
    country_code: str | None
    latitude: Decimal | None
    longitude: Decimal | None
    organisation_id: UUID | None
    archived: bool
    version: int
    created_at: datetime
    updated_at: datetime
