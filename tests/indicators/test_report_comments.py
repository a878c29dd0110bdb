"""Who works on a report talks about its sections; the report itself says none of it."""

from typing import Any
from uuid import UUID

import pytest
from httpx import AsyncClient, Response
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Role, ScopeType
from bromost_indicators.report_comments.schemas import MAX_CHARACTERS, MAX_COMMENTS
from tests.conftest import Somebody

from .building import published, refusal
from .reporting import add_partner, ask, owed_reports, taken

SECTION = [{"section": "progress", "title": {"en": "Progress"}, "is_mandatory": False}]


@pytest.fixture
async def owed(
    officer: AsyncClient, project_id: UUID, programme_id: UUID, session: AsyncSession
) -> dict[str, Any]:
    await add_partner(session, project_id, "Aa kommune")
    await ask(officer, programme_id, sections=SECTION)
    return (await owed_reports(officer, project_id))[0]


async def say(
    client: AsyncClient, one: dict[str, Any], words: str, **more: Any
) -> Response:
    return await client.post(
        f"/v1/reports/{one['id']}/comments",
        json={"section": "progress", "text": words, **more},
    )


async def comments(client: AsyncClient, one: dict[str, Any]) -> dict[str, Any]:
    answer = await client.get(f"/v1/reports/{one['id']}/comments")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def people(client: AsyncClient, one: dict[str, Any]) -> dict[str, dict[str, Any]]:
    answer = await client.get(f"/v1/reports/{one['id']}/people")
    return {p["id"]: p for p in answer.json()["people"]}


async def test_comments_are_said_to_people_and_never_reported(
    *,
    officer: AsyncClient,
    owed: dict[str, Any],
    project_id: UUID,
    somebody: Somebody,
    session: AsyncSession,
) -> None:
    before = set(await people(officer, owed))
    approver = await somebody(Role.APPROVER, ScopeType.PROJECT, str(project_id))
    (mentioned,) = set(await people(officer, owed)) - before

    said = await say(officer, owed, " Both? ", mentions=[mentioned, mentioned])
    assert said.status_code == 201, said.text
    assert [one["id"] for one in said.json()["mentions"]] == [mentioned]
    (news,) = await published(session, "report.mentioned.v1")
    assert (news["told_to"], news["object_id"]) == ([mentioned], owed["id"])
    assert "Both" not in str(news)
    read = await comments(approver, owed)
    assert (read["may_comment"], read["may_settle"]) == (False, False)
    assert [one["text"] for one in read["comments"]] == ["Both?"]

    there = await people(officer, owed)
    signer = next(one for one, p in there.items() if p["may_sign"])
    await taken(officer, owed, "submitted", signer_id=signer)
    assert (await say(officer, owed, "Still open?")).status_code == 201
    await taken(officer, owed, "accepted")
    assert refusal(await say(officer, owed, "Late"))[:2] == (409, "report_closed")
    kept = await officer.get(f"/v1/reports/{owed['id']}/versions/1")
    assert "Both" not in kept.text


async def test_comments_are_settled_by_any_and_withdrawn_by_who_said_them(
    *,
    officer: AsyncClient,
    owed: dict[str, Any],
    project_id: UUID,
    somebody: Somebody,
) -> None:
    mine = await somebody(Role.COORDINATOR, ScopeType.PROJECT, str(project_id))
    said = await say(mine, owed, "Which <b>schools</b>?")
    path = f"/v1/reports/{owed['id']}/comments/{said.json()['id']}"

    settled = await officer.put(f"{path}/state", json={"resolved": True})
    assert settled.json()["resolved_by"]["display_name"] == "Programme Manager"
    opened = await officer.put(f"{path}/state", json={"resolved": False})
    assert opened.json()["resolved_at"] is None
    assert (await officer.delete(path)).status_code == 403
    for _ in range(2):
        assert (await mine.delete(path)).status_code == 204
    gone = (await comments(officer, owed))["comments"][0]
    assert (gone["text"], gone["withdrawn_at"] is None) == (None, False)
    late = await officer.put(f"{path}/state", json={"resolved": True})
    assert refusal(late)[:2] == (409, "comment_withdrawn")
    # What was said holds the report, even withdrawn.
    version = {"If-Match": '"1"'}
    asked = f"/v1/programmes/{owed['programme']['id']}/reporting-requirements"
    (one,) = (await officer.get(asked)).json()["items"]
    removed = await officer.delete(
        f"/v1/reporting-requirements/{one['id']}", headers=version
    )
    assert removed.status_code == 409, removed.text


async def test_comments_are_for_those_who_work_on_the_report(
    *,
    officer: AsyncClient,
    owed: dict[str, Any],
    project_id: UUID,
    somebody: Somebody,
) -> None:
    assert (await say(officer, owed, "Among us")).status_code == 201
    before = set(await people(officer, owed))
    funder = await somebody(Role.FUNDER, ScopeType.PROJECT, str(project_id))
    (money,) = set(await people(officer, owed)) - before
    stranger = await somebody(Role.COORDINATOR, ScopeType.PROJECT, str(UUID(int=7)))
    path = f"/v1/reports/{owed['id']}/comments"

    shown = await funder.get(f"/v1/reports/{owed['id']}")
    assert (shown.status_code, shown.json()["my_rights"]) == (200, [])
    assert (await funder.get(path)).status_code == 403
    assert (await stranger.get(path)).status_code == 404
    assert (await say(stranger, owed, "Hello")).status_code == 404
    assert (await people(officer, owed))[money]["reads_comments"] is False
    for one in (money, str(UUID(int=7))):
        told = await say(officer, owed, "Look", mentions=[one])
        assert refusal(told) == (422, "invalid_request", ["may_not_read"])


async def test_comments_are_short_of_known_sections_and_not_too_many(
    *, officer: AsyncClient, owed: dict[str, Any], session: AsyncSession
) -> None:
    bad: list[tuple[dict[str, Any], str]] = [
        ({"text": " "}, "string_too_short"),
        ({"text": "x" * (MAX_CHARACTERS + 1)}, "string_too_long"),
        ({"text": "a\x00b"}, "value_error"),
        ({"mentions": [owed["id"]] * 11}, "too_long"),
        ({"section": "no-such"}, "unknown_section"),
    ]
    for changes, code in bad:
        answer = await say(officer, owed, **{"words": "x", **changes})
        assert refusal(answer) == (422, "invalid_request", [code]), answer.text

    await session.execute(text("RESET ROLE"))
    await session.execute(
        text(
            "INSERT INTO indicators.report_comment (id, report_id, section, words,"
            " written_by) SELECT gen_random_uuid(), :report, 'progress', 'x',"
            " gen_random_uuid() FROM generate_series(1, :most)"
        ),
        {"report": owed["id"], "most": MAX_COMMENTS},
    )
    await session.commit()
    assert refusal(await say(officer, owed, "One more"))[1] == "too_many_comments"
