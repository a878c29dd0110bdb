"""What people wish to hear, what programmes lay down, and what somebody watches."""

from typing import Any
from uuid import UUID

import pytest
from fastapi import FastAPI
from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Role, ScopeType
from bromost_common.db import new_id
from bromost_notifications.preferences.service import MandatoryTopicError, set_off
from tests.conftest import Somebody

from .conftest import account_of
from .doing import make_project

CLOCK = {
    "time_zone": "Europe/Sarajevo",
    "quiet_from": "21:00",
    "quiet_to": "07:00",
    "digest_at": "08:30",
    "digest_weekday": 5,
}


def wish(topic: str, channel: str, mode: str, programme: Any = None) -> dict[str, Any]:
    return {
        "topic": topic,
        "channel": channel,
        "programme_id": programme and str(programme),
        "mode": mode,
    }


async def preferences(client: AsyncClient, **query: Any) -> dict[str, Any]:
    answer = await client.get("/v1/preferences", params=query)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def try_to_wish(client: AsyncClient, *rules: dict[str, Any], **clock: Any) -> Any:
    version = (await preferences(client))["version"]
    return await client.put(
        "/v1/preferences",
        json={"clock": CLOCK | clock, "rules": [*rules]},
        headers={"If-Match": f'"{version}"'},
    )


async def wish_for(
    client: AsyncClient, *rules: dict[str, Any], **clock: Any
) -> dict[str, Any]:
    answer = await try_to_wish(client, *rules, **clock)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def by_mail(found: dict[str, Any]) -> dict[str, tuple[str, str]]:
    return {
        topic["key"]: (topic["by_email"]["mode"], topic["by_email"]["because"])
        for topic in found["topics"]
    }


async def test_what_one_wishes_is_kept_and_told_with_what_follows(
    reader: AsyncClient,
) -> None:
    before = by_mail(await preferences(reader))
    assert before["entries.returned"] == ("immediate", "default")
    assert before["project.changed"] == ("off", "default")
    assert before["role.given"] == ("immediate", "mandatory")

    rules = [wish("*", "email", "daily"), wish("project.changed", "email", "weekly")]
    saved = await wish_for(reader, *rules)

    assert saved == await preferences(reader)
    assert (saved["clock"], saved["rules"]) == (CLOCK, rules)
    after = by_mail(saved)
    assert after["entries.returned"] == ("daily", "own")
    assert after["project.changed"] == ("weekly", "own")
    # Rules for everything say how, not of what: nobody is flooded.
    assert after["organisation.changed"] == ("off", "default")
    assert after["role.given"] == ("immediate", "mandatory")


async def test_of_a_stale_version_one_hears(reader: AsyncClient) -> None:
    await wish_for(reader)

    late = await reader.put(
        "/v1/preferences",
        json={"clock": CLOCK, "rules": []},
        headers={"If-Match": '"1"'},
    )
    assert (late.status_code, late.json()["code"]) == (412, "stale_version")


@pytest.mark.parametrize(
    ("rules", "clock", "code"),
    [
        ([wish("kite.flown", "email", "off")], {}, "unknown_topic"),
        ([wish("role.given", "email", "off")], {}, "mandatory_topic"),
        ([wish("*", "inbox", "daily")], {}, "not_in_inbox"),
        ([wish("*", "email", "daily"), wish("*", "email", "off")], {}, "twice"),
        ([wish("*", "email", "daily", new_id())], {}, "unknown_programme"),
        ([], {"time_zone": "Europe/Atlantis"}, "unknown_time_zone"),
        ([], {"quiet_to": None}, "invalid_request"),
        ([], {"digest_at": "25:00"}, "invalid_request"),
    ],
)
async def test_what_cannot_be_wished_is_refused(
    reader: AsyncClient, rules: list[Any], clock: dict[str, Any], code: str
) -> None:
    answer = await try_to_wish(reader, *rules, **clock)

    assert answer.status_code == 422
    problem = answer.json()
    codes = {problem["code"], *(one["code"] for one in problem.get("fields", []))}
    assert code in codes, problem


async def test_what_a_programme_lays_down_holds_for_who_wishes_nothing_else(
    session: AsyncSession, reader: AsyncClient, somebody: Somebody
) -> None:
    _, programme = await make_project(session)
    manager = await somebody(
        Role.PROGRAMME_MANAGER, ScopeType.PROGRAMME, str(programme)
    )
    where = f"/v1/programmes/{programme}/preference-defaults"
    wanted = {"rules": [{"topic": "*", "channel": "email", "mode": "weekly"}]}

    refused = await reader.put(where, json=wanted, headers={"If-Match": '"1"'})
    assert refused.status_code == 403
    saved = await manager.put(where, json=wanted, headers={"If-Match": '"1"'})
    assert saved.status_code == 200, saved.text
    assert saved.json() == (await reader.get(where)).json()
    late = await manager.put(where, json=wanted, headers={"If-Match": '"1"'})
    assert late.status_code == 412

    inside = by_mail(await preferences(reader, programme_id=programme))
    assert inside["entries.returned"] == ("weekly", "programme")
    assert by_mail(await preferences(reader))["entries.returned"][1] == "default"
    await wish_for(reader, wish("entries.returned", "email", "hourly"))
    inside = by_mail(await preferences(reader, programme_id=programme))
    assert inside["entries.returned"] == ("hourly", "own")
    assert inside["entries.accepted"] == ("weekly", "programme")


async def test_switching_a_topic_off_holds_everywhere(
    app: FastAPI, session: AsyncSession, reader: AsyncClient
) -> None:
    _, programme = await make_project(session)
    me = await account_of(session, reader)
    await wish_for(reader, wish("*", "email", "immediate", programme))

    async with app.state.sessions.begin() as inside:
        for _ in range(2):
            await set_off(inside, me, "entries.returned.v1", "email")
        with pytest.raises(MandatoryTopicError):
            await set_off(inside, me, "role.given.v1", "email")

    for query in ({}, {"programme_id": programme}):
        found = by_mail(await preferences(reader, **query))
        assert found["entries.returned"] == ("off", "own")
        assert found["entries.accepted"][0] == "immediate"


async def test_watching_and_muting_tells_why_one_hears(
    session: AsyncSession, somebody: Somebody
) -> None:
    project, programme = await make_project(session)
    other, _ = await make_project(session, "9")
    coordinator = await somebody(Role.COORDINATOR, ScopeType.PROJECT, str(project))
    here = f"/v1/watches/project/{project}"

    untouched = (await coordinator.get(here)).json()
    assert (untouched["level"], untouched["is_manual"]) == ("normal", False)
    assert untouched["roles"] == ["coordinator"]
    assert untouched["title"] == {"en": "Youth enterprises"}

    mute = {"level": "muted"}
    of_programme = f"/v1/watches/programme/{programme}"
    assert (await coordinator.put(of_programme, json=mute)).status_code == 200
    inherited = (await coordinator.get(here)).json()
    assert (inherited["level"], inherited["is_of_programme"]) == ("muted", True)
    await coordinator.put(here, json={"level": "watching"})
    assert (await coordinator.get(here)).json()["level"] == "watching"

    listed = (await coordinator.get("/v1/watches")).json()["items"]
    assert [(one["object_type"], one["level"]) for one in listed] == [
        ("project", "watching"),
        ("programme", "muted"),
    ]
    for unseen in (
        f"project/{other}",
        f"organisation/{new_id()}",
        f"network/{project}",
    ):
        answer = await coordinator.put(f"/v1/watches/{unseen}", json=mute)
        assert answer.status_code == 404
    assert (await coordinator.put(here, json={"level": "x"})).status_code == 422


async def test_of_others_wishes_nobody_learns(
    session: AsyncSession, client: AsyncClient, reader: AsyncClient
) -> None:
    project, _ = await make_project(session)
    await reader.put(f"/v1/watches/project/{project}", json={"level": "muted"})
    await wish_for(reader, wish("*", "email", "off"))

    assert (await client.get("/v1/watches")).json()["items"] == []
    assert (await preferences(client))["rules"] == []
    me = await account_of(session, reader)
    assert isinstance(me, UUID)
    kept = text("SELECT count(*) FROM notifications.preference WHERE account_id = :me")
    assert await session.scalar(kept, {"me": me}) == 1
