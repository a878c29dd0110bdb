"""What reports say in words: by a template, by several hands, and frozen once given."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from httpx import AsyncClient, Response
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Role, ScopeType
from tests.conftest import Somebody

from .building import refusal
from .reporting import add_partner, ask, owed_reports, report, take, taken

# Arabic, and letters made of several characters: as they were written.
STRANGE = "\u202bتقرير\u202c e\u0301 \u1112\u1161\u11ab 👩‍👩‍👧"
TEMPLATE = [
    {
        "section": "progress",
        "title": {"en": "Progress", "pl": "Postęp"},
        "guidance": {"en": "What was done, and what was not."},
        "max_characters": 200,
    },
    {"section": "lessons", "title": {"en": "Lessons"}, "is_mandatory": False},
]


@pytest.fixture
async def owed(
    officer: AsyncClient, project_id: UUID, programme_id: UUID, session: AsyncSession
) -> dict[str, Any]:
    await add_partner(session, project_id, "Aa kommune")
    asked = await ask(officer, programme_id, sections=TEMPLATE)
    assert [one["max_characters"] for one in asked["sections"]] == [200, 4000]
    one = (await owed_reports(officer, project_id))[0]
    return {**one, "requirement": asked}


async def sections(client: AsyncClient, one: dict[str, Any]) -> dict[str, Any]:
    answer = await client.get(f"/v1/reports/{one['id']}/sections")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return {**found, **{part["section"]: part for part in found["sections"]}}


async def write(
    client: AsyncClient, one: dict[str, Any], section: str, text: Any, version: int
) -> Response:
    return await client.put(
        f"/v1/reports/{one['id']}/sections/{section}",
        json={"text": text},
        headers={"If-Match": f'"{version}"'},
    )


async def signer_of(client: AsyncClient, one: dict[str, Any]) -> str:
    people = (await client.get(f"/v1/reports/{one['id']}/people")).json()["people"]
    return next(str(p["id"]) for p in people if p["may_sign"])


async def test_what_is_written_is_kept_as_it_was_written(
    officer: AsyncClient, owed: dict[str, Any], project_id: UUID, somebody: Somebody
) -> None:
    coordinator = await somebody(Role.COORDINATOR, ScopeType.PROJECT, str(project_id))
    told = {"en": "Two schools ", "nb": STRANGE}
    kept = await write(coordinator, owed, "progress", told, 0)
    assert (kept.status_code, kept.headers["etag"]) == (200, '"1"'), kept.text
    assert kept.json()["text"] == told

    stale = await write(officer, owed, "progress", {"en": "Mine"}, 0)
    assert stale.status_code == 412
    assert stale.json()["current"]["text"] == told
    shorter = await write(officer, owed, "progress", {"en": "Two", "nb": ""}, 1)
    assert shorter.json()["text"] == {"en": "Two"}
    found = await sections(officer, owed)
    assert (found["may_write"], found["original_language"]) == (True, "en")
    assert found["progress"]["written_by"]["display_name"] == "Programme Manager"
    assert found["lessons"]["version"] == 0


async def test_what_does_not_fit_is_refused_and_nothing_is_lost(
    officer: AsyncClient, owed: dict[str, Any]
) -> None:
    await write(officer, owed, "progress", {"en": "Two schools"}, 0)

    for text, codes in (
        ({"en": "x" * 201}, ["text_too_long"]),
        ({"nb": "x" * 100_001}, ["string_too_long"]),
        ({"en": "no\x00thing"}, ["value_error"]),
    ):
        answer = await write(officer, owed, "progress", text, 1)
        assert refusal(answer) == (422, "invalid_request", codes)
    pages = {"en": "x" * 1_500_000}
    assert (await write(officer, owed, "lessons", pages, 0)).status_code == 413
    assert (await write(officer, owed, "no-such", {}, 0)).status_code == 404
    assert (await sections(officer, owed))["progress"]["text"] == {"en": "Two schools"}


async def test_a_report_is_submitted_with_what_is_mandatory_and_then_stays(
    officer: AsyncClient, owed: dict[str, Any]
) -> None:
    me = await signer_of(officer, owed)
    await write(officer, owed, "progress", {"en": "  "}, 0)
    early = await take(officer, owed, "submitted", signer_id=me)
    assert refusal(early)[:2] == (409, "report_sections_missing")
    assert early.json()["current"] == {"sections": ["progress"]}
    assert (await report(officer, owed["id"]))["status"] in {"due", "overdue"}

    await write(officer, owed, "progress", {"nb": "To skoler"}, 1)
    await taken(officer, owed, "submitted", signer_id=me)
    late = await write(officer, owed, "progress", {"en": "Three"}, 2)
    assert refusal(late)[:2] == (409, "report_closed")
    found = await sections(officer, owed)
    assert (found["may_write"], found["progress"]["text"]) == (
        False,
        {"nb": "To skoler"},
    )
    # What was given stays as it was asked for.
    now = owed["requirement"]
    answer = await officer.patch(
        f"/v1/reporting-requirements/{now['id']}",
        json={"sections": []},
        headers={"If-Match": f'"{now["version"]}"'},
    )
    assert answer.json()["sections"] == []
    assert len((await sections(officer, owed))["sections"]) == 2


async def test_it_is_returned_for_what_is_to_be_mended_section_by_section(
    officer: AsyncClient, owed: dict[str, Any]
) -> None:
    me = await signer_of(officer, owed)
    await write(officer, owed, "progress", {"en": "Two schools"}, 0)
    strange = [{"section": "lessons", "reason": "Too early."}]
    early = await take(officer, owed, "submitted", signer_id=me, sections=strange)
    assert refusal(early) == (422, "invalid_request", ["unknown_section"])
    await taken(officer, owed, "submitted", signer_id=me)

    for names in (["no-such"], ["progress", "progress"]):
        wrong = [{"section": name, "reason": "Why?"} for name in names]
        answer = await take(officer, owed, "returned", reason="See.", sections=wrong)
        assert refusal(answer) == (422, "invalid_request", ["unknown_section"])
    mend = [{"section": "progress", "reason": "Which schools?"}]
    back = await taken(officer, owed, "returned", reason="See.", sections=mend)
    assert back["steps"][-1]["sections"] == mend
    found = await sections(officer, owed)
    assert (found["progress"]["reason"], found["may_write"]) == ("Which schools?", True)
    assert (
        await write(officer, owed, "progress", {"en": "A, B"}, 1)
    ).status_code == 200
    await taken(officer, owed, "submitted", signer_id=me)
    assert (await sections(officer, owed))["progress"]["reason"] is None


async def test_a_template_is_refused_that_names_a_section_twice(
    officer: AsyncClient, owed: dict[str, Any]
) -> None:
    path = f"/v1/reporting-requirements/{owed['requirement']['id']}"
    tag = {"If-Match": f'"{owed["requirement"]["version"]}"'}

    for wrong, code in (
        ([TEMPLATE[0], TEMPLATE[0]], "section_twice"),
        ([{"section": "a", "title": {"pl": "A"}}], "original_language_missing"),
        ([{"section": "A b", "title": {"en": "A"}}], "string_pattern_mismatch"),
    ):
        answer = await officer.patch(path, json={"sections": wrong}, headers=tag)
        assert refusal(answer) == (422, "invalid_request", [code])
    # A report that somebody writes in is not taken away with its requirement.
    await write(officer, owed, "lessons", {"en": "Early"}, 0)
    gone = await officer.delete(path, headers=tag)
    assert refusal(gone)[:2] == (409, "requirement_in_use")
    shorter = await officer.patch(path, json={"ends_on": "2006-05-31"}, headers=tag)
    assert refusal(shorter)[:2] == (409, "reports_overlap")
    assert (await sections(officer, owed))["lessons"]["text"] == {"en": "Early"}


async def test_only_whoever_may_report_writes(
    *, owed: dict[str, Any], project_id: UUID, somebody: Somebody
) -> None:
    approver = await somebody(Role.APPROVER, ScopeType.PROJECT, str(project_id))
    nowhere = str(uuid4())
    stranger = await somebody(Role.COORDINATOR, ScopeType.PROJECT, nowhere)

    assert (await sections(approver, owed))["may_write"] is False
    refused = await write(approver, owed, "progress", {"en": "Mine"}, 0)
    assert refused.status_code == 403
    unseen = await write(stranger, owed, "progress", {"en": "Mine"}, 0)
    assert unseen.status_code == 404
