"""S17: an erased person is nowhere, and what they recorded stands."""

from typing import Any

import pytest
from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.privacy.erasing import erase
from bromost_common.privacy.worker import PersonalDataWorker
from tests.conftest import PASSWORD
from tests.privacy.conftest import Work

REQUESTS = "/v1/person-requests"
NAME = "Synthetic Testperson"
# Official texts that happen to name somebody; told to who decides.
HELD = {"api.project", "indicators.result"}


async def everything(session: AsyncSession) -> dict[str, str]:
    """All rows of all tables as text, by table."""
    await session.execute(text("RESET ROLE"))
    tables = await session.scalars(
        text(
            "SELECT format('%s.%s', schemaname, tablename) FROM pg_tables"
            " WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
        )
    )
    return {
        table: await session.scalar(
            text(f"SELECT coalesce(string_agg(t::text, E'\\n'), '') FROM {table} t")  # noqa: S608
        )
        for table in tables
    }


async def account_of(client: AsyncClient) -> dict[str, Any]:
    account: dict[str, Any] = (await client.get("/v1/session")).json()["account"]
    return account


@pytest.fixture
async def person(officer: AsyncClient, session: AsyncSession) -> dict[str, Any]:
    """Somebody with a full name, who has worked and was written about."""
    account = await account_of(officer)
    changed = await officer.patch(
        "/v1/account", json={"display_name": NAME}, headers={"If-Match": '"1"'}
    )
    assert changed.status_code == 200, changed.text
    body = {"kind": "municipality", "name": "Mostar"}
    made = await officer.post("/v1/organisations", json=body)
    assert made.status_code == 201, made.text
    await session.execute(text("RESET ROLE"))
    await session.execute(
        text(
            "INSERT INTO notifications.notification (account_id, event_id, topic,"
            " object_type, object_id, params, occurred_at)"
            " SELECT id, gen_random_uuid(), 'x', 'organisation', gen_random_uuid(),"
            " jsonb_build_object('by', CAST(:name AS text),"
            " 'mail', CAST(:mail AS text)),"
            " now()"
            " FROM api.account"
        ),
        {"name": NAME, "mail": account["email"]},
    )
    await session.commit()
    return account


async def decide(client: AsyncClient, made: dict[str, Any], **body: Any) -> Any:
    return await client.put(
        f"{REQUESTS}/{made['id']}/decision",
        json={"decision": "start"} | body,
        headers={"If-Match": f'"{made["version"]}"'},
    )


async def test_s17_an_erased_person_is_found_nowhere(
    officer: AsyncClient,
    client: AsyncClient,
    person: dict[str, Any],
    work: Work,
    session: AsyncSession,
) -> None:
    asked = await officer.post(
        REQUESTS, json={"kind": "erasure", "reason": f"I, {NAME}, am leaving"}
    )
    assert (asked.status_code, asked.json()["state"]) == (202, "requested")
    before = await everything(session)
    assert [table for table, rows in before.items() if NAME in rows]

    started = await decide(client, asked.json())
    assert started.status_code == 200, started.text
    assert (await officer.get("/v1/session")).status_code == 401
    await work()

    done = (await client.get(f"{REQUESTS}/{asked.json()['id']}")).json()
    assert done["state"] == "done"
    assert done["person_name"] == done["pseudonym"]
    for table, rows in (await everything(session)).items():
        if table in HELD:
            continue
        for trace in (NAME, person["email"]):
            assert trace.lower() not in rows.lower(), table
    outcome = {t for part in done["parts"] for t in part["outcome"] or {}}
    assert {"api.account", "notifications.notification"} <= outcome


async def test_s17_traces_keep_one_stable_pseudonym(
    officer: AsyncClient,
    client: AsyncClient,
    person: dict[str, Any],
    work: Work,
    session: AsyncSession,
) -> None:
    body = {"kind": "erasure", "person_id": person["id"]}
    made = (await client.post(REQUESTS, json=body)).json()
    assert made["state"] == "running"
    await work()

    await session.execute(text("RESET ROLE"))
    row = (
        await session.execute(
            text("SELECT * FROM api.account WHERE id = :id"), {"id": person["id"]}
        )
    ).one()
    assert row.display_name == made["pseudonym"]
    assert row.email.endswith("@erased.invalid")
    assert (row.is_active, row.password_hash) == (False, None)
    right = {"email": person["email"], "password": PASSWORD}
    assert (await officer.post("/v1/session", json=right)).status_code == 401
    # What they made is there, and says who: the pseudonym.
    organisations = (await client.get("/v1/organisations")).json()["items"]
    assert [one["name"] for one in organisations] == ["Mostar"]


async def test_s17_the_last_administrator_stays(client: AsyncClient) -> None:
    refused = await client.post(REQUESTS, json={"kind": "erasure"})

    assert (refused.status_code, refused.json()["code"]) == (409, "last_administrator")
    assert (await client.get("/v1/session")).status_code == 200


async def test_s17_an_interrupted_erasure_is_taken_up_again(
    client: AsyncClient,
    person: dict[str, Any],
    workers: list[PersonalDataWorker],
    session: AsyncSession,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    body = {"kind": "erasure", "person_id": person["id"]}
    made = (await client.post(REQUESTS, json=body)).json()
    await workers[2].do_next()

    async def breaks(*arguments: Any) -> Any:
        await erase(*arguments)
        raise RuntimeError("the power fails")

    monkeypatch.setattr("bromost_common.privacy.worker.erase", breaks)
    with pytest.raises(RuntimeError):
        await workers[0].do_next()
    monkeypatch.undo()
    # The broken step left nothing, the finished one stays.
    assert NAME in (await everything(session))["api.account"]
    assert NAME not in (await everything(session))["notifications.notification"]
    for worker in workers:
        await worker.do_next()

    done = (await client.get(f"{REQUESTS}/{made['id']}")).json()
    assert done["state"] == "done"
    assert NAME not in (await everything(session))["api.account"]
    assert not any([await worker.do_next() for worker in workers])


async def test_a_refusal_tells_the_person_why(
    officer: AsyncClient, client: AsyncClient, session: AsyncSession
) -> None:
    made = (await officer.post(REQUESTS, json={"kind": "erasure"})).json()
    without = await decide(client, made, decision="refuse")
    assert (without.status_code, without.json()["fields"][0]["code"]) == (
        422,
        "reason_required",
    )

    refused = await decide(client, made, decision="refuse", refusal="An audit is open.")

    assert refused.json()["state"] == "refused"
    seen = (await officer.get(f"{REQUESTS}/{made['id']}")).json()
    assert seen["refusal"] == "An audit is open."
    assert (await officer.get("/v1/session")).status_code == 200
    await session.execute(text("RESET ROLE"))
    assert (
        await session.scalar(text("SELECT terms FROM common.person_request"))
    ) is None
    again = await decide(client, refused.json())
    assert again.status_code == 409


async def test_only_who_looks_after_personal_data_decides(
    officer: AsyncClient, reader: AsyncClient
) -> None:
    made = (await officer.post(REQUESTS, json={"kind": "erasure"})).json()

    assert (await decide(officer, made)).status_code == 403
    assert (await decide(reader, made)).status_code == 403


async def test_what_would_go_and_stay_is_shown_beforehand(
    officer: AsyncClient, person: dict[str, Any]
) -> None:
    answer = await officer.get(f"/v1/personal-data/{person['id']}")

    held = {table["table"]: table for table in answer.json()["tables"]}
    assert held["api.account"]["on_erasure"] == "anonymise"
    assert held["api.session"]["on_erasure"] == "delete"
    assert held["api.role_assignment"]["kept_because"] == "accountability"
    assert held["common.outbox"]["rows"] == 1
