from datetime import date, datetime
from typing import Annotated, ClassVar, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints
from pydantic.config import JsonDict

from bromost_common.languages import Language, LocalisedText
from bromost_indicators.bodies import LEFT_OUT, Body, ChangeBody, Id, LocalisedTitle
from bromost_indicators.calculation.rules import (
    Cumulation,
    Direction,
    Kind,
    Method,
    Population,
)
from bromost_indicators.figures import Figure
from bromost_indicators.projects.schemas import Owner, ProgrammeRef

Code = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$"),
    Field(description="Short and unique in all libraries.", examples=["MIC-8.1"]),
]
Unit = Annotated[
    str,
    Field(
        pattern=r"^(number|percent|custom|none|currency:[A-Z]{3})$",
        description="`custom` needs a `unit_name`; money names its currency.",
        examples=["number", "currency:NOK"],
    ),
]
Decimals = Annotated[int, Field(ge=0, le=6)]
Frequency = Literal["month", "quarter", "four_months", "half_year", "year", "once"]
Sdg = Annotated[
    str,
    StringConstraints(pattern=r"^(1[0-7]|[1-9])(\.[0-9a-d]{1,2}(\.[0-9]{1,2})?)?$"),
]
Dac = Annotated[str, StringConstraints(pattern=r"^[0-9]{5}$")]
Formula = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000)
]
AxisIds = Annotated[
    list[Id],
    Field(max_length=3, description="By what its figures are broken down, in order."),
]

_CUMULATION = Field(
    description="What a value tells: `none` the state at a time, `summed` what was"
    " added in the period, `running` all there is so far."
)

_EXAMPLE: JsonDict = {
    "code": "MIC-8.1",
    "programme_id": "01930000-0000-7000-8000-000000000001",
    "name": {"en": "Entrepreneurs trained", "nb": "Gründere som har fått opplæring"},
    "original_language": "en",
    "kind": "number",
    "unit": "number",
    "direction": "increase",
    "cumulation": "summed",
    "over_time": "sum",
    "over_children": "sum",
    "population": "none",
    "source": {"en": "Attendance lists"},
    "sdg": ["8.3"],
}


class Step(Body):
    """A step of a scale, which is told by its words and counted by its number."""

    value: Annotated[int, Field(ge=-1000, le=1000)]
    label: LocalisedTitle


Scale = Annotated[list[Step], Field(min_length=2, max_length=20)]


class RuleChanges(ChangeBody):
    """How values are read and added up, and where they come from."""

    nullable: ClassVar[frozenset[str]] = frozenset(
        {
            *("unit_name", "minimum", "maximum", "scale", "formula", "description"),
            *("source", "method", "frequency", "responsible", "note"),
        }
    )

    kind: Kind = LEFT_OUT
    unit: Unit = LEFT_OUT
    unit_name: LocalisedTitle | None = None
    decimals: Decimals = LEFT_OUT
    minimum: Figure | None = None
    maximum: Figure | None = None
    direction: Direction = LEFT_OUT
    cumulation: Annotated[Cumulation, _CUMULATION] = LEFT_OUT
    over_time: Method = LEFT_OUT
    over_children: Method = LEFT_OUT
    population: Population = LEFT_OUT
    scale: Scale | None = None
    formula: Formula | None = None
    description: LocalisedText | None = None
    source: LocalisedText | None = None
    method: LocalisedText | None = None
    frequency: Frequency | None = None
    responsible: LocalisedText | None = Field(
        None, description="Whose task it is, by function and not by name."
    )
    sdg: Annotated[list[Sdg], Field(max_length=10)] = LEFT_OUT
    dac: Annotated[list[Dac], Field(max_length=10)] = LEFT_OUT
    note: LocalisedText | None = None
    axis_ids: AxisIds = LEFT_OUT


class DefinitionCreate(RuleChanges):
    """A definition for a library; a draft until it is published."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})
    nullable: ClassVar[frozenset[str]] = RuleChanges.nullable | {"programme_id"}

    code: Code
    programme_id: Id | None = Field(
        None, description="In whose library; null for that of the installation."
    )
    name: LocalisedTitle
    original_language: Language


class DefinitionUpdate(ChangeBody):
    """What changes of a definition itself; what it says changes by a new version."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"archived": True}]})

    code: Code = LEFT_OUT
    archived: bool = LEFT_OUT


class VersionChanges(RuleChanges):
    """What a draft says otherwise than before."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"decimals": 1, "over_children": "latest"}]}
    )

    name: LocalisedTitle = LEFT_OUT
    original_language: Language = LEFT_OUT


class RuleOut(BaseModel):
    """How values are read and added up, and where they come from."""

    kind: Kind
    unit: str
    unit_name: dict[Language, str] | None
    decimals: int
    minimum: str | None
    maximum: str | None
    direction: Direction
    cumulation: Cumulation
    over_time: Method
    over_children: Method
    population: Population
    scale: list[Step] | None
    formula: str | None
    description: dict[Language, str] | None
    source: dict[Language, str] | None
    method: dict[Language, str] | None
    frequency: Frequency | None
    responsible: dict[Language, str] | None
    sdg: list[str]
    dac: list[str]
    note: dict[Language, str] | None
    axis_ids: list[UUID]


class VersionOut(RuleOut):
    """A version of a definition."""

    id: UUID
    number: int
    name: dict[Language, str]
    original_language: Language
    published_at: datetime | None = Field(description="Null for a draft.")
    created_at: datetime
    use_count: int = Field(description="Indicators that now go by it, of those seen.")


class DefinitionListItem(BaseModel):
    """A definition as its newest published version has it, or else its draft."""

    id: UUID
    code: str
    programme: ProgrammeRef | None
    version_id: UUID
    number: int
    name: dict[Language, str]
    original_language: Language
    kind: Kind
    unit: str
    unit_name: dict[Language, str] | None
    direction: Direction
    cumulation: Cumulation
    is_published: bool
    has_draft: bool
    archived: bool
    use_count: int
    version: int


class DefinitionOut(BaseModel):
    """A definition with all of its versions, newest first."""

    id: UUID
    code: str
    programme: ProgrammeRef | None
    archived: bool
    may_change: bool
    versions: list[VersionOut]
    version: int
    created_at: datetime
    updated_at: datetime


class DefinitionUse(BaseModel):
    """An indicator that goes by a definition."""

    indicator_id: UUID
    title: dict[Language, str]
    original_language: Language
    result_id: UUID
    owner_id: UUID
    what: Owner
    owner_code: str
    owner_title: dict[Language, str]
    version_id: UUID
    number: int
    starts_on: date | None = Field(description="Since when; null from the beginning.")
    archived: bool


class CourseOut(BaseModel):
    """What may be made of values that come about in a certain way."""

    cumulation: Cumulation
    population: Population
    over_time: list[Method]
    over_children: list[Method]


class ChoicesOut(BaseModel):
    """What a kind of indicator can be; the first of each list is what it usually is."""

    kind: Kind
    units: list[str]
    directions: list[Direction]
    courses: list[CourseOut]
    has_decimals: bool
    has_bounds: bool
    has_axes: bool
    has_parts: bool
    scale: Literal["no", "may", "must"]


class ChoicesList(BaseModel):
    """The table of what goes together in a definition."""

    kinds: list[ChoicesOut]
