"""Two portfolios that share nothing, and people with a role somewhere in the first.

Everything is synthetic, made over HTTP from the documents' own examples by somebody who
may do everything, and lives in a transaction that is rolled back.
"""

import hashlib
import secrets
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient, Response
from pydantic import SecretStr
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from bromost_api.app import create_app as create_registry
from bromost_api.settings import Settings as RegistrySettings
from bromost_common.auth import Role, ScopeType
from bromost_common.db import new_id
from bromost_indicators.app import create_app as create_indicators
from bromost_indicators.settings import Settings as IndicatorSettings
from bromost_notifications.app import create_app as create_notifications
from bromost_notifications.settings import Settings as NotificationSettings
from tests.conftest import attach

from .operations import Operation, operations
from .things import Things, with_ids

BY_NAME = {(one.service, one.name): one for one in operations()}
PARTNER = "partner_id"
# What the project's own indicator goes by.
USED = "used_definition_id"
# Their examples name no project that they are about.
TIED = {"register_partnership"}
# What was agreed changes for a reason.
AGREED = {"change_indicator", "change_period"}
# And goes for one.
GONE = {"remove_budget_line", "remove_sub_award", "remove_period"}
# What the examples would make is still to be made.
YEAR = {"starts_on": "1999-01-01", "ends_on": "1999-12-31"}
# What each portfolio's things are called; no word is in both.
TITLES = {"Own": "Clean waterworks", "Other": "Quarryfields reborn"}
_WITH_VERSION = (
    "SELECT format('SELECT id::text, version FROM %I.%I', table_schema, table_name)"
    " FROM information_schema.columns JOIN information_schema.tables"
    "  USING (table_schema, table_name)"
    " WHERE table_schema IN ('api', 'common', 'indicators', 'notifications')"
    " AND table_type = 'BASE TABLE' AND column_name IN ('id', 'version')"
    " GROUP BY table_schema, table_name HAVING count(*) = 2"
)


@dataclass
class Part:
    """One portfolio: the id of one thing of each kind, by the name paths give it."""

    ids: dict[str, str] = field(default_factory=dict)

    @property
    def things(self) -> Things:
        ids = {name: [one] for name, one in self.ids.items()}
        # A partnership takes two, and so does a rule.
        ids["organisation_id"] = [ids["organisation_id"][0], *ids[PARTNER]]
        ids["definition_id"] = [ids["definition_id"][0], *ids[USED]]
        return Things(ids)

    def scope(self, kind: ScopeType) -> UUID | None:
        everywhere = kind is ScopeType.INSTALLATION
        return None if everywhere else UUID(self.ids[f"{kind}_id"])


@dataclass
class World:
    """Two portfolios, and the services in which they are."""

    connection: AsyncConnection
    apps: dict[str, FastAPI]
    own: Part = field(default_factory=Part)
    other: Part = field(default_factory=Part)
    versions: dict[str, int] = field(default_factory=dict)

    async def enter(
        self, role: Role, kind: ScopeType, scope: UUID | None
    ) -> tuple[str, UUID]:
        """A session's token of somebody new who holds a role, and their account."""
        account, token = new_id(), secrets.token_urlsafe(32)
        await self.as_owner(
            "INSERT INTO api.account (id, email, display_name)"
            " VALUES (:id, :email, 'Somebody')",
            id=account,
            email=f"{account}@example.org",
        )
        await self.grant(account, role, kind, scope)
        await self.as_owner(
            "INSERT INTO api.session (id, account_id, token_digest, idle_until,"
            " expires_at) VALUES (gen_random_uuid(), :account, :digest,"
            " now() + interval '1 h', now() + interval '1 h')",
            account=account,
            digest=hashlib.sha256(token.encode()).digest(),
        )
        return token, account

    async def grant(
        self, account: UUID, role: Role, kind: ScopeType, scope: UUID | None
    ) -> None:
        await self.as_owner(
            "INSERT INTO api.role_assignment (id, account_id, role, scope_type,"
            " scope_id) VALUES (gen_random_uuid(), :account, :role, :kind, :scope)",
            account=account,
            role=role,
            kind=kind,
            scope=scope,
        )

    async def as_owner(self, sql: str, **values: Any) -> Any:
        await self.connection.execute(text("RESET ROLE"))
        return await self.connection.execute(text(sql), values)

    @asynccontextmanager
    async def undone(self) -> AsyncIterator[None]:
        """A block whose changes nobody sees afterwards."""
        savepoint = await self.connection.begin_nested()
        try:
            yield
        finally:
            await savepoint.rollback()


@asynccontextmanager
async def world_on(connection: AsyncConnection) -> AsyncIterator[World]:
    common: dict[str, Any] = {
        "database_url": SecretStr("unused"),
        "requests_per_minute": 0,
    }
    apps = {
        "api": create_registry(RegistrySettings(**common)),
        "indicators": create_indicators(IndicatorSettings(**common)),
        "notifications": create_notifications(NotificationSettings(**common)),
    }
    for name, app in apps.items():
        attach(app, connection, f"bromost_{name}")
    world = World(connection, apps)
    token, _ = await world.enter(Role.ADMINISTRATOR, ScopeType.INSTALLATION, None)
    async with browsers(world, token) as browser:
        for part, name in zip((world.own, world.other), TITLES, strict=True):
            maker = _Maker(world, browser, part)
            await maker.portfolio(name)
            await maker.people(world)
        # Of somebody else, and in no scope.
        world.own.ids["import_id"] = await upload(browser["api"])
        await maker.make("api", "issue_machine", "machine_id")
        world.own.ids["machine_id"] = world.other.ids["machine_id"]
    for (table,) in (await world.as_owner(_WITH_VERSION)).all():
        for one, version in await world.as_owner(table):
            world.versions[one] = version
    yield world


@asynccontextmanager
async def browsers(
    world: World, token: str | None
) -> AsyncIterator[dict[str, AsyncClient]]:
    """Somebody's browser at each service."""
    async with AsyncExitStack() as stack:
        found = {}
        for service, app in world.apps.items():
            transport = ASGITransport(app, raise_app_exceptions=False)
            client = AsyncClient(transport=transport, base_url="http://test")
            found[service] = await stack.enter_async_context(client)
            if token is not None:
                client.headers["Cookie"] = f"sid={token}"
        yield found


async def call(
    browser: dict[str, AsyncClient],
    operation: Operation,
    part: Part,
    world: World,
    *,
    named: Part | None = None,
    changes: dict[str, Any] | None = None,
    query: dict[str, str] | None = None,
) -> Response:
    """The document's example, about the things of `part`; its body names `named`'s."""
    named = named or part
    kinds = operation.request_bodies
    path = operation.url(**part.ids)
    headers = {}
    if "if-match" in operation.parameters:
        known = [world.versions[p] for p in path.split("/") if p in world.versions]
        headers["If-Match"] = f'"{known[-1] if known else 1}"'
    body = with_ids(_example(operation, named), named.things)
    client = browser[operation.service]
    # Some answers set some; who calls is always told by the header.
    client.cookies.clear()
    return await client.request(
        operation.method,
        path,
        json=body if changes is None else body | changes,
        files={"file": b"a;b\n"} if "multipart/form-data" in kinds else None,
        headers=headers,
        params={
            name: part.ids.get(name) or _query_example(parameter)
            for name, parameter in operation.parameters.items()
            if parameter["in"] == "query" and parameter.get("required")
        }
        | (query or {})
        | ({"reason": "Agreed at the meeting"} if operation.name in GONE else {}),
    )


def _example(operation: Operation, named: Part) -> Any:
    example: Any = operation.request_bodies.get("application/json", {}).get("example")
    if operation.name in TIED:
        example = {**example, "project_ids": [named.ids["project_id"]]}
    if operation.name in AGREED:
        example = {**example, "reason": "Agreed at the meeting"}
    return example


def _query_example(parameter: dict[str, Any]) -> str:
    return str(parameter["schema"].get("examples", ["x"])[0])


async def upload(client: AsyncClient) -> str:
    answer = await client.post("/v1/imports", files={"file": ("a.csv", b"a;b\n1;2\n")})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


async def hand_in(client: AsyncClient, ids: Mapping[str, str]) -> str:
    files = {"file": ("list.txt", b"Eleven people were there.")}
    path = f"/v1/projects/{ids['project_id']}/files"
    answer = await client.post(path, files=files)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


class _Maker:
    """Makes one of each kind of thing, from the documents' examples."""

    def __init__(
        self, world: World, browser: dict[str, AsyncClient], part: Part
    ) -> None:
        self._world = world
        self._browser = browser
        self._part = part
        self._ids = part.ids

    async def make(
        self, service: str, operation_id: str, to: str, /, **changes: Any
    ) -> None:
        operation = BY_NAME[service, operation_id]
        tag = changes.pop("tag", 1)
        known = Things({key: [one] for key, one in self._ids.items()})
        bodies = operation.request_bodies
        example = bodies["application/json"]["example"] if bodies else None
        body = with_ids(example, known) | changes if bodies else None
        answer = await self._browser[service].request(
            operation.method,
            operation.url(**self._ids),
            json=body,
            headers={"If-Match": f'"{tag}"'}
            if "if-match" in operation.parameters
            else {},
        )
        assert answer.status_code == int(operation.success[0]), (
            operation_id,
            answer.text,
        )
        made = answer.json()
        for inner in ("invitation", "machine", "contribution_link"):
            made = made.get(inner) or made
        self._ids[to] = str(made.get("id", ""))

    async def request(self) -> None:
        """Somebody asks to be forgotten."""
        wish = {"kind": "erasure"}
        await self.make("api", "ask_for_person_data", "request_id", **wish)

    async def portfolio(self, name: str) -> None:
        """A project of an organisation, in a programme and a partnership."""
        ids = self._ids
        await self.make("api", "register_organisation", PARTNER, name=f"{name} bank")
        await self.make(
            "api", "register_organisation", "organisation_id", name=f"{name} town"
        )
        title = {"en": TITLES[name]}
        await self.make(
            "api", "register_programme", "programme_id", code=name, title=title
        )
        await self.network(name, title)
        roles = [{"organisation_id": ids["organisation_id"], "role": "lead_partner"}]
        about: dict[str, Any] = {"code": "0", "title": title, "roles": roles}
        about["network_id"] = ids["network_id"]
        # From before the years that values are told of.
        about["starts_on"] = YEAR["starts_on"]
        await self.make("api", "register_project", "project_id", **about)
        members = [
            {"organisation_id": ids["organisation_id"], "side": 1},
            {"organisation_id": ids[PARTNER], "side": 2},
        ]
        bond = {"name": TITLES[name], "members": members}
        tied = {"project_ids": [ids["project_id"]]}
        await self.make("api", "register_partnership", "partnership_id", **bond, **tied)
        await self.money()
        await self.make("indicators", "add_result", "result_id", title=title)
        await self.make("indicators", "add_indicator", "indicator_id", title=title)
        await self.make("indicators", "add_period", "period_id", **YEAR)
        self._ids["file_id"] = await hand_in(self._browser["indicators"], self._ids)
        shown = [{"name": "The list", "file_id": self._ids["file_id"]}]
        await self.make("indicators", "record_entry", "entry_id", evidence=shown)
        said = "SELECT id FROM indicators.entry WHERE period_id = :period"
        found = await self._world.as_owner(said, period=UUID(self._ids["period_id"]))
        self._ids["entry_id"] = str(found.scalar_one())
        await self.graph()
        await self.library(name)

    async def money(self) -> None:
        """What the project is given, pays out and hands on."""
        partner = {"receiver_id": self._ids[PARTNER]}
        await self.make("api", "add_budget_line", "budget_line_id", year=1999)
        # Without the example's voucher, which is to be entered once.
        paid = {"voucher": None} | partner
        await self.make("api", "record_transaction", "transaction_id", **paid)
        await self.make("api", "make_sub_award", "sub_award_id", **partner)
        await self.make("api", "add_funding_round", "funding_round_id")
        await self.make("api", "add_funding_application", "funding_application_id")

    async def network(self, name: str, title: dict[str, str]) -> None:
        """One that the organisation is in and another one carries."""
        ids = self._ids
        about = {"code": f"{name}-N", "name": title}
        carried = {"lead_organisation_id": ids[PARTNER]}
        await self.make("api", "register_network", "network_id", **about, **carried)
        # In none of the examples' years.
        joined = {"joined_on": "2007-01-01", "left_on": None}
        await self.make("api", "add_network_member", "joined_id", **joined)
        said = "SELECT id FROM api.network_member WHERE network_id = :network"
        found = await self._world.as_owner(said, network=UUID(ids["network_id"]))
        ids["member_id"] = str(found.scalar_one())
        await self.make("api", "write_practice", "practice_id")
        await self.make("notifications", "write_announcement", "announcement_id")
        await self.make("notifications", "add_chat_channel", "channel_id")

    async def graph(self) -> None:
        """Ties to the programme's results, and others to tie with."""
        make, own = self.make, dict(self._ids)
        await make("indicators", "add_place", "place_id")
        for ties in (True, False):
            await make("indicators", "add_programme_result", "to_result_id")
            self._ids["result_id"] = self._ids["to_result_id"]
            await make("indicators", "add_indicator", "parent_indicator_id")
            self._ids["result_id"] = own["result_id"]
            if ties:
                await make("indicators", "add_contribution", "contribution_id")
                await make("indicators", "add_rollup", "rollup_id")
        self._ids["owner_id"] = own["project_id"]
        # Long before anything is recorded.
        days = {"starts_on": "1960-01-01", "ends_on": "1960-12-31"}
        await make("indicators", "lock_periods", "lock_id", **days)
        await self.excepted()
        await make("indicators", "ask_for_values", "contribution_link_id")

    async def excepted(self) -> None:
        await self.make("indicators", "except_from_lock", "changed_lock_id")
        said = "SELECT id FROM indicators.lock_exception WHERE lock_id = :lock"
        found = await self._world.as_owner(said, lock=UUID(self._ids["lock_id"]))
        self._ids["exception_id"] = str(found.scalar_one())

    async def library(self, name: str) -> None:
        """An axis, and a definition with a version in force and a draft."""
        await self.make("indicators", "register_axis", "axis_id", code=f"{name}-axis")
        places = (
            "SELECT id FROM indicators.category WHERE axis_id = :axis AND position = 1"
        )
        found = await self._world.as_owner(places, axis=UUID(self._ids["axis_id"]))
        self._ids["category_id"] = str(found.scalar_one())
        await self.make(
            "indicators", "register_definition", "definition_id", code=f"{name}-count"
        )
        self._ids["number"] = "1"
        await self.make("indicators", "publish_definition_version", "published_id")
        await self.make("indicators", "draft_definition_version", "draft_id", tag=2)
        self._ids["number"] = "2"
        await self.rule()
        await self.owed()

    async def owed(self) -> None:
        """A report that the project owes its programme."""
        said = [{"section": "lessons", "title": {"en": "Lessons"}}]
        about: dict[str, Any] = {"kind": "special", "rhythm": "once"}
        about |= {"ends_on": "2099-12-31", "sections": said}
        await self.make(
            "indicators",
            "add_reporting_requirement",
            "reporting_requirement_id",
            **about,
        )
        self._ids["section"] = "lessons"
        found_by = "SELECT id FROM indicators.report WHERE requirement_id = :asked"
        asked = UUID(self._ids["reporting_requirement_id"])
        found = await self._world.as_owner(found_by, asked=asked)
        self._ids["report_id"] = str(found.scalar_one())
        await self.make("indicators", "add_report_comment", "comment_id")

    async def rule(self) -> None:
        """Between what is in the library and what the project's indicator goes by."""
        ids = self._ids
        used = (
            "SELECT v.definition_id FROM indicators.indicator i"
            " JOIN indicators.definition_version v ON v.id = i.definition_version_id"
            " WHERE i.id = :indicator"
        )
        found = await self._world.as_owner(used, indicator=UUID(ids["indicator_id"]))
        ids[USED] = str(found.scalar_one())
        about = {"definition_ids": [ids["definition_id"], ids[USED]]}
        # Not what the example asks.
        await self.make(
            "indicators",
            "add_cross_check",
            "cross_check_id",
            **about,
            comparison="equal",
        )

    async def people(self, world: World) -> None:
        """Somebody who works for the organisation, and somebody invited to."""
        town, ids = UUID(self._ids["organisation_id"]), self._ids
        token, account = await world.enter(
            Role.COORDINATOR, ScopeType.ORGANISATION, town
        )
        ids["account_id"] = ids["person_id"] = str(account)
        # In which a role may be given, and about which one may ask.
        ids["scope_id"] = ids["object_id"] = ids["project_id"]
        ids["object_type"] = "project"
        async with browsers(world, token) as browser:
            await _Maker(world, browser, self._part).request()
        held = "SELECT id FROM api.role_assignment WHERE account_id = :account"
        ids["role_id"] = str((await world.as_owner(held, account=account)).scalar_one())
        await self.make("api", "join_organisation", "membership_id")
        # They left and may join again.
        await world.as_owner(
            "UPDATE api.membership SET joined_on = '2020-01-01',"
            " left_on = '2020-12-31' WHERE id = :id",
            id=UUID(ids["membership_id"]),
        )
        role = {
            "role": "contributor",
            "scope_type": "organisation",
            "scope_id": str(town),
        }
        email = f"{account}@example.net"
        await self.make(
            "api", "invite_person", "invitation_id", email=email, roles=[role]
        )
        await self.make("api", "add_contact", "contact_id", function="finance")
