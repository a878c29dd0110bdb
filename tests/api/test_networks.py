"""Networks: organisations that work on the same themes, when they joined and left."""

from datetime import UTC, datetime
from typing import Any

import pytest
from httpx import AsyncClient, Response
from sqlalchemy.ext.asyncio import AsyncSession

from tests.api.portfolio import organisation
from tests.api.projects import (
    PROJECTS,
    change,
    events,
    made,
    programme,
    project,
    refusal,
    theme,
)
from tests.conftest import Somebody

NETWORKS = "/v1/networks"


async def network(
    client: AsyncClient, programme_id: str, /, **changes: Any
) -> dict[str, Any]:
    body = {
        "programme_id": programme_id,
        "code": "N-1",
        "name": {"en": "Climate and energy", "nb": "Klima og energi"},
    }
    return await made(client, NETWORKS, body | changes)


async def join(
    client: AsyncClient, network_id: str, organisation_id: str, **days: str
) -> Response:
    return await client.post(
        f"{NETWORKS}/{network_id}/members",
        json={"organisation_id": organisation_id} | days,
    )


def member_of(answer: Response) -> dict[str, Any]:
    (member,) = answer.json()["members"]
    found: dict[str, Any] = member
    return found


async def on_member(
    client: AsyncClient, method: str, answer: Response, **changes: Any
) -> Response:
    path = f"{NETWORKS}/{answer.json()['id']}/members/{member_of(answer)['id']}"
    return await client.request(
        method,
        path,
        json=changes or None,
        headers={"If-Match": answer.headers["etag"]},
    )


async def codes(client: AsyncClient, **query: Any) -> list[str]:
    answer = await client.get(NETWORKS, params=query)
    assert answer.status_code == 200, answer.text
    return [item["code"] for item in answer.json()["items"]]


async def test_registered_network_is_read_back_whole(
    officer: AsyncClient, session: AsyncSession
) -> None:
    lead = await organisation(officer, "Gran")
    climate = await theme(officer, "climate")
    frame = (await programme(officer))["id"]

    created = await network(
        officer,
        frame,
        lead_organisation_id=lead,
        theme_ids=[climate],
        starts_on="2006-01-01",
        ends_on="2010-12-31",
    )
    answer = await officer.get(f"{NETWORKS}/{created['id']}")

    assert answer.json() == created
    assert answer.headers["etag"] == '"1"'
    assert created["programme"]["id"] == frame
    assert created["lead"]["name"] == "Gran"
    assert [one["code"] for one in created["themes"]] == ["climate"]
    assert (created["members"], created["project_count"]) == ([], 0)
    (event,) = await events(session, "network.registered.v1")
    assert (event["code"], event["title"]) == ("N-1", created["name"])


@pytest.mark.parametrize(
    ("wrong", "loc", "code"),
    [
        ({"programme_id": "NOBODY"}, ["body", "programme_id"], "unknown_programme"),
        (
            {"lead_organisation_id": "NOBODY"},
            ["body", "lead_organisation_id"],
            "unknown_organisation",
        ),
        ({"theme_ids": ["NOBODY"]}, ["body", "theme_ids", 0], "unknown_theme"),
        (
            {"starts_on": "2006-02-01", "ends_on": "2006-01-01"},
            ["body", "ends_on"],
            "ends_before_start",
        ),
        ({"original_language": "pl"}, ["body", "name"], "original_language_missing"),
    ],
)
async def test_impossible_network_is_refused(
    officer: AsyncClient, wrong: dict[str, Any], loc: list[Any], code: str
) -> None:
    frame = (await programme(officer))["id"]
    nobody = "01930000-0000-7000-8000-00000000dead"
    known = {
        name: [nobody]
        if value == ["NOBODY"]
        else nobody
        if value == "NOBODY"
        else value
        for name, value in wrong.items()
    }
    body = {"programme_id": frame, "code": "N-1", "name": {"en": "Climate"}}

    answer = await officer.post(NETWORKS, json=body | known)

    assert refusal(answer) == (422, loc, code)


async def test_code_is_unique_whatever_its_capitals(officer: AsyncClient) -> None:
    frame = (await programme(officer))["id"]
    await network(officer, frame, code="Nær 1")

    again = {"programme_id": frame, "code": "NAER 1", "name": {"en": "Another"}}
    answer = await officer.post(NETWORKS, json=again)

    assert refusal(answer) == (409, ["body", "code"], "taken")


async def test_members_join_leave_and_come_back(officer: AsyncClient) -> None:
    frame = (await programme(officer))["id"]
    gran = await organisation(officer, "Gran")
    one = (await network(officer, frame, starts_on="2006-01-01"))["id"]

    joined = await join(officer, one, gran, joined_on="2006-02-15")
    assert (joined.status_code, joined.headers["etag"]) == (201, '"2"')
    left = await on_member(officer, "PATCH", joined, left_on="2008-12-31")
    assert member_of(left)["left_on"] == "2008-12-31"
    back = await join(officer, one, gran, joined_on="2009-01-01")

    assert back.status_code == 201, back.text
    days = [(m["joined_on"], m["left_on"]) for m in back.json()["members"]]
    assert days == [("2006-02-15", "2008-12-31"), ("2009-01-01", None)]
    (item,) = (await officer.get(NETWORKS)).json()["items"]
    assert item["member_count"] == 1


async def test_member_entered_by_mistake_is_taken_out(
    officer: AsyncClient, session: AsyncSession
) -> None:
    frame = (await programme(officer))["id"]
    one = (await network(officer, frame))["id"]
    joined = await join(officer, one, await organisation(officer, "Gran"))

    gone = await on_member(officer, "DELETE", joined)

    assert (gone.status_code, gone.json()["members"]) == (200, [])
    told = await events(session, "network.changed.v1")
    assert [event["changed"] for event in told] == [["members"], ["members"]]


@pytest.mark.parametrize(
    ("days", "field", "code"),
    [
        (
            {"joined_on": "2007-01-01", "left_on": "2006-12-31"},
            "left_on",
            "left_before_joined",
        ),
        ({"joined_on": "2005-12-31"}, "joined_on", "outside_network"),
        ({"joined_on": "2011-01-01"}, "joined_on", "outside_network"),
    ],
)
async def test_impossible_days_of_a_member_are_refused(
    officer: AsyncClient, days: dict[str, str], field: str, code: str
) -> None:
    frame = (await programme(officer))["id"]
    runs = {"starts_on": "2006-01-01", "ends_on": "2010-12-31"}
    one = (await network(officer, frame, **runs))["id"]
    gran = await organisation(officer, "Gran")

    refused = await join(officer, one, gran, **days)
    joined = await join(officer, one, gran, joined_on="2006-06-01")
    corrected = await on_member(officer, "PATCH", joined, **days)

    assert refusal(refused) == (422, ["body", field], code)
    assert refusal(corrected) == (422, ["body", field], code)


async def test_nobody_is_in_twice_at_a_time(officer: AsyncClient) -> None:
    frame = (await programme(officer))["id"]
    one = (await network(officer, frame))["id"]
    gran = await organisation(officer, "Gran")
    await join(officer, one, gran, joined_on="2006-01-01")

    twice = await join(officer, one, gran, joined_on="2007-01-01")
    nobody = await join(officer, one, "01930000-0000-7000-8000-00000000dead")

    assert (twice.status_code, twice.json()["code"]) == (409, "repeated_member")
    assert refusal(nobody) == (422, ["body", "organisation_id"], "unknown_organisation")


async def test_network_runs_for_as_long_as_it_has_members(officer: AsyncClient) -> None:
    frame = (await programme(officer))["id"]
    one = (await network(officer, frame))["id"]
    gran = await organisation(officer, "Gran")
    joined = (await join(officer, one, gran, joined_on="2006-01-01")).json()

    late = await change(officer, NETWORKS, joined, starts_on="2006-01-02")
    over = await change(officer, NETWORKS, joined, ends_on="2005-12-31")

    assert refusal(late) == (422, ["body", "starts_on"], "leaves_member_out")
    assert refusal(over) == (422, ["body", "ends_on"], "leaves_member_out")


async def test_change_of_an_older_version_is_refused_with_the_newest(
    officer: AsyncClient,
) -> None:
    frame = (await programme(officer))["id"]
    first = await network(officer, frame)
    second = await change(officer, NETWORKS, first, name={"en": "Outdoor life"})

    stale = await change(officer, NETWORKS, first, name={"en": "Land use"})
    joined = await join(officer, first["id"], await organisation(officer, "Gran"))
    wrong = await officer.delete(
        f"{NETWORKS}/{first['id']}/members/{member_of(joined)['id']}",
        headers={"If-Match": '"1"'},
    )

    assert (second.status_code, stale.status_code) == (200, 412)
    assert stale.json()["current"]["name"] == {"en": "Outdoor life"}
    assert wrong.status_code == 412


async def test_list_is_narrowed_searched_and_hides_the_archived(
    officer: AsyncClient,
) -> None:
    mine = (await programme(officer, code="A"))["id"]
    other = (await programme(officer, code="B"))["id"]
    climate, gran = await theme(officer, "climate"), await organisation(officer, "Gran")
    first = await network(officer, mine, code="N-2", theme_ids=[climate])
    await network(officer, mine, code="N-10", lead_organisation_id=gran)
    await network(officer, other, code="N-1", name={"nb": "Friluftsliv"}, **_NB)
    await join(officer, first["id"], gran)

    assert await codes(officer) == ["N-1", "N-2", "N-10"]
    assert await codes(officer, programme=mine) == ["N-2", "N-10"]
    assert await codes(officer, theme=climate) == ["N-2"]
    assert await codes(officer, organisation=gran) == ["N-2", "N-10"]
    assert await codes(officer, q="frilufts") == ["N-1"]
    assert await codes(officer, sort="-name", limit=1) == ["N-1"]
    tag = {"If-Match": '"2"'}
    await officer.post(f"{NETWORKS}/{first['id']}/archive", headers=tag)
    assert await codes(officer, theme=climate) == []
    assert await codes(officer, theme=climate, include_archived=True) == ["N-2"]
    tag = {"If-Match": '"3"'}
    await officer.post(f"{NETWORKS}/{first['id']}/restore", headers=tag)
    assert await codes(officer, theme=climate) == ["N-2"]


_NB = {"original_language": "nb"}


async def test_project_is_the_work_of_a_network_of_its_programme(
    officer: AsyncClient,
) -> None:
    mine = (await programme(officer, code="A"))["id"]
    other = (await programme(officer, code="B"))["id"]
    one = await network(officer, mine)
    foreign = await network(officer, other, code="N-2")

    first = await project(officer, mine, code="1", network_id=one["id"])
    await project(officer, mine, code="2")
    wrong = await change(officer, PROJECTS, first, network_id=foreign["id"])
    moved = await change(officer, PROJECTS, first, programme_id=other)
    nowhere = await change(officer, PROJECTS, first, network_id=first["id"])

    assert first["network"]["code"] == "N-1"
    foreign_network = (422, ["body", "network_id"], "network_of_another_programme")
    assert refusal(wrong) == refusal(moved) == foreign_network
    assert refusal(nowhere) == (422, ["body", "network_id"], "unknown_network")
    listed = await officer.get(PROJECTS, params={"network": one["id"]})
    assert [item["code"] for item in listed.json()["items"]] == ["1"]
    narrowed = (await officer.get(f"{PROJECTS}/choices")).json()["networks"]
    assert [item["code"] for item in narrowed] == ["N-1"]
    read = await officer.get(f"{NETWORKS}/{one['id']}")
    assert read.json()["project_count"] == 1
    freed = await change(officer, PROJECTS, first, network_id=None, programme_id=other)
    assert (freed.json()["network"], freed.json()["programme"]["id"]) == (None, other)


async def test_past_shows_who_was_in(officer: AsyncClient) -> None:
    frame = (await programme(officer))["id"]
    one = (await network(officer, frame))["id"]
    joined = await join(officer, one, await organisation(officer, "Gran"))
    then = datetime.now(UTC).isoformat()
    await on_member(officer, "DELETE", joined)

    past = await officer.get(f"{NETWORKS}/{one}", params={"as_of": then})
    changes = await officer.get(f"/v1/history/network/{one}")

    assert [m["organisation"]["name"] for m in past.json()["members"]] == ["Gran"]
    assert changes.status_code == 200, changes.text
    assert len(changes.json()["items"]) == 3


async def test_coordinator_of_a_network_reaches_what_is_the_networks(
    officer: AsyncClient, somebody: Somebody
) -> None:
    mine = (await programme(officer, code="A"))["id"]
    own = await network(officer, mine, code="N-1")
    other = await network(officer, mine, code="N-2")
    gran = await organisation(officer, "Gran")
    ours = await project(officer, mine, code="1", network_id=own["id"])
    theirs = await project(officer, mine, code="2", network_id=other["id"])
    alone = await project(officer, mine, code="3")

    person = await somebody("coordinator", "network", own["id"])  # type: ignore[arg-type]  # a role's value

    assert await codes(person) == ["N-1"]
    listed = await person.get(PROJECTS)
    assert [item["code"] for item in listed.json()["items"]] == ["1"]
    for hidden in (theirs, alone):
        answer = await person.get(f"{PROJECTS}/{hidden['id']}")
        assert answer.status_code == 404
    assert (await person.get(f"{NETWORKS}/{other['id']}")).status_code == 404
    assert (await person.get(f"/v1/programmes/{mine}")).status_code == 200
    frame = await person.patch(
        f"/v1/programmes/{mine}", json={}, headers={"If-Match": '"1"'}
    )
    assert frame.status_code == 403
    assert (await join(person, own["id"], gran)).status_code == 201
    titled = await change(person, PROJECTS, ours, title={"en": "Wells"})
    assert titled.status_code == 200, titled.text


async def test_what_is_the_programmes_of_a_network_is_not_its_coordinators(
    officer: AsyncClient, somebody: Somebody
) -> None:
    mine = (await programme(officer))["id"]
    one = await network(officer, mine)
    gran = await organisation(officer, "Gran")
    ours = await project(officer, mine, network_id=one["id"])

    person = await somebody("coordinator", "network", one["id"])  # type: ignore[arg-type]  # a role's value
    lead = await change(person, NETWORKS, one, lead_organisation_id=gran)
    freed = await change(person, PROJECTS, ours, network_id=None)
    told = (await person.get(f"/v1/own-access/network/{one['id']}")).json()

    assert refusal(lead) == (403, ["body", "lead_organisation_id"], "not_editable")
    assert refusal(freed) == (403, ["body", "network_id"], "not_editable")
    assert "network.write" in told["may"]
    assert "name" in told["editable"]
    assert not {"code", "lead_organisation_id"} & set(told["editable"])
    assert told["must_fill"] == ["starts_on", "theme_ids"]


async def test_member_sees_its_network_until_it_leaves_and_who_carries_it_acts(
    officer: AsyncClient, somebody: Somebody
) -> None:
    frame = (await programme(officer))["id"]
    gran, hole = [await organisation(officer, name) for name in ("Gran", "Hole")]
    one = await network(officer, frame, lead_organisation_id=hole)
    await project(officer, frame, network_id=one["id"])
    joined = await join(officer, one["id"], gran, joined_on="2006-01-01")

    member = await somebody("coordinator", "organisation", gran)  # type: ignore[arg-type]  # a role's value
    carrier = await somebody("coordinator", "organisation", hole)  # type: ignore[arg-type]  # a role's value

    assert await codes(member) == await codes(carrier) == ["N-1"]
    stale = {"If-Match": '"9"'}
    path = f"{NETWORKS}/{one['id']}"
    assert (await member.patch(path, json={}, headers=stale)).status_code == 403
    assert (await carrier.patch(path, json={}, headers=stale)).status_code == 412
    # To be in a network is no part in its projects.
    assert (await member.get(PROJECTS)).json()["items"] == []
    await on_member(officer, "PATCH", joined, left_on="2006-12-31")
    assert await codes(member) == []
