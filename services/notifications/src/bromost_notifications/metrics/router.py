from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated, get_args

from fastapi import APIRouter, Depends, Response
from prometheus_client import CollectorRegistry, Gauge, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_1_0_0

from bromost_common.auth import Actor
from bromost_common.paging import AnyRow
from bromost_common.web.auth import requires
from bromost_common.web.session import Session
from bromost_notifications.deliveries.repository import DeliveryRepository
from bromost_notifications.deliveries.schemas import ChannelName
from bromost_notifications.events.repository import EventRepository

router = APIRouter(tags=["metrics"])


@router.get(
    "/metrics",
    summary="How it goes, for a monitoring system",
    description="In the text format of Prometheus. Its job sends an API key that holds"
    " `delivery.manage`. Counts of events stop at ten thousand.",
    response_class=Response,
    responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}}},
)
async def get_metrics(
    session: Session, _: Annotated[Actor, Depends(requires("delivery.manage"))]
) -> Response:
    registry = CollectorRegistry()
    events = EventRepository(session)
    waiting, failed = await events.waiting(), await events.failed()
    _of_events(registry, waiting, failed)
    channels = await DeliveryRepository(session).health(get_args(ChannelName))
    _of_channels(registry, channels)
    return Response(generate_latest(registry), media_type=CONTENT_TYPE_PLAIN_1_0_0)


def _of_events(registry: CollectorRegistry, waiting: AnyRow, failed: AnyRow) -> None:
    for name, meaning, value in (
        ("waiting", "Events of the last day not taken yet", waiting.waiting),
        ("oldest_seconds", "Age of the oldest of them", waiting.oldest_seconds),
        ("failed", "Events that will be tried again", failed.failed),
        ("parked", "Events that were given up", failed.parked),
    ):
        Gauge(f"bromost_events_{name}", meaning, registry=registry).set(value)


def _of_channels(registry: CollectorRegistry, channels: Sequence[AnyRow]) -> None:
    now = datetime.now(UTC)
    figures = {
        "pending": "On their way, or waiting for the next attempt",
        "oldest_seconds": "For how long the oldest has been due",
        "dead": "Given up, and not sent again since",
        "delivered_in_a_day": "Delivered in the last 24 hours",
    }
    gauges = {
        name: Gauge(f"bromost_deliveries_{name}", text, ["channel"], registry=registry)
        for name, text in figures.items()
    }
    for row in channels:
        since = row.oldest_pending_at
        late = 0 if since is None else max(0.0, (now - since).total_seconds())
        values = {
            "pending": row.pending,
            "oldest_seconds": late,
            "dead": row.dead,
            "delivered_in_a_day": row.delivered_in_a_day,
        }
        for name, value in values.items():
            gauges[name].labels(row.name).set(value)
