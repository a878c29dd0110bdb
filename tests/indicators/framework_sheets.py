"""A framework's workbook as a person has it open: found by its hidden keys."""

import io
from typing import Any
from uuid import UUID

from httpx import AsyncClient, Response
from openpyxl import Workbook, load_workbook

from .sheets import XLSX

FIRST = 3


class Book:
    """The sheets of a framework, with their cells by what they are for."""

    def __init__(self, data: bytes) -> None:
        self.book: Workbook = load_workbook(io.BytesIO(data))

    def page(self, part: str) -> Any:
        for page in self.book.worksheets:
            if str(page["A1"].value or "").endswith(f" {part}"):
                return page
        raise AssertionError(part)

    def column(self, part: str, name: str) -> int:
        return int(next(c.column for c in self.page(part)[1] if c.value == name))

    def row(self, part: str, text: str) -> int:
        """The row in which a cell says this."""
        for cells in self.page(part).iter_rows(min_row=FIRST):
            if any(cell.value == text for cell in cells):
                return int(cells[0].row)
        raise AssertionError(text)

    def cell(self, part: str, row: int, name: str) -> Any:
        return self.page(part).cell(row, self.column(part, name))

    def set(self, part: str, text: str, **told: Any) -> None:
        row = self.row(part, text)
        for name, value in told.items():
            self.cell(part, row, name.replace("__", ".")).value = value

    def add(self, part: str, **told: Any) -> int:
        row = max(int(self.page(part).max_row), FIRST - 1) + 1
        for name, value in told.items():
            self.cell(part, row, name.replace("__", ".").rstrip("_")).value = value
        return row

    def texts(self, part: str, name: str) -> list[Any]:
        column = self.column(part, name)
        page = self.page(part)
        return [page.cell(r, column).value for r in range(FIRST, page.max_row + 1)]

    def marks(self) -> dict[str, str]:
        return {
            f"{page.title}!{cell.coordinate}": cell.comment.text
            for page in self.book.worksheets
            for row in page
            for cell in row
            if cell.comment
        }

    def bytes(self) -> bytes:
        buffer = io.BytesIO()
        self.book.save(buffer)
        return buffer.getvalue()


async def download(client: AsyncClient, owner_id: UUID, **query: Any) -> Response:
    answer = await client.get(f"/v1/frameworks/{owner_id}/sheet", params=query)
    assert answer.status_code == 200, answer.text
    return answer


async def opened(client: AsyncClient, owner_id: UUID, **query: Any) -> Book:
    return Book((await download(client, owner_id, **query)).content)


async def post(
    client: AsyncClient, owner_id: UUID, what: str, data: bytes, **form: Any
) -> Response:
    return await client.post(
        f"/v1/frameworks/{owner_id}/sheet{what}",
        files={"file": ("framework.xlsx", data, XLSX)},
        data=form,
    )


async def told(
    client: AsyncClient, owner_id: UUID, what: str, data: bytes, **form: Any
) -> Any:
    answer = await post(client, owner_id, what, data, **form)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def tried(client: AsyncClient, owner_id: UUID, data: bytes, **form: Any) -> Any:
    return await told(client, owner_id, "/trial", data, **form)


async def stored(client: AsyncClient, owner_id: UUID, data: bytes, **form: Any) -> Any:
    return await told(client, owner_id, "", data, **form)


def counts(found: Any) -> dict[str, int]:
    return {name: number for name, number in found["counts"].items() if number}


def problems(found: Any) -> dict[str, list[str]]:
    return {
        one["cell"]: [problem["code"]]
        for row in found["rows"]
        for one in row["problems"]
        for problem in [one]
    }
