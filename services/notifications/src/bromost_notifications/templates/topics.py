"""What mails tell of, and what the words of each may name."""

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from types import MappingProxyType, UnionType
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin
from uuid import UUID

from bromost_common import contracts
from bromost_common.outbox import Event
from bromost_notifications.mail.texts import sentences
from bromost_notifications.preferences.topics import topic_of

# Whom it concerns, and ids: nothing that anybody reads.
_UNREAD = frozenset({"actor_id", "object_id", "told_to", "told_roles", "told_among"})
# Beside what an event says of itself.
SENTENCE, READER = "sentence", "reader"
_ID = UUID("01936a5e-7b5c-7c1d-9e2f-3a4b5c6d7e8f")
_BY_NAME: Mapping[str, Any] = MappingProxyType(
    {
        "title": {"en": "Clean water", "nb": "Rent vann", "bs": "Čista voda"},
        "project_title": {"en": "Clean water", "nb": "Rent vann", "bs": "Čista voda"},
        "scope_name": "Clean water",
        "name": "Ørland kommune",
        "organisation": "Ørland kommune",
        "funder": "Example fund",
        "code": "P-101",
        "project_code": "P-101",
        "currency": "NOK",
        "value": "1250",
        "unit": "number",
        "role": "adviser",
        "new_status": "active",
        "old_status": "pilot",
        "file_name": "projects.xlsx",
        "year": "2027",
        "original_language": "en",
        "project_language": "en",
        "locale": "nb",
        "failed_topic": "role.given",
    }
)


class Topic(NamedTuple):
    """A kind of event, whichever version of it."""

    name: str
    event: type[Event]

    @property
    def fields(self) -> tuple[str, ...]:
        return tuple(f for f in self.event.model_fields if f not in _UNREAD)

    @property
    def placeholders(self) -> tuple[str, ...]:
        """What its words may name; the sentence that the product has for it first."""
        return (SENTENCE, READER, *self.fields)

    def example(self, change: str | None = None) -> dict[str, Any]:
        """Parameters as an event of this topic might have them."""
        fields = self.event.model_fields
        made = {name: _example(name, fields[name].annotation) for name in self.fields}
        if made.get("change") == "change":
            # Whatever there is a sentence for.
            made["change"] = next(filter(None, self.variants("en")), "")
        return made | ({"change": change} if change else {})

    def variants(self, language: str) -> dict[str, str]:
        """The product's sentences by the change that they tell of; "" is any."""
        texts: Any = sentences(language)["topic"]
        *path, last = self.name.split(".")
        for part in path:
            texts = texts.get(part, {})
        return {
            key.removeprefix(last).removeprefix("_"): text
            for key, text in texts.items()
            if isinstance(text, str) and (key == last or key.startswith(f"{last}_"))
        }


@cache
def topics() -> dict[str, Topic]:
    """All that services publish, by name; of several versions the newest."""
    for module in pkgutil.iter_modules(contracts.__path__):
        importlib.import_module(f"{contracts.__name__}.{module.name}")
    found = sorted(
        (kind for kind in _kinds(Event) if hasattr(kind, "event_type")),
        key=lambda kind: kind.event_type,
    )
    named = [(topic_of(one.event_type), one) for one in found]
    return {name: Topic(name, event) for name, event in named}


def _kinds(kind: type[Event]) -> Iterator[type[Event]]:
    for child in kind.__subclasses__():
        if child.__module__.startswith(contracts.__name__):
            yield child
        yield from _kinds(child)


def _example(name: str, annotation: Any) -> Any:
    if name in _BY_NAME:
        return _BY_NAME[name]
    kind = _plain(annotation)
    if get_origin(kind) is Literal:
        return get_args(kind)[0]
    if get_origin(kind) is dict:
        return {"en": name.replace("_", " "), "nb": name.replace("_", " ")}
    examples: dict[Any, Any] = {
        date: "2027-03-31",
        Decimal: "1500.50",
        int: 3,
        bool: True,
        UUID: str(_ID),
    }
    return examples.get(kind, name.replace("_", " "))


def _plain(annotation: Any) -> Any:
    """What it is when it is there, without what restricts it."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return _plain(get_args(annotation)[0])
    if origin in {Union, UnionType}:
        return _plain(next(a for a in get_args(annotation) if a is not type(None)))
    return annotation
