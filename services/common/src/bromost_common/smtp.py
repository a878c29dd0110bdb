"""The way out: SMTP as the settings name it."""

import asyncio
import re
import ssl
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from email.message import EmailMessage
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

import aiosmtplib

TIMEOUT_SECONDS = 20
_PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
_PERMANENT = 500
_STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")
# A full mailbox, a message that is too long, the system, the network, the content, or a
# rule against this sender: none of them says anything about the address.
_NOT_THE_ADDRESS = re.compile(r"5\.(2\.[23]|3\.\d+|4\.[1-35-9]|6\.\d+|7\.\d+)")

SMTPError = (aiosmtplib.SMTPException, OSError)


class Failure(NamedTuple):
    """Why a message was not taken, in the server's code rather than its words."""

    code: str
    is_permanent: bool
    # The fault is the address's, not this message's, this sender's or the server's.
    is_of_address: bool = False


@asynccontextmanager
async def connected(url: str) -> AsyncIterator[aiosmtplib.SMTP]:
    parts = urlsplit(url)
    if parts.scheme not in _PORTS or not parts.hostname:
        raise ValueError("BROMOST_SMTP_URL is smtps://, smtp+starttls:// or smtp://")
    encrypted = parts.scheme != "smtp"
    client = aiosmtplib.SMTP(
        hostname=parts.hostname,
        port=parts.port or _PORTS[parts.scheme],
        username=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password else None,
        use_tls=parts.scheme == "smtps",
        start_tls=parts.scheme == "smtp+starttls",
        tls_context=ssl.create_default_context() if encrypted else None,
        timeout=TIMEOUT_SECONDS,
    )
    async with client:
        yield client


async def hand_over(client: aiosmtplib.SMTP, message: EmailMessage) -> Failure | None:
    try:
        await client.send_message(message)
    except aiosmtplib.SMTPRecipientsRefused as error:
        refused = error.recipients[0]
        return _failure(refused)._replace(is_of_address=_blames_address(refused))
    except aiosmtplib.SMTPResponseException as error:
        return _failure(error)
    except SMTPError as error:
        return failure_of(error)
    return None


def failure_of(error: BaseException) -> Failure:
    return Failure(type(error).__name__, is_permanent=False)


def _failure(error: aiosmtplib.SMTPResponseException) -> Failure:
    return Failure(str(error.code), is_permanent=error.code >= _PERMANENT)


def _blames_address(error: aiosmtplib.SMTPResponseException) -> bool:
    """By the enhanced status where there is one: 5.7.1 is a rule against the sender."""
    if error.code < _PERMANENT:
        return False
    status = _STATUS.match(error.message.strip())
    return status is None or is_of_address(status.group(0))


def is_of_address(status: str) -> bool:
    """Whether a status (RFC 3463) says that nothing will ever arrive there."""
    return status.startswith("5.") and _NOT_THE_ADDRESS.fullmatch(status) is None


class Post:
    """A connection that is made when first needed, and again when it was lost."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._client: aiosmtplib.SMTP | None = None
        self._opened = AsyncExitStack()
        self._one_at_a_time = asyncio.Lock()

    async def hand_over(self, message: EmailMessage) -> Failure | None:
        async with self._one_at_a_time:
            try:
                if self._client is None or not self._client.is_connected:
                    self._client = await self._opened.enter_async_context(
                        connected(self._url)
                    )
            except SMTPError as error:
                return failure_of(error)
            return await hand_over(self._client, message)

    async def close(self) -> None:
        with suppress(*SMTPError):
            await self._opened.aclose()
