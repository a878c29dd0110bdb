"""Takes messages to endpoints, and tells the owner of one that is switched off."""

from bromost_common.contracts.webhooks import WebhookDisabled
from bromost_common.db import SessionMaker
from bromost_common.paging import AnyRow
from bromost_notifications.sending.channel import StreamChannel
from bromost_notifications.sending.health import Because, Receivers
from bromost_notifications.sending.receivers import ReceiverSender

from .repository import CHANNEL

EACH = 8


def _news(endpoint: AnyRow, because: Because) -> WebhookDisabled:
    return WebhookDisabled(
        object_id=endpoint.id,
        actor_id=None,
        told_to=[endpoint.account_id],
        name=endpoint.name,
        change=because,
    )


ENDPOINTS = Receivers(
    "notifications.webhook_endpoint", CHANNEL, EACH, "account_id, name", _news
)


class WebhookSender(ReceiverSender):
    """One of any number that work beside each other."""

    def __init__(
        self, sessions: SessionMaker, channel: StreamChannel, **options: object
    ) -> None:
        super().__init__(sessions, channel, ENDPOINTS, **options)
