from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Computed,
    ForeignKey,
    Index,
    Numeric,
    SmallInteger,
    Text,
    UniqueConstraint,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from bromost_common.db import Base, VersionedRecord, new_id

SCHEMA = {"schema": "indicators"}
FIGURE = Numeric(24, 6)
_FOLDED = Computed("common.fold(code)", persisted=True)


class Definition(VersionedRecord):
    """What is counted or measured, whoever does it; its versions say how."""

    __tablename__ = "definition"
    __table_args__ = (UniqueConstraint("code_key"), SCHEMA)

    # Only a project's own needs none.
    code: Mapped[str | None]
    code_key: Mapped[str | None] = mapped_column(_FOLDED)
    # In whose library it is: neither for the installation's. Both are the registry's,
    # hence no foreign keys.
    programme_id: Mapped[UUID | None] = mapped_column(index=True)
    project_id: Mapped[UUID | None] = mapped_column(index=True)
    archived_at: Mapped[datetime | None]


class DefinitionVersion(Base):
    """A definition as it held for a time; a published one never changes."""

    __tablename__ = "definition_version"
    __table_args__ = (
        UniqueConstraint("definition_id", "number"),
        Index(
            "uq_definition_version_draft",
            "definition_id",
            unique=True,
            postgresql_where=text("published_at IS NULL"),
        ),
        Index(
            "ix_definition_version_name_key",
            "name_key",
            postgresql_using="gin",
            postgresql_ops={"name_key": "gin_trgm_ops"},
        ),
        SCHEMA,
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    definition_id: Mapped[UUID] = mapped_column(ForeignKey("indicators.definition.id"))
    number: Mapped[int]
    name: Mapped[dict[str, str]]
    name_key: Mapped[str] = mapped_column(
        Computed("common.fold_texts(name)", persisted=True), nullable=True
    )
    original_language: Mapped[str]
    description: Mapped[dict[str, str] | None]
    kind: Mapped[str]
    unit: Mapped[str]
    unit_name: Mapped[dict[str, str] | None]
    decimals: Mapped[int] = mapped_column(SmallInteger, server_default=text("0"))
    minimum: Mapped[Decimal | None] = mapped_column(FIGURE)
    maximum: Mapped[Decimal | None] = mapped_column(FIGURE)
    direction: Mapped[str]
    cumulation: Mapped[str]
    over_time: Mapped[str]
    over_children: Mapped[str]
    population: Mapped[str] = mapped_column(server_default=text("'none'"))
    scale: Mapped[list[dict[str, Any]] | None] = mapped_column(JSONB(none_as_null=True))
    formula: Mapped[str | None]
    source: Mapped[dict[str, str] | None]
    method: Mapped[dict[str, str] | None]
    frequency: Mapped[str | None]
    responsible: Mapped[dict[str, str] | None]
    sdg: Mapped[list[str]] = mapped_column(ARRAY(Text()), server_default=text("'{}'"))
    dac: Mapped[list[str]] = mapped_column(ARRAY(Text()), server_default=text("'{}'"))
    note: Mapped[dict[str, str] | None]
    published_at: Mapped[datetime | None]
    created_by: Mapped[UUID | None]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


class DefinitionAxis(Base):
    """By what the figures of a version are broken down, and in which order."""

    __tablename__ = "definition_axis"
    __table_args__ = (UniqueConstraint("definition_version_id", "axis_id"), SCHEMA)

    definition_version_id: Mapped[UUID] = mapped_column(
        ForeignKey("indicators.definition_version.id"), primary_key=True
    )
    position: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    axis_id: Mapped[UUID] = mapped_column(ForeignKey("indicators.axis.id"), index=True)
