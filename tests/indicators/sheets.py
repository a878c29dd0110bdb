"""A sheet of values as a person has it open: found by its hidden keys."""

import io
from typing import Any
from uuid import UUID

from httpx import AsyncClient, Response
from openpyxl import Workbook, load_workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Opened:
    """The first sheet of a workbook, with its cells by what they are for."""

    def __init__(self, data: bytes) -> None:
        self.book: Workbook = load_workbook(io.BytesIO(data))
        self.page: Any = self.book.worksheets[0]

    def column(self, year: int, field: str = "value") -> int:
        key = f"{year}-01-01/{year}-12-31/{field}"
        found = (cell.column for cell in self.page[1] if cell.value == key)
        return int(next(found))

    def row(self, text: str, breakdown: str = "") -> int:
        for cells in self.page.iter_rows(min_row=5):
            if cells[1].value == text and (cells[3].value or "") == breakdown:
                return int(cells[0].row)
        raise AssertionError(text)

    def cell(
        self, text: str, year: int, field: str = "value", breakdown: str = ""
    ) -> Any:
        return self.page.cell(self.row(text, breakdown), self.column(year, field))

    def bytes(self) -> bytes:
        buffer = io.BytesIO()
        self.book.save(buffer)
        return buffer.getvalue()


async def download(client: AsyncClient, project_id: UUID, **query: Any) -> Response:
    answer = await client.get(f"/v1/projects/{project_id}/value-sheet", params=query)
    assert answer.status_code == 200, answer.text
    return answer


async def opened(client: AsyncClient, project_id: UUID, **query: Any) -> Opened:
    return Opened((await download(client, project_id, **query)).content)


async def post(
    client: AsyncClient, project_id: UUID, what: str, data: bytes, **form: Any
) -> Response:
    return await client.post(
        f"/v1/projects/{project_id}/value-sheet/{what}",
        files={"file": ("values.xlsx", data, XLSX)},
        data=form,
    )


async def sent(
    client: AsyncClient, project_id: UUID, what: str, data: bytes, **form: Any
) -> Any:
    """What became of it, every filled cell of which is told of."""
    answer = await post(client, project_id, what, data, **form)
    assert answer.status_code == 200, answer.text
    told = answer.json()
    assert told["filled"] == sum(one["cells"] for one in told["counts"].values())
    return told


def outcomes(told: Any) -> dict[str, tuple[str, str | None]]:
    return {one["cell"]: (one["outcome"], one["code"]) for one in told["values"]}


def counts(told: Any) -> tuple[int, ...]:
    """Values saved, unchanged, stale and refused."""
    names = ("saved", "unchanged", "stale", "refused")
    return tuple(told["counts"][name]["values"] for name in names)
