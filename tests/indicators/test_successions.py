"""A new version of a definition, taken up by all uses of a programme."""

from typing import Any
from uuid import UUID

import pytest
from httpx import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Role
from bromost_indicators.successions import service
from tests.conftest import Somebody

from .building import (
    accept,
    add_period,
    add_result,
    created,
    record,
    refusal,
)
from .building import published as told
from .graphs import add_programme_result, another_programme, another_project
from .test_definitions import draft, publish, published


async def take_up(
    client: AsyncClient, programme_id: UUID, version_id: str, **more: Any
) -> Any:
    body = {"definition_version_id": version_id, "starts_on": "2006-01-01"}
    return await client.post(
        f"/v1/programmes/{programme_id}/definition-successions",
        json={**body, "reason": "Counted by household", **more},
    )


async def use(client: AsyncClient, result: dict[str, Any], version_id: str) -> Any:
    path = f"/v1/results/{result['id']}/indicators"
    return await created(client, path, {"definition_version_id": version_id})


class Library:
    """A definition with a newer version, and who goes by the older one."""

    def __init__(self, old: str, new: str, uses: list[dict[str, Any]]) -> None:
        self.old, self.new, self.uses = old, new, uses


@pytest.fixture
async def library(
    client: AsyncClient, project_id: UUID, programme_id: UUID, session: AsyncSession
) -> Library:
    made = await published(client, decimals=1)
    old = made["versions"][0]["id"]
    other = await another_project(session, project_id)
    results = [
        await add_programme_result(client, programme_id),
        await add_result(client, project_id),
        await add_result(client, other),
    ]
    uses = [await use(client, result, old) for result in results]
    drafted = (
        await draft(client, made, decimals=0, note={"en": "Whole households."})
    ).json()
    newer = (await publish(client, drafted, 2)).json()
    (new,) = [one["id"] for one in newer["versions"] if one["number"] == 2]
    return Library(old, new, uses)


async def number_of(client: AsyncClient, indicator: dict[str, Any]) -> int:
    found = (await client.get(f"/v1/indicators/{indicator['id']}")).json()
    number: int = found["definition"]["number"]
    return number


async def test_all_uses_go_by_the_new_version_after_it_was_looked_at(
    client: AsyncClient,
    programme_id: UUID,
    library: Library,
    session: AsyncSession,
) -> None:
    looked_at = await take_up(client, programme_id, library.new, dry_run=True)
    before = [await number_of(client, one) for one in library.uses]
    done = await take_up(client, programme_id, library.new)
    again = await take_up(client, programme_id, library.new)

    assert looked_at.status_code == done.status_code == 200, done.text
    assert looked_at.json() == done.json()
    assert before == [1, 1, 1]
    outcomes = done.json()["outcomes"]
    assert {one["indicator_id"] for one in outcomes} == {
        one["id"] for one in library.uses
    }
    assert {(one["outcome"], one["breaks"], one["number"]) for one in outcomes} == {
        ("changed", False, 1)
    }
    assert [await number_of(client, one) for one in library.uses] == [2, 2, 2]
    assert again.json() == {"outcomes": [], "already": 3, "next": None}
    events = await told(session, "definition.taken-up.v1")
    assert sorted(one["count"] for one in events) == [1, 1, 1]
    assert {one["number"] for one in events} == {2}
    assert await told(session, "indicator.changed.v1") == []


async def test_what_no_longer_fits_is_refused_and_the_others_go_on(
    client: AsyncClient, programme_id: UUID, library: Library
) -> None:
    period = await add_period(client, library.uses[1], 2006)
    await accept(client, (await record(client, period, "3.5")).json())
    # A period that the day would divide.
    await add_period(client, library.uses[2], starts_on="2005-07-01")

    answer = (await take_up(client, programme_id, library.new)).json()

    by_use = {one["indicator_id"]: one for one in answer["outcomes"]}
    told_of = [by_use[one["id"]] for one in library.uses]
    assert [one["outcome"] for one in told_of] == ["changed", "refused", "refused"]
    assert told_of[1]["code"] == "decimals_in_use"
    assert told_of[2]["code"] == "break_inside_period"
    assert told_of[1]["message"]
    assert [await number_of(client, one) for one in library.uses] == [2, 1, 1]


async def test_it_is_told_where_a_series_breaks(
    client: AsyncClient, programme_id: UUID, project_id: UUID
) -> None:
    made = await published(client, code="BREAKS-1")
    result = await add_result(client, project_id)
    await use(client, result, made["versions"][0]["id"])
    drafted = (await draft(client, made, cumulation="none", over_time="latest")).json()
    newer = (await publish(client, drafted, 2)).json()
    (new,) = [one["id"] for one in newer["versions"] if one["number"] == 2]

    answer = (await take_up(client, programme_id, new, dry_run=True)).json()

    (outcome,) = answer["outcomes"]
    assert (outcome["outcome"], outcome["breaks"]) == ("changed", True)


async def test_many_uses_are_taken_up_part_by_part(
    client: AsyncClient,
    programme_id: UUID,
    library: Library,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(service, "PART", 2)
    period = await add_period(client, library.uses[0], 2006)
    await accept(client, (await record(client, period, "3.5")).json())

    first = (await take_up(client, programme_id, library.new)).json()
    rest = (
        await take_up(client, programme_id, library.new, after=first["next"])
    ).json()
    # Begun again from the start, only what was refused is left to try.
    again = (await take_up(client, programme_id, library.new)).json()

    assert [len(one["outcomes"]) for one in (first, rest, again)] == [2, 1, 1]
    assert first["next"] is not None
    assert rest["next"] is again["next"] is None
    assert again["outcomes"][0]["indicator_id"] == library.uses[0]["id"]
    assert again["already"] == 2


async def test_only_the_programmes_own_uses_and_published_versions(
    client: AsyncClient,
    programme_id: UUID,
    library: Library,
    session: AsyncSession,
) -> None:
    other = await another_programme(session)

    elsewhere = await take_up(client, other, library.new)
    unknown = await take_up(client, programme_id, str(other))
    no_day = await take_up(client, programme_id, library.new, starts_on="2006-13-01")
    nobody = await take_up(client, UUID(library.new), library.new)

    assert elsewhere.json()["outcomes"] == []
    assert refusal(unknown) == (422, "invalid_request", ["unknown_definition"])
    assert no_day.status_code == 422
    assert nobody.status_code == 404
    assert [await number_of(client, one) for one in library.uses] == [1, 1, 1]


async def test_who_looks_after_the_programme_may_and_a_project_may_not(
    programme_id: UUID,
    project_id: UUID,
    library: Library,
    somebody: Somebody,
) -> None:
    manager = await somebody(Role.PROGRAMME_MANAGER, "programme", str(programme_id))
    coordinator = await somebody(Role.COORDINATOR, "project", str(project_id))

    refused = await take_up(coordinator, programme_id, library.new)
    done = await take_up(manager, programme_id, library.new)

    assert refused.status_code == 403
    assert {one["outcome"] for one in done.json()["outcomes"]} == {"changed"}
