from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Computed, ForeignKey, Index, Numeric, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bromost_common.db import Base, Record, VersionedRecord


class OrganisationKind(StrEnum):
    """What an organisation is, in the words of the field."""

    MUNICIPALITY = "municipality"
    COUNTY = "county"
    LOCAL_AUTHORITY_ASSOCIATION = "local_authority_association"
    MINISTRY = "ministry"
    AGENCY = "agency"
    CSO = "cso"
    COMPANY = "company"
    SCHOOL = "school"
    INTERNATIONAL = "international"
    RESEARCH = "research"
    OTHER = "other"


class OrganisationAlias(Record):
    """Another name of an organisation, in any spelling or script."""

    __tablename__ = "organisation_alias"
    __table_args__ = (
        UniqueConstraint(
            "organisation_id",
            "name",
            name="uq_organisation_alias_organisation_id_name",
        ),
        Index(
            "ix_organisation_alias_name_key",
            "name_key",
            postgresql_using="gin",
            postgresql_ops={"name_key": "gin_trgm_ops"},
        ),
        {"schema": "api"},
    )

    organisation_id: Mapped[UUID] = mapped_column(
        ForeignKey("api.organisation.id", ondelete="CASCADE")
    )
    name: Mapped[str]
    name_key: Mapped[str] = mapped_column(Computed("common.fold(name)", persisted=True))
    language: Mapped[str | None]


class OrganisationIdentifier(Base):
    """An organisation's number in a public register."""

    __tablename__ = "organisation_identifier"
    __table_args__ = ({"schema": "api"},)

    scheme: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(primary_key=True)
    organisation_id: Mapped[UUID] = mapped_column(
        ForeignKey("api.organisation.id", ondelete="CASCADE"), index=True
    )


class Organisation(VersionedRecord):
    """A body that takes part: a municipality, a ministry, a CSO and so on."""

    __tablename__ = "organisation"
    __table_args__ = (
        Index(
            "ix_organisation_name_key",
            "name_key",
            postgresql_using="gin",
            postgresql_ops={"name_key": "gin_trgm_ops"},
        ),
        Index("ix_organisation_sorted", "name_key", "id"),
        {"schema": "api"},
    )

    kind: Mapped[str]
    name: Mapped[str]
    name_key: Mapped[str] = mapped_column(Computed("common.fold(name)", persisted=True))
    country_code: Mapped[str | None] = mapped_column(
        ForeignKey("api.country.code"), index=True
    )
    place_name: Mapped[str | None]
    latitude: Mapped[Decimal | None] = mapped_column(Numeric(8, 5))
    longitude: Mapped[Decimal | None] = mapped_column(Numeric(8, 5))
    website: Mapped[str | None]
    archived_at: Mapped[datetime | None]

    aliases: Mapped[list[OrganisationAlias]] = relationship(
        lazy="selectin",
        order_by=OrganisationAlias.name,
        cascade="all, delete-orphan",
    )
    identifiers: Mapped[list[OrganisationIdentifier]] = relationship(
        lazy="selectin",
        order_by=(OrganisationIdentifier.scheme, OrganisationIdentifier.value),
        cascade="all, delete-orphan",
    )

    @property
    def archived(self) -> bool:
        return self.archived_at is not None
