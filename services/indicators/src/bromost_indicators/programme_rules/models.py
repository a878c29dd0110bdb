from decimal import Decimal
from uuid import UUID

from sqlalchemy import Numeric
from sqlalchemy.orm import Mapped, mapped_column

from bromost_common.db import VersionedRecord


class ProgrammeRules(VersionedRecord):
    """What a programme lays down for its results and those of its projects."""

    __tablename__ = "programme_rules"
    __table_args__ = ({"schema": "indicators"},)

    # Of the registry: another schema, hence no foreign key.
    programme_id: Mapped[UUID] = mapped_column(unique=True)
    tolerance: Mapped[Decimal] = mapped_column(Numeric(4, 3))
    second_level: Mapped[bool]
