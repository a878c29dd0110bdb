from uuid import UUID

from sqlalchemy import UniqueConstraint, Uuid
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from bromost_common.db import VersionedRecord


class CrossCheck(VersionedRecord):
    """What values of the same period and place are to come to, held together."""

    __tablename__ = "cross_check"
    __table_args__ = (
        UniqueConstraint(
            *("project_id", "programme_id", "meaning"),
            name="uq_cross_check_project_id_programme_id_meaning",
            postgresql_nulls_not_distinct=True,
        ),
        {"schema": "indicators"},
    )

    # One of them, of the registry: another schema, hence no foreign keys. That of a
    # programme holds in its projects.
    project_id: Mapped[UUID | None]
    programme_id: Mapped[UUID | None] = mapped_column(index=True)
    # The first one is held against the sum of the others.
    definition_ids: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid()))
    comparison: Mapped[str]
    message: Mapped[dict[str, str]]
    original_language: Mapped[str]
    # The same for rules that ask the same.
    meaning: Mapped[str]

    @property
    def owner_id(self) -> UUID:
        owner = self.project_id or self.programme_id
        assert owner is not None
        return owner
