"""A project's values out into a spreadsheet and back, over HTTP."""

import csv
import io
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Role
from bromost_common.db import new_id
from tests.conftest import Somebody

from .building import (
    accept,
    add_indicator,
    add_period,
    created,
    framework,
    record,
    refusal,
)
from .sheets import counts, download, opened, outcomes, post, sent
from .test_axes import axis_body

TRAINED = "Entrepreneurs trained"
SHARE = "Households reached"


async def periods_of(client: AsyncClient, project_id: UUID) -> list[dict[str, Any]]:
    found = await framework(client, project_id)
    return [
        period
        for result in found["results"]
        for indicator in result["indicators"]
        for period in indicator["periods"]
    ]


async def current(client: AsyncClient, project_id: UUID) -> list[Any]:
    return [
        p["current"] and (p["current"]["value"] or p["current"]["state"])
        for p in await periods_of(client, project_id)
    ]


async def test_a_sheet_is_filled_tried_and_stored(
    officer: AsyncClient, project_id: UUID
) -> None:
    indicator = await add_indicator(officer, project_id)
    first = await add_period(officer, indicator, 2005)
    for year in (2006, 2007, 2008):
        await add_period(officer, indicator, year)
    await record(officer, first, "20", comment="=HYPERLINK(1)")

    sheet = await opened(officer, project_id, language="nb")
    sheet.cell(TRAINED, 2006).value = 31
    sheet.cell(TRAINED, 2007, "state").value = "Ikke samlet inn"
    sheet.cell(TRAINED, 2008).value = 0
    tried = await sent(officer, project_id, "trial", sheet.bytes())
    before = await current(officer, project_id)
    stored = await sent(officer, project_id, "batches", sheet.bytes())
    again = await sent(officer, project_id, "batches", sheet.bytes())

    assert sheet.cell(TRAINED, 2005).value == 20
    assert sheet.cell(TRAINED, 2005, "state").value == "Rapportert"
    assert sheet.cell(TRAINED, 2005, "comment").value == "=HYPERLINK(1)"
    assert sheet.cell(TRAINED, 2005, "comment").data_type == "s"
    assert counts(tried) == counts(stored) == (3, 1, 0, 0)
    assert before == ["20", None, None, None]
    assert {one["before"] for one in tried["values"] + stored["values"]} == {None}
    assert await current(officer, project_id) == ["20", "31", "not_collected", "0"]
    assert counts(again) == (0, 4, 0, 0)
    assert {p["entry_count"] for p in await periods_of(officer, project_id)} == {1}
    last = (await periods_of(officer, project_id))[1]["current"]
    assert (last["status"], last["state"]) == ("draft", "reported")


async def test_the_sheet_is_typed_locked_and_offers_what_may_be_chosen(
    officer: AsyncClient, project_id: UUID
) -> None:
    indicator = await add_indicator(
        officer, project_id, unit="percent", title={"en": SHARE}, decimals=1
    )
    await record(officer, await add_period(officer, indicator), "12.5")

    sheet = await opened(officer, project_id)
    page = sheet.page

    assert page.row_dimensions[1].hidden
    assert page.column_dimensions["A"].hidden
    assert page.protection.sheet
    assert page["B4"].protection.locked
    assert not sheet.cell(SHARE, 2006).protection.locked
    assert sheet.cell(SHARE, 2006).value == 12.5
    assert sheet.cell(SHARE, 2006, "numerator").value is None
    assert page.cell(2, sheet.column(2006)).value == datetime(2006, 1, 1)  # noqa: DTZ001
    states = page.data_validations.dataValidation[0]
    assert states.formula1 == "lists!$A$1:$A$5"
    assert sheet.book["lists"].sheet_state == "hidden"


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("n/a", "not_a_number"),
        ("1e400", "not_a_number"),
        (1e300, "not_a_number"),
        ("NaN", "not_a_number"),
        (0.5, "too_many_decimals"),
        (-1, "below_minimum"),
        (101, "above_maximum"),
        ("1,234", "ambiguous_number"),
        ("=1+1", "formula_in_cell"),
        ("#DIV/0!", "error_in_cell"),
        (datetime(2006, 5, 1), "date_in_cell"),  # noqa: DTZ001
        (123456789012345678901, "not_a_number"),
        ("12345678901234567890", "too_long_a_number"),
    ],
)
async def test_a_wrong_cell_is_told_and_the_rest_stored(
    officer: AsyncClient, project_id: UUID, written: Any, code: str
) -> None:
    indicator = await add_indicator(officer, project_id, minimum="0", maximum="100")
    await add_period(officer, indicator, 2005)
    await add_period(officer, indicator, 2006)

    sheet = await opened(officer, project_id)
    wrong = sheet.cell(TRAINED, 2005)
    wrong.value = written
    sheet.cell(TRAINED, 2006).value = "42"
    stored = await sent(officer, project_id, "batches", sheet.bytes())

    assert counts(stored) == (1, 0, 0, 1)
    known = "too_long_a_number" if isinstance(written, int) else code
    assert outcomes(stored)[wrong.coordinate] in {("refused", code), ("refused", known)}
    assert await current(officer, project_id) == [None, "42"]


async def test_shares_follow_their_parts(
    officer: AsyncClient, project_id: UUID
) -> None:
    indicator = await add_indicator(
        officer, project_id, unit="percent", title={"en": SHARE}
    )
    for year in (2005, 2006, 2007, 2008):
        await add_period(officer, indicator, year)
    first = await opened(officer, project_id)
    first.cell(SHARE, 2005, "numerator").value = 30
    first.cell(SHARE, 2005, "denominator").value = 40
    await sent(officer, project_id, "batches", first.bytes())

    sheet = await opened(officer, project_id)
    sheet.cell(SHARE, 2005, "numerator").value = 32
    sheet.cell(SHARE, 2006, "numerator").value = 3
    sheet.cell(SHARE, 2006, "denominator").value = 0
    sheet.cell(SHARE, 2007).value = 0.5
    sheet.cell(SHARE, 2007).number_format = "0%"
    sheet.cell(SHARE, 2008, "numerator").value = 3
    stored = await sent(officer, project_id, "batches", sheet.bytes())
    resumed = await sent(officer, project_id, "batches", sheet.bytes())

    assert await current(officer, project_id) == ["80", None, "50", None]
    assert counts(stored) == (2, 0, 0, 2)
    codes = {one["code"] for one in stored["values"]}
    assert codes == {None, "denominator_zero", "parts_incomplete"}
    assert counts(resumed) == (0, 2, 0, 2)


async def test_leaves_come_to_the_whole(officer: AsyncClient, project_id: UUID) -> None:
    axis = await created(officer, "/v1/axes", axis_body())
    indicator = await add_indicator(officer, project_id, axis_ids=[axis["id"]])
    await add_period(officer, indicator)
    first = await opened(officer, project_id)
    first.cell(TRAINED, 2006, breakdown="Women").value = 40
    first.cell(TRAINED, 2006, breakdown="Men").value = 30
    stored = await sent(officer, project_id, "batches", first.bytes())
    resumed = await sent(officer, project_id, "batches", first.bytes())

    second = await opened(officer, project_id)
    second.cell(TRAINED, 2006, breakdown="Men").value = 35
    await sent(officer, project_id, "batches", second.bytes())
    followed = await current(officer, project_id)
    third = await opened(officer, project_id)
    third.cell(TRAINED, 2006, breakdown="Total").value = 99
    wrong = await sent(officer, project_id, "batches", third.bytes())
    fourth = await opened(officer, project_id)
    fourth.cell(TRAINED, 2006, breakdown="Men").value = None
    fourth.cell(TRAINED, 2006, "state", breakdown="Men").value = None
    emptied = await sent(officer, project_id, "batches", fourth.bytes())

    assert counts(stored) == (2, 0, 0, 0)
    assert counts(resumed) == (0, 2, 0, 0)
    assert followed == ["75"]
    assert {one["code"] for one in wrong["values"]} == {
        "cells_do_not_add_up",
        "part_refused",
    }
    assert emptied["emptied"] == 1
    assert {one["code"] for one in emptied["values"]} == {
        "value_cleared",
        "part_refused",
    }
    assert await current(officer, project_id) == ["75"]


async def test_places_of_a_period_are_stored_together(
    officer: AsyncClient, project_id: UUID
) -> None:
    indicator = await add_indicator(officer, project_id)
    await add_period(officer, indicator)
    place = {"name": {"en": "North"}, "original_language": "en"}
    await created(officer, f"/v1/projects/{project_id}/places", place)

    sheet = await opened(officer, project_id, every_place=True)
    column = sheet.column(2006)
    sheet.page.cell(5, column).value = 10
    sheet.page.cell(6, column).value = 4
    stored = await sent(officer, project_id, "batches", sheet.bytes())
    resumed = await sent(officer, project_id, "batches", sheet.bytes())

    assert sheet.page.cell(6, 3).value == "North"
    assert counts(stored) == (2, 0, 0, 0)
    assert counts(resumed) == (0, 2, 0, 0)
    assert (await opened(officer, project_id)).page.cell(6, column).value == 4


async def test_what_somebody_else_recorded_is_never_overwritten(
    officer: AsyncClient, client: AsyncClient, project_id: UUID
) -> None:
    indicator = await add_indicator(officer, project_id)
    period = await add_period(officer, indicator, 2005)
    untouched = await add_period(officer, indicator, 2006)

    sheet = await opened(officer, project_id)
    await record(client, period, "7")
    await record(client, untouched, "8")
    mine = sheet.cell(TRAINED, 2005)
    mine.value = 5
    stored = await sent(officer, project_id, "batches", sheet.bytes())

    assert outcomes(stored) == {mine.coordinate: ("stale", "stale_version")}
    assert stored["values"][0]["before"] == "7"
    assert await current(officer, project_id) == ["7", "8"]


async def test_accepted_values_change_with_a_reason_and_locked_ones_do_not(
    officer: AsyncClient, project_id: UUID, session: AsyncSession
) -> None:
    indicator = await add_indicator(officer, project_id)
    period = (
        await record(officer, await add_period(officer, indicator, 2005), "5")
    ).json()
    await accept(officer, period)
    await add_period(officer, indicator, 2006)
    sheet = await opened(officer, project_id)
    sheet.cell(TRAINED, 2005).value = 6
    sheet.cell(TRAINED, 2006).value = 9
    await session.execute(
        text(
            "INSERT INTO indicators.period_lock"
            " (id, project_id, starts_on, ends_on, reason)"
            " VALUES (:id, :project, '2006-01-01', '2006-12-31', 'Audited')"
        ),
        {"id": new_id(), "project": project_id},
    )

    without = await sent(officer, project_id, "batches", sheet.bytes())
    why = "Counted anew from the lists"
    explained = await sent(officer, project_id, "batches", sheet.bytes(), reason=why)
    locked = await opened(officer, project_id)

    assert [one["code"] for one in without["values"]] == [
        "reason_required",
        "period_locked",
    ]
    assert counts(explained) == (1, 0, 0, 1)
    assert await current(officer, project_id) == ["6", None]
    assert locked.cell(TRAINED, 2006).protection.locked


async def test_what_is_for_no_value_is_told_of(
    officer: AsyncClient, project_id: UUID
) -> None:
    indicator = await add_indicator(officer, project_id)
    period = await add_period(officer, indicator, 2005)
    await add_period(officer, indicator, 2006)
    await record(officer, period, "5")

    sheet = await opened(officer, project_id)
    page, column = sheet.page, sheet.column(2005)
    own = page.cell(5, page.max_column + 3, "my own note")
    page.cell(7, column, 12)
    page.cell(8, 1, page.cell(5, 1).value)
    page.cell(8, column, 6)
    page.cell(9, 1, f"{new_id()}||")
    page.cell(9, column, 3)
    page.cell(9, sheet.column(2005, "mark"), "1.-")
    sheet.cell(TRAINED, 2005).value = None
    sheet.cell(TRAINED, 2005, "state").value = None
    sheet.cell(TRAINED, 2006).value = 4
    sheet.cell(TRAINED, 2006, "mark").value = "gone"
    told = await sent(officer, project_id, "batches", sheet.bytes())

    found = outcomes(told)
    letter = page.cell(5, column).column_letter
    assert found[own.coordinate] == ("refused", "unknown_column")
    assert found[f"{letter}7"] == ("refused", "unknown_row")
    assert found[f"{letter}8"] == ("refused", "repeated_row")
    assert found[f"{letter}9"] == ("refused", "unknown_indicator")
    assert found[f"{letter}5"] == ("refused", "value_cleared")
    assert found[sheet.cell(TRAINED, 2006).coordinate] == ("refused", "mark_missing")
    assert told["emptied"] == 1
    assert counts(told) == (0, 0, 0, 6)
    assert await current(officer, project_id) == ["5", None]


async def test_a_copy_is_returned_with_the_wrong_cells_marked(
    officer: AsyncClient, project_id: UUID
) -> None:
    indicator = await add_indicator(officer, project_id)
    await add_period(officer, indicator)
    sheet = await opened(officer, project_id)
    sheet.cell(TRAINED, 2006).value = "many"
    sheet.page["B5"].value = "My own name for it"

    answer = await post(officer, project_id, "marked", sheet.bytes(), language="pl")
    marked = type(sheet)(answer.content)

    cell = marked.page.cell(5, sheet.column(2006))
    assert cell.value == "many"
    assert cell.fill.fgColor.rgb == "00FFC7CE"
    assert cell.comment.text.startswith("To nie jest liczba")
    assert marked.page["B5"].value == "My own name for it"
    assert marked.page["B5"].comment is None


async def test_a_text_file_goes_the_same_way(
    officer: AsyncClient, project_id: UUID
) -> None:
    indicator = await add_indicator(officer, project_id, decimals=1)
    first = await add_period(officer, indicator, 2005)
    for year in (2006, 2007):
        await add_period(officer, indicator, year)
    await record(officer, first, "-1.5", comment="=1+1")

    raw = (await download(officer, project_id, format="csv")).content.decode(
        "utf-8-sig"
    )
    rows = list(csv.reader(io.StringIO(raw)))
    at = {key: place for place, key in enumerate(rows[0])}
    before = rows[4][at["2005-01-01/2005-12-31/comment"]]
    rows[4][at["2006-01-01/2006-12-31/value"]] = "12,5"
    rows[4][at["2007-01-01/2007-12-31/value"]] = "=cmd|1"
    text_file = io.StringIO()
    csv.writer(text_file, delimiter=";").writerows(rows)
    data = text_file.getvalue().encode()
    stored = await sent(officer, project_id, "batches", data)
    marked = (await post(officer, project_id, "marked", data)).content.decode(
        "utf-8-sig"
    )

    assert before == "'=1+1"
    assert counts(stored) == (1, 1, 0, 1)
    assert await current(officer, project_id) == ["-1.5", "12.5", None]
    returned = list(csv.reader(io.StringIO(marked), delimiter=";"))
    assert returned[1][-1] == "Problem"
    assert returned[4][-1].startswith("This is not a number")
    assert "'=cmd|1" in returned[4]
    assert "-1.5" in returned[4]


async def test_what_could_not_be_sent_back_is_not_handed_out(
    officer: AsyncClient, project_id: UUID, session: AsyncSession
) -> None:
    indicator = await add_indicator(officer, project_id)
    await session.execute(
        text(
            "INSERT INTO indicators.period (id, indicator_id, starts_on, ends_on)"
            " SELECT gen_random_uuid(), :indicator, day, day"
            " FROM generate_series(date '2005-01-01', date '2005-01-01' + 260,"
            " interval '1 day') day"
        ),
        {"indicator": indicator["id"]},
    )
    await session.commit()

    answer = await officer.get(f"/v1/projects/{project_id}/value-sheet")

    assert answer.status_code == 409
    assert answer.json()["code"] == "sheet_too_large"


@pytest.mark.parametrize("comment", ["=1+1", "'=1+1", "''-2", "'tis so", "-"])
@pytest.mark.parametrize("form", ["xlsx", "csv"])
async def test_a_comment_comes_back_as_it_was(
    officer: AsyncClient, project_id: UUID, comment: str, form: str
) -> None:
    indicator = await add_indicator(officer, project_id)
    await record(officer, await add_period(officer, indicator, 2005), "1")
    await record(
        officer, await add_period(officer, indicator, 2006), "2", comment=comment
    )

    untouched = (await download(officer, project_id, format=form)).content
    marked = await post(officer, project_id, "marked", untouched)

    for data in (untouched, marked.content):
        told = await sent(officer, project_id, "batches", data)
        assert counts(told) == (0, 2, 0, 0), told


async def test_only_a_sheet_of_this_project_is_read(
    officer: AsyncClient, project_id: UUID
) -> None:
    indicator = await add_indicator(officer, project_id)
    await add_period(officer, indicator)
    own = await opened(officer, project_id)
    tag = own.page["A1"].value

    async def refused(changed: str | None) -> tuple[int, str, list[str]]:
        own.page["A1"].value = changed
        return refusal(await post(officer, project_id, "trial", own.bytes()))

    assert (await refused(tag.replace(str(project_id), str(new_id()))))[:2] == (
        422,
        "sheet_of_another_project",
    )
    assert (await refused(tag.replace("/1 ", "/0 ")))[2] == ["older_template"]
    assert (await refused("Something else"))[2] == ["not_a_value_sheet"]
    for data, code in ((b"", "empty_file"), (b"PK\x03\x04rubbish", "damaged_file")):
        answer = await post(officer, project_id, "trial", data)
        assert refusal(answer)[2] == [code]
    own.page["A1"].value = tag
    answer = await post(officer, project_id, "batches", own.bytes(), batch=4)
    assert refusal(answer)[2] == ["unknown_batch"]


async def test_who_may_read_downloads_and_who_may_record_uploads(
    officer: AsyncClient, project_id: UUID, somebody: Somebody
) -> None:
    indicator = await add_indicator(officer, project_id)
    await add_period(officer, indicator)
    contributor = await somebody(Role.CONTRIBUTOR, "project", str(project_id))
    auditor = await somebody(Role.AUDITOR, "project", str(project_id))
    stranger = await somebody(Role.CONTRIBUTOR, "project", str(new_id()))

    sheet = await opened(auditor, project_id)
    sheet.cell(TRAINED, 2006).value = 3
    data = sheet.bytes()

    assert (await post(auditor, project_id, "trial", data)).status_code == 403
    assert (await post(stranger, project_id, "trial", data)).status_code == 404
    path = f"/v1/projects/{project_id}/value-sheet"
    assert (await stranger.get(path)).status_code == 404
    assert counts(await sent(contributor, project_id, "batches", data)) == (1, 0, 0, 0)


async def test_what_somebody_did_to_the_sheet_itself_breaks_nothing(
    officer: AsyncClient, project_id: UUID
) -> None:
    """A mark that no number is, and cells that were merged."""
    indicator = await add_indicator(officer, project_id)
    for year in (2005, 2006):
        await add_period(officer, indicator, year)
    sheet = await opened(officer, project_id)
    sheet.cell(TRAINED, 2005, "mark").value = "9" * 5000 + ".x"
    sheet.cell(TRAINED, 2005).value = 3
    wrong = sheet.cell(TRAINED, 2006)
    wrong.value = "many"
    state = sheet.cell(TRAINED, 2006, "state")
    sheet.page.merge_cells(f"{wrong.coordinate}:{state.coordinate}")

    tried = await sent(officer, project_id, "trial", sheet.bytes())
    marked = await post(officer, project_id, "marked", sheet.bytes())

    codes = {code for _, code in outcomes(tried).values()}
    assert codes == {"mark_missing", "not_a_number"}
    assert marked.status_code == 200
    assert type(sheet)(marked.content).page[wrong.coordinate].comment is not None
