from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import (
    Computed,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, MappedColumn, mapped_column

from bromost_common.db import Base, VersionedRecord, new_id
from bromost_common.languages import LANGUAGES, Language


class ProjectStatus(StrEnum):
    """Where a project stands."""

    PLANNED = "planned"
    ACTIVE = "active"
    COMPLETED = "completed"
    STANDSTILL = "standstill"
    CANCELLED = "cancelled"


# To stop a project is a decision, and says why.
STOPPED = frozenset({ProjectStatus.STANDSTILL, ProjectStatus.CANCELLED})


class ObjectiveKind(StrEnum):
    """How far an objective reaches."""

    GENERAL = "general"
    SPECIFIC = "specific"


class ProjectRoleKind(StrEnum):
    """What an organisation is to a project."""

    FUNDER = "funder"
    MANAGER = "manager"
    LEAD_PARTNER = "lead_partner"
    PARTNER = "partner"
    AFFILIATED = "affiliated"
    ASSOCIATED = "associated"
    ASSISTANT = "assistant"
    ADVISER = "adviser"


# Who pays and who administers is shown apart from the partners.
NOT_PARTNERS = (ProjectRoleKind.FUNDER, ProjectRoleKind.MANAGER)


def _sorted_by(language: Language) -> MappedColumn[str]:
    key = f"api.text_sort_key(title, '{language}', original_language)"
    return mapped_column(Computed(key, persisted=True))


class Project(VersionedRecord):
    """Funded work in a programme, with budget and results."""

    __tablename__ = "project"
    __table_args__ = (
        UniqueConstraint("programme_id", "code"),
        # A network of its own programme.
        ForeignKeyConstraint(
            ["network_id", "programme_id"],
            ["api.network.id", "api.network.programme_id"],
            name="fk_project_network_id_programme_id",
        ),
        Index(
            "ix_project_network_id",
            "network_id",
            postgresql_where=text("network_id IS NOT NULL"),
        ),
        Index(
            "ix_project_title_key",
            "title_key",
            postgresql_using="gin",
            postgresql_ops={"title_key": "gin_trgm_ops"},
        ),
        Index("ix_project_sorted", "code_key", "id"),
        Index("ix_project_updated_at", "updated_at"),
        *(
            Index(f"ix_project_title_{language}_key", f"title_{language}_key", "id")
            for language in LANGUAGES
        ),
        {"schema": "api"},
    )

    programme_id: Mapped[UUID] = mapped_column(ForeignKey("api.programme.id"))
    network_id: Mapped[UUID | None]
    code: Mapped[str]
    code_key: Mapped[str] = mapped_column(
        Computed("api.code_key(code)", persisted=True)
    )
    title: Mapped[dict[str, str]]
    title_key: Mapped[str] = mapped_column(
        Computed("common.fold_texts(title)", persisted=True)
    )
    # What the title sorts by for who reads the language.
    title_en_key: Mapped[str] = _sorted_by("en")
    title_nb_key: Mapped[str] = _sorted_by("nb")
    title_bs_key: Mapped[str] = _sorted_by("bs")
    title_pl_key: Mapped[str] = _sorted_by("pl")
    summary: Mapped[dict[str, str] | None]
    status: Mapped[str] = mapped_column(server_default=text("'planned'"))
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    original_language: Mapped[str] = mapped_column(server_default=text("'en'"))
    archived_at: Mapped[datetime | None]


class ProjectCountry(Base):
    """A country that a project works in."""

    __tablename__ = "project_country"
    __table_args__ = ({"schema": "api"},)

    project_id: Mapped[UUID] = mapped_column(
        ForeignKey("api.project.id", ondelete="CASCADE"), primary_key=True
    )
    country_code: Mapped[str] = mapped_column(
        ForeignKey("api.country.code"), primary_key=True, index=True
    )


class ProjectTheme(Base):
    """A theme of a project."""

    __tablename__ = "project_theme"
    __table_args__ = ({"schema": "api"},)

    project_id: Mapped[UUID] = mapped_column(
        ForeignKey("api.project.id", ondelete="CASCADE"), primary_key=True
    )
    theme_id: Mapped[UUID] = mapped_column(
        ForeignKey("api.theme.id"), primary_key=True, index=True
    )


class ProjectObjective(Base):
    """What a project is to achieve."""

    __tablename__ = "project_objective"
    __table_args__ = ({"schema": "api"},)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    project_id: Mapped[UUID] = mapped_column(
        ForeignKey("api.project.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int]
    kind: Mapped[str]
    text: Mapped[dict[str, str]]


class ProjectRole(Base):
    """An organisation's part in a project.

    `position` is one count over roles, components and partnerships of the project:
    the order in which a report prints them.
    """

    __tablename__ = "project_role"
    __table_args__ = (
        Index(
            "ix_project_role_organisation_id_project_id",
            "organisation_id",
            "project_id",
        ),
        {"schema": "api"},
    )

    project_id: Mapped[UUID] = mapped_column(
        ForeignKey("api.project.id", ondelete="CASCADE"), primary_key=True
    )
    organisation_id: Mapped[UUID] = mapped_column(
        ForeignKey("api.organisation.id"), primary_key=True
    )
    role: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(server_default=text("0"), default=0)


class ProjectComponent(Base):
    """A part of a project that is not an organisation, e.g. its coordination."""

    __tablename__ = "project_component"
    __table_args__ = ({"schema": "api"},)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    project_id: Mapped[UUID] = mapped_column(
        ForeignKey("api.project.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int] = mapped_column(server_default=text("0"), default=0)
    title: Mapped[dict[str, str]]
