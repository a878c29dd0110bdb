"""Files go with reports, and are named in what was accepted."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from httpx import AsyncClient, Response
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from bromost_common.auth import Role, ScopeType
from bromost_common.db import new_id
from bromost_indicators.files.repository import KEEPER
from bromost_indicators.report_files import service
from tests.conftest import Somebody, sessions_as

from .building import refusal
from .files import PDF, fetched, uploaded
from .reporting import add_partner, ask, owed_reports, taken

SECTION = [{"section": "progress", "title": {"en": "Progress"}, "is_mandatory": False}]


@pytest.fixture
async def owed(
    officer: AsyncClient, project_id: UUID, programme_id: UUID, session: AsyncSession
) -> dict[str, Any]:
    await add_partner(session, project_id, "Aa kommune")
    await ask(officer, programme_id, sections=SECTION)
    return (await owed_reports(officer, project_id))[0]


async def attach(
    client: AsyncClient, one: dict[str, Any], file: dict[str, Any]
) -> Response:
    path = f"/v1/reports/{one['id']}/files"
    return await client.post(path, json={"file_id": file["id"]})


async def attached(client: AsyncClient, one: dict[str, Any]) -> dict[str, Any]:
    answer = await client.get(f"/v1/reports/{one['id']}/files")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def accept(client: AsyncClient, one: dict[str, Any]) -> None:
    people = (await client.get(f"/v1/reports/{one['id']}/people")).json()["people"]
    me = next(str(p["id"]) for p in people if p["may_sign"])
    await taken(client, one, "submitted", signer_id=me)
    await taken(client, one, "accepted")


async def test_what_was_accepted_keeps_its_files(
    *,
    officer: AsyncClient,
    owed: dict[str, Any],
    project_id: UUID,
    somebody: Somebody,
    connection: AsyncConnection,
) -> None:
    file = await uploaded(officer, project_id, PDF, "Minutes.pdf")
    for _ in range(2):
        answer = await attach(officer, owed, file)
        assert answer.status_code == 201, answer.text
    (told,) = (await attached(officer, owed))["files"]
    named = {
        name: file[name] for name in ("id", "name", "media_type", "size", "sha256")
    }
    assert told == {**named, "state": "not_scanned"}
    off = await officer.delete(f"/v1/files/{file['id']}")
    assert refusal(off)[:2] == (409, "file_in_report")

    await accept(officer, owed)
    funder = await somebody(Role.FUNDER, ScopeType.PROJECT, str(project_id))
    assert (await attached(funder, owed))["may_write"] is False
    assert (await fetched(funder, file)).content == PDF
    path = f"/v1/reports/{owed['id']}"
    late = await officer.delete(f"{path}/files/{file['id']}")
    assert refusal(late)[:2] == (409, "report_closed")
    assert refusal(await attach(officer, owed, file))[:2] == (409, "report_closed")

    await taken(officer, owed, "reopened", reason="The wrong minutes.")
    assert (await officer.delete(f"{path}/files/{file['id']}")).status_code == 204
    assert (await attached(officer, owed))["files"] == []
    kept = (await officer.get(f"{path}/versions/1")).json()["files"]
    assert kept == [named]
    system = sessions_as(connection, "bromost_indicators")
    await KEEPER.forget_unused(system, kept=timedelta())
    assert (await fetched(funder, file)).content == PDF


async def test_files_go_with_open_reports_of_their_own_project(
    *,
    officer: AsyncClient,
    owed: dict[str, Any],
    project_id: UUID,
    programme_id: UUID,
    somebody: Somebody,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    mine = await somebody(Role.COORDINATOR, ScopeType.PROJECT, str(project_id))
    reader = await somebody(Role.ADVISER, ScopeType.PROJECT, str(project_id))
    stranger = await somebody(Role.COORDINATOR, ScopeType.PROJECT, str(new_id()))
    file = await uploaded(mine, project_id)
    other = await uploaded(officer, programme_id, name="other.pdf")

    assert (await stranger.get(f"/v1/reports/{owed['id']}/files")).status_code == 404
    assert (await attach(stranger, owed, file)).status_code == 404
    assert (await attach(reader, owed, file)).status_code == 403
    for wrong in (other, {"id": str(new_id())}):
        answer = await attach(mine, owed, wrong)
        assert refusal(answer) == (422, "invalid_request", ["unknown_file"])
    assert (await fetched(reader, file)).status_code == 404
    assert (await attach(mine, owed, file)).status_code == 201
    assert (await fetched(reader, file)).status_code == 200
    monkeypatch.setattr(service, "MAX_REPORT_FILES", 1)
    second = await uploaded(mine, project_id, name="second.pdf")
    full = await attach(mine, owed, second)
    assert refusal(full)[:2] == (409, "too_many_report_files")
    path = f"/v1/reports/{owed['id']}/files/{file['id']}"
    assert (await mine.delete(path)).status_code == 204
    assert (await mine.delete(path)).status_code == 404
