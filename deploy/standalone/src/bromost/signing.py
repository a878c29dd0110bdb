"""The keys that access tokens are signed with, looked after by hand."""

import asyncio

from pydantic import SecretStr

from bromost_api.tokens.signing import SigningKeys
from bromost_common.db import create_engine, session_maker
from bromost_common.secrets_at_rest import SecretBox


def replace_all(url: str, secret_key: str) -> None:
    """Start anew: tokens that were given out are good no more."""
    asyncio.run(_replace_all(url, SecretBox.of(SecretStr(secret_key))))


async def _replace_all(url: str, box: SecretBox) -> None:
    engine = create_engine(url, role="bromost_api", task="command", pool_size=1)
    try:
        async with session_maker(engine).begin() as session:
            await SigningKeys(session, box).replace_all()
    finally:
        await engine.dispose()
