"""Ways to break figures down, over HTTP."""

from typing import Any

import pytest
from httpx import AsyncClient, Response
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from .building import created, refusal, version
from .test_definitions import PATH as DEFINITIONS
from .test_definitions import definition_body, publish

PATH = "/v1/axes"


def axis_body(**changes: Any) -> dict[str, Any]:
    return {
        "code": "sex",
        "name": {"en": "Sex", "nb": "Kjønn"},
        "original_language": "en",
        "categories": [
            {"code": "women", "name": {"en": "Women"}},
            {"code": "men", "name": {"en": "Men"}},
        ],
        **changes,
    }


async def change(
    client: AsyncClient, axis: dict[str, Any], place: int, **changes: Any
) -> Response:
    path = f"{PATH}/{axis['id']}/categories/{axis['categories'][place]['id']}"
    return await client.patch(path, json=changes, headers=version(axis))


def names(axis: dict[str, Any]) -> list[tuple[str, bool]]:
    return [(c["code"], c["archived"]) for c in axis["categories"]]


async def test_every_axis_has_a_place_for_what_is_unknown(client: AsyncClient) -> None:
    axis = await created(client, PATH, axis_body())

    assert [c["code"] for c in axis["categories"]] == ["women", "men", "unknown"]
    assert [c["is_unknown"] for c in axis["categories"]] == [False, False, True]
    assert axis["categories"][2]["name"]["nb"] == "Ukjent"


async def test_the_unknown_category_stays(
    client: AsyncClient, session: AsyncSession
) -> None:
    axis = await created(client, PATH, axis_body())
    path = f"{PATH}/{axis['id']}/categories/{axis['categories'][2]['id']}"

    archived = await change(client, axis, 2, archived=True)
    moved = await change(client, axis, 2, position=1)
    removed = await client.delete(path, headers=version(axis))
    named = await change(client, axis, 2, name={"en": "Not told"})

    assert refusal(archived) == (409, "unknown_category_stays", [])
    assert moved.json()["categories"][2]["is_unknown"]
    assert refusal(removed) == (409, "unknown_category_stays", [])
    assert named.json()["categories"][2]["name"] == {"en": "Not told"}
    await session.execute(text("DELETE FROM indicators.category WHERE is_unknown"))
    with pytest.raises(DBAPIError, match="category for what is unknown"):
        await session.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))


async def test_categories_are_added_moved_and_archived(client: AsyncClient) -> None:
    axis = await created(client, PATH, axis_body())
    added = await client.post(
        f"{PATH}/{axis['id']}/categories",
        json={"code": "other", "name": {"en": "Other"}},
        headers=version(axis),
    )
    moved = await change(client, added.json(), 2, position=1)
    archived = await change(client, moved.json(), 1, archived=True)

    assert names(added.json())[2] == ("other", False)
    assert [code for code, _ in names(moved.json())][:3] == ["other", "women", "men"]
    assert names(archived.json())[-1] == ("women", True)


async def test_category_that_figures_may_be_told_by_is_not_removed(
    client: AsyncClient,
) -> None:
    axis = await created(client, PATH, axis_body())
    path = f"{PATH}/{axis['id']}/categories/{axis['categories'][0]['id']}"
    body = definition_body(axis_ids=[axis["id"]])
    made = await created(client, DEFINITIONS, body)
    await publish(client, made, 1)

    refused = await client.delete(path, headers=version(axis))

    assert refusal(refused) == (409, "category_in_use", [])
    assert (await client.get(f"{PATH}/{axis['id']}")).json()["use_count"] == 1


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"categories": []}, "too_short"),
        ({"name": {"nb": "Kjønn"}}, "original_language_missing"),
        ({"code": "a b"}, "string_pattern_mismatch"),
    ],
)
async def test_wrong_axes_are_refused(
    client: AsyncClient, changes: dict[str, Any], code: str
) -> None:
    answer = await client.post(PATH, json=axis_body(**changes))

    assert refusal(answer) == (422, "invalid_request", [code])


async def test_codes_are_taken_once(client: AsyncClient) -> None:
    await created(client, PATH, axis_body())
    twice = [{"code": "a", "name": {"en": "A"}}, {"code": "A", "name": {"en": "B"}}]

    same = await client.post(PATH, json=axis_body(code="SEX"))
    inside = await client.post(PATH, json=axis_body(code="b", categories=twice))

    assert refusal(same) == (409, "conflict", ["taken"])
    assert refusal(inside) == (409, "conflict", ["taken"])


async def test_readers_look_and_do_not_write(
    client: AsyncClient, reader: AsyncClient
) -> None:
    axis = await created(client, PATH, axis_body())

    seen = await reader.get(f"{PATH}/{axis['id']}")
    refused = await reader.post(PATH, json=axis_body(code="b"))

    assert not seen.json()["may_change"]
    assert refusal(refused) == (403, "permission_denied", [])
