from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor, require_everywhere
from bromost_common.errors import (
    ConflictError,
    FieldError,
    InvalidError,
    NotFoundError,
    StaleVersionError,
)
from bromost_common.languages import LANGUAGES, Language
from bromost_notifications.mail.sentences import sentence

from .language import TemplateRefusedError, check
from .models import MailTemplate, MailTemplateVersion
from .repository import Place, TemplateRepository
from .saying import Words, placeholder_values, say, shipped_words
from .schemas import (
    MailExample,
    MailExampleList,
    MailTemplateList,
    MailTemplateOut,
    MailTemplateRow,
    Placeholder,
    PublishedWords,
    ShippedWords,
    TemplateChannel,
    TemplateState,
    TemplateWords,
)
from .topics import Topic, topics

CHANNELS: tuple[TemplateChannel, ...] = ("email",)
MANAGE = "delivery.manage"


class NoDraftError(ConflictError):
    """There is nothing that could be published."""

    code = "no_draft"


class TemplateService:
    """The words of mails. Runs inside its caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._templates = TemplateRepository(session)

    async def all(self) -> MailTemplateList:
        stored = {
            (t.topic, t.channel, t.locale): t for t in await self._templates.all()
        }
        return MailTemplateList(
            items=[
                MailTemplateRow(
                    topic=name,
                    channel=channel,
                    languages=[
                        _state(one, stored.get((name, channel, one)))
                        for one in LANGUAGES
                    ],
                )
                for name in topics()
                for channel in CHANNELS
            ]
        )

    async def get(self, place: Place) -> MailTemplateOut:
        topic = known_topic(place.topic)
        return await self._out(topic, await self._templates.get(place))

    async def write(
        self, place: Place, words: TemplateWords, version: int, *, actor: Actor
    ) -> MailTemplateOut:
        """As a draft, that nobody is sent before it is published."""
        topic, template = await self._locked(place, version, actor)
        check_words(topic, words)
        template.draft_subject, template.draft_body = words.subject, words.body
        return await self._kept(topic, template)

    async def discard(
        self, place: Place, version: int, *, actor: Actor
    ) -> MailTemplateOut:
        topic, template = await self._locked(place, version, actor)
        if template.draft_subject is None:
            raise NotFoundError("There is no draft of it.")
        template.draft_subject = template.draft_body = None
        return await self._kept(topic, template)

    async def publish(
        self, place: Place, version: int, *, actor: Actor
    ) -> MailTemplateOut:
        topic, template = await self._locked(place, version, actor)
        if template.draft_subject is None or template.draft_body is None:
            raise NoDraftError("Write a draft before you publish it.")
        words = TemplateWords(subject=template.draft_subject, body=template.draft_body)
        # What an event says may have changed since it was written.
        check_words(topic, words)
        template.published_number = await self._templates.publish(
            template, words.subject, words.body
        )
        template.draft_subject = template.draft_body = None
        template.failing_since = template.failure = None
        return await self._kept(topic, template)

    async def restore(
        self, place: Place, number: int, version: int, *, actor: Actor
    ) -> MailTemplateOut:
        """Earlier words become the draft, to be looked at before they are used."""
        topic, template = await self._locked(place, version, actor)
        earlier = await self._templates.version(template, number)
        if earlier is None:
            raise NotFoundError("There is no such version.")
        template.draft_subject, template.draft_body = earlier.subject, earlier.body
        return await self._kept(topic, template)

    async def withdraw(
        self, place: Place, version: int, *, actor: Actor
    ) -> MailTemplateOut:
        """From now on the product's own words are sent again."""
        topic, template = await self._locked(place, version, actor)
        if template.published_number is None:
            raise NotFoundError("The product's own words are in use already.")
        template.published_number = None
        template.failing_since = template.failure = None
        return await self._kept(topic, template)

    async def examples(
        self, topic: str, locale: Language, *, actor: Actor
    ) -> MailExampleList:
        rows = await self._templates.own_news(known_topic(topic).name, visible_to=actor)
        return MailExampleList(
            items=[
                MailExample(
                    id=row.id,
                    occurred_at=row.occurred_at,
                    sentence=sentence(locale, row.topic, row.params),
                )
                for row in rows
            ]
        )

    async def _locked(
        self, place: Place, version: int, actor: Actor
    ) -> tuple[Topic, MailTemplate]:
        require_everywhere(actor, MANAGE)
        topic = known_topic(place.topic)
        template = await self._templates.get(place)
        if template.version != version:
            raise StaleVersionError(
                "Somebody else changed this text.",
                current=await self._out(topic, template),
            )
        return topic, template

    async def _kept(self, topic: Topic, template: MailTemplate) -> MailTemplateOut:
        await self._templates.keep(template)
        return await self._out(topic, template)

    async def _out(self, topic: Topic, template: MailTemplate) -> MailTemplateOut:
        versions = await self._templates.versions(template)
        now = template.published_number
        return MailTemplateOut(
            topic=topic.name,
            channel=template.channel,
            locale=template.locale,
            shipped=ShippedWords.model_validate(shipped_words(topic, template.locale)),
            draft=_draft(template),
            published=_published(versions, now),
            versions=[PublishedWords.model_validate(one) for one in versions],
            placeholders=[
                Placeholder(name=name, example=value)
                for name, value in placeholder_values(topic, template.locale).items()
            ],
            failing_since=template.failing_since,
            failure=template.failure,
            version=template.version,
        )


def known_topic(name: str) -> Topic:
    topic = topics().get(name)
    if topic is None:
        raise NotFoundError("No mail tells of this.")
    return topic


def check_words(topic: Topic, words: TemplateWords) -> None:
    """Refuse words that could not be sent, each field with its reason."""
    wrong = []
    for field in ("subject", "body"):
        try:
            check(getattr(words, field), topic.placeholders)
        except TemplateRefusedError as error:
            message = ", ".join(error.names) or "It cannot be used."
            wrong.append(FieldError(("body", field), error.code, message))
    if not wrong:
        wrong = _said_badly(topic, words)
    if wrong:
        raise InvalidError("This text cannot be sent.", fields=wrong)


def _said_badly(topic: Topic, words: TemplateWords) -> list[FieldError]:
    """What is well written may still say nothing, or too much."""
    event_type, params = topic.event.event_type, topic.example()
    try:
        say(Words(words.subject, words.body), event_type, "en", params, reader="A. B.")
    except TemplateRefusedError as error:
        return [FieldError(("body", "body"), error.code, "It cannot be used.")]
    return []


def _state(locale: Language, template: MailTemplate | None) -> TemplateState:
    return TemplateState(
        locale=locale,
        published_number=template.published_number if template else None,
        has_draft=template is not None and template.draft_subject is not None,
        is_failing=template is not None and template.failing_since is not None,
    )


def _draft(template: MailTemplate) -> ShippedWords | None:
    if template.draft_subject is None or template.draft_body is None:
        return None
    return ShippedWords(subject=template.draft_subject, body=template.draft_body)


def _published(
    versions: Sequence[MailTemplateVersion], number: int | None
) -> PublishedWords | None:
    found = next((one for one in versions if one.number == number), None)
    return None if found is None else PublishedWords.model_validate(found)
