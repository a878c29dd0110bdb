"""Every event that a service publishes has a sentence in all four languages."""

import importlib
import json
import pkgutil
import re
from collections.abc import Iterator
from typing import Any

import pytest

from bromost_common import contracts
from bromost_common.languages import LANGUAGES
from bromost_common.outbox import Event
from bromost_notifications.inbox.handlers import NOT_PARAMS
from tests.conftest import ROOT

LOCALES = ROOT / "frontend/src/locales"


def subclasses(kind: type[Event]) -> Iterator[type[Event]]:
    for child in kind.__subclasses__():
        yield child
        yield from subclasses(child)


def published() -> list[type[Event]]:
    for module in pkgutil.iter_modules(contracts.__path__):
        importlib.import_module(f"{contracts.__name__}.{module.name}")
    return [
        kind
        for kind in subclasses(Event)
        if kind.__module__.startswith(contracts.__name__)
        and hasattr(kind, "event_type")
    ]


EVENTS = published()
every_event = pytest.mark.parametrize("event", EVENTS, ids=lambda e: e.event_type)


def texts_of(language: str, event: type[Event]) -> dict[str, str]:
    """The sentence, and its variants such as `changed_added`."""
    texts: Any = json.loads((LOCALES / language / "inbox.json").read_text())["topic"]
    *path, last = event.event_type.rsplit(".", 1)[0].split(".")
    for part in path:
        texts = texts.get(part, {})
    return {
        key: text
        for key, text in texts.items()
        if key == last or key.startswith(f"{last}_")
    }


@every_event
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_event_has_a_sentence(language: str, event: type[Event]) -> None:
    last = event.event_type.split(".")[-2]
    texts = texts_of(language, event)

    assert last in texts, f"write topic.{event.event_type} into {language}/inbox.json"
    wanted = {name for t in texts.values() for name in re.findall(r"{{(\w+)}}", t)}
    assert wanted <= event.model_fields.keys()


@every_event
def test_events_hold_nothing_personal(event: type[Event]) -> None:
    personal = {"email", "phone", "address", "person", "display_name", "account"}
    params = event.model_fields.keys() - NOT_PARAMS

    assert not {name for name in params if set(name.split("_")) & personal}


def test_event_types_are_named_once() -> None:
    types = [event.event_type for event in EVENTS]

    assert len(types) == len(set(types)) >= 10


@every_event
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_event_has_a_name(language: str, event: type[Event]) -> None:
    path = LOCALES / language / "later/deliveries.json"
    name: Any = json.loads(path.read_text())["topic"]
    for part in event.event_type.rsplit(".", 1)[0].split("."):
        name = name.get(part, {})

    assert isinstance(name, str), f"write topic.{event.event_type} into {path.name}"
