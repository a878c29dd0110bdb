"""A framework out into a spreadsheet and back, over HTTP."""

import csv
import io
import zipfile
from typing import Any
from uuid import UUID

import pytest
from httpx import AsyncClient
from openpyxl import Workbook
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_indicators.framework_sheets import service as sheet_service

from .building import (
    add_indicator,
    add_period,
    add_result,
    framework,
    indicator_body,
    published,
    record,
    refusal,
)
from .framework_sheets import (
    Book,
    counts,
    download,
    opened,
    post,
    problems,
    stored,
    tried,
)
from .graphs import add_goal, add_programme_result, another_project, graph, tie

TRAINED = "Entrepreneurs are trained"


def filled(book: Book) -> bytes:
    """A small framework, as somebody would write it."""
    book.add("results", code="A", kind="Activity", title__en="Courses")
    book.add("results", code="B", kind="outcome", title__en="More firms", goals="1")
    book.add("links", from_="A", to="B", strength="Strongly", assumption__en="Staff")
    book.add(
        "indicators",
        code="B1",
        result="B",
        title__en="Firms",
        title__nb="Bedrifter",
        unit="Number",
        baseline_value="0",
        baseline_on="2004-06-01",
        target_value=80,
        target_on="31.12.2006",
        source__en="Register",
        responsible__en="Coordinator",
    )
    book.add(
        "periods",
        indicator="b1",
        starts_on="2006-01-01",
        ends_on="2006-12-31",
        target_value="40",
    )
    book.add("indicators", result="A", title__en="Money", unit="NOK", decimals=2)
    return book.bytes()


async def test_an_empty_sheet_is_filled_tried_and_stored(
    officer: AsyncClient,
    project_id: UUID,
    programme_id: UUID,
    session: AsyncSession,
) -> None:
    goal = await add_goal(session, programme_id)
    data = filled(await opened(officer, project_id))

    found = await tried(officer, project_id, data)
    assert counts(found) == {"new": 6}, problems(found)
    assert (await framework(officer, project_id))["results"] == []
    assert await published(session, "result.registered.v1") == []
    assert [(r["part"], r["depth"]) for r in found["rows"]] == [
        ("results", 0),
        ("links", 1),
        ("indicators", 1),
        ("results", 0),
        ("indicators", 1),
        ("periods", 2),
    ]

    assert counts(await stored(officer, project_id, data)) == {"new": 6}
    courses, firms = (await framework(officer, project_id))["results"]
    assert (courses["kind"], firms["kind"]) == ("activity", "outcome")
    assert firms["goal_ids"] == [goal]
    (indicator,) = firms["indicators"]
    assert indicator["title"] == {"en": "Firms", "nb": "Bedrifter"}
    assert (indicator["baseline_value"], indicator["target_on"]) == ("0", "2006-12-31")
    assert indicator["responsible"] == {"en": "Coordinator"}
    assert [p["target_value"] for p in indicator["periods"]] == ["40"]
    assert courses["indicators"][0]["unit"] == "currency:NOK"
    (tied,) = (await graph(officer, project_id))["contributions"]
    assert (tied["strength"], tied["assumption"]) == ("strong", {"en": "Staff"})

    again = await stored(officer, project_id, data)
    assert counts(again) == {"unchanged": 6}
    assert set(again["left_alone"].values()) == {0}


async def test_what_was_downloaded_changes_nothing_in_any_language_or_form(
    officer: AsyncClient, project_id: UUID, programme_id: UUID
) -> None:
    above = await add_programme_result(officer, programme_id, kind="impact")
    indicator = await add_indicator(officer, project_id, decimals=2, target_value="8.5")
    await add_period(officer, indicator, target_value="4.25")
    (result,) = (await framework(officer, project_id))["results"]
    assert (await tie(officer, result, above)).status_code == 201

    for language in ("en", "nb", "bs", "pl"):
        for kind in ("xlsx", "csv"):
            file = await download(officer, project_id, language=language, format=kind)
            found = await stored(officer, project_id, file.content)
            assert counts(found) == {"unchanged": 4}, (language, kind, found["rows"])


async def test_cells_are_changed_rows_left_out_stay_and_agreed_figures_need_a_reason(
    officer: AsyncClient, project_id: UUID
) -> None:
    indicator = await add_indicator(officer, project_id)
    period = await add_period(officer, indicator)
    await add_result(officer, project_id, title={"en": "Another"})
    assert (await record(officer, period, "7")).status_code == 201
    book = await opened(officer, project_id)
    book.set("results", TRAINED, title__pl="Szkolenia", title__nb=None)
    book.set("indicators", "Entrepreneurs trained", target_value=90)
    book.page("results").delete_rows(book.row("results", "Another"))
    data = book.bytes()

    found = await tried(officer, project_id, data)
    assert found["left_alone"] == {
        **dict.fromkeys(("links", "indicators", "periods"), 0),
        "results": 1,
    }
    (refused,) = [row for row in found["rows"] if row["outcome"] == "refused"]
    assert [one["code"] for one in refused["problems"]] == ["reason_required"]
    (changed,) = [row for row in found["rows"] if row["outcome"] == "changed"]
    assert [(c["before"], c["said"]) for c in changed["changes"]] == [
        ("Gründere får opplæring", None),
        (None, "Szkolenia"),
    ]

    done = await stored(officer, project_id, data, reason="Agreed on 3 May.")
    assert counts(done) == {"changed": 2, "unchanged": 1}
    results = (await framework(officer, project_id))["results"]
    assert results[0]["title"] == {"en": TRAINED, "pl": "Szkolenia"}
    assert results[0]["indicators"][0]["target_value"] == "90"
    assert len(results) == 2


async def test_what_somebody_changed_meanwhile_is_kept_and_told(
    officer: AsyncClient, project_id: UUID
) -> None:
    result = await add_result(officer, project_id)
    book = await opened(officer, project_id)
    answer = await officer.patch(
        f"/v1/results/{result['id']}",
        json={"title": {"en": "Theirs"}},
        headers={"If-Match": '"1"'},
    )
    assert answer.status_code == 200
    book.set("results", TRAINED, description__en="Mine")

    found = await stored(officer, project_id, book.bytes())

    assert counts(found) == {"stale": 1}
    assert (await framework(officer, project_id))["results"][0]["description"] is None


async def test_wrong_cells_are_told_one_by_one_and_marked_and_the_rest_is_stored(
    officer: AsyncClient, project_id: UUID
) -> None:
    book = await opened(officer, project_id)
    book.add("results", code="A", kind="Activity", title__en="Courses")
    book.add("results", code="A", kind="Activity", title__en="Twice")
    book.add("results", code="C", kind="Wish", title__en="No such level")
    book.add("results", code="D", kind="Output", title__en="Fine", goals="9")
    book.add("results", code="E", kind="Output", title__en="=1+1")
    book.add("links", from_="A", to="Nowhere", strength="Strongly")
    book.add("indicators", result="C", title__en="Below the refused", unit="Number")
    wrong = {"unit": "Number", "target_value": "many", "target_on": "soon"}
    book.add("indicators", result="A", title__en="Words", **wrong)
    book.add("indicators", result="A", title__en="Unknown", definition="NONE-1")
    book.add("indicators", result="A", title__en="Without a unit")
    book.page("results").cell(3, 60).value = "a note"
    data = book.bytes()

    found = await tried(officer, project_id, data, language="nb")
    assert counts(found) == {"new": 1, "refused": 9}
    told = {code for codes in problems(found).values() for code in codes}
    assert told == {
        *("repeated_code", "unknown_choice", "unknown_goal", "formula_in_cell"),
        *("unknown_code", "named_row_refused", "not_a_number", "not_a_day"),
        *("unknown_definition", "missing"),
    }
    assert found["left_out"] == ["Results!BH3"]
    assert problems(found)["Indicators!" + _place(book, "indicators", 4, "target_on")]

    marked = await post(officer, project_id, "/marked", data, language="nb")
    assert marked.status_code == 200
    marks = Book(marked.content).marks()
    assert set(marks) == set(problems(found))
    assert (
        "tall" in marks["Indicators!" + _place(book, "indicators", 4, "target_value")]
    )

    assert counts(await stored(officer, project_id, data))["new"] == 1
    assert len((await framework(officer, project_id))["results"]) == 1


def _place(book: Book, part: str, row: int, name: str) -> str:
    return str(book.cell(part, row, name).coordinate)


async def test_cycles_and_ways_down_are_refused(
    officer: AsyncClient, project_id: UUID
) -> None:
    book = await opened(officer, project_id)
    for code, kind in (("A", "Output"), ("B", "Output"), ("C", "Impact")):
        book.add("results", code=code, kind=kind, title__en=code)
    for start, end in (("A", "B"), ("B", "A"), ("A", "A"), ("C", "A")):
        book.add("links", from_=start, to=end)

    found = await stored(officer, project_id, book.bytes())

    assert counts(found) == {"new": 4, "refused": 3}
    told = [code for codes in problems(found).values() for code in codes]
    assert sorted(told) == [
        "contribution_against_level",
        "framework_cycle",
        "framework_cycle",
    ]


async def test_a_row_that_was_copied_is_a_new_one(
    officer: AsyncClient, project_id: UUID
) -> None:
    await add_result(officer, project_id)
    book = await opened(officer, project_id)
    page = book.page("results")
    for cell in page[3]:
        page.cell(4, cell.column).value = cell.value
        page.cell(5, cell.column).value = cell.value
    book.cell("results", 4, "code").value = "NEW"
    book.cell("results", 4, "title.en").value = "Also new"
    book.cell("results", 4, "title.nb").value = None

    found = await stored(officer, project_id, book.bytes())

    assert counts(found) == {"new": 1, "unchanged": 1, "refused": 1}
    assert problems(found) == {"Results!B5": ["repeated_code"]}


async def test_what_is_too_much_at_once_is_stored_when_it_is_sent_again(
    officer: AsyncClient,
    project_id: UUID,
    goal_id: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sheet_service, "MOST_AT_ONCE", 3)
    assert goal_id
    data = filled(await opened(officer, project_id))

    trial = await tried(officer, project_id, data)
    first = await stored(officer, project_id, data)
    second = await stored(officer, project_id, data)
    third = await stored(officer, project_id, data)

    assert counts(trial) == {"new": 3, "waiting": 3}
    assert counts(first) == {"new": 3, "waiting": 3}
    assert counts(second) == {"unchanged": 3, "new": 3}
    assert counts(third) == {"unchanged": 6}


async def test_a_programme_has_a_sheet_of_its_own_framework(
    officer: AsyncClient, programme_id: UUID, project_id: UUID
) -> None:
    book = await opened(officer, programme_id)
    book.add("results", code="A", kind="Impact", title__en="Peace")

    assert counts(await stored(officer, programme_id, book.bytes())) == {"new": 1}

    other = await post(officer, project_id, "/trial", book.bytes())
    assert refusal(other)[:2] == (422, "sheet_of_another_project")
    book = await opened(officer, project_id)
    book.add("results", code="A", kind="Outcome", title__en="Talks")
    book.add("links", from_="A", to="P-IM1")
    assert counts(await stored(officer, project_id, book.bytes())) == {"new": 2}


def workbook(*rows: list[Any]) -> bytes:
    book, buffer = Workbook(), io.BytesIO()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    book.save(buffer)
    return buffer.getvalue()


def bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<x/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 30_000_000)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"),
        (b"%PDF-1.7", "not_a_framework_sheet"),
        (b"PK\x03\x04 broken", "damaged_file"),
        (b"\xd0\xcf\x11\xe0 old", "old_excel_format"),
        (b"Level;Title\noutput;A\n", "not_a_framework_sheet"),
        (workbook(["Level", "Title"], ["output", "A"]), "not_a_framework_sheet"),
        (workbook(["bromost-framework/1 x en results"]), "not_a_framework_sheet"),
        (b"bromost-framework/1\n" * 100_000, "too_many_rows"),
        (bomb(), "zip_bomb"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
async def test_what_is_no_framework_is_refused_as_a_whole(
    officer: AsyncClient, project_id: UUID, data: bytes, code: str
) -> None:
    answer = await post(officer, project_id, "/trial", data)

    assert refusal(answer) == (422, "unreadable_file", [code])


async def test_merged_cells_and_a_hundred_thousand_rows_are_refused(
    officer: AsyncClient, project_id: UUID
) -> None:
    book = await opened(officer, project_id)
    book.add("results", code="A", kind="Impact", title__en="Peace")
    book.page("results").merge_cells("D3:E4")
    answer = await post(officer, project_id, "/trial", book.bytes())
    assert refusal(answer)[2] == ["merged_cells"]

    book = await opened(officer, project_id)
    page = book.page("results")
    for number in range(100_000):
        page.append([None, f"R{number}", "Output", "One of many"])
    answer = await post(officer, project_id, "/trial", book.bytes())
    assert refusal(answer)[2] == ["too_many_rows"]


async def test_a_text_file_holds_no_formulas_and_gets_its_problems_in_a_column(
    officer: AsyncClient, project_id: UUID
) -> None:
    await add_result(officer, project_id, title={"en": "=HYPERLINK(1)"})
    file = await download(officer, project_id, format="csv")
    rows = list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"))))
    assert rows[2][3] == "'=HYPERLINK(1)"
    assert counts(await tried(officer, project_id, file.content)) == {"unchanged": 1}
    rows[2][2] = "Wish"
    text = io.StringIO()
    csv.writer(text).writerows(rows)

    marked = await post(officer, project_id, "/marked", text.getvalue().encode())

    lines = list(csv.reader(io.StringIO(marked.content.decode("utf-8-sig"))))
    assert lines[2][-1].startswith("Choose one")
    assert marked.headers["content-disposition"].endswith('"framework-marked.csv"')


async def test_library_definitions_are_taken_by_their_code(
    officer: AsyncClient, client: AsyncClient, project_id: UUID
) -> None:
    body = {"code": "TR-1", "name": {"en": "Trained"}, "original_language": "en"}
    rule = {"kind": "number", "unit": "number", "direction": "increase"}
    made = await client.post("/v1/definitions", json={**body, **rule})
    assert made.status_code == 201, made.text
    answer = await client.post(
        f"/v1/definitions/{made.json()['id']}/versions/1/publication",
        headers={"If-Match": f'"{made.json()["version"]}"'},
    )
    assert answer.status_code == 200, answer.text
    book = await opened(officer, project_id)
    book.add("results", code="A", kind="Output", title__en="Courses")
    book.add("indicators", result="A", definition="tr-1", target_value=5)
    book.add("indicators", result="A", definition="TR-1", title__en="X", unit="Number")
    data = book.bytes()

    found = await stored(officer, project_id, data)

    assert counts(found) == {"new": 2, "refused": 1}
    assert [c for codes in problems(found).values() for c in codes] == [
        "defined_in_library"
    ]
    (result,) = (await framework(officer, project_id))["results"]
    assert result["indicators"][0]["title"] == {"en": "Trained"}
    assert counts(await stored(officer, project_id, data)) == {
        "unchanged": 2,
        "refused": 1,
    }


async def test_readers_and_strangers_store_nothing(
    reader: AsyncClient,
    officer: AsyncClient,
    project_id: UUID,
    archived_project_id: UUID,
    session: AsyncSession,
) -> None:
    data = (await download(officer, project_id)).content
    for what in ("", "/trial", "/marked"):
        answer = await post(reader, project_id, what, data)
        assert answer.status_code == 403
    answer = await post(officer, archived_project_id, "", data)
    assert refusal(answer)[:2] == (409, "project_archived")
    other = await another_project(session, project_id)
    assert refusal(await post(officer, other, "", data))[0] == 422
    assert indicator_body()["decimals"] == 0
