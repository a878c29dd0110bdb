from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from bromost_common.audit import Reason
from bromost_common.dates import written_day
from bromost_common.languages import ShortText
from bromost_common.money import Amount, DecimalString, Money, Rate

FIRST_YEAR, LAST_YEAR = 1990, 2100


def _in_range(year: int) -> int:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise PydanticCustomError(
            "year_out_of_range",
            "The year is not between {first} and {last}.",
            {"first": FIRST_YEAR, "last": LAST_YEAR},
        )
    return year


Year = Annotated[
    int,
    Field(strict=True),
    AfterValidator(_in_range),
    WithJsonSchema({"type": "integer", "minimum": FIRST_YEAR, "maximum": LAST_YEAR}),
]
CurrencyCode = Annotated[
    str, StringConstraints(pattern=r"^[A-Z]{3}$"), Field(examples=["NOK"])
]
RateDay = Annotated[
    date,
    Field(ge=date(FIRST_YEAR, 1, 1), le=date(LAST_YEAR, 12, 31)),
    BeforeValidator(written_day),
]


class BudgetLineCreate(BaseModel):
    """What a funder gives in a year."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "year": 2006,
                    "funder_id": "01933b5c-6c2e-7d30-8f41-3a5b7c9d0e12",
                    "amount": "4356357.00",
                    "currency": "NOK",
                }
            ]
        },
    )

    year: Year
    funder_id: UUID
    amount: Amount
    currency: CurrencyCode
    note: ShortText | None = None


class BudgetLineUpdate(BaseModel):
    """What changes in a budget line."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"amount": "4356357.00"}]}
    )

    year: Year = FIRST_YEAR
    funder_id: UUID = UUID(int=0)
    amount: Amount = "0"  # type: ignore[assignment]  # only what is sent is used
    currency: CurrencyCode = ""
    note: ShortText | None = None
    reason: Reason | None = None


class Funder(BaseModel):
    """An organisation that gives money."""

    id: UUID
    name: str


class MoneyOut(BaseModel):
    """An amount in a currency."""

    currency: str = Field(examples=["NOK"])
    amount: DecimalString


class BudgetLineOut(BaseModel):
    """What a funder gives to a project in a year."""

    id: UUID
    project_id: UUID
    year: int
    funder: Funder
    amount: DecimalString
    currency: str
    note: str | None
    version: int
    created_at: datetime
    updated_at: datetime


class YearTotal(BaseModel):
    """A year's money, one sum for each currency."""

    year: int
    amounts: list[MoneyOut]


class FunderTotal(BaseModel):
    """A funder's money, one sum for each currency."""

    funder: Funder
    amounts: list[MoneyOut]


class Budget(BaseModel):
    """A project's whole budget: its lines by year and funder, and their sums."""

    items: list[BudgetLineOut]
    by_year: list[YearTotal]
    by_funder: list[FunderTotal]
    total: list[MoneyOut]


class ConversionRateCreate(BaseModel):
    """What one unit of a currency is worth in another."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "from_currency": "NOK",
                    "to_currency": "EUR",
                    "rate": "0.12",
                    "valid_on": "2005-01-01",
                    "source": "100 NOK was about 12 EUR",
                }
            ]
        },
    )

    from_currency: CurrencyCode
    to_currency: CurrencyCode
    rate: Rate
    valid_on: RateDay
    source: ShortText


class ConversionRateOut(BaseModel):
    """What one unit of a currency was worth in another on a day, on whose word."""

    id: UUID
    from_currency: str
    to_currency: str
    rate: DecimalString
    valid_on: date
    source: str
    created_at: datetime


def money_out(money: Money) -> MoneyOut:
    return MoneyOut(currency=money.currency, amount=money.amount)
