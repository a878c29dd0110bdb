"""Reports made into files, over HTTP: figures on record, same bytes, who may."""

import io
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pikepdf
import pytest
from fastapi import FastAPI
from httpx import AsyncClient
from openpyxl import load_workbook
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_api.renderings.jobs import forget, resume
from bromost_common.auth import Role
from tests.conftest import Somebody

from .press import PATH, Press, part, words_of_docx, words_of_pdf

# By language: the sums on record, and how it is said that Tromsø-Jaffna stood still.
ON_RECORD = {
    "en": (
        *("21,839,000", "18,000,000", "3,839,000"),
        *("28,407,869", "24,131,516", "4,276,353"),
        *("50,246,869", "6,029,624.28 EUR", "Standstill because of the conflict"),
    ),
    "pl": (
        *("21 839 000", "18 000 000", "3 839 000"),
        *("28 407 869", "24 131 516", "4 276 353"),
        *("50 246 869", "6 029 624,28 EUR", "Przestój z powodu konfliktu"),
    ),
}
FORMS = ("pdf", "docx", "xlsx")
pytestmark = pytest.mark.usefixtures("portfolio")


async def chosen(press: Press, *codes: str) -> list[str]:
    found = (await press.client.get("/v1/reports/annual")).json()
    projects = [p for country in found["countries"] for p in country["projects"]]
    ids = {project["code"]: project["id"] for project in projects}
    return [ids[code] for code in codes]


@pytest.mark.parametrize("language", ["en", "pl"])
async def test_pdf_and_word_hold_the_sums_on_record(
    press: Press, language: str
) -> None:
    wanted = {"language": language, "currency": "EUR"}
    for words in (
        words_of_pdf(await press.made("pdf", **wanted)),
        words_of_docx(await press.made("docx", **wanted)),
    ):
        for told in ON_RECORD[language]:
            assert told in words, told
        assert "Fredrikstad - Lilongwe" in words


async def test_pdf_is_tagged_with_language_and_title(press: Press) -> None:
    data = await press.made("pdf", language="nb", currency="EUR")

    with pikepdf.open(io.BytesIO(data)) as document:
        root = document.Root
        assert root.Lang == "nb"
        assert root.MarkInfo.Marked
        assert root.ViewerPreferences.DisplayDocTitle
        with document.open_metadata() as metadata:
            assert metadata["dc:title"] == "Årsrapport 2005–2006 – Hele porteføljen"
            assert metadata["pdfuaid:part"] == "1"
        kinds = tags(root.StructTreeRoot)
    assert {"H1", "H2", "Table", "TH", "TD", "Figure", "Link", "TOC", "L"} <= set(kinds)
    # Nothing is drawn without words for it.
    said = sorted(one[-30:] for one in elements(data, "Figure"))
    assert said == ["23; Alle andre land: 3 410 000", "A 24 131 516, NORAD 4 276 353)"]


def tags(tree: Any) -> dict[str, int]:
    found: dict[str, int] = {}
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, pikepdf.Array):
            waiting += list(node)
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                name = str(node.S).removeprefix("/")
                found[name] = found.get(name, 0) + 1
            if "/K" in node:
                waiting.append(node.K)
    return found


def elements(data: bytes, kind: str) -> list[str]:
    """What is said instead of each element of the kind."""
    with pikepdf.open(io.BytesIO(data)) as document:
        return [
            str(one.Alt).replace("\u00a0", " ")
            for one in document.objects
            if isinstance(one, pikepdf.Dictionary)
            and one.get("/S") == pikepdf.Name(f"/{kind}")
        ]


async def test_every_figure_leads_to_what_it_is_made_of(press: Press) -> None:
    (project,) = await chosen(press, "8")
    origin = "http://127.0.0.1:8000"
    budget = f"{origin}/projects/{project}/budget"
    whole = f"{origin}/reports/annual?from_year=2005&to_year=2006"

    with pikepdf.open(io.BytesIO(await press.made("pdf"))) as document:
        links = {
            str(note.A.URI)
            for page in document.pages
            for note in page.get("/Annots", [])
            if "/A" in note and "/URI" in note.A
        }
    assert {budget, whole, f"{whole}#country-XK"} <= links

    told = part(await press.made("docx"), "word/_rels/document.xml.rels")
    assert budget in told
    told = part(await press.made("xlsx"), "xl/worksheets/_rels/sheet2.xml.rels")
    assert budget in told


async def test_workbook_holds_each_line_as_a_number(press: Press) -> None:
    data = await press.made("xlsx", currency="EUR")

    book = load_workbook(io.BytesIO(data))
    sums, lines, gaps = book.worksheets
    amounts: list[Any] = [row[6].value for row in lines.iter_rows(min_row=2)]
    assert len(amounts) == 55
    assert sum(amounts) == 50_246_869
    assert [c.value for c in sums[8]][:6] == [
        *("Total", 21_839_000, 28_407_869, 50_246_869, 6_029_624.28, "NOK"),
    ]
    assert gaps["E2"].value == "Standstill because of the conflict"
    assert "Given per year, by funder (NOK)" in part(data, "xl/drawings/drawing1.xml")


@pytest.mark.parametrize("form", FORMS)
async def test_same_data_give_the_same_bytes(press: Press, form: str) -> None:
    wanted = {"narratives": await chosen(press, "8", "24")}
    first, second = await press.ask(form, **wanted), await press.ask(form, **wanted)
    await press.work()

    files = [await press.get(one) for one in (first, second)]

    assert files[0]["sha256"] == files[1]["sha256"]
    assert files[0]["file_name"] == f"annual-report-2005-2006-en.{form}"


async def test_only_texts_on_record_are_told(
    press: Press, session: AsyncSession
) -> None:
    told, untold = await chosen(press, "8", "24")
    await session.execute(
        text(
            "UPDATE api.project SET summary = jsonb_build_object('en',"
            " 'Credit at 5 %.' || chr(10) || chr(10) || 'All loans are repaid.')"
            " WHERE id = :id"
        ),
        {"id": told},
    )
    await session.commit()

    words = words_of_docx(await press.made("docx", narratives=[untold, told]))

    assert "Credit at 5 %." in words
    assert "All loans are repaid." in words
    assert words.count("No description is on record.") == 1


async def test_how_far_it_has_come_is_told(press: Press, session: AsyncSession) -> None:
    asked = await press.ask("xlsx")
    assert (asked["state"], asked["progress"]) == ("waiting", {"done": 0, "total": 4})
    early = await press.client.get(f"{PATH}/{asked['id']}/content")
    assert (early.status_code, early.json()["code"]) == (409, "rendering_not_ready")

    await press.work()

    made = await press.get(asked)
    assert (made["state"], made["progress"]["done"]) == ("ready", 4)
    await press.client.get(f"{PATH}/{asked['id']}/content")
    actions = await session.scalars(
        text("SELECT action FROM common.audit_event WHERE kind = 'export'")
    )
    assert list(actions) == ["download_rendering"]
    kept = datetime.fromisoformat(made["expires_at"]) - datetime.now(UTC)
    assert timedelta(days=6) < kept <= timedelta(days=7)
    assert [one["id"] for one in (await press.client.get(PATH)).json()] == [made["id"]]


async def test_lost_job_is_found_again_and_makes_one_file(
    press: Press, registry: FastAPI, session: AsyncSession
) -> None:
    asked = await press.ask("xlsx")
    await session.execute(text("DELETE FROM common.pgqueuer"))
    await session.execute(text("UPDATE api.rendering SET state = 'working'"))
    await session.commit()

    await resume(registry.state.sessions)
    await resume(registry.state.sessions)
    await press.work()

    assert (await press.get(asked))["state"] == "ready"
    chunks = "SELECT count(*) FROM api.rendering_chunk"
    assert await session.scalar(text(chunks)) == 1


async def test_files_go_when_their_days_are_over(
    press: Press, registry: FastAPI, session: AsyncSession
) -> None:
    over, kept = await press.ask("xlsx"), await press.ask("xlsx")
    await press.work()
    await session.execute(
        text(
            "UPDATE api.rendering SET expires_at = now() - interval '1 s' WHERE id = :i"
        ),
        {"i": over["id"]},
    )
    await session.commit()

    await forget(registry.state.sessions)

    assert (await press.client.get(f"{PATH}/{over['id']}")).status_code == 404
    assert (await press.get(kept))["state"] == "ready"
    left = await session.scalars(text("SELECT file_id FROM api.rendering_chunk"))
    assert [str(one) for one in left] == [kept["id"]]


async def test_file_is_for_who_asked(press: Press, reader: AsyncClient) -> None:
    asked = await press.ask("xlsx")
    await press.work()

    for way in ("", "/content"):
        answer = await reader.get(f"{PATH}/{asked['id']}{way}")
        assert answer.status_code == 404
    assert (await reader.delete(f"{PATH}/{asked['id']}")).status_code == 404
    assert (await reader.get(PATH)).json() == []
    assert (await press.client.delete(f"{PATH}/{asked['id']}")).status_code == 204
    assert (await press.client.get(f"{PATH}/{asked['id']}")).status_code == 404


async def test_file_tells_what_its_reader_sees_and_goes_with_that(
    press: Press,
    registry: FastAPI,
    session: AsyncSession,
    somebody: Somebody,
) -> None:
    (seen,) = await chosen(press, "8")
    narrow = Press(await somebody(Role.COORDINATOR, "project", seen), registry)

    asked = await narrow.ask("docx")
    await narrow.work()
    answer = await narrow.client.get(f"{PATH}/{asked['id']}/content")
    words = words_of_docx(answer.content)
    assert "10,000,000" in words
    assert "Lilongwe" not in words
    assert "50,246,869" not in words

    await session.execute(
        text(
            "UPDATE api.role_assignment SET valid_to = current_date - 1,"
            " valid_from = current_date - 2 WHERE scope_id = :project;"
        ),
        {"project": seen},
    )
    await session.execute(
        text(
            "INSERT INTO api.role_assignment (id, account_id, role, scope_type,"
            " scope_id)"
            " SELECT gen_random_uuid(), account_id, 'coordinator', 'project', :other"
            " FROM api.role_assignment WHERE scope_id = :project"
        ),
        {"project": seen, "other": (await chosen(press, "24"))[0]},
    )
    await session.commit()
    gone = await narrow.client.get(f"{PATH}/{asked['id']}/content")
    assert gone.status_code == 404
    assert (await narrow.client.get(PATH)).json() == []


@pytest.mark.parametrize(
    ("wanted", "field", "code"),
    [
        ({"programme_id": str(uuid4())}, "programme_id", "unknown_programme"),
        ({"from_year": 2006, "to_year": 2005}, "to_year", "years_reversed"),
        ({"from_year": 1995, "to_year": 2006}, "to_year", "too_many_years"),
        ({"currency": "ZZZ"}, "currency", "unknown_currency"),
        ({"narratives": [str(uuid4())]}, "narratives", "unknown_project"),
    ],
)
async def test_what_no_report_is_made_of_is_refused(
    press: Press, wanted: dict[str, Any], field: str, code: str
) -> None:
    body = {"template": "annual_report", "format": "pdf", "language": "en"} | wanted
    answer = await press.client.post(PATH, json=body)

    assert answer.status_code == 422
    (told,) = answer.json()["fields"]
    assert (told["loc"], told["code"]) == (["body", field], code)


async def test_nobody_keeps_more_than_twenty(
    press: Press, session: AsyncSession
) -> None:
    await press.ask("xlsx")
    await session.execute(
        text(
            "INSERT INTO api.rendering SELECT (jsonb_populate_record(r,"
            " jsonb_build_object('id', gen_random_uuid()))).*"
            " FROM api.rendering r, generate_series(1, 19)"
        )
    )
    await session.commit()

    body = {"template": "annual_report", "format": "pdf", "language": "en"}
    answer = await press.client.post(PATH, json=body)

    assert (answer.status_code, answer.json()["code"]) == (409, "too_many_renderings")
