import re
from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.db import new_id
from bromost_notifications.inbox.models import Notification

from .models import MailTemplate, MailTemplateVersion

MOST_VERSIONS = 50
MOST_EXAMPLES = 20


class Place(NamedTuple):
    """What words are for."""

    topic: str
    channel: str
    locale: str


class TemplateRepository:
    """Every query on the words of mails."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def all(self) -> Sequence[MailTemplate]:
        """A row for each place that anybody ever wrote for."""
        found = await self._session.scalars(
            select(MailTemplate).order_by(MailTemplate.topic, MailTemplate.locale)
        )
        return found.all()

    async def get(self, place: Place) -> MailTemplate:
        """As it is stored, or version 1 of what nobody wrote yet."""
        found = await self._session.scalar(
            select(MailTemplate)
            .where(
                MailTemplate.topic == place.topic,
                MailTemplate.channel == place.channel,
                MailTemplate.locale == place.locale,
            )
            .with_for_update()
        )
        return found or MailTemplate(id=new_id(), version=1, **place._asdict())

    async def keep(self, template: MailTemplate) -> None:
        template.version += 1
        self._session.add(template)
        await self._session.flush()

    async def publish(self, template: MailTemplate, subject: str, body: str) -> int:
        """Its number; the template is to be kept with it."""
        newest = await self._session.scalar(
            select(func.max(MailTemplateVersion.number)).where(
                MailTemplateVersion.template_id == template.id
            )
        )
        number = (newest or 0) + 1
        self._session.add(
            MailTemplateVersion(
                template_id=template.id, number=number, subject=subject, body=body
            )
        )
        await self._session.flush()
        return number

    async def versions(self, template: MailTemplate) -> Sequence[MailTemplateVersion]:
        """The newest first."""
        found = await self._session.scalars(
            select(MailTemplateVersion)
            .where(MailTemplateVersion.template_id == template.id)
            .order_by(MailTemplateVersion.number.desc())
            .limit(MOST_VERSIONS)
        )
        return found.all()

    async def version(
        self, template: MailTemplate, number: int
    ) -> MailTemplateVersion | None:
        return await self._session.get(MailTemplateVersion, (template.id, number))

    async def note_failure(self, template_id: UUID, failure: str) -> bool:
        """Whether it has not failed before."""
        found = await self._session.execute(
            update(MailTemplate)
            .where(MailTemplate.id == template_id, MailTemplate.failing_since.is_(None))
            .values(failing_since=func.now(), failure=failure)
            .returning(MailTemplate.id)
        )
        return found.one_or_none() is not None

    async def own_news(
        self, topic: str, notification_id: int | None = None, *, visible_to: Actor
    ) -> Sequence[Notification]:
        """What the reader was told themselves of a topic, the newest first."""
        statement = (
            select(Notification)
            .where(
                Notification.account_id == visible_to.account_id,
                Notification.topic.regexp_match(rf"^{re.escape(topic)}\.v[0-9]+$"),
            )
            .order_by(Notification.id.desc())
            .limit(MOST_EXAMPLES)
        )
        if notification_id is not None:
            statement = statement.where(Notification.id == notification_id)
        return (await self._session.scalars(statement)).all()
