"""Audit events as a CSV file that spreadsheets open as it is."""

import csv
import io
from collections.abc import Iterable

from bromost_common.sheets.formulas import harmless

from .schemas import AuditEventItem

_HEAD = (
    "position", "at", "service", "kind", "outcome", "action", "code", "actor_id",
    "actor", "on_behalf_of", "method", "object_type", "object_id", "programme_id",
    "request_id", "reason",
)  # fmt: skip


def as_csv(events: Iterable[AuditEventItem]) -> bytes:
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow(_HEAD)
    writer.writerows([harmless(cell) for cell in _row(event)] for event in events)
    return file.getvalue().encode("utf-8-sig")


def _row(event: AuditEventItem) -> list[str]:
    told = event.model_dump(mode="json") | {
        "actor_id": event.actor and event.actor.id,
        "actor": event.actor and event.actor.name,
    }
    return ["" if told[name] is None else str(told[name]) for name in _HEAD]
