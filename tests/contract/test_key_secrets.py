"""S9, S16: what programs prove themselves with is found in no log line and no table."""

import hashlib
import json
import secrets
from collections.abc import Callable
from pathlib import Path

import httpx
from sqlalchemy import make_url

from bromost.first_start import add_account
from bromost_common.auth import Role

from .test_secrets import (
    EMAIL,
    HTTPS,
    everything_stored,
    execute,
    pytestmark,
    registry_process,
)

__all__ = ["pytestmark"]
RESOURCE = f"{HTTPS}/api/registry"


def use_well_and_badly(url: str, database_url: str, password: str) -> list[str]:
    """Make a key, a client and tokens, use them in all ways; gives all secrets."""
    with httpx.Client(base_url=f"{url}/v1") as person:
        body = {"email": EMAIL, "password": password}
        signed_in = person.post("/session", json=body)
        person.headers["Cookie"] = f"__Host-sid={signed_in.cookies['__Host-sid']}"

        key, client = made(person, "api_key"), made(person, "client")
        renewed = person.post(
            f"/machines/{key['id']}/secrets",
            json={"overlap_days": 1},
            headers={"If-Match": '"1"', "Idempotency-Key": "renewed"},
        )
        second = str(renewed.json()["secret"])
    with httpx.Client(base_url=f"{url}/v1") as program:
        token = ask_in_all_ways(program, client, database_url)
        for bearer in (key["secret"], second, token):
            use(program, bearer)
        execute(database_url, "ALTER TABLE api.machine RENAME TO away")
        header = {"Authorization": f"Bearer {key['secret']}"}
        assert program.get("/projects", headers=header).status_code == 500
        execute(database_url, "ALTER TABLE api.away RENAME TO machine")
    return [key["secret"], second, client["secret"], token]


def made(person: httpx.Client, kind: str) -> dict[str, str]:
    wanted = {
        "kind": kind,
        "name": kind,
        "permissions": ["project.read"],
        "lifetime_days": 1,
    }
    answer = person.post("/machines", json=wanted, headers={"Idempotency-Key": kind})
    assert answer.status_code == 201, answer.text
    issued = answer.json()
    return {"id": issued["machine"]["id"], "secret": issued["secret"]}


def use(program: httpx.Client, bearer: str) -> None:
    for one in (bearer, bearer + "x", bearer[:-1]):
        header = {"Authorization": f"Bearer {one}"}
        program.get("/projects", headers=header)
        program.get("/organisations", headers=header)
        program.post("/projects", headers=header, json={"code": one})
        program.get("/projects", params={"q": one})


def ask_in_all_ways(
    program: httpx.Client, client: dict[str, str], database_url: str
) -> str:
    form = {"grant_type": "client_credentials", "resource": RESOURCE}
    basic = (client["id"], client["secret"])
    answer = program.post("/token", data=form, auth=basic)
    assert answer.status_code == 200, answer.text
    in_form = {"client_id": client["id"], "client_secret": client["secret"]}
    keyed = {"Idempotency-Key": "token"}
    assert program.post("/token", data=form | in_form, headers=keyed).is_success
    refused = [
        program.post("/token", data=form, auth=(client["id"], client["secret"] + "x")),
        program.post("/token", data=form, auth=(client["secret"], client["id"])),
        program.post("/token", data=in_form),
        program.post("/token", data=form | in_form, auth=basic),
        program.post("/token", json=form | in_form),
        program.post("/token", data=form | in_form | {"scope": client["secret"]}),
        program.post("/token", data=form | in_form | {"resource": client["secret"]}),
    ]
    assert {one.status_code for one in refused} <= {400, 401}
    execute(database_url, "ALTER TABLE api.signing_key RENAME TO away")
    assert program.post("/token", data=form, auth=basic).status_code == 500
    execute(database_url, "ALTER TABLE api.away RENAME TO signing_key")
    return str(answer.json()["access_token"])


def test_s9_secrets_of_programs_are_found_nowhere(
    template_url: str, new_database: Callable[[str | None], str], tmp_path: Path
) -> None:
    database_url = new_database(make_url(template_url).database)
    password = secrets.token_hex(12)
    add_account(
        database_url, email=EMAIL, name="C", role=Role.ADMINISTRATOR, password=password
    )
    log = tmp_path / "log"

    with registry_process(database_url, log) as url:
        found = use_well_and_badly(url, database_url, password)

    logged, stored = log.read_text(), everything_stored(database_url)
    for secret in found:
        tail = secret[-43:] if secret.startswith("bromost") else secret
        assert tail not in logged + stored
        assert hashlib.sha256(secret.encode()).hexdigest() not in logged
    events = [json.loads(line)["event"] for line in logged.splitlines()]
    told = {"machine_acts", "bearer_refused", "token_issued", "token_refused"}
    assert told <= set(events)
