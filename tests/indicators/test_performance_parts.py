"""The performance table with the parts of one axis below each indicator."""

import csv
import io
from typing import Any
from uuid import UUID, uuid4

from httpx import AsyncClient

from bromost_common.db import SessionMaker
from bromost_indicators.figures.keeping import catch_up_with_all

from .breaking import add_axes, add_broken_down, tell
from .building import accept, record


async def table(client: AsyncClient, project_id: UUID, **query: Any) -> Any:
    asked = {"owner_id": str(project_id), **query}
    answer = await client.get("/v1/performance", params=asked)
    assert answer.status_code == 200, answer.text
    return answer.json()["items"]


def seen(row: dict[str, Any]) -> list[tuple[str, str, list[str]]]:
    return [
        (
            part["category"]["name"]["en"],
            part["life"]["value"],
            [one["shown"]["value"] for one in part["periods"]],
        )
        for part in row["parts"]
    ]


async def test_rows_are_shown_by_the_categories_of_an_axis(
    client: AsyncClient, project_id: UUID, system: SessionMaker
) -> None:
    people = await add_axes(client)
    indicator = await add_broken_down(client, project_id, people.axis_ids)
    cells = people.cells({("women", "young"): "5", ("men", "old"): "3"})
    period = await tell(client, indicator, 2006, "9", cells)
    await tell(client, await add_broken_down(client, project_id, []), 2006, "7", [])
    sex, age = people.axis_ids
    by_sex = [("Women", "5", ["5"]), ("Men", "3", ["3"]), ("Unknown", "1", ["1"])]

    for kept in (False, True):
        if kept:
            await catch_up_with_all(system)
        broken, plain = await table(client, project_id, by=sex)
        assert (seen(broken), seen(plain)) == (by_sex, [])
    (broken, _) = await table(client, project_id, by=age)
    assert [name for name, *_ in seen(broken)] == ["Under 30", "30 and over", "Unknown"]
    assert [row["parts"] for row in await table(client, project_id)] == [[], []]
    assert [
        row["parts"] for row in await table(client, project_id, by=str(uuid4()))
    ] == [[], []]
    # What changed since is told as it is now.
    more = people.cells({("women", "young"): "6", ("men", "old"): "3"})
    again = await record(client, period, "9", cells=more, reason="Anew")
    await accept(client, again.json())
    (broken, _) = await table(client, project_id, by=sex)
    assert seen(broken)[0] == ("Women", "6", ["6"])


async def test_the_axes_that_occur_are_offered(
    client: AsyncClient, project_id: UUID
) -> None:
    people = await add_axes(client)
    await add_broken_down(client, project_id, people.axis_ids[:1])
    asked = {"owner_id": str(project_id)}

    answer = await client.get("/v1/performance/axes", params=asked)

    assert [one["name"]["en"] for one in answer.json()["items"]] == ["Sex"]
    foreign = {"owner_id": str(uuid4())}
    answer = await client.get("/v1/performance/axes", params=foreign)
    assert answer.status_code == 404
    answer = await client.get("/v1/performance", params={**asked, "by": "sex"})
    assert answer.status_code == 422


async def test_the_file_has_the_parts_too(
    client: AsyncClient, project_id: UUID
) -> None:
    people = await add_axes(client)
    indicator = await add_broken_down(client, project_id, people.axis_ids[:1])
    cells = people.cells({("women",): "5", ("men",): "3"})
    await tell(client, indicator, 2006, "8", cells)
    asked = {"owner_id": str(project_id), "by": people.sex["id"], "locale": "nb"}

    answer = await client.get("/v1/performance.csv", params=asked)

    rows = list(csv.reader(io.StringIO(answer.text.lstrip("\ufeff")), delimiter=";"))
    assert rows[0][0] == "Del"
    assert {len(row) for row in rows} == {19}
    told = [(row[0], row[9], row[12]) for row in rows[1:]]
    # English is what the words were told in.
    assert told == [
        *(("", "2006-01-01", "8"), ("", "Alle perioder", "8")),
        *(("Women", "2006-01-01", "5"), ("Women", "Alle perioder", "5")),
        *(("Men", "2006-01-01", "3"), ("Men", "Alle perioder", "3")),
    ]
