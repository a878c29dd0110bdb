"""A mail as its reader would get it, before anybody does."""

from datetime import UTC, datetime
from typing import cast
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.errors import FieldError, InvalidError, NotFoundError
from bromost_notifications.inbox.models import Notification
from bromost_notifications.mail.layout import STYLES, as_html, as_text
from bromost_notifications.mail.rendering import blocks_of
from bromost_notifications.mail.repository import Told
from bromost_notifications.preferences.recipients import Wishes
from bromost_notifications.preferences.topics import Reason
from bromost_notifications.stopping.service import PAGE

from .language import TemplateRefusedError
from .repository import TemplateRepository
from .saying import Words, say
from .schemas import MailBlock, MailPreview, MailPreviewOut
from .service import check_words, known_topic
from .topics import Topic

_NOBODYS = UUID(int=0)


async def preview(
    session: AsyncSession, wanted: MailPreview, *, actor: Actor, origin: str
) -> MailPreviewOut:
    """With what the actor was told themselves, or else with the topic's example."""
    topic = known_topic(wanted.topic)
    check_words(topic, wanted)
    news = await _own(session, topic, wanted.notification_id, actor)
    told = _told(topic, news, wanted.locale, actor.display_name)
    words = Words(wanted.subject, wanted.body)
    try:
        said = say(
            words, told.topic, told.locale, told.params, reader=told.display_name
        )
    except TemplateRefusedError as error:
        wrong = FieldError(("body", "body"), error.code, "It cannot be used.")
        raise InvalidError("This text cannot be sent.", fields=[wrong]) from error
    stop_page = f"{origin.rstrip('/')}{PAGE}#…"
    blocks = blocks_of(told, said, stop_page, origin=origin)
    return MailPreviewOut(
        subject=said.subject,
        text=as_text(blocks),
        html=as_html(told.locale, said.subject, blocks),
        blocks=[MailBlock(**one._asdict(), style=STYLES[one.kind]) for one in blocks],
        is_example=news is None,
    )


async def _own(
    session: AsyncSession, topic: Topic, notification_id: int | None, actor: Actor
) -> Notification | None:
    if notification_id is None:
        return None
    found = await TemplateRepository(session).own_news(
        topic.name, notification_id, visible_to=actor
    )
    if not found:
        raise NotFoundError("You were told of no such thing.")
    return found[0]


def _told(topic: Topic, news: Notification | None, locale: str, name: str) -> Told:
    return Told(
        topic=news.topic if news else topic.event.event_type,
        object_type=news.object_type if news else topic.event.object_type,
        object_id=news.object_id if news else _NOBODYS,
        params=news.params if news else topic.example(),
        reason=cast(Reason, news.reason) if news else "told",
        occurred_at=news.occurred_at if news else datetime.now(UTC),
        is_read=False,
        may_read=True,
        address=None,
        display_name=name,
        locale=locale,
        account_id=_NOBODYS,
        is_suppressed=False,
        template_id=None,
        subject=None,
        body=None,
        wishes=Wishes(*[None] * len(Wishes._fields)),
    )
