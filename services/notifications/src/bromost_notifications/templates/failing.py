"""Words that cannot be used are told to administrators, once."""

from typing import NamedTuple
from uuid import UUID

import structlog

from bromost_common.auth import Role
from bromost_common.contracts.mail import TemplateFailing
from bromost_common.db import SessionMaker
from bromost_common.outbox import publish

from .repository import TemplateRepository

log = structlog.get_logger(__name__)


class Failure(NamedTuple):
    """Which words failed, and why."""

    template_id: UUID
    topic: str
    locale: str
    code: str


async def tell(sessions: SessionMaker, failure: Failure) -> None:
    async with sessions.begin() as session:
        templates = TemplateRepository(session)
        if not await templates.note_failure(failure.template_id, failure.code):
            return
        publish(
            session,
            TemplateFailing(
                object_id=failure.template_id,
                actor_id=None,
                told_roles=[Role.ADMINISTRATOR],
                failed_topic=failure.topic,
                locale=failure.locale,
            ),
        )
    log.warning(
        "mail_template_failing",
        topic=failure.topic,
        locale=failure.locale,
        failure=failure.code,
    )
