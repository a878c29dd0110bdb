"""The map of results: what one definition comes to, place by place."""

from typing import Any
from uuid import UUID, uuid4

from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Role
from tests.conftest import Somebody

from .building import add_period, created, figures, record, reported
from .graphs import PLACE, add_partner, another_project
from .test_definitions import published, take

POINT = {"latitude": "42.637", "longitude": "21.092"}
SITE = PLACE | {"country_code": "XK"} | POINT


async def result_map(client: AsyncClient, **query: Any) -> Any:
    answer = await client.get("/v1/performance/map", params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def point_of(client: AsyncClient, **query: Any) -> Any:
    (point,) = (await result_map(client, **query))["points"]
    return point


async def counted(client: AsyncClient, project_id: UUID, by: Any, value: str) -> Any:
    """An indicator of the project, and its one accepted value."""
    indicator = (await take(client, project_id, by, target_value="100")).json()
    await reported(client, indicator, {2006: [value]})
    return indicator


async def owner(session: AsyncSession, sql: str, **values: Any) -> None:
    await session.execute(text("RESET ROLE"))
    await session.execute(text(sql), values)
    await session.commit()


async def accept_all(client: AsyncClient, period: dict[str, Any]) -> None:
    """Also what was said of places, each a row of its own."""
    said = (await client.get(f"/v1/periods/{period['id']}/entries")).json()["items"]
    steps = [{"entry_id": one["id"], "status": "accepted"} for one in said]
    answer = await client.post("/v1/entry-steps", json={"steps": steps})
    assert answer.json()["done"] == len(steps), answer.text


async def in_country(session: AsyncSession, project_id: UUID, code: str) -> None:
    await owner(
        session,
        "INSERT INTO api.project_country VALUES (:project, :code)",
        project=project_id,
        code=code,
    )


async def test_a_whole_project_is_shown_at_its_one_site(
    client: AsyncClient, project_id: UUID
) -> None:
    trained = await published(client)
    indicator = await counted(client, project_id, trained, "87")
    site = await created(client, f"/v1/projects/{project_id}/places", SITE)

    shown = await result_map(client)

    (point,) = shown["points"]
    assert shown["definition_id"] == trained["id"]
    assert [(one["code"], one["projects"]) for one in shown["definitions"]] == [
        ("MIC-8.1", 1)
    ]
    assert (shown["without_coordinates"], shown["truncated"]) == (0, False)
    assert point["is_whole"]
    assert point["life"] == (await figures(client, indicator))["life"]
    assert (point["life"]["value"], point["target"]["value"]) == ("87", "100")
    assert (point["progress"], point["framework"]["code"]) == ("0.8700", "8")
    position = point["position"]
    assert (position["where"], position["site_id"]) == ("site", site["id"])
    assert (position["latitude"], position["longitude"]) == ("42.637000", "21.092000")


async def test_without_a_site_it_is_shown_at_a_partner_or_in_its_country(
    client: AsyncClient, project_id: UUID, session: AsyncSession
) -> None:
    await counted(client, project_id, await published(client), "87")
    nowhere = await point_of(client)
    await in_country(session, project_id, "XK")
    country = await point_of(client)
    for name, code in (("Ås", "NO"), ("Fushë Kosovë", "XK")):
        partner = await add_partner(session, project_id, name)
        await owner(
            session,
            "UPDATE api.organisation SET latitude = 42.6, longitude = 21.1,"
            " country_code = :code WHERE id = :id",
            id=partner,
            code=code,
        )
    at_partner = await point_of(client)

    assert nowhere["position"]["where"] == "nowhere"
    assert country["position"]["where"] == "country"
    assert (country["position"]["country_code"], country["position"]["latitude"]) == (
        "XK",
        None,
    )
    # Of the partners, one that is where the project is.
    assert at_partner["position"]["where"] == "partner"
    assert at_partner["position"]["name"] == {"en": "Fushë Kosovë"}
    assert at_partner["position"]["site_id"] is None


async def test_several_countries_are_no_one_place(
    client: AsyncClient, project_id: UUID, session: AsyncSession
) -> None:
    await counted(client, project_id, await published(client), "87")
    for code in ("XK", "RS"):
        await in_country(session, project_id, code)

    shown = await result_map(client)

    assert shown["points"][0]["position"]["where"] == "nowhere"
    assert shown["without_coordinates"] == 1


async def test_each_place_has_what_was_counted_there(
    client: AsyncClient, project_id: UUID
) -> None:
    trained = await published(client)
    path = f"/v1/projects/{project_id}/places"
    east = await created(client, path, SITE)
    west = await created(client, path, PLACE | {"name": {"en": "West"}})
    indicator = (await take(client, project_id, trained, target_value="100")).json()
    # By summing up years the two places differ from what the last year says.
    for year, values in ((2005, ("3", "10")), (2006, ("4", "20"))):
        period = await add_period(client, indicator, year)
        for place, value in zip((east, west), values, strict=True):
            answer = await record(client, period, value, place_id=place["id"])
            assert answer.status_code == 201, answer.text
            period = answer.json()
        await accept_all(client, period)

    shown = await result_map(client)

    told = {one["position"]["name"]["en"]: one for one in shown["points"]}
    assert {name: one["life"]["value"] for name, one in told.items()} == {
        "Business centre": "7",
        "West": "30",
    }
    assert {one["position"]["where"] for one in told.values()} == {"site", "nowhere"}
    assert shown["without_coordinates"] == 1
    assert not any(one["is_whole"] for one in told.values())
    assert {one["target"] for one in told.values()} == {None}
    # The engine's own sum, and nobody's else.
    assert (await figures(client, indicator))["life"]["value"] == "37"


async def test_one_definition_is_chosen_and_filters_narrow(
    client: AsyncClient, project_id: UUID, session: AsyncSession
) -> None:
    other = await another_project(session, project_id)
    trained = await published(client)
    loans = await published(client, code="LOANS", name={"en": "Loans"})
    await counted(client, project_id, trained, "87")
    await counted(client, other, trained, "20")
    await counted(client, other, loans, "5")
    await in_country(session, other, "XK")

    most_used = await result_map(client)
    chosen = await result_map(client, definition_id=loans["id"])
    there = await result_map(client, country="XK", definition_id=trained["id"])
    nothing = await result_map(client, definition_id=str(uuid4()))

    assert [one["code"] for one in most_used["definitions"]] == ["MIC-8.1", "LOANS"]
    assert {one["life"]["value"] for one in most_used["points"]} == {"87", "20"}
    assert [one["life"]["value"] for one in chosen["points"]] == ["5"]
    assert [one["life"]["value"] for one in there["points"]] == ["20"]
    assert nothing["points"] == []
    unknown = await client.get("/v1/performance/map", params={"definition_id": "x"})
    assert unknown.status_code == 422


async def test_a_map_shows_nothing_of_projects_that_one_does_not_see(
    client: AsyncClient, project_id: UUID, session: AsyncSession, somebody: Somebody
) -> None:
    other = await another_project(session, project_id)
    trained = await published(client)
    await counted(client, project_id, trained, "87")
    await counted(client, other, trained, "20")

    coordinator = await somebody(Role.COORDINATOR, "project", str(project_id))
    shown = await result_map(coordinator)

    assert [one["life"]["value"] for one in shown["points"]] == ["87"]
    assert [one["projects"] for one in shown["definitions"]] == [1]
    assert str(other) not in str(shown)
