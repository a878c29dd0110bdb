"""How a programme lays out its documents: kept in versions, and seen in every form."""

import io
from typing import Any
from uuid import uuid4

import pytest
from fastapi import FastAPI
from httpx import AsyncClient
from openpyxl import load_workbook
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Role
from tests.conftest import Somebody

from .press import PATH, Press, words_of_docx, words_of_pdf
from .programme import SmallProgramme

SAID = {"en": "Read <this> first.\n\nThen *that*.", "nb": "Les dette først."}
WANTED: dict[str, Any] = {
    "parts": [
        {"name": "about", "heading": {"en": "How to read this", "nb": "Slik leser du"}},
        {
            "name": "money",
            "introduction": SAID,
            "left_out": ["commitment", "repayment"],
        },
        {"name": "reports", "is_shown": False},
        {"name": "facts"},
    ]
}


@pytest.fixture
async def small(officer: AsyncClient, session: AsyncSession) -> SmallProgramme:
    found = SmallProgramme(officer, session)
    await found.make()
    return found


def path(small: SmallProgramme, kind: str = "project_final") -> str:
    return f"/v1/programmes/{small.ids['programme']}/document-templates/{kind}"


async def lay_down(
    small: SmallProgramme, wanted: dict[str, Any], version: int = 0, **of: str
) -> dict[str, Any]:
    answer = await small.client.put(
        path(small, **of), json=wanted, headers={"If-Match": f'"{version}"'}
    )
    assert answer.status_code == 200, answer.text
    assert answer.headers["ETag"] == f'"{version + 1}"'
    kept: dict[str, Any] = answer.json()
    return kept


def wish(small: SmallProgramme, **changes: Any) -> dict[str, Any]:
    about = {"project_id": small.ids["project"], "currency": "EUR", "language": "en"}
    return {"template": "project_final", **about} | changes


async def page(small: SmallProgramme, **changes: Any) -> dict[str, Any]:
    answer = await small.client.post(f"{PATH}/page", json=wish(small, **changes))
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def test_a_document_follows_the_template_of_its_programme(
    small: SmallProgramme,
) -> None:
    at_first = (await small.client.get(path(small))).json()
    house = await page(small)
    seen = await page(small, draft=WANTED)
    kept = await lay_down(small, WANTED)
    book = await page(small)

    assert at_first["version"] == 0
    assert [one["name"] for one in at_first["parts"]] == [
        one["name"] for one in at_first["choices"]
    ]
    # Of one kind of part there may be nothing to tell.
    assert [one["name"] for one in house["parts"]] == [
        *("facts", "description", "reports", "money", "co_financing", "sub_awards"),
        *("rates", "about"),
    ]
    assert kept["version"] == 1
    # What was tried is what is seen when it is laid down.
    assert seen == book
    assert [(one["name"], one["title"]) for one in book["parts"]] == [
        *(("about", "How to read this"), ("money", "Planned and actual")),
        ("facts", "Facts"),
    ]
    first, second, table = book["parts"][1]["blocks"]
    assert first["runs"][0]["text"] == "Read <this> first."
    assert second["runs"][0]["text"] == "Then *that*."
    assert [one["head"] for one in table["columns"]] == [
        *("Year", "Currency", "Budget", "Paid out", "Spent", "Left of the plan"),
    ]
    assert all(len(row["cells"]) == 6 for row in table["rows"])

    # A language without words of its own has those of the programme's language.
    assert (await page(small, language="nb"))["parts"][0]["title"] == "Slik leser du"
    polish = await page(small, language="pl")
    assert polish["parts"][0]["title"] == "How to read this"
    assert polish["parts"][2]["title"] == "Dane"


async def test_its_files_follow_it_as_well(
    small: SmallProgramme, registry: FastAPI
) -> None:
    press = Press(small.client, registry)
    before = await press.made("docx", **wish(small))
    await lay_down(small, WANTED)
    pdf, docx = (
        await press.made("pdf", **wish(small)),
        await press.made("docx", **wish(small)),
    )
    for words in (words_of_pdf(pdf), words_of_docx(docx)):
        assert "How to read this" in words
        assert "Read <this> first." in words
        assert "Committed" not in words
        assert "What was done" not in words
    assert docx != before


async def test_a_file_names_the_version_it_is_made_by(
    small: SmallProgramme, registry: FastAPI
) -> None:
    press = Press(small.client, registry)
    by_none = await press.ask("docx", **wish(small))
    await lay_down(small, WANTED)
    # Asked for before the second version, and made after it.
    by_first = await press.ask("docx", **wish(small))
    await lay_down(small, {"parts": [{"name": "facts"}]}, 1)
    by_second = await press.ask("docx", **wish(small))
    await press.work()

    made = [await press.get(one) for one in (by_none, by_first, by_second)]
    files = [
        (await small.client.get(f"{PATH}/{one['id']}/content")).content for one in made
    ]
    assert [one["template_version"] for one in made] == [None, 1, 2]
    words = [words_of_docx(data) for data in files]
    assert ["Objectives" in one for one in words] == [True, False, False]
    assert ["How to read this" in one for one in words] == [False, True, False]
    older = await small.client.get(path(small), params={"version": 1})
    assert older.json()["parts"][0]["heading"] == WANTED["parts"][0]["heading"]
    assert (await small.client.get(path(small), params={"version": 0})).json()["parts"][
        0
    ]["heading"] is None
    for unknown in (3, 999_999):
        answer = await small.client.get(path(small), params={"version": unknown})
        assert answer.status_code == 404


async def test_the_annual_report_follows_it_in_the_workbook_as_well(
    small: SmallProgramme, registry: FastAPI
) -> None:
    wanted = {
        "parts": [
            {"name": "gaps", "heading": {"en": "What stopped: 2005/6?"}},
            {"name": "summary", "left_out": ["chart_years", "years"]},
            {"name": "chosen", "introduction": {"en": "Some of many."}},
        ]
    }
    about = {"template": "annual_report", "language": "en", "currency": "EUR",
             "programme_id": small.ids["programme"]}  # fmt: skip
    await lay_down(small, wanted, kind="annual_report")
    press = Press(small.client, registry)

    data = await press.made("xlsx", **about)
    chosen = await press.made("docx", narratives=[small.ids["project"]], **about)
    book = await page(small, project_id=None, **about)

    sheets = load_workbook(io.BytesIO(data)).worksheets
    assert [sheet.title for sheet in sheets] == ["What stopped 20056", "Summary"]
    assert "Some of many." in words_of_docx(chosen)
    assert [one["name"] for one in book["parts"]] == ["gaps", "summary"]
    charts = [b["name"] for b in book["parts"][1]["blocks"] if b["kind"] == "picture"]
    assert charts == ["chart_countries"]
    tables = [b for b in book["parts"][1]["blocks"] if b["kind"] == "table"]
    heads = [[one["head"] for one in table["columns"]] for table in tables]
    assert ["Funder", "Total"] in heads
    # A document of the whole portfolio is of no programme.
    whole = await page(small, project_id=None, **about | {"programme_id": None})
    assert whole["parts"][0]["name"] == "summary"


MANY = [{"name": "facts"}] * 16


@pytest.mark.parametrize(
    ("parts", "at", "code"),
    [
        ([{"name": "weather"}], ["parts", 0, "name"], "literal_error"),
        ([{"name": "members"}], ["parts", 0, "name"], "unknown_part"),
        ([{"name": "facts"}] * 2, ["parts", 1, "name"], "duplicate_part"),
        ([{"name": "money", "left_out": ["share"]}], ["parts", 0, "left_out", 0],
         "unknown_detail"),
        ([{"name": "facts", "is_shown": False}], ["parts"], "no_part_shown"),
        ([], ["parts"], "too_short"),
        (MANY, ["parts"], "too_long"),
        ([{"name": "facts", "heading": {"en": "x" * 301}}],
         ["parts", 0, "heading", "en"], "string_too_long"),
        ([{"name": "facts", "heading": {"sv": "Fakta"}}],
         ["parts", 0, "heading", "sv", "[key]"], "literal_error"),
        ([{"name": "facts", "introduction": {"en": "x" * 4001}}],
         ["parts", 0, "introduction", "en"], "string_too_long"),
        ([{"name": "facts", "introduction": {"en": "a\0b"}}],
         ["parts", 0, "introduction", "en"], "value_error"),
    ],
)  # fmt: skip
async def test_what_cannot_be_laid_down_is_refused_in_drafts_as_well(
    small: SmallProgramme, parts: list[Any], at: list[Any], code: str
) -> None:
    kept = await small.client.put(
        path(small), json={"parts": parts}, headers={"If-Match": '"0"'}
    )
    tried = await small.client.post(
        f"{PATH}/page", json=wish(small, draft={"parts": parts})
    )

    for answer, before in ((kept, ["body"]), (tried, ["body", "draft"])):
        assert answer.status_code == 422, answer.text
        (refused,) = answer.json()["fields"]
        assert (refused["loc"], refused["code"]) == ([*before, *at], code)


async def test_who_looks_after_the_programme_lays_down_and_nobody_over_another(
    small: SmallProgramme, somebody: Somebody, registry: FastAPI
) -> None:
    await lay_down(small, WANTED)
    frame, project = small.ids["programme"], small.ids["project"]
    manager = await somebody(Role.PROGRAMME_MANAGER, "programme", frame)
    theirs = await manager.put(path(small), json=WANTED, headers={"If-Match": '"1"'})
    partner = await somebody(Role.COORDINATOR, "project", project)
    refused = await partner.put(path(small), json=WANTED, headers={"If-Match": '"2"'})
    told = (await partner.post(f"{PATH}/page", json=wish(small))).json()
    asked = await Press(partner, registry).ask("docx", **wish(small))

    assert theirs.json()["version"] == 2
    assert refused.status_code == 403
    # What is laid down holds for whoever reads of the programme.
    assert told["parts"][0]["title"] == "How to read this"
    assert asked["template_version"] == 2

    stale = await small.client.put(
        path(small), json=WANTED, headers={"If-Match": '"0"'}
    )
    blind = await small.client.put(path(small), json=WANTED)
    kind = await small.client.get(path(small, "weather"))
    nowhere = await small.client.get(
        path(small).replace(small.ids["programme"], str(uuid4()))
    )

    assert (stale.status_code, stale.json()["current"]["version"]) == (412, 2)
    assert blind.status_code == 428
    assert kind.status_code == 422
    assert nowhere.status_code == 404
