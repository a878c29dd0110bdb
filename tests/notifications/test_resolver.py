"""N14: of all wishes the most specific one holds, and what is mandatory always."""

from random import Random
from typing import Any, get_args
from uuid import UUID

from bromost_common.contracts import (
    announcements,
    chat_channels,
    deadlines,
    finance,
    imports,
    indicators,
    mail,
    networks,
    organisations,
    partnerships,
    people,
    projects,
    reports,
    webhooks,
)
from bromost_common.outbox import Event
from bromost_notifications.preferences.resolver import (
    Channel,
    Level,
    Mode,
    News,
    Rule,
    decide,
)
from bromost_notifications.preferences.topics import TOPICS, Reason, topic_of

HERE, ELSEWHERE = UUID(int=1), UUID(int=2)
NAMES = ["role.given", "entries.returned", "project.changed", "new"]
CASES = 10_000


def lists(chance: Random, programmes: list[UUID | None]) -> list[Rule]:
    """Up to a dozen wishes, as the table has them: one for each place."""
    rules = [
        Rule(
            topic=chance.choice([*NAMES, "*"]),
            channel=chance.choice(["*", *get_args(Channel)]),
            programme_id=chance.choice(programmes),
            mode=chance.choice(get_args(Mode)),
        )
        for _ in range(chance.randrange(13))
    ]
    return list({rule[:3]: rule for rule in rules}.values())


def oracle(news: News, own: list[Rule], laid_down: list[Rule]) -> str:
    """The same from the most specific place to the least, one after another."""
    if news.topic == "role.given":
        return "immediate"
    if news.level == "muted":
        return "off"
    asked_for = news.channel == "email" and news.reason in {"reads", "participating"}
    for rules in (own, laid_down):
        modes = {rule[:3]: rule.mode for rule in rules}
        for programme in [news.programme_id, None]:
            for topic in [news.topic] if asked_for else [news.topic, "*"]:
                for channel in [news.channel, "*"]:
                    mode = modes.get((topic, channel, programme))
                    if mode and news.channel == "inbox" and mode != "off":
                        return "immediate"
                    if mode:
                        return mode
    if news.channel == "inbox" or news.reason in {"told", "involved", "role"}:
        return "immediate"
    return "daily" if news.reason == "watching" else "off"


def test_n14_the_most_specific_wish_holds_and_the_mandatory_always() -> None:
    for case in range(CASES):
        # Each case can be had again by its number.
        chance = Random(case)  # noqa: S311  # no secret
        news = News(
            topic=chance.choice(NAMES),
            channel=chance.choice(get_args(Channel)),
            programme_id=chance.choice([None, HERE]),
            reason=chance.choice(get_args(Reason)),
            level=chance.choice([None, *get_args(Level)]),
        )
        own = lists(chance, [None, HERE, ELSEWHERE])
        # A programme says nothing of what is in none.
        laid_down = lists(chance, [HERE]) if news.programme_id else []

        assert decide(news, own, laid_down).mode == oracle(news, own, laid_down), case


def test_every_event_is_a_topic_and_every_topic_an_event() -> None:
    modules: list[Any] = [
        *(announcements, chat_channels, deadlines, finance, imports, indicators, mail),
        *(networks, organisations, partnerships, people, projects, reports),
        webhooks,
    ]
    events = {
        topic_of(kind.event_type)
        for module in modules
        for kind in vars(module).values()
        if isinstance(kind, type)
        and issubclass(kind, Event)
        and "event_type" in vars(kind)
    }

    assert events == set(TOPICS)
