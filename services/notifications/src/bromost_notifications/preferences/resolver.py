"""Whether, how and why somebody hears of something: the one rule, without a database.

What is mandatory comes at once. Then what somebody set for an object, then their own
rules, then those of the programme, then what holds for all. Of rules the most specific
one holds: of a programme before all programmes, of a topic before all topics, of a
channel before all channels.
"""

from collections.abc import Iterable
from typing import Literal, NamedTuple, TypeAlias
from uuid import UUID

from .topics import Reason, is_mandatory

Mode: TypeAlias = Literal["off", "immediate", "hourly", "daily", "weekly"]
Channel: TypeAlias = Literal["inbox", "email"]
Level: TypeAlias = Literal["watching", "participating", "normal", "muted"]
Because: TypeAlias = Literal["mandatory", "muted", "own", "programme", "default"]

ANY = "*"
CONCERNED = frozenset[Reason]({"told", "involved", "role"})
# Whoever only may read of something, or once had to do with it, gets no mail of it
# unless they ask for that very topic: rules for all topics say how, not of what.
_MERELY_READ = frozenset[Reason]({"participating", "reads"})


class Rule(NamedTuple):
    """A wish; `*` is every topic or channel, and None every programme."""

    topic: str
    channel: str
    programme_id: UUID | None
    mode: Mode


class News(NamedTuple):
    """What somebody may hear of, by a channel, and what it is to them."""

    topic: str
    channel: Channel
    programme_id: UUID | None
    reason: Reason
    level: Level | None = None


class Decision(NamedTuple):
    """How they hear of it, and what decided that."""

    mode: Mode
    because: Because


def decide(news: News, own: Iterable[Rule], laid_down: Iterable[Rule]) -> Decision:
    """`own` are the reader's rules, `laid_down` those of the programme."""
    if is_mandatory(news.topic):
        return Decision("immediate", "mandatory")
    if news.level == "muted":
        return Decision("off", "muted")
    found = _strongest(news, own)
    if found is not None:
        return Decision(_possible(news.channel, found.mode), "own")
    found = _strongest(news, laid_down)
    if found is not None:
        return Decision(_possible(news.channel, found.mode), "programme")
    return Decision(_default(news), "default")


def _default(news: News) -> Mode:
    if news.channel == "inbox" or news.reason in CONCERNED:
        return "immediate"
    return "daily" if news.reason == "watching" else "off"


def _strongest(news: News, rules: Iterable[Rule]) -> Rule | None:
    holding = [rule for rule in rules if _holds(rule, news)]
    return max(holding, key=_specificity, default=None)


def _holds(rule: Rule, news: News) -> bool:
    topics = {news.topic, ANY}
    if news.channel == "email" and news.reason in _MERELY_READ:
        topics = {news.topic}
    return (
        rule.topic in topics
        and rule.channel in {news.channel, ANY}
        and rule.programme_id in {news.programme_id, None}
    )


def _specificity(rule: Rule) -> tuple[bool, bool, bool]:
    return rule.programme_id is not None, rule.topic != ANY, rule.channel != ANY


def _possible(channel: Channel, mode: Mode) -> Mode:
    """The inbox is there at once or not at all."""
    return "immediate" if channel == "inbox" and mode != "off" else mode
