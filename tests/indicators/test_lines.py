"""Many results and indicators at once, from a list or a file; the wrong are told."""

import io
from typing import Any
from uuid import UUID

import pytest
from httpx import AsyncClient
from openpyxl import Workbook, load_workbook
from sqlalchemy.ext.asyncio import AsyncSession

from .building import framework, indicator_body, published, refusal, result_body
from .graphs import add_goal, graph


async def add_lines(
    client: AsyncClient, owner_id: UUID, *lines: dict[str, Any], **more: Any
) -> Any:
    path = f"/v1/frameworks/{owner_id}/lines"
    body = {"lines": [nested(line) for line in lines], **more}
    answer = await client.post(path, json=body)
    assert answer.status_code == 200, answer.text
    return answer.json()


def nested(line: dict[str, Any]) -> dict[str, Any]:
    """What is said of the line itself, and apart from it what it is added with."""
    if "fields" in line:
        return line
    names = ["kind", "goals", "leads_to"]
    own = {name: line[name] for name in names if name in line}
    return {**own, "fields": {n: line[n] for n in line.keys() - own.keys()}}


def codes(found: Any) -> list[list[str]]:
    return [[p["code"] for p in one["problems"]] for one in found["outcomes"]]


def indicator_line(**changes: Any) -> dict[str, Any]:
    return {"kind": "indicator", **indicator_body(**changes)}


async def test_lines_become_results_with_the_indicators_below_them(
    officer: AsyncClient, project_id: UUID
) -> None:
    found = await add_lines(
        officer,
        project_id,
        result_body(kind="activity", leads_to=[2]),
        result_body(),
        indicator_line(),
        indicator_line(title={"en": "Loans repaid"}),
        result_body(kind="outcome"),
    )

    results = (await framework(officer, project_id))["results"]
    assert (found["added"], found["refused"]) == (5, 0)
    assert [(r["kind"], len(r["indicators"])) for r in results] == [
        ("activity", 0),
        ("output", 2),
        ("outcome", 0),
    ]
    (tied,) = (await graph(officer, project_id))["contributions"]
    ids = [one["id"] for one in found["outcomes"]]
    assert [tied["from_result_id"], tied["to_result_id"]] == ids[:2]


async def test_wrong_lines_are_told_one_by_one_and_the_rest_is_kept(
    officer: AsyncClient, project_id: UUID, session: AsyncSession
) -> None:
    found = await add_lines(
        officer,
        project_id,
        indicator_line(),
        result_body(kind="wish"),
        indicator_line(),
        result_body(title={"en": " "}),
        result_body(goals=[1]),
        result_body(leads_to=[4, 9]),
        indicator_line(baseline_value="N/A"),
        indicator_line(target_value="1e400"),
        indicator_line(),
    )

    assert [one["outcome"] for one in found["outcomes"]] == [
        *["refused"] * 5,
        "added",
        *["refused"] * 2,
        "added",
    ]
    told = codes(found)
    assert told[0] == ["no_result_above"] == told[2]
    assert told[4] == ["unknown_goal"]
    assert told[5] == ["unknown_line", "unknown_line"]
    assert [one["field"] for one in found["outcomes"][6]["problems"]] == [
        "baseline_value"
    ]
    (result,) = (await framework(officer, project_id))["results"]
    assert len(result["indicators"]) == 1
    assert len(await published(session, "result.registered.v1")) == 1


async def test_a_dry_run_tells_the_same_and_adds_nothing(
    officer: AsyncClient, project_id: UUID, session: AsyncSession
) -> None:
    lines = [result_body(), indicator_line(), result_body(kind="wish")]

    tried = await add_lines(officer, project_id, *lines, dry_run=True)
    assert (await framework(officer, project_id))["results"] == []
    assert await published(session, "result.registered.v1") == []
    done = await add_lines(officer, project_id, *lines)

    assert codes(tried) == codes(done)
    assert [one["outcome"] for one in tried["outcomes"]] == [
        "would_be_added",
        "would_be_added",
        "refused",
    ]


async def test_lines_serve_goals_by_their_number(
    officer: AsyncClient, project_id: UUID, programme_id: UUID, session: AsyncSession
) -> None:
    goal = await add_goal(session, programme_id)

    await add_lines(officer, project_id, result_body(goals=[1]))

    (result,) = (await framework(officer, project_id))["results"]
    assert result["goal_ids"] == [goal]


@pytest.mark.parametrize(
    "body", [{}, {"lines": []}, {"lines": [{}]}, {"lines": "x"}, {"lines": [[]]}]
)
async def test_no_lines_are_refused(
    officer: AsyncClient, project_id: UUID, body: dict[str, Any]
) -> None:
    answer = await officer.post(f"/v1/frameworks/{project_id}/lines", json=body)

    assert refusal(answer)[:2] == (422, "invalid_request")


async def test_readers_add_no_lines(reader: AsyncClient, project_id: UUID) -> None:
    path = f"/v1/frameworks/{project_id}/lines"

    answer = await reader.post(path, json={"lines": [nested(result_body())]})

    assert answer.status_code == 403


async def read(client: AsyncClient, owner_id: UUID, data: bytes, **form: str) -> Any:
    return await client.post(
        f"/v1/frameworks/{owner_id}/sheet",
        files={"file": ("framework", data)},
        data=form,
    )


SHEET = """Nivå;Tittel;Title (en);Fører til rader;Enhet;Baseline;Baseline day
aktivitet;Kurs for ansatte;;3;;;
produkt;;Staff are trained;;;;
indikator;Ansatte;Staff;;number;1,5;2009-12-31
indicator;;Money;;kroner;many;2009-12-31
"""


async def test_a_file_is_read_in_any_of_the_languages_and_adds_nothing(
    officer: AsyncClient, project_id: UUID
) -> None:
    answer = await read(officer, project_id, SHEET.encode(), language="nb")
    assert answer.status_code == 200, answer.text
    found = answer.json()

    assert found["rows"] == [2, 3, 4, 5]
    assert [line["kind"] for line in found["lines"]] == [
        "activity",
        "output",
        "indicator",
        "indicator",
    ]
    assert found["lines"][0]["leads_to"] == [2]
    assert found["lines"][0]["fields"]["original_language"] == "nb"
    assert found["lines"][1]["fields"]["original_language"] == "en"
    assert found["lines"][2]["fields"]["baseline_value"] == "1.5"
    assert [one["outcome"] for one in found["result"]["outcomes"]][-1] == "refused"
    assert (await framework(officer, project_id))["results"] == []


async def test_the_template_is_filled_in_and_read(
    officer: AsyncClient, project_id: UUID
) -> None:
    empty = await officer.get("/v1/frameworks/template")
    book = load_workbook(io.BytesIO(empty.content))
    sheet = book.active
    assert sheet is not None
    names = [cell.value for cell in sheet[1]]
    sheet.cell(2, names.index("Level") + 1, "output")
    sheet.cell(2, names.index("Title (en)") + 1, "Staff are trained")
    filled = io.BytesIO()
    book.save(filled)

    answer = await read(officer, project_id, filled.getvalue())

    (line,) = answer.json()["lines"]
    added = await add_lines(officer, project_id, line)
    assert (answer.json()["result"]["added"], added["added"]) == (1, 1)


def workbook(*rows: list[Any]) -> bytes:
    book, buffer = Workbook(), io.BytesIO()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    book.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"),
        (b"%PDF-1.7", "unknown_format"),
        (b"PK\x03\x04 broken", "damaged_file"),
        (b"Level;Colour\noutput;red\n", "wrong_header"),
        (workbook(["Title", "Unit"], ["Staff", "number"]), "wrong_header"),
        (b"Level;Title\n" + b"output;A\n" * 501, "too_many_rows"),
    ],
)
async def test_what_is_no_framework_is_refused_as_a_whole(
    officer: AsyncClient, project_id: UUID, data: bytes, code: str
) -> None:
    answer = await read(officer, project_id, data)

    assert answer.status_code == 422, answer.text
    assert [one["code"] for one in answer.json()["fields"]] == [code]


async def test_numbers_and_days_of_a_workbook_are_read_as_such(
    officer: AsyncClient, project_id: UUID
) -> None:
    data = workbook(
        ["Level", "Title", "Target", "Target day", "Decimals"],
        ["output", "Staff are trained"],
        ["indicator", "Share of staff", 12.5, "2010-12-31", 1],
    )

    found = (await read(officer, project_id, data)).json()

    assert found["lines"][1]["fields"]["target_value"] == "12.5"
    assert codes(found["result"]) == [[], []]
