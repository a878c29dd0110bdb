"""The registry of organisations."""

from typing import Any
from uuid import uuid4

import pytest
from httpx import AsyncClient, Response
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_api.organisations.schemas import OrganisationListItem
from bromost_common.paging import Page

PATH = "/v1/organisations"


def organisation_body(**changes: Any) -> dict[str, Any]:
    return {"kind": "municipality", "name": "Mostar", "country_code": "BA"} | changes


async def register(client: AsyncClient, **changes: Any) -> dict[str, Any]:
    answer = await client.post(PATH, json=organisation_body(**changes))
    assert answer.status_code == 201, answer.text
    body: dict[str, Any] = answer.json()
    return body


async def names(client: AsyncClient, **query: Any) -> list[str]:
    answer = await client.get(PATH, params=query)
    assert answer.status_code == 200, answer.text
    return [item["name"] for item in answer.json()["items"]]


def refusal(answer: Response) -> tuple[int, list[Any], str]:
    field = answer.json()["fields"][0]
    return answer.status_code, field["loc"], field["code"]


async def test_registered_organisation_is_read_back_whole(
    officer: AsyncClient, session: AsyncSession
) -> None:
    created = await register(
        officer,
        name="Fushë Kosovë",
        country_code="XK",
        place={"name": "Fushë Kosovë", "latitude": "42.64", "longitude": "21.09"},
        aliases=[{"name": "Kosovo Polje"}, {"name": "Косово Поље", "language": "bs"}],
        identifiers=[{"scheme": "XK-ABC", "value": "17"}],
        website="https://example.org/",
    )

    answer = await officer.get(f"{PATH}/{created['id']}")

    assert answer.json() == created
    assert answer.headers["etag"] == '"1"'
    assert created["place"]["latitude"] == "42.64"
    kind = await session.scalar(text("SELECT event_type FROM common.outbox"))
    assert kind == "organisation.registered.v1"


@pytest.mark.parametrize(
    ("name", "alias", "wanted"),
    [
        ("Niš", None, "nis"),
        ("Niš", "Ниш", "Ниш"),
        ("Nkhotakota", "Nkotakota", "nkotakota"),
        ("Łódź", None, "lodz"),
        ("Fushë Kosovë", "Kosovo Polje", "kosovo pol"),
        ("Gornji Milanovac", None, "milanovac"),
        ("Smederevska Palanka", None, "smederevka palanka"),
        ("Mostar", None, "mosatr"),
    ],
)
async def test_names_are_found_however_they_are_typed(
    reader: AsyncClient,
    officer: AsyncClient,
    name: str,
    alias: str | None,
    wanted: str,
) -> None:
    aliases = [{"name": alias}] if alias else []
    await register(officer, name=name, aliases=aliases)
    await register(officer, name="Zavidovići")

    assert await names(reader, q=wanted) == [name]


async def test_list_says_which_alias_was_found(officer: AsyncClient) -> None:
    await register(officer, name="Glogoc", aliases=[{"name": "Glogovac"}])

    found = (await officer.get(PATH, params={"q": "glogovac"})).json()["items"]

    assert found[0]["matched_alias"] == "Glogovac"


async def test_list_is_what_its_contract_says(officer: AsyncClient) -> None:
    for name in ("Čajetina", "Cazin", "Bihać"):
        await register(officer, name=name)

    first = await officer.get(PATH, params={"limit": 2, "with_total": True})
    page = Page[OrganisationListItem].model_validate_json(first.content, strict=True)
    second = await officer.get(PATH, params={"limit": 2, "cursor": page.next_cursor})

    assert page.total == 3
    assert [item.name for item in page.items] == ["Bihać", "Čajetina"]
    assert [item["name"] for item in second.json()["items"]] == ["Cazin"]
    assert second.json()["next_cursor"] is None


async def test_list_is_filtered_and_sorted(officer: AsyncClient) -> None:
    await register(officer, name="Oslo", country_code="NO")
    await register(officer, name="Buskerud", country_code="NO", kind="county")
    await register(officer, name="Tuzla")

    assert await names(officer, kind="county") == ["Buskerud"]
    assert await names(officer, country="BA") == ["Tuzla"]
    assert await names(officer, sort="-name") == ["Tuzla", "Oslo", "Buskerud"]
    assert await names(officer, sort="country") == ["Tuzla", "Buskerud", "Oslo"]


async def test_change_needs_the_version_that_was_read(officer: AsyncClient) -> None:
    path = f"{PATH}/{(await register(officer))['id']}"
    change = {"aliases": [{"name": "Мостар"}], "website": "https://example.org/"}

    missing = await officer.patch(path, json=change)
    changed = await officer.patch(path, json=change, headers={"If-Match": '"1"'})
    stale = await officer.patch(
        path, json={"name": "Other"}, headers={"If-Match": '"1"'}
    )

    assert missing.status_code == 428
    assert (changed.status_code, changed.json()["version"]) == (200, 2)
    assert changed.json()["kind"] == "municipality"
    assert (stale.status_code, stale.json()["current"]["version"]) == (412, 2)


async def test_archived_organisation_leaves_the_list_but_not_the_registry(
    officer: AsyncClient,
) -> None:
    created = await register(officer)
    path = f"{PATH}/{created['id']}"

    await officer.post(f"{path}/archive", headers={"If-Match": '"1"'})

    assert await names(officer) == []
    assert await names(officer, include_archived=True) == ["Mostar"]
    assert (await officer.get(path)).json()["archived"] is True


@pytest.mark.parametrize(
    ("changes", "loc", "code"),
    [
        ({"name": " "}, ["body", "name"], "string_too_short"),
        ({"kind": "town"}, ["body", "kind"], "enum"),
        ({"country_code": "QQ"}, ["body", "country_code"], "unknown_country"),
        (
            {"country_code": "bosnia"},
            ["body", "country_code"],
            "string_pattern_mismatch",
        ),
        ({"colour": "red"}, ["body", "colour"], "extra_forbidden"),
        (
            {"place": {"latitude": "91", "longitude": "0"}},
            ["body", "place", "latitude"],
            "less_than_equal",
        ),
        (
            {"aliases": [{"name": "A"}, {"name": "A"}]},
            ["body", "aliases", 1],
            "repeated",
        ),
        ({"name": "Mos\x00tar"}, ["body", "name"], "value_error"),
    ],
)
async def test_bad_organisation_is_refused(
    officer: AsyncClient, changes: dict[str, Any], loc: list[Any], code: str
) -> None:
    answer = await officer.post(PATH, json=organisation_body(**changes))

    assert refusal(answer) == (422, loc, code)
    assert await names(officer) == []


async def test_identifier_belongs_to_one_organisation(officer: AsyncClient) -> None:
    identifiers = [{"scheme": "NO-BRC", "value": "971277882"}]
    await register(officer, identifiers=identifiers)

    answer = await officer.post(
        PATH, json=organisation_body(name="Other", identifiers=identifiers)
    )

    assert (answer.status_code, answer.json()["code"]) == (409, "conflict")


async def test_who_may_do_what(
    reader: AsyncClient, officer: AsyncClient, anonymous: AsyncClient
) -> None:
    path = f"{PATH}/{(await register(officer))['id']}"

    assert (await reader.get(path)).status_code == 200
    assert (await reader.post(PATH, json=organisation_body())).status_code == 403
    assert (await anonymous.get(path)).status_code == 401
    assert (await officer.get(f"{PATH}/{uuid4()}")).status_code == 404
    assert (await officer.get(f"{PATH}/not-an-id")).status_code == 422


async def test_matches_say_how_sure_they_are(officer: AsyncClient) -> None:
    await register(
        officer, name="Nkhotakota", country_code="MW", aliases=[{"name": "Nkotakota"}]
    )

    async def match(name: str, country: str) -> list[tuple[str, str]]:
        query = {"name": name, "country": country}
        found = (await officer.get(f"{PATH}/matches", params=query)).json()["items"]
        return [(item["name"], item["how"]) for item in found]

    assert await match("NKHOTAKOTA", "MW") == [("Nkhotakota", "name")]
    assert await match("Nkotakota", "MW") == [("Nkhotakota", "alias")]
    assert await match("Nkhotakotta", "MW") == [("Nkhotakota", "similarity")]
    assert await match("Nkhotakota", "ZM") == []


async def test_codelists_know_the_past(reader: AsyncClient) -> None:
    countries = {
        c["code"]: c for c in (await reader.get("/v1/countries")).json()["items"]
    }

    assert countries["XK"]["kind"] == "user_assigned"
    assert countries["CS"]["alpha3"] == "SCG"
    assert countries["MK"]["former_name"]["en"] == "Macedonia"
    assert countries["NO"]["name"]["pl"] == "Norwegia"
    currencies = (await reader.get("/v1/currencies")).json()["items"]
    assert {"NOK", "EUR", "BAM", "PLN"} <= {c["code"] for c in currencies}
