"""A programme with people in it, whom its manager may tell something."""

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from fastapi import FastAPI
from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Role, ScopeType
from bromost_common.context import working
from bromost_common.db import new_id
from bromost_notifications.announcements.telling import tell as tell_all
from tests.conftest import Somebody

from .doing import make_project

_ORGANISATION = (
    "INSERT INTO api.organisation (id, name, kind, country_code)"
    " VALUES (:id, :name, 'municipality', 'NO')"
)
_NETWORK = (
    "INSERT INTO api.network (id, programme_id, code, name)"
    " VALUES (:id, :programme, :code, CAST(:name AS jsonb))"
)
_MEMBER = (
    "INSERT INTO api.network_member (id, network_id, organisation_id, joined_on)"
    " VALUES (gen_random_uuid(), :network, :organisation, '2006-01-01')"
)
_PART = (
    "INSERT INTO api.project_role (project_id, organisation_id, role)"
    " VALUES (:project, :organisation, 'partner')"
)
_CONTACT = (
    "INSERT INTO api.contact_person (id, organisation_id, function, name, email,"
    " source, legal_basis, language) VALUES (gen_random_uuid(), :organisation,"
    " 'finance', 'C. Example', 'c@example.org', 'told', 'public_task', 'en')"
)


@dataclass
class Scene:
    """Two projects in two countries, and a network with one member of its own."""

    programme: UUID
    project: UUID
    project_abroad: UUID
    network: UUID
    partner: UUID
    member: UUID

    @property
    def path(self) -> str:
        return f"/v1/programmes/{self.programme}/announcements"


async def made(session: AsyncSession, statement: str, **values: Any) -> UUID:
    """The id of what was made by it."""
    own = new_id()
    await session.execute(text(statement), {"id": own, **values})
    return own


async def make_scene(session: AsyncSession, code: str = "8") -> Scene:
    project, programme = await make_project(session, code)
    abroad, _ = await make_project(session, f"{code}A", programme_id=programme)
    partner = await made(session, _ORGANISATION, name=f"Partner {code}")
    member = await made(session, _ORGANISATION, name=f"Member {code}")
    network = await made(
        session,
        _NETWORK,
        programme=programme,
        code=f"N{code}",
        name=json.dumps({"en": "Youth"}),
    )
    scene = Scene(programme, project, abroad, network, partner, member)
    await session.execute(text(_MEMBER), {"network": network, "organisation": member})
    await session.execute(text(_PART), {"project": project, "organisation": partner})
    await session.execute(text(_CONTACT), {"organisation": partner})
    await session.execute(
        text(
            "INSERT INTO api.project_country (project_id, country_code)"
            " VALUES (:project, 'NO'), (:abroad, 'BA')"
        ),
        {"project": project, "abroad": abroad},
    )
    await session.commit()
    return scene


async def people_of(scene: Scene, somebody: Somebody) -> dict[str, AsyncClient]:
    """By where they hold their role."""
    held = {
        "programme": (Role.ADVISER, ScopeType.PROGRAMME, scene.programme),
        "project": (Role.COORDINATOR, ScopeType.PROJECT, scene.project),
        "abroad": (Role.COORDINATOR, ScopeType.PROJECT, scene.project_abroad),
        "partner": (Role.CONTRIBUTOR, ScopeType.ORGANISATION, scene.partner),
        "member": (Role.COORDINATOR, ScopeType.ORGANISATION, scene.member),
        "network": (Role.COORDINATOR, ScopeType.NETWORK, scene.network),
    }
    return {
        name: await somebody(role, kind, str(scope))
        for name, (role, kind, scope) in held.items()
    }


def letter(**changes: Any) -> dict[str, Any]:
    said: dict[str, Any] = {
        "audience": {"group": "roles", "roles": []},
        "title": {"en": "We meet in March", "nb": "Vi møtes i mars"},
        "text": {
            "en": "Bring your figures.\n\nThe way: https://example.org/way <b>\n\n"
            "Tea\nand bread",
            "nb": "Ta med tallene deres.\n\nVeien: https://example.org/vei <b>",
        },
        "original_language": "en",
    }
    return said | changes


async def write(manager: AsyncClient, scene: Scene, **changes: Any) -> dict[str, Any]:
    answer = await manager.post(scene.path, json=letter(**changes))
    assert answer.status_code == 201, answer.text
    draft: dict[str, Any] = answer.json()
    assert answer.headers["etag"] == f'"{draft["version"]}"'
    return draft


async def send(manager: AsyncClient, scene: Scene, draft: dict[str, Any]) -> Any:
    return await manager.post(
        f"{scene.path}/{draft['id']}/sending",
        headers={"If-Match": f'"{draft["version"]}"'},
    )


async def tell_everybody(app: FastAPI, draft: dict[str, Any]) -> None:
    """What the worker does when one was sent."""
    await tell_all(working(app.state.sessions, "worker"), UUID(draft["id"]))
