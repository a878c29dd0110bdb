"""Where the thing is that a notification is about; the pages' own is `links.ts`."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

_OWN_PAGE = {
    "organisation": "organisations",
    "project": "projects",
    "partnership": "partnerships",
    "network": "networks",
    "programme": "programmes",
    "import": "imports",
}


def path_of(
    topic: str, object_type: str, object_id: UUID, params: Mapping[str, Any]
) -> str:
    """A path within the pages; the inbox where a thing has no page of its own."""
    frame = "programmes" if params.get("is_of_programme") else "projects"
    if object_type == "project" and topic.startswith("budget."):
        return f"/projects/{object_id}/budget"
    if topic.startswith("announcement."):
        # Read where it is told: not everybody whom it goes to sees the programme.
        return "/inbox"
    if object_type in _OWN_PAGE:
        return f"/{_OWN_PAGE[object_type]}/{object_id}"
    if object_type == "framework":
        last = "results" if topic.startswith("definition.") else "values"
        return f"/{frame}/{object_id}/{last}"
    its_own = {"chat_channel": f"channels/{object_id}"}
    if object_type in {"result", "indicator", *its_own} and params.get("project_id"):
        last = its_own.get(object_type, "results")
        return f"/{frame}/{UUID(str(params['project_id']))}/{last}"
    own = {
        "report": f"/reporting/{object_id}",
        "mail_template": "/mail-texts",
        "role": "/account",
        "invitation": "/invitations",
        "todo": "/todo",
    }
    return own.get(object_type, "/inbox")
