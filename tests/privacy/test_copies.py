"""S17: a copy of one's data is complete, holds no secrets, and is one's own."""

import csv
import io
import json
import zipfile
from typing import Any

import pytest
from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from tests.conftest import PASSWORD
from tests.privacy.conftest import Work
from tests.privacy.test_registry import ALL

REQUESTS = "/v1/person-requests"


async def ask(client: AsyncClient, **body: Any) -> dict[str, Any]:
    answer = await client.post(REQUESTS, json={"kind": "export"} | body)
    assert answer.status_code == 202, answer.text
    made: dict[str, Any] = answer.json()
    return made


async def unpacked(client: AsyncClient, request: str) -> zipfile.ZipFile:
    answer = await client.get(f"{REQUESTS}/{request}/file")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/zip"
    assert answer.headers["content-disposition"].startswith("attachment")
    return zipfile.ZipFile(io.BytesIO(answer.content))


async def test_s17_a_copy_has_every_table_of_the_registry(
    reader: AsyncClient, work: Work
) -> None:
    made = await ask(reader)
    assert made["state"] == "running"
    assert [part["done_at"] for part in made["parts"]] == [None] * 3
    assert (await reader.get(f"{REQUESTS}/{made['id']}/file")).status_code == 404

    await work()

    done = (await reader.get(f"{REQUESTS}/{made['id']}")).json()
    assert (done["state"], all(part["done_at"] for part in done["parts"])) == (
        "done",
        True,
    )
    packed = await unpacked(reader, made["id"])
    whole = json.loads(packed.read("everything.json"))
    copied = {
        table: rows
        for service in whole["services"].values()
        for table, rows in service["tables"].items()
    }
    assert set(copied) == {table.name for table in ALL if table.whose}
    for table in ALL:
        for row in copied.get(table.name, []):
            assert {column.name for column in table.columns} <= set(row), table.name


async def test_s17_a_copy_shows_the_person_and_no_secret(
    reader: AsyncClient, work: Work, session: AsyncSession
) -> None:
    account = (await reader.get("/v1/session")).json()["account"]
    made = await ask(reader)
    await work()

    packed = await unpacked(reader, made["id"])
    everything = "".join(packed.read(name).decode() for name in packed.namelist())
    assert account["email"] in everything
    await session.execute(text("RESET ROLE"))
    secrets = await session.execute(
        text(
            "SELECT password_hash, encode(token_digest, 'hex') FROM api.account a"
            " JOIN api.session s ON s.account_id = a.id WHERE a.email = :email"
        ),
        {"email": account["email"]},
    )
    for secret in secrets.one():
        assert secret not in everything
    rows = list(
        csv.DictReader(
            io.StringIO(packed.read("api.account.csv").decode("utf-8-sig")),
            delimiter=";",
        )
    )
    assert rows[0]["email"] == account["email"]
    assert rows[0]["password_hash"] == "(stored, not shown)"


async def test_cells_that_a_spreadsheet_would_run_are_texts(
    reader: AsyncClient, work: Work, session: AsyncSession
) -> None:
    await session.execute(
        text("UPDATE api.account SET display_name = '=cmd|calc' WHERE true")
    )
    await session.commit()
    made = await ask(reader)
    await work()

    sheet = (await unpacked(reader, made["id"])).read("api.account.csv").decode()
    assert "'=cmd|calc" in sheet
    assert ";=cmd" not in sheet


async def test_nobody_else_sees_or_fetches_it(
    reader: AsyncClient, officer: AsyncClient, work: Work
) -> None:
    made = await ask(reader)
    await work()

    for path in (f"{REQUESTS}/{made['id']}", f"{REQUESTS}/{made['id']}/file"):
        assert (await officer.get(path)).status_code == 404
    assert (await officer.get(REQUESTS)).json()["items"] == []
    person = {"kind": "export", "person_id": made["person_id"]}
    assert (await officer.post(REQUESTS, json=person)).status_code == 404
    assert (
        await officer.get(f"/v1/personal-data/{made['person_id']}")
    ).status_code == 404


async def test_who_looks_after_personal_data_gets_a_copy_for_somebody(
    reader: AsyncClient, client: AsyncClient, work: Work
) -> None:
    person = (await reader.get("/v1/session")).json()["account"]
    made = await ask(client, person_id=person["id"])
    await work()

    whole = (await unpacked(client, made["id"])).read("everything.json").decode()
    assert person["email"] in whole
    # The person it is about sees that it was made, and that somebody else took it.
    assert (await reader.get(f"{REQUESTS}/{made['id']}")).status_code == 200
    seen = (await reader.get("/v1/account/reads")).json()["items"]
    assert seen[0]["action"] == "download_person_data"
    exports = {"kind": "export"}
    (event,) = (await client.get("/v1/audit/events", params=exports)).json()["items"]
    assert event["action"] == "download_person_data"
    whole_event = (await client.get(f"/v1/audit/events/{event['position']}")).json()
    assert whole_event["rows"] == whole_event["details"]["rows"] > 5


async def test_s17_a_copy_tells_of_ones_own_deeds_and_of_who_looked(
    client: AsyncClient, reader: AsyncClient, work: Work
) -> None:
    account = (await reader.get("/v1/session")).json()["account"]
    entered = await reader.post(
        "/v1/session", json={"email": account["email"], "password": PASSWORD}
    )
    assert entered.status_code == 200, entered.text
    await client.get(f"/v1/people/{account['id']}")
    made = await ask(reader)
    await work()

    packed = await unpacked(reader, made["id"])
    whole = json.loads(packed.read("everything.json"))["services"]["api"]["tables"]
    deeds = {row["action"] for row in whole["common.audit_event"]}
    assert deeds >= {"sign_in", "ask_for_person_data"}
    (read,) = whole["common.personal_read"]
    # Not who else was in the same list.
    assert (read["action"], read["people"]) == ("get_person", "(stored, not shown)")


async def test_a_second_copy_waits_for_the_first(reader: AsyncClient) -> None:
    await ask(reader)
    again = await reader.post(REQUESTS, json={"kind": "export"})

    assert (again.status_code, again.json()["code"]) == (409, "request_open")


async def test_a_copy_is_gone_after_a_week(
    reader: AsyncClient, work: Work, session: AsyncSession
) -> None:
    made = await ask(reader)
    await work()
    await session.execute(text("RESET ROLE"))
    past = "UPDATE common.person_request SET ended_at = now() - interval '8 days'"
    await session.execute(text(past))
    await session.commit()

    gone = await reader.get(f"{REQUESTS}/{made['id']}/file")
    assert gone.status_code == 404


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 422),
        ({"kind": "everything"}, 422),
        ({"kind": "export", "person_id": "me"}, 422),
        ({"kind": "export", "colour": "red"}, 422),
        ({"kind": "erasure", "reason": "x" * 2001}, 422),
        ({"kind": "export", "person_id": "0198c2f0-0000-7000-8000-000000000000"}, 404),
    ],
)
async def test_bad_requests_are_refused(
    client: AsyncClient, body: dict[str, Any], status: int
) -> None:
    assert (await client.post(REQUESTS, json=body)).status_code == status


async def test_nobody_asks_without_being_signed_in(anonymous: AsyncClient) -> None:
    answer = await anonymous.post(REQUESTS, json={"kind": "export"})
    assert answer.status_code == 401


async def test_everybody_may_read_who_answers_for_the_data(
    anonymous: AsyncClient,
) -> None:
    answer = await anonymous.get("/v1/privacy-notice")

    assert answer.status_code == 200
    assert answer.json()["controller_name"] is None
    assert "set-cookie" not in answer.headers


async def test_the_record_of_processing_names_purpose_basis_and_time(
    reader: AsyncClient,
) -> None:
    record = (await reader.get("/v1/processing-record")).json()

    accounts = next(t for t in record["tables"] if t["table"] == "api.account")
    assert (accounts["purpose"], accounts["basis"]) == ("accounts", "public_task")
    assert {column["name"] for column in accounts["columns"]} >= {"email"}
    assert not [table for table in record["tables"] if not table["columns"]]
