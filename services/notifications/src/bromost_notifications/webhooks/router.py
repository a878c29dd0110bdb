from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response, status

from bromost_common.auth import Actor
from bromost_common.limits import WEBHOOK
from bromost_common.secrets_at_rest import SecretBox
from bromost_common.web.auth import requires
from bromost_common.web.limits import limited
from bromost_common.web.session import Session
from bromost_common.web.versions import WITH_ETAG, ExpectedVersion, set_etag
from bromost_notifications.sending.addresses import Guard

from .schemas import WebhookBody, WebhookIssued, WebhookOut, WebhookSecretCreate
from .service import WebhookService

router = APIRouter(prefix="/webhooks", tags=["webhooks"])
# The answers to these hold a secret that is shown once and stored nowhere in the clear.
SECRET_ANSWERS = ["/v1/webhooks", "/v1/webhooks/{webhook_id}/secrets"]

Reader = Annotated[Actor, Depends(requires("webhook.read"))]
Writer = Annotated[Actor, Depends(requires("webhook.write"))]


async def _service(request: Request, session: Session) -> WebhookService:
    settings = request.app.state.settings
    guard = Guard.of(settings.webhook_networks, allows_plain=settings.webhook_http)
    box = SecretBox.of(settings.secret_key) if settings.secret_key else None
    return WebhookService(session, guard, box)


Webhooks = Annotated[WebhookService, Depends(_service)]


@router.get("", summary="One's own endpoints, at most twenty")
async def list_webhooks(webhooks: Webhooks, actor: Reader) -> list[WebhookOut]:
    return await webhooks.all(actor=actor)


@router.post(
    "",
    summary="Let one's own system hear what happens",
    description="It hears what its owner may read. The answer has the secret this"
    " once; messages are signed with it by Standard Webhooks.",
    status_code=status.HTTP_201_CREATED,
    responses={201: WITH_ETAG[200]},
    dependencies=[limited(WEBHOOK, by="account")],
)
async def issue_webhook(
    webhooks: Webhooks, actor: Writer, response: Response, body: WebhookBody
) -> WebhookIssued:
    issued = await webhooks.issue(body, actor=actor)
    set_etag(response, issued.webhook)
    return issued


@router.get("/{webhook_id}", summary="An endpoint, and how it is doing")
async def get_webhook(
    webhooks: Webhooks, actor: Reader, response: Response, webhook_id: UUID
) -> WebhookOut:
    webhook = await webhooks.get(webhook_id, actor=actor)
    set_etag(response, webhook)
    return webhook


@router.put("/{webhook_id}", summary="Change where to and of what")
async def change_webhook(
    *,
    webhooks: Webhooks,
    actor: Writer,
    version: ExpectedVersion,
    response: Response,
    webhook_id: UUID,
    body: WebhookBody,
) -> WebhookOut:
    webhook = await webhooks.change(webhook_id, body, version, actor=actor)
    set_etag(response, webhook)
    return webhook


@router.post(
    "/{webhook_id}/secrets",
    summary="Give it a new secret",
    description="For the time of the overlap, messages are signed with both.",
    status_code=status.HTTP_201_CREATED,
    responses={201: WITH_ETAG[200]},
)
async def renew_webhook_secret(
    *,
    webhooks: Webhooks,
    actor: Writer,
    version: ExpectedVersion,
    response: Response,
    webhook_id: UUID,
    body: WebhookSecretCreate,
) -> WebhookIssued:
    issued = await webhooks.renew(webhook_id, body, version, actor=actor)
    set_etag(response, issued.webhook)
    return issued


@router.post(
    "/{webhook_id}/disable",
    summary="Switch it off",
    description="What waits goes out when it is on again, if that is within days;"
    " what happens meanwhile is not written for it.",
)
async def disable_webhook(
    webhooks: Webhooks,
    actor: Writer,
    version: ExpectedVersion,
    response: Response,
    webhook_id: UUID,
) -> WebhookOut:
    webhook = await webhooks.disable(webhook_id, version, actor=actor)
    set_etag(response, webhook)
    return webhook


@router.post("/{webhook_id}/enable", summary="Switch it on again")
async def enable_webhook(
    webhooks: Webhooks,
    actor: Writer,
    version: ExpectedVersion,
    response: Response,
    webhook_id: UUID,
) -> WebhookOut:
    webhook = await webhooks.enable(webhook_id, version, actor=actor)
    set_etag(response, webhook)
    return webhook


@router.delete(
    "/{webhook_id}",
    summary="Remove it, with all that was sent there",
    status_code=status.HTTP_204_NO_CONTENT,
)
async def remove_webhook(
    webhooks: Webhooks, actor: Writer, version: ExpectedVersion, webhook_id: UUID
) -> None:
    await webhooks.remove(webhook_id, version, actor=actor)
