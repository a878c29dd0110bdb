from datetime import date

from sqlalchemy import Computed, ForeignKey, Index, SmallInteger
from sqlalchemy.orm import Mapped, mapped_column

from bromost_common.db import Base


class Country(Base):
    """A country, past or present, by its two-letter code."""

    __tablename__ = "country"
    __table_args__ = ({"schema": "api"},)

    code: Mapped[str] = mapped_column(primary_key=True)
    alpha3: Mapped[str] = mapped_column(unique=True)
    numeric_code: Mapped[str | None]
    kind: Mapped[str]
    name: Mapped[dict[str, str]]
    former_name: Mapped[dict[str, str] | None]
    renamed_on: Mapped[date | None]


class CountryAlias(Base):
    """Another way in which a country's name is written."""

    __tablename__ = "country_alias"
    __table_args__ = (
        Index("ix_country_alias_name_key", "name_key"),
        {"schema": "api"},
    )

    country_code: Mapped[str] = mapped_column(
        ForeignKey("api.country.code"), primary_key=True
    )
    name: Mapped[str] = mapped_column(primary_key=True)
    name_key: Mapped[str] = mapped_column(Computed("common.fold(name)", persisted=True))


class Currency(Base):
    """A currency by its ISO 4217 code."""

    __tablename__ = "currency"
    __table_args__ = ({"schema": "api"},)

    code: Mapped[str] = mapped_column(primary_key=True)
    minor_units: Mapped[int] = mapped_column(SmallInteger)
    name: Mapped[dict[str, str]]
