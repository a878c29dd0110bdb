"""The way out: SMTP as the settings name it."""

import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from email.message import EmailMessage
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

import aiosmtplib

TIMEOUT_SECONDS = 20
_PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
_PERMANENT = 500

SMTPError = (aiosmtplib.SMTPException, OSError)


class Failure(NamedTuple):
    """Why a message was not taken, in the server's code rather than its words."""

    code: str
    is_permanent: bool


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
        return _failure(error.recipients[0])
    except aiosmtplib.SMTPResponseException as error:
        return _failure(error)
    except SMTPError as error:
        return failure_of(error)
    return None


def failure_of(error: BaseException) -> Failure:
    return Failure(type(error).__name__, is_permanent=False)


def _failure(error: aiosmtplib.SMTPResponseException) -> Failure:
    return Failure(str(error.code), is_permanent=error.code >= _PERMANENT)
