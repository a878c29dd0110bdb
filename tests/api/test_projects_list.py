"""The list of projects: filters, search, orders, pages, and what it costs."""

from typing import Any
from uuid import uuid4

import pytest
from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from bromost_api.projects.schemas import ProjectListItem
from bromost_common.paging import Page
from tests.api.portfolio import organisation, partnership
from tests.api.projects import (
    PROJECTS,
    budget_line,
    change,
    codes,
    programme,
    project,
    theme,
)
from tests.statements import statements


async def tie(session: AsyncSession, project_id: str, partnership_id: str) -> None:
    await session.execute(
        text("INSERT INTO api.project_partnership VALUES (:project, :partnership, 1)"),
        {"project": project_id, "partnership": partnership_id},
    )
    await session.commit()


@pytest.fixture
async def organisations(officer: AsyncClient) -> dict[str, str]:
    alias = [{"name": "Kosovo Polje"}]
    return {
        "nmfa": await organisation(officer, "Ministry of Foreign Affairs"),
        "norad": await organisation(officer, "NORAD", kind="agency"),
        "kosovo": await organisation(officer, "Fushë Kosovë", "XK", aliases=alias),
        "stange": await organisation(officer, "Stange"),
        "nis": await organisation(officer, "Niš", "RS"),
    }


@pytest.fixture
async def portfolio(
    officer: AsyncClient, session: AsyncSession, organisations: dict[str, str]
) -> dict[str, Any]:
    """Three projects that differ in everything that a list can filter by."""
    names = organisations
    frame = await programme(officer, code="KS-2005")
    other = await programme(officer, code="OTHER")
    youth = await theme(officer, "youth")
    bond = await partnership(
        officer, [names["stange"]], [names["kosovo"]], name="Stange - Fushë Kosovë"
    )
    titles = {"en": "Local economic development", "nb": "Næringsutvikling"}
    first = await project(
        officer, frame["id"], code="2", title=titles, countries=["XK"], status="active"
    )
    second = await project(
        officer,
        frame["id"],
        code="10",
        title={"en": "Youth councils", "nb": "Ungdomsråd", "pl": "Rady młodzieżowe"},
        countries=["RS", "BA"],
        theme_ids=[youth],
        starts_on="2007-03-01",
        ends_on="2009-02-28",
        roles=[
            {"organisation_id": names["nis"], "role": "partner"},
            {"organisation_id": names["norad"], "role": "funder"},
        ],
    )
    await project(officer, other["id"], code="A-1", title={"en": "Åpne møter"})
    await tie(session, first["id"], bond["id"])
    await budget_line(session, first["id"], names["nmfa"], amount="500", year=2005)
    await budget_line(session, second["id"], names["nmfa"], amount="90", year=2006)
    return {**names, "programme": other["id"], "theme": youth, "first": first}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["2", "10", "A-1"]),
        ({"programme": "programme"}, ["A-1"]),
        ({"theme": "theme"}, ["10"]),
        ({"funder": "nmfa"}, ["2", "10"]),
        ({"funder": "norad"}, ["10"]),
        ({"organisation": "kosovo"}, ["2"]),
        ({"organisation": "nis"}, ["10"]),
        ({"country": "BA"}, ["10"]),
        ({"country": "NO"}, []),
        ({"status": "active"}, ["2"]),
        ({"year": 2005}, ["2"]),
        ({"year": 2006}, ["10"]),
        ({"year": 2008}, ["10"]),
        ({"status": "planned", "country": "XK"}, []),
    ],
)
async def test_filters_narrow_the_list(
    reader: AsyncClient, portfolio: dict[str, Any], query: dict[str, Any], found: Any
) -> None:
    wanted = {name: portfolio.get(value, value) for name, value in query.items()}

    assert await codes(reader, **wanted) == found


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("10", ["10"]),
        ("a-1", ["A-1"]),
        ("youth", ["10"]),
        ("UNGDOMSRAD", ["10"]),
        ("mlodziezowe", ["10"]),
        ("councils youth", ["10"]),
        ("youth development", []),
        ("economc", ["2"]),
        ("kosovo polje", ["2"]),
        ("Fushe Kosove", ["2"]),
        ("stnage", ["2"]),
        ("nis", ["10"]),
        ("Ниш", ["10"]),
        ("apne", ["A-1"]),
        ("aapne moeter", ["A-1"]),
        ("nowhere", []),
        ("Stange - Fushë Kosovë", ["2"]),
        ("%", ["2", "10", "A-1"]),
        ("\\", ["2", "10", "A-1"]),
    ],
)
async def test_words_are_found_in_codes_titles_and_partners(
    reader: AsyncClient, portfolio: dict[str, Any], q: str, found: list[str]
) -> None:
    assert portfolio
    assert await codes(reader, q=q) == found


@pytest.mark.parametrize(
    ("sort", "found"),
    [
        ("code", ["2", "10", "A-1"]),
        ("title", ["A-1", "2", "10"]),
        ("-title", ["10", "2", "A-1"]),
        ("starts_on", ["10", "2", "A-1"]),
        ("budget", ["A-1", "10", "2"]),
        ("-budget", ["2", "10", "A-1"]),
    ],
)
async def test_orders(
    reader: AsyncClient, portfolio: dict[str, Any], sort: str, found: list[str]
) -> None:
    assert portfolio
    seen: list[str] = []
    query: dict[str, Any] = {"sort": sort, "limit": 1, "with_total": True}
    for _ in range(3):
        answer = await reader.get(PROJECTS, params=query)
        assert answer.status_code == 200, answer.text
        page = answer.json()
        assert page["total"] == 3
        seen += [item["code"] for item in page["items"]]
        query["cursor"] = page["next_cursor"]

    assert seen == found
    assert query["cursor"] is None


async def test_titles_sort_as_the_reader_sees_them(
    reader: AsyncClient, portfolio: dict[str, Any]
) -> None:
    changed = await reader.patch(
        "/v1/account", json={"locale": "nb"}, headers={"If-Match": '"1"'}
    )
    assert (changed.status_code, bool(portfolio)) == (200, True)

    assert await codes(reader, sort="title") == ["A-1", "2", "10"]
    pages = [(await reader.get(PROJECTS, params={"sort": "title", "limit": 2})).json()]
    pages.append(
        (
            await reader.get(
                PROJECTS,
                params={"sort": "title", "cursor": pages[0]["next_cursor"]},
            )
        ).json()
    )
    assert [item["code"] for page in pages for item in page["items"]] == [
        "A-1", "2", "10",
    ]  # fmt: skip


async def test_page_is_what_its_declared_model_says(
    reader: AsyncClient, portfolio: dict[str, Any]
) -> None:
    assert portfolio
    answer = await reader.get(PROJECTS, params={"with_total": True})

    page = Page[ProjectListItem].model_validate_json(answer.content, strict=True)

    assert page.model_dump(mode="json") == answer.json()
    assert page.items[0].partners == ["Stange - Fushë Kosovë"]


async def test_list_and_detail_cost_the_same_however_much_there_is(
    reader: AsyncClient,
    officer: AsyncClient,
    connection: AsyncConnection,
    portfolio: dict[str, Any],
) -> None:
    frame = portfolio["programme"]
    roles = [{"organisation_id": portfolio["nis"], "role": "partner"}]
    counts = []
    for made in (5, 50):
        for number in range(made):
            code = f"{made}/{number}"
            await project(officer, frame, code=code, roles=roles, countries=["BA"])
        with statements(connection) as sent:
            assert len(await codes(reader, limit=200, programme=frame)) >= made
        counts.append(len([s for s in sent if "api.project" in s]))
        counts.append(len(sent))
    one = f"{PROJECTS}/{portfolio['first']['id']}"
    with statements(connection) as sent:
        await reader.get(one)

    assert counts[:2] == counts[2:]
    assert counts[0] == 1
    assert len([s for s in sent if "api.project" in s]) == 1


@pytest.mark.parametrize(
    ("query", "loc"),
    [
        ({"cursor": "nonsense"}, "cursor"),
        ({"sort": "colour"}, "sort"),
        ({"year": 20006}, "year"),
        ({"year": "soon"}, "year"),
        ({"status": "dreaming"}, "status"),
        ({"country": "Kosovo"}, "country"),
        ({"funder": "NORAD"}, "funder"),
        ({"limit": 0}, "limit"),
        ({"limit": 201}, "limit"),
        ({"q": "a\x00"}, "q"),
    ],
)
async def test_bad_query_is_refused(
    reader: AsyncClient, query: dict[str, Any], loc: str
) -> None:
    answer = await reader.get(PROJECTS, params=query)

    assert (answer.status_code, answer.json()["fields"][0]["loc"][-1]) == (422, loc)


async def test_cursor_of_another_order_is_refused(
    reader: AsyncClient, portfolio: dict[str, Any]
) -> None:
    assert portfolio
    cursor = (await reader.get(PROJECTS, params={"limit": 1})).json()["next_cursor"]

    answer = await reader.get(PROJECTS, params={"sort": "budget", "cursor": cursor})

    assert answer.json()["fields"][0]["code"] == "invalid_cursor"


async def test_choices_are_what_the_projects_have(
    reader: AsyncClient, anonymous: AsyncClient, portfolio: dict[str, Any]
) -> None:
    path = f"{PROJECTS}/choices"
    found = (await reader.get(path)).json()

    assert [p["code"] for p in found["programmes"]] == ["KS-2005", "OTHER"]
    assert [t["id"] for t in found["themes"]] == [portfolio["theme"]]
    assert [f["name"] for f in found["funders"]] == [
        "Ministry of Foreign Affairs",
        "NORAD",
    ]
    assert found["countries"] == ["BA", "RS", "XK"]
    assert found["years"] == [2005, 2006]
    assert (await anonymous.get(path)).status_code == 401


async def test_there_is_nothing_to_choose_before_there_are_projects(
    reader: AsyncClient,
) -> None:
    found = (await reader.get(f"{PROJECTS}/choices")).json()

    assert set(map(str, found.values())) == {"[]"}


async def test_unknown_filter_values_find_nothing(
    reader: AsyncClient, officer: AsyncClient, portfolio: dict[str, Any]
) -> None:
    for name in ("programme", "theme", "funder", "organisation"):
        assert await codes(reader, **{name: str(uuid4())}) == []
    first = portfolio["first"]
    assert (await change(officer, PROJECTS, first, status="planned")).status_code == 200
    assert await codes(reader, status="active") == []
