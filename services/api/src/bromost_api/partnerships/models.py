from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import (
    Computed,
    ForeignKey,
    Index,
    SmallInteger,
    UniqueConstraint,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB, ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bromost_common.db import Base, Record, VersionedRecord


class LinkType(StrEnum):
    """What kind of bond a partnership is."""

    TWINNING = "twinning"
    PILOT = "pilot"
    PRE_STUDY = "pre_study"
    SISTER_ASSOCIATION = "sister_association"
    TECHNICAL = "technical"
    NETWORK_LINK = "network_link"
    OTHER = "other"


class PartnershipState(StrEnum):
    """How a partnership stands from a day on."""

    PRE_STUDY = "pre_study"
    PILOT = "pilot"
    ACTIVE = "active"
    STANDSTILL = "standstill"
    ENDED = "ended"


class MemberRole(StrEnum):
    """What a member does on its side."""

    LEAD = "lead"
    MEMBER = "member"
    COORDINATOR = "coordinator"


# Who reads later must see why it stopped.
STATES_WITH_REASON = frozenset({PartnershipState.STANDSTILL, PartnershipState.ENDED})


class PartnershipMember(Record):
    """An organisation on one side of a partnership, perhaps for a time only."""

    __tablename__ = "partnership_member"
    __table_args__ = (
        ExcludeConstraint(
            ("partnership_id", "="),
            ("organisation_id", "="),
            (func.daterange(text("joined_on"), text("left_on"), text("'[]'")), "&&"),
            name="ex_partnership_member_period",
        ),
        {"schema": "api"},
    )

    partnership_id: Mapped[UUID] = mapped_column(
        ForeignKey("api.partnership.id", ondelete="CASCADE"), index=True
    )
    organisation_id: Mapped[UUID] = mapped_column(
        ForeignKey("api.organisation.id"), index=True
    )
    side: Mapped[int] = mapped_column(SmallInteger)
    role: Mapped[str] = mapped_column(
        server_default=text("'member'"), default=MemberRole.MEMBER
    )
    position: Mapped[int] = mapped_column(server_default=text("0"), default=0)
    joined_on: Mapped[date | None]
    left_on: Mapped[date | None]


class PartnershipStatus(Record):
    """The state that a partnership is in from a day until the next such row."""

    __tablename__ = "partnership_status"
    __table_args__ = (
        UniqueConstraint("partnership_id", "valid_from"),
        {"schema": "api"},
    )

    partnership_id: Mapped[UUID] = mapped_column(
        ForeignKey("api.partnership.id", ondelete="CASCADE")
    )
    status: Mapped[str]
    valid_from: Mapped[date]
    reason: Mapped[dict[str, str] | None] = mapped_column(JSONB(none_as_null=True))


class ProjectPartnership(Base):
    """A project that a partnership carries, wholly or in part."""

    __tablename__ = "project_partnership"
    __table_args__ = ({"schema": "api"},)

    project_id: Mapped[UUID] = mapped_column(
        ForeignKey("api.project.id", ondelete="CASCADE"), primary_key=True
    )
    partnership_id: Mapped[UUID] = mapped_column(
        ForeignKey("api.partnership.id", ondelete="CASCADE"),
        primary_key=True,
        index=True,
    )
    position: Mapped[int] = mapped_column(server_default=text("0"), default=0)


class Partnership(VersionedRecord):
    """A lasting bond between local authorities; it may carry many projects."""

    __tablename__ = "partnership"
    __table_args__ = (
        Index(
            "ix_partnership_name_key",
            "name_key",
            postgresql_using="gin",
            postgresql_ops={"name_key": "gin_trgm_ops"},
        ),
        Index("ix_partnership_sorted", "name_key", "id"),
        {"schema": "api"},
    )

    name: Mapped[str]
    name_key: Mapped[str] = mapped_column(Computed("common.fold(name)", persisted=True))
    link_type: Mapped[str]

    members: Mapped[list[PartnershipMember]] = relationship(
        lazy="selectin",
        order_by=(PartnershipMember.side, PartnershipMember.position),
        cascade="all, delete-orphan",
    )
    statuses: Mapped[list[PartnershipStatus]] = relationship(
        lazy="selectin",
        order_by=PartnershipStatus.valid_from,
        cascade="all, delete-orphan",
    )
