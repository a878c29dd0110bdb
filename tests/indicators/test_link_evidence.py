"""Files and second looks of those who tell values by a link."""

from typing import Any
from uuid import UUID

import pytest
from fastapi import FastAPI
from httpx import AsyncClient, Response
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from bromost_common.auth import Context
from bromost_common.context import SET, settings_of
from bromost_indicators.files import service as file_service

from .building import add_indicator, add_period, record, refusal, reported
from .files import CSV, PDF, evidence, of, set_up, uploaded
from .linking import Sent, ask, asked, hand_in, opened, say, stranger, told

LINK = {"name": "Report", "address": "https://example.org/report"}


@pytest.fixture
async def period(client: AsyncClient, project_id: UUID) -> dict[str, Any]:
    made: dict[str, Any] = await add_period(
        client, await add_indicator(client, project_id)
    )
    return made


async def send(
    guest: AsyncClient, content: bytes = PDF, name: str = "Photos.pdf"
) -> Response:
    files = {"file": (name, content, "application/octet-stream")}
    return await guest.post("/v1/contribution/files", files=files)


async def sent(guest: AsyncClient, **more: Any) -> dict[str, Any]:
    answer = await send(guest, **more)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def fetched(guest: AsyncClient, file: dict[str, Any]) -> Response:
    return await guest.get(f"/v1/contribution/files/{file['id']}/content")


def named(row: dict[str, Any]) -> list[str]:
    return [one["name"] for one in row["answer"]["evidence"]]


async def test_an_answer_by_a_link_keeps_the_files_of_others(
    client: AsyncClient, app: FastAPI, project_id: UUID, period: dict[str, Any]
) -> None:
    theirs = await uploaded(client, project_id)
    await record(client, period, "5", submit=False, evidence=[of(theirs), LINK])
    link = await ask(client, project_id)

    async with stranger(app) as guest:
        (row,) = (await opened(guest, link))["rows"]
        before = row["answer"]["evidence"]
        row = await told(guest, row, value="7")
        unread = await fetched(guest, theirs)

    # What it says of links holds; of their files it has no say.
    (newest, *_) = await evidence(client, period)
    assert [one["file"] for one in newest] == [theirs]
    assert named(row) == ["The list"]
    assert [(one["name"], one["is_own"]) for one in before] == [
        ("The list", False),
        ("Report", False),
    ]
    assert unread.status_code == 404


async def test_own_files_are_added_seen_and_left_out_again(
    client: AsyncClient,
    app: FastAPI,
    project_id: UUID,
    period: dict[str, Any],
    session: AsyncSession,
) -> None:
    theirs = await uploaded(client, project_id)
    await record(client, period, "5", submit=False, evidence=[of(theirs)])
    link = await ask(client, project_id)

    async with stranger(app) as guest:
        (row,) = (await opened(guest, link))["rows"]
        file = await sent(guest)
        stands_on = [of(file, "Photos"), LINK]
        row = await told(guest, row, value="7", evidence=stands_on)
        shown = {one["name"]: one["is_own"] for one in row["answer"]["evidence"]}
        again = await told(guest, row, value="7", evidence=stands_on)
        content = await fetched(guest, file)
        less = await told(guest, row, value="7", evidence=[LINK])
        more = await told(guest, less, value="7", evidence=[of(file)])
        await hand_in(guest)

    assert shown == {"Photos": True, "Report": False, "The list": False}
    # Said once more it is the same answer.
    assert again["version"] == row["version"]
    assert content.content == PDF
    exported = await session.scalars(
        text("SELECT kind FROM common.audit_event WHERE action = 'download_own_file'")
    )
    assert list(exported) == ["export"]
    assert named(less) == ["Report", "The list"]
    assert named(more) == ["The list", "The list"]
    # Whoever reads the value reads its files, whoever handed them in.
    assert (await client.get(f"/v1/files/{file['id']}/content")).content == PDF


async def test_limits_and_looks_are_those_of_everybody(
    client: AsyncClient,
    app: FastAPI,
    project_id: UUID,
    period: dict[str, Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    link = await ask(client, project_id)
    async with stranger(app) as guest:
        assert (await send(guest)).status_code == 401
        (row,) = (await opened(guest, link))["rows"]
        hostile = await send(guest, b"MZ\x90\x00" + bytes(80), "a.pdf")
        wrong_kind = await send(guest, PDF, "a.exe")
        file = await sent(guest)
        same = await sent(guest)
        monkeypatch.setattr(file_service, "MAX_WAITING", 1)
        waiting = await send(guest, CSV, "b.csv")
        monkeypatch.setattr(file_service, "MAX_WAITING", 50)
        set_up(app, max_files_bytes=1000)
        full = await send(guest, b"a,b\n" * 250, "b.csv")
        set_up(app)
        many = await say(guest, row, value="7", evidence=[of(file)] * 11)

    assert refusal(hostile)[:2] == (422, "file_refused")
    assert refusal(wrong_kind)[:2] == (422, "file_refused")
    assert same["id"] == file["id"]
    assert refusal(waiting)[1] == "too_many_files"
    assert refusal(full)[1] == "no_room_for_files"
    assert period["id"] == row["period_id"]
    assert refusal(many) == (422, "invalid_request", ["too_long"])


async def test_a_full_value_is_refused_and_not_cut(
    client: AsyncClient, app: FastAPI, project_id: UUID, period: dict[str, Any]
) -> None:
    theirs = await uploaded(client, project_id)
    await record(client, period, "5", submit=False, evidence=[of(theirs)])
    link = await ask(client, project_id)

    async with stranger(app) as guest:
        (row,) = (await opened(guest, link))["rows"]
        refused = await say(guest, row, value="7", evidence=[LINK] * 10)

    assert refusal(refused) == (422, "invalid_request", ["too_long"])


async def test_it_stands_on_no_file_of_others(
    client: AsyncClient, app: FastAPI, project_id: UUID, period: dict[str, Any]
) -> None:
    """Not unused ones, nor those of another row or of another link."""
    unused = await uploaded(client, project_id)
    beside = await uploaded(client, project_id, CSV, "beside.csv")
    other = await add_period(client, await add_indicator(client, project_id))
    await record(client, other, "5", submit=False, evidence=[of(beside)])
    links: list[Sent] = [
        await ask(client, project_id, name=name, email=f"{name}@example.org")
        for name in ("ada", "eve")
    ]
    async with stranger(app) as guest, stranger(app) as eve:
        rows = (await opened(guest, links[0]))["rows"]
        row = next(one for one in rows if one["period_id"] == period["id"])
        await opened(eve, links[1])
        hers = await sent(eve)
        for file in (unused, beside, hers):
            refused = await say(guest, row, value="7", evidence=[of(file)])
            assert refusal(refused) == (422, "invalid_request", ["unknown_file"])
            assert (await fetched(guest, file)).status_code == 404


async def test_the_second_wall_lets_a_link_hand_in_files_of_its_own_alone(
    client: AsyncClient,
    app: FastAPI,
    project_id: UUID,
    period: dict[str, Any],
    connection: AsyncConnection,
) -> None:
    theirs = await uploaded(client, project_id)
    await record(client, period, "5", submit=False, evidence=[of(theirs)])
    await uploaded(client, project_id, CSV, "unused.csv")
    link = await ask(client, project_id)
    async with stranger(app) as guest:
        await opened(guest, link)
        await sent(guest)
    link_id = UUID(link["contribution_link"]["id"])
    await connection.execute(text("SET LOCAL ROLE bromost_indicators"))
    await connection.execute(SET, settings_of(Context(link_id, task="contribution")))

    async def count(sql: str) -> int:
        return len((await connection.execute(text(sql))).all())

    # Theirs by its name, its own with its content; what is unused it sees nothing of.
    assert await count("SELECT id FROM indicators.file") == 2
    assert await count("SELECT file_id FROM indicators.file_chunk") == 1
    for sql in (
        "UPDATE indicators.file SET state = 'clean' RETURNING id",
        "DELETE FROM indicators.file RETURNING id",
        "DELETE FROM indicators.file_chunk RETURNING file_id",
    ):
        async with connection.begin_nested() as point:
            try:
                assert await count(sql) == 0
            except Exception as error:  # noqa: BLE001  # refused, or nothing is found
                assert "row-level security" in str(error)  # noqa: PT017
                await point.rollback()


async def test_a_remarkable_answer_is_told_and_confirmed(
    client: AsyncClient, app: FastAPI, project_id: UUID
) -> None:
    indicator = await add_indicator(client, project_id)
    usual = {2001: ["10"], 2002: ["12"], 2003: ["11"], 2004: ["14"]}
    await reported(client, indicator, usual)
    await add_period(client, indicator, 2006)
    link = await ask(client, project_id)

    async with stranger(app) as guest:
        (row,) = (await opened(guest, link))["rows"]
        assert row["checks"] == []
        row = await told(guest, row, value="60")
        (check,) = row["checks"]
        assert (check["finding"], check["times"]) == ("far_above", "5.2")
        path = f"/v1/contribution/rows/{row['period_id']}/check-confirmations"
        body = {"finding": "far_above", "comment": "Two courses were held"}
        silent = await guest.post(path, json={**body, "comment": " "})
        other = await guest.post(path, json={**body, "finding": "far_below"})
        elsewhere = await guest.post(path.replace(row["period_id"], link_id(link)))
        confirmed = await guest.post(path, json=body)
        assert (await asked(guest))["rows"] == [confirmed.json()]
        await hand_in(guest)

    assert silent.status_code == 422
    assert refusal(other)[1] == "nothing_to_confirm"
    assert elsewhere.status_code in {404, 422}
    assert confirmed.status_code == 201, confirmed.text
    (seen,) = (await client.get(f"/v1/frameworks/{project_id}/value-checks")).json()[
        "items"
    ]
    assert seen["confirmed"]["comment"] == "Two courses were held"
    assert seen["confirmed"]["by"]["display_name"] == "Ada Example"
    assert seen["confirmed"] == confirmed.json()["checks"][0]["confirmed"]


def link_id(link: Sent) -> str:
    return str(link["contribution_link"]["id"])
