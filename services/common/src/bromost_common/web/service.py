"""Assembles a service the one way that all services are assembled."""

import gc
from collections.abc import AsyncIterator, Callable, Collection, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from typing import TypeAlias

import structlog
from asyncpg.exceptions import InterfaceError, InternalClientError, PostgresError
from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from bromost_common.auth import AccessMap
from bromost_common.context import ContextSession
from bromost_common.db import create_engine, session_maker, sqlstate
from bromost_common.quick import QuickPool
from bromost_common.schema import NOT_MIGRATED, SchemaTooOldError, check_schema
from bromost_common.settings import ServiceSettings

from . import health
from .document import complete_document
from .edge import GuardMiddleware, RequestContextMiddleware
from .idempotency import IdempotencyMiddleware
from .pace import PaceMiddleware
from .problems import PROBLEM_RESPONSES, install_problem_handlers

log = structlog.get_logger(__name__)

Background: TypeAlias = Callable[[FastAPI], AbstractAsyncContextManager[None]]

# A thousand open streams are a million objects that live on: by the interpreter's own
# numbers it walks all of them while they open and then again, 100-400 ms each time in
# which nobody is answered. What a request leaves behind goes with the first number.
COLLECT_AFTER = (10_000, 20, 50)


_AWAY = (
    SQLAlchemyError,
    PostgresError,
    InterfaceError,
    InternalClientError,
    OSError,
)


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
        patience=settings.patience_seconds,
    )
    app.state.engine = engine
    app.state.sessions = session_maker(engine, ContextSession)
    quick = QuickPool(
        settings.database_url.get_secret_value(),
        role=role,
        patience=settings.patience_seconds,
    )
    app.state.quick = quick
    try:
        await _greet_database(engine)
        # What start-up made lives for ever; not walking it again is a third of a
        # request.
        gc.freeze()
        gc.set_threshold(*COLLECT_AFTER)
        yield
    finally:
        await quick.close()
        await engine.dispose()


async def _greet_database(engine: AsyncEngine) -> None:
    """Refuse a database without our migrations; do without one that is away."""
    try:
        async with engine.connect() as connection:
            await check_schema(connection)
    except _AWAY as error:
        if sqlstate(error) in NOT_MIGRATED:
            raise SchemaTooOldError.found(None) from error
        # It answers 503 until the database is there, without a restart.
        log.warning("started_without_database", error=type(error).__name__)


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
    never_repeated: Collection[str] = (),
) -> FastAPI:
    """The application `name`: database role `bromost_<name>`, no I/O until started.

    `background` runs beside the requests, once the database's engine is there.
    `never_repeated` are paths for which `Idempotency-Key` has no meaning.
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
    app.state.access, app.state.service = access, name
    app.state.audience = f"{settings.issuer}/api/{mounted_at}"
    install_problem_handlers(app)
    for router in routers:
        app.include_router(router, prefix="/v1")
    app.include_router(health.router)
    complete_document(app, never_repeated)
    app.add_middleware(IdempotencyMiddleware, owner=app, never=never_repeated)
    _put_edge_around(app, settings)
    return app


def _put_edge_around(app: FastAPI, settings: ServiceSettings) -> None:
    limits = (settings.max_body_bytes, settings.max_upload_bytes)
    if settings.requests_per_minute:
        app.add_middleware(PaceMiddleware, per_minute=settings.requests_per_minute)
    app.add_middleware(GuardMiddleware, limits=limits)
    app.add_middleware(RequestContextMiddleware, https=settings.is_https)
