"""Kinds of things whose reach is known and whose rows are here, beside the kernel's."""

from bromost_api.projects.models import Project
from bromost_common.visibility import Kind, Told

# To ask on behalf of somebody else, take the kernel's.
PROJECTS = Kind(
    "projects",
    told=Told(Project.id, Project.programme_id, Project.status != "planned"),
)
PEOPLE = Kind("people")
INVITATIONS = Kind("invitations")
# Anything in which a role may be held.
SCOPES = Kind("scopes")
