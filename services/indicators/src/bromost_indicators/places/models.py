from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import Numeric
from sqlalchemy.orm import Mapped, mapped_column

from bromost_common.db import VersionedRecord

DEGREES = Numeric(9, 6)


class Place(VersionedRecord):
    """Where a project works, and on whose side that is."""

    __tablename__ = "place"
    __table_args__ = ({"schema": "indicators"},)

    # Of the registry: another schema, hence no foreign keys.
    project_id: Mapped[UUID] = mapped_column(index=True)
    organisation_id: Mapped[UUID | None]
    name: Mapped[dict[str, str]]
    original_language: Mapped[str]
    country_code: Mapped[str | None]
    latitude: Mapped[Decimal | None] = mapped_column(DEGREES)
    longitude: Mapped[Decimal | None] = mapped_column(DEGREES)
    archived_at: Mapped[datetime | None]
