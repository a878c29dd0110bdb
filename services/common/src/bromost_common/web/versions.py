"""Optimistic concurrency: `ETag` out, `If-Match` in."""

import re
from typing import Annotated, Protocol

from fastapi import Depends, Header, Response

from bromost_common.errors import VersionRequiredError, invalid

_ETAG = re.compile(r'(?:W/)?"(\d{1,9})"')


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
