"""What the virus scanner says of files, over HTTP and a socket that speaks as clamd."""

from typing import Any
from uuid import UUID

import pytest
from fastapi import FastAPI
from httpx import AsyncClient
from sqlalchemy.ext.asyncio import AsyncConnection

from bromost_indicators.files.repository import KEEPER
from tests.conftest import sessions_as

from .building import add_indicator, add_period, refusal
from .files import (
    CSV,
    EICAR,
    PDF,
    clamd,
    evidence,
    fetched,
    of,
    set_up,
    upload,
    uploaded,
)
from .test_values import row, send


@pytest.fixture
async def period(client: AsyncClient, project_id: UUID) -> dict[str, Any]:
    made: dict[str, Any] = await add_period(
        client, await add_indicator(client, project_id)
    )
    return made


async def test_s13_the_scanner_decides(
    app: FastAPI, client: AsyncClient, project_id: UUID
) -> None:
    async with clamd() as daemon:
        set_up(app, scanner=daemon.address)

        clean = await uploaded(client, project_id)
        harmful = await upload(client, project_id, EICAR, "eicar.txt")
        hidden = await upload(client, project_id, PDF + EICAR, "eicar.pdf")

    assert clean["state"] == "clean"
    assert daemon.seen == [len(PDF), len(EICAR), len(PDF) + len(EICAR)]
    assert refusal(harmful) == (422, "file_infected", [])
    assert refusal(hidden) == (422, "file_infected", [])


async def test_s13_what_was_not_looked_at_waits(
    app: FastAPI,
    client: AsyncClient,
    project_id: UUID,
    period: dict[str, Any],
    connection: AsyncConnection,
) -> None:
    sessions = sessions_as(connection, "bromost_indicators")
    async with clamd() as daemon:
        intake = set_up(app, scanner=daemon.address)
        daemon.answers_with = b"INSTREAM size limit exceeded. ERROR"
        good = await uploaded(client, project_id, CSV, "a.csv")
        bad = await uploaded(client, project_id, EICAR, "b.txt")
        await send(
            client, project_id, row(period, "5", evidence=[of(good), of(bad, "Bad")])
        )
        waiting = await fetched(client, good)
        still = await KEEPER.scan_waiting(sessions, intake)
        daemon.answers_with = None
        done = await KEEPER.scan_waiting(sessions, intake)

    assert good["state"] == "quarantined"
    assert refusal(waiting) == (409, "file_quarantined", [])
    assert (still, done) == (0, 2)
    assert (await fetched(client, good)).content == CSV
    assert refusal(await fetched(client, bad)) == (409, "file_removed", [])
    ((one, two),) = await evidence(client, period)
    assert (one["file"]["state"], two["file"]["state"]) == ("clean", "infected")


async def test_a_scanner_that_is_away_loses_no_file(
    app: FastAPI, client: AsyncClient, project_id: UUID
) -> None:
    async with clamd() as daemon:
        pass
    set_up(app, scanner=daemon.address)

    assert (await uploaded(client, project_id))["state"] == "quarantined"


async def test_without_a_scanner_files_may_be_refused(
    app: FastAPI, client: AsyncClient, project_id: UUID
) -> None:
    before = await uploaded(client, project_id)
    set_up(app, unscanned_files="refuse")

    answer = await upload(client, project_id, CSV, "a.csv")

    assert refusal(answer) == (409, "file_not_scanned", [])
    assert refusal(await fetched(client, before)) == (409, "file_not_scanned", [])
