"""Programs behind the proxy: each service verifies their tokens on its own."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from bromost.installation import DEMO_EMAIL

from .distributed import Distributed, distributed, nginx

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(nginx() is None, reason="nginx is not installed"),
]
READS = {
    "registry": "/v1/projects",
    "indicators": "/v1/projects/0197a1c2-7d1e-7c3f-9a55-6a3f0c1d2e4b/results",
}


@pytest.fixture(scope="module")
def system() -> Iterator[Distributed]:
    with distributed() as running:
        yield running


@pytest.fixture(scope="module")
def person(system: Distributed) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=f"{system.url}/api/registry/v1") as client:
        body = {"email": DEMO_EMAIL, "password": system.password}
        assert client.post("/session", json=body).is_success
        yield client


def issued(person: httpx.Client, **changes: Any) -> Any:
    body = {
        "name": "Behind the proxy",
        "permissions": ["project.read", "result.read"],
        "lifetime_days": 1,
    }
    answer = person.post("/machines", json=body | changes)
    assert answer.status_code == 201, answer.text
    return answer.json()


def read(
    system: Distributed, mount: str, bearer: str, **headers: str
) -> httpx.Response:
    return httpx.get(
        f"{system.url}/api/{mount}{READS[mount]}",
        headers={"Authorization": f"Bearer {bearer}"} | headers,
    )


def test_a_token_is_verified_by_the_service_that_it_is_for(
    system: Distributed, person: httpx.Client
) -> None:
    client = issued(person, kind="client")
    said = httpx.get(f"{system.url}/.well-known/oauth-authorization-server").json()
    assert said["issuer"] == system.url

    tokens = {
        mount: httpx.post(
            said["token_endpoint"],
            data={
                "grant_type": "client_credentials",
                "resource": f"{system.url}/api/{mount}",
            },
            auth=(client["machine"]["id"], client["secret"]),
        ).json()["access_token"]
        for mount in READS
    }

    statuses = {
        (mount, of): read(system, mount, tokens[of]).status_code
        for mount in READS
        for of in READS
    }
    assert statuses == {
        ("registry", "registry"): 200,
        ("registry", "indicators"): 401,
        ("indicators", "registry"): 401,
        ("indicators", "indicators"): 404,
    }
    assert httpx.get(said["jwks_uri"]).json()["keys"]


def test_s9_networks_hold_behind_the_proxy_whatever_a_caller_says_of_itself(
    system: Distributed, person: httpx.Client
) -> None:
    here = issued(person, networks=["127.0.0.0/8"])["secret"]
    elsewhere = issued(person, networks=["192.0.2.0/24"])["secret"]
    claim = {"X-Forwarded-For": "192.0.2.7", "Forwarded": "for=192.0.2.7"}

    assert read(system, "registry", here).status_code == 200
    assert read(system, "registry", here, **claim).status_code == 200
    assert read(system, "registry", elsewhere).status_code == 401
    assert read(system, "registry", elsewhere, **claim).status_code == 401
