from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint, UniqueConstraint, func
from sqlalchemy.orm import Mapped, mapped_column

from bromost_common.db import Base, VersionedRecord


class MailTemplate(VersionedRecord):
    """An installation's own words for a topic in a language, as they are now."""

    __tablename__ = "mail_template"
    __table_args__ = (
        UniqueConstraint("topic", "channel", "locale"),
        ForeignKeyConstraint(
            ["id", "published_number"],
            [
                "notifications.mail_template_version.template_id",
                "notifications.mail_template_version.number",
            ],
            name="fk_mail_template_published_number",
            deferrable=True,
            initially="DEFERRED",
            use_alter=True,
        ),
        {"schema": "notifications"},
    )

    topic: Mapped[str]
    channel: Mapped[str]
    locale: Mapped[str]
    draft_subject: Mapped[str | None]
    draft_body: Mapped[str | None]
    # The version in use; without one the product's own words are.
    published_number: Mapped[int | None]
    failing_since: Mapped[datetime | None]
    failure: Mapped[str | None]


class MailTemplateVersion(Base):
    """Words that were published, and are never changed."""

    __tablename__ = "mail_template_version"
    __table_args__ = ({"schema": "notifications"},)

    template_id: Mapped[UUID] = mapped_column(
        ForeignKey(MailTemplate.id, ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    subject: Mapped[str]
    body: Mapped[str]
    published_at: Mapped[datetime] = mapped_column(server_default=func.now())
