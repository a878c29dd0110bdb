"""What people with a role in one part of the installation see and may do."""

from typing import Any
from uuid import uuid4

import pytest
from httpx import AsyncClient, Response
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Role
from tests.conftest import Somebody

from .portfolio import organisation
from .projects import PROJECTS, budget_line, change, codes, programme, project


async def access(client: AsyncClient, kind: str, thing: dict[str, Any]) -> Any:
    answer = await client.get(f"/v1/own-access/{kind}/{thing['id']}")
    assert answer.status_code == 200, answer.text
    return answer.json()


async def edit(client: AsyncClient, thing: dict[str, Any], **changes: Any) -> Response:
    return await change(client, PROJECTS, thing, **changes)


@pytest.fixture
async def world(officer: AsyncClient) -> dict[str, Any]:
    """Two programmes; in the first two projects, of which Trondheim has one."""
    trondheim = await organisation(officer, "Trondheim")
    first = await programme(officer, code="P1")
    second = await programme(officer, code="P2")
    partner = [{"organisation_id": trondheim, "role": "partner"}]
    return {
        "trondheim": trondheim,
        "first": first,
        "second": second,
        "ours": await project(officer, first["id"], code="1", roles=partner),
        "theirs": await project(officer, first["id"], code="2"),
        "far": await project(officer, second["id"], code="3"),
    }


async def test_a_coordinator_sees_what_the_municipality_takes_part_in(
    somebody: Somebody, world: dict[str, Any]
) -> None:
    client = await somebody(Role.COORDINATOR, "organisation", world["trondheim"])

    assert await codes(client) == ["1"]
    programmes = (await client.get("/v1/programmes")).json()["items"]
    assert [one["code"] for one in programmes] == ["P1"]
    for name, status in (("ours", 200), ("theirs", 404), ("far", 404)):
        answer = await client.get(f"/v1/projects/{world[name]['id']}")
        assert answer.status_code == status, name


async def test_a_coordinator_describes_the_project_and_leaves_its_place_alone(
    somebody: Somebody, world: dict[str, Any]
) -> None:
    client = await somebody(Role.COORDINATOR, "organisation", world["trondheim"])

    own = await access(client, "project", world["ours"])
    described = await edit(client, world["ours"], summary={"en": "Water."})
    moved = await edit(client, described.json(), code="99")

    assert {"project.write", "entry.write"} <= set(own["may"])
    assert "budget.write" not in own["may"]
    assert "summary" in own["editable"]
    assert not {"code", "programme_id", "roles"} & set(own["editable"])
    assert "summary" in own["must_fill"]
    assert described.status_code == 200, described.text
    assert moved.status_code == 403
    assert moved.json()["fields"][0]["loc"] == ["body", "code"]
    after = await access(client, "project", world["ours"])
    assert "summary" not in after["must_fill"]


async def test_a_programme_manager_manages_one_programme(
    somebody: Somebody, world: dict[str, Any]
) -> None:
    client = await somebody(Role.PROGRAMME_MANAGER, "programme", world["first"]["id"])

    made = await project(client, world["first"]["id"], code="7")
    body = {"code": "8", "title": {"en": "Not mine"}, "original_language": "en"}
    refused = await client.post(
        "/v1/projects", json=body | {"programme_id": world["second"]["id"]}
    )
    another = await client.post(
        "/v1/programmes", json={"code": "P3", "title": {"en": "New"}}
    )

    assert await codes(client) == ["1", "2", "7"]
    assert (await edit(client, made, code="70")).status_code == 200
    assert refused.status_code == 422
    assert refused.json()["fields"][0]["code"] == "unknown_programme"
    assert another.status_code == 403
    assert (await client.get("/v1/imports")).status_code == 403


async def test_a_reader_of_one_project_changes_nothing(
    somebody: Somebody, world: dict[str, Any]
) -> None:
    client = await somebody(Role.ASSESSOR, "project", world["theirs"]["id"])

    own = await access(client, "project", world["theirs"])
    answer = await edit(client, world["theirs"], summary={"en": "No."})

    assert await codes(client) == ["2"]
    assert own["editable"] == []
    assert own["must_fill"] == []
    assert not [one for one in own["may"] if not one.endswith(".read")]
    assert answer.status_code == 403


async def test_a_funder_sees_what_was_approved_of_what_it_funds(
    officer: AsyncClient,
    somebody: Somebody,
    session: AsyncSession,
    world: dict[str, Any],
) -> None:
    funder = await organisation(officer, "A ministry")
    for name in ("ours", "far"):
        await budget_line(session, world[name]["id"], funder_id=funder)
    client = await somebody(Role.FUNDER, "organisation", funder)

    before = await codes(client)
    await edit(officer, world["far"], status="active")

    assert before == []
    assert await codes(client) == ["3"]
    budget = await client.get(f"/v1/projects/{world['far']['id']}/budget-lines")
    assert budget.status_code == 200
    assert (await edit(client, world["far"], code="4")).status_code == 403


async def test_a_municipality_founds_a_partnership_it_is_in(
    officer: AsyncClient, somebody: Somebody, world: dict[str, Any]
) -> None:
    bihac, other = [await organisation(officer, n, "BA") for n in ("Bihać", "Tuzla")]
    client = await somebody(Role.COORDINATOR, "organisation", world["trondheim"])

    def bond(first: str, second: str) -> dict[str, Any]:
        return {
            "name": "A bond",
            "link_type": "twinning",
            "members": [
                {"organisation_id": first, "side": 1},
                {"organisation_id": second, "side": 2},
            ],
            "status": {"status": "active", "valid_from": "2005-01-01"},
        }

    own = await client.post("/v1/partnerships", json=bond(world["trondheim"], bihac))
    foreign = await client.post("/v1/partnerships", json=bond(bihac, other))

    assert own.status_code == 201, own.text
    assert (await client.get(f"/v1/partnerships/{own.json()['id']}")).status_code == 200
    assert foreign.status_code == 403
    listed = (await client.get("/v1/partnerships")).json()["items"]
    assert [one["id"] for one in listed] == [own.json()["id"]]


async def test_figures_count_what_one_sees(
    officer: AsyncClient, somebody: Somebody, world: dict[str, Any]
) -> None:
    client = await somebody(Role.COORDINATOR, "organisation", world["trondheim"])

    mine = (await client.get("/v1/overview")).json()
    all_of_it = (await officer.get("/v1/overview")).json()

    assert mine["projects"]["total"] == 1
    assert all_of_it["projects"]["total"] == 3
    seen = {change["object_id"] for change in mine["changes"]}
    assert world["far"]["id"] not in seen
    assert world["theirs"]["id"] not in seen


async def test_what_is_not_seen_tells_nothing(
    somebody: Somebody, world: dict[str, Any]
) -> None:
    client = await somebody(Role.COORDINATOR, "organisation", world["trondheim"])

    for thing in (world["far"]["id"], str(uuid4())):
        answer = await client.get(f"/v1/own-access/project/{thing}")
        assert answer.status_code == 404
        assert answer.json()["code"] == "not_found"


@pytest.mark.parametrize(
    ("role", "held"),
    [
        (Role.CONTRIBUTOR, {"entry.write"}),
        (Role.COORDINATOR, {"entry.write"}),
        (Role.APPROVER, {"entry.review"}),
    ],
)
async def test_who_records_and_who_reviews_is_told_for_each_project(
    somebody: Somebody, world: dict[str, Any], role: Role, held: set[str]
) -> None:
    client = await somebody(role, "project", world["ours"]["id"])

    told = (await access(client, "project", world["ours"]))["may"]

    assert {one for one in told if one.startswith("entry.")} == held
