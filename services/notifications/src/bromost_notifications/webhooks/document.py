"""What endpoints are called with, for the OpenAPI document's `webhooks`."""

from typing import Annotated

from fastapi import APIRouter, Body, Header, status

from .payload import MEDIA_TYPE, WebhookEvent

router = APIRouter(tags=["webhooks"])


@router.post(
    "event",
    summary="Something happened that the owner of the endpoint may read of",
    description="Signed by Standard Webhooks 1.0.0; its libraries verify it. Answer"
    " with 2xx within 15 seconds; the body is kept for the owner, its first two"
    " kilobytes. 410 switches the endpoint off. Anything else, a redirect as well, is"
    " tried again up to ten times within four days. What came twice has the same"
    " `webhook-id`. New types and fields may come at any time.",
    operation_id="receive_event",
    status_code=status.HTTP_204_NO_CONTENT,
    responses={"4XX": {"description": "Tried again, but for 410."}},
)
async def receive_event(
    body: Annotated[WebhookEvent, Body(media_type=MEDIA_TYPE)],
    webhook_id: Annotated[str, Header(description="The event; once for ever.")],
    webhook_timestamp: Annotated[
        str, Header(description="Of the attempt, in seconds.")
    ],
    webhook_signature: Annotated[
        str, Header(description="`v1,<base64>`, several while a secret changes.")
    ],
) -> None:
    """Described, and never called here: it is what the receivers have."""
