"""Which projects a list is about."""

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Text,
    Uuid,
    and_,
    extract,
    func,
    or_,
    select,
    union,
)
from sqlalchemy.types import TypeEngine

from bromost_api.finance.models import BudgetLine
from bromost_api.partnerships.models import PartnershipMember, ProjectPartnership
from bromost_common.hot_list import parameter

from .models import Project, ProjectCountry, ProjectRole, ProjectTheme
from .schemas import ProjectFilter

MAX_WORDS = 8


def _mentions(word: ColumnElement[str]) -> ColumnElement[bool]:
    """`word` is in the code, a title, or a partner's name or alias, or nearly so."""
    return Project.id.in_(select(func.api.projects_mentioning(word, type_=Uuid())))


def _of_organisations(organisations: Any) -> tuple[Any, Any]:
    """Projects in which one of these has a role, or is a partnership's member."""
    return (
        select(ProjectRole.project_id).where(
            ProjectRole.organisation_id.in_(organisations)
        ),
        select(ProjectPartnership.project_id)
        .join(
            PartnershipMember,
            PartnershipMember.partnership_id == ProjectPartnership.partnership_id,
        )
        .where(PartnershipMember.organisation_id.in_(organisations)),
    )


def _funded_by(funder: Any) -> ColumnElement[bool]:
    return Project.id.in_(
        union(
            select(ProjectRole.project_id).where(
                ProjectRole.organisation_id == funder, ProjectRole.role == "funder"
            ),
            select(BudgetLine.project_id).where(BudgetLine.funder_id == funder),
        )
    )


def _runs_in(year: ColumnElement[int]) -> ColumnElement[bool]:
    """Budgeted in the year, or its dates cover some of it."""
    first = func.coalesce(Project.starts_on, Project.ends_on)
    last = func.coalesce(Project.ends_on, Project.starts_on)
    return or_(
        Project.id.in_(select(BudgetLine.project_id).where(BudgetLine.year == year)),
        and_(extract("year", first) <= year, extract("year", last) >= year),
    )


# Named filters, each with the condition that its value makes.
_CONDITIONS: dict[str, Callable[[Any], ColumnElement[bool]]] = {
    "programme": lambda value: Project.programme_id == value,
    "network": lambda value: Project.network_id == value,
    "status": lambda value: Project.status == value,
    "country": lambda value: Project.id.in_(
        select(ProjectCountry.project_id).where(ProjectCountry.country_code == value)
    ),
    "theme": lambda value: Project.id.in_(
        select(ProjectTheme.project_id).where(ProjectTheme.theme_id == value)
    ),
    "funder": _funded_by,
    "year": _runs_in,
    "organisation": lambda value: Project.id.in_(union(*_of_organisations([value]))),
    # Every word must be somewhere, in any order.
    **{f"word_{i}": _mentions for i in range(MAX_WORDS)},
}
_TYPES: dict[str, TypeEngine[Any]] = {
    "status": Text(),
    "country": Text(),
    "year": Integer(),
    **{f"word_{i}": Text() for i in range(MAX_WORDS)},
}


def filter_values(wanted: ProjectFilter) -> dict[str, Any]:
    """The values of the filters in use, by the names that `conditions` knows."""
    values = wanted._asdict()
    words = (values.pop("q") or "").split()[:MAX_WORDS]
    values["include_archived"] = values["include_archived"] or None
    return values | {f"word_{i}": word for i, word in enumerate(words)}


def conditions(used: frozenset[str]) -> Iterator[ColumnElement[bool]]:
    """What must hold for a project of the list, a parameter for each filter in use."""
    if "include_archived" not in used:
        yield Project.archived_at.is_(None)
    for name in sorted(used & _CONDITIONS.keys()):
        yield _CONDITIONS[name](parameter(name, _TYPES.get(name, Uuid())))
