from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, TypeAlias, get_args
from uuid import UUID

from sqlalchemy import Select, func, select, true
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_api.codelists.models import Country
from bromost_api.nested import replace_rows, unknown_values
from bromost_api.networks.models import Network
from bromost_api.organisations.models import Organisation
from bromost_api.programmes.holding import unknown_programme
from bromost_api.programmes.models import Programme
from bromost_api.reach import PROJECTS
from bromost_api.themes.models import Theme
from bromost_common.auth import Actor
from bromost_common.db import violated_constraint
from bromost_common.errors import ConflictError, FieldError, InvalidError, invalid
from bromost_common.hot_list import HotList
from bromost_common.languages import LANGUAGES
from bromost_common.paging import AnyRow, AnySelect, Key, Order, PageRequest
from bromost_common.past import PAST, PastReads
from bromost_common.quick import QuickReads
from bromost_common.visibility import MANY, NETWORKS, THEN, Ways, reach_values

from . import columns
from .choices import choices
from .models import Project
from .schemas import ProjectFilter, ProjectSort
from .search import conditions, filter_values

_REFERENCES = {
    "countries": Country.code,
    "theme_ids": Theme.id,
    "roles": Organisation.id,
}
_LIST = (
    Project.id,
    Project.code,
    Project.title,
    Project.original_language,
    Project.status,
    Project.starts_on,
    Project.ends_on,
    columns.archived,
    Project.version,
)
_DETAIL = (
    *(c for c in Project.__table__.c if not c.name.endswith("_key")),
    columns.own_glance.c.programme,
    columns.network,
    columns.own_glance.c.countries,
    columns.themes,
    columns.objectives,
    columns.roles,
    columns.components,
    columns.partnerships,
    columns.budget_lines,
    columns.own_glance.c.budget,
    columns.archived,
)
_WAYS = Ways("SELECT api.sees_many_projects($1::uuid[], $2::uuid[])")
# Where projects without a start stand: after all others.
_SOME_DAY = date(9000, 1, 1)


# The past shows nothing that was then in a programme that its reader does not see.
_PROGRAMME_IS_SEEN = Project.programme_id.in_(select(Programme.id))


def _order(sort: str, language: str) -> Order:
    """An order of the list; titles as somebody who reads `language` sees them."""
    keys: dict[str, list[Any]] = {
        "code": [Project.code_key],
        "title": [getattr(Project, f"title_{language}_key")],
        "starts_on": [func.coalesce(Project.starts_on, _SOME_DAY), Project.code_key],
        "budget": [columns.budget_amount, Project.code_key],
    }
    first, *rest = keys[sort.removeprefix("-")]
    return Order(
        f"{sort}:{language}",
        [
            Key(first, descending=sort.startswith("-")),
            *(Key(key) for key in rest),
            Key(Project.id),
        ],
    )


def _listed(used: frozenset[str]) -> AnySelect:
    """The list's columns, narrowed by the filters in use."""
    statement = select(*_LIST).where(PROJECTS.listed(used), *conditions(used))
    return statement.where(_PROGRAMME_IS_SEEN) if THEN in used else statement


class ProjectList:
    """The list of projects with what one wants to know of each at a glance."""

    _list = HotList(
        {
            f"{sort}:{language}": _order(sort, language)
            for sort in get_args(ProjectSort)
            for language in LANGUAGES
        },
        _listed,
        beside=columns.glance,
    )

    def __init__(self, quick: QuickReads) -> None:
        self._quick = quick

    async def page(
        self, wanted: PageRequest, only: ProjectFilter, *, sort: str, visible_to: Actor
    ) -> bytes:
        return await self._list.page(
            self._quick,
            wanted,
            sort=f"{sort}:{visible_to.locale}",
            filters=filter_values(only) | await self._reach(visible_to),
        )

    async def _reach(self, actor: Actor) -> dict[str, Any]:
        values = reach_values(actor, "project.read")
        if isinstance(self._quick, PastReads):
            return values | {THEN: True}
        if values and await _WAYS.are_many(self._quick, values):
            values[MANY] = True
        return values


def foreign_network() -> InvalidError:
    return invalid(
        "body",
        "network_id",
        code="network_of_another_programme",
        message="This network belongs to another programme than the project.",
    )


# The first and the last, as far as they are agreed.
Days: TypeAlias = tuple[date | None, date | None]


class ProjectRepository:
    """Every query on projects."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, project: Project) -> None:
        self._session.add(project)
        await self.flush()

    async def flush(self) -> None:
        """Write what changed, and say in words which rule it broke."""
        try:
            await self._session.flush()
        except IntegrityError as error:
            match violated_constraint(error):
                case "uq_project_programme_id_code":
                    taken = FieldError(("body", "code"), "taken", "Choose another.")
                    raise ConflictError(
                        "The programme has a project with this code.", fields=[taken]
                    ) from error
                case "fk_project_programme_id":
                    raise unknown_programme() from error
                case "fk_project_network_id_programme_id":
                    raise foreign_network() from error
                case _:
                    raise

    async def is_tied(self, project_id: UUID) -> bool:
        """Whether its results serve or go into what is its programme's."""
        tied = select(func.indicators.is_tied_v1(project_id))
        return bool(await self._session.scalar(tied))

    async def has_values_outside(
        self, project_id: UUID, now: Days, before: Days
    ) -> bool:
        """Whether values were told of a time that was the project's and is no more."""
        told = func.indicators.is_told_outside_v1(project_id, *now, *before)
        return bool(await self._session.scalar(select(told)))

    async def lock(self, project_id: UUID, *, visible_to: Actor) -> Project | None:
        """The project, held against other changes until the transaction ends."""
        return await self._session.scalar(
            select(Project)
            .where(
                Project.id == project_id,
                PROJECTS.one(visible_to, "project.read", Project.id),
            )
            .with_for_update(of=Project)
        )

    async def detail(self, project_id: UUID, *, visible_to: Actor) -> AnyRow | None:
        """All that is known of the project, in one statement."""
        statement = (
            select(*_DETAIL)
            .select_from(Project)
            .join(columns.own_glance, true())
            .where(Project.id == project_id)
        )
        if PAST in self._session.info:
            seen = PROJECTS.visible(visible_to, "project.read", Project.id)
            statement = statement.where(seen, _PROGRAMME_IS_SEEN)
        else:
            statement = statement.where(
                PROJECTS.one(visible_to, "project.read", Project.id)
            )
        return (await self._session.execute(statement)).one_or_none()

    async def choices(self, *, visible_to: Actor) -> AnyRow:
        """What the projects that the actor sees have to be filtered by."""
        seen = (
            self._visible(visible_to)
            .with_only_columns(Project.id, Project.programme_id, Project.network_id)
            .where(Project.archived_at.is_(None))
            .cte("seen")
        )
        return (await self._session.execute(choices(seen))).one()

    async def programme_of_network(
        self, network_id: UUID, *, visible_to: Actor
    ) -> UUID | None:
        """To which programme a network belongs; None for one that is not seen."""
        found: UUID | None = await self._session.scalar(
            select(Network.programme_id).where(
                Network.id == network_id,
                NETWORKS.visible(visible_to, "network.read", Network.id),
            )
        )
        return found

    async def replace(
        self, owner: Any, project_id: UUID, rows: Sequence[Mapping[str, Any]]
    ) -> None:
        await replace_rows(self._session, owner, project_id, rows)

    async def ids_of(self, owner: Any, project_id: UUID) -> set[UUID]:
        """The ids of the rows that this project has in the owner column's table."""
        found = await self._session.scalars(
            select(owner.class_.id).where(owner == project_id)
        )
        return set(found)

    async def unknown(self, field: str, values: Sequence[Any]) -> set[Any]:
        return await unknown_values(self._session, _REFERENCES[field], values)

    @staticmethod
    def _visible(actor: Actor) -> Select[Project]:
        return select(Project).where(
            PROJECTS.visible(actor, "project.read", Project.id)
        )
