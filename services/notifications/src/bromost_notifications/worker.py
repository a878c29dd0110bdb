"""What this service does beside answering requests."""

import asyncio
from functools import partial

from bromost_common.db import SessionMaker, create_engine, session_maker
from bromost_common.jobs import Jobs
from bromost_common.privacy.worker import PersonalDataWorker
from bromost_common.process import run_until_stopped
from bromost_common.relay import Relay

from .access import ACCESS
from .announcements import telling as announcements
from .chat_channels.channel import CHANNELS, ChatMessages
from .chat_channels.fan_out import CONSUMER as CHATS
from .chat_channels.fan_out import TellChats
from .deadlines import scan as deadlines
from .inbox import waking
from .inbox.handlers import CONSUMER, NotifyReaders
from .mail.channel import EmailChannel
from .personal_data import PERSONAL_DATA
from .sending.addresses import Guard
from .sending.receivers import ReceiverSender
from .sending.sender import Sender
from .sending.ways_out import attempts_by_channel
from .settings import ROLE, Settings
from .webhooks.channel import WebhookChannel
from .webhooks.fan_out import CONSUMER as WEBHOOKS
from .webhooks.fan_out import TellEndpoints
from .webhooks.sender import ENDPOINTS


def all_senders(sessions: SessionMaker, settings: Settings) -> list[Sender]:
    """Of the ways out that this installation has; nothing is written for others."""
    senders: list[Sender] = []
    if settings.sends_mail:
        senders.append(Sender(sessions, EmailChannel(sessions, settings)))
    if settings.secret_key is not None:
        guard = Guard.of(settings.webhook_networks, allows_plain=settings.webhook_http)
        channel = WebhookChannel(sessions, guard, settings.secret_key)
        senders.append(ReceiverSender(sessions, channel, ENDPOINTS))
        chats = ChatMessages(sessions, guard, settings.secret_key, settings.public_url)
        senders.append(ReceiverSender(sessions, chats, CHANNELS))
    return senders


async def run(settings: Settings, stop: asyncio.Event) -> None:
    """Work until `stop` is set."""
    engine = create_engine(
        settings.database_url.get_secret_value(), role=ROLE, task="worker", pool_size=6
    )
    sessions = session_maker(engine)
    told_by = attempts_by_channel(settings)
    relay = Relay(
        sessions, CONSUMER, partial(NotifyReaders, access=ACCESS, channels=told_by)
    )
    endpoints = Relay(
        sessions, WEBHOOKS, partial(TellEndpoints, origin=settings.public_url)
    )
    chats = Relay(sessions, CHATS, TellChats)
    jobs = Jobs()
    deadlines.register(jobs)
    waking.register(jobs)
    announcements.register(jobs)
    personal_data = PersonalDataWorker("notifications", PERSONAL_DATA, sessions)
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(relay.run(stop))
            group.create_task(endpoints.run(stop))
            group.create_task(chats.run(stop))
            group.create_task(jobs.run(engine, stop))
            group.create_task(personal_data.run(stop))
            for sender in all_senders(sessions, settings):
                group.create_task(sender.run(stop))
    finally:
        await engine.dispose()


if __name__ == "__main__":
    run_until_stopped(partial(run, Settings()))
