"""When a link is good, and whose power whoever comes by it has."""

from datetime import timedelta
from uuid import UUID

from bromost_common.auth import Context
from bromost_common.errors import ConflictError

# What row-level security knows these transactions by.
TASK = "contribution"
LIFETIME = timedelta(hours=2)


class LinkWithdrawnError(ConflictError):
    """Whoever asked does not ask any more."""

    code = "contribution_link_withdrawn"


class LinkExpiredError(ConflictError):
    """Its time is over."""

    code = "contribution_link_expired"


def acting(link_id: UUID) -> Context:
    return Context(account_id=link_id, task=TASK)


def refuse_ended(*, is_withdrawn: bool, is_expired: bool) -> None:
    if is_withdrawn:
        raise LinkWithdrawnError("This link was withdrawn.")
    if is_expired:
        raise LinkExpiredError("This link is too old. Ask for a new one.")
