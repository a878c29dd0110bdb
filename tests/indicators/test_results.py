"""Results are added, changed on the version that was read, ordered and archived."""

from typing import Any
from uuid import UUID

import pytest
from httpx import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.db import new_id

from .building import (
    add_result,
    framework,
    indicator_body,
    published,
    refusal,
    result_body,
    version,
)


async def change(
    client: AsyncClient, result: dict[str, Any], **changes: Any
) -> dict[str, Any]:
    path = f"/v1/results/{result['id']}"
    answer = await client.patch(path, json=changes, headers=version(result))
    assert answer.status_code == 200, answer.text
    assert answer.headers["etag"] == f'"{answer.json()["version"]}"'
    return dict(answer.json())


async def titles(client: AsyncClient, project_id: UUID) -> str:
    results = (await framework(client, project_id))["results"]
    return "".join(result["title"]["en"] for result in results)


async def test_result_is_added_and_told_of(
    officer: AsyncClient, project_id: UUID, session: AsyncSession
) -> None:
    result = await add_result(officer, project_id, description={"nb": "Et kontor."})

    assert result["project_id"] == str(project_id)
    assert (result["position"], result["version"], result["archived"]) == (1, 1, False)
    assert result["description"] == {"nb": "Et kontor."}
    (event,) = await published(session, "result.registered.v1")
    assert (event["object_id"], event["title"]) == (result["id"], result["title"])
    assert (event["project_code"], event["kind"]) == ("8", "output")


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "goal"},
        {"kind": None},
        {"title": {}},
        {"title": "Entrepreneurs"},
        {"title": {"en": " "}},
        {"title": {"en": "x" * 301}},
        {"title": {"de": "Gründer"}},
        {"title": {"en": "a\u0000b"}},
        {"title": {"nb": "Gründere"}},
        {"description": {"en": 5}},
        {"original_language": "de"},
        {"position": 0},
        {"position": "1"},
        {"position": 1.5},
        {"position": True},
        {"archived": True},
        {"unknown": 1},
    ],
)
async def test_wrong_fields_are_refused_by_name(
    officer: AsyncClient, project_id: UUID, changes: dict[str, Any]
) -> None:
    path = f"/v1/projects/{project_id}/results"
    answer = await officer.post(path, json=result_body(**changes))

    assert refusal(answer)[:2] == (422, "invalid_request")
    assert answer.json()["fields"][0]["loc"][1] in changes
    assert (await framework(officer, project_id))["results"] == []


async def test_malformed_bodies_are_refused(
    officer: AsyncClient, project_id: UUID
) -> None:
    path = f"/v1/projects/{project_id}/results"
    headers = {"Content-Type": "application/json"}

    for content in (b"{", b"[]", b'"text"', b"null", b"\xff\xfe"):
        answer = await officer.post(path, content=content, headers=headers)
        assert answer.status_code in {400, 422}, content


async def test_change_needs_the_version_that_was_read(
    officer: AsyncClient, project_id: UUID, session: AsyncSession
) -> None:
    result = await add_result(officer, project_id)
    path = f"/v1/results/{result['id']}"

    changed = await change(officer, result, title={"en": "New"}, description=None)
    stale = await officer.patch(path, json={"kind": "impact"}, headers=version(result))
    blind = await officer.patch(path, json={"kind": "impact"})

    assert (changed["title"], changed["version"]) == ({"en": "New"}, 2)
    assert refusal(stale) == (412, "stale_version", [])
    assert stale.json()["current"] == changed
    assert refusal(blind) == (428, "version_required", [])
    (event,) = await published(session, "result.changed.v1")
    assert event["changed"] == ["title"]


async def test_change_to_the_same_changes_nothing(
    officer: AsyncClient, project_id: UUID, session: AsyncSession
) -> None:
    result = await add_result(officer, project_id)

    same = await change(officer, result, title=result["title"], archived=False)

    assert same == result
    assert await published(session, "result.changed.v1") == []


@pytest.mark.parametrize(
    "changes",
    [
        {"title": None},
        {"kind": None},
        {"archived": None},
        {"archived": "yes"},
        {"original_language": "bs"},
        {"title": {"bs": "Poduzetnici"}},
    ],
)
async def test_change_cannot_take_away_what_must_be(
    officer: AsyncClient, project_id: UUID, changes: dict[str, Any]
) -> None:
    result = await add_result(officer, project_id)
    path = f"/v1/results/{result['id']}"

    answer = await officer.patch(path, json=changes, headers=version(result))

    assert refusal(answer)[:2] == (422, "invalid_request")
    assert (await framework(officer, project_id))["results"][0]["version"] == 1


async def test_moving_makes_room_and_leaves_the_neighbours_versions(
    officer: AsyncClient, project_id: UUID, session: AsyncSession
) -> None:
    a, b, c = [await add_result(officer, project_id, title={"en": t}) for t in "ABC"]

    await change(officer, c, position=1)
    assert await titles(officer, project_id) == "CAB"
    await change(officer, a, position=3)
    assert await titles(officer, project_id) == "CBA"
    await change(officer, b, position=9_999)
    assert await titles(officer, project_id) == "CAB"
    first = await add_result(officer, project_id, title={"en": "D"}, position=1)
    assert await titles(officer, project_id) == "DCAB"

    results = (await framework(officer, project_id))["results"]
    assert [r["position"] for r in results] == [1, 2, 3, 4]
    assert [r["version"] for r in results] == [first["version"], 2, 2, 2]
    assert await published(session, "result.changed.v1") == []


async def test_result_of_another_kind_goes_to_the_end_of_that_kind(
    officer: AsyncClient, project_id: UUID
) -> None:
    await add_result(officer, project_id, kind="outcome", title={"en": "A"})
    moved = await add_result(officer, project_id, title={"en": "B"})

    changed = await change(officer, moved, kind="outcome")

    assert changed["position"] == 2
    assert await titles(officer, project_id) == "AB"


async def test_archived_result_is_hidden_takes_no_indicators_and_returns(
    officer: AsyncClient, project_id: UUID
) -> None:
    result = await add_result(officer, project_id)
    path = f"/v1/results/{result['id']}/indicators"

    archived = await change(officer, result, archived=True)
    refused = await officer.post(path, json=indicator_body())

    assert (await framework(officer, project_id))["results"] == []
    assert refusal(refused) == (409, "result_archived", [])
    assert not (await change(officer, archived, archived=False))["archived"]
    assert (await officer.post(path, json=indicator_body())).status_code == 201


async def test_results_of_an_archived_project_stay_as_they_are(
    officer: AsyncClient, archived_project_id: UUID
) -> None:
    path = f"/v1/projects/{archived_project_id}/results"

    refused = await officer.post(path, json=result_body())

    assert refusal(refused) == (409, "project_archived", [])
    assert (await framework(officer, archived_project_id))["project"]["archived"]


async def test_unknown_things_are_not_found(officer: AsyncClient) -> None:
    project = await officer.post(f"/v1/projects/{new_id()}/results", json=result_body())
    result = await officer.patch(
        f"/v1/results/{new_id()}", json={"position": 1}, headers={"If-Match": '"1"'}
    )

    assert refusal(project) == (404, "not_found", [])
    assert refusal(result) == (404, "not_found", [])


async def test_readers_do_not_write(
    officer: AsyncClient,
    reader: AsyncClient,
    anonymous: AsyncClient,
    project_id: UUID,
) -> None:
    path = f"/v1/projects/{project_id}/results"

    for client, status in ((reader, 403), (anonymous, 401), (officer, 201)):
        answer = await client.post(path, json=result_body())
        assert answer.status_code == status


async def test_repeated_request_with_a_key_adds_once(
    officer: AsyncClient, project_id: UUID
) -> None:
    path = f"/v1/projects/{project_id}/results"
    headers = {"Idempotency-Key": "add-once"}

    first = await officer.post(path, json=result_body(), headers=headers)
    again = await officer.post(path, json=result_body(), headers=headers)

    assert first.json() == again.json()
    assert len((await framework(officer, project_id))["results"]) == 1
