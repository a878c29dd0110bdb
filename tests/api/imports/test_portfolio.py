"""The whole reference portfolio, through HTTP and the worker."""

import csv
import io
from decimal import Decimal
from typing import Any

import pytest
from httpx import AsyncClient
from openpyxl import Workbook
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from .desk import PORTFOLIO, Desk, components, records

pytestmark = pytest.mark.usefixtures("reference")

SUMS = (
    "SELECT b.year, f.name, sum(b.amount) FROM api.budget_line b"
    " JOIN api.organisation f ON f.id = b.funder_id GROUP BY 1, 2 ORDER BY 1, 2"
)
NMFA = "Norwegian Ministry of Foreign Affairs"
NORAD = "Norwegian Agency for Development Cooperation"
ON_RECORD = [
    (2005, NORAD, Decimal(3_839_000)),
    (2005, NMFA, Decimal(18_000_000)),
    (2006, NORAD, Decimal(4_276_353)),
    (2006, NMFA, Decimal(24_131_516)),
]
TABLES = (
    "organisation", "organisation_alias", "project", "project_country",
    "project_role", "project_component", "project_partnership", "partnership",
    "partnership_member", "partnership_status", "budget_line",
)  # fmt: skip


async def counts(session: AsyncSession) -> dict[str, int]:
    return {
        table: await session.scalar(text(f"SELECT count(*) FROM api.{table}")) or 0  # noqa: S608
        for table in TABLES
    }


async def sums(session: AsyncSession) -> list[Any]:
    return [tuple(row) for row in await session.execute(text(SUMS))]


async def analysed(desk: Desk, programme: str, data: bytes, name: str) -> Any:
    return await desk.analysed(
        data, name, programme_id=programme, name_decisions=components()
    )


def as_xlsx(*, figures_as_text: bool) -> bytes:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    for at, row in enumerate(records(PORTFOLIO)):
        if at == 0:
            sheet.append(list(row))
        values: list[Any] = list(row.values())
        if not figures_as_text:
            values[4], values[5] = int(values[4]), float(values[5])
        sheet.append(values)
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def as_windows_1250() -> bytes:
    """With the diacritics that this code page has; ø and å are not among them."""
    plain = PORTFOLIO.read_text(encoding="utf-8").translate(str.maketrans("øå", "oa"))
    bosnian = plain.replace("Nis ", "Niš ").replace("Cajetina", "Čajetina")
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";")
    writer.writerows(csv.reader(bosnian.splitlines()))
    return file.getvalue().encode("windows-1250")


async def test_the_portfolio_comes_in_with_the_sums_on_record(
    desk: Desk, programme: str, session: AsyncSession
) -> None:
    made = await analysed(desk, programme, PORTFOLIO.read_bytes(), "portfolio.csv")

    assert made["counts"] == {"create": 55, "match": 0, "unchanged": 0, "refuse": 0}
    done = await desk.committed(made)

    assert done["state"] == "committed"
    assert done["created"]["projects"] == 35
    assert done["created"]["budget_lines"] == 55
    assert done["created"]["organisations"] == 0
    assert sorted(await sums(session)) == sorted(ON_RECORD)


async def test_the_history_names_who_imported(
    desk: Desk, officer: AsyncClient, programme: str
) -> None:
    made = await analysed(desk, programme, PORTFOLIO.read_bytes(), "portfolio.csv")
    await desk.committed(made)

    project = (await officer.get("/v1/projects")).json()["items"][0]
    changes = (await officer.get(f"/v1/history/project/{project['id']}")).json()

    assert changes["items"][-1]["by"]["name"] == "Programme Manager"


async def test_the_same_file_again_changes_nothing(
    desk: Desk, programme: str, session: AsyncSession
) -> None:
    data = PORTFOLIO.read_bytes()
    await desk.committed(await analysed(desk, programme, data, "one.csv"))
    before = await counts(session)

    again = await analysed(desk, programme, data, "two.csv")
    done = await desk.committed(again)

    assert done["counts"] == {"create": 0, "match": 0, "unchanged": 55, "refuse": 0}
    assert set(done["created"].values()) == {0}
    assert await counts(session) == before


async def test_an_undo_returns_to_what_was_before(
    desk: Desk, programme: str, session: AsyncSession
) -> None:
    before = await counts(session)
    made = await analysed(desk, programme, PORTFOLIO.read_bytes(), "portfolio.csv")
    done = await desk.committed(made)

    undone = await desk.undone(done)

    assert undone["state"] == "undone"
    assert await counts(session) == before
    assert before["budget_line"] == 0


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("utf8.csv", b"\xef\xbb\xbf" + PORTFOLIO.read_bytes()),
        ("utf16.csv", PORTFOLIO.read_text(encoding="utf-8").encode("utf-16")),
        ("cp1252.csv", PORTFOLIO.read_text(encoding="utf-8").encode("cp1252")),
        ("cp1250.csv", as_windows_1250()),
        ("figures.xlsx", as_xlsx(figures_as_text=False)),
        ("texts.xlsx", as_xlsx(figures_as_text=True)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_every_encoding_gives_the_same(
    desk: Desk, programme: str, session: AsyncSession, name: str, data: bytes
) -> None:
    made = await analysed(desk, programme, data, name)

    assert await desk.rows(made, outcome="refuse") == []
    await desk.committed(made)
    assert sorted(await sums(session)) == sorted(ON_RECORD)


async def test_twinnings_become_partnerships_with_a_home_side(
    desk: Desk, programme: str, session: AsyncSession
) -> None:
    made = await analysed(desk, programme, PORTFOLIO.read_bytes(), "portfolio.csv")
    await desk.committed(made)

    members = await session.execute(
        text(
            "SELECT p.name, m.side, o.name FROM api.partnership p"
            " JOIN api.partnership_member m ON m.partnership_id = p.id"
            " JOIN api.organisation o ON o.id = m.organisation_id"
            " WHERE p.name LIKE 'Gran%' ORDER BY m.side, o.name"
        )
    )
    assert [tuple(row) for row in members] == [
        ("Gran - Mukono - Lugazi", 1, "Gran"),
        ("Gran - Mukono - Lugazi", 2, "Lugazi"),
        ("Gran - Mukono - Lugazi", 2, "Mukono"),
    ]


async def test_aliases_and_other_spellings_are_matched(
    desk: Desk, programme: str
) -> None:
    made = await analysed(desk, programme, PORTFOLIO.read_bytes(), "portfolio.csv")

    names = {name["text"]: name for name in await desk.names(made)}

    assert names["Nkotakota"]["organisation_name"] == "Nkhotakota"
    assert names["Nkotakota"]["how"] == "alias"
    assert names["KS coordination activities"]["state"] == "component"
    assert {name["state"] for name in names.values()} == {"matched", "component"}


async def test_the_world_hears_of_a_commit_and_of_an_undo(
    desk: Desk, programme: str, session: AsyncSession
) -> None:
    made = await analysed(desk, programme, PORTFOLIO.read_bytes(), "portfolio.csv")
    await desk.undone(await desk.committed(made))

    events = await session.execute(
        text(
            "SELECT event_type, payload ->> 'file_name', payload ->> 'projects'"
            " FROM common.outbox WHERE object_type = 'import' ORDER BY position"
        )
    )
    assert [tuple(row) for row in events] == [
        ("import.committed.v1", "portfolio.csv", "35"),
        ("import.undone.v1", "portfolio.csv", "35"),
    ]


async def test_s11_a_commit_and_an_undo_are_one_event_each_with_counts(
    desk: Desk, programme: str, session: AsyncSession
) -> None:
    made = await analysed(desk, programme, PORTFOLIO.read_bytes(), "portfolio.csv")
    await desk.undone(await desk.committed(made))

    await session.execute(text("RESET ROLE"))
    events = await session.execute(
        text(
            "SELECT e.action, e.object_type, CAST(e.object_id AS text) AS id,"
            " e.changes,"
            " e.actor_id = b.actor_id AS by_who_asked FROM common.audit_event e"
            " JOIN api.import_batch b ON b.id = e.object_id"
            " WHERE e.kind = 'job' ORDER BY e.position"
        )
    )
    committed, undone = events.all()
    assert (committed.action, undone.action) == ("imports.commit", "imports.undo")
    for event in (committed, undone):
        assert (event.object_type, event.id, event.by_who_asked) == (
            "import",
            made["id"],
            True,
        )
        assert event.changes["projects"] == 35
        assert event.changes["budget_lines"] == 55
        assert event.changes["rows"] == made["row_count"]
