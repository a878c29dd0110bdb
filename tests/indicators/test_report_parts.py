"""Each partner says its part in its own words, and the lead writes the report."""

from typing import Any
from uuid import UUID

import pytest
from httpx import AsyncClient, Response
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Role, ScopeType
from tests.conftest import Somebody

from .building import refusal
from .reporting import add_partner, ask, owed_reports, take, taken

SECTION = [{"section": "progress", "title": {"en": "Progress"}, "max_characters": 100}]


@pytest.fixture
async def owed(
    officer: AsyncClient, project_id: UUID, programme_id: UUID, session: AsyncSession
) -> dict[str, Any]:
    lead = await add_partner(session, project_id, "Aa kommune")
    partner = await add_partner(session, project_id, "Bb opština", "partner")
    await ask(officer, programme_id, sections=SECTION, partners_draft=True)
    one = (await owed_reports(officer, project_id))[0]
    return {**one, "lead": str(lead), "partner": str(partner)}


async def say(
    client: AsyncClient,
    one: dict[str, Any],
    words: str,
    version: int = 0,
    *,
    of: str | None = None,
    section: str = "progress",
) -> Response:
    """In the report itself, or as a partner's part of it."""
    part = f"/parts/{of}" if of else ""
    return await client.put(
        f"/v1/reports/{one['id']}/sections/{section}{part}",
        json={"text": {"en": words}},
        headers={"If-Match": f'"{version}"'},
    )


async def sections(client: AsyncClient, one: dict[str, Any]) -> dict[str, Any]:
    answer = await client.get(f"/v1/reports/{one['id']}/sections")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def test_partners_say_their_part_and_the_lead_writes_the_report(
    *, officer: AsyncClient, owed: dict[str, Any], somebody: Somebody
) -> None:
    lead = await somebody(Role.COORDINATOR, ScopeType.ORGANISATION, owed["lead"])
    partner = await somebody(Role.COORDINATOR, ScopeType.ORGANISATION, owed["partner"])
    (asked,) = (await sections(partner, owed))["partners"]
    assert asked["organisation"] == {"id": owed["partner"], "name": "Bb opština"}
    assert (asked["may_write"], asked["has_written"]) == (True, False)
    assert (await sections(lead, owed))["partners"][0]["may_write"] is False

    kept = await say(partner, owed, "Our school", of=owed["partner"])
    assert kept.status_code == 200, kept.text
    (part,) = kept.json()["parts"]
    assert (part["text"], part["version"]) == ({"en": "Our school"}, 1)
    stale = await say(partner, owed, "Mine", of=owed["partner"])
    assert stale.status_code == 412
    assert stale.json()["current"]["parts"] == [part]
    # The lead's text is not the partner's to write, nor the partner's part the lead's.
    assert (await sections(partner, owed))["may_write"] is False
    assert (await say(partner, owed, "Ours")).status_code == 403
    assert (await say(lead, owed, "Theirs", 1, of=owed["partner"])).status_code == 403
    people = (await partner.get(f"/v1/reports/{owed['id']}/people")).json()["people"]
    me = next(str(p["id"]) for p in people if p["may_sign"])
    assert (await take(partner, owed, "submitted", signer_id=me)).status_code == 403
    assert (await say(lead, owed, "Two schools")).status_code == 200
    await taken(lead, owed, "submitted", signer_id=me)
    late = await say(partner, owed, "More", 1, of=owed["partner"])
    assert refusal(late)[:2] == (409, "report_closed")

    # Both sides' words stay with what was accepted.
    await taken(officer, owed, "accepted")
    found = await sections(officer, owed)
    assert found["sections"][0]["text"] == {"en": "Two schools"}
    assert found["sections"][0]["parts"][0]["text"] == {"en": "Our school"}
    assert found["partners"][0]["has_written"] is True
    twice = await take(officer, owed, "accepted")
    assert refusal(twice)[:2] == (409, "report_step_impossible")


async def test_parts_are_refused_that_nobody_asked_for(
    *, officer: AsyncClient, owed: dict[str, Any]
) -> None:
    for of, section in (
        (owed["lead"], "progress"),
        (owed["id"], "progress"),
        (owed["partner"], "no-such"),
        (owed["partner"], "spending"),
    ):
        answer = await say(officer, owed, "x", of=of, section=section)
        assert answer.status_code == 404, answer.text
    longer = await say(officer, owed, "x" * 101, of=owed["partner"])
    assert refusal(longer) == (422, "invalid_request", ["text_too_long"])
