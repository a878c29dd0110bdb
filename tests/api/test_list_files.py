"""Lists as files: all that the filters leave, in every form and for everyone alike."""

import csv
import io
import json
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest
from httpx import AsyncClient
from pyarrow import parquet
from pydantic import BaseModel
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_api.list_words import (
    GENERAL,
    ORGANISATIONS,
    PARTNERSHIPS,
    PROJECTS,
)
from bromost_api.networks.schemas import NetworkListItem
from bromost_api.organisations.schemas import OrganisationListItem
from bromost_api.partnerships.schemas import PartnershipListItem
from bromost_api.programmes.schemas import ProgrammeListItem
from bromost_api.projects.schemas import ProjectListItem
from bromost_common.auth import Role
from bromost_common.exports.columns import columns_of
from bromost_common.exports.tables import Words
from bromost_common.languages import LANGUAGES
from tests.conftest import Somebody

from .portfolio import organisation, partnership
from .projects import budget_line, programme, project

LISTS: dict[str, tuple[type[BaseModel], Words]] = {
    "organisations": (OrganisationListItem, ORGANISATIONS),
    "partnerships": (PartnershipListItem, PARTNERSHIPS),
    "projects": (ProjectListItem, PROJECTS),
    "networks": (NetworkListItem, GENERAL),
    "programmes": (ProgrammeListItem, GENERAL),
}
# More than is read at a time.
MANY = 4_100


@pytest.fixture
async def world(officer: AsyncClient, session: AsyncSession) -> dict[str, str]:
    """Two projects of a programme, one of them with a budget and an odd title."""
    north = await organisation(officer, "Tromsø")
    south = await organisation(officer, "Mostar", "BA")
    bond = await partnership(officer, [north], [south], name="Tromsø - Mostar")
    frame = await programme(officer, code="P1")
    titles = {"en": "=Water; and light", "nb": "Vann og lys"}
    first = await project(
        officer, frame["id"], code="1", title=titles, countries=["BA", "XK"],
        status="active", starts_on="2005-02-01",
    )  # fmt: skip
    await project(officer, frame["id"], code="2")
    await budget_line(session, first["id"], north, amount="1500.50")
    body = {"programme_id": frame["id"], "code": "N", "name": {"en": "Waste"},
            "original_language": "en", "lead_organisation_id": north}  # fmt: skip
    made = await officer.post("/v1/networks", json=body)
    assert made.status_code == 201, made.text
    return {"programme": frame["id"], "project": first["id"], "bond": bond}


async def file_of(client: AsyncClient, what: str, form: str, **asked: str) -> bytes:
    answer = await client.get(f"/v1/{what}/file", params={"format": form} | asked)
    assert answer.status_code == 200, answer.text
    name = f'attachment; filename="{what}.{form}"'
    assert answer.headers["content-disposition"] == name
    return answer.content


def rows_of_csv(data: bytes) -> list[list[str]]:
    text_of_file = data.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text_of_file), delimiter=";"))


def rows_of_workbook(data: bytes) -> list[tuple[Any, ...]]:
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
    return list(book.worksheets[0].iter_rows(values_only=True))


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("kind", LISTS)
async def test_every_form_has_what_the_list_has(
    officer: AsyncClient, kind: str
) -> None:
    shown = (await officer.get(f"/v1/{kind}", params={"limit": 200})).json()["items"]
    assert shown
    told = await officer.get(f"/v1/{kind}/file", params={"format": "json"})
    assert told.json() == shown
    ids = [item["id"] for item in shown]
    names = [column.name for column in columns_of(LISTS[kind][0])]
    for rows in (
        rows_of_csv(await file_of(officer, kind, "csv")),
        rows_of_workbook(await file_of(officer, kind, "xlsx")),
    ):
        assert [row[names.index("id")] for row in rows[1:]] == ids
    table = parquet.read_table(io.BytesIO(await file_of(officer, kind, "parquet")))
    assert table.column_names == names
    assert table["id"].to_pylist() == ids


@pytest.mark.parametrize("kind", LISTS)
def test_every_column_and_choice_has_its_words(kind: str) -> None:
    item, words = LISTS[kind]
    schema = item.model_json_schema()
    for column in columns_of(item):
        assert set(words[column.name]) == set(LANGUAGES), column.name
        if column.is_choice:
            told = schema["properties"][column.name]
            (reference, *_) = [one["$ref"] for one in told.get("anyOf", [told])[:1]]
            for choice in schema["$defs"][reference.rpartition("/")[2]]["enum"]:
                assert set(words[f"{column.name}.{choice}"]) == set(LANGUAGES)


async def test_people_read_words_and_programs_the_contract(
    officer: AsyncClient, world: dict[str, str]
) -> None:
    asked = {"locale": "nb", "q": "1", "programme": world["programme"]}
    head, row = rows_of_workbook(await file_of(officer, "projects", "xlsx", **asked))
    told = dict(zip(head, row, strict=True))
    assert told["Tittel"] == "Vann og lys"
    assert told["Status"] == "Pågår"
    assert told["Land"] == "BA; XK"
    assert told["Start"] == datetime(2005, 2, 1)  # noqa: DTZ001  # workbooks have no zones
    assert told["Budsjett"] == "1500.50 NOK"
    assert told["Arkivert"] == "Nei"
    data = await file_of(officer, "projects", "parquet", **asked)
    (item,) = parquet.read_table(io.BytesIO(data)).to_pylist()
    assert item["status"] == "active"
    assert item["countries"] == ["BA", "XK"]
    assert item["starts_on"] == date(2005, 2, 1)
    assert item["archived"] is False


@pytest.mark.usefixtures("world")
async def test_no_text_is_run_as_a_formula(officer: AsyncClient) -> None:
    rows = rows_of_csv(await file_of(officer, "projects", "csv", q="water"))
    assert "'=Water; and light" in rows[1]
    (_, row) = rows_of_workbook(await file_of(officer, "projects", "xlsx", q="water"))
    assert "=Water; and light" in row


async def test_a_long_list_is_whole_and_in_its_order(
    officer: AsyncClient, session: AsyncSession
) -> None:
    await session.execute(
        text(
            "INSERT INTO api.organisation (id, kind, name)"
            " SELECT uuidv7(), 'other', 'Nr ' || n FROM generate_series(1, :many) n"
        ),
        {"many": MANY},
    )
    await session.commit()
    asked = {"kind": "other", "sort": "-name"}
    told = json.loads(await file_of(officer, "organisations", "json", **asked))
    names = [item["name"] for item in told]
    assert len(set(names)) == len(names) == MANY
    assert names == sorted(names, reverse=True)
    rows = rows_of_csv(await file_of(officer, "organisations", "csv", **asked))
    assert [row[1] for row in rows[1:]] == names


async def test_everybody_gets_what_they_may_see(
    anonymous: AsyncClient,
    somebody: Somebody,
    world: dict[str, str],
) -> None:
    adviser = await somebody(Role.ADVISER, "project", world["project"])
    answer = await adviser.get("/v1/projects/file?format=json")
    assert [item["code"] for item in answer.json()] == ["1"]
    assert (await anonymous.get("/v1/projects/file")).status_code == 401


@pytest.mark.usefixtures("world")
async def test_a_list_of_the_past_is_a_file_of_the_past(officer: AsyncClient) -> None:
    path = "/v1/projects/file?format=json&as_of=2001-01-01"
    assert (await officer.get(path)).json() == []


async def test_unknown_forms_are_refused(officer: AsyncClient) -> None:
    answer = await officer.get("/v1/projects/file?format=pdf")
    assert answer.status_code == 422
    assert answer.json()["fields"][0]["loc"] == ["query", "format"]
