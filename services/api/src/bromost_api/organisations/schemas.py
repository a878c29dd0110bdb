from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, HttpUrl, StringConstraints

from bromost_common.languages import Language, ShortText

from .models import OrganisationKind

CountryCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
_EXAMPLE: Any = {
    "kind": "municipality",
    "name": "Fushë Kosovë",
    "country_code": "XK",
    "place": {"name": "Fushë Kosovë", "latitude": "42.64", "longitude": "21.09"},
    "website": None,
    "aliases": [{"name": "Kosovo Polje", "language": None}],
    "identifiers": [],
}


class Alias(BaseModel):
    """Another name, in any spelling or script."""

    model_config = ConfigDict(extra="forbid", from_attributes=True)

    name: ShortText
    language: Language | None = None


class Identifier(BaseModel):
    """A number in a public register, e.g. `NO-BRC` and nine digits."""

    model_config = ConfigDict(extra="forbid", from_attributes=True)

    scheme: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,3}-[A-Z0-9]{2,12}$")]
    value: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9./_-]{1,60}$")]


class Place(BaseModel):
    """Where the organisation sits; coordinates are decimal degrees (WGS 84)."""

    model_config = ConfigDict(extra="forbid")

    name: ShortText | None = None
    latitude: Annotated[Decimal, Field(ge=-90, le=90, max_digits=8)]
    longitude: Annotated[Decimal, Field(ge=-180, le=180, max_digits=8)]


class OrganisationCreate(BaseModel):
    """A new organisation."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [_EXAMPLE]}
    )

    kind: OrganisationKind
    name: ShortText
    country_code: CountryCode | None = None
    place: Place | None = None
    website: HttpUrl | None = None
    aliases: Annotated[list[Alias], Field(max_length=50)] = []
    identifiers: Annotated[list[Identifier], Field(max_length=20)] = []


class OrganisationUpdate(BaseModel):
    """What changes; lists are replaced as a whole."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"name": "Fushë Kosovë"}]}
    )

    kind: OrganisationKind = OrganisationKind.OTHER
    name: ShortText = ""
    country_code: CountryCode | None = None
    place: Place | None = None
    website: HttpUrl | None = None
    aliases: Annotated[list[Alias], Field(max_length=50)] = []
    identifiers: Annotated[list[Identifier], Field(max_length=20)] = []


class PlaceOut(BaseModel):
    """Where the organisation sits."""

    name: str | None
    latitude: str
    longitude: str


class AliasOut(BaseModel):
    """Another name of the organisation."""

    model_config = ConfigDict(from_attributes=True)

    name: str
    language: Language | None


class IdentifierOut(BaseModel):
    """A number in a public register."""

    model_config = ConfigDict(from_attributes=True)

    scheme: str
    value: str


class OrganisationOut(BaseModel):
    """An organisation as the API shows it."""

    id: UUID
    kind: OrganisationKind
    name: str
    country_code: str | None
    place: PlaceOut | None
    website: str | None
    aliases: list[AliasOut]
    identifiers: list[IdentifierOut]
    archived: bool
    version: int
    created_at: datetime
    updated_at: datetime


class OrganisationRef(BaseModel):
    """An organisation, as far as is needed to name it and link to it."""

    id: UUID
    name: str
    country_code: str | None


class OrganisationListItem(BaseModel):
    """An organisation in a list."""

    id: UUID
    kind: OrganisationKind
    name: str
    country_code: str | None
    place_name: str | None
    matched_alias: str | None = Field(
        description="The other name by which a search found it."
    )
    archived: bool
    version: int


class OrganisationMatch(BaseModel):
    """An organisation that a name may mean."""

    organisation_id: UUID
    name: str
    country_code: str | None
    how: Literal["identifier", "name", "alias", "similarity"]
    matched: str = Field(description="The stored name or identifier that matched.")
    score: float = Field(description="1 for the same name, less for a similar one.")


class OrganisationMatches(BaseModel):
    """The likeliest organisations, best first."""

    items: list[OrganisationMatch]


def place_out(
    name: str | None, latitude: Decimal | None, longitude: Decimal | None
) -> PlaceOut | None:
    if latitude is None or longitude is None:
        return None
    return PlaceOut(
        name=name,
        latitude=f"{latitude.normalize():f}",
        longitude=f"{longitude.normalize():f}",
    )
