"""What is to be done, as a calendar (RFC 5545)."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple, Self
from uuid import NAMESPACE_OID, UUID, uuid5

from icalendar import Calendar, Event

from bromost_common.paging import AnyRow
from bromost_notifications.mail.sentences import task, written
from bromost_notifications.mail.texts import sentences

from .links import path_of
from .repository import Revision


class Due(NamedTuple):
    """One thing that somebody has to do by a day."""

    kind: str
    object_id: UUID
    project_id: UUID | None
    programme_id: UUID | None
    due_on: date
    things: int
    params: dict[str, Any]

    @classmethod
    def of(cls, row: AnyRow) -> Self:
        known = row._mapping  # noqa: SLF001  # the documented way to a row's names
        names = {name: known[name] for name in cls._fields if name != "things"}
        return cls(**names, things=known["count"])

    @property
    def uid(self) -> UUID:
        """The same whenever it is read; of another day it is another event."""
        return uuid5(NAMESPACE_OID, f"{self.kind} {self.object_id} {self.due_on}")


class Saying(NamedTuple):
    """How it reads, in somebody's language."""

    summary: str
    description: str
    url: str


def sayings(due: Sequence[Due], language: str, origin: str) -> dict[UUID, Saying]:
    return {one.uid: _saying(one, language, origin) for one in due}


def _saying(due: Due, language: str, origin: str) -> Saying:
    named = [due.params.get("code")]
    if due.params.get("title"):
        named.append(written(language, "title", due.params))
    where = " · ".join(str(one) for one in named if one)
    said = task(language, due.kind, due.things, due.params)
    url = origin.rstrip("/") + path_of(
        due.kind, due.object_id, due.project_id, due.programme_id
    )
    summary = f"{said} – {where}" if where else said
    return Saying(summary, f"{summary}\n{url}", url)


def rendered(
    due: Sequence[Due],
    said: Mapping[UUID, Saying],
    revisions: Mapping[UUID, Revision],
    *,
    language: str,
) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//Bromost//Due dates//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    title = sentences(language)["todo"]["title"]
    calendar.add("x-wr-calname", f"Bromost: {title}")
    calendar.add("x-published-ttl", "PT1H")
    for one in due:
        calendar.add_component(_event(one, said[one.uid], revisions[one.uid], language))
    return bytes(calendar.to_ical())


def _event(due: Due, said: Saying, revision: Revision, language: str) -> Event:
    event = Event()
    event.add("uid", f"{due.uid}@bromost")
    # When it was last said otherwise, so that what is unchanged reads the same.
    event.add("dtstamp", revision.changed_at)
    event.add("last-modified", revision.changed_at)
    event.add("sequence", revision.sequence)
    # A day is a day everywhere: no time, and hence no zone.
    event.add("dtstart", due.due_on)
    event.add("dtend", due.due_on + timedelta(days=1))
    event.add("summary", said.summary, {"language": language})
    event.add("description", said.description, {"language": language})
    event.add("url", said.url)
    # It takes nobody's time.
    event.add("transp", "TRANSPARENT")
    return event
