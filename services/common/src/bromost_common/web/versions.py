"""Optimistic concurrency: `ETag` out, `If-Match` in."""

import re
from typing import Annotated, Any, Protocol

from fastapi import Depends, Header, Response

from bromost_common.errors import VersionRequiredError, invalid

ETAG_PATTERN = r'^(W/)?"[0-9]{1,9}"$'
_ETAG = re.compile(r'(?:W/)?"([0-9]{1,9})"')
ETAG_HEADER: dict[str, Any] = {
    "description": "The version, to be sent as `If-Match` with a change.",
    "required": True,
    "schema": {"type": "string", "pattern": ETAG_PATTERN},
    "example": '"3"',
}
# For `responses=` of a route whose answer holds its version deeper inside.
WITH_ETAG: dict[int | str, dict[str, Any]] = {200: {"headers": {"ETag": ETAG_HEADER}}}


class Versioned(Protocol):
    """Anything that counts its versions."""

    version: int


def etag(version: int) -> str:
    return f'"{version}"'


def set_etag(response: Response, thing: Versioned) -> None:
    response.headers["ETag"] = etag(thing.version)


async def _expected_version(
    if_match: Annotated[
        str | None,
        Header(description='The `ETag` that the change was made on, e.g. `"3"`.'),
    ] = None,
) -> int:
    if if_match is None:
        raise VersionRequiredError("Send If-Match with the ETag that you read.")
    found = _ETAG.fullmatch(if_match.strip())
    if found is None:
        raise invalid(
            "header",
            "if-match",
            code="invalid_etag",
            message="This is not an ETag of ours.",
        )
    return int(found.group(1))


ExpectedVersion = Annotated[int, Depends(_expected_version)]
