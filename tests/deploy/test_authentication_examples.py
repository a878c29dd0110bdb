"""What docs/api tells third parties to type works as it stands."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from joserfc.jwk import ECKey

from bromost_common.auth import Role
from tests.live import EMAIL, PASSWORD, build, free_port, register, served

pytestmark = [pytest.mark.committed, pytest.mark.slow]

DOCUMENTS = sorted((Path(__file__).parents[2] / "docs/api").glob("*.md"))
EXAMPLES = [
    example
    for document in DOCUMENTS
    for example in re.findall(
        r"```(sh|python)\n(.*?)```", document.read_text(), re.DOTALL
    )
]
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
    with httpx.Client(base_url=f"{url}/api/") as browser:

        def made(path: str, of: str = "registry", **body: Any) -> Any:
            answer = browser.post(f"{of}/v1{path}", json=body)
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
        indicator = measured(made, project["id"])
        about: dict[str, Any] = {"name": "Example", "lifetime_days": 1}
        read = ["project.read", "result.read"]
        write = ["project.write", "entry.write"]
        api_key = made("/machines", permissions=[*read, *write], **about)
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
        "INDICATOR_ID": indicator,
    }


def measured(made: Callable[..., Any], project_id: str) -> str:
    """An indicator of the project with two years."""
    about: dict[str, Any] = {"title": {"en": "Councils"}, "of": "indicators"}
    path = f"/projects/{project_id}/results"
    result = made(path, kind="output", original_language="en", **about)
    counted = {"unit": "number", "direction": "increase", "decimals": 0}
    path = f"/results/{result['id']}/indicators"
    indicator = made(path, **counted, **about)
    for year in (2005, 2006):
        days = {"starts_on": f"{year}-01-01", "ends_on": f"{year}-12-31"}
        made(f"/indicators/{indicator['id']}/periods", of="indicators", **days)
    return str(indicator["id"])


def test_there_are_examples() -> None:
    assert len(EXAMPLES) == 10


@pytest.mark.parametrize("number", range(len(EXAMPLES)))
def test_an_example_works_as_it_stands(
    environment: dict[str, str], tmp_path: Path, number: int
) -> None:
    kind, text = EXAMPLES[number]

    done = subprocess.run(
        COMMANDS[kind],
        input=text,
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    if kind == "sh":
        told = json.loads(done.stdout)
        assert told
        assert told.get("refused", 0) == 0
    else:
        assert done.stdout.count(".") == 2
