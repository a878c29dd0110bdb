"""Programmes and themes: a funder's frame with goals, period and roles."""

from typing import Any
from uuid import uuid4

import pytest
from httpx import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from tests.api.portfolio import organisation
from tests.api.projects import (
    PROGRAMMES,
    change,
    events,
    programme,
    programme_body,
    project,
    refusal,
    theme,
)


async def test_registered_programme_is_read_back_whole(
    officer: AsyncClient, session: AsyncSession
) -> None:
    ministry = await organisation(officer, "Ministry of Twinning", kind="ministry")
    environment = await theme(officer, "environment")

    created = await programme(
        officer,
        title={"en": "Cooperation", "nb": "Samarbeid", "bs": "Saradnja"},
        description={"nb": "Kort"},
        funding_scheme={"en": "Grants"},
        starts_on="2010-01-01",
        ends_on="2012-12-31",
        goals=[{"text": {"en": "Trust"}}, {"text": {"en": "Dialogue"}}],
        theme_ids=[environment],
        roles=[{"organisation_id": ministry, "role": "funder"}],
    )
    answer = await officer.get(f"{PROGRAMMES}/{created['id']}")

    assert answer.json() == created
    assert answer.headers["etag"] == '"1"'
    assert [goal["text"] for goal in created["goals"]] == [
        {"en": "Trust"},
        {"en": "Dialogue"},
    ]
    assert created["roles"] == [
        {
            "role": "funder",
            "organisation": {
                "id": ministry,
                "name": "Ministry of Twinning",
                "country_code": "NO",
            },
        }
    ]
    assert [t["code"] for t in created["themes"]] == ["environment"]
    published = (await events(session, "programme.registered.v1"))[0]
    assert (published["code"], published["title"]["bs"]) == ("MIC", "Saradnja")


async def test_change_says_which_parts_changed(
    officer: AsyncClient, session: AsyncSession
) -> None:
    created = await programme(officer, goals=[{"text": {"en": "Trust"}}])
    kept = created["goals"][0]["id"]
    goals = [{"text": {"en": "Dialogue"}}, {"id": kept, "text": {"en": "Trust!"}}]

    answer = await change(
        officer, PROGRAMMES, created, goals=goals, code="MIC", ends_on="2012-12-31"
    )

    changed = answer.json()
    assert (answer.status_code, answer.headers["etag"]) == (200, '"2"')
    assert [goal["text"]["en"] for goal in changed["goals"]] == ["Dialogue", "Trust!"]
    assert changed["goals"][1]["id"] == kept
    published = (await events(session, "programme.changed.v1"))[0]
    assert published["changed"] == ["ends_on", "goals"]


async def test_change_of_nothing_is_no_change(
    officer: AsyncClient, session: AsyncSession
) -> None:
    created = await programme(officer)

    answer = await change(officer, PROGRAMMES, created, code="MIC", goals=[])

    assert answer.json() == created
    assert await events(session, "programme.changed.v1") == []


async def test_stale_change_shows_what_is_there_now(officer: AsyncClient) -> None:
    created = await programme(officer)
    await change(officer, PROGRAMMES, created, code="MIC-2")

    answer = await change(officer, PROGRAMMES, created, code="MIC-3")

    assert (answer.status_code, answer.json()["code"]) == (412, "stale_version")
    assert answer.json()["current"]["code"] == "MIC-2"


async def test_list_counts_projects_and_names_funders(officer: AsyncClient) -> None:
    ministry = await organisation(officer, "Ministry of Twinning", kind="ministry")
    roles = [{"organisation_id": ministry, "role": "funder"}]
    tenth = await programme(officer, code="P-10", title={"en": "Łódź"})
    ninth = await programme(officer, code="P-9", roles=roles)
    await project(officer, ninth["id"])

    answer = (await officer.get(PROGRAMMES, params={"with_total": True})).json()
    found = (await officer.get(PROGRAMMES, params={"q": "lodz"})).json()

    assert [item["code"] for item in answer["items"]] == ["P-9", "P-10"]
    assert [item["project_count"] for item in answer["items"]] == [1, 0]
    assert answer["items"][0]["funders"] == ["Ministry of Twinning"]
    assert answer["total"] == 2
    assert [item["id"] for item in found["items"]] == [tenth["id"]]


async def test_programmes_are_paged(officer: AsyncClient) -> None:
    for number in range(5):
        await programme(officer, code=f"P{number}", title={"en": f"Name {9 - number}"})
    seen: list[str] = []
    query: dict[str, Any] = {"limit": 2, "sort": "title"}
    for _ in range(3):
        page = (await officer.get(PROGRAMMES, params=query)).json()
        seen += [item["code"] for item in page["items"]]
        query["cursor"] = page["next_cursor"]

    assert seen == ["P4", "P3", "P2", "P1", "P0"]
    assert query["cursor"] is None


@pytest.mark.parametrize(
    ("changes", "loc", "code"),
    [
        (
            {"starts_on": "2010-01-02", "ends_on": "2010-01-01"},
            ["body", "ends_on"],
            "ends_before_start",
        ),
        (
            {"original_language": "nb"},
            ["body", "title"],
            "original_language_missing",
        ),
        (
            {"roles": [{"organisation_id": str(uuid4()), "role": "funder"}]},
            ["body", "roles", 0, "organisation_id"],
            "unknown_organisation",
        ),
        ({"theme_ids": [str(uuid4())]}, ["body", "theme_ids", 0], "unknown_theme"),
        (
            {"goals": [{"id": str(uuid4()), "text": {"en": "x"}}]},
            ["body", "goals", 0, "id"],
            "unknown_goal",
        ),
        (
            {"starts_on": "20006-01-01"},
            ["body", "starts_on"],
            "invalid_date",
        ),
        ({"starts_on": "1066-10-14"}, ["body", "starts_on"], "greater_than_equal"),
        ({"title": {}}, ["body", "title"], "too_short"),
        ({"title": {"de": "Nein"}}, ["body", "title", "de", "[key]"], "literal_error"),
        ({"surprise": 1}, ["body", "surprise"], "extra_forbidden"),
    ],
)
async def test_bad_programme_is_refused_at_its_field(
    officer: AsyncClient, changes: dict[str, Any], loc: list[Any], code: str
) -> None:
    answer = await officer.post(PROGRAMMES, json=programme_body(**changes))

    assert refusal(answer) == (422, loc, code)
    assert (await officer.get(PROGRAMMES)).json()["items"] == []


async def test_code_is_taken_once(officer: AsyncClient) -> None:
    await programme(officer)

    answer = await officer.post(PROGRAMMES, json=programme_body())

    assert refusal(answer) == (409, ["body", "code"], "taken")


async def test_null_does_not_clear_what_must_be_there(officer: AsyncClient) -> None:
    created = await programme(officer)

    answer = await change(officer, PROGRAMMES, created, title=None)

    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_request")


async def test_readers_read_and_strangers_do_not(
    officer: AsyncClient, reader: AsyncClient, anonymous: AsyncClient
) -> None:
    created = await programme(officer)
    one = f"{PROGRAMMES}/{created['id']}"

    assert (await reader.get(one)).status_code == 200
    assert (await change(reader, PROGRAMMES, created, code="x")).status_code == 403
    assert (await reader.post(PROGRAMMES, json=programme_body())).status_code == 403
    assert (await anonymous.get(one)).status_code == 401
    assert (await anonymous.get("/v1/themes")).status_code == 401
    assert (await officer.get(f"{PROGRAMMES}/{uuid4()}")).status_code == 404
    assert (
        await officer.patch(
            f"{PROGRAMMES}/{uuid4()}", json={}, headers={"If-Match": '"1"'}
        )
    ).status_code == 404


async def test_themes_are_one_short_list(
    officer: AsyncClient, reader: AsyncClient
) -> None:
    await theme(officer, "gender")
    await theme(officer, "environment")

    taken = await officer.post(
        "/v1/themes", json={"code": "gender", "name": {"en": "Gender"}}
    )
    items = (await reader.get("/v1/themes")).json()["items"]

    assert refusal(taken) == (409, ["body", "code"], "taken")
    assert [item["code"] for item in items] == ["environment", "gender"]
