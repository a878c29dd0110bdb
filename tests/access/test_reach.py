"""Lists, single reads and changes agree with each other and with a few lines of Python.

Random small portfolios and random grants; the expected reach is `reach.py`, the found
one is what the services answer.
"""

import random
from uuid import UUID

from httpx import AsyncClient
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from bromost_common.auth import Role, ScopeType
from bromost_common.db import new_id
from tests.contract.world import World, browsers

from .reach import Portfolio

ROLES = (Role.PROGRAMME_MANAGER, Role.COORDINATOR, Role.ADVISER, Role.FUNDER)
WRITES = {
    "project": {Role.PROGRAMME_MANAGER, Role.COORDINATOR},
    "partnership": {Role.PROGRAMME_MANAGER, Role.COORDINATOR},
    "programme": {Role.PROGRAMME_MANAGER},
    "network": {Role.PROGRAMME_MANAGER, Role.COORDINATOR},
}
GRANTS = 4


def some_portfolio(chance: random.Random) -> Portfolio:
    found = Portfolio(programmes=2, partnerships=3, organisations=4)
    for project in range(4):
        found.projects[project] = (chance.randrange(2), chance.random() < 0.7)

    def pairs(first: int, second: int, most: int) -> set[tuple[int, int]]:
        number = chance.randrange(most + 1)
        return {
            (chance.randrange(first), chance.randrange(second)) for _ in range(number)
        }

    found.takes_part, found.pays = pairs(4, 4, 4), pairs(4, 4, 2)
    found.tied, found.members = pairs(4, 3, 3), pairs(3, 4, 4)
    found.networks = {network: chance.randrange(2) for network in range(3)}
    found.carries = dict(pairs(3, 4, 2))
    found.joined = pairs(3, 4, 3)
    for project, network in pairs(4, 3, 3):
        if found.projects[project][0] == found.networks[network]:
            found.work_of[project] = network
    found.applied = pairs(3, 2, 2)
    roles = ("funder", "manager", "national_association", "partner")
    found.in_programme = {
        (programme, who, chance.choice(roles)) for programme, who in pairs(2, 4, 2)
    }
    return found


class Stored:
    """A portfolio in the database, and the ids it has there."""

    def __init__(self, world: World, portfolio: Portfolio) -> None:
        self._world = world
        self._portfolio = portfolio
        self.ids: dict[tuple[str, int], UUID] = {}

    def number_of(self, kind: str, found: str) -> int | None:
        return next(
            (n for (k, n), one in self.ids.items() if k == kind and str(one) == found),
            None,
        )

    async def store(self) -> None:
        world, has = self._world, self._portfolio
        await world.as_owner("SELECT 1")
        for n in range(has.organisations):
            await self._add("organisation", n, "kind, name", f"'agency', 'Agency {n}'")
        for n in range(has.programmes):
            await self._add("programme", n, "code, title", f"'R{n}', {_TITLE}")
        for n, programme in has.networks.items():
            lead = has.carries.get(n)
            carrier = "NULL" if lead is None else f"'{self.ids['organisation', lead]}'"
            row = f"'{self.ids['programme', programme]}', 'R{n}', {_TITLE}, {carrier}"
            columns = "programme_id, code, name, lead_organisation_id"
            await self._add("network", n, columns, row)
        for n, (programme, approved) in has.projects.items():
            status = "active" if approved else "planned"
            parent = self.ids["programme", programme]
            work = has.work_of.get(n)
            network = "NULL" if work is None else f"'{self.ids['network', work]}'"
            row = f"'{parent}', 'R{n}', {_TITLE}, '{status}', {network}"
            columns = "programme_id, code, title, status, network_id"
            await self._add("project", n, columns, row)
        for n in range(has.partnerships):
            await self._add("partnership", n, "name, link_type", f"'B{n}', 'twinning'")
            await self._tie(
                "partnership_status (id, partnership_id, status, valid_from)",
                f"gen_random_uuid(), '{self.ids['partnership', n]}', 'active',"
                " '2005-01-01'",
            )
        await self._relate()
        await self._apply()

    async def _relate(self) -> None:
        has, ids = self._portfolio, self.ids
        for project, who in has.takes_part:
            row = (ids["project", project], ids["organisation", who], "partner")
            await self._tie("project_role (project_id, organisation_id, role)", row)
        for project, who in has.pays:
            await self._tie(
                "budget_line (id, project_id, funder_id, year, amount, currency)",
                f"gen_random_uuid(), '{ids['project', project]}',"
                f" '{ids['organisation', who]}', 2005, 1, 'NOK'",
            )
        for project, bond in has.tied:
            row2 = (ids["project", project], ids["partnership", bond])
            await self._tie("project_partnership (project_id, partnership_id)", row2)
        for number, (bond, who) in enumerate(sorted(has.members)):
            await self._tie(
                "partnership_member"
                " (id, partnership_id, organisation_id, side, position)",
                f"gen_random_uuid(), '{ids['partnership', bond]}',"
                f" '{ids['organisation', who]}', 1, {number}",
            )
        for network, who in has.joined:
            await self._tie(
                "network_member (id, network_id, organisation_id, joined_on)",
                f"gen_random_uuid(), '{ids['network', network]}',"
                f" '{ids['organisation', who]}', '2005-01-01'",
            )
        for programme, who, role in has.in_programme:
            row = (ids["programme", programme], ids["organisation", who], role)
            await self._tie("programme_role (programme_id, organisation_id, role)", row)

    async def _apply(self) -> None:
        ids = self.ids
        for bond, programme in self._portfolio.applied:
            one, within = new_id(), ids["programme", programme]
            await self._tie(
                "funding_round (id, programme_id, name, opened_on)",
                f"'{one}', '{within}', {_TITLE}, '2013-01-01'",
            )
            await self._tie(
                "funding_application"
                " (id, round_id, programme_id, partnership_id, applied_on)",
                f"gen_random_uuid(), '{one}', '{within}',"
                f" '{ids['partnership', bond]}', '2013-02-01'",
            )

    async def _add(self, kind: str, number: int, columns: str, row: str) -> None:
        self.ids[kind, number] = one = new_id()
        await self._tie(f"{kind} (id, {columns})", f"'{one}', {row}")

    async def _tie(self, into: str, row: str | tuple[object, ...]) -> None:
        values = row if isinstance(row, str) else ", ".join(f"'{one}'" for one in row)
        await self._world.connection.execute(
            text(f"INSERT INTO api.{into} VALUES ({values})")  # noqa: S608  # made here
        )


_TITLE = "jsonb_build_object('en', 'A title')"


# Without shrinking: a failure tells its portfolio, and that is small.
@settings(max_examples=20, deadline=None, derandomize=True, phases=[Phase.generate])
@given(chance=st.randoms())
async def test_s1_lists_reads_and_changes_reach_what_the_rules_say(
    world: World, chance: random.Random
) -> None:
    portfolio = some_portfolio(chance)
    stored = Stored(world, portfolio)
    async with world.undone():
        await stored.store()
        for _ in range(GRANTS):
            # One or two roles at once: what they reach adds up.
            held = [
                (chance.choice(ROLES), chance.choice(sorted(stored.ids)))
                for _ in range(chance.randint(1, 2))
            ]
            async with world.undone():
                token = await enter(world, stored, held)
                async with browsers(world, token) as browser:
                    for kind, writers in WRITES.items():
                        sees, acts = reach(portfolio, held, kind, writers)
                        found = await asked(browser["api"], stored, kind)
                        assert found == (sees, sees, acts), (held, kind, portfolio)


def reach(
    portfolio: Portfolio,
    held: list[tuple[Role, tuple[str, int]]],
    kind: str,
    writers: set[Role],
) -> tuple[set[int], set[int]]:
    sees: set[int] = set()
    acts: set[int] = set()
    for role, scope in held:
        sees |= portfolio.sees(scope, funder=role is Role.FUNDER)[kind]
        if role in writers:
            acts |= portfolio.acts_on(scope)[kind]
    return sees, acts


async def enter(
    world: World, stored: Stored, held: list[tuple[Role, tuple[str, int]]]
) -> str:
    (role, scope), *more = held
    token, account = await world.enter(role, ScopeType(scope[0]), stored.ids[scope])
    for other, where in more:
        if (other, where) != (role, scope):
            await world.grant(account, other, ScopeType(where[0]), stored.ids[where])
    return token


async def asked(
    client: AsyncClient, stored: Stored, kind: str
) -> tuple[set[int], set[int], set[int]]:
    """What a list has, what is there by itself, and what may be changed."""
    answer = await client.get(f"/v1/{kind}s", params={"limit": 200})
    numbers = {stored.number_of(kind, one["id"]) for one in answer.json()["items"]}
    listed = {number for number in numbers if number is not None}
    read, changed = set(), set()
    for (which, number), one in stored.ids.items():
        if which != kind:
            continue
        path = f"/v1/{kind}s/{one}"
        if (await client.get(path)).status_code == 200:
            read.add(number)
        # Of a version that nobody has: who may change it is told that it is stale.
        version = {"If-Match": '"99"'}
        change = await client.patch(path, json={}, headers=version)
        if change.status_code not in {403, 404}:
            changed.add(number)
    return listed, read, changed
