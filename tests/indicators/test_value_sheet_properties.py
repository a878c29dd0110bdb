"""Whatever is written into a sheet, each filled cell of it is told of."""

import io
import random
from typing import Any
from uuid import UUID

import pytest
from httpx import AsyncClient
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from bromost_common.db import new_id
from bromost_indicators.value_sheets.reading import read_file

from .building import add_indicator, add_period, created
from .sheets import Opened, opened, sent
from .test_axes import axis_body

NO_BASELINE = {"baseline_value": None, "baseline_on": None, "target_value": "1"}
WORDS = ["n/a", "1e400", "NaN", "1,234", "Ikke aktuelt", "=1+1", "Yes", "-", "=A1"]
WRITTEN = st.one_of(
    st.integers(-(10**20), 10**20),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.sampled_from(WORDS),
    st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=12),
)


@given(
    cells=st.dictionaries(
        st.tuples(st.integers(2, 12), st.integers(0, 24)), WRITTEN, max_size=30
    )
)
@settings(max_examples=60, deadline=None)
def test_every_filled_cell_of_a_file_is_a_value_or_a_stray(
    cells: dict[tuple[int, int], Any], blank_sheet: bytes
) -> None:
    sheet = Opened(blank_sheet)
    labels = range(5)
    for (row, column), value in cells.items():
        sheet.page.cell(row + 4, column + 1, value)
    file = read_file(sheet.bytes())

    again = Opened(sheet.bytes()).page
    marks = {c.column for c in again[1] if str(c.value or "").endswith("/mark")}
    filled = sum(
        bool(str(cell.value).strip())
        for row in again.iter_rows(min_row=5)
        for cell in row
        if cell.value is not None
        and cell.column - 1 not in labels
        and cell.column not in marks
    )
    assert file.filled == filled


@pytest.fixture(scope="module")
def blank_sheet() -> bytes:
    book = Workbook()
    page: Any = book.active
    fields = [
        f"{year}-01-01/{year}-12-31/{name}"
        for year in (2005, 2006)
        for name in ("value", "state", "comment", "mark")
    ]
    labels = ["indicator", "place", "breakdown", "unit"]
    page.append([f"bromost-values/1 {new_id()}", *labels, *fields])
    for _ in range(3):
        page.append(["#"])
    for _ in range(3):
        page.append([f"{new_id()}||"])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


async def test_whatever_is_written_is_counted_once_and_the_right_is_stored(
    officer: AsyncClient, project_id: UUID
) -> None:
    axis = await created(officer, "/v1/axes", axis_body())
    for more in (
        {"decimals": 2},
        {"unit": "percent", "decimals": 1},
        {"axis_ids": [axis["id"]]},
        {"kind": "yes_no", "unit": "none", **NO_BASELINE},
    ):
        indicator = await add_indicator(officer, project_id, **more)
        for year in (2005, 2006):
            await add_period(officer, indicator, year)
    chance = random.Random(8)  # noqa: S311  # the same sheets each time
    choices = [*WORDS, "", 0, 7, 12.5, 12.345, -3, 101, 10**19, True, "Reported"]

    for _ in range(8):
        sheet = await opened(officer, project_id)
        page = sheet.page
        for _ in range(chance.randint(1, 25)):
            cell = page.cell(chance.randint(5, 14), chance.randint(6, page.max_column))
            if not str(page.cell(1, cell.column).value).endswith("/mark"):
                cell.value = chance.choice(choices)
        tried = await sent(officer, project_id, "trial", sheet.bytes())
        stored = await sent(officer, project_id, "batches", sheet.bytes())
        again = await sent(officer, project_id, "batches", sheet.bytes())

        assert stored["counts"] == tried["counts"]
        assert stored["filled"] == tried["filled"] == again["filled"]
        told = again["counts"]
        assert told["saved"] == {"values": 0, "cells": 0}
        sure = ("saved", "unchanged")
        before = sum(stored["counts"][name]["cells"] for name in sure)
        assert told["unchanged"]["cells"] == before
