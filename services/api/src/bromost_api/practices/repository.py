from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, and_, delete, exists, func, insert, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_api.accounts.models import Account
from bromost_api.nested import json_list, json_object, unknown_values
from bromost_api.partnerships.models import Partnership
from bromost_api.programmes.columns import programme_of
from bromost_api.projects.models import Project
from bromost_api.publications.models import Publication
from bromost_api.themes.models import Theme
from bromost_common.auth import Actor
from bromost_common.paging import AnyRow, AnySelect, Key, Order, PageRequest, fetch_page
from bromost_common.visibility import PROGRAMMES

from .models import Practice, PracticeTie

ORDERS = {
    "title": Order("title", [Key(Practice.title_key), Key(Practice.id)]),
    "-updated": Order(
        "-updated",
        [Key(Practice.updated_at, descending=True), Key(Practice.id, descending=True)],
    ),
}
# What each field of ids is in the table of ties, and what it has to be one of.
TIES = {
    "theme_ids": (PracticeTie.theme_id, Theme.id, "unknown_theme"),
    "project_ids": (PracticeTie.project_id, Project.id, "unknown_project"),
    "partnership_ids": (
        PracticeTie.partnership_id,
        Partnership.id,
        "unknown_partnership",
    ),
}


def _tied(item: Any, of: Any, column: Any, order: Any) -> Any:
    mine = PracticeTie.practice_id == Practice.id
    return json_list(item, mine, column == of.id, order_by=[order], of=Practice)


_themes = _tied(
    json_object(id=Theme.id, code=Theme.code, name=Theme.name),
    *(Theme, PracticeTie.theme_id, Theme.code),
).label("themes")
_projects = _tied(
    json_object(
        id=Project.id,
        code=Project.code,
        title=Project.title,
        original_language=Project.original_language,
    ),
    *(Project, PracticeTie.project_id, Project.code_key),
).label("projects")
_partnerships = _tied(
    json_object(id=Partnership.id, name=Partnership.name),
    *(Partnership, PracticeTie.partnership_id, Partnership.name_key),
).label("partnerships")
_reviewer = (
    select(json_object(id=Account.id, display_name=Account.display_name))
    .where(Account.id == Practice.reviewed_by)
    .correlate(Practice)
    .scalar_subquery()
    .label("reviewed_by")
)
_is_public = (
    exists()
    .where(Publication.practice_id == Practice.id, Publication.ended_at.is_(None))
    .correlate(Practice)
    .label("is_public")
)
_LISTED = (
    Practice.id,
    programme_of(Practice),
    Practice.kind,
    Practice.title,
    Practice.original_language,
    _themes,
    Practice.state,
    _is_public,
    Practice.updated_at,
    Practice.version,
)


class Filters(NamedTuple):
    """What a list of practices is narrowed to."""

    q: str | None = None
    programme: UUID | None = None
    kind: str | None = None
    theme: UUID | None = None
    state: str | None = None


class PracticeRepository:
    """Every query on practices and what they are tied to."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, practice: Practice) -> None:
        self._session.add(practice)
        await self._session.flush()

    async def flush(self) -> None:
        await self._session.flush()

    async def remove(self, practice: Practice) -> None:
        await self._session.delete(practice)
        await self._session.flush()

    async def lock(self, practice_id: UUID, *, visible_to: Actor) -> Practice | None:
        """Held against other changes until the transaction ends."""
        found: Practice | None = await self._session.scalar(
            _visible(visible_to)
            .where(Practice.id == practice_id)
            .with_for_update(of=Practice)
        )
        return found

    async def programme_of(self, practice_id: UUID) -> UUID | None:
        """Of a practice whose programme is seen."""
        return await self._session.scalar(
            select(Practice.programme_id).where(Practice.id == practice_id)
        )

    async def detail(self, practice_id: UUID, *, visible_to: Actor) -> AnyRow | None:
        statement = (
            _visible(visible_to)
            .with_only_columns(
                *_LISTED,
                Practice.summary,
                Practice.text,
                _projects,
                _partnerships,
                _reviewer,
                Practice.reviewed_at,
                Practice.submitted_by,
                Practice.created_at,
            )
            .where(Practice.id == practice_id)
        )
        return (await self._session.execute(statement)).one_or_none()

    async def page(
        self, wanted: PageRequest, *, sort: str, filters: Filters, visible_to: Actor
    ) -> tuple[Sequence[AnyRow], str | None, int | None]:
        statement = (
            _visible(visible_to)
            .with_only_columns(*_LISTED)
            .where(*_conditions(filters))
        )
        return await fetch_page(self._session, statement, ORDERS[sort], wanted)

    async def tie(self, practice: Practice, field: str, ids: Sequence[UUID]) -> None:
        """Make `ids` what it is tied to by this field."""
        column, *_ = TIES[field]
        mine = PracticeTie.practice_id == practice.id
        await self._session.execute(
            delete(PracticeTie).where(mine, column.is_not(None))
        )
        if ids:
            own = {"practice_id": practice.id, "programme_id": practice.programme_id}
            rows = [{**own, column.key: one} for one in ids]
            await self._session.execute(insert(PracticeTie), rows)

    async def unknown(self, field: str, ids: Sequence[UUID]) -> set[UUID]:
        """Those of `ids` that the actor does not see, or that are nothing."""
        return await unknown_values(self._session, TIES[field][1], ids)


def _visible(actor: Actor) -> AnySelect:
    # Drafts are for who writes them; what was published is for who sees the programme.
    mine = PROGRAMMES.visible(actor, "programme.write", Practice.programme_id)
    seen = PROGRAMMES.visible(actor, "programme.read", Practice.programme_id)
    return select(Practice).where(or_(mine, and_(Practice.state == "published", seen)))


def _conditions(filters: Filters) -> Iterator[ColumnElement[bool]]:
    if filters.q:
        folded: Any = func.common.fold(filters.q)
        yield func.strpos(Practice.search_key, folded) > 0
    if filters.programme is not None:
        yield Practice.programme_id == filters.programme
    if filters.kind is not None:
        yield Practice.kind == filters.kind
    if filters.state is not None:
        yield Practice.state == filters.state
    if filters.theme is not None:
        yield Practice.id.in_(
            select(PracticeTie.practice_id).where(PracticeTie.theme_id == filters.theme)
        )
