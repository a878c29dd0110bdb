"""Which fields of what are changed by whom, and which must not stay empty."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from pydantic import BaseModel
from sqlalchemy import ColumnElement, exists

from bromost_api.networks.fields import OF_THE_PROGRAMME as NETWORK_OF_THE_PROGRAMME
from bromost_api.networks.models import Network, NetworkTheme
from bromost_api.networks.schemas import NetworkUpdate
from bromost_api.organisations.models import Organisation
from bromost_api.organisations.schemas import OrganisationUpdate
from bromost_api.partnerships.models import Partnership
from bromost_api.partnerships.schemas import PartnershipUpdate
from bromost_api.programmes.models import Programme, ProgrammeGoal
from bromost_api.programmes.schemas import ProgrammeUpdate
from bromost_api.projects.fields import OF_THE_PROGRAMME
from bromost_api.projects.models import Project, ProjectCountry, ProjectObjective
from bromost_api.projects.schemas import ProjectUpdate
from bromost_api.reach import PROJECTS
from bromost_common.visibility import (
    NETWORKS,
    ORGANISATIONS,
    PARTNERSHIPS,
    PROGRAMMES,
    Kind,
)


class Rules(NamedTuple):
    """What can be said of one kind of thing."""

    kind: Kind
    model: Any
    # Whose permissions hold on it.
    subjects: frozenset[str]
    update: type[BaseModel]
    # A condition that is true while the field is empty.
    empty: Mapping[str, ColumnElement[bool]]
    # These need `programme.write` on the programme.
    of_the_programme: frozenset[str] = frozenset()


_NO_OBJECTIVE = ~exists().where(ProjectObjective.project_id == Project.id)
_NO_COUNTRY = ~exists().where(ProjectCountry.project_id == Project.id)
_NO_THEME = ~exists().where(NetworkTheme.network_id == Network.id)
_NO_GOAL = ~exists().where(ProgrammeGoal.programme_id == Programme.id)

RULES: Mapping[str, Rules] = {
    "organisation": Rules(
        ORGANISATIONS,
        Organisation,
        frozenset({"organisation", "contact", "history"}),
        OrganisationUpdate,
        {
            "country_code": Organisation.country_code.is_(None),
            "place": Organisation.latitude.is_(None),
        },
    ),
    "programme": Rules(
        PROGRAMMES,
        Programme,
        frozenset({"programme", "result", "entry", "role", "history"}),
        ProgrammeUpdate,
        {
            "starts_on": Programme.starts_on.is_(None),
            "ends_on": Programme.ends_on.is_(None),
            "goals": _NO_GOAL,
        },
    ),
    "project": Rules(
        PROJECTS,
        Project,
        frozenset({"project", "budget", "result", "entry", "role", "history"}),
        ProjectUpdate,
        {
            "summary": Project.summary.is_(None),
            "starts_on": Project.starts_on.is_(None),
            "ends_on": Project.ends_on.is_(None),
            "countries": _NO_COUNTRY,
            "objectives": _NO_OBJECTIVE,
        },
        OF_THE_PROGRAMME,
    ),
    "partnership": Rules(
        PARTNERSHIPS,
        Partnership,
        frozenset({"partnership", "role", "history"}),
        PartnershipUpdate,
        {},
    ),
    "network": Rules(
        NETWORKS,
        Network,
        frozenset({"network", "role", "history"}),
        NetworkUpdate,
        {
            "starts_on": Network.starts_on.is_(None),
            "lead_organisation_id": Network.lead_organisation_id.is_(None),
            "theme_ids": _NO_THEME,
        },
        NETWORK_OF_THE_PROGRAMME,
    ),
}
