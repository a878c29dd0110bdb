from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, func
from sqlalchemy.orm import Mapped, mapped_column

from bromost_common.db import VersionedRecord


class ContactFunction(StrEnum):
    """What one turns to a contact person for."""

    MAIN_CONTACT = "main_contact"
    POLITICAL_LEADER = "political_leader"
    FINANCE = "finance"
    OTHER = "other"


class ContactPerson(VersionedRecord):
    """Whom one turns to in an organisation; an account brings its own name."""

    __tablename__ = "contact_person"
    __table_args__ = ({"schema": "api"},)

    organisation_id: Mapped[UUID] = mapped_column(
        ForeignKey("api.organisation.id"), index=True
    )
    function: Mapped[str]
    function_words: Mapped[str | None]
    account_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("api.account.id", ondelete="CASCADE"), index=True
    )
    name: Mapped[str | None]
    email: Mapped[str | None]
    phone: Mapped[str | None]
    title: Mapped[str | None]
    language: Mapped[str | None]
    valid_from: Mapped[date] = mapped_column(server_default=func.current_date())
    valid_to: Mapped[date | None]
    source: Mapped[str]
    legal_basis: Mapped[str | None]
