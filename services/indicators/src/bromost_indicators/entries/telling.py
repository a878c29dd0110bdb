"""Tells whom it concerns where values got to: once for all that went together."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Final, NamedTuple
from uuid import UUID

from bromost_common.auth import Actor
from bromost_common.contracts.indicators import (
    EntriesAccepted,
    EntriesReturned,
    EntriesSubmitted,
    EntriesVerified,
)
from bromost_common.outbox import Event
from bromost_indicators.access import ACCESS
from bromost_indicators.projects.schemas import OwnerRef

_REVIEWERS: Final = sorted(
    role.value for role, may in ACCESS.items() if "entry.review" in may
)
_REVIEWED: Final = {
    "returned": EntriesReturned,
    "verified": EntriesVerified,
    "accepted": EntriesAccepted,
}
# As much as an inbox shows of several reasons.
_MAX_REASON: Final = 500


class Moved(NamedTuple):
    """An entry that went a step on."""

    owner: OwnerRef
    status: str
    recorded_by: UUID | None
    reason: str | None


def told(moved: Sequence[Moved], actor: Actor) -> list[Event]:
    """An event for each framework and status; whoever did it is not told."""
    together: defaultdict[tuple[UUID, str], list[Moved]] = defaultdict(list)
    for one in moved:
        together[one.owner.id, one.status].append(one)
    found: list[Event] = []
    for (_, status), group in together.items():
        facts = _facts(group, actor)
        if status == "submitted":
            found.append(EntriesSubmitted(**facts, told_roles=_REVIEWERS))
            continue
        recorders = {one.recorded_by for one in group if one.recorded_by}
        recorders -= {actor.account_id}
        if recorders:
            more = {"told_among": sorted(recorders)} | _reason(status, group)
            found.append(_REVIEWED[status](**facts, **more))
    return found


def submitted(owner: OwnerRef, count: int, actor: Actor) -> list[Event]:
    """Values that were handed in as they were recorded."""
    return told([Moved(owner, "submitted", None, None)] * count, actor)


def _facts(group: Sequence[Moved], actor: Actor) -> dict[str, Any]:
    owner = group[0].owner
    return {
        "object_id": owner.id,
        "actor_id": actor.account_id,
        "project_id": owner.id,
        "project_code": owner.code,
        "project_title": {**owner.title},
        "is_of_programme": owner.is_programme,
        "original_language": owner.original_language,
        "count": len(group),
    }


def _reason(status: str, group: Sequence[Moved]) -> dict[str, str]:
    if status != "returned":
        return {}
    reasons = "; ".join(sorted({one.reason for one in group if one.reason}))
    is_long = len(reasons) > _MAX_REASON
    return {"reason": f"{reasons[: _MAX_REASON - 1]}…" if is_long else reasons}
