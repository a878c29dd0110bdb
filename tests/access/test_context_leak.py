"""S3: ten thousand requests of different people over two connections, and no mixing.

Real commits through the services' own pools: a connection is used by one person and
then by another, after answers, refusals, errors, hang-ups and repeated keys alike.
"""

import asyncio
import contextlib
import random
from collections import Counter
from collections.abc import AsyncIterator, Callable
from typing import Any, NamedTuple

import pytest
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient
from pydantic import SecretStr
from sqlalchemy import make_url, text
from sqlalchemy.ext.asyncio import create_async_engine

from bromost_api.app import create_app
from bromost_api.settings import Settings
from bromost_common.auth import Role, ScopeType
from bromost_common.quick import QuickPool
from tests.contract.world import World, world_on

pytestmark = [pytest.mark.committed, pytest.mark.slow]

REQUESTS = 10_000
AT_ONCE = 12
SERVER_ERROR = 500
NOT_SEEN = "0197a1c2-7d1e-7c3f-9a55-6a3f0c1d2e4b"


class Person(NamedTuple):
    """Somebody who sends requests, and the projects that they see."""

    token: str
    sees: frozenset[str]
    writes: bool


class Crowd(NamedTuple):
    """People of both portfolios, and nobody."""

    database_url: str
    people: list[Person]
    projects: list[str]


async def populate(world: World) -> list[Person]:
    own, other = world.own, world.other
    granted = [
        (Role.COORDINATOR, ScopeType.PROJECT, own),
        (Role.COORDINATOR, ScopeType.PROJECT, other),
        (Role.FUNDER, ScopeType.PROGRAMME, own),
        (Role.CONTRIBUTOR, ScopeType.ORGANISATION, other),
        (Role.AUDITOR, ScopeType.PARTNERSHIP, own),
    ]
    people = [Person("x" * 43, frozenset(), writes=False)]
    for role, scope, part in granted:
        token, _ = await world.enter(role, scope, part.scope(scope))
        sees = frozenset({part.ids["project_id"]})
        people.append(Person(token, sees, writes=role is Role.COORDINATOR))
    token, _ = await world.enter(Role.ADMINISTRATOR, ScopeType.INSTALLATION, None)
    both = frozenset({own.ids["project_id"], other.ids["project_id"]})
    return [*people, Person(token, both, writes=True)]


@pytest.fixture(scope="module")
async def crowd(template_url: str, new_database: Callable[[str | None], str]) -> Crowd:
    template = make_url(template_url).database
    url = await asyncio.to_thread(new_database, template)
    engine = create_async_engine(url)
    async with engine.connect() as connection, world_on(connection) as world:
        people = await populate(world)
        await world.as_owner("SELECT 1")
        await connection.commit()
        projects = [part.ids["project_id"] for part in (world.own, world.other)]
    await engine.dispose()
    return Crowd(url, people, projects)


@pytest.fixture
async def app(crowd: Crowd) -> AsyncIterator[FastAPI]:
    """The registry with two connections for transactions, and two for quick reads."""
    url = SecretStr(crowd.database_url)
    app = create_app(Settings(database_url=url, pool_size=2, requests_per_minute=0))
    async with app.router.lifespan_context(app):
        usual = app.state.quick
        app.state.quick = QuickPool(crowd.database_url, role="bromost_api", size=2)
        yield app
        await app.state.quick.close()
        app.state.quick = usual


class Sender:
    """Sends what a person might, and says what should not have come back."""

    def __init__(self, client: AsyncClient, crowd: Crowd) -> None:
        self._client = client
        self._crowd = crowd
        self.wrong: list[str] = []
        self.answers: Counter[int] = Counter()

    async def send(self, number: int, chance: random.Random) -> None:
        person = chance.choice(self._crowd.people)
        project = chance.choice(self._crowd.projects)
        method, path, more = self._request(number, project, chance)
        headers = {"Cookie": f"sid={person.token}", **more.pop("headers", {})}
        asked = self._client.request(method, path, headers=headers, **more)
        if chance.random() < 0.05:
            # They hang up: somewhere within the request, it is cancelled.
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(asked, chance.random() * 0.02)
            return
        answer = await asked
        self.answers[answer.status_code] += 1
        told = {one for one in self._crowd.projects if one in answer.text}
        about = f"{method} {path} as {person} told {answer.status_code} {told}"
        mixed = told - person.sees
        if path == "/v1/projects" and person.sees:
            mixed |= person.sees - told
        if person.sees and method == "GET" and path.endswith(project):
            mixed |= told ^ (person.sees & {project})
        if mixed or answer.status_code >= SERVER_ERROR:
            self.wrong.append(about)

    @staticmethod
    def _request(
        number: int, project: str, chance: random.Random
    ) -> tuple[str, str, dict[str, Any]]:
        one = f"/v1/projects/{project}"
        change = {"json": {"status": "active"}, "headers": {"If-Match": '"1"'}}
        # Half of the keys come twice: the claim begins before anybody is known.
        key = {"Idempotency-Key": f"key-{number // 2}"}
        keyed = change | {"headers": {"If-Match": '"1"', **key}}
        bad = {"json": {"status": "nonsense"}, "headers": {"If-Match": '"1"'}}
        return chance.choice(
            [
                ("GET", "/v1/projects", {}),
                ("GET", "/v1/projects", {}),
                ("GET", one, {}),
                ("GET", one, {}),
                ("GET", f"/v1/projects/{NOT_SEEN}", {}),
                ("GET", f"{one}/budget-lines", {}),
                ("GET", "/v1/overview", {}),
                ("PATCH", one, change),
                ("PATCH", one, keyed),
                ("PATCH", one, bad),
            ]
        )


async def test_s3_ten_thousand_requests_on_two_connections(
    app: FastAPI, crowd: Crowd
) -> None:
    chance = random.Random(20260706)  # noqa: S311  # no secret
    numbers = iter(range(REQUESTS))
    transport = ASGITransport(app, raise_app_exceptions=False)
    async with AsyncClient(transport=transport, base_url="http://test") as client:
        sender = Sender(client, crowd)

        async def work() -> None:
            for number in numbers:
                await sender.send(number, chance)

        await asyncio.gather(*(work() for _ in range(AT_ONCE)))

    assert sender.wrong == []
    # All kinds of endings were among them.
    assert {200, 401, 403, 404, 422} <= sender.answers.keys()
    assert sum(sender.answers.values()) > REQUESTS * 0.9


async def test_s3_a_connection_forgets_who_used_it(app: FastAPI, crowd: Crowd) -> None:
    """Even one that is handed over after an error within a savepoint."""
    seen = text("SELECT count(*) FROM api.project")
    everything = "SELECT set_config('bromost.reads', '*', true)"
    for spoil in ("SELECT 1/0", "SELECT 1"):
        with contextlib.suppress(Exception):
            async with app.state.sessions.begin() as session:
                await session.execute(text(everything))
                async with session.begin_nested():
                    assert await session.scalar(seen) == len(crowd.projects)
                    await session.execute(text(spoil))
        for _ in range(3):
            async with app.state.sessions.begin() as session:
                assert await session.scalar(seen) == 0
                async with session.begin_nested():
                    assert await session.scalar(seen) == 0
