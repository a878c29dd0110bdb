from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response

from bromost_common.auth import Actor
from bromost_common.web.auth import requires
from bromost_common.web.session import Session
from bromost_common.web.versions import ExpectedVersion, set_etag

from .schemas import (
    PreferenceDefaultsBody,
    PreferenceDefaultsOut,
    PreferencesBody,
    PreferencesOut,
)
from .service import PreferenceService

router = APIRouter(tags=["preferences"])


async def _service(session: Session) -> PreferenceService:
    return PreferenceService(session)


Preferences = Annotated[PreferenceService, Depends(_service)]
# Everybody has wishes of their own.
Owner = Annotated[Actor, Depends(requires("inbox.read"))]


@router.get("/preferences", summary="How one hears of what")
async def get_preferences(
    preferences: Preferences,
    actor: Owner,
    response: Response,
    programme_id: UUID | None = None,
) -> PreferencesOut:
    found = await preferences.own(programme_id, actor=actor)
    set_etag(response, found)
    return found


@router.put("/preferences", summary="Say how one wants to hear of what")
async def replace_preferences(
    *,
    preferences: Preferences,
    actor: Owner,
    version: ExpectedVersion,
    response: Response,
    body: PreferencesBody,
) -> PreferencesOut:
    """All of one's wishes at once: what is left out is no longer one."""
    found = await preferences.replace(body, version, actor=actor)
    set_etag(response, found)
    return found


@router.get(
    "/programmes/{programme_id}/preference-defaults",
    summary="How people hear of a programme unless they set something else",
)
async def get_preference_defaults(
    preferences: Preferences,
    actor: Annotated[Actor, Depends(requires("preference.read"))],
    programme_id: UUID,
    response: Response,
) -> PreferenceDefaultsOut:
    found = await preferences.defaults(programme_id, actor=actor)
    set_etag(response, found)
    return found


@router.put(
    "/programmes/{programme_id}/preference-defaults",
    summary="Lay down how people hear of a programme",
)
async def replace_preference_defaults(
    *,
    preferences: Preferences,
    actor: Annotated[Actor, Depends(requires("preference.write"))],
    programme_id: UUID,
    version: ExpectedVersion,
    response: Response,
    body: PreferenceDefaultsBody,
) -> PreferenceDefaultsOut:
    found = await preferences.replace_defaults(programme_id, body, version, actor=actor)
    set_etag(response, found)
    return found
