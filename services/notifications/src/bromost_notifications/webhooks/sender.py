"""Takes messages to endpoints, and tells the owner of one that is switched off."""

from bromost_common.contracts.webhooks import WebhookDisabled
from bromost_common.paging import AnyRow
from bromost_notifications.sending.health import Because, Receivers

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
