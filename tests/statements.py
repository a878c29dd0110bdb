"""Counting what is sent to the database, so that a list cannot hide a query per row."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncConnection


@contextmanager
def statements(connection: AsyncConnection) -> Iterator[list[str]]:
    """The SQL that is sent over a test's connection while the block runs."""
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        # Savepoints stand in for the transactions that a test does not have, and each
        # of those begins by saying who acts in it.
        if "SAVEPOINT" not in statement and "set_config('bromost." not in statement:
            sent.append(statement)

    target = connection.sync_connection
    event.listen(target, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(target, "before_cursor_execute", note)
