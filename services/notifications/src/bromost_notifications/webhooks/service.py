from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.db import new_id
from bromost_common.errors import (
    ConflictError,
    NotFoundError,
    StaleVersionError,
    invalid,
)
from bromost_common.secrets_at_rest import SecretBox, at_hand
from bromost_notifications.programmes import require_programme
from bromost_notifications.sending.addresses import OBJECTIONS, Guard

from .models import WebhookEndpoint, WebhookSecret
from .repository import WebhookRepository
from .schemas import (
    WebhookBody,
    WebhookIssued,
    WebhookOut,
    WebhookSecretCreate,
    WebhookSecretOut,
)
from .signing import new_secret, seal, written

MOST = 20


class TooManyWebhooksError(ConflictError):
    """One account has enough of them."""

    code = "too_many_webhooks"


class WebhookService:
    """Endpoints: made, changed, given new secrets, switched off and on."""

    def __init__(
        self, session: AsyncSession, guard: Guard, box: SecretBox | None
    ) -> None:
        self._session = session
        self._webhooks = WebhookRepository(session)
        self._guard = guard
        self._box = box

    async def all(self, *, actor: Actor) -> list[WebhookOut]:
        return await self._shown(await self._webhooks.of(actor))

    async def get(self, endpoint_id: UUID, *, actor: Actor) -> WebhookOut:
        endpoint = await self._webhooks.get(endpoint_id, visible_to=actor)
        if endpoint is None:
            raise _unknown()
        return (await self._shown([endpoint]))[0]

    async def issue(self, wanted: WebhookBody, *, actor: Actor) -> WebhookIssued:
        await self._check(wanted, actor)
        await self._webhooks.keep_in_order(actor)
        if await self._webhooks.count(actor.account_id) >= MOST:
            raise TooManyWebhooksError(f"An account has {MOST} at most.")
        endpoint = WebhookEndpoint(
            id=new_id(), account_id=actor.account_id, machine_id=actor.machine_id
        )
        _take_over(endpoint, wanted)
        await self._webhooks.add(endpoint)
        return await self._with_secret(endpoint)

    async def change(
        self, endpoint_id: UUID, wanted: WebhookBody, version: int, *, actor: Actor
    ) -> WebhookOut:
        endpoint = await self._own(endpoint_id, version, actor=actor)
        await self._check(wanted, actor)
        if endpoint.url != wanted.url:
            # Another address has failed at nothing yet.
            endpoint.failing_since = None
        _take_over(endpoint, wanted)
        return await self._changed(endpoint)

    async def renew(
        self,
        endpoint_id: UUID,
        wanted: WebhookSecretCreate,
        version: int,
        *,
        actor: Actor,
    ) -> WebhookIssued:
        """A new secret; the old one signs beside it for a while, or ends at once."""
        endpoint = await self._own(endpoint_id, version, actor=actor)
        await self._webhooks.end_secrets(
            endpoint.id, timedelta(hours=wanted.overlap_hours)
        )
        endpoint.version += 1
        await self._webhooks.flush()
        return await self._with_secret(endpoint)

    async def disable(
        self, endpoint_id: UUID, version: int, *, actor: Actor
    ) -> WebhookOut:
        """Nothing is sent there, and what happens meanwhile never will be."""
        endpoint = await self._own(endpoint_id, version, actor=actor)
        if endpoint.state == "disabled":
            return (await self._shown([endpoint]))[0]
        endpoint.switch_off()
        return await self._changed(endpoint)

    async def enable(
        self, endpoint_id: UUID, version: int, *, actor: Actor
    ) -> WebhookOut:
        endpoint = await self._own(endpoint_id, version, actor=actor)
        if endpoint.state == "active":
            return (await self._shown([endpoint]))[0]
        endpoint.switch_on()
        return await self._changed(endpoint)

    async def remove(self, endpoint_id: UUID, version: int, *, actor: Actor) -> None:
        """With its secrets and all that was sent there."""
        await self._webhooks.remove(await self._own(endpoint_id, version, actor=actor))

    async def _own(
        self, endpoint_id: UUID, version: int, *, actor: Actor
    ) -> WebhookEndpoint:
        endpoint = await self._webhooks.get(endpoint_id, visible_to=actor, lock=True)
        if endpoint is None:
            raise _unknown()
        if endpoint.version != version:
            current = (await self._shown([endpoint]))[0]
            raise StaleVersionError("It was changed elsewhere.", current=current)
        return endpoint

    async def _check(self, wanted: WebhookBody, actor: Actor) -> None:
        objection = self._guard.objection(wanted.url)
        if objection is not None:
            message = OBJECTIONS[objection]
            raise invalid("body", "url", code=objection, message=message)
        if wanted.programme_id is not None:
            await require_programme(
                self._session, actor, "webhook.read", wanted.programme_id
            )

    async def _with_secret(self, endpoint: WebhookEndpoint) -> WebhookIssued:
        box = at_hand(self._box)
        secret = new_secret()
        sealed = seal(box, endpoint.id, secret)
        await self._webhooks.add(WebhookSecret(endpoint_id=endpoint.id, sealed=sealed))
        shown = (await self._shown([endpoint]))[0]
        return WebhookIssued(webhook=shown, secret=written(secret))

    async def _changed(self, endpoint: WebhookEndpoint) -> WebhookOut:
        endpoint.version += 1
        await self._webhooks.flush()
        return (await self._shown([endpoint]))[0]

    async def _shown(self, found: Sequence[WebhookEndpoint]) -> list[WebhookOut]:
        live = await self._webhooks.live_secrets(one.id for one in found)
        return [_out(one, live) for one in found]


def _take_over(endpoint: WebhookEndpoint, wanted: WebhookBody) -> None:
    endpoint.name, endpoint.url = wanted.name, wanted.url
    endpoint.event_types = sorted(set(wanted.event_types))
    endpoint.programme_id = wanted.programme_id


def _out(endpoint: WebhookEndpoint, live: Sequence[WebhookSecret]) -> WebhookOut:
    told = {name: getattr(endpoint, name) for name in _TOLD}
    secrets = [
        WebhookSecretOut.model_validate(one)
        for one in live
        if one.endpoint_id == endpoint.id
    ]
    return WebhookOut.model_validate(told | {"secrets": secrets})


_TOLD = tuple(name for name in WebhookOut.model_fields if name != "secrets")


def _unknown() -> NotFoundError:
    return NotFoundError("You have no such webhook.")
