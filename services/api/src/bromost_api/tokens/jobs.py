"""What is done for tokens in time, whether or not anybody asks for one."""

from functools import partial

from pydantic import SecretStr

from bromost_common.db import SessionMaker
from bromost_common.jobs import Jobs
from bromost_common.secrets_at_rest import SecretBox

from .repository import ClientRepository
from .signing import SigningKeys


def register(jobs: Jobs, secret_key: SecretStr | None) -> None:
    if secret_key is not None:
        box = SecretBox.of(secret_key)
        jobs.cron("tokens.signing_keys", "*/10 * * * *")(partial(keep_keys, box))
    jobs.cron("tokens.forget", "*/15 * * * *")(forget)


async def keep_keys(box: SecretBox, sessions: SessionMaker) -> None:
    async with sessions.begin() as session:
        await SigningKeys(session, box).keep_in_time()


async def forget(sessions: SessionMaker) -> None:
    async with sessions.begin() as session:
        await ClientRepository(session).forget_assertions()
