"""Assembles the service; the only module that knows all of its parts."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from bromost_common.context import working
from bromost_common.web.privacy import privacy_router
from bromost_common.web.service import create_service
from bromost_common.web.stopping import on_stop_signal

from .access import ACCESS
from .announcements.router import router as announcements
from .calendar.router import SECRET_ADDRESSES
from .calendar.router import router as calendars
from .chat_channels.router import SECRET_BODIES
from .chat_channels.router import router as chat_channels
from .chat_channels.sent.router import router as sent_to_chats
from .deadlines.router import router as deadlines
from .deliveries.router import router as deliveries
from .events.router import router as events
from .inbox.hub import Hub
from .inbox.router import router as inbox
from .metrics.router import router as metrics
from .personal_data import PERSONAL_DATA
from .preferences.router import router as preferences
from .sending.ways_out import attempts_by_channel
from .settings import ROLE, Settings
from .stopping.router import router as stop_links
from .suppression.router import router as suppressions
from .templates.router import router as templates
from .todo.router import router as todo
from .watches.router import router as watches
from .webhooks.document import router as called_webhooks
from .webhooks.router import SECRET_ANSWERS
from .webhooks.router import router as webhooks
from .webhooks.sent.router import router as sent_webhooks

# What is not kept to be repeated: a secret that is told once, or taken in.
LEAVES_NO_TRACE = [*SECRET_ADDRESSES, *SECRET_ANSWERS, *SECRET_BODIES]


@asynccontextmanager
async def _live_updates(app: FastAPI) -> AsyncIterator[None]:
    hub = app.state.hub = Hub(working(app.state.sessions, "stream"), app.state.access)
    url = app.state.settings.database_url.get_secret_value()
    async with hub.running(url, ROLE):
        with on_stop_signal(hub.close):
            yield


def create_app(settings: Settings) -> FastAPI:
    app = create_service(
        name="notifications",
        title="Bromost notifications",
        description="Each person's inbox of what changed, what they have to do,"
        " and what of it leaves the house.",
        settings=settings,
        access=ACCESS,
        routers=[
            inbox,
            todo,
            calendars,
            deliveries,
            events,
            metrics,
            suppressions,
            stop_links,
            templates,
            deadlines,
            preferences,
            watches,
            announcements,
            webhooks,
            sent_webhooks,
            chat_channels,
            sent_to_chats,
            privacy_router("notifications", PERSONAL_DATA),
        ],
        background=_live_updates,
        never_repeated=LEAVES_NO_TRACE,
    )
    app.webhooks.include_router(called_webhooks)
    app.state.channels = attempts_by_channel(settings)
    return app
