"""What a mail says: in an installation's own words, or in those of the product."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from bromost_notifications.mail.sentences import letter, sentence, written
from bromost_notifications.preferences.topics import topic_of

from .language import render, shipped_source
from .topics import READER, SENTENCE, Topic, topics

# What somebody wrote to be read, not a word of a sentence.
_LETTER = "text"


class Words(NamedTuple):
    """A text as somebody wrote it, with its placeholders."""

    subject: str
    body: str


class Said(NamedTuple):
    """What is read."""

    subject: str
    body: str


def shipped_words(topic: Topic, language: str) -> Words:
    """The product's own, in the same language as all others."""
    source = shipped_source(topic.variants(language))
    wanted = f"\n\n{{{{ {_LETTER} }}}}" if _LETTER in topic.fields else ""
    return Words(subject=source, body=source + wanted)


def say_shipped(event_type: str, language: str, params: Mapping[str, Any]) -> Said:
    said = sentence(language, event_type, params)
    return Said(said, f"{said}\n\n{letter(language, params)}".strip())


def say(
    words: Words,
    event_type: str,
    language: str,
    params: Mapping[str, Any],
    *,
    reader: str,
) -> Said:
    """Raises `TemplateRefusedError` for words that do not fit the topic (any more)."""
    topic = topics().get(topic_of(event_type))
    fields = topic.fields if topic else tuple(params)
    values = _values(fields, event_type, language, params, reader)
    # What people wrote may hold line breaks, and the subject becomes a header.
    subject = " ".join(render(words.subject, values).split())
    return Said(subject, render(words.body, values).strip())


def placeholder_values(topic: Topic, language: str) -> dict[str, str]:
    """What each placeholder stands for, in the topic's example."""
    return _values(
        topic.fields, topic.event.event_type, language, topic.example(), "A. Example"
    )


def _values(
    fields: Iterable[str],
    event_type: str,
    language: str,
    params: Mapping[str, Any],
    reader: str,
) -> dict[str, str]:
    return {
        SENTENCE: sentence(language, event_type, params),
        READER: " ".join(reader.split()),
        **{name: _written(language, name, params) for name in fields},
    }


def _written(language: str, name: str, params: Mapping[str, Any]) -> str:
    value = params.get(name)
    if value is None or value is False:
        # So that one can ask whether it is there.
        return ""
    if name == _LETTER:
        return letter(language, params)
    # Each sentence is chosen by it.
    return str(value) if name == "change" else written(language, name, params)
