"""What an officer publishes, and what everybody reads then: no more than that."""

import gzip
import io
import json
from collections.abc import AsyncIterator
from typing import Any, NamedTuple
from uuid import UUID

import pytest
from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]
from fastapi import FastAPI
from httpx import AsyncClient, Response
from PIL import Image
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from bromost_common.auth import Role
from bromost_indicators.figures.keeping import catch_up
from tests.api.portfolio import organisation
from tests.api.projects import change, programme, project, theme
from tests.conftest import Somebody, client_of, sessions_as
from tests.indicators.building import add_indicator, reported

SUMMARY = {"en": "Councils by the <young>.\n\nIn six towns.", "bs": "Vijeća mladih."}


class World(NamedTuple):
    """A programme with a project of one partner, theme and indicator."""

    officer: AsyncClient
    anybody: AsyncClient
    programme: dict[str, Any]
    project: dict[str, Any]

    @property
    def paths(self) -> tuple[str, str]:
        return (
            f"/v1/programmes/{self.programme['id']}/publication",
            f"/v1/projects/{self.project['id']}/publication",
        )

    async def publish(self, path: str) -> Response:
        draft = (await self.officer.get(path)).json()["draft"]
        return await self.officer.put(path, json={"draft": draft})

    async def publish_all(self) -> None:
        for path in self.paths:
            answer = await self.publish(path)
            assert answer.status_code == 200, answer.text

    def page(self, locale: str = "en") -> str:
        return f"/v1/public/{locale}/projects/{self.project['id']}"

    async def read(self, path: str, **headers: str) -> Response:
        return await self.anybody.get(path, headers=headers)


@pytest.fixture
async def world(
    officer: AsyncClient, registry: FastAPI, session: AsyncSession
) -> AsyncIterator[World]:
    del session
    frame = await programme(
        officer,
        description={"en": "Towns learn from towns.", "nb": "Byer lærer av byer."},
        goals=[{"text": {"en": "Open administration"}}],
    )
    towns = [
        await organisation(officer, name, country)
        for name, country in (("Mostar", "BA"), ("Orkdal", "NO"))
    ]
    made = await project(
        officer,
        frame["id"],
        summary=SUMMARY,
        countries=["BA", "XK"],
        theme_ids=[await theme(officer, "youth")],
        roles=[{"organisation_id": town, "role": "partner"} for town in towns],
        objectives=[{"kind": "general", "text": {"en": "The young are heard"}}],
    )
    async for anybody in client_of(registry):
        yield World(officer, anybody, frame, made)


async def test_nothing_is_public_until_somebody_says_so(world: World) -> None:
    before = (await world.officer.get(world.paths[1])).json()
    pages = [world.page(), f"/v1/public/en/programmes/{world.programme['id']}"]
    hidden = [await world.read(path) for path in pages]
    front = await world.read("/v1/public/en/")

    assert (before["public"], before["changed"]) == (None, [])
    for answer in hidden:
        assert answer.status_code == 404
        assert answer.headers["cache-control"] == "no-store"
        assert "There is no such page" in answer.text
    assert "Youth councils" not in front.text
    assert "Nothing has been published yet." in front.text


async def test_what_is_published_is_read_without_signing_in(world: World) -> None:
    await world.publish_all()
    pages = {la: await world.read(world.page(la)) for la in ("en", "nb", "bs", "pl")}
    frame = await world.read(f"/v1/public/nb/programmes/{world.programme['id']}")
    front = await world.read("/v1/public/en/")

    for locale, answer in pages.items():
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        assert f'<html lang="{locale}">' in answer.text
        assert "set-cookie" not in answer.headers
        assert "<script src" not in answer.text
    assert "Ungdomsråd" in pages["nb"].text
    # A text that is not there in the page's language says in which one it stands.
    assert '<span lang="en">Youth councils</span>' in pages["pl"].text
    assert "Vijeća mladih." in pages["bs"].text
    assert "Councils by the &lt;young&gt;." in pages["en"].text
    assert "Kosovo" in pages["en"].text
    assert "Mostar, Bosnia" in pages["en"].text
    assert "Byer lærer av byer." in frame.text
    assert world.page().removeprefix("/v1").replace("/en/", "/nb/") in frame.text
    assert "Youth councils" in front.text
    for locale in ("nb", "bs", "pl"):
        assert f'hreflang="{locale}" href="http' in pages["en"].text
    canonical = f"/public/en/projects/{world.project['id']}"
    assert f'rel="canonical" href="http://127.0.0.1:8000{canonical}"' in (
        pages["en"].text
    )


async def test_a_newer_draft_stays_one_until_it_is_published(world: World) -> None:
    await world.publish_all()
    first = (await world.officer.get(world.paths[1])).json()
    told = {"summary": {"en": "Rewritten."}, "status": "active"}
    answer = await change(world.officer, "/v1/projects", world.project, **told)
    assert answer.status_code == 200, answer.text

    draft = (await world.officer.get(world.paths[1])).json()
    meanwhile = await world.read(world.page())
    stale = await world.officer.put(world.paths[1], json={"draft": first["draft"]})
    again = (await world.publish(world.paths[1])).json()
    afterwards = await world.read(world.page())

    assert draft["changed"] == ["summary", "status"]
    assert draft["public"]["number"] == 1
    assert "Rewritten" not in meanwhile.text
    assert (stale.status_code, stale.json()["code"]) == (409, "draft_changed")
    assert (again["public"]["number"], again["changed"]) == (2, [])
    assert again["public"]["public_since"] == first["public"]["public_since"]
    assert "Rewritten" in afterwards.text


async def test_the_same_once_more_is_no_new_version(world: World) -> None:
    numbers = [
        (await world.publish(world.paths[0])).json()["public"]["number"]
        for _ in range(2)
    ]

    assert numbers == [1, 1]


async def test_what_is_taken_away_is_gone_at_once(world: World) -> None:
    await world.publish_all()
    tag = (await world.read(world.page())).headers["etag"]

    answer = await world.officer.delete(world.paths[1])
    gone = await world.read(world.page(), **{"If-None-Match": tag})
    listed = await world.read("/v1/public/en/projects")
    framed = await world.read(f"/v1/public/en/programmes/{world.programme['id']}")
    twice = await world.officer.delete(world.paths[1])
    back = (await world.publish(world.paths[1])).json()["public"]

    assert answer.status_code == 204
    assert gone.status_code == 404
    assert "Youth councils" not in listed.text + framed.text
    assert twice.status_code == 404
    assert back["number"] == 2
    assert back["public_since"] == back["published_at"]


async def test_figures_are_those_that_were_accepted(
    world: World, indicators: FastAPI, connection: AsyncConnection
) -> None:
    async for client in client_of(indicators):
        client.cookies = world.officer.cookies
        one = await add_indicator(client, UUID(world.project["id"]))
        await reported(client, one, {2005: ["20"], 2006: ["45"]})
    waiting = await world.publish(world.paths[1])
    async with sessions_as(connection, "bromost_indicators").begin() as session:
        while await catch_up(session):
            pass
    await world.publish_all()
    page = (await world.read(world.page("nb"))).text

    assert (waiting.status_code, waiting.json()["code"]) == (409, "figures_pending")
    assert "<strong>45</strong>" in page
    assert "80 innen 31. desember 2006" in page
    assert f"/projects/{world.project['id']}/results" in page


async def test_a_page_says_that_there_are_more_figures_than_it_shows(
    world: World, indicators: FastAPI, connection: AsyncConnection
) -> None:
    async for client in client_of(indicators):
        client.cookies = world.officer.cookies
        await add_indicator(client, UUID(world.project["id"]))
    preview = f"{world.paths[1]}/preview"
    before = await world.officer.get(preview)
    await connection.execute(text("RESET ROLE"))
    found = await connection.execute(
        text(
            "SELECT string_agg(attname, ', ') FROM pg_attribute WHERE attnum > 0"
            " AND attrelid = 'indicators.indicator'::regclass AND attgenerated = ''"
            " AND NOT attisdropped AND attname <> 'id'"
        )
    )
    columns = found.scalar_one()
    copies = f"SELECT gen_random_uuid(), {columns}"  # its own columns
    into = f"INSERT INTO indicators.indicator (id, {columns}) {copies}"
    await connection.execute(
        text(f"{into} FROM indicators.indicator, generate_series(1, 500)")
    )
    after = await world.officer.get(preview)

    assert "these are the first 500" not in before.text
    assert "these are the first 500" in after.text
    assert after.text.count('<th scope="row">') == 500


async def test_s2_who_may_publish_and_what_nobody_changes(
    world: World, somebody: Somebody, connection: AsyncConnection
) -> None:
    draft = (await world.officer.get(world.paths[1])).json()["draft"]
    body = {"draft": draft}
    partner = await somebody(Role.COORDINATOR, "project", world.project["id"])
    stranger = await somebody(
        Role.PROGRAMME_MANAGER,
        "programme",
        (await programme(world.officer, code="Q"))["id"],
    )
    refused = [
        (await who.put(world.paths[1], json=body)).status_code
        for who in (partner, stranger, world.anybody)
    ]
    await world.publish_all()
    names = await connection.execute(
        text(
            "SELECT a.attname FROM pg_attribute a WHERE a.attnum > 0 AND"
            " a.attrelid = 'api.publication'::regclass AND"
            " has_column_privilege('bromost_api', a.attrelid, a.attnum, 'UPDATE')"
        )
    )

    assert refused == [403, 404, 401]
    assert (await partner.get(world.paths[1])).json()["public"]["number"] == 1
    assert {name for (name,) in names} == {"ended_at", "ended_by"}


async def test_s12_public_answers_are_kept_and_carry_their_own_policy(
    world: World,
) -> None:
    await world.publish_all()
    page = await world.read(world.page())
    same = await world.read(world.page(), **{"If-None-Match": page.headers["etag"]})
    # Somebody who is signed in gets what everybody gets.
    signed_in = await world.officer.get(world.page())
    head = await world.anybody.head(world.page())
    style = page.text.split('rel="stylesheet" href="')[1].split('"')[0]
    css = await world.read(f"/v1{style}", **{"Accept-Encoding": "gzip"})

    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "script-src" not in policy
    assert page.headers["x-frame-options"] == "DENY"
    assert page.headers["cache-control"] == "public, max-age=60, must-revalidate"
    assert (same.status_code, same.content) == (304, b"")
    assert signed_in.text == page.text
    assert (head.status_code, head.content) == (200, b"")
    assert css.headers["cache-control"].endswith("immutable")
    assert len(gzip.compress(css.content)) < 3_000
    assert " style=" not in page.text


@pytest.mark.parametrize(
    "path",
    [
        "/v1/public/xx/",
        "/v1/public/en/projects/1",
        "/v1/public/en/projects/..%2f..%2fhealth",
        "/v1/public/en/programmes/01933B5C-6C2E-7D30-8F41-3A5B7C9D0E12",
        "/v1/public/nowhere/at/all",
        "/v1/public/assets/portal.css",
    ],
)
async def test_what_is_not_there_is_a_page_that_says_so(
    anonymous: AsyncClient, path: str
) -> None:
    answer = await anonymous.get(path, headers={"Accept-Language": "nb"})

    assert answer.status_code == 404
    assert "json" not in answer.headers["content-type"]


async def test_projects_are_narrowed_by_links_and_a_form(world: World) -> None:
    await world.publish_all()
    found = {}
    for query in ("", "q=UNGDOMSRAD", "country=XK", "theme=youth", "page=9", "page=x"):
        found[query] = (await world.read(f"/v1/public/en/projects?{query}")).text
    for query in ("q=zzz", "country=PL", "theme=%27", "q=%00zz", "programme=1&q=zz"):
        found[query] = (await world.read(f"/v1/public/en/projects?{query}")).text
    shown = {query for query, page in found.items() if "Youth councils</a>" in page}

    assert shown == {"", "q=UNGDOMSRAD", "country=XK", "theme=youth", "page=x"}
    assert 'content="noindex, follow"' in found["country=XK"]
    assert ">Show all</a>" in found["country=XK"]
    assert 'value="XK" selected' in found["country=XK"]


async def test_the_reader_s_language_is_asked_once(anonymous: AsyncClient) -> None:
    answer = await anonymous.get(
        "/v1/public/", headers={"Accept-Language": "hr,en;q=0.5"}
    )

    assert (answer.status_code, answer.headers["location"]) == (302, "/public/bs/")


async def test_search_engines_and_sharers_are_told_what_is_public(
    world: World,
) -> None:
    paths = ["sitemap.xml", "en/feed.atom", "en/countries"]
    before = [await world.read(f"/v1/public/{path}") for path in paths]
    await world.publish_all()
    sitemap, feed, countries = [await world.read(f"/v1/public/{p}") for p in paths]
    robots = await world.read("/v1/public/robots.txt")
    page = (await world.read(world.page("nb"))).text
    picture = await world.read(f"{world.page('nb')}/picture.png")

    mine = world.project["id"]
    assert sitemap.headers["content-type"] == "application/xml"
    assert not any(mine in answer.text or "XK" in answer.text for answer in before)
    places = [one.text or "" for one in fromstring(sitemap.text).iter() if one.text]
    for locale in ("en", "nb", "bs", "pl"):
        assert f"http://127.0.0.1:8000/public/{locale}/projects/{mine}" in places
    assert feed.headers["content-type"].startswith("application/atom+xml")
    titles = [one.text for one in fromstring(feed.text).iter() if "title" in one.tag]
    assert titles[1:] == ["Youth councils"]
    assert "Disallow: /\n" in robots.text
    assert "Sitemap: http://127.0.0.1:8000/sitemap.xml" in robots.text
    assert 'country=XK">Kosovo</a>' in countries.text
    told = json.loads(page.split('application/ld+json">')[1].split("</script>")[0])
    assert (told["@type"], told["name"]) == ("Project", "Ungdomsråd")
    assert f"/public/nb/projects/{mine}/picture.png" in page
    assert picture.headers["cross-origin-resource-policy"] == "cross-origin"
    assert Image.open(io.BytesIO(picture.content)).size == (1200, 630)
    assert len(picture.content) < 100_000


async def test_s12_only_the_card_for_other_sites_may_be_framed(world: World) -> None:
    """And what is not public has none, nor a picture."""
    card = world.page().replace("/en/", "/en/embed/")
    paths = [card, f"{world.page()}/picture.png", card.replace("projects", "people")]
    hidden = [(await world.read(path)).status_code for path in paths]
    await world.publish_all()
    shown = await world.read(card)

    assert hidden == [404, 404, 404]
    assert "frame-ancestors *" in shown.headers["content-security-policy"]
    assert "x-frame-options" not in shown.headers
    assert "Youth councils" in shown.text
    # What is not there is no page to be framed.
    gone = await world.read(card.replace(world.project["id"], "1"))
    assert "frame-ancestors 'none'" in gone.headers["content-security-policy"]
    assert gone.headers["x-frame-options"] == "DENY"


async def test_texts_stay_texts_wherever_they_are_put(world: World) -> None:
    title = '"><script>alert(1)</script> & </textarea>'
    changed = {"title": {"en": title}, "summary": {"en": f"</script>{title}"}}
    await change(world.officer, "/v1/projects", world.project, **changed)
    await world.publish_all()
    pages = [
        (await world.read(path)).text
        for path in (world.page(), world.page().replace("/en/", "/en/embed/"))
    ]
    feed = await world.read("/v1/public/en/feed.atom")

    assert all("<script>alert" not in page for page in pages)
    assert pages[0].count("</textarea>") == 1
    assert pages[0].count("</script>") == 1
    assert title in [one.text for one in fromstring(feed.text).iter()]


async def test_a_preview_is_the_page_for_who_may_publish(
    world: World, somebody: Somebody
) -> None:
    previews = [f"{path}/preview" for path in world.paths]
    partner = await somebody(Role.COORDINATOR, "project", world.project["id"])
    stranger = await somebody(
        Role.PROGRAMME_MANAGER,
        "programme",
        (await programme(world.officer, code="Q"))["id"],
    )
    refused = [
        (await who.get(previews[1])).status_code
        for who in (partner, stranger, world.anybody)
    ]
    bosnian = await world.officer.get(f"{previews[1]}?locale=bs")
    frame = await world.officer.get(previews[0])
    hidden = await world.read(world.page("bs"))
    await world.publish_all()
    public = await world.read(world.page("bs"))
    again = await world.officer.get(f"{previews[1]}?locale=bs")

    assert refused == [403, 404, 401]
    assert hidden.status_code == 404
    for answer in (bosnian, frame):
        assert answer.status_code == 200
        assert answer.headers["cache-control"] == "private, no-store"
        assert "noindex" in answer.headers["x-robots-tag"]
        assert '<meta name="robots" content="noindex, nofollow">' in answer.text
        assert "canonical" not in answer.text
        assert "etag" not in answer.headers
        assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "Pregled." in bosnian.text
    assert 'href="?locale=nb"' in bosnian.text
    assert "Towns learn from towns." in frame.text
    # The same page, but for the note and what search engines are told.
    body = again.text.split("</p>", 1)[1].split("<footer")[0]
    assert body.strip() in public.text
