from decimal import Decimal
from uuid import UUID

from sqlalchemy import Numeric, text
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
    # After its end a period is reported within so many days; and so many has whoever
    # reviews a value, or corrects what was returned.
    days_to_report: Mapped[int] = mapped_column(server_default=text("30"))
    days_to_review: Mapped[int] = mapped_column(server_default=text("14"))
