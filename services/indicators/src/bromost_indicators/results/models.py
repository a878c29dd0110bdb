from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from bromost_common.db import Base, VersionedRecord


class Result(VersionedRecord):
    """What a project or programme puts in, does, delivers, changes or is for."""

    __tablename__ = "result"
    __table_args__ = ({"schema": "indicators"},)

    # One of them, of the registry: another schema, hence no foreign key.
    project_id: Mapped[UUID | None] = mapped_column(index=True)
    programme_id: Mapped[UUID | None] = mapped_column(index=True)
    kind: Mapped[str]
    title: Mapped[dict[str, str]]
    description: Mapped[dict[str, str] | None]
    position: Mapped[int]
    original_language: Mapped[str]
    archived_at: Mapped[datetime | None]
    # Where it was taken from; while it is inherited, its texts are that one's.
    origin_result_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("indicators.result.id"), index=True
    )
    origin_mode: Mapped[str | None]
    # The organisation for whose side it is; null for all sides.
    side_id: Mapped[UUID | None]
    builds: Mapped[str | None]
    inside_municipal_tasks: Mapped[bool | None]
    municipal_task: Mapped[dict[str, str] | None]

    @property
    def owner_id(self) -> UUID:
        """The project or programme; ids are unique over both."""
        owner = self.project_id or self.programme_id
        assert owner is not None
        return owner


class ResultGoal(Base):
    """A goal of the programme that a result serves."""

    __tablename__ = "result_goal"
    __table_args__ = ({"schema": "indicators"},)

    result_id: Mapped[UUID] = mapped_column(
        ForeignKey("indicators.result.id", ondelete="CASCADE"), primary_key=True
    )
    goal_id: Mapped[UUID] = mapped_column(primary_key=True, index=True)
