from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from bromost_api.finance.schemas import CurrencyCode, RateDay
from bromost_api.transactions.schemas import Party
from bromost_common.languages import ShortText
from bromost_common.money import Amount, DecimalString, Percent

from .models import LoanMethod, SubAwardKind

MOST_SUB_AWARDS = 500


class LoanTerms(BaseModel):
    """How a loan is paid back."""

    model_config = ConfigDict(extra="forbid")

    interest: Percent = Field(description="Percent a year, on what is left.")
    method: LoanMethod
    instalments: Annotated[int, Field(strict=True, ge=1, le=360)]
    months_between: Annotated[int, Field(strict=True, ge=1, le=12)]
    first_due_on: RateDay


class SubAwardCreate(BaseModel):
    """A grant, or a loan with its terms."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "kind": "loan",
                    "giver_id": "01933b5c-6c2e-7d30-8f41-3a5b7c9d0e12",
                    "receiver_id": "01933b5c-6c2e-7d30-8f41-3a5b7c9d0e13",
                    "amount": "5000.00",
                    "currency": "EUR",
                    "awarded_on": "2005-01-15",
                    "terms": {
                        "interest": "5",
                        "method": "annuity",
                        "instalments": 12,
                        "months_between": 1,
                        "first_due_on": "2005-02-15",
                    },
                }
            ]
        },
    )

    kind: SubAwardKind
    giver_id: UUID
    receiver_id: UUID
    amount: Amount
    currency: CurrencyCode
    awarded_on: RateDay
    terms: LoanTerms | None = Field(default=None, description="Of a loan only.")
    note: ShortText | None = None


class LoanTermsOut(BaseModel):
    """How a loan is paid back; the interest is percent a year."""

    interest: DecimalString
    method: LoanMethod
    instalments: int
    months_between: int
    first_due_on: date


class SubAwardOut(BaseModel):
    """A grant or a loan, and how it stands."""

    id: UUID
    project_id: UUID
    kind: SubAwardKind
    giver: Party
    receiver: Party
    amount: DecimalString
    currency: str
    awarded_on: date
    terms: LoanTermsOut | None
    note: str | None
    paid_out: DecimalString
    repaid: DecimalString = Field(description="Interest and all.")
    interest_repaid: DecimalString
    outstanding: DecimalString = Field(
        description="What was paid out of a loan and has not come back; 0 of a grant."
    )
    version: int
    created_at: datetime


class InstalmentOut(BaseModel):
    """What is due on a day, and what of it was paid: interest first."""

    number: int
    due_on: date
    interest: DecimalString
    principal: DecimalString
    payment: DecimalString
    left: DecimalString = Field(description="Of the loan, once this was paid.")
    paid: DecimalString


class SubAwardDetail(SubAwardOut):
    """With a loan's schedule: of what was paid out, or else of what was awarded."""

    schedule: list[InstalmentOut]


class FundMonth(BaseModel):
    """What came into a fund and left it in a month, and what it held at the end."""

    month: date = Field(description="The first day of the month.")
    paid_in: DecimalString
    paid_out: DecimalString
    repaid: DecimalString
    balance: DecimalString


class FundOut(BaseModel):
    """What an organisation holds of a project's money, to hand it on."""

    holder: Party
    currency: str
    paid_in: DecimalString = Field(description="By funders, less what they got back.")
    paid_out: DecimalString
    repaid: DecimalString
    interest: DecimalString = Field(description="Of what was repaid.")
    outstanding: DecimalString = Field(description="Lent and not yet paid back.")
    balance: DecimalString
    months: list[FundMonth] = Field(description="Those in which something moved.")


class Funds(BaseModel):
    """The funds of a project: one for each holder and currency."""

    items: list[FundOut]
