"""What belongs to a project, as columns of the project's own row.

Each is one correlated subquery: a list of projects costs one statement, however
many projects and partners there are.
"""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Text,
    cast,
    func,
    literal_column,
    select,
    union_all,
)
from sqlalchemy.dialects.postgresql import aggregate_order_by

from bromost_api.finance.models import BudgetLine
from bromost_api.nested import json_list, json_object
from bromost_api.organisations.models import Organisation
from bromost_api.partnerships.models import (
    Partnership,
    PartnershipMember,
    ProjectPartnership,
)
from bromost_api.programmes.models import Programme
from bromost_api.themes.models import Theme

from .models import (
    NOT_PARTNERS,
    Project,
    ProjectComponent,
    ProjectCountry,
    ProjectObjective,
    ProjectRole,
    ProjectTheme,
)

MAX_PARTNERS = 6


def _organisation() -> ColumnElement[Any]:
    return json_object(
        id=Organisation.id,
        name=Organisation.name,
        country_code=Organisation.country_code,
    )


programme = (
    select(
        json_object(
            id=Programme.id,
            code=Programme.code,
            title=Programme.title,
            original_language=Programme.original_language,
        )
    )
    .where(Programme.id == Project.programme_id)
    .correlate(Project)
    .scalar_subquery()
    .label("programme")
)
countries = json_list(
    ProjectCountry.country_code,
    ProjectCountry.project_id == Project.id,
    order_by=[ProjectCountry.country_code],
    of=Project,
).label("countries")
themes = json_list(
    json_object(id=Theme.id, code=Theme.code, name=Theme.name),
    ProjectTheme.project_id == Project.id,
    ProjectTheme.theme_id == Theme.id,
    order_by=[Theme.code],
    of=Project,
).label("themes")
objectives = json_list(
    json_object(
        id=ProjectObjective.id, kind=ProjectObjective.kind, text=ProjectObjective.text
    ),
    ProjectObjective.project_id == Project.id,
    order_by=[ProjectObjective.position],
    of=Project,
).label("objectives")
roles = json_list(
    json_object(
        role=ProjectRole.role,
        position=ProjectRole.position,
        organisation=_organisation(),
    ),
    ProjectRole.project_id == Project.id,
    ProjectRole.organisation_id == Organisation.id,
    order_by=[ProjectRole.position, Organisation.name_key, ProjectRole.role],
    of=Project,
).label("roles")
components = json_list(
    json_object(
        id=ProjectComponent.id,
        title=ProjectComponent.title,
        position=ProjectComponent.position,
    ),
    ProjectComponent.project_id == Project.id,
    order_by=[ProjectComponent.position],
    of=Project,
).label("components")
_members = json_list(
    json_object(
        side=PartnershipMember.side,
        role=PartnershipMember.role,
        organisation=_organisation(),
    ),
    PartnershipMember.partnership_id == Partnership.id,
    PartnershipMember.organisation_id == Organisation.id,
    order_by=[
        PartnershipMember.side,
        PartnershipMember.position,
        Organisation.name_key,
    ],
    of=Partnership,
)
partnerships = json_list(
    json_object(
        id=Partnership.id,
        name=Partnership.name,
        link_type=Partnership.link_type,
        position=ProjectPartnership.position,
        members=_members,
    ),
    ProjectPartnership.project_id == Project.id,
    ProjectPartnership.partnership_id == Partnership.id,
    order_by=[ProjectPartnership.position, Partnership.name_key],
    of=Project,
).label("partnerships")
budget_lines = json_list(
    json_object(
        id=BudgetLine.id,
        year=BudgetLine.year,
        funder=_organisation(),
        amount=cast(BudgetLine.amount, Text),
        currency=BudgetLine.currency,
        note=BudgetLine.note,
        version=BudgetLine.version,
    ),
    BudgetLine.project_id == Project.id,
    BudgetLine.funder_id == Organisation.id,
    order_by=[BudgetLine.year, Organisation.name_key, BudgetLine.currency],
    of=Project,
).label("budget_lines")


def _list(item: Any, *order_by: Any) -> ColumnElement[Any]:
    """All items as a JSON list, of a subquery that names what it is from."""
    nothing: ColumnElement[Any] = literal_column("'[]'::json")
    items = func.json_agg(aggregate_order_by(item, *order_by))
    return select(func.coalesce(items, nothing)).scalar_subquery()


def _partners_by_role() -> Any:
    """Partners that no partnership of the project names already."""
    in_partnership = (
        select(PartnershipMember.id)
        .join(
            ProjectPartnership,
            ProjectPartnership.partnership_id == PartnershipMember.partnership_id,
        )
        .where(
            ProjectPartnership.project_id == ProjectRole.project_id,
            PartnershipMember.organisation_id == ProjectRole.organisation_id,
        )
        .correlate(ProjectRole)
        .exists()
    )
    return (
        select(Organisation.name, func.min(ProjectRole.position).label("position"))
        .where(
            ProjectRole.project_id == Project.id,
            ProjectRole.organisation_id == Organisation.id,
            ProjectRole.role.not_in(NOT_PARTNERS),
            ~in_partnership,
        )
        .group_by(Organisation.id, Organisation.name)
        .correlate(Project)
    )


def _partners() -> ColumnElement[Any]:
    """The names of partnerships and of partners outside of them, as printed."""
    by_partnership = (
        select(Partnership.name, ProjectPartnership.position)
        .where(
            ProjectPartnership.project_id == Project.id,
            ProjectPartnership.partnership_id == Partnership.id,
        )
        .correlate(Project)
    )
    printed = union_all(_partners_by_role(), by_partnership).subquery("printed")
    first = (
        select(printed.c.name, printed.c.position)
        .order_by(printed.c.position, printed.c.name)
        .limit(literal_column(str(MAX_PARTNERS)))
        .subquery("partners")
    )
    return _list(first.c.name, first.c.position, first.c.name)


def _budget() -> ColumnElement[Any]:
    total = (
        select(BudgetLine.currency, func.sum(BudgetLine.amount).label("amount"))
        .where(BudgetLine.project_id == Project.id)
        .group_by(BudgetLine.currency)
        .correlate(Project)
        .subquery("total")
    )
    money = json_object(currency=total.c.currency, amount=cast(total.c.amount, Text))
    return _list(money, total.c.currency)


def _years() -> ColumnElement[Any]:
    budgeted = (
        select(BudgetLine.year)
        .where(BudgetLine.project_id == Project.id)
        .distinct()
        .correlate(Project)
        .subquery("budgeted")
    )
    return _list(budgeted.c.year, budgeted.c.year)


partners = _partners().label("partners")
budget = _budget().label("budget")
years = _years().label("years")
# Sums of different currencies compare as plain numbers: an order, not an amount.
budget_amount = (
    select(func.coalesce(func.sum(BudgetLine.amount), 0))
    .where(BudgetLine.project_id == Project.id)
    .correlate(Project)
    .scalar_subquery()
)
archived = Project.archived_at.is_not(None).label("archived")
