"""Answers that say "as before" to who has them already."""

import hashlib
from typing import Annotated, Any

from fastapi import Header, Response, status
from pydantic import BaseModel

TAG = {"ETag": {"required": True, "schema": {"type": "string"}}}
AS_BEFORE: dict[int | str, dict[str, Any]] = {
    200: {"headers": TAG},
    304: {"description": "As before.", "headers": TAG},
}
Known = Annotated[str | None, Header(alias="If-None-Match")]


def tagged(answer: BaseModel, known: str | None, tag: str | None = None) -> Any:
    """With a tag, of what it says or as given: who has it already gets no body."""
    body = answer.model_dump_json().encode()
    tag = tag or f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    # A browser keeps it, and asks each time whether it still holds.
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    if tag in (known or "").replace("W/", "").split(", "):
        return Response(status_code=status.HTTP_304_NOT_MODIFIED, headers=headers)
    return Response(body, media_type="application/json", headers=headers)
