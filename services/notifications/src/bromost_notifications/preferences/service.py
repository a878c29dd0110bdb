from collections.abc import Iterable, Sequence
from functools import cache
from uuid import UUID
from zoneinfo import available_timezones

from sqlalchemy import func
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.db import new_id
from bromost_common.errors import InvalidError, StaleVersionError, invalid

from .models import PreferenceDefaults, UserSetting
from .repository import PreferenceRepository, laid_down
from .resolver import ANY, Channel, News, Rule, decide
from .schedule import DIGESTS, Clock
from .schemas import (
    ClockSettings,
    DefaultRule,
    HowOne,
    PreferenceDefaultsBody,
    PreferenceDefaultsOut,
    PreferenceRule,
    PreferenceRuleOut,
    PreferencesBody,
    PreferencesOut,
    TopicOut,
    as_time,
    as_written,
)
from .topics import TOPICS, is_mandatory, topic_of


class MandatoryTopicError(InvalidError):
    """Of this one hears in any case."""

    code = "mandatory_topic"


async def set_off(
    session: AsyncSession, account_id: UUID, topic: str, channel: Channel
) -> None:
    """Nothing more of a topic by a channel, wherever it is from.

    `topic` may be the type of an event. Raises `MandatoryTopicError` where somebody
    hears of it in any case. For whoever acts as this account, or as the system.
    """
    wanted = topic_of(topic)
    if is_mandatory(wanted):
        raise MandatoryTopicError("Everybody hears of this in any case.")
    await PreferenceRepository(session).set_off(account_id, wanted, channel)


def clock_of(settings: UserSetting | None) -> Clock:
    if settings is None:
        return Clock()
    return Clock(
        settings.time_zone,
        settings.quiet_from,
        settings.quiet_to,
        settings.digest_at,
        settings.digest_weekday,
    )


class PreferenceService:
    """What people wish to hear. Runs inside its caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._preferences = PreferenceRepository(session)

    async def own(self, programme_id: UUID | None, *, actor: Actor) -> PreferencesOut:
        laid: Sequence[Rule] = []
        if programme_id is not None:
            await self._preferences.require(actor, "preference.read", programme_id)
            defaults = await self._preferences.defaults(programme_id)
            laid = laid_down(defaults.rules if defaults else None, programme_id)
        settings = await self._preferences.settings(actor.account_id)
        rules = await self._preferences.rules(actor.account_id)
        return PreferencesOut(
            clock=_shown(clock_of(settings)),
            rules=[PreferenceRuleOut.model_validate(rule) for rule in rules],
            topics=_topics(programme_id, rules, laid),
            version=settings.version if settings else 1,
        )

    async def replace(
        self, wanted: PreferencesBody, version: int, *, actor: Actor
    ) -> PreferencesOut:
        _check_zone(wanted.clock.time_zone)
        _check_rules(wanted.rules)
        rules = [Rule(**one.model_dump()) for one in wanted.rules]
        named = {rule.programme_id for rule in rules if rule.programme_id}
        if await self._preferences.unseen(named):
            raise invalid(
                *("body", "rules"),
                code="unknown_programme",
                message="There is no such programme.",
            )
        settings = await self._preferences.lock(actor.account_id)
        if settings.version != version:
            raise StaleVersionError(
                "You changed this somewhere else.",
                current=await self.own(None, actor=actor),
            )
        _set(settings, wanted.clock)
        await self._preferences.replace(actor.account_id, rules)
        await self._preferences.keep(settings)
        return await self.own(None, actor=actor)

    async def defaults(
        self, programme_id: UUID, *, actor: Actor
    ) -> PreferenceDefaultsOut:
        await self._preferences.require(actor, "preference.read", programme_id)
        return _defaults_out(await self._defaults(programme_id))

    async def replace_defaults(
        self,
        programme_id: UUID,
        wanted: PreferenceDefaultsBody,
        version: int,
        *,
        actor: Actor,
    ) -> PreferenceDefaultsOut:
        await self._preferences.require(actor, "preference.write", programme_id)
        _check_rules(wanted.rules)
        defaults = await self._defaults(programme_id)
        if defaults.version != version:
            raise StaleVersionError(
                "Somebody else changed these defaults.", current=_defaults_out(defaults)
            )
        rules: dict[str, dict[str, str]] = {}
        for rule in wanted.rules:
            rules.setdefault(rule.topic, {})[rule.channel] = rule.mode
        if rules != defaults.rules:
            defaults.rules = rules
            defaults.version += 1
            await self._preferences.keep(defaults)
        return _defaults_out(defaults)

    async def _defaults(self, programme_id: UUID) -> PreferenceDefaults:
        found = await self._preferences.defaults(programme_id)
        return found or PreferenceDefaults(
            id=new_id(), programme_id=programme_id, rules={}, version=1
        )


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def _check_zone(name: str) -> None:
    if name not in _zones():
        raise invalid(
            *("body", "clock", "time_zone"),
            code="unknown_time_zone",
            message="There is no such time zone.",
        )


def _check_rules(rules: Sequence[PreferenceRule | DefaultRule]) -> None:
    seen: set[tuple[object, ...]] = set()
    for place, rule in enumerate(rules):
        at = ("body", "rules", place)
        if rule.topic != ANY and rule.topic not in TOPICS:
            raise invalid(
                *at, "topic", code="unknown_topic", message="There is no such topic."
            )
        if is_mandatory(rule.topic):
            raise MandatoryTopicError("Everybody hears of this in any case.")
        if rule.channel == "inbox" and rule.mode in DIGESTS:
            raise invalid(
                *(*at, "mode"),
                code="not_in_inbox",
                message="The inbox is there at once or not at all.",
            )
        key = (rule.topic, rule.channel, getattr(rule, "programme_id", None))
        if key in seen:
            raise invalid(*at, code="twice", message="This rule is there twice.")
        seen.add(key)


def _set(settings: UserSetting, clock: ClockSettings) -> None:
    settings.time_zone = clock.time_zone
    settings.quiet_from = as_time(clock.quiet_from) if clock.quiet_from else None
    settings.quiet_to = as_time(clock.quiet_to) if clock.quiet_to else None
    settings.digest_at = as_time(clock.digest_at)
    settings.digest_weekday = clock.digest_weekday
    settings.version += 1
    settings.updated_at = func.now()


def _shown(clock: Clock) -> ClockSettings:
    return ClockSettings(
        time_zone=clock.time_zone,
        quiet_from=as_written(clock.quiet_from) if clock.quiet_from else None,
        quiet_to=as_written(clock.quiet_to) if clock.quiet_to else None,
        digest_at=as_written(clock.digest_at),
        digest_weekday=clock.digest_weekday,
    )


def _topics(
    programme_id: UUID | None, own: Iterable[Rule], laid: Iterable[Rule]
) -> list[TopicOut]:
    """What holds for who is told of each topic in the way that it mostly is."""

    def how(key: str, channel: Channel) -> HowOne:
        news = News(key, channel, programme_id, TOPICS[key].reason)
        return HowOne(**decide(news, own, laid)._asdict())

    return [
        TopicOut(
            key=key,
            category=topic.category,
            is_mandatory=topic.is_mandatory,
            in_inbox=how(key, "inbox"),
            by_email=how(key, "email"),
        )
        for key, topic in TOPICS.items()
    ]


def _defaults_out(defaults: PreferenceDefaults) -> PreferenceDefaultsOut:
    rules = laid_down(defaults.rules, defaults.programme_id)
    return PreferenceDefaultsOut(
        rules=[
            DefaultRule(topic=rule.topic, channel=rule.channel, mode=rule.mode)
            for rule in rules
        ],
        topics=_topics(defaults.programme_id, [], rules),
        version=defaults.version,
    )
