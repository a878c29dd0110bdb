"""A report that was accepted, on pages for everybody: its words and nothing else."""

from typing import Any, NamedTuple
from uuid import UUID

import pytest
from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]
from fastapi import FastAPI
from httpx import AsyncClient, Response
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Role
from tests.api.projects import programme, project
from tests.conftest import Somebody, client_of
from tests.indicators.reporting import add_partner, ask, owed_reports, taken

SECTIONS = [
    {"section": "progress", "title": {"en": "Progress", "nb": "Framdrift"}},
    {"section": "lessons", "title": {"en": "Lessons"}},
    {"section": "outlook", "title": {"en": "Outlook"}, "is_mandatory": False},
]
WORDS = {"progress": "Two <schools> opened.", "lessons": "Ask the caretaker first."}


class Reported(NamedTuple):
    """A project with a report that was accepted, and one that was not."""

    officer: AsyncClient
    anybody: AsyncClient
    reporting: AsyncClient
    programme: str
    project: str
    report: dict[str, Any]
    open: dict[str, Any]

    @property
    def path(self) -> str:
        return f"/v1/published-reports/{self.report['id']}"

    def page(self, locale: str = "en") -> str:
        return f"/v1/public/{locale}/reports/{self.report['id']}"

    async def publish(self, path: str, **chosen: Any) -> Response:
        draft = (await self.officer.get(path)).json()["draft"]
        return await self.officer.put(path, json={"draft": draft, **chosen})

    async def publish_project(self) -> None:
        answer = await self.publish(f"/v1/projects/{self.project}/publication")
        assert answer.status_code == 200, answer.text


@pytest.fixture
async def reported(
    officer: AsyncClient, registry: FastAPI, indicators: FastAPI, session: AsyncSession
) -> Any:
    frame = (await programme(officer))["id"]
    made = (await project(officer, frame, status="active"))["id"]
    await add_partner(session, UUID(made), "Orkdal kommune")
    async for client in client_of(indicators):
        client.cookies = officer.cookies
        await ask(client, frame, sections=SECTIONS)
        first, second = await owed_reports(client, made)
        for section, words in WORDS.items():
            await client.put(
                f"/v1/reports/{first['id']}/sections/{section}",
                json={"text": {"en": words}},
                headers={"If-Match": '"0"'},
            )
        people = (await client.get(f"/v1/reports/{first['id']}/people")).json()
        me = next(one["id"] for one in people["people"] if one["may_sign"])
        await taken(client, first, "submitted", signer_id=me)
        await taken(client, first, "accepted")
        async for anybody in client_of(registry):
            yield Reported(officer, anybody, client, frame, made, first, second)


async def test_an_accepted_report_is_a_page_beside_its_project(
    reported: Reported,
) -> None:
    early = await reported.publish(reported.path)
    await reported.publish_project()
    preview = await reported.officer.get(f"{reported.path}/preview?locale=nb")
    hidden = await reported.anybody.get(reported.page())
    answer = await reported.publish(reported.path)
    page = await reported.anybody.get(reported.page("nb"))
    beside = await reported.anybody.get(f"/v1/public/en/projects/{reported.project}")
    sitemap = await reported.anybody.get("/v1/public/sitemap.xml")
    feed = await reported.anybody.get("/v1/public/en/feed.atom")
    picture = await reported.anybody.get(f"{reported.page('pl')}/picture.png")

    assert (early.status_code, early.json()["code"]) == (409, "owner_not_public")
    assert hidden.status_code == 404
    assert answer.status_code == 200, answer.text
    assert [one["section"] for one in answer.json()["sections"]] == list(WORDS)
    assert answer.json()["changed"] == []
    for text in (page.text, preview.text):
        assert '<span lang="en">Progress report</span>' in text
        assert "Framdriftsrapport" in text
        assert "<h2>Framdrift</h2>" in text
        assert "Two &lt;schools&gt; opened." in text
        assert "Orkdal kommune" in text
        # Who wrote, signed and accepted it is nobody's affair.
        assert "Programme Manager" not in text
    here = f"/public/en/reports/{reported.report['id']}"
    assert here in beside.text
    assert here in sitemap.text
    told = [one.text or "" for one in fromstring(feed.text).iter()]
    assert any(text.startswith("Progress report –") for text in told)
    assert picture.headers["content-type"] == "image/png"
    assert '"@type": "Report"' in page.text


async def test_sections_are_chosen_and_stay_so(reported: Reported) -> None:
    await reported.publish_project()
    unknown = await reported.publish(reported.path, sections=["outlook"])
    none = await reported.publish(reported.path, sections=[])
    preview = await reported.officer.get(f"{reported.path}/preview?sections=lessons")
    chosen = await reported.publish(reported.path, sections=["lessons"])
    page = (await reported.anybody.get(reported.page())).text
    again = await reported.publish(reported.path)
    whole = await reported.publish(reported.path, sections=list(WORDS))

    assert unknown.status_code == none.status_code == 422
    assert unknown.json()["fields"][0]["code"] == "unknown_section"
    assert "?locale=nb&amp;sections=lessons" in preview.text
    for text in (page, preview.text):
        assert "Ask the caretaker first." in text
        assert "schools" not in text
    assert [one["is_chosen"] for one in chosen.json()["sections"]] == [False, True]
    assert again.json()["public"]["number"] == 1
    assert whole.json()["public"]["number"] == 2


async def test_a_report_goes_by_itself_and_with_its_project(
    reported: Reported,
) -> None:
    await reported.publish_project()
    for path in (reported.path, f"/v1/projects/{reported.project}/publication"):
        assert (await reported.publish(reported.path)).status_code == 200
        assert (await reported.officer.delete(path)).status_code == 204
        gone = await reported.anybody.get(reported.page())
        assert gone.status_code == 404
    listed = await reported.anybody.get("/v1/public/sitemap.xml")

    assert reported.report["id"] not in listed.text
    assert (await reported.officer.delete(reported.path)).status_code == 404


async def test_what_is_public_stays_while_a_report_is_mended(
    reported: Reported,
) -> None:
    await reported.publish_project()
    await reported.publish(reported.path)
    await taken(reported.reporting, reported.report, "reopened", reason="A slip.")
    refused = await reported.publish(reported.path, sections=["lessons"])
    page = await reported.anybody.get(reported.page())
    never = await reported.officer.get(f"/v1/published-reports/{reported.open['id']}")

    assert (refused.status_code, refused.json()["code"]) == (409, "report_not_accepted")
    assert "opened" in page.text
    assert never.status_code == 404


async def test_s2_who_may_publish_a_report(
    reported: Reported, somebody: Somebody
) -> None:
    await reported.publish_project()
    draft = (await reported.officer.get(reported.path)).json()["draft"]
    partner = await somebody(Role.COORDINATOR, "project", reported.project)
    elsewhere = (await programme(reported.officer, code="Q"))["id"]
    stranger = await somebody(Role.PROGRAMME_MANAGER, "programme", elsewhere)
    for path in (reported.path, f"{reported.path}/preview"):
        answers = [await who.get(path) for who in (partner, stranger, reported.anybody)]
        assert [one.status_code for one in answers] == [403, 404, 401]
    for who, status in ((partner, 403), (stranger, 404), (reported.anybody, 401)):
        wanted = await who.put(reported.path, json={"draft": draft})
        assert wanted.status_code == status
        assert (await who.delete(reported.path)).status_code == status
