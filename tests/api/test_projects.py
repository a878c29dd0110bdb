"""Projects: registered, read, changed, archived."""

from typing import Any
from uuid import uuid4

import pytest
from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from tests.api.portfolio import organisation, partnership
from tests.api.projects import (
    PROJECTS,
    budget_line,
    change,
    codes,
    events,
    programme,
    project,
    project_body,
    refusal,
    theme,
)


async def test_registered_project_is_read_back_whole(
    officer: AsyncClient, session: AsyncSession
) -> None:
    frame = await programme(officer)
    mostar = await organisation(officer, "Mostar", "BA")
    created = await project(
        officer,
        frame["id"],
        title={"en": "Councils", "nb": "Råd", "bs": "Vijeća", "pl": "Rady"},
        summary={"nb": "Kort fortalt"},
        original_language="nb",
        status="active",
        starts_on="2005-01-01",
        ends_on="2006-12-31",
        countries=["RS", "BA"],
        theme_ids=[await theme(officer, "youth")],
        objectives=[
            {"kind": "general", "text": {"en": "Trust"}},
            {"kind": "specific", "text": {"en": "Ten councils"}},
        ],
        roles=[{"organisation_id": mostar, "role": "lead_partner"}],
        components=[{"title": {"en": "KS coordination activities"}}],
    )

    answer = await officer.get(f"{PROJECTS}/{created['id']}")

    assert answer.json() == created
    assert answer.headers["etag"] == '"1"'
    assert created["title"]["pl"] == "Rady"
    assert created["programme"]["code"] == "MIC"
    assert created["countries"] == ["BA", "RS"]
    assert [t["code"] for t in created["themes"]] == ["youth"]
    assert [o["kind"] for o in created["objectives"]] == ["general", "specific"]
    assert created["roles"][0]["organisation"]["name"] == "Mostar"
    published = (await events(session, "project.registered.v1"))[0]
    assert (published["code"], published["title"]["bs"]) == ("3", "Vijeća")
    assert published["programme_id"] == frame["id"]


async def test_partners_stand_in_the_groups_of_the_printed_report(
    officer: AsyncClient, session: AsyncSession
) -> None:
    frame = await programme(officer)
    names = ("Orkdal", "Gran", "Mukono", "Lugazi", "KS", "NMFA")
    orkdal, gran, mukono, lugazi, ks, nmfa = [
        await organisation(officer, name) for name in names
    ]
    created = await project(
        officer,
        frame["id"],
        components=[{"title": {"en": "Coordination"}, "position": 9}],
        roles=[
            {"organisation_id": ks, "role": "partner", "position": 5},
            {"organisation_id": nmfa, "role": "funder"},
            {"organisation_id": mukono, "role": "partner", "position": 1},
        ],
    )
    bond = await partnership(officer, [gran, orkdal], [mukono, lugazi])
    await session.execute(
        text("INSERT INTO api.project_partnership VALUES (:project, :partnership, 2)"),
        {"project": created["id"], "partnership": bond["id"]},
    )
    await session.commit()

    found = (await officer.get(f"{PROJECTS}/{created['id']}")).json()
    listed = (await officer.get(PROJECTS)).json()["items"][0]

    groups = [
        (group["kind"], [[o["name"] for o in side] for side in group["sides"]])
        for group in found["partner_groups"]
    ]
    assert groups == [
        ("partnership", [["Gran", "Orkdal"], ["Mukono", "Lugazi"]]),
        ("organisation", [["KS"]]),
        ("component", []),
    ]
    assert found["partnerships"][0]["id"] == bond["id"]
    assert listed["partners"] == ["A twinning", "KS"]


async def test_budget_lines_show_as_exact_decimal_text(
    officer: AsyncClient, session: AsyncSession
) -> None:
    frame = await programme(officer)
    nmfa = await organisation(officer, "NMFA", kind="ministry")
    created = await project(officer, frame["id"])
    await budget_line(session, created["id"], nmfa, amount="900000.10")
    await budget_line(session, created["id"], nmfa, amount="0.20", year=2006)
    await budget_line(session, created["id"], nmfa, amount="7", currency="EUR")

    found = (await officer.get(f"{PROJECTS}/{created['id']}")).json()
    listed = (await officer.get(PROJECTS)).json()["items"][0]

    lines = [(line["year"], line["currency"]) for line in found["budget_lines"]]
    assert lines == [(2005, "EUR"), (2005, "NOK"), (2006, "NOK")]
    assert found["budget_lines"][1]["amount"] == "900000.10"
    assert found["budget_lines"][1]["funder"]["name"] == "NMFA"
    assert listed["budget"] == found["budget"]
    assert listed["budget"] == [
        {"currency": "EUR", "amount": "7.00"},
        {"currency": "NOK", "amount": "900000.30"},
    ]
    assert listed["years"] == [2005, 2006]


async def test_change_replaces_lists_and_says_which_parts_changed(
    officer: AsyncClient, session: AsyncSession
) -> None:
    frame = await programme(officer)
    mostar = await organisation(officer, "Mostar", "BA")
    role = {"organisation_id": mostar, "role": "partner"}
    objective = {"kind": "general", "text": {"en": "Trust"}}
    created = await project(
        officer, frame["id"], countries=["BA"], roles=[role], objectives=[objective]
    )
    kept = created["objectives"][0]["id"]

    answer = await change(
        officer,
        PROJECTS,
        created,
        status="standstill",
        reason="No partner for now.",
        countries=["XK", "CS"],
        roles=[role | {"role": "lead_partner"}],
        objectives=[objective, objective | {"id": kept}],
        summary=None,
    )

    changed = answer.json()
    assert (answer.status_code, answer.headers["etag"]) == (200, '"2"')
    assert changed["countries"] == ["CS", "XK"]
    assert [r["role"] for r in changed["roles"]] == ["lead_partner"]
    assert [o["id"] == kept for o in changed["objectives"]] == [False, True]
    assert changed["title"] == created["title"]
    published = (await events(session, "project.changed.v1"))[0]
    assert published["changed"] == ["status", "countries", "objectives", "roles"]


async def test_refused_change_leaves_nothing_behind(officer: AsyncClient) -> None:
    frame = await programme(officer)
    created = await project(officer, frame["id"], countries=["BA"])

    answer = await change(
        officer, PROJECTS, created, code="4", countries=["RS"], theme_ids=[str(uuid4())]
    )

    assert refusal(answer) == (422, ["body", "theme_ids", 0], "unknown_theme")
    assert (await officer.get(f"{PROJECTS}/{created['id']}")).json() == created


async def test_change_of_nothing_is_no_change(
    officer: AsyncClient, session: AsyncSession
) -> None:
    created = await project(officer, (await programme(officer))["id"])

    answer = await change(officer, PROJECTS, created, code="3", roles=[])

    assert answer.json() == created
    assert await events(session, "project.changed.v1") == []


async def test_archived_project_leaves_the_list_and_comes_back(
    officer: AsyncClient, session: AsyncSession
) -> None:
    created = await project(officer, (await programme(officer))["id"])
    one = f"{PROJECTS}/{created['id']}"

    archived = await officer.post(f"{one}/archive", headers={"If-Match": '"1"'})
    assert (archived.status_code, archived.json()["archived"]) == (200, True)
    assert await codes(officer) == []
    assert await codes(officer, include_archived=True) == ["3"]
    assert (await officer.get(one)).json()["archived"] is True

    stale = await officer.post(f"{one}/restore", headers={"If-Match": '"1"'})
    restored = await officer.post(f"{one}/restore", headers={"If-Match": '"2"'})
    assert stale.status_code == 412
    assert (restored.json()["archived"], restored.headers["etag"]) == (False, '"3"')
    changed = [e["changed"] for e in await events(session, "project.changed.v1")]
    assert changed == [["archived"], ["archived"]]


async def test_stale_change_shows_what_is_there_now(officer: AsyncClient) -> None:
    created = await project(officer, (await programme(officer))["id"])
    await change(officer, PROJECTS, created, status="active")

    stale = await change(officer, PROJECTS, created, status="cancelled")
    blind = await officer.patch(f"{PROJECTS}/{created['id']}", json={"code": "x"})

    assert (stale.status_code, stale.json()["code"]) == (412, "stale_version")
    assert stale.json()["current"]["status"] == "active"
    assert stale.json()["current"]["version"] == 2
    assert (blind.status_code, blind.json()["code"]) == (428, "version_required")


@pytest.mark.parametrize(
    ("changes", "loc", "code"),
    [
        ({"countries": ["BA", "QQ"]}, ["body", "countries", 1], "unknown_country"),
        ({"countries": ["BA", "BA"]}, ["body", "countries", 1], "repeated"),
        (
            {"countries": ["Bosnia"]},
            ["body", "countries", 0],
            "string_pattern_mismatch",
        ),
        (
            {"roles": [{"organisation_id": str(uuid4()), "role": "partner"}]},
            ["body", "roles", 0, "organisation_id"],
            "unknown_organisation",
        ),
        (
            {"starts_on": "2006-01-01", "ends_on": "2005-12-31"},
            ["body", "ends_on"],
            "ends_before_start",
        ),
        ({"starts_on": "1815-06-18"}, ["body", "starts_on"], "greater_than_equal"),
        ({"ends_on": "2300-01-01"}, ["body", "ends_on"], "less_than_equal"),
        ({"programme_id": str(uuid4())}, ["body", "programme_id"], "unknown_programme"),
        ({"original_language": "pl"}, ["body", "title"], "original_language_missing"),
        ({"status": "dreaming"}, ["body", "status"], "enum"),
        ({"code": " "}, ["body", "code"], "string_too_short"),
        ({"code": "a\x00b"}, ["body", "code"], "value_error"),
        ({"unknown": True}, ["body", "unknown"], "extra_forbidden"),
        (
            {"components": [{"id": str(uuid4()), "title": {"en": "x"}}]},
            ["body", "components", 0, "id"],
            "unknown_id",
        ),
    ],
)
async def test_bad_project_is_refused_at_its_field(
    officer: AsyncClient, changes: dict[str, Any], loc: list[Any], code: str
) -> None:
    frame = await programme(officer)

    answer = await officer.post(PROJECTS, json=project_body(frame["id"], **changes))

    assert refusal(answer) == (422, loc, code)
    assert await codes(officer) == []


async def test_code_is_taken_once_in_a_programme(officer: AsyncClient) -> None:
    frame = await programme(officer)
    other = await programme(officer, code="OTHER")
    await project(officer, frame["id"])

    answer = await officer.post(PROJECTS, json=project_body(frame["id"]))

    assert refusal(answer) == (409, ["body", "code"], "taken")
    assert (await project(officer, other["id"]))["code"] == "3"


async def test_who_may_not_does_not(
    officer: AsyncClient, reader: AsyncClient, anonymous: AsyncClient
) -> None:
    frame = await programme(officer)
    created = await project(officer, frame["id"])
    one = f"{PROJECTS}/{created['id']}"
    body = project_body(frame["id"], code="4")
    version = {"If-Match": '"1"'}

    assert (await reader.get(one)).status_code == 200
    assert (await reader.get(PROJECTS)).status_code == 200
    assert (await reader.post(PROJECTS, json=body)).status_code == 403
    assert (await change(reader, PROJECTS, created, code="5")).status_code == 403
    assert (await reader.post(f"{one}/archive", headers=version)).status_code == 403
    assert (await anonymous.get(PROJECTS)).status_code == 401
    assert (await anonymous.post(PROJECTS, json=body)).status_code == 401
    assert (await officer.get(f"{PROJECTS}/{uuid4()}")).status_code == 404
    for verb in ("archive", "restore"):
        gone = await officer.post(f"{PROJECTS}/{uuid4()}/{verb}", headers=version)
        assert (gone.status_code, gone.json()["code"]) == (404, "not_found")


async def test_other_services_see_projects_through_the_view_alone(
    officer: AsyncClient, session: AsyncSession
) -> None:
    created = await project(officer, (await programme(officer))["id"])
    for service in ("indicators", "notifications"):
        connection = await session.connection()
        await connection.execute(text(f"SET LOCAL ROLE bromost_{service}"))
        row = (
            await connection.execute(text("SELECT * FROM api.project_directory_v1"))
        ).one()
        allowed = await connection.scalar(
            text("SELECT has_table_privilege('api.project', 'SELECT')")
        )
        assert (str(row.id), row.code, row.archived) == (created["id"], "3", False)
        assert allowed is False
