"""Speaks as each kind of channel is spoken to: apprise knows how, and we dial.

Apprise's services make their requests by `requests`, which would go wherever an address
leads, follow redirects and read whatever is answered. Of those used here that name is
bound to `_Guarded`: what they ask goes through the one guarded door that webhooks have,
to the very place that the channel's address names, and never elsewhere.
"""

import asyncio
import logging
from collections.abc import Mapping
from contextvars import ContextVar
from functools import partial
from typing import Any
from urllib.parse import urlencode, urlsplit
from uuid import UUID

from apprise import AppriseAsset
from apprise.common import PersistentStoreMode
from apprise.plugins import mattermost, slack, workflows
from apprise.plugins.matrix import base as matrix
from requests.exceptions import RequestException, TooManyRedirects
from requests.status_codes import codes
from sqlalchemy.util import await_only, greenlet_spawn

from bromost_notifications.sending.channel import Outcome
from bromost_notifications.sending.posting import Answer, Poster

from .destinations import (
    Destination,
    MatrixDestination,
    SlackDestination,
)

# Matrix is asked three times for one message.
TOTAL_SECONDS = 30.0
MOST_CHARACTERS = 12_000
_ASSET = AppriseAsset(app_id="Bromost", storage_mode=PersistentStoreMode.MEMORY)
# What it logs may hold addresses. Setting up the logs would enable the logger again.
logging.getLogger("apprise").addFilter(lambda _: False)


class _NotTakenError(Exception):
    """Not what apprise catches: whatever is answered, it does not go on by itself."""

    def __init__(self, answer: Answer) -> None:
        super().__init__()
        self.answer = answer


class _Said:
    """An answer as apprise reads it."""

    def __init__(self, answer: Answer) -> None:
        self.status_code = answer.status
        self.text = answer.head or ""
        self.content = self.text.encode()
        self.headers: dict[str, str] = {}


class _Talk:
    """With one channel; nobody else is spoken to meanwhile."""

    def __init__(self, poster: Poster, address: str) -> None:
        self._poster = poster
        self._place = urlsplit(address)
        self.answer: Answer | None = None

    async def ask(
        self, method: str, url: str, body: str | None, headers: Mapping[str, str]
    ) -> Answer:
        asked = urlsplit(url)
        if (asked.hostname, asked.port or 443) != (
            self._place.hostname,
            self._place.port or 443,
        ):
            return Answer(None, "address_refused")
        there = asked._replace(scheme=self._place.scheme, netloc=self._place.netloc)
        kept = {n: v for n, v in headers.items() if n.lower() != "user-agent"}
        self.answer = await self._poster.post(
            there.geturl(), (body or "").encode(), kept, method
        )
        return self.answer


_TALK: ContextVar[_Talk] = ContextVar("chat")


class _Guarded:
    """What apprise's services use of `requests`."""

    codes = codes
    RequestException = RequestException
    TooManyRedirects = TooManyRedirects

    def request(
        self,
        method: str,
        url: str,
        *,
        data: str | None = None,
        headers: Mapping[str, str],
        params: Mapping[str, str] | None = None,
        **_: object,
    ) -> _Said:
        whole = f"{url}?{urlencode(params)}" if params else url
        answer = await_only(_TALK.get().ask(method.upper(), whole, data, headers))
        if not answer.is_success:
            raise _NotTakenError(answer)
        return _Said(answer)

    def get(self, url: str, **how: Any) -> _Said:
        return self.request("GET", url, **how)

    def post(self, url: str, **how: Any) -> _Said:
        return self.request("POST", url, **how)

    def put(self, url: str, **how: Any) -> _Said:
        return self.request("PUT", url, **how)


for _module in (slack, mattermost, workflows, matrix):
    vars(_module)["requests"] = _Guarded()


_SERVICES: dict[str, Any] = {
    "slack": partial(slack.NotifySlack, include_footer=False),
    "mattermost": mattermost.NotifyMattermost,
    "teams": workflows.NotifyWorkflows,
}


async def speak(
    poster: Poster, destination: Destination, text: str, message_id: UUID
) -> Outcome:
    """Send `text`, CommonMark. Matrix writes one of the same id once."""
    service = _service(destination, message_id)
    talk = _Talk(poster, destination.address)
    token = _TALK.set(talk)
    try:
        async with asyncio.timeout(TOTAL_SECONDS):
            is_done = await greenlet_spawn(
                service.notify, body=text, body_format="markdown"
            )
    except _NotTakenError as refused:
        return refused.answer.outcome()
    except TimeoutError:
        return Answer(None, "timeout").outcome()
    finally:
        _TALK.reset(token)
    if talk.answer is None or not is_done:
        head = talk.answer.head if talk.answer else None
        return Outcome("failed", "bad_answer", response=head)
    return talk.answer.outcome()


def _service(destination: Destination, message_id: UUID) -> Any:
    """Of apprise, for one message. To wait is the sender's, who goes on meanwhile."""
    parts = urlsplit(destination.address)
    place = {
        "host": parts.hostname,
        "port": parts.port,
        "secure": parts.scheme == "https",
        "asset": _ASSET,
        "include_image": False,
    }
    named = destination.named()
    service: Any
    if isinstance(destination, MatrixDestination):
        service = _matrix(destination, message_id, place)
    else:
        service = _SERVICES[destination.kind](**named, **place)
        # One text is one message; they all take more than apprise lets them.
        service.body_maxlen = MOST_CHARACTERS
    if isinstance(destination, SlackDestination):
        # Others take the same messages at addresses of their own.
        service.webhook_url = f"{parts.scheme}://{parts.netloc}/services"
    service.request_rate_per_sec = 0
    return service


def _matrix(
    destination: MatrixDestination, message_id: UUID, place: dict[str, Any]
) -> Any:
    make: Any = matrix.NotifyMatrix
    service = make(
        password=destination.token,
        targets=[destination.room],
        discovery=False,
        e2ee=False,
        hsreq=False,
        **place,
    )
    # As it would do by itself, but with the message's own id: tried again, it is the
    # same one to the server.
    service.access_token, service.transaction_id = destination.token, message_id
    return service
