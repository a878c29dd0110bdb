"""A list is read in one of two ways, and behind two walls; each gives the same rows."""

from typing import Any

import pytest
from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor, Reach, Role, working_on
from bromost_common.visibility import Ways
from tests.conftest import Somebody

from .portfolio import organisation, partnership
from .projects import PROJECTS, budget_line, codes, programme, project

LINK = text("INSERT INTO api.project_partnership VALUES (:project, :partnership, 1)")
WALLS = ("both", "the service's own", "the database's")
# Who has the role in which scope, and the codes of what they see.
READERS = [
    (Role.ADVISER, "programme", "first", ["1", "2"]),
    (Role.ADVISER, "project", "2", ["2"]),
    (Role.ADVISER, "organisation", "partner", ["1"]),
    (Role.ADVISER, "organisation", "giver", ["2", "3"]),
    (Role.ADVISER, "organisation", "member", ["4"]),
    (Role.ADVISER, "organisation", "manager", ["3", "4"]),
    (Role.ADVISER, "organisation", "stranger", []),
    (Role.ADVISER, "partnership", "bond", ["4"]),
    (Role.FUNDER, "organisation", "giver", ["3"]),
    (Role.FUNDER, "programme", "second", ["3"]),
]


@pytest.fixture
async def world(officer: AsyncClient, session: AsyncSession) -> dict[str, str]:
    names = ("partner", "giver", "member", "other", "manager", "stranger")
    ids = {name: await organisation(officer, name.title()) for name in names}
    runs = [{"organisation_id": ids["manager"], "role": "manager"}]
    first = await programme(officer, code="P1")
    second = await programme(officer, code="P2", roles=runs)
    bond = await partnership(officer, [ids["member"]], [ids["other"]])
    takes_part = [{"organisation_id": ids["partner"], "role": "partner"}]
    own: dict[str, dict[str, Any]] = {"1": {"roles": takes_part}, "3": {}}
    own |= {"2": {}, "4": {}}
    for code, more in own.items():
        place = first if code in {"1", "2"} else second
        status = "active" if code == "3" else "planned"
        made = await project(officer, place["id"], code=code, status=status, **more)
        ids[code] = made["id"]
    linked = {"project": ids["4"], "partnership": bond["id"]}
    await session.execute(LINK, linked)
    for code in ("2", "3"):
        await budget_line(session, ids[code], funder_id=ids["giver"])
    return ids | {"first": first["id"], "second": second["id"], "bond": bond["id"]}


@pytest.fixture(params=[False, True], ids=["few", "many"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    async def are_many(*_: Any) -> bool:
        return bool(request.param)

    monkeypatch.setattr(Ways, "are_many", are_many)


@pytest.fixture(params=WALLS)
def wall(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "the service's own":
        everything = property(lambda _: working_on("test"))
        monkeypatch.setattr(Actor, "context", everything)
    elif request.param == "the database's":
        monkeypatch.setattr(Actor, "reach", lambda *_: Reach(everywhere=True))


@pytest.mark.usefixtures("way", "wall")
@pytest.mark.parametrize("reader", READERS)
async def test_each_way_behind_each_wall_lists_what_the_scope_reaches(
    somebody: Somebody, world: dict[str, str], reader: tuple[Role, str, str, list[str]]
) -> None:
    role, kind, scope, seen = reader
    client = await somebody(role, kind, world[scope])

    assert await codes(client) == seen
    answer = await client.get(PROJECTS, params={"limit": 1, "with_total": True})
    assert answer.json()["total"] == len(seen)
    for item in answer.json()["items"]:
        assert item["programme"]["id"] in {world["first"], world["second"]}
