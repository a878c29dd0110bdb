"""Files that show what a value stands on, over HTTP."""

import io
from typing import Any
from uuid import UUID

import pytest
from fastapi import FastAPI
from httpx import AsyncClient
from PIL import Image
from sqlalchemy import text, true
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from bromost_common.auth import Role, ScopeType
from bromost_common.db import new_id
from bromost_indicators.files import repository, service
from bromost_indicators.files.repository import KEEPER
from tests.conftest import Somebody, sessions_as

from .building import accept, add_indicator, add_period, record, refusal
from .files import (
    CSV,
    PDF,
    archive,
    evidence,
    fetched,
    of,
    open_document,
    photo,
    picture,
    set_up,
    upload,
    uploaded,
    workbook,
)
from .test_values import row, send, step


@pytest.fixture
async def period(client: AsyncClient, project_id: UUID) -> dict[str, Any]:
    made: dict[str, Any] = await add_period(
        client, await add_indicator(client, project_id)
    )
    return made


async def test_a_value_stands_on_a_file_that_can_be_taken_away_again(
    client: AsyncClient, project_id: UUID, period: dict[str, Any]
) -> None:
    file = await uploaded(client, project_id, PDF, "Attendance, day 1.pdf")
    link = {"name": "Report", "address": "https://example.org/report"}

    (told,) = await send(
        client, project_id, row(period, "5", evidence=[of(file), link])
    )
    content = await fetched(client, file)

    assert told["outcome"] == "saved"
    ((first, second),) = await evidence(client, period)
    assert first == {"name": "The list", "address": None, "file": file}
    assert second == link | {"file": None}
    assert (file["state"], file["size"]) == ("not_scanned", len(PDF))
    assert content.content == PDF
    assert content.headers["content-disposition"] == (
        'attachment; filename="Attendance_ day 1.pdf";'
        " filename*=UTF-8''Attendance%2C%20day%201.pdf"
    )
    assert content.headers["content-type"] == "application/octet-stream"
    assert content.headers["x-content-type-options"] == "nosniff"
    assert content.headers["content-security-policy"].endswith("sandbox")


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("a.pdf", PDF, "application/pdf"),
        ("a.PNG", picture("PNG"), "image/png"),
        ("a.jpg", picture(), "image/jpeg"),
        ("a.jpeg", picture(), "image/jpeg"),
        ("a.csv", CSV, "text/csv"),
        ("a.txt", "Zażółć gęślą".encode(), "text/plain"),
        ("a.txt", "Blåbær".encode("latin-1"), "text/plain"),
        ("a.txt", "Blåbær".encode("utf-16"), "text/plain"),
        ("a.odt", open_document("text"), "application/vnd.oasis.opendocument.text"),
        (
            *("a.ods", open_document("spreadsheet")),
            "application/vnd.oasis.opendocument.spreadsheet",
        ),
        (
            *("a.xlsx", workbook()),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        (
            "a.docx",
            archive({"[Content_Types].xml": b"<T/>", "word/document.xml": b"<d/>"}),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
    ],
)
async def test_files_of_these_kinds_are_taken(
    client: AsyncClient, project_id: UUID, name: str, content: bytes, media_type: str
) -> None:
    file = await uploaded(client, project_id, content, name)

    assert (file["name"], file["media_type"]) == (name, media_type)


_BOMB = archive(
    {"[Content_Types].xml": b"<T/>", "word/document.xml": b" " * 60_000_000}
)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.pdf", b"", "empty_file"),
        ("a.exe", b"MZ\x90\x00" + bytes(80), "type_not_taken"),
        ("a.svg", b"<svg><script>1</script></svg>", "type_not_taken"),
        ("a", PDF, "type_not_taken"),
        ("a.pdf.html", PDF, "type_not_taken"),
        ("a.pdf", b"MZ\x90\x00" + bytes(80), "type_mismatch"),
        ("a.pdf", b"junk" + PDF, "type_mismatch"),
        ("a.png", picture(), "type_mismatch"),
        ("a.txt", PDF, "type_mismatch"),
        ("a.txt", b"\x00\x01\x02 binary", "type_mismatch"),
        ("a.csv", b"<html><script>1</script>", "type_mismatch"),
        ("a.txt", b" \n<svg onload=alert(1)>", "type_mismatch"),
        ("a.docx", workbook(), "type_mismatch"),
        ("a.odt", open_document("spreadsheet"), "type_mismatch"),
        ("a.docx", archive({"a.txt": b"1"}), "type_mismatch"),
        ("a.docx", _BOMB, "zip_bomb"),
        ("a.docx", archive({"../../etc/passwd": b"1"}), "damaged_file"),
        ("a.xlsx", workbook()[:-30], "damaged_file"),
        ("a.xlsx", archive({"xl/vbaProject.bin": b"1"}), "macros"),
        ("a.pdf", PDF + archive({"a.exe": b"MZ"}), "damaged_file"),
        ("a.jpg", picture()[:200], "damaged_file"),
        ("a.png", picture("PNG")[:60], "damaged_file"),
        ("a.png", picture("PNG", (10_000, 10_000)), "too_many_pixels"),
        ("a.png", picture("PNG", (7_000, 6_000)), "too_many_pixels"),
    ],
)
async def test_s13_a_hostile_file_is_refused_with_a_code(
    client: AsyncClient, project_id: UUID, name: str, content: bytes, code: str
) -> None:
    answer = await upload(client, project_id, content, name)

    assert refusal(answer) == (422, "file_refused", [code])


async def test_a_picture_tells_nothing_but_what_is_to_be_seen(
    client: AsyncClient, project_id: UUID
) -> None:
    hidden = photo() + archive({"a.exe": b"MZ"})

    file = await uploaded(client, project_id, hidden, "us.jpg")
    content = (await fetched(client, file)).content

    with Image.open(io.BytesIO(content)) as seen:
        assert dict(seen.getexif()) == {0x0112: 6}
        assert seen.size == (32, 20)
    assert all(part not in content for part in (b"phone", b"home", b"MZ", b"PK"))


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/list.pdf", "list.pdf"),
        ("C:\\Users\\me\\list.pdf", "list.pdf"),
        ("a\u202efdp.pdf", "afdp.pdf"),
        (".pdf", "file.pdf"),
        ("Škola – đaci.pdf", "Škola – đaci.pdf"),
        ("n" * 300 + ".pdf", "n" * 146 + ".pdf"),
    ],
)
async def test_a_name_is_no_way_to_anywhere(
    client: AsyncClient, project_id: UUID, given: str, kept: str
) -> None:
    file = await uploaded(client, project_id, PDF, given)

    assert file["name"] == kept


async def test_limits_are_told_by_their_codes(
    app: FastAPI,
    client: AsyncClient,
    project_id: UUID,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    set_up(app, max_file_bytes=1_000, max_files_bytes=1_500)
    monkeypatch.setattr(service, "MAX_WAITING", 2)

    large = await upload(client, project_id, b"a" * 1_001, "a.txt")
    first = await upload(client, project_id, b"b" * 900, "b.txt")
    full = await upload(client, project_id, b"c" * 900, "c.txt")
    small = await upload(client, project_id, b"d" * 100, "d.txt")
    many = await upload(client, project_id, b"e" * 100, "e.txt")

    assert refusal(large) == (422, "file_too_large", [])
    assert first.status_code == 201
    assert refusal(full) == (409, "no_room_for_files", [])
    assert small.status_code == 201
    assert refusal(many) == (409, "too_many_files", [])


async def test_the_same_file_sent_again_is_there_once(
    client: AsyncClient, project_id: UUID, session: AsyncSession
) -> None:
    first = await uploaded(client, project_id)
    again = await uploaded(client, project_id)

    assert again == first
    counted = await session.scalar(text("SELECT count(*) FROM indicators.file_chunk"))
    assert counted == 1


async def test_what_a_draft_stands_on_is_compared(
    client: AsyncClient, project_id: UUID, period: dict[str, Any]
) -> None:
    file = await uploaded(client, project_id)
    await send(client, project_id, row(period, "5"))
    period["version"] += 1

    (more,) = await send(client, project_id, row(period, "5", evidence=[of(file)]))
    period["version"] += 1
    (same,) = await send(client, project_id, row(period, "5", evidence=[of(file)]))
    (grid,) = await send(client, project_id, row(period, "5"))
    (less,) = await send(client, project_id, row(period, "5", evidence=[]))

    told = [one["outcome"] for one in (more, same, grid, less)]
    assert told == ["saved", "unchanged", "unchanged", "saved"]
    assert [len(one) for one in await evidence(client, period)] == [0, 1, 0]


async def test_files_that_may_not_be_stood_on_are_refused(
    client: AsyncClient,
    project_id: UUID,
    programme_id: UUID,
    period: dict[str, Any],
) -> None:
    elsewhere = await uploaded(client, programme_id)
    gone = await uploaded(client, project_id)
    await client.delete(f"/v1/files/{gone['id']}")
    unknown = {"id": str(new_id())}

    told = [
        (await send(client, project_id, row(period, "5", evidence=[of(one)])))[0]
        for one in (elsewhere, gone, unknown)
    ]
    both = of(unknown) | {"address": "https://example.org"}
    (two,) = await send(client, project_id, row(period, "5", evidence=[both]))

    assert {(one["outcome"], one["code"]) for one in told} == {
        ("refused", "unknown_file")
    }
    assert told[0]["field"] == "evidence.0.file_id"
    assert (two["outcome"], two["code"]) == ("refused", "link_or_file")


async def test_a_file_is_for_its_sender_until_a_value_stands_on_it(
    somebody: Somebody,
    project_id: UUID,
    period: dict[str, Any],
) -> None:
    sender = await somebody(Role.CONTRIBUTOR, ScopeType.PROJECT, str(project_id))
    other = await somebody(Role.CONTRIBUTOR, ScopeType.PROJECT, str(project_id))
    file = await uploaded(sender, project_id)
    before = await fetched(other, file)

    (told,) = await send(sender, project_id, row(period, "5", evidence=[of(file)]))

    assert told["outcome"] == "saved"
    assert before.status_code == 404
    assert (await fetched(other, file)).content == PDF


@pytest.mark.parametrize("wall", ["both", "database"])
async def test_s2_who_reads_the_value_reads_its_file(
    *,
    client: AsyncClient,
    somebody: Somebody,
    project_id: UUID,
    programme_id: UUID,
    period: dict[str, Any],
    wall: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    project, programme = str(project_id), str(programme_id)
    file = await uploaded(client, project_id)
    answer = await record(client, period, "5", evidence=[of(file)])
    stranger = await somebody(Role.COORDINATOR, ScopeType.PROJECT, str(new_id()))
    adviser = await somebody(Role.ADVISER, ScopeType.PROJECT, project)
    funder = await somebody(Role.FUNDER, ScopeType.PROGRAMME, programme)
    if wall == "database":
        monkeypatch.setattr(repository, "visible_files", lambda _: true())

    async def answers() -> list[int]:
        readers = (stranger, adviser, funder)
        return [(await fetched(one, file)).status_code for one in readers]

    waiting = await answers()
    await accept(client, answer.json())

    assert waiting == [404, 200, 404]
    assert await answers() == [404, 200, 200]


async def test_s2_nobody_else_takes_it_away(
    client: AsyncClient, somebody: Somebody, project_id: UUID, period: dict[str, Any]
) -> None:
    file = await uploaded(client, project_id)
    await send(client, project_id, row(period, "5", evidence=[of(file)]))
    path = f"/v1/files/{file['id']}"
    adviser = await somebody(Role.ADVISER, ScopeType.PROJECT, str(project_id))
    stranger = await somebody(Role.COORDINATOR, ScopeType.PROJECT, str(new_id()))

    answers = [
        (await one.delete(path)).status_code for one in (adviser, stranger, client)
    ]

    assert answers == [403, 404, 204]


async def test_what_was_handed_in_is_taken_away_for_a_reason_by_who_governs(
    client: AsyncClient,
    somebody: Somebody,
    project_id: UUID,
    period: dict[str, Any],
    session: AsyncSession,
) -> None:
    file = await uploaded(client, project_id)
    await record(client, period, "5", evidence=[of(file)])
    coordinator = await somebody(Role.COORDINATOR, ScopeType.PROJECT, str(project_id))
    path = f"/v1/files/{file['id']}"

    by_other = await coordinator.delete(path, params={"reason": "A mistake."})
    without = await client.delete(path)
    done = await client.delete(path, params={"reason": "It shows a child's face."})

    assert by_other.status_code == 403
    assert refusal(without) == (422, "invalid_request", ["reason_required"])
    assert done.status_code == 204
    ((shown,),) = await evidence(client, period)
    assert (shown["name"], shown["file"]["state"]) == ("The list", "removed")
    assert refusal(await fetched(client, file)) == (409, "file_removed", [])
    counted = await session.scalar(text("SELECT count(*) FROM indicators.file_chunk"))
    assert counted == 0


async def test_a_draft_loses_its_file_without_a_reason(
    somebody: Somebody, project_id: UUID, period: dict[str, Any]
) -> None:
    sender = await somebody(Role.CONTRIBUTOR, ScopeType.PROJECT, str(project_id))
    file = await uploaded(sender, project_id)
    await send(sender, project_id, row(period, "5", evidence=[of(file)]))

    done = await sender.delete(f"/v1/files/{file['id']}")

    assert done.status_code == 204
    ((shown,),) = await evidence(sender, period)
    assert shown["file"]["state"] == "removed"


async def test_unused_files_go_after_a_day(
    client: AsyncClient,
    project_id: UUID,
    period: dict[str, Any],
    connection: AsyncConnection,
    session: AsyncSession,
) -> None:
    old = [await uploaded(client, project_id, PDF, f"{n}.pdf") for n in range(25)]
    used = await uploaded(client, project_id, PDF, "used.pdf")
    await send(client, project_id, row(period, "5", evidence=[of(used)]))
    await session.execute(text("RESET ROLE"))
    await session.execute(
        text("UPDATE indicators.file SET created_at = now() - interval '25 hours'")
    )
    await session.commit()
    new = await uploaded(client, project_id, PDF, "new.pdf")

    gone = await KEEPER.forget_unused(sessions_as(connection, "bromost_indicators"))

    assert gone == 25
    assert (await fetched(client, old[0])).status_code == 404
    assert (await fetched(client, used)).status_code == 200
    assert (await fetched(client, new)).status_code == 200


async def test_who_may_not_record_hands_in_nothing(
    somebody: Somebody,
    project_id: UUID,
) -> None:
    adviser = await somebody(Role.ADVISER, ScopeType.PROJECT, str(project_id))
    stranger = await somebody(Role.CONTRIBUTOR, ScopeType.PROJECT, str(new_id()))

    answers = [
        await upload(one, project_id, PDF, "a.pdf") for one in (adviser, stranger)
    ]

    assert [one.status_code for one in answers] == [403, 404]


async def test_a_file_that_is_taken_away_is_an_export_in_the_log(
    client: AsyncClient, project_id: UUID, session: AsyncSession
) -> None:
    file = await uploaded(client, project_id)

    await fetched(client, file)

    await session.execute(text("RESET ROLE"))
    found = await session.execute(
        text(
            "SELECT kind, object_type, object_id, programme_id IS NOT NULL"
            " FROM common.audit_event WHERE action = 'download_file'"
        )
    )
    assert found.one() == ("export", "file", UUID(file["id"]), True)


async def test_a_step_hands_in_what_it_stands_on(
    client: AsyncClient, project_id: UUID, period: dict[str, Any]
) -> None:
    file = await uploaded(client, project_id)
    (told,) = await send(client, project_id, row(period, "5", evidence=[of(file)]))

    await step(client, told["period"]["current"]["id"], "submitted")

    ((shown,),) = await evidence(client, period)
    assert shown["file"]["id"] == file["id"]
