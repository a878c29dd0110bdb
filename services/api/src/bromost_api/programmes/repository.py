from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, Select, Uuid, func, literal, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_api.nested import json_list, json_object, replace_rows, unknown_values
from bromost_api.organisations.models import Organisation
from bromost_api.projects.models import Project
from bromost_api.themes.models import Theme
from bromost_common.auth import Actor
from bromost_common.db import violated_constraint
from bromost_common.errors import ConflictError, FieldError
from bromost_common.paging import AnyRow, Key, Order, PageRequest, fetch_page
from bromost_common.visibility import PROGRAMMES

from .models import Programme, ProgrammeGoal, ProgrammeRole, ProgrammeTheme

ORDERS = {
    "code": Order("code", [Key(Programme.code_key), Key(Programme.id)]),
    "title": Order("title", [Key(Programme.title_key), Key(Programme.id)]),
    "-title": Order(
        "-title", [Key(Programme.title_key, descending=True), Key(Programme.id)]
    ),
}

_project_count = (
    select(func.count())
    .where(Project.programme_id == Programme.id, Project.archived_at.is_(None))
    .correlate(Programme)
    .scalar_subquery()
    .label("project_count")
)
_funders = json_list(
    Organisation.name,
    ProgrammeRole.programme_id == Programme.id,
    ProgrammeRole.organisation_id == Organisation.id,
    ProgrammeRole.role == "funder",
    order_by=[ProgrammeRole.position],
    of=Programme,
).label("funders")
_goals = json_list(
    json_object(id=ProgrammeGoal.id, text=ProgrammeGoal.text),
    ProgrammeGoal.programme_id == Programme.id,
    order_by=[ProgrammeGoal.position],
    of=Programme,
).label("goals")
_themes = json_list(
    json_object(id=Theme.id, code=Theme.code, name=Theme.name),
    ProgrammeTheme.programme_id == Programme.id,
    ProgrammeTheme.theme_id == Theme.id,
    order_by=[Theme.code],
    of=Programme,
).label("themes")
_roles = json_list(
    json_object(
        role=ProgrammeRole.role,
        organisation=json_object(
            id=Organisation.id,
            name=Organisation.name,
            country_code=Organisation.country_code,
        ),
    ),
    ProgrammeRole.programme_id == Programme.id,
    ProgrammeRole.organisation_id == Organisation.id,
    order_by=[ProgrammeRole.position, Organisation.name_key],
    of=Programme,
).label("roles")


class ProgrammeRepository:
    """Every query on programmes."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, programme: Programme) -> None:
        self._session.add(programme)
        await self.flush()

    async def flush(self) -> None:
        """Write what changed, and say in words which rule it broke."""
        try:
            await self._session.flush()
        except IntegrityError as error:
            if violated_constraint(error) == "uq_programme_code":
                taken = FieldError(("body", "code"), "taken", "Choose another code.")
                raise ConflictError(
                    "There is a programme with this code.", fields=[taken]
                ) from error
            raise

    async def lock(self, programme_id: UUID, *, visible_to: Actor) -> Programme | None:
        """The programme, held against other changes until the transaction ends."""
        return await self._session.scalar(
            self._visible(visible_to)
            .where(Programme.id == programme_id)
            .with_for_update(of=Programme)
        )

    async def detail(self, programme_id: UUID, *, visible_to: Actor) -> AnyRow | None:
        """All that is known of the programme, in one statement."""
        columns = (c for c in Programme.__table__.c if not c.name.endswith("_key"))
        statement = (
            self._visible(visible_to)
            .with_only_columns(*columns, _goals, _themes, _roles, _project_count)
            .where(Programme.id == programme_id)
        )
        return (await self._session.execute(statement)).one_or_none()

    async def page(
        self, wanted: PageRequest, *, sort: str, q: str | None, visible_to: Actor
    ) -> tuple[Sequence[AnyRow], str | None, int | None]:
        statement = self._visible(visible_to).with_only_columns(
            Programme.id,
            Programme.code,
            Programme.title,
            Programme.original_language,
            Programme.starts_on,
            Programme.ends_on,
            _funders,
            _project_count,
            Programme.version,
        )
        if q:
            statement = statement.where(_is_like(q))
        return await fetch_page(self._session, statement, ORDERS[sort], wanted)

    async def replace(
        self, owner: Any, programme_id: UUID, rows: Sequence[Mapping[str, Any]]
    ) -> None:
        await replace_rows(self._session, owner, programme_id, rows)

    async def goal_ids(self, programme_id: UUID) -> set[UUID]:
        found = await self._session.scalars(
            select(ProgrammeGoal.id).where(ProgrammeGoal.programme_id == programme_id)
        )
        return set(found)

    async def serves_results(self, goals: set[UUID]) -> bool:
        """Whether results, which another service keeps, refer to one of them."""
        if not goals:
            return False
        used = select(
            func.indicators.goals_in_use_v1(literal(sorted(goals), ARRAY(Uuid())))
        )
        return (await self._session.scalars(used)).first() is not None

    async def unknown_themes(self, ids: Sequence[UUID]) -> set[UUID]:
        return await unknown_values(self._session, Theme.id, ids)

    async def unknown_organisations(self, ids: Sequence[UUID]) -> set[UUID]:
        return await unknown_values(self._session, Organisation.id, ids)

    @staticmethod
    def _visible(actor: Actor) -> Select[Programme]:
        return select(Programme).where(
            PROGRAMMES.visible(actor, "programme.read", Programme.id)
        )


def _is_like(q: str) -> ColumnElement[bool]:
    folded = func.common.fold(q)
    return or_(
        func.strpos(func.common.fold(Programme.code), folded) > 0,
        func.strpos(Programme.title_key, folded) > 0,
        folded.op("OPERATOR(public.<%)", is_comparison=True)(Programme.title_key),
    )
