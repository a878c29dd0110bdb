"""A real SMTP server on loopback, and the worker that takes mail to it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from fastapi import FastAPI
from pydantic import SecretStr

from bromost_api.settings import Settings
from bromost_api.worker import all_jobs
from bromost_common.jobs import Job
from tests.deploy.distributed import free_port

SENDER = "Bromost <no-reply@bromost.example>"
NO_SERVER = "smtp://127.0.0.1:9"


@dataclass
class PostBox:
    """What the server was given; `answer` is what it says to the next message."""

    url: str = ""
    messages: list[EmailMessage] = field(default_factory=list)
    recipients: list[list[str]] = field(default_factory=list)
    answer: str = "250 OK"
    recipient_answer: str = "250 OK"

    async def handle_RCPT(  # noqa: N802  # the library's name
        self,
        _server: SMTP,
        _session: Session,
        envelope: Envelope,
        address: str,
        _options: list[str],
    ) -> str:
        if self.recipient_answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.recipient_answer

    async def handle_DATA(  # noqa: N802  # the library's name
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        if self.answer.startswith("250"):
            content: Any = envelope.content
            message = message_from_bytes(content, policy=default)
            assert isinstance(message, EmailMessage)
            self.messages.append(message)
            self.recipients.append(list(envelope.rcpt_tos))
        return self.answer


@contextmanager
def post_box() -> Iterator[PostBox]:
    box = PostBox()
    port = free_port()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        box.url = f"smtp://127.0.0.1:{port}"
        yield box
    finally:
        controller.stop()


def sending(registry: FastAPI, url: str | None) -> Settings:
    """Let the registry send its mail to the server at `url`."""
    settings: Settings = registry.state.settings.model_copy(
        update={"smtp_url": SecretStr(url) if url else None, "mail_from": SENDER}
    )
    registry.state.settings = settings
    return settings


async def deliver(registry: FastAPI) -> None:
    """Do what a worker would do about mail."""
    jobs = all_jobs(registry.state.settings)
    await jobs.start(Job("recovery.look_up", {}, registry.state.sessions))
    await jobs.start(Job("mail.send", {}, registry.state.sessions))


def text_of(message: EmailMessage, kind: str = "plain") -> str:
    part = message.get_body((kind,))
    assert part is not None
    return str(part.get_content())


def link_in(message: EmailMessage) -> str:
    found = re.search(r"https?://\S+#\S+", text_of(message))
    assert found is not None, text_of(message)
    return found.group(0)
