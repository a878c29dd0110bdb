"""Assembles the service; the only module that knows all of its parts."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from bromost_common.context import working
from bromost_common.web.privacy import privacy_router
from bromost_common.web.service import create_service
from bromost_common.web.stopping import on_stop_signal

from .access import ACCESS
from .inbox.hub import Hub
from .inbox.router import router as inbox
from .personal_data import PERSONAL_DATA
from .settings import ROLE, Settings


@asynccontextmanager
async def _live_updates(app: FastAPI) -> AsyncIterator[None]:
    hub = app.state.hub = Hub(working(app.state.sessions, "stream"), app.state.access)
    url = app.state.settings.database_url.get_secret_value()
    async with hub.running(url, ROLE):
        with on_stop_signal(hub.close):
            yield


def create_app(settings: Settings) -> FastAPI:
    return create_service(
        name="notifications",
        title="Bromost notifications",
        description="Each person's inbox of what changed.",
        settings=settings,
        access=ACCESS,
        routers=[
            inbox,
            privacy_router("notifications", PERSONAL_DATA),
        ],
        background=_live_updates,
    )
