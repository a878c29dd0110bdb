"""What a list of projects can be narrowed to, in one statement."""

from typing import Any

from sqlalchemy import CTE, JSON, ColumnElement, func, literal_column, select
from sqlalchemy.dialects.postgresql import aggregate_order_by

from bromost_api.finance.models import BudgetLine
from bromost_api.nested import json_object
from bromost_api.networks.models import Network
from bromost_api.organisations.models import Organisation
from bromost_api.programmes.columns import NAMED
from bromost_api.programmes.models import Programme
from bromost_api.themes.models import Theme
from bromost_common.paging import AnySelect

from .models import ProjectCountry, ProjectRole, ProjectTheme

MOST_FUNDERS = 200
MOST_NETWORKS = 200

_theme = json_object(id=Theme.id, code=Theme.code, name=Theme.name)
_network = json_object(
    id=Network.id,
    code=Network.code,
    name=Network.name,
    original_language=Network.original_language,
)
_funder = json_object(
    id=Organisation.id, name=Organisation.name, country_code=Organisation.country_code
)


def choices(seen: CTE) -> AnySelect:
    """Of the projects in `seen`: programmes, networks, countries, themes, and so on."""
    ids = select(seen.c.id)
    frames = select(seen.c.programme_id)
    themes = select(ProjectTheme.theme_id).where(ProjectTheme.project_id.in_(ids))
    countries = _distinct(ProjectCountry.country_code, ProjectCountry, ids)
    years = _distinct(BudgetLine.year, BudgetLine, ids)
    by_name = [Organisation.name_key, Organisation.id]
    by_code = [Programme.code_key, Programme.id]
    # Nobody chooses from more; the search takes over.
    few = (
        select(Organisation.id)
        .where(Organisation.id.in_(_funders(ids)))
        .order_by(*by_name)
        .limit(MOST_FUNDERS)
    )
    networks = (
        select(Network.id)
        .where(Network.id.in_(select(seen.c.network_id)))
        .order_by(Network.code_key, Network.id)
        .limit(MOST_NETWORKS)
    )
    return select(
        _list(_network, [Network.code_key], Network.id.in_(networks)).label("networks"),
        _list(NAMED, by_code, Programme.id.in_(frames)).label("programmes"),
        _list(countries, [countries]).label("countries"),
        _list(_theme, [Theme.code], Theme.id.in_(themes)).label("themes"),
        _list(_funder, by_name, Organisation.id.in_(few)).label("funders"),
        _list(years, [years]).label("years"),
    )


def _funders(ids: Any) -> Any:
    return (
        select(BudgetLine.funder_id)
        .where(BudgetLine.project_id.in_(ids))
        .union(
            select(ProjectRole.organisation_id).where(
                ProjectRole.project_id.in_(ids), ProjectRole.role == "funder"
            )
        )
    )


def _distinct(column: Any, model: Any, ids: Any) -> ColumnElement[Any]:
    return (
        select(column.label("value"))
        .where(model.project_id.in_(ids))
        .distinct()
        .subquery()
        .c.value
    )


def _list(
    item: Any, order_by: list[Any], *where: ColumnElement[bool]
) -> ColumnElement[Any]:
    nothing: ColumnElement[Any] = literal_column("'[]'::json")
    items = func.json_agg(aggregate_order_by(item, *order_by), type_=JSON())
    return (
        select(func.coalesce(items, nothing, type_=JSON()))
        .where(*where)
        .scalar_subquery()
    )
