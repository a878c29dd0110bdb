"""Every look into the libraries: lists of definitions, their versions and uses."""

from collections.abc import Sequence
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, case, func, or_, select, true
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bromost_common.auth import Actor
from bromost_common.paging import (
    AnyRow,
    AnySelect,
    Key,
    Order,
    PageRequest,
    fetch_page,
)
from bromost_indicators.calculation.rules import Kind
from bromost_indicators.indicators.models import Indicator, IndicatorVersion
from bromost_indicators.programmes.repository import PROGRAMME
from bromost_indicators.projects.repository import (
    PROGRAMMES,
    PROJECTS,
    visible_results,
)
from bromost_indicators.results.models import Result

from .models import Definition, DefinitionVersion
from .repository import axis_ids_of, in_library

BY_CODE = Order("code", [Key(Definition.code_key), Key(Definition.id)])
_owner_id = func.coalesce(Result.project_id, Result.programme_id)
_owner_code = func.coalesce(PROJECTS.c.code, PROGRAMMES.c.code, "")
USES = Order("owner", [Key(_owner_code), Key(Indicator.id)])
_VERSION_COLUMNS = tuple(
    c for c in DefinitionVersion.__table__.c if not c.name.endswith("_key")
)


class Wanted(NamedTuple):
    """Which definitions of the libraries are listed."""

    q: str | None = None
    kind: Kind | None = None
    # Of this programme's library; with `is_shared`, of the installation's.
    programme_id: UUID | None = None
    is_shared: bool = False
    # What a project may take: of both, published and not archived.
    project_id: UUID | None = None
    with_archived: bool = False


class LibraryRepository:
    """What readers see of the libraries."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def page(
        self, page: PageRequest, wanted: Wanted, *, visible_to: Actor
    ) -> tuple[Sequence[AnyRow], str | None, int | None]:
        shown = _newest_shown()
        statement: AnySelect = (
            select(
                Definition.id,
                Definition.code,
                Definition.programme_id,
                Definition.version,
                Definition.archived_at.is_not(None).label("archived"),
                PROGRAMME,
                shown.id.label("version_id"),
                *(shown.number, shown.name, shown.original_language, shown.kind),
                *(shown.unit, shown.unit_name, shown.direction, shown.cumulation),
                shown.published_at.is_not(None).label("is_published"),
                _has_draft(),
                _use_count(
                    visible_to, _USED.definition_id == Definition.id, Definition
                ),
            )
            .select_from(Definition)
            .join(shown, true())
            .outerjoin(PROGRAMMES, PROGRAMMES.c.id == Definition.programme_id)
            .where(in_library(visible_to, "definition.read"))
        )
        # A draft that nothing was published of is seen by who looks after it.
        mine = in_library(visible_to, "definition.write")
        statement = statement.where(or_(shown.published_at.is_not(None), mine))
        statement = _narrowed(statement, wanted, shown)
        return await fetch_page(self._session, statement, BY_CODE, page)

    async def read(self, definition_id: UUID) -> AnyRow:
        statement = (
            select(
                *(c for c in Definition.__table__.c if not c.name.endswith("_key")),
                Definition.archived_at.is_not(None).label("archived"),
                PROGRAMME,
            )
            .outerjoin(PROGRAMMES, PROGRAMMES.c.id == Definition.programme_id)
            .where(Definition.id == definition_id)
        )
        return (await self._session.execute(statement)).one()

    async def versions(
        self, definition_id: UUID, *, with_drafts: bool, visible_to: Actor
    ) -> Sequence[AnyRow]:
        """The definition's versions, newest first."""
        statement = (
            select(
                *_VERSION_COLUMNS,
                axis_ids_of(DefinitionVersion.id),
                _use_count(
                    visible_to, _USED.id == DefinitionVersion.id, DefinitionVersion
                ),
            )
            .where(DefinitionVersion.definition_id == definition_id)
            .order_by(DefinitionVersion.number.desc())
        )
        if not with_drafts:
            statement = statement.where(DefinitionVersion.published_at.is_not(None))
        return (await self._session.execute(statement)).all()

    async def uses(
        self, definition_id: UUID, page: PageRequest, *, visible_to: Actor
    ) -> tuple[Sequence[AnyRow], str | None, int | None]:
        """The indicators that now go by one of its versions."""
        statement: AnySelect = (
            select(
                Indicator.id.label("indicator_id"),
                Indicator.title,
                Indicator.result_id,
                Indicator.version.label("indicator_version"),
                Result.original_language,
                _owner_id.label("owner_id"),
                case((Result.project_id.is_(None), "programme"), else_="project").label(
                    "what"
                ),
                _owner_code.label("owner_code"),
                func.coalesce(PROJECTS.c.title, PROGRAMMES.c.title).label(
                    "owner_title"
                ),
                DefinitionVersion.id.label("version_id"),
                DefinitionVersion.number,
                _in_force_since().label("starts_on"),
                Indicator.archived_at.is_not(None).label("archived"),
            )
            .select_from(Indicator)
            .join(
                DefinitionVersion,
                DefinitionVersion.id == Indicator.definition_version_id,
            )
            .join(Result, Result.id == Indicator.result_id)
            .outerjoin(PROJECTS, PROJECTS.c.id == Result.project_id)
            .outerjoin(PROGRAMMES, PROGRAMMES.c.id == Result.programme_id)
            .where(
                DefinitionVersion.definition_id == definition_id,
                visible_results(visible_to, Result),
            )
        )
        return await fetch_page(self._session, statement, USES, page)


_USED = aliased(DefinitionVersion)


def _newest_shown() -> Any:
    """Of each definition the newest published version, or else its draft."""
    newest = (
        select(DefinitionVersion)
        .where(DefinitionVersion.definition_id == Definition.id)
        .order_by(
            DefinitionVersion.published_at.is_(None), DefinitionVersion.number.desc()
        )
        .limit(1)
        .lateral("shown")
    )
    return aliased(DefinitionVersion, newest)


def _has_draft() -> ColumnElement[bool]:
    draft = aliased(DefinitionVersion)
    return (
        select(draft.id)
        .where(draft.definition_id == Definition.id, draft.published_at.is_(None))
        .exists()
        .label("has_draft")
    )


def _in_force_since() -> Any:
    """The day from which an indicator goes by the version it goes by now."""
    return (
        select(IndicatorVersion.starts_on)
        .where(
            IndicatorVersion.indicator_id == Indicator.id,
            IndicatorVersion.definition_version_id == Indicator.definition_version_id,
        )
        .order_by(IndicatorVersion.number.desc())
        .limit(1)
        .correlate(Indicator)
        .scalar_subquery()
    )


def _use_count(
    actor: Actor, which: ColumnElement[bool], of: type[Any]
) -> ColumnElement[int]:
    """How many live indicators that the actor sees go by it."""
    return (
        select(func.count())
        .select_from(Indicator)
        .join(_USED, _USED.id == Indicator.definition_version_id)
        .join(Result, Result.id == Indicator.result_id)
        .where(
            which,
            Indicator.archived_at.is_(None),
            visible_results(actor, Result),
        )
        .correlate(of)
        .scalar_subquery()
        .label("use_count")
    )


def _narrowed(
    statement: AnySelect, wanted: Wanted, shown: type[DefinitionVersion]
) -> AnySelect:
    if wanted.q:
        key = func.common.fold(wanted.q)
        like = func.concat("%", key, "%")
        statement = statement.where(
            or_(Definition.code_key.like(like), shown.name_key.like(like))
        )
    if wanted.kind:
        statement = statement.where(shown.kind == wanted.kind)
    if wanted.programme_id is not None:
        statement = statement.where(Definition.programme_id == wanted.programme_id)
    if wanted.is_shared:
        statement = statement.where(Definition.programme_id.is_(None))
    if wanted.project_id is not None:
        programme = (
            select(PROJECTS.c.programme_id)
            .where(PROJECTS.c.id == wanted.project_id)
            .scalar_subquery()
        )
        statement = statement.where(
            Definition.programme_id.is_(None) | (Definition.programme_id == programme),
            Definition.archived_at.is_(None),
            shown.published_at.is_not(None),
        )
    if not wanted.with_archived:
        statement = statement.where(Definition.archived_at.is_(None))
    return statement
