from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from bromost_api.finance.schemas import CurrencyCode, RateDay
from bromost_common.audit import Reason
from bromost_common.languages import ShortText, plain_text
from bromost_common.money import Amount, DecimalString

from .models import TransactionKind

Voucher = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=100),
    AfterValidator(plain_text),
    Field(description="The number of the receipt in the giver's own accounts."),
]


class TransactionCreate(BaseModel):
    """What was promised, paid out, spent or paid back."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "kind": "disbursement",
                    "happened_on": "2006-03-01",
                    "amount": "1000000.00",
                    "currency": "NOK",
                    "giver_id": "01933b5c-6c2e-7d30-8f41-3a5b7c9d0e12",
                    "receiver_id": "01933b5c-6c2e-7d30-8f41-3a5b7c9d0e13",
                    "voucher": "2006-117",
                }
            ]
        },
    )

    kind: TransactionKind
    happened_on: RateDay
    value_on: RateDay | None = Field(
        default=None,
        description="Whose rate converts it; by default the day on which it happened.",
    )
    amount: Amount
    currency: CurrencyCode
    giver_id: UUID
    receiver_id: UUID | None = Field(
        default=None, description="May be left out of an expenditure only."
    )
    budget_line_id: UUID | None = None
    sub_award_id: UUID | None = Field(
        default=None, description="The grant or loan paid out or paid back by it."
    )
    voucher: Voucher | None = None
    note: ShortText | None = None


class ReversalCreate(BaseModel):
    """Why an entry is taken back."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"reason": "Written down twice."}]},
    )

    reason: Reason
    happened_on: RateDay | None = Field(
        default=None,
        description="In whose year it counts; by default the entry's own day.",
    )


class Party(BaseModel):
    """An organisation that gives or receives."""

    id: UUID
    name: str


class LineRef(BaseModel):
    """The budget line that an entry draws on."""

    id: UUID
    year: int
    funder: str


class Converted(BaseModel):
    """What an amount comes to in another currency, and by which rate."""

    currency: str
    amount: DecimalString | None = Field(
        description="Null where there is no rate of that day or before."
    )
    rate: DecimalString | None = Field(
        description="Null in the same currency, and where there is none."
    )
    rate_on: date | None
    rate_source: str | None
    mark: Literal["rate_missing"] | None


class TransactionOut(BaseModel):
    """An entry of a project's accounts; the amount of a reversal is negative."""

    id: UUID
    project_id: UUID
    kind: TransactionKind
    happened_on: date
    value_on: date | None
    amount: DecimalString
    currency: str
    giver: Party
    receiver: Party | None
    budget_line: LineRef | None
    sub_award_id: UUID | None
    voucher: str | None
    note: str | None
    reverses_id: UUID | None
    reversed_by_id: UUID | None
    reason: str | None
    converted: Converted | None = Field(
        description="Only where a currency to show was asked for."
    )
    created_at: datetime


class ConvertedSum(BaseModel):
    """What a sum comes to; without a rate for each of its entries it cannot be told."""

    amount: DecimalString | None
    mark: Literal["rate_missing"] | None


class TransactionSum(BaseModel):
    """A sum of entries; null in `year` or `currency` means over all of them."""

    kind: TransactionKind
    year: int | None
    currency: str | None
    entries: int
    amount: DecimalString | None = Field(
        description="Null over several currencies, which are never added up."
    )
    converted: ConvertedSum | None


class RateUsed(BaseModel):
    """A rate that stands behind converted sums."""

    from_currency: str
    rate: DecimalString
    rate_on: date
    source: str


class PlannedYear(BaseModel):
    """What was planned for a year in one currency, and what came of it."""

    year: int | None = Field(description="Null is over all years.")
    currency: str
    planned: DecimalString = Field(description="By the budget lines of the year.")
    committed: DecimalString
    disbursed: DecimalString
    spent: DecimalString
    repaid: DecimalString
    left: DecimalString = Field(
        description="Planned and not spent; below zero, more was spent than planned."
    )


class PlannedAndActual(BaseModel):
    """A project's plan and accounts side by side, by year and currency.

    Entries count in the year of their day; a reversal takes back what it reverses.
    What was handed on as grants and loans is not among them: it is no cost.
    """

    items: list[PlannedYear]


class TransactionTotals(BaseModel):
    """A project's entries by kind, year and currency, added up by the database."""

    currency: str | None = Field(description="What the sums are converted into.")
    sums: list[TransactionSum]
    rates: list[RateUsed] = Field(description="The newest 100 rates in use.")
