"""What belongs to a project, as columns of the project's own row.

Each is one correlated subquery: a list of projects costs one statement, however
many projects and partners there are.
"""

from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
    FromClause,
    MetaData,
    Table,
    Text,
    Uuid,
    cast,
    func,
    literal_column,
    select,
)
from sqlalchemy.sql.selectable import LateralFromClause

from bromost_api.finance.models import BudgetLine
from bromost_api.nested import json_list, json_object
from bromost_api.networks.models import Network
from bromost_api.organisations.models import Organisation
from bromost_api.partnerships.models import (
    Partnership,
    PartnershipMember,
    ProjectPartnership,
)
from bromost_api.themes.models import Theme

from .models import (
    Project,
    ProjectComponent,
    ProjectObjective,
    ProjectRole,
    ProjectTheme,
)


def _organisation() -> ColumnElement[Any]:
    return json_object(
        id=Organisation.id,
        name=Organisation.name,
        country_code=Organisation.country_code,
    )


network = (
    select(
        json_object(
            id=Network.id,
            code=Network.code,
            name=Network.name,
            original_language=Network.original_language,
        )
    )
    .where(Network.id == Project.network_id)
    .correlate(Project)
    .scalar_subquery()
    .label("network")
)
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


# Sums of different currencies compare as plain numbers: an order, not an amount.
budget_amount = (
    select(func.coalesce(func.sum(BudgetLine.amount), 0))
    .where(BudgetLine.project_id == Project.id)
    .correlate(Project)
    .scalar_subquery()
)
archived = Project.archived_at.is_not(None).label("archived")


# What the database tells of a project at a glance, to whoever sees the project.
# A whole table, not a bare name, so that reads of the past find the view of the past.
_GLANCE = Table(
    "project_glance",
    MetaData(schema="api"),
    Column("project_id", Uuid()),
    Column("programme", JSON()),
    Column("countries", JSON()),
    Column("partners", JSON()),
    Column("budget", JSON()),
    Column("years", JSON()),
)


def glance(projects: FromClause) -> LateralFromClause:
    """The glance of each of these projects; without an offset it would be of all."""
    owner, *told = _GLANCE.c
    return (
        select(*told)
        .where(owner == projects.c.id)
        .offset(literal_column("0"))
        .lateral("glance")
    )


# The same beside a single project's own row.
own_glance = glance(Project.__table__)
