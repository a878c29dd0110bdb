"""Files of values from other systems, over HTTP."""

import gzip
import json
from typing import Any
from uuid import UUID

import pytest
from httpx import AsyncClient, Response

from bromost_common.db import SessionMaker, new_id
from bromost_indicators.bulk_values.schemas import MAX_BYTES, MOST_ROWS
from bromost_indicators.figures.auditing import audit
from bromost_indicators.figures.keeping import catch_up_with_all

from .breaking import parts, values
from .building import (
    accept,
    add_indicator,
    add_period,
    created,
    figures_with_submitted,
    indicator_body,
    record,
    refusal,
    version,
)
from .graphs import add_programme_result
from .test_axes import axis_body
from .test_locks import lock
from .test_value_sheets import current, periods_of

PLACE = {"name": {"en": "North"}, "original_language": "en"}


async def post(
    client: AsyncClient, owner_id: UUID, data: str | bytes, *, submit: bool = False
) -> Response:
    content = data.encode() if isinstance(data, str) else data
    return await client.post(
        f"/v1/projects/{owner_id}/values",
        files={"file": ("values", content)},
        data={"submit": str(submit).lower()},
    )


async def sent(
    client: AsyncClient, owner_id: UUID, data: str | bytes, *, submit: bool = False
) -> Any:
    """What became of it, every row of which is told of."""
    answer = await post(client, owner_id, data, submit=submit)
    assert answer.status_code == 200, answer.text
    told = answer.json()
    assert told["rows"] == told["saved"] + told["unchanged"] + told["refused"]
    assert told["refused"] == len(told["refusals"])
    return told


def counts(told: Any) -> tuple[int, int, int]:
    return told["saved"], told["unchanged"], told["refused"]


def codes(told: Any) -> list[tuple[int, str, str | None]]:
    return [(one["row"], one["code"], one["field"]) for one in told["refusals"]]


def csv_of(*rows: str, columns: str = "period_id,value") -> str:
    return "\n".join([columns, *rows]) + "\n"


def lines(*rows: dict[str, Any]) -> str:
    return "\n".join(json.dumps(row) for row in rows)


async def test_a_file_is_stored_and_seen_in_the_figures_at_once(
    officer: AsyncClient, project_id: UUID
) -> None:
    indicator = await add_indicator(officer, project_id, decimals=1)
    first, second = [await add_period(officer, indicator, y) for y in (2005, 2006)]
    place = await created(officer, f"/v1/projects/{project_id}/places", PLACE)
    by_days = csv_of(
        f"{indicator['id'].upper()},2005-01-01,2005-12-31,,20.5,",
        f"{indicator['id']},2006-01-01,2006-12-31,,,not_collected",
        f"{indicator['id']},2006-01-01,2006-12-31,{place['id']},7,estimated",
        columns="indicator_id,starts_on,ends_on,place_id,value,state",
    )
    by_id = lines(
        {"period_id": first["id"], "value": "20.5"},
        {"period_id": second["id"], "state": "not_collected", "value": None},
        {
            "period_id": second["id"],
            "place_id": place["id"],
            "value": "7",
            "state": "estimated",
        },
    )

    told = await sent(officer, project_id, by_days, submit=True)
    figures = await figures_with_submitted(officer, indicator)
    again = await sent(officer, project_id, gzip.compress(by_id.encode()))

    assert (told["format"], counts(told)) == ("csv", (3, 0, 0))
    assert (again["format"], counts(again)) == ("ndjson", (0, 3, 0))
    assert await current(officer, project_id) == ["20.5", "not_collected"]
    assert figures["periods"][0]["shown"]["value"] == "20.5"
    shown = await periods_of(officer, project_id)
    assert [p["entry_count"] for p in shown] == [1, 1]
    assert {p["current"]["status"] for p in shown} == {"submitted"}


def odd_rows(indicator: str, p: list[str], other: str) -> str:
    """The first is in order, and none of the rest."""
    return lines(
        {"period_id": p[0], "value": "1"},
        {"period_id": p[0], "value": "2"},
        {"period_id": p[1], "value": 3},
        {"period_id": p[2], "value": "1,5"},
        {"period_id": p[3], "value": "0.5"},
        {"period_id": p[4]},
        {"period_id": p[5], "value": "1", "state": "sure"},
        {"period_id": p[6], "value": "1", "place_id": other},
        {"period_id": p[7], "value": "1", "colour": "red"},
        {"period_id": other, "value": "1"},
        {"period_id": [p[8]], "value": "1"},
        {"value": "1"},
        {"indicator_id": indicator, "starts_on": "2000-01-01", "value": "1"},
        {"period_id": p[8], "indicator_id": indicator, "value": "1"},
        {"period_id": p[8], "value": "1", "version": 9},
        {"period_id": p[9], "value": "1", "version": "new"},
        {"period_id": p[10], "value": "1", "cells": [{"categories": [other]}]},
    )


ODD = [
    (2, "repeated_row", "period_id"),
    (3, "figure", "value"),
    (4, "figure", "value"),
    (5, "too_many_decimals", "value"),
    (6, "value_missing", "value"),
    (7, "literal_error", "state"),
    (8, "unknown_place", "place_id"),
    (9, "extra_forbidden", "colour"),
    (10, "unknown_period", "period_id"),
    (11, "unknown_period", "period_id"),
    (12, "no_address", "period_id"),
    (13, "no_address", "ends_on"),
    (14, "two_addresses", "period_id"),
    (15, "stale_version", None),
    (16, "unknown_version", "version"),
    (17, "cells_impossible", "cells"),
    (18, "malformed_json", None),
    (19, "malformed_json", None),
    (21, "malformed_json", None),
]


async def test_what_is_refused_stops_nothing_else(
    officer: AsyncClient, project_id: UUID
) -> None:
    indicator = await add_indicator(officer, project_id)
    p = [(await add_period(officer, indicator, y))["id"] for y in range(2000, 2012)]
    file = odd_rows(indicator["id"], p, str(new_id()))

    told = await sent(officer, project_id, f"{file}\n[1]\nnonsense\n\n" + "[" * 9000)
    again = await sent(officer, project_id, file)

    assert codes(told) == ODD
    assert (told["saved"], counts(again)) == (1, (0, 1, 16))
    shown = await periods_of(officer, project_id)
    assert [p["entry_count"] for p in shown] == [1] + [0] * 11


@pytest.mark.parametrize(
    ("data", "codes"),
    [
        (b"", ["empty_file"]),
        (b"period_id,value\n", ["no_rows"]),
        (b"value\n1\n", ["no_address"]),
        (b"period_id,value,colour,size\n", ["unknown_column", "unknown_column"]),
        (b"period_id,value,value\n", ["duplicate_header"]),
        (b'period_id,value\n"a', ["malformed_csv"]),
        (b"period_id,value\n\xff,1\n", ["unreadable_encoding"]),
        (b"\x1f\x8bno", ["broken_gzip"]),
        (gzip.compress(b"period_id,value\na,1\n", mtime=0)[:-9], ["broken_gzip"]),
        (b"period_id,value\n" + b"a,1\n" * (MOST_ROWS + 1), ["too_many_rows"]),
    ],
)
async def test_a_file_that_cannot_be_read_is_refused(
    officer: AsyncClient, project_id: UUID, data: bytes, codes: list[str]
) -> None:
    refused = refusal(await post(officer, project_id, data))

    assert refused == (422, "unreadable_file", codes)


async def test_a_file_that_unpacks_to_too_much_is_refused(
    officer: AsyncClient, project_id: UUID
) -> None:
    bomb = gzip.compress(b" " * (MAX_BYTES + 1))

    assert refusal(await post(officer, project_id, bomb))[:2] == (413, "body_too_large")


async def test_a_cell_too_many_is_told_of_and_a_truth_is_read(
    officer: AsyncClient, project_id: UUID
) -> None:
    indicator = await add_indicator(officer, project_id)
    ids = [(await add_period(officer, indicator, y))["id"] for y in (2005, 2006, 2007)]
    file = csv_of(
        *(f"{ids[0]},1,true,", f"{ids[1]},1,maybe,", f'{ids[2]},1,,"a,\nb"', "x,y"),
        columns="period_id,value,is_partial,comment",
    )

    told = await sent(officer, project_id, "\ufeff" + file)

    assert told["saved"] == 2
    assert codes(told) == [(3, "bool_type", "is_partial"), (5, "cells_amiss", None)]
    shown = await periods_of(officer, project_id)
    assert shown[2]["current"]["comment"] == "a,\nb"


async def test_what_is_recorded_already_is_left_whoever_said_it(
    client: AsyncClient, officer: AsyncClient, project_id: UUID
) -> None:
    indicator = await add_indicator(client, project_id)
    period = (await record(client, await add_period(client, indicator), "7")).json()
    await accept(client, period)

    same = await sent(officer, project_id, csv_of(f"{period['id']},7"))
    silent = await sent(officer, project_id, csv_of(f"{period['id']},8"))
    told = await sent(
        *(officer, project_id),
        csv_of(
            f"{period['id']},8,They counted anew.", columns="period_id,value,reason"
        ),
    )

    assert counts(same) == (0, 1, 0)
    assert codes(silent) == [(2, "reason_required", "reason")]
    assert counts(told) == (1, 0, 0)
    assert await current(client, project_id) == ["8"]


async def test_what_is_broken_down_comes_with_its_cells_up_to_the_programme(
    client: AsyncClient, project_id: UUID, programme_id: UUID, system: SessionMaker
) -> None:
    axis = await created(client, "/v1/axes", axis_body())
    adding = {"axis_ids": [axis["id"]], "cumulation": "none", "over_time": "sum"}
    indicator = await add_indicator(client, project_id, **adding)
    above = await add_programme_result(client, programme_id)
    path = f"/v1/results/{above['id']}/indicators"
    parent = await created(client, path, indicator_body(**adding))
    path = f"/v1/indicators/{indicator['id']}/rollups"
    await created(client, path, {"parent_indicator_id": parent["id"]})
    await add_period(client, parent)
    period = await add_period(client, indicator)
    first, second = [one["id"] for one in axis["categories"]][:2]
    cells = [
        {"categories": [one], "value": value}
        for one, value in ((first, "3"), (second, "4"))
    ]
    evidence = [{"name": "List", "address": "https://example.org/list"}]
    row = {"period_id": period["id"], "cells": cells, "evidence": evidence}

    told = [await sent(client, project_id, lines(row), submit=True) for _ in range(2)]
    wrong = await sent(client, project_id, lines(row | {"value": "9"}))
    (stored,) = await periods_of(client, project_id)
    await catch_up_with_all(system)
    await accept(client, stored)
    await catch_up_with_all(system)

    assert [counts(one) for one in told] == [(1, 0, 0), (0, 1, 0)]
    assert codes(wrong) == [(1, "cells_do_not_add_up", "cells")]
    assert await current(client, project_id) == ["7"]
    shown = await parts(client, parent)
    assert [values(shown, one)[0] for one in (first, second)] == ["3", "4"]
    # Worked out anew from the entries, it comes to what was added up step by step.
    assert (await audit(system)).differing == 0


async def test_locked_and_archived_periods_are_refused(
    client: AsyncClient, project_id: UUID
) -> None:
    indicator = await add_indicator(client, project_id)
    held, free = [await add_period(client, indicator, y) for y in (2006, 2007)]
    put_away = await add_indicator(client, project_id)
    archived = await add_period(client, put_away)
    await lock(client, project_id)
    path = f"/v1/indicators/{put_away['id']}"
    body = {"archived": True, "reason": "Not measured any more."}
    answer = await client.patch(path, json=body, headers=version(put_away))
    assert answer.status_code == 200, answer.text

    told = await sent(
        *(client, project_id),
        csv_of(*(f"{one['id']},5" for one in (held, free, archived))),
    )

    assert told["saved"] == 1
    assert codes(told) == [
        (2, "period_locked", None),
        (4, "indicator_archived", None),
    ]


async def test_a_programme_has_values_of_its_own(
    client: AsyncClient, project_id: UUID, programme_id: UUID
) -> None:
    result = await add_programme_result(client, programme_id)
    body = {"title": {"en": "People"}, "unit": "number", "direction": "increase"}
    indicator = await created(client, f"/v1/results/{result['id']}/indicators", body)
    period = await add_period(client, indicator)
    file = csv_of(f"{period['id']},5")

    assert counts(await sent(client, programme_id, file)) == (1, 0, 0)
    assert codes(await sent(client, project_id, file)) == [
        (2, "unknown_period", "period_id")
    ]


async def test_only_who_may_record_sends_files(
    officer: AsyncClient, reader: AsyncClient, archived_project_id: UUID
) -> None:
    file = csv_of(f"{new_id()},1")

    assert refusal(await post(reader, archived_project_id, file))[0] == 403
    assert refusal(await post(officer, new_id(), file))[0] == 404
    refused = refusal(await post(officer, archived_project_id, file))
    assert refused[:2] == (409, "project_archived")
