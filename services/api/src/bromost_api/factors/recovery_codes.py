"""Codes on paper: made at once, shown once, each good once."""

import asyncio
import hashlib
import re
import secrets
from uuid import UUID

from bromost_api.accounts.passwords import digest_code

NUMBER = 10
# Nothing that is read for something else: no 0 o 1 l i.
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
_GROUPS, _GROUP = 3, 4


def new_codes() -> list[str]:
    return [
        "-".join(
            "".join(secrets.choice(_ALPHABET) for _ in range(_GROUP))
            for _ in range(_GROUPS)
        )
        for _ in range(NUMBER)
    ]


async def digest(code: str, account_id: UUID) -> bytes:
    """As it is stored; written with or without hyphens and in any case."""
    salt = hashlib.sha256(b"recovery code" + account_id.bytes).digest()
    return await digest_code(re.sub(r"[\s-]", "", code).lower(), salt)


async def digests(codes: list[str], account_id: UUID) -> list[bytes]:
    return list(await asyncio.gather(*(digest(code, account_id) for code in codes)))
