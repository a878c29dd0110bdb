"""N14: of all wishes the most specific one holds, and what is mandatory always."""

from typing import Any, get_args
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

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
MODES = st.sampled_from(get_args(Mode))
NAMES = st.sampled_from(["role.given", "entries.returned", "project.changed", "new"])


def lists(programmes: list[UUID | None]) -> st.SearchStrategy[list[Rule]]:
    rule = st.builds(
        Rule,
        topic=NAMES | st.just("*"),
        channel=st.sampled_from(["*", *get_args(Channel)]),
        programme_id=st.sampled_from(programmes),
        mode=MODES,
    )
    # As the table has it: one for each place.
    return st.lists(rule, max_size=12, unique_by=lambda one: one[:3])


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


@settings(max_examples=10_000, deadline=None, derandomize=True)
@given(
    news=st.builds(
        News,
        topic=NAMES,
        channel=st.sampled_from(get_args(Channel)),
        programme_id=st.sampled_from([None, HERE]),
        reason=st.sampled_from(get_args(Reason)),
        level=st.sampled_from([None, *get_args(Level)]),
    ),
    own=lists([None, HERE, ELSEWHERE]),
    laid_down=lists([HERE]),
)
def test_n14_the_most_specific_wish_holds_and_the_mandatory_always(
    news: News, own: list[Rule], laid_down: list[Rule]
) -> None:
    if news.programme_id is None:
        # A programme says nothing of what is in none.
        laid_down = []

    assert decide(news, own, laid_down).mode == oracle(news, own, laid_down)


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
