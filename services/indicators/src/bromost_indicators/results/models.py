from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from bromost_common.db import VersionedRecord


class Result(VersionedRecord):
    """What a project puts in, does, delivers, changes or contributes to."""

    __tablename__ = "result"
    __table_args__ = ({"schema": "indicators"},)

    # A project of the registry: another schema, hence no foreign key.
    project_id: Mapped[UUID] = mapped_column(index=True)
    kind: Mapped[str]
    title: Mapped[dict[str, str]]
    description: Mapped[dict[str, str] | None]
    position: Mapped[int]
    original_language: Mapped[str]
    archived_at: Mapped[datetime | None]
