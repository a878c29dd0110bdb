"""S16: what is secret or personal in a request is in no log, error, job or table.

Every operation of the registry gets secrets in every part of a request where somebody
might put them, signed in and not; then all that was said and stored is searched.
"""

import json
import secrets
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import make_url

from bromost.first_start import add_account
from bromost_common.auth import Role

from .operations import Operation, operations
from .test_secrets import everything_stored, execute, registry_process

pytestmark = [pytest.mark.committed, pytest.mark.slow]

EMAIL = "canary.sender@example.org"
FORGED = '\n{"event": "forged", "level": "info"}\r\n'
# Bodies that lead to no secret of the service itself, with one secret in each field.
FIELDS = (
    *("password", "new_password", "token", "code", "secret", "totp", "api_key"),
    *("email", "phone", "client_secret", "assertion", "recovery_code"),
)


@pytest.fixture
def canaries() -> dict[str, str]:
    """A secret of each kind, all of them unlike anything else."""
    kinds = ("bearer", "cookie", "query", "path", "mail", "key", *FIELDS)
    return {
        kind: f"canary{kind.replace('_', '')}{secrets.token_hex(9)}" for kind in kinds
    }


def requests(
    client: httpx.Client, canaries: dict[str, str], headers: dict[str, str]
) -> Iterator[httpx.Response]:
    for operation in operations():
        # Signing out would make the rest of them nobody's.
        if operation.service == "api" and not operation.name.startswith("sign_out"):
            for arguments in variants(operation, canaries):
                given = arguments.pop("headers", {})
                yield client.request(
                    operation.method,
                    operation.url(),
                    headers={**headers, **given},
                    **arguments,
                )
    yield client.get(f"/v1/{canaries['path']}")
    yield client.get(f"/v1/organisations/{canaries['path']}")


def variants(
    operation: Operation, canaries: dict[str, str]
) -> Iterator[dict[str, Any]]:
    secrets_in_fields = {name: canaries[name] for name in FIELDS}
    yield {"params": {"token": canaries["query"], "limit": canaries["query"]}}
    if operation.is_safe:
        return
    media = operation.request_bodies.get("application/json")
    body = media.get("example") if media else None
    merged = {**(body if isinstance(body, dict) else {}), **secrets_in_fields}
    yield {"json": secrets_in_fields}
    yield {"json": merged, "headers": {"If-Match": f'"{canaries["key"]}"'}}
    yield {"json": list(canaries.values())}
    yield {"json": merged, "headers": {"Idempotency-Key": canaries["key"]}}
    yield {"data": secrets_in_fields}
    yield {"content": ("{" + canaries["token"]).encode()}


def test_s16_planted_secrets_are_found_nowhere(
    template_url: str,
    new_database: Callable[[str | None], str],
    canaries: dict[str, str],
    tmp_path: Path,
) -> None:
    database = new_database(make_url(template_url).database)
    password, role = "one quiet canary", Role.ADMINISTRATOR
    add_account(database, email=EMAIL, name="C", role=role, password=password)
    log = tmp_path / "log"
    planted = {
        "Authorization": f"Bearer {canaries['bearer']}",
        "Cookie": f"__Host-sid={canaries['cookie']}; other={canaries['cookie']}",
        "From": canaries["mail"],
    }
    with registry_process(database, log) as url, httpx.Client(base_url=url) as client:
        body = {"email": EMAIL, "password": password}
        token = client.post("/v1/session", json=body).cookies["__Host-sid"]
        own = {"Cookie": f"__Host-sid={token}; other={canaries['cookie']}"}
        answers = [
            *requests(client, canaries, planted),
            *requests(client, canaries, own),
            client.get("/v1/session", headers={"Cookie": canaries["cookie"] * 200}),
        ]
        execute(database, "ALTER TABLE api.organisation RENAME TO away")
        search = {"q": canaries["query"]}
        answers += [client.get("/v1/organisations", headers=own, params=search)]
        execute(database, "ALTER TABLE api.away RENAME TO organisation")

    assert {401, 404, 422, 431} <= {answer.status_code for answer in answers}
    refused = [answer.text for answer in answers if answer.status_code >= 400]
    logged = log.read_text()
    assert EMAIL not in logged
    assert '"cookie_too_large"' in logged
    stored = everything_stored(database)
    for kind, canary in {**canaries, "session": token}.items():
        # As bytes are shown, too, for what is stored as bytes.
        for trace in (canary, canary.encode().hex()):
            assert trace not in logged + stored, kind
        assert not [text for text in refused if canary in text], kind


def test_s16_a_log_line_cannot_be_forged(
    template_url: str, new_database: Callable[[str | None], str], tmp_path: Path
) -> None:
    database = new_database(make_url(template_url).database)
    log = tmp_path / "log"
    with registry_process(database, log) as url, httpx.Client(base_url=url) as client:
        client.get("/v1/organisations", params={"q": FORGED})
        client.post("/v1/session", json={"email": FORGED, "password": FORGED})
        client.get(f"/v1/x%0A{httpx.QueryParams(x=FORGED)}")
        client.post("/v1/session", content=FORGED.encode())

    lines = [json.loads(line) for line in log.read_text().splitlines()]
    assert "forged" not in {line["event"] for line in lines}
