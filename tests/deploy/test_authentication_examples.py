"""What docs/api/authentication.md tells third parties to type works as it stands."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from joserfc.jwk import ECKey

from bromost_common.auth import Role
from tests.live import EMAIL, PASSWORD, build, free_port, register, served

pytestmark = [pytest.mark.committed, pytest.mark.slow]

DOCUMENT = Path(__file__).parents[2] / "docs/api/authentication.md"
EXAMPLES = re.findall(r"```(sh|python)\n(.*?)```", DOCUMENT.read_text(), re.DOTALL)
COMMANDS = {"sh": ["bash", "-euo", "pipefail"], "python": [sys.executable]}


@pytest.fixture(scope="module")
def environment(
    template_url: str, new_database: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, str]]:
    """A running system with a key, two clients and a project."""
    from sqlalchemy import make_url  # noqa: PLC0415

    database_url = new_database(make_url(template_url).database)
    register(database_url, EMAIL, Role.ADMINISTRATOR)
    port = free_port()
    app = build(database_url, public_url=f"http://127.0.0.1:{port}")
    private_key = ECKey.generate_key("P-256")
    file = tmp_path_factory.mktemp("keys") / "private.pem"
    file.write_bytes(private_key.as_pem(private=True))
    with served(app, port=port) as url:
        yield {
            "PATH": os.environ["PATH"],
            "BROMOST": url,
            "PRIVATE_KEY": str(file),
            **prepared(url, private_key),
        }


def prepared(url: str, key: ECKey) -> dict[str, str]:
    """What the reader has made on the page of keys."""
    with httpx.Client(base_url=f"{url}/api/registry/v1") as browser:

        def made(path: str, **body: Any) -> Any:
            answer = browser.post(path, json=body)
            assert answer.is_success, answer.text
            return answer.json()

        made("/session", email=EMAIL, password=PASSWORD)
        programme = made("/programmes", code="MIC", title={"en": "Cooperation"})
        project = made(
            "/projects",
            programme_id=programme["id"],
            code="1",
            title={"en": "Youth councils"},
        )
        about = {"name": "Example", "lifetime_days": 1}
        read = ["project.read", "result.read"]
        api_key = made("/machines", permissions=[*read, "project.write"], **about)
        client = made("/machines", kind="client", permissions=read, **about)
        public = {"keys": [key.as_dict(private=False) | {"kid": "k1"}]}
        signing = made(
            "/machines", kind="client", permissions=read, public_keys=public, **about
        )
    return {
        "API_KEY": api_key["secret"],
        "CLIENT_ID": client["machine"]["id"],
        "CLIENT_SECRET": client["secret"],
        "SIGNING_CLIENT_ID": signing["machine"]["id"],
        "PROJECT_ID": project["id"],
    }


def test_there_are_examples() -> None:
    assert len(EXAMPLES) == 8


@pytest.mark.parametrize("number", range(len(EXAMPLES)))
def test_an_example_works_as_it_stands(
    environment: dict[str, str], number: int
) -> None:
    kind, text = EXAMPLES[number]

    done = subprocess.run(
        COMMANDS[kind],
        input=text,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    if kind == "sh":
        assert json.loads(done.stdout)
    else:
        assert done.stdout.count(".") == 2
