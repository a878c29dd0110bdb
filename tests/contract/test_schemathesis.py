"""S14: generated requests, right and wrong, to the system as it is really served.

No answer is a 5xx, none breaks its schema, and no refusal tells of stack, SQL or
version.
"""

import itertools
import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, TypeAlias, cast
from uuid import UUID

import httpx
import pytest
import schemathesis
from schemathesis.config import SchemathesisConfig
from schemathesis.core.parameters import ParameterLocation
from schemathesis.core.transport import Response
from schemathesis.generation.modes import GenerationMode
from schemathesis.specs.openapi.checks import (
    allow_header_conformance,
    negative_data_rejection,
    unsupported_method,
)
from schemathesis.specs.openapi.schemas import OpenApiSchema
from sqlalchemy import make_url

from bromost_common.web.idempotency import MAX_KEY_LENGTH
from bromost_common.web.versions import ETAG_PATTERN
from tests.live import Live, live

from .operations import MOUNTS, PUBLIC, document
from .things import Things, make_things, with_ids

Case: TypeAlias = schemathesis.Case[Any]
ETAG = re.compile(ETAG_PATTERN)
KEYS = itertools.count()

# What cannot be called with generated data; each has tests of its own.
EXCLUDED = {
    "stream_notifications": "an answer without an end",
}
# What ends the caller's own session, at least with some of the generated data.
ENDS_SESSIONS = {
    "change_own_password",
    "close_contribution",
    "deactivate_person",
    "end_own_session",
    "end_own_sessions",
    "end_person_sessions",
    "end_sessions_of_account",
    "step_up",
}
# Sent without the shared session, which they would replace for all that follow.
WITHOUT_SESSION = {"sign_out", "sign_out_here_and_there", "sign_in"}
# Each row of these is refused by itself, and the rest is kept.
ROW_BY_ROW = {"record_entries", "step_entries"}
# Done by who came by a link, whose session no person has.
BY_LINK = {
    "close_contribution",
    "confirm_answer",
    "download_own_file",
    "get_contribution",
    "hand_in_contribution",
    "hand_in_file",
    "save_answer",
}

CONFIG = SchemathesisConfig.from_dict(
    {
        "seed": 20061231,
        "generation": {
            "max-examples": 10,
            "deterministic": True,
            "no-shrink": True,
            "database": "none",
            "with-security-parameters": False,
        },
        "checks": {
            # Rules that no schema tells (a country's code, overlapping periods) refuse
            # with 422 what the schema allows.
            "positive_data_acceptance": {"enabled": False},
            "missing_required_header": {"expected-statuses": [428]},
            "negative_data_rejection": {"expected-statuses": ["4xx"]},
        },
    }
)


def schema_of(service: str) -> OpenApiSchema:
    schema = schemathesis.openapi.from_dict(document(service), config=CONFIG)
    without = list(EXCLUDED)
    return cast("OpenApiSchema", schema.exclude(operation_id=without))


registry = schema_of("api")
indicators = schema_of("indicators")
notifications = schema_of("notifications")


@pytest.fixture(scope="module")
def system(
    template_url: str, new_database: Callable[[str | None], str]
) -> Iterator[Live]:
    with live(new_database(make_url(template_url).database)) as system:
        yield system


@pytest.fixture(scope="module")
def things(system: Live) -> Things:
    things = make_things(system, system.sign_in())
    # While what they ask for is still there: the probes change and remove it.
    for operation in BY_LINK:
        link_session_for(system, operation, things.one("project_id") or "")
    return things


@cache
def token_for(system: Live, operation: str) -> str:
    """A session for each operation: some end theirs, and all later ones with it."""
    del operation
    return system.sign_in()


@cache
def link_session_for(system: Live, operation: str, project_id: str) -> str:
    """What a link gives the browser that opens it; one for each operation."""
    url = f"{system.url}{MOUNTS['indicators']}/v1"
    asked = httpx.post(
        f"{url}/projects/{project_id}/contribution-links",
        json={
            "name": operation,
            "email": "a.example@example.org",
            "language": "nb",
            "starts_on": "2000-01-01",
            "ends_on": "2030-12-31",
            "mail": False,
        },
        cookies={"sid": token_for(system, operation)},
    )
    assert asked.status_code == 201, asked.text
    token = asked.json()["link"].removeprefix("/c#")
    opened = httpx.post(f"{url}/contribution/session", json={"token": token})
    assert opened.status_code == 204, opened.text
    return opened.cookies["contribution"]


def session_for(system: Live, name: str, things: Things) -> dict[str, str]:
    """The header that says who calls."""
    if name in WITHOUT_SESSION:
        return {}
    if name in BY_LINK:
        project_id = things.one("project_id") or ""
        return {"Cookie": f"contribution={link_session_for(system, name, project_id)}"}
    return {"Cookie": f"sid={token_for(system, name)}"}


@registry.parametrize()
def test_s14_registry(case: Case, system: Live, things: Things) -> None:
    probe(case, "api", system, things)


@indicators.parametrize()
def test_s14_indicators(case: Case, system: Live, things: Things) -> None:
    probe(case, "indicators", system, things)


@notifications.parametrize()
def test_s14_notifications(case: Case, system: Live, things: Things) -> None:
    probe(case, "notifications", system, things)


def probe(case: Case, service: str, system: Live, things: Things) -> None:
    name = case.operation.definition.raw["operationId"]
    point_at_real_things(case, things)
    answer = case.call_and_validate(
        base_url=system.url + MOUNTS[service],
        headers=session_for(system, name, things),
        additional_checks=[etag_is_documented, refusals_tell_nothing],
        excluded_checks=[
            *[unsupported_method, allow_header_conformance]
            * is_shadowed(case.path, service),
            *[negative_data_rejection] * (name in ROW_BY_ROW),
        ],
    )
    # Or else nothing but the door is tried.
    assert answer.status_code != 401 or name in ENDS_SESSIONS | PUBLIC
    if answer.status_code < 300:
        tag = answer.headers.get("etag", [None])[0]
        things.learn(case.formatted_path, answer, tag)


def point_at_real_things(case: Case, things: Things) -> None:
    """Put real ids and versions in place of generated ones that have their form."""
    assert case.meta is not None
    body = case.meta.components.get(ParameterLocation.BODY)
    if body is not None and body.mode is GenerationMode.POSITIVE:
        case.body = with_ids(case.body, things)
    for name, value in case.path_parameters.items():
        real = things.one(name)
        if real is not None and is_uuid(value):
            case.path_parameters[name] = real
    tag = things.tag_in(case.formatted_path)
    if tag is not None and ETAG.fullmatch(str(case.headers.get("if-match"))):
        case.headers["if-match"] = tag
    if 0 < len(str(case.headers.get("idempotency-key", ""))) <= MAX_KEY_LENGTH:
        # Generated keys repeat, and would be refused for another body.
        case.headers["idempotency-key"] = f"key-{next(KEYS)}"


def is_uuid(value: object) -> bool:
    try:
        return str(UUID(str(value))) == str(value).lower()
    except ValueError:
        return False


def is_shadowed(path: str, service: str) -> bool:
    """Whether `/things/links` is also a `/things/{id}` to another method."""
    return any(
        re.fullmatch(re.sub(r"{[^}]+}", "[^/]+", other), path)
        for other in document(service)["paths"]
        if other != path
    )


# What a stack, a statement, a driver or a package's version looks like.
_TELLING = re.compile(
    r"Traceback|File \\?\"|site-packages|\.py\b|line \d+"
    r"|\b(?:SELECT|INSERT INTO|UPDATE|DELETE FROM)\s+\w+|\bbromost_\w+\b"
    r"|asyncpg|sqlalchemy|pydantic|starlette|fastapi|uvicorn|python|postgres",
    re.IGNORECASE,
)


def refusals_tell_nothing(
    ctx: schemathesis.CheckContext, response: Response, case: Case
) -> None:
    del ctx
    if response.status_code < 400:
        return
    # What was sent may be repeated; it is no secret to who sent it.
    sent = f"{case.body!r}{case.query!r}{case.headers!r}{case.formatted_path}"
    told = [found for found in _TELLING.findall(response.text) if found not in sent]
    assert told == [], "a refusal tells of the machinery"
    assert "server" not in response.headers
    assert "x-powered-by" not in response.headers


def etag_is_documented(
    ctx: schemathesis.CheckContext, response: Response, case: Case
) -> None:
    del ctx
    if "etag" not in response.headers:
        return
    described = case.operation.definition.raw["responses"][str(response.status_code)]
    assert "ETag" in described["headers"], "tell readers of the document about it"
