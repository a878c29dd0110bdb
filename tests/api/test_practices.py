"""Good practice is written, reviewed by somebody else and read by everybody."""

from collections.abc import AsyncIterator
from typing import Any, NamedTuple

import pytest
from fastapi import FastAPI
from httpx import AsyncClient, Response

from bromost_common.auth import Role
from tests.api.projects import made, programme, project, theme
from tests.conftest import Somebody, client_of

LIST = "/v1/practices"


def body(programme_id: str, **changes: Any) -> dict[str, Any]:
    return {
        "programme_id": programme_id,
        "kind": "tip_sheet",
        "title": {"en": "Sharing a <waste> service", "pl": "Wspólna usługa odpadów"},
        "summary": {"en": "From contact to coordination in five steps."},
        "text": {"en": "First talk.\n\nThen count."},
    } | changes


class Writing(NamedTuple):
    """A draft of a programme with a project, and who writes and reviews it."""

    writer: AsyncClient
    reviewer: AsyncClient
    anybody: AsyncClient
    programme: str
    project: str
    draft: dict[str, Any]

    @property
    def path(self) -> str:
        return f"{LIST}/{self.draft['id']}"

    def page(self, locale: str = "en") -> str:
        return f"/v1/public/{locale}/practices/{self.draft['id']}"

    async def take(self, who: AsyncClient, step: str) -> Response:
        tag = (await self.writer.get(self.path)).headers["etag"]
        wanted = {"step": step}
        return await who.post(
            f"{self.path}/steps", json=wanted, headers={"If-Match": tag}
        )

    async def publish(self) -> None:
        for who, step in ((self.writer, "submit"), (self.reviewer, "publish")):
            answer = await self.take(who, step)
            assert answer.status_code == 200, answer.text

    async def change(self, **changes: Any) -> Response:
        tag = (await self.writer.get(self.path)).headers["etag"]
        return await self.writer.patch(
            self.path, json=changes, headers={"If-Match": tag}
        )


@pytest.fixture
async def writing(
    officer: AsyncClient, registry: FastAPI, somebody: Somebody
) -> AsyncIterator[Writing]:
    frame = (await programme(officer))["id"]
    source = (await project(officer, frame))["id"]
    ties = {"theme_ids": [await theme(officer, "waste")], "project_ids": [source]}
    draft = await made(officer, LIST, body(frame, **ties))
    reviewer = await somebody(Role.PROGRAMME_MANAGER, "programme", frame)
    async for anybody in client_of(registry):
        yield Writing(officer, reviewer, anybody, frame, source, draft)


async def test_it_is_public_when_somebody_else_has_reviewed_it(
    writing: Writing,
) -> None:
    early = await writing.take(writing.reviewer, "publish")
    await writing.take(writing.writer, "submit")
    own = await writing.take(writing.writer, "publish")
    preview = await writing.reviewer.get(f"{writing.path}/preview?locale=bs")
    hidden = await writing.anybody.get(writing.page())
    published = await writing.take(writing.reviewer, "publish")
    page = await writing.anybody.get(writing.page())
    polish = await writing.anybody.get(writing.page("pl"))
    feed = await writing.anybody.get("/v1/public/pl/feed.atom")
    sitemap = await writing.anybody.get("/v1/public/sitemap.xml")

    assert (early.status_code, early.json()["code"]) == (409, "step_not_possible")
    assert (own.status_code, own.json()["code"]) == (409, "own_review")
    assert hidden.status_code == 404
    assert published.status_code == 200, published.text
    assert published.json()["reviewed_by"]["display_name"]
    assert published.json()["is_public"]
    for text in (page.text, preview.text):
        assert "Sharing a &lt;waste&gt; service" in text
        assert "Then count." in text
        assert "Programme Manager" not in text
    assert "List sa savjetima" in preview.text
    # Its project is not public, so that nobody learns of it here.
    assert "Youth councils" not in page.text
    assert "<h1>Wspólna usługa odpadów</h1>" in polish.text
    assert "Wspólna usługa odpadów" in feed.text
    assert f"/public/nb/practices/{writing.draft['id']}" in sitemap.text
    assert '"@type": "Article"' in page.text


async def test_it_names_the_public_projects_that_it_came_from(
    writing: Writing,
) -> None:
    await writing.publish()
    path = f"/v1/projects/{writing.project}/publication"
    draft = (await writing.writer.get(path)).json()["draft"]
    await writing.writer.put(path, json={"draft": draft})
    named = await writing.anybody.get(writing.page())
    listed = await writing.anybody.get("/v1/public/en/projects")

    assert f"/public/en/projects/{writing.project}" in named.text
    assert "waste" not in listed.text


async def test_the_public_list_is_searched(writing: Writing) -> None:
    await writing.publish()
    asked = "/v1/public/en/practices"
    words = ("", "q=USLUGA", "q=five+steps", "theme=waste", "kind=tip_sheet")
    others = ("q=zzz", "theme=water", "kind=law", "kind=%27", "q=%00z", "page=9")
    pages = {
        query: (await writing.anybody.get(f"{asked}?{query}")).text
        for query in (*words, *others)
    }
    shown = {query for query, page in pages.items() if writing.draft["id"] in page}

    assert shown == set(words)
    assert 'content="noindex, follow"' in pages["theme=waste"]


async def test_what_is_public_stays_while_a_draft_is_written(
    writing: Writing,
) -> None:
    await writing.publish()
    changed = await writing.change(title={"en": "Rewritten"})
    meanwhile = await writing.anybody.get(writing.page())
    tag = {"If-Match": changed.headers["etag"]}
    kept = await writing.writer.delete(writing.path, headers=tag)
    withdrawn = await writing.take(writing.reviewer, "withdraw")
    gone = await writing.anybody.get(writing.page())

    assert (changed.json()["state"], changed.json()["is_public"]) == ("draft", True)
    assert "Rewritten" not in meanwhile.text
    assert (kept.status_code, kept.json()["code"]) == (409, "was_public")
    assert withdrawn.json()["is_public"] is False
    assert gone.status_code == 404


async def test_two_do_not_overwrite_each_other_and_nonsense_is_refused(
    writing: Writing,
) -> None:
    stale = await writing.writer.patch(
        writing.path, json={"kind": "guide"}, headers={"If-Match": '"9"'}
    )
    untagged = await writing.writer.patch(writing.path, json={"kind": "guide"})
    unknown = await writing.change(project_ids=[writing.programme])
    twice = await writing.change(project_ids=[writing.project] * 2)
    untold = await writing.change(summary={"nb": "Bare norsk"})
    kinds = await writing.change(kind="poem")
    await writing.take(writing.writer, "submit")
    returned = await writing.take(writing.reviewer, "return")
    tag = {"If-Match": returned.headers["etag"]}
    removed = await writing.writer.delete(writing.path, headers=tag)

    assert (stale.status_code, untagged.status_code) == (412, 428)
    codes = [one.json()["fields"][0]["code"] for one in (unknown, twice, untold)]
    assert codes == ["unknown_project", "repeated", "original_language_missing"]
    assert kinds.status_code == 422
    assert returned.json()["state"] == "draft"
    assert removed.status_code == 204
    assert (await writing.writer.get(writing.path)).status_code == 404


async def test_s2_drafts_are_for_who_looks_after_the_programme(
    writing: Writing, somebody: Somebody
) -> None:
    partner = await somebody(Role.COORDINATOR, "project", writing.project)
    elsewhere = (await programme(writing.writer, code="Q"))["id"]
    stranger = await somebody(Role.PROGRAMME_MANAGER, "programme", elsewhere)
    hidden = [(await who.get(writing.path)).status_code for who in (partner, stranger)]
    lists = [(await who.get(LIST)).json()["items"] for who in (partner, stranger)]
    refused = [
        (await writing.take(who, "submit")).status_code
        for who in (partner, stranger, writing.anybody)
    ]
    own = await stranger.post(LIST, json=body(writing.programme))
    await writing.publish()
    shown = [
        len(
            (await who.get(f"{LIST}?theme={writing.draft['themes'][0]['id']}")).json()[
                "items"
            ]
        )
        for who in (partner, stranger)
    ]

    assert hidden == [404, 404]
    assert lists == [[], []]
    assert refused == [403, 404, 401]
    assert own.json()["fields"][0]["code"] == "unknown_programme"
    assert shown == [1, 0]
    assert (await partner.get(writing.path)).json()["steps"] == []
