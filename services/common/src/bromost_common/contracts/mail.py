"""What is told of the mails that an installation sends."""

from typing import ClassVar

from bromost_common.outbox import Event


class TemplateFailing(Event):
    """An installation's own words for a mail cannot be used; the product's are sent."""

    event_type: ClassVar[str] = "template.failing.v1"
    object_type: ClassVar[str] = "mail_template"

    told_roles: list[str]
    failed_topic: str
    locale: str
