from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from bromost_api.finance.schemas import CurrencyCode, RateDay
from bromost_api.organisations.schemas import OrganisationRef
from bromost_api.programmes.schemas import LEFT_OUT, ProgrammeRef
from bromost_common.languages import Language, LocalisedText
from bromost_common.money import Amount, DecimalString

from .models import ApplicationOutcome

MOST_ROUNDS = 50
MOST_APPLICATIONS = 10_000

_ROUND: Any = {
    "name": {"en": "First national call", "pl": "Pierwszy nabór krajowy"},
    "opened_on": "2013-01-15",
    "closed_on": "2013-03-31",
    "decided_on": "2013-06-30",
}
_APPLICATION: Any = {
    "partnership_id": "01933b5c-6c2e-7d30-8f41-3a5b7c9d0e12",
    "applied_on": "2013-03-01",
    "outcome": "granted",
    "decided_on": "2013-06-30",
    "amount": "250000.00",
    "currency": "PLN",
}
Giver = Annotated[UUID | None, Field(description="The organisation that gives.")]
Decided = Annotated[
    RateDay | None,
    Field(description="From then on the funnel counts who was granted money."),
]
OutcomeDay = Annotated[
    RateDay | None,
    Field(description="When the outcome came; left out while there is none."),
]


class FundingRoundCreate(BaseModel):
    """A round of funding that a programme follows."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [_ROUND]})

    name: LocalisedText
    original_language: Language = "en"
    giver_id: Giver = None
    opened_on: RateDay
    closed_on: RateDay | None = None
    decided_on: Decided = None


class FundingRoundUpdate(BaseModel):
    """What changes of a round."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"decided_on": "2013-06-30"}]}
    )

    name: LocalisedText = LEFT_OUT
    original_language: Language = LEFT_OUT
    giver_id: Giver = None
    opened_on: RateDay = LEFT_OUT
    closed_on: RateDay | None = None
    decided_on: Decided = None


class FundingRoundOut(BaseModel):
    """A round of funding."""

    id: UUID
    programme: ProgrammeRef
    name: LocalisedText
    original_language: Language
    giver: OrganisationRef | None
    opened_on: date
    closed_on: date | None
    decided_on: date | None
    application_count: int = Field(
        description="Of the partnerships that the reader sees."
    )
    version: int
    created_at: datetime
    updated_at: datetime


class FundingApplicationCreate(BaseModel):
    """An application of a partnership, and what came of it so far."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [_APPLICATION]}
    )

    partnership_id: UUID
    applied_on: RateDay
    outcome: ApplicationOutcome = ApplicationOutcome.APPLIED
    decided_on: OutcomeDay = None
    amount: Amount | None = Field(
        default=None, description="Granted, or asked for while nothing is decided."
    )
    currency: CurrencyCode | None = None


class FundingApplicationUpdate(BaseModel):
    """What changes of an application; its partnership and round stay."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"outcome": "granted", "decided_on": "2013-06-30"}]
        },
    )

    applied_on: RateDay = LEFT_OUT
    outcome: ApplicationOutcome = LEFT_OUT
    decided_on: OutcomeDay = None
    amount: Amount | None = None
    currency: CurrencyCode | None = None


class Applicant(BaseModel):
    """A partnership that applied."""

    id: UUID
    name: str


class FundingApplicationOut(BaseModel):
    """What a partnership applied for in a round, and what came of it."""

    id: UUID
    partnership: Applicant
    is_supported: bool = Field(
        description="Whether a project of the programme is tied to the partnership."
    )
    applied_on: date
    outcome: ApplicationOutcome
    decided_on: date | None
    amount: DecimalString | None
    currency: str | None
    version: int


class FunnelShare(BaseModel):
    """How many of the supported partnerships, and what part of all of them."""

    count: int
    percent: int | None = Field(
        description="Rounded half up to a whole number; null where none is supported."
    )
    share: DecimalString | None = Field(
        description="In percent, with six decimals.", examples=["21.311475"]
    )


Counted = Literal["applied", "granted"]


class FunnelRound(BaseModel):
    """What a round adds to the funnel."""

    round: FundingRoundOut
    counted: Counted = Field(
        description="Who was granted money in a round that has decided, else who"
        " applied and did not withdraw."
    )
    supported: FunnelShare
    outside: int


class FunnelOut(BaseModel):
    """From support to funding: how many partnerships reached it, of which rounds."""

    programme: ProgrammeRef
    supported: int = Field(
        description="Partnerships that a project of the programme is tied to."
    )
    rounds: list[FunnelRound]
    reached: FunnelShare = Field(
        description="The supported counted in a round or more, each once."
    )
    in_several: int = Field(description="Of these, counted in more than one round.")
    outside: int = Field(
        description="Not supported, and counted in a round or more, each once."
    )
    visible: int = Field(description="All counted in a round, supported or not.")


class FunnelGroup(StrEnum):
    """Which partnerships a row of the funnel's table counts."""

    SUPPORTED = "supported"
    SUPPORTED_IN_ROUND = "supported_in_round"
    REACHED = "reached"
    OUTSIDE_IN_ROUND = "outside_in_round"
    OUTSIDE = "outside"
    VISIBLE = "visible"


class FunnelRow(BaseModel):
    """A row of the funnel's table."""

    group: FunnelGroup
    round: LocalisedText | None
    counted: Counted | None
    count: int
    percent: int | None
    share: DecimalString | None
    original_language: Language
