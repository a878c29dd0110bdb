"""Assembles a service the one way that all services are assembled."""

import gc
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from typing import TypeAlias

import structlog
from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute
from sqlalchemy.exc import SQLAlchemyError

from bromost_common.auth import AccessMap
from bromost_common.db import create_engine, session_maker
from bromost_common.quick import QuickPool
from bromost_common.schema import check_schema
from bromost_common.settings import ServiceSettings

from . import health
from .document import complete_document
from .edge import GuardMiddleware, RequestContextMiddleware
from .idempotency import IdempotencyMiddleware
from .problems import PROBLEM_RESPONSES, install_problem_handlers

log = structlog.get_logger(__name__)

Background: TypeAlias = Callable[[FastAPI], AbstractAsyncContextManager[None]]


def _operation_id(route: APIRoute) -> str:
    return route.name


@asynccontextmanager
async def connected(app: FastAPI, role: str) -> AsyncIterator[None]:
    """Holds the service's engine; refuses an older schema, waits for no database."""
    settings: ServiceSettings = app.state.settings
    engine = create_engine(
        settings.database_url.get_secret_value(),
        role=role,
        pool_size=settings.pool_size,
    )
    app.state.engine = engine
    app.state.sessions = session_maker(engine)
    quick = QuickPool(settings.database_url.get_secret_value(), role=role)
    app.state.quick = quick
    try:
        async with engine.connect() as connection:
            await check_schema(connection)
    except (SQLAlchemyError, OSError) as error:
        # It answers 503 until the database is there, without a restart.
        log.warning("started_without_database", error=type(error).__name__)
    # What start-up made lives for ever; not walking it again is a third of a request.
    gc.freeze()
    yield
    await quick.close()
    await engine.dispose()


def _lifespan(role: str, background: Background | None) -> Background:
    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        beside = background(app) if background else nullcontext()
        async with connected(app, role), beside:
            yield

    return lifespan


def create_service(
    *,
    name: str,
    title: str,
    description: str,
    settings: ServiceSettings,
    access: AccessMap,
    routers: Sequence[APIRouter],
    background: Background | None = None,
) -> FastAPI:
    """The application `name`: database role `bromost_<name>`, no I/O until started.

    `background` runs beside the requests, once the database's engine is there.
    """
    mounted_at = "registry" if name == "api" else name
    app = FastAPI(
        title=title,
        description=description,
        version="1",
        lifespan=_lifespan(f"bromost_{name}", background),
        docs_url=None,
        redoc_url=None,
        servers=[{"url": f"/api/{mounted_at}"}],
        generate_unique_id_function=_operation_id,
        responses=PROBLEM_RESPONSES,
        root_path_in_servers=False,
    )
    app.state.settings = settings
    app.state.access = access
    install_problem_handlers(app)
    for router in routers:
        app.include_router(router, prefix="/v1")
    app.include_router(health.router)
    complete_document(app)
    app.add_middleware(IdempotencyMiddleware, owner=app)
    limits = (settings.max_body_bytes, settings.max_upload_bytes)
    app.add_middleware(GuardMiddleware, limits=limits)
    app.add_middleware(RequestContextMiddleware, https=settings.is_https)
    return app
