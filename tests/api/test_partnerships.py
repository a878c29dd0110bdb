"""Partnerships: who is bound to whom, and how they stood when."""

import json
from typing import Any

import pytest
from httpx import AsyncClient, Response
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from tests.api.portfolio import PARTNERSHIPS, at, organisation, partnership, project

CONFLICT = {"en": "Standstill because of the conflict", "nb": "På grunn av konflikten"}


def refusal(answer: Response) -> tuple[int, list[Any], str]:
    field = answer.json()["fields"][0]
    return answer.status_code, field["loc"], field["code"]


async def tromso_jaffna(client: AsyncClient, **changes: Any) -> dict[str, Any]:
    tromso = await organisation(client, "Tromsø", place=at("69.65", "18.96"))
    jaffna = await organisation(client, "Jaffna", "LK", place=at("9.67", "80.01"))
    wanted = {"name": "Tromsø - Jaffna"} | changes
    return await partnership(client, [tromso], [jaffna], **wanted)


async def stand_still(client: AsyncClient, partnership_id: str) -> Response:
    return await client.post(
        f"{PARTNERSHIPS}/{partnership_id}/status-changes",
        json={"status": "standstill", "valid_from": "2006-01-01", "reason": CONFLICT},
    )


async def list_of(client: AsyncClient, **query: Any) -> list[dict[str, Any]]:
    answer = await client.get(PARTNERSHIPS, params=query)
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


async def events(session: AsyncSession, kind: str) -> list[dict[str, Any]]:
    found = await session.scalars(
        text(
            "SELECT payload FROM common.outbox WHERE event_type = :kind"
            " ORDER BY position"
        ),
        {"kind": kind},
    )
    return list(found)


async def test_registered_partnership_is_read_back_whole(
    officer: AsyncClient, session: AsyncSession
) -> None:
    created = await tromso_jaffna(officer)

    answer = await officer.get(f"{PARTNERSHIPS}/{created['id']}")

    assert answer.json() == created
    assert answer.headers["etag"] == '"1"'
    assert created["status"]["status"] == "active"
    sides = [
        [member["organisation"]["name"] for member in side["members"]]
        for side in created["sides"]
    ]
    assert sides == [["Tromsø"], ["Jaffna"]]
    event = (await events(session, "partnership.registered.v1"))[0]
    assert (event["name"], event["members"], event["status"]) == (
        "Tromsø - Jaffna",
        ["Tromsø", "Jaffna"],
        "active",
    )


async def test_standstill_is_told_with_its_reason(
    officer: AsyncClient, session: AsyncSession
) -> None:
    created = await tromso_jaffna(officer)

    answer = await stand_still(officer, created["id"])

    assert answer.status_code == 201, answer.text
    assert answer.headers["etag"] == '"2"'
    history = [(s["status"], s["valid_from"]) for s in answer.json()["statuses"]]
    assert history == [("active", "2005-01-01"), ("standstill", "2006-01-01")]
    event = (await events(session, "partnership.status-changed.v1"))[0]
    assert (event["old_status"], event["new_status"]) == ("active", "standstill")
    assert (event["reason"], event["valid_from"]) == (CONFLICT, "2006-01-01")


@pytest.mark.parametrize(
    ("as_of", "status"),
    [
        ("2004-12-31", None),
        ("2005-01-01", "active"),
        ("2005-12-31", "active"),
        ("2006-01-01", "standstill"),
        ("2026-01-01", "standstill"),
    ],
)
async def test_status_is_read_as_of_any_day(
    officer: AsyncClient, as_of: str, status: str | None
) -> None:
    created = await tromso_jaffna(officer)
    await stand_still(officer, created["id"])

    one = await officer.get(f"{PARTNERSHIPS}/{created['id']}", params={"as_of": as_of})
    listed = await list_of(officer, as_of=as_of)
    on_map = (await officer.get(f"{PARTNERSHIPS}/links?as_of={as_of}")).json()

    assert (one.json()["status"] or {}).get("status") == status
    assert [item["status"] for item in listed] == ([status] if status else [])
    assert [link["status"] for link in on_map["links"]] == ([status] if status else [])


@pytest.mark.parametrize("status", ["standstill", "ended"])
async def test_stopping_needs_a_reason(officer: AsyncClient, status: str) -> None:
    created = await tromso_jaffna(officer)
    change = {"status": status, "valid_from": "2006-01-01"}

    path = f"{PARTNERSHIPS}/{created['id']}/status-changes"
    answer = await officer.post(path, json=change)

    assert refusal(answer) == (422, ["body", "reason"], "reason_required")
    with_reason = change | {"reason": CONFLICT}
    assert (await officer.post(path, json=with_reason)).status_code == 201


async def test_two_statuses_never_begin_on_one_day(officer: AsyncClient) -> None:
    created = await tromso_jaffna(officer)
    path = f"{PARTNERSHIPS}/{created['id']}/status-changes"

    answer = await officer.post(
        path, json={"status": "pilot", "valid_from": "2005-01-01"}
    )
    same = await officer.post(
        path, json={"status": "active", "valid_from": "2005-06-01"}
    )
    before = await officer.post(
        path, json={"status": "pre_study", "valid_from": "2004-01-01"}
    )

    assert (answer.status_code, answer.json()["code"]) == (409, "status_day_taken")
    assert (same.status_code, same.json()["code"]) == (409, "status_unchanged")
    assert [s["status"] for s in before.json()["statuses"]] == ["pre_study", "active"]


async def test_several_municipalities_stand_on_one_side(officer: AsyncClient) -> None:
    home = [
        await organisation(officer, name, place=at("61.2", longitude))
        for name, longitude in [
            ("Hyllestad", "5.30"), ("Askvoll", "5.06"),
            ("Fjaler", "5.42"), ("Solund", "4.84"),
        ]
    ]  # fmt: skip
    tindouf = await organisation(officer, "Tindouf", "DZ", place=at("27.67", "-8.15"))
    await partnership(officer, home, [tindouf], link_type="pilot")
    gran = await organisation(officer, "Gran", place=at("60.44", "10.50"))
    mukono = await organisation(officer, "Mukono", "UG", place=at("0.35", "32.76"))
    lugazi = await organisation(officer, "Lugazi", "UG")
    await partnership(officer, [gran], [mukono, lugazi], name="Gran-Mukono & Lugazi")
    vest_agder = await organisation(officer, "Vest-Agder", kind="county")
    thembisile = await organisation(officer, "Thembisile", "ZA")
    await partnership(
        officer, [vest_agder], [thembisile], name="Vest-Agder - Thembisile"
    )

    found = (await officer.get(f"{PARTNERSHIPS}/links")).json()

    ends = {(link["from"], link["to"]) for link in found["links"]}
    assert ends == {(one, tindouf) for one in home} | {(gran, mukono)}
    assert {place["organisation_id"] for place in found["places"]} == {
        *home, tindouf, gran, mukono,
    }  # fmt: skip
    lost = [[o["name"] for o in u["organisations"]] for u in found["unplaced"]]
    assert lost == [["Lugazi"], ["Vest-Agder", "Thembisile"]]
    assert found["truncated"] is False


async def test_member_leaves_and_another_joins(officer: AsyncClient) -> None:
    home = await organisation(officer, "Orkdal")
    mostar = await organisation(officer, "Mostar", "BA")
    konjic = await organisation(officer, "Konjic", "BA")
    created = await partnership(officer, [home], [mostar])
    members = [
        {"organisation_id": home, "side": 1, "role": "lead"},
        {"organisation_id": mostar, "side": 2, "left_on": "2006-06-30"},
        {"organisation_id": konjic, "side": 2, "joined_on": "2006-07-01"},
    ]

    path = f"{PARTNERSHIPS}/{created['id']}"
    answer = await officer.patch(
        path, json={"members": members}, headers={"If-Match": '"1"'}
    )

    assert answer.status_code == 200, answer.text
    for day, name in [("2006-06-30", "Mostar"), ("2006-07-01", "Konjic")]:
        then = (await officer.get(path, params={"as_of": day})).json()["sides"][1]
        assert [m["organisation"]["name"] for m in then["members"]] == [name]
    everybody = [
        (m["side"], m["organisation"]["name"]) for m in answer.json()["members"]
    ]
    assert everybody == [(1, "Orkdal"), (2, "Mostar"), (2, "Konjic")]


@pytest.mark.parametrize(
    ("periods", "status"),
    [
        ([(None, None), (None, None)], 409),
        ([(None, "2006-01-01"), ("2006-01-01", None)], 409),
        ([(None, "2005-12-31"), ("2006-01-01", None)], 201),
    ],
)
async def test_member_is_never_in_twice_at_a_time(
    officer: AsyncClient,
    periods: list[tuple[str | None, str | None]],
    status: int,
) -> None:
    home = await organisation(officer, "Sund")
    other = await organisation(officer, "Konjic", "BA")
    members = [{"organisation_id": home, "side": 1}] + [
        {"organisation_id": other, "side": 2, "joined_on": joined, "left_on": left}
        for joined, left in periods
    ]
    body = {
        "name": "Sund - Konjic",
        "link_type": "twinning",
        "members": members,
        "status": {"status": "active", "valid_from": "2005-01-01"},
    }

    answer = await officer.post(PARTNERSHIPS, json=body)

    assert answer.status_code == status, answer.text
    if status == 409:
        assert answer.json()["code"] == "repeated_member"


async def test_what_makes_no_sense_is_refused_with_its_place(
    officer: AsyncClient,
) -> None:
    created = await tromso_jaffna(officer)
    tromso = created["sides"][0]["members"][0]["organisation"]["id"]
    nobody = "01933b5c-6c2e-7d30-8f41-3a5b7c9d0e12"
    mine = {"organisation_id": tromso, "side": 1}
    changes: list[tuple[dict[str, Any], list[Any], str]] = [
        ({"members": [mine, mine]}, ["members"], "one_sided"),
        (
            {"members": [mine, {"organisation_id": nobody, "side": 2}]},
            ["members", 1, "organisation_id"],
            "unknown_organisation",
        ),
        (
            {"members": [mine, mine | {"side": 2, "joined_on": "2006-01-02",
                                       "left_on": "2006-01-01"}]},
            ["members", 1, "left_on"],
            "left_before_joined",
        ),
        ({"project_ids": [nobody]}, ["project_ids", 0], "unknown_project"),
        ({"members": [mine]}, ["members"], "too_short"),
        ({"colour": "red"}, ["colour"], "extra_forbidden"),
    ]  # fmt: skip
    for change, loc, code in changes:
        answer = await officer.patch(
            f"{PARTNERSHIPS}/{created['id']}", json=change, headers={"If-Match": '"1"'}
        )
        assert refusal(answer) == (422, ["body", *loc], code)


async def test_partnership_is_tied_to_projects_and_told_apart_from_others(
    officer: AsyncClient, session: AsyncSession
) -> None:
    one, two = await project(session, "28"), await project(session, "3")
    created = await tromso_jaffna(officer, project_ids=[one])
    assert [p["code"] for p in created["projects"]] == ["28"]

    path = f"{PARTNERSHIPS}/{created['id']}"
    answer = await officer.patch(
        path, json={"project_ids": [one, two]}, headers={"If-Match": '"1"'}
    )

    assert [p["code"] for p in answer.json()["projects"]] == ["3", "28"]
    assert [i["project_count"] for i in await list_of(officer, project=two)] == [2]
    cleared = await officer.patch(
        path, json={"project_ids": []}, headers={"If-Match": '"2"'}
    )
    assert cleared.json()["projects"] == []
    assert await list_of(officer, project=two) == []


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({"q": "tromso"}, 1), ({"q": "JAFFNA"}, 1), ({"q": "Yalpanam"}, 1),
        ({"q": "Mostar"}, 0), ({"country": "LK"}, 1), ({"country": "BA"}, 0),
        ({"status": "standstill"}, 1), ({"status": "active"}, 0),
        ({"status": "active", "as_of": "2005-05-05"}, 1),
        ({"link_type": "twinning"}, 1), ({"link_type": "pilot"}, 0),
    ],
)  # fmt: skip
async def test_partnerships_are_found(
    officer: AsyncClient, query: dict[str, str], count: int
) -> None:
    tromso = await organisation(officer, "Tromsø")
    jaffna = await organisation(officer, "Jaffna", "LK", aliases=[{"name": "Yalpanam"}])
    created = await partnership(officer, [tromso], [jaffna], name="Twinning in Asia")
    await stand_still(officer, created["id"])

    assert len(await list_of(officer, **query)) == count
    assert len(await list_of(officer, organisation=jaffna)) == 1


async def test_list_is_paged_in_the_asked_order(officer: AsyncClient) -> None:
    home = await organisation(officer, "Oslo")
    other = await organisation(officer, "Mbombela", "ZA")
    for name in ("B", "A", "C"):
        await partnership(officer, [home], [other], name=name)
    for sort, expected in [("name", "ABC"), ("-name", "CBA"), ("-status_since", "ABC")]:
        seen, cursor = "", None
        while cursor is not None or not seen:
            query = {"limit": "1", "sort": sort} | (
                {"cursor": cursor} if cursor else {}
            )
            page = (await officer.get(PARTNERSHIPS, params=query)).json()
            seen += "".join(item["name"] for item in page["items"])
            cursor = page["next_cursor"]
        assert seen == expected


async def test_stale_change_shows_how_it_looks_now(officer: AsyncClient) -> None:
    created = await tromso_jaffna(officer)
    path, body = f"{PARTNERSHIPS}/{created['id']}", {"name": "Another name"}

    without = await officer.patch(path, json=body)
    changed = await officer.patch(path, json=body, headers={"If-Match": '"1"'})
    stale = await officer.patch(path, json=body, headers={"If-Match": '"1"'})

    assert (without.status_code, changed.status_code) == (428, 200)
    assert (stale.status_code, stale.json()["current"]["version"]) == (412, 2)


async def test_readers_read_and_strangers_see_nothing(
    officer: AsyncClient, reader: AsyncClient, anonymous: AsyncClient
) -> None:
    created = await tromso_jaffna(officer)
    path = f"{PARTNERSHIPS}/{created['id']}"
    body = {"name": "Mine"}

    assert (await reader.get(path)).status_code == 200
    refused = await reader.patch(path, json=body, headers={"If-Match": '"1"'})
    assert refused.status_code == 403
    assert (await stand_still(reader, created["id"])).status_code == 403
    assert (await anonymous.get(path)).status_code == 401
    nobody = f"{PARTNERSHIPS}/01933b5c-6c2e-7d30-8f41-3a5b7c9d0e12"
    assert (await reader.get(nobody)).status_code == 404
    assert json.loads((await reader.get(path)).content) == created
