from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    ColumnElement,
    Select,
    any_,
    delete,
    func,
    literal_column,
    select,
    update,
)
from sqlalchemy import literal as literal_of
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_api.document_templates.models import DocumentTemplate
from bromost_api.nested import json_object
from bromost_api.networks.models import Network
from bromost_api.organisations.models import Organisation
from bromost_api.programmes.columns import programme_of
from bromost_api.projects.models import Project
from bromost_common.auth import Actor
from bromost_common.paging import AnyRow
from bromost_common.visibility import NETWORKS, PROJECTS

from .models import UNFINISHED, Rendering, RenderingState

_PROGRAMME = programme_of(Rendering)


def _named(kind: str, model: Any, column: Any, **shown: Any) -> Any:
    return (
        select(json_object(kind=literal_column(f"'{kind}'"), id=model.id, **shown))
        .where(model.id == column)
        .correlate(Rendering)
        .scalar_subquery()
    )


_SUBJECT = func.coalesce(
    _named(
        *("project", Project, Rendering.project_id),
        name=Project.title, original_language=Project.original_language,
    ),
    _named(
        *("network", Network, Rendering.network_id),
        name=Network.name, original_language=Network.original_language,
    ),
    _named(
        *("organisation", Organisation, Rendering.organisation_id),
        name=func.json_build_object("en", Organisation.name),
        original_language=literal_column("'en'"),
    ),
    type_=JSON(),
).label("subject")  # fmt: skip
_VERSION = (
    select(DocumentTemplate.version)
    .where(DocumentTemplate.id == Rendering.document_template_id)
    .correlate(Rendering)
    .scalar_subquery()
    .label("template_version")
)
PER_BATCH = 20


class RenderingRepository:
    """Every query on the files of somebody."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def hold(self, account_id: UUID) -> None:
        """Wait for whatever else this person asks for, till we are done."""
        key = func.hashtextextended(literal_of(f"renderings of {account_id}"), 0)
        await self._session.execute(select(func.pg_advisory_xact_lock(key)))

    async def count(self, account_id: UUID) -> int:
        counted = select(func.count()).where(Rendering.account_id == account_id)
        return await self._session.scalar(counted) or 0

    async def add(self, rendering: Rendering) -> None:
        self._session.add(rendering)
        await self._session.flush()

    async def all(self, most: int, *, visible_to: Actor) -> Sequence[AnyRow]:
        """One's own, the newest first."""
        statement = _told(visible_to).order_by(Rendering.id.desc()).limit(most)
        return (await self._session.execute(statement)).all()

    async def get(self, rendering_id: UUID, *, visible_to: Actor) -> AnyRow | None:
        statement = _told(visible_to).where(Rendering.id == rendering_id)
        return (await self._session.execute(statement)).one_or_none()

    async def remove(self, rendering_id: UUID) -> None:
        await self._session.execute(
            delete(Rendering).where(Rendering.id == rendering_id)
        )


class RenderingJobRepository:
    """What the worker reads and writes; it acts for nobody in particular."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def take(self, rendering_id: UUID) -> Rendering | None:
        """The file, if it is still to be made; one worker at a time."""
        key = func.hashtextextended(literal_of(f"rendering {rendering_id}"), 0)
        await self._session.execute(select(func.pg_advisory_xact_lock(key)))
        return await self._session.scalar(
            select(Rendering).where(
                Rendering.id == rendering_id, Rendering.state.in_(UNFINISHED)
            )
        )

    async def hold(self, rendering_id: UUID) -> bool:
        """Whether it is still wanted; then it stays till the end."""
        held = select(Rendering.id).where(Rendering.id == rendering_id)
        return await self._session.scalar(held.with_for_update()) is not None

    async def note(self, rendering_id: UUID, **values: Any) -> None:
        """Progress or an end, unless there is an end already."""
        await self._session.execute(
            update(Rendering)
            .where(Rendering.id == rendering_id, Rendering.state.in_(UNFINISHED))
            .values(**values)
        )

    async def unfinished(self) -> Sequence[UUID]:
        found = await self._session.scalars(
            select(Rendering.id)
            .where(Rendering.state.in_(UNFINISHED))
            .order_by(Rendering.id)
        )
        return found.all()

    async def forget(self, before: datetime) -> int:
        """Take away some whose days are over; how many."""
        over = (
            select(Rendering.id)
            .where(Rendering.expires_at < before)
            .order_by(Rendering.expires_at)
            .limit(PER_BATCH)
            .with_for_update(skip_locked=True)
        )
        ids = list(await self._session.scalars(over))
        await self._session.execute(delete(Rendering).where(Rendering.id.in_(ids)))
        return len(ids)


def _told(actor: Actor) -> Select[*tuple[Any, ...]]:
    shown = (*Rendering.__table__.columns, _PROGRAMME, _SUBJECT, _VERSION)
    return select(*shown).where(
        Rendering.account_id == actor.account_id,
        _sees_all(actor),
        _sees_network(actor),
    )


def _sees_all(actor: Actor) -> ColumnElement[bool]:
    """Still in sight of the reader is every project on which the file stands."""
    seen = (
        select(func.count())
        .where(
            Project.id == any_(Rendering.project_ids),
            PROJECTS.visible(actor, "report.read", Project.id),
        )
        .correlate(Rendering)
        .scalar_subquery()
    )
    unfinished = Rendering.state != RenderingState.READY
    return unfinished | (seen == func.cardinality(Rendering.project_ids))


def _sees_network(actor: Actor) -> ColumnElement[bool]:
    return Rendering.network_id.is_(None) | NETWORKS.visible(
        actor, "network.read", Rendering.network_id
    )
