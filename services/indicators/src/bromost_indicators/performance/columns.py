"""What a row of the table is read from, in one statement."""

from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    and_,
    case,
    column,
    func,
    or_,
    select,
    table,
    true,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import Text, Uuid

from bromost_common.auth import Actor
from bromost_common.paging import AnySelect, Key, Order
from bromost_indicators.definitions.models import Definition, DefinitionVersion
from bromost_indicators.figures.models import DUE, FIGURE
from bromost_indicators.frameworks.repository import LEVEL
from bromost_indicators.indicators.models import Indicator
from bromost_indicators.indicators.series import FIGURE_DECIMALS
from bromost_indicators.projects.repository import (
    PROGRAMMES,
    PROJECTS,
    visible_results,
)
from bromost_indicators.results.models import Result

# What the registry publishes of what its projects are about.
PROJECT_COUNTRIES = table(
    "project_country_v1",
    column("project_id", Uuid),
    column("country_code", Text),
    schema="api",
)
PROJECT_THEMES = table(
    "project_theme_v1",
    column("project_id", Uuid),
    column("theme_id", Uuid),
    schema="api",
)
THEMES = table(
    "theme_directory_v1",
    column("id", Uuid),
    column("code", Text),
    column("name", JSONB),
    schema="api",
)
OWNER_ID = func.coalesce(Result.project_id, Result.programme_id, type_=Uuid())
_OWNER_CODE = func.coalesce(PROJECTS.c.code, PROGRAMMES.c.code, "", type_=Text())
OF_OWNER = (
    OWNER_ID.label("owner_id"),
    _OWNER_CODE.label("owner_code"),
    func.coalesce(PROJECTS.c.title, PROGRAMMES.c.title, type_=JSONB()).label(
        "owner_title"
    ),
    func.coalesce(
        PROJECTS.c.original_language, PROGRAMMES.c.original_language, type_=Text()
    ).label("owner_language"),
    case((Result.project_id.is_not(None), "project"), else_="programme").label(
        "owner_what"
    ),
)
ORDER = Order(
    "framework",
    [
        *(Key(_OWNER_CODE), Key(OWNER_ID), Key(LEVEL)),
        *(Key(Result.position), Key(Result.id)),
        *(Key(Indicator.position), Key(Indicator.id)),
    ],
)
_DUE = select(DUE.c.id).where(DUE.c.indicator_id == Indicator.id).exists()


def is_stale() -> ColumnElement[bool]:
    """Whether what is kept is no longer, or not yet, what it came to on its day."""
    return or_(FIGURE.c.as_of.is_(None), _DUE)


class Asked(NamedTuple):
    """Which indicators are wanted."""

    owner_id: UUID | None = None
    programme_id: UUID | None = None
    country: str | None = None
    theme_id: UUID | None = None
    kind: str | None = None
    status: str | None = None


def asked_for(actor: Actor, asked: Asked) -> ColumnElement[bool]:
    """Live indicators, of what the actor sees, that were asked for."""
    return and_(
        Result.archived_at.is_(None),
        Indicator.archived_at.is_(None),
        _framework_asked_for(actor, asked, Result),
        _stands(asked.status, FIGURE.c),
    )


def standing_asked_for(actor: Actor, asked: Asked, of: Any) -> ColumnElement[bool]:
    """The same of what was counted of them."""
    return and_(_framework_asked_for(actor, asked, of), _stands(asked.status, of))


def _framework_asked_for(actor: Actor, asked: Asked, of: Any) -> ColumnElement[bool]:
    """`of` tells whose framework it is, and of which kind of result."""
    wanted = [visible_results(actor, of)]
    if asked.owner_id is not None:
        owned = asked.owner_id
        wanted.append(or_(of.project_id == owned, of.programme_id == owned))
    else:
        # What is over is looked at by itself, and not among what goes on.
        wanted.append(PROJECTS.c.archived.is_not(true()))
    if asked.programme_id is not None:
        wanted.append(
            or_(
                of.programme_id == asked.programme_id,
                PROJECTS.c.programme_id == asked.programme_id,
            )
        )
    if asked.kind is not None:
        wanted.append(of.kind == asked.kind)
    return and_(*wanted, *_about(asked, of))


def _about(asked: Asked, of: Any) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if asked.country is not None:
        there = select(PROJECT_COUNTRIES.c.project_id).where(
            PROJECT_COUNTRIES.c.country_code == asked.country
        )
        found.append(of.project_id.in_(there))
    if asked.theme_id is not None:
        on_it = select(PROJECT_THEMES.c.project_id).where(
            PROJECT_THEMES.c.theme_id == asked.theme_id
        )
        found.append(of.project_id.in_(on_it))
    return found


def _stands(status: str | None, kept: Any) -> ColumnElement[bool]:
    if status is None:
        return true()
    if status == "unjudged":
        return and_(kept.as_of.is_not(None), kept.status.is_(None))
    stands: ColumnElement[bool] = kept.status == status
    return stands


def joined(*columns: Any) -> AnySelect:
    """These, of indicators with their framework and what is kept of them."""
    kept = and_(FIGURE.c.indicator_id == Indicator.id, FIGURE.c.include == "accepted")
    return (
        select(*columns)
        .select_from(Indicator)
        .join(Result, Result.id == Indicator.result_id)
        .outerjoin(PROJECTS, PROJECTS.c.id == Result.project_id)
        .outerjoin(PROGRAMMES, PROGRAMMES.c.id == Result.programme_id)
        .outerjoin(FIGURE, kept)
    )


def rows_of_table() -> AnySelect:
    """Indicators as the table shows them, with what is kept of them as `f_…`."""
    statement = joined(
        Indicator.id,
        *(Indicator.title, Indicator.is_synthetic),
        *(Indicator.baseline_value, Indicator.baseline_on, Indicator.target_on),
        Result.original_language,
        Result.id.label("result_id"),
        Result.kind.label("result_kind"),
        Result.title.label("result_title"),
        *OF_OWNER,
        *(DefinitionVersion.kind, DefinitionVersion.unit),
        *(DefinitionVersion.unit_name, FIGURE_DECIMALS.label("decimals")),
        *(DefinitionVersion.direction, DefinitionVersion.number),
        DefinitionVersion.population,
        DefinitionVersion.definition_id,
        DefinitionVersion.name.label("definition_name"),
        Definition.code.label("definition_code"),
        is_stale().label("is_stale"),
        *(one.label(f"f_{one.name}") for one in FIGURE.c),
    )
    return statement.join(
        DefinitionVersion, DefinitionVersion.id == Indicator.definition_version_id
    ).join(Definition, Definition.id == DefinitionVersion.definition_id)
