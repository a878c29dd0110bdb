"""Reading what the services say to the log, in a test."""

import logging
from collections.abc import Iterator, MutableMapping, Sequence
from contextlib import contextmanager
from typing import Any, TypeAlias

import structlog
from structlog.testing import capture_logs

Events: TypeAlias = Sequence[MutableMapping[str, Any]]


@contextmanager
def logged_events() -> Iterator[Events]:
    """Everything that a running installation would log, as it is said."""
    quiet = structlog.get_config()["wrapper_class"]
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO)
    )
    try:
        with capture_logs() as events:
            yield events
    finally:
        structlog.configure(wrapper_class=quiet)


def told(events: Events, name: str, **fields: Any) -> bool:
    """Whether the last event of this name says this."""
    found = [one for one in events if one["event"] == name]
    return bool(found) and fields.items() <= found[-1].items()


def assert_silent(events: Events, *secrets: str) -> None:
    """No event holds any of these."""
    said = str(events)
    assert not [secret for secret in secrets if secret in said]
