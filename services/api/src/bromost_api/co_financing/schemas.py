from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from bromost_api.finance.schemas import CurrencyCode, Funder
from bromost_common.money import Amount, DecimalString, Percent

MOST_SOURCES = 50


class FundingSourceWrite(BaseModel):
    """What one organisation carries: a share of the cost, or an amount."""

    model_config = ConfigDict(extra="forbid")

    organisation_id: UUID
    share: Percent | None = None
    amount: Amount | None = None


class CoFinancingWrite(BaseModel):
    """What a project costs, and everybody who carries some of it."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "total": "545897.00",
                    "currency": "EUR",
                    "sources": [
                        {
                            "organisation_id": "01933b5c-6c2e-7d30-8f41-3a5b7c9d0e12",
                            "share": "89.92",
                        }
                    ],
                }
            ]
        },
    )

    total: Amount
    currency: CurrencyCode
    sources: Annotated[list[FundingSourceWrite], Field(max_length=MOST_SOURCES)]


class FundingSourceOut(BaseModel):
    """What an organisation carries, both as a share and as an amount."""

    organisation: Funder
    share: DecimalString = Field(description="In percent of the whole cost.")
    amount: DecimalString
    is_share: bool = Field(
        description="The share was agreed on, and the amount follows from it."
    )


class Unfunded(BaseModel):
    """What nobody carries."""

    share: DecimalString
    amount: DecimalString


class CoFinancingOut(BaseModel):
    """Who carries what of a project's cost. Version 0: nothing was told yet."""

    project_id: UUID
    version: int
    total: DecimalString | None
    currency: str | None
    sources: list[FundingSourceOut]
    unfunded: Unfunded | None
