"""S11: every change leaves one trace that nobody can take away unseen."""

import json
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.pool import NullPool

from bromost_api.audit.chain import Checked, Head, follow
from bromost_api.audit.jobs import check, read_heads, seal, write_head
from bromost_common.context import working
from bromost_common.db import SessionMaker, session_maker
from bromost_common.web.audit import SAFE_METHODS
from bromost_common.web.session import session_for_request
from tests.api.test_organisations import register
from tests.architecture.test_routes import all_routes
from tests.conftest import PASSWORD

from .refusals import refused_by_the_database

EVENTS = "/v1/audit/events"


async def events(client: AsyncClient, **query: Any) -> list[dict[str, Any]]:
    answer = await client.get(EVENTS, params=query)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


def test_s11_every_unsafe_route_runs_in_the_traced_transaction(
    registry: FastAPI, indicators: FastAPI, notifications: FastAPI
) -> None:
    def traced(dependant: Dependant) -> bool:
        return dependant.call is session_for_request or any(
            traced(child) for child in dependant.dependencies
        )

    unsafe = [
        route
        for app in (registry, indicators, notifications)
        for route in all_routes(app.routes)
        if not (route.methods or set()) <= SAFE_METHODS
    ]

    assert len(unsafe) > 30
    assert [r.name for r in unsafe if not traced(r.dependant)] == []


async def test_s11_a_change_leaves_exactly_one_event_that_tells_all(
    client: AsyncClient,
) -> None:
    before = len(await events(client))
    made = await register(client, name="Orkdal")
    answer = await client.patch(
        f"/v1/organisations/{made['id']}",
        json={"name": "Orkland"},
        headers={"If-Match": '"1"'},
    )

    found = await events(client)
    assert len(found) == before + 2
    newest = found[0]
    assert newest["action"] == "change_organisation"
    assert (newest["kind"], newest["outcome"]) == ("change", "done")
    assert (newest["object_type"], newest["object_id"]) == ("organisation", made["id"])
    assert newest["actor"]["name"] == "Administrator"
    assert newest["method"] == "session"
    assert newest["request_id"] == answer.headers["x-request-id"]
    whole = (await client.get(f"{EVENTS}/{newest['position']}")).json()
    assert whole["parts"][0]["fields"] == [
        {"field": "name", "was": "Orkdal", "became": "Orkland"}
    ]


async def test_s11_a_repeated_request_leaves_no_second_event(
    client: AsyncClient,
) -> None:
    keyed = {"Idempotency-Key": "once"}
    body = {"kind": "municipality", "name": "Sund", "country_code": "NO"}
    before = len(await events(client))

    first = await client.post("/v1/organisations", json=body, headers=keyed)
    again = await client.post("/v1/organisations", json=body, headers=keyed)

    assert first.json() == again.json()
    assert len(await events(client)) == before + 1


async def test_s11_what_is_refused_for_lack_of_rights_is_told_too(
    client: AsyncClient, reader: AsyncClient
) -> None:
    made = await register(client)
    answer = await reader.patch(
        f"/v1/organisations/{made['id']}",
        json={"name": "Mine"},
        headers={"If-Match": '"1"'},
    )
    assert answer.status_code == 403

    (newest,) = await events(client, kind="refusal")

    assert newest["outcome"] == "refused"
    assert newest["code"] == "permission_denied"
    assert newest["action"] == "change_organisation"
    assert newest["actor"]["name"] == "Adviser"
    assert newest["object_id"] == made["id"]


async def test_s11_signing_in_and_failing_to_is_told(
    client: AsyncClient, anonymous: AsyncClient
) -> None:
    await anonymous.post(
        "/v1/session", json={"email": "nobody@example.org", "password": "wrong words"}
    )
    email = (await client.get("/v1/session")).json()["account"]["email"]
    entered = await anonymous.post(
        "/v1/session", json={"email": email, "password": PASSWORD}
    )
    assert entered.status_code == 200, entered.text

    found = await events(client, kind="sign_in")

    assert {e["outcome"] for e in found} == {"done", "refused"}
    failed = next(e for e in found if e["outcome"] == "refused")
    done = next(e for e in found if e["outcome"] == "done")
    assert failed["actor"] is None
    assert done["actor"]["name"] == "Administrator"
    assert "nobody@example.org" not in json.dumps(found)


async def test_s11_personal_values_are_hashes_in_the_log(
    client: AsyncClient, session: AsyncSession
) -> None:
    account = (await client.get("/v1/session")).json()["account"]
    changed = await client.patch(
        "/v1/account",
        json={"display_name": "Somebody Else"},
        headers={"If-Match": f'"{account["version"]}"'},
    )
    assert changed.status_code == 200, changed.text
    told = await session.scalar(
        text(
            "SELECT changes::text FROM common.audit_event"
            " WHERE action = 'change_own_account'"
        )
    )
    assert "Somebody Else" not in told
    assert "hash:" in told


async def test_s11_an_export_of_the_log_is_an_event_itself(client: AsyncClient) -> None:
    await register(client, name="=cmd|' /C calc'!A0")

    answer = await client.get(f"{EVENTS}.csv")

    assert answer.status_code == 200, answer.text
    assert answer.content.startswith(b"\xef\xbb\xbfposition;at;service")
    (export,) = await events(client, kind="export")
    assert export["action"] == "download_audit_events"


async def test_s11_only_auditors_and_administrators_read_the_log(
    officer: AsyncClient, reader: AsyncClient
) -> None:
    answers = [
        await client.get(path)
        for client in (officer, reader)
        for path in (EVENTS, f"{EVENTS}.csv", f"{EVENTS}/1", "/v1/audit/seals")
    ]

    assert {answer.status_code for answer in answers} == {403}


@pytest.mark.parametrize(
    "statement",
    [
        """INSERT INTO common.audit_event (service, kind, outcome, action)
           VALUES ('api', 'change', 'done', 'x')""",
        "UPDATE common.audit_event SET reason = 'x'",
        "DELETE FROM common.audit_event",
        "TRUNCATE common.audit_event",
        "DELETE FROM common.audit_seal",
        "UPDATE common.audit_seal SET hash = ''",
        "SELECT salt FROM common.audit_salt",
    ],
)
async def test_s11_no_service_can_change_the_log(
    registry: FastAPI, indicators: FastAPI, notifications: FastAPI, statement: str
) -> None:
    await refused_by_the_database((registry, indicators, notifications), statement)


@pytest.fixture
async def sealed(committed_database_url: str) -> AsyncIterator[SessionMaker]:
    """The owner's sessions on a log of five events in three seals."""
    engine = create_async_engine(committed_database_url, poolclass=NullPool)
    sessions = working(session_maker(engine), "worker")
    for count in (2, 1, 2):
        await _write(sessions, count)
        await seal(sessions)
    yield sessions
    await engine.dispose()


async def _write(sessions: SessionMaker, count: int) -> None:
    for _ in range(count):
        async with sessions.begin() as session:
            await session.execute(
                text("SELECT common.record_audit('api', 'change', 'change_project')")
            )


async def _tamper(sessions: SessionMaker, *statements: str) -> None:
    async with sessions.begin() as session:
        for statement in statements:
            await session.execute(text(statement))


async def _checked(sessions: SessionMaker, heads: list[Head] | None = None) -> Checked:
    async with sessions() as session:
        return await follow(session, heads or [])


async def test_s11_an_untouched_log_is_intact(sealed: SessionMaker) -> None:
    await seal(sealed)

    assert await _checked(sealed) == Checked(seals=3, events=5, fault=None)


SWAP = (
    "UPDATE common.audit_event SET action = 'a4' WHERE position = 4",
    "ALTER TABLE common.audit_event ALTER position DROP IDENTITY",
    "UPDATE common.audit_event SET position = -1 WHERE position = 2",
    "UPDATE common.audit_event SET position = 2 WHERE position = 4",
    "UPDATE common.audit_event SET position = 4 WHERE position = -1",
)


EDITED = (
    "UPDATE common.audit_event SET actor_id = gen_random_uuid() WHERE position = 4",
)
REMADE = (
    "DELETE FROM common.audit_event WHERE position = 1",
    """UPDATE common.audit_seal SET positions = '{[2,3)}', event_count = 1,
       digests = substr(digests, 33) WHERE number = 1""",
)
REPLACED = (
    "DELETE FROM common.audit_event WHERE position = 3",
    """INSERT INTO common.audit_event OVERRIDING SYSTEM VALUE
       SELECT 3, at, txid, service, kind, outcome, action
       FROM common.audit_event WHERE position = 2""",
)


@pytest.mark.parametrize(
    ("statements", "what", "position"),
    [
        (EDITED, "event_changed", 4),
        (["DELETE FROM common.audit_event WHERE position = 2"], "event_deleted", 2),
        (SWAP, "event_changed", 2),
        (["DELETE FROM common.audit_seal WHERE number = 2"], "seal_deleted", None),
        (REMADE, "seal_changed", None),
        (REPLACED, "event_changed", 3),
    ],
    ids=["edited", "deleted", "swapped", "seal deleted", "seal remade", "replaced"],
)
async def test_s11_what_a_superuser_did_to_the_log_is_named(
    sealed: SessionMaker, statements: Sequence[str], what: str, position: int | None
) -> None:
    await _tamper(sealed, *statements)

    fault = (await _checked(sealed)).fault

    assert fault is not None
    assert (fault.what, fault.position) == (what, position)


async def test_s11_a_cut_tail_is_named_by_the_head_outside(
    sealed: SessionMaker, tmp_path: Path
) -> None:
    file = tmp_path / "heads.jsonl"
    await write_head(sealed, file)
    cut = (
        "DELETE FROM common.audit_event WHERE position > 3",
        "DELETE FROM common.audit_seal WHERE number = 3",
    )
    await _tamper(sealed, *cut)

    assert (await _checked(sealed)).fault is None
    fault = (await _checked(sealed, read_heads(file))).fault
    assert fault is not None
    assert (fault.what, fault.seal) == ("seal_deleted", 3)


async def test_s11_a_chain_made_anew_is_not_the_one_outside(
    sealed: SessionMaker, tmp_path: Path
) -> None:
    file = tmp_path / "heads.jsonl"
    await write_head(sealed, file)
    await _tamper(
        sealed,
        "UPDATE common.audit_event SET action = 'other' WHERE position = 5",
        "DELETE FROM common.audit_seal WHERE number = 3",
    )
    await seal(sealed)

    fault = (await _checked(sealed, read_heads(file))).fault

    assert fault is not None
    assert fault.what == "seal_replaced"


async def test_s11_an_event_of_a_slow_transaction_is_sealed_later(
    sealed: SessionMaker,
) -> None:
    async with sealed.begin() as slow:
        await slow.execute(
            text("SELECT common.record_audit('api', 'change', 'change_project')")
        )
        await _write(sealed, 2)
        await seal(sealed)
    assert (await _checked(sealed)).fault is None
    await seal(sealed)
    await _write(sealed, 1)
    await seal(sealed)

    assert await _checked(sealed) == Checked(seals=5, events=9, fault=None)


# A log of a working day, and where it goes on.
_MANY = (
    """INSERT INTO common.audit_seal (number, positions, event_count, digests, settled,
         next_position, next_txid, previous, hash)
       SELECT n, int8multirange(int8range(n + 2, n + 3)), 1, sha256(''), n + 2, n + 2,
         next_txid, hash, hash
       FROM common.audit_seal, generate_series(4, 8000) n WHERE number = 3""",
    "SELECT setval('common.audit_event_position_seq', 8002)",
    "ANALYZE common.audit_seal",
)
_ROWS_READ = """
    SELECT sum(pg_stat_get_xact_tuples_returned(r)) FROM (
      SELECT 'common.audit_seal'::regclass::oid
      UNION SELECT indexrelid FROM pg_index
        WHERE indrelid = 'common.audit_seal'::regclass) rels (r)
"""


async def test_s11_sealing_reads_only_the_newest_seals(sealed: SessionMaker) -> None:
    await _tamper(sealed, *_MANY)
    await _write(sealed, 2)

    async with sealed.begin() as session:
        count = await session.scalar(text("SELECT common.seal_audit()"))
        read = await session.scalar(text(_ROWS_READ))

    assert count == 2
    assert 1 <= read <= 10


async def test_s11_the_nightly_check_writes_what_it_found(
    sealed: SessionMaker, tmp_path: Path
) -> None:
    await check(sealed, tmp_path / "none")
    await _tamper(sealed, "DELETE FROM common.audit_event WHERE position = 2")
    await check(sealed, tmp_path / "none")

    async with sealed() as session:
        found = await session.execute(
            text(
                "SELECT outcome, reason FROM common.audit_event"
                " WHERE action = 'audit.check' ORDER BY position"
            )
        )
        assert [tuple(row) for row in found] == [
            ("done", "3 seals, 5 events: intact."),
            ("refused", "Event 2 was deleted."),
        ]
