from datetime import date
from typing import Literal

from pydantic import BaseModel, Field

from bromost_common.languages import LocalisedText


class CountryOut(BaseModel):
    """A country, past or present."""

    code: str = Field(examples=["BA"])
    alpha3: str = Field(examples=["BIH"])
    kind: Literal["iso", "historic", "user_assigned"]
    name: LocalisedText
    former_name: LocalisedText | None
    renamed_on: date | None = Field(description="Until then it bore `former_name`.")


class CurrencyOut(BaseModel):
    """A currency of ISO 4217."""

    code: str = Field(examples=["NOK"])
    minor_units: int = Field(description="Decimals that the currency has.")
    name: LocalisedText


class Countries(BaseModel):
    """All countries that the registry knows."""

    items: list[CountryOut]


class Currencies(BaseModel):
    """All currencies that the registry knows."""

    items: list[CurrencyOut]
