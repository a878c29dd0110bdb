"""Wherever a value is told, what it stands on is told with it."""

from typing import Any
from uuid import UUID

import pytest
from httpx import AsyncClient

from .building import accept, add_indicator, add_period
from .files import evidence, of, uploaded
from .sheets import counts, opened, sent
from .test_values import row, send


@pytest.fixture
async def period(client: AsyncClient, project_id: UUID) -> dict[str, Any]:
    made: dict[str, Any] = await add_period(
        client, await add_indicator(client, project_id)
    )
    return made


async def test_what_a_grid_says_keeps_what_the_value_stands_on(
    client: AsyncClient, project_id: UUID, period: dict[str, Any]
) -> None:
    file, gone = [await uploaded(client, project_id, name=f"{n}.pdf") for n in "ab"]
    both = [of(gone, "Gone"), of(file)]
    await send(client, project_id, row(period, "5", evidence=both))
    await client.delete(f"/v1/files/{gone['id']}")

    for value in ("6", "7"):
        period["version"] += 1
        (grid,) = await send(client, project_id, row(period, value))
        assert grid["outcome"] == "saved"

    newest, *_ = await evidence(client, period)
    assert [one["file"]["id"] for one in newest] == [file["id"]]


async def test_an_explanation_names_what_the_figure_stands_on(
    client: AsyncClient, project_id: UUID, period: dict[str, Any]
) -> None:
    file = await uploaded(client, project_id)
    link = {"name": "Register", "address": "https://example.org/register"}
    said = row(period, "5", evidence=[of(file), link])
    (stored,) = await send(client, project_id, said, submit=True)
    await accept(client, stored["period"])

    path = f"/v1/indicators/{period['indicator_id']}/explain"
    origin = (await client.get(path)).json()["origin"]

    (entry,) = [one["entry"] for one in origin["parts"][0]["parts"]]
    by_file, by_link = entry["evidence"]
    assert (by_file["name"], by_file["file"]["id"]) == ("The list", file["id"])
    assert by_link == link | {"file": None}


async def test_a_sheet_says_how_much_a_value_stands_on(
    client: AsyncClient, project_id: UUID, period: dict[str, Any]
) -> None:
    file = await uploaded(client, project_id)
    bare = await opened(client, project_id)
    with pytest.raises(StopIteration):
        bare.column(2006, "evidence")
    await send(client, project_id, row(period, "5", evidence=[of(file)]))

    sheet = await opened(client, project_id)
    told = sheet.page.cell(5, sheet.column(2006, "evidence"))
    assert (told.value, told.protection.locked) == (1, True)
    value = sheet.page.cell(5, sheet.column(2006))
    told.value, value.value = 7, 6
    upload = await sent(client, project_id, "batches", sheet.bytes())

    assert counts(upload) == (1, 0, 0, 0)
    newest, *_ = await evidence(client, period)
    assert [one["file"]["id"] for one in newest] == [file["id"]]


async def test_the_history_tells_of_files(
    client: AsyncClient, project_id: UUID, period: dict[str, Any]
) -> None:
    file = await uploaded(client, project_id)
    await send(client, project_id, row(period, "5", evidence=[of(file)]))
    await client.delete(f"/v1/files/{file['id']}")

    page = (await client.get(f"/v1/history/project/{project_id}")).json()

    told = [
        (part["operation"], {f["field"]: f["became"] for f in part["fields"]})
        for change in page["items"]
        for part in change["parts"]
        if part["part"] == "file"
    ]
    assert [operation for operation, _ in told] == ["changed", "added"]
    assert told[0][1]["state"] == "removed"
    assert told[1][1]["name"] == "list.pdf"
