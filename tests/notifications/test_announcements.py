"""What managers of programmes tell people: to whom, in which words, and once."""

import asyncio
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi import FastAPI
from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine

from bromost_common.auth import Role, ScopeType
from bromost_common.context import working
from bromost_common.db import create_engine, session_maker
from bromost_notifications.announcements import telling
from bromost_notifications.announcements.schemas import MOST_TEXT, MOST_TITLE
from tests.api.sign_in.post import PostBox, text_of
from tests.conftest import Somebody

from .announcing import (
    Scene,
    letter,
    make_scene,
    people_of,
    send,
    tell_everybody,
    write,
)
from .conftest import Tell, account_of
from .test_digests import HERE, House
from .test_inbox import inbox
from .test_mail import box
from .test_preferences import wish, wish_for
from .test_threads import threads

__all__ = ["box"]
# An announcement that was sent to so many, and nobody was told yet.
MANY = 450
SENT = """
WITH programme AS (
  INSERT INTO api.programme (id, code, title)
  VALUES (gen_random_uuid(), 'P', '{"en": "P"}') RETURNING id
), person AS (
  INSERT INTO api.account (id, email, display_name, locale)
  SELECT gen_random_uuid(), format('p%s@example.org', n), 'A. Example',
    (ARRAY['en', 'nb', 'pl'])[1 + n % 3]
  FROM generate_series(1, 450) n RETURNING id
), announcement AS (
  INSERT INTO notifications.announcement (id, programme_id, audience, title, text,
    original_language, sent_by, sent_at, recipient_count)
  SELECT gen_random_uuid(), id, 'roles', '{"en": "Hello", "nb": "Hei"}',
    '{"en": "All", "nb": "Alle"}', 'en', gen_random_uuid(), now(), 450 FROM programme
  RETURNING id
)
INSERT INTO notifications.announcement_recipient (announcement_id, account_id)
SELECT a.id, p.id FROM announcement a, person p
"""
TOLD = """
SELECT (SELECT count(*) FROM common.outbox o,
    jsonb_array_elements(o.payload -> 'told_to')) AS told,
  (SELECT count(DISTINCT told) FROM common.outbox o,
    jsonb_array_elements(o.payload -> 'told_to') told) AS people,
  (SELECT max(jsonb_array_length(payload -> 'told_to')) FROM common.outbox) AS most,
  (SELECT count(*) FROM notifications.announcement_recipient r
    WHERE NOT EXISTS (SELECT FROM common.outbox o WHERE o.id = r.event_id)) AS waiting
"""


@pytest.fixture
async def scene(session: AsyncSession) -> Scene:
    return await make_scene(session)


@pytest.fixture
async def manager(somebody: Somebody, scene: Scene) -> AsyncClient:
    return await somebody(
        Role.PROGRAMME_MANAGER, ScopeType.PROGRAMME, str(scene.programme)
    )


@pytest.fixture
async def people(somebody: Somebody, scene: Scene) -> dict[str, AsyncClient]:
    return await people_of(scene, somebody)


async def speaks(session: AsyncSession, client: AsyncClient, language: str) -> None:
    account = await account_of(session, client)
    await session.execute(
        text("UPDATE api.account SET locale = :language WHERE id = :id"),
        {"language": language, "id": account},
    )
    await session.commit()


async def get(client: AsyncClient, path: str) -> Any:
    answer = await client.get(path)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_it_goes_to_all_who_hold_a_role_each_in_their_language(
    *,
    app: FastAPI,
    session: AsyncSession,
    manager: AsyncClient,
    people: dict[str, AsyncClient],
    scene: Scene,
    tell: Tell,
) -> None:
    await speaks(session, people["project"], "nb")
    await speaks(session, people["abroad"], "pl")
    draft = await write(manager, scene)
    assert (draft["sent_at"], draft["recipient_count"]) == (None, None)

    answer = await send(manager, scene, draft)
    assert answer.status_code == 200, answer.text
    assert answer.json()["recipient_count"] == 4
    await tell_everybody(app, draft)
    await tell()

    read = {name: await inbox(client) for name, client in people.items()}
    assert {name for name, told in read.items() if told} == {
        *("programme", "project", "abroad", "network"),
    }
    [told] = read["project"]
    assert (told["topic"], told["reason"]) == ("announcement.sent.v1", "told")
    # The programme is its thread.
    assert told["object_id"] == str(scene.programme)
    said = letter()["text"]
    assert told["params"]["text"] == {"nb": said["nb"]}
    # There is no Polish one: they read it as it was written.
    assert read["abroad"][0]["params"]["text"] == {"en": said["en"]}
    assert await inbox(manager) == []
    found = await get(manager, f"{scene.path}/{draft['id']}")
    assert found["sent_at"] is not None
    assert (found["recipient_count"], found["mailed_count"]) == (4, 0)
    [listed] = (await get(manager, scene.path))["items"]
    assert listed["id"] == draft["id"]


@pytest.mark.parametrize(
    ("audience", "whom", "without_account"),
    [
        ({"group": "network"}, {"member", "network"}, 0),
        (
            {"group": "projects", "country_code": None},
            {"project", "abroad", "partner"},
            1,
        ),
        ({"group": "projects", "country_code": "BA"}, {"abroad"}, 0),
        ({"group": "roles", "roles": ["adviser"]}, {"programme"}, 0),
    ],
)
async def test_the_group_is_previewed_and_told_and_nobody_else(
    *,
    app: FastAPI,
    manager: AsyncClient,
    people: dict[str, AsyncClient],
    scene: Scene,
    tell: Tell,
    audience: dict[str, Any],
    whom: set[str],
    without_account: int,
) -> None:
    if audience["group"] == "network":
        audience = audience | {"network_id": str(scene.network)}
    draft = await write(manager, scene, audience=audience)

    seen = await get(manager, f"{scene.path}/{draft['id']}/recipients")
    assert (await send(manager, scene, draft)).status_code == 200
    await tell_everybody(app, draft)
    await tell()

    assert seen["count"] == len(whom)
    assert seen["without_account"] == without_account
    told = {name for name, client in people.items() if await inbox(client)}
    assert told == whom


async def test_only_whom_the_writer_may_see_is_named(
    manager: AsyncClient, people: dict[str, AsyncClient], scene: Scene
) -> None:
    """A member of a network that has no project here is nobody of theirs."""
    audience = {"group": "network", "network_id": str(scene.network)}
    draft = await write(manager, scene, audience=audience)

    seen = await get(manager, f"{scene.path}/{draft['id']}/recipients")

    assert people.keys() >= {"member", "network"}
    assert (seen["count"], seen["named_count"]) == (2, 1)
    assert [one["display_name"] for one in seen["people"]] == ["Coordinator"]


async def test_it_is_sent_once_and_stays_as_it_was_sent(
    manager: AsyncClient, people: dict[str, AsyncClient], scene: Scene
) -> None:
    assert people
    draft = await write(manager, scene)
    path, stale = f"{scene.path}/{draft['id']}", {"If-Match": '"1"'}
    changed = await manager.put(
        path, json=letter(title={"en": "A", "nb": "B"}), headers=stale
    )
    assert changed.json()["version"] == 2
    assert (await send(manager, scene, draft)).status_code == 412

    assert (await send(manager, scene, changed.json())).status_code == 200

    now = {"If-Match": '"3"'}
    for again in (
        await manager.post(f"{path}/sending", headers=now),
        await manager.put(path, json=letter(), headers=now),
        await manager.delete(path, headers=now),
        await manager.get(f"{path}/recipients"),
    ):
        assert (again.status_code, again.json()["code"]) == (409, "announcement_sent")


async def test_a_draft_is_thrown_away(manager: AsyncClient, scene: Scene) -> None:
    draft = await write(manager, scene)
    path = f"{scene.path}/{draft['id']}"

    gone = await manager.delete(path, headers={"If-Match": '"1"'})

    assert gone.status_code == 204
    assert (await manager.get(path)).status_code == 404


async def test_to_an_archived_network_nothing_is_sent(
    manager: AsyncClient, scene: Scene, session: AsyncSession
) -> None:
    audience = {"group": "network", "network_id": str(scene.network)}
    draft = await write(manager, scene, audience=audience)
    await session.execute(text("RESET ROLE"))
    await session.execute(text("UPDATE api.network SET archived_at = now()"))
    await session.commit()

    answers = [
        await send(manager, scene, draft),
        await manager.post(scene.path, json=letter(audience=audience)),
    ]

    for answer in answers:
        assert (answer.status_code, answer.json()["code"]) == (409, "network_archived")


async def test_to_nobody_nothing_is_sent(manager: AsyncClient, scene: Scene) -> None:
    audience = {"group": "projects", "country_code": "PL"}
    draft = await write(manager, scene, audience=audience)

    answer = await send(manager, scene, draft)

    assert (answer.status_code, answer.json()["code"]) == (409, "no_recipients")
    assert (await get(manager, f"{scene.path}/{draft['id']}"))["sent_at"] is None


@pytest.mark.parametrize(
    "changes",
    [
        {"title": {"en": " "}, "text": {"en": "x"}},
        {"title": {"en": "x"}, "text": {"en": ""}},
        {"title": {}, "text": {}},
        {"title": {"en": "x" * (MOST_TITLE + 1)}, "text": {"en": "x"}},
        {"title": {"en": "x"}, "text": {"en": "x" * (MOST_TEXT + 1)}},
        {"title": {"en": "x\x00"}, "text": {"en": "x"}},
        {"title": {"en": "x"}},
        {"title": {"de": "x"}, "text": {"de": "x"}},
        {"original_language": "pl"},
        {"audience": {"group": "everybody"}},
        {"audience": {"group": "network"}},
        {"audience": {"group": "projects", "country_code": "Norway"}},
        {"audience": {"group": "projects", "roles": ["adviser"]}},
        {"audience": {"group": "roles", "roles": ["mayor"]}},
        {"html": "<p>"},
    ],
)
async def test_nonsense_is_refused(
    manager: AsyncClient, scene: Scene, changes: dict[str, Any]
) -> None:
    answer = await manager.post(scene.path, json=letter(**changes))

    assert answer.status_code == 422
    assert (await get(manager, scene.path))["items"] == []


async def test_networks_and_drafts_of_other_programmes_do_not_exist(
    session: AsyncSession, client: AsyncClient, manager: AsyncClient, scene: Scene
) -> None:
    other = await make_scene(session, "9")
    audience = {"group": "network", "network_id": str(other.network)}
    foreign = await manager.post(scene.path, json=letter(audience=audience))
    unknown = await manager.post(
        f"/v1/programmes/{uuid4()}/announcements", json=letter()
    )
    draft = await write(manager, scene)

    assert foreign.status_code == unknown.status_code == 404
    assert (await manager.get(other.path)).status_code == 404
    assert (await client.get(f"{other.path}/{draft['id']}")).status_code == 404
    assert (await client.get(f"{scene.path}/{draft['id']}")).status_code == 200


async def test_what_follows_at_once_takes_nothings_place(
    *,
    app: FastAPI,
    manager: AsyncClient,
    people: dict[str, AsyncClient],
    scene: Scene,
    tell: Tell,
) -> None:
    for title in ("First", "Second"):
        draft = await write(manager, scene, title={"en": title, "nb": title})
        await send(manager, scene, draft)
        await tell_everybody(app, draft)
        await tell()

    told = await inbox(people["project"])
    assert [one["params"]["title"] for one in told] == [
        {"en": "Second"},
        {"en": "First"},
    ]
    [thread] = await threads(people["project"])
    assert thread["count"] == 2


async def test_by_mail_it_comes_whole_and_as_its_reader_wishes(
    *,
    app: FastAPI,
    session: AsyncSession,
    manager: AsyncClient,
    people: dict[str, AsyncClient],
    scene: Scene,
    box: PostBox,
) -> None:
    """One at once, one in a digest, one not at all, and one whose digest waits."""
    house, topic = House(app, session, box.url), "announcement.sent"
    await wish_for(people["abroad"], wish(topic, "email", "hourly"), **HERE)
    await wish_for(people["network"], wish(topic, "email", "off"), **HERE)
    await wish_for(people["programme"], wish("*", "email", "weekly"), **HERE)
    draft = await write(manager, scene)
    await send(manager, scene, draft)
    await tell_everybody(app, draft)
    await house.tell()
    await house.at(0)
    await house.at(1)

    alone, gathered = box.messages
    assert alone["Subject"] == "Announcement in Programme: We meet in March"
    assert letter()["text"]["en"] in text_of(alone).replace("\r\n", "\n")
    # A line ends where its writer ended it.
    assert "Tea<br>and bread" in text_of(alone, "html")
    # Plain text stays plain text.
    assert "https://example.org/way &lt;b&gt;" in text_of(alone, "html")
    assert "because it was written to you" in text_of(alone)
    assert "List-Unsubscribe-Post" in alone
    assert "We meet in March" in text_of(gathered)
    found = await get(manager, f"{scene.path}/{draft['id']}")
    assert (found["recipient_count"], found["mailed_count"]) == (4, 2)

    await house.execute(
        "UPDATE notifications.announcement SET sent_at = now() - interval '12 days'"
    )
    await telling.settle(working(app.state.sessions, "worker"))
    await house.execute("DELETE FROM notifications.delivery")
    assert (await get(manager, f"{scene.path}/{draft['id']}"))["mailed_count"] == 2


async def test_those_whom_it_goes_to_are_fixed_when_it_is_sent(
    *,
    app: FastAPI,
    session: AsyncSession,
    somebody: Somebody,
    manager: AsyncClient,
    people: dict[str, AsyncClient],
    scene: Scene,
    tell: Tell,
) -> None:
    draft = await write(manager, scene)
    await send(manager, scene, draft)
    later = await somebody(Role.ADVISER, ScopeType.PROGRAMME, str(scene.programme))
    account = await account_of(session, people["project"])
    await session.execute(
        text("DELETE FROM api.role_assignment WHERE account_id = :id"), {"id": account}
    )
    await session.commit()

    await tell_everybody(app, draft)
    await tell()

    counted = await session.scalar(
        text("SELECT count(*) FROM notifications.notification WHERE account_id = :id"),
        {"id": account},
    )
    assert counted == 1
    assert await inbox(later) == []


async def test_n2_stopped_and_begun_again_it_is_told_once_in_portions(
    committed_database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed between what is told and that it was; and by three workers at once."""
    engine = create_engine(
        committed_database_url, role="bromost_notifications", task="worker", pool_size=4
    )
    owner = create_async_engine(committed_database_url)
    sessions = session_maker(engine)

    def killed(*_: Any) -> None:
        raise asyncio.CancelledError

    try:
        async with owner.begin() as connection:
            await connection.execute(text(SENT))
            found = await connection.execute(
                text("SELECT id FROM notifications.announcement")
            )
            announcement: UUID = found.scalar_one()
        assert await telling.tell_some(sessions, announcement) == 200
        with monkeypatch.context() as patched:
            patched.setattr(telling, "publish", killed)
            with pytest.raises(asyncio.CancelledError):
                await telling.tell(sessions, announcement)
        await asyncio.gather(*(telling.catch_up(sessions) for _ in range(3)))
        await telling.tell(sessions, announcement)

        async with owner.begin() as connection:
            told = (await connection.execute(text(TOLD))).one()
        assert (told.told, told.people, told.waiting) == (MANY, MANY, 0)
        assert told.most <= telling.PEOPLE_AT_ONCE
    finally:
        await engine.dispose()
        await owner.dispose()


async def test_two_who_send_at_once_send_one(
    session: AsyncSession,
    manager: AsyncClient,
    people: dict[str, AsyncClient],
    scene: Scene,
) -> None:
    assert people
    draft = await write(manager, scene)

    first, second = await send(manager, scene, draft), await send(manager, scene, draft)

    assert (first.status_code, second.status_code) == (200, 409)
    await session.execute(text("RESET ROLE"))
    waiting = await session.scalar(
        text("SELECT count(*) FROM common.pgqueuer WHERE entrypoint = :name"),
        {"name": telling.TELL},
    )
    assert waiting == 1
