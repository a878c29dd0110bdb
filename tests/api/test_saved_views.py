"""Saved views: how people look at pages, kept for themselves or for a programme."""

import re
from pathlib import Path
from typing import Any

import pytest
from httpx import AsyncClient, Response
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_api.saved_views.pages import PAGES
from bromost_common.auth import Role
from tests.api.projects import change, made, programme, project, refusal
from tests.conftest import Somebody

VIEWS = "/v1/saved-views"
NOBODYS = "0197a1c0-0000-7000-8000-00000000dead"


def body(**changes: Any) -> dict[str, Any]:
    return {
        "path": "/results",
        "search": "kind=output&by=country",
        "name": "Outputs by country",
    } | changes


async def view(client: AsyncClient, **changes: Any) -> dict[str, Any]:
    return await made(client, VIEWS, body(**changes))


async def named(client: AsyncClient, path: str = "/results") -> list[str]:
    answer = await client.get(VIEWS, params={"path": path})
    assert answer.status_code == 200, answer.text
    return [one["name"] for one in answer.json()["items"]]


async def remove(client: AsyncClient, one: dict[str, Any]) -> Response:
    return await client.delete(
        f"{VIEWS}/{one['id']}", headers={"If-Match": f'"{one["version"]}"'}
    )


async def test_a_kept_view_is_read_back_and_listed_on_its_page(
    reader: AsyncClient,
) -> None:
    kept = await view(reader, is_default=True)

    answer = await reader.get(f"{VIEWS}/{kept['id']}")

    assert answer.json() == kept
    assert answer.headers["etag"] == '"1"'
    assert (kept["path"], kept["search"]) == ("/results", "kind=output&by=country")
    assert (kept["is_own"], kept["may_change"], kept["is_default"]) == (True,) * 3
    assert kept["programme"] is None
    assert await named(reader) == ["Outputs by country"]
    assert await named(reader, "/projects") == []


async def test_nobody_else_sees_a_private_view(
    client: AsyncClient, reader: AsyncClient
) -> None:
    kept = await view(reader)

    assert await named(client) == []
    assert (await client.get(f"{VIEWS}/{kept['id']}")).status_code == 404
    assert (await change(client, VIEWS, kept, name="Mine")).status_code == 404
    assert (await remove(client, kept)).status_code == 404


async def test_a_shared_view_is_seen_by_who_sees_the_programme_and_gives_no_rights(
    client: AsyncClient, somebody: Somebody
) -> None:
    own = (await programme(client))["id"]
    other = (await programme(client, code="OTHER"))["id"]
    hidden = await project(client, own)
    address = f"/projects/{hidden['id']}/results"
    shared = await view(
        client, path=address, search="view=performance", programme_id=own
    )
    inside = await somebody(Role.ADVISER, "programme", own)
    outside = await somebody(Role.PROGRAMME_MANAGER, "programme", other)

    assert await named(inside, address) == ["Outputs by country"]
    assert await named(outside, address) == []
    assert (await outside.get(f"{VIEWS}/{shared['id']}")).status_code == 404
    seen = (await inside.get(f"{VIEWS}/{shared['id']}")).json()
    assert (seen["is_own"], seen["may_change"], seen["is_default"]) == (False,) * 3
    assert seen["programme"]["code"] == "MIC"
    # The address is known to everybody, what is found there is not.
    assert await view(outside, path=address, search="view=performance")
    assert (await outside.get(f"/v1/projects/{hidden['id']}")).status_code == 404


async def test_only_who_writes_the_programme_shares_with_it_or_changes_what_is_shared(
    client: AsyncClient, somebody: Somebody
) -> None:
    own = (await programme(client))["id"]
    adviser = await somebody(Role.ADVISER, "programme", own)
    manager = await somebody(Role.PROGRAMME_MANAGER, "programme", own)

    refused = await adviser.post(VIEWS, json=body(programme_id=own))
    unknown = await manager.post(VIEWS, json=body(programme_id=NOBODYS))
    private = await view(adviser)
    later = await change(adviser, VIEWS, private, programme_id=own)
    shared = await view(client, programme_id=own)
    from_below = await change(adviser, VIEWS, shared, name="Changed")
    taken = await change(manager, VIEWS, shared, programme_id=None)
    first = await change(manager, VIEWS, shared, is_default=True)
    renamed = await change(manager, VIEWS, shared, name="Renamed", search="by=theme")

    assert [refused.status_code, unknown.status_code] == [403, 404]
    assert [later.status_code, from_below.status_code] == [403, 403]
    assert [taken.status_code, first.status_code] == [403, 403]
    assert (renamed.json()["name"], renamed.json()["search"]) == ("Renamed", "by=theme")
    assert (await remove(adviser, renamed.json())).status_code == 403
    assert (await remove(manager, renamed.json())).status_code == 204
    assert await named(client) == []


async def test_a_view_of_another_programme_is_not_shared_by_changing_it(
    client: AsyncClient, somebody: Somebody
) -> None:
    own = (await programme(client))["id"]
    other = (await programme(client, code="OTHER"))["id"]
    manager = await somebody(Role.PROGRAMME_MANAGER, "programme", own)
    kept = await view(manager, programme_id=own)

    theirs = await change(manager, VIEWS, kept, programme_id=other)
    nobodys = await change(manager, VIEWS, kept, programme_id=NOBODYS)

    assert (theirs.status_code, theirs.json()["detail"]) == (
        nobodys.status_code,
        nobodys.json()["detail"],
    )
    assert theirs.status_code == 404


async def test_a_page_has_one_default_of_each_person(
    client: AsyncClient, reader: AsyncClient
) -> None:
    first = await view(reader, is_default=True)
    second = await view(reader, name="Second")
    elsewhere = await view(reader, path="/projects", search="", is_default=True)
    others = await view(client, is_default=True)

    await change(reader, VIEWS, second, is_default=True)

    listed = (await reader.get(VIEWS)).json()["items"]
    assert {
        one["name"]: one["is_default"] for one in listed if one["id"] != elsewhere["id"]
    } == {
        first["name"]: False,
        "Second": True,
    }
    assert (await reader.get(f"{VIEWS}/{elsewhere['id']}")).json()["is_default"]
    assert (await client.get(f"{VIEWS}/{others['id']}")).json()["is_default"]


@pytest.mark.parametrize(
    ("changes", "loc", "code"),
    [
        ({"path": "/people"}, "path", "unknown_page"),
        ({"path": "//people"}, "path", "unknown_page"),
        ({"path": "//evil.example"}, "path", "string_pattern_mismatch"),
        ({"path": "https://evil.example"}, "path", "string_pattern_mismatch"),
        ({"search": "colour=red"}, "search", "unknown_filter"),
        ({"search": "kind=output&kind=impact"}, "search", "unknown_filter"),
        ({"search": "country=norway"}, "search", "unknown_filter"),
        ({"search": "programme=1"}, "search", "unknown_filter"),
        ({"search": "after=abc"}, "search", "unknown_filter"),
        ({"search": "kind"}, "search", "unknown_filter"),
        ({"search": "kind=%ff"}, "search", "unknown_filter"),
        ({"search": "?" * 2000}, "search", "string_too_long"),
        ({"name": " "}, "name", "string_too_short"),
        ({"name": "x" * 81}, "name", "string_too_long"),
        ({"is_default": None}, "is_default", "bool_type"),
    ],
)
async def test_what_the_page_does_not_know_is_refused(
    reader: AsyncClient, changes: dict[str, Any], loc: str, code: str
) -> None:
    answer = await reader.post(VIEWS, json=body(**changes))

    assert refusal(answer) == (422, ["body", loc], code)
    assert await named(reader) == []


async def test_a_change_is_checked_like_a_new_one(reader: AsyncClient) -> None:
    kept = await view(reader)
    await view(reader, name="Second")

    unknown = await change(reader, VIEWS, kept, search="colour=red")
    taken = await change(reader, VIEWS, kept, name="Second")
    stale = await change(reader, VIEWS, kept | {"version": 9}, name="Third")
    same = await change(reader, VIEWS, kept, name=kept["name"])

    assert refusal(unknown) == (422, ["body", "search"], "unknown_filter")
    assert refusal(taken) == (409, ["body", "name"], "taken")
    assert (stale.status_code, stale.json()["current"]["version"]) == (412, 1)
    assert same.json() == kept


async def test_nobody_keeps_more_than_a_hundred(
    reader: AsyncClient, session: AsyncSession
) -> None:
    kept = await view(reader)
    await session.execute(
        text(
            "INSERT INTO api.saved_view (id, account_id, path, search, name)"
            " SELECT gen_random_uuid(), account_id, path, search, n::text"
            " FROM api.saved_view, generate_series(1, 99) n WHERE id = :id"
        ),
        {"id": kept["id"]},
    )
    await session.commit()

    answer = await reader.post(VIEWS, json=body(name="One more"))
    removed = await remove(reader, kept)
    again = await reader.post(VIEWS, json=body(name="One more"))

    assert (answer.status_code, answer.json()["code"]) == (409, "too_many_views")
    assert (removed.status_code, again.status_code) == (204, 201)


async def test_who_lost_the_programme_still_takes_the_own_view_away(
    client: AsyncClient, somebody: Somebody, session: AsyncSession
) -> None:
    own = (await programme(client))["id"]
    manager = await somebody(Role.PROGRAMME_MANAGER, "programme", own)
    kept = await view(manager, programme_id=own)
    await session.execute(
        text(
            "UPDATE api.role_assignment SET valid_from = current_date - 2,"
            " valid_to = current_date - 1 WHERE scope_id = :id"
        ),
        {"id": own},
    )
    await session.commit()

    changed = await change(manager, VIEWS, kept, name="Mine")
    removed = await remove(manager, kept)

    assert changed.status_code in {403, 404}
    assert removed.status_code == 204


# Where in a list one was, and the figure that one had open, are no part of a view.
UNKEPT = {"after", "figure"}
ROUTES = Path(__file__).parents[2] / "frontend/src"


@pytest.mark.parametrize(
    ("path", "file"),
    [
        ("/results", "routes/_app/results/index.tsx"),
        ("/reporting", "routes/_app/reporting/index.tsx"),
        (f"/projects/{NOBODYS}/results", "features/results/view-search.ts"),
        (f"/programmes/{NOBODYS}/results", "features/results/view-search.ts"),
        *(
            (f"/{one}", f"routes/_app/{one}/index.tsx")
            for one in ("projects", "organisations", "partnerships")
        ),
    ],
)
def test_the_service_knows_what_the_pages_keep_in_their_addresses(
    path: str, file: str
) -> None:
    shape = re.search(
        r"searchSchema\(\{(.*?)\n\}\)", (ROUTES / file).read_text(), re.DOTALL
    )
    assert shape is not None
    keys = set(re.findall(r"^  (\w+): ", shape[1], re.MULTILINE))
    if "...listSearch" in shape[1]:
        keys |= {"q", "sort", "after"}

    known = next(keys for page, keys in PAGES.items() if re.fullmatch(page, path))

    assert keys - UNKEPT == known.keys()
